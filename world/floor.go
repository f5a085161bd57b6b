package world

import (
	"unsafe"

	"waythrough/road"
)

// Floor writes for each entry of a cell, at its place in low, the duration from there to an
// end by the roads of a free ground of the same vehicle: no way over this one is quicker
// by road. It writes no more than low was. On a free ground with the queues of another day
// than those at the gates of this one nothing bounds what is reached at all: 0.
func (g *Ground) Floor(free *Ground, cell int, to *End, low []road.Millis) error {
	row, err := g.floorOf(free, cell, to.stand)
	if err != nil {
		return err
	}
	for i, d := range row {
		if free.queues != "" && free.queues != g.queues && d < road.Unreachable {
			d = 0
		}
		low[i] = min(low[i], d)
	}
	return nil
}

// floorOf gives the durations from each entry of a cell, found once for as long as the end is
// among those kept.
func (g *Ground) floorOf(free *Ground, cell int, to stand) ([]road.Millis, error) {
	g.mu.Lock()
	f, h := g.floors[floor{free, cell}], g.toward[toward{free, to}]
	var err error
	if f == nil {
		stands := make([]stand, len(g.cells[cell].entries))
		for i, e := range g.cells[cell].entries {
			stands[i] = g.stands[e]
		}
		if f, err = free.roads.fix(nil, stands); err == nil {
			g.floors[floor{free, cell}] = f
		}
	}
	if h != nil && h.rows[cell] != nil {
		defer g.mu.Unlock()
		return h.rows[cell], nil
	}
	g.mu.Unlock()
	if err != nil {
		return nil, err
	}
	if h == nil {
		if h, err = g.head(free, f, to); err != nil {
			return nil, err
		}
	}
	row := make([]road.Millis, len(g.cells[cell].entries))
	if err := f.inTo(h.heading, row); err != nil {
		return nil, err
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	if h.rows[cell] == nil {
		h.rows[cell] = row
		g.headed += len(row) * int(unsafe.Sizeof(row[0]))
	}
	return row, nil
}

type floor struct {
	free *Ground
	cell int
}

// headed is what a search from an end over a free ground finds, and the durations to it from
// the entries of the cells that were asked about.
type headed struct {
	heading heading
	rows    map[int][]road.Millis
}

// head searches from an end; done once for all cells.
func (g *Ground) head(free *Ground, f fixed, to stand) (*headed, error) {
	found, err := f.heading(to)
	if err != nil {
		return nil, err
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.headed >= mostHeaded {
		clear(g.toward)
		g.headed = 0
	}
	g.headed += found.Bytes()
	h := &headed{found, map[int][]road.Millis{}}
	g.toward[toward{free, to}] = h
	return h, nil
}

// mostHeaded bounds the bytes of what is kept of ends: some thousands of them on roads, where
// each takes a few kilobytes; of tables each is a whole tree.
const mostHeaded = 64 << 20

type toward struct {
	free *Ground
	to   stand
}
