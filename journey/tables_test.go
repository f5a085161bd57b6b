package journey

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"waythrough/record"
	"waythrough/regime"
	"waythrough/road/street"
	"waythrough/world"
)

// best is what a matrix tells of the itineraries of an answer.
func best(a *Answer) *Trip {
	for _, least := range []regime.Verdict{regime.Formality, regime.Unknown} {
		took := quickestOf(a, least)
		if took < 0 {
			continue
		}
		t := &Trip{DurationS: took}
		for _, it := range a.Itineraries {
			if it.DurationS == took && it.Verdict >= least {
				t.Verdict = max(t.Verdict, it.Verdict)
			}
		}
		return t
	}
	return nil
}

// A matrix has what plans have pair by pair, and a reach no more and no less, also where
// roads inside unions are open but for those whom a third area asks where they have been.
func TestTablesAreOfPlans(t *testing.T) {
	r := unionsAsked
	r.open(t)
	rng := rand.New(rand.NewPCG(1, 41))
	n := map[string]int{}
	for range many(2) {
		q := r.somebody(t, rng)
		towns := r.near(t, q, 7)
		places := placesAt(towns)
		plans := func(from, to world.Place) *Trip {
			one := q
			one.From, one.To, one.ItinerariesOnly = from, to, true
			return best(planned(t, r.w, one))
		}
		err := New(r.w).Matrix(t.Context(), q, places, places, func(i int, row []*Trip) error {
			for j, got := range row {
				if i == j {
					continue
				}
				want := plans(places[i], places[j])
				if (got == nil) != (want == nil) || got != nil && (got.DurationS != want.DurationS || got.Verdict != want.Verdict) {
					t.Errorf("%v by %s, %v, %s to %s: %+v, want %+v", q.Traveller.Passports, q.By, q.Depart.Time(), towns[i].ID, towns[j].ID, got, want)
				}
				if n["none"]++; got != nil {
					n["none"]--
					n[got.Verdict.String()]++
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		q.From = places[0]
		const within = 20_000
		reached, err := New(r.w).Reach(t.Context(), q, []int64{within})
		if err != nil {
			t.Fatal(err)
		}
		found := map[*world.Spot]Town{}
		for _, x := range reached.Towns {
			found[x.Spot] = x
		}
		for i := 1; i < len(towns); i++ {
			want := plans(places[0], places[i])
			got, ok := found[towns[i]]
			if late := want == nil || want.DurationS > within; ok == late && (!ok || got.Verdict >= regime.Formality) {
				t.Errorf("%v by %s, %v, %s from %s is reached %v, want %+v", q.Traveller.Passports, q.By, q.Depart.Time(), towns[i].ID, towns[0].ID, ok, want)
			}
		}
	}
	t.Log(n)
	if n["none"] == 0 || n["permitted"]+n["formality"] < 10 {
		t.Errorf("pairs are %v: too few of a kind to show a fault", n)
	}
}

// A union that ends at midnight is none after it for tables too.
func TestUnionEndsInTables(t *testing.T) {
	roads := func(speed int) *street.Network {
		return drawnRoads(t, fmt.Sprintf("Alm 46.5 9.1\nBek 46.5 10.1\n46.5,9.1 46.5,10.1 highway=track maxspeed=%d\n", speed))
	}
	for _, tt := range []struct {
		span        string
		from, speed int
		want        bool
	}{
		{"2000-01-01/2024-07-30", 8, 30, true},
		{"2000-01-01/2024-07-30", 22, 30, false},
		{"2000-01-01/2024-08-01", 22 + 48, 30, false},
		{"2000-01-01/2024-08-01", 22, 30, true},
		{"2000-01-01/2024-07-31", 23, 2, false}, // more than a day to the border
		{"2000-01-01/2024-08-03", 23, 2, true},
		{"2024-07-31/", 22, 30, true},
	} {
		w := onRoads(t, roads(tt.speed), threeAreas, with("free ["+tt.span+"] part: every, authority: both, place: {among: both}, effect: permitted"))
		q := asked(t, w, "Alm", "Bek", "XDD")
		q.Depart = firstDay.Start() + record.Minute(tt.from)*60
		what := fmt.Sprintf("union %s, at %d:00 with %d km/h", tt.span, tt.from, tt.speed)
		r, err := New(w).Reach(t.Context(), q, []int64{6 * 3600, 70 * 3600})
		if err != nil {
			t.Fatal(err)
		}
		got := false
		for _, x := range r.Towns {
			got = got || x.Spot.Name == "Bek"
		}
		if got != tt.want {
			t.Errorf("%s: Bek is reached: %v, want %v", what, got, tt.want)
		}
		err = New(w).Matrix(t.Context(), q, []world.Place{q.From}, []world.Place{q.To}, func(_ int, row []*Trip) error {
			if got := row[0] != nil; got != tt.want {
				t.Errorf("%s: the matrix has a way: %v, want %v", what, got, tt.want)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// fourStates has Eland east of the three.
var fourStates = strings.NewReplacer(
	"w903 903,904,905,906", "n909 47 13\nn910 46 13\nw908 904,905 boundary=administrative admin_level=2\nw909 905,906 boundary=administrative admin_level=2\n"+
		"w910 904,909,910,905 boundary=administrative admin_level=2\nr904 w908@outer,w910@outer type=boundary boundary=administrative admin_level=2 ISO3166-1:alpha3=XEE\nw903 903,904",
	"r903 w903@outer,", "r903 w903@outer,w908@outer,w909@outer,").Replace(threeStates)

// Celand and Eland move freely, but Eland lets in nobody who has been in Beland: who came
// through it does not get from one to the other, whatever is asked, though who has not been
// there finds the roads open.
//
//	Alm ══ab══ Beland ══bc══ Cel ┄(cut)┄ Eli
func TestRoadsOpenToOthers(t *testing.T) {
	w := onRoads(t, drawnIn(t, fourStates, `
Alm 46.5 9.9
Cel 46.5 11.9
Eli 46.5 12.1
46.5,9.9 46.5,11.9 46.5,12.1 highway=primary maxspeed=100
`), threeAreas+"  - {id: far, name: Far, members: [{areas: [XCC, XEE], valid: {from: 1990-01-01}}]}\ncrossings:\n"+crossingAt("ab", 46.5, "XAA", "XBB", 10)+crossingAt("bc", 46.5, "XBB", "XCC", 11), with(
		"in-b part: entry, authority: XBB, place: {area: XBB}, effect: permitted",
		"in-c part: entry, authority: XCC, place: {area: XCC}, effect: permitted",
		"gate-c part: gate, authority: XCC, place: {area: XCC}, effect: permitted",
		"free part: every, authority: far, place: {among: far}, effect: permitted",
		"been part: closure, authority: XEE, place: {area: XEE}, class: {history: [{entered: XBB}]}, effect: refused"))
	for from, want := range map[string]bool{"Alm": false, "Cel": true} {
		q := asked(t, w, from, "Eli", "XDD")
		if got := len(planned(t, w, q).Itineraries) > 0; got != want {
			t.Errorf("from %s a way is planned: %v, want %v", from, got, want)
		}
		r, err := New(w).Reach(t.Context(), q, []int64{5 * 3600})
		if err != nil {
			t.Fatal(err)
		}
		got := map[string]bool{}
		for _, x := range r.Towns {
			got[x.Spot.Name] = true
		}
		if !got["Cel"] || got["Eli"] != want {
			t.Errorf("from %s, %v are reached; want Eli %v", from, got, want)
		}
		if err := New(w).Matrix(t.Context(), q, []world.Place{q.From}, []world.Place{q.To}, func(_ int, row []*Trip) error {
			if got := row[0] != nil; got != want {
				t.Errorf("from %s the matrix has a way: %v, want %v", from, got, want)
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
	}
}
