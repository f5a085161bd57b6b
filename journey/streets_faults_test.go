package journey

import (
	"fmt"
	"strings"
	"testing"

	"waythrough/regime"
	"waythrough/world"
)

// A road that meets the line three times is one crossing's with all its cuts, and can be
// travelled: who follows it does not turn back at the post.
func TestWeavingRoadIsPassed(t *testing.T) {
	w := onRoads(t, drawnRoads(t, `
Alm 46.5 9.9
Bek 46.502 10.1
46.5,9.9 46.5,9.99 46.5,10.001 46.501,9.999 46.502,10.02 46.502,10.1 highway=primary maxspeed=60 ref=A_1
`), threeAreas+"crossings:\n"+crossingAt("near", 46.5, "XAA", "XBB", 10), with(
		"in-a part: entry, authority: XAA, place: {area: XAA}, effect: permitted",
		"in-b part: entry, authority: XBB, place: {area: XBB}, effect: permitted",
	))
	a := planned(t, w, asked(t, w, "Alm", "Bek", "XDD"))
	if len(a.Itineraries) == 0 || a.Itineraries[0].DurationS != a.Direct.DurationS {
		t.Errorf("found %v, directly %d s, blocked by %+v", told(a), a.Direct.DurationS, a.Direct.BlockedBy)
	}
}

// Who needs a visa until midnight and none after is told of both: a way that asks for papers
// hides none that is permitted, though it passes the same crossing.
func TestPapersHideNothing(t *testing.T) {
	w := onRoads(t, drawnRoads(t, `
Alm 46.5 9.9
Bek 46.5 10.1
46.5,9.9 46.5,10.1 highway=primary maxspeed=60
`), threeAreas+"crossings:\n"+crossingAt("near", 46.5, "XAA", "XBB", 10), with(
		"visa [2000-01-01/2024-07-30] part: entry, authority: XBB, place: {area: XBB}, visa: {kind: on-arrival, stay: 30d}",
		"free [2024-07-31/] part: entry, authority: XBB, place: {area: XBB}, effect: permitted",
	))
	q := asked(t, w, "Alm", "Bek", "XDD")
	q.Depart = firstDay.Start() + 20*60
	q.Known = firstDay + 3
	if got, want := fmt.Sprint(told(planned(t, w, q))), "[permitted 247 min via near formality 15 min via near]"; !strings.Contains(got, "formality") || !strings.Contains(got, "permitted") {
		t.Errorf("found %s, want the like of %s", got, want)
	}
}

// A way that hangs on an unknown is sooner at the second border than one that is permitted,
// and does not hide it from a matrix or from what can be reached.
func TestUnknownHidesNothingFromTables(t *testing.T) {
	w := onRoads(t, drawnRoads(t, `
Alm 46.5 9.9
Cel 46.5 11.1
46.5,9.9 46.5,10.1 46.5,11.1 highway=primary maxspeed=60
46.5,9.9 46.9,9.9 46.9,10.1 46.5,10.1 highway=primary maxspeed=60
`), threeAreas+"crossings:\n"+crossingAt("near", 46.5, "XAA", "XBB", 10)+crossingAt("round", 46.9, "XAA", "XBB", 10)+crossingAt("on", 46.5, "XBB", "XCC", 11), with(
		"in-b part: entry, authority: XBB, place: {crossing: round}, effect: permitted",
		"in-c part: entry, authority: XCC, place: {area: XCC}, effect: permitted",
	))
	q := asked(t, w, "Alm", "Cel", "XDD")
	if got := told(planned(t, w, q)); len(got) != 2 || got[0] != "permitted 200 min via round,on" {
		t.Fatalf("planned %v", got)
	}
	err := New(w).Matrix(t.Context(), q, []world.Place{q.From}, []world.Place{q.To}, func(_ int, row []*Trip) error {
		if x := row[0]; x == nil || x.Verdict != regime.Permitted || x.DurationS/60 != 200 {
			t.Errorf("the trip is %+v, want one of 200 min that is permitted", x)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	r, err := New(w).Reach(t.Context(), q, []int64{4 * 3600})
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range r.Towns {
		if x.Verdict != regime.Permitted {
			t.Errorf("%s is reached after %d s, %s; want a way that is permitted", x.Spot.Name, x.Seconds, x.Verdict)
		}
	}
}

// Questions that can't be answered, and records that match nothing, get a sentence or an
// answer without a way.
func TestNonsenseOnRoads(t *testing.T) {
	roads := `
Alm 46.5 9.9
Bek 46.5 10.1
Cel 46.5 11.5
Isle 46.8 9.2
46.5,9.9 46.5,10.1 highway=primary maxspeed=60
46.5,11.5 46.6,11.5 highway=primary
46.8,9.2 46.8001,9.2 highway=residential
`
	free := with("in-b part: entry, authority: XBB, place: {area: XBB}, effect: permitted", "in-c part: entry, authority: XCC, place: {area: XCC}, effect: permitted")
	far := "  - {id: AAA, kind: airport, name: Far, area: XAA, at: [46.1, 9.1]}\n"
	w := onRoads(t, drawnRoads(t, roads), threeAreas+"terminals:\n"+far+"crossings:\n"+crossingAt("near", 46.5, "XAA", "XBB", 10), free)
	if _, err := w.Find("40.0,-30.0"); err == nil || !strings.Contains(err.Error(), "no road") {
		t.Errorf("in the sea: %v", err)
	}
	if len(w.Unplaced) != 1 {
		t.Errorf("unplaced are %v", w.Unplaced)
	}
	if _, err := New(w).Plan(t.Context(), asked(t, w, "Alm", "Alm", "XDD")); err == nil || !strings.Contains(err.Error(), "one place") {
		t.Errorf("from a place to itself: %v", err)
	}
	for _, to := range []string{"Cel", "Isle"} { // no gate leads there; no road does
		for _, q := range []Query{asked(t, w, "Alm", to, "XDD"), asked(t, w, to, "Alm", "XDD")} {
			if a := planned(t, w, q); len(a.Itineraries) != 0 || a.Direct != nil || a.NearestChange != nil {
				t.Errorf("%s to %s: %v, directly %+v", q.From.Spots[0].Name, q.To.Spots[0].Name, told(a), a.Direct)
			}
			q.ArriveBy, q.Depart = q.Depart, 0
			if a := planned(t, w, q); len(a.Itineraries) != 0 || a.Direct != nil {
				t.Errorf("by an hour, %s to %s: %v", q.From.Spots[0].Name, q.To.Spots[0].Name, told(a))
			}
		}
	}
	if a := planned(t, w, asked(t, w, "Alm", "Bek", "XDD")); len(a.Itineraries) != 1 {
		t.Errorf("Alm to Bek: %v", told(a))
	}
	for name, w := range map[string]*world.World{
		"other areas":  onRoads(t, drawnRoads(t, roads), strings.NewReplacer("XAA", "XPA", "XBB", "XPB", "XCC", "XPC").Replace(threeAreas)),
		"no crossings": onRoads(t, drawnRoads(t, roads), threeAreas, free),
	} {
		a := planned(t, w, asked(t, w, "Alm", "Bek", "DEU"))
		if len(a.Itineraries) != 0 || a.Direct == nil || len(a.Direct.BlockedBy) != 1 || a.Direct.BlockedBy[0].Verdict != Unrecorded {
			t.Errorf("%s: %v, directly %+v", name, told(a), a.Direct)
		}
		err := New(w).Matrix(t.Context(), asked(t, w, "Alm", "Bek", "DEU"), []world.Place{placeOf(t, w, "Alm")}, []world.Place{placeOf(t, w, "Bek")}, func(_ int, row []*Trip) error {
			if row[0] != nil {
				t.Errorf("%s: a trip %+v", name, row[0])
			}
			return nil
		})
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}
