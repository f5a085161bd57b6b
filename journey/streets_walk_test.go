package journey

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"waythrough/regime"
	"waythrough/world"
)

// The quickest itinerary of each class is the earliest arrival of an exhaustive search of the
// streets, and direct that of one on which nothing is shut but what is in ruins.
func TestPlanIsWalked(t *testing.T) {
	onDrawnWorlds(t, func(t *testing.T, r *roadsOf, rng *rand.Rand) {
		n := map[string]int{}
		for range many(15) {
			q := r.somebody(t, rng)
			q.From, q.To = r.place(t, rng), r.place(t, rng)
			from, to, ok := r.ends(t, q)
			if same(q.From, q.To) {
				continue
			}
			a, err := r.p.Plan(t.Context(), q)
			if !ok {
				if err == nil {
					t.Errorf("%s: no road is near, and an answer is found", q.said())
				}
				continue
			}
			if err != nil {
				t.Fatalf("%s: %v", q.said(), err)
			}
			law := r.w.Law(q.Known)
			lawful := int64(-1)
			for _, least := range classesOf {
				w := r.wanders(t, q, law, departing(q), q.Depart.Day(), from, least)
				at, end := w.to(to)
				want := int64(-1)
				if at < nowhen {
					want = (at - departing(q)) / 1000
				}
				if least == regime.Formality {
					lawful = want
				}
				got := quickestOf(a, least)
				borders, visits := w.borders(end)
				often := 0
				for _, v := range visits {
					often = max(often, v)
				}
				n[fmt.Sprint(least, want >= 0)]++
				n[fmt.Sprint("visits ", often)]++
				n["borders"] += len(borders)
				if got == want || often > 2 && got > want || least == regime.Permitted && want > 3*lawful+36*3600 && got < 0 {
					continue
				}
				t.Errorf("%s\n at least %s: %d s, want %d by %v\n  found %v", q.said(), least, got, want, borders, told(a))
			}
			for _, it := range a.Itineraries {
				if slices.ContainsFunc(it.Legs, func(l Leg) bool { return l.Kind == Wait }) {
					n["waits"]++
				}
			}
			w := r.wanders(t, q, law, departing(q), q.Depart.Day(), from, 0)
			at, end := w.to(to)
			if a.Direct == nil != (at == nowhen) || a.Direct != nil && a.Direct.DurationS != (at-departing(q))/1000 {
				t.Errorf("%s: directly %+v, want %d s by %v", q.said(), a.Direct, (at-departing(q))/1000, w.path(end))
			}
		}
		t.Log(n)
	})
}

// durations gives how long it takes to a place by ways with a verdict at least so good, in
// milliseconds, by class; nowhen where there is none.
func (r *roadsOf) durations(t *testing.T, q Query, law *world.Law) func(to *world.Spot) (out [3]int64) {
	t.Helper()
	p := profileFor(q.way(), q.Traveller.Vehicle)
	from, ok := r.snap(t, p, q.From.Spots[0])
	if !ok {
		return nil
	}
	var walks [3]*wander
	for i, least := range classesOf {
		walks[i] = r.wanders(t, q, law, departing(q), q.Depart.Day(), from, least)
	}
	return func(to *world.Spot) (out [3]int64) {
		place, ok := r.snap(t, p, to)
		for i, w := range walks {
			out[i] = nowhen
			if at, _ := w.to(place); ok && at < nowhen {
				out[i] = at - departing(q)
			}
		}
		return out
	}
}

// near lists towns that roads of a query's kind are near to.
func (r *roadsOf) near(t *testing.T, q Query, most int) (out []*world.Spot) {
	for _, x := range r.w.Settlements() {
		if _, ok := r.snap(t, profileFor(q.way(), q.Traveller.Vehicle), x); ok && len(out) < most {
			out = append(out, x)
		}
	}
	return out
}

// placesAt makes a place of each spot.
func placesAt(spots []*world.Spot) (out []world.Place) {
	for _, x := range spots {
		out = append(out, world.Place{Spots: []*world.Spot{x}})
	}
	return out
}

// A matrix has the quickest lawful way of each pair, else the quickest that hangs on an
// unknown.
func TestMatrixIsWalked(t *testing.T) {
	onDrawnWorlds(t, func(t *testing.T, r *roadsOf, rng *rand.Rand) {
		n := map[string]int{}
		for range many(2) {
			q := r.somebody(t, rng)
			towns := r.near(t, q, 8)
			places := placesAt(towns)
			err := r.p.Matrix(context.Background(), q, places, places, func(i int, row []*Trip) error {
				from := q
				from.From = places[i]
				takes := r.durations(t, from, r.w.Law(q.Known))
				for j, got := range row {
					d := takes(towns[j])
					want, verdict := d[1], regime.Formality
					if want == nowhen {
						want, verdict = d[0], regime.Unknown
					} else if d[2] == want {
						verdict = regime.Permitted
					}
					if i == j || want == nowhen {
						if got != nil {
							t.Errorf("%s: %s to %s: %+v, want none", from.said(), towns[i].ID, towns[j].ID, got)
						}
						n["none"]++
						continue
					}
					n[verdict.String()]++
					if got == nil || got.DurationS != want/1000 || got.Verdict != verdict {
						t.Errorf("%v by %s, %v, %s to %s: %+v, want %d s %s (by class %v)", q.Traveller.Passports, q.By, q.Depart.Time(), towns[i].ID, towns[j].ID, got, want/1000, verdict, d)
					}
				}
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		t.Log(n)
	})
}

// A town is reached with the best verdict with which it is reached in time, and when it is.
func TestReachIsWalked(t *testing.T) {
	onDrawnWorlds(t, func(t *testing.T, r *roadsOf, rng *rand.Rand) {
		n := map[string]int{}
		for range many(4) {
			q := r.somebody(t, rng)
			q.From = r.place(t, rng)
			takes := r.durations(t, q, r.w.Law(q.Known))
			if takes == nil {
				continue
			}
			longest := []int64{400, 1000, 20_000}[rng.IntN(3)]
			got, err := r.p.Reach(context.Background(), q, []int64{longest / 2, longest})
			if err != nil {
				t.Fatalf("%s: %v", q.said(), err)
			}
			found := map[string]Town{}
			for _, x := range got.Towns {
				found[x.Spot.ID] = x
			}
			for _, x := range r.w.Settlements() {
				d := takes(x)
				want := Town{}
				for i := 2; i >= 0 && want.Spot == nil; i-- {
					if s := (d[i] + 999) / 1000; d[i] < nowhen && s <= longest {
						want = Town{x, s, classesOf[i]}
					}
				}
				n[fmt.Sprint(want.Spot != nil, want.Verdict)]++
				if found[x.ID] != want {
					t.Errorf("%s within %d s: %s %+v, want %+v (by class %v)", q.said(), longest, x.ID, found[x.ID], want, d)
				}
			}
		}
		t.Log(n)
	})
}
