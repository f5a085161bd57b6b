package worldgen

import "math"

// A spur is a way that ends in nothing: where it leaves a street, and how.
type spur struct {
	from  nodeID
	at    xy
	to    xy
	class class
}

// streets draws the ways of a block, row by row and column by column. A street goes
// on from edge to edge while its look does, for a while.
func (x *lattice) streets() {
	for l := range x.lines {
		from, dir := l*x.k, east
		if l >= x.k {
			from, dir = l-x.k, north
		}
		x.refs = x.refs[:0]
		var now look
		var first int
		edges := 0
		finish := func() {
			if edges > 0 {
				x.street(now, first, dir, edges)
			}
			x.refs, edges = x.refs[:0], 0
		}
		for c := from; ; {
			e := x.edge(c, dir)
			if e < 0 || x.class[e] == 0 {
				finish()
			} else {
				if l := x.look(e); edges > 0 && (l != now || x.parted(c, dir) || x.d.chance(0.08)) {
					finish()
				}
				if edges == 0 {
					now, first = x.look(e), e
					x.refs = append(x.refs, x.node[c][dir])
				}
				to := x.across(e, c)
				x.between(e, c, to)
				x.refs = append(x.refs, x.node[to][dir^2])
				edges++
			}
			if e < 0 {
				break
			}
			c = x.across(e, c)
		}
	}
}

// parted reports whether a way that comes along dir must end at a cell.
func (x *lattice) parted(c, dir int) bool {
	return x.stop[c] || x.node[c][dir] != x.node[c][dir^2]
}

// street adds the way of some edges in a row.
func (x *lattice) street(l look, first, dir, edges int) {
	ln := &x.lines[x.lineOf(first)]
	name := ""
	if l.class >= livingStreet && x.settled(first) || l.class >= tertiary && x.d.chance(0.3) || x.d.chance(0.08) {
		name = ln.name
	}
	refs := x.refs
	if x.oneway[first] < 0 {
		for i, j := 0, len(refs)-1; i < j; i, j = i+1, j-1 {
			refs[i], refs[j] = refs[j], refs[i]
		}
	}
	id := x.m.out.road(refs, l, name, refOf(l.class, x.route[first]))
	step := 1
	if dir == north {
		step = x.k
	}
	for i := range edges {
		x.way[first+i*step] = id
	}
}

// look is what the tags of an edge say. Edges of a line and a class are dressed alike;
// bridges and rules of access are drawn for each.
func (x *lattice) look(e int) look {
	c := x.class[e]
	l := dress(newDice(x.m.o.Seed, forLink, (int(x.b)<<8|x.lineOf(e))<<8|int(c)), c, x.settled(e))
	l.oneway = x.oneway[e] != 0
	if l.oneway {
		l.roundTrip = x.lineOf(e)%3 == 0
	}
	d := newDice(x.m.o.Seed, forRoads, int(x.b)<<16|e)
	l.bridge = d.chance(0.012)
	l.tunnel = !l.bridge && c > service && d.chance(0.002)
	if a, b := x.ends(e); x.tree[e] || c > residential || !c.forCars() || x.stop[a] || x.stop[b] {
		return l
	}
	switch c {
	case track:
		l.access = []uint8{openAccess, noMotors, privateAccess}[d.pick(0.65, 0.3, 0.05)]
	case service:
		l.access = []uint8{openAccess, privateAccess, destinationAccess}[d.pick(0.75, 0.2, 0.05)]
	default:
		l.access = []uint8{openAccess, destinationAccess, privateAccess, noMotors}[d.pick(0.93, 0.05, 0.01, 0.01)]
	}
	return l
}

// between adds the nodes inside an edge: bends, where spurs leave, and barriers.
func (x *lattice) between(e, from, to int) {
	a, b := x.at[from], x.at[to]
	length := a.distance(b)
	bends := x.m.bends(x.d, length)
	branches := x.d.pick(0.8, 0.16, 0.04)
	if x.class[e] >= secondary {
		branches = x.d.pick(0.9, 0.1)
	}
	barrier := ""
	if !x.tree[e] {
		barrier = barrierFor(x.d, x.class[e])
	}
	n := bends + branches
	if barrier != "" {
		n++
	}
	curve := newCurve(x.d, a, b)
	for i := range n {
		t := (float64(i) + x.d.between(0.3, 0.7)) / float64(n)
		at := curve.at(t)
		switch {
		case barrier != "" && i == n/2:
			x.refs = append(x.refs, x.m.out.node(at, "barrier", barrier))
			barrier = ""
		case branches > 0 && x.d.chance(float64(branches)/float64(n-i)):
			branches--
			id := x.m.out.node(at)
			x.refs = append(x.refs, id)
			x.branch(e, id, at, b.minus(a))
		default:
			x.refs = append(x.refs, x.m.out.node(at))
		}
	}
}

// barrierFor draws a barrier, seldom.
func barrierFor(d *dice, c class) string {
	switch {
	case c == track && d.chance(0.12):
		return []string{"gate", "lift_gate", "cattle_grid"}[d.pick(0.6, 0.3, 0.1)]
	case (c == footway || c == path || c == cycleway) && d.chance(0.1):
		return []string{"bollard", "cycle_barrier", "stile", "kissing_gate"}[d.pick(0.5, 0.3, 0.1, 0.1)]
	case (c == residential || c == service) && d.chance(0.03):
		return []string{"bollard", "lift_gate", "gate", "block"}[d.pick(0.5, 0.2, 0.2, 0.1)]
	}
	return ""
}

// bends draws how many nodes without meaning lie on so many metres: on two edges in
// five none, else the more the longer.
func (m *maker) bends(d *dice, length float64) int {
	if d.chance(0.4) {
		return 0
	}
	return 1 + int(min(d.tail(length/28), 90))
}

// branch draws a spur, to the side on which no boundary is.
func (x *lattice) branch(e int, from nodeID, at, along xy) {
	a, _ := x.ends(e)
	i, j := x.place(a)
	out := along.unit().left()
	row := x.lineOf(e) < x.k
	// the left of a row is north, the left of a column west
	switch {
	case row && j == x.k-1 || !row && i == 0:
		out = out.times(-1)
	case row && j == 0 || !row && i == x.k-1:
	case x.d.chance(0.5):
		out = out.times(-1)
	}
	c := []class{track, service, path}[x.d.pick(0.5, 0.25, 0.25)]
	if x.settled(e) {
		c = []class{service, residential, footway}[x.d.pick(0.5, 0.25, 0.25)]
	}
	if l := x.look(e); !l.class.forCars() || l.access == privateAccess || l.access == noMotors {
		c = []class{path, footway}[x.d.pick(0.5, 0.5)]
	}
	reach := x.d.between(0.12, 0.4) * math.Min(along.length(), 400)
	x.spurs = append(x.spurs, spur{from, at, at.plus(out.times(reach)), c})
}

// drawSpurs draws the ways of spurs: some behind a gate, some private.
func (x *lattice) drawSpurs() {
	for _, s := range x.spurs {
		x.refs = append(x.refs[:0], s.from)
		curve := newCurve(x.d, s.at, s.to)
		n := x.m.bends(x.d, s.at.distance(s.to))
		for i := range n {
			at := curve.at(float64(i+1) / float64(n+1))
			if i == 0 && s.class.forCars() && x.d.chance(0.03) {
				x.refs = append(x.refs, x.m.out.node(at, "barrier", "gate"))
				continue
			}
			x.refs = append(x.refs, x.m.out.node(at))
		}
		x.refs = append(x.refs, x.m.out.node(s.to))
		l := dress(x.d, s.class, true)
		l.speed = 0
		if s.class == service && x.d.chance(0.15) {
			l.access = privateAccess
		}
		name := ""
		if s.class == residential {
			name = streetName(x.d)
		}
		x.m.out.road(x.refs, l, name, "")
	}
}

// A curve leads from a to b, swinging off the straight line.
type curve struct {
	a, b, off xy
	s1, s2    float64
}

// swing is the most that a curve leaves the straight line, in metres.
const swing = 22

func newCurve(d *dice, a, b xy) curve {
	line := b.minus(a)
	size := min(0.09*line.length(), swing)
	s := d.between(-1, 1)
	return curve{a, b, line.unit().left().times(size), s, (1 - math.Abs(s)) * d.between(-1, 1)}
}

func (c *curve) at(t float64) xy {
	w := c.s1*math.Sin(math.Pi*t) + c.s2*math.Sin(2*math.Pi*t)
	return lerp(c.a, c.b, t).plus(c.off.times(w))
}
