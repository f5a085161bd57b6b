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
		{"median: 20m, nine_in_ten: 2h}]", `{"median_s":1200,"nine_in_ten_s":7200,"statement":"seen","says":"S.","confirmed":"2024-07-01","sources":[]}`, firstDay, 1200},
		{"median: 20m}]", `{"median_s":1200,"statement":"seen","says":"S.","confirmed":"2024-07-01","sources":[]}`, firstDay, 1200},
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

// A wait names the observation it rests on, with the sources that were public; where the
// network has one of its own, that counts and no source is named.
func TestLegsTellWhatTheWaitRestsOn(t *testing.T) {
	const text = `areas:
  - {id: XAA, kind: de-facto, name: Aland}
  - {id: XBB, kind: de-facto, name: Beland}
crossings:
  - {id: near, name: Near, modes: [road], posts: [{area: XAA, name: Ap, at: [46.5, 10]}, {area: XBB, name: Bp, at: [46.5, 10.01]}]}
sources:
  - {id: paper, publisher: P, title: Queues at Near, published: 2024-07-02, url: "https://example.org/near", basis: read, rank: press}
  - {id: later, publisher: P, title: Queues again, published: 2024-09-02, url: "https://example.org/later", basis: read, rank: press}
statements:
  - {id: gate, says: S., public: 2000-01-01, public_basis: test, rule: {part: gate, authority: each, place: {each: true}, effect: permitted}}
  - {id: entry, says: S., public: 2000-01-01, public_basis: test, rule: {part: entry, authority: XBB, place: {area: XBB}, effect: permitted}}
  - {id: seen, says: An hour., about: {crossing: near}, valid: {from: 2024-07-01}, sources: [{source: paper}, {source: later}], observation: {waits: [{median: 1h}]}}
`
	const places = "id,name,lat,lon,area,population\na,Alm,46.5,9.9,XAA,1\nb,Bek,46.5,10.1,XBB,1\n"
	for _, tt := range []struct{ wait, want string }{
		{"", `{"median_s":3600,"statement":"seen","says":"An hour.","confirmed":"2024-07-02","sources":[` +
			`{"id":"paper","title":"Queues at Near","publisher":"P","published":"2024-07-02","url":"https://example.org/near","basis":"read","rank":"press"}]}`},
		{"120", `{"median_s":120,"says":"The network has it so; it names no source.","sources":[]}`},
	} {
		w := open(t, text, places, "from,to,mode,distance_m,duration_s,crossing,wait_s\na,b,road,1000,100,near,"+tt.wait+"\n")
		_, fields := borderLeg(t, w, asked(t, w, "Alm", "Bek", "XDD"))
		if got := string(fields["wait"]); got != tt.want {
			t.Errorf("of a table that says %q the wait is %s; want %s", tt.wait, got, tt.want)
		}
	}
}
