package cch

import (
	"errors"
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// streets are the edges of a world, each once: where there are arcs both ways, one of them.
func (w *world) streets() (tail, head []NodeID) {
	seen := map[[2]NodeID]bool{}
	for i, a := range w.g.Tail {
		if b := w.g.Head[i]; !seen[[2]NodeID{b, a}] {
			seen[[2]NodeID{a, b}] = true
			tail, head = append(tail, a), append(head, b)
		}
	}
	return tail, head
}

// turnGraph is the turn-aware graph of edges: node 2i is edge i travelled from tail to
// head, 2i+1 the way back. One turns back at dead ends only.
func turnGraph(nodes int, tail, head []NodeID) Graph {
	g := Graph{Nodes: 2 * len(tail)}
	leaving := make([][]NodeID, nodes)
	for i := range tail {
		leaving[tail[i]] = append(leaving[tail[i]], NodeID(2*i))
		leaving[head[i]] = append(leaving[head[i]], NodeID(2*i+1))
	}
	for h := range NodeID(g.Nodes) {
		at := leaving[[]NodeID{head[h/2], tail[h/2]}[h%2]]
		for _, next := range at {
			if next != h^1 || len(at) == 1 {
				g.Tail, g.Head = append(g.Tail, h), append(g.Head, next)
			}
		}
	}
	return g
}

// travelled is the order of a turn-aware graph's nodes that an order of edges gives.
func travelled(edges []uint32) []NodeID {
	var order []NodeID
	for _, e := range edges {
		order = append(order, NodeID(2*e), NodeID(2*e+1))
	}
	return order
}

// byHead is that which an order of the underlying nodes gives: by the node they lead to.
func byHead(t testing.TB, w *world, tail, head []NodeID) []NodeID {
	t.Helper()
	nodes, err := Order(w.g, w.x, w.y, 2)
	if err != nil {
		t.Fatal(err)
	}
	at := make([][]NodeID, w.g.Nodes)
	for i := range tail {
		at[head[i]] = append(at[head[i]], NodeID(2*i))
		at[tail[i]] = append(at[tail[i]], NodeID(2*i+1))
	}
	var order []NodeID
	for _, v := range nodes {
		order = append(order, at[v]...)
	}
	return order
}

func mustBuild(t testing.TB, g Graph, order []NodeID) *Hierarchy {
	h, err := Build(g, order)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func checkPermutation(t fataler, order []uint32, n int) {
	for i, e := range slices.Sorted(slices.Values(order)) {
		if int(e) != i || len(order) != n {
			t.Fatalf("%d of %d edges, and %d where %d should be: %v", len(order), n, e, i, order)
		}
	}
}

// orderEdges fails unless each edge is in the order once.
func (w *world) orderEdges(t fataler, tail, head []NodeID, threads int) []uint32 {
	t.Helper()
	order, err := OrderEdges(w.g.Nodes, tail, head, w.x, w.y, threads)
	if err != nil {
		t.Fatalf("%s: %v", w.name, err)
	}
	checkPermutation(t, order, len(tail))
	return order
}

func TestEdgeOrderIsAPermutation(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rng := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 0))
		w := awkwardWorld(rng, rapid.SampledFrom(awkward).Draw(t, "kind"), "small", rapid.IntRange(1, 400).Draw(t, "nodes"))
		// All arcs as they are, so that streets are multi-edges too.
		w.orderEdges(t, w.g.Tail, w.g.Head, 1)
	})
}

// TestEdgeOrderOfHubs has graphs at which a careless order takes time without end.
func TestEdgeOrderOfHubs(t *testing.T) {
	const n, m = 20_000, 80_000
	for name, ends := range map[string]func(i int) (a, b int){
		"star":     func(i int) (int, int) { return 0, i },
		"parallel": func(i int) (int, int) { return i % 2, 1 - i%2 },
		"two hubs": func(i int) (int, int) { return i % 2, i / 2 },
		"wheel":    func(i int) (int, int) { return i % 2 * (i / 2), i/2 + 1 },
		"loops":    func(i int) (int, int) { return 7, 7 },
	} {
		t.Run(name, func(t *testing.T) {
			var tail, head []NodeID
			for i := range m {
				a, b := ends(i)
				tail, head = append(tail, NodeID(a%n)), append(head, NodeID(b%n))
			}
			w := &world{name: name, g: Graph{Nodes: n}, x: make([]int32, n), y: make([]int32, n)}
			w.orderEdges(t, tail, head, 2)
		})
	}
}

func TestOrderEdgesRefuses(t *testing.T) {
	two := []int32{0, 0}
	for name, bad := range map[string]struct {
		nodes      int
		tail, head []NodeID
		x, y       []int32
	}{
		"negative nodes":       {nodes: -1},
		"too many nodes":       {nodes: MaxNodes + 1},
		"fewer heads":          {2, []NodeID{0, 1}, []NodeID{1}, two, two},
		"a tail out of range":  {2, []NodeID{2}, []NodeID{1}, two, two},
		"a head out of range":  {2, []NodeID{0}, []NodeID{2}, two, two},
		"fewer x":              {2, []NodeID{0}, []NodeID{1}, two[:1], two},
		"more y":               {2, []NodeID{0}, []NodeID{1}, two, []int32{0, 0, 0}},
		"edges, but no places": {0, []NodeID{0}, []NodeID{0}, nil, nil},
	} {
		order, err := OrderEdges(bad.nodes, bad.tail, bad.head, bad.x, bad.y, 1)
		if !errors.Is(err, ErrGraph) || order != nil {
			t.Errorf("%s: order %v, error %v", name, order, err)
		}
	}
}

func TestEdgeOrderDependsNotOnThreads(t *testing.T) {
	w := roadWorld(2, 10_000)
	tail, head := w.streets()
	var one []uint32
	for _, threads := range []int{1, 2, 8} {
		order := w.orderEdges(t, tail, head, threads)
		if one == nil {
			one = order
		}
		if !slices.Equal(one, order) {
			t.Errorf("the order by %d threads is another than by one", threads)
		}
	}
}

// addGrid adds side times side nodes at places from x on, joined by arcs one way.
func (w *world) addGrid(side, x int) {
	for i := range side * side {
		v := w.g.Nodes + i
		w.x, w.y = append(w.x, int32(x+100*(i%side))), append(w.y, int32(100*(i/side)))
		if i%side+1 < side {
			w.add(v, v+1, 1)
		}
		if i/side+1 < side {
			w.add(v, v+side, 1)
		}
	}
	w.g.Nodes += side * side
}

// TestEdgeOrderPutsBridgesLast joins two grids of streets by a few bridges: nothing
// separates the graph at less cost, so that they come last.
func TestEdgeOrderPutsBridgesLast(t *testing.T) {
	const side = 20
	for _, bridges := range []int{1, 2, 5} {
		w := &world{}
		w.addGrid(side, 0)
		w.addGrid(side, 5000)
		first := uint32(len(w.g.Tail))
		for y := range bridges {
			w.add(3*y*side+side-1, side*side+3*y*side, 0)
		}
		order := w.orderEdges(t, w.g.Tail, w.g.Head, 2)
		for _, e := range order[len(order)-bridges:] {
			if e < first {
				t.Errorf("%d bridges: edge %d, a street, is among the last: %v", bridges, e, order[len(order)-bridges:])
			}
		}
	}
}

// TestEdgeOrderOfChainsIsFlat contracts the turn-aware graphs of chains: both directions
// of a chain of n edges fall in about log₂ n rounds each, where from one end to the other
// would be n.
func TestEdgeOrderOfChainsIsFlat(t *testing.T) {
	const n = 1 << 10
	for _, kind := range []string{"path", "cycle"} {
		w := awkwardWorld(rand.New(rand.NewPCG(1, 1)), kind, "small", n)
		for v := range n { // the worst order of places
			w.x[v], w.y[v] = int32(v), 0
		}
		tail, head := w.streets()
		h := mustBuild(t, turnGraph(n, tail, head), travelled(w.orderEdges(t, tail, head, 1)))
		if h.Height() > 40 || h.UpwardArcs() > 8*n {
			t.Errorf("%s of %d: height %d, %d upward arcs", kind, n, h.Height(), h.UpwardArcs())
		}
	}
}

// TestEdgeOrderBeatsHeads is why OrderEdges exists: a third fewer arcs, and a tree a third
// lower, than by the nodes that edges lead to.
func TestEdgeOrderBeatsHeads(t *testing.T) {
	grid := &world{name: "grid"}
	grid.addGrid(40, 0)
	for _, w := range []*world{grid, roadWorld(3, 5000)} {
		tail, head := w.streets()
		g := turnGraph(w.g.Nodes, tail, head)
		mine := mustBuild(t, g, travelled(w.orderEdges(t, tail, head, 2)))
		theirs := mustBuild(t, g, byHead(t, w, tail, head))
		// It is 0.45 and 0.55 of the arcs, and 0.55 of the height.
		if 3*mine.UpwardArcs() > 2*theirs.UpwardArcs() || 3*mine.Height() > 2*theirs.Height() {
			t.Errorf("%s: %d arcs, height %d; by heads %d, %d", w.name, mine.UpwardArcs(), mine.Height(), theirs.UpwardArcs(), theirs.Height())
		}
	}
}

// drawEdges draws a small multigraph without loops.
func drawEdges(t *rapid.T, most int) (nodes int, tail, head []NodeID) {
	nodes = rapid.IntRange(2, 12).Draw(t, "nodes")
	for range rapid.IntRange(1, most).Draw(t, "edges") {
		a := rapid.IntRange(0, nodes-1).Draw(t, "tail")
		b := rapid.IntRange(1, nodes-1).Draw(t, "step")
		tail, head = append(tail, NodeID(a)), append(head, NodeID((a+b)%nodes))
	}
	return nodes, tail, head
}

// TestReductionLeavesJunctions: what the reduction leaves has three edges at each node, and
// joins what it joined before.
func TestReductionLeavesJunctions(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		nodes, tail, head := drawEdges(t, 30)
		rank := make([]uint32, nodes)
		for v := range rank {
			rank[v] = uint32(v)
		}
		r := newEdgeReduction(rank, tail, head)
		r.reduce()
		p := r.core(func(uint32) (int32, int32) { return 0, 0 })
		// Contracting the edges taken out, by marks, gives the ends of those left.
		mark := slices.Clone(rank)
		for _, e := range r.order {
			a, b := mark[tail[e]], mark[head[e]]
			for v := range mark {
				if mark[v] == b {
					mark[v] = a
				}
			}
		}
		all := slices.Clone(r.order)
		for v := range uint32(p.nodes()) {
			if d := len(p.adj.row(v)); d < 3 || p.cut[v] != 0 {
				t.Fatalf("a node of degree %d is left, with %d edges cut", d, p.cut[v])
			}
			for a := p.adj.first[v]; a < p.adj.first[v+1]; a++ {
				e, u := p.edge[a], p.adj.head[a]
				if v < u {
					all = append(all, e)
				}
				got := [2]uint32{mark[p.name[v]], mark[p.name[u]]}
				want := [2]uint32{mark[tail[e]], mark[head[e]]}
				if got != want && got != [2]uint32{want[1], want[0]} {
					t.Fatalf("edge %d joins %v, want %v", e, got, want)
				}
			}
		}
		checkPermutation(t, all, len(tail))
	})
}

// drawPart draws a part for minimumDegree, some of whose edges were cut off, and the graph
// of its edges, in which two that share an end are joined. Its own come first.
func drawPart(t *rapid.T) (p *edgePart, joined []map[int]bool) {
	nodes, tail, head := drawEdges(t, leafEdges)
	p = newEdgePart(uint32(nodes), uint32(2*len(tail)))
	joined = make([]map[int]bool, len(tail))
	for v := range NodeID(nodes) {
		var row []uint64
		var met []int
		for e := range tail {
			if v == tail[e] || v == head[e] {
				row = append(row, uint64(tail[e]^head[e]^v)<<32|uint64(e))
				met = append(met, e)
			}
		}
		slices.Sort(row)
		for _, k := range row {
			p.adj.head, p.edge = append(p.adj.head, uint32(k>>32)), append(p.edge, uint32(k))
		}
		cut := rapid.IntRange(0, 3).Draw(t, "cut")
		p.node(uint32(v), 0, 0, uint32(cut))
		for range cut {
			met = append(met, len(joined))
			joined = append(joined, nil)
		}
		join(joined, met)
	}
	return p, joined
}

// join makes some nodes of a graph a clique.
func join(joined []map[int]bool, nodes []int) {
	for _, a := range nodes {
		if joined[a] == nil {
			joined[a] = map[int]bool{}
		}
		for _, b := range nodes {
			if a != b {
				joined[a][b] = true
			}
		}
	}
}

// TestMinimumDegreeOfEdges compares with elimination done literally.
func TestMinimumDegreeOfEdges(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, joined := drawPart(t)
		order := make([]uint32, p.edges())
		p.minimumDegree(order)
		checkPermutation(t, order, p.edges())
		for i, e := range order {
			for _, other := range order[i:] {
				if len(joined[other]) < len(joined[e]) {
					t.Fatalf("place %d: edge %d meets %d, but %d meets %d", i, e, len(joined[e]), other, len(joined[other]))
				}
			}
			var met []int
			for u := range joined[e] {
				delete(joined[u], int(e))
				met = append(met, u)
			}
			join(joined, met)
		}
	})
}

// TestSplitCountsCutEdges: no edge is lost, and no node forgets that it had one.
func TestSplitCountsCutEdges(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, _ := drawPart(t)
		mark := rapid.SliceOfN(rapid.Uint32Range(1, 3), p.nodes(), p.nodes()).Draw(t, "mark")
		pieces, all := p.split(mark)
		for _, q := range pieces {
			for v, name := range q.name { // in p, the name of a node is its number
				got, want := len(q.adj.row(uint32(v)))+int(q.cut[v]), len(p.adj.row(name))+int(p.cut[name])
				if got != want || mark[name] != mark[q.name[0]] {
					t.Fatalf("node %d: %d edges, want %d", name, got, want)
				}
			}
			own := make([]uint32, q.edges())
			q.minimumDegree(own)
			all = append(all, own...)
		}
		checkPermutation(t, all, p.edges())
	})
}

// BenchmarkOrderEdges reports what is left of the turn-aware graph, too.
func BenchmarkOrderEdges(b *testing.B) {
	w := benchWorld()
	tail, head := w.streets()
	onThreads(b, func(b *testing.B, threads int) {
		var order []uint32
		for b.Loop() {
			var err error
			if order, err = OrderEdges(w.g.Nodes, tail, head, w.x, w.y, threads); err != nil {
				b.Fatal(err)
			}
		}
		h := mustBuild(b, turnGraph(w.g.Nodes, tail, head), travelled(order))
		b.ReportMetric(float64(h.Nodes()), "nodes")
		b.ReportMetric(float64(h.Height()), "height")
		b.ReportMetric(float64(h.UpwardArcs()), "arcs")
	})
}
