// Package score measures the reader against articles annotated by hand
// (testdata/corpus/GUIDE.md says how).
//
// A proposal is right if kind and status are those of an annotated statement
// and the passages overlap: at least half the words of the shorter passage are
// words of the other, at the same place of the text. Where the guide leaves
// the kind open (no date for a crossing, or for the commitment to open it),
// either kind counts. Each statement is found once; a further proposal of a
// statement already found is a repetition, and no error either way. Modality,
// who, where and date are scored over the statements found.
//
// An inversion is worse than an error: a proposal that is not right and states
// the opposite of what its passage was annotated as (promised taken for done,
// denied for true, closed for open). They are listed one by one.
package score

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sort"
	"strings"

	"github.com/goccy/go-yaml"

	"waythrough/reading"
	"waythrough/reading/article"
	"waythrough/record"
)

// A Statement is one annotation.
type Statement struct {
	Kind     reading.Kind     `yaml:"kind"`
	Status   reading.Status   `yaml:"status"`
	Modality reading.Modality `yaml:"modality"`
	Who      []string         `yaml:"who"`
	Where    []string         `yaml:"where"`
	What     string           `yaml:"what"`
	Class    string           `yaml:"class"`
	Mode     string           `yaml:"mode"`
	Date     string           `yaml:"date"`
	From     string           `yaml:"from"`
	Until    string           `yaml:"until"`
	Passage  string           `yaml:"passage"`
}

// An Article is one file of a corpus.
type Article struct {
	File       string
	Published  string      `yaml:"published"`
	Border     string      `yaml:"border"`
	Form       string      `yaml:"form"`
	Text       string      `yaml:"text"`
	Statements []Statement `yaml:"statements"`
}

// Day is the day of publication; zero if the article has none.
func (a *Article) Day() (record.Day, error) {
	if a.Published == "" {
		return 0, nil
	}
	d, err := record.ParseDate(a.Published)
	if err != nil {
		return 0, fmt.Errorf("%s: published: %w", a.File, err)
	}
	return d.FirstDay(), nil
}

// Load reads every article of a folder, in order of name.
func Load(folder string) ([]Article, error) {
	var out []Article
	err := filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) != ".yaml" {
			return err
		}
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		a := Article{File: filepath.Base(path)}
		if err := yaml.Unmarshal(b, &a); err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		if a.Form == "html" || a.Form == "page" {
			if a.Text, err = plain(a.Text); err != nil {
				return fmt.Errorf("%s: %w", path, err)
			}
		}
		out = append(out, a)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("reading the corpus: %w", err)
	}
	sort.Slice(out, func(i, j int) bool { return out[i].File < out[j].File })
	return out, nil
}

// plain is the text of a page or a fragment, as the reader is given it.
func plain(page string) (string, error) {
	art, err := article.Read([]byte(page), article.Options{})
	if err != nil {
		return "", err
	}
	return art.Text, nil
}

// A Tally counts what was found, missed and proposed in error.
type Tally struct{ Right, Missed, Wrong int }

// Precision is the share of proposals that are right; 1 if there are none.
func (t Tally) Precision() float64 { return share(t.Right, t.Right+t.Wrong) }

// Recall is the share of statements that were found; 1 if there are none.
func (t Tally) Recall() float64 { return share(t.Right, t.Right+t.Missed) }

// F1 is the harmonic mean of precision and recall.
func (t Tally) F1() float64 {
	return share(2*t.Right, 2*t.Right+t.Missed+t.Wrong)
}

func share(a, b int) float64 {
	if b == 0 {
		return 1
	}
	return float64(a) / float64(b)
}

// A Result is the score of a corpus.
type Result struct {
	Articles, Statements, Repetitions int
	All                               Tally
	ByKind                            map[reading.Kind]Tally
	ByStatus                          map[reading.Status]Tally
	Modality, Who, Where, Date        [2]int // right, of
	Inversions                        []string
	LookalikeFalse                    int // proposals in articles without statements
	Errors                            []string
}

// Score reads every article and compares.
func Score(r *reading.Reader, articles []Article) (*Result, error) {
	res := &Result{ByKind: map[reading.Kind]Tally{}, ByStatus: map[reading.Status]Tally{}}
	for i := range articles {
		a := &articles[i]
		day, err := a.Day()
		if err != nil {
			return nil, err
		}
		res.Articles++
		res.Statements += len(a.Statements)
		res.article(a, r.Read(reading.Article{Text: a.Text, Published: day}))
	}
	return res, nil
}

func (res *Result) article(a *Article, got []reading.Proposal) {
	places := make([][2]int, len(a.Statements))
	for i := range a.Statements {
		var ok bool
		if places[i], ok = find(a.Text, a.Statements[i].Passage); !ok {
			res.Errors = append(res.Errors, fmt.Sprintf("%s: passage not in the text: %s", a.File, a.Statements[i].Passage))
		}
	}
	match := pair(a, got, places)
	used := make([]bool, len(got))
	for i, j := range match {
		want := &a.Statements[i]
		if j < 0 {
			res.count(want.Kind, want.Status, 0, 1, 0)
			res.Errors = append(res.Errors, fmt.Sprintf("%s: missed %s %s: %s", a.File, want.Kind, want.Status, want.Passage))
			continue
		}
		used[j] = true
		res.count(want.Kind, want.Status, 1, 0, 0)
		res.slots(want, &got[j])
	}
	for j := range got {
		p := &got[j]
		if used[j] {
			continue
		}
		if repetition(a, p, places) {
			res.Repetitions++
			continue
		}
		res.count(p.Kind, p.Status, 0, 0, 1)
		res.Errors = append(res.Errors, fmt.Sprintf("%s: wrong %s %s: %s  [%s]", a.File, p.Kind, p.Status, flat(p.Passage), strings.Join(p.Why, "; ")))
		if len(a.Statements) == 0 {
			res.LookalikeFalse++
		}
		if s := inverted(a, p, places, match); s != nil {
			res.Inversions = append(res.Inversions, fmt.Sprintf("%s: %s %s annotated, %s %s proposed: %s", a.File, s.Kind, s.Status, p.Kind, p.Status, flat(p.Passage)))
		}
	}
}

func flat(s string) string { return strings.Join(strings.Fields(s), " ") }

func (res *Result) count(k reading.Kind, s reading.Status, right, missed, wrong int) {
	add := func(t Tally) Tally { return Tally{t.Right + right, t.Missed + missed, t.Wrong + wrong} }
	res.All = add(res.All)
	res.ByKind[k] = add(res.ByKind[k])
	res.ByStatus[s] = add(res.ByStatus[s])
}

func (res *Result) slots(want *Statement, got *reading.Proposal) {
	tick := func(c *[2]int, ok bool) {
		c[1]++
		if ok {
			c[0]++
		}
	}
	tick(&res.Modality, want.Modality == got.Modality)
	if len(want.Who) > 0 {
		tick(&res.Who, anyNamed(want.Who, got.Who))
	}
	if len(want.Where) > 0 {
		tick(&res.Where, anyNamed(want.Where, got.Where))
	}
	dates := want.Date + want.From + want.Until
	if dates != "" {
		ok := want.Date == "" || want.Date == got.Date || want.Date == got.From
		ok = ok && (want.From == "" || want.From == got.From || want.From == got.Date)
		ok = ok && (want.Until == "" || strings.TrimSuffix(want.Until, "~") == strings.TrimSuffix(got.Until, "~"))
		tick(&res.Date, ok)
	}
}

// Report writes the figures as a table.
func (res *Result) Report() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d articles, %d statements, %d repetitions\n", res.Articles, res.Statements, res.Repetitions)
	line := func(name string, t Tally) {
		fmt.Fprintf(&b, "%-16s right %4d missed %4d wrong %4d  precision %.3f recall %.3f F1 %.3f\n", name, t.Right, t.Missed, t.Wrong, t.Precision(), t.Recall(), t.F1())
	}
	line("all", res.All)
	for _, k := range sorted(res.ByKind) {
		line(string(k), res.ByKind[k])
	}
	b.WriteString("by status\n")
	for _, s := range sorted(res.ByStatus) {
		line(string(s), res.ByStatus[s])
	}
	fmt.Fprintf(&b, "of those found: modality %d/%d who %d/%d where %d/%d date %d/%d\n", res.Modality[0], res.Modality[1], res.Who[0], res.Who[1],
		res.Where[0], res.Where[1], res.Date[0], res.Date[1])
	fmt.Fprintf(&b, "inversions %d, proposals in articles that state nothing %d\n", len(res.Inversions), res.LookalikeFalse)
	for _, s := range res.Inversions {
		b.WriteString("  " + s + "\n")
	}
	return b.String()
}

func sorted[K ~string, V any](m map[K]V) []K {
	var out []K
	for k := range m {
		out = append(out, k)
	}
	sort.Slice(out, func(i, j int) bool { return out[i] < out[j] })
	return out
}
