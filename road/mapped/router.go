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
	finder geo.Finder
	line   []osm.Point

	open     [2]street.Half // see halves
	from, to []end
	a, b     []cch.Point
	arcs     []cch.ArcID
}

// An end is one way to begin or to end on a snapped edge: see Router.sources.
type end struct {
	half  street.Half
	first cch.ArcID // the arc taken first, noArc if the search begins on the half-edge itself
}

const noArc = ^cch.ArcID(0)

// Router makes a router.
func (r *Roads) Router(m Measure) *Router {
	return &Router{r: r, m: m, q: cch.NewQuery(r.metric[m])}
}

// A Path is a way found: the half-edges travelled, the first from a share of its length
// on and the last up to one, both counted from the edge's From.
type Path struct {
	Halves     []street.Half
	Start, End Snap
	Cost       uint64      // in the measure that it has least of
	Duration   uint64      // milliseconds
	Length     uint64      // decimetres
	arcs       []cch.ArcID // in a graph of half-edges: the arc into each but the first
}

// cost of a whole half-edge, without the turn into it.
func (q *Router) cost(h street.Half) uint64 {
	n := q.r.n.Streets
	if q.m == Length {
		return uint64(n.Length[h.Edge()])
	}
	return uint64(n.Duration[q.r.p][h.Dir()][h.Edge()])
}

// part is what of a whole has been travelled at a place of an edge.
func part(whole uint64, h street.Half, share float64) uint64 {
	if h.Dir() == osm.Backward {
		share = 1 - share
	}
	return min(whole, uint64(float64(whole)*share+0.5))
}

// left is what of a half-edge's cost is still to be travelled at a place of it.
func (q *Router) left(h street.Half, s Snap) uint64 {
	c := q.cost(h)
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
func (q *Router) sources(s, t Snap) {
	q.from, q.a = q.from[:0], q.a[:0]
	r := q.r
	for _, h := range q.halves(s) {
		left := q.left(h, s)
		if r.states.byNode {
			q.from = append(q.from, end{h, noArc})
			q.a = append(q.a, cch.Point{Node: cch.NodeID(r.n.Streets.Head(h)), Offset: cch.Distance(left)})
			continue
		}
		state := r.states.FirstOf[h]
		if s.Edge != t.Edge || isAhead(h, s, t) {
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

func (q *Router) targets(t Snap) (constant uint64) {
	q.to, q.b = q.to[:0], q.b[:0]
	halves := q.halves(t)
	if q.r.states.byNode {
		for _, h := range halves {
			q.to = append(q.to, end{h, noArc})
			q.b = append(q.b, cch.Point{Node: cch.NodeID(q.r.n.Streets.Tail(h)), Offset: cch.Distance(q.cost(h) - q.left(h, t))})
		}
		return 0
	}
	for _, h := range halves {
		constant = max(constant, q.left(h, t))
	}
	for _, h := range halves {
		for s := q.r.states.FirstOf[h]; s < q.r.states.FirstOf[h+1]; s++ {
			q.to = append(q.to, end{h, noArc})
			q.b = append(q.b, cch.Point{Node: cch.NodeID(s), Offset: cch.Distance(constant - q.left(h, t))})
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
func (q *Router) ahead(s, t Snap) (cost uint64, h street.Half) {
	cost = Unreachable
	if s.Edge != t.Edge {
		return cost, 0
	}
	for _, half := range q.halves(s) {
		if isAhead(half, s, t) {
			if c := q.left(half, s) - q.left(half, t); c < cost {
				cost, h = c, half
			}
		}
	}
	return cost, h
}

// Cost is that of the best way between two places, or Unreachable.
func (q *Router) Cost(s, t Snap) uint64 {
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

// Path is the best way between two places; ok is false if there is none.
func (q *Router) Path(s, t Snap) (path Path, ok bool) {
	q.sources(s, t)
	constant := q.targets(t)
	d, source, target, arcs := q.q.RouteBetween(q.a, q.b, q.arcs[:0])
	q.arcs = arcs
	path = Path{Start: s, End: t, Cost: Unreachable}
	if d != cch.Unreachable {
		path.Cost = uint64(d) - constant
	}
	if q.r.states.byNode {
		if straight, h := q.ahead(s, t); straight <= path.Cost && straight != Unreachable {
			path.Cost, path.Halves = straight, []street.Half{h}
			q.measure(&path)
			return path, true
		}
	}
	if path.Cost == Unreachable {
		return path, false
	}
	path.Halves = append(make([]street.Half, 0, len(arcs)+2), q.from[source].half)
	path.arcs = make([]cch.ArcID, 0, len(arcs)+1)
	if first := q.from[source].first; first != noArc {
		path.arcs = append(path.arcs, first)
	}
	path.arcs = append(path.arcs, arcs...)
	for _, a := range path.arcs {
		path.Halves = append(path.Halves, q.r.states.half(a))
	}
	if q.r.states.byNode {
		path.Halves = append(path.Halves, q.to[target].half)
	}
	q.trim(&path)
	q.measure(&path)
	return path, true
}

// trim takes from a path a turn back at its very start or end. From a place at a dead end
// both directions cost the same: away from it, and the nothing up to it, back and away.
func (q *Router) trim(p *Path) {
	if len(p.Halves) > 1 && p.Halves[0]^1 == p.Halves[1] && q.turn(p, 1) == 0 && q.atHead(p.Halves[0], p.Start) {
		p.Halves = p.Halves[1:]
		p.arcs = p.arcs[min(1, len(p.arcs)):]
	}
	last := len(p.Halves) - 1
	if last > 0 && p.Halves[last]^1 == p.Halves[last-1] && q.turn(p, last) == 0 && q.atHead(p.Halves[last-1], p.End) {
		p.Halves = p.Halves[:last]
		p.arcs = p.arcs[:min(last-1, len(p.arcs))]
	}
}

// atHead reports that a place lies at the head of a half-edge, in every measure.
func (q *Router) atHead(h street.Half, s Snap) bool {
	n := q.r.n.Streets
	for _, whole := range []uint32{n.Length[h.Edge()], n.Duration[q.r.p][h.Dir()][h.Edge()], n.Duration[q.r.p][1-h.Dir()][h.Edge()]} {
		if part(uint64(whole), h, s.Share) != uint64(whole) || part(uint64(whole), h^1, s.Share) != 0 {
			return false
		}
	}
	return true
}

// spans gives of each half-edge of a path what is travelled, in a measure.
func (q *Router) span(p *Path, i int, whole uint64) uint64 {
	h := p.Halves[i]
	from, to := uint64(0), whole
	if i == 0 {
		from = part(whole, h, p.Start.Share)
	}
	if i == len(p.Halves)-1 {
		to = part(whole, h, p.End.Share)
	}
	return to - from
}

// turn is what the turn into a half-edge of a path takes.
func (q *Router) turn(p *Path, i int) uint64 {
	if i == 0 || len(q.r.states.Turn) == 0 {
		return 0
	}
	return uint64(q.r.states.Turn[p.arcs[i-1]])
}

func (q *Router) measure(p *Path) {
	n := q.r.n.Streets
	for i, h := range p.Halves {
		p.Length += q.span(p, i, uint64(n.Length[h.Edge()]))
		p.Duration += q.span(p, i, uint64(n.Duration[q.r.p][h.Dir()][h.Edge()])) + q.turn(p, i)
	}
}
