package worldgen

import (
	"math"
	"slices"
)

// A network is what is known of the roads before any street is drawn: of each side,
// the class of the main road over it.
type network struct {
	class    []class
	route    []uint32 // the number of the road
	motorway []bool
	river    []bool // few roads cross
	routes   uint32

	// room of find
	cost  []float64
	from  []int32 // the side by which a block was reached
	stamp []uint32
	now   uint32
}

// connect draws the main roads: between towns, to the crossings of borders, and at
// last to every block.
func (m *maker) connect() {
	n := len(m.sides)
	m.network = network{class: make([]class, n), route: make([]uint32, n), motorway: make([]bool, n), river: make([]bool, n),
		cost: make([]float64, m.blocks()), from: make([]int32, m.blocks()), stamp: make([]uint32, m.blocks())}
	for s := range m.sides {
		x := &m.sides[s]
		m.river[s] = x.p >= 0 && x.q >= 0 && (m.relief(x.p) > 0) != (m.relief(x.q) > 0)
	}
	for _, towns := range m.byArea() {
		m.joinTowns(towns)
	}
	for s := range m.sides {
		if g := m.gates[int32(s)]; g != nil && g.kind == recorded {
			m.joinGate(int32(s), g)
		}
	}
	m.joinRest()
}

// relief is a smooth noise over the plane; rivers run where it changes its sign.
func (m *maker) relief(b int32) float64 {
	at, sum := m.middle(b), 0.0
	for octave, scale := range []float64{14, 6} {
		x, y := at.x/blockSize/scale+1e4, at.y/blockSize/scale+1e4
		i, j := int(x), int(y)
		value := func(di, dj int) float64 {
			return newDice(m.o.Seed, forRiver, (i+di)<<20|(j+dj)<<1|octave).between(-1, 1)
		}
		fx, fy := x-float64(i), y-float64(j)
		low := value(0, 0)*(1-fx) + value(1, 0)*fx
		high := value(0, 1)*(1-fx) + value(1, 1)*fx
		sum += (low*(1-fy) + high*fy) / float64(octave+1)
	}
	return sum
}

// joinTowns joins each town of an area to the nearest two that are larger: the
// largest by motorways, the others by lesser roads.
func (m *maker) joinTowns(towns []town) {
	cities := max(2, len(towns)/12)
	for i := 1; i < len(towns); i++ {
		from := towns[i].block
		c := []class{primary, secondary, tertiary}[min(2, 2*i/len(towns)+i%2)]
		switch {
		case i < cities:
			near, _ := m.nearestTowns(from, towns[:i])
			m.lay(from, motorway, func(b int32) bool { return b == near })
			c = trunk
		case i < 3*cities:
			c = primary
		}
		one, other := m.nearestTowns(from, towns[:i])
		m.lay(from, c, func(b int32) bool { return b == one })
		m.lay(from, max(c-1, tertiary), func(b int32) bool { return b == other })
	}
}

// nearestTowns gives the blocks of the two towns nearest to a block; they may be one.
func (m *maker) nearestTowns(from int32, towns []town) (one, other int32) {
	at, least, next := m.middle(from), math.Inf(1), math.Inf(1)
	for _, t := range towns {
		switch d := m.middle(t.block).distance(at); {
		case d < least:
			other, next = one, least
			one, least = t.block, d
		case d < next:
			other, next = t.block, d
		}
	}
	if math.IsInf(next, 1) {
		other = one
	}
	return one, other
}

// joinGate leads roads from both sides of a crossing to the main roads of each area.
func (m *maker) joinGate(s int32, g *gate) {
	x := &m.sides[s]
	for _, b := range []int32{x.p, x.q} {
		if g.motorway {
			m.lay(b, motorway, func(o int32) bool { return m.arms(o) > 0 && o != b || m.isCity(o) })
			continue
		}
		g.route = m.lay(b, g.class, func(o int32) bool {
			_, isTown := m.townAt[o]
			return isTown || o != b && m.best(o) >= min(g.class, secondary)
		})
	}
}

func (m *maker) isCity(b int32) bool {
	rank, ok := m.townAt[b]
	return ok && m.largest[m.area[b]] == rank
}

// arms counts the motorways that leave a block.
func (m *maker) arms(b int32) (n int) {
	for _, s := range m.sidesOf(b) {
		if g := m.gates[s]; m.motorway[s] || g != nil && g.motorway {
			n++
		}
	}
	return n
}

// best is the class of the best road of a block.
func (m *maker) best(b int32) (c class) {
	for _, s := range m.sidesOf(b) {
		c = max(c, m.class[s])
	}
	return c
}

// lay draws a road from a block to the nearest that is a goal, within the area, along
// roads that are there already where that is no great way round. It gives its number.
func (m *maker) lay(from int32, c class, goal func(int32) bool) uint32 {
	m.routes++
	for _, s := range m.find(from, c, goal) {
		switch {
		case c == motorway:
			m.motorway[s] = true
		case m.class[s] < c:
			m.class[s], m.route[s] = c, m.routes
		}
	}
	return m.routes
}

// find gives the sides of a cheapest way, by Dijkstra's algorithm.
func (m *maker) find(from int32, c class, goal func(int32) bool) (way []int32) {
	m.now++
	var q queue
	q.push(0, from)
	m.cost[from], m.from[from], m.stamp[from] = 0, -1, m.now
	for x, ok := q.pop(); ok; x, ok = q.pop() {
		b := x.item
		if x.cost > m.cost[b] {
			continue
		}
		if goal(b) {
			for m.from[b] >= 0 {
				way = append(way, m.from[b])
				b = m.sides[m.from[b]].other(b)
			}
			return way
		}
		for _, s := range m.sidesOf(b) {
			o := m.sides[s].other(b)
			if o < 0 || m.area[o] != m.area[b] {
				continue
			}
			if cost := x.cost + m.price(s, c); m.stamp[o] != m.now || cost < m.cost[o] {
				m.cost[o], m.from[o], m.stamp[o] = cost, s, m.now
				q.push(cost, o)
			}
		}
	}
	return nil
}

// price is the cost of leading a road of a class over a side.
func (m *maker) price(s int32, c class) float64 {
	cost := newDice(m.o.Seed, forSide, int(s)).between(0.6, 1.4)
	if m.river[s] {
		cost *= 2.5
	}
	if c == motorway && m.motorway[s] || c != motorway && m.class[s] >= secondary {
		cost *= 0.35
	}
	return cost
}

// joinRest joins the blocks of each area that no road reaches yet, by roads at random.
func (m *maker) joinRest() {
	d := newDice(m.o.Seed, forRoads, 0)
	f := newForest(m.blocks())
	order := make([]int32, 0, len(m.sides))
	for s := range m.sides {
		x := &m.sides[s]
		switch {
		case x.p < 0 || x.q < 0 || m.borderSide(int32(s)):
		case m.class[s] > 0:
			f.join(x.p, x.q)
		default:
			order = append(order, int32(s))
		}
	}
	shuffle(d, order)
	slices.SortStableFunc(order, func(a, b int32) int { // rivers last
		switch {
		case m.river[a] == m.river[b]:
			return 0
		case m.river[a]:
			return 1
		}
		return -1
	})
	for _, s := range order {
		if x := &m.sides[s]; f.join(x.p, x.q) {
			m.class[s] = []class{tertiary, unclassified}[d.pick(0.2, 0.8)]
		}
	}
}
