package border

import (
	"slices"
	"testing"

	"waythrough/road/osm"
)

// Wherever a whole boundary is known, the first of the shapes that hold a point is of the area
// in which it lies; and every line of a shape is there once.
func TestShapes(t *testing.T) {
	w := draw(t, squares)
	for name, a := range w.areas() {
		shapes := a.Shapes()
		if (len(shapes) == 0) != (name == "lines") {
			t.Errorf("%s: there are %d shapes", name, len(shapes))
		}
		held := map[string]int{}
		for x := int32(-3); x < 24; x++ {
			for y := int32(-3); y < 34; y++ {
				p := osm.Point{Lat: y, Lon: x}
				if len(shapes) == 0 || slices.ContainsFunc(w.segments, func(s [2]osm.Point) bool { return holds(s[0], s[1], p) }) {
					continue
				}
				first := ""
				for _, s := range slices.Backward(shapes) {
					odd := false
					for _, l := range s.Lines {
						for i := 1; i < len(l); i++ {
							odd = odd != eastOf(l[i-1], l[i], p)
						}
					}
					if odd {
						first = s.Area
					}
				}
				if got := a.At(p); got != first {
					t.Errorf("%s: %v lies in %q, and the shape that holds it is of %q", name, p, got, first)
				}
				held[first]++
			}
		}
		if name != "lines" && len(held) != 4 {
			t.Errorf("%s: points lie in %v", name, held)
		}
	}
}

// What is split is split in the same points from either end.
func TestFineBothWays(t *testing.T) {
	line := []osm.Point{{Lat: -123_456_789, Lon: -1_800_000_000}, {Lat: 7, Lon: 1_234_567_891}, {Lat: 900_000_000, Lon: -3}}
	there := fine(line)
	slices.Reverse(line)
	back := fine(line)
	slices.Reverse(back)
	if !slices.Equal(there, back) || len(there) < 6 {
		t.Errorf("a line is split in %v, and in %v the other way round", there, back)
	}
}
