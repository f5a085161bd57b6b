package record_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"waythrough/record"
)

// Whatever the bytes of a file, loading it ends, with a record or with errors
// that say where; and what was loaded can be written and loaded again.
func FuzzDecodeFile(f *testing.F) {
	base, err := os.ReadFile("testdata/base.yaml")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(base)
	paths, err := filepath.Glob("testdata/refused/*.txt")
	if err != nil {
		f.Fatal(err)
	}
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		for _, text := range strings.Split(string(data), "\n== ")[1:] {
			_, text, _ = strings.Cut(text, "\n")
			f.Add([]byte(text))
		}
	}
	for _, text := range []string{"", "---\n", "\xff", "areas: *a", "? a\n: b", "{", "!!", "a: &a [*a]", "areas: !!map {}", "\ufeffareas: []", "%YAML 1.2\n---\nareas: x"} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := record.Load(folder("f", string(data)))
		if err == nil {
			for item := range r.Items() {
				if _, err := item.YAML(); err != nil {
					t.Errorf("%s %s cannot be written: %v", item.What, item.ID, err)
				}
			}
			return
		}
		if r != nil {
			t.Error("a record comes with the errors")
		}
		errs := record.AsErrors(err)
		if len(errs) == 0 {
			t.Fatalf("an error that is no list of errors: %v", err)
		}
		lines := 1 + strings.Count(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(string(data)), "\n")
		for _, e := range errs {
			if e.Pos.File != "f/all.yaml" || e.Pos.Line < 1 || e.Pos.Line > lines || e.Msg == "" {
				t.Errorf("an error of a file of %d lines stands at %s: %q", lines, e.Pos, e.Msg)
			}
		}
	})
}

func FuzzParseDate(f *testing.F) {
	for _, s := range []string{"1993", "1993-04", "1993-04-03", "2025-09-12T10:30", "2023-21", "2023-24", "2023-05/2023-06", "1993~", "2023-02-29",
		"0000", "9999-12-31", "9999-24", "/", "2024/2023", "2024-07-30T24:00"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := record.ParseDate(s)
		if err != nil {
			if d != (record.Date{}) {
				t.Errorf("%q gives an error and %v", s, d)
			}
			return
		}
		if d.First > d.Last || d.FirstDay() > d.LastDay() {
			t.Errorf("%q begins at %v and ends at %v", s, d.First.Time(), d.Last.Time())
		}
		if d.String() != s || d.IsZero() {
			t.Errorf("%q is kept as %q", s, d)
		}
		if d.First <= record.Always || d.Last >= record.Forever {
			t.Errorf("%q lies beyond all time", s)
		}
		// Every part is written with digits of a fixed number.
		from, to, interval := strings.Cut(s, "/")
		for _, part := range []string{from, to} {
			switch n := len(strings.TrimRight(part, "~?%")); {
			case n == 4, n == 7, n == 10, n == 16, !interval && part == "":
			default:
				t.Errorf("%q is read as a date", s)
			}
		}
	})
}

func FuzzParseSpan(f *testing.F) {
	for _, s := range []string{"30m", "12h", "2h10m", "90d", "6mo", "1y", "1y6mo2d3h4m", "", "0d", "m", "1mo1m", "99999999999y"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		span, err := record.ParseSpan(s)
		if err != nil {
			if !span.IsZero() || span.Minutes != 0 {
				t.Errorf("%q gives an error and %d minutes", s, span.Minutes)
			}
			return
		}
		if span.Minutes < 0 || span.Days() < 0 || int64(span.Days()) != span.Minutes/record.DayMinutes {
			t.Errorf("%q is %d minutes, %d days", s, span.Minutes, span.Days())
		}
		if span.String() != s || span.IsZero() {
			t.Errorf("%q is kept as %q", s, span)
		}
	})
}
