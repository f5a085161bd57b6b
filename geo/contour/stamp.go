package contour

import "math"

// A stamp finds what is nearest to the nodes of a tile.
type stamp struct {
	*raster
	tile    *tile
	squares []float64         // of the distance to what is nearest so far
	limits  [tileSide]float64 // the square of the radius, by row
	x, y    int32             // of the first node, in parts
}

func (s *stamp) run(list []uint32) {
	t := s.tile
	t.near, t.class = make([]uint32, len(s.squares)), make([]uint8, len(s.squares))
	s.x, s.y = int32(t.column)*tileSide*sub, int32(t.row)*tileSide*sub
	widest := 0.0
	for j := range s.limits {
		r := s.radiusAt(float64(int(s.y) + j*sub))
		s.limits[j], widest = r*r, max(widest, r)
		for i := range tileSide {
			s.squares[j*tileSide+i], t.near[j*tileSide+i] = s.limits[j], nothing
		}
	}
	for _, k := range list {
		s.press(k, widest)
	}
	for n, k := range t.near {
		t.class[n] = s.never()
		if k != nothing {
			x, y := s.node(n)
			l := s.line(&s.segments[k], s.x)
			t.class[n] = classOf(l.arrival(x, y), s.within)
		}
	}
}

// node is where a node of the tile lies, in parts.
func (s *stamp) node(n int) (x, y float64) {
	return float64(int(s.x) + n%tileSide*sub), float64(int(s.y) + n/tileSide*sub)
}

// press offers a segment to every node within the radius of it.
func (s *stamp) press(k uint32, radius float64) {
	l := s.line(&s.segments[k], s.x)
	i0, i1 := nodes(l.x0-radius, l.x1+radius, s.x)
	j0, j1 := nodes(min(l.y0, l.y1)-radius, max(l.y0, l.y1)+radius, s.y)
	for j := j0; j <= j1; j++ {
		y := float64(int(s.y) + j*sub)
		row := s.squares[j*tileSide : (j+1)*tileSide]
		for i := i0; i <= i1; i++ {
			x := float64(int(s.x) + i*sub)
			d := l.distance(x, y)
			if d > row[i] {
				continue
			}
			if n := j*tileSide + i; d < row[i] || s.wins(k, &l, n) {
				row[i], s.tile.near[n] = d, k
			}
		}
	}
}

// wins says whether a segment comes before what is nearest to a node and as near: it is
// reached earlier there, or else comes first by what it is.
func (s *stamp) wins(k uint32, l *line, n int) bool {
	old := s.tile.near[n]
	if old == nothing {
		return true
	}
	x, y := s.node(n)
	other := s.line(&s.segments[old], s.x)
	if a, b := l.arrival(x, y), other.arrival(x, y); a != b {
		return a < b
	}
	return s.segments[k].before(&s.segments[old])
}

// nodes are the first and last of a tile's columns or rows between two places, in parts.
func nodes(from, to float64, first int32) (low, high int) {
	low = max(0, int(math.Ceil((from-float64(first))/sub)))
	return low, min(tileSide-1, int(math.Floor((to-float64(first))/sub)))
}

// classOf is the place of the first time by which an arrival counts as reached, or
// how many there are.
func classOf(at float32, within []float32) uint8 {
	for i, t := range within {
		if at <= t {
			return uint8(i)
		}
	}
	return uint8(len(within))
}
