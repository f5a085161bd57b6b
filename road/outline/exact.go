package outline

import "waythrough/road/osm"

// A vector is a difference of positions: x is longitude, y latitude, in 1e-7 degrees.
type vector struct{ x, y int64 }

// longest is what a segment may measure on an axis (53 degrees), so that every product here
// is exact in int64: none longer comes from package border, and none is made.
const longest = 1 << 29

func from(a, b osm.Point) vector {
	return vector{int64(b.Lon) - int64(a.Lon), int64(b.Lat) - int64(a.Lat)}
}

func (v vector) short() bool {
	return -longest <= v.x && v.x <= longest && -longest <= v.y && v.y <= longest
}

// cross is positive if b lies to the left of a.
func cross(a, b vector) int64 { return a.x*b.y - a.y*b.x }

// half reports in which half of the circle, turning left from ref, v lies: 0 before half a
// turn (ref itself too), 1 from there on.
func half(ref, v vector) int {
	c := cross(ref, v)
	if c > 0 || c == 0 && ref.x*v.x+ref.y*v.y > 0 {
		return 0
	}
	return 1
}

// turnsLess reports whether a is met before b when turning left from ref.
func turnsLess(ref, a, b vector) bool {
	s, t := half(ref, a), half(ref, b)
	return s < t || s == t && cross(a, b) > 0
}

// within reports whether p lies in the triangle abc or on its edges.
func within(a, b, c, p osm.Point) bool {
	s, t, u := cross(from(a, b), from(a, p)), cross(from(b, c), from(b, p)), cross(from(c, a), from(c, p))
	return s >= 0 && t >= 0 && u >= 0 || s <= 0 && t <= 0 && u <= 0
}

// twice gives a point in half units, turned by a quarter if asked, so that what was level
// goes up.
func twice(p osm.Point, turned bool) vector {
	if turned {
		return vector{2 * int64(p.Lat), -2 * int64(p.Lon)}
	}
	return vector{2 * int64(p.Lon), 2 * int64(p.Lat)}
}

// eastOf reports whether ab passes east of m at m's height, seen as just above it: a ray
// that meets an end of two segments counts it once. What passes through m is not east.
func eastOf(a, b, m vector) bool {
	if (a.y <= m.y) == (b.y <= m.y) {
		return false
	}
	if b.y < a.y {
		a, b = b, a
	}
	if min(a.x, b.x) > m.x || max(a.x, b.x) < m.x {
		return a.x > m.x
	}
	return cross(vector{b.x - a.x, b.y - a.y}, vector{m.x - a.x, m.y - a.y}) > 0
}
