package world

import (
	"cmp"
	"container/heap"
	"slices"
	"unsafe"

	"waythrough/record"
	"waythrough/road"
)

// tree finds the quickest ways from a place of tables, or into one. Where the record knows
// of queues a link costs one way what it does not the other, and that package road's trees
// can't tell.
func (t *tables) tree(root road.NodeID, into bool) tree {
	switch {
	case t.queues != nil && t.queues.key != "":
		return t.growTolls(root, into)
	case into:
		x := t.w.tables.TreeInto(root, road.Duration, t.cost)
		return tree{x.Duration, x.Path}
	}
	x := t.w.tables.Tree(root, road.Duration, t.cost)
	return tree{x.Duration, x.Path}
}

// tree is the quickest ways between one place and all others.
type tree struct {
	duration []road.Millis
	path     func(road.NodeID) ([]road.LinkID, bool) // the links of a way, in the direction of travel
}

// Bytes is about what a tree takes: of each place its duration, and as much again for its path.
func (t tree) Bytes() int { return 2 * int(unsafe.Sizeof(road.Millis(0))) * len(t.duration) }

// queueAt is the wait on a border link as left from one of its ends.
func (t *tables) queueAt(l road.LinkID, tail road.NodeID) wait {
	x := &t.w.tables.Links[l]
	switch {
	case t.queues == nil:
		return wait{}
	case x.Wait != 0:
		return wait{usual: x.Wait}
	}
	head := x.To
	if tail == x.To {
		head = x.From
	}
	return t.queues.at[direction{record.CrossingID(x.Crossing), t.w.spot(tail).Area, t.w.spot(head).Area}]
}

// from is cost as travelled from one end.
func (t *tables) from(l road.LinkID, tail road.NodeID) (road.Millis, bool) {
	c, ok := t.cost(l)
	if ok && t.w.tables.Border(l) {
		c = t.duration(l).Plus(t.queueAt(l, tail).usual)
	}
	return c, ok
}

// growTolls is Dijkstra's algorithm with costs that hang on the direction. Of ways equally
// quick the shorter is taken, as in package road.
func (t *tables) growTolls(root road.NodeID, into bool) tree {
	n := t.w.tables
	best, parent := make([]tolled, len(n.Places)), make([]road.Arc, len(n.Places))
	for i := range best {
		best[i] = tolled{road.Unreachable, road.Unreachable, road.NodeID(i)}
	}
	arcs := n.Arcs
	if into {
		arcs = t.arcsInto()
	}
	best[root] = tolled{node: root}
	queue := &tolls{best[root]}
	for queue.Len() > 0 {
		at := heap.Pop(queue).(tolled)
		if at != best[at.node] {
			continue
		}
		for _, a := range arcs(at.node) {
			tail := at.node
			if into {
				tail = a.Head
			}
			c, ok := t.from(a.Link, tail)
			next := tolled{at.duration.Plus(c), at.distance.Plus(n.Links[a.Link].Distance), a.Head}
			if ok && next.compare(best[a.Head]) < 0 {
				best[a.Head], parent[a.Head] = next, road.Arc{Link: a.Link, Head: at.node}
				heap.Push(queue, next)
			}
		}
	}
	duration := make([]road.Millis, len(best))
	for i := range best {
		duration[i] = best[i].duration
	}
	return tree{duration, func(place road.NodeID) ([]road.LinkID, bool) {
		if duration[place] == road.Unreachable {
			return nil, false
		}
		var path []road.LinkID
		for ; place != root; place = parent[place].Head {
			path = append(path, parent[place].Link)
		}
		if !into {
			slices.Reverse(path)
		}
		return path, true
	}}
}

// arcsInto gives the arcs that lead to a place, each with the end that it leaves.
func (t *tables) arcsInto() func(road.NodeID) []road.Arc {
	t.once.Do(func() {
		t.into = make([][]road.Arc, len(t.w.tables.Places))
		for i := range t.w.tables.Places {
			for _, a := range t.w.tables.Arcs(road.NodeID(i)) {
				t.into[a.Head] = append(t.into[a.Head], road.Arc{Link: a.Link, Head: road.NodeID(i)})
			}
		}
	})
	return func(n road.NodeID) []road.Arc { return t.into[n] }
}

type tolled struct {
	duration road.Millis
	distance road.Decimetres
	node     road.NodeID
}

func (a tolled) compare(b tolled) int {
	return cmp.Or(cmp.Compare(a.duration, b.duration), cmp.Compare(a.distance, b.distance))
}

type tolls []tolled

func (q tolls) Len() int           { return len(q) }
func (q tolls) Less(i, j int) bool { return q[i].compare(q[j]) < 0 }
func (q tolls) Swap(i, j int)      { q[i], q[j] = q[j], q[i] }
func (q *tolls) Push(x any)        { *q = append(*q, x.(tolled)) }
func (q *tolls) Pop() any          { x := (*q)[len(*q)-1]; *q = (*q)[:len(*q)-1]; return x }
