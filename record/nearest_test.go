package record_test

import (
	"testing"

	"pgregory.net/rapid"

	"waythrough/record"
)

func TestNearest(t *testing.T) {
	modes := []string{"road", "rail", "foot", "air", "water"}
	tests := []struct {
		s     string
		words []string
		want  string // empty: none is near enough
	}{
		{"road", modes, "road"},
		{"raod", modes, "road"},   // neighbours swapped: one edit
		{"roadd", modes, "road"},  // one too many
		{"roa", modes, "road"},    // one too few
		{"rood", modes, "road"},   // one other
		{"food", modes, "foot"},   // one other
		{"watre", modes, "water"}, // a third of five letters, rounded down, is one
		{"wtaer", modes, "water"},
		{"wtear", modes, ""}, // two edits of five letters
		{"sea", modes, ""},
		{"", modes, ""},
		{"road", nil, ""},
		{"Road", modes, "road"},
		{"ROAD", modes, ""},
		{"margara-alikan", []string{"margara-alican", "bavra-ninotsminda"}, "margara-alican"},
		{"mragara-alikna", []string{"margara-alican"}, "margara-alican"}, // three edits of fourteen
		{"Հայսատան", []string{"Հայաստան", "Վրաստան"}, "Հայաստան"},        // letters, not bytes
		{"TÜR", []string{"TUR"}, "TUR"},
		{"b", []string{"a", "bc"}, "a"}, // of equals, the first
		{"bc", []string{"a", "bcd", "bc"}, "bc"},
	}
	for _, tt := range tests {
		got, ok := record.Nearest(tt.s, tt.words)
		if got != tt.want || ok != (tt.want != "") {
			t.Errorf("nearest to %q of %v is %q, should be %q", tt.s, tt.words, got, tt.want)
		}
	}
}

// edits counts insertions, deletions, substitutions and swaps of neighbours by
// trying them all, from the ends of both words.
func edits(a, b []rune) int {
	if len(a) == 0 || len(b) == 0 {
		return len(a) + len(b)
	}
	last, other := a[len(a)-1], b[len(b)-1]
	x, y := a[:len(a)-1], b[:len(b)-1]
	n := min(edits(x, b), edits(a, y)) + 1
	if last == other {
		n = min(n, edits(x, y))
	}
	n = min(n, edits(x, y)+1)
	if len(x) > 0 && len(y) > 0 && last == y[len(y)-1] && other == x[len(x)-1] {
		n = min(n, edits(x[:len(x)-1], y[:len(y)-1])+1)
	}
	return n
}

func TestNearestIsNearest(t *testing.T) {
	word := rapid.StringMatching(`[abc]{1,6}`)
	rapid.Check(t, func(t *rapid.T) {
		s := word.Draw(t, "word")
		words := rapid.SliceOfN(word, 0, 5).Draw(t, "words")
		want, best := "", max(1, len(s)/3)+1
		for _, w := range words {
			if n := edits([]rune(s), []rune(w)); n < best {
				want, best = w, n
			}
		}
		if got, ok := record.Nearest(s, words); got != want || ok != (want != "") {
			t.Fatalf("nearest to %q of %v is %q, should be %q", s, words, got, want)
		}
	})
}
