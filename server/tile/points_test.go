package tile

import (
	"testing"

	"github.com/paulmach/orb"

	"waythrough/geo"
)

// Every crossing of the record is in one tile of each zoom, halfway between its posts.
func TestCrossings(t *testing.T) {
	w := desk(t).World()
	s := newSheet(w)
	for _, z := range []uint32{0, 5, 9, 14} {
		for _, x := range w.Record.Crossings {
			mid := geo.LatLon{Lat: (x.Posts[0].At[0] + x.Posts[1].At[0]) / 2, Lon: (x.Posts[0].At[1] + x.Posts[1].At[1]) / 2}
			at := tileOf(z, mid.Lat, mid.Lon)
			p, ok := pointOf(t, s, at, layerCrossings, string(x.ID))
			if !ok {
				t.Errorf("crossing %s is not in tile %v", x.ID, at)
			} else if q := at.project(mid); abs(p[0]-q[0]) > 1 || abs(p[1]-q[1]) > 1 {
				t.Errorf("tile %v has crossing %s at %v, not at %v", at, x.ID, p, q)
			}
			for _, n := range []address{{z, at.x + 1, at.y}, {z, at.x, at.y + 1}} {
				if n.x>>z == 0 && n.y>>z == 0 {
					if _, twice := pointOf(t, s, n, layerCrossings, string(x.ID)); twice {
						t.Errorf("crossing %s is in tile %v too", x.ID, n)
					}
				}
			}
		}
	}
}

func abs(x float64) float64 { return max(x, -x) }

func pointOf(t *testing.T, s *sheet, at address, layer, id string) (orb.Point, bool) {
	t.Helper()
	data, err := s.tile(at, []string{layer})
	if err != nil {
		t.Fatal(err)
	}
	if l := decoded(t, data)[layer]; l != nil {
		for _, f := range l.Features {
			if f.Properties["id"] == id {
				return f.Geometry.(orb.Point), true
			}
		}
	}
	return orb.Point{}, false
}

// Near by, all settlements are shown; from afar those with more people.
func TestPlacesAreThinned(t *testing.T) {
	w := desk(t).World()
	s := newSheet(w)
	for _, p := range w.Settlements() {
		at := tileOf(thinTo+3, p.At.Lat, p.At.Lon)
		if _, ok := pointOf(t, s, at, layerPlaces, p.ID); !ok {
			t.Errorf("%s is not in tile %v", p.ID, at)
		}
	}
	for _, z := range []uint32{0, 4, 7} {
		shown := map[string]bool{}
		for _, p := range w.Settlements() {
			if _, ok := pointOf(t, s, tileOf(z, p.At.Lat, p.At.Lon), layerPlaces, p.ID); ok {
				shown[p.ID] = true
			}
		}
		for _, hidden := range w.Settlements() {
			if !shown[hidden.ID] && !biggerBeside(t, s, z, hidden.At, hidden.Population) {
				t.Errorf("zoom %d hides %s for none that has as many people", z, hidden.ID)
			}
		}
		if z == 0 && len(shown) > cells*cells {
			t.Errorf("zoom 0 shows %d places", len(shown))
		}
	}
}

// biggerBeside reports whether the tile shows a place in the cell of a point that has at
// least as many people.
func biggerBeside(t *testing.T, s *sheet, z uint32, p geo.LatLon, people float64) bool {
	at := tileOf(z, p.Lat, p.Lon)
	data, err := s.tile(at, []string{layerPlaces})
	if err != nil {
		t.Fatal(err)
	}
	cell := func(q orb.Point) [2]int { return [2]int{int(q[0]) * cells / extent, int(q[1]) * cells / extent} }
	for _, f := range decoded(t, data)[layerPlaces].Features {
		n, _ := f.Properties["population"].(float64)
		if cell(f.Geometry.(orb.Point)) == cell(at.project(p)) && n >= people-1 {
			return true
		}
	}
	return false
}

// An area is written once, at a settlement of its own, by its UN short name.
func TestAreas(t *testing.T) {
	w := desk(t).World()
	s := newSheet(w)
	data, err := s.tile(address{}, []string{layerAreas})
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]string{}
	for _, f := range decoded(t, data)[layerAreas].Features {
		id := f.Properties["id"].(string)
		if _, twice := names[id]; twice {
			t.Errorf("area %s is written twice", id)
		}
		names[id] = f.Properties["name"].(string)
	}
	for id, want := range map[string]string{"TUR": "Türkiye", "ARM": "Armenia", "GEO": "Georgia", "AZE": "Azerbaijan"} {
		if names[id] != want {
			t.Errorf("area %s is written %q, not %q", id, names[id], want)
		}
	}
}

// The middle of two posts over the antimeridian lies beside it.
func TestBetween(t *testing.T) {
	for _, c := range []struct{ a, b, want geo.LatLon }{
		{geo.LatLon{Lat: 40, Lon: 44}, geo.LatLon{Lat: 41, Lon: 45}, geo.LatLon{Lat: 40.5, Lon: 44.5}},
		{geo.LatLon{Lat: 60, Lon: 179.5}, geo.LatLon{Lat: 60, Lon: -179.9}, geo.LatLon{Lat: 60, Lon: 179.8}},
		{geo.LatLon{Lat: 60, Lon: -179.9}, geo.LatLon{Lat: 60, Lon: 179.5}, geo.LatLon{Lat: 60, Lon: 179.8}},
	} {
		if got := between(c.a, c.b); abs(got.Lat-c.want.Lat) > 1e-9 || abs(got.Lon-c.want.Lon) > 1e-9 {
			t.Errorf("between %v and %v is %v, not %v", c.a, c.b, got, c.want)
		}
	}
}
