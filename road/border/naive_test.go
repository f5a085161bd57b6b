package border

import (
	"fmt"
	"math"
	"math/big"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"waythrough/road/osm"
)

// A world is a grid of bent cells, each of an area or of none, as three sources give it:
// the map with its ways, polygons of a file, and lines of a file.
type world struct {
	scale      int32
	points     []osm.Point // corners, by row and column
	segments   [][2]osm.Point
	sides      [][2]string // of each segment, left and right
	boundaries []osm.Boundary
	lines      []osm.BoundaryLine
	polygons   *File
	drawn      *File
}

// drawWorld draws one. Corners are moved by less than half a cell, so that no two edges
// cross. Coordinates are few, so that ways meet corners and edges often.
func drawWorld(t *rapid.T) *world {
	rows, cols := rapid.IntRange(1, 4).Draw(t, "rows"), rapid.IntRange(1, 4).Draw(t, "cols")
	scale := rapid.SampledFrom([]int32{1, 7, 200003, 16000001}).Draw(t, "scale")
	w := &world{scale: scale}
	for r := range rows + 1 {
		for c := range cols + 1 {
			w.points = append(w.points, osm.Point{
				Lat: scale * int32(10*r+rapid.IntRange(-4, 4).Draw(t, "lat")),
				Lon: scale * int32(10*c+rapid.IntRange(-4, 4).Draw(t, "lon"))})
		}
	}
	cells := make([]string, rows*cols)
	for i := range cells {
		cells[i] = rapid.SampledFrom([]string{"", "AND", "BEL", "CHE"}).Draw(t, "area")
	}
	area := func(r, c int) string {
		if r < 0 || c < 0 || r >= rows || c >= cols {
			return ""
		}
		return cells[r*cols+c]
	}
	corner := func(r, c int) osm.Point { return w.points[r*(cols+1)+c] }
	for r := range rows + 1 {
		for c := range cols + 1 {
			if c < cols { // to the east: north is left
				w.edge(t, corner(r, c), corner(r, c+1), area(r, c), area(r-1, c))
			}
			if r < rows { // to the north: west is left
				w.edge(t, corner(r, c), corner(r+1, c), area(r, c-1), area(r, c))
			}
		}
	}
	w.sources(t)
	return w
}

func (w *world) edge(t *rapid.T, a, b osm.Point, left, right string) {
	if left == right {
		return
	}
	if rapid.Bool().Draw(t, "turned") {
		a, b, left, right = b, a, right, left
	}
	w.segments = append(w.segments, [2]osm.Point{a, b})
	w.sides = append(w.sides, [2]string{left, right})
}

// sources writes the segments as ways of complete relations and as files.
func (w *world) sources(t interface{ Fatalf(string, ...any) }) {
	w.polygons, w.drawn = &File{name: "polygons"}, &File{name: "lines"}
	for id, code := range []string{"AND", "BEL", "CHE"} {
		b := osm.Boundary{ID: int64(id), Alpha3: code, Complete: true}
		var own [][]osm.Point
		for i, s := range w.segments {
			if w.sides[i][0] == code || w.sides[i][1] == code {
				b.Members = append(b.Members, osm.BoundaryMember{Way: int64(i), Held: true})
				own = append(own, s[:])
			}
		}
		if len(own) == 0 {
			continue
		}
		chains, rings := join(own)
		if len(chains) > 0 {
			t.Fatalf("the boundary of %s stays open", code)
		}
		a := fileArea{code: code}
		for _, r := range rings {
			b.Rings = append(b.Rings, osm.Ring{Points: r.at})
			a.rings = append(a.rings, r.at)
		}
		w.boundaries = append(w.boundaries, b)
		w.polygons.areas = append(w.polygons.areas, a)
	}
	for i, s := range w.segments {
		l := osm.BoundaryLine{Way: int64(i), Points: s[:]}
		for _, b := range w.boundaries {
			if b.Alpha3 == w.sides[i][0] || b.Alpha3 == w.sides[i][1] {
				l.Of = append(l.Of, b.ID)
			}
		}
		w.lines = append(w.lines, l)
		w.drawn.lines = append(w.drawn.lines, fileLine{s[:], w.sides[i][0], w.sides[i][1]})
	}
}

// areas makes Areas of each source.
func (w *world) areas() map[string]*Areas {
	out := map[string]*Areas{}
	out["ways"], _ = New(w.boundaries, w.lines)
	out["rings"], _ = New(w.boundaries, nil)
	out["polygons"], _ = New(nil, nil, w.polygons)
	if w.scale < 1_000_000 { // or places lie farther than Nearby from every line
		out["lines"], _ = New(nil, nil, w.drawn)
	}
	return out
}

// drawWay draws a line through corners, points on edges, and points anywhere.
func (w *world) drawWay(t *rapid.T) []osm.Point {
	var line []osm.Point
	far := w.points[len(w.points)-1]
	for range rapid.IntRange(1, 6).Draw(t, "points") {
		switch rapid.IntRange(0, 5).Draw(t, "kind") {
		case 0:
			line = append(line, rapid.SampledFrom(w.points).Draw(t, "corner"))
		case 1: // along an edge
			if len(w.segments) > 0 {
				s := rapid.SampledFrom(w.segments).Draw(t, "edge")
				line = append(line, s[0], s[1])
			}
		case 2: // from within an edge, if it has whole points
			if len(w.segments) > 0 {
				s := rapid.SampledFrom(w.segments).Draw(t, "edge")
				line = append(line, osm.Point{Lat: s[0].Lat + (s[1].Lat-s[0].Lat)/2, Lon: s[0].Lon + (s[1].Lon-s[0].Lon)/2})
			}
		case 3:
			if len(line) > 0 {
				line = append(line, line[len(line)-1])
			}
		default:
			line = append(line, osm.Point{
				Lat: rapid.Int32Range(-far.Lat/4, far.Lat+far.Lat/4).Draw(t, "lat"),
				Lon: rapid.Int32Range(-far.Lon/4, far.Lon+far.Lon/4).Draw(t, "lon")})
		}
	}
	if len(line) == 0 {
		line = append(line, w.points[0])
	}
	return line
}

// A spot is a point in fractions.
type spot struct{ x, y *big.Rat }

func whole(p osm.Point) spot {
	return spot{big.NewRat(int64(p.Lon), 1), big.NewRat(int64(p.Lat), 1)}
}

func rat(a *big.Rat, op func(z, x, y *big.Rat) *big.Rat, b *big.Rat) *big.Rat {
	return op(new(big.Rat), a, b)
}

// turnOf is twice the area of the triangle abp, positive if p lies left of ab.
func turnOf(a, b, p spot) *big.Rat {
	l := rat(rat(b.x, (*big.Rat).Sub, a.x), (*big.Rat).Mul, rat(p.y, (*big.Rat).Sub, a.y))
	r := rat(rat(b.y, (*big.Rat).Sub, a.y), (*big.Rat).Mul, rat(p.x, (*big.Rat).Sub, a.x))
	return rat(l, (*big.Rat).Sub, r)
}

func between(a, p, b *big.Rat) bool {
	return a.Cmp(p) <= 0 && p.Cmp(b) <= 0 || b.Cmp(p) <= 0 && p.Cmp(a) <= 0
}

// naiveAt gives the areas at a point: one, or all whose boundary it lies on.
func (w *world) naiveAt(p spot) (areas []string, on bool) {
	for i, s := range w.segments {
		a, b := whole(s[0]), whole(s[1])
		if turnOf(a, b, p).Sign() == 0 && between(a.x, p.x, b.x) && between(a.y, p.y, b.y) {
			areas, on = append(areas, w.sides[i][:]...), true
		}
	}
	if on {
		slices.Sort(areas)
		return slices.Compact(areas), true
	}
	for _, code := range []string{"AND", "BEL", "CHE"} {
		odd := false
		for i, s := range w.segments {
			a, b := whole(s[0]), whole(s[1])
			if w.sides[i][0] != code && w.sides[i][1] != code || (a.y.Cmp(p.y) <= 0) == (b.y.Cmp(p.y) <= 0) {
				continue
			}
			if (turnOf(a, b, p).Sign() > 0) == (b.y.Cmp(a.y) > 0) {
				odd = !odd
			}
		}
		if odd {
			return []string{code}, false
		}
	}
	return []string{""}, false
}

// naiveCuts are all parameters of the segment pq at which something may change.
func (w *world) naiveCuts(p, q spot) []*big.Rat {
	cuts := []*big.Rat{big.NewRat(0, 1), big.NewRat(1, 1)}
	for _, s := range w.segments {
		a, b := whole(s[0]), whole(s[1])
		ta, tb := turnOf(p, q, a), turnOf(p, q, b)
		sum := rat(turnOf(a, b, p), (*big.Rat).Sub, turnOf(a, b, q))
		switch {
		case sum.Sign() != 0 && ta.Sign()*tb.Sign() <= 0:
			cuts = append(cuts, rat(turnOf(a, b, p), (*big.Rat).Quo, sum))
		case sum.Sign() == 0 && ta.Sign() == 0:
			for _, v := range []spot{a, b} {
				t, d := rat(v.x, (*big.Rat).Sub, p.x), rat(q.x, (*big.Rat).Sub, p.x)
				if d.Sign() == 0 {
					t, d = rat(v.y, (*big.Rat).Sub, p.y), rat(q.y, (*big.Rat).Sub, p.y)
				}
				cuts = append(cuts, rat(t, (*big.Rat).Quo, d))
			}
		}
	}
	cuts = slices.DeleteFunc(cuts, func(t *big.Rat) bool { return t.Sign() < 0 || t.Cmp(big.NewRat(1, 1)) > 0 })
	slices.SortFunc(cuts, (*big.Rat).Cmp)
	return slices.CompactFunc(cuts, func(a, b *big.Rat) bool { return a.Cmp(b) == 0 })
}

// naiveAlong cuts a way wherever it meets anything and asks for the middle of each piece.
func (w *world) naiveAlong(line []osm.Point) (runs []Run) {
	type piece struct {
		from, to float64
		areas    []string
		on       bool
	}
	var pieces []piece
	for i := 1; i < len(line); i++ {
		p, q := whole(line[i-1]), whole(line[i])
		if line[i-1] == line[i] {
			continue
		}
		cuts := w.naiveCuts(p, q)
		for k := 1; k < len(cuts); k++ {
			t := rat(rat(cuts[k-1], (*big.Rat).Add, cuts[k]), (*big.Rat).Mul, big.NewRat(1, 2))
			mid := spot{rat(p.x, (*big.Rat).Add, rat(t, (*big.Rat).Mul, rat(q.x, (*big.Rat).Sub, p.x))),
				rat(p.y, (*big.Rat).Add, rat(t, (*big.Rat).Mul, rat(q.y, (*big.Rat).Sub, p.y)))}
			lo, _ := cuts[k-1].Float64()
			hi, _ := cuts[k].Float64()
			areas, on := w.naiveAt(mid)
			pieces = append(pieces, piece{float64(i-1) + lo, float64(i-1) + hi, areas, on})
		}
	}
	if len(pieces) == 0 {
		areas, _ := w.naiveAt(whole(line[0]))
		return []Run{{Area: firstNamed(areas), To: float64(len(line) - 1)}}
	}
	before := "none"
	for i, p := range pieces {
		in := p.areas[0]
		if p.on {
			after := "none"
			for _, n := range pieces[i+1:] {
				if !n.on {
					after = n.areas[0]
					break
				}
			}
			switch {
			case slices.Contains(p.areas, before):
				in = before
			case slices.Contains(p.areas, after):
				in = after
			default:
				in = firstNamed(p.areas)
			}
		}
		before = in
		if n := len(runs) - 1; n >= 0 && runs[n].Area == in {
			runs[n].To = p.to
		} else {
			if n >= 0 {
				runs[n].To = p.from // beyond segments of no length
			}
			runs = append(runs, Run{Area: in, From: p.from, To: p.to})
		}
	}
	runs[0].From, runs[len(runs)-1].To = 0, float64(len(line)-1)
	return runs
}

func firstNamed(areas []string) string {
	for _, a := range areas {
		if a != "" {
			return a
		}
	}
	return ""
}

// Every source of the same world gives, for points and ways that touch it wherever they
// can, what exact fractions give.
func TestAgainstFractions(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := drawWorld(t)
		all := w.areas()
		for range 4 {
			line := w.drawWay(t)
			want := w.naiveAlong(line)
			at, _ := w.naiveAt(whole(line[0]))
			for name, a := range all {
				if got := a.At(line[0]); got != firstNamed(at) {
					t.Fatalf("%s: %v lies in %q, want one of %q\nover %v %v", name, line[0], got, at, w.segments, w.sides)
				}
				got := a.Along([]Run{{Area: "kept"}}, line)
				if err := sameRuns(got[1:], want, line); err != nil {
					t.Fatalf("%s: along %v: %v\n got %v\nwant %v\nover %v %v", name, line, err, got[1:], want, w.segments, w.sides)
				}
			}
		}
	})
}

func sameRuns(got, want []Run, line []osm.Point) error {
	if len(got) != len(want) {
		return fmt.Errorf("%d runs, want %d", len(got), len(want))
	}
	for i, g := range got {
		if g.Area != want[i].Area || math.Abs(g.From-want[i].From) > 1e-12 || math.Abs(g.To-want[i].To) > 1e-12 {
			return fmt.Errorf("run %d differs", i)
		}
		if i > 0 && (got[i-1].End != g.Start || got[i-1].To != g.From) {
			return fmt.Errorf("run %d does not begin where the last ends", i)
		}
	}
	if got[0].Start != line[0] || got[len(got)-1].End != line[len(line)-1] {
		return fmt.Errorf("the ends of the line are not those of the runs")
	}
	for _, g := range got {
		i := min(int(g.From), len(line)-2)
		if len(line) > 1 {
			if p := osm.Between(line[i], line[i+1], g.From-float64(i)); math.Abs(float64(p.Lat-g.Start.Lat)) > 1 || math.Abs(float64(p.Lon-g.Start.Lon)) > 1 {
				return fmt.Errorf("position %v is %v, not %v", g.From, p, g.Start)
			}
		}
	}
	return nil
}
