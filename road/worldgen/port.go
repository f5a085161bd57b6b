package worldgen

import "slices"

// A port is where a road passes from one block to the next.
type port struct {
	side  int32
	t     float64
	class class
	route uint32
	gate  *gate
	node  [2]nodeID // on the rim of the block p of the side, and of q
}

// drawPorts draws the ports of every side, in the order of the sides.
func (m *maker) drawPorts() {
	m.firstPort = make([]int32, len(m.sides)+1)
	for s := range m.sides {
		m.portsOf(int32(s))
		m.firstPort[s+1] = int32(len(m.ports))
	}
}

func (m *maker) portsOf(s int32) {
	x := &m.sides[s]
	if x.p < 0 || x.q < 0 {
		return
	}
	if m.borderSide(s) {
		if g := m.gates[s]; g != nil && !g.motorway {
			m.ports = append(m.ports, port{side: s, t: g.t, class: g.class, route: g.route, gate: g})
		}
		return
	}
	d := newDice(m.o.Seed, forPorts, int(s))
	if c := m.class[s]; c > 0 {
		t := d.between(0.25, 0.38)
		if d.chance(0.5) {
			t = 1 - t
		}
		m.ports = append(m.ports, port{side: s, t: t, class: c, route: m.route[s]})
	}
	m.minorPorts(d, s)
}

// minorPorts draws the lesser roads over a side: many inside a town, few elsewhere.
func (m *maker) minorPorts(d *dice, s int32) {
	x := &m.sides[s]
	k := min(m.k[x.p], m.k[x.q])
	n := d.pick(0.35, 0.45, 0.2)
	town := m.urban(x.p) && m.urban(x.q)
	if town {
		n = int(float64(k) * d.between(0.2, 0.45))
	} else if m.urban(x.p) || m.urban(x.q) {
		n = int(float64(k) * d.between(0.1, 0.35))
	}
	if m.river[s] && !d.chance(0.15) {
		n = 0
	}
	type spot struct{ p, q int }
	var used []spot
	for _, p := range m.ports[m.firstPort[s]:] {
		if p.side == s {
			used = append(used, spot{m.rimCell(s, x.p, p.t), m.rimCell(s, x.q, p.t)})
		}
	}
	for i := range n {
		t := 0.1 + 0.8*(float64(i)+d.unit())/float64(n)
		c := []class{unclassified, track, path}[d.pick(0.4, 0.4, 0.2)]
		if town {
			c = []class{residential, tertiary, service, footway}[d.pick(0.6, 0.15, 0.1, 0.15)]
		}
		at := spot{m.rimCell(s, x.p, t), m.rimCell(s, x.q, t)}
		if !slices.Contains(used, at) {
			used = append(used, at)
			m.ports = append(m.ports, port{side: s, t: t, class: c})
		}
	}
}

// rimCell is the meeting of streets of a block nearest to t of a side, among those
// along it.
func (m *maker) rimCell(s, b int32, t float64) int {
	u, v := m.within(s, b, t)
	g := m.gridOf(b)
	switch {
	case u == 0:
		return g.cell(0, nearest(g.v, v))
	case u == 1:
		return g.cell(g.k-1, nearest(g.v, v))
	case v == 0:
		return g.cell(nearest(g.u, u), 0)
	}
	return g.cell(nearest(g.u, u), g.k-1)
}

func nearest(list []float64, x float64) (best int) {
	for i, y := range list {
		if d, least := y-x, list[best]-x; d*d < least*least {
			best = i
		}
	}
	return best
}
