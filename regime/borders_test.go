package regime_test

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"waythrough/record"
	"waythrough/regime"
)

// A rule language that cannot state these borders in general terms is not
// finished: each file here is a whole record of one of them, and cases.txt pins
// what its shape comes to.
const borders = "testdata/borders"

func TestFourteenBorders(t *testing.T) {
	records := borderRecords(t)
	if len(records) != 14 {
		t.Errorf("%d borders; the fact sheet lists fourteen", len(records))
	}
	for name, cases := range borderCases(t, records) {
		if len(cases) < 4 {
			t.Errorf("%s has %d cases; a shape needs at least four", name, len(cases))
		}
		for _, c := range cases {
			t.Run(fmt.Sprintf("%s/line %d", name, c.line), func(t *testing.T) { checkCase(t, records[name], c) })
		}
	}
}

// borderRecords loads each file as a record of its own.
func borderRecords(t *testing.T) map[string]*record.Record {
	t.Helper()
	files, err := filepath.Glob(borders + "/*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]*record.Record{}
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		r, err := record.Load(record.Folder{Name: borders, FS: fstest.MapFS{filepath.Base(f): {Data: data}}})
		if err != nil {
			t.Fatalf("%s\n%v", f, err)
		}
		out[strings.TrimSuffix(filepath.Base(f), ".yaml")] = r
	}
	return out
}

// borderCases reads the cases of each border; [NAME] begins those of NAME.yaml.
func borderCases(t *testing.T, records map[string]*record.Record) map[string][]testCase {
	t.Helper()
	f, err := os.Open(borders + "/cases.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	out := map[string][]testCase{}
	for name := range records {
		out[name] = nil
	}
	name := ""
	lines := bufio.NewScanner(f)
	for n := 1; lines.Scan(); n++ {
		text := strings.TrimSpace(lines.Text())
		switch {
		case text == "" || strings.HasPrefix(text, "#"):
			continue
		case strings.HasPrefix(text, "["):
			name = strings.Trim(text, "[]")
			if records[name] == nil {
				t.Fatalf("%s/cases.txt:%d: there is no %s.yaml", borders, n, name)
			}
			continue
		}
		c, err := parseCase(records[name], text)
		if err != nil {
			t.Errorf("%s/cases.txt:%d: %v", borders, n, err)
			continue
		}
		c.line = n
		out[name] = append(out[name], c)
	}
	return out
}

// What a verdict brings with it is told too: duties, consequences, the
// combinations of passports, precedents.
func TestBordersTellWhatFollows(t *testing.T) {
	records := borderRecords(t)
	ask := func(border, text string) regime.Answer {
		t.Helper()
		c, err := parseCase(records[border], text+" => unknown")
		if err != nil {
			t.Fatal(err)
		}
		a, err := regime.Compile(records[border], c.question.On.FirstDay(), c.question.Known).May(c.question)
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	a := ask("05-transnistria", "DEU transnistria>MDA @bender-varnita mode=foot on=2021-06-01").Crossings[0]
	if len(a.Duties) != 1 || a.Duties[0].Within.Text != "72h" || len(a.Consequences) != 1 || a.Consequences[0].At != "MDA" {
		t.Errorf("without a Moldovan stamp: duties %v, consequences %v", a.Duties, a.Consequences)
	}
	a = ask("05-transnistria", "DEU transnistria>MDA @bender-varnita mode=foot on=2021-06-01 stamp=MDA").Crossings[0]
	if len(a.Duties)+len(a.Consequences) != 0 {
		t.Errorf("with a Moldovan stamp: duties %v, consequences %v", a.Duties, a.Consequences)
	}
	a = ask("08-israel-stamp-refusals", "ISR+DEU FRA>LBN @BEY").Crossings[0]
	if len(a.Documents) != 4 {
		t.Fatalf("two passports: %v", a.Documents)
	}
	for _, d := range a.Documents {
		if want := map[record.AreaID]regime.Verdict{"ISR": regime.Refused, "DEU": regime.Formality}[d.Entry.Nationality]; d.Verdict != want {
			t.Errorf("entering on the passport of %s is %s, should be %s", d.Entry.Nationality, d.Verdict, want)
		}
	}
	p := ask("01-algeria-morocco", "MAR DZA>MAR mode=foot on=2026-01-01").Precedents
	if len(p) != 3 || p[0].From.Text != "2025-03-06" || p[2].From.Text != "2009" {
		t.Errorf("exceptions once made, newest first: %v", p)
	}
	a = ask("04-abkhazia-south-ossetia", "DEU RUS>abkhazia @psou mode=foot").Crossings[0]
	if len(a.Reasons) == 0 || !a.Reasons[0].Asserted || !a.Reasons[0].Decides || len(a.Consequences) == 0 {
		t.Errorf("an asserted prohibition decides, marked as such: %+v", a.Reasons)
	}
}
