package worldgen

import "math"

// A grid is where the streets of a block run: k across and k along, meeting in cells.
type grid struct {
	k    int
	u, v []float64 // of columns and rows, in the square of the block
	hub  int       // the cell in the middle of town or village
}

func (g *grid) cell(i, j int) int      { return j*g.k + i }
func (g *grid) place(c int) (i, j int) { return c % g.k, c / g.k }

// gridOf draws a grid. Streets stand closer near the hub of a village.
func (m *maker) gridOf(b int32) *grid {
	if g := &m.lastGrid[int(b)&1]; g.of == b && g.grid != nil {
		return g.grid
	}
	d := newDice(m.o.Seed, forBlock, int(b))
	k := m.k[b]
	g := &grid{k: k}
	i, j, pull := k/2, k/2, 0.1
	if !m.urban(b) {
		i, j = 1+d.below(k-2), 1+d.below(k-2)
		if d.chance(0.6) {
			pull = 0.65
		}
	}
	g.hub = g.cell(i, j)
	g.u, g.v = warp(k, i, pull), warp(k, j, pull)
	m.lastGrid[int(b)&1] = keptGrid{b, g}
	return g
}

type keptGrid struct {
	of int32
	*grid
}

// warp spreads k lines over the block, pulled towards that of the hub.
func warp(k, hub int, pull float64) []float64 {
	line := make([]float64, k)
	c := float64(hub) / float64(k-1)
	for i := range line {
		x := float64(i)/float64(k-1) - c
		reach := c
		if x > 0 {
			reach = 1 - c
		}
		r := math.Abs(x) / max(reach, 1e-9)
		x = c + math.Copysign(reach*((1-pull)*r+pull*r*r), x)
		line[i] = margin + (1-2*margin)*x
	}
	return line
}
