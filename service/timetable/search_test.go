package timetable

import (
	"math/rand/v2"
	"slices"
	"testing"

	"waythrough/record"
)

// drawQuery draws starts around a day, and when to stop.
func drawQuery(rng *rand.Rand, stops int, around record.Day) (starts []Start, until int64, rounds int) {
	base := (int64(around)-2)*dayMillis + rng.Int64N(4*144)*600_000
	if rng.IntN(2) == 0 {
		base = (int64(around)+rng.Int64N(2))*dayMillis - 6*3600*1000 + rng.Int64N(24)*600_000 // before midnight
	}
	for range 1 + rng.IntN(3) {
		starts = append(starts, Start{rng.IntN(stops), base + int64(rng.IntN(4)*rng.IntN(4))*1_234_567})
	}
	return starts, base + rng.Int64N(60*3600*1000), 1 + rng.IntN(5)
}

// compare asks a searcher and the oracle the same, and follows each journey.
func compare(t *testing.T, seed uint64, o *oracle, s *Searcher, starts []Start, until int64, rounds int) (rides, walks int) {
	t.Helper()
	if err := s.Search(starts, until, rounds); err != nil {
		t.Fatalf("seed %d: %v", seed, err)
	}
	want, reached := o.search(starts, until, rounds), 0
	for stop := range o.stops {
		got := s.Arrivals(stop, nil)
		if !slices.Equal(got, want[stop]) {
			t.Fatalf("seed %d: from %v until %d, %d rounds: stop %d is reached %v; the oracle says %v", seed, starts, until, rounds, stop, got, want[stop])
		}
		if len(got) > 0 {
			reached++
		}
		for _, a := range got {
			j, ok := s.Journey(stop, a.Boardings)
			if !ok {
				t.Fatalf("seed %d: there is no journey to stop %d with %d boardings", seed, stop, a.Boardings)
			}
			if err := o.checkJourney(j, starts, stop, a); err != nil {
				t.Fatalf("seed %d: journey to stop %d, %+v, wanted %+v: %v", seed, stop, j, a, err)
			}
			for _, l := range j.Legs {
				if l.Ride == nil {
					walks++
				} else {
					rides++
				}
			}
		}
		for k := range rounds + 1 {
			if _, ok := s.Journey(stop, k); ok != slices.ContainsFunc(got, func(a Arrival) bool { return a.Boardings == k }) {
				t.Fatalf("seed %d: a journey to stop %d with %d boardings, which arrivals don't list: %v", seed, stop, k, ok)
			}
		}
	}
	if list := slices.Clone(s.Reached()); len(list) != reached {
		t.Fatalf("seed %d: %v are listed as reached, and %d stops were", seed, list, reached)
	}
	return rides, walks
}

// The search finds what trying every run at every call finds, on thousands of small
// worlds; a searcher asked again forgets what it found before.
func TestSearchEqualsExhaustiveSearch(t *testing.T) {
	const worlds = 2500
	rides, walks, far := 0, 0, 0
	for seed := range uint64(worlds) {
		rng := rand.New(rand.NewPCG(seed, 11))
		feeds, area, around := drawWorld(rng)
		tt, err := Compile(feeds)
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		if err := tt.Verify(t.Context(), nil); err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		o := newOracle(feeds, area)
		inland, _ := tt.Split(func(stop int) string { return area[stop] })
		s := NewSearcher(inland)
		for range 4 {
			starts, until, rounds := drawQuery(rng, o.stops, around)
			r, w := compare(t, seed, o, s, starts, until, rounds)
			rides, walks = rides+r, walks+w
			for stop := range o.stops {
				for _, a := range s.Arrivals(stop, nil) {
					if a.Boardings > 2 {
						far++
					}
				}
			}
		}
	}
	// The worlds are worth nothing if nobody gets anywhere in them.
	if t.Logf("%d rides, %d footpaths, %d stops reached with three rides and more", rides, walks, far); rides < 10*worlds || walks < 2*worlds || far < worlds/10 {
		t.Errorf("%d rides, %d footpaths, %d stops reached with three rides and more in %d worlds are too few to prove anything", rides, walks, far, worlds)
	}
}

// Once warm, a search allocates nothing, whatever it is asked.
func TestSearchAllocatesNothing(t *testing.T) {
	feeds, _, around := drawWorld(rand.New(rand.NewPCG(1, 18)))
	inland, _ := compiled(t, feeds...).Split(everywhere)
	s := NewSearcher(inland)
	stops := inland.Timetable().Stops()
	var queries [][]Start
	for seed := range uint64(50) {
		starts, _, _ := drawQuery(rand.New(rand.NewPCG(seed, 19)), stops, around)
		queries = append(queries, starts)
	}
	arrivals := make([]Arrival, 0, MaxRounds+1)
	all := func() {
		for _, starts := range queries {
			if err := s.Search(starts, starts[0].At+Horizon, 0); err != nil {
				t.Fatal(err)
			}
			for _, stop := range s.Reached() {
				arrivals = s.Arrivals(int(stop), arrivals[:0])
			}
		}
	}
	all()
	if n := testing.AllocsPerRun(5, all); n > 0 {
		t.Errorf("%d searches allocated %v times", len(queries), n)
	}
}
