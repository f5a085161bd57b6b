package allpairs_test

import (
	"context"
	"math/rand/v2"
	"strings"
	"testing"

	. "waythrough/whatif/allpairs"
)

// times makes every cost so many times what it was.
func (w *world) times(unit Cost) {
	table := func(t *Table) {
		for i := range t.First {
			if t.First[i] < Unreachable {
				t.First[i] *= unit.First
			}
		}
		for i := range t.Second {
			t.Second[i] *= unit.Second
		}
	}
	for i := range w.cells {
		c := &w.cells[i]
		table(&c.Across)
		table(&c.In)
		table(&c.Out)
		table(&c.Within)
	}
	for i := range w.links {
		w.links[i].Cost.First *= unit.First
		w.links[i].Cost.Second *= unit.Second
	}
}

// Of whole numbers of a unit longer ways fit, and come to the same.
func TestUnits(t *testing.T) {
	unit := Cost{First: 1000, Second: 10}
	longer := 0
	for seed := range instances(200) {
		rng := rand.New(rand.NewPCG(seed, 23))
		w := drawWorld(rng, 1<<(20+rng.IntN(6)))
		s := Side{Laws: w.randomSide(rng).Laws}
		w.times(unit)
		n, err := NewIn(context.Background(), unit, w.cells, w.links, w.group)
		if err != nil {
			t.Fatal(err)
		}
		m, err := n.Compute(context.Background(), s)
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		same(t, m, w.all(s))
		if plain, err := New(context.Background(), w.cells, w.links, w.group); err != nil || plain.Limits().First < n.Limits().First {
			longer++
		}
	}
	if longer < 50 {
		t.Errorf("in %d worlds longer ways fit", longer)
	}
}

func TestUnitsAreWhole(t *testing.T) {
	unit := Cost{First: 10, Second: 2}
	for _, c := range []struct {
		name  string
		spoil func(w *world, s *Side, unit *Cost)
		says  string
	}{
		{"a table", func(w *world, _ *Side, _ *Cost) { w.cells[1].Across.First[0]++ }, "cell 1: table Across: cost 0 is 11 and 4, no whole number of the units 10 and 2"},
		{"a second plane", func(w *world, _ *Side, _ *Cost) { w.cells[1].Across.Second[0]++ }, "cost 0 is 10 and 5"},
		{"a link", func(w *world, _ *Side, _ *Cost) { w.links[1].Cost.Second-- }, "link 1: it costs 30 and 7"},
		{"a side", func(_ *world, s *Side, _ *Cost) { s.Costs = []Cost{{10, 2}, {5, 2}} }, "link 1: it costs 5 and 2"},
		{"no unit", func(_ *world, _ *Side, u *Cost) { u.Second = 0 }, "the unit of costs is 10 and 0"},
	} {
		w := chain(3, Cost{1, 2}, Cost{3, 4})
		w.times(unit)
		s, u := allLinks(w), unit
		c.spoil(w, &s, &u)
		n, err := NewIn(context.Background(), u, w.cells, w.links, w.group)
		if err == nil {
			_, err = n.Compute(context.Background(), s)
		}
		if err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v; want %q", c.name, err, c.says)
		}
	}
}
