package outline

import (
	"cmp"
	"math"
	"slices"

	"waythrough/road/osm"
)

// Build makes outlines of shapes, the same whatever the order of their lines. Shapes that
// enclose nothing have none. Lines must not have segments of more than 53 degrees, which
// package border sees to. O(n log n).
func Build(shapes []Shape) *Set {
	arcs := meshOf(shapes).arcs()
	t := newThinner(arcs)
	t.thin(MaxZoom, gone)
	for z := uint8(MaxZoom); z > 0; z-- {
		t.thin(z-1, z)
	}
	s := &Set{FirstRing: []uint32{0}, FirstArc: []uint32{0}, FirstPoint: []uint32{0}}
	b := &builder{arcs: arcs, set: s, at: make([][]osm.Point, len(arcs)), number: map[int32]uint32{}}
	zoom := make([][]uint8, len(arcs))
	for i, k := range t.arc {
		if t.zoom[i] != gone {
			b.at[k], zoom[k] = append(b.at[k], t.at[i]), append(zoom[k], t.zoom[i])
		}
	}
	of := make([][]int32, len(shapes)) // arcs by shape
	for k := range arcs {
		for _, i := range arcs[k].shapes {
			of[i] = append(of[i], int32(k))
		}
	}
	var drawn []drawing
	for i := range shapes {
		if d := b.draw(of[i]); len(d.polygons) > 0 {
			d.area = shapes[i].Area
			drawn = append(drawn, d)
		}
	}
	slices.SortStableFunc(drawn, func(x, y drawing) int { // a small area is drawn over a large one
		return cmp.Or(cmp.Compare(y.size, x.size), cmp.Compare(x.area, y.area))
	})
	for _, d := range drawn {
		b.write(d)
	}
	for _, k := range b.order {
		s.Point, s.Zoom = append(s.Point, b.at[k]...), append(s.Zoom, zoom[k]...)
		s.FirstPoint = append(s.FirstPoint, uint32(len(s.Point)))
	}
	return s
}

// A builder makes the columns of a set.
type builder struct {
	arcs   []arc
	at     [][]osm.Point // of arcs, simplified
	set    *Set
	number map[int32]uint32 // of arcs in the set
	order  []int32          // of arcs in the set
}

// A drawing is the polygons of a shape.
type drawing struct {
	area     uint16
	size     float64
	polygons []polygon
}

// A polygon is a ring and the holes in it.
type polygon struct {
	outer loop
	holes []loop
}

// A loop is arcs that close: twice their numbers, one more if passed backward.
type loop struct {
	halves []int32
	at     []osm.Point // closed
	size   float64     // in square units
}

// draw finds the polygons of a shape that has some arcs.
func (b *builder) draw(arcs []int32) (d drawing) {
	var holes []loop
	for _, halves := range b.loops(b.leftOf(arcs)) {
		l := loop{halves: halves}
		for i, h := range halves {
			at := b.along(h)
			if i > 0 {
				at = at[1:]
			}
			l.at = append(l.at, at...)
		}
		switch l.size = size(l.at); {
		case len(l.at) < 4:
		case turnsLeft(l.at):
			d.size += l.size
			d.polygons = append(d.polygons, polygon{outer: l})
		default:
			holes = append(holes, l)
		}
	}
	slices.SortStableFunc(d.polygons, func(x, y polygon) int { return cmp.Compare(y.outer.size, x.outer.size) })
	for _, l := range holes {
		for i := range slices.Backward(d.polygons) { // the smallest that it lies in
			if inside(l.at, d.polygons[i].outer.at) {
				d.polygons[i].holes = append(d.polygons[i].holes, l)
				break
			}
		}
	}
	return d
}

// along gives the points of an arc in a direction.
func (b *builder) along(half int32) []osm.Point {
	at := b.at[half>>1]
	if half&1 == 1 {
		at = slices.Clone(at)
		slices.Reverse(at)
	}
	return at
}

// point is the i-th of an arc in a direction, counted from its end if i is negative.
func (b *builder) point(half int32, i int) osm.Point {
	at := b.at[half>>1]
	if i < 0 {
		i += len(at)
	}
	if half&1 == 1 {
		i = len(at) - 1 - i
	}
	return at[i]
}

func (b *builder) write(d drawing) {
	s := b.set
	ring := func(l loop) {
		for _, h := range l.halves {
			n, ok := b.number[h>>1]
			if !ok {
				n = uint32(len(b.order))
				b.number[h>>1] = n
				b.order = append(b.order, h>>1)
			}
			s.Arc = append(s.Arc, n<<1|uint32(h&1))
		}
		s.FirstArc = append(s.FirstArc, uint32(len(s.Arc)))
	}
	for _, p := range d.polygons {
		ring(p.outer)
		for _, h := range p.holes {
			ring(h)
		}
	}
	s.Area = append(s.Area, d.area)
	s.FirstRing = append(s.FirstRing, uint32(s.Rings()))
}

// size is the area of a ring in square units, about.
func size(ring []osm.Point) (sum float64) {
	for i := 2; i < len(ring); i++ {
		a, b := from(ring[0], ring[i-1]), from(ring[0], ring[i])
		sum += (float64(float64(a.x)*float64(b.y)) - float64(float64(a.y)*float64(b.x))) / 2
	}
	return math.Abs(sum)
}

// turnsLeft reports exactly which way a ring goes round, by its lowest point.
func turnsLeft(ring []osm.Point) bool {
	n, low := len(ring)-1, 0
	for i := range n {
		if compare(ring[i], ring[low]) < 0 {
			low = i
		}
	}
	return cross(from(ring[(low+n-1)%n], ring[low]), from(ring[low], ring[low+1])) > 0
}

// inside reports whether a hole lies in a ring: where the middle of its first segment does,
// which is on no other line of the shape.
func inside(hole, ring []osm.Point) bool {
	m, turned := middle(hole[0], hole[1])
	odd := false
	for i := 1; i < len(ring); i++ {
		odd = odd != eastOf(twice(ring[i-1], turned), twice(ring[i], turned), m)
	}
	return odd
}

// middle is half way along a segment, in half units, turned if it is level.
func middle(a, b osm.Point) (m vector, turned bool) {
	turned = a.Lat == b.Lat
	p, q := twice(a, turned), twice(b, turned)
	return vector{(p.x + q.x) / 2, (p.y + q.y) / 2}, turned
}

// beyondAll is more than any position.
const beyondAll = math.MaxInt32
