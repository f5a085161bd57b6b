package world

import (
	"strings"
	"testing"

	"waythrough/geo"
	"waythrough/road"
)

// placeOf is where a stand lies.
func (s *sample) placeOf(g *Ground, at stand) geo.LatLon {
	if place, ok := at.street.Place(); ok {
		return place.At.LatLon()
	}
	for i := range g.Gates {
		if g.before[i].street == at.street {
			return g.Gates[i].Near.At
		}
	}
	return geo.LatLon{}
}

// checkWay holds that a way takes what the tables say, begins and ends where it should,
// passes borders where its line meets them, and is the sum of its pieces.
func checkWay(t *testing.T, s *sample, g *Ground, from, to Stand, want road.Millis) {
	t.Helper()
	w, err := g.Way(from, to)
	if err != nil || (w == nil) != (want == road.Unreachable) {
		t.Fatalf("way %v (%v), want one of %d ms", w, err, want)
	}
	if w == nil {
		return
	}
	if w.Duration != want {
		t.Fatalf("%s: the way takes %d ms, the tables say %d", g.vehicle, w.Duration, want)
	}
	first, last := s.placeOf(g, from.at), s.placeOf(g, to.at)
	if len(w.Geometry) == 0 || geo.Distance(w.Geometry[0], first) > 0.05 || geo.Distance(w.Geometry[len(w.Geometry)-1], last) > 0.05 {
		t.Fatalf("%s: the way's line is %v, want it to lead from %v to %v", g.vehicle, w.Geometry, first, last)
	}
	length := func(points []geo.LatLon) (sum float64) {
		for i := 1; i < len(points); i++ {
			sum += float64(geo.Distance(points[i-1], points[i]))
		}
		return sum
	}
	near := func(a, b float64) bool { return a-b < 3+a/200 && b-a < 3+b/200 }
	if got := length(w.Geometry); !near(got, w.Distance.Metres()) {
		t.Fatalf("%s: the line is %.1f m long, the way %.1f", g.vehicle, got, w.Distance.Metres())
	}
	for i, b := range w.Borders {
		if b.Ends != b.Point+1 || b.Ends >= len(w.Geometry) || w.Geometry[b.Point] != b.Gate.Near.At || w.Geometry[b.Ends] != b.Gate.Near.At {
			t.Fatalf("%s: border %d of %d at point %d of %v, want it at %v", g.vehicle, i, len(w.Borders), b.Point, w.Geometry, b.Gate.Near.At)
		}
		if got := length(w.Geometry[:b.Point+1]); !near(got, b.AfterWay.Metres()) {
			t.Fatalf("%s: border %d is passed after %.1f m, on the line %.1f", g.vehicle, i, b.AfterWay.Metres(), got)
		}
		if i > 0 && (b.After < w.Borders[i-1].After+w.Borders[i-1].Gate.Wait || b.Point <= w.Borders[i-1].Point || b.Gate.From != w.Borders[i-1].Gate.To) {
			t.Fatalf("%s: border %d, %+v, does not follow %+v", g.vehicle, i, b, w.Borders[i-1])
		}
		if b.After+b.Gate.Wait > w.Duration || b.Gate.From == b.Gate.To {
			t.Fatalf("%s: border %+v on a way of %d ms", g.vehicle, b, w.Duration)
		}
	}
	for i, m := range w.Via {
		if m.Point < 0 || m.Point >= len(w.Geometry) || strings.TrimSpace(m.Name) == "" || i > 0 && m.Point < w.Via[i-1].Point {
			t.Fatalf("the marks %v of a way of %d points", w.Via, len(w.Geometry))
		}
	}
}
