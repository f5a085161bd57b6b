package world

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"waythrough/geo"
	"waythrough/record"
	"waythrough/road"
	"waythrough/service/timetable"
)

// Along a meridian, a degree being 111 km:
//
//	40.0 Home (XAA)   40.2 Work (XAA)   40.4 Over (XBB)
const lineRecord = `
areas:
  - {id: XAA, kind: state, name: Aland, timezone: Asia/Yerevan}
  - {id: XBB, kind: state, name: Beland, timezone: Asia/Yerevan}
`

const linePlaces = "id,name,lat,lon,area,population\nhome,Home,40,44,XAA,1\nwork,Work,40.2,44,XAA,1\nover,Over,40.4,44,XBB,1\n"

const lineLinks = "from,to,mode,distance_m,duration_s,crossing\nhome,work,road,20000,1200,\nwork,over,road,20000,1200,\n"

// onLine makes a world with a feed: each stop is "NAME LATITUDE", each trip
// "NAME HH:MM STOP MINUTES STOP MINUTES STOP …", times along it from its first departure.
func onLine(t *testing.T, stops, trips []string) *World {
	t.Helper()
	r, err := record.Load(record.Folder{Name: "test", FS: fstest.MapFS{"r.yaml": {Data: []byte(lineRecord)}}})
	if err != nil {
		t.Fatal(err)
	}
	n, err := road.Read("places", []byte(linePlaces), "links", []byte(lineLinks))
	if err != nil {
		t.Fatal(err)
	}
	w := Open(n, r)
	tt, err := timetable.Compile([]*timetable.Feed{feedOnLine(t, stops, trips)})
	if err == nil {
		err = w.Serve(tt)
	}
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func feedOnLine(t *testing.T, stops, trips []string) *timetable.Feed {
	t.Helper()
	zone := time.FixedZone("UTC+4", 4*3600)
	f := &timetable.Feed{Name: "line", Routes: []timetable.Route{{ID: "r", Name: "R", Operator: "O", Mode: record.Rail, Zone: zone}}}
	at := map[string]int{}
	for i, text := range stops {
		s := timetable.Stop{Zone: zone, Station: i}
		fmt.Sscan(text, &s.ID, &s.At.Lat)
		s.Name, s.At.Lon, at[s.ID] = s.ID, 44, i
		f.Stops = append(f.Stops, s)
	}
	first := record.DayOf(2024, 7, 29)
	f.Calendars = []timetable.Calendar{{ID: "c", Weekdays: [7]bool{true, true, true, true, true, true, true}, First: first, Last: first + 2}}
	for _, text := range trips {
		words := strings.Fields(text)
		var h, m int32
		fmt.Sscanf(words[1], "%d:%d", &h, &m)
		trip := timetable.Trip{ID: words[0]}
		for i := 2; i < len(words); i += 2 {
			if i > 2 {
				var minutes int32
				fmt.Sscan(words[i-1], &minutes)
				m += minutes
			}
			now := (h*60 + m) * 60
			trip.Calls = append(trip.Calls, timetable.Call{Stop: at[words[i]], Arrives: now, Departs: now, Board: true, Alight: true})
		}
		f.Trips = append(f.Trips, trip)
	}
	return f
}

// linesAbroad tells the lines of a world as "CALL+minutes … xDEPARTURES".
func linesAbroad(w *World) []string {
	out := []string{}
	for _, l := range w.Lines(record.DayOf(2024, 7, 30)) {
		var calls []string
		for _, c := range l.Calls {
			calls = append(calls, fmt.Sprintf("%s+%g", strings.TrimPrefix(string(c.Terminal), "stop:"), c.Arrives.Minutes()))
		}
		out = append(out, fmt.Sprintf("%s x%d", strings.Join(calls, " "), len(l.Departures(record.DayOf(2024, 7, 29), record.DayOf(2024, 8, 2)))))
	}
	return out
}

func TestTripsOverABorderBecomeLines(t *testing.T) {
	stops := []string{"H 40", "W 40.2", "F 40.1", "G 40.11", "O 40.4", "Z 41", "Y 41.1"}
	for _, tt := range []struct {
		what   string
		trips  []string
		inland int
		abroad []string
	}{
		{"within a state", []string{"a 08:00 H 30 W"}, 1, []string{}},
		{"through a stop near no place", []string{"a 08:00 H 10 F 10 G 10 W"}, 1, []string{}},
		{"beyond the last place known", []string{"a 08:00 O 30 Z 5 Y"}, 1, []string{}},
		{"only where nothing is known", []string{"a 08:00 Z 30 Y"}, 1, []string{}},
		{"known by a trip of a trip", []string{"a 08:00 H 30 F", "b 09:00 F 10 G", "c 09:00 G 10 Z"}, 3, []string{}},
		{"over a border", []string{"a 08:00 H 30 W 30 O"}, 0, []string{"H+0 W+30 O+60 x3"}},
		{"over a border with a stop between that is near nothing", []string{"a 08:00 H 20 F 40 O"}, 0, []string{"H+0 O+60 x3"}},
		{"first calls where nothing is", []string{"a 08:00 F 20 H 40 O"}, 0, []string{"H+20 O+60 x3"}},
		{"trips that take as long are one line", []string{"a 08:00 W 30 O", "b 09:00 W 30 O", "c 10:00 W 35 O"}, 0, []string{"W+0 O+30 x6", "W+0 O+35 x3"}},
		{"after midnight", []string{"a 25:00 W 30 O"}, 0, []string{"W+0 O+30 x3"}},
	} {
		w := onLine(t, stops, tt.trips)
		if _, trips := w.Domestic().Size(); trips != tt.inland {
			t.Errorf("%s: %d trips stay inland, want %d", tt.what, trips, tt.inland)
		}
		if got := linesAbroad(w); !slices.Equal(got, tt.abroad) {
			t.Errorf("%s: lines %q, want %q", tt.what, got, tt.abroad)
		}
	}
}

// Runs of a line over a border are those of the timetable, by days of the route's clock.
func TestDeparturesOverABorder(t *testing.T) {
	w := onLine(t, []string{"W 40.2", "O 40.4"}, []string{"a 08:00 W 30 O", "b 25:00 W 30 O"})
	lines := w.Lines(record.DayOf(2024, 7, 30))
	if len(lines) != 1 {
		t.Fatalf("%d lines, want 1", len(lines))
	}
	day := record.DayOf(2024, 7, 30)
	for range 2 { // the second time from what was kept
		for _, tt := range []struct {
			from, to record.Day
			want     string
		}{
			{day, day, "30 01:00, 30 08:00"},
			{day + 1, day + 2, "31 01:00, 31 08:00, 01 01:00"},
			{day + 5, day + 9, ""},
			{day - 9, day - 1, "29 08:00"},
		} {
			var got []string
			for _, d := range lines[0].Departures(tt.from, tt.to) {
				got = append(got, d.At.In(lines[0].Zone()).Format("02 15:04"))
				if !d.Sure {
					t.Errorf("the run at %s is not sure", d.At)
				}
			}
			if s := strings.Join(got, ", "); s != tt.want {
				t.Errorf("from %s to %s: %s, want %s", tt.from, tt.to, s, tt.want)
			}
		}
	}
}

// A stop lies at the place next to it, as far off as one walks.
func TestStopsLieNearPlaces(t *testing.T) {
	w := onLine(t, []string{"H 40", "H1 40.009", "H4 40.044", "F 40.1", "O 40.41"}, []string{"a 08:00 H 5 H1 5 H4 5 F", "b 09:00 H 60 O"})
	g, err := w.Ground(OnFoot, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, s := range g.Stops {
		got[s.Halt.ID] = fmt.Sprintf("%s %s %.0f min", s.Spot.ID, s.Halt.Area, s.Access.Seconds()/60)
	}
	want := map[string]string{"stop:H": "home XAA 0 min", "stop:H1": "home XAA 16 min", "stop:H4": "home XAA 76 min", "stop:O": "over XBB 17 min"}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("stops lie at %v, want %v", got, want)
	}
	home, err := g.End(w.spot(0))
	if err != nil {
		t.Fatal(err)
	}
	if len(home.ToStops) != 3 || slices.Max(home.ToStops) != 0 || slices.Max(home.FromStops) != 0 {
		t.Errorf("from home by road to its three stops: %v, back %v; want none", home.ToStops, home.FromStops)
	}
	if w.Footway("stop:O") == 0 || w.Footway("nothing") != 0 {
		t.Errorf("the footway to O takes %v, to nothing %v", w.Footway("stop:O"), w.Footway("nothing"))
	}
}

// Two feeds may have one id for two stops: both are kept apart.
func TestStopsOfTwoFeeds(t *testing.T) {
	r, err := record.Load(record.Folder{Name: "test", FS: fstest.MapFS{"r.yaml": {Data: []byte(lineRecord)}}})
	if err != nil {
		t.Fatal(err)
	}
	n, err := road.Read("places", []byte(linePlaces), "links", []byte(lineLinks))
	if err != nil {
		t.Fatal(err)
	}
	w := Open(n, r)
	tt, err := timetable.Compile([]*timetable.Feed{feedOnLine(t, []string{"1 40", "2 40.4"}, []string{"a 08:00 1 60 2"}),
		feedOnLine(t, []string{"1 40.2", "2 40.4"}, []string{"a 08:00 1 30 2"})})
	if err == nil {
		err = w.Serve(tt)
	}
	if err != nil {
		t.Fatal(err)
	}
	for id, at := range map[record.TerminalID]float64{"stop:1:1": 40, "stop:2:1": 40.2} {
		if s := w.Terminal(id); s == nil || geo.Distance(s.At, geo.LatLon{Lat: at, Lon: 44}) > 1 {
			t.Errorf("%s is %v, want it at %g", id, s, at)
		}
	}
	if got, want := linesAbroad(w), []string{"1:1+0 1:2+60 x3", "2:1+0 2:2+30 x3"}; !slices.Equal(got, want) {
		t.Errorf("lines %q, want %q", got, want)
	}
}
