package mapped

import (
	"waythrough/cch"
	"waythrough/road/dimacs"
	"waythrough/road/street"
)

// Graph is the network as plain arcs, as a profile may use it: of its nodes, without
// regard to turns, or, if turns are wanted, of the states in which this program searches.
// What is closed is left out; cuts too, but for those that Through opened.
func (r *Roads) Graph(m Measure, turns bool) (*dimacs.Graph, *dimacs.Coordinates) {
	n, s := r.n.Streets, r.states
	if turns && !s.byNode {
		g, at := &dimacs.Graph{Nodes: s.count()}, &dimacs.Coordinates{}
		for v := range s.count() {
			end := n.At[n.Head(s.Half[v])]
			at.Lon, at.Lat = append(at.Lon, end.Lon), append(at.Lat, end.Lat)
			for a := s.First[v]; a < s.First[v+1]; a++ {
				if w := r.metric[m].Weight(cch.ArcID(a)); w != cch.Closed {
					g.Tail, g.Head, g.Weight = append(g.Tail, uint32(v)), append(g.Head, s.Head[a]), append(g.Weight, uint32(w))
				}
			}
		}
		return g, at
	}
	g, at := &dimacs.Graph{Nodes: len(n.At)}, &dimacs.Coordinates{}
	for _, p := range n.At {
		at.Lon, at.Lat = append(at.Lon, p.Lon), append(at.Lat, p.Lat)
	}
	passed := r.passed(m)
	for h := range street.Half(2 * len(n.From)) {
		if !n.Open(r.p, h) {
			continue
		}
		w := uint32(r.cost(m, h))
		if n.IsCut(h.Edge()) {
			price, open := passed[h]
			if !open {
				continue
			}
			w = uint32(price)
		}
		g.Tail, g.Head, g.Weight = append(g.Tail, uint32(n.Tail(h))), append(g.Head, uint32(n.Head(h))), append(g.Weight, w)
	}
	return g, at
}

// passed is the half-edges over cuts that some way may take, and what that costs.
func (r *Roads) passed(m Measure) map[street.Half]cch.Weight {
	out := map[street.Half]cch.Weight{}
	for _, a := range r.cutArc {
		if w := r.metric[m].Weight(cch.ArcID(a)); w != cch.Closed {
			out[r.states.half(cch.ArcID(a))] = w
		}
	}
	return out
}
