package mapped

import (
	"fmt"

	"waythrough/cch"
	"waythrough/road/street"
)

// Reached is the least cost at every node of a network from any of some spots. It is
// read-only and may be shared.
type Reached struct {
	r *Roads
	m Measure

	state []cch.Distance // by state
	node  []cch.Distance // by node; in a graph of nodes it is state
	// begun are the sources on an edge, and again what came to its states by an arc: of
	// those that a source begins in, which state does not tell.
	begun map[street.Edge][]begun
	again map[uint32]cch.Distance
}

// A begun is a source on an edge.
type begun struct {
	at    Snap
	after uint64
}

// never is the least delay that is not waited for.
const never = 1 << 60

// Reach finds the least cost at every node from any of some spots, where spot i is begun
// after[i] late, in the unit of the measure; nil is never late, and what is 2⁶⁰ late is not
// begun. One sweep serves all: see cch.Sweep. Errors are those of Targets.
func (r *Roads) Reach(m Measure, from []Spot, after []uint64) (*Reached, error) {
	if after != nil && len(after) != len(from) {
		return nil, fmt.Errorf("%d spots are begun after %d delays: give one for each, or none", len(from), len(after))
	}
	out := &Reached{r: r, m: m, begun: map[street.Edge][]begun{}, again: map[uint32]cch.Distance{}}
	var err error
	if fault := r.n.Guard(func() {
		if err = r.check(from...); err == nil {
			out.sweep(from, after)
		}
	}); fault != nil {
		return nil, fault
	}
	if err != nil {
		return nil, err
	}
	return out, nil
}

func (o *Reached) sweep(from []Spot, after []uint64) {
	r := o.r
	q := r.Router(o.m)
	var points []cch.Point
	for i, s := range from {
		late := uint64(0)
		if after != nil {
			late = after[i]
		}
		if late >= never {
			continue
		}
		q.sources(s, elsewhere)
		for _, p := range q.a {
			points = append(points, cch.Point{Node: p.Node, Offset: p.Offset + cch.Distance(late)})
		}
		if !s.isGate() {
			o.begun[s.place.Edge] = append(o.begun[s.place.Edge], begun{s.place, late})
		}
	}
	o.state = make([]cch.Distance, r.states.count())
	cch.NewSweep(r.metric[o.m]).FromPoints(points, o.state)
	o.node = o.state
	if r.states.byNode {
		return
	}
	for e := range o.begun {
		for _, h := range q.halves(Snap{Edge: e}) {
			o.arrive(r.states.FirstOf[h])
		}
	}
	n := r.n.Streets
	o.node = make([]cch.Distance, len(n.At))
	for v := range o.node {
		o.node[v] = cch.Unreachable
	}
	for s, d := range o.state {
		v := n.Head(r.states.Half[s])
		o.node[v] = min(o.node[v], d)
	}
}

// arrive finds what came to a state by an arc.
func (o *Reached) arrive(state uint32) {
	best := cch.Unreachable
	o.r.states.into(o.r.n.Streets, state, func(from uint32, a cch.ArcID) {
		if w := o.r.metric[o.m].Weight(a); w != cch.Closed && o.state[from] != cch.Unreachable {
			best = min(best, o.state[from]+cch.Distance(w))
		}
	})
	o.again[state] = best
}

// Node is the least cost at a node, however it is come to, or Unreachable.
func (o *Reached) Node(v street.Node) uint64 { return uint64(o.node[v]) }

// At is the least cost at a place: that of Router.CostBetween with the delay, for the spot
// with the least. It reads the file: see Network.Guard.
func (o *Reached) At(s Snap) uint64 {
	r, best := o.r, Unreachable
	begun := o.begun[s.Edge]
	for _, h := range [2]street.Half{street.Half(s.Edge) << 1, street.Half(s.Edge)<<1 | 1} {
		if !r.n.Streets.Open(r.p, h) {
			continue
		}
		left := r.left(o.m, h, s)
		for _, b := range begun {
			if isAhead(h, b.at, s) {
				best = min(best, b.after+r.left(o.m, h, b.at)-left)
			}
		}
		if r.states.byNode {
			if d := o.state[r.n.Streets.Tail(h)]; d != cch.Unreachable {
				best = min(best, uint64(d)+r.cost(o.m, h)-left)
			}
			continue
		}
		for state := r.states.FirstOf[h]; state < r.states.FirstOf[h+1]; state++ {
			d := o.state[state]
			if state == r.states.FirstOf[h] && len(begun) > 0 {
				d = o.again[state]
			}
			if d != cch.Unreachable {
				best = min(best, uint64(d)-left)
			}
		}
	}
	return best
}
