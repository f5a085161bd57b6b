package worldgen

import (
	"math"

	"waythrough/geo"
)

// An xy is a point of the plane on which a world is drawn: metres east and north of
// its middle.
type xy struct{ x, y float64 }

func (a xy) plus(b xy) xy          { return xy{a.x + b.x, a.y + b.y} }
func (a xy) minus(b xy) xy         { return xy{a.x - b.x, a.y - b.y} }
func (a xy) times(f float64) xy    { return xy{a.x * f, a.y * f} }
func (a xy) length() float64       { return math.Sqrt(a.x*a.x + a.y*a.y) }
func (a xy) left() xy              { return xy{-a.y, a.x} } // a quarter turn
func (a xy) unit() xy              { return a.times(1 / max(a.length(), 1e-9)) }
func lerp(a, b xy, t float64) xy   { return a.plus(b.minus(a).times(t)) }
func (a xy) distance(b xy) float64 { return a.minus(b).length() }

// blockSize is the side of a block in metres, margin what its streets keep away from
// its sides, as a share of it.
const (
	blockSize = 1550
	margin    = 0.08
)

// A layout divides the plane into blocks like bricks, each row moved by half a block,
// so that three meet at a corner and never four: a set of blocks has an outline
// without points where it touches itself. Corners are moved at random.
//
//	+-----+-----+
//	|  3  |  4  |
//	+--+--+--+--+--+
//	   |  1  |  2  |     corners of a row stand half a block apart: a block has six
//	   +-----+-----+
type layout struct {
	w, h   int
	corner []xy // line by line, 2w+2 a line
	sides  []side
}

// A side lies between two blocks: p on the left of the way from a to b, q on the
// right; -1 is outside.
type side struct {
	a, b int32 // corners
	p, q int32
}

func newLayout(seed uint64, w, h int) *layout {
	l := &layout{w: w, h: h}
	for j := range h + 1 {
		for i := range 2*w + 2 {
			d := newDice(seed, forCorner, len(l.corner))
			x := float64(i)/2 - float64(w)/2 + d.between(-0.1, 0.1)
			y := float64(j) - float64(h)/2 + d.between(-0.12, 0.12)
			l.corner = append(l.corner, xy{x * blockSize, y * blockSize})
		}
	}
	for r := range h {
		for c := range w + 1 {
			i := 2*c + r&1
			l.sides = append(l.sides, side{l.cornerAt(i, r), l.cornerAt(i, r+1), l.block(c-1, r), l.block(c, r)})
		}
	}
	for j := range h + 1 {
		for i := range 2*w + 1 {
			l.sides = append(l.sides, side{l.cornerAt(i, j), l.cornerAt(i+1, j), l.blockOver(i, j), l.blockOver(i, j-1)})
		}
	}
	return l
}

func (l *layout) blocks() int { return l.w * l.h }

func (l *layout) cornerAt(i, j int) int32 { return int32(j*(2*l.w+2) + i) }

func (l *layout) block(c, r int) int32 {
	if c < 0 || c >= l.w || r < 0 || r >= l.h {
		return -1
	}
	return int32(r*l.w + c)
}

// blockOver is the block of row r over half-step i of its bottom line.
func (l *layout) blockOver(i, r int) int32 {
	if i -= r & 1; i < 0 {
		return -1
	}
	return l.block(i/2, r)
}

// sidesOf lists the sides of a block: left, right, two at the bottom, two at the top.
func (l *layout) sidesOf(b int32) [6]int32 {
	c, r := int(b)%l.w, int(b)/l.w
	upright, i := l.h*(l.w+1), 2*c+r&1
	bottom := upright + r*(2*l.w+1) + i
	top := bottom + 2*l.w + 1
	left := r*(l.w+1) + c
	return [6]int32{int32(left), int32(left + 1), int32(bottom), int32(bottom + 1), int32(top), int32(top + 1)}
}

func (s *side) other(b int32) int32 {
	if s.p == b {
		return s.q
	}
	return s.p
}

// on is the point at t of a side, 0 at a and 1 at b, moved to its left by off metres.
func (l *layout) on(s int32, t, off float64) xy {
	a, b := l.corner[l.sides[s].a], l.corner[l.sides[s].b]
	return lerp(a, b, t).plus(b.minus(a).unit().left().times(off))
}

// inward is the direction from a side into a block: 1 to its left, -1 to its right.
func (l *layout) inward(s, b int32) float64 {
	if l.sides[s].p == b {
		return 1
	}
	return -1
}

// within gives the place of t of a side in the square of a block.
func (l *layout) within(s, b int32, t float64) (u, v float64) {
	switch k := indexOf(l.sidesOf(b), s); k {
	case 0:
		return 0, t
	case 1:
		return 1, t
	case 2, 3:
		return (float64(k-2) + t) / 2, 0
	default:
		return (float64(k-4) + t) / 2, 1
	}
}

func indexOf(list [6]int32, s int32) int {
	for i, x := range list {
		if x == s {
			return i
		}
	}
	return -1
}

// at maps the square of a block onto the plane: bilinear in its left and right half.
func (l *layout) at(b int32, u, v float64) xy {
	c, r := int(b)%l.w, int(b)/l.w
	i, f := 2*c+r&1, 2*u
	if u >= 0.5 {
		i, f = i+1, 2*u-1
	}
	low := lerp(l.corner[l.cornerAt(i, r)], l.corner[l.cornerAt(i+1, r)], f)
	high := lerp(l.corner[l.cornerAt(i, r+1)], l.corner[l.cornerAt(i+1, r+1)], f)
	return lerp(low, high, v)
}

func (l *layout) middle(b int32) xy { return l.at(b, 0.5, 0.5) }

// The patch of the earth: in the Atlantic, where no road is, around this point.
const (
	middleLat, middleLon = 45, -35
	metresADegree        = 111195.08
)

// A position is latitude and longitude in 1e-7 degrees.
type position struct{ lat, lon int32 }

func (p position) degrees() geo.LatLon {
	return geo.LatLon{Lat: float64(p.lat) / 1e7, Lon: float64(p.lon) / 1e7}
}

// bent moves a point so that rows of blocks become waves. The slopes, 0.34 and 0.21,
// add up to less than one: nothing folds over, and what lay apart stays apart.
func bent(p xy) xy {
	wave := func(x, metres, phase float64) float64 { return math.Sin(2*math.Pi*x/metres + phase) }
	return xy{p.x + 700*wave(p.y, 13e3, 1) + 3000*wave(p.y, 90e3, 2), p.y + 600*wave(p.x, 11e3, 3) + 2600*wave(p.x, 80e3, 4)}
}

// onEarth puts a point of the plane onto the earth. Parallels keep their length.
func onEarth(p xy) position {
	p = bent(p)
	north := middleLat + p.y/metresADegree
	east := middleLon + p.x/(metresADegree*math.Cos(north*math.Pi/180))
	return position{int32(math.Round(north * 1e7)), int32(math.Round(east * 1e7))}
}
