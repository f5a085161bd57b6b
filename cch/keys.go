package cch

// A key is a distance that remembers where it began: its low bits are the indices of a
// source and a target. Searches from several points can then go on as one from where their
// ways to the root join, and the lowest sum of two keys tells the distance and both points;
// a key is relaxed like a distance, without a jump. The bits are to spare in 32-bit metrics:
// a key stays below 2⁶¹, and what two of them add up to, below Unreachable.
//
// Measured on New York, perfect, median: 2 × 2 neighbouring nodes take 15 µs and 4 × 4 take
// 19 µs, one by one 10 µs; searching to the root from each of 2 × 2 takes
// 23 µs; go test -bench Distance ./cch.
const (
	keyBits   = 8                       // below the distance: target<<4 | source
	keyPoints = 1 << 4                  // no more points have an index
	keyOffset = 1 << 52                 // no larger offset has a key
	keyHeight = keyOffset / narrowLimit // nor has a way up in a higher hierarchy
)

// betweenKeys is Between by keys; it reports false if the points have none, or if nothing
// lies above all sources or above all targets.
func (q *Query) betweenKeys(sources, targets []Point) (d Distance, source, target int, ok bool) {
	a := &q.m.h.a
	s, t := a.above(sources), a.above(targets)
	if q.m.narrow == nil || a.Height > keyHeight || s == none || t == none {
		return 0, 0, 0, false
	}
	f, b := &q.m.narrow.search[forward], &q.m.narrow.search[backward]
	fronts, backs := q.many[:len(sources)], q.many[len(sources):][:len(targets)]
	f.gather(a, sources, fronts, s, &q.ends[forward], 0)
	b.gather(a, targets, backs, t, &q.ends[backward], keyBits/2)

	top := a.join(s, t)
	f.climbKeys(a, s, top, q.ends[forward].dist)
	b.climbKeys(a, t, top, q.ends[backward].dist)
	best := Unreachable
	if top == s || top == t { // else no two ways join below top
		best = q.meetBelow(sources, targets, s, t, top)
	}
	for v := top; v != none; v = a.Parent[v] {
		df, db := q.ends[forward].dist[a.Depth[v]], q.ends[backward].dist[a.Depth[v]]
		best = min(best, df+db)
		if df < best {
			f.relaxKeys(v, df, q.ends[forward].dist)
		}
		if db < best {
			b.relaxKeys(v, db, q.ends[backward].dist)
		}
	}
	if best == Unreachable {
		return Unreachable, -1, -1, true
	}
	return best >> keyBits, int(best % keyPoints), int(best / keyPoints % keyPoints), true
}

// above is the lowest node above or at all points; absent if there is none, or no key for
// one of them.
func (a *Arrays) above(points []Point) uint32 {
	if len(points) == 0 || len(points) > keyPoints {
		return none
	}
	v := a.Rank[points[0].Node]
	for _, p := range points {
		if v == none || p.Offset > keyOffset {
			return none
		}
		v = a.join(v, a.Rank[p.Node])
	}
	return v
}

// gather searches from each point up to top, which it leaves out, and puts into one end the
// least key of each depth from there on.
func (s *side[W]) gather(a *Arrays, points []Point, ends []end, top uint32, into *end, shift int) {
	into.begin(a.Depth[top], Unreachable)
	for i, p := range points {
		v, dist := a.Rank[p.Node], ends[i].dist
		ends[i].begin(a.Depth[v], p.Offset<<keyBits|Distance(i)<<shift)
		s.climbKeys(a, v, top, dist)
		for d := range into.dist[:a.Depth[top]+1] {
			into.dist[d] = min(into.dist[d], dist[d])
		}
	}
}

// meetBelow is the least sum of keys at nodes that lie above a source and above a target,
// but below top.
func (q *Query) meetBelow(sources, targets []Point, s, t, top uint32) Distance {
	a, best := &q.m.h.a, Unreachable
	label := func(i int, joined uint32, direction int, d uint32) Distance {
		if d <= a.Depth[joined] {
			return q.ends[direction].dist[d]
		}
		return q.many[i].dist[d]
	}
	for i, from := range sources {
		for j, to := range targets {
			for v := a.join(a.Rank[from.Node], a.Rank[to.Node]); v != top; v = a.Parent[v] {
				d := a.Depth[v]
				best = min(best, label(i, s, forward, d)+label(len(sources)+j, t, backward, d))
			}
		}
	}
	return best
}

// climbKeys is climb for keys.
func (s *side[W]) climbKeys(a *Arrays, v, top uint32, keys []Distance) {
	for ; v != top; v = a.Parent[v] {
		if from := keys[a.Depth[v]]; from < Unreachable {
			s.relaxKeys(v, from, keys)
		}
	}
}

// relaxKeys is relaxLinks, or relaxAll, for keys.
func (s *side[W]) relaxKeys(v uint32, from Distance, keys []Distance) {
	lo, hi := s.first[v], s.first[v+1]
	if s.link != nil {
		for _, l := range s.link[lo:hi] {
			to := &keys[l.depth]
			*to = min(*to, from+Distance(l.weight)<<keyBits)
		}
		return
	}
	depth, weight := s.depth[lo:hi], s.weight[lo:hi]
	weight = weight[:len(depth)]
	for i, d := range depth {
		if w := weight[i]; w != infinite[W]() {
			to := &keys[d]
			*to = min(*to, from+Distance(w)<<keyBits)
		}
	}
}
