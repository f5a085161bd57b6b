package record_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"waythrough/record"
)

// The files of testdata/refused hold cases: "== name", then a record file in
// which each line that is wrong says so,
//
//	kind: sate #! kind: "sate" is not one of … did you mean "state"
//
// once for each error there, in order; "…" stands for any text. Every error must
// be reported at its line, all at once, in order of lines, and nothing else. With
// the first line "== name (over base)" the case lies over testdata/base.yaml.
func TestRefused(t *testing.T) {
	paths, err := filepath.Glob("testdata/refused/*.txt")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txt"), func(t *testing.T) {
			for _, c := range refusedCases(t, path) {
				t.Run(c.name, c.run)
			}
		})
	}
}

// A refusedCase is a text that does not load, and the errors it gives.
type refusedCase struct {
	name, text string
	base       bool
	want       []wantError
}

// A wantError is a line, and the words of the error there.
type wantError struct {
	line  int
	words string
}

func refusedCases(t *testing.T, path string) []refusedCase {
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var cases []refusedCase
	for _, part := range strings.Split("\n"+string(data), "\n== ")[1:] {
		name, text, _ := strings.Cut(part, "\n")
		c := refusedCase{}
		c.name, c.base = strings.CutSuffix(name, " (over base)")
		for i, line := range strings.Split(text, "\n") {
			pieces := strings.Split(line, "#!")
			for _, words := range pieces[1:] {
				c.want = append(c.want, wantError{i + 1, strings.TrimSpace(words)})
			}
			c.text += strings.TrimRight(pieces[0], " ") + "\n"
		}
		cases = append(cases, c)
	}
	return cases
}

func (c refusedCase) run(t *testing.T) {
	folders := []record.Folder{folder("f", c.text)}
	if c.base {
		base, err := os.ReadFile("testdata/base.yaml")
		if err != nil {
			t.Fatal(err)
		}
		folders = append([]record.Folder{folder("base", string(base))}, folders...)
	}
	r, err := record.Load(folders...)
	if err == nil {
		t.Fatalf("nothing is found wrong with\n%s", numbered(c.text))
	}
	if r != nil {
		t.Error("a record comes with the errors")
	}
	got := record.AsErrors(err)
	for i := range max(len(got), len(c.want)) {
		switch {
		case i >= len(got):
			t.Errorf("not reported: line %d: %s", c.want[i].line, c.want[i].words)
		case i >= len(c.want):
			t.Errorf("reported as well: %v", got[i])
		case got[i].Pos != record.Pos{File: "f/all.yaml", Line: c.want[i].line} || !says(got[i].Msg, c.want[i].words):
			t.Errorf("error %d is\n\t%v\nshould be\n\tf/all.yaml:%d: %s", i+1, got[i], c.want[i].line, c.want[i].words)
		}
	}
}

// says reports whether a message has the words, in order, with anything for "…".
func says(msg, words string) bool {
	for _, piece := range strings.Split(words, "…") {
		_, rest, ok := strings.Cut(msg, strings.TrimSpace(piece))
		if !ok {
			return false
		}
		msg = rest
	}
	return true
}
