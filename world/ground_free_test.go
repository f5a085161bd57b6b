package world

import (
	"math/rand/v2"
	"slices"
	"testing"

	"waythrough/geo"
	"waythrough/record"
	"waythrough/road"
	"waythrough/road/street"
	"waythrough/world/walktest"
)

// shut draws some of the recorded crossings.
func (s *sample) shut(rng *rand.Rand) (out []record.CrossingID) {
	for _, x := range s.world.Record.Crossings {
		if rng.IntN(3) == 0 {
			out = append(out, x.ID)
		}
	}
	return out
}

// free is the price of a free ground: what is barred to the mode or shut stays closed, all
// else is open, at the usual wait if waits are wanted.
func (s *sample) free(v Vehicle, barred *Barriers, shut []record.CrossingID, waits bool) walktest.Tariff {
	place := map[street.Edge]int{}
	for c, e := range s.streets.Cuts {
		place[e] = c
	}
	of := MatchCuts(s.streets, s.world.Record).Of
	return func(h street.Half) (uint64, bool) {
		id := of[place[h.Edge()]]
		wait := uint64(0)
		if waits && id != "" {
			wait = uint64(barred.waitsOf(v).at[direction{id, s.area(s.streets.Tail(h)), s.area(s.streets.Head(h))}].usual)
		}
		return wait, id == "" || !barred.Bar(id, v.Mode()) && !slices.Contains(shut, id)
	}
}

// The free ground is the whole of the roads but for what is barred and what is shut.
func TestFreeIsWalked(t *testing.T) {
	var c compared
	onEach(t, func(t *testing.T, s *sample) {
		rng := rand.New(rand.NewPCG(7, 7))
		var ruins []barrier
		for _, id := range s.shut(rng) {
			ruins = append(ruins, barrier{id, record.Road})
		}
		for i, v := range vehicles {
			barred, shut := s.world.newBarriers(drawnDay, drawnDay), s.shut(rng)
			if i%2 == 0 {
				shut = nil
			}
			for _, b := range ruins {
				barred.barred[b] = true
			}
			g, err := s.world.Free(v, barred, shut, i%2 == 1)
			if err != nil {
				t.Fatal(err)
			}
			if len(g.Gates) != 0 || len(g.cells) != 1 {
				t.Fatalf("%s: %d gates, %d cells", v, len(g.Gates), len(g.cells))
			}
			checkTables(t, s, g, s.walker(v), s.free(v, barred, shut, i%2 == 1), rng, &c, 6)
			for _, from := range s.spotsOn(t, rng, 3) {
				s.passesOnlyWhatIsOpen(t, g, from, barred, shut, rng)
			}
		}
	})
	if c.reached < 200 {
		t.Errorf("only %d ways and %d that are none were compared", c.reached, c.not)
	}
}

// passesOnlyWhatIsOpen holds that what a way tells of borders is what it passes.
func (s *sample) passesOnlyWhatIsOpen(t *testing.T, g *Ground, from *Spot, barred *Barriers, shut []record.CrossingID, rng *rand.Rand) {
	t.Helper()
	for _, to := range s.spotsOn(t, rng, 4) {
		a, err1 := g.End(from)
		b, err2 := g.End(to)
		if err1 != nil || err2 != nil {
			continue
		}
		w, err := g.Way(a.Stand(), b.Stand())
		if err != nil {
			t.Fatal(err)
		}
		if w == nil {
			continue
		}
		if (from.Area != to.Area) && len(w.Borders) == 0 {
			t.Fatalf("%s: a way from %s to %s tells no border", g.vehicle, from.Area, to.Area)
		}
		for i, x := range w.Borders {
			id := x.Gate.Crossing
			if barred.Bar(id, g.vehicle.Mode()) || id != "" && slices.Contains(shut, id) {
				t.Fatalf("%s: a way passes %s", g.vehicle, id)
			}
			if i == 0 && x.Gate.From != from.Area || i == len(w.Borders)-1 && x.Gate.To != to.Area {
				t.Fatalf("%s: from %s to %s by %+v", g.vehicle, from.Area, to.Area, w.Borders)
			}
		}
	}
}

// A spread is the least of what walks from its starts find, at spots and on every piece of
// road.
func TestSpreadIsWalked(t *testing.T) {
	var c compared
	onEach(t, func(t *testing.T, s *sample) {
		rng := rand.New(rand.NewPCG(9, 7))
		for _, v := range vehicles {
			for _, open := range s.openings() {
				g, err := s.world.Ground(v, open, nil)
				if err != nil {
					t.Fatal(err)
				}
				checkSpread(t, s, g, s.price(open), rng, &c)
			}
			g, err := s.world.Free(v, s.world.Barriers(drawnDay, drawnDay), nil, true)
			if err != nil {
				t.Fatal(err)
			}
			checkSpread(t, s, g, s.free(v, s.world.Barriers(drawnDay, drawnDay), nil, true), rng, &c)
		}
	})
	if c.reached < 10_000 || c.not < 10_000 {
		t.Errorf("only %d ways and %d that are none were compared", c.reached, c.not)
	}
}

func checkSpread(t *testing.T, s *sample, g *Ground, price walktest.Tariff, rng *rand.Rand, c *compared) {
	t.Helper()
	k := s.walker(g.vehicle)
	passages := passagesOf(t, g, k)
	var starts []Start
	var walks []*walktest.Walk
	start := func(at Stand, w *walktest.Walk) {
		starts = append(starts, Start{From: at, After: road.Millis(rng.IntN(3_000_000))})
		walks = append(walks, w)
	}
	for range 2 {
		if e, err := g.End(s.spotsOn(t, rng, 1)[0]); err == nil {
			place, _ := e.stand.street.Place()
			start(e.Stand(), k.FromPlace(place, price))
		}
		if len(g.Gates) > 0 {
			if e := rng.IntN(len(g.Gates)); passages[e] != nil {
				start(g.Behind(Entry(e)), k.FromState(passages[e].To, price))
			}
		}
	}
	spread, err := g.Spread(starts)
	if err != nil {
		t.Fatal(err)
	}
	least := func(of func(*walktest.Walk) uint64) road.Millis {
		best := road.Millis(road.Unreachable)
		for i, w := range walks {
			best = min(best, plain(of(w)).Plus(starts[i].After))
		}
		return best
	}
	for _, spot := range s.spotsOn(t, rng, 10) {
		e, err := g.End(spot)
		if err != nil {
			if _, err := spread.At(spot); err == nil {
				t.Fatalf("%s: %s is no end, and reached", g.vehicle, spot.ID)
			}
			continue
		}
		place, _ := e.stand.street.Place()
		want := least(func(w *walktest.Walk) uint64 { return w.To(place) })
		if got, err := spread.At(spot); err != nil || got != want {
			t.Fatalf("%s: %s is reached after %d ms (%v), walked %d", g.vehicle, spot.ID, got, err, want)
		}
	}
	times := make([]map[street.Node]uint64, len(walks))
	for i, w := range walks {
		times[i] = w.Nodes()
	}
	want := map[[2]geo.LatLon][][2]road.Millis{}
	pieces := 0
	node := func(v street.Node) road.Millis {
		best := road.Millis(road.Unreachable)
		for i := range walks {
			if d, ok := times[i][v]; ok {
				best = min(best, plain(d).Plus(starts[i].After))
			}
		}
		return best
	}
	for e := range street.Edge(len(s.streets.From)) {
		if len(k.Halves(e)) > 0 && !s.streets.IsCut(e) {
			a, b := s.streets.From[e], s.streets.To[e]
			line := [2]geo.LatLon{s.streets.At[a].LatLon(), s.streets.At[b].LatLon()}
			want[line] = append(want[line], [2]road.Millis{node(a), node(b)})
			pieces++
		}
	}
	err = spread.Pieces(func(p Piece) {
		pieces--
		c.add(p.AtFrom)
		if list := want[[2]geo.LatLon{p.From, p.To}]; !slices.Contains(list, [2]road.Millis{p.AtFrom, p.AtTo}) {
			t.Errorf("%s: a piece from %v to %v is reached after %d and %d ms, walked %v", g.vehicle, p.From, p.To, p.AtFrom, p.AtTo, list)
		}
	})
	if err != nil || pieces != 0 || t.Failed() {
		t.Fatalf("%s: %d pieces too few (%v)", g.vehicle, pieces, err)
	}
}

// A chart is what walks find in either measure, and lists every town once.
func TestChartIsWalked(t *testing.T) {
	var c compared
	onEach(t, func(t *testing.T, s *sample) {
		rng := rand.New(rand.NewPCG(8, 1))
		for i, v := range vehicles {
			for _, least := range []road.Measure{road.Duration, road.Distance} {
				open := s.openings()[i%3]
				g, err := s.world.Ground(v, open, nil)
				if err != nil {
					t.Fatal(err)
				}
				k := s.walker(v)
				if least == road.Distance {
					k = walktest.New(s.streets, profileOf(v))
					k.Length = true
				}
				checkChart(t, s, g, k, s.price(open), least, s.spotsOn(t, rng, 12), &c)
			}
		}
	})
	if c.reached < 1000 {
		t.Errorf("only %d ways and %d that are none were compared", c.reached, c.not)
	}
}

func checkChart(t *testing.T, s *sample, g *Ground, k *walktest.Walker, price walktest.Tariff, least road.Measure, towns []*Spot, c *compared) {
	t.Helper()
	ch, err := g.Chart(t.Context(), least, towns)
	if err != nil {
		t.Fatal(err)
	}
	passages := passagesOf(t, g, k)
	seen := map[int]int{}
	for _, i := range slices.Concat(ch.Towns, ch.Far) {
		seen[i]++
	}
	for i := range towns {
		if _, err := g.End(towns[i]); seen[i] != 1 || (err != nil) != slices.Contains(ch.Far, i) {
			t.Fatalf("town %d is listed %d times (%v)", i, seen[i], err)
		}
	}
	if len(seen) != len(towns) || len(ch.Cells) != len(g.cells) || len(ch.Entries) != len(g.Gates) {
		t.Fatalf("%d towns, %d cells, %d entries", len(seen), len(ch.Cells), len(ch.Entries))
	}
	entries, town := 0, 0
	for cell, x := range ch.Cells {
		leave, _ := g.Exits(cell)
		var from []halt
		for _, e := range g.Entries(cell) {
			if int(e) < len(g.Gates) {
				if ch.Entries[e] != entries+len(from) {
					t.Fatalf("gate %d is entry %d, want %d", e, ch.Entries[e], entries+len(from))
				}
				from = append(from, halt{gate: passages[e]})
			}
		}
		entries += len(from)
		var exits, here []halt
		for i := leave[0]; i < leave[1]; i++ {
			exits = append(exits, halt{gate: passages[i]})
		}
		for ; len(here) < x.Towns; town++ {
			e, err := g.End(towns[ch.Towns[town]])
			if err != nil || e.Cell != cell {
				t.Fatalf("town %d: %v, of cell %d", ch.Towns[town], err, cell)
			}
			place, _ := e.stand.street.Place()
			here = append(here, halt{place: place})
		}
		if x.Exits != len(exits) || x.Entries != len(from) {
			t.Fatalf("cell %d: %d entries, %d exits; want %d, %d", cell, x.Entries, x.Exits, len(from), len(exits))
		}
		table := func(what string, got Costs, from, to []halt) {
			if len(got.First) != len(from)*len(to) || got.Second != nil {
				t.Fatalf("%s: %d costs for %d × %d, %d others", what, len(got.First), len(from), len(to), len(got.Second))
			}
			for i := range from {
				if from[i] == (halt{}) || i > 3 && len(from) > 8 && i%4 != 0 {
					continue
				}
				w := from[i].walk(k, price)
				for j := range to {
					if to[j] == (halt{}) {
						continue
					}
					want := to[j].reachedBy(w)
					c.add(want)
					if road.Millis(got.First[i*len(to)+j]) != want {
						t.Fatalf("%s: least %v, %s %d to %d: %d, walked %d", g.vehicle, least, what, i, j, got.First[i*len(to)+j], want)
					}
				}
			}
		}
		table("across", x.Across, from, exits)
		table("in", x.In, from, here)
		table("out", x.Out, here, exits)
		table("within", x.Within, here, here)
	}
}
