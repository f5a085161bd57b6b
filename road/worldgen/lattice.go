package worldgen

import "slices"

// Directions from a cell, against the clock. Straight on from an arm is the opposite
// one, left of a heading the next.
const (
	east = iota
	north
	west
	south
)

// A lattice is the streets of a block while they are drawn. An edge joins two cells
// that are neighbours; those along rows are numbered before those along columns.
type lattice struct {
	*grid
	m *maker
	b int32
	d *dice

	at     []xy        // by cell
	foot   []bool      // no cars
	fixed  []bool      // a road from outside ends there
	stop   []bool      // every way ends there
	degree []uint8     // edges drawn
	node   [][4]nodeID // by the arm that ends there: they differ at roundabouts

	class  []class // by edge; 0 is none
	route  []uint32
	tree   []bool // cars reach every cell over these both ways
	oneway []int8 // 1: from the lower cell to the higher; -1
	way    []wayID

	lines         []line // rows, then columns
	bans, viaBans []int  // cells with restrictions
	order         []int32
	spurs         []spur
	refs          []nodeID
	group         forest
}

// A line is a row or column: what its streets have in common.
type line struct {
	settled, rural, walked class
	oneway                 int8
	name                   string
}

// start prepares for a block.
func (x *lattice) start(m *maker, b int32) {
	x.grid, x.m, x.b = m.gridOf(b), m, b
	x.d = newDice(m.o.Seed, forBlock, 1<<32|int(b))
	cells, edges := x.k*x.k, 2*x.k*(x.k-1)
	x.at, x.foot, x.fixed, x.stop = zeroed(x.at, cells), zeroed(x.foot, cells), zeroed(x.fixed, cells), zeroed(x.stop, cells)
	x.degree, x.node = zeroed(x.degree, cells), zeroed(x.node, cells)
	x.class, x.route, x.tree = zeroed(x.class, edges), zeroed(x.route, edges), zeroed(x.tree, edges)
	x.oneway, x.way = zeroed(x.oneway, edges), zeroed(x.way, edges)
	x.lines, x.spurs = zeroed(x.lines, 2*x.k), x.spurs[:0]
	x.group = slices.Grow(x.group[:0], cells)[:cells]
	for i := range x.group {
		x.group[i] = int32(i)
	}
}

func zeroed[T any](s []T, n int) []T {
	s = slices.Grow(s[:0], n)[:n]
	clear(s)
	return s
}

// edge is that of a cell in a direction, -1 at the rim.
func (x *lattice) edge(c, dir int) int {
	i, j := x.place(c)
	switch {
	case dir == east && i < x.k-1:
		return j*(x.k-1) + i
	case dir == west && i > 0:
		return j*(x.k-1) + i - 1
	case dir == north && j < x.k-1:
		return x.k*(x.k-1) + j*x.k + i
	case dir == south && j > 0:
		return x.k*(x.k-1) + (j-1)*x.k + i
	}
	return -1
}

// ends gives the cells of an edge, the lower first.
func (x *lattice) ends(e int) (a, b int) {
	if up := e - x.k*(x.k-1); up >= 0 {
		return up, up + x.k
	}
	a = e/(x.k-1)*x.k + e%(x.k-1)
	return a, a + 1
}

// lineOf is the row or column of an edge.
func (x *lattice) lineOf(e int) int {
	if up := e - x.k*(x.k-1); up >= 0 {
		return x.k + up%x.k
	}
	return e / (x.k - 1)
}

// put places the cells, each moved a little off its meeting of lines; those along the
// rim only inwards.
func (x *lattice) put() {
	loose := x.d.between(0.05, 0.32)
	for c := range x.at {
		i, j := x.place(c)
		u := x.u[i] + loose*off(x.d, x.u, i)
		v := x.v[j] + loose*off(x.d, x.v, j)
		x.at[c] = x.m.at(x.b, u, v)
	}
}

// off draws a move towards the neighbour on one side or the other.
func off(d *dice, line []float64, i int) float64 {
	r := d.between(-1, 1)
	switch {
	case i == 0:
		return (line[1] - line[0]) * max(r, -r)
	case i == len(line)-1:
		return -(line[i] - line[i-1]) * max(r, -r)
	case r < 0:
		return r * (line[i] - line[i-1])
	}
	return r * (line[i+1] - line[i])
}

// settled reports whether an edge lies in a town or village.
func (x *lattice) settled(e int) bool {
	if x.m.urban(x.b) {
		return true
	}
	a, b := x.ends(e)
	i, j := x.place(a)
	hi, hj := x.place(x.hub)
	i2, j2 := x.place(b)
	return max(apart(i, hi), apart(j, hj), apart(i2, hi), apart(j2, hj)) <= 1+x.k/6
}

func apart(a, b int) int { return max(a-b, b-a) }

// drawLines draws what rows and columns are like.
func (x *lattice) drawLines() {
	for i := range x.lines {
		l := &x.lines[i]
		l.settled = []class{residential, livingStreet, tertiary, service, unclassified}[x.d.pick(0.68, 0.06, 0.08, 0.12, 0.06)]
		l.rural = []class{unclassified, track, service}[x.d.pick(0.3, 0.58, 0.12)]
		l.walked = []class{footway, path, cycleway, steps}[x.d.pick(0.55, 0.3, 0.1, 0.05)]
		if x.d.chance(0.6) {
			l.oneway = int8(2*x.d.below(2) - 1)
		}
		l.name = streetName(x.d)
	}
}

// lead draws the main roads from the rim to the hub, along a row and a column, and
// fixes the cells at which roads come in.
func (x *lattice) lead() {
	x.fixed[x.hub] = true
	for _, s := range x.m.sidesOf(x.b) {
		for p := x.m.firstPort[s]; p < x.m.firstPort[s+1]; p++ {
			p := &x.m.ports[p]
			c := x.m.rimCell(s, x.b, p.t)
			if p.class.forCars() {
				x.fixed[c] = true
			}
			if p.route > 0 {
				u, _ := x.m.within(s, x.b, p.t)
				x.leadFrom(c, p, u == 0 || u == 1)
			}
		}
	}
}

func (x *lattice) leadFrom(c int, p *port, rowFirst bool) {
	hi, hj := x.place(x.hub)
	for c != x.hub {
		i, j := x.place(c)
		dir := east
		switch {
		case i != hi && (rowFirst || j == hj):
			if i > hi {
				dir = west
			}
		case j < hj:
			dir = north
		default:
			dir = south
		}
		e := x.edge(c, dir)
		if x.class[e] < p.class {
			x.class[e], x.route[e] = p.class, p.route
		}
		a, b := x.ends(e)
		x.fixed[a], x.fixed[b] = true, true
		c = a + b - c
	}
}
