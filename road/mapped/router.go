package mapped

import (
	"waythrough/cch"
	"waythrough/geo"
	"waythrough/road/osm"
	"waythrough/road/street"
)

// Unreachable is the cost where there is no way.
const Unreachable = uint64(cch.Unreachable)

// A Router finds ways that have least of one measure. It owns the memory that searching
// takes and serves one goroutine at a time.
type Router struct {
	r      *Roads
	m      Measure
	q      *cch.Query
	across bool // see Across
	finder geo.Finder
	line   []osm.Point

	open     [2]street.Half // see halves
	from, to []end
	a, b     []cch.Point
	arcs     []cch.ArcID
}

// An end is one way to begin or to end at a spot: see Router.sources.
type end struct {
	half  street.Half // noHalf at a gate
	first cch.ArcID   // the arc taken first, noArc if the search begins on the half-edge itself
}

const noArc = ^cch.ArcID(0)

// Router makes a router.
func (r *Roads) Router(m Measure) *Router {
	return &Router{r: r, m: m, q: cch.NewQuery(r.metric[m])}
}

// Across makes a router whose LeadsTo and LeadHere pass every cut: what is an island to them
// is one whatever opens. Its ways pass those alone that are open.
func (r *Roads) Across(m Measure) *Router {
	q := r.Router(m)
	q.across = true
	return q
}

// cost of a whole half-edge, without the turn into it.
func (r *Roads) cost(m Measure, h street.Half) uint64 {
	n := r.n.Streets
	if m == Length {
		return uint64(n.Length[h.Edge()])
	}
	return uint64(n.Duration[r.p][h.Dir()][h.Edge()])
}

// part is what of a whole has been travelled at a place of an edge.
func part(whole uint64, h street.Half, share float64) uint64 {
	if h.Dir() == osm.Backward {
		share = 1 - share
	}
	return min(whole, uint64(float64(whole)*share+0.5))
}

// left is what of a half-edge's cost is still to be travelled at a place of it.
func (r *Roads) left(m Measure, h street.Half, s Snap) uint64 {
	c := r.cost(m, h)
	return c - part(c, h, s.Share)
}

// halves lists the directions in which an edge may be travelled, in the router's memory.
func (q *Router) halves(s Snap) []street.Half {
	out := q.open[:0]
	for _, h := range [2]street.Half{street.Half(s.Edge) << 1, street.Half(s.Edge)<<1 | 1} {
		if q.r.n.Streets.Open(q.r.p, h) {
			out = append(out, h)
		}
	}
	return out
}

// sources and targets set out the points between which the search runs. In a graph of
// half-edges one that is a target has been travelled to its end, which is too far by
// what lies behind the place: that is taken off a constant, which comes off the answer.
//
// Travel along one and the same edge is a case of its own. If the target lies ahead, the
// difference is the answer, and falls out of the above. If it lies behind, the search has
// to leave the edge first: it begins with the arcs that follow.
func (q *Router) sources(s, t Spot) {
	q.from, q.a = q.from[:0], q.a[:0]
	r := q.r
	if s.isGate() {
		q.from = append(q.from, end{noHalf, noArc})
		q.a = append(q.a, cch.Point{Node: cch.NodeID(s.gate.State)})
		return
	}
	for _, h := range q.halves(s.place) {
		left := r.left(q.m, h, s.place)
		if r.states.byNode {
			q.from = append(q.from, end{h, noArc})
			q.a = append(q.a, cch.Point{Node: cch.NodeID(r.n.Streets.Head(h)), Offset: cch.Distance(left)})
			continue
		}
		state := r.states.FirstOf[h]
		if !s.beside(t) || isAhead(h, s.place, t.place) {
			q.from = append(q.from, end{h, noArc})
			q.a = append(q.a, cch.Point{Node: cch.NodeID(state), Offset: cch.Distance(left)})
			continue
		}
		for a := r.states.First[state]; a < r.states.First[state+1]; a++ {
			if w := r.metric[q.m].Weight(cch.ArcID(a)); w != cch.Closed {
				q.from = append(q.from, end{h, cch.ArcID(a)})
				q.a = append(q.a, cch.Point{Node: cch.NodeID(r.states.Head[a]), Offset: cch.Distance(left + uint64(w))})
			}
		}
	}
}

func (q *Router) targets(t Spot) (constant uint64) {
	q.to, q.b = q.to[:0], q.b[:0]
	r := q.r
	if t.isGate() {
		q.b = r.before(t.gate, q.b)
		for range q.b {
			q.to = append(q.to, end{noHalf, noArc})
		}
		return 0
	}
	halves := q.halves(t.place)
	if r.states.byNode {
		for _, h := range halves {
			q.to = append(q.to, end{h, noArc})
			q.b = append(q.b, cch.Point{Node: cch.NodeID(r.n.Streets.Tail(h)), Offset: cch.Distance(r.cost(q.m, h) - r.left(q.m, h, t.place))})
		}
		return 0
	}
	for _, h := range halves {
		constant = max(constant, r.left(q.m, h, t.place))
	}
	for _, h := range halves {
		for s := r.states.FirstOf[h]; s < r.states.FirstOf[h+1]; s++ {
			q.to = append(q.to, end{h, noArc})
			q.b = append(q.b, cch.Point{Node: cch.NodeID(s), Offset: cch.Distance(constant - r.left(q.m, h, t.place))})
		}
	}
	return constant
}

// isAhead reports whether a place of an edge lies ahead of another on it, or is it. Costs
// do not tell: they are rounded, and where they are equal one may lie behind.
func isAhead(h street.Half, s, t Snap) bool {
	if h.Dir() == osm.Backward {
		return t.Share <= s.Share
	}
	return s.Share <= t.Share
}

// ahead is the cost of going straight from one place to another of the same edge.
func (q *Router) ahead(s, t Spot) (cost uint64, h street.Half) {
	cost = Unreachable
	if !s.beside(t) {
		return cost, 0
	}
	for _, half := range q.halves(s.place) {
		if isAhead(half, s.place, t.place) {
			if c := q.r.left(q.m, half, s.place) - q.r.left(q.m, half, t.place); c < cost {
				cost, h = c, half
			}
		}
	}
	return cost, h
}

// Cost is that of the best way between two places, or Unreachable.
func (q *Router) Cost(s, t Snap) uint64 { return q.CostBetween(s.Spot(), t.Spot()) }

// Path is the best way between two places; ok is false if there is none.
func (q *Router) Path(s, t Snap) (path Path, ok bool) { return q.PathBetween(s.Spot(), t.Spot()) }

// CostBetween is that of the best way between two spots, or Unreachable.
func (q *Router) CostBetween(s, t Spot) uint64 {
	q.sources(s, t)
	constant := q.targets(t)
	d, _, _ := q.q.Between(q.a, q.b)
	cost := Unreachable
	if d != cch.Unreachable {
		cost = uint64(d) - constant
	}
	if q.r.states.byNode {
		straight, _ := q.ahead(s, t)
		cost = min(cost, straight)
	}
	return cost
}

// PathBetween is the best way between two spots; ok is false if there is none. In a graph
// of nodes, where turns are free, a way from a gate to another at its place is empty.
func (q *Router) PathBetween(s, t Spot) (path Path, ok bool) {
	q.sources(s, t)
	constant := q.targets(t)
	d, source, target, arcs := q.q.RouteBetween(q.a, q.b, q.arcs[:0])
	q.arcs = arcs
	path.Cost = Unreachable
	if d != cch.Unreachable {
		path.Cost = uint64(d) - constant
	}
	if q.r.states.byNode {
		if straight, h := q.ahead(s, t); straight <= path.Cost && straight != Unreachable {
			path.Cost = straight
			path.travel(h, noArc)
			q.finish(&path, s, t)
			return path, true
		}
	}
	if path.Cost == Unreachable {
		path.Start, path.End = s.place, t.place
		return path, false
	}
	path.Halves, path.arcs = make([]street.Half, 0, len(arcs)+3), make([]cch.ArcID, 0, len(arcs)+3)
	if from := q.from[source]; from.half != noHalf {
		path.travel(from.half, noArc)
		if from.first != noArc {
			path.travel(q.r.states.half(from.first), from.first)
		}
	}
	for _, a := range arcs {
		path.travel(q.r.states.half(a), a)
	}
	if h := q.to[target].half; q.r.states.byNode && h != noHalf {
		path.travel(h, noArc)
	}
	q.finish(&path, s, t)
	return path, true
}
