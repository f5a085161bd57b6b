package world

import (
	"slices"
	"sync"

	"waythrough/road"
)

// cell is a part of a ground that roads don't leave.
type cell struct {
	gates    [2]int // those that leave it: Gates[gates[0]:gates[1]]
	stations [2]int
	entries  []Entry
	mu       sync.Mutex
	fixed    fixed         // see fixedOf
	rows     []road.Millis // to exit x from entry i: rows[i*exits+x]
	columns  []road.Millis // the same: columns[x*entries+i]

	stops      [2]int
	toStop     fixed
	stopRows   []road.Millis // to exit x from stop i: stopRows[i*exits+x]
	entryStops []road.Millis // to stop k from entry i
}

func (c *cell) exits() int { return c.gates[1] - c.gates[0] + c.stations[1] - c.stations[0] }

// fill makes the table of a cell.
func (g *Ground) fill(c *cell) error {
	f, err := g.fixedOf(c)
	if err != nil {
		return err
	}
	n, exits := len(c.entries), c.exits()
	c.rows = make([]road.Millis, n*exits)
	for i, e := range c.entries {
		if err := f.out(g.stands[e], c.rows[i*exits:(i+1)*exits]); err != nil {
			return err
		}
	}
	c.turn()
	return nil
}

// turn makes the columns of the rows.
func (c *cell) turn() {
	n, exits := len(c.entries), c.exits()
	c.columns = make([]road.Millis, n*exits)
	for i := range n {
		for x, d := range c.rows[i*exits : (i+1)*exits] {
			c.columns[x*n+i] = d
		}
	}
}

// fixedOf gives the prepared exits and entries of a cell; made when first asked for, since
// a cell whose table was kept may never be.
func (g *Ground) fixedOf(c *cell) (fixed, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.fixed != nil {
		return c.fixed, nil
	}
	from := make([]stand, len(c.entries))
	for i, e := range c.entries {
		from[i] = g.stands[e]
	}
	var err error
	c.fixed, err = g.roads.fix(g.exits(c), from)
	return c.fixed, err
}

func (g *Ground) exits(c *cell) []stand {
	out := slices.Clone(g.before[c.gates[0]:c.gates[1]])
	return append(out, g.stands[len(g.Gates)+c.stations[0]:len(g.Gates)+c.stations[1]]...)
}
