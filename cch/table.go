package cch

import (
	"cmp"
	"slices"
	"sort"
)

// Table answers one-to-many and many-to-many questions about points fixed beforehand.
//
// Everything a search upward from a point can meet lies on its way to the root, one
// node at each depth; its label is the array of distances by depth. Two ways to the
// root share exactly the depths down to where they join, so the distance of two points
// is the least sum of their labels over those: a loop over two short arrays, without a
// search. (Hub labels on the elimination tree, as in H2H, Ouyang and others, SIGMOD
// 2018, made when asked.)
//
// Measured on New York, one thread: 7 µs to fix a point, 39 µs for a row to 1,000
// targets (median), 64 ms for 1,000 × 1,000 with the fixing; go test -bench Table ./cch.
//
// A table holds one label for each fixed point, 4 bytes (8 in a wide metric) for each
// node above it: at most 4·Height a point. It is bound to the weights at the time it was
// made. It may be used by any number of goroutines at once.
type Table struct {
	m         *Metric
	direction int // of the search from the other points
	place     []uint32
	rank      []uint32 // of the fixed points, ascending
	common    []uint32 // how many depths the ways of fixed points i-1 and i share
	start     []int    // of label i in one of:
	narrow    []uint32
	wide      []Distance
}

// NewTargets fixes the points to which distances will be asked for.
// O(k · search of one point).
func NewTargets(m *Metric, targets []Point) *Table { return newTable(m, targets, forward) }

// NewSources fixes the points from which distances will be asked for.
func NewSources(m *Metric, sources []Point) *Table { return newTable(m, sources, backward) }

func newTable(m *Metric, points []Point, direction int) *Table {
	a := &m.h.a
	t := &Table{m: m, direction: direction}
	k := len(points)
	t.place, t.rank, t.common = make([]uint32, k), make([]uint32, k), make([]uint32, k)
	for i := range t.place {
		t.place[i] = uint32(i)
	}
	slices.SortFunc(t.place, func(i, j uint32) int {
		return cmp.Or(cmp.Compare(a.Rank[points[i].Node], a.Rank[points[j].Node]), cmp.Compare(i, j))
	})
	t.start = make([]int, k+1)
	for i, p := range t.place {
		t.rank[i] = a.Rank[points[p].Node]
		t.start[i+1] = t.start[i] + int(a.Depth[t.rank[i]]) + 1
		if i > 0 {
			t.common[i] = a.shared(t.rank[i-1], t.rank[i])
		}
	}
	if m.narrow != nil {
		t.narrow = make([]uint32, t.start[k])
		if t.fill32(points) {
			return t
		}
		t.narrow = nil
	}
	t.wide = make([]Distance, t.start[k])
	t.fill64(points)
	return t
}

// Len is the number of fixed points.
func (t *Table) Len() int { return len(t.place) }

// fill32 computes all labels, unless one does not fit.
func (t *Table) fill32(points []Point) bool {
	fits := make([]bool, len(points))
	ends := newEnds(t.m)
	parallel(t.m.workers, len(points), func(worker, i int) {
		e := &ends[worker]
		e.climb(t.m, 1-t.direction, points[t.place[i]], none)
		fits[i] = e.narrowInto(t.narrow[t.start[i]:t.start[i+1]])
	})
	return !slices.Contains(fits, false)
}

func (t *Table) fill64(points []Point) {
	ends := newEnds(t.m)
	parallel(t.m.workers, len(points), func(worker, i int) {
		e := &ends[worker]
		e.climb(t.m, 1-t.direction, points[t.place[i]], none)
		copy(t.wide[t.start[i]:t.start[i+1]], e.dist)
	})
}

func newEnds(m *Metric) []end {
	ends := make([]end, m.workers)
	for i := range ends {
		ends[i] = newEnd(m.h)
	}
	return ends
}

// narrowInto copies distances into 32 bits and tells whether they fit.
func (e *end) narrowInto(label []uint32) bool {
	for d := range label {
		switch dist := e.dist[d]; {
		case dist < narrowLimit:
			label[d] = uint32(dist)
		case dist == Unreachable:
			label[d] = infinite[uint32]()
		default:
			return false
		}
	}
	return true
}

// climb searches from p up to top, which it leaves out, in one direction; none is beyond
// the root.
func (e *end) climb(m *Metric, direction int, p Point, top uint32) {
	v := m.h.a.Rank[p.Node]
	offset := p.Offset
	if offset > MaxOffset {
		offset = Unreachable
	}
	e.begin(m.h.a.Depth[v], offset)
	e.goOn(m, direction, v, top)
}

// goOn searches on from v.
func (e *end) goOn(m *Metric, direction int, v, top uint32) {
	if m.narrow != nil {
		m.narrow.search[direction].climb(&m.h.a, v, top, e, false)
	} else {
		m.wide.search[direction].climb(&m.h.a, v, top, e, false)
	}
}

// shared counts the nodes that lie above or at both of two ranks.
func (a *Arrays) shared(v, u uint32) uint32 {
	if v = a.join(v, u); v == none {
		return 0
	}
	return a.Depth[v] + 1
}

// Scratch is the memory of one goroutine that asks tables of a hierarchy.
type Scratch struct {
	end    end
	joined end // of several points: see Table.Climb
	label  []uint32
	to     []uint32 // how many depths the asking point shares with each fixed point
}

// NewScratch makes one for tables on h.
func NewScratch(h *Hierarchy) *Scratch {
	return &Scratch{end: newEnd(h), joined: newEnd(h), label: make([]uint32, h.a.Height)}
}

// Row writes to out the distances between p and each fixed point, in the order in which
// they were given: from p to the targets, or from the sources to p. len(out) must be
// t.Len(). It allocates nothing, once s has served a table as long.
//
// O(search of one point + Len · depths shared).
func (t *Table) Row(s *Scratch, p Point, out []Distance) {
	if len(out) != t.Len() {
		panic("cch: the row of a table has another length")
	}
	s.end.climb(t.m, t.direction, p, none)
	t.share(s, t.m.h.a.Rank[p.Node])
	label := s.label[:t.m.h.a.Depth[t.m.h.a.Rank[p.Node]]+1]
	switch {
	case t.narrow == nil:
		for i, place := range t.place {
			out[place] = leastSum(s.end.dist, t.wide[t.start[i]:], s.to[i])
		}
	case s.end.narrowInto(label):
		for i, place := range t.place {
			d := leastSum(label, t.narrow[t.start[i]:], s.to[i])
			out[place] = Distance(d)
			if d == infinite[uint32]() {
				out[place] = Unreachable
			}
		}
	default:
		for i, place := range t.place {
			out[place] = leastMixed(s.end.dist, t.narrow[t.start[i]:], s.to[i])
		}
	}
}

// Rows is Row for many points at once, on as many threads as the metric has: out is
// len(points) rows of t.Len() elements, one after the other.
func (t *Table) Rows(points []Point, out []Distance) {
	k := t.Len()
	if len(out) != k*len(points) {
		panic("cch: the rows of a table have another size")
	}
	scratch := make([]*Scratch, min(t.m.workers, len(points)))
	for i := range scratch {
		scratch[i] = NewScratch(t.m.h)
	}
	parallel(t.m.workers, len(points), func(worker, i int) {
		t.Row(scratch[worker], points[i], out[i*k:][:k])
	})
}

// share finds for each fixed point how many depths its way shares with that of v. As
// ranks are a postorder, this is the least of the numbers shared by neighbours in
// between, as with common prefixes of sorted words.
func (t *Table) share(s *Scratch, v uint32) {
	k := len(t.rank)
	s.to = slices.Grow(s.to[:0], k)[:k]
	at := sort.Search(k, func(i int) bool { return t.rank[i] >= v })
	for i, least := at, uint32(none); i < k; i++ {
		if i == at {
			least = t.m.h.a.shared(v, t.rank[i])
		} else {
			least = min(least, t.common[i])
		}
		s.to[i] = least
	}
	for i, least := at-1, uint32(none); i >= 0; i-- {
		if i == at-1 {
			least = t.m.h.a.shared(v, t.rank[i])
		} else {
			least = min(least, t.common[i+1])
		}
		s.to[i] = least
	}
}
