package journey

import (
	"encoding/json"
	"testing"

	"waythrough/record"
	"waythrough/regime"
	"waythrough/world"
)

// oneBorder is a road of 15 minutes from Aland to Beland.
func oneBorder(t testing.TB, rules ...string) *world.World {
	t.Helper()
	return onRoads(t, drawnRoads(t, `
Alm 46.5 9.9
Bek 46.5 10.1
46.5,9.9 46.5,10.1 highway=primary maxspeed=60
`), threeAreas+"crossings:\n"+crossingAt("near", 46.5, "XAA", "XBB", 10), with(rules...))
}

// borderLeg is the first leg over a border, and its fields as an answer has them.
func borderLeg(t testing.TB, w *world.World, q Query) (Leg, map[string]json.RawMessage) {
	t.Helper()
	a := planned(t, w, q)
	if len(a.Itineraries) == 0 {
		t.Fatal("no way")
	}
	for _, l := range a.Itineraries[0].Legs {
		if l.Kind == Border {
			text, err := json.Marshal(l)
			if err != nil {
				t.Fatal(err)
			}
			var fields map[string]json.RawMessage
			if err := json.Unmarshal(text, &fields); err != nil {
				t.Fatal(err)
			}
			return l, fields
		}
	}
	t.Fatal("no border")
	return Leg{}, nil
}

// Who has several passports is told which to show, the best choice first; who has one is
// told nothing of it.
func TestLegsListDocuments(t *testing.T) {
	w := oneBorder(t,
		"in-b part: entry, authority: XBB, place: {area: XBB}, class: {nationals: [XDD]}, effect: permitted",
		"not-b part: entry, authority: XBB, place: {area: XBB}, class: {nationals: [XEE]}, effect: refused")
	q := asked(t, w, "Alm", "Bek", "XEE")
	q.Traveller.Passports = append(q.Traveller.Passports, regime.Passport{Nationality: "XDD", Type: "ordinary"})
	l, fields := borderLeg(t, w, q)
	if len(l.Documents) != 4 || l.Documents[0].Entry.Nationality != "XDD" || l.Documents[0].Verdict != regime.Permitted || *l.Verdict != regime.Permitted {
		t.Errorf("documents are %+v", l.Documents)
	}
	for i, d := range l.Documents {
		if i > 0 && d.Verdict > l.Documents[i-1].Verdict || (d.Entry.Nationality == "XDD") != (d.Verdict == regime.Permitted) {
			t.Errorf("choice %d is %+v", i, d)
		}
	}
	if fields["documents"] == nil {
		t.Error("the answer has no documents")
	}
	if _, fields = borderLeg(t, w, asked(t, w, "Alm", "Bek", "XDD")); fields["documents"] != nil {
		t.Errorf("with one passport, documents are %s", fields["documents"])
	}
}

// A border at which somebody was seen to wait tells how long, as it is known for the day,
// and it takes as long; one of which nothing is known tells nothing.
func TestLegsTellTheUsualWait(t *testing.T) {
	observed := func(waits string) string {
		return "in-b part: entry, authority: XBB, place: {area: XBB}, effect: permitted" + "}}\n" +
			"  - {id: seen, says: S., about: {crossing: [near]}, valid: {from: 2024-07-01, until: 2024-07-31}, keeps: 100y, public: 2000-01-01, public_basis: test, observation: {waits: [{vehicle: car, " + waits
	}
	for _, tt := range []struct {
		waits, want string
		on          record.Day
		more        int64
	}{
		{"median: 20m, nine_in_ten: 2h}]", `{"median_s":1200,"nine_in_ten_s":7200}`, firstDay, 1200},
		{"median: 20m}]", `{"median_s":1200}`, firstDay, 1200},
		{"median: 20m, nine_in_ten: 2h}]", "", firstDay + 7, 0},
	} {
		w := oneBorder(t, observed(tt.waits))
		q := asked(t, w, "Alm", "Bek", "XDD")
		plain, _ := borderLeg(t, oneBorder(t, "in-b part: entry, authority: XBB, place: {area: XBB}, effect: permitted"), q)
		q.Depart, q.Known = Morning(tt.on), tt.on
		l, fields := borderLeg(t, w, q)
		if got := string(fields["wait"]); got != tt.want || l.DurationS != plain.DurationS+tt.more {
			t.Errorf("%s on %s: wait is %s, and it takes %d s; want %s and %d s", tt.waits, tt.on, got, l.DurationS, tt.want, plain.DurationS+tt.more)
		}
	}
}
