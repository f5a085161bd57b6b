package contour

import (
	"iter"
	"math"

	"waythrough/geo"
)

const (
	finestSquare = 125 // metres; ladder doubles it
	ladder       = 8   // sizes of squares, up to 16 km
	leastRadius  = 250
	mostRadius   = 5000
	maxSquares   = 1 << 22
	maxSamples   = 64 // of a piece
)

// spacing derives a radius from how the reached pieces lie. Squares of twice the side
// that hold a piece are half as many where pieces string out along a line, and a quarter
// where they fill the plane. The smallest side at which they are a third or fewer is about
// the distance between neighbouring roads. If there is none, it is the side at which
// doubling saves most.
func (s surveyed) spacing(pieces iter.Seq[Piece], latest float64, resolution geo.Metres) geo.Metres {
	counts := s.squares(pieces, latest)
	best, most := 1, 0.0
	for i := 1; finestSquare<<i < mostRadius && i+1 < ladder; i++ {
		saving := float64(counts[i]) / math.Max(1, float64(counts[i+1]))
		if saving > most {
			best, most = i, saving
		}
		if saving >= 3 {
			break
		}
	}
	return min(max(geo.Metres(int(finestSquare)<<best), leastRadius, 4*resolution), maxRadius)
}

// squares counts the squares that hold a reached piece, for each side of the ladder. Of
// sides at which there are more than maxSquares it counts none.
func (s surveyed) squares(pieces iter.Seq[Piece], latest float64) (counts [ladder]int) {
	if s.reached == 0 {
		return counts
	}
	g, err := newGrid(s, 2*finestSquare, finestSquare)
	if err != nil {
		return counts // can't be: the squares are large enough everywhere
	}
	level, held := 0, make(map[uint64]struct{})
	coarser := func() {
		level++
		next := make(map[uint64]struct{}, len(held)/2)
		for k := range held {
			x, y := k>>32>>1, uint64(uint32(k))>>1
			next[x<<32|y] = struct{}{}
		}
		held = next
	}
	for p := range pieces {
		if !p.reached(latest) {
			continue
		}
		seg := g.segment(p)
		n := min(max(1, int(max(seg.x1-seg.x0, max(seg.y1-seg.y0, seg.y0-seg.y1)))/sub), maxSamples)
		for i := range n + 1 {
			x := seg.x0 + int32(int64(seg.x1-seg.x0)*int64(i)/int64(n))
			y := seg.y0 + int32(int64(seg.y1-seg.y0)*int64(i)/int64(n))
			held[uint64(x/sub>>level)<<32|uint64(y/sub>>level)] = struct{}{}
		}
		for len(held) > maxSquares && level < ladder-1 {
			coarser()
		}
	}
	for ; level < ladder-1; coarser() {
		counts[level] = len(held)
	}
	counts[level] = len(held)
	return counts
}
