package outline

import (
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"waythrough/road/osm"
)

// A country is cells of a warped lattice given to areas at random, with winding sides; area
// 0 is no one's. So areas have holes, enclaves, islands, and corners where they touch.
type country struct {
	n      int
	area   []uint16 // by cell
	shapes []Shape  // by area, from 1
}

// newCountry draws one of n by n cells of a size in degrees.
func newCountry(seed uint64, n, areas, bends int, size float64) *country {
	r := rand.New(rand.NewPCG(seed, 1))
	corner := make([]osm.Point, (n+1)*(n+1))
	for i := range corner {
		x, y := float64(i%(n+1))+0.3*r.Float64()-0.15, float64(i/(n+1))+0.3*r.Float64()-0.15
		corner[i] = osm.Point{Lat: int32((40 + y*size) * degree), Lon: int32((10 + x*size) * degree)}
	}
	sides := map[[2]int][]osm.Point{}
	side := func(a, b int) []osm.Point {
		if a > b {
			return reversed(sides[[2]int{b, a}])
		}
		return sides[[2]int{a, b}]
	}
	wind := func(a, b int) {
		p, q := corner[a], corner[b]
		line := []osm.Point{p}
		for k := range bends {
			t := (float64(k) + 1) / float64(bends+1)
			off := 0.5 * (r.Float64() - 0.5) * min(t, 1-t) // within a slim rhomb along the side
			v := from(p, q)
			line = append(line, osm.Point{Lat: p.Lat + int32(t*float64(v.y)+off*float64(v.x)), Lon: p.Lon + int32(t*float64(v.x)-off*float64(v.y))})
		}
		sides[[2]int{a, b}] = append(line, q)
	}
	for i := range corner {
		if i%(n+1) < n {
			wind(i, i+1)
		}
		if i/(n+1) < n {
			wind(i, i+n+1)
		}
	}
	c := &country{n: n, area: make([]uint16, n*n), shapes: make([]Shape, areas)}
	for a := range c.shapes {
		c.shapes[a].Area = uint16(a + 1)
	}
	for i := range c.area {
		c.area[i] = uint16(r.IntN(areas + 1))
		if c.area[i] == 0 {
			continue
		}
		v := i/n*(n+1) + i%n
		ring := slices.Concat(side(v, v+1), side(v+1, v+n+2)[1:], side(v+n+2, v+n+1)[1:], side(v+n+1, v)[1:])
		if r.IntN(2) == 0 {
			ring = reversed(ring)
		}
		lines := &c.shapes[c.area[i]-1].Lines
		cut := 1 + r.IntN(len(ring)-2)
		*lines = append(*lines, ring[cut:], ring[:cut+1])
	}
	return c
}

func reversed(line []osm.Point) []osm.Point {
	line = slices.Clone(line)
	slices.Reverse(line)
	return line
}

// holds says by brute force whether lines enclose a point, which lies on none of them.
func holds(lines [][]osm.Point, p osm.Point) bool {
	odd := false
	for _, l := range lines {
		for i := 1; i < len(l); i++ {
			odd = odd != eastOf(twice(l[i-1], false), twice(l[i], false), twice(p, false))
		}
	}
	return odd
}

// distance is how far p lies from lines on the map, of 1 by 1.
func distance(lines [][]osm.Point, p osm.Point) float64 {
	best := math.Inf(1)
	px, py := mercator(p)
	for _, l := range lines {
		for i := 1; i < len(l); i++ {
			ax, ay := mercator(l[i-1])
			bx, by := mercator(l[i])
			dx, dy := bx-ax, by-ay
			t := 0.0
			if long := dx*dx + dy*dy; long > 0 {
				t = max(0, min(1, ((px-ax)*dx+(py-ay)*dy)/long))
			}
			best = min(best, math.Hypot(px-ax-t*dx, py-ay-t*dy))
		}
	}
	return best
}

func ringsOf(s *Set, i int, zoom uint8) (rings [][]osm.Point) {
	for r := s.FirstRing[i]; r < s.FirstRing[i+1]; r++ {
		rings = append(rings, s.Ring(nil, int(r), zoom))
	}
	return rings
}

func limitOf(zoom uint8) float64 { return Tolerance / (extent * math.Exp2(float64(zoom))) }

// At every zoom: the rings of an area are simple and disjoint, and hold what its shape holds
// but for a strip along its boundary; every point of the boundary lies within the tolerance of
// them; its size differs by no more than the strip's; and each line lies between at
// most two areas, one on either side, so that no land is drawn twice and none between is lost.
func TestRandomCountries(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := newCountry(rapid.Uint64().Draw(t, "seed"), rapid.IntRange(2, 5).Draw(t, "n"), rapid.IntRange(1, 4).Draw(t, "areas"),
			rapid.IntRange(0, 6).Draw(t, "bends"), rapid.SampledFrom([]float64{0.002, 0.05, 0.5, 3}).Draw(t, "size"))
		s := Build(c.shapes)
		if err := s.Check(len(c.shapes) + 1); err != nil {
			t.Fatal(err)
		}
		zoom := uint8(rapid.IntRange(0, MaxZoom).Draw(t, "zoom"))
		seen := map[[2]osm.Point]int{}
		for i, area := range s.Area {
			rings, lines := ringsOf(s, i, zoom), c.shapes[area-1].Lines
			checkSimple(t, rings)
			checkStrip(t, rings, lines, limitOf(zoom))
			for _, ring := range rings {
				for k := 1; k < len(ring); k++ {
					seen[[2]osm.Point{ring[k-1], ring[k]}]++
				}
			}
		}
		for at, times := range seen {
			if times > 1 {
				t.Fatalf("zoom %d: two areas lie left of %v", zoom, at)
			}
		}
		checkLand(t, c, s, zoom)
	})
}

// checkSimple: segments of an area meet in points that both begin or end in, no others.
func checkSimple(t *rapid.T, rings [][]osm.Point) {
	var all [][2]osm.Point
	for _, ring := range rings {
		inner := map[osm.Point]bool{}
		for i := 1; i < len(ring); i++ {
			all = append(all, [2]osm.Point{ring[i-1], ring[i]})
			if inner[ring[i]] {
				t.Fatalf("a ring passes %v twice", ring[i])
			}
			inner[ring[i]] = true
		}
	}
	sign := func(x int64) int { return int(min(1, max(-1, x))) }
	for i, p := range all {
		for _, q := range all[:i] {
			a, b := sign(cross(from(p[0], p[1]), from(p[0], q[0]))), sign(cross(from(p[0], p[1]), from(p[0], q[1])))
			c, d := sign(cross(from(q[0], q[1]), from(q[0], p[0]))), sign(cross(from(q[0], q[1]), from(q[0], p[1])))
			common := p[0] == q[0] || p[0] == q[1] || p[1] == q[0] || p[1] == q[1]
			if a*b < 0 && c*d < 0 || !common && a*b <= 0 && c*d <= 0 && a|b|c|d != 0 {
				t.Fatalf("%v and %v cross", p, q)
			}
			if common && (p == q || p == [2]osm.Point{q[1], q[0]}) {
				t.Fatalf("%v is drawn twice", p)
			}
		}
	}
}

// checkStrip holds rings against the lines they were made of.
func checkStrip(t *rapid.T, rings, lines [][]osm.Point, limit float64) {
	had, has, long := 0.0, 0.0, 0.0
	for _, ring := range rings {
		has += signed(ring)
		for i := 1; i < len(ring); i++ {
			ax, ay := mercator(ring[i-1])
			bx, by := mercator(ring[i])
			long += math.Hypot(bx-ax, by-ay) + math.Pi*limit
		}
	}
	had = math.Abs(enclosed(lines))
	if math.Abs(had-has) > 2*limit*long+1e-9*had+1e-18 {
		t.Fatalf("an area of %g has become %g, at a tolerance of %g along %g", had, has, limit, long)
	}
	kept := map[osm.Point]bool{}
	for _, ring := range rings {
		for _, p := range ring {
			kept[p] = true
		}
	}
	given := map[[2]osm.Point]int{}
	for _, l := range lines {
		for i := 1; i < len(l); i++ {
			given[pair(l[i-1], l[i])]++
		}
	}
	for seg, times := range given {
		for _, p := range seg {
			if times == 1 && !kept[p] {
				if d := distance(rings, p); d > limit*1.000001 {
					t.Fatalf("%v of the boundary is off by %g of %g", p, d, limit)
				}
			}
		}
	}
}

// signed is the area of a ring on the map.
func signed(ring []osm.Point) (sum float64) {
	x0, y0 := mercator(ring[0])
	for i := 2; i < len(ring); i++ {
		ax, ay := mercator(ring[i-1])
		bx, by := mercator(ring[i])
		sum += ((ax-x0)*(by-y0) - (bx-x0)*(ay-y0)) / 2
	}
	return sum
}

// enclosed is the area within cells, which are cut in two and go either way round.
func enclosed(lines [][]osm.Point) (sum float64) {
	for i := 0; i+1 < len(lines); i += 2 {
		sum += math.Abs(signed(slices.Concat(lines[i], lines[i+1][1:])))
	}
	return sum
}

// checkLand: what lies farther than the tolerance from a boundary lies in the area that it
// lay in, and in no other.
func checkLand(t *rapid.T, c *country, s *Set, zoom uint8) {
	r := rand.New(rand.NewPCG(7, uint64(zoom)))
	var box []osm.Point
	for _, x := range c.shapes {
		for _, l := range x.Lines {
			box = append(box, l...)
		}
	}
	if len(box) == 0 {
		return
	}
	low, high := box[0], box[0]
	for _, p := range box {
		low = osm.Point{Lat: min(low.Lat, p.Lat), Lon: min(low.Lon, p.Lon)}
		high = osm.Point{Lat: max(high.Lat, p.Lat), Lon: max(high.Lon, p.Lon)}
	}
	for range 20 {
		p := osm.Point{Lat: low.Lat + r.Int32N(high.Lat-low.Lat), Lon: low.Lon + r.Int32N(high.Lon-low.Lon)}
		for i, area := range s.Area {
			lines := c.shapes[area-1].Lines
			if holds(ringsOf(s, i, zoom), p) != holds(lines, p) && distance(lines, p) > limitOf(zoom)*1.000001 {
				t.Fatalf("zoom %d: area %d holds %v or does not, as it did before", zoom, area, p)
			}
		}
	}
}

// The same shapes give the same columns, in whatever order and direction their lines are.
func TestSameBytes(t *testing.T) {
	c := newCountry(5, 6, 3, 5, 0.1)
	want := Build(c.shapes)
	r := rand.New(rand.NewPCG(1, 2))
	for range 5 {
		for a := range c.shapes {
			lines := c.shapes[a].Lines
			r.Shuffle(len(lines), func(i, j int) { lines[i], lines[j] = lines[j], lines[i] })
			for i := range lines {
				if r.IntN(2) == 0 {
					lines[i] = reversed(lines[i])
				}
			}
		}
		if got := Build(c.shapes); !reflect.DeepEqual(got, want) {
			t.Fatal("another order of lines gives other columns")
		}
	}
}

// Two countries drawn over one another cross everywhere; each is sound by itself.
func TestContested(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		seed := rapid.Uint64().Draw(t, "seed")
		a, b := newCountry(seed, 3, 1, 4, 0.3), newCountry(seed+1, 3, 1, 4, 0.3)
		b.shapes[0].Area = 2
		s := Build([]Shape{a.shapes[0], b.shapes[0]})
		if err := s.Check(3); err != nil {
			t.Fatal(err)
		}
		for zoom := range uint8(MaxZoom + 1) {
			for i, area := range s.Area {
				rings := ringsOf(s, i, zoom)
				checkSimple(t, rings)
				checkStrip(t, rings, [2][]Shape{a.shapes, b.shapes}[area-1][0].Lines, limitOf(zoom))
			}
		}
	})
}

func BenchmarkBuild(b *testing.B) {
	c := newCountry(1, 40, 8, 300, 0.5)
	points := 0
	for _, s := range c.shapes {
		for _, l := range s.Lines {
			points += len(l)
		}
	}
	for range b.N {
		s := Build(c.shapes)
		b.ReportMetric(float64(len(s.Point)), "kept")
	}
	b.ReportMetric(float64(points), "points")
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(points), "ns/point")
}
