package outline

import (
	"cmp"
	"container/heap"
	"math"

	"waythrough/geo"
	"waythrough/road/osm"
)

// gone is the zoom of a point that none needs.
const gone = math.MaxUint8

// A thinner takes points away from arcs. Points lie one after another, arc by arc.
type thinner struct {
	at         []osm.Point
	x, y       []float64 // on the map, which measures 1 by 1
	zoom       []uint8   // 0 while a point is there
	arc        []int32   // of a point
	prev, next []int32   // that is there; -1 at the ends of arcs
	left       []int32   // points that are there, by arc
	closed     []bool
	single     map[[2]osm.Point]bool // arcs of one segment
	boxes      *geo.Boxes            // of points, some of which may be gone
	item       []int32               // of boxes
	queue      queue
}

func newThinner(arcs []arc) *thinner {
	t := &thinner{single: map[[2]osm.Point]bool{}}
	for k := range arcs {
		a := &arcs[k]
		last := len(a.at) - 1
		for i, p := range a.at {
			n := int32(len(t.at))
			x, y := mercator(p)
			t.at, t.x, t.y, t.arc = append(t.at, p), append(t.x, x), append(t.y, y), append(t.arc, int32(k))
			before, after := n-1, n+1
			if i == 0 {
				before = -1
			}
			if i == last {
				after = -1
			}
			t.prev, t.next = append(t.prev, before), append(t.next, after)
		}
		t.left, t.closed = append(t.left, int32(len(a.at))), append(t.closed, a.closed())
		if last == 1 {
			t.single[pair(a.at[0], a.at[1])] = true
		}
	}
	t.zoom = make([]uint8, len(t.at))
	return t
}

// mercator gives the place of a point on a map of 1 by 1; beyond 85 degrees it goes on to
// one of 89, where lines are less exact than elsewhere.
func mercator(p osm.Point) (x, y float64) {
	const edge = 89 * 1e7
	lat := max(-edge, min(edge, float64(p.Lat))) / 1e7 * math.Pi / 180
	return float64(p.Lon) / 3600e6, math.Asinh(math.Tan(lat)) / (2 * math.Pi)
}

func pair(a, b osm.Point) [2]osm.Point {
	if compare(a, b) > 0 {
		a, b = b, a
	}
	return [2]osm.Point{a, b}
}

// thin takes away what a zoom does not need.
// What goes gets the zoom that shows it.
func (t *thinner) thin(zoom, mark uint8) {
	limit := Tolerance / (extent * math.Exp2(float64(zoom)))
	t.index()
	t.queue = t.queue[:0]
	for i := range t.at {
		t.offer(int32(i), limit)
	}
	heap.Init(&t.queue)
	for len(t.queue) > 0 {
		c := heap.Pop(&t.queue).(candidate)
		if t.zoom[c.i] != 0 || t.prev[c.i] != c.a || t.next[c.i] != c.c || !t.may(c) {
			continue
		}
		t.zoom[c.i] = mark
		t.next[c.a], t.prev[c.c] = c.c, c.a
		k := t.arc[c.i]
		if t.left[k]--; t.left[k] == 2 {
			t.single[pair(t.at[c.a], t.at[c.c])] = true
		}
		for _, n := range [2]int32{c.a, c.c} {
			before := len(t.queue)
			if t.offer(n, limit); len(t.queue) > before {
				heap.Fix(&t.queue, before)
			}
		}
	}
}

// index makes boxes of the points that are there.
func (t *thinner) index() {
	t.item = t.item[:0]
	var boxes []geo.Box
	for i, p := range t.at {
		if t.zoom[i] == 0 {
			t.item = append(t.item, int32(i))
			boxes = append(boxes, geo.Box{MinLat: p.Lat, MinLon: p.Lon, MaxLat: p.Lat, MaxLon: p.Lon})
		}
	}
	t.boxes = geo.NewBoxes(boxes)
}

// offer puts a point into the queue if the line would not be off by more than a limit.
func (t *thinner) offer(i int32, limit float64) {
	if t.zoom[i] != 0 || t.prev[i] < 0 || t.next[i] < 0 {
		return
	}
	a, c := t.prev[i], t.next[i]
	if off := t.off(a, c, limit); off <= limit {
		t.queue = append(t.queue, candidate{off, i, a, c})
	}
}

// off is how far the points between a and c lie from the segment, as far as that is
// within a limit.
func (t *thinner) off(a, c int32, limit float64) float64 {
	dx, dy := t.x[c]-t.x[a], t.y[c]-t.y[a]
	// Written so that no product and sum are fused, which would round otherwise on
	// another processor.
	long := float64(dx*dx) + float64(dy*dy)
	most := 0.0
	for i := a + 1; i < c && most <= limit*limit; i++ {
		ex, ey := t.x[i]-t.x[a], t.y[i]-t.y[a]
		if long > 0 {
			s := max(0, min(1, (float64(ex*dx)+float64(ey*dy))/long))
			ex, ey = ex-float64(s*dx), ey-float64(s*dy)
		}
		most = max(most, float64(ex*ex)+float64(ey*ey))
	}
	return math.Sqrt(most)
}

// may reports whether a point can go without a line crossing or covering another.
func (t *thinner) may(c candidate) bool {
	k := t.arc[c.i]
	a, b, d := t.at[c.a], t.at[c.i], t.at[c.c]
	switch {
	case !from(a, d).short():
		return false
	case t.closed[k] && t.left[k] <= 4: // a ring has three corners
		return false
	case t.left[k] == 3 && t.single[pair(a, d)]:
		return false
	}
	free := true
	t.boxes.Search(geo.Box{MinLat: min(a.Lat, b.Lat, d.Lat), MinLon: min(a.Lon, b.Lon, d.Lon),
		MaxLat: max(a.Lat, b.Lat, d.Lat), MaxLon: max(a.Lon, b.Lon, d.Lon)}, func(i uint32) bool {
		j := t.item[i]
		p := t.at[j]
		free = t.zoom[j] != 0 || p == a || p == b || p == d || !within(a, b, d, p)
		return free
	})
	return free
}

// A candidate is a point, those beside it, and how far off the line would be without it.
type candidate struct {
	off     float64
	i, a, c int32
}

type queue []candidate

func (q queue) Len() int { return len(q) }
func (q queue) Less(i, j int) bool {
	return cmp.Or(cmp.Compare(q[i].off, q[j].off), cmp.Compare(q[i].i, q[j].i)) < 0
}
func (q queue) Swap(i, j int) { q[i], q[j] = q[j], q[i] }
func (q *queue) Push(x any)   { *q = append(*q, x.(candidate)) }
func (q *queue) Pop() any {
	last := len(*q) - 1
	c := (*q)[last]
	*q = (*q)[:last]
	return c
}
