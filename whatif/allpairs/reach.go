package allpairs

import "sync/atomic"

// reach is how one gets on from beyond an arc: the entries of each cell that are worth
// being at, with their costs. What the towns of a cell cost is found when it is asked for.
type reach struct {
	first []int32   // by cell: of list, and the end
	list  []settled // entries, counted from the first of their cell
	most  uint64    // largest parts of the costs over them
	wide  bool      // one of those does not fit
	tails []atomic.Pointer[tail]
}

// tail is the costs from beyond an arc to the towns of a cell.
type tail struct {
	costs   []uint64
	most    uint64 // largest parts
	tooLong bool   // some cost did not fit
}

// reach takes what a search forwards has settled.
func (s *search) reach() reach {
	n, h := s.g.net, s.g.half
	x := reach{first: make([]int32, h.cells()+1), tails: make([]atomic.Pointer[tail], h.cells())}
	for c := range h.cells() {
		for at := c; at < len(s.places) && n.first[c] < n.first[c+1]; at += h.cells() {
			x.list = append(x.list, s.places[at].settled...)
		}
		x.first[c+1] = int32(len(x.list))
		for _, e := range x.list[x.first[c]:] {
			most := h.townsMost[h.node[c]+e.local]
			if !n.fits(e.label, most, 0) {
				x.wide = true
				continue
			}
			x.most = n.most(x.most, e.label+most)
		}
	}
	return x
}

func (x *reach) at(cell int) []settled { return x.list[x.first[cell]:x.first[cell+1]] }

// tail gives the costs to the towns of a cell.
func (x *reach) tail(n *Network, cell int) *tail {
	if t := x.tails[cell].Load(); t != nil {
		return t
	}
	h := &n.forward
	towns := int(n.first[cell+1] - n.first[cell])
	t := &tail{costs: filled(nil, towns)}
	for _, e := range x.at(cell) {
		if !n.lower(t.costs, e.label, rowOf(h.towns[cell], int(e.local), towns), h.townsMost[h.node[cell]+e.local]) {
			t.tooLong = true
		}
	}
	t.most = n.rowMost(t.costs)
	x.tails[cell].Store(t) // others may have made the same meanwhile
	return t
}

// matters reports that an arc may matter to a row for the towns of a cell: that a way over
// it may be better than the cost before.
func (r *revision) matters(c *changed, k int, l lead, cell int) bool {
	n, a := r.net, &c.arcs[l.arc]
	x := &a.on
	list := x.at(cell)
	switch {
	case len(list) == 0 || a.idle != nil && a.idle[r.home.at[n.cellOf[r.towns[k]]]][cell]:
		return false
	case x.wide || n.forward.stops == nil || int(n.cellOf[r.towns[k]]) == cell || !n.fits(l.cost, x.most, 0):
		return true
	}
	stops := n.forward.stops[n.forward.node[cell]:]
	for _, e := range list {
		if st := &stops[e.local]; !r.serves(c, k, st.town, st.above, l.cost+e.label) {
			return true
		}
	}
	return false
}
