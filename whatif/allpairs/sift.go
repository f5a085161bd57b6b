package allpairs

import (
	"cmp"
	"slices"
)

// sift lists the towns from which and to which arcs may matter.
func (r *revision) sift(arcs []arc, opened bool, into, out rivals) {
	byPlace := map[int32][]*arc{}
	var places []int32
	for i := range arcs {
		p, _ := r.entered(&arcs[i])
		if byPlace[p] == nil {
			places = append(places, p)
		}
		byPlace[p] = append(byPlace[p], &arcs[i])
	}
	parallel(len(places), func() func(int) {
		return func(k int) { r.siftFrom(byPlace[places[k]], opened, into[places[k]]) }
	})
	each(arcs, func(a *arc) {
		if p, _ := r.left(a); len(a.from) > 0 {
			r.siftTo(a, opened, out[p])
		}
	})
}

// siftFrom lists the towns from which arcs that lead to one place may matter.
func (r *revision) siftFrom(arcs []*arc, opened bool, rivals [][]uint64) {
	type arrival struct {
		lead uint64
		gate int32
		*arc
	}
	var at, kept []arrival
	place, _ := r.entered(arcs[0])
	cell := place % int32(r.middle.cells())
	for k, town := range r.towns {
		at, kept = at[:0], kept[:0]
		for _, a := range arcs {
			d := a.to[town]
			if d == none {
				continue
			}
			if !r.net.fits(d, a.cost, 0) {
				// A way that closed and does not fit was nobody's best.
				a.tooLong = a.tooLong || opened
				continue
			}
			_, gate := r.entered(a)
			at = append(at, arrival{d + a.cost, gate, a})
		}
		slices.SortStableFunc(at, func(x, y arrival) int { return cmp.Compare(x.lead, y.lead) })
		for _, x := range at {
			if r.middle.outdoneBy(rivals, cell, x.gate, town, x.lead) ||
				slices.ContainsFunc(kept, func(y arrival) bool { return r.middle.outdoes(cell, y.gate, y.lead, x.gate, x.lead) }) {
				continue
			}
			kept = append(kept, x)
			x.from, x.arc.lead = append(x.from, int32(k)), append(x.arc.lead, x.lead)
		}
	}
}

// siftTo lists the towns to which an arc may matter.
func (r *revision) siftTo(a *arc, opened bool, rivals [][]uint64) {
	place, gate := r.left(a)
	cell := place % int32(r.middleBack.cells())
	for town, d := range a.on {
		if d == none {
			continue
		}
		if !r.net.fits(a.cost, d, 0) {
			a.tooLong = a.tooLong || opened
			continue
		}
		if r.middleBack.outdoneBy(rivals, cell, gate, int32(town), a.cost+d) {
			continue
		}
		a.towns, a.tail = append(a.towns, int32(town)), append(a.tail, d)
		a.most = r.net.most(a.most, d)
	}
}

// outdoneBy reports that to or from a town some rival does at least as well as a gate
// of the cell at cost d.
func (g *graph) outdoneBy(rivals [][]uint64, cell, gate, town int32, d uint64) bool {
	for rival, costs := range rivals {
		if costs != nil && costs[town] != none && g.outdoes(cell, int32(rival), costs[town], gate, d) {
			return true
		}
	}
	return false
}

// outdoes reports that being at one node of a cell at some cost is at least as good as
// being at another at cost d, wherever one goes.
func (h *graph) outdoes(cell, node int32, cost uint64, other int32, d uint64) bool {
	behind := h.behind[cell]
	return behind != nil && cost+behind[node*(h.node[cell+1]-h.node[cell])+other] <= d && h.rowFits(h.node[cell]+other, d)
}

// hit leaves, of the towns that an arc that closed may matter to, those of pairs whose
// cost is that of a way over it.
func (r *revision) hit(a *arc) {
	from, to := make([]bool, len(a.from)), make([]bool, len(a.towns))
	for x, k := range a.from {
		row, lead := r.base.rows[r.towns[k]], a.lead[x]
		for y, j := range a.towns {
			if row[j] == lead+a.tail[y] {
				from[x], to[y] = true, true
			}
		}
	}
	a.from, a.towns = marked(a.from, from), marked(a.towns, to)
}

func marked(list []int32, mark []bool) []int32 {
	out := list[:0]
	for i, x := range list {
		if mark[i] {
			out = append(out, x)
		}
	}
	return out
}

// assign decides what is searched anew for the arcs that closed: the rows of their
// towns, or the columns, whichever are fewer.
func (r *revision) assign() {
	r.rowAnew = make([]bool, len(r.towns))
	listed, rows := make([]bool, r.net.towns), 0
	for i := range r.worse {
		a := &r.worse[i]
		// Columns are kept: at most an eighth of a matrix, and a few.
		if len(a.from) <= len(a.towns) || len(r.columns)+len(a.towns) > r.net.towns/8+16 {
			for _, k := range a.from {
				if !r.rowAnew[k] {
					r.rowAnew[k] = true
					rows++
				}
			}
			continue
		}
		for _, j := range a.towns {
			if !listed[j] {
				listed[j] = true
				r.columns = append(r.columns, j)
			}
		}
	}
	if r.anew = rows+len(r.columns) >= len(r.towns) && !r.net.traceAlways; r.anew || len(r.columns) == 0 {
		return
	}
	back := r.net.compile(r.afterLaw, r.afterCosts, false)
	r.column = make([][]uint64, len(r.columns))
	tooLong := make([]bool, len(r.columns))
	parallel(len(r.columns), func() func(int) {
		s := &search{}
		return func(k int) {
			r.column[k] = make([]uint64, r.net.towns)
			s.use(back, r.column[k])
			tooLong[k] = s.town(int(r.columns[k]))
		}
	})
	r.anew = slices.Contains(tooLong, true)
}
