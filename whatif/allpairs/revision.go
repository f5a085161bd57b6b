package allpairs

import "context"

// revision is the way from one side to another for the towns of a group. The sides
// differ in arcs: a link used in a history. An arc is worse if it closed, leads to
// another history or became dearer; better if it opened, leads to another history or
// became cheaper. Between the sides lies a third, with neither what closed nor what
// opened and always the dearer cost: from before to it costs only rise, from it to
// after they only fall.
type revision struct {
	ctx   context.Context
	base  *Matrix
	net   *Network
	towns []int32 // of the group

	beforeLaw, middleLaw, afterLaw       *Law
	beforeCosts, middleCosts, afterCosts []uint64
	pasts                                int // histories that a traveller can come to
	home                                 *home

	after         *graph // forwards
	middleBack    *graph
	worse, better changed

	shaken  []bool     // by place in towns: rows of which the cost before may not hold any more
	rowAnew []bool     // by place in towns: rows to be searched anew
	columns []int32    // towns to which all ways are searched anew
	column  [][]uint64 // by place in columns: from each town
	listed  []bool     // by town: it is in columns; nil if none is
	anew    bool       // all rows are searched
}

// changed are the arcs that are worse, or those that are better.
type changed struct {
	arcs   []arc
	opened bool
	leads  [][]lead // by place in revision.towns: the arcs that may matter to its row
}

// arc is one link in one history.
type arc struct {
	history, link, next int
	cost                uint64
	lead                []uint64    // by place in revision.towns: to beyond it, over the middle
	exits               [][]settled // by home cell: exits of use to come to it, with the cost to beyond it
	exitsMost           uint64      // largest parts of costs over them
	exitsWide           bool        // one of those does not fit
	on                  reach       // on from beyond it
	idle                [][]bool    // by home cell and cell: it matters to no pair between them

	// Of one that closed, the rows and columns of pairs whose cost is that of a way over it.
	from  []int32 // places in revision.towns
	towns []int32

	tooLong bool // some sum did not fit
}

// lead is the cost from a town to beyond an arc.
type lead struct {
	arc  int32
	cost uint64
}

func (m *Matrix) newRevision(ctx context.Context, after *side, group int, towns []int32) *revision {
	r := &revision{ctx: ctx, base: m, net: m.net, towns: towns,
		beforeLaw: &m.side.laws[group], afterLaw: &after.laws[group],
		beforeCosts: m.side.costs, afterCosts: after.costs}
	r.better.opened = true
	r.compare()
	if r.nothing() {
		return r
	}
	r.after = r.net.compile(r.afterLaw, r.afterCosts, true)
	if r.anew = r.dear() && !r.net.traceAlways; !r.anew {
		r.home = r.findHome()
		r.middleBack = r.net.compile(r.middleLaw, r.middleCosts, false)
	}
	return r
}

func (r *revision) nothing() bool { return len(r.worse.arcs)+len(r.better.arcs) == 0 }

// searchWork is about what a search costs, counted in looks at a pair.
func (n *Network) searchWork() int {
	return 16 * (n.forward.nodes() + n.backward.nodes() + n.towns)
}

// dear reports that tracing the arcs would cost more than searching every row.
func (r *revision) dear() bool {
	arcs := len(r.worse.arcs) + len(r.better.arcs)
	look := len(r.towns) * (8*r.net.forward.cells() + r.net.towns/16)
	return arcs*(r.net.searchWork()+look) > len(r.towns)*r.net.searchWork()
}

// compare lists the arcs that differ, in histories that a traveller can come to, and
// makes the law in the middle. The three laws get as many histories.
func (r *revision) compare() {
	links, histories := len(r.net.links), max(r.beforeLaw.Histories, r.afterLaw.Histories)
	r.beforeLaw, r.afterLaw = r.beforeLaw.padded(histories, links), r.afterLaw.padded(histories, links)
	r.middleLaw = &Law{histories, make([]int32, histories*links)}
	r.middleCosts = make([]uint64, links)
	for l := range links {
		r.middleCosts[l] = max(r.beforeCosts[l], r.afterCosts[l])
	}
	met := reachable(r.beforeLaw, r.afterLaw, links)
	for _, ok := range met {
		if ok {
			r.pasts++
		}
	}
	for i, b := range r.beforeLaw.Next {
		h, l, a := i/links, i%links, r.afterLaw.Next[i]
		r.middleLaw.Next[i] = b
		if a != b {
			r.middleLaw.Next[i] = Never
		}
		if !met[h] {
			continue
		}
		before, after := r.beforeCosts[l], r.afterCosts[l]
		if b != Never && (a != b || after > before) {
			r.worse.arcs = append(r.worse.arcs, arc{history: h, link: l, next: int(b), cost: before})
		}
		if a != Never && (a != b || after < before) {
			r.better.arcs = append(r.better.arcs, arc{history: h, link: l, next: int(a), cost: after})
		}
	}
}

// padded gives a law more histories, which nothing leads to or from.
func (l *Law) padded(histories, links int) *Law {
	if l.Histories == histories {
		return l
	}
	next := make([]int32, histories*links)
	for i := copy(next, l.Next); i < len(next); i++ {
		next[i] = Never
	}
	return &Law{histories, next}
}

// reachable marks the histories that come of history 0 by the moves of either law.
func reachable(a, b *Law, links int) []bool {
	met := make([]bool, a.Histories)
	met[0] = true
	for stack := []int{0}; len(stack) > 0; {
		h := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		for _, l := range []*Law{a, b} {
			for _, next := range l.Next[h*links : (h+1)*links] {
				if next != Never && !met[next] {
					met[next] = true
					stack = append(stack, int(next))
				}
			}
		}
	}
	return met
}
