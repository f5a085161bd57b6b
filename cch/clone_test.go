package cch

import (
	"math/rand/v2"
	"slices"
	"sync"
	"testing"

	"pgregory.net/rapid"
)

// TestClonesGoTheirOwnWays changes a random member of a growing family and checks them all.
func TestClonesGoTheirOwnWays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w, m, rng := drawMetric(t)
		type member struct {
			w *world
			m *Metric
		}
		family := []member{{w, m}}
		for range 6 {
			one := family[rng.IntN(len(family))]
			switch rng.IntN(3) {
			case 0:
				twin := *one.w
				twin.weights = slices.Clone(twin.weights)
				family = append(family, member{&twin, one.m.Clone()})
			case 1:
				change(t, rng, one.w, one.m)
			default:
				one.m.Perfect()
			}
			for _, each := range family {
				compareMetrics(t, each.w, each.m)
				if err := each.m.Verify(); err != nil {
					t.Fatal(err)
				}
			}
		}
		for _, each := range family {
			checkAnswers(t, each.w, each.m, each.w.allPairs())
		}
	})
}

// TestOpenAndClose does what law does to a network: from a metric in which all arcs of
// some set are closed, others are derived with a part of them open, and changed back.
func TestOpenAndClose(t *testing.T) {
	const heavy = narrowLimit + 5 // needs 64 bits
	for _, world := range []struct {
		name  string
		cuts  int
		heavy bool
	}{{"a few", 10, false}, {"given up closing", 230, false}, {"given up opening", 900, false}, {"many", 3000, false}, {"a few, wide", 10, true}, {"given up, wide", 230, true}, {"many, wide", 3000, true}} {
		t.Run(world.name, func(t *testing.T) {
			w := roadWorld(3, 10_000)
			rng := rand.New(rand.NewPCG(9, 9))
			if world.heavy {
				w.weights[0] = heavy
			}
			open := slices.Clone(w.weights)
			var cuts []ArcID
			for _, i := range rng.Perm(len(w.weights) - 1)[:world.cuts] {
				cuts = append(cuts, ArcID(i+1))
				w.weights[i+1] = Closed
			}
			base := w.metric(t, w.hierarchy(t, nil), 2)
			for _, count := range []int{1, world.cuts / 2, world.cuts} {
				set := func(m *Metric, closed bool) {
					weights := make([]Weight, count)
					for i, arc := range cuts[:count] {
						if weights[i] = open[arc]; closed {
							weights[i] = Closed
						}
						w.weights[arc] = weights[i]
					}
					if err := m.Update(cuts[:count], weights); err != nil {
						t.Fatal(err)
					}
					compareMetrics(t, w, m)
				}
				derived := base.Clone()
				set(derived, false)
				derived.Perfect()
				checkRandom(t, w, derived, 10)
				set(derived, true)
				compareMetrics(t, w, base)
				checkRandom(t, w, derived, 10)
			}
			if err := base.Verify(); err != nil {
				t.Error(err)
			}
		})
	}
}

// TestCloneBesideQueries is for the race detector.
func TestCloneBesideQueries(t *testing.T) {
	w := roadWorld(2, 2000)
	m := w.metric(t, w.hierarchy(t, nil), 1)
	m.Perfect()
	want := NewQuery(m).Distance(0, 1500)
	var wait sync.WaitGroup
	for i := range 4 {
		wait.Go(func() {
			q := NewQuery(m)
			for range 50 {
				c := m.Clone()
				if err := c.Update([]ArcID{ArcID(i)}, []Weight{Closed}); err != nil {
					t.Error(err)
				}
				c.Perfect()
				if d := q.Distance(0, 1500); d != want {
					t.Errorf("%d, want %d", d, want)
				}
			}
		})
	}
	wait.Wait()
}
