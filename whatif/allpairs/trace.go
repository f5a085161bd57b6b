package allpairs

import "slices"

// Tracing finds whom an arc matters to. Costs to the arc are those of the side in the
// middle, so that an arc stands for the first changed one on a way; costs on from
// beyond it are those before, for arcs that closed, and after, for arcs that opened.
// A pair changes only if some way over an arc is as short as its cost before (closed)
// or shorter than its cost (opened), and
//
//   - beginning differently does not do as well: no other entry of the cell that the
//     arc leads to is reached without changed arcs so early that one is nowhere later;
//   - ending differently does not: from no other exit of the cell that the arc
//     leaves, so near that one is there soon enough, one gets on as well without.
//
// For a way that does as well has one changed arc less or none; take the best way of
// a pair with the fewest. Of several changed arcs that enter a cell, one that another
// outdoes for a town does not matter to that town either.

// rivals are the costs to all entries of a place in the middle, or from all exits:
// by gate, by town. Nil where finding them would cost more than it saves, or where
// nothing leads.
type rivals map[int32][][]uint64

// tracer keeps a search for each graph, so that labels stay ready.
type tracer map[*graph]*search

func (t tracer) over(g *graph, towns []uint64) *search {
	s := t[g]
	if s == nil {
		s = &search{}
		t[g] = s
	}
	s.use(g, towns)
	return s
}

// trace fills in where arcs matter, and what is to be searched anew.
func (r *revision) trace() {
	if r.anew {
		return
	}
	into, out := rivals{}, rivals{}
	jobs := slices.Concat(r.arcJobs(r.worse, r.before), r.arcJobs(r.better, r.after),
		r.rivalJobs(into, r.middleBack, r.entered), r.rivalJobs(out, r.middle, r.left))
	parallel(len(jobs), func() func(int) {
		t := tracer{}
		return func(k int) { jobs[k](t) }
	})
	r.sift(r.worse, false, into, out)
	r.sift(r.better, true, into, out)
	each(r.worse, r.hit)
	for _, arcs := range [][]arc{r.worse, r.better} {
		for i := range arcs {
			r.anew = r.anew || arcs[i].tooLong
			arcs[i].to, arcs[i].on = nil, nil
		}
	}
	if !r.anew {
		r.gains = newLeads(r.better, len(r.towns))
		r.assign()
	}
}

// entered is the place that an arc leads to, left the place that it leaves, with the
// gate.
func (r *revision) entered(a *arc) (place, gate int32) {
	h, entry := &r.net.forward, r.net.links[a.link].Entry
	c := h.cellOf[entry]
	return int32(a.next*h.cells()) + c, int32(entry) - h.node[c]
}

func (r *revision) left(a *arc) (place, gate int32) {
	h, exit := &r.net.backward, r.net.links[a.link].Exit
	c := h.cellOf[exit]
	return int32(a.history*h.cells()) + c, int32(exit) - h.node[c]
}

// each does something with every arc, on all cores.
func each(arcs []arc, do func(*arc)) {
	parallel(len(arcs), func() func(int) {
		return func(k int) { do(&arcs[k]) }
	})
}

func (r *revision) arcJobs(arcs []arc, on *graph) []func(tracer) {
	var jobs []func(tracer)
	for i := range arcs {
		a := &arcs[i]
		a.to, a.on = make([]uint64, r.net.towns), make([]uint64, r.net.towns)
		jobs = append(jobs, func(t tracer) {
			a.tooLong = t.over(r.middleBack, a.to).node(r.net.links[a.link].Exit, a.history)
			a.tooLong = t.over(on, a.on).node(r.net.links[a.link].Entry, a.next) || a.tooLong
		})
	}
	return jobs
}

// rivalJobs makes the searches for the rivals of the places that arcs lead to, or leave.
func (r *revision) rivalJobs(all rivals, g *graph, placeOf func(*arc) (int32, int32)) []func(tracer) {
	arcs := map[int32]int{}
	var order []int32
	for _, list := range [][]arc{r.worse, r.better} {
		for i := range list {
			p, _ := placeOf(&list[i])
			if arcs[p]++; arcs[p] == 1 {
				order = append(order, p)
			}
		}
	}
	var jobs []func(tracer)
	cells := int32(g.cells())
	for _, p := range order {
		c := p % cells
		first, count := int(g.port[c]), int(g.port[c+1]-g.port[c])
		if g.back().behind[c] == nil {
			continue
		}
		if count*r.net.searchWork() > arcs[p]*len(r.towns)*r.net.towns && !r.net.traceAlways {
			continue
		}
		all[p] = make([][]uint64, count)
		for gate := range count {
			if !slices.Contains(g.gate[g.first[p]:g.first[p+1]], int32(gate)) {
				continue
			}
			costs := make([]uint64, r.net.towns)
			all[p][gate] = costs
			jobs = append(jobs, func(t tracer) { t.over(g, costs).gate(first+gate, int(c), int(p/cells)) })
		}
	}
	return jobs
}
