package reading

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"waythrough/reading/lexicon"
	"waythrough/reading/when"
	"waythrough/record"
)

// A unit is the smallest piece that the grammar sees: a word, a phrase of the
// lexicon, a name, an expression of time, or a mark.
type unit struct {
	lo, hi int    // bytes of the text
	word   string // folded
	entry  lexicon.Entry
	thing  *thing     // a name that the gazetteer knows
	date   *when.Span // an expression of time
	mark   byte       // , ; : . ( ) " and '-' for a dash that parts clauses
	capital,
	first, // of its sentence, and not a name elsewhere
	quoted bool
}

// name reports whether the unit is a name, known or not.
func (u *unit) name() bool { return u.thing != nil || u.capital && !u.first && u.empty() }

// empty reports whether nothing is known of the unit.
func (u *unit) empty() bool {
	return u.entry.Verb|u.entry.Noun|u.entry.Word == 0 && u.thing == nil && u.date == nil && u.mark == 0
}

func (u *unit) noun(c lexicon.Class) bool { return u.entry.Noun&c != 0 }
func (u *unit) is(c lexicon.Class) bool   { return u.entry.Word&c != 0 }

// A sentence is a run of units.
type sentence struct {
	lo, hi int
	units  []unit
}

var abbreviations = map[string]bool{"mr": true, "mrs": true, "ms": true, "dr": true, "st": true, "gen": true, "col": true, "prof": true,
	"no": true, "vs": true, "jan": true, "feb": true, "mar": true, "apr": true, "jun": true, "jul": true, "aug": true, "sept": true,
	"sep": true, "oct": true, "nov": true, "dec": true, "approx": true, "inc": true, "ltd": true, "co": true, "art": true, "rev": true}

// spans cuts a text into sentences, as byte ranges. A blank line always ends
// one; a line break alone does not.
func spans(text string) [][2]int {
	var out [][2]int
	start := 0
	cut := func(end int) {
		lo, hi := start, end
		for lo < hi && text[lo] <= ' ' {
			lo++
		}
		for hi > lo && text[hi-1] <= ' ' {
			hi--
		}
		if lo < hi {
			out = append(out, [2]int{lo, hi})
		}
		start = end
	}
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '\n':
			if blankLine(text[i+1:]) {
				cut(i)
			}
		case '.', '!', '?', '|':
			if end, ok := sentenceEnd(text, i); ok {
				cut(end)
				i = end - 1
			}
		default:
			if n := otherStop(text[i:]); n > 0 {
				cut(i + n)
				i += n - 1
			}
		}
	}
	cut(len(text))
	return out
}

// otherStop is the length of the full stop of another script that a text begins
// with: Armenian, Chinese and Japanese, Arabic, Urdu, Hindi, Amharic.
func otherStop(s string) int {
	if s[0] < 0xd6 {
		return 0
	}
	switch r, n := utf8.DecodeRuneInString(s); r {
	case '։', '。', '！', '？', '؟', '۔', '।', '።':
		return n
	}
	return 0
}

func blankLine(rest string) bool {
	for i := 0; i < len(rest); i++ {
		switch rest[i] {
		case '\n':
			return true
		case ' ', '\t', '\r':
		default:
			return false
		}
	}
	return true
}

// sentenceEnd reports whether the mark at i ends a sentence, and where the
// next could begin.
func sentenceEnd(text string, i int) (int, bool) {
	end := i + 1
	for _, q := range []string{"\"", "”", "’", "»", ")", "'"} {
		if strings.HasPrefix(text[end:], q) {
			end += len(q)
			break
		}
	}
	if end < len(text) && text[end] > ' ' {
		return 0, false
	}
	if text[i] != '.' {
		return end, true
	}
	word := text[:i]
	if j := strings.LastIndexAny(word[max(0, i-24):], " \n\t(.-"); j >= 0 {
		word = word[max(0, i-24)+j+1:]
	} else {
		word = word[max(0, i-24):]
	}
	if abbreviations[strings.ToLower(word)] {
		return 0, false
	}
	if r, n := utf8.DecodeRuneInString(word); n == len(word) && unicode.IsUpper(r) {
		return 0, false // an initial
	}
	for _, r := range text[end:] {
		if r > ' ' {
			return end, !unicode.IsLower(r)
		}
	}
	return end, true
}

// A token is a word or mark before phrases are joined.
type token struct {
	lo, hi int
	word   string
	mark   byte
}

// tokens cuts a sentence into words and marks.
func tokens(text string, lo, hi int, out []token) []token {
	for i := lo; i < hi; {
		r, n := utf8.DecodeRuneInString(text[i:hi])
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			j := i + wordLength(text[i:hi])
			out = splitWord(text, i, j, out)
			i = j
			continue
		case r == '-' || r == '–' || r == '‑' || r == '—' || r == '/':
			t := token{i, i + n, "-", 0}
			if r == '/' {
				t.word = "/"
			}
			if r == '—' || i+n < hi && text[i+n] <= ' ' && i > lo && text[i-1] <= ' ' {
				t.mark = '-'
			}
			out = append(out, t)
		case r == '"' || r == '“' || r == '”' || r == '«' || r == '»' || r == '„' || r == '‟':
			out = append(out, token{i, i + n, "\"", '"'})
		case strings.ContainsRune(",;:.()!?։。؟۔।።", r):
			m := byte(r)
			if r >= utf8.RuneSelf || m == '!' || m == '?' {
				m = '.'
			}
			out = append(out, token{i, i + n, string(r), m})
		}
		i += n
	}
	return out
}

// wordLength is the length of the word that a text begins with: letters,
// digits, marks on letters, apostrophes between letters, commas and points
// between digits.
func wordLength(s string) int {
	var last rune
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		after, _ := utf8.DecodeRuneInString(s[i+n:])
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r):
		case (r == '\'' || r == '’') && unicode.IsLetter(after):
		case (r == '.' || r == ',' || r == ':') && unicode.IsDigit(last) && unicode.IsDigit(after):
		default:
			return i
		}
		last = r
		i += n
	}
	return len(s)
}

// splitWord takes n't and 's and their like off a word.
func splitWord(text string, lo, hi int, out []token) []token {
	w := lexicon.Fold(text[lo:hi])
	for _, tail := range []string{"n't", "'s", "'ll", "'ve", "'re", "'m", "'d"} {
		if !strings.HasSuffix(w, tail) || len(w) == len(tail) {
			continue
		}
		raw := len(tail) // an apostrophe of print is two bytes longer
		if strings.Contains(text[lo:hi], "’") {
			raw += len("’") - 1
		}
		head := w[:len(w)-len(tail)]
		switch w {
		case "won't":
			head = "will"
		case "can't":
			head = "can"
		case "shan't":
			head = "shall"
		}
		if raw >= hi-lo {
			break
		}
		return append(out, token{lo, hi - raw, head, 0}, token{hi - raw, hi, tail, 0})
	}
	return append(out, token{lo, hi, w, 0})
}

// parse makes the units of a sentence: dates first (so that May is no verb),
// then the longest name or phrase that begins at a word.
func (r *Reader) parse(text string, lo, hi int, published record.Day, quoted *bool, toks []token) (sentence, []token) {
	toks = tokens(text, lo, hi, toks[:0])
	dates := when.Find(text[lo:hi], published, when.Unknown)
	s := sentence{lo: lo, hi: hi, units: make([]unit, 0, len(toks))}
	next := 0
	for i := 0; i < len(toks); {
		t := toks[i]
		for next < len(dates) && lo+dates[next].Start < t.lo {
			next++
		}
		u := unit{lo: t.lo, hi: t.hi, word: t.word, mark: t.mark, first: len(s.units) == 0}
		n := 1
		switch {
		case next < len(dates) && lo+dates[next].Start == t.lo:
			u.date = &dates[next]
			u.hi = lo + dates[next].End
			for i+n < len(toks) && toks[i+n].lo < u.hi {
				n++
			}
			u.hi = max(u.hi, toks[i+n-1].hi)
			next++
		case t.mark == '"':
			*quoted = !*quoted
		case joinedName(toks, i):
			n, u.capital = 3, true
			u.hi, u.word = toks[i+2].hi, t.word+"-"+toks[i+2].word
			if thing, m := r.names.longest(toks[i:]); thing != nil && m >= 3 {
				n, u.thing, u.hi = m, thing, toks[i+m-1].hi
			}
		case t.mark == 0:
			first, _ := utf8.DecodeRuneInString(text[t.lo:])
			u.capital = unicode.IsUpper(first)
			n = r.match(&u, toks[i:])
			u.hi = toks[i+n-1].hi
		}
		if u.word == "no" && i+n < len(toks) && toks[i+n].word[0] >= '0' && toks[i+n].word[0] <= '9' ||
			u.word == "route" && i+n < len(toks) && toks[i+n].word[0] >= '0' && toks[i+n].word[0] <= '9' {
			u.entry = lexicon.Entry{} // No 1, Route 7
		}
		u.quoted = *quoted
		i += n
		s.units = append(s.units, u)
	}
	pairDashes(text, s.units)
	return s, toks
}

// pairDashes takes the mark from a dash with blanks that pairs two names, as in
// "the Tashkent - Dushanbe express"; one after a dateline in capitals parts.
func pairDashes(text string, us []unit) {
	for i := 1; i+2 < len(us); i++ {
		a, b := &us[i-1], &us[i+1]
		if us[i].mark != '-' || !a.capital || !b.capital || a.date != nil || b.date != nil || a.entry.Noun|b.entry.Noun != 0 {
			continue
		}
		if raw := text[a.lo:a.hi]; raw == strings.ToUpper(raw) || i == 1 && !us[i+2].noun(^lexicon.Class(0)) {
			continue
		}
		if us[i+2].entry.Noun != 0 || i > 1 && us[i-2].word == "the" {
			us[i].mark = 0
		}
	}
}

// joinedName reports whether a name begins with a small article: al-Qaim, el-Arish.
func joinedName(toks []token, i int) bool {
	if i+2 >= len(toks) || toks[i+1].word != "-" || toks[i+1].mark != 0 || toks[i].hi != toks[i+1].lo || toks[i+2].lo != toks[i+1].hi || toks[i+2].mark != 0 {
		return false
	}
	switch toks[i].word {
	case "al", "el", "ad", "ar", "as", "ash", "at", "an", "az", "ed", "et":
		return toks[i+2].hi-toks[i+2].lo > 2
	}
	return false
}

// match fills in the longest name or phrase that begins with the tokens and
// gives the number of tokens it takes.
func (r *Reader) match(u *unit, toks []token) int {
	n := 1
	node := r.lang.Root
	for i := 0; i < len(toks) && node != nil; i++ {
		if toks[i].mark != 0 {
			break
		}
		if node = node.Next[toks[i].word]; node != nil && node.Entry != nil {
			u.entry, n = *node.Entry, i+1
		}
	}
	if !u.capital {
		return n
	}
	thing, m := r.names.longest(toks)
	if thing == nil || m < n || m == n && u.entry.Verb|u.entry.Noun|u.entry.Word != 0 && u.first {
		return n
	}
	u.thing, u.entry = thing, lexicon.Entry{}
	return m
}
