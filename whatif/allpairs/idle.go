package allpairs

// home is the cells where a group lives.
type home struct {
	wanted
	list []int32 // of cells
	at   []int32 // by cell: its place in list
	row  []int32 // by town: its place in revision.towns; -1 if it is of another group
}

func (r *revision) findHome() *home {
	n := r.net
	cells := n.forward.cells()
	h := &home{wanted: wanted{cells: make([]bool, cells)}, at: make([]int32, cells), row: make([]int32, n.towns)}
	for t := range h.row {
		h.row[t] = -1
	}
	for k, t := range r.towns {
		h.row[t] = int32(k)
		c := n.cellOf[t]
		if h.cells[c] {
			continue
		}
		h.cells[c], h.at[c] = true, int32(len(h.list))
		h.list = append(h.list, c)
		h.towns = append(h.towns, [2]int32{n.first[c], n.first[c+1]})
	}
	if len(h.list) > 2 { // looking whether all are reached would cost more than it saves
		h.towns = nil
	}
	return h
}

// findExits takes from a search backwards by which exits of the home cells one comes to an
// arc. Ways begin in history 0.
func (r *revision) findExits(s *search, a *arc) {
	h, n := s.g.half, r.net
	a.exits = make([][]settled, len(r.home.list))
	for i, c := range r.home.list {
		for _, x := range s.places[c].settled {
			most := h.townsMost[h.node[c]+x.local]
			if !n.fits(x.label, most, a.cost) {
				a.exitsWide = true
				continue
			}
			x.label += a.cost
			a.exitsMost = n.most(a.exitsMost, x.label+most)
			a.exits[i] = append(a.exits[i], x)
		}
	}
}

// findIdle finds the cells between which no pair needs an arc.
func (r *revision) findIdle(c *changed, a *arc) {
	n := r.net
	if a.exitsWide || a.on.wide || n.forward.stops == nil || !n.fits(a.exitsMost, a.on.most, 0) {
		return
	}
	a.idle = make([][]bool, len(r.home.list))
	for i, from := range r.home.list {
		a.idle[i] = make([]bool, n.forward.cells())
		for to := range a.idle[i] {
			a.idle[i][to] = int(from) != to && r.idle(c, a, i, from, to)
		}
	}
}

// idle reports that by whatever exit of one cell and entry of another, a way over an arc is
// no better than what is known of their stops. That is said of costs before; where those
// do not hold any more, pairs are searched anew.
func (r *revision) idle(c *changed, a *arc, i int, from int32, to int) bool {
	exits, entries := r.net.backward.stops[r.net.backward.node[from]:], r.net.forward.stops[r.net.forward.node[to]:]
	for _, x := range a.exits[i] {
		begin := &exits[x.local]
		k := int32(-1)
		if begin.above != never {
			k = r.home.row[begin.town]
		}
		for _, e := range a.on.at(to) {
			end := &entries[e.local]
			// Either may be never; their sum is to be a number.
			if k < 0 || end.above > 0 && begin.above >= never-end.above ||
				!r.serves(c, int(k), end.town, begin.above+end.above, x.label+e.label) {
				return false
			}
		}
	}
	return true
}
