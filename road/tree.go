package road

import (
	"cmp"
	"container/heap"
	"slices"
)

// A Measure is what a way is to have least of.
type Measure int

// The measures. Of ways equal in one the other decides.
const (
	Duration Measure = iota
	Distance
)

// A Tree holds the best ways from one place to all others, or from all others to one.
type Tree struct {
	Root     NodeID
	Duration []Millis     // by NodeID; Unreachable where there is no way
	Distance []Decimetres // along the same way
	parent   []Arc        // the link by which a place is reached, and its other end
	into     bool
}

// Tree finds the best ways from a place over the links that cost allows; it gives the
// time a link takes, or false. Dijkstra's algorithm, O((n + m) log n).
func (n *Network) Tree(from NodeID, least Measure, cost func(LinkID) (Millis, bool)) *Tree {
	return n.grow(from, &n.out, least, cost)
}

// TreeInto is Tree against the direction of travel: the ways from everywhere to a place.
func (n *Network) TreeInto(to NodeID, least Measure, cost func(LinkID) (Millis, bool)) *Tree {
	t := n.grow(to, &n.into, least, cost)
	t.into = true
	return t
}

func (n *Network) grow(from NodeID, arcs *lists, least Measure, cost func(LinkID) (Millis, bool)) *Tree {
	t := &Tree{
		Root:     from,
		Duration: make([]Millis, len(n.Places)),
		Distance: make([]Decimetres, len(n.Places)),
		parent:   make([]Arc, len(n.Places)),
	}
	for i := range t.Duration {
		t.Duration[i], t.Distance[i] = Unreachable, Unreachable
	}
	t.Duration[from], t.Distance[from] = 0, 0
	queue := &frontier{least: least, list: []reached{{0, 0, from}}}
	for queue.Len() > 0 {
		at := heap.Pop(queue).(reached)
		if at.duration != t.Duration[at.node] || at.distance != t.Distance[at.node] {
			continue // a better way was found since
		}
		for _, arc := range arcs.of(at.node) {
			c, ok := cost(arc.Link)
			if !ok {
				continue
			}
			next := reached{at.duration.Plus(c), at.distance.Plus(n.Links[arc.Link].Distance), arc.Head}
			if next.before(reached{t.Duration[arc.Head], t.Distance[arc.Head], arc.Head}, least) {
				t.Duration[arc.Head], t.Distance[arc.Head] = next.duration, next.distance
				t.parent[arc.Head] = Arc{arc.Link, at.node}
				heap.Push(queue, next)
			}
		}
	}
	return t
}

// Path gives the links of the way between the root and a place, in the direction of
// travel, or false if there is no way.
func (t *Tree) Path(place NodeID) ([]LinkID, bool) {
	if t.Duration[place] == Unreachable {
		return nil, false
	}
	var path []LinkID
	for place != t.Root {
		path = append(path, t.parent[place].Link)
		place = t.parent[place].Head
	}
	if !t.into {
		slices.Reverse(path)
	}
	return path, true
}

type reached struct {
	duration Millis
	distance Decimetres
	node     NodeID
}

func (r reached) before(s reached, least Measure) bool {
	if least == Distance {
		return cmp.Or(cmp.Compare(r.distance, s.distance), cmp.Compare(r.duration, s.duration)) < 0
	}
	return cmp.Or(cmp.Compare(r.duration, s.duration), cmp.Compare(r.distance, s.distance)) < 0
}

type frontier struct {
	least Measure
	list  []reached
}

func (f *frontier) Len() int           { return len(f.list) }
func (f *frontier) Less(i, j int) bool { return f.list[i].before(f.list[j], f.least) }
func (f *frontier) Swap(i, j int)      { f.list[i], f.list[j] = f.list[j], f.list[i] }
func (f *frontier) Push(x any)         { f.list = append(f.list, x.(reached)) }
func (f *frontier) Pop() any {
	last := f.list[len(f.list)-1]
	f.list = f.list[:len(f.list)-1]
	return last
}
