package allpairs

// revision is the way from one side to another for the towns of a group. The sides
// differ in arcs: a link used in a history. An arc is worse if it closed, leads to
// another history or became dearer; better if it opened, leads to another history or
// became cheaper. Between the sides lies a third, with neither what closed nor what
// opened and always the dearer cost: from before to it costs only rise, from it to
// after they only fall.
type revision struct {
	base  *Matrix
	net   *Network
	towns []int32 // of the group

	beforeLaw, middleLaw, afterLaw       *Law
	beforeCosts, middleCosts, afterCosts []uint64

	before, middle, after *graph // forwards
	middleBack            *graph
	worse, better         []arc

	gains   leads      // where arcs that opened may matter
	rowAnew []bool     // by place in towns: rows to be searched anew
	columns []int32    // towns to which all ways are searched anew
	column  [][]uint64 // by place in columns: from each town
	anew    bool       // all rows are searched
}

// arc is one link in one history.
type arc struct {
	history, link, next int
	cost                uint64
	to, on              []uint64 // by town: to the arc in the middle, and on from beyond it

	// The towns from which it may matter, with the cost to beyond it, and those to which
	// it may, with the cost from beyond it. A pair that it matters to is of both lists.
	from  []int32 // places in revision.towns
	lead  []uint64
	towns []int32
	tail  []uint64
	most  uint64 // largest parts of tail

	tooLong bool // some sum did not fit
}

func (m *Matrix) newRevision(after *side, group int, towns []int32) *revision {
	r := &revision{base: m, net: m.net, towns: towns,
		beforeLaw: &m.side.laws[group], afterLaw: &after.laws[group],
		beforeCosts: m.side.costs, afterCosts: after.costs}
	r.compare()
	if len(r.worse)+len(r.better) == 0 {
		return r
	}
	r.after = r.net.compile(r.afterLaw, r.afterCosts, true)
	if r.anew = r.dear() && !r.net.traceAlways; r.anew {
		return r
	}
	r.middle = r.net.compile(r.middleLaw, r.middleCosts, true)
	r.middleBack = r.net.compile(r.middleLaw, r.middleCosts, false)
	r.before = r.net.compile(r.beforeLaw, r.beforeCosts, true)
	return r
}

// searchWork is about what a search costs, counted in looks at a pair.
func (n *Network) searchWork() int {
	return 16 * (n.forward.nodes() + n.backward.nodes() + n.towns)
}

// dear reports that tracing the arcs would cost more than searching every row.
func (r *revision) dear() bool {
	arcs := len(r.worse) + len(r.better)
	look := len(r.towns) * r.net.towns / 16
	return arcs*(2*r.net.searchWork()+look) > len(r.towns)*r.net.searchWork()
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
			r.worse = append(r.worse, arc{history: h, link: l, next: int(b), cost: before})
		}
		if a != Never && (a != b || after < before) {
			r.better = append(r.better, arc{history: h, link: l, next: int(a), cost: after})
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

// leads lists, for each town of the group, the arcs that may matter to its row.
type leads struct {
	first []int32
	list  []lead
}

// lead is the cost from a town to beyond an arc.
type lead struct {
	arc  int32
	lead uint64
}

func (l *leads) of(k int) []lead { return l.list[l.first[k]:l.first[k+1]] }

func newLeads(arcs []arc, towns int) leads {
	l := leads{first: make([]int32, towns+1)}
	for a := range arcs {
		for _, k := range arcs[a].from {
			l.first[k+1]++
		}
	}
	for k := range towns {
		l.first[k+1] += l.first[k]
	}
	l.list = make([]lead, l.first[towns])
	at := append([]int32(nil), l.first...)
	for a := range arcs {
		for x, k := range arcs[a].from {
			l.list[at[k]] = lead{int32(a), arcs[a].lead[x]}
			at[k]++
		}
		arcs[a].from, arcs[a].lead = nil, nil
	}
	return l
}
