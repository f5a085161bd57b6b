package journey

import (
	"fmt"
	"strings"
	"testing"
)

// However many lawful ways there are that arrive too late, one that hangs on an unknown and
// arrives in time is told.
func TestLateWaysHideNoneInTime(t *testing.T) {
	text := `areas:
  - {id: XAA, kind: de-facto, name: Aland}
  - {id: XBB, kind: de-facto, name: Beland}
crossings:
`
	links := "from,to,mode,distance_m,duration_s,crossing\n"
	for i := range mostItineraries + 1 {
		text += fmt.Sprintf("  - {id: gate-%d, name: Gate, modes: [foot], posts: [{area: XAA, name: A, at: [46.5, 10]}, {area: XBB, name: B, at: [46.5, 10.01]}]}\n", i)
		links += fmt.Sprintf("a,b,foot,1000,%d,gate-%d\n", 100+i, i)
	}
	text += `statements:
  - {id: gate, says: S., keeps: 100y, public: 2000-01-01, public_basis: test, rule: {part: gate, authority: each, place: {each: true}, effect: permitted}}
  - {id: entry, says: S., keeps: 100y, public: 2000-01-01, public_basis: test, valid: {from: 2024-07-31}, rule: {part: entry, authority: XBB, place: {area: XBB}, effect: permitted}}
`
	w := open(t, text, "id,name,lat,lon,area,population\na,Alm,46.5,9.9,XAA,1\nb,Bek,46.5,10.1,XBB,1\n", links)
	q := asked(t, w, "Alm", "Bek", "XAA")
	q.By = ByFoot
	if got := told(planned(t, w, q)); len(got) != mostItineraries || !strings.HasPrefix(got[0], "permitted") {
		t.Fatalf("departing on the day before there are %q", got)
	}
	q.ArriveBy, q.Depart = q.Depart, 0
	a := planned(t, w, q)
	if len(a.Itineraries) == 0 || a.Itineraries[0].Verdict.String() != "unknown" {
		t.Errorf("by %s there are %q; want ways that are unknown", q.ArriveBy.Time(), told(a))
	}
}

// Who is all but there departs at the deadline itself.
func TestArriveByFromNextDoor(t *testing.T) {
	w := onRoads(t, drawnRoads(t, `
Alm 46.5 9.9
Bek 46.5 9.91
46.5,9.9 46.5,9.91 highway=primary maxspeed=60
`), threeAreas, with())
	q := asked(t, w, "46.5,9.9", "46.50001,9.9", "XAA")
	q.ArriveBy, q.Depart = q.Depart, 0
	a := planned(t, w, q)
	if len(a.Itineraries) == 0 || a.Itineraries[0].Departs != clock(instantOf(q.ArriveBy, q.To.Spots[0].Zone), q.To.Spots[0].Zone) {
		t.Errorf("a way of no length by %s departs %+v", q.ArriveBy.Time(), told(a))
	}
}
