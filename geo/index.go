package geo

import (
	"cmp"
	"math"
	"slices"
)

// An Index finds the point of a fixed set that is nearest to a given one. It is a
// k-d tree over unit vectors, so poles and antimeridian need no special case. The
// tree is implied by the order of two flat arrays: 28 bytes a point, no pointers.
// It is read-only and may be shared.
type Index struct {
	at  []vector // the root of a[lo:hi] is its middle; left and right halves follow
	pos []int32  // place of each in the list that was indexed
}

type vector [3]float64

// NewIndex indexes points in O(n log² n). It copies them.
func NewIndex(points []LatLon) *Index {
	x := &Index{at: make([]vector, len(points)), pos: make([]int32, len(points))}
	all := make([]vector, len(points))
	for i, p := range points {
		all[i], x.pos[i] = unit(p), int32(i)
	}
	arrange(all, x.pos, 0)
	for i, p := range x.pos {
		x.at[i] = all[p]
	}
	return x
}

// arrange orders positions so that each middle splits its range along an axis,
// which turns by one at each level. Equal coordinates keep their list order.
func arrange(all []vector, pos []int32, axis int) {
	if len(pos) < 2 {
		return
	}
	slices.SortFunc(pos, func(a, b int32) int {
		return cmp.Or(cmp.Compare(all[a][axis], all[b][axis]), cmp.Compare(a, b))
	})
	mid := len(pos) / 2
	arrange(all, pos[:mid], (axis+1)%3)
	arrange(all, pos[mid+1:], (axis+1)%3)
}

// Nearest gives the position in the list of the point nearest to p, and the
// metres to it. Of several equally near it is the first of the list. It is false
// if the index is empty or p is no point. O(log n) for points spread evenly.
func (x *Index) Nearest(p LatLon) (int, Metres, bool) {
	if len(x.at) == 0 || !p.Valid() {
		return 0, 0, false
	}
	n := nearest{x: x, to: unit(p), best: math.Inf(1), pos: -1}
	n.visit(0, len(x.at), 0)
	return int(n.pos), Metres(2 * Radius * math.Asin(min(1, math.Sqrt(n.best)/2))), true
}

type nearest struct {
	x    *Index
	to   vector
	best float64 // square of the chord to the best so far
	pos  int32
}

func (n *nearest) visit(lo, hi, axis int) {
	if lo >= hi {
		return
	}
	mid := lo + (hi-lo)/2
	at := n.x.at[mid]
	if d := squared(at, n.to); d < n.best || (d == n.best && n.x.pos[mid] < n.pos) {
		n.best, n.pos = d, n.x.pos[mid]
	}
	next, gap := (axis+1)%3, n.to[axis]-at[axis]
	if gap < 0 {
		n.visit(lo, mid, next)
	} else {
		n.visit(mid+1, hi, next)
	}
	if gap*gap > n.best {
		return
	}
	if gap < 0 {
		n.visit(mid+1, hi, next)
	} else {
		n.visit(lo, mid, next)
	}
}

func squared(a, b vector) float64 {
	x, y, z := a[0]-b[0], a[1]-b[1], a[2]-b[2]
	return x*x + y*y + z*z
}

func unit(p LatLon) vector {
	sinLat, cosLat := math.Sincos(radians(p.Lat))
	sinLon, cosLon := math.Sincos(radians(p.Lon))
	return vector{cosLat * cosLon, cosLat * sinLon, sinLat}
}
