package contour

import (
	"math"
	"slices"

	"waythrough/geo"
)

// An exact is a point in units of 1e-7 degrees: everything here is checked with whole
// numbers.
type exact struct{ x, y int64 }

func exactly(p geo.LatLon) exact {
	return exact{int64(math.Round(p.Lon * 1e7)), int64(math.Round(p.Lat * 1e7))}
}

func side(a, b, p exact) int {
	d := (b.x-a.x)*(p.y-a.y) - (b.y-a.y)*(p.x-a.x)
	switch {
	case d > 0:
		return 1
	case d < 0:
		return -1
	}
	return 0
}

func on(a, b, p exact) bool {
	return side(a, b, p) == 0 && min(a.x, b.x) <= p.x && p.x <= max(a.x, b.x) && min(a.y, b.y) <= p.y && p.y <= max(a.y, b.y)
}

// meet says whether two edges have a point in common.
func meet(a, b, c, d exact) bool {
	return on(a, b, c) || on(a, b, d) || on(c, d, a) || on(c, d, b) ||
		side(a, b, c) != side(a, b, d) && side(c, d, a) != side(c, d, b)
}

// cross says whether each of two edges has an end on either side of the other.
func cross(a, b, c, d exact) bool {
	return side(a, b, c)*side(a, b, d) < 0 && side(c, d, a)*side(c, d, b) < 0
}

// A checked is an edge with where it is from.
type checked struct {
	a, b exact
	ring int // of all rings of the area
	at   int // in the ring
	last bool
}

func edgesOf(a Area) []checked {
	var all []checked
	ring := 0
	for _, p := range a.Polygons {
		for _, r := range p {
			for i := 1; i < len(r); i++ {
				all = append(all, checked{exactly(r[i-1]), exactly(r[i]), ring, i - 1, i == len(r)-1})
			}
			ring++
		}
	}
	return all
}

// pairs visits pairs of edges whose bounds are in a common square of a coarse grid.
func pairs(one, other []checked, visit func(e, f checked)) {
	spans := int64(0)
	for _, e := range slices.Concat(one, other) {
		spans += max(e.b.x-e.a.x, e.a.x-e.b.x, e.b.y-e.a.y, e.a.y-e.b.y)
	}
	squareSide := 1000 + 3*spans/int64(1+len(one)+len(other))
	squares := map[exact][]checked{}
	cover := func(e checked, each func(exact)) {
		for x := min(e.a.x, e.b.x)/squareSide - 1; x <= max(e.a.x, e.b.x)/squareSide; x++ {
			for y := min(e.a.y, e.b.y)/squareSide - 1; y <= max(e.a.y, e.b.y)/squareSide; y++ {
				each(exact{x, y})
			}
		}
	}
	for _, e := range one {
		cover(e, func(s exact) { squares[s] = append(squares[s], e) })
	}
	for _, f := range other {
		cover(f, func(s exact) {
			for _, e := range squares[s] {
				visit(e, f)
			}
		})
	}
}

// within says whether a point lies in a ring: 1 in, 0 on it, -1 out.
func within(r Ring, p exact) int {
	in := -1
	for i := 1; i < len(r); i++ {
		a, b := exactly(r[i-1]), exactly(r[i])
		if on(a, b, p) {
			return 0
		}
		if a.y > b.y {
			a, b = b, a
		}
		if a.y <= p.y && p.y < b.y && side(a, b, p) > 0 {
			in = -in
		}
	}
	return in
}

// covers says whether an area covers a point, its edges included.
func (a Area) covers(p geo.LatLon) bool {
	for _, poly := range a.Polygons {
		in := within(poly[0], exactly(p)) >= 0
		for _, hole := range poly[1:] {
			in = in && within(hole, exactly(p)) <= 0
		}
		if in {
			return true
		}
	}
	return false
}

type failer interface {
	Helper()
	Fatalf(format string, args ...any)
}

// checkMap checks what the package promises of every map.
func checkMap(t failer, m *Map) {
	t.Helper()
	var before []checked
	for i, a := range m.Areas {
		edges := edgesOf(a)
		checkRings(t, a)
		pairs(edges, edges, func(e, f checked) {
			if e.ring == f.ring && (e.at == f.at || e.at+1 == f.at || f.at+1 == e.at || e.last && f.at == 0 || f.last && e.at == 0) {
				if e.b == f.a && (on(e.a, e.b, f.b) || on(f.a, f.b, e.a)) {
					t.Fatalf("area %d folds back at %v", i, e.b)
				}
				return
			}
			if meet(e.a, e.b, f.a, f.b) {
				t.Fatalf("area %d: edges %v and %v meet", i, e, f)
			}
		})
		if i > 0 {
			pairs(before, edges, func(e, f checked) {
				if cross(e.a, e.b, f.a, f.b) {
					t.Fatalf("area %d is not within area %d: %v crosses %v", i-1, i, e, f)
				}
			})
			for _, p := range m.Areas[i-1].Polygons {
				for _, r := range p {
					for k := 1; k < len(r); k++ {
						if !a.covers(r[k]) {
							t.Fatalf("%v of area %d is not in area %d", r[k], i-1, i)
						}
					}
				}
			}
			if small, large := m.Areas[i-1].SquareMetres(), a.SquareMetres(); small > large*(1+1e-9) {
				t.Fatalf("area %d of %.0f m² is larger than area %d of %.0f m²", i-1, small, i, large)
			}
		}
		before = edges
	}
}

func checkRings(t failer, a Area) {
	t.Helper()
	for i, p := range a.Polygons {
		for j, r := range p {
			if len(r) < 4 || r[0] != r[len(r)-1] {
				t.Fatalf("ring %d of polygon %d has %d points, from %v to %v", j, i, len(r), r[0], r[len(r)-1])
			}
			twice := 0.0
			for k := 1; k < len(r); k++ {
				a, b := exactly(r[k-1]), exactly(r[k])
				o := exactly(r[0])
				twice += float64((a.x-o.x)*(b.y-o.y) - (a.y-o.y)*(b.x-o.x))
				if !r[k].Valid() || b.x-a.x > 100e7 || a.x-b.x > 100e7 {
					t.Fatalf("from %v to %v", r[k-1], r[k])
				}
			}
			if (twice > 0) != (j == 0) || (r.squareMetres() > 0) != (j == 0) {
				t.Fatalf("ring %d of polygon %d runs the wrong way round", j, i)
			}
			if j > 0 && within(p[0], exactly(r[0])) != 1 {
				t.Fatalf("hole %d of polygon %d lies outside it", j, i)
			}
		}
	}
	for i, p := range a.Polygons { // the inside of one is not in another, nor a hole in a hole
		for j, q := range a.Polygons {
			if i != j && within(q[0], exactly(p[0][0])) == 1 {
				in := false
				for _, hole := range q[1:] {
					in = in || within(hole, exactly(p[0][0])) == 1
				}
				if !in {
					t.Fatalf("polygon %d lies in polygon %d", i, j)
				}
			}
		}
	}
}
