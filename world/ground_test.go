package world

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"testing/fstest"

	"waythrough/record"
	"waythrough/road"
	"waythrough/road/mapped"
	"waythrough/road/osm/profile"
	"waythrough/road/street"
	"waythrough/road/worldgen"
	"waythrough/world/walktest"
)

// A sample is imported roads joined to a record, and the streets that they were made of.
type sample struct {
	name    string
	make    func(t testing.TB) (*street.Network, *record.Record)
	built   []profile.Profile // nil: all
	once    sync.Once
	skip    string
	streets *street.Network
	world   *World
	walkers map[Vehicle]*walktest.Walker
}

var samples = []*sample{
	{name: "drawn 1", make: drawnSample(worldgen.Options{Seed: 1, Nodes: 2000, Areas: 6, Crossings: 4})},
	{name: "drawn 2", make: drawnSample(worldgen.Options{Seed: 5, Nodes: 4000, Areas: 12, Crossings: 3})},
}

// drawnSample draws a world and its law, with a terminal in every third town.
func drawnSample(o worldgen.Options) func(t testing.TB) (*street.Network, *record.Record) {
	return func(t testing.TB) (*street.Network, *record.Record) {
		w := worldgen.New(o)
		var data bytes.Buffer
		if err := w.WritePBF(&data); err != nil {
			t.Fatal(err)
		}
		s := streetsOf(t, nil, inMemory(t, data.Bytes()))
		terminals := "terminals:\n"
		for i, p := range s.Places {
			if i%3 == 0 {
				at := p.At.LatLon()
				terminals += fmt.Sprintf("  - {id: T%02d, kind: airport, name: Airport %d, area: %s, at: [%f, %f]}\n", i, i, s.Codes[p.Area], at.Lat, at.Lon)
			}
		}
		r, err := record.Load(record.Folder{Name: "drawn", FS: fstest.MapFS{
			"law.yaml":       {Data: w.Record(worldgen.RecordOptions{Seed: o.Seed})},
			"waits.yaml":     {Data: []byte(drawnWaits(w.Crossings()))},
			"terminals.yaml": {Data: []byte(terminals)}}})
		if err != nil {
			t.Fatal(err)
		}
		return s, r
	}
}

func (s *sample) open(t testing.TB) {
	t.Helper()
	s.once.Do(func() {
		s.skip = "it could not be made"
		streets, r := s.make(t)
		folder, err := os.MkdirTemp("", "ground")
		if err != nil {
			t.Fatal(err)
		}
		defer os.RemoveAll(folder) // what is mapped stays
		path := filepath.Join(folder, "sample.network")
		if err := mapped.Build(context.Background(), path, streets, mapped.About{Kind: "osm"}, mapped.Options{Profiles: s.built}); err != nil {
			t.Fatal(err)
		}
		n, err := mapped.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		if s.world, err = OpenRoads(n, r); err != nil {
			t.Fatal(err)
		}
		s.streets, s.skip, s.walkers = streets, "", map[Vehicle]*walktest.Walker{}
	})
	if s.skip != "" {
		t.Skip("NOT TESTED: " + s.skip)
	}
}

func (s *sample) walker(v Vehicle) *walktest.Walker {
	if s.walkers[v] == nil {
		s.walkers[v] = walktest.New(s.streets, profileOf(v))
	}
	return s.walkers[v]
}

// onEach runs a test on the drawn samples.
func onEach(t *testing.T, test func(t *testing.T, s *sample)) {
	for _, s := range samples {
		t.Run(s.name, func(t *testing.T) {
			s.open(t)
			test(t, s)
		})
	}
}

var vehicles = []Vehicle{Car, Truck, OnFoot, Bicycle}

// openings gives none of the pairs between which roads may be opened, some, and all.
func (s *sample) openings() []Openings {
	all := s.world.CutPairs()
	var some Openings
	for i, p := range all {
		if i%3 == 0 {
			some = append(some, [2]record.AreaID{p[1], p[0]}) // in whatever order
		}
	}
	return []Openings{nil, some, all}
}

// price is that of a ground with some roads open: recorded crossings are gates.
func (s *sample) price(open Openings) walktest.Tariff {
	place := map[street.Edge]int{}
	for c, e := range s.streets.Cuts {
		place[e] = c
	}
	of := MatchCuts(s.streets, s.world.Record).Of
	return func(h street.Half) (uint64, bool) {
		a, b := s.area(s.streets.Tail(h)), s.area(s.streets.Head(h))
		return 0, of[place[h.Edge()]] == "" && (slices.Contains(open, [2]record.AreaID{a, b}) || slices.Contains(open, [2]record.AreaID{b, a}))
	}
}

func (s *sample) area(v street.Node) record.AreaID {
	return record.AreaID(s.streets.Codes[s.streets.Area[v]])
}

// A halt is an end of a way: a place, behind a gate, or before one.
type halt struct {
	place mapped.Snap
	gate  *walktest.Step // nil: a place
}

func (s *halt) walk(k *walktest.Walker, price walktest.Tariff) *walktest.Walk {
	if s.gate != nil {
		return k.FromState(s.gate.To, price)
	}
	return k.FromPlace(s.place, price)
}

func (s *halt) reachedBy(w *walktest.Walk) road.Millis {
	if s.gate != nil {
		return plain(w.Before(*s.gate))
	}
	return plain(w.To(s.place))
}

func plain(d uint64) road.Millis {
	if d == walktest.Nowhere {
		return road.Unreachable
	}
	return road.Millis(d)
}

// passagesOf gives what the gates of a ground are to a walker; nil where that is doubtful.
func passagesOf(t *testing.T, g *Ground, k *walktest.Walker) []*walktest.Step {
	t.Helper()
	list, doubtful := k.Passages()
	known := g.roads.(*streetRoads).roads.Gates()
	if !slices.EqualFunc(known, list, func(a mapped.Gate, b walktest.Step) bool { return a.Half == b.Half }) {
		t.Fatalf("%s: %d gates, and %d ways to pass a cut", g.vehicle, len(known), len(list))
	}
	by := map[mapped.Spot]*walktest.Step{}
	for i, x := range known {
		if !doubtful[list[i]] {
			by[x.Spot()] = &list[i]
		}
	}
	out := make([]*walktest.Step, len(g.Gates))
	for i := range g.Gates {
		out[i] = by[g.before[i].street]
		if g.stands[i].street != g.before[i].street || g.before[i].behind || !g.stands[i].behind {
			t.Fatalf("gate %d has two places", i)
		}
	}
	return out
}

// spotsOn draws places to begin and end: towns, and positions near roads.
func (s *sample) spotsOn(t *testing.T, rng *rand.Rand, count int) (out []*Spot) {
	t.Helper()
	n := s.streets
	for len(out) < count {
		if towns := s.world.Settlements(); rng.IntN(2) == 0 && len(towns) > 0 {
			out = append(out, towns[rng.IntN(len(towns))])
			continue
		}
		at := n.At[rng.IntN(len(n.At))].LatLon()
		p, err := s.world.Find(fmt.Sprintf("%.7f,%.7f", at.Lat+(rng.Float64()-0.5)/500, at.Lon+(rng.Float64()-0.5)/500))
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, p.Spots...)
	}
	return out
}

// compared counts what a test held against a walker, so that it can't hold nothing.
type compared struct{ reached, not int }

func (c *compared) add(d road.Millis) {
	if d < road.Unreachable {
		c.reached++
	} else {
		c.not++
	}
}

// The tables of every ground are what a walk over the streets finds, with its cuts open
// and no others.
func TestGroundIsWalked(t *testing.T) {
	var c compared
	onEach(t, func(t *testing.T, s *sample) {
		rng := rand.New(rand.NewPCG(1, 2))
		for _, v := range vehicles {
			for _, open := range s.openings() {
				g, err := s.world.Ground(v, open, nil)
				if err != nil {
					t.Fatal(err)
				}
				k, price := s.walker(v), s.price(open)
				checkCells(t, s, g, open)
				checkTables(t, s, g, k, price, rng, &c, 6)
			}
		}
	})
	if c.reached < 2000 || c.not < 500 {
		t.Errorf("only %d ways and %d that are none were compared", c.reached, c.not)
	}
}

// checkCells holds that each gate is one of a recorded crossing, in the direction said, and
// that areas are of one cell only if open roads join them.
func checkCells(t *testing.T, s *sample, g *Ground, open Openings) {
	t.Helper()
	of := MatchCuts(s.streets, s.world.Record).Of
	root := map[record.AreaID]record.AreaID{}
	for _, a := range g.Areas {
		root[a] = a
	}
	for range g.Areas {
		for _, p := range open {
			low := min(root[p[0]], root[p[1]])
			root[p[0]], root[p[1]] = low, low
		}
	}
	for _, a := range g.Areas {
		for _, b := range g.Areas {
			if (g.cellOf[a] == g.cellOf[b]) != (root[a] == root[b]) {
				t.Fatalf("with %v open, %q and %q are of cells %d and %d", open, a, b, g.cellOf[a], g.cellOf[b])
			}
		}
	}
	for i := range g.Gates {
		x := &g.Gates[i]
		gate := g.roads.(*streetRoads).roads.Gates()
		at := slices.IndexFunc(gate, func(m mapped.Gate) bool { return m.Spot() == g.before[i].street })
		h := gate[at].Half
		if x.Crossing == "" || of[gate[at].Cut] != x.Crossing || x.From != s.area(s.streets.Tail(h)) || x.To != s.area(s.streets.Head(h)) ||
			x.Near.Area != x.From || x.Far.Area != x.To || x.Enters != g.cellOf[x.To] || g.Leaves(i) != g.cellOf[x.From] ||
			x.Near.At != s.streets.At[s.streets.Tail(h)].LatLon() {
			t.Fatalf("gate %d is %+v", i, x)
		}
	}
}

// checkTables holds rows, columns, ends and charts against walks from some gates, stations
// and places.
func checkTables(t *testing.T, s *sample, g *Ground, k *walktest.Walker, price walktest.Tariff, rng *rand.Rand, c *compared, count int) {
	t.Helper()
	passages := passagesOf(t, g, k)
	spots := s.spotsOn(t, rng, count)
	ends := make([]*End, 0, len(spots))
	for _, spot := range spots {
		e, err := g.End(spot)
		if err != nil {
			continue // no road of the profile is near: see TestWhereASpotTouchesTheRoads
		}
		ends = append(ends, e)
	}
	exit := func(c, i int) *halt {
		gates, stations := g.Exits(c)
		if n := gates[1] - gates[0]; i < n {
			return &halt{gate: passages[gates[0]+i]}
		} else {
			place, _ := g.stands[len(g.Gates)+stations[0]+i-n].street.Place()
			return &halt{place: place}
		}
	}
	against := func(what string, cell int, w *walktest.Walk, row []road.Millis) {
		t.Helper()
		for i, got := range row {
			x := exit(cell, i)
			if x.gate == nil && x.place == (mapped.Snap{}) {
				continue // doubtful
			}
			want := x.reachedBy(w)
			c.add(want)
			if got != want {
				t.Fatalf("%s: %s to exit %d of cell %d: %d ms, walked %d", g.vehicle, what, i, cell, got, want)
			}
		}
	}
	entries := len(g.Gates) + len(g.Stations)
	for range min(count, entries) {
		e := Entry(rng.IntN(entries))
		from := halt{}
		if int(e) < len(g.Gates) {
			if from.gate = passages[e]; from.gate == nil {
				continue
			}
		} else {
			from.place, _ = g.stands[e].street.Place()
		}
		w, cell := from.walk(k, price), g.Cell(e)
		row := g.Row(e)
		against(fmt.Sprintf("entry %d", e), cell, w, row)
		for x, d := range row {
			if got := g.Column(cell, x)[g.Place(e)]; got != d || g.Entries(cell)[g.Place(e)] != e {
				t.Fatalf("entry %d to exit %d: row %d, column %d", e, x, d, got)
			}
		}
		for _, end := range ends {
			place, _ := end.stand.street.Place()
			want := plain(w.To(place))
			if end.Cell == cell {
				c.add(want)
				if got := end.In[g.Place(e)]; got != want {
					t.Fatalf("%s: entry %d to %s: %d ms, walked %d", g.vehicle, e, end.Spot.ID, got, want)
				}
			} else if want != road.Unreachable {
				t.Fatalf("%s: entry %d leads to %s of another cell in %d ms", g.vehicle, e, end.Spot.ID, want)
			}
		}
	}
	for _, from := range ends {
		place, _ := from.stand.street.Place()
		w := k.FromPlace(place, price)
		against(from.Spot.ID, from.Cell, w, from.Out)
		for _, to := range ends {
			place, _ := to.stand.street.Place()
			want := plain(w.To(place))
			got, err := g.Between(from, to)
			c.add(want)
			if err != nil || got != want {
				t.Fatalf("%s: %s to %s: %d ms (%v), walked %d", g.vehicle, from.Spot.ID, to.Spot.ID, got, err, want)
			}
			checkWay(t, s, g, from.Stand(), to.Stand(), want)
		}
	}
	for range count {
		if entries == 0 || len(ends) == 0 {
			break
		}
		e := Entry(rng.IntN(entries))
		end := ends[rng.IntN(len(ends))]
		if end.Cell == g.Cell(e) {
			checkWay(t, s, g, g.Behind(e), end.Stand(), end.In[g.Place(e)])
		}
		if gates, _ := g.Exits(g.Cell(e)); gates[1] > gates[0] {
			x := gates[0] + rng.IntN(gates[1]-gates[0])
			checkWay(t, s, g, g.Behind(e), g.Before(x), g.Row(e)[x-gates[0]])
		}
	}
}
