package cch

import "slices"

// part is a piece of the graph on its way through the dissection: a small graph of
// its own, with the coordinates and outer names of its nodes.
type part struct {
	adj  adjacency
	x, y []int32
	name []uint32
}

func (p *part) nodes() int { return len(p.name) }

// Sides of a node during a flow.
const (
	free uint8 = iota
	source
	sink
)

// flow is a maximum flow of unit capacities between growing sets of terminals, by
// Dinic's algorithm (1970). Growing a set keeps the flow: it stays feasible, so a
// series of cuts costs little more than the last.
type flow struct {
	adj   adjacency
	rev   []uint32 // the opposite arc
	used  []int8   // flow over the arc: -1, 0, 1; used[rev[a]] == -used[a]
	side  []uint8  // free, source or sink
	level []int32  // distance to the sinks in the residual graph, -1 if cut off
	next  []uint32 // where the search of a node goes on
	queue []uint32
	path  []uint32
	value int

	border [3][]uint32 // by side: the terminals with neighbours of another kind
}

func newFlow(adj adjacency) *flow {
	n := adj.nodes()
	f := &flow{
		adj:   adj,
		rev:   make([]uint32, len(adj.head)),
		used:  make([]int8, len(adj.head)),
		side:  make([]uint8, n),
		level: make([]int32, n),
		next:  make([]uint32, n),
		queue: make([]uint32, 0, n),
	}
	// Rows ascend, so the arcs into u arrive in the order of row u.
	copy(f.next, adj.first)
	for v := range uint32(n) {
		for a := adj.first[v]; a < adj.first[v+1]; a++ {
			u := adj.head[a]
			f.rev[a] = f.next[u]
			f.next[u]++
		}
	}
	return f
}

func (f *flow) reset() {
	clear(f.used)
	clear(f.side)
	f.value = 0
	f.border[source], f.border[sink] = f.border[source][:0], f.border[sink][:0]
}

// grow makes more nodes terminals of one kind.
func (f *flow) grow(kind uint8, nodes []uint32) {
	for _, v := range nodes {
		f.side[v] = kind
	}
	f.border[kind] = append(f.border[kind], nodes...)
	// Only terminals beside a node of another kind can start or end a path.
	f.border[kind] = slices.DeleteFunc(f.border[kind], func(v uint32) bool {
		for _, u := range f.adj.row(v) {
			if f.side[u] != kind {
				return false
			}
		}
		return true
	})
}

// maximise augments until the sinks cannot be reached from the sources, or the flow
// exceeds limit. Unless it stopped at the limit, level >= 0 then marks the nodes, but
// for sinks inside, from which a sink can be reached.
func (f *flow) maximise(limit int) {
	for f.layers() {
		for _, v := range f.border[source] {
			if f.level[v] < 0 {
				continue
			}
			for f.push(v) {
				f.value++
			}
		}
		if f.value > limit {
			return
		}
	}
}

// layers searches breadth-first back from the sinks and tells whether it met a source.
// It stops at the end of the layer in which it did. Level by level down, every node
// then leads to a sink: the pushes meet few dead ends.
func (f *flow) layers() bool {
	q := f.start(sink)
	met := int32(-1)
	for i := 0; i < len(q); i++ {
		v := q[i]
		l := f.level[v] + 1
		if l > met && met >= 0 {
			break
		}
		f.next[v] = f.adj.first[v]
		for a := f.adj.first[v]; a < f.adj.first[v+1]; a++ {
			// The arc into v is rev[a]; it has room unless its flow is 1.
			u := f.adj.head[a]
			if f.level[u] >= 0 || f.used[a] < 0 {
				continue
			}
			f.level[u] = l
			if f.side[u] == source {
				f.next[u] = f.adj.first[u]
				met = l
			} else {
				q = append(q, u)
			}
		}
	}
	return met >= 0
}

// start begins a search at the terminals of one kind.
func (f *flow) start(kind uint8) []uint32 {
	for v := range f.level {
		f.level[v] = -1
	}
	q := append(f.queue[:0], f.border[kind]...)
	for _, v := range q {
		f.level[v] = 0
	}
	return q
}

// push sends one unit from v, a source, down the layers to a sink.
func (f *flow) push(v uint32) bool {
	path := f.path[:0]
	defer func() { f.path = path[:0] }()
	from := v
	for f.level[v] > 0 {
		if f.next[v] == f.adj.first[v+1] {
			if v == from {
				return false
			}
			// A dead end: step back over the arc that led here.
			a := path[len(path)-1]
			path = path[:len(path)-1]
			v = f.adj.head[f.rev[a]]
			f.next[v]++
			continue
		}
		a := f.next[v]
		u := f.adj.head[a]
		if f.used[a] > 0 || f.level[u] != f.level[v]-1 {
			f.next[v]++
			continue
		}
		path = append(path, a)
		v = u
	}
	for _, a := range path {
		f.used[a]++
		f.used[f.rev[a]]--
	}
	return true
}

// sourceSide marks with level >= 0 the nodes that can be reached from a source, but for
// sources inside.
func (f *flow) sourceSide() {
	q := f.start(source)
	for i := 0; i < len(q); i++ {
		v := q[i]
		for a := f.adj.first[v]; a < f.adj.first[v+1]; a++ {
			if u := f.adj.head[a]; f.level[u] < 0 && f.used[a] <= 0 {
				f.level[u] = 0
				q = append(q, u)
			}
		}
	}
}

// sideOf tells whether a node is on the side of a kind that was marked last.
func (f *flow) sideOf(kind uint8, v int) bool { return f.level[v] >= 0 || f.side[v] == kind }

// sideSize counts the nodes on that side.
func (f *flow) sideSize(kind uint8) (n int) {
	for v := range f.level {
		if f.sideOf(kind, v) {
			n++
		}
	}
	return n
}

// separator turns a cut, the nodes of one side, into a set of nodes: the ends of
// the cut edges on the side that has fewer of them. It marks them in mark as 2,
// leaves 0 and 1 for the two sides, and returns their number.
func separator(adj adjacency, mark []uint8) int {
	var ends [2][]uint32
	for v := range uint32(adj.nodes()) {
		for _, u := range adj.row(v) {
			if mark[u] != mark[v] {
				ends[mark[v]] = append(ends[mark[v]], v)
				break
			}
		}
	}
	few := ends[0]
	if len(ends[1]) < len(ends[0]) {
		few = ends[1]
	}
	for _, v := range few {
		mark[v] = 2
	}
	return len(few)
}

// byProjection lists the nodes of p along the direction (dx, dy).
func (p *part) byProjection(dx, dy int64, out []uint32) {
	keys := make([]projection, p.nodes())
	for v := range keys {
		keys[v] = projection{dx*int64(p.x[v]) + dy*int64(p.y[v]), uint32(v)}
	}
	slices.SortFunc(keys, projection.compare)
	for i, k := range keys {
		out[i] = k.node
	}
}

type projection struct {
	at   int64
	node uint32
}

func (a projection) compare(b projection) int {
	switch {
	case a.at < b.at:
		return -1
	case a.at > b.at:
		return 1
	}
	return int(int64(a.node) - int64(b.node))
}
