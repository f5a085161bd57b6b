package contour

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"waythrough/geo"
)

var never = math.Inf(1)

// offset is the point so many metres east and north of another, nearly.
func offset(p geo.LatLon, east, north float64) geo.LatLon {
	const perDegree = geo.Radius * math.Pi / 180
	q := geo.LatLon{Lat: p.Lat + north/perDegree, Lon: p.Lon + east/perDegree/math.Cos(p.Lat*math.Pi/180)}
	if q.Lon > 180 {
		q.Lon -= 360
	} else if q.Lon < -180 {
		q.Lon += 360
	}
	return q
}

func mustDraw(t testing.TB, pieces []Piece, o Options) *Map {
	t.Helper()
	m, err := Draw(context.Background(), slices.Values(pieces), o)
	if err != nil {
		t.Fatal(err)
	}
	checkMap(t, m)
	if len(m.Areas) != len(o.Within) {
		t.Fatalf("%d areas for %d times", len(m.Areas), len(o.Within))
	}
	return m
}

// shape is what areas are made of: rings of each polygon.
func shape(a Area) string {
	var s []string
	for _, p := range a.Polygons {
		s = append(s, fmt.Sprint(len(p)))
	}
	return strings.Join(s, " ")
}

var yerevan = geo.LatLon{Lat: 40.18, Lon: 44.51}

// A point's surroundings are a disc, as large at every latitude.
func TestDisc(t *testing.T) {
	for _, lat := range []float64{0, 0.001, -33.3, 40.18, 60, -71, 84.9, -85} {
		for _, lon := range []float64{0, 44.51, -179.99, 180, -180} {
			at := geo.LatLon{Lat: lat, Lon: lon}
			m := mustDraw(t, []Piece{{at, at, 10, 10}}, Options{Within: []float64{10}, Radius: 1000, Resolution: 50})
			if got, want := m.Areas[0].SquareMetres(), math.Pi*1e6; math.Abs(got/want-1) > 0.015 {
				t.Errorf("%v: %.0f m², want %.0f", at, got, want)
			}
			if !m.Areas[0].covers(at) {
				t.Errorf("%v is not in its disc", at)
			}
			for k := range 16 {
				sin, cos := math.Sincos(float64(k) * math.Pi / 8)
				if !m.Areas[0].covers(offset(at, 960*cos, 960*sin)) || m.Areas[0].covers(offset(at, 1040*cos, 1040*sin)) {
					t.Errorf("%v: the disc's edge is not at 1000 m in direction %d", at, k)
				}
			}
		}
	}
}

// 0 s ───── 1000 s at 10 km: by 500 s the first 5 km, and nothing around the rest
func TestPieceCountsUpToItsThreshold(t *testing.T) {
	a, b := yerevan, offset(yerevan, 10000, 0)
	for _, p := range []Piece{{a, b, 0, 1000}, {b, a, 1000, 0}} {
		m := mustDraw(t, []Piece{p}, Options{Within: []float64{-1, 500, 999, 1000}, Radius: 1000, Resolution: 100})
		tests := []struct {
			east, north float64
			want        [4]bool
		}{
			{0, 0, [4]bool{false, true, true, true}},
			{-900, 0, [4]bool{false, true, true, true}},
			{-1100, 0, [4]bool{}},
			{2500, 900, [4]bool{false, true, true, true}},
			{2500, 1100, [4]bool{}},
			{4900, 0, [4]bool{false, true, true, true}},
			{4900, -800, [4]bool{false, true, true, true}},
			{5100, 0, [4]bool{false, false, true, true}},
			{5100, 800, [4]bool{false, false, true, true}},
			{9800, 0, [4]bool{false, false, true, true}},
			{10500, 0, [4]bool{false, false, false, true}},
		}
		for _, tt := range tests {
			for i, area := range m.Areas {
				if got := area.covers(offset(a, tt.east, tt.north)); got != tt.want[i] {
					t.Errorf("%v m east and %v north within %v s: %v", tt.east, tt.north, area.Within, got)
				}
			}
		}
	}
}

// A piece reached at one end only holds that end's side of it, and no more.
func TestPieceReachedAtOneEnd(t *testing.T) {
	a, b := yerevan, offset(yerevan, 10000, 0)
	m := mustDraw(t, []Piece{{a, b, 0, never}}, Options{Within: []float64{500}, Radius: 1000, Resolution: 100})
	if got := m.Areas[0]; !got.covers(offset(a, -500, 0)) || got.covers(offset(a, 150, 0)) || got.covers(offset(b, 500, 0)) {
		t.Error("it should hold the half disc behind the end that is reached")
	}
}

// Where a reached and an unreached piece end together, what is nearest to their end is
// reached.
//
//	reached ──┐
//	          ●  ← its side of the end
//	never   ──┘
func TestSharedEnd(t *testing.T) {
	for _, k := range []float64{1, -1} {
		pieces := []Piece{{offset(yerevan, -2000, 1000*k), yerevan, 0, 10}, {offset(yerevan, -2000, -1000*k), yerevan, never, never}}
		a := mustDraw(t, pieces, Options{Within: []float64{10}, Radius: 1000, Resolution: 50}).Areas[0]
		for _, north := range []float64{-300, 0, 300} {
			if !a.covers(offset(yerevan, 700, north)) {
				t.Errorf("side %v: %v m north of the end's level is not covered", k, north)
			}
		}
		if a.covers(offset(yerevan, -1000, -500*k)) {
			t.Errorf("side %v: the unreached piece is covered", k)
		}
	}
}

// Two roads run along a closed border, 600 m apart and each 300 m from it: this side is
// reached up to the line, the other not at all; without the road beyond, the radius is.
//
//	north  ─────────  never
//	       - - - - -  the border
//	south  ─────────  reached
func TestClosedBorder(t *testing.T) {
	var south, north []Piece
	for i := range 20 {
		x := float64(i) * 250
		south = append(south, Piece{offset(yerevan, x, -300), offset(yerevan, x+250, -300), x, x + 250})
		north = append(north, Piece{offset(yerevan, x-2000, 300), offset(yerevan, x+250+2000, 300), never, never})
	}
	o := Options{Within: []float64{1e6}, Radius: 1000, Resolution: 50}
	open, closed := mustDraw(t, south, o).Areas[0], mustDraw(t, append(north, south...), o).Areas[0]
	for x := 0.; x < 5000; x += 90 {
		for y := -1000.; y <= 600; y += 100 {
			p := offset(yerevan, x, y)
			if !open.covers(p) {
				t.Fatalf("%v m north of the line is not reached by the road 1 km south", y)
			}
			if y != 0 && closed.covers(p) != (y < 0) {
				t.Errorf("%v m north of the closed line: covered %v", y, closed.covers(p))
			}
		}
	}
	if closed.covers(offset(yerevan, 2500, 1500)) {
		t.Error("the far side of the road beyond is covered")
	}
}

// A ring road is a polygon with a hole, a village in the middle a second polygon, and an
// unreached farm in a reached plain a hole.
func TestHolesAndIslands(t *testing.T) {
	var ring []Piece
	at := func(k int, radius float64) geo.LatLon {
		sin, cos := math.Sincos(float64(k) * 2 * math.Pi / 100)
		return offset(yerevan, radius*cos, radius*sin)
	}
	for k := range 100 {
		ring = append(ring, Piece{at(k, 10000), at(k+1, 10000), 0, 0})
	}
	o := Options{Within: []float64{10, 20}, Radius: 1000, Resolution: 100}
	m := mustDraw(t, append(ring, Piece{yerevan, yerevan, 20, 20}), o)
	if got, want := m.Areas[0].SquareMetres(), math.Pi*(11e3*11e3-9e3*9e3); math.Abs(got/want-1) > 0.01 {
		t.Errorf("the ring is %.0f m², want %.0f", got, want)
	}
	if got := shape(m.Areas[0]) + ", " + shape(m.Areas[1]); got != "2, 2 1" {
		t.Errorf("rings of the polygons are %s; want a ring, and a ring and a disc", got)
	}
	plain := []Piece{{offset(yerevan, 50, 50), offset(yerevan, 50, 50), never, never}}
	for x := -5000.; x <= 5000; x += 500 {
		for y := -5000.; y <= 5000; y += 500 {
			plain = append(plain, Piece{offset(yerevan, x+250, y), offset(yerevan, x+250, y), 15, 15})
		}
	}
	m = mustDraw(t, plain, o)
	if got := shape(m.Areas[0]) + ", " + shape(m.Areas[1]); got != ", 2" {
		t.Errorf("rings of the polygons are %s; want nothing, and a plain with one hole", got)
	}
}

// randomPieces are chains of roads about a place, some reached, some not, some crossing,
// some meeting, some points.
func randomPieces(rng *rand.Rand, at geo.LatLon, n int) []Piece {
	var pieces []Piece
	for len(pieces) < n {
		p := offset(at, rng.NormFloat64()*8000, rng.NormFloat64()*8000)
		when, pace := rng.Float64()*4000, rng.Float64()*0.3
		if rng.IntN(4) == 0 {
			when = never
		}
		dir := rng.Float64() * 2 * math.Pi
		for range 1 + rng.IntN(12) {
			length := rng.Float64() * 1500 * float64(min(1, rng.IntN(10)))
			dir += rng.NormFloat64() * 0.5
			q := offset(p, length*math.Cos(dir), length*math.Sin(dir))
			pieces = append(pieces, Piece{p, q, when, when + length*pace})
			p, when = q, when+length*pace
		}
	}
	return pieces
}

// classByDefinition judges a point by trying every piece, on a plane about the point.
func classByDefinition(pieces []Piece, p geo.LatLon, radius float64, within []float64) int {
	best, when := radius, never
	for _, q := range pieces {
		const perDegree = geo.Radius * math.Pi / 180
		flat := func(r geo.LatLon) (x, y float64) {
			return math.Remainder(r.Lon-p.Lon, 360) * perDegree * math.Cos(p.Lat*math.Pi/180), (r.Lat - p.Lat) * perDegree
		}
		ax, ay := flat(q.From)
		bx, by := flat(q.To)
		s := 0.0
		if length := (bx-ax)*(bx-ax) + (by-ay)*(by-ay); length > 0 {
			s = min(max(-(ax*(bx-ax)+ay*(by-ay))/length, 0), 1)
		}
		d := math.Hypot(ax+s*(bx-ax), ay+s*(by-ay))
		at := q.AtFrom
		if !math.IsInf(at, 1) {
			at += s * (q.AtTo - q.AtFrom)
		}
		if d < best-0.01 || d < best+0.01 && at < when {
			best, when = min(d, best), at
		}
	}
	for i, t := range within {
		if when <= t {
			return i
		}
	}
	return len(within)
}

// A boundary is within two cells of where the definition puts it: a point about which all
// is of one kind for two cells is painted as that kind.
func TestAgainstTheDefinition(t *testing.T) {
	o := Options{Within: []float64{500, 1500, 2500, 4000}, Radius: 800, Resolution: 150}
	for seed := range uint64(12) {
		rng := rand.New(rand.NewPCG(seed, 1))
		at := geo.LatLon{Lat: rng.Float64()*150 - 75, Lon: rng.Float64()*360 - 180}
		if seed%3 == 0 {
			at.Lon = 180 - float64(seed%2)*360
		}
		pieces := randomPieces(rng, at, 150)
		m := mustDraw(t, pieces, o)
		judged := 0
		for range 200 {
			p := pieces[rng.IntN(len(pieces))].From
			p = offset(p, rng.NormFloat64()*700, rng.NormFloat64()*700)
			pieces := slices.DeleteFunc(slices.Clone(pieces), func(q Piece) bool { return geo.Distance(p, q.From) > 3000 })
			class, same := classByDefinition(pieces, p, 800, o.Within), true
			for k := 0; k < 40 && same; k++ {
				sin, cos := math.Sincos(float64(k))
				r := 300 * math.Sqrt(float64(k+1)/40)
				same = classByDefinition(pieces, offset(p, r*cos, r*sin), 800, o.Within) == class
			}
			if !same {
				continue
			}
			judged++
			for i, a := range m.Areas {
				if got, want := a.covers(p), class <= i; got != want {
					t.Errorf("seed %d: %v within %v s is %v, by definition %v", seed, p, a.Within, got, want)
				}
			}
		}
		if judged < 50 {
			t.Errorf("seed %d: only %d points were judged", seed, judged)
		}
	}
}

// The same pieces give the same bytes in any order, directed either way, with any number of
// threads.
func TestDeterminism(t *testing.T) {
	for seed := range uint64(6) {
		rng := rand.New(rand.NewPCG(seed, 2))
		pieces := randomPieces(rng, geo.LatLon{Lat: 41, Lon: 180 - 200*float64(seed%2)}, 400)
		pieces = append(pieces, pieces[:20]...)
		var want []byte
		for threads := range 5 {
			o := Options{Within: []float64{600, 1200, 3000}, Radius: geo.Metres(1000 * (seed % 3)), Threads: threads}
			got, err := json.Marshal(mustDraw(t, pieces, o).Areas)
			if err != nil {
				t.Fatal(err)
			}
			if want == nil {
				want = got
			} else if !bytes.Equal(want, got) {
				t.Fatalf("seed %d, %d threads: another map", seed, threads)
			}
			rng.Shuffle(len(pieces), func(i, j int) { pieces[i], pieces[j] = pieces[j], pieces[i] })
			for i, p := range pieces {
				if rng.IntN(2) == 0 {
					pieces[i] = Piece{p.To, p.From, p.AtTo, p.AtFrom}
				}
			}
		}
	}
}

// What lies over the antimeridian is split along it, and is as large as elsewhere; the two
// parts end on it at the same latitudes.
func TestAntimeridian(t *testing.T) {
	for seed := range uint64(8) {
		o := Options{Within: []float64{1000, 2000, 4000}, Radius: 900, Resolution: 100}
		draw := func(lon float64) *Map {
			return mustDraw(t, randomPieces(rand.New(rand.NewPCG(seed, 3)), geo.LatLon{Lat: 66, Lon: lon}, 200), o)
		}
		split, whole := draw(180), draw(20)
		for i, a := range split.Areas {
			if got, want := a.SquareMetres(), whole.Areas[i].SquareMetres(); math.Abs(got/want-1) > 0.01 {
				t.Errorf("seed %d: %.0f m² over the antimeridian, %.0f m² elsewhere", seed, got, want)
			}
			east, west := along(a, -180e7), along(a, 180e7)
			if !slices.Equal(east, west) || i == 2 && len(east) == 0 {
				t.Errorf("seed %d: the parts end at %v and %v", seed, east, west)
			}
		}
	}
}

// along are the ends of the stretches of a boundary along a meridian, from south to north.
func along(a Area, meridian int64) []int64 {
	count := map[int64]int{}
	for _, e := range edgesOf(a) {
		if e.a.x == meridian && e.b.x == meridian {
			count[e.a.y]++
			count[e.b.y]++
		}
	}
	var ends []int64
	for y, n := range count {
		if n == 1 {
			ends = append(ends, y)
		}
	}
	slices.Sort(ends)
	return ends
}
