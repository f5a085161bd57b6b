package journey

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"waythrough/record"
	"waythrough/regime"
	"waythrough/world"
)

// Two flights each day, an hour between them:
//
//	aa ──09:00─11:00──► bb ──12:00─14:00──► cc        (Etc/GMT-1 all three)
//
// Beland lets nobody in by a stamp, and Celand nobody who has been in Beland.
func hub(t testing.TB, rules ...string) *world.World {
	t.Helper()
	places := "id,name,lat,lon,area,population\naa,Aa,46.5,9.5,XAA,1\nbb,Bb,46.5,10.5,XBB,1\ncc,Cc,46.5,11.5,XCC,1\n"
	flight := func(id, from, to, leaves string) string {
		return fmt.Sprintf("  - {id: %s, says: A flight., public: 2000-01-01, public_basis: test, service: {name: %[1]s, mode: air, operators: [O], departures: [%q], boarding: 45m, calls: [{terminal: %s}, {terminal: %s, after: 2h}]}}\n", id, leaves, from, to)
	}
	terminals := "terminals:\n"
	for i, id := range []string{"aa", "bb", "cc"} {
		terminals += fmt.Sprintf("  - {id: %s, kind: airport, name: %s, area: X%s, at: [46.5, %d.5]}\n", id, id, strings.ToUpper(strings.Repeat(id[:1], 2)), 9+i)
	}
	all := append([]string{
		"gates-a part: gate, authority: XAA, place: {area: XAA}, effect: permitted",
		"gates-c part: gate, authority: XCC, place: {area: XCC}, effect: permitted",
		"in-c part: entry, authority: XCC, place: {area: XCC}, effect: permitted",
		"been-c part: entry, authority: XCC, place: {area: XCC}, class: {history: [{entered: XBB}]}, effect: refused",
		"out-b part: exit, authority: XBB, place: {area: XBB}, effect: refused",
	}, rules...)
	return open(t, threeAreas+terminals+with(all...)+flight("first", "aa", "bb", "09:00")+flight("second", "bb", "cc", "12:00"), places, "from,to,mode,distance_m,duration_s\n")
}

// Who stays airside is asked the law of transit alone: not who may enter or leave, nor have
// they been in the area for those who ask later.
func TestChangingAirside(t *testing.T) {
	for _, tt := range []struct {
		what, want string
		rules      []string
	}{
		{"transit is free, entry refused", "permitted", []string{"through part: transit, authority: XBB, place: {area: XBB}, effect: permitted", "in-b part: entry, authority: XBB, place: {area: XBB}, effect: refused"}},
		{"transit asks for a visa", "formality", []string{"through part: transit, authority: XBB, place: {area: XBB}, visa: {kind: required}"}},
		{"of transit nothing is recorded", "unknown", nil},
		{"transit is refused, entry free", "none", []string{"through part: transit, authority: XBB, place: {area: XBB}, effect: refused", "in-b part: entry, authority: XBB, place: {area: XBB}, effect: permitted"}},
		{"transit is refused to others", "permitted", []string{"through part: transit, authority: XBB, place: {area: XBB}, effect: permitted", "not part: transit, authority: XBB, place: {area: XBB}, class: {nationals: [XEE]}, effect: refused"}},
	} {
		w := hub(t, tt.rules...)
		q := asked(t, w, "aa", "cc", "XDD")
		q.By = ByTransit
		a := planned(t, w, q)
		got := "none"
		if len(a.Itineraries) > 0 {
			got = a.Itineraries[0].Verdict.String()
		}
		if got != tt.want {
			t.Errorf("%s: %s, want %s", tt.what, got, tt.want)
			continue
		}
		if got == "none" {
			continue
		}
		it := &a.Itineraries[0]
		contiguous(t, it)
		var kinds []string
		for _, l := range it.Legs {
			kinds = append(kinds, l.Kind)
		}
		if got := strings.Join(kinds, " "); got != "board fly transit fly" {
			t.Errorf("%s: legs are %s", tt.what, got)
			continue
		}
		change, last := it.Legs[2], it.Legs[3]
		if change.Crossing != "bb" || change.Verdict == nil || change.Verdict.String() != tt.want || len(change.Reasons) == 0 || change.DurationS != 3600 {
			t.Errorf("%s: the change is %+v", tt.what, change)
		}
		if it.Legs[1].Verdict != nil || last.Verdict == nil || *last.Verdict != regime.Permitted || last.Crossing != "cc" || last.Arrives != "2024-07-30T14:00:00+01:00" {
			t.Errorf("%s: the flights are %+v and %+v", tt.what, it.Legs[1], last)
		}
		if len(it.Formalities) != map[string]int{"formality": 1}[tt.want] {
			t.Errorf("%s: papers at %+v", tt.what, it.Formalities)
		}
	}
}

// There must be time to board as at any terminal; with less the next day's flight is taken.
func TestChangingAirsideTakesTime(t *testing.T) {
	w := hub(t, "through part: transit, authority: XBB, place: {area: XBB}, effect: permitted",
		"in-b part: entry, authority: XBB, place: {area: XBB}, effect: refused")
	q := asked(t, w, "aa", "cc", "XDD")
	q.By = ByTransit
	q.Depart = firstDay.Start() + 8*60 + 15 // 45 minutes before
	if a := planned(t, w, q); len(a.Itineraries) == 0 || a.Itineraries[0].Arrives != "2024-07-30T14:00:00+01:00" {
		t.Errorf("in time: %v", told(a))
	}
	q.Depart++
	if a := planned(t, w, q); len(a.Itineraries) == 0 || a.Itineraries[0].Arrives != "2024-07-31T14:00:00+01:00" {
		t.Errorf("a minute late: %v", told(a))
	}
	// Nobody who changes there is let out: the hub itself is not reached.
	q.To = placeOf(t, w, "bb")
	if a := planned(t, w, q); len(a.Itineraries) != 0 {
		t.Errorf("to the hub: %v", told(a))
	}
	row := []*Trip{}
	if err := New(w).Matrix(t.Context(), q, []world.Place{q.From}, []world.Place{q.To, placeOf(t, w, "cc")}, func(_ int, r []*Trip) error { row = r; return nil }); err != nil {
		t.Fatal(err)
	}
	if len(row) != 2 || row[0] != nil || row[1] == nil || row[1].Verdict != regime.Permitted {
		t.Errorf("the matrix has %+v", row)
	}
}

// flightWorld is four areas of one town each, with flights between them, and a road between
// two.
func flightWorld(t *testing.T, rng *rand.Rand) *world.World {
	t.Helper()
	const areas = 4
	places, yaml := "id,name,lat,lon,area,population\n", "areas:\n"
	terminals := "terminals:\n"
	for a := range areas {
		yaml += fmt.Sprintf("  - {id: a%d, kind: zone, name: A%d, timezone: %s}\n", a, a, zoneNames[a])
		places += fmt.Sprintf("p%d,P%d,40,%d.5,a%d,1\n", a, a, 40+a, a)
		terminals += fmt.Sprintf("  - {id: p%d, kind: airport, name: T%d, area: a%d, at: [40, 40]}\n", a, a, a)
	}
	yaml += "crossings:\n  - {id: x0, name: X0, modes: [road], posts: [{area: a0, name: N, at: [40, 40]}, {area: a1, name: M, at: [40, 41]}]}\n" + terminals + "statements:\n"
	for n := range 5 {
		a := rng.IntN(areas)
		b := (a + 1 + rng.IntN(areas-1)) % areas
		if n == 0 {
			a, b = 0, 1+rng.IntN(2)
		}
		yaml += fmt.Sprintf("  - {id: s%d, says: S., public: 2020-01-01, public_basis: test, service: {name: S, mode: air, operators: [O], departures: [\"%02d:00\"], days: %s, boarding: 1h, calls: [{terminal: p%d}, {terminal: p%d, after: %dh}]}}\n",
			n, rng.IntN(24), pick(rng, "odd", "even"), a, b, 1+rng.IntN(4))
	}
	return open(t, yaml, places, "from,to,mode,distance_m,duration_s,crossing\np0,p1,road,500,36000,x0\n")
}

// Where flights meet, the search equals one that tries everything: every flight from every
// terminal, by way of the area and airside.
func TestFlightsAgainstExhaustion(t *testing.T) {
	compared, airside := 0, 0
	for seed := range uint64(many(250)) {
		rng := rand.New(rand.NewPCG(seed, 51))
		w := flightWorld(t, rng)
		q := Query{From: placeOf(t, w, "p0"), To: placeOf(t, w, "p3"), By: ByAny, Unknown: pick(rng, Unknowns...), Known: firstDay, Depart: Morning(firstDay)}
		q, _, err := q.settle(w)
		if err != nil {
			t.Fatal(err)
		}
		all := searchFor(t, w, q, fakeLaw{seed: seed})
		all.keep, all.most = 1000, mostVisits-1
		all.depart = instantOf(q.Depart+record.Minute(rng.IntN(20))*60, q.From.Spots[0].Zone)
		labels := all.run()
		o := newOracle(all)
		if o.states > oracleStates {
			continue
		}
		compared++
		compareClasses(t, seed, o, labels)
		compareWays(t, seed, o, labels)
		few := searchFor(t, w, q, fakeLaw{seed: seed})
		few.depart, few.most = all.depart, all.most
		found := few.ways()
		compareClasses(t, seed, o, found)
		for _, l := range choose(found, mostItineraries) {
			it, err := few.itinerary(l)
			if err != nil {
				t.Fatal(err)
			}
			if contiguous(t, &it); t.Failed() {
				t.Fatalf("seed %d: %+v", seed, it)
			}
			if it.Verdict != l.verdict() {
				t.Fatalf("seed %d: the way is %s, and its legs %s", seed, l.verdict(), it.Verdict)
			}
			if slices.ContainsFunc(it.Legs, func(l Leg) bool { return l.Kind == Transit }) {
				airside++
			}
		}
	}
	t.Logf("%d worlds compared, %d ways with a change airside", compared, airside)
	if compared < 150 || airside < 20 {
		t.Errorf("%d worlds compared and %d ways with a change airside are too few to show a fault", compared, airside)
	}
}
