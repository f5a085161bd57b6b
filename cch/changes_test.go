package cch

import (
	"errors"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// What Update changed, stored and given to a clone, makes the same metric.
func TestChangesMakeTheSameMetric(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w, h, rng := drawWorld(t)
		m, _ := NewMetric(h, w.weights, 1)
		if rng.IntN(2) == 0 {
			m.Perfect()
		}
		var arcs []ArcID
		var weights []Weight
		for range min(rng.IntN(6), len(w.weights)) {
			arcs = append(arcs, ArcID(rng.IntN(len(w.weights))))
			weights = append(weights, randomWeight(rng, weigh[rng.IntN(len(weigh))]))
		}
		updated := m.Clone()
		if err := updated.Update(arcs, weights); err != nil {
			t.Fatal(err)
		}
		before := slices.Clone(m.Arrays().Input)
		c, ok := updated.Changes(m)
		if sameWidth := (m.narrow == nil) == (updated.narrow == nil); ok != sameWidth {
			t.Fatalf("there are changes: %v", ok)
		} else if !ok {
			return
		}
		again, err := m.Changed(arcs, weights, c)
		if err != nil {
			t.Fatal(err)
		}
		got, want := again.Arrays(), updated.Arrays()
		if !slices.Equal(got.Input, want.Input) || !slices.Equal(got.Narrow.Up, want.Narrow.Up) || !slices.Equal(got.Narrow.Down, want.Narrow.Down) ||
			!slices.Equal(got.Wide.Up, want.Wide.Up) || !slices.Equal(got.Wide.Down, want.Wide.Down) || again.perfect {
			t.Fatalf("%s: changed at %v, the metric is another", w.name, arcs)
		}
		if err := again.Verify(); err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(before, m.Arrays().Input) {
			t.Fatal("the metric itself was changed")
		}
	})
}

// Changes of another metric are refused, not applied out of bounds.
func TestForeignChangesAreRefused(t *testing.T) {
	h, err := Build(Graph{Nodes: 3, Tail: []NodeID{0, 1}, Head: []NodeID{1, 2}}, []NodeID{0, 1, 2})
	if err != nil {
		t.Fatal(err)
	}
	m, err := NewMetric(h, []Weight{1, 2}, 1)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]Changes{
		"an arc that is not":    {Upward: []uint32{uint32(h.UpwardArcs())}, Narrow: [][2]uint32{{1, 1}}},
		"weights of 64 bits":    {Upward: []uint32{0}, Wide: [][2]uint64{{1, 1}}},
		"fewer weights":         {Upward: []uint32{0}},
		"weights of both sorts": {Upward: []uint32{0}, Narrow: [][2]uint32{{1, 1}}, Wide: [][2]uint64{{1, 1}}},
	} {
		if _, err := m.Changed(nil, nil, c); !errors.Is(err, ErrMetricArrays) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := m.Changed([]ArcID{2}, []Weight{1}, Changes{}); !errors.Is(err, ErrMetricArrays) {
		t.Errorf("an input arc that is not: %v", err)
	}
}
