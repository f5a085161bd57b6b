package score

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"waythrough/reading"
)

// kinds are the letters by which marked pieces name kinds.
var kinds = map[string]reading.Kind{"m": reading.Meeting, "i": reading.Instrument, "k": reading.Commitment, "c": reading.Crossing,
	"s": reading.Service, "v": reading.Visa, "r": reading.Relation, "p": reading.Position, "b": reading.Background}

var statuses = map[string]reading.Status{"pr": reading.Proposed, "ag": reading.Agreed, "am": reading.Amended, "rc": reading.Reconfirmed,
	"ec": reading.Enacted, "rd": reading.Ready, "da": reading.Dated, "us": reading.UsedOnce, "io": reading.InOperation, "su": reading.Suspended,
	"rv": reading.Reversed, "ld": reading.Lapsed, "al": reading.Annulled, "di": reading.Discussed, "si": reading.Signed, "he": reading.Held,
	"ca": reading.Cancelled, "op": reading.Open, "po": reading.PartlyOpen, "cl": reading.Closed, "pc": reading.PartlyClosed, "st": reading.Started,
	"re": reading.Resumed, "en": reading.Ended, "ni": reading.NotImplemented, "nd": reading.NoDate, "de": reading.Denied, "fa": reading.Failed,
	"rj": reading.Rejected, "sa": reading.Stated, "an": reading.Announced}

// Marked reads the pieces of testdata/sentences/marked_*.txt: a line a piece,
// or, under a setting ("@ …"), all lines up to the next setting. Passages are
// marked {so|kind.status}, by the letters above; {so|-} states nothing.
func Marked(folder string) ([]Article, error) {
	files, err := filepath.Glob(filepath.Join(folder, "marked_*.txt"))
	if err != nil {
		return nil, err
	}
	var out []Article
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		var group *Article
		for i, line := range strings.Split(string(b), "\n") {
			a := Article{File: fmt.Sprintf("%s:%d", filepath.Base(file), i+1), Published: "2024-05-01"}
			switch {
			case line == "" || line[0] == '#':
				continue
			case line[0] == '@':
				a.Text = strings.TrimSpace(line[1:])
				out = append(out, a)
				group = &out[len(out)-1]
				continue
			}
			if err := a.unmark(line); err != nil {
				return nil, fmt.Errorf("%s: %w", a.File, err)
			}
			if group == nil {
				out = append(out, a)
				continue
			}
			group.Text += "\n\n" + a.Text
			group.Statements = append(group.Statements, a.Statements...)
		}
	}
	return out, nil
}

// unmark takes the marks out of a line and makes statements of them.
func (a *Article) unmark(line string) error {
	for {
		before, rest, ok := strings.Cut(line, "{")
		a.Text += before
		if !ok {
			return nil
		}
		inside, after, ok := strings.Cut(rest, "}")
		passage, code, coded := strings.Cut(inside, "|")
		if !ok || !coded {
			return fmt.Errorf("a passage is marked {so|kind.status}, not {%s", rest)
		}
		a.Text += passage
		if k, s, _ := strings.Cut(code, "."); code != "-" {
			if kinds[k] == "" || statuses[s] == "" {
				return fmt.Errorf("no kind and status %q", code)
			}
			a.Statements = append(a.Statements, Statement{Kind: kinds[k], Status: statuses[s], Passage: passage})
		}
		line = after
	}
}
