package contour

import (
	"fmt"
	"math"

	"waythrough/geo"
)

const (
	tileSide = 64 // nodes
	sub      = 64 // parts of a cell's side, in which the ends of pieces are rounded
	steps    = 16 // places between two nodes where a boundary may cross

	unitsPerTurn = 3_600_000_000 // of 1e-7 degrees
	perimeter    = 2 * math.Pi * geo.Radius
)

// A grid lays nodes over a Mercator chart. Columns run east from 180° W, and column 0 is
// again the last; rows run north, the equator being row `columns`, so that none in use is
// negative. Places between nodes are in parts: 1/sub of a cell.
type grid struct {
	columns int     // around the earth, a multiple of tileSide
	radius  float64 // in parts, at the equator
}

const (
	maxColumns = 1 << 23 // three turns, in parts, are within an int32
	leastTiles = 4       // around the earth, so that a tile and a piece are near in one way only
)

// newGrid makes the grid whose cells have the side resolution at the reached piece nearest
// to the equator.
func newGrid(s surveyed, radius, resolution geo.Metres) (*grid, error) {
	scale := 1.0
	if s.reached > 0 {
		scale = math.Cos(s.least * math.Pi / 180)
	}
	tiles := max(leastTiles, math.Ceil(perimeter*scale/float64(resolution)/tileSide))
	finest := perimeter * scale / (maxColumns - tileSide)
	if s.reached > 0 { // and a cell must be at least steps*4 units high everywhere
		shrink := math.Cos(min(s.most+1, maxLat+1)*math.Pi/180) / scale
		finest = max(finest, perimeter/unitsPerTurn*4*steps/shrink)
	}
	if !(float64(resolution) >= finest) {
		return nil, fmt.Errorf("a resolution of %v m is too fine to be written in 1e-7 degrees here; %.1f m would do, with a radius of twice as much or more",
			float64(resolution), math.Ceil(finest*10)/10)
	}
	g := &grid{columns: int(tiles) * tileSide}
	g.radius = float64(radius) / perimeter * float64(g.columns) * sub
	return g, nil
}

// turn is the width of the chart in parts.
func (g *grid) turn() int32 { return int32(g.columns) * sub }

// place gives the parts east of 180° W, in [0, turn), and north of row 0.
func (g *grid) place(p geo.LatLon) (x, y int32) {
	perTurn := float64(g.turn())
	x = int32(math.Round((p.Lon + 180) / 360 * perTurn))
	if x >= g.turn() {
		x = 0
	}
	north := math.Asinh(math.Tan(p.Lat * math.Pi / 180))
	return x, g.turn() + int32(math.Round(north/(2*math.Pi)*perTurn))
}

// radiusAt is the radius in parts at a place between rows: a chart grows by the secant of
// the latitude, which is the hyperbolic cosine of its place north.
func (g *grid) radiusAt(y float64) float64 {
	return g.radius * math.Cosh((y/float64(g.turn())-1)*2*math.Pi)
}

// lon is the longitude of a column in units of 1e-7 degrees, that of the last being 180°.
func (g *grid) lon(column int) int32 {
	return int32(int64(column)*unitsPerTurn/int64(g.columns) - unitsPerTurn/2)
}

// lat is the latitude of a row in units of 1e-7 degrees.
func (g *grid) lat(row int) int32 {
	north := (float64(row)/float64(g.columns) - 1) * 2 * math.Pi
	return int32(math.Round(math.Atan(math.Sinh(north)) * (180 / math.Pi * 1e7)))
}

// A segment is a piece on the chart, in parts: from west to east, the southern end first
// if it has no width. Its west end lies in [0, turn), its east end may lie beyond.
type segment struct {
	x0, y0, x1, y1 int32
	at0, at1       float32
}

// segment puts a piece on the chart. How it was directed does not show.
func (g *grid) segment(p Piece) segment {
	s := segment{at0: float32(p.AtFrom), at1: float32(p.AtTo)}
	s.x0, s.y0 = g.place(p.From)
	s.x1, s.y1 = g.place(p.To)
	if s.x1-s.x0 > g.turn()/2 {
		s.x0 += g.turn()
	} else if s.x0-s.x1 > g.turn()/2 {
		s.x1 += g.turn()
	}
	switch {
	case s.x0 == s.x1 && s.y0 == s.y1:
		s.at0 = min(s.at0, s.at1)
		s.at1 = s.at0
	case s.x0 > s.x1 || s.x0 == s.x1 && s.y0 > s.y1:
		s.x0, s.y0, s.at0, s.x1, s.y1, s.at1 = s.x1, s.y1, s.at1, s.x0, s.y0, s.at0
	}
	if s.x0 >= g.turn() {
		s.x0, s.x1 = s.x0-g.turn(), s.x1-g.turn()
	}
	return s
}

// before orders segments by what they are, for ties.
func (s *segment) before(o *segment) bool {
	switch {
	case s.x0 != o.x0:
		return s.x0 < o.x0
	case s.y0 != o.y0:
		return s.y0 < o.y0
	case s.x1 != o.x1:
		return s.x1 < o.x1
	case s.y1 != o.y1:
		return s.y1 < o.y1
	case s.at0 != o.at0:
		return s.at0 < o.at0
	}
	return s.at1 < o.at1
}

// A line is a segment seen from near a tile, with what distances to it need.
type line struct {
	x0, y0, x1, y1 float64
	dx, dy, square float64
	at0, at1       float32
}

// line shifts a segment by whole turns to where it is near column x, in parts.
func (g *grid) line(s *segment, x int32) line {
	shift := 0.0
	if middle := s.x0 + (s.x1-s.x0)/2; middle-x > g.turn()/2 {
		shift = -float64(g.turn())
	} else if x-middle > g.turn()/2 {
		shift = float64(g.turn())
	}
	l := line{x0: float64(s.x0) + shift, y0: float64(s.y0), x1: float64(s.x1) + shift, y1: float64(s.y1), at0: s.at0, at1: s.at1}
	l.dx, l.dy = l.x1-l.x0, l.y1-l.y0
	l.square = l.dx*l.dx + l.dy*l.dy
	return l
}

// distance gives the square of the distance from a point, in parts. Ends are measured to
// without rounding: pieces that share an end are equally far from where it is nearest.
func (l *line) distance(x, y float64) float64 {
	ax, ay := x-l.x0, y-l.y0
	along := ax*l.dx + ay*l.dy
	switch {
	case along <= 0:
		return ax*ax + ay*ay
	case along >= l.square:
		bx, by := x-l.x1, y-l.y1
		return bx*bx + by*by
	}
	off := ax*l.dy - ay*l.dx
	return off * off / l.square
}

// arrival is when the point of l nearest to a point is reached.
func (l *line) arrival(x, y float64) float32 {
	along := (x-l.x0)*l.dx + (y-l.y0)*l.dy
	switch {
	case along <= 0:
		return l.at0
	case along >= l.square:
		return l.at1
	case math.IsInf(float64(l.at0), 0) || math.IsInf(float64(l.at1), 0):
		return max(l.at0, l.at1)
	}
	t := along / l.square
	return float32(float64(l.at0)*(1-t) + float64(l.at1)*t)
}
