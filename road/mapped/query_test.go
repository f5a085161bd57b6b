package mapped

import (
	"math/rand/v2"
	"slices"
	"testing"

	"waythrough/cch"
	"waythrough/road/osm/profile"
	"waythrough/road/street"
)

// queries is how many sources and targets a test asks about.
func queries() (from, to int) {
	if long {
		return 50, 100 // by two measures
	}
	return 3, 20
}

func TestQueriesAreDijkstras(t *testing.T) {
	onEach(t, 2, func(t *testing.T, s *source) {
		rng := rand.New(rand.NewPCG(1, 2))
		from, to := queries()
		for r := range s.net.each(t) {
			checkQueries(t, r, rng, from, to, shut)
			all, err := r.ThroughAt(free)
			if err != nil {
				t.Fatal(err)
			}
			checkQueries(t, all, rng, from, to, free)
		}
	})
}

// Opening cuts gives what customizing anew by their weights gives; what they were opened
// on stays as it was.
func TestThroughIsCustomizingAnew(t *testing.T) {
	onEach(t, 2, func(t *testing.T, s *source) {
		rng := rand.New(rand.NewPCG(5, 6))
		for _, p := range []profile.Profile{profile.Car, profile.Foot} {
			r, err := s.net.Roads(p)
			if err != nil {
				t.Fatal(err)
			}
			base := r
			for range 3 {
				some := map[street.Edge]bool{}
				for _, e := range s.streets.Cuts {
					some[e] = rng.IntN(3) == 0
				}
				before := r
				r, err = r.Through(func(e street.Edge) bool { return some[e] })
				if err != nil {
					t.Fatal(err)
				}
				for m := range Measure(measures) {
					weights := make([]cch.Weight, len(r.states.Head))
					for a := range weights {
						e := r.states.half(cch.ArcID(a)).Edge()
						weights[a] = before.metric[m].Weight(cch.ArcID(a))
						if some[e] {
							weights[a] = r.states.cost(s.streets, p, m, cch.ArcID(a))
						}
						if got := r.metric[m].Weight(cch.ArcID(a)); got != weights[a] {
							t.Fatalf("arc %d over edge %d weighs %d, want %d", a, e, got, weights[a])
						}
					}
					fresh, err := cch.NewMetric(r.metric[m].Hierarchy(), weights, 1)
					if err != nil {
						t.Fatal(err)
					}
					a, b := fresh.Arrays(), r.metric[m].Arrays()
					if !slices.Equal(a.Narrow.Up, b.Narrow.Up) || !slices.Equal(a.Narrow.Down, b.Narrow.Down) || !slices.Equal(a.Wide.Up, b.Wide.Up) || !slices.Equal(a.Wide.Down, b.Wide.Down) {
						t.Fatalf("%s by %s: opened and made anew differ", p, m)
					}
				}
			}
			for m := range Measure(measures) {
				if !slices.Equal(base.states.weights(s.streets, p, m), base.metric[m].Arrays().Input) {
					t.Fatalf("%s by %s: opening cuts changed the roads they were opened on", p, m)
				}
			}
		}
	})
}

// flood gives the areas that can be reached from every road of an area, by every profile.
func flood(r *Roads, start street.Area) map[street.Area]bool {
	n, st := r.n.Streets, r.states
	seen := make([]bool, st.count())
	var stack []uint32
	at := func(v uint32) street.Area {
		if st.byNode {
			return n.Area[v]
		}
		return n.Area[n.Head(st.Half[v])]
	}
	for v := range uint32(st.count()) {
		if at(v) == start && (st.byNode || !n.IsCut(st.Half[v].Edge())) {
			seen[v] = true
			stack = append(stack, v)
		}
	}
	areas := map[street.Area]bool{}
	for len(stack) > 0 {
		v := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		areas[at(v)] = true
		for a := st.First[v]; a < st.First[v+1]; a++ {
			if h := st.Head[a]; !seen[h] && r.metric[Duration].Weight(cch.ArcID(a)) != cch.Closed {
				seen[h] = true
				stack = append(stack, h)
			}
		}
	}
	return areas
}

func TestNobodyLeavesAnArea(t *testing.T) {
	onEach(t, 2, func(t *testing.T, s *source) {
		n := s.streets
		if len(n.Cuts) == 0 {
			t.Skip("no boundary here")
		}
		for r := range s.net.each(t) {
			for a := range street.Area(len(n.Codes)) {
				for b := range flood(r, a) {
					if b != a {
						t.Errorf("%s leaves %q for %q with all cuts closed", r.p, n.Codes[a], n.Codes[b])
					}
				}
			}
			joined := map[[2]street.Area]bool{}
			for _, c := range s.net.Cuts() {
				if slices.Contains(c.Profiles, r.p) {
					e := c.Edge
					joined[[2]street.Area{n.Area[n.From[e]], n.Area[n.To[e]]}] = true
				}
			}
			passed := false
			for pair := range joined {
				if pair[0] == 0 || pair[1] == 0 {
					continue
				}
				u, err := r.Union([]string{n.Codes[pair[0]], n.Codes[pair[1]]})
				if err != nil {
					t.Fatal(err)
				}
				there, back := flood(u, pair[0]), flood(u, pair[1])
				if !there[pair[1]] && !back[pair[0]] {
					t.Errorf("%s: cuts join %s and %s, and a union of them does not", r.p, n.Codes[pair[0]], n.Codes[pair[1]])
				}
				for area := range there {
					if area != pair[0] && area != pair[1] {
						t.Errorf("%s: in a union of %s and %s, %s is reached", r.p, n.Codes[pair[0]], n.Codes[pair[1]], n.Codes[area])
					}
				}
				passed = true
			}
			if !passed {
				t.Errorf("%s: no two areas are joined by a cut", r.p)
			}
		}
	})
}

func TestUnionOfWhatIsNot(t *testing.T) {
	onEach(t, 0, func(t *testing.T, s *source) {
		r, err := s.net.Roads(profile.Car)
		if err != nil {
			t.Fatal(err)
		}
		for _, code := range []string{"", "XYZ"} {
			if _, err := r.Union([]string{code}); err == nil {
				t.Errorf("a union with %q was made", code)
			}
		}
	})
}

func TestTablesAreQueries(t *testing.T) {
	onEach(t, 2, func(t *testing.T, s *source) {
		rng := rand.New(rand.NewPCG(7, 8))
		for r := range s.net.each(t) {
			for m := range Measure(measures) {
				q := r.Router(m)
				snaps := anySnaps(r, rng, 20)
				table := matrix(t, r, m, snaps[:12], snaps[5:])
				for i, from := range snaps[:12] {
					for j, to := range snaps[5:] {
						if got, want := table[15*i+j], q.Cost(from, to); got != want {
							t.Fatalf("%s by %s, from %+v to %+v: %d in the table, %d when asked", r.p, m, from, to, got, want)
						}
					}
				}
				if got := matrix(t, r, m, snaps[:2], nil); len(got) != 0 {
					t.Errorf("a table to nothing is %v", got)
				}
				if got := matrix(t, r, m, nil, nil); len(got) != 0 {
					t.Errorf("a table of nothing is %v", got)
				}
			}
		}
	})
}

func matrix(t testing.TB, r *Roads, m Measure, from, to []Snap) []uint64 {
	t.Helper()
	out, err := r.Matrix(m, from, to)
	if err != nil {
		t.Fatal(err)
	}
	return out
}
