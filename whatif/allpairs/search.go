package allpairs

import (
	"context"
	"slices"
)

// search is Dijkstra's algorithm over the nodes of a graph, to all towns. It looks
// at a node's row only if no node of the same cell and history settled before does
// at least as well everywhere: few of the gates of a border are left. So places
// queue up, not nodes, and each settled node strikes out others of its place in the
// pass that finds the next. Everything is used again by the next search.
type search struct {
	g       *graph
	label   []uint64 // by state
	waiting []uint64 // by state: its label if it is still to be settled
	best    []uint64 // by arc: the least cost over it so far
	from    []origin // by state
	places  []place  // by place
	met     []int32  // places to be made ready again
	fresh   []int32  // places whose least label fell since they were last queued
	queue   queue
	towns   []uint64 // what is found
	tooLong bool     // some least cost did not fit
	wanted  *wanted  // where towns are looked at; nil: everywhere
	bound   uint64   // no town that is wanted is still to be reached for less
	ctx     context.Context
	settles int  // so far, of all its searches
	stopped bool // ctx was done: nothing that was found holds, and it can't be used again
}

// wanted are the cells whose towns a search is for. It ends when they all are reached, if
// they are listed.
type wanted struct {
	cells []bool
	towns [][2]int32 // from and up to; none: the search goes on to the end
}

// polled is after how many nodes a search asks whether to go on: some tens of microseconds.
const polled = 64

// place is what a search knows of one cell in one history.
type place struct {
	least   uint64 // of the waiting labels
	local   int32  // whose it is
	met     bool
	fresh   bool
	settled []settled
}

// settled is a node, counted from the first of its cell, and its label.
type settled struct {
	local int32
	label uint64
}

// origin is how a state was reached.
type origin struct{ state, link int32 }

// use readies the search for a graph and for writing what it finds to towns.
func (s *search) use(g *graph, towns []uint64) {
	s.towns, s.tooLong, s.wanted, s.bound, s.queue = towns, false, nil, none, s.queue[:0]
	fill(towns)
	if s.g == g {
		for _, p := range s.met {
			s.clear(p)
		}
		s.met = s.met[:0]
		return
	}
	s.g = g
	places := len(g.first) - 1
	states := places / max(1, g.cells()) * g.nodes()
	s.label, s.waiting, s.best = filled(s.label, states), filled(s.waiting, states), filled(s.best, len(g.to))
	s.from, s.places = resized(s.from, states), resized(s.places, places)
	for i := range s.places {
		p := &s.places[i]
		*p = place{least: none, settled: p.settled[:0]}
	}
	s.met = s.met[:0]
}

func (s *search) clear(p int32) {
	x := &s.places[p]
	*x = place{least: none, settled: x.settled[:0]}
	begin, end := s.g.states(p)
	fill(s.label[begin:end])
	fill(s.waiting[begin:end])
	fill(s.best[s.g.first[p]:s.g.first[p+1]])
}

// states gives the first state of a place and the end.
func (g *graph) states(place int32) (begin, end int32) {
	cells := int32(g.cells())
	history, c := place/cells, place%cells
	before := history * int32(g.nodes())
	return before + g.node[c], before + g.node[c+1]
}

func fill(words []uint64) {
	for i := range words {
		words[i] = none
	}
}

func resized[T any](s []T, n int) []T { return slices.Grow(s[:0], n)[:n] }

func filled(s []uint64, n int) []uint64 {
	s = resized(s, n)
	fill(s)
	return s
}

// town finds the costs from a town; backwards, to it.
func (s *search) town(town int) (tooLong bool) {
	n, h := s.g.net, s.g.half
	c := n.cellOf[town]
	first := int(n.first[c])
	local, count := town-first, int(n.first[c+1])-first
	for t := range count {
		if s.g.ends {
			s.towns[first+t] = n.within[c][local*count+t]
		} else {
			s.towns[first+t] = n.within[c][t*count+local]
		}
	}
	row := rowOf(h.start[c], local, int(h.port[c+1]-h.port[c]))
	cells := int32(h.cells())
	s.relax(0, row, h.startMost[town], c, -1)
	for at := c + cells; !s.g.ends && int(at) < len(s.places); at += cells {
		s.relax(0, row, h.startMost[town], at, -1) // ways end in any history
	}
	return s.run()
}

// node finds the costs from a node in a history; backwards, to it. Like town it reports
// whether a least cost did not fit.
func (s *search) node(node, history int) (tooLong bool) {
	c := int(s.g.cellOf[node])
	at := target{state: int32(history*s.g.nodes() + node), place: int32(history*s.g.cells() + c), local: int32(node) - s.g.node[c], link: -1}
	s.arrive(&at, 0, -1)
	return s.run()
}

func (s *search) run() (tooLong bool) {
	s.enqueue()
	for len(s.queue) > 0 {
		x := s.queue.pop()
		if x.key >= s.bound {
			break
		}
		if x.key == s.places[x.place].least {
			if s.settles++; s.settles%polled == 0 && s.ctx.Err() != nil {
				s.stopped = true
				return false
			}
			s.settle(x.place, x.key)
			s.enqueue()
		}
	}
	return s.tooLong
}

// enqueue queues the places whose least label fell.
func (s *search) enqueue() {
	for _, p := range s.fresh {
		s.places[p].fresh = false
		s.queue.push(s.places[p].least, p)
	}
	s.fresh = s.fresh[:0]
}

func (s *search) meet(p int32) {
	if !s.places[p].met {
		s.places[p].met = true
		s.met = append(s.met, p)
	}
}

// settle looks at the row of the node that comes next in a place.
func (s *search) settle(at int32, d uint64) {
	h, p := s.g.half, &s.places[at]
	local, cells := p.local, int32(h.cells())
	c := at % cells
	state, _ := s.g.states(at)
	p.settled = append(p.settled, settled{local, d})
	s.strike(at, c, local, d)
	node := h.node[c] + local
	ports := int(h.port[c+1] - h.port[c])
	s.relax(d, rowOf(h.across[c], int(local), ports), h.acrossMost[node], at, state+local)
	if !s.g.ends && at >= cells || s.wanted != nil && !s.wanted.cells[c] {
		return
	}
	begin, end := s.g.net.first[c], s.g.net.first[c+1]
	row := rowOf(h.towns[c], int(local), int(end-begin))
	if !s.g.net.lower(s.towns[begin:end], d, row, h.townsMost[node]) {
		s.tooLong = true
	}
	if s.wanted != nil && len(s.wanted.towns) > 0 {
		s.bound = 0
		for _, t := range s.wanted.towns {
			s.bound = max(s.bound, slices.Max(s.towns[t[0]:t[1]]))
		}
	}
}

// strike takes a node settled with label d, and those it outdoes, from the waiting
// ones of its place, and finds the next.
func (s *search) strike(at, cell, local int32, d uint64) {
	h, p := s.g.half, &s.places[at]
	begin, end := s.g.states(at)
	waiting := s.waiting[begin:end]
	waiting[local] = none
	p.least = none
	var behind []uint64
	if h.behind[cell] != nil {
		behind = rowOf(h.behind[cell], int(local), len(waiting))
	}
	for u, w := range waiting {
		if w == none {
			continue
		}
		if behind != nil && d+behind[u] <= w && s.g.rowFits(h.node[cell]+int32(u), w) {
			waiting[u] = none
			continue
		}
		if w < p.least {
			p.least, p.local = w, int32(u)
		}
	}
	if p.least < none {
		s.freshen(at)
	}
}

func (s *search) freshen(at int32) {
	if p := &s.places[at]; !p.fresh {
		p.fresh = true
		s.fresh = append(s.fresh, at)
	}
}

// rowFits reports that a label and a node's row fit: words compare as costs do only
// then (and none as more than all), so that only then another node can be said to do
// as well.
func (g *graph) rowFits(node int32, d uint64) bool {
	return g.net.fits(d, g.acrossMost[node], 0) && g.net.fits(d, g.townsMost[node], 0)
}

// outdone reports that a node settled before does at least as well, wherever one goes.
func (s *search) outdone(t *target, d uint64) bool {
	list := s.places[t.place].settled
	if len(list) == 0 {
		return false
	}
	h := s.g.half
	c := t.place % int32(h.cells())
	behind, nodes := h.behind[c], h.node[c+1]-h.node[c]
	if behind == nil {
		return false
	}
	for _, k := range list {
		if k.label+behind[k.local*nodes+t.local] <= d {
			return s.g.rowFits(h.node[c]+t.local, d)
		}
	}
	return false
}

// relax goes from a row of costs to ports along the arcs of a place.
func (s *search) relax(d uint64, row []uint64, most uint64, at, from int32) {
	g := s.g
	s.meet(at)
	begin, end := g.first[at], g.first[at+1]
	if !g.net.fits(d, most, g.most[at]) {
		s.relaxWide(d, row, at, from)
		return
	}
	gate, cost, best := g.gate[begin:end], g.cost[begin:end], s.best[begin:end]
	cost, best = cost[:len(gate)], best[:len(gate)]
	for k, p := range gate {
		if sum := d + row[p] + cost[k]; sum < best[k] {
			best[k] = sum
			s.arrive(&g.to[begin+int32(k)], sum, from)
		}
	}
}

// relaxWide is relax where sums may not fit.
func (s *search) relaxWide(d uint64, row []uint64, at, from int32) {
	g := s.g
	for k := g.first[at]; k < g.first[at+1]; k++ {
		w := row[g.gate[k]]
		if w == none || !g.net.under(d, w, g.cost[k], s.best[k]) {
			continue
		}
		if !g.net.fits(d, w, g.cost[k]) {
			s.tooLong = true
			continue
		}
		s.best[k] = d + w + g.cost[k]
		s.arrive(&g.to[k], s.best[k], from)
	}
}

// arrive labels the state that an arc leads to.
func (s *search) arrive(t *target, d uint64, from int32) {
	if d >= s.label[t.state] || s.outdone(t, d) {
		return
	}
	s.meet(t.place)
	s.label[t.state], s.waiting[t.state] = d, d
	s.from[t.state] = origin{from, t.link}
	if p := &s.places[t.place]; d < p.least {
		p.least, p.local = d, t.local
		s.freshen(t.place)
	}
}
