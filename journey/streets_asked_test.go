package journey

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"time"

	"waythrough/record"
	"waythrough/regime"
	"waythrough/world"
)

// The latest departure that arrives in time is told to the minute: with it one arrives in
// time, with a minute more one does not.
func TestArriveByIsWalked(t *testing.T) {
	onDrawnWorlds(t, func(t *testing.T, r *roadsOf, rng *rand.Rand) {
		n := map[string]int{}
		for q, ends := range r.asks(t, rng, many(4)) {
			from, to := ends[0], ends[1]
			q.ArriveBy, q.Depart = q.Depart, 0
			q.ItinerariesOnly = true
			deadline := int64(instantOf(q.ArriveBy, q.To.Spots[0].Zone))
			a, err := r.p.Plan(t.Context(), q)
			if err != nil {
				t.Fatalf("%s: %v", q.said(), err)
			}
			arrives := func(depart int64, least regime.Verdict) int64 {
				at, _ := r.wanders(t, q, r.w.Law(q.Known), depart, q.ArriveBy.Day(), from, least).to(to)
				return at
			}
			least := regime.Unknown
			if len(a.Itineraries) > 0 && a.Itineraries[0].Verdict >= regime.Formality {
				least = regime.Formality
			}
			depart := deadline - 3*3600*1000
			if len(a.Itineraries) == 0 {
				for i := range 4 {
					if at := arrives(depart-int64(i)*24*3600*1000/3, least); at <= deadline {
						t.Errorf("%s by %v: no way; one arrives %d s before", q.said(), q.ArriveBy.Time(), (deadline-at)/1000)
					}
				}
				n["none"]++
				continue
			}
			at, err := time.Parse(time.RFC3339, a.Itineraries[0].Departs)
			if err != nil {
				t.Fatal(err)
			}
			depart = at.UnixMilli()
			n[least.String()]++
			if early, late := arrives(depart, least), arrives(depart+60_000, least); early > deadline || late <= deadline {
				t.Errorf("%s by %v, departs %v: it arrives %d s late, a minute later %d s late", q.said(), q.ArriveBy.Time(), at, (early-deadline)/1000, (late-deadline)/1000)
			}
			if least == regime.Unknown {
				for i := range 4 {
					if x := arrives(depart-int64(i)*24*3600*1000/3, regime.Formality); x <= deadline {
						t.Errorf("%s by %v: a lawful way arrives in time", q.said(), q.ArriveBy.Time())
					}
				}
			}
		}
		t.Log(n)
	})
}

// The nearest change is the best of all commitments that would help at a border of the
// direct way, each carried out in turn.
func TestNearestChangeIsWalked(t *testing.T) {
	onDrawnWorlds(t, func(t *testing.T, r *roadsOf, rng *rand.Rand) {
		n := map[string]int{}
		for q, ends := range r.asks(t, rng, many(10)) {
			from, to := ends[0], ends[1]
			a, err := r.p.Plan(t.Context(), q)
			if err != nil {
				t.Fatalf("%s: %v", q.said(), err)
			}
			if a.Direct == nil || len(a.Direct.BlockedBy) == 0 {
				if a.NearestChange != nil {
					t.Errorf("%s: nothing blocks the direct way, and %+v would help", q.said(), a.NearestChange)
				}
				continue
			}
			best, by := quickestOf(a, regime.Unknown), record.StatementID("")
			for _, c := range r.helpful(t, q, a) {
				law := r.w.Supposing(q.Known, c)
				took := nowhen
				for _, least := range []regime.Verdict{regime.Formality, regime.Unknown} {
					if at, _ := r.wanders(t, q, law, departing(q), q.Depart.Day(), from, least).to(to); took == nowhen && at < nowhen {
						took = (at - departing(q)) / 1000
					}
				}
				if took < nowhen && (best < 0 || took < best) {
					best, by = took, c
				}
			}
			n[fmt.Sprint("changed ", by != "")]++
			switch got := a.NearestChange; {
			case (by == "") != (got == nil):
				t.Errorf("%s: the nearest change is %+v, want %q of %d s", q.said(), got, by, best)
			case got != nil && (got.DurationS != best || got.Commitment != by && got.DurationS != best):
				t.Errorf("%s: the nearest change is %s of %d s, want %q of %d s", q.said(), got.Commitment, got.DurationS, by, best)
			}
		}
		t.Log(n)
	})
}

// helpful lists the commitments that would let somebody pass a border of the direct way.
func (r *roadsOf) helpful(t *testing.T, q Query, a *Answer) (out []record.StatementID) {
	t.Helper()
	for _, l := range a.Direct.Legs {
		if l.Kind != Border || l.Crossing == "" {
			continue
		}
		at, err := time.Parse(time.RFC3339, l.Departs)
		if err != nil {
			t.Fatal(err)
		}
		m := record.MinuteOf(at)
		p := regime.Passage{From: l.From.Area, To: l.To.Area, Mode: q.way(), Crossing: record.CrossingID(l.Crossing), At: m, Timed: true}
		for _, c := range r.w.Law(q.Known).On(m.Day()).WouldHelp(p, a.Traveller) {
			if !slices.Contains(out, c.Commitment) {
				out = append(out, c.Commitment)
			}
		}
	}
	return out
}

// One planner asked by many at once gives each what they would get alone.
func TestPlannerIsShared(t *testing.T) {
	r := drawnWorlds[1]
	r.open(t)
	rng := rand.New(rand.NewPCG(5, 5))
	var queries []Query
	for len(queries) < 12 {
		q := r.somebody(t, rng)
		q.From, q.To = r.place(t, rng), r.place(t, rng)
		if _, _, ok := r.ends(t, q); ok {
			queries = append(queries, q)
		}
	}
	ask := func(p *Planner, i int) string {
		a, err := p.Plan(t.Context(), queries[i])
		if err != nil {
			return err.Error()
		}
		text, err := json.Marshal(a)
		if err != nil {
			return err.Error()
		}
		return string(text)
	}
	alone := make([]string, len(queries))
	for i := range queries {
		alone[i] = ask(New(r.w), i)
	}
	w, err := world.OpenRoads(r.n, r.w.Record)
	if err != nil {
		t.Fatal(err)
	}
	shared := New(w)
	var wait sync.WaitGroup
	for k := range 8 {
		wait.Go(func() {
			for n := range queries {
				i := (n*5 + k*3) % len(queries)
				if got := ask(shared, i); got != alone[i] {
					t.Errorf("%s: asked by many\n%.600s\nalone\n%.600s", queries[i].said(), got, alone[i])
				}
			}
		})
	}
	wait.Wait()
}
