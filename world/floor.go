package world

import "waythrough/road"

// Floor writes for each entry of a cell, at its place in low, the duration from there to an
// end by the roads of a free ground of the same vehicle: no way over this one is quicker
// by road. It writes no more than low was. On a free ground with the queues of another day
// than those at the gates of this one nothing bounds what is reached at all: 0.
func (g *Ground) Floor(free *Ground, cell int, to *End, low []road.Millis) error {
	g.mu.Lock()
	f := g.floors[floor{free, cell}]
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
	g.mu.Unlock()
	if err != nil {
		return err
	}
	h, err := g.heading(free, f, to.stand)
	if err != nil {
		return err
	}
	row := make([]road.Millis, len(g.cells[cell].entries))
	if err := f.inTo(h, row); err != nil {
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

type floor struct {
	free *Ground
	cell int
}

// heading gives what a search from an end over a free ground finds; done once for all cells.
func (g *Ground) heading(free *Ground, f fixed, to stand) (heading, error) {
	key := toward{free, to}
	g.mu.Lock()
	h, ok := g.toward[key]
	g.mu.Unlock()
	if ok {
		return h, nil
	}
	h, err := f.heading(to)
	if err != nil {
		return nil, err
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	if len(g.toward) >= mostHeadings {
		clear(g.toward)
	}
	g.toward[key] = h
	return h, nil
}

// mostHeadings bounds the headings that are kept: of tables each is a whole tree.
const mostHeadings = 64

type toward struct {
	free *Ground
	to   stand
}
