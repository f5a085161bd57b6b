package allpairs_test

import (
	"context"
	"math/rand/v2"
	"os"
	"runtime"
	"slices"
	"sync"
	"testing"

	. "waythrough/whatif/allpairs"
)

// instances is how many random worlds a test draws.
func instances(n int) uint64 {
	if os.Getenv("WAYTHROUGH_LONG") != "" {
		n *= 50
	}
	return uint64(n)
}

func (w *world) network(t testing.TB) *Network {
	t.Helper()
	n, err := New(context.Background(), w.cells, w.links, w.group)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func compute(t testing.TB, n *Network, s Side) *Matrix {
	t.Helper()
	m, err := n.Compute(context.Background(), s)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// same compares a matrix with what the oracle says.
func same(t testing.TB, m *Matrix, want [][]Cost) {
	t.Helper()
	for i := range want {
		if got := m.Row(i).Len(); got != len(want) {
			t.Fatalf("the row of town %d has %d towns of %d", i, got, len(want))
		}
		for j, c := range want[i] {
			got, ok := m.Row(i).To(j)
			if got != c || ok != (c != nowhere) {
				t.Fatalf("from town %d to %d: %v %v, the expanded graph says %v", i, j, got, ok, c)
			}
		}
	}
}

func TestComputeAgainstTheExpandedGraph(t *testing.T) {
	for seed := range instances(1500) {
		t.Log("seed", seed) // the last one, if something fails
		rng := rand.New(rand.NewPCG(seed, 1))
		w := randomWorld(rng)
		s := w.randomSide(rng)
		n := w.network(t)
		if seed%8 == 1 {
			n.CompareNoGates()
		}
		same(t, compute(t, n, s), w.all(s))
	}
}

// Any mix of changes, several one after the other: the updated matrix is the computed
// one, cost for cost, and Changes tells exactly the pairs that differ.
func TestUpdateIsComputeAnew(t *testing.T) {
	for seed := range instances(1500) {
		t.Log("seed", seed)
		rng := rand.New(rand.NewPCG(seed, 2))
		w := randomWorld(rng)
		n := w.network(t)
		if seed%4 > 0 {
			n.TraceAlways()
		}
		if seed%8 == 1 {
			n.CompareNoGates()
		}
		before := w.randomSide(rng)
		m := compute(t, n, before)
		for range 3 {
			after := w.altered(rng, before)
			next, err := m.Update(context.Background(), after)
			if err != nil {
				t.Fatalf("seed %d: %v", seed, err)
			}
			want := compute(t, n, after)
			sameMatrices(t, next, want)
			checkShared(t, m, next)
			same(t, m, w.all(before)) // the old one still stands
			checkChanges(t, m, want, after)
			m, before = next, after
		}
	}
}

func sameMatrices(t testing.TB, got, want *Matrix) {
	t.Helper()
	for i := range got.Network().Towns() {
		for j := range got.Network().Towns() {
			g, _ := got.Row(i).To(j)
			w, _ := want.Row(i).To(j)
			if g != w {
				t.Fatalf("from town %d to %d: updated %v, computed anew %v", i, j, g, w)
			}
		}
	}
}

// checkShared holds that rows are shared exactly where they are equal.
func checkShared(t testing.TB, before, after *Matrix) {
	t.Helper()
	towns, own := before.Network().Towns(), 0
	for i := range towns {
		equal := true
		for j := range towns {
			b, _ := before.Row(i).To(j)
			a, _ := after.Row(i).To(j)
			equal = equal && a == b
		}
		if !equal {
			own++
		}
		if before.Row(i).Same(after.Row(i)) != equal {
			t.Fatalf("row %d: equal %v, shared %v", i, equal, !equal)
		}
	}
	if after.Bytes() != 8*towns*own {
		t.Fatalf("%d rows of %d towns changed; the matrix says that %d bytes are its own", own, towns, after.Bytes())
	}
}

func checkChanges(t testing.TB, m, want *Matrix, after Side) {
	t.Helper()
	towns := m.Network().Towns()
	var lock sync.Mutex
	told := map[[2]int][2]Cost{}
	err := m.Changes(context.Background(), after, func(c *Change) {
		lock.Lock()
		defer lock.Unlock()
		if !slices.IsSorted(c.To) || len(c.To) == 0 {
			t.Errorf("row %d: towns %v are not in order, or there are none", c.From, c.To)
		}
		for k, j := range c.To {
			b, _ := c.Before(k)
			a, _ := c.After(k)
			if _, twice := told[[2]int{c.From, int(j)}]; twice {
				t.Errorf("pair %d, %d is told twice", c.From, j)
			}
			told[[2]int{c.From, int(j)}] = [2]Cost{b, a}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	for i := range towns {
		for j := range towns {
			b, _ := m.Row(i).To(j)
			a, _ := want.Row(i).To(j)
			if got, ok := told[[2]int{i, j}]; ok != (a != b) || (ok && got != [2]Cost{b, a}) {
				t.Fatalf("from town %d to %d: told %v %v; %v became %v", i, j, got, ok, b, a)
			}
		}
	}
}

// A path is a chain of usable links that costs what the matrix says.
func TestPathsAddUp(t *testing.T) {
	for seed := range instances(200) {
		rng := rand.New(rand.NewPCG(seed, 3))
		w := randomWorld(rng)
		s := w.randomSide(rng)
		m := compute(t, w.network(t), s)
		for i := range w.towns() {
			for j := range w.towns() {
				want, ok := m.Row(i).To(j)
				links, found := m.Path(i, j)
				if found != ok {
					t.Fatalf("seed %d: from town %d to %d: path %v, cost %v", seed, i, j, found, ok)
				}
				if ok && w.along(s, i, j, links) != want {
					t.Fatalf("seed %d: from town %d to %d: links %v cost %v, the matrix says %v", seed, i, j, links, w.along(s, i, j, links), want)
				}
			}
		}
	}
}

// along adds up the cost of a way over some links by the tables and the law.
func (w *world) along(s Side, from, to int, links []int) Cost {
	law, history := s.Laws[w.group[from]], int32(0)
	var sum Cost
	add := func(c Cost) { sum = Cost{sum.First + c.First, sum.Second + c.Second} }
	cell, local := w.find(from, func(c Cell) int { return c.Towns })
	atTown := true
	for _, l := range links {
		exitCell, exit := w.find(w.links[l].Exit, func(c Cell) int { return c.Exits })
		next := law.Next[int(history)*len(w.links)+l]
		if exitCell != cell || next == Never {
			return nowhere
		}
		if c := w.cells[cell]; atTown {
			add(entry(c.Out, local, c.Exits, exit))
		} else {
			add(entry(c.Across, local, c.Exits, exit))
		}
		if s.Costs != nil {
			add(s.Costs[l])
		} else {
			add(w.links[l].Cost)
		}
		cell, local = w.find(w.links[l].Entry, func(c Cell) int { return c.Entries })
		atTown, history = false, next
	}
	endCell, end := w.find(to, func(c Cell) int { return c.Towns })
	if endCell != cell {
		return nowhere
	}
	if c := w.cells[cell]; atTown {
		add(entry(c.Within, local, c.Towns, end))
	} else {
		add(entry(c.In, local, c.Towns, end))
	}
	return sum
}

// find gives the cell of a thing and its number there.
func (w *world) find(i int, count func(Cell) int) (cell, local int) {
	for c := range w.cells {
		if i < count(w.cells[c]) {
			return c, i
		}
		i -= count(w.cells[c])
	}
	return -1, -1
}

func TestAnyNumberOfThreadsGivesTheSame(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	for seed := range uint64(20) {
		rng := rand.New(rand.NewPCG(seed, 4))
		w := randomWorld(rng)
		s := w.randomSide(rng)
		after := w.altered(rng, s)
		var first [2]*Matrix
		for _, threads := range []int{1, 2, 7} {
			runtime.GOMAXPROCS(threads)
			m := compute(t, w.network(t), s)
			u, err := m.Update(context.Background(), after)
			if err != nil {
				t.Fatal(err)
			}
			if threads == 1 {
				first = [2]*Matrix{m, u}
			}
			sameMatrices(t, m, first[0])
			sameMatrices(t, u, first[1])
		}
	}
}
