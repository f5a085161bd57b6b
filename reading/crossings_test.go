package reading

import (
	"os"
	"strings"
	"testing"
)

// A saying is a sentence with what it states.
type saying struct {
	setting, text, want string
	line                int
}

// sayings reads a table of sentences.
func sayings(t *testing.T, path string) []saying {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var out []saying
	setting := ""
	for i, line := range strings.Split(string(b), "\n") {
		switch {
		case line == "" || line[0] == '#':
		case line[0] == '@':
			setting = strings.TrimSpace(line[1:]) + " "
		default:
			text, want, _ := strings.Cut(line, "|")
			out = append(out, saying{setting, strings.TrimSpace(text), strings.TrimSpace(want), i + 1})
		}
	}
	return out
}

// states gives what is stated after the setting.
func states(t *testing.T, s saying) string {
	var got []string
	for _, p := range testReader(t).Read(Article{Text: s.setting + s.text, Published: day(t, "2024-05-01")}) {
		if p.Start >= len(s.setting) {
			got = append(got, string(p.Kind)+" "+string(p.Status)+" "+string(p.Modality))
		}
	}
	return strings.Join(got, "; ")
}

// The least number of sentences about crossings, of each half of the table,
// that are read wholly right. The halves are the odd and the even lines; the
// rules were made with the odd ones in sight.
const leastOdd, leastEven = 64, 54

func TestCrossings(t *testing.T) {
	right, all := [2]int{}, [2]int{}
	for _, s := range sayings(t, "testdata/sentences/crossings.txt") {
		half := s.line % 2
		all[half]++
		if got := states(t, s); got == s.want {
			right[half]++
		} else if half == 1 || testing.Verbose() && os.Getenv("READING_EVEN") != "" {
			t.Logf("%d: %s\n  got  %s\n  want %s", s.line, s.text, got, s.want)
		}
	}
	t.Logf("right: odd %d of %d, even %d of %d", right[1], all[1], right[0], all[0])
	if right[1] < leastOdd || right[0] < leastEven {
		t.Errorf("right: odd %d of %d, even %d of %d", right[1], all[1], right[0], all[0])
	}
}

// TestNoCrossings: the same words about something else.
func TestNoCrossings(t *testing.T) {
	for _, s := range sayings(t, "testdata/sentences/crossings_none.txt") {
		if got := states(t, s); got != "" {
			t.Errorf("%d: %s\n  got %s", s.line, s.text, got)
		}
	}
}
