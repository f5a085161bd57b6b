package mapped

import (
	"slices"

	"waythrough/cch"
	"waythrough/road/street"
)

// A Path is a way found: the half-edges travelled, the first from a share of its length
// on and the last up to one, both counted from the edge's From. At a gate that is all of
// it: the cut is not among the half-edges. An empty way, from a gate to one at the same
// place, has none.
type Path struct {
	Halves     []street.Half
	Start, End Snap        // where it begins and ends; at a gate, the place of the cut
	Cost       uint64      // in the measure that it has least of
	Duration   uint64      // milliseconds, waits at cuts included: see ThroughAt
	Length     uint64      // decimetres
	arcs       []cch.ArcID // by half-edge: the one into it, noArc where a search has none
}

func (p *Path) travel(h street.Half, arc cch.ArcID) {
	p.Halves, p.arcs = append(p.Halves, h), append(p.arcs, arc)
}

// finish makes a path between two spots of the half-edges found.
func (q *Router) finish(p *Path, s, t Spot) {
	p.Start, p.End = s.place, t.place
	last := len(p.Halves) - 1
	if s.isGate() {
		p.Start = q.tailOf(s.gate.Half.Reverse())
		if last >= 0 {
			p.Start = q.tailOf(p.Halves[0])
		}
	}
	if t.isGate() {
		p.End = q.tailOf(t.gate.Half)
		if last >= 0 {
			p.End = q.tailOf(p.Halves[last].Reverse())
		}
	}
	if !s.isGate() {
		q.trimStart(p)
	}
	if !t.isGate() {
		q.trimEnd(p)
	}
	n := q.r.n.Streets
	for i, h := range p.Halves {
		p.Length += q.span(p, i, uint64(n.Length[h.Edge()]))
		p.Duration += q.lasts(p, i)
	}
}

// tailOf is the place at which a half-edge begins.
func (q *Router) tailOf(h street.Half) Snap {
	n := q.r.n.Streets
	return Snap{Edge: h.Edge(), Share: float64(h.Dir()), At: n.At[n.Tail(h)]}
}

// trimStart and trimEnd take from a path a turn back at its very start or end. From a place
// at a dead end both directions cost the same: away from it, and the nothing up to it, back
// and away. On an edge of no weight all places are at both ends: what stays leads ahead.
func (q *Router) trimStart(p *Path) {
	if len(p.Halves) < 2 || len(p.Halves) == 2 && !isAhead(p.Halves[1], p.Start, p.End) {
		return
	}
	if p.Halves[0]^1 == p.Halves[1] && q.added(p, 1) == 0 && q.atHead(p.Halves[0], p.Start) {
		p.Halves, p.arcs = p.Halves[1:], p.arcs[1:]
		p.arcs[0] = noArc
	}
}

func (q *Router) trimEnd(p *Path) {
	last := len(p.Halves) - 1
	if last < 1 || last == 1 && !isAhead(p.Halves[0], p.Start, p.End) {
		return
	}
	if p.Halves[last]^1 == p.Halves[last-1] && q.added(p, last) == 0 && q.atHead(p.Halves[last-1], p.End) {
		p.Halves, p.arcs = p.Halves[:last], p.arcs[:last]
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

// span is what is travelled of a half-edge of a path, in a measure.
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

// added is the milliseconds that a half-edge of a path takes beyond travelling it: the turn
// into it, or, over a cut, what that was opened at.
func (q *Router) added(p *Path, i int) uint64 {
	if p.arcs[i] == noArc {
		return 0
	}
	h := p.Halves[i]
	return uint64(q.r.metric[Duration].Weight(p.arcs[i])) - q.r.cost(Duration, h)
}

// lasts is the milliseconds that a half-edge of a path takes.
func (q *Router) lasts(p *Path, i int) uint64 {
	return q.span(p, i, q.r.cost(Duration, p.Halves[i])) + q.added(p, i)
}

// A Passage is where a path leads over a cut.
type Passage struct {
	Gate
	Index    int    // of Gate.Half in Path.Halves
	Wait     uint64 // milliseconds that the cut was opened at: see ThroughAt
	Duration uint64 // of the path up to the cut, earlier waits included
	Length   uint64
}

// Passages lists the cuts on a path, which this router found, in order.
func (q *Router) Passages(p *Path) []Passage {
	n := q.r.n.Streets
	var out []Passage
	var duration, length uint64
	for i, h := range p.Halves {
		if n.IsCut(h.Edge()) && p.arcs[i] != noArc {
			c, _ := slices.BinarySearch(n.Cuts, h.Edge())
			gate := Gate{c, h, q.r.states.Head[p.arcs[i]]}
			out = append(out, Passage{gate, i, q.added(p, i), duration, length})
		}
		duration += q.lasts(p, i)
		length += q.span(p, i, uint64(n.Length[h.Edge()]))
	}
	return out
}
