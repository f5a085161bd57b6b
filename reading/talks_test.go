package reading

import (
	_ "embed"
	"sort"
	"strings"
	"testing"
)

//go:embed testdata/sentences/talks.txt
var talkSentences string

// talkKinds are the kinds that talks.txt annotates; others are not looked at.
var talkKinds = map[Kind]bool{Meeting: true, Instrument: true, Commitment: true, Position: true, Background: true}

// A talkCase is a line of talks.txt. Open ones, marked ~, are known not to be
// read yet: they count in the score, but fail no test.
type talkCase struct {
	line          int
	setting, text string
	want          []string
	open          bool
	group         int // list and half of it
}

func talkCases(table string) []talkCase {
	var out []talkCase
	setting, list := "", 0
	for i, line := range strings.Split(table, "\n") {
		if s, ok := strings.CutPrefix(line, "setting: "); ok {
			setting = s
			continue
		}
		if strings.HasPrefix(line, "# Second list") {
			list = 2
		}
		want, text, ok := strings.Cut(line, " | ")
		if !ok || line[0] == '#' {
			continue
		}
		want, open := strings.CutPrefix(want, "~ ")
		c := talkCase{line: i + 1, setting: setting, text: text, open: open, group: list + i%2}
		if want != "-" {
			c.want = strings.Split(want, "; ")
			sort.Strings(c.want)
		}
		out = append(out, c)
	}
	return out
}

// got reads a case: what is proposed from its sentence, of the kinds annotated.
func (c *talkCase) got(t *testing.T) []string {
	text := c.setting + " " + c.text
	var out []string
	for _, p := range testReader(t).Read(Article{Text: text, Published: day(t, "2024-05-01")}) {
		if p.Start > len(c.setting) && talkKinds[p.Kind] {
			out = append(out, string(p.Kind)+" "+string(p.Status)+" "+string(p.Modality))
		}
	}
	sort.Strings(out)
	return out
}

// overlap counts what two sorted lists share.
func overlap(a, b []string) int {
	n := 0
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0] == b[0]:
			n, a, b = n+1, a[1:], b[1:]
		case a[0] < b[0]:
			a = a[1:]
		default:
			b = b[1:]
		}
	}
	return n
}

// TestTalkSentences reads the sentences of talks.txt; the score of each
// list's lines with odd and with even numbers is logged.
func TestTalkSentences(t *testing.T) {
	var right, wanted, proposed [4]int
	for _, c := range talkCases(talkSentences) {
		got := c.got(t)
		half := c.group
		n := overlap(got, c.want)
		right[half] += n
		wanted[half] += len(c.want)
		proposed[half] += len(got)
		g, w := strings.Join(got, "; "), strings.Join(c.want, "; ")
		switch {
		case g != w && !c.open:
			t.Errorf("%d: %s\n  got  %s\n  want %s", c.line, c.text, g, w)
		case g == w && c.open:
			t.Logf("%d is read now: take its ~ away", c.line)
		}
	}
	for half, name := range []string{"first list, odd", "first list, even", "second list, odd", "second list, even"} {
		p, r := float64(right[half])/float64(max(proposed[half], 1)), float64(right[half])/float64(max(wanted[half], 1))
		t.Logf("%s lines: precision %.2f, recall %.2f, F1 %.2f", name, p, r, 2*p*r/max(p+r, 1e-9))
	}
}

// TestEnvoys: that envoys met is told even where nothing else is said.
func TestEnvoys(t *testing.T) {
	for _, text := range []string{"The envoys of Peru and Laos met in Vienna on Tuesday.", "Special representatives of Chad and Niger sat down together in Rome."} {
		got := testReader(t).Read(Article{Text: text, Published: day(t, "2024-05-01")})
		if len(got) != 1 || got[0].Kind != Meeting || got[0].Status != Held {
			t.Errorf("%s\n  got %+v", text, got)
		}
	}
}

// TestOtherStops: a full stop of another script ends a sentence too.
func TestOtherStops(t *testing.T) {
	const text = "Peru and Laos opened their border։ Nobody came。 It rained؟ They left."
	if got := spans(text); len(got) != 4 {
		t.Errorf("%d sentences", len(got))
	}
}
