package worldgen

// Motorways run above the streets: two carriageways, each one way, with no node in
// common with what they cross. Ramps lead to the hub of a block.

// gap is how far a carriageway lies from the axis, in metres.
const gap = 12

// An arm is where a motorway leaves a block: the ends of its carriageways there.
type arm struct {
	side    int32
	at      xy // on the axis
	outward xy
	in, out nodeID
	route   uint32
}

// armKey names an end of a motorway over a side: that in the block p or q.
type armKey struct {
	side  int32
	block int32
}

// motorT is where on a side the axis of a motorway lies.
func (m *maker) motorT(s int32) float64 {
	if g := m.gates[s]; g != nil {
		return g.t
	}
	return newDice(m.o.Seed, forSide, -int(s)-1).between(0.45, 0.55)
}

// motorwaysOf draws the motorways of a block.
func (m *maker) motorwaysOf(b int32, hub nodeID) {
	if m.arms(b) == 0 {
		return
	}
	d := newDice(m.o.Seed, forBlock, 1<<33|int(b))
	var arms []arm
	for _, s := range m.sidesOf(b) {
		if g := m.gates[s]; m.motorway[s] || g != nil && g.motorway {
			arms = append(arms, m.newArm(s, b))
		}
	}
	_, joined := m.townAt[b]
	for _, a := range arms { // the last way off before a border
		joined = joined || m.gates[a.side] != nil
	}
	joined = joined || len(arms) == 1 || m.urban(b) && d.chance(0.35) || m.best(b) >= secondary && d.chance(0.3)
	if len(arms) == 2 {
		m.carriageway(d, b, &arms[0], &arms[1], hub, joined)
		m.carriageway(d, b, &arms[1], &arms[0], hub, joined)
		return
	}
	l := m.motorLook(b, len(arms) > 1)
	for i := range arms {
		if joined {
			m.ramp(d, l, arms[i].in, hub)
			m.ramp(d, l, hub, arms[i].out)
		}
		for j := range arms {
			if i != j {
				refs := m.bezier(&arms[i], &arms[j], m.middle(b), 7)
				m.out.road(refs, l, "", refOf(motorway, arms[j].route))
			}
		}
	}
}

// newArm draws the ends of the carriageways over a side in a block.
func (m *maker) newArm(s, b int32) arm {
	in := m.inward(s, b)
	a := arm{side: s, at: m.on(s, m.motorT(s), in*gateDepth), route: uint32(m.area[b]*7) + uint32(s%5)}
	x := &m.sides[s]
	a.outward = m.corner[x.b].minus(m.corner[x.a]).unit().left().times(-in)
	right := a.outward.left().times(-gap)
	a.out, a.in = m.out.node(a.at.plus(right)), m.out.node(a.at.minus(right))
	m.armEnds[armKey{s, b}] = [2]nodeID{a.in, a.out}
	return a
}

func (m *maker) motorLook(b int32, link bool) look {
	l := look{class: motorway, link: link, oneway: true, surface: 1, toll: m.area[b]%5 < 2}
	if !link {
		l.speed = []uint8{130, 120, 0}[m.area[b]%3]
	}
	return l
}

// bezier draws one carriageway from where one arm comes in to where another goes out.
func (m *maker) bezier(from, to *arm, middle xy, n int) []nodeID {
	refs := []nodeID{from.in}
	for i := 1; i < n; i++ {
		t := float64(i) / float64(n)
		p := lerp(lerp(from.at, middle, t), lerp(middle, to.at, t), t)
		along := lerp(middle.minus(from.at), to.at.minus(middle), t).unit()
		refs = append(refs, m.out.node(p.plus(along.left().times(-gap))))
	}
	return append(refs, to.out)
}

// carriageway draws one through a block, with ramps if it is joined to the hub.
func (m *maker) carriageway(d *dice, b int32, from, to *arm, hub nodeID, joined bool) {
	const n = 10
	refs := m.bezier(from, to, m.middle(b), n)
	name := refOf(motorway, to.route)
	l := m.motorLook(b, false)
	if !joined {
		l.bridge = d.chance(0.1)
		m.out.road(refs, l, "", name)
		return
	}
	m.out.road(refs[:4], l, "", name)
	m.out.road(refs[3:8], l, "", name)
	m.out.road(refs[7:], l, "", name)
	link := m.motorLook(b, true)
	m.ramp(d, link, refs[3], hub)
	m.ramp(d, link, hub, refs[7])
}

// ramp leads from one node to another; where a motorway is paid for, past a booth.
func (m *maker) ramp(d *dice, l look, from, to nodeID) {
	refs := []nodeID{from}
	n := 3 + d.below(4)
	for i := 1; i < n; i++ {
		var tags []string
		if l.toll && l.link && i == n/2 {
			tags = []string{"barrier", "toll_booth"}
		}
		refs = append(refs, m.out.nodeAt(m.out.mix(from, to, float64(i)/float64(n), d.between(-300, 300)), tags...))
	}
	m.out.road(append(refs, to), l, "", "")
}

// mix is a position between those of two nodes, moved off the line.
func (c *columns) mix(a, b nodeID, t, off float64) position {
	lat := float64(c.lat[a])*(1-t) + float64(c.lat[b])*t + off
	lon := float64(c.lon[a])*(1-t) + float64(c.lon[b])*t - off
	return position{int32(lat), int32(lon)}
}
