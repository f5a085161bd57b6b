package cch

import (
	"errors"
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"
)

func TestUpdateEqualsCustomize(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w, h, rng := drawWorld(t)
		if len(w.weights) == 0 {
			return
		}
		m, _ := NewMetric(h, w.weights, 1)
		if rng.IntN(2) == 0 {
			m.Perfect()
		}
		for range 5 {
			arcs, weights := make([]ArcID, 1+rng.IntN(3)), []Weight{}
			for i := range arcs { // an arc may come twice: its last weight holds
				arcs[i] = ArcID(rng.IntN(len(w.weights)))
				weights = append(weights, randomWeight(rng, "mixed"))
				w.weights[arcs[i]] = weights[i]
			}
			if err := m.Update(arcs, weights); err != nil {
				t.Fatal(err)
			}
			compareMetrics(t, w, m)
		}
		m.Perfect()
		checkAnswers(t, w, m, w.allPairs())
	})
}

// compareMetrics compares the weights of m, shortcuts included, with those of a full
// customization.
func compareMetrics(t fataler, w *world, m *Metric) {
	t.Helper()
	full, err := NewMetric(m.h, w.weights, 1)
	if err != nil {
		t.Fatalf("%v", err)
	}
	for i := range m.h.a.Head {
		if a, b := m.shortcut(i), full.shortcut(i); a != b {
			t.Fatalf("%s: upward arc %d: updated %v, full %v", w.name, i, a, b)
		}
	}
}

func (m *Metric) shortcut(i int) [2]Distance {
	if m.wide != nil {
		return [2]Distance{Distance(m.wide.up[i]), Distance(m.wide.down[i])}
	}
	var out [2]Distance
	for j, w := range []uint32{m.narrow.up[i], m.narrow.down[i]} {
		out[j] = Distance(w)
		if w == infinite[uint32]() {
			out[j] = Unreachable
		}
	}
	return out
}

func TestUpdateOfALargeWorld(t *testing.T) {
	w := roadWorld(3, 10_000)
	m := w.metric(t, w.hierarchy(t, nil), 2)
	rng := rand.New(rand.NewPCG(5, 6))
	for round := range 20 {
		var arcs []ArcID
		var weights []Weight
		for range 1 + rng.IntN(20) {
			arc := ArcID(rng.IntN(len(w.weights)))
			weight := Weight(rng.IntN(100_000))
			if round == 15 {
				weight = narrowLimit + 1 // too heavy for 32 bits from here on
			}
			arcs, weights = append(arcs, arc), append(weights, weight)
			w.weights[arc] = weight
		}
		if err := m.Update(arcs, weights); err != nil {
			t.Fatal(err)
		}
		compareMetrics(t, w, m)
	}
	m.Perfect()
	checkRandom(t, w, m, 20)
}

// TestUpdateOutgrows32Bits: a shortcut over two arcs that fit does not, once one of them
// rises, or is opened.
func TestUpdateOutgrows32Bits(t *testing.T) {
	for _, before := range []Weight{1, Closed} {
		w := &world{name: "outgrown", g: Graph{Nodes: 3}, x: make([]int32, 3), y: make([]int32, 3)}
		w.addBoth(0, 1, narrowLimit-2)
		w.addBoth(0, 2, before)
		m := w.metric(t, w.hierarchy(t, []NodeID{0, 1, 2}), 1)
		if m.narrow == nil {
			t.Fatal("wide from the start")
		}
		w.weights[2], w.weights[3] = narrowLimit-2, narrowLimit-2
		if err := m.Update([]ArcID{2, 3}, w.weights[2:]); err != nil {
			t.Fatal(err)
		}
		if m.wide == nil {
			t.Error("still in 32 bits")
		}
		compareMetrics(t, w, m)
		checkAnswers(t, w, m, w.allPairs())
	}
}

func TestUpdateRefusals(t *testing.T) {
	w := &world{name: "two", g: Graph{Nodes: 2}, x: make([]int32, 2), y: make([]int32, 2)}
	w.addBoth(0, 1, 5)
	m := w.metric(t, w.hierarchy(t, nil), 1)
	for _, arcs := range [][]ArcID{{0}, {0, 2}, {none, 0}} {
		if err := m.Update(arcs, []Weight{7, 7}); !errors.Is(err, ErrWeights) {
			t.Errorf("arcs %v: %v", arcs, err)
		}
		compareMetrics(t, w, m)
		if m.Weight(0) != 5 {
			t.Errorf("arcs %v: refused, but changed", arcs)
		}
	}
}
