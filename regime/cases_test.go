package regime_test

import (
	"bufio"
	"fmt"
	"os"
	"strings"
	"testing"

	"waythrough/record"
	"waythrough/record/builtin"
	"waythrough/regime"
)

// A case line of testdata/cases.txt is
//
//	PASSPORT[+PASSPORT] FROM>TO [@CROSSING|TERMINAL] [key=value …] => VERDICT [+STATEMENT …] # the fact it rests on
//
// with the keys of the command's flags. +STATEMENT: that statement is among the
// reasons. A line that begins with # is a heading.
type testCase struct {
	line     int
	text     string
	question regime.Question
	verdict  string
	reasons  []string
	why      string
}

func TestCasesWrittenFromFacts(t *testing.T) {
	r, err := builtin.Record()
	if err != nil {
		t.Fatal(err)
	}
	cases := readCases(t, r)
	if len(cases) < 150 {
		t.Errorf("%d cases; the table holds at least 150", len(cases))
	}
	for _, c := range cases {
		t.Run(fmt.Sprintf("line %d", c.line), func(t *testing.T) {
			checkCase(t, r, c)
		})
	}
}

// checkCase holds the verdict on a question, and what it rests on, to the case.
func checkCase(t *testing.T, r *record.Record, c testCase) {
	t.Helper()
	a, err := regime.Compile(r, c.question.On.FirstDay(), c.question.Known).May(c.question)
	if err != nil {
		t.Fatalf("%s: %v", c.text, err)
	}
	if a.Verdict.String() != c.verdict {
		t.Errorf("%s\n  is %s, should be %s: %s\n%s", c.text, a.Verdict, c.verdict, c.why, best(a))
	}
	for _, id := range c.reasons {
		if !strings.Contains(best(a), id+" ") {
			t.Errorf("%s\n  should rest on %s; rests on\n%s", c.text, id, best(a))
		}
	}
}

// best lists the reasons at each crossing whose verdict is the question's.
func best(a regime.Answer) string {
	var b strings.Builder
	for _, x := range a.Crossings {
		if x.Verdict != a.Verdict {
			continue
		}
		fmt.Fprintf(&b, "  %s by %s: %s\n", x.Crossing, x.Mode, x.Verdict)
		for _, r := range x.Reasons {
			fmt.Fprintf(&b, "    %-8s %-7s %-9s %s (%s) %s\n", r.Part, r.For, r.Effect, r.Statement, r.Authority, r.Says)
		}
	}
	return b.String()
}

func readCases(t *testing.T, r *record.Record) []testCase {
	f, err := os.Open("testdata/cases.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out []testCase
	lines := bufio.NewScanner(f)
	for n := 1; lines.Scan(); n++ {
		text := strings.TrimSpace(lines.Text())
		if text == "" || strings.HasPrefix(text, "#") {
			continue
		}
		c, err := parseCase(r, text)
		if err != nil {
			t.Errorf("testdata/cases.txt:%d: %v", n, err)
			continue
		}
		c.line = n
		out = append(out, c)
	}
	return out
}

func parseCase(r *record.Record, text string) (testCase, error) {
	body, why, _ := strings.Cut(text, "#")
	ask, want, ok := strings.Cut(body, "=>")
	if !ok {
		return testCase{}, fmt.Errorf("no => in %q", text)
	}
	c := testCase{text: strings.TrimSpace(body), why: strings.TrimSpace(why)}
	for i, w := range strings.Fields(want) {
		if i == 0 {
			c.verdict = w
		} else {
			c.reasons = append(c.reasons, strings.TrimPrefix(w, "+"))
		}
	}
	today := record.DayOf(2026, 11, 23)
	c.question.On, c.question.Known = record.DateOf(today), today
	reader := regime.NewReader(r, nil)
	for i, w := range strings.Fields(ask) {
		if err := readWord(reader, &c.question, i, w); err != nil {
			return c, err
		}
	}
	return c, reader.Check(&c.question.Traveller)
}

func readWord(reader *regime.Reader, q *regime.Question, i int, w string) (err error) {
	t := &q.Traveller
	key, value, keyed := strings.Cut(w, "=")
	switch {
	case i == 0 && w != "-":
		for _, p := range strings.Split(w, "+") {
			passport, err := reader.Passport(p)
			if err != nil {
				return err
			}
			t.Passports = append(t.Passports, passport)
		}
		return nil
	case i == 0:
		return nil
	case strings.Contains(w, ">"):
		from, to, _ := strings.Cut(w, ">")
		q.From, q.To = record.AreaID(from), record.AreaID(to)
		return nil
	case strings.HasPrefix(w, "@"):
		q.At = w[1:]
		return nil
	case !keyed:
		return fmt.Errorf("cannot read %q", w)
	}
	switch key {
	case "on":
		q.On, err = record.ParseDate(value)
	case "known":
		var d record.Date
		d, err = record.ParseDate(value)
		q.Known = d.LastDay()
	case "mode":
		t.Mode = record.Mode(value)
	case "vehicle":
		t.Vehicle = value
	case "plate":
		t.Plate = record.AreaID(value)
	case "owner":
		t.Owner = value
	case "cargo":
		t.Cargo = value
	case "goods_from":
		t.GoodsFrom = record.AreaID(value)
	case "goods_to":
		t.GoodsTo = record.AreaID(value)
	case "purpose":
		t.Purpose = value
	case "residence":
		t.Residence = record.AreaID(value)
	case "age":
		_, err = fmt.Sscan(value, &t.Age)
	case "parity":
		t.Parity = record.Parity(value)
	case "holds":
		for _, p := range strings.Split(value, ",") {
			t.Holds = append(t.Holds, record.PaperID(p))
		}
	case "stamp":
		t.Stamps = append(t.Stamps, record.AreaID(value))
	case "listed":
		t.Listed = append(t.Listed, record.StatementID(value))
	case "entered":
		var e regime.Entered
		e, err = reader.Entered(value)
		t.Entered = append(t.Entered, e)
	default:
		err = fmt.Errorf("unknown key %q", key)
	}
	return err
}
