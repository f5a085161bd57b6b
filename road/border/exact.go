package border

import (
	"math/bits"

	"waythrough/road/osm"
)

// A vector is a difference of positions: x is longitude, y latitude, in 1e-7 degrees.
type vector struct{ x, y int64 }

// Lengths on an axis up to which every product in this package is exact in int64.
// Segments of boundaries are split to fit; a way that jumps further is not cut.
const (
	maxBoundary = 1 << 29 // 53 degrees
	maxWay      = 1 << 30
)

var east = vector{1, 0}

func from(a, b osm.Point) vector {
	return vector{int64(b.Lon) - int64(a.Lon), int64(b.Lat) - int64(a.Lat)}
}

func (v vector) back() vector { return vector{-v.x, -v.y} }

func (v vector) within(most int64) bool {
	return -most <= v.x && v.x <= most && -most <= v.y && v.y <= most
}

// cross is positive if b lies to the left of a.
func cross(a, b vector) int64 { return a.x*b.y - a.y*b.x }

func dot(a, b vector) int64 { return a.x*b.x + a.y*b.y }

// sector says how far v is turned from ref, counterclockwise: 0 by less than half a
// turn, 1 by half, 2 by more, 3 by a whole turn, which is along it.
func sector(ref, v vector) int {
	switch c := cross(ref, v); {
	case c > 0:
		return 0
	case c < 0:
		return 2
	case dot(ref, v) < 0:
		return 1
	}
	return 3
}

// turnedLess reports whether a is met before b when turning counterclockwise from
// ref, which itself is met last.
func turnedLess(ref, a, b vector) bool {
	s, t := sector(ref, a), sector(ref, b)
	return s < t || s == t && cross(a, b) > 0
}

// A place is a position along a line: num/den of the way along one of its segments.
type place struct {
	segment  int
	num, den int64 // 0 ≤ num ≤ den, den > 0
}

func (p place) compare(q place) int {
	if p.segment != q.segment {
		return p.segment - q.segment
	}
	hi, lo := bits.Mul64(uint64(p.num), uint64(q.den))
	hi2, lo2 := bits.Mul64(uint64(q.num), uint64(p.den))
	switch {
	case hi < hi2 || hi == hi2 && lo < lo2:
		return -1
	case hi == hi2 && lo == lo2:
		return 0
	}
	return 1
}

func (p place) position() float64 { return float64(p.segment) + float64(p.num)/float64(p.den) }

// on is the nearest whole position of a place on its line.
func (p place) on(line []osm.Point) osm.Point {
	a := line[p.segment]
	if p.num == 0 {
		return a
	}
	d := from(a, line[p.segment+1])
	return osm.Point{Lat: a.Lat + p.share(d.y), Lon: a.Lon + p.share(d.x)}
}

// share is num/den of n, rounded to the nearest, halves away from 0.
func (p place) share(n int64) int32 {
	size := max(n, -n)
	hi, lo := bits.Mul64(uint64(p.num), uint64(size))
	lo, carry := bits.Add64(lo, uint64(p.den/2), 0)
	q, _ := bits.Div64(hi+carry, lo, uint64(p.den))
	if n < 0 {
		return int32(-int64(q))
	}
	return int32(q)
}

// holds reports whether p lies on the segment ab, its ends included.
func holds(a, b, p osm.Point) bool {
	return min(a.Lat, b.Lat) <= p.Lat && p.Lat <= max(a.Lat, b.Lat) &&
		min(a.Lon, b.Lon) <= p.Lon && p.Lon <= max(a.Lon, b.Lon) &&
		cross(from(a, b), from(a, p)) == 0
}

// eastOf reports whether ab passes east of p at p's latitude, seen as just north of it
// (so that a ray that meets an end of two segments counts it once).
func eastOf(a, b, p osm.Point) bool {
	if (a.Lat <= p.Lat) == (b.Lat <= p.Lat) {
		return false
	}
	if b.Lat < a.Lat {
		a, b = b, a
	}
	if min(a.Lon, b.Lon) > p.Lon || max(a.Lon, b.Lon) < p.Lon {
		return a.Lon > p.Lon
	}
	return cross(from(a, b), from(a, p)) > 0
}

// fine splits segments that are too long for exact arithmetic, and leaves out those
// of no length.
func fine(line []osm.Point) []osm.Point {
	var out []osm.Point
	for i, p := range line {
		if i > 0 && p != out[len(out)-1] {
			out = halve(out, out[len(out)-1], p)
		}
		if i == 0 || p != out[len(out)-1] {
			out = append(out, p)
		}
	}
	return out
}

// halve appends what lies between a and b: the same points from either end, so that what
// two areas share stays shared.
func halve(out []osm.Point, a, b osm.Point) []osm.Point {
	d := from(a, b)
	if d.within(maxBoundary) {
		return out
	}
	mid := osm.Point{Lat: int32((int64(a.Lat) + int64(b.Lat)) >> 1), Lon: int32((int64(a.Lon) + int64(b.Lon)) >> 1)}
	return halve(append(halve(out, a, mid), mid), mid, b)
}
