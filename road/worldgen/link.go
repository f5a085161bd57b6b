package worldgen

import (
	"fmt"
	"math"
)

// links draws what passes from block to block: the roads of the ports, and motorways.
func (m *maker) links() {
	for s := range m.sides {
		for i := m.firstPort[s]; i < m.firstPort[s+1]; i++ {
			if p := &m.ports[i]; p.gate != nil {
				m.gateLink(p)
			} else {
				m.link(int(i), p)
			}
		}
		if g := m.gates[int32(s)]; m.motorway[s] || g != nil && g.motorway {
			m.motorLink(int32(s), g)
		}
	}
}

// link joins two blocks of one area.
func (m *maker) link(number int, p *port) {
	d := newDice(m.o.Seed, forLink, 1<<40|number)
	l := dress(d, p.class, m.urban(m.sides[p.side].p))
	l.bridge = m.river[p.side]
	middle := m.on(p.side, p.t, 0)
	refs := []nodeID{p.node[0]}
	a, b := m.rimAt(p, 0), m.rimAt(p, 1)
	for i, c := range []curve{newCurve(d, a, middle), newCurve(d, middle, b)} {
		n := m.bends(d, c.a.distance(c.b))
		for j := range n {
			refs = append(refs, m.out.node(c.at(float64(j+1)/float64(n+1))))
		}
		if i == 0 {
			refs = append(refs, m.out.node(middle))
		}
	}
	name := ""
	if p.class >= residential && d.chance(0.4) {
		name = streetName(d)
	}
	m.out.road(append(refs, p.node[1]), l, name, refOf(p.class, p.route))
}

// rimAt is where a port begins in the block p (0) or q (1) of its side.
func (m *maker) rimAt(p *port, i int) xy { return m.nodeXY[p.node[i]] }

// gateLink leads a road over a border, square to the side.
func (m *maker) gateLink(p *port) {
	x, g := &m.sides[p.side], p.gate
	d := newDice(m.o.Seed, forLink, 1<<41|int(p.side))
	c := m.newCrossing(d, p.side)
	near, far := m.on(p.side, p.t, gateDepth), m.on(p.side, p.t, -gateDepth)
	l := dress(d, p.class, false)
	over := l
	over.bridge = m.riverBorder(p.side)
	posts := [2]nodeID{m.post(c, x.p, near), m.post(c, x.q, far)}
	m.standPosts(c, x.p, posts[0])
	m.standPosts(c, x.q, posts[1])
	cut := m.cross(p.side, posts[0], posts[1], g)
	name := refOf(p.class, p.route)
	m.out.road([]nodeID{p.node[0], m.out.node(lerp(m.rimAt(p, 0), near, 0.5)), cut.refs[0]}, l, "", name)
	m.out.road(cut.refs, over, "", name)
	m.out.road([]nodeID{cut.refs[len(cut.refs)-1], m.out.node(lerp(far, m.rimAt(p, 1), 0.5)), p.node[1]}, l, "", name)
	if g.kind == recorded && d.chance(0.5) {
		off := m.on(p.side, p.t+0.02, gateDepth)
		m.out.node(off, "amenity", "customs", "name", c.Name)
		m.posts++
	}
	m.keep(c, g, cut.at)
}

// motorLink joins the carriageways of two blocks, over a border or not.
func (m *maker) motorLink(s int32, g *gate) {
	x := &m.sides[s]
	p, q := m.armEnds[armKey{s, x.p}], m.armEnds[armKey{s, x.q}]
	l := m.motorLook(x.p, false)
	if g == nil {
		m.out.road([]nodeID{p[1], q[0]}, l, "", "")
		m.out.road([]nodeID{q[1], p[0]}, l, "", "")
		return
	}
	d := newDice(m.o.Seed, forLink, 1<<41|int(s))
	c := m.newCrossing(d, s)
	l.toll, l.bridge = false, m.riverBorder(s)
	var cuts []position
	var sides [2][]nodeID
	for i, way := range [][2]nodeID{{p[1], q[0]}, {q[1], p[0]}} {
		posts := [2]nodeID{m.postBeside(c, way[0], way[1]), m.postBeside(c, way[1], way[0])}
		cut := m.cross(s, posts[0], posts[1], g)
		m.out.road([]nodeID{way[0], posts[0]}, l, "", "")
		m.out.road(cut.refs, l, "", "")
		m.out.road([]nodeID{posts[1], way[1]}, l, "", "")
		cuts = append(cuts, cut.at)
		sides[0], sides[1] = append(sides[0], posts[i]), append(sides[1], posts[1-i]) // the second leads back
	}
	m.standPosts(c, x.p, sides[0]...)
	m.standPosts(c, x.q, sides[1]...)
	m.keep(c, g, cuts...)
}

// post draws the post of an area at a recorded crossing; at another, a mere bend.
func (m *maker) post(c *Crossing, b int32, at xy) nodeID {
	if c.ID == "" {
		return m.out.node(at)
	}
	m.posts++
	return m.out.node(at, "barrier", "border_control", "name", fmt.Sprintf("%s (%s)", c.Name, areaCode(int(m.area[b]))))
}

// postBeside draws the post of a carriageway, a tenth of the way from one end.
func (m *maker) postBeside(c *Crossing, from, to nodeID) nodeID {
	m.posts++
	return m.out.nodeAt(m.out.mix(from, to, 0.1, 0), "barrier", "border_control", "name", c.Name)
}

// A cut is a piece of road over a boundary, and where they meet.
type cut struct {
	refs []nodeID
	at   position
}

// cross leads from one node to another over the boundary on a side: through a node of
// it, or between two.
func (m *maker) cross(s int32, from, to nodeID, g *gate) cut {
	line := m.shoreNodes[s]
	if g.shared {
		v := line[int(math.Round(g.t*float64(len(line)-1)))]
		return cut{[]nodeID{from, v, to}, position{m.out.lat[v], m.out.lon[v]}}
	}
	for i := 1; i < len(line); i++ {
		if at, ok := m.out.meet(from, to, line[i-1], line[i]); ok {
			return cut{[]nodeID{from, to}, at}
		}
	}
	panic("worldgen: a road does not cross the boundary that it was led over")
}

// meet is where the segments from a to b and from c to d meet.
func (o *columns) meet(a, b, c, d nodeID) (position, bool) {
	ax, ay := float64(o.lon[a]), float64(o.lat[a])
	bx, by := float64(o.lon[b])-ax, float64(o.lat[b])-ay
	cx, cy := float64(o.lon[c])-ax, float64(o.lat[c])-ay
	dx, dy := float64(o.lon[d])-ax-cx, float64(o.lat[d])-ay-cy
	turn := bx*dy - by*dx
	if turn == 0 {
		return position{}, false
	}
	t, u := (cx*dy-cy*dx)/turn, (cx*by-cy*bx)/turn
	if t < 0 || t > 1 || u < 0 || u > 1 {
		return position{}, false
	}
	return position{int32(math.Round(ay + t*by)), int32(math.Round(ax + t*bx))}, true
}

// riverBorder reports whether the border of a side is a river.
func (m *maker) riverBorder(s int32) bool {
	a, b := m.areaOf(m.sides[s].p), m.areaOf(m.sides[s].q)
	return a >= 0 && b >= 0 && m.rivers[min(a, b)<<16|max(a, b)]
}

// ferries draws ships between hubs of a row of blocks that lie in one area.
func (m *maker) ferries() {
	d, drawn := newDice(m.o.Seed, forFerry, 0), false
	for b := range m.blocks() {
		n := 2 + d.below(3)
		if chance := d.chance(1.0 / 350); !chance && drawn || b%m.w+n >= m.w {
			continue
		}
		same := true
		for i := range n + 1 {
			same = same && m.area[b+i] == m.area[b]
		}
		if !same {
			continue
		}
		drawn = true
		refs := []nodeID{m.hub[b]}
		for i := 1; i < n; i++ {
			here, next := m.middle(int32(b+i)), m.middle(int32(b+i+1))
			refs = append(refs, m.out.node(here))
			if i < n-1 {
				refs = append(refs, m.out.node(lerp(here, next, 0.5)))
			}
		}
		l := look{class: ferry, minutes: uint8(10 + 8*n + d.below(10)), toll: d.chance(0.6)}
		m.out.road(append(refs, m.hub[b+n]), l, placeName(d)+" Ferry", "")
	}
}
