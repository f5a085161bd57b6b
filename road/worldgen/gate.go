package worldgen

import (
	"cmp"
	"math"
	"slices"
)

// What becomes of a border side.
const (
	noCrossing = iota
	recorded
	unrecorded
)

// A gate is a crossing that will be drawn over a side.
type gate struct {
	kind     uint8
	motorway bool
	shared   bool // the road has a node in common with the boundary
	class    class
	route    uint32
	t        float64 // where on the side
}

// chooseGates draws where roads cross the borders. A pair of areas with a short
// border has fewer crossings than were asked for: one a side at most.
func (m *maker) chooseGates() {
	type neighbours struct{ a, b int32 }
	pairs := map[neighbours][]int32{}
	var order []neighbours
	for s := range m.sides {
		a, b := m.areaOf(m.sides[s].p), m.areaOf(m.sides[s].q)
		if a == b || a < 0 || b < 0 {
			continue
		}
		p := neighbours{min(a, b), max(a, b)}
		if pairs[p] == nil {
			order = append(order, p)
		}
		pairs[p] = append(pairs[p], int32(s))
	}
	slices.SortFunc(order, func(x, y neighbours) int { return cmp.Or(cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b)) })
	m.gates = map[int32]*gate{}
	size := make([]int, m.o.Areas)
	for _, a := range m.area {
		size[a]++
	}
	for _, p := range order {
		d := newDice(m.o.Seed, forCrossing, int(p.a)*pairStride+int(p.b))
		list := pairs[p]
		m.rivers[p.a<<16|p.b] = d.chance(0.3)
		shuffle(d, list)
		known := min(m.o.Crossings, (len(list)+1)/2)
		others := min(m.o.Crossings, (len(list)-known+1)/2)
		for i, s := range list[:known+others] {
			m.gates[s] = m.newGate(d, s, i < known, i == 0 && min(size[p.a], size[p.b]) >= enoughForMotorways)
		}
	}
}

// pairStride numbers the pairs of areas. Another would draw other worlds.
const pairStride = 675

// enoughForMotorways is how many blocks an area has over whose borders motorways lead.
const enoughForMotorways = 12

// newGate draws a crossing.
func (m *maker) newGate(d *dice, s int32, known, fast bool) *gate {
	g := &gate{kind: recorded, shared: d.chance(0.4)}
	points := m.shorePoints(s)
	at := points/3 + d.below(points/3)
	switch {
	case !known:
		g.kind, g.class = unrecorded, []class{track, path}[d.pick(0.6, 0.4)]
	case fast:
		g.motorway, g.shared = true, false
	default:
		g.class = []class{trunk, primary, secondary, tertiary}[d.pick(0.15, 0.4, 0.35, 0.1)]
	}
	if g.t = (float64(at) + 0.5) / float64(points); g.shared {
		g.t = float64(at) / float64(points)
	}
	return g
}

// The boundary on a side is the side, pushed off it by a curve that is a function of
// the place on it: whoever crosses at a right angle crosses once.
const (
	shoreSwing = 0.025 * blockSize // the most that it leaves the side
	gateDepth  = 0.035 * blockSize // where a road that crosses turns square to the side
)

// shorePoints is the number of segments of the boundary on a side.
func (m *maker) shorePoints(s int32) int { return 12 + newDice(m.o.Seed, forShore, int(s)).below(8) }

// shore gives the points of the boundary on a side, corners included.
func (m *maker) shore(s int32) []xy {
	n := m.shorePoints(s)
	d := newDice(m.o.Seed, forShore, int(s))
	d.next()
	var phase, size [4]float64
	for f := range phase {
		phase[f], size[f] = d.between(0, 2*math.Pi), d.unit()/(float64(f)+1)
	}
	line := make([]xy, n+1)
	for i := range line {
		t, off := float64(i)/float64(n), 0.0
		for f := range phase {
			off += size[f] * math.Sin(2*math.Pi*t*(float64(f)+0.7)+phase[f])
		}
		line[i] = m.on(s, t, shoreSwing*math.Sin(math.Pi*t)*off/2.1)
	}
	return line
}
