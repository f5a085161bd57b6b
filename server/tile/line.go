package tile

import (
	"math"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/clip"
	"github.com/paulmach/orb/simplify"

	"waythrough/geo"
)

// tolerance is how far a line may be off after it was simplified, in units of a tile: a
// quarter of a pixel of a tile shown 512 pixels wide.
const tolerance = 2

// smallest is the least that a line at a zoom below that of names must measure: half such
// a pixel.
const smallest = 4

// A lineSet are lines of one kind in a tile.
type lineSet struct {
	at    address
	lines orb.MultiLineString
	count int // points
}

// add draws a line, clipped and simplified; one over the antimeridian on both sides.
func (s *lineSet) add(points []geo.LatLon, small bool) {
	if len(points) < 2 {
		return
	}
	line := make(orb.LineString, len(points))
	turn, wraps := 0.0, false
	for i, p := range points {
		if i > 0 {
			if step := p.Lon - points[i-1].Lon; math.Abs(step) > 180 {
				turn, wraps = turn-math.Copysign(360, step), true
			}
		}
		p.Lon += turn
		line[i] = s.at.project(p)
	}
	if !wraps {
		s.draw(line, small)
		return
	}
	world := math.Exp2(float64(s.at.z)) * extent
	for _, shift := range [3]float64{-world, 0, world} {
		moved := line.Clone()
		for i := range moved {
			moved[i][0] += shift
		}
		s.draw(moved, small)
	}
}

func (s *lineSet) draw(line orb.LineString, small bool) {
	if !line.Bound().Intersects(visible) {
		return
	}
	line = simplify.DouglasPeucker(tolerance).LineString(line)
	for _, part := range clip.LineString(visible, line) {
		part = rounded(part)
		b := part.Bound()
		if len(part) < 2 || !small && b.Max[0]-b.Min[0] < smallest && b.Max[1]-b.Min[1] < smallest {
			continue
		}
		s.lines = append(s.lines, part)
		s.count += len(part)
	}
}

// rounded puts a line on the units of the tile; what falls together becomes one point.
func rounded(line orb.LineString) orb.LineString {
	out := line[:0]
	for _, p := range line {
		p = orb.Point{math.Round(p[0]), math.Round(p[1])}
		if len(out) == 0 || out[len(out)-1] != p {
			out = append(out, p)
		}
	}
	return out
}
