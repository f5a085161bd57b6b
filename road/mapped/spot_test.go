package mapped

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"testing"

	"waythrough/geo"
	"waythrough/road/dimacs"
	"waythrough/road/osm/profile"
	"waythrough/road/street"
)

// onBordered runs a test on random graphs with cuts, by node and by half-edge.
func onBordered(t *testing.T, count int, test func(t *testing.T, r *Roads, rng *rand.Rand)) {
	rng := rand.New(rand.NewPCG(21, 22))
	if long {
		count *= 100
	}
	folder, kinds := t.TempDir(), map[bool]int{}
	for i := range count {
		s := awkward(t, rng)
		if len(s.Cuts) == 0 {
			areas(s, rng)
		}
		path := filepath.Join(folder, fmt.Sprint(i, ".network"))
		o := Options{Profiles: []profile.Profile{profile.Car}, TurnCosts: rng.IntN(3) == 0, Threads: 1}
		if err := Build(context.Background(), path, s, About{}, o); err != nil {
			t.Fatal(err)
		}
		n, err := Open(path)
		if err != nil {
			t.Fatal(err)
		}
		n.Streets.Turns = s.Turns // the file keeps them in its states
		r, err := n.Roads(profile.Car)
		if err != nil {
			t.Fatal(err)
		}
		if len(r.Gates()) > 0 && anySnaps(r, rng, 1) != nil {
			kinds[r.states.byNode]++
			test(t, r, rng)
		}
		n.Close()
	}
	if kinds[true] < count/20 || kinds[false] < count/5 {
		t.Errorf("of %d graphs, %v have gates", count, kinds)
	}
}

// tolls is any tariff: a third of the half-edges are shut, a third free.
func tolls(rng *rand.Rand) tariff {
	seed := rng.Uint32()
	return func(h street.Half) (uint32, bool) {
		x := (uint32(h) + seed) * 2654435761
		return x >> 12 % 3_000_000 * (x & 1), x>>8%3 > 0
	}
}

// anySpots draws places and gates.
func anySpots(r *Roads, rng *rand.Rand, count int) []Spot {
	gates, list := r.Gates(), Spots(anySnaps(r, rng, count))
	for i := range list {
		if rng.IntN(2) == 0 && len(gates) > 0 {
			list[i] = gates[rng.IntN(len(gates))].Spot()
		}
	}
	return list
}

// checkSpots holds ways between spots against the oracle: one by one, in tables, as passages.
func checkSpots(t *testing.T, r *Roads, rng *rand.Rand, from, to int, price tariff) {
	t.Helper()
	restrictions := restrictionsOf(r)
	for m := range Measure(measures) {
		o, q := &oracle{r: r, m: m}, r.Router(m)
		sources, targets := anySpots(r, rng, from), anySpots(r, rng, to)
		if from > 0 && to > 0 && rng.IntN(2) == 0 {
			targets[0] = sources[0]
		}
		var want []uint64
		for _, s := range sources {
			o.from(s)
			for _, e := range targets {
				cost := o.toSpot(s, e)
				want = append(want, cost)
				if got := q.CostBetween(s, e); got != cost {
					t.Fatalf("%s by %s, from %+v to %+v: %d, want %d", r.p, m, s, e, got, cost)
				}
				path, ok := q.PathBetween(s, e)
				if ok != (cost != Unreachable) || path.Cost != cost {
					t.Fatalf("%s by %s, from %+v to %+v: a path, %v, of %d, want %d", r.p, m, s, e, ok, path.Cost, cost)
				}
				if !ok {
					continue
				}
				fault := faultBetween(q, &path, s, e, price, restrictions)
				if fault == "" {
					fault = faultOfPassages(q, &path, s, e, price)
				}
				if fault != "" {
					t.Fatalf("%s by %s, from %+v to %+v: the path %v: %s", r.p, m, s, e, path.Halves, fault)
				}
			}
		}
		checkTables(t, r, m, sources, targets, want)
	}
}

// faultBetween holds a path between spots against the streets, the gates' halves before and
// after it included.
func faultBetween(q *Router, p *Path, s, e Spot, price tariff, restrictions map[street.Half][]street.Turn) string {
	r, n := q.r, q.r.n.Streets
	start, end := s.place.At, e.place.At
	way := slices.Clone(p.Halves)
	if s.isGate() {
		start = n.At[n.Head(s.gate.Half)]
		way = slices.Insert(way, 0, s.gate.Half)
	} else if p.Start != s.place {
		return "it begins elsewhere"
	}
	if e.isGate() {
		end = n.At[n.Tail(e.gate.Half)]
		way = append(way, e.gate.Half)
	} else if p.End != e.place {
		return "it ends elsewhere"
	}
	if p.Start.At != start || p.End.At != end {
		return fmt.Sprintf("it leads from %v to %v", p.Start.At, p.End.At)
	}
	for i := 1; i < len(way); i++ {
		if n.Head(way[i-1]) != n.Tail(way[i]) {
			return "it leads on from where it has not come"
		}
	}
	if len(p.Halves) > 0 {
		if f := faultOfPath(r, p, q.m, price, restrictions); f != "" {
			return f
		}
	} else if !s.isGate() || !e.isGate() || p.Cost+p.Duration+p.Length > 0 {
		return "it is empty"
	}
	if !r.states.byNode {
		if f := faultOfTurns(r, way, restrictions); f != "" {
			return f
		}
	}
	said := q.Directions(p)
	var length, duration uint64
	for _, d := range said {
		length, duration = length+d.LengthDM, duration+d.DurationMS
	}
	if last := len(p.Halves) - 1; last >= 0 && n.IsCut(p.Halves[last].Edge()) {
		ms, _ := price(p.Halves[last])
		if end := said[len(said)-1]; end.Cut.To != n.Codes[n.Area[n.Head(p.Halves[last])]] || end.DurationMS < uint64(ms) {
			return fmt.Sprintf("it ends behind a cut with %+v", end)
		}
	}
	if length != p.Length || duration != p.Duration {
		return fmt.Sprintf("its directions have %d dm and %d ms, it has %d and %d", length, duration, p.Length, p.Duration)
	}
	if line := q.Geometry(p); line[0] != start.LatLon() || line[len(line)-1] != end.LatLon() {
		return fmt.Sprintf("its line is %v", line)
	}
	return ""
}

// faultOfPassages holds what is before each passage of a best way, and behind it, against
// the cost of going there, and on from there.
func faultOfPassages(q *Router, p *Path, s, e Spot, price tariff) string {
	n, passages := q.r.n.Streets, q.Passages(p)
	for i, h := range p.Halves {
		if n.IsCut(h.Edge()) {
			if len(passages) == 0 || passages[0].Index != i {
				return fmt.Sprintf("its half-edge %d, over a cut, is not among its passages", i)
			}
			x := passages[0]
			ms, _ := price(h)
			if x.Half != h || n.Cuts[x.Cut] != h.Edge() || x.Wait != uint64(ms) {
				return fmt.Sprintf("it passes half-edge %d at %d ms as %+v", h, ms, x)
			}
			before, behind := q.CostBetween(s, x.Spot()), q.CostBetween(x.Spot(), e)
			cost := [measures]uint64{x.Duration, x.Length}[q.m]
			if toll := [measures]uint64{x.Wait, 0}[q.m]; cost != before || cost+toll+behind != p.Cost {
				return fmt.Sprintf("its passage %+v has %d before it and %d behind, of %d", x, before, behind, p.Cost)
			}
			passages = passages[1:]
		}
	}
	if len(passages) > 0 {
		return "it has passages that it does not lead over"
	}
	return ""
}

// checkTables asks the same of tables, and of the sources together, each begun some time
// after.
func checkTables(t *testing.T, r *Roads, m Measure, sources, targets []Spot, want []uint64) {
	t.Helper()
	table, err := r.Table(m, sources, targets)
	if err != nil || !slices.Equal(table, want) {
		t.Fatalf("%s by %s, from %+v to %+v: %v is %d, want %d", r.p, m, sources, targets, err, table, want)
	}
	fromAll, err := r.Sources(m, sources)
	if err != nil {
		t.Fatal(err)
	}
	column := make([]uint64, len(sources))
	after := make([]uint64, len(sources))
	for i := range after {
		after[i] = uint64(i*i) * 7777
	}
	reached, err := r.Reach(m, sources, after)
	if err != nil {
		t.Fatal(err)
	}
	for j, e := range targets {
		if err := fromAll.Copy().Row(e, column); err != nil {
			t.Fatal(err)
		}
		best := Unreachable
		for i, cost := range column {
			if cost != want[i*len(targets)+j] {
				t.Fatalf("%s by %s, from %+v to %+v: %d in a row of sources, want %d", r.p, m, sources[i], e, cost, want[i*len(targets)+j])
			}
			if cost != Unreachable {
				best = min(best, after[i]+cost)
			}
		}
		if e.isGate() {
			continue
		}
		if got := reached.At(e.place); got != best {
			t.Fatalf("%s by %s, from %+v after %d, %+v is reached at %d, want %d", r.p, m, sources, after, e, got, best)
		}
	}
}

func TestWaysBetweenSpotsAreDijkstras(t *testing.T) {
	onEach(t, 1, func(t *testing.T, s *source) {
		rng := rand.New(rand.NewPCG(31, 32))
		for r := range s.net.each(t) {
			checkSpots(t, r, rng, 3, 12, shut)
			price := tolls(rng)
			open, err := r.ThroughAt(price)
			if err != nil {
				t.Fatal(err)
			}
			checkSpots(t, open, rng, 3, 12, price)
		}
	})
	onBordered(t, 100, func(t *testing.T, r *Roads, rng *rand.Rand) {
		checkSpots(t, r, rng, 4, 6, shut)
		price := tolls(rng)
		open, err := r.ThroughAt(price)
		if err != nil {
			t.Fatal(err)
		}
		checkSpots(t, open, rng, 4, 6, price)
	})
}

// Behind the cut from 0 to 1 lies a dead end of no length. From the gate there to the one
// back, a way leads to its end and returns, though nothing is travelled: a place on it would
// have needed neither.
//
//	3 --- 0 | 1 --- 2
func TestWaysBetweenGatesTurnWhereNothingIsTravelled(t *testing.T) {
	g := &dimacs.Graph{Nodes: 4, Tail: []uint32{0, 1, 1, 2, 0, 3}, Head: []uint32{1, 0, 2, 1, 3, 0}, Weight: []uint32{0, 0, 0, 0, 9, 9}}
	s, err := street.FromArcs(g, g, &dimacs.Coordinates{Lon: []int32{0, 0, 0, 50}, Lat: make([]int32, 4)})
	if err != nil {
		t.Fatal(err)
	}
	s.Codes, s.Area, s.Cuts = []string{"", "AAA", "BBB"}, []street.Area{1, 2, 2, 1}, []street.Edge{0}
	s.Flags[3] = 1 << profile.Car // which makes half-edges of nodes
	path := filepath.Join(t.TempDir(), "turn.network")
	if err := Build(context.Background(), path, s, About{}, Options{Profiles: []profile.Profile{profile.Car}}); err != nil {
		t.Fatal(err)
	}
	n := openFile(t, path)
	r := roadsFor(t, n, profile.Car)
	gates := r.Gates()
	if len(gates) != 2 {
		t.Fatalf("gates %+v", gates)
	}
	there := gates[slices.IndexFunc(gates, func(g Gate) bool { return n.Streets.Head(g.Half) == 1 })]
	back := gates[slices.IndexFunc(gates, func(g Gate) bool { return n.Streets.Head(g.Half) == 0 })]
	p, ok := r.Router(Duration).PathBetween(there.Spot(), back.Spot())
	if !ok || p.Cost != 0 || len(p.Halves) != 2 || n.Streets.Tail(p.Halves[0]) != 1 || p.Halves[1] != p.Halves[0].Reverse() {
		t.Errorf("%v, %+v", ok, p)
	}
}

// The least cost at a node is that of being at the end of some half-edge that leads there.
func TestNodesAreReached(t *testing.T) {
	onBordered(t, 40, func(t *testing.T, r *Roads, rng *rand.Rand) {
		n := r.n.Streets
		sources := anySpots(r, rng, 3)
		after := []uint64{5000, 0, never}
		r, err := r.ThroughAt(tolls(rng))
		if err != nil {
			t.Fatal(err)
		}
		for m := range Measure(measures) {
			want := make([]uint64, len(n.At))
			for v := range want {
				want[v] = Unreachable
			}
			for i, s := range sources[:2] {
				o := &oracle{r: r, m: m}
				o.from(s)
				for state, left := range o.starts(s) {
					o.dist[state] = min(o.dist[state], left)
				}
				for state, d := range o.dist {
					v := state
					if !r.states.byNode {
						v = int(n.Head(r.states.Half[state]))
					}
					if d != Unreachable {
						want[v] = min(want[v], d+after[i])
					}
				}
			}
			reached, err := r.Reach(m, sources, after)
			if err != nil {
				t.Fatal(err)
			}
			for v := range want {
				if got := reached.Node(street.Node(v)); got != want[v] {
					t.Fatalf("by %s from %+v, node %d is reached at %d, want %d", m, sources[:2], v, got, want[v])
				}
			}
		}
	})
}

// The line of a path between gates is as long as the path.
func TestLinesBetweenGates(t *testing.T) {
	onEach(t, 1, func(t *testing.T, s *source) {
		for r := range s.net.each(t) {
			q, found := r.Router(Length), 0
			gates := r.Gates()
			for i := 0; i < len(gates)*len(gates) && found < 20; i++ {
				path, ok := q.PathBetween(gates[i/len(gates)].Spot(), gates[i%len(gates)].Spot())
				if !ok {
					continue
				}
				found++
				sum, line := 0.0, q.Geometry(&path)
				for k := 1; k < len(line); k++ {
					sum += float64(geo.Distance(line[k-1], line[k]))
				}
				if math.Abs(sum-float64(path.Length)/10) > 0.06*float64(len(path.Halves)+1) { // each is rounded
					t.Errorf("%s: a path of %d dm in %d edges has a line of %f m", r.p, path.Length, len(path.Halves), sum)
				}
			}
			if found == 0 && len(gates) > 0 {
				t.Errorf("%s: no way between %d gates", r.p, len(gates))
			}
		}
	})
}
