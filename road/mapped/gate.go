package mapped

import (
	"cmp"
	"slices"

	"waythrough/cch"
	"waythrough/road/street"
)

// A Gate is the passage of a cut in one direction, as a profile may make it. Where a way
// hangs on how a node was reached, what may follow a cut can hang on what came before it:
// a restriction over via ways, or whether somebody set out on edges for who has business
// there. Such a cut has a gate for each state that can arise: see package turn.
//
// Gates belong to a file and a profile, whatever cuts are open, and are those of Roads.Gates.
type Gate struct {
	Cut   int         // place in Streets.Cuts
	Half  street.Half // over the cut
	State uint32      // of who has passed it: see States
}

// Gates lists all gates, by half-edge and then state. Left out are those that nobody comes
// to, and those from which nothing leads on. It reads the file: see Network.Guard. O(arcs
// over cuts and beside them).
func (r *Roads) Gates() []Gate {
	var out []Gate
	for c := range r.n.Streets.Cuts {
		for _, a := range r.cutArc[r.cutFirst[c]:r.cutFirst[c+1]] {
			g := Gate{c, r.states.half(cch.ArcID(a)), r.states.Head[a]}
			if r.leadsOn(g) {
				out = append(out, g)
			}
		}
	}
	slices.SortFunc(out, func(a, b Gate) int { return cmp.Or(cmp.Compare(a.Half, b.Half), cmp.Compare(a.State, b.State)) })
	return slices.Compact(out) // a state may be come to from several others
}

// leadsOn reports whether somebody can come to a gate, to which an arc leads, and go on.
func (r *Roads) leadsOn(g Gate) bool {
	s, n := r.states, r.n.Streets
	if !s.byNode {
		return s.First[g.State] < s.First[g.State+1]
	}
	on := func(h street.Half) bool { return n.Open(r.p, h) }
	from := func(h street.Half) bool { return n.Open(r.p, h.Reverse()) }
	return slices.ContainsFunc(n.LeavingFrom(n.Head(g.Half)), on) && slices.ContainsFunc(n.LeavingFrom(n.Tail(g.Half)), from)
}

// before appends the points from which a gate may be passed next. They have no offset: no
// turn into a cut or out of it takes time, which Verify holds.
func (r *Roads) before(g Gate, points []cch.Point) []cch.Point {
	if r.states.byNode {
		return append(points, cch.Point{Node: cch.NodeID(r.n.Streets.Tail(g.Half))})
	}
	r.states.into(r.n.Streets, g.State, func(from uint32, _ cch.ArcID) {
		points = append(points, cch.Point{Node: cch.NodeID(from)})
	})
	return points
}
