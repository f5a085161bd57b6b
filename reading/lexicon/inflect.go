package lexicon

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

type form struct {
	text string
	form Form
}

// inflect gives the forms of an English verb; an irregular one is written
// base/past/participle.
func inflect(w string) []form {
	parts := strings.Split(w, "/")
	base := parts[0]
	past := pastOf(base)
	participle := past
	if len(parts) == 3 {
		past, participle = parts[1], parts[2]
	}
	if base == "be" {
		return []form{{"be", Base}, {"is", Third}, {"are", Third}, {"was", Past}, {"were", Past}, {"been", Participle}, {"being", Ing}}
	}
	return []form{{base, Base}, {plural(base), Third}, {past, Past}, {participle, Participle}, {ingOf(base), Ing}}
}

func vowel(b byte) bool { return strings.IndexByte("aeiou", b) >= 0 }

// doubles reports whether the last consonant is doubled before an ending:
// a short verb of one vowel and one consonant, or one of a few stressed ones.
func doubles(w string) bool {
	n := len(w)
	if n < 3 || strings.IndexByte("aeiouwxy", w[n-1]) >= 0 || !vowel(w[n-2]) || vowel(w[n-3]) {
		return false
	}
	switch w {
	case "admit", "permit", "commit", "transit", "refer", "annul", "bar", "ban", "cancel", "travel", "expel", "defer", "rebut", "signal", "propel":
		return true
	}
	vowels := 0
	for i := 0; i < n; i++ {
		if vowel(w[i]) {
			vowels++
		}
	}
	return vowels == 1 && n <= 5
}

func pastOf(w string) string {
	n := len(w)
	switch {
	case w[n-1] == 'e':
		return w + "d"
	case w[n-1] == 'y' && n > 1 && !vowel(w[n-2]):
		return w[:n-1] + "ied"
	case doubles(w):
		return w + w[n-1:] + "ed"
	}
	return w + "ed"
}

func ingOf(w string) string {
	n := len(w)
	switch {
	case strings.HasSuffix(w, "ie"):
		return w[:n-2] + "ying"
	case w[n-1] == 'e' && !strings.HasSuffix(w, "ee"):
		return w[:n-1] + "ing"
	case doubles(w) || w == "shut" || w == "begin":
		return w + w[n-1:] + "ing"
	}
	return w + "ing"
}

func plural(w string) string {
	n := len(w)
	switch {
	case w[n-1] == 'y' && n > 1 && !vowel(w[n-2]):
		return w[:n-1] + "ies"
	case w[n-1] == 's', w[n-1] == 'x', w[n-1] == 'z', strings.HasSuffix(w, "ch"), strings.HasSuffix(w, "sh"):
		return w + "es"
	case w == "go" || w == "do" || w == "veto":
		return w + "es"
	}
	return w + "s"
}

// Fold writes a word in small letters without marks, so that Kılıç is kilic
// and Türkiye is turkiye. Apostrophes and dashes become plain.
func Fold(s string) string {
	plain := true
	for i := 0; i < len(s); i++ {
		if c := s[i]; c >= utf8.RuneSelf || c >= 'A' && c <= 'Z' {
			plain = false
			break
		}
	}
	if plain {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range s {
		switch {
		case r < utf8.RuneSelf:
			b.WriteRune(unicode.ToLower(r))
		case r == '’' || r == '‘' || r == 'ʼ':
			b.WriteByte('\'')
		case r == '–' || r == '‑' || r == '‐' || r == '—':
			b.WriteByte('-')
		case r == 'ı' || r == 'İ':
			b.WriteByte('i')
		case r == 'ə' || r == 'Ə':
			b.WriteByte('a')
		case r == 'ø' || r == 'Ø':
			b.WriteByte('o')
		case r == 'ł' || r == 'Ł':
			b.WriteByte('l')
		case r == 'đ' || r == 'Đ':
			b.WriteByte('d')
		case r == 'ß':
			b.WriteString("ss")
		default:
			for _, d := range norm.NFD.String(string(r)) {
				if !unicode.Is(unicode.Mn, d) {
					b.WriteRune(unicode.ToLower(d))
				}
			}
		}
	}
	return b.String()
}

// Split parts a folded phrase into the words that the reader sees: at spaces,
// and at hyphens and slashes (which stand as words of their own).
func Split(s string) []string {
	var out []string
	start := -1
	for i, r := range s {
		letter := unicode.IsLetter(r) || unicode.IsDigit(r) || r == '\''
		if letter && start < 0 {
			start = i
		}
		if !letter {
			if start >= 0 {
				out = append(out, s[start:i])
				start = -1
			}
			if r == '-' || r == '/' {
				out = append(out, string(r))
			}
		}
	}
	if start >= 0 {
		out = append(out, s[start:])
	}
	return out
}
