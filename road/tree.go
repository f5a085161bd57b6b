package road

import "container/heap"

// A Tree holds the quickest ways from one place to all others.
type Tree struct {
	Root     NodeID
	Duration []Millis     // by NodeID; Unreachable where there is no way
	Distance []Decimetres // along the quickest way
	parent   []Arc        // the link by which a place is reached, and its tail
}

// Tree finds the quickest ways from a place over the links that cost allows; it
// gives the time a link takes, or false. Of ways equally quick it takes the
// shorter. Dijkstra's algorithm, O((n + m) log n).
func (n *Network) Tree(from NodeID, cost func(LinkID) (Millis, bool)) *Tree {
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
	queue := &frontier{{0, 0, from}}
	for queue.Len() > 0 {
		at := heap.Pop(queue).(reached)
		if at.duration != t.Duration[at.node] || at.distance != t.Distance[at.node] {
			continue // a quicker way was found since
		}
		for _, arc := range n.Arcs(at.node) {
			c, ok := cost(arc.Link)
			if !ok {
				continue
			}
			next := reached{at.duration.Plus(c), at.distance.Plus(n.Links[arc.Link].Distance), arc.Head}
			if next.before(reached{t.Duration[arc.Head], t.Distance[arc.Head], arc.Head}) {
				t.Duration[arc.Head], t.Distance[arc.Head] = next.duration, next.distance
				t.parent[arc.Head] = Arc{arc.Link, at.node}
				heap.Push(queue, next)
			}
		}
	}
	return t
}

// Path gives the links from the root to a place, in order, or false if there is
// no way.
func (t *Tree) Path(to NodeID) ([]LinkID, bool) {
	if t.Duration[to] == Unreachable {
		return nil, false
	}
	var path []LinkID
	for to != t.Root {
		path = append(path, t.parent[to].Link)
		to = t.parent[to].Head
	}
	for i, j := 0, len(path)-1; i < j; i, j = i+1, j-1 {
		path[i], path[j] = path[j], path[i]
	}
	return path, true
}

type reached struct {
	duration Millis
	distance Decimetres
	node     NodeID
}

func (r reached) before(s reached) bool {
	if r.duration != s.duration {
		return r.duration < s.duration
	}
	return r.distance < s.distance
}

type frontier []reached

func (f frontier) Len() int           { return len(f) }
func (f frontier) Less(i, j int) bool { return f[i].before(f[j]) }
func (f frontier) Swap(i, j int)      { f[i], f[j] = f[j], f[i] }
func (f *frontier) Push(x any)        { *f = append(*f, x.(reached)) }
func (f *frontier) Pop() any {
	old := *f
	last := old[len(old)-1]
	*f = old[:len(old)-1]
	return last
}
