package allpairs

import (
	"cmp"
	"slices"
	"sync/atomic"
)

// sifted is how many rows are sifted at a time.
const sifted = 64

// arrival is an arc as one comes over it from a town.
type arrival struct {
	lead
	place, gate int32
}

// sift lists the arcs that may matter to each row, and says to how many each does.
func (r *revision) sift(c *changed) (used []atomic.Int32, err error) {
	used, c.leads = make([]atomic.Int32, len(c.arcs)), make([][]lead, len(r.towns))
	chunks := (len(r.towns) + sifted - 1) / sifted
	err = parallel(r.ctx, chunks, func() func(int) {
		var at, kept []arrival
		return func(chunk int) {
			var leads []lead
			for k := chunk * sifted; k < min((chunk+1)*sifted, len(r.towns)); k++ {
				at, kept = r.arrivals(c, k, at[:0]), kept[:0]
				begin := len(leads)
				for _, x := range at {
					if r.outdoneBy(kept, x) || r.standsAsWell(c, k, x) {
						continue
					}
					kept, leads = append(kept, x), append(leads, x.lead)
					used[x.arc].Add(1)
				}
				c.leads[k] = leads[begin:len(leads):len(leads)]
			}
		}
	})
	return used, err
}

// arrivals lists the arcs by which one gets from a town of the group, the nearest first.
func (r *revision) arrivals(c *changed, k int, at []arrival) []arrival {
	for i := range c.arcs {
		if d := c.arcs[i].lead[k]; d < none {
			place, gate := r.entered(&c.arcs[i])
			at = append(at, arrival{lead{int32(i), d}, place, gate})
		}
	}
	slices.SortStableFunc(at, func(x, y arrival) int { return cmp.Compare(x.cost, y.cost) })
	return at
}

// outdoneBy reports that one of some arrivals does as well as another, wherever one goes.
func (r *revision) outdoneBy(kept []arrival, x arrival) bool {
	cell := x.place % int32(r.after.cells())
	return slices.ContainsFunc(kept, func(y arrival) bool {
		return y.place == x.place && r.after.outdoes(cell, y.gate, y.cost, x.gate, x.cost)
	})
}

// standsAsWell reports that a town of the group needs no arc to be as well off where it
// leads to. With more than one history the matrix does not tell that: it does not know
// which one a town was reached in.
func (r *revision) standsAsWell(c *changed, k int, x arrival) bool {
	n := r.net
	cell := x.place % int32(r.after.cells())
	entry := r.after.node[cell] + x.gate
	if r.pasts > 1 || n.forward.stops == nil || r.movedFrom(k) || n.cellOf[r.towns[k]] == cell || !r.after.rowFits(entry, x.cost) {
		return false
	}
	st := &n.forward.stops[entry]
	return r.serves(c, k, st.town, st.aboveAll, x.cost)
}

// serves reports that the cost before of a stop is as little as need be, for a row that
// still holds; where arcs closed it must be less: a way over one may be as cheap.
func (r *revision) serves(c *changed, k int, town int32, above int64, base uint64) bool {
	if above == never || !c.opened && base == 0 {
		return false
	}
	if !c.opened {
		base--
	}
	return serves(r.base.rows[r.towns[k]][town], above, base)
}

// movedFrom reports that some cost before of a row may not hold any more, and so that one may
// not stand where it says: further arcs that opened may lead on from there.
func (r *revision) movedFrom(k int) bool { return r.shaken != nil && r.shaken[k] }

// entered is the place that an arc leads to, with the gate.
func (r *revision) entered(a *arc) (place, gate int32) {
	h, entry := &r.net.forward, r.net.links[a.link].Entry
	c := h.cellOf[entry]
	return int32(a.next*h.cells()) + c, int32(entry) - h.node[c]
}

// outdoes reports that being at one node of a cell at some cost is at least as good as
// being at another at cost d, wherever one goes.
func (g *graph) outdoes(cell, node int32, cost uint64, other int32, d uint64) bool {
	behind := g.behind[cell]
	return behind != nil && cost+behind[node*(g.node[cell+1]-g.node[cell])+other] <= d && g.rowFits(g.node[cell]+other, d)
}
