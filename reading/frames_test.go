package reading

import "testing"

// TestFrames: the sentences that each frame of meaning was made for, over
// borders of no article, are read wholly right.
func TestFrames(t *testing.T) {
	for _, s := range sayings(t, "testdata/sentences/frames.txt") {
		if got := states(t, s); got != s.want {
			t.Errorf("%d: %s\n  got  %s\n  want %s", s.line, s.text, got, s.want)
		}
	}
}
