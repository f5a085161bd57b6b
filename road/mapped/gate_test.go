package mapped

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"waythrough/cch"
	"waythrough/road/osm/profile"
	"waythrough/road/street"
)

// gatesByScan looks for gates among all arcs.
func gatesByScan(r *Roads) (list []Gate) {
	n, st := r.n.Streets, r.states
	tails, heads := map[street.Node]bool{}, map[street.Node]bool{}
	for h := range street.Half(2 * len(n.From)) {
		if n.Open(r.p, h) {
			tails[n.Tail(h)], heads[n.Head(h)] = true, true
		}
	}
	for a, state := range st.Head {
		h := st.half(cch.ArcID(a))
		if !n.IsCut(h.Edge()) {
			continue
		}
		on := st.First[state] < st.First[state+1]
		if st.byNode {
			on = tails[n.Head(h)] && heads[n.Tail(h)]
		}
		if on {
			list = append(list, Gate{slices.Index(n.Cuts, h.Edge()), h, state})
		}
	}
	slices.SortFunc(list, func(a, b Gate) int { return cmp.Or(cmp.Compare(a.Half, b.Half), cmp.Compare(a.State, b.State)) })
	return slices.Compact(list)
}

func TestGatesAreThoseOfTheStates(t *testing.T) {
	check := func(t *testing.T, r *Roads) {
		if got, want := r.Gates(), gatesByScan(r); !slices.Equal(got, want) {
			t.Fatalf("%s: gates %v, want %v", r.p, got, want)
		}
	}
	onEach(t, 1, func(t *testing.T, s *source) {
		for r := range s.net.each(t) {
			check(t, r)
		}
	})
	several := false
	onBordered(t, 40, func(t *testing.T, r *Roads, _ *rand.Rand) {
		check(t, r)
		gates := r.Gates()
		for i := range gates {
			several = several || i > 0 && gates[i].Half == gates[i-1].Half
		}
	})
	if !several {
		t.Error("nowhere does a half-edge have two gates")
	}
}

// overlay is the least cost from a to b by an overlay of gates: tables with all cuts closed,
// joined by passing gates at their price.
func overlay(t *testing.T, r *Roads, m Measure, a, b []Spot, price tariff) []uint64 {
	t.Helper()
	gates := r.Gates()
	spots := Spots(gates)
	var tables [4][]uint64
	for i, ends := range [4][2][]Spot{{a, b}, {a, spots}, {spots, spots}, {spots, b}} {
		var err error
		if tables[i], err = r.Table(m, ends[0], ends[1]); err != nil {
			t.Fatal(err)
		}
	}
	straight, to, between, from := tables[0], tables[1], tables[2], tables[3]
	k, out := len(gates), straight
	for i := range a {
		dist := slices.Clone(to[i*k : (i+1)*k]) // just before the gate
		for changed := true; changed; {
			changed = false
			for g := range gates {
				ms, open := price(gates[g].Half)
				if !open || dist[g] == Unreachable {
					continue
				}
				if m == Length {
					ms = 0
				}
				for h := range gates {
					if d := between[g*k+h]; d != Unreachable && dist[g]+uint64(ms)+d < dist[h] {
						dist[h], changed = dist[g]+uint64(ms)+d, true
					}
				}
				for j := range b {
					if d := from[g*len(b)+j]; d != Unreachable {
						out[i*len(b)+j] = min(out[i*len(b)+j], dist[g]+uint64(ms)+d)
					}
				}
			}
		}
	}
	return out
}

// What gates join is what roads join on which the cuts are open, at any price: also where
// one is passed at most, since all others are shut.
func TestGatesComposeToWays(t *testing.T) {
	check := func(t *testing.T, r *Roads, a, b []Spot, price tariff) (passed int) {
		t.Helper()
		open, err := r.ThroughAt(price)
		if err != nil {
			t.Fatal(err)
		}
		for m := range Measure(measures) {
			want, err := open.Table(m, a, b)
			if err != nil {
				t.Fatal(err)
			}
			alone, err := r.Table(m, a, b)
			if err != nil {
				t.Fatal(err)
			}
			got := overlay(t, r, m, a, b, price)
			for i := range want {
				if got[i] != want[i] {
					t.Fatalf("%s by %s, from %+v to %+v: %d over gates, %d over open cuts", r.p, m, a[i/len(b)], b[i%len(b)], got[i], want[i])
				}
				if want[i] < alone[i] {
					passed++
				}
			}
		}
		return passed
	}
	one := func(r *Roads, rng *rand.Rand) tariff {
		gates := r.Gates()
		if len(gates) == 0 {
			return shut
		}
		only := gates[rng.IntN(len(gates))].Half
		return func(h street.Half) (uint32, bool) { return uint32(only) * 1000, h == only }
	}
	passed := 0
	onEach(t, 1, func(t *testing.T, s *source) {
		rng := rand.New(rand.NewPCG(41, 42))
		for r := range s.net.each(t) {
			a, b := Spots(anySnaps(r, rng, 12)), Spots(anySnaps(r, rng, 12))
			passed += check(t, r, a, b, free) + check(t, r, a, b, tolls(rng)) + check(t, r, a, b, one(r, rng))
		}
	})
	onBordered(t, 60, func(t *testing.T, r *Roads, rng *rand.Rand) {
		a, b := anySpots(r, rng, 6), anySpots(r, rng, 6)
		passed += check(t, r, a, b, free) + check(t, r, a, b, tolls(rng)) + check(t, r, a, b, one(r, rng))
	})
	if passed < 100 {
		t.Errorf("only %d ways passed a cut", passed)
	}
}

func TestForeignSpotsAreRefused(t *testing.T) {
	n := openFile(t, buildVillage(t))
	r := roadsFor(t, n, profile.Car)
	good := r.Gates()[0]
	road := street.Half(0)
	for n.Streets.IsCut(road.Edge()) {
		road += 2
	}
	for name, bad := range map[string]Spot{
		"an edge that is not":    Snap{Edge: street.Edge(len(n.Streets.From))}.Spot(),
		"a cut that is not":      Gate{len(n.Streets.Cuts), good.Half, good.State}.Spot(),
		"a cut before the first": Gate{-1, good.Half, good.State}.Spot(),
		"a half of another":      Gate{good.Cut, road, good.State}.Spot(),
		"a state of another":     Gate{good.Cut, good.Half, good.State ^ 1<<20}.Spot(),
	} {
		spots := []Spot{good.Spot(), bad}
		_, err1 := r.Targets(Duration, spots)
		_, err2 := r.Sources(Duration, spots)
		_, err3 := r.Table(Length, spots, spots[:1])
		_, err4 := r.Reach(Duration, spots, nil)
		_, err5 := r.Table(Length, spots[:1], spots)
		for _, err := range []error{err1, err2, err3, err4, err5} {
			if err == nil || !strings.Contains(err.Error(), "village.network") {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
	targets, err := r.Targets(Duration, []Spot{good.Spot()})
	if err != nil {
		t.Fatal(err)
	}
	if err := targets.Row(good.Spot(), make([]uint64, 2)); err == nil {
		t.Error("a row of two costs to one target was written")
	}
	if _, err := r.Reach(Duration, []Spot{good.Spot()}, []uint64{1, 2}); err == nil {
		t.Error("one spot was begun after two delays")
	}
}

// A file cut short while it is in use is an error, whatever is asked.
func TestFaultsAreErrors(t *testing.T) {
	onEach(t, 0, func(t *testing.T, s *source) {
		b, err := os.ReadFile(s.net.Path())
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(t.TempDir(), "cut.network")
		if err := os.WriteFile(path, b, 0o644); err != nil {
			t.Fatal(err)
		}
		n := openFile(t, path)
		r := roadsFor(t, n, profile.Car)
		spots := Spots(r.Gates())
		targets, err := r.Targets(Duration, spots)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.Truncate(path, 1<<16); err != nil {
			t.Skip("SKIPPED: a mapped file can't be cut short here:", err)
		}
		_, err1 := r.Targets(Duration, spots)
		_, err2 := r.Sources(Duration, spots)
		_, err3 := r.Table(Length, spots, spots)
		_, err4 := r.Reach(Duration, spots, nil)
		err5 := targets.Row(spots[0], make([]uint64, len(spots)))
		for i, err := range []error{err1, err2, err3, err4, err5} {
			if err == nil || !strings.Contains(err.Error(), "cut.network") {
				t.Errorf("question %d: %v", i, err)
			}
		}
	})
}

func TestRowsAllocateNothing(t *testing.T) {
	onEach(t, 0, func(t *testing.T, s *source) {
		rng := rand.New(rand.NewPCG(1, 9))
		for r := range s.net.each(t) {
			spots := anySpots(r, rng, 30)
			targets, err1 := r.Targets(Duration, spots)
			sources, err2 := r.Sources(Duration, spots)
			q := r.Router(Duration)
			if err1 != nil || err2 != nil {
				t.Fatal(err1, err2)
			}
			out, i := make([]uint64, len(spots)), 0
			for name, ask := range map[string]func(s Spot){
				"a row of targets": func(s Spot) { err1 = targets.Row(s, out) },
				"a row of sources": func(s Spot) { err1 = sources.Row(s, out) },
				"a cost":           func(s Spot) { q.CostBetween(s, spots[i*7%len(spots)]) },
			} {
				next := func() { ask(spots[i%len(spots)]); i++ }
				for range len(spots) {
					next()
				}
				if n := testing.AllocsPerRun(2*len(spots), next); n > 0 || err1 != nil {
					t.Errorf("%s: %s allocates %v times (%v)", r.p, name, n, err1)
				}
			}
		}
	})
}

// Opened again, a cut has its new price; what is not opened stays as it was.
func TestPricesReplaceEachOther(t *testing.T) {
	onBordered(t, 20, func(t *testing.T, r *Roads, rng *rand.Rand) {
		first, second := tolls(rng), tolls(rng)
		both, err := r.ThroughAt(first)
		if err != nil {
			t.Fatal(err)
		}
		if both, err = both.ThroughAt(second); err != nil {
			t.Fatal(err)
		}
		checkSpots(t, both, rng, 3, 3, func(h street.Half) (uint32, bool) {
			if ms, open := second(h); open {
				return ms, true
			}
			return first(h)
		})
	})
}

// The dearest price is that of the dearest open arc, and ways over it add up.
func TestDearestPrice(t *testing.T) {
	n := openFile(t, buildVillage(t))
	r := roadsFor(t, n, profile.Foot)
	dear, err := r.ThroughAt(func(street.Half) (uint32, bool) { return 1<<32 - 1, true })
	if err != nil {
		t.Fatal(err)
	}
	q, found := dear.Router(Duration), 0
	for _, g := range r.Gates() {
		for _, h := range r.Gates() {
			path, ok := q.PathBetween(g.Spot(), h.Spot())
			for _, x := range q.Passages(&path) {
				found++
				if x.Wait != uint64(cch.Closed)-1 {
					t.Errorf("%v", x)
				}
			}
			if ok && path.Cost != path.Duration {
				t.Errorf("from %v to %v: %d by %d", g, h, path.Cost, path.Duration)
			}
		}
	}
	if found == 0 {
		t.Error(fmt.Sprint("no passage among ", r.Gates()))
	}
}
