package cch

// side holds the arcs that a search in one direction relaxes: row v is first[v] …
// first[v+1]-1. Before Perfect these are all upward arcs, in slices shared with the
// hierarchy and the weights; after it, links: depth and weight of the arcs kept, side by
// side, so that a row is one run of memory. (Measured on New York,
// median: a query of distance takes 15.2 µs with depths and weights apart, 11.8 µs so;
// go test -bench Distance/perfect ./cch.)
type side[W word] struct {
	first  []uint32
	depth  []uint32 // of the head
	weight []W
	link   []link[W] // nil before Perfect
	arc    []uint32  // the upward arc that each link stands for
}

// link is an arc of a search: the depth of its head and its weight, which is finite. Both
// are words of one size, without padding, so that links can be stored: see words.
type link[W word] struct{ depth, weight W }

// upward is the number of the upward arc that a via stands for.
func (s *side[W]) upward(via uint32) uint32 {
	if s.link == nil {
		return via
	}
	return s.arc[via]
}

func (s *side[W]) relaxAs(v uint32, from Distance, e *end, way bool) {
	switch {
	case way:
		s.relax(v, from, e)
	case s.link == nil:
		s.relaxAll(v, from, e.dist)
	default:
		s.relaxLinks(v, from, e.dist)
	}
}

// relax relaxes the arcs of row v, which is at distance from, and remembers in via.
func (s *side[W]) relax(v uint32, from Distance, e *end) {
	lo, hi := s.first[v], s.first[v+1]
	dist, via := e.dist, e.via[:len(e.dist)]
	if s.link != nil {
		for i, l := range s.link[lo:hi] {
			if to := from + Distance(l.weight); to < dist[l.depth] {
				dist[l.depth], via[l.depth] = to, lo+uint32(i)
			}
		}
		return
	}
	depth, weight := s.depth[lo:hi], s.weight[lo:hi]
	weight = weight[:len(depth)]
	for i, d := range depth {
		w := weight[i]
		if w == infinite[W]() {
			continue
		}
		if to := from + Distance(w); to < dist[d] {
			dist[d], via[d] = to, lo+uint32(i)
		}
	}
}

// relaxLinks is relax without via: a minimum needs no jump, and whether an arc improves
// is what a processor cannot predict.
func (s *side[W]) relaxLinks(v uint32, from Distance, dist []Distance) {
	for _, l := range s.link[s.first[v]:s.first[v+1]] {
		to := &dist[l.depth]
		*to = min(*to, from+Distance(l.weight))
	}
}

// relaxAll is relaxLinks before Perfect.
func (s *side[W]) relaxAll(v uint32, from Distance, dist []Distance) {
	lo, hi := s.first[v], s.first[v+1]
	depth, weight := s.depth[lo:hi], s.weight[lo:hi]
	weight = weight[:len(depth)]
	for i, d := range depth {
		if w := weight[i]; w != infinite[W]() {
			to := &dist[d]
			*to = min(*to, from+Distance(w))
		}
	}
}

// reach is the least distance of v over its row, from what lies above it, at most best.
func (s *side[W]) reach(v int, above []Distance, best Distance) Distance {
	lo, hi := s.first[v], s.first[v+1]
	if s.link != nil {
		for _, l := range s.link[lo:hi] {
			best = min(best, above[l.depth]+Distance(l.weight))
		}
		return best
	}
	depth, weight := s.depth[lo:hi], s.weight[lo:hi]
	weight = weight[:len(depth)]
	for i, d := range depth {
		if w := weight[i]; w != infinite[W]() {
			best = min(best, above[d]+Distance(w))
		}
	}
	return best
}
