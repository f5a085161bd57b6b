package reading

import (
	"os"
	"testing"
)

// The least number of sentences about services, visas and relations, of each
// half of the table, that are read wholly right: the rules were made with the
// odd lines in sight.
const leastLinksOdd, leastLinksEven, leastLinksMore = 68, 60, 36

func TestLinks(t *testing.T) {
	right, all := [2]int{}, [2]int{}
	for _, s := range sayings(t, "testdata/sentences/links.txt") {
		half := s.line % 2
		all[half]++
		if got := states(t, s); got == s.want {
			right[half]++
		} else if half == 1 || os.Getenv("READING_EVEN") != "" {
			t.Logf("%d: %s\n  got  %s\n  want %s", s.line, s.text, got, s.want)
		}
	}
	t.Logf("right: odd %d of %d, even %d of %d", right[1], all[1], right[0], all[0])
	if right[1] < leastLinksOdd || right[0] < leastLinksEven {
		t.Errorf("right: odd %d of %d, even %d of %d; reached were %d and %d", right[1], all[1], right[0], all[0], leastLinksOdd, leastLinksEven)
	}
}

// TestMoreLinks: a second table, written when the rules were half made.
func TestMoreLinks(t *testing.T) {
	right := 0
	for _, s := range sayings(t, "testdata/sentences/links_more.txt") {
		if got := states(t, s); got == s.want {
			right++
		} else {
			t.Logf("%d: %s\n  got  %s\n  want %s", s.line, s.text, got, s.want)
		}
	}
	if right < leastLinksMore {
		t.Errorf("right: %d; reached were %d", right, leastLinksMore)
	}
}

// TestNoLinks: the same words about something else.
func TestNoLinks(t *testing.T) {
	for _, s := range sayings(t, "testdata/sentences/links_none.txt") {
		if got := states(t, s); got != "" {
			t.Errorf("%d: %s\n  got %s", s.line, s.text, got)
		}
	}
}
