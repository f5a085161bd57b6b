package border

import (
	"cmp"
	"slices"

	"waythrough/geo"
	"waythrough/road/osm"
)

// A Run is a part of a line that lies in one area. Positions are the place of a
// segment and the fraction of it done: 2.5 is half way from the third point to the
// fourth. Start and End are the points there, rounded to whole units.
type Run struct {
	Area       string // "" if unknown
	From, To   float64
	Start, End osm.Point
}

// Along appends the runs of a line, in order; neighbours differ in area, and where one
// ends the line crosses a boundary. It gives one at least of a line that has a point.
// A line that no segment of a boundary comes near is answered by At of its first
// point, without allocation (but for runs).
//
// What runs along a boundary, on its very points, belongs to the area before it if
// that is one of the two, else to the one after it, else to the alphabetically first.
// A segment of more than 107 degrees is no road: it is not cut.
func (a *Areas) Along(runs []Run, line []osm.Point) []Run {
	if len(line) == 0 {
		return runs
	}
	if len(line) == 1 || !a.MayCross(boxOf(line)) {
		return a.whole(runs, len(runs), line, 0, len(line)-1, a.at(line[0]))
	}
	w := a.walk()
	defer a.walks.Put(w)
	first := len(runs)
	for lo := 0; lo < len(line); {
		hi := lo
		for hi+1 < len(line) && from(line[hi], line[hi+1]).within(maxWay) {
			hi++
		}
		if hi > lo {
			runs = w.along(runs, first, line, lo, hi)
		}
		if hi+1 < len(line) {
			runs = a.whole(runs, first, line, hi, hi+1, a.at(line[hi]))
		}
		lo = hi + 1
	}
	return runs
}

// whole appends line[lo:hi+1] as one run, which grows the last since first if that has
// the same area.
func (a *Areas) whole(runs []Run, first int, line []osm.Point, lo, hi int, in area) []Run {
	return a.run(runs, first, in, mark{float64(lo), line[lo]}, mark{float64(hi), line[hi]})
}

type mark struct {
	position float64
	at       osm.Point
}

func (a *Areas) run(runs []Run, first int, in area, start, end mark) []Run {
	if last := len(runs) - 1; last >= first && runs[last].Area == a.codes[in] {
		runs[last].To, runs[last].End = end.position, end.at
		return runs
	}
	return append(runs, Run{a.codes[in], start.position, end.position, start.at, end.at})
}

// A walk is the memory of one question.
type walk struct {
	a           *Areas
	finder      geo.Finder
	events      []event
	pieces      []piece
	set, beside []uint16 // shapes to the right of the way, and to its left
}

// An event is a ray of a boundary that leaves a place on the way.
type event struct {
	at    place
	dir   vector
	line  uint32
	along bool // in the order of the line's points
}

// sides are the areas left and right of a ray.
func (w *walk) sides(e *event) (left, right area) {
	b := &w.a.lines[e.line]
	if e.along {
		return b.left, b.right
	}
	return b.right, b.left
}

// A piece is what lies between two events: in one area, or along the boundary of two.
// The area where it starts and that where it ends differ if boundaries have gaps.
type piece struct {
	start, end mark
	in, out    area
	on         bool // in and out are the areas left and right of it
}

// along appends the runs of line[lo:hi+1], none of whose segments is too long.
func (w *walk) along(runs []Run, first int, line []osm.Point, lo, hi int) []Run {
	begin := lo
	for lo < hi && line[lo] == line[lo+1] {
		lo++
	}
	last := hi - 1
	for last > lo && line[last] == line[last+1] {
		last--
	}
	if lo == hi {
		return w.a.whole(runs, first, line, begin, hi, w.a.at(line[lo]))
	}
	w.meet(line, lo, last)
	w.follow(line, lo, last)
	w.pieces[0].start.position = float64(begin) // segments of no length count, too
	w.pieces[len(w.pieces)-1].end.position = float64(hi)
	for i := range w.pieces {
		p := &w.pieces[i]
		if p.on {
			p.in = w.settle(i)
			p.out = p.in
		}
		if p.in == p.out {
			runs = w.a.run(runs, first, p.in, p.start, p.end)
			continue
		}
		half := middle(line, p.start.position, p.end.position)
		runs = w.a.run(runs, first, p.in, p.start, half)
		runs = w.a.run(runs, first, p.out, half, p.end)
	}
	return runs
}

// middle is half way between two positions.
func middle(line []osm.Point, a, b float64) mark {
	m := (a + b) / 2
	i := min(int(m), len(line)-2)
	return mark{m, osm.Between(line[i], line[i+1], m-float64(i))}
}

// settle chooses the area of a piece on a boundary.
func (w *walk) settle(i int) area {
	p := w.pieces[i]
	if i > 0 && (w.pieces[i-1].out == p.in || w.pieces[i-1].out == p.out) {
		return w.pieces[i-1].out
	}
	for _, next := range w.pieces[i+1:] {
		if !next.on {
			if next.in == p.in || next.in == p.out {
				return next.in
			}
			break
		}
	}
	if p.in == 0 || p.out != 0 && p.out < p.in {
		return p.out
	}
	return p.in
}

// meet sets the events of the segments from the first to the last, in order.
func (w *walk) meet(line []osm.Point, first, last int) {
	w.events = w.events[:0]
	for i := first; i <= last; i++ {
		if line[i] != line[i+1] {
			w.a.boxes.Search(boxOf(line[i:i+2]), func(s uint32) bool {
				w.cross(i, i == last, line[i], line[i+1], s)
				return true
			})
		}
	}
	slices.SortFunc(w.events, func(x, y event) int {
		return cmp.Or(x.at.compare(y.at), cmp.Compare(x.line, y.line))
	})
}

// cross adds the events between a segment of the way and one of a boundary. The end
// of a segment is left to the next, but that of the last.
func (w *walk) cross(i int, last bool, p, q osm.Point, s uint32) {
	a, b := w.a.from[s], w.a.to[s]
	d, e, f := from(p, q), from(a, b), from(p, a)
	line := w.a.line[s]
	den := cross(d, e)
	if den == 0 {
		if cross(d, f) == 0 {
			w.overlap(i, last, p, q, s)
		}
		return
	}
	num, den2 := cross(f, e), cross(f, d) // of the way and of the boundary
	if den < 0 {
		num, den2, den = -num, -den2, -den
	}
	if num < 0 || num > den || num == den && !last || den2 < 0 || den2 > den {
		return
	}
	at := place{i, num, den}
	if den2 < den {
		w.events = append(w.events, event{at, e, line, true})
	}
	if den2 > 0 {
		w.events = append(w.events, event{at, e.back(), line, false})
	}
}

// overlap is cross for segments of one straight line.
func (w *walk) overlap(i int, last bool, p, q osm.Point, s uint32) {
	a, b := w.a.from[s], w.a.to[s]
	d, e := from(p, q), from(a, b)
	length := dot(d, d)
	for _, end := range [2]struct {
		at  osm.Point
		dir vector
	}{{a, e}, {b, e.back()}} {
		if t := dot(from(p, end.at), d); t >= 0 && (t < length || t == length && last) {
			w.events = append(w.events, event{place{i, t, length}, end.dir, w.a.line[s], end.at == a})
		}
	}
	through := func(v osm.Point, at place) {
		if v != a && v != b && holds(a, b, v) {
			w.events = append(w.events, event{at, e, w.a.line[s], true}, event{at, e.back(), w.a.line[s], false})
		}
	}
	through(p, place{i, 0, 1})
	if last {
		through(q, place{i, 1, 1})
	}
}

// around sets the events to the rays that leave a point.
func (w *walk) around(p osm.Point) {
	w.events = w.events[:0]
	a := w.a
	a.boxes.Search(geo.Box{MinLat: p.Lat, MinLon: p.Lon, MaxLat: p.Lat, MaxLon: p.Lon}, func(s uint32) bool {
		if !holds(a.from[s], a.to[s], p) {
			return true
		}
		at, e := place{0, 0, 1}, from(a.from[s], a.to[s])
		if p != a.to[s] {
			w.events = append(w.events, event{at, e, a.line[s], true})
		}
		if p != a.from[s] {
			w.events = append(w.events, event{at, e.back(), a.line[s], false})
		}
		return true
	})
}
