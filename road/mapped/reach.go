package mapped

import (
	"waythrough/cch"
	"waythrough/road/street"
)

// LeadsTo counts the edges that can be reached from a place, its own among them, and
// LeadHere those from which it can be reached: up to most of them. All says that there are
// no more; if they are few, the place lies on an island. Both search by steps, in time by
// what is counted, and are for saying why there is no way.
func (q *Router) LeadsTo(s Snap, most int) (edges int, all bool) {
	n, states := q.r.n.Streets, q.r.states
	f := spread{q: q, most: most, known: map[uint32]bool{}, met: map[street.Edge]bool{s.Edge: true}}
	for _, h := range q.halves(s) {
		if states.byNode {
			f.meet(uint32(n.Head(h)), h)
		} else {
			f.meet(states.FirstOf[h], h)
		}
	}
	return f.run(func(state uint32) {
		for a := states.First[state]; a < states.First[state+1]; a++ {
			if f.open(a) {
				f.meet(states.Head[a], states.half(cch.ArcID(a)))
			}
		}
	})
}

// LeadHere is LeadsTo against the traffic.
func (q *Router) LeadHere(s Snap, most int) (edges int, all bool) {
	n, states := q.r.n.Streets, q.r.states
	f := spread{q: q, most: most, known: map[uint32]bool{}, met: map[street.Edge]bool{s.Edge: true}}
	for _, h := range q.halves(s) {
		if states.byNode {
			f.meet(uint32(n.Tail(h)), h)
			continue
		}
		for state := states.FirstOf[h]; state < states.FirstOf[h+1]; state++ {
			f.meet(state, h)
		}
	}
	return f.run(func(state uint32) {
		states.into(n, state, func(before uint32, a cch.ArcID) {
			if !f.open(uint32(a)) {
				return
			}
			if states.byNode {
				f.meet(before, states.half(a))
			} else {
				f.meet(before, states.Half[before])
			}
		})
	})
}

// A spread goes over states and counts the edges it meets, cuts apart.
type spread struct {
	q     *Router
	most  int
	queue []uint32
	known map[uint32]bool
	met   map[street.Edge]bool
}

func (f *spread) open(arc uint32) bool {
	return f.q.across || f.q.r.metric[f.q.m].Weight(cch.ArcID(arc)) != cch.Closed
}

// meet takes in a state that was come to over a half-edge.
func (f *spread) meet(state uint32, h street.Half) {
	if !f.q.r.n.Streets.IsCut(h.Edge()) {
		f.met[h.Edge()] = true
	}
	if !f.known[state] {
		f.known[state] = true
		f.queue = append(f.queue, state)
	}
}

func (f *spread) run(step func(state uint32)) (edges int, all bool) {
	for len(f.queue) > 0 && len(f.met) <= f.most {
		state := f.queue[0]
		f.queue = f.queue[1:]
		step(state)
	}
	return min(len(f.met), f.most), len(f.met) <= f.most
}
