package cch

// Between is the shortest distance from any of some points to any of others, offsets
// included, and the indices of the two points that it joins; Unreachable, -1 and -1
// without a path. It allocates nothing once the query has served as many points.
//
// O(a search for each point + pairs · depths shared); of points that lie together, such as
// the ends of the edges beside a place, O(one search from the node above all sources, and
// one from that above all targets, and what lies below these two).
func (q *Query) Between(sources, targets []Point) (d Distance, source, target int) {
	if len(sources) == 1 && len(targets) == 1 {
		if d = q.between(sources[0], targets[0], false); d == Unreachable {
			return d, -1, -1
		}
		return d, 0, 0
	}
	for len(q.many) < len(sources)+len(targets) {
		q.many = append(q.many, newEnd(q.m.h))
	}
	if d, source, target, ok := q.betweenKeys(sources, targets); ok {
		return d, source, target
	}
	for i, p := range sources {
		q.many[i].climb(q.m, forward, p, none)
	}
	backs := q.many[len(sources):]
	for i, p := range targets {
		backs[i].climb(q.m, backward, p, none)
	}
	a := &q.m.h.a
	d, source, target = Unreachable, -1, -1
	for i, s := range sources {
		for j, t := range targets {
			n := a.shared(a.Rank[s.Node], a.Rank[t.Node])
			if sum := leastSum(q.many[i].dist, backs[j].dist, n); sum < d {
				d, source, target = sum, i, j
			}
		}
	}
	return d, source, target
}

// RouteBetween is Between with the way, appended to buf as by Route: the arcs from the
// node of the source chosen to that of the target. Their weights and the two offsets add
// up to the distance.
func (q *Query) RouteBetween(sources, targets []Point, buf []ArcID) (d Distance, source, target int, way []ArcID) {
	d, source, target = q.Between(sources, targets)
	if d == Unreachable {
		return d, source, target, buf
	}
	q.between(sources[source], targets[target], true)
	return d, source, target, q.way(buf)
}
