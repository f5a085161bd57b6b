package when

import (
	"unicode"
	"unicode/utf8"
)

// A shape is what a token looks like.
type shape uint8

const (
	isWord    shape = iota
	isNumber        // digits only
	isOrdinal       // 3rd
	isDecade        // 1990s
	isClock         // 06:00
	isDate          // 2024-05-03, 03/05/2024
	isOther         // 1,200 or 2.5 or M2: never a date
	isPossess       // 's
	isMark          // any other sign
)

// A token is a word, a number or a sign of a sentence.
type token struct {
	start, end int32
	shape      shape
	space      bool // a space before it
	capital    bool
	sign       rune
	value      int // of a number; -1 if too long
	word       *word
}

// A scan is a sentence in the making.
type scan struct {
	lang   *Language
	text   string
	tense  Tense
	tokens []token
	found  []found
	lower  [24]byte
}

// split fills the tokens. It reports whether any may be of an expression.
func (s *scan) split() bool {
	telling, space := false, true
	for i := 0; i < len(s.text); {
		c := s.text[i]
		if c == ' ' || c == '\n' || c == '\t' || c == '\r' {
			space, i = true, i+1
			continue
		}
		t := token{start: int32(i), space: space, word: otherWord}
		switch {
		case c >= '0' && c <= '9':
			i = s.number(&t, i)
			telling = true
		default:
			r, n := utf8.DecodeRuneInString(s.text[i:])
			switch {
			case r == '\u00a0' || r == '\u202f' || r == '\u2009':
				space, i = true, i+n
				continue
			case unicode.IsLetter(r):
				i = s.letters(&t, i)
				telling = telling || t.word.telling
			default:
				t.shape, t.sign = isMark, r
				i += n
				if (r == '\'' || r == '’') && !space && i < len(s.text) && s.text[i] == 's' && !letterAt(s.text, i+1) {
					t.shape, i = isPossess, i+1
				}
			}
		}
		t.end = int32(i)
		s.tokens, space = append(s.tokens, t), false
	}
	return telling
}

func letterAt(text string, i int) bool {
	r, _ := utf8.DecodeRuneInString(text[i:])
	return i < len(text) && (unicode.IsLetter(r) || unicode.IsDigit(r))
}

// letters reads a word, with digits if it has any: M2.
func (s *scan) letters(t *token, i int) int {
	start, digits := i, false
	for i < len(s.text) {
		r, n := utf8.DecodeRuneInString(s.text[i:])
		if unicode.IsDigit(r) {
			digits = true
		} else if !unicode.IsLetter(r) && !unicode.Is(unicode.Mn, r) {
			break
		}
		i += n
	}
	first, _ := utf8.DecodeRuneInString(s.text[start:])
	t.capital = unicode.IsUpper(first)
	if digits {
		t.shape = isOther
		return i
	}
	t.word = s.look(s.text[start:i])
	return i
}

// look finds a word in the tables, without allocating. No word in them is longer
// than the room for its lower case.
func (s *scan) look(w string) *word {
	if len(w) > len(s.lower) {
		return otherWord
	}
	for i := range len(w) {
		c := w[i]
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		s.lower[i] = c
	}
	if known, ok := s.lang.words[string(s.lower[:len(w)])]; ok {
		return known
	}
	return otherWord
}

// number reads a token that begins with a digit.
func (s *scan) number(t *token, i int) int {
	if n := dateLength(s.text[i:]); n > 0 {
		t.shape = isDate
		return i + n
	}
	start := i
	for i < len(s.text) && digit(s.text[i]) {
		i++
	}
	t.shape, t.value = isNumber, number(s.text[start:i])
	for i+1 < len(s.text) && (s.text[i] == ',' || s.text[i] == '.' || s.text[i] == ':') && digit(s.text[i+1]) {
		t.shape = isOther
		if s.text[i] == ':' {
			t.shape = isClock
		}
		for i++; i < len(s.text) && digit(s.text[i]); {
			i++
		}
	}
	if !letterAt(s.text, i) {
		return i
	}
	end := i
	for end < len(s.text) && letterAt(s.text, end) {
		_, n := utf8.DecodeRuneInString(s.text[end:])
		end += n
	}
	switch suffix := s.text[i:end]; {
	case t.shape == isNumber && t.value <= 31 && (suffix == "st" || suffix == "nd" || suffix == "rd" || suffix == "th"):
		t.shape = isOrdinal
	case t.shape == isNumber && suffix == "s" && t.value%10 == 0:
		t.shape = isDecade
	default:
		t.shape = isOther
	}
	return end
}

func digit(c byte) bool { return c >= '0' && c <= '9' }

// number reads digits; -1 if there are too many for a year.
func number(s string) int {
	if len(s) > 4 {
		return -1
	}
	n := 0
	for i := range len(s) {
		n = n*10 + int(s[i]-'0')
	}
	return n
}

// dateLength is the length of a date in digits at the start of a text: three
// groups joined by the same sign, one of them a year, perhaps with a time.
func dateLength(s string) int {
	groups, sign, i := [3]int{}, byte(0), 0
	for g := range groups {
		start := i
		for i < len(s) && digit(s[i]) {
			i++
		}
		groups[g] = i - start
		if g == 2 {
			break
		}
		if i >= len(s) || s[i] != '-' && s[i] != '/' && s[i] != '.' || sign != 0 && s[i] != sign {
			return 0
		}
		sign, i = s[i], i+1
	}
	small := func(n int) bool { return n == 1 || n == 2 }
	if !small(groups[1]) || !(groups[0] == 4 && small(groups[2]) || small(groups[0]) && groups[2] == 4) {
		return 0
	}
	if i+1 < len(s) && s[i] == 'T' && digit(s[i+1]) {
		for i++; i < len(s) && (digit(s[i]) || s[i] == ':' || s[i] == 'Z' || s[i] == '+'); {
			i++
		}
	}
	if letterAt(s, i) {
		return 0
	}
	return i
}
