package allpairs

import (
	"context"
	"fmt"
)

// A Cell is an area: so many gates by which it is left, so many by which it is
// entered, so many towns, and the costs between them strictly inside it, row by row.
// Exits, entries and towns are numbered from 0, cell after cell: those of the second
// cell follow those of the first.
type Cell struct {
	Exits, Entries, Towns int

	Across Table // from each entry to each exit
	In     Table // from each entry to each town
	Out    Table // from each town to each exit
	Within Table // from each town to each town
}

// A Link leads from an exit to an entry of another cell or of the same. Several may
// begin at one exit or end at one entry.
type Link struct {
	Exit, Entry int
	Cost        Cost // of waiting and passing, where a Side states no other
}

// Bounds on what a network may number.
const (
	maxGates = 1 << 20 // exits, entries, towns or groups
	maxLinks = 1 << 28
)

// A Network is cells and links, checked and packed. It is immutable, keeps no slice
// of the caller's, and is shared by any number of matrices and goroutines.
type Network struct {
	scale
	unit   Cost // of which both parts of costs are whole numbers: see NewIn
	towns  int
	groups int
	group  []int32 // by town
	cellOf []int32 // by town
	first  []int32 // first town of each cell, and the end
	links  []Link
	costs  []uint64 // by link

	forward  half // nodes are entries, ports are exits
	backward half // nodes are exits, ports are entries

	within [][]uint64 // by cell: from each town to each town

	traceAlways bool // set by tests only
}

// half is what a search needs in one direction. It goes from a node over the inside of
// the cell to a port and along a link to another cell's node.
type half struct {
	node, port []int32    // first of each cell, and the end
	across     [][]uint64 // by cell: from each node to each port
	acrossMost []uint64   // by node
	towns      [][]uint64 // by cell: from each node to each town
	townsMost  []uint64   // by node
	start      [][]uint64 // by cell: from each town to each port
	startMost  []uint64   // by town
	// behind says, by cell, node and other node of the cell, by how much the node's row
	// is above the other's at most, over all ports and towns. Nil where finding out
	// would cost too much.
	behind [][]uint64
	cellOf []int32 // by node
	order  []int32 // links by port
	stops  []stop  // by node; nil: none are known
}

func (h *half) nodes() int { return int(h.node[len(h.node)-1]) }
func (h *half) cells() int { return len(h.node) - 1 }

// New checks and packs a network. group says for each town whose law applies to the
// ways that begin there. Preparing takes O(g²(g+t)) for each cell of g gates and t towns;
// once ctx is done it stops, with an error that wraps that of ctx.
func New(ctx context.Context, cells []Cell, links []Link, group []int) (*Network, error) {
	return NewIn(ctx, Cost{1, 1}, cells, links, group)
}

// NewIn is New for costs of which both parts, also those of every Side, are whole numbers of
// a unit, as whole seconds are of milliseconds: so many times longer ways add up exactly.
func NewIn(ctx context.Context, unit Cost, cells []Cell, links []Link, group []int) (*Network, error) {
	if unit.First <= 0 || unit.Second <= 0 {
		return nil, fmt.Errorf("the unit of costs is %d and %d; both parts are 1 or more", unit.First, unit.Second)
	}
	n := &Network{links: append([]Link(nil), links...), unit: unit}
	if err := n.number(cells, group); err != nil {
		return nil, err
	}
	var table, link largest
	for c := range cells {
		for k, t := range cells[c].tables() {
			if err := t.check(unit, &table); err != nil {
				return nil, fmt.Errorf("reading cell %d: table %s: %w", c, tableNames[k], err)
			}
		}
	}
	for i, l := range links {
		if err := n.checkLink(l); err != nil {
			return nil, fmt.Errorf("reading link %d: %w", i, err)
		}
		link.take(l.Cost.First/unit.First, l.Cost.Second/unit.Second)
	}
	var err error
	if n.scale, err = newScale(table, link); err != nil {
		return nil, err
	}
	n.costs, _ = n.packCosts(nil)
	if err := n.packCells(ctx, cells); err != nil {
		return nil, fmt.Errorf("comparing the gates of each cell: %w", err)
	}
	return n, nil
}

// Limits says up to which First and which Second a way adds up exactly. A least cost
// above either makes Compute, Update and Changes fail with ErrTooLong.
func (n *Network) Limits() Cost { return n.cost(none - 1) }

// Towns is how many towns there are.
func (n *Network) Towns() int { return n.towns }

var tableNames = [...]string{"Across", "In", "Out", "Within"}

func (c *Cell) tables() [4]*Table { return [4]*Table{&c.Across, &c.In, &c.Out, &c.Within} }

// number counts everything, checks that the tables have that size and numbers the gates.
func (n *Network) number(cells []Cell, group []int) error {
	n.forward.node, n.forward.port, n.first = []int32{0}, []int32{0}, []int32{0}
	if max(len(cells), len(n.links)) > maxLinks {
		return fmt.Errorf("%d cells and %d links; there may be %d of each", len(cells), len(n.links), maxLinks)
	}
	exits, entries := 0, 0
	for i := range cells {
		c := &cells[i]
		if min(c.Exits, c.Entries, c.Towns) < 0 || max(c.Exits, c.Entries, c.Towns) > maxGates {
			return fmt.Errorf("reading cell %d: %d exits, %d entries and %d towns are not between 0 and %d", i, c.Exits, c.Entries, c.Towns, maxGates)
		}
		sizes := [4]int{c.Entries * c.Exits, c.Entries * c.Towns, c.Towns * c.Exits, c.Towns * c.Towns}
		for k, t := range c.tables() {
			if len(t.First) != sizes[k] || (t.Second != nil && len(t.Second) != sizes[k]) {
				return fmt.Errorf("reading cell %d: table %s has %d and %d costs; it needs %d, and as many or none", i, tableNames[k], len(t.First), len(t.Second), sizes[k])
			}
		}
		exits, entries, n.towns = exits+c.Exits, entries+c.Entries, n.towns+c.Towns
		if max(exits, entries, n.towns) > maxGates {
			return fmt.Errorf("reading cell %d: %d exits, %d entries and %d towns so far; there may be %d of each", i, exits, entries, n.towns, maxGates)
		}
		n.forward.node, n.forward.port = append(n.forward.node, int32(entries)), append(n.forward.port, int32(exits))
		n.first = append(n.first, int32(n.towns))
	}
	if len(group) != n.towns {
		return fmt.Errorf("%d towns have a group; there are %d towns", len(group), n.towns)
	}
	for i, g := range group {
		if g < 0 || g > maxGates {
			return fmt.Errorf("town %d is of group %d; groups are numbered from 0, up to %d", i, g, maxGates)
		}
		n.group = append(n.group, int32(g))
		n.groups = max(n.groups, g+1)
	}
	n.backward.node, n.backward.port = n.forward.port, n.forward.node
	return nil
}

// check takes the largest finite quantities of a table, and refuses negative ones and broken
// units.
func (t *Table) check(unit Cost, l *largest) error {
	for i, first := range t.First {
		if first >= Unreachable {
			continue
		}
		var second int64
		if t.Second != nil {
			second = t.Second[i]
		}
		if first < 0 || second < 0 || second >= Unreachable {
			return fmt.Errorf("cost %d is %d and %d; costs are not negative, and there is a way in both quantities or in neither", i, first, second)
		}
		if !unit.whole(first, second) {
			return fmt.Errorf("cost %d is %d and %d, no whole number of the units %d and %d", i, first, second, unit.First, unit.Second)
		}
		l.take(first/unit.First, second/unit.Second)
	}
	return nil
}

func (n *Network) checkLink(l Link) error {
	exits, entries := n.backward.nodes(), n.forward.nodes()
	if l.Exit < 0 || l.Exit >= exits || l.Entry < 0 || l.Entry >= entries {
		return fmt.Errorf("it leads from exit %d to entry %d; there are %d exits and %d entries", l.Exit, l.Entry, exits, entries)
	}
	return n.checkCost(l.Cost)
}

func (n *Network) checkCost(c Cost) error {
	if c.First < 0 || c.Second < 0 || c.First >= Unreachable || c.Second >= Unreachable {
		return fmt.Errorf("it costs %d and %d; a link costs 0 or more, less than %d, and a law says whether it may be used", c.First, c.Second, int64(Unreachable))
	}
	if !n.unit.whole(c.First, c.Second) {
		return fmt.Errorf("it costs %d and %d, no whole number of the units %d and %d", c.First, c.Second, n.unit.First, n.unit.Second)
	}
	return nil
}

// packCosts gives the links' costs as words: their own, or those of a side.
func (n *Network) packCosts(costs []Cost) ([]uint64, error) {
	if costs != nil && len(costs) != len(n.links) {
		return nil, fmt.Errorf("the side has costs for %d links; there are %d", len(costs), len(n.links))
	}
	words := make([]uint64, len(n.links))
	for i, l := range n.links {
		c := l.Cost
		if costs != nil {
			c = costs[i]
			if err := n.checkCost(c); err != nil {
				return nil, fmt.Errorf("reading the side's cost of link %d: %w", i, err)
			}
		}
		w, ok := n.pack(c.First, c.Second)
		if !ok {
			return nil, fmt.Errorf("link %d costs %d and %d, above the limits %v: %w; make the network with the largest costs on its links", i, c.First, c.Second, n.Limits(), ErrTooLong)
		}
		words[i] = w
	}
	return words, nil
}

// packCells packs the tables and makes both halves.
func (n *Network) packCells(ctx context.Context, cells []Cell) error {
	n.cellOf, n.within = make([]int32, n.towns), make([][]uint64, len(cells))
	n.forward.stops, n.backward.stops = make([]stop, n.forward.nodes()), make([]stop, n.backward.nodes())
	n.forward.make(n.towns, n.links, func(l Link) int { return l.Exit })
	n.backward.make(n.towns, n.links, func(l Link) int { return l.Entry })
	return parallel(ctx, len(cells), func() func(int) {
		return func(c int) {
			cell := &cells[c]
			across, in, out := n.packTable(cell.Across), n.packTable(cell.In), n.packTable(cell.Out)
			n.within[c] = n.packTable(cell.Within)
			n.forward.fill(ctx, n, c, across, in, out)
			n.backward.fill(ctx, n, c, transposed(across, cell.Entries, cell.Exits), transposed(out, cell.Towns, cell.Exits), transposed(in, cell.Entries, cell.Towns))
			n.forward.findStops(ctx, n, c)
			n.backward.findStops(ctx, n, c)
			for t := n.first[c]; t < n.first[c+1]; t++ {
				n.cellOf[t] = int32(c)
			}
		}
	})
}

func (n *Network) packTable(t Table) []uint64 {
	words := make([]uint64, len(t.First))
	for i, first := range t.First {
		words[i] = none
		if first < Unreachable {
			var second int64
			if t.Second != nil {
				second = t.Second[i]
			}
			words[i], _ = n.pack(first, second) // fits: newScale saw it
		}
	}
	return words
}

func transposed(words []uint64, rows, columns int) []uint64 {
	out := make([]uint64, len(words))
	for i := range rows {
		for j := range columns {
			out[j*rows+i] = words[i*columns+j]
		}
	}
	return out
}

func rowOf(words []uint64, row, columns int) []uint64 {
	return words[row*columns : (row+1)*columns]
}
