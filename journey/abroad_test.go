package journey

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"waythrough/record"
	"waythrough/regime"
	"waythrough/world"
)

// Valen is in Aland, where clocks show Lisbon's time; Tuy in Beland, with Madrid's, an hour
// ahead all year. A railway and a road join them at posts of their own.
const zonesRecord = `
areas:
  - {id: XAA, kind: state, name: Aland, timezone: Europe/Lisbon}
  - {id: XBB, kind: state, name: Beland, timezone: Europe/Madrid}
crossings:
  - {id: bridge, name: Road Bridge, modes: [road, foot], posts: [{area: XAA, name: A, at: [42.1, -8.6]}, {area: XBB, name: B, at: [42.1, -8.6]}]}
  - {id: rails, name: Rail Bridge, modes: [rail], posts: [{area: XAA, name: A, at: [42.1, -8.6]}, {area: XBB, name: B, at: [42.1, -8.6]}]}
  - {id: far, name: Far Rails, modes: [rail], posts: [{area: XAA, name: A, at: [42.1, -8.3]}, {area: XBB, name: B, at: [42.1, -8.3]}]}
`

const zonesPlaces = `id,name,lat,lon,area,population
valen,Valen,42,-8.6,XAA,1000
tuy,Tuy,42.2,-8.6,XBB,1000
`

const zonesFeed = `
-- agency.txt --
agency_id,agency_name,agency_url,agency_timezone
t,Trains,https://trains.example,Europe/Lisbon
-- stops.txt --
stop_id,stop_name,stop_lat,stop_lon,stop_timezone
V,V,42,-8.6,
T,T,42.2,-8.6,Europe/Madrid
-- routes.txt --
route_id,agency_id,route_short_name,route_long_name,route_type
r,t,1,,2
-- calendar_dates.txt --
service_id,date,exception_type
night,20240330,1
night,20240730,1
night,20241026,1
early,20240331,1
early,20241027,1
-- trips.txt --
route_id,service_id,trip_id
r,night,there
r,early,soon
-- stop_times.txt --
trip_id,arrival_time,departure_time,stop_id,stop_sequence
there,23:00:00,23:00:00,V,1
there,27:30:00,27:30:00,T,2
soon,1:30:00,1:30:00,V,1
soon,6:00:00,6:00:00,T,2
`

func zones(t *testing.T, rules ...string) *world.World {
	t.Helper()
	rules = append(rules, "posts part: gate, authority: XAA, place: {area: XAA}, effect: permitted")
	return withServices(t, open(t, zonesRecord+with(rules...), zonesPlaces, "from,to,mode,distance_m,duration_s,crossing\n"), feedOf(t, zonesFeed))
}

// A train over a border between time zones, also in the nights in which clocks are put on and
// back: in both areas at 01:00 UTC on 31 March and 27 October 2024. Hours of a feed count from
// noon less twelve hours (GTFS, stop_times.txt), so that 01:30 of 31 March is half past midnight.
func TestRidesOverAZoneBorder(t *testing.T) {
	w := zones(t, "in part: entry, authority: XBB, place: {area: XBB}, effect: permitted")
	for _, tt := range []struct{ at, departs, leaves, enters, arrives string }{
		{"2024-07-30T22:00", "2024-07-30T23:00:00+01:00", "2024-07-31T01:15:00+01:00", "2024-07-31T02:15:00+02:00", "2024-07-31T04:30:00+02:00"},
		{"2024-10-26T22:00", "2024-10-26T23:00:00+01:00", "2024-10-27T01:15:00+01:00", "2024-10-27T02:15:00+02:00", "2024-10-27T03:30:00+01:00"},
		{"2024-03-30T22:00", "2024-03-30T23:00:00Z", "2024-03-31T02:15:00+01:00", "2024-03-31T03:15:00+02:00", "2024-03-31T05:30:00+02:00"},
		{"2024-03-31T00:00", "2024-03-31T00:30:00Z", "2024-03-31T03:45:00+01:00", "2024-03-31T04:45:00+02:00", "2024-03-31T07:00:00+02:00"},
		{"2024-10-27T00:00", "2024-10-27T01:30:00Z", "2024-10-27T03:45:00Z", "2024-10-27T04:45:00+01:00", "2024-10-27T07:00:00+01:00"},
	} {
		a := planned(t, w, inTown(t, w, "valen", "tuy", ByTransit, tt.at))
		if len(a.Itineraries) != 1 {
			t.Errorf("at %s: %d ways, want one", tt.at, len(a.Itineraries))
			continue
		}
		it := &a.Itineraries[0]
		contiguous(t, it)
		i := slices.IndexFunc(it.Legs, func(l Leg) bool { return l.Kind == Border })
		if i < 0 || it.Legs[i].Crossing != "rails" || it.Verdict != regime.Permitted || len(it.Legs[i].Reasons) == 0 {
			t.Fatalf("at %s: %s by legs %+v, want the border at the rail bridge", tt.at, it.Verdict, it.Legs)
		}
		b, ride := it.Legs[i], it.Legs[i-1]
		if ride.Departs != tt.departs || b.Departs != tt.leaves || b.Arrives != tt.enters || it.Arrives != tt.arrives {
			t.Errorf("at %s: leaves %s, over the border from %s to %s, arrives %s; want %s, %s, %s, %s", tt.at, ride.Departs, b.Departs, b.Arrives, it.Arrives,
				tt.departs, tt.leaves, tt.enters, tt.arrives)
		}
		if secondsBetween(t, ride.Departs, it.Arrives) != 4.5*3600 {
			t.Errorf("at %s: from %s to %s is no four and a half hours", tt.at, ride.Departs, it.Arrives)
		}
	}
	// To be there by 03:30 after clocks were put back, and not a minute before.
	for by, want := range map[string]string{"2024-10-27T03:30": "2024-10-26T23:00:00+01:00", "2024-10-27T03:29": ""} {
		q := inTown(t, w, "valen", "tuy", ByTransit, by)
		q.ArriveBy = q.Depart
		got := ""
		if a := planned(t, w, q); len(a.Itineraries) > 0 {
			got = a.Itineraries[0].Departs
		}
		if got != want {
			t.Errorf("by %s: departs %q, want %q", by, got, want)
		}
	}
}

// The law of a ride is that of the crossing it is taken to pass, for its mode; hours are on
// the clock of who imposes them.
func TestRidesAreJudgedAtTheirCrossing(t *testing.T) {
	in := "in part: entry, authority: XBB, place: {area: XBB}, effect: permitted"
	for _, tt := range []struct{ rule, want string }{
		{"shut part: closure, authority: XBB, place: {crossing: rails}, effect: refused", "none"},
		{"shut part: closure, authority: XBB, place: {crossing: bridge}, effect: refused", "permitted"},
		{"shut part: closure, authority: XBB, place: {crossing: far}, effect: refused", "permitted"},
		{"shut part: closure, authority: XBB, place: {border: [XAA, XBB]}, class: {mode: [rail]}, effect: refused", "none"},
		{"shut part: closure, authority: XBB, place: {border: [XAA, XBB]}, class: {nationals: [XAA]}, effect: refused", "none"},
		{"shut part: closure, authority: XBB, place: {crossing: rails}, class: {mode: [foot]}, effect: refused", "permitted"},
		// Passed at 01:15 in Aland, which is 02:15 in Beland.
		{"hours part: closure, authority: XBB, place: {crossing: rails}, effect: refused, schedule: {hours: [\"01:00-02:00\"]}", "permitted"},
		{"hours part: closure, authority: XBB, place: {crossing: rails}, effect: refused, schedule: {hours: [\"02:00-03:00\"]}", "none"},
	} {
		w := zones(t, in, tt.rule)
		a, got := planned(t, w, inTown(t, w, "valen", "tuy", ByTransit, "2024-07-30T22:00")), "none"
		if len(a.Itineraries) > 0 {
			got = a.Itineraries[0].Verdict.String()
		}
		if got != tt.want {
			t.Errorf("with %s: %s, want %s", tt.rule, got, tt.want)
		}
	}
}

// Between which stops a border is passed its timetable does not say: a line says where it is
// taken to be passed, and none where the record has no crossing for its mode near the way.
func TestRidesSayWhereTheyPass(t *testing.T) {
	w := zones(t, "in part: entry, authority: XBB, place: {area: XBB}, effect: permitted")
	lines := w.Lines(record.DayOf(2024, 7, 30))
	if len(lines) != 1 || !strings.Contains(lines[0].Estimate, "Rail Bridge") || len(lines[0].Calls) != 3 {
		t.Errorf("lines are %+v", lines)
	}
	for name, change := range map[string][2]string{
		"no railway":      {"name: Rail Bridge, modes: [rail]", "name: Rail Bridge, modes: [foot]"},
		"a long way off":  {"rails, name: Rail Bridge, modes: [rail], posts: [{area: XAA, name: A, at: [42.1, -8.6]}", "rails, name: Rail Bridge, modes: [rail], posts: [{area: XAA, name: A, at: [42.1, -9.6]}"},
		"of other states": {"rails, name: Rail Bridge, modes: [rail], posts: [{area: XAA", "rails, name: Rail Bridge, modes: [rail], posts: [{area: XCC"},
	} {
		text := strings.Replace(zonesRecord, change[0], change[1], 1) // far goes in any case
		text = strings.Replace(text, "areas:\n", "areas:\n  - {id: XCC, kind: state, name: Celand}\n", 1)
		text = strings.Replace(text, "name: Far Rails, modes: [rail]", "name: Far Rails, modes: [foot]", 1)
		w := withServices(t, open(t, text+with(), zonesPlaces, "from,to,mode,distance_m,duration_s,crossing\n"), feedOf(t, zonesFeed))
		if lines := w.Lines(record.DayOf(2024, 7, 30)); len(lines[0].Calls) != 2 || strings.Contains(fmt.Sprint(lines), "taken is") {
			t.Errorf("%s: line is %+v", name, lines[0])
		}
	}
}

// A flight of a feed lands at the airport that the record knows, where its law is.
func TestFlightsOfAFeedLandAtAirports(t *testing.T) {
	text := strings.Replace(zonesRecord, "crossings:", "terminals:\n  - {id: AAA, kind: airport, name: Aland Air, area: XAA, at: [42.01, -8.6]}\n  - {id: BBB, kind: airport, name: Beland Air, area: XBB, at: [42.21, -8.6]}\ncrossings:", 1)
	places := zonesPlaces + "AAA,Aland Air,42.01,-8.6,XAA,0\nBBB,Beland Air,42.21,-8.6,XBB,0\n"
	links := "from,to,mode,distance_m,duration_s,crossing\nvalen,AAA,road,1000,600,\ntuy,BBB,road,1000,600,\n"
	for rule, want := range map[string]string{
		"port part: gate, authority: XBB, place: {terminal: BBB}, class: {mode: [air]}, effect: permitted": "permitted",
		"port part: gate, authority: XBB, place: {terminal: BBB}, class: {mode: [air]}, effect: refused":   "none",
	} {
		rules := said("in part: entry, authority: XBB, place: {area: XBB}, effect: permitted", "out part: gate, authority: XAA, place: {terminal: AAA}, effect: permitted", rule)
		w := withServices(t, open(t, text+rules, places, links), feedOf(t, strings.Replace(zonesFeed, "r,t,1,,2", "r,t,1,,1100", 1)))
		a, got := planned(t, w, inTown(t, w, "valen", "tuy", ByTransit, "2024-07-30T21:00")), "none"
		if len(a.Itineraries) > 0 {
			got = a.Itineraries[0].Verdict.String()
		}
		if got != want {
			t.Errorf("with %s: %s, want %s", rule, got, want)
		}
	}
}
