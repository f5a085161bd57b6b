package when

import (
	"bufio"
	"os"
	"strings"
	"testing"

	"waythrough/record"
)

// A line is one expected expression of testdata/cases.txt.
type line struct{ text, value, kind string }

// A sentence is one sentence of the table, with all that should be found in it.
type sentence struct {
	at        int
	published record.Day
	tense     Tense
	text      string
	want      []line
}

func cases(t testing.TB) []sentence {
	t.Helper()
	f, err := os.Open("testdata/cases.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	tenses := map[string]Tense{"past": Past, "future": Future, "unknown": Unknown}
	var all []sentence
	previous := ""
	in := bufio.NewScanner(f)
	for n := 1; in.Scan(); n++ {
		if in.Text() == "" || in.Text()[0] == '#' {
			continue
		}
		w := strings.Split(in.Text(), " | ")
		if len(w) != 6 {
			t.Fatalf("testdata/cases.txt:%d: %d fields; write published | tense | sentence | span | value | kind", n, len(w))
		}
		if key := strings.Join(w[:3], "|"); key != previous {
			s := sentence{at: n, tense: tenses[w[1]], text: w[2]}
			if w[0] != "-" {
				if err := s.published.UnmarshalText([]byte(w[0])); err != nil {
					t.Fatalf("testdata/cases.txt:%d: %v", n, err)
				}
			}
			all, previous = append(all, s), key
		}
		if w[5] != "none" {
			s := &all[len(all)-1]
			s.want = append(s.want, line{w[3], strings.TrimPrefix(w[4], "-"), w[5]})
		}
	}
	return all
}

func TestCases(t *testing.T) {
	all := cases(t)
	right, wanted := 0, 0
	for _, s := range all {
		spans := Find(s.text, s.published, s.tense)
		for i, want := range s.want {
			wanted++
			if i >= len(spans) {
				t.Errorf("testdata/cases.txt:%d: %q: %q is not found", s.at, s.text, want.text)
				continue
			}
			if got := (line{spans[i].Text, spans[i].Value.String(), spans[i].Kind.String()}); got != want {
				t.Errorf("testdata/cases.txt:%d: %q (%s)\n found %q\nwanted %q", s.at, s.text, s.published, got, want)
				continue
			}
			right++
		}
		if len(s.want) == 0 {
			wanted++
			if len(spans) == 0 {
				right++
			}
		}
		if len(spans) > len(s.want) {
			t.Errorf("testdata/cases.txt:%d: %q: %q is no expression of time to be found", s.at, s.text, spans[len(s.want)].Text)
		}
	}
	t.Logf("%d of %d right", right, wanted)
}
