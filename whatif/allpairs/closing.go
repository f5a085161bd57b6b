package allpairs

import "slices"

// hit lists the pairs whose cost is that of a way over an arc that closed, by their rows
// and columns.
func (r *revision) hit(i int) {
	n, a := r.net, &r.worse.arcs[i]
	to := make([]bool, n.towns)
	for k, leads := range r.worse.leads {
		at := slices.IndexFunc(leads, func(l lead) bool { return int(l.arc) == i })
		if at < 0 {
			continue
		}
		row, l, found := r.base.rows[r.towns[k]], leads[at], false
		for c := range n.forward.cells() {
			if !r.matters(&r.worse, k, l, c) {
				continue
			}
			first := int(n.first[c])
			for t, d := range a.on.tail(n, c).costs {
				if row[first+t] == l.cost+d { // what does not fit was nobody's best
					found, to[first+t] = true, true
				}
			}
		}
		if found {
			a.from = append(a.from, int32(k))
		}
	}
	for t, ok := range to {
		if ok {
			a.towns = append(a.towns, int32(t))
		}
	}
}

// assign decides what is searched anew for the arcs that closed: the rows of their
// towns, or the columns, whichever are fewer.
func (r *revision) assign() error {
	r.rowAnew = make([]bool, len(r.towns))
	listed, rows := make([]bool, r.net.towns), 0
	for i := range r.worse.arcs {
		a := &r.worse.arcs[i]
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
		return nil
	}
	r.listed = listed
	slices.Sort(r.columns)
	return r.searchColumns()
}

// searchColumns finds the costs after everything from the group to the towns listed.
func (r *revision) searchColumns() error {
	back, home := r.net.compile(r.afterLaw, r.afterCosts, false), &r.home.wanted
	r.column = make([][]uint64, len(r.columns))
	tooLong := make([]bool, len(r.columns))
	err := parallel(r.ctx, len(r.columns), func() func(int) {
		s := &search{ctx: r.ctx}
		return func(x int) {
			s.use(back, resized(s.towns, r.net.towns))
			s.wanted = home
			tooLong[x] = s.town(int(r.columns[x]))
			column := make([]uint64, len(r.towns))
			for k, town := range r.towns {
				column[k] = s.towns[town]
			}
			r.column[x] = column
		}
	})
	r.anew = slices.Contains(tooLong, true)
	return err
}
