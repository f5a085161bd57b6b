package geo

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"
)

// A Box bounds a shape, in units of 1e-7 degrees, its edges included. It does not
// wrap: a shape over the antimeridian takes a box on either side, or one from
// -180 to 180 degrees. One with a least above its greatest is empty.
type Box struct{ MinLat, MinLon, MaxLat, MaxLon int32 }

// Boxes finds boxes of a fixed set: those that meet another (Search) and those
// nearest to a point (Finder.Nearest).
//
// It is an R-tree, packed bottom up along a Hilbert curve (Kamel and Faloutsos,
// "On packing R-trees", 1993, and "Hilbert R-tree", 1994): boxes are sorted by the
// place of their middles on the curve, every 16 neighbours get a box around them,
// every 16 of those another, up to one. Levels lie one after another in a flat
// array, and the children of the i-th box of a level are 16i to 16i+15 of the level
// below, so that no pointer is kept: 21 bytes a box. It is read-only and may be
// shared.
type Boxes struct {
	bounds []Box    // level 0 along the curve, then the levels above, the root last
	items  []uint32 // of each box of level 0, its place in the list that was indexed
	levels int
	first  [maxLevels + 1]int // where each level begins in bounds; first[levels] is their end
}

// fan is the children of a node. 16 boxes are four cache lines.
const fan = 16

// maxLevels suffices for 2³² boxes.
const maxLevels = 9

// ErrBoxes says that arrays are not those of Boxes.
var ErrBoxes = errors.New("not the arrays of an index of boxes")

// NewBoxes indexes boxes in O(n log n): the item is the place in the list, of which
// there may be 2³²-1. Empty boxes are left out. The same boxes give the same arrays.
func NewBoxes(boxes []Box) *Boxes {
	type place struct {
		curve uint64
		item  uint32
	}
	order := make([]place, 0, len(boxes))
	for i, b := range boxes {
		if !b.empty() {
			order = append(order, place{hilbert(b), uint32(i)})
		}
	}
	slices.SortFunc(order, func(a, b place) int {
		return cmp.Or(cmp.Compare(a.curve, b.curve), cmp.Compare(a.item, b.item))
	})
	x := &Boxes{items: make([]uint32, len(order))}
	x.layLevels()
	x.bounds = make([]Box, x.first[x.levels])
	for i, o := range order {
		x.items[i], x.bounds[i] = o.item, boxes[o.item]
	}
	for level := 1; level < x.levels; level++ {
		for i := range x.count(level) {
			x.bounds[x.first[level]+i] = x.around(level, i)
		}
	}
	return x
}

// layLevels computes where levels begin from how many items there are.
func (x *Boxes) layLevels() {
	for n := len(x.items); n > 0; n = (n + fan - 1) / fan {
		x.first[x.levels+1] = x.first[x.levels] + n
		x.levels++
		if n == 1 {
			return
		}
	}
}

// count is the boxes of a level.
func (x *Boxes) count(level int) int { return x.first[level+1] - x.first[level] }

// children are the ends of the children of the i-th box of a level, in the level below.
func (x *Boxes) children(level, i int) (lo, hi int) {
	return i * fan, min((i+1)*fan, x.count(level-1))
}

// around is the least box that holds the children of the i-th box of a level.
func (x *Boxes) around(level, i int) Box {
	lo, hi := x.children(level, i)
	below := x.bounds[x.first[level-1]:]
	b := below[lo]
	for _, c := range below[lo+1 : hi] {
		b = Box{min(b.MinLat, c.MinLat), min(b.MinLon, c.MinLon), max(b.MaxLat, c.MaxLat), max(b.MaxLon, c.MaxLon)}
	}
	return b
}

// Arrays returns the slices of x, to be stored. They are x's own: do not write to them.
func (x *Boxes) Arrays() (bounds []Box, items []uint32) { return x.bounds, x.items }

// BoxesFromArrays makes an index of stored slices, which it keeps and never writes to,
// so they may be mapped memory. It checks that their lengths agree, in constant time;
// Verify checks what they hold. On slices that Verify would refuse, nothing panics, but
// answers may be wrong and items any number. Errors wrap ErrBoxes.
func BoxesFromArrays(bounds []Box, items []uint32) (*Boxes, error) {
	if uint64(len(items)) >= 1<<32 {
		return nil, fmt.Errorf("%w: %d items; there can be fewer than 2³²", ErrBoxes, len(items))
	}
	x := &Boxes{bounds: bounds, items: items}
	x.layLevels()
	if want := x.first[x.levels]; len(bounds) != want {
		return nil, fmt.Errorf("%w: %d bounds of %d items; there must be %d", ErrBoxes, len(bounds), len(items), want)
	}
	return x, nil
}

// Verify checks every element: no box is empty, each above the lowest level is the
// least around its children, and no item occurs twice. O(n log n), with a copy of the
// items. Errors wrap ErrBoxes.
func (x *Boxes) Verify() error {
	for i, b := range x.bounds {
		if b.empty() {
			return fmt.Errorf("%w: box %d is empty: %v", ErrBoxes, i, b)
		}
	}
	for level := 1; level < x.levels; level++ {
		for i := range x.count(level) {
			at := x.first[level] + i
			if got, want := x.bounds[at], x.around(level, i); got != want {
				return fmt.Errorf("%w: box %d is %v; around its children it must be %v", ErrBoxes, at, got, want)
			}
		}
	}
	items := slices.Clone(x.items)
	slices.Sort(items)
	for i := 1; i < len(items); i++ {
		if items[i] == items[i-1] {
			return fmt.Errorf("%w: item %d occurs twice", ErrBoxes, items[i])
		}
	}
	return nil
}

// Search visits the items whose box meets q, in an order that depends on the boxes
// alone, until visit says false. It allocates nothing. What lies on both sides of the
// antimeridian is searched for with a box on either. O(boxes found + n^½) for boxes
// spread evenly.
func (x *Boxes) Search(q Box, visit func(item uint32) bool) {
	if x.levels == 0 || q.empty() {
		return
	}
	top := x.levels - 1
	for level, i := top, 0; ; {
		if x.bounds[x.first[level]+i].meets(q) {
			if level > 0 {
				level, i = level-1, i*fan
				continue
			}
			if !visit(x.items[i]) {
				return
			}
		}
		for i++; level < top && (i%fan == 0 || i == x.count(level)); i++ {
			level, i = level+1, (i-1)/fan // the parent is done
		}
		if level == top {
			return
		}
	}
}

func (b Box) empty() bool { return b.MinLat > b.MaxLat || b.MinLon > b.MaxLon }

func (b Box) meets(q Box) bool {
	return b.MinLat <= q.MaxLat && q.MinLat <= b.MaxLat && b.MinLon <= q.MaxLon && q.MinLon <= b.MaxLon
}

// hilbert is the place of a box's middle on the Hilbert curve of order 32 through all
// pairs of int32.
func hilbert(b Box) (d uint64) {
	x := uint32((int64(b.MinLon)+int64(b.MaxLon))>>1) ^ 1<<31
	y := uint32((int64(b.MinLat)+int64(b.MaxLat))>>1) ^ 1<<31
	for bit := 31; bit >= 0; bit-- {
		rx, ry := x>>bit&1, y>>bit&1
		d = d<<2 | uint64(3*rx^ry)
		if ry == 0 { // turn the quadrant into the curve's first direction
			flip := -rx
			x, y = y^flip, x^flip
		}
	}
	return d
}

// A Finder finds the nearest of Boxes. It is the memory of one goroutine: its queue is
// used again, so that a search allocates nothing once others as wide have gone before.
// The zero value serves. A visit may not search by the Finder that called it.
type Finder struct {
	queue []candidate
	from  origin
}

// A candidate is a node of the tree with a distance that nothing in it falls short of,
// or an item with its own.
type candidate struct {
	metres float64
	what   uint64 // a node as level<<32 | place in it, or found | item
}

const found = 1 << 63

// before orders by distance; of equals, nodes come before items, which might be in
// them, and items in their own order.
func (c candidate) before(d candidate) bool {
	return c.metres < d.metres || c.metres == d.metres && c.what < d.what
}

// Nearest visits items in ascending order of their distance from p, equals in ascending
// order of items, up to limit metres, until visit says false. dist gives the distance
// of an item, which the search takes as it is; it must not be less than the great-circle
// distance (see Distance) to the item's box. It is asked once an item at most, and only
// for items whose boxes are nearer than the last one visited or than the limit. An item
// on the other side of the antimeridian or of a pole is found like any. Boxes must lie
// on earth; a p that is no point, or a limit that is NaN, finds nothing.
//
// O(k log k) for the k nodes nearer than the last item visited: best first (Hjaltason
// and Samet, "Distance browsing in spatial databases", 1999).
func (f *Finder) Nearest(x *Boxes, p LatLon, limit Metres, dist func(item uint32) Metres, visit func(item uint32, d Metres) bool) {
	if x.levels == 0 || !p.Valid() {
		return
	}
	f.queue, f.from = f.queue[:0], newOrigin(p)
	f.push(candidate{0, uint64(x.levels-1) << 32})
	for len(f.queue) > 0 {
		c := f.pop()
		level, i := int(c.what>>32), int(uint32(c.what))
		switch {
		case c.what&found != 0:
			if !visit(uint32(c.what), Metres(c.metres)) {
				return
			}
		case level == 0:
			if d := float64(dist(x.items[i])); d <= float64(limit) {
				f.push(candidate{d, found | uint64(x.items[i])})
			}
		default:
			lo, hi := x.children(level, i)
			below := x.bounds[x.first[level-1]:]
			for ; lo < hi; lo++ {
				if d := f.from.metres(below[lo]); d <= float64(limit) {
					f.push(candidate{d, uint64(level-1)<<32 | uint64(lo)})
				}
			}
		}
	}
}

// push and pop keep the queue a binary heap.
func (f *Finder) push(c candidate) {
	q := append(f.queue, c)
	i := len(q) - 1
	for ; i > 0 && c.before(q[(i-1)/2]); i = (i - 1) / 2 {
		q[i] = q[(i-1)/2]
	}
	q[i] = c
	f.queue = q
}

func (f *Finder) pop() candidate {
	q := f.queue
	top, last := q[0], q[len(q)-1]
	q = q[:len(q)-1]
	i := 0
	for {
		child := 2*i + 1
		if child+1 < len(q) && q[child+1].before(q[child]) {
			child++
		}
		if child >= len(q) || !q[child].before(last) {
			break
		}
		q[i] = q[child]
		i = child
	}
	if len(q) > 0 {
		q[i] = last
	}
	f.queue = q
	return top
}

// An origin is a point from which many boxes are measured.
type origin struct {
	lat      float64 // radians
	lon      float64 // units of 1e-7 degrees
	sin, cos float64 // of lat
}

const (
	turn    = 360e7                // units of 1e-7 degrees in a turn
	perUnit = math.Pi / (turn / 2) // radians in one
)

func newOrigin(p LatLon) origin {
	o := origin{lat: radians(p.Lat), lon: p.Lon * 1e7}
	o.sin, o.cos = math.Sincos(o.lat)
	return o
}

// metres bounds the great-circle distance to the nearest point of a box from below: no
// point in the box is nearer, by Distance with its rounding. Of boxes not within 320 km
// it is that distance; of nearer ones it falls short by up to 3 % for the sake of speed.
func (o *origin) metres(b Box) float64 {
	lo, hi := float64(b.MinLat)*perUnit, float64(b.MaxLat)*perUnit
	gap, off := o.gap(b), max(lo-o.lat, o.lat-hi, 0)
	var half float64 // of the angle
	if gap <= nearby && off <= nearby {
		half = math.Sqrt(o.near(gap, off)) // at most its arc sine
	} else {
		half = math.Asin(math.Sqrt(min(1, o.far(gap, lo, hi)) * (1 - 1e-14)))
	}
	return max(0, 2*Radius*(1-1e-14)*half-1e-6)
}

// nearby is in radians.
const nearby = 0.05

// far is the haversine of the distance to the nearest point from lo to hi on the meridian
// gap away. That is the nearest of the box: of two points at one latitude the one nearer
// in longitude is nearer. Along a meridian the cosine of the distance, sin lat sin φ +
// cos lat cos φ cos gap, is a cosine of φ with its peak at atan2(sin lat, cos lat cos gap).
func (o *origin) far(gap, lo, hi float64) float64 {
	if gap == 0 {
		return o.haversine(min(max(o.lat, lo), hi), 0)
	}
	s := math.Sin(gap / 2)
	s *= s
	peak := math.Atan2(o.sin, o.cos*(1-2*s))
	h := o.haversine(min(max(peak, lo), hi), s)
	if math.Abs(peak) > math.Pi/2 { // beyond a pole: the far end may be the nearer
		h = min(h, o.haversine(lo, s), o.haversine(hi, s))
	}
	return h
}

// near is at most far of a box whose latitudes begin off from o, and takes no sine. The
// meridian is δ away, sin δ = cos lat sin gap, at its peak, which lies by
// atan(sin lat cos lat (1-cos gap) / (cos gap + sin² lat (1-cos gap))) nearer to the pole
// than o; the rest of off along it, ε, makes a right triangle, with the haversine
// a + b - 2ab of those of δ and ε. What stands for each is less: sin x ≥ x - x³/6,
// cos x ≥ 1 - x²/2, hav δ ≥ sin² δ / 4.
func (o *origin) near(gap, off float64) float64 {
	square := gap * gap
	sinDelta := o.cos * gap * (1 - square/6)
	off = max(0, off-math.Abs(o.sin)*o.cos*square/(2-square))
	a, b := sinDelta*sinDelta/4, off*off/4*(1-off*off/12)
	return a + b - 2*a*b
}

// gap is the longitude between o and the nearest meridian of a box, in radians.
func (o *origin) gap(b Box) float64 {
	west, east := float64(b.MinLon)-o.lon, o.lon-float64(b.MaxLon) // of the box
	switch {
	case west > 0:
		return max(0, min(west, turn+east)) * perUnit
	case east > 0:
		return max(0, min(east, turn+west)) * perUnit
	}
	return 0
}

// haversine is that of the distance to a point at latitude lat, where s is the
// haversine of the longitude between them.
func (o *origin) haversine(lat, s float64) float64 {
	d := math.Sin((lat - o.lat) / 2)
	if s == 0 {
		return d * d
	}
	return d*d + o.cos*math.Cos(lat)*s
}
