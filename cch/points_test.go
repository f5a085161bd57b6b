package cch

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestBetweenSeveralPoints(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w, h, rng := drawWorld(t)
		if w.g.Nodes == 0 {
			return
		}
		m, _ := NewMetric(h, w.weights, 1)
		if rng.IntN(2) == 0 {
			m.Perfect()
		}
		draw := func() (points []Point) {
			for range rng.IntN(5) {
				points = append(points, Point{NodeID(rng.IntN(w.g.Nodes)), Distance(rng.IntN(9))})
			}
			if rng.IntN(8) == 0 {
				points = append(points, Point{NodeID(rng.IntN(w.g.Nodes)), 1 << 40}, Point{0, MaxOffset + 1})
			}
			return points
		}
		sources, targets := draw(), draw()
		usable := slices.DeleteFunc(slices.Clone(sources), func(p Point) bool { return p.Offset > MaxOffset })
		dist := newDijkstra(w.g).from(w.weights, usable...)
		want := Unreachable
		for _, p := range targets {
			if p.Offset <= MaxOffset && dist[p.Node] < Unreachable {
				want = min(want, dist[p.Node]+p.Offset)
			}
		}
		d, s, u, arcs := NewQuery(m).RouteBetween(sources, targets, nil)
		if d != want {
			t.Fatalf("%s: %v to %v: %d, want %d", w.name, sources, targets, d, want)
		}
		if d < Unreachable {
			at, sum := w.walk(t, arcs, sources[s].Node)
			if at != targets[u].Node || sum+sources[s].Offset+targets[u].Offset != d {
				t.Fatalf("%s: a way of %d to %d, want %d to %d", w.name, sum, at, d, targets[u].Node)
			}
		}
		all := make([]Distance, w.g.Nodes)
		NewSweep(m).FromPoints(sources, all)
		for v := range all {
			if all[v] != dist[v] {
				t.Fatalf("%s: sweep from %v to %d: %d, want %d", w.name, sources, v, all[v], dist[v])
			}
		}
		row := make([]Distance, len(targets))
		table := NewTargets(m, targets)
		for _, p := range sources {
			table.Row(NewScratch(h), p, row)
			for j, u := range targets {
				if one, _, _ := NewQuery(m).Between([]Point{p}, []Point{u}); row[j] != one {
					t.Fatalf("%s: row %v to %v: %d, want %d", w.name, p, u, row[j], one)
				}
			}
		}
		climbed(t, m, sources, targets)
	})
}

// climbed holds rows of climbs, which tables share, against queries one by one.
func climbed(t *rapid.T, m *Metric, sources, targets []Point) {
	s, c := NewScratch(m.Hierarchy()), &Climb{}
	some := len(targets) / 2
	NewTargets(m, nil).Climb(s, targets, c) // what is left of another must not matter
	NewTargets(m, nil).Climb(s, sources, c)
	for _, to := range [][]Point{targets, targets[:some], targets[some:]} {
		row := make([]Distance, len(to))
		NewTargets(m, to).RowOf(s, c, row)
		for j, u := range to {
			if one, _, _ := NewQuery(m).Between(sources, []Point{u}); row[j] != one {
				t.Fatalf("climb of %v to %v: %d, want %d", sources, u, row[j], one)
			}
		}
	}
	NewSources(m, nil).Climb(s, targets, c)
	row := make([]Distance, len(sources))
	NewSources(m, sources).RowOf(s, c, row)
	for i, p := range sources {
		if one, _, _ := NewQuery(m).Between([]Point{p}, targets); row[i] != one {
			t.Fatalf("climb of %v from %v: %d, want %d", targets, p, row[i], one)
		}
	}
}
