package contour

import (
	"context"
	"math"
	"slices"
)

const (
	maxLeftOut = 256 // vertices between the ends of an edge; bounds the work of a test
	maxPasses  = 16  // at each tolerance
	maxEdge    = 1e9 // units of 1e-7 degrees east or west; keeps products within 62 bits
)

// simplify takes vertices away. It goes over them again and again with growing tolerance,
// so that what matters least goes first, and at each pass leaves the neighbours of what
// went, so that edges grow evenly.
func (n *net) simplify(ctx context.Context) error {
	held := make([]bool, len(n.keys))
	left := len(n.keys)
	for _, tolerance := range [3]float64{1. / 16, 1. / 8, 1. / 4} { // of a cell
		for range maxPasses {
			if err := ctx.Err(); err != nil {
				return err
			}
			removed := n.pass(tolerance, held)
			left -= removed
			if removed <= left/64 {
				break
			}
		}
	}
	return nil
}

// pass takes away every vertex that it may, but no two neighbours. It uses held, and
// leaves it all false.
func (n *net) pass(tolerance float64, held []bool) (removed int) {
	for v := range uint32(len(n.keys)) {
		if n.gone[v] || held[v] || n.first[v+1]-n.first[v] != 2 {
			continue
		}
		a, c := n.next[n.first[v]], n.next[n.first[v]+1]
		if !n.near(v, a, c, tolerance) || n.moors(v, a, c) || !n.empty(v, a, c) {
			continue
		}
		n.replace(a, v, c)
		n.replace(c, v, a)
		n.gone[v], held[a], held[c] = true, true, true
		removed++
	}
	clear(held)
	return removed
}

// moors says whether a vertex keeps its area in touch with the other part across the
// antimeridian: it is where a stretch along it ends, or keeps two such stretches apart.
func (n *net) moors(v, a, c uint32) bool {
	if n.onWall(v) {
		return n.keys[v].stands()
	}
	return n.onWall(a) && n.onWall(c)
}

func (n *net) onWall(v uint32) bool { return n.lon[v] == -unitsPerTurn/2 || n.lon[v] == unitsPerTurn/2 }

func (n *net) neighbours(v uint32) []uint32 { return n.next[n.first[v]:n.first[v+1]] }

func (n *net) replace(v, old, new uint32) {
	list := n.neighbours(v)
	list[slices.Index(list, old)] = new
}

// near says whether everything that an edge from a to c would leave out is within the
// tolerance of it, in cells.
func (n *net) near(v, a, c uint32, tolerance float64) bool {
	row := n.keys[v].row()
	width, height := unitsPerTurn/float64(n.columns), float64(n.parallel(row+1)-n.parallel(row))
	span := int64(n.lon[c]) - int64(n.lon[a])
	if span > maxEdge || span < -maxEdge {
		return false
	}
	dx, dy := float64(span)/width, float64(n.lat[c]-n.lat[a])/height
	square := dx*dx + dy*dy
	within := func(u uint32) bool {
		x, y := float64(int64(n.lon[u])-int64(n.lon[a]))/width, float64(n.lat[u]-n.lat[a])/height
		t := min(max((x*dx+y*dy)/square, 0), 1)
		x, y = x-t*dx, y-t*dy
		return x*x+y*y <= tolerance*tolerance
	}
	if !within(v) {
		return false
	}
	left := maxLeftOut
	for i, end := range [2]uint32{a, c} {
		last, u := v, n.original[n.first[v]+uint32(i)]
		for ; u != end; left-- {
			if left == 0 || !within(u) {
				return false
			}
			at := n.first[u]
			if n.original[at] == last {
				at++
			}
			last, u = u, n.original[at]
		}
	}
	return true
}

// empty says whether the edge from a to c can stand for the two over v: it isn't there
// already, and no other vertex lies in the triangle or on its sides.
func (n *net) empty(v, a, c uint32) bool {
	if slices.Contains(n.neighbours(a), c) {
		return false
	}
	p, q, r := n.at(a), n.at(v), n.at(c)
	if p.orientation(q, r) < 0 {
		p, r = r, p
	}
	t := triangle{p, q, r}
	south, north := min(n.keys[a].row(), n.keys[v].row(), n.keys[c].row()), max(n.keys[a].row(), n.keys[v].row(), n.keys[c].row())
	for row := south; row <= north; row++ {
		west, east := t.extent(float64(n.parallel(row)), float64(n.parallel(row+1)))
		from, to := n.columnOf(west)-1, n.columnOf(east)+1
		for _, stands := range [2]bool{false, true} {
			low, high := n.rowOf(row, stands)
			first, _ := slices.BinarySearch(n.keys[low:high], vertexAt(max(0, from), row, stands, 0))
			for u := low + first; u < high && n.keys[u].column() <= to; u++ {
				if w := uint32(u); w != v && w != a && w != c && !n.gone[u] && t.holds(n.at(w)) {
					return false
				}
			}
		}
	}
	return true
}

// columnOf is the column at or before a longitude in units, to rounding.
func (g *grid) columnOf(lon float64) int {
	return int(math.Floor((lon + unitsPerTurn/2) / unitsPerTurn * float64(g.columns)))
}

// A point is exact, in units of 1e-7 degrees.
type point struct{ x, y int64 }

func (n *net) at(v uint32) point { return point{int64(n.lon[v]), int64(n.lat[v])} }

// orientation is positive if p, q and r turn left.
func (p point) orientation(q, r point) int64 {
	return (q.x-p.x)*(r.y-p.y) - (q.y-p.y)*(r.x-p.x)
}

// A triangle turns left, or is flat.
type triangle [3]point

// holds says whether a point is in the triangle or on it.
func (t *triangle) holds(p point) bool {
	if p.x < min(t[0].x, t[1].x, t[2].x) || p.x > max(t[0].x, t[1].x, t[2].x) ||
		p.y < min(t[0].y, t[1].y, t[2].y) || p.y > max(t[0].y, t[1].y, t[2].y) {
		return false // beyond the ends of a flat one, in particular
	}
	return t[0].orientation(t[1], p) >= 0 && t[1].orientation(t[2], p) >= 0 && t[2].orientation(t[0], p) >= 0
}

// extent is how far west and east the triangle reaches between two latitudes, to rounding.
func (t *triangle) extent(south, north float64) (west, east float64) {
	west, east = math.Inf(1), math.Inf(-1)
	for i, p := range t {
		q := t[(i+1)%3]
		if p.y > q.y {
			p, q = q, p
		}
		low, high := max(float64(p.y), south), min(float64(q.y), north)
		if low > high {
			continue
		}
		for _, y := range [2]float64{low, high} {
			x := float64(p.x)
			if p.y < q.y {
				x += (y - float64(p.y)) / float64(q.y-p.y) * float64(q.x-p.x)
			} else {
				west, east = min(west, float64(q.x)), max(east, float64(q.x))
			}
			west, east = min(west, x), max(east, x)
		}
	}
	return west, east
}
