package border

import (
	"slices"
	"sync"

	"waythrough/geo"
	"waythrough/road/osm"
)

// An area is a place in Areas.codes; 0 is unknown. They are in alphabetical order.
type area uint16

// Areas say in which area a point lies and where a line goes from one into another.
// They are read-only and may be shared by goroutines.
type Areas struct {
	codes  []string // by area
	alpha2 []string
	shapes []shape
	lines  []border

	// By segment.
	from, to []osm.Point
	line     []uint32 // place in lines

	boxes *geo.Boxes // of the segments
	cells cells
	walks sync.Pool // of *walk
}

// A shape is the whole boundary of an area, by one source; inside are the points from
// which a ray crosses its segments an odd number of times. Where shapes overlap, the
// first counts: those of the map before those of files, then the smaller.
type shape struct {
	area area
	box  geo.Box
}

// A border is a line with the same areas on its two sides from end to end, as seen in
// the order of its points.
type border struct {
	left, right area
	shapes      []uint16 // those it is part of the boundary of
	mute        bool     // what lies outside its shape is not for it to say
}

// Nearby bounds how far from a line its sides are believed.
const Nearby geo.Metres = 300_000

// Codes are the areas known, in order.
func (a *Areas) Codes() []string { return slices.Clone(a.codes[1:]) }

// Known reports whether any area is.
func (a *Areas) Known() bool { return len(a.from) > 0 }

// A Shape is the whole boundary of an area by one source: lines that close, in any order
// and direction. What a ray leaves over an odd number of them is inside.
type Shape struct {
	Area  string
	Lines [][]osm.Point
}

// Shapes are the whole boundaries, those that count first before the others. An area that
// is told by lines beside it alone has none, and one may have several. They are copies.
func (a *Areas) Shapes() []Shape {
	out := make([]Shape, len(a.shapes))
	for i, s := range a.shapes {
		out[i].Area = a.codes[s.area]
	}
	for s, end := 0, 0; s < len(a.line); s = end {
		line := []osm.Point{a.from[s]}
		for end = s; end < len(a.line) && a.line[end] == a.line[s]; end++ {
			line = append(line, a.to[end])
		}
		for _, k := range a.lines[a.line[s]].shapes {
			out[k].Lines = append(out[k].Lines, line)
		}
	}
	return out
}

// MayCross reports whether a segment of a boundary may enter a box: what lies within
// one that none enters lies in one area. Neighbours it holds for can be told by each
// other, without At. O(log n), without allocation.
func (a *Areas) MayCross(box geo.Box) bool {
	any := false
	a.boxes.Search(box, func(uint32) bool {
		any = true
		return false
	})
	return any
}

// At is the area in which a point lies, "" if unknown: the one whose whole boundary
// holds it, else the one on that side of the nearest line, up to Nearby. Of areas that
// meet in the very point it is the alphabetically first.
func (a *Areas) At(p osm.Point) string { return a.codes[a.at(p)] }

// Country is the same by the two letters of ISO 3166-1, "" if it has none.
func (a *Areas) Country(p osm.Point) string { return a.alpha2[a.at(p)] }

func (a *Areas) at(p osm.Point) area {
	if known, ok := a.cells.at(p); ok {
		return known
	}
	w := a.walk()
	defer a.walks.Put(w)
	if w.around(p); len(w.events) > 0 {
		return w.least(p)
	}
	w.inside(p)
	if len(w.set) > 0 {
		return a.shapes[slices.Min(w.set)].area
	}
	return w.nearest(p)
}

// walk gives the memory of one question.
func (a *Areas) walk() *walk {
	if w, ok := a.walks.Get().(*walk); ok {
		return w
	}
	return &walk{a: a}
}

// least is the alphabetically first of the areas that meet in p, whose rays are the
// events.
func (w *walk) least(p osm.Point) area {
	w.inside(p)
	ref, best := east, area(0)
	rays := slices.Clone(w.events) // met in turn, those along ref last
	slices.SortFunc(rays, func(x, y event) int {
		switch {
		case turnedLess(east, x.dir, y.dir):
			return -1
		case turnedLess(east, y.dir, x.dir):
			return 1
		}
		return 0
	})
	for _, r := range rays {
		w.turn(w.events, ref, r.dir)
		left, right, _ := w.labels(w.events, r.dir)
		for _, side := range [2]struct {
			set   []uint16
			label area
		}{{w.left(w.events, r.dir), left}, {w.set, right}} {
			if x := w.side(side.set, side.label); x != 0 && (best == 0 || x < best) {
				best = x
			}
		}
		// From just before the ray to just after it.
		w.set = append(w.set[:0], w.left(w.events, r.dir)...)
		ref = r.dir
	}
	return best
}

// inside sets the shapes that hold the point just left of the ray that goes east from
// p, beyond all others that leave it.
func (w *walk) inside(p osm.Point) {
	a := w.a
	w.set = w.set[:0]
	far := p.Lon - 1
	for i := range a.shapes {
		if b := a.shapes[i].box; contains(b, p) {
			far = max(far, b.MaxLon)
		}
	}
	if far < p.Lon {
		return
	}
	a.boxes.Search(geo.Box{MinLat: p.Lat, MinLon: p.Lon, MaxLat: p.Lat, MaxLon: far}, func(s uint32) bool {
		if eastOf(a.from[s], a.to[s], p) {
			for _, k := range a.lines[a.line[s]].shapes {
				if contains(a.shapes[k].box, p) {
					w.set = toggle(w.set, k)
				}
			}
		}
		return true
	})
}

// nearest is the area on p's side of the nearest line that has sides.
func (w *walk) nearest(p osm.Point) area {
	a := w.a
	at, segment, ok := osm.Point{}, uint32(0), false
	w.finder.Nearest(a.boxes, p.LatLon(), Nearby,
		func(s uint32) geo.Metres {
			if a.lines[a.line[s]].mute {
				return Nearby * 2
			}
			_, d := nearestOn(a.from[s], a.to[s], p)
			return d
		},
		func(s uint32, _ geo.Metres) bool {
			segment, ok = s, true
			return false
		})
	if !ok {
		return 0
	}
	b := &a.lines[a.line[segment]]
	at, _ = nearestOn(a.from[segment], a.to[segment], p)
	if at != a.from[segment] && at != a.to[segment] {
		if cross(from(a.from[segment], a.to[segment]), from(a.from[segment], p)) > 0 {
			return b.left
		}
		return b.right
	}
	w.around(at)
	label, other, _ := w.labels(w.events, from(at, p))
	if label == 0 {
		return other
	}
	return label
}

func contains(b geo.Box, p osm.Point) bool {
	return b.MinLat <= p.Lat && p.Lat <= b.MaxLat && b.MinLon <= p.Lon && p.Lon <= b.MaxLon
}

// toggle puts a shape into a set, or takes it out.
func toggle(set []uint16, k uint16) []uint16 {
	if i := slices.Index(set, k); i >= 0 {
		set[i] = set[len(set)-1]
		return set[:len(set)-1]
	}
	return append(set, k)
}

func boxOf(line []osm.Point) geo.Box {
	b := geo.Box{MinLat: line[0].Lat, MinLon: line[0].Lon, MaxLat: line[0].Lat, MaxLon: line[0].Lon}
	for _, p := range line[1:] {
		b = geo.Box{MinLat: min(b.MinLat, p.Lat), MinLon: min(b.MinLon, p.Lon), MaxLat: max(b.MaxLat, p.Lat), MaxLon: max(b.MaxLon, p.Lon)}
	}
	return b
}
