package cch

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// hierarchy builds w in the given order, or by dissection if it is nil.
func (w *world) hierarchy(t testing.TB, order []NodeID) *Hierarchy {
	t.Helper()
	var err error
	if order == nil {
		if order, err = Order(w.g, w.x, w.y, 2); err != nil {
			t.Fatal(err)
		}
	}
	h, err := Build(w.g, order)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func (w *world) metric(t testing.TB, h *Hierarchy, threads int) *Metric {
	t.Helper()
	m, err := NewMetric(h, w.weights, threads)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

type fataler interface {
	Helper()
	Fatalf(string, ...any)
}

// allPairs is the oracle's table.
func (w *world) allPairs() [][]Distance {
	d := newDijkstra(w.g)
	var out [][]Distance
	for v := range w.g.Nodes {
		out = append(out, slices.Clone(d.from(w.weights, Point{NodeID(v), 0})))
	}
	return out
}

// checkAnswers compares every kind of question with the oracle's table.
func checkAnswers(t fataler, w *world, m *Metric, want [][]Distance) {
	t.Helper()
	q := NewQuery(m)
	var points []Point
	for v := range want {
		points = append(points, Point{NodeID(v), 0})
	}
	n := len(points)
	sweep, row := NewSweep(m), make([]Distance, n)
	to, from := make([]Distance, n*n), make([]Distance, n*n)
	NewTargets(m, points).Rows(points, to)
	NewSources(m, points).Rows(points, from)
	for s := range n {
		sweep.FromPoints(points[s:s+1], row)
		for u := range n {
			if d := q.Distance(NodeID(s), NodeID(u)); d != want[s][u] {
				t.Fatalf("%s: distance %d to %d: %d, want %d", w.name, s, u, d, want[s][u])
			}
			checkRoute(t, w, q, NodeID(s), NodeID(u), want[s][u])
			if row[u] != want[s][u] || to[s*n+u] != want[s][u] || from[u*n+s] != want[s][u] {
				t.Fatalf("%s: %d to %d: sweep %d, targets %d, sources %d, want %d", w.name, s, u, row[u], to[s*n+u], from[u*n+s], want[s][u])
			}
		}
	}
}

// checkRoute checks that a route is a path of the right length.
func checkRoute(t fataler, w *world, q *Query, s, u NodeID, want Distance) {
	t.Helper()
	d, arcs := q.Route(s, u, nil)
	if d != want {
		t.Fatalf("%s: route %d to %d: %d, want %d", w.name, s, u, d, want)
	}
	if d == Unreachable {
		if len(arcs) > 0 {
			t.Fatalf("%s: a way to nowhere", w.name)
		}
		return
	}
	if at, sum := w.walk(t, arcs, s); at != u || sum != d {
		t.Fatalf("%s: the way from %d to %d leads to %d and is %d long, not %d: %v", w.name, s, u, at, sum, d, arcs)
	}
}

func (w *world) walk(t fataler, arcs []ArcID, at NodeID) (NodeID, Distance) {
	t.Helper()
	var sum Distance
	for _, a := range arcs {
		if w.g.Tail[a] != at || w.weights[a] == Closed {
			t.Fatalf("%s: a way that jumps, or uses a closed arc: %v", w.name, arcs)
		}
		at, sum = w.g.Head[a], sum+Distance(w.weights[a])
	}
	return at, sum
}

// drawWorld draws an awkward world and an order for it.
func drawWorld(t *rapid.T) (*world, *Hierarchy, *rand.Rand) {
	rng := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 0))
	w := awkwardWorld(rng, rapid.SampledFrom(awkward).Draw(t, "kind"), rapid.SampledFrom(weigh).Draw(t, "weights"), rapid.IntRange(1, 70).Draw(t, "nodes"))
	order, err := Order(w.g, w.x, w.y, 1)
	if err != nil {
		t.Fatal(err)
	}
	if rapid.Bool().Draw(t, "random order") {
		rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
	}
	h, err := Build(w.g, order)
	if err != nil {
		t.Fatal(err)
	}
	return w, h, rng
}

func TestAnswersEqualDijkstra(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w, h, _ := drawWorld(t)
		if err := h.Verify(); err != nil {
			t.Fatal(err)
		}
		if _, err := FromArrays(h.Arrays()); err != nil {
			t.Fatal(err)
		}
		m, err := NewMetric(h, w.weights, 2)
		if err != nil {
			t.Fatal(err)
		}
		want := w.allPairs()
		checkAnswers(t, w, m, want)
		m.Perfect()
		checkAnswers(t, w, m, want)
	})
}

// TestThreadsChangeNothing needs worlds large enough to be cut into pieces.
func TestThreadsChangeNothing(t *testing.T) {
	for _, w := range []*world{roadWorld(1, 6000), roadWorld(2, 20_000)} {
		one, err := Order(w.g, w.x, w.y, 1)
		if err != nil {
			t.Fatal(err)
		}
		for _, threads := range []int{2, 3, 8} {
			if again, _ := Order(w.g, w.x, w.y, threads); !slices.Equal(one, again) {
				t.Errorf("the order depends on the threads")
			}
		}
		h := w.hierarchy(t, one)
		if len(h.a.Piece) < 4 {
			t.Errorf("%d nodes make one piece", w.g.Nodes)
		}
		want := w.metric(t, h, 1)
		basic := slices.Clone(want.narrow.up)
		want.Perfect()
		for _, threads := range []int{2, 3} {
			m := w.metric(t, h, threads)
			if !slices.Equal(basic, m.narrow.up) || !slices.Equal(want.narrow.down, m.narrow.down) {
				t.Errorf("customization depends on the threads")
			}
			if m.Perfect(); !reflect.DeepEqual(want.narrow, m.narrow) {
				t.Errorf("perfect customization depends on the threads")
			}
		}
		checkRandom(t, w, want, 100)
	}
}

// checkRandom compares random queries, some from each of a few sources, with the oracle.
func checkRandom(t *testing.T, w *world, m *Metric, queries int) {
	t.Helper()
	q, d, rng := NewQuery(m), newDijkstra(w.g), rand.New(rand.NewPCG(1, 2))
	each := max(1, min(100, queries/5))
	for done := 0; done < queries; done += each {
		s := NodeID(rng.IntN(w.g.Nodes))
		want := d.from(w.weights, Point{s, 0})
		for range each {
			u := NodeID(rng.IntN(w.g.Nodes))
			if got := q.Distance(s, u); got != want[u] {
				t.Fatalf("%s: %d to %d: %d, want %d", w.name, s, u, got, want[u])
			}
			checkRoute(t, w, q, s, u, want[u])
		}
	}
}

// TestTwoHundredDays walks a path whose sum needs 35 bits.
func TestTwoHundredDays(t *testing.T) {
	const day = 86_400_000
	w := &world{name: "long", g: Graph{Nodes: 2001}}
	for v := range 2000 {
		w.addBoth(v, v+1, day/10)
	}
	w.x, w.y = make([]int32, 2001), make([]int32, 2001)
	m := w.metric(t, w.hierarchy(t, nil), 2)
	if m.wide == nil {
		t.Error("200 days fit 32 bits?")
	}
	m.Perfect()
	q := NewQuery(m)
	checkRoute(t, w, q, 0, 2000, 200*day)
	if err := m.Customize(make([]Weight, 4000)); err != nil || m.wide != nil || q.Distance(0, 2000) != 0 {
		t.Errorf("light weights again: %v, wide %v", err, m.wide != nil)
	}
}

func TestQueriesAllocateNothing(t *testing.T) {
	w := roadWorld(4, 3000)
	m := w.metric(t, w.hierarchy(t, nil), 1)
	q, sweep := NewQuery(m), NewSweep(m)
	all, buf := make([]Distance, w.g.Nodes), make([]ArcID, 0, 10_000)
	points := randomPoints(w.g.Nodes, 50)
	for _, perfect := range []bool{false, true} {
		if perfect {
			m.Perfect()
		}
		table, scratch := NewTargets(m, points), NewScratch(m.h)
		row := make([]Distance, len(points))
		for name, do := range map[string]func(){
			"Distance": func() { q.Distance(0, 2000) },
			"Route":    func() { q.Route(0, 2000, buf) },
			"Between":  func() { q.RouteBetween(points[:2], points[2:4], buf) },
			"Row":      func() { table.Row(scratch, points[1], row) },
			"Sweep":    func() { sweep.FromPoints(points[:2], all) },
		} {
			do()
			if n := testing.AllocsPerRun(20, do); n != 0 {
				t.Errorf("%s (perfect: %v): %v allocations", name, perfect, n)
			}
		}
	}
}

// TestLargeStar has a hub, at which a careless order takes time without end.
func TestLargeStar(t *testing.T) {
	const n = 200_000
	w := &world{name: "star", g: Graph{Nodes: n}, x: make([]int32, n), y: make([]int32, n)}
	for v := range n - 1 {
		w.addBoth(n/2, (n/2+1+v)%n, Weight(v))
	}
	m := w.metric(t, w.hierarchy(t, nil), 2)
	m.Perfect()
	checkRandom(t, w, m, 5)
}
