package reading

import (
	"testing"
	"unicode/utf8"

	"waythrough/record"
)

// FuzzRead: whatever the bytes, nothing panics, passages are exact pieces of
// the text, and every date is one that the record could hold.
func FuzzRead(f *testing.F) {
	for _, s := range seeds {
		f.Add(s, int64(19934))
	}
	f.Add("to to be been being have had to not n't \"“ – — ; and and", int64(0))
	f.Add("Armenia's 'Turkey’s can't won't ’s 's -- - / No 1 No. 2 U.S. border", int64(-5))
	f.Add("0\x94", int64(-1))
	f.Add("border border crossing Armenia Turkey \xff\xfe closed \x00 opened\n\n\n.", int64(1<<40))
	f.Fuzz(func(t *testing.T, text string, day int64) {
		published := record.Day(day % 1_000_000)
		for _, p := range testReader(t).Read(Article{Text: text, Published: published}) {
			if p.Start < 0 || p.End > len(text) || p.Start >= p.End || text[p.Start:p.End] != p.Passage {
				t.Fatalf("passage %q is not text[%d:%d] of %d bytes", p.Passage, p.Start, p.End, len(text))
			}
			if utf8.ValidString(text) && !utf8.ValidString(p.Passage) {
				t.Fatalf("passage cuts a letter: %q", p.Passage)
			}
			for _, d := range []string{p.Date, p.From, p.Until} {
				if d == "" {
					continue
				}
				if _, err := record.ParseDate(d); err != nil {
					t.Fatalf("%q: %v", p.Passage, err)
				}
			}
			if p.Kind == "" || p.Status == "" || p.Modality == "" || len(p.Why) == 0 {
				t.Fatalf("incomplete: %+v", p)
			}
		}
	})
}
