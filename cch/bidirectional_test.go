package cch

// bidirectional is Dijkstra's search from both ends, as good as it gets without preparation:
// what the benchmarks measure the hierarchy against. Rows hold heads and weights side by
// side, the heaps have four children a node, and nothing is cleared between searches.
type bidirectional struct {
	side [2]halfSearch
	run  uint32
}

type halfSearch struct {
	first []uint32
	arcs  []Point // head and weight
	dist  []Distance
	seen  []uint32 // the run that set dist
	heap  []Point
}

func newBidirectional(g Graph, weights []Weight) *bidirectional {
	return &bidirectional{side: [2]halfSearch{
		newHalfSearch(g.Nodes, g.Tail, g.Head, weights),
		newHalfSearch(g.Nodes, g.Head, g.Tail, weights),
	}}
}

func newHalfSearch(n int, tail, head []NodeID, weights []Weight) halfSearch {
	h := halfSearch{first: make([]uint32, n+1), arcs: make([]Point, len(tail)), dist: make([]Distance, n), seen: make([]uint32, n)}
	for _, t := range tail {
		h.first[t]++
	}
	prefixSums(h.first)
	at := append([]uint32(nil), h.first...)
	for i, t := range tail {
		w := Distance(weights[i])
		if weights[i] == Closed {
			w = Unreachable
		}
		h.arcs[at[t]] = Point{head[i], w}
		at[t]++
	}
	return h
}

func (b *bidirectional) distance(s, t NodeID) Distance {
	b.run++
	for i, v := range []NodeID{s, t} {
		h := &b.side[i]
		h.heap = h.heap[:0]
		h.improve(Point{v, 0}, b.run)
	}
	best := Unreachable
	for {
		lowest := [2]Distance{b.side[0].lowest(), b.side[1].lowest()}
		if lowest[0] == Unreachable || lowest[1] == Unreachable || lowest[0]+lowest[1] >= best {
			return best
		}
		i := 0
		if lowest[1] < lowest[0] {
			i = 1
		}
		best = b.step(&b.side[i], &b.side[1-i], best)
	}
}

// step settles a node of one side.
func (b *bidirectional) step(h, other *halfSearch, best Distance) Distance {
	p := h.pop()
	if p.Offset > h.dist[p.Node] {
		return best
	}
	for _, arc := range h.arcs[h.first[p.Node]:h.first[p.Node+1]] {
		to := p.Offset + arc.Offset
		if to >= Unreachable || !h.improve(Point{arc.Node, to}, b.run) {
			continue
		}
		if other.seen[arc.Node] == b.run {
			best = min(best, to+other.dist[arc.Node])
		}
	}
	if other.seen[p.Node] == b.run { // source and target may be one
		best = min(best, p.Offset+other.dist[p.Node])
	}
	return best
}

func (h *halfSearch) improve(p Point, run uint32) bool {
	if h.seen[p.Node] == run && h.dist[p.Node] <= p.Offset {
		return false
	}
	h.seen[p.Node], h.dist[p.Node] = run, p.Offset
	h.heap = append(h.heap, p)
	i := len(h.heap) - 1
	for ; i > 0 && p.Offset < h.heap[(i-1)/4].Offset; i = (i - 1) / 4 {
		h.heap[i] = h.heap[(i-1)/4]
	}
	h.heap[i] = p
	return true
}

func (h *halfSearch) lowest() Distance {
	if len(h.heap) == 0 {
		return Unreachable
	}
	return h.heap[0].Offset
}

func (h *halfSearch) pop() Point {
	top, last := h.heap[0], h.heap[len(h.heap)-1]
	heap := h.heap[:len(h.heap)-1]
	h.heap = heap
	i := 0
	for 4*i+1 < len(heap) {
		least := 4*i + 1
		for c := least + 1; c < min(4*i+5, len(heap)); c++ {
			if heap[c].Offset < heap[least].Offset {
				least = c
			}
		}
		if last.Offset <= heap[least].Offset {
			break
		}
		heap[i] = heap[least]
		i = least
	}
	if len(heap) > 0 {
		heap[i] = last
	}
	return top
}
