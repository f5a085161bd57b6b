package tile

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/mvt"
	"github.com/paulmach/orb/geojson"
	"pgregory.net/rapid"

	"waythrough/geo"
	"waythrough/record"
	"waythrough/road/osm"
	"waythrough/road/outline"
	"waythrough/road/street"
	"waythrough/world"
)

// atlasOf draws shapes of rings, each a list of longitude and latitude in degrees, of areas
// named by their numbers.
func atlasOf(t rapid.TB, shapes ...[][]float64) *atlas {
	t.Helper()
	d, err := shipped()
	if err != nil {
		t.Fatal(err)
	}
	a := &atlas{w: d.World(), codes: []string{""}}
	var list []outline.Shape
	for i, rings := range shapes {
		s := outline.Shape{Area: uint16(i + 1)}
		for _, ring := range rings {
			var line []osm.Point
			for k := 0; k < len(ring); k += 2 {
				line = append(line, osm.Point{Lat: int32(math.Round(ring[k+1] * 1e7)), Lon: int32(math.Round(ring[k] * 1e7))})
			}
			s.Lines = append(s.Lines, append(line, line[0]))
		}
		list = append(list, s)
		a.codes = append(a.codes, fmt.Sprint(i+1))
	}
	a.set = outline.Build(list)
	if err := a.set.Check(len(a.codes)); err != nil {
		t.Fatal(err)
	}
	a.once.Do(func() { a.measure(4) }) // few, so that stretches are left out of small drawings too
	return a
}

// areasOf gives the polygons of a tile by area, encoded and decoded, and holds their form
// against MVT 2.1.
func areasOf(t rapid.TB, a *atlas, at address) map[string]orb.MultiPolygon {
	t.Helper()
	layer := &mvt.Layer{Name: layerAreas, Version: 2, Extent: extent, Features: a.draw(at, 0)}
	data, err := mvt.Marshal(mvt.Layers{layer})
	if err != nil {
		t.Fatal(err)
	}
	list, err := mvt.Unmarshal(data)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]orb.MultiPolygon{}
	for _, f := range list[0].Features {
		id := f.Properties["id"].(string)
		out[id] = append(out[id], polygonsOf(t, f)...)
	}
	return out
}

// polygonsOf are those of a feature: a ring that goes round clockwise on the screen, then
// those of its holes, which go the other way (vector tile specification 2.1, 4.3.4.4).
func polygonsOf(t rapid.TB, f *geojson.Feature) orb.MultiPolygon {
	t.Helper()
	var out orb.MultiPolygon
	switch g := f.Geometry.(type) {
	case orb.Polygon:
		out = orb.MultiPolygon{g}
	case orb.MultiPolygon:
		out = g
	default:
		t.Fatalf("the outline of %v is a %T", f.Properties["id"], g)
	}
	for _, p := range out {
		for k, ring := range p {
			if sum := doubled(ring); len(ring) < 4 || (sum > 0) != (k == 0) || sum == 0 {
				t.Fatalf("ring %d of %v has the points %v and the area %g", k, f.Properties["id"], ring, sum/2)
			}
			for i := 1; i < len(ring); i++ {
				if ring[i] == ring[i-1] || ring[i] != (orb.Point{math.Round(ring[i][0]), math.Round(ring[i][1])}) || !visible.Contains(ring[i]) {
					t.Fatalf("ring %d of %v goes from %v to %v", k, f.Properties["id"], ring[i-1], ring[i])
				}
			}
		}
	}
	return out
}

// covers counts the polygons that hold a point, by all their rings together.
func covers(polygons orb.MultiPolygon, p orb.Point) bool {
	odd := false
	for _, polygon := range polygons {
		for _, ring := range polygon {
			for i := 1; i < len(ring); i++ {
				a, b := ring[i-1], ring[i]
				if (a[1] <= p[1]) != (b[1] <= p[1]) && a[0]+(p[1]-a[1])*(b[0]-a[0])/(b[1]-a[1]) > p[0] {
					odd = !odd
				}
			}
		}
	}
	return odd
}

// A tile shows an area where it is, whole, in part, with a hole, or not at all.
func TestOutlinesInTiles(t *testing.T) {
	// Tile 5/16/15 goes from 0 to 11.25 degrees both ways.
	a := atlasOf(t,
		[][]float64{{-20, -20, 30, -20, 30, 30, -20, 30}, {2, 2, 4, 2, 4, 4, 2, 4}, {20, 20, 29, 20, 29, 29, 20, 29}},
		[][]float64{{2, 2, 4, 2, 4, 4, 2, 4}},
		[][]float64{{5, 5, 5, 6, 5.001, 6, 5.001, 5}}, // slim
	)
	all := orb.Ring{{-64, -64}, {4160, -64}, {4160, 4160}, {-64, 4160}, {-64, -64}}
	for _, c := range []struct {
		at    address
		rings map[string][]int // of each polygon
	}{
		{address{5, 16, 15}, map[string][]int{"1": {2}, "2": {1}, "3": {1}}},
		{address{5, 17, 15}, map[string][]int{"1": {1}}},           // wholly inside
		{tileOf(7, 25, 25), map[string][]int{}},                    // wholly in a hole
		{tileOf(9, 3, 3), map[string][]int{"2": {1}}},              // wholly in the enclave
		{address{3, 0, 0}, map[string][]int{}},                     // far away
		{address{0, 0, 0}, map[string][]int{"1": {3}, "2": {1}}},   // the whole world: the slim one is less than a unit wide
		{tileOf(14, 5.5, 5), map[string][]int{"1": {1}, "3": {1}}}, // near by it is seen
		{tileOf(14, 15, 15), map[string][]int{"1": {1}}},           // wholly inside
		{tileOf(6, -10.1, -15), map[string][]int{"1": {1}}},        // wholly inside, elsewhere
		{address{2, 1, 1}, map[string][]int{"1": {1}}},             // a corner
		{tileOf(4, 25, 25), map[string][]int{"1": {2}}},            // the hole and what is around
		{tileOf(14, 4, 4), map[string][]int{"1": {2}, "2": {1}}},   // where they meet, in a corner
		{tileOf(14, 85, 4), map[string][]int{}},                    // the north
	} {
		got := map[string][]int{}
		drawn := areasOf(t, a, c.at)
		for id, polygons := range drawn {
			for _, p := range polygons {
				got[id] = append(got[id], len(p))
			}
		}
		if fmt.Sprint(got) != fmt.Sprint(c.rings) {
			t.Errorf("tile %v has rings %v, want %v", c.at, got, c.rings)
		}
		if c.at == (address{5, 17, 15}) && (len(drawn["1"]) != 1 || !slices.Equal(sortedRing(drawn["1"][0][0]), sortedRing(all))) {
			t.Errorf("a tile within an area has the ring %v", drawn["1"])
		}
	}
	// The enclave's ring and that of the hole have the same points.
	drawn := areasOf(t, a, address{5, 16, 15})
	if !slices.Equal(sortedRing(drawn["1"][0][1]), sortedRing(drawn["2"][0][0])) {
		t.Errorf("the enclave %v does not fill the hole %v", drawn["2"], drawn["1"])
	}
}

// Contested land lies in the outlines of both, the smaller above the larger, and the record
// says whose claim it is.
func TestContestedLandInTiles(t *testing.T) {
	a := atlasOf(t, [][]float64{{40, 40, 46, 40, 46, 44, 40, 44}}, [][]float64{{41, 42, 43, 42, 43, 45, 41, 45}})
	a.codes = []string{"", "GEO", "abkhazia"}
	at := tileOf(5, 43, 42)
	q := at.project(geo.LatLon{Lat: 43, Lon: 42})
	for id, polygons := range areasOf(t, a, at) {
		if !covers(polygons, q) {
			t.Errorf("the outline of %s does not hold the land", id)
		}
	}
	drawn := a.draw(at, 0)
	if len(drawn) != 2 || drawn[0].Properties["contested"] != nil || drawn[1].Properties["contested"] != true || drawn[1].Properties["claimed_by"] != "GEO" {
		t.Fatalf("there are %d outlines: %v, %v", len(drawn), drawn[0].Properties, drawn[len(drawn)-1].Properties)
	}
}

// sortedRing is the points of a ring, each once.
func sortedRing(r orb.Ring) []orb.Point {
	out := slices.Clone(r[1:])
	slices.SortFunc(out, func(a, b orb.Point) int { return slices.Compare(a[:], b[:]) })
	return out
}

// Of an area over the antimeridian no line is drawn along that: it goes on beyond the edge of
// the map on both sides.
func TestOutlineOverTheAntimeridian(t *testing.T) {
	a := atlasOf(t, [][]float64{{170, 60, 180, 62, 180, 68, 170, 70}, {-180, 62, -170, 60, -170, 70, -180, 68}})
	for z := uint32(0); z <= maxZoom; z++ {
		most := uint32(1)<<z - 1
		for _, c := range []struct {
			x      uint32
			inside float64 // of which the edge is
			over   float64
		}{{0, 0, -buffer}, {most, extent, extent + buffer}} {
			at := tileOf(z, 65, 0)
			at.x = c.x
			reached := false
			for _, p := range areasOf(t, a, at)["1"] {
				ring := p[0]
				for i := 1; i < len(ring); i++ {
					if ring[i][0] == c.inside && ring[i-1][0] == c.inside {
						t.Errorf("tile %v draws the antimeridian, from %v to %v", at, ring[i-1], ring[i])
					}
					reached = reached || ring[i][0] == c.over
				}
			}
			if !reached {
				t.Errorf("tile %v does not reach %v", at, c.over)
			}
		}
	}
}

// Whatever is drawn where, a point lies in the polygons of a tile if it lies in the area,
// but within three units of a line: two of the tolerance and one for rounding.
func TestAnyOutlineInAnyTile(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		lon, lat := rapid.Float64Range(-60, 60).Draw(t, "lon"), rapid.Float64Range(-70, 70).Draw(t, "lat")
		size := math.Exp(rapid.Float64Range(-9, 2).Draw(t, "size"))
		corners := rapid.IntRange(3, 60).Draw(t, "corners")
		var rings [][]float64
		for _, scale := range []float64{1, 0.4} { // a star, and one as a hole in it
			var ring []float64
			for k := range corners {
				r := size * scale * rapid.Float64Range(0.5, 1).Draw(t, "r")
				turn := 2 * math.Pi * float64(k) / float64(corners)
				ring = append(ring, lon+r*math.Cos(turn), lat+r*math.Sin(turn))
			}
			rings = append(rings, ring)
		}
		if corners > 8 { // or the hole may not be inside
			rings = rings[:1+rapid.IntRange(0, 1).Draw(t, "hole")]
		} else {
			rings = rings[:1]
		}
		a := atlasOf(t, rings)
		z := uint32(rapid.IntRange(0, maxZoom).Draw(t, "zoom"))
		near := tileOf(z, lat+size*rapid.Float64Range(-1, 1).Draw(t, "dy"), lon+size*rapid.Float64Range(-1, 1).Draw(t, "dx"))
		drawn := areasOf(t, a, near)["1"]
		var whole orb.MultiPolygon
		var lines []orb.LineString
		for _, ring := range rings {
			var r orb.Ring
			for k := 0; k < len(ring); k += 2 {
				r = append(r, near.project(geo.LatLon{Lat: ring[k+1], Lon: ring[k]}))
			}
			r = append(r, r[0])
			whole, lines = append(whole, orb.Polygon{r}), append(lines, orb.LineString(r))
		}
		for range 30 {
			p := orb.Point{rapid.Float64Range(-60, extent+60).Draw(t, "x"), rapid.Float64Range(-60, extent+60).Draw(t, "y")}
			small := drawn == nil && size/360*math.Exp2(float64(z))*extent < 3*smallest
			if want := covers(whole, p); !small && covers(drawn, p) != want && nearest(p, lines) > 3 {
				t.Fatalf("tile %v: %v lies in the area: %v, in its outline: %v, which is %v", near, p, want, !want, drawn)
			}
		}
	})
}

// drawnSheet is a sheet of imported roads with the record that ships.
func drawnSheet(t testing.TB, nodes int) *sheet {
	t.Helper()
	w, err := world.OpenRoads(drawnRoads(t, nodes), desk(t).World().Record)
	if err != nil {
		t.Fatal(err)
	}
	return newSheet(w)
}

// Of imported roads every node lies in the outline of its area, and in no other, at any zoom.
func TestNodesLieInOutlines(t *testing.T) {
	s := drawnSheet(t, 3000)
	n := s.w.Roads()
	set, err := n.Outlines()
	if err != nil {
		t.Fatal(err)
	}
	if err := s.outlines.open(); err != nil {
		t.Fatal(err)
	}
	for _, z := range []uint32{4, 8, 11, 14} {
		tiles := map[address]map[string]orb.MultiPolygon{}
		lines := map[address][]orb.LineString{}
		told := 0
		for v := 0; v < len(n.Streets.At); v += 7 {
			p := n.Streets.At[v].LatLon()
			at := tileOf(z, p.Lat, p.Lon)
			if tiles[at] == nil {
				tiles[at] = areasOf(t, s.outlines, at)
				for r := range set.Rings() {
					var l orb.LineString
					for _, q := range set.Ring(nil, r, outline.MaxZoom) {
						l = append(l, at.project(q.LatLon()))
					}
					lines[at] = append(lines[at], l)
				}
			}
			q := at.project(p)
			if nearest(q, lines[at]) < 4 {
				continue
			}
			told++
			for code, polygons := range tiles[at] {
				if covers(polygons, q) != (code == n.Streets.Codes[n.Streets.Area[v]]) {
					t.Fatalf("zoom %d: node %d of %s lies in the outline of %s: %v", z, v, n.Streets.Codes[n.Streets.Area[v]], code, covers(polygons, q))
				}
			}
			if len(tiles[at]) == 0 {
				t.Fatalf("tile %v has no area", at)
			}
		}
		if z > 4 && told < len(n.Streets.At)/14 {
			t.Errorf("zoom %d: only %d nodes lie far enough from lines", z, told)
		}
	}
	names, outlines := 0, 0
	data, err := s.tile(tileOf(6, n.Streets.At[0].LatLon().Lat, n.Streets.At[0].LatLon().Lon), layers)
	if err != nil {
		t.Fatal(err)
	}
	ids := map[any]bool{}
	for _, f := range decoded(t, data)[layerAreas].Features {
		if f.Geometry.GeoJSONType() == "Point" {
			names++
		} else {
			outlines++
		}
		if ids[f.ID] {
			t.Errorf("two features of a layer have the id %v", f.ID)
		}
		ids[f.ID] = true
	}
	if names == 0 || outlines == 0 {
		t.Errorf("a tile has %d names and %d outlines of areas", names, outlines)
	}
}

// What an area is called, is, and who else claims it, as the record has it.
func TestPropertiesOfAreas(t *testing.T) {
	w := desk(t).World()
	for id, want := range map[string]map[string]any{
		"ARM":      {"id": "ARM", "name": "Armenia", "kind": "state"},
		"abkhazia": {"id": "abkhazia", "name": w.AreaName("abkhazia"), "kind": "de-facto", "contested": true, "claimed_by": "GEO"},
		"XAA":      {"id": "XAA", "name": "XAA"}, // the record lacks it
	} {
		if got := areaProperties(w, record.AreaID(id)); fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("%s has the properties %v, want %v", id, got, want)
		}
	}
}

// The network that ships is of tables, which have no outlines: areas are names alone.
func TestTablesHaveNoOutlines(t *testing.T) {
	s := newSheet(desk(t).World())
	data, err := s.tile(address{}, []string{layerAreas})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range decoded(t, data)[layerAreas].Features {
		if f.Geometry.GeoJSONType() != "Point" {
			t.Errorf("%v is a %s", f.Properties, f.Geometry.GeoJSONType())
		}
	}
}

// BenchmarkAreas is the layer alone, with outlines and, as of a file that has none, without.
func BenchmarkAreas(b *testing.B) {
	s := drawnSheet(b, 100_000)
	p := s.w.Roads().Streets.At[street.Node(len(s.w.Roads().Streets.At)/2)].LatLon()
	for _, z := range []uint32{4, 6, 9, 12, 14} {
		for _, with := range []bool{false, true} {
			b.Run(fmt.Sprintf("%d/%s", z, map[bool]string{true: "outlines", false: "names"}[with]), func(b *testing.B) {
				drawn := *s
				if !with {
					drawn.outlines = nil
				}
				size := 0
				for range b.N {
					data, err := drawn.tile(tileOf(z, p.Lat, p.Lon), []string{layerAreas})
					if err != nil {
						b.Fatal(err)
					}
					size = len(data)
				}
				b.ReportMetric(float64(size), "bytes")
			})
		}
	}
}
