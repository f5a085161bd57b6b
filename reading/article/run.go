package article

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A run gathers the text of one paragraph: every white space becomes one blank, what
// has no width goes, and line breaks of the markup stand as "\n" where they end a
// paragraph.
type run struct {
	b     strings.Builder
	link  int  // bytes that are links
	space bool // white space was seen since the last letter
	tail  rune // the last letter
	cuts  int  // line breaks since the last letter
}

func (r *run) empty() bool { return r.b.Len() == 0 }

// add appends the text of one token.
func (r *run) add(s string, link bool) {
	before := r.b.Len()
	if strings.IndexByte(s, esc) >= 0 {
		s = uncoloured(s)
	}
	for i, c := range s {
		switch {
		case unicode.IsSpace(c):
			r.space = true
			continue
		case weightless(c):
			continue
		}
		if r.b.Len() > 0 {
			r.join(c, s[i:], r.b.Len() == before)
		}
		r.b.WriteRune(c)
		r.space, r.cuts, r.tail = false, 0, c
	}
	if link {
		r.link += r.b.Len() - before
	}
}

// join writes what stands between the last letter and the next, c, the first of rest.
func (r *run) join(c rune, rest string, boundary bool) {
	switch {
	case r.cuts > 1 || r.cuts == 1 && endsSentence(r.tail):
		r.b.WriteByte('\n')
	case r.cuts == 1:
		r.b.WriteByte(' ')
	case r.space && !(boundary && hugs(c, rest)):
		r.b.WriteByte(' ')
	}
}

// cut marks a line break of the markup.
func (r *run) cut() { r.cuts++ }

// gap marks the border of a block whose tag is ignored.
func (r *run) gap() { r.space = true }

// take gives the paragraph and begins the next.
func (r *run) take() string {
	s := r.b.String()
	*r = run{}
	return s
}

// hugs says whether a text that begins a new token belongs to the word before it, though
// blanks lie between: "<a>Azerbaijan </a>, which".
func hugs(c rune, rest string) bool {
	if c != ',' && c != '.' && c != ';' && c != ')' {
		return false
	}
	next, _ := utf8.DecodeRuneInString(rest[1:])
	return rest[1:] == "" || unicode.IsSpace(next) || next == '”' || next == '"'
}

// endsSentence says whether a line that ends so ends a sentence too.
func endsSentence(c rune) bool {
	return strings.ContainsRune(".!?:;…。！？”\"»)։؟।", c)
}

// esc begins a command to a terminal.
const esc = 0x1b

// uncoloured takes the commands to a terminal out of a text: ESC, a bracket,
// numbers and a letter, as before and after coloured words. An ESC that begins
// nothing of the kind is left to weightless.
func uncoloured(s string) string {
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(s, "\x1b[")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		i := 0
		for i < len(rest) && rest[i] >= '0' && rest[i] <= '?' {
			i++
		}
		if i < len(rest) && rest[i] >= '@' && rest[i] <= '~' {
			i++
		}
		s = rest[i:]
	}
}

// weightless are the runes without a sign of their own that break words apart for whoever
// compares them: controls, soft hyphens, zero-width spaces, directions. The joiners of
// Persian and of Indian scripts stay: they are spelling.
func weightless(c rune) bool {
	switch {
	case c == '\u00ad', c == '\u200b', c == '\u2060', c == '\ufeff', c == '\u061c', c == '\u200e', c == '\u200f',
		c >= '\u202a' && c <= '\u202e', c >= '\u2066' && c <= '\u2069':
		return true
	}
	return unicode.IsControl(c)
}
