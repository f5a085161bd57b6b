package worldgen

import (
	"math"
	"slices"
	"testing"

	"waythrough/geo"
	graph "waythrough/road/osm"
)

// An areaMap says in which area a point lies, by casting a ray through all rings. The
// segments of rings lie in bands of latitude.
type areaMap struct {
	south int32
	bands [][]ringSegment
}

type ringSegment struct {
	a, b graph.Point
	area string
}

// bandHeight is that of a band, in 1e-7 degrees.
const bandHeight = 20_000

func newAreas(g *graph.Graph) *areaMap {
	m := &areaMap{south: math.MaxInt32}
	for _, l := range g.Borders {
		for _, p := range l.Points {
			m.south = min(m.south, p.Lat)
		}
	}
	for _, b := range g.Boundaries {
		for _, r := range b.Rings {
			for i := 1; i < len(r.Points); i++ {
				s := ringSegment{r.Points[i-1], r.Points[i], b.Alpha3}
				for k := (min(s.a.Lat, s.b.Lat) - m.south) / bandHeight; k <= (max(s.a.Lat, s.b.Lat)-m.south)/bandHeight; k++ {
					for int(k) >= len(m.bands) {
						m.bands = append(m.bands, nil)
					}
					m.bands[k] = append(m.bands[k], s)
				}
			}
		}
	}
	return m
}

// of gives the code of the one area; "" if there is none, or more than one.
func (m *areaMap) of(p graph.Point) (code string) {
	k := (p.Lat - m.south) / bandHeight
	if p.Lat < m.south || int(k) >= len(m.bands) {
		return ""
	}
	inside := map[string]bool{}
	for _, s := range m.bands[k] {
		if (s.a.Lat > p.Lat) == (s.b.Lat > p.Lat) {
			continue
		}
		t := float64(p.Lat-s.a.Lat) / float64(s.b.Lat-s.a.Lat)
		if float64(s.a.Lon)+t*float64(s.b.Lon-s.a.Lon) > float64(p.Lon) {
			inside[s.area] = !inside[s.area]
		}
	}
	for a, in := range inside {
		if in && code != "" {
			return ""
		}
		if in {
			code = a
		}
	}
	return code
}

// Areas do not overlap and leave no gap: every node of a road lies in exactly one.
func TestAreasArePartition(t *testing.T) {
	for seed := range uint64(4) {
		g := read(t, New(Options{Seed: seed, Nodes: 3000, Areas: 9}))
		areas := newAreas(g)
		for n, at := range g.At {
			if areas.of(at) == "" {
				t.Fatalf("seed %d: node %d at %v lies in no area, or in two", seed, g.OSMNode[n], at)
			}
		}
	}
}

// A segment of a road or a boundary.
type segment struct{ a, b graph.Point }

// meets reports whether two segments have a point in common, exactly.
func (s segment) meets(o segment) bool {
	turn := func(a, b, c graph.Point) int {
		x := int64(b.Lon-a.Lon)*int64(c.Lat-a.Lat) - int64(b.Lat-a.Lat)*int64(c.Lon-a.Lon)
		switch {
		case x > 0:
			return 1
		case x < 0:
			return -1
		}
		return 0
	}
	return turn(s.a, s.b, o.a)*turn(s.a, s.b, o.b) <= 0 && turn(o.a, o.b, s.a)*turn(o.a, o.b, s.b) <= 0
}

func (s segment) box() (low, high graph.Point) {
	return graph.Point{Lat: min(s.a.Lat, s.b.Lat), Lon: min(s.a.Lon, s.b.Lon)}, graph.Point{Lat: max(s.a.Lat, s.b.Lat), Lon: max(s.a.Lon, s.b.Lon)}
}

func (s segment) near(o segment) bool {
	a, b := s.box()
	c, d := o.box()
	return a.Lat <= d.Lat && c.Lat <= b.Lat && a.Lon <= d.Lon && c.Lon <= b.Lon
}

// metres is the distance of a point from a segment.
func (s segment) metres(p geo.LatLon) float64 {
	const degree = metresADegree
	scale := math.Cos(p.Lat*math.Pi/180) * degree
	flat := func(q graph.Point) xy {
		at := q.LatLon()
		return xy{(at.Lon - p.Lon) * scale, (at.Lat - p.Lat) * degree}
	}
	a, b := flat(s.a), flat(s.b)
	line := b.minus(a)
	t := -(a.x*line.x + a.y*line.y) / max(line.x*line.x+line.y*line.y, 1e-12)
	return lerp(a, b, min(max(t, 0), 1)).length()
}

type borderSegment struct {
	segment
	of []string
}

func borderSegments(g *graph.Graph) (list []borderSegment) {
	code := map[int64]string{}
	for _, b := range g.Boundaries {
		code[b.ID] = b.Alpha3
	}
	for _, l := range g.Borders {
		var of []string
		for _, id := range l.Of {
			of = append(of, code[id])
		}
		slices.Sort(of)
		for i := 1; i < len(l.Points); i++ {
			list = append(list, borderSegment{segment{l.Points[i-1], l.Points[i]}, of})
		}
	}
	return list
}

// Every place where a road meets a boundary is a cut of a crossing, recorded or not,
// and each cut is such a place, within a metre of the line between its two areas.
func TestRoadsCrossAtCrossingsOnly(t *testing.T) {
	for _, o := range []Options{{Seed: 1, Nodes: 2000, Areas: 5}, {Seed: 2, Nodes: 2000, Areas: 8}, {Seed: 3, Nodes: 6000, Areas: 6}, {Seed: 4, Nodes: 2000, Areas: 2}, {Seed: 5, Nodes: 10_000, Areas: 4}} {
		w := New(o)
		g := read(t, w)
		borders := borderSegments(g)
		byBand := map[int32][]borderSegment{}
		for _, b := range borders {
			low, high := b.box()
			for k := low.Lat / bandHeight; k <= high.Lat/bandHeight; k++ {
				byBand[k] = append(byBand[k], b)
			}
		}
		var cuts []geo.LatLon
		all := slices.Concat(w.Crossings(), w.Unrecorded())
		for _, c := range all {
			for _, at := range c.Cuts {
				onLine := slices.ContainsFunc(borders, func(s borderSegment) bool {
					return slices.Equal(s.of, c.Areas[:]) && s.metres(at) < 1
				})
				if !onLine {
					t.Errorf("%+v: crossing %q: %v is not on the border of %v", o, c.ID, at, c.Areas)
				}
			}
			cuts = append(cuts, c.Cuts...)
		}
		hit := make([]bool, len(cuts))
		var shape []graph.Point
		for e := range g.From {
			shape = g.Shape(shape[:0], graph.EdgeID(e))
			for i := 1; i < len(shape); i++ {
				s := segment{shape[i-1], shape[i]}
				low, high := s.box()
				for k := low.Lat / bandHeight; k <= high.Lat/bandHeight; k++ {
					for _, b := range byBand[k] {
						if !s.near(b.segment) || !s.meets(b.segment) {
							continue
						}
						k := slices.IndexFunc(cuts, func(at geo.LatLon) bool { return s.metres(at) < 1 && b.metres(at) < 1 })
						if k < 0 {
							t.Fatalf("%+v: way %d meets the boundary near %v, which is no cut", o, g.Way[e], s.a)
						}
						hit[k] = true
					}
				}
			}
		}
		if k := slices.Index(hit, false); k >= 0 {
			t.Errorf("%+v: no road passes %v", o, cuts[k])
		}
		if len(w.Crossings()) < o.Areas-1 || len(w.Unrecorded()) == 0 {
			t.Errorf("%+v: %d crossings, %d unrecorded", o, len(w.Crossings()), len(w.Unrecorded()))
		}
	}
}

// A recorded crossing has a name, an id of its own, and a post on each side; an
// unrecorded one is a track or path and has none.
func TestCrossingsHavePosts(t *testing.T) {
	w := New(Options{Seed: 9, Nodes: 20_000, Areas: 4})
	g := read(t, w)
	areas := newAreas(g)
	sidesWithPosts := func(c Crossing) (n int) {
		for _, area := range c.Areas {
			if slices.ContainsFunc(g.Posts, func(p graph.Post) bool {
				return p.Control && geo.Distance(p.At.LatLon(), c.At) < 150 && areas.of(p.At) == area
			}) {
				n++
			}
		}
		return n
	}
	ids, roads := map[string]bool{}, map[string]int{}
	for _, c := range w.Crossings() {
		if c.ID == "" || c.Name == "" || ids[c.ID] || sidesWithPosts(c) != 2 || c.Areas[0] >= c.Areas[1] {
			t.Errorf("%+v: %d sides have posts", c, sidesWithPosts(c))
		}
		ids[c.ID] = true
		roads[c.Road]++
		if cuts := len(c.Cuts); (c.Road == "motorway") != (cuts == 2) || cuts > 2 {
			t.Errorf("%+v is cut %d times", c, cuts)
		}
	}
	for _, c := range w.Unrecorded() {
		if c.ID != "" || sidesWithPosts(c) != 0 || c.Road != "track" && c.Road != "path" {
			t.Errorf("unrecorded: %+v", c)
		}
	}
	if len(roads) < 3 {
		t.Errorf("crossings of few kinds of roads: %v", roads)
	}
}

// Tens of crossings between neighbours, where the border is long enough.
func TestNumberOfCrossings(t *testing.T) {
	w := New(Options{Seed: 2, Nodes: 60_000, Areas: 2, Crossings: 10})
	if r, u := len(w.Crossings()), len(w.Unrecorded()); r != 10 || u != 10 {
		t.Errorf("%d recorded and %d unrecorded, want 10 of each", r, u)
	}
}
