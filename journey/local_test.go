package journey

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	_ "time/tzdata" // for machines without zone files

	"github.com/rogpeppe/go-internal/txtar"

	"waythrough/record"
	"waythrough/regime"
	"waythrough/service/gtfs"
	"waythrough/service/timetable"
	"waythrough/world"
)

// The town of these tests, with hours on foot beside the road:
//
//	home ───4─── work ───4─── over            places; over is in Beland
//	H, H1    F, F2  W            O            stops
//
// H, W and O are at the places, H1 is a kilometre from home. F is eleven kilometres from
// any place: nobody walks there, and F2 is beside it.
const townPlaces = `id,name,lat,lon,area,population
home,Home,40,44,XAA,1000
work,Work,40.2,44,XAA,1000
over,Over,40.4,44,XBB,1000
`

const townLinks = `from,to,mode,distance_m,duration_s,crossing
home,work,road,20000,1200,
work,over,road,20000,1200,bridge
`

const townRecord = `
areas:
  - {id: XAA, kind: state, name: Aland, timezone: Asia/Yerevan}
  - {id: XBB, kind: state, name: Beland, timezone: Asia/Yerevan}
crossings:
  - {id: bridge, name: Bridge, modes: [road, foot], posts: [{area: XAA, name: A, at: [40.3, 44]}, {area: XBB, name: B, at: [40.3, 44]}]}
`

const townFeed = `
-- agency.txt --
agency_id,agency_name,agency_url,agency_timezone
t,Town Trams,https://trams.example,Asia/Yerevan
-- stops.txt --
stop_id,stop_name,stop_lat,stop_lon
H,H,40,44
H1,H1,40.009,44
F,F,40.1,44
F2,F2,40.1005,44
W,W,40.2,44
O,O,40.4,44
-- routes.txt --
route_id,agency_id,route_short_name,route_long_name,route_type
tram,t,1,,0
slow,t,2,,3
ring,t,3,,3
abroad,t,9,,2
-- calendar.txt --
service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date
daily,1,1,1,1,1,1,1,20240701,20240831
-- calendar_dates.txt --
service_id,date,exception_type
daily,20240731,2
feast,20240731,1
-- trips.txt --
route_id,service_id,trip_id,trip_headsign
tram,daily,morning,Work
tram,daily,night,Work
tram,feast,festive,Work
slow,daily,missed,Work
slow,daily,caught,Work
ring,daily,often,F
abroad,daily,abroad1,Over
abroad,daily,abroad2,Over
-- stop_times.txt --
trip_id,arrival_time,departure_time,stop_id,stop_sequence
morning,8:10:00,8:10:00,H,1
morning,8:12:00,8:12:00,H1,2
morning,8:30:00,8:31:00,F,3
morning,8:50:00,8:50:00,W,4
night,23:50:00,23:50:00,H,1
night,24:10:00,24:10:00,F,2
night,24:40:00,24:40:00,W,3
festive,11:00:00,11:00:00,H,1
festive,11:20:00,11:20:00,F,2
festive,11:40:00,11:40:00,W,3
missed,9:24:00,9:24:00,F2,1
missed,9:40:00,9:40:00,W,2
caught,9:30:00,9:30:00,F2,1
caught,9:55:00,9:55:00,W,2
often,0:00:00,0:00:00,H,1
often,0:20:00,0:20:00,F,2
abroad1,11:30:00,11:30:00,W,1
abroad1,12:00:00,12:00:00,O,2
abroad2,14:00:00,14:00:00,W,1
abroad2,14:30:00,14:30:00,O,2
-- frequencies.txt --
trip_id,start_time,end_time,headway_secs
often,9:00:00,9:20:00,600
-- transfers.txt --
from_stop_id,to_stop_id,transfer_type,min_transfer_time
F,F2,2,300
`

// feedOf reads the feed of an archive of texts.
func feedOf(t testing.TB, text string) *timetable.Feed {
	t.Helper()
	dir := t.TempDir()
	for _, f := range txtar.Parse([]byte(text)).Files {
		if err := os.WriteFile(filepath.Join(dir, f.Name), f.Data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	feed, _, err := gtfs.Read(context.Background(), dir, gtfs.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	return feed
}

// withServices adds the services of feeds to a world.
func withServices(t testing.TB, w *world.World, feeds ...*timetable.Feed) *world.World {
	t.Helper()
	tt, err := timetable.Compile(feeds)
	if err == nil {
		err = w.Serve(tt)
	}
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func town(t testing.TB, rules ...string) *world.World {
	t.Helper()
	return withServices(t, open(t, townRecord+with(rules...), townPlaces, townLinks), feedOf(t, townFeed))
}

// inTown asks for the way of a national of Aland.
func inTown(t testing.TB, w *world.World, from, to, by string, at string) Query {
	t.Helper()
	q := asked(t, w, from, to, "XAA")
	d, err := record.ParseDate(at)
	if err != nil {
		t.Fatal(err)
	}
	q.By, q.Depart = by, d.First
	return q
}

// ridden tells an itinerary as "H 08:10 tram 08:50 W": its rides, and with them how long
// one walks or drives where that takes time.
func ridden(it *Itinerary) string {
	out := []string{}
	for _, l := range it.Legs {
		switch l.Kind {
		case Ride:
			out = append(out, fmt.Sprintf("%s %s ride %s %s", l.From.Name, l.Departs[11:16], l.Arrives[11:16], l.To.Name))
		case Walk, Drive:
			out = append(out, fmt.Sprintf("%s %d min", l.Kind, (l.DurationS+30)/60))
		}
	}
	return strings.Join(out, ", ")
}

func TestRidesByTimetable(t *testing.T) {
	w := town(t)
	for _, tt := range []struct {
		what, from, to, by, at, want string
	}{
		{"in time", "home", "work", ByTransit, "2024-07-30T08:00", "H 08:10 ride 08:50 W"},
		{"at the very minute", "home", "work", ByTransit, "2024-07-30T08:10", "H 08:10 ride 08:50 W"},
		{"too late by a minute: a change where the feed wants five minutes", "home", "work", ByTransit, "2024-07-30T08:11",
			"H 09:00 ride 09:20 F, walk 5 min, F2 09:30 ride 09:55 W"},
		{"too late for all but the last of the runs at an interval, which leads nowhere", "home", "work", ByTransit, "2024-07-30T09:05", "walk 240 min"},
		{"overnight", "home", "work", ByTransit, "2024-07-30T23:00", "H 23:50 ride 00:40 W"},
		{"boarded on the next day where it set out on the one before", "home", "work", ByTransit, "2024-07-31T00:00", "walk 240 min"},
		{"a day on which another service runs", "home", "work", ByTransit, "2024-07-31T08:00", "H 11:00 ride 11:40 W"},
		{"a day after the calendar", "home", "work", ByTransit, "2024-09-01T08:00", "walk 240 min"},
		{"nothing runs back", "work", "home", ByTransit, "2024-07-30T08:00", "walk 240 min"},
		{"a car is sooner", "home", "work", ByAny, "2024-07-30T08:00", "drive 20 min"},
		{"a car is later", "home", "work", ByAny, "2024-07-30T08:35", "drive 20 min"},
	} {
		a := planned(t, w, inTown(t, w, tt.from, tt.to, tt.by, tt.at))
		if len(a.Itineraries) == 0 {
			t.Errorf("%s: no way; want %s", tt.what, tt.want)
			continue
		}
		first := slices.MinFunc(a.Itineraries, func(x, y Itinerary) int { return int(x.DurationS - y.DurationS) })
		if got := ridden(&first); got != tt.want || first.Verdict != regime.Permitted {
			t.Errorf("%s: %s, %s; want %s", tt.what, got, first.Verdict, tt.want)
		}
	}
}

// A stop off the roads is walked to, and the legs say so without a gap.
func TestStopsAreWalkedTo(t *testing.T) {
	text := strings.ReplaceAll(townFeed, "8:10:00,8:10:00,H,1", "8:10:00,8:10:00,H1,1")
	text = strings.ReplaceAll(text, "8:12:00,8:12:00,H1,2", "8:12:00,8:12:00,H,2")
	text = strings.ReplaceAll(text, "8:12:00,8:12:00,H,2\n", "8:12:00,8:12:00,F2,2\n")
	w := withServices(t, open(t, townRecord+with(), townPlaces, townLinks), feedOf(t, text))
	// 1,001 m, 1.3 times as long on foot, at 5 km/h: 15.6 minutes.
	for at, want := range map[string]string{
		"2024-07-30T07:54": "walk 16 min, H1 08:10 ride 08:50 W",
		"2024-07-30T07:55": "H 09:00 ride 09:20 F, walk 5 min, F2 09:30 ride 09:55 W",
	} {
		a := planned(t, w, inTown(t, w, "home", "work", ByTransit, at))
		it := &a.Itineraries[0]
		if got := ridden(it); got != want {
			t.Errorf("at %s: %s, want %s", at, got, want)
		}
		contiguous(t, it)
		if walk := it.Legs[0]; strings.HasPrefix(want, "walk") && (walk.DistanceM < 1300 || walk.DistanceM > 1302 || walk.From.ID != "home" || walk.To.ID != "stop:H1") {
			t.Errorf("walks %d m from %s to %s, want 1,301 m from home to H1", walk.DistanceM, walk.From.ID, walk.To.ID)
		}
	}
}

// contiguous holds that each leg begins when and where the one before ends, from the
// departure to the arrival.
func contiguous(t testing.TB, it *Itinerary) {
	t.Helper()
	now, sum := it.Departs, int64(0)
	for i, l := range it.Legs {
		if gap := secondsBetween(t, now, l.Departs); gap < 0 || gap > 1 { // a wait of less than a second is not told
			t.Errorf("leg %d, %s, departs at %s, and the one before ends at %s", i, l.Kind, l.Departs, now)
		}
		if i > 0 && (l.From.Lat != it.Legs[i-1].To.Lat || l.From.Lon != it.Legs[i-1].To.Lon) {
			t.Errorf("leg %d, %s, departs at %s, and the one before ends at %s", i, l.Kind, l.From.Name, it.Legs[i-1].To.Name)
		}
		now, sum = l.Arrives, sum+l.DurationS
	}
	if now != it.Arrives || sum > it.DurationS || sum < it.DurationS-int64(len(it.Legs)) {
		t.Errorf("legs end at %s after %d s, the way at %s after %d s", now, sum, it.Arrives, it.DurationS)
	}
}

func secondsBetween(t testing.TB, from, to string) float64 {
	t.Helper()
	a, err1 := time.Parse(time.RFC3339, from)
	b, err2 := time.Parse(time.RFC3339, to)
	if err := errors.Join(err1, err2); err != nil {
		t.Fatal(err)
	}
	return b.Sub(a).Seconds()
}

// To arrive by a minute, one leaves as late as will do.
func TestRidesToArriveBy(t *testing.T) {
	w := town(t)
	for _, tt := range []struct{ by, at, departs, want string }{
		{ByTransit, "2024-07-30T08:50", "08:10", "H 08:10 ride 08:50 W"},
		{ByTransit, "2024-07-30T09:54", "08:10", "H 08:10 ride 08:50 W"},
		{ByTransit, "2024-07-30T09:55", "09:00", "H 09:00 ride 09:20 F, walk 5 min, F2 09:30 ride 09:55 W"},
		{ByTransit, "2024-07-30T08:49", "04:49", "walk 240 min"},
		{ByTransit, "2024-07-31T00:40", "23:50", "H 23:50 ride 00:40 W"},
		{ByAny, "2024-07-30T08:50", "08:30", "drive 20 min"},
	} {
		q := inTown(t, w, "home", "work", tt.by, tt.at)
		q.ArriveBy = q.Depart
		a := planned(t, w, q)
		if len(a.Itineraries) == 0 {
			t.Errorf("by %s: no way", tt.at)
			continue
		}
		if it := a.Itineraries[0]; ridden(&it) != tt.want || it.Departs[11:16] != tt.departs {
			t.Errorf("by %s: from %s, %s; want from %s, %s", tt.at, it.Departs, ridden(&it), tt.departs, tt.want)
		}
	}
}

// Over a border the law acts on a ride: the record says nothing of a feed's stops, so a
// ride is unknown until rules say otherwise, and none where a closure shuts the border.
func TestRidesOverABorder(t *testing.T) {
	enters := "in part: entry, authority: XBB, place: {area: XBB}, effect: permitted"
	for _, tt := range []struct {
		what  string
		rules []string
		want  string
	}{
		{"no rule but for the gate", nil, "unknown"},
		{"let in", []string{enters}, "permitted"},
		{"let in with papers", []string{"in part: entry, authority: XBB, place: {area: XBB}, effect: formality, needs: [{paper: visa, issuer: XBB}]"}, "formality"},
		{"shut", []string{enters, "shut part: closure, authority: XBB, place: {border: [XAA, XBB]}, effect: refused"}, "none"},
		{"shut to rail alone", []string{enters, "shut part: closure, authority: XBB, place: {border: [XAA, XBB]}, class: {mode: [rail]}, effect: refused"}, "none"},
	} {
		w := town(t, tt.rules...)
		a := planned(t, w, inTown(t, w, "work", "over", ByTransit, "2024-07-30T11:00"))
		got := "none"
		for i := range a.Itineraries {
			it := &a.Itineraries[i]
			if r := ridden(it); strings.HasPrefix(r, "W ") {
				got = it.Verdict.String()
				if r != "W 11:30 ride 12:00 O" {
					t.Errorf("%s: %s", tt.what, r)
				}
				contiguous(t, it)
			}
		}
		if got != tt.want {
			t.Errorf("%s: the train is %s, want %s", tt.what, got, tt.want)
		}
	}
}

// A ride within a state and one over its border make one journey; the second train is
// taken where the first is missed.
func TestRidesToATrainAbroad(t *testing.T) {
	w := town(t, "in part: entry, authority: XBB, place: {area: XBB}, effect: permitted")
	for at, want := range map[string]string{
		"2024-07-30T08:00": "H 08:10 ride 08:50 W, W 11:30 ride 12:00 O",
		"2024-07-30T08:11": "H 09:00 ride 09:20 F, walk 5 min, F2 09:30 ride 09:55 W, W 11:30 ride 12:00 O",
		"2024-07-30T09:30": "walk 240 min, W 14:00 ride 14:30 O",
	} {
		a := planned(t, w, inTown(t, w, "home", "over", ByTransit, at))
		ways := make([]string, len(a.Itineraries))
		for i := range a.Itineraries {
			ways[i] = ridden(&a.Itineraries[i])
		}
		if !slices.Contains(ways, want) {
			t.Errorf("at %s: %q, want %s among them", at, ways, want)
		}
	}
}

// What differs from a way told by the stop or the trip alone is no alternative.
func TestAlternativesDifferByMoreThanStops(t *testing.T) {
	text := townFeed
	for i := range 6 { // further stops at work, and trams that call there minutes later
		text = strings.Replace(text, "F2,F2,", fmt.Sprintf("V%d,V%d,%.4f,44\nF2,F2,", i, i, 40.195-0.001*float64(i)), 1)
		text = strings.Replace(text, "morning,8:50:00,8:50:00,W,4\n", fmt.Sprintf("morning,8:%02d:00,8:%02d:00,V%d,%d\nmorning,8:50:00,8:50:00,W,4\n", 34+i, 34+i, i, 4+i), 1)
	}
	text = strings.Replace(text, "morning,8:50:00,8:50:00,W,4\n", "morning,8:50:00,8:50:00,W,40\n", 1)
	w := withServices(t, open(t, townRecord+with(), townPlaces, townLinks), feedOf(t, text))
	a := planned(t, w, inTown(t, w, "home", "work", ByTransit, "2024-07-30T08:00"))
	boardings := map[int]bool{}
	for i := range a.Itineraries {
		n := strings.Count(ridden(&a.Itineraries[i]), "ride")
		if boardings[n] {
			t.Errorf("another way with %d boardings: %s", n, ridden(&a.Itineraries[i]))
		}
		boardings[n] = true
	}
	if !boardings[0] || !boardings[1] {
		t.Errorf("ways with %v boardings, want one on foot and one by tram", boardings)
	}
}

// A stop at which a train over a border calls may lie off the roads like any other.
func TestStopsOfTrainsAbroadAreWalkedTo(t *testing.T) {
	text := strings.ReplaceAll(townFeed, "W,W,40.2,44", "W,W,40.191,44")
	text = strings.ReplaceAll(text, "O,O,40.4,44", "O,O,40.391,44")
	w := withServices(t, open(t, townRecord+with("in part: entry, authority: XBB, place: {area: XBB}, effect: permitted"), townPlaces, townLinks), feedOf(t, text))
	for at, want := range map[string]string{
		"2024-07-30T11:14": "walk 16 min, W 11:30 ride 12:00 O, walk 16 min",
		"2024-07-30T11:15": "walk 16 min, W 14:00 ride 14:30 O, walk 16 min",
	} {
		a := planned(t, w, inTown(t, w, "work", "over", ByTransit, at))
		found := false
		for i := range a.Itineraries {
			found = found || ridden(&a.Itineraries[i]) == want
			contiguous(t, &a.Itineraries[i])
		}
		if !found {
			t.Errorf("at %s: %s is not among the ways, of which the first is %s", at, want, ridden(&a.Itineraries[0]))
		}
	}
}
