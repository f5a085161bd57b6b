package world

import (
	"strings"
	"testing"

	"waythrough/record/builtin"
	roadbuiltin "waythrough/road/builtin"
)

// What is being typed finds the things whose names begin so, in whatever language, the most
// populous first.
func TestSearchAsTyped(t *testing.T) {
	r, err := builtin.Record()
	if err != nil {
		t.Fatal(err)
	}
	n, err := roadbuiltin.Network()
	if err != nil {
		t.Fatal(err)
	}
	w := Open(n, r)
	for _, c := range []struct{ typed, id, kind string }{
		{"Yer", "yerevan", "place"},
		{"Երև", "yerevan", "place"},
		{"Ерев", "yerevan", "place"},
		{"igd", "igdir", "place"},
		{"IĞDIR", "igdir", "place"},
		{"marg", "margara-alican", "crossing"},
		{"Türkiye", "TUR", "area"},
	} {
		found := w.Search(c.typed, 8)
		ok := false
		for _, f := range found {
			if !strings.HasPrefix(Fold(f.As), Fold(c.typed)) && !strings.Contains(Fold(f.As), " "+Fold(c.typed)) {
				t.Errorf("%q finds %s as %q, which begins otherwise", c.typed, f.ID, f.As)
			}
			if f.Kind != "area" {
				if _, err := w.Find(f.ID); err != nil {
					t.Errorf("%q finds %q, which is not found: %v", c.typed, f.ID, err)
				}
			}
			ok = ok || f.ID == c.id && f.Kind == c.kind
		}
		if !ok {
			t.Errorf("%q does not find %s: %v", c.typed, c.id, found)
		}
	}
	if found := w.Search("", 8); found != nil {
		t.Errorf("nothing typed finds %v", found)
	}
	if found := w.Search("a", 3); len(found) != 3 {
		t.Errorf("of many, %d are told where 3 were wanted", len(found))
	}
	if big := w.Search("ist", 1); len(big) != 1 || big[0].ID != "istanbul" {
		t.Errorf("the most populous place that begins with ist is not Istanbul: %v", big)
	}
}
