package cch

// Query answers point-to-point questions on a metric. It owns the memory that a search
// needs, a few arrays as long as the hierarchy is high, and allocates nothing after
// its first few uses; it serves one goroutine at a time.
//
// It walks from both ends up the elimination tree, relaxing the upward arcs of each
// node passed (Dibbelt, Strasser and Wagner 2016, §8: no queue). What lies above a
// node is a single path with one node at each depth, so that distances are kept by
// depth: a few kilobytes that stay in the first cache, reset by refilling.
type Query struct {
	m     *Metric
	ends  [2]end
	best  Distance
	meet  uint32 // the depth at which the ends meet best
	from  [2]uint32
	stack []uint32 // of the unpacker
	many  []end    // of Between
}

// end is the search from one end of a query, by depth.
type end struct {
	dist []Distance
	via  []uint32 // the upward arc that set dist, absent at the start
}

// NewQuery makes a query on m.
func NewQuery(m *Metric) *Query {
	q := &Query{m: m}
	for i := range q.ends {
		q.ends[i] = newEnd(m.h)
	}
	return q
}

func newEnd(h *Hierarchy) end {
	n := h.a.Height
	return end{make([]Distance, n), make([]uint32, n)}
}

// Distance is the length of a shortest path between two nodes, or Unreachable.
func (q *Query) Distance(source, target NodeID) Distance {
	return q.between(Point{source, 0}, Point{target, 0}, false)
}

// between searches from one point to another, and remembers the way if asked to.
func (q *Query) between(source, target Point, way bool) Distance {
	rank := q.m.h.a.Rank
	q.best = Unreachable
	if source.Offset > MaxOffset || target.Offset > MaxOffset {
		return q.best
	}
	q.from = [2]uint32{rank[source.Node], rank[target.Node]}
	offsets := [2]Distance{source.Offset, target.Offset}
	if q.m.narrow != nil {
		search(q, q.m.narrow, offsets, way)
	} else {
		search(q, q.m.wide, offsets, way)
	}
	return q.best
}

// search runs a query. Below the node where their ways to the root join, the two ends
// go up by themselves; from there on together, and nodes farther away than the best
// meeting so far are passed without relaxing.
func search[W word](q *Query, n *network[W], offsets [2]Distance, way bool) {
	a := &q.m.h.a
	top := a.join(q.from[0], q.from[1])
	for i, r := range q.from {
		q.ends[i].begin(a.Depth[r], offsets[i])
		n.search[i].climb(a, r, top, &q.ends[i], way)
	}
	f, b := &q.ends[0], &q.ends[1]
	for v := top; v != none; v = a.Parent[v] {
		d := a.Depth[v]
		df, db := f.dist[d], b.dist[d]
		if sum := df + db; sum < q.best {
			q.best, q.meet = sum, d
		}
		if df < q.best {
			n.search[forward].relaxAs(v, df, f, way)
		}
		if db < q.best {
			n.search[backward].relaxAs(v, db, b, way)
		}
	}
}

// begin puts a search at a node of some depth.
func (e *end) begin(depth uint32, offset Distance) {
	dist := e.dist[:depth+1]
	for d := range dist {
		dist[d] = Unreachable
	}
	dist[depth], e.via[depth] = offset, none
}

// climb relaxes the rows from v up to top, which it leaves out.
func (s *side[W]) climb(a *Arrays, v, top uint32, e *end, way bool) {
	for ; v != top; v = a.Parent[v] {
		if from := e.dist[a.Depth[v]]; from < Unreachable {
			s.relaxAs(v, from, e, way)
		}
	}
}

// join finds the lowest node above or at both of two ranks, absent if there is none.
func (a *Arrays) join(v, u uint32) uint32 {
	for v != u {
		if u < v { // the lower rank is below the other or beside it
			v, u = u, v
		}
		if v = a.Parent[v]; v == none {
			return none
		}
	}
	return v
}
