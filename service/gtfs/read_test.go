package gtfs_test

import (
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"waythrough/geo"
	"waythrough/record"
	"waythrough/service/gtfs"
	"waythrough/service/timetable"
)

func zone(name string) *time.Location {
	z, err := time.LoadLocation(name)
	if err != nil {
		panic(err)
	}
	return z
}

func day(text string) record.Day {
	d, err := time.Parse(time.DateOnly, text)
	if err != nil {
		panic(err)
	}
	return record.DayOf(d.Year(), d.Month(), d.Day())
}

func hms(h, m, s int32) int32 { return h*3600 + m*60 + s }

// What the small feed means, written down by hand.
func TestFeedIsReadAsItMeans(t *testing.T) {
	yerevan := zone("Asia/Yerevan")
	want := &timetable.Feed{
		Name: "small", Publisher: "Border Railways, Shirak Buses",
		Stops: []timetable.Stop{
			{ID: "K", Name: "Kars", At: geo.LatLon{Lat: 40.6013, Lon: 43.0975}, Zone: zone("Europe/Istanbul"), Station: 0},
			{ID: "A1", Name: "Gyumri station", At: geo.LatLon{Lat: 40.7896, Lon: 43.8479}, Zone: yerevan, Station: 1},
			{ID: "V", Name: "Vanadzor", At: geo.LatLon{Lat: 40.8046, Lon: 44.4939}, Zone: yerevan, Station: 2},
			{ID: "T", Name: "Tbilisi", At: geo.LatLon{Lat: 41.7225, Lon: 44.7963}, Zone: zone("Asia/Tbilisi"), Station: 3},
			{ID: "B", Name: "Gyumri bus stop", At: geo.LatLon{Lat: 40.7890, Lon: 43.8470}, Zone: yerevan, Station: 4},
			{ID: "Y", Name: "Yerevan", At: geo.LatLon{Lat: 40.1556, Lon: 44.5092}, Zone: yerevan, Station: 5},
		},
		Routes: []timetable.Route{
			{ID: "371", Name: "371 Kars – Tbilisi", Operator: "Border Railways", Mode: record.Rail, Zone: yerevan},
			{ID: "b", Name: "Gyumri – Yerevan", Operator: "Shirak Buses", Mode: record.Road, Zone: yerevan},
		},
		Calendars: []timetable.Calendar{
			{ID: "week", Weekdays: [7]bool{false, true, true, true, true, true, false}, First: day("2026-06-01"), Last: day("2026-06-30"),
				Added: []record.Day{day("2026-06-06")}, Removed: []record.Day{day("2026-06-10")}},
			{ID: "feast", First: day("2026-05-21"), Last: day("2026-05-28"), Added: []record.Day{day("2026-05-21"), day("2026-05-28")}},
		},
		Trips: []timetable.Trip{
			{ID: "t1", Route: 0, Calendar: 0, Headsign: "Tbilisi", Calls: []timetable.Call{
				{Stop: 0, Arrives: hms(21, 0, 0), Departs: hms(21, 10, 0), Board: true},
				{Stop: 1, Arrives: hms(23, 0, 0), Departs: hms(23, 20, 0), Board: true, Alight: true},
				{Stop: 2, Arrives: hms(24, 50, 0), Departs: hms(24, 52, 0), Alight: true},
				{Stop: 3, Arrives: hms(27, 30, 0), Departs: hms(27, 30, 0), Alight: true},
			}},
			{ID: "b1", Route: 1, Calendar: 1, Headsign: "Yerevan", Calls: []timetable.Call{
				{Stop: 4, Arrives: hms(8, 0, 0), Departs: hms(8, 0, 0), Board: true, Alight: true},
				{Stop: 5, Arrives: hms(10, 0, 0), Departs: hms(10, 0, 0), Board: true, Alight: true},
			}},
		},
	}
	f, report := mustRead(t, feed(t, ""))
	for _, part := range []struct {
		name      string
		got, want any
	}{
		{"stops", f.Stops, want.Stops}, {"routes", f.Routes, want.Routes}, {"calendars", f.Calendars, want.Calendars},
		{"trips", f.Trips, want.Trips}, {"transfers", f.Transfers, want.Transfers}, {"feed", f, want},
		{"report", report, &gtfs.Report{Agencies: 2, Stops: 6, Stations: 1, Routes: 2, Calendars: 2, Trips: 2, Calls: 6,
			First: day("2026-05-21"), Last: day("2026-06-30")}},
	} {
		if !reflect.DeepEqual(part.got, part.want) {
			t.Errorf("%s are\n%+v\nand should be\n%+v", part.name, part.got, part.want)
		}
	}
}

func TestInfo(t *testing.T) {
	f, report := mustRead(t, feed(t, `
-- feed_info.txt --
feed_publisher_name,feed_publisher_url,feed_lang,feed_start_date,feed_end_date,feed_version
Neighbours,https://n.example,hy,20260501,20260701,7b
-- shapes.txt --
shape_id
-- NOTES --
`))
	if f.Publisher != "Neighbours" || report.Version != "7b" || report.StatedFirst != day("2026-05-01") || report.StatedLast != day("2026-07-01") {
		t.Errorf("read were %q, %q, %s to %s", f.Publisher, report.Version, report.StatedFirst, report.StatedLast)
	}
	if !slices.Equal(report.Ignored, []string{"shapes.txt"}) {
		t.Errorf("ignored are %q", report.Ignored)
	}
}

// The values of the reference, and the hundreds of the extended types with one of each
// from their table.
func TestModes(t *testing.T) {
	want := map[record.Mode][]int{
		record.Rail:  {0, 1, 2, 5, 6, 7, 12, 100, 102, 106, 110, 117, 300, 400, 401, 405, 500, 600, 900, 906, 1300, 1302, 1400},
		record.Road:  {3, 11, 200, 201, 209, 700, 702, 714, 717, 800, 1500, 1507, 1600, 1700, 1702},
		record.Water: {4, 1000, 1004, 1200},
		record.Air:   {1100, 1101, 1114},
		"":           {-1, 8, 9, 10, 13, 99, 1800, 9999},
	}
	for mode, kinds := range want {
		for _, kind := range kinds {
			if got := gtfs.ModeOf(kind); got != mode {
				t.Errorf("route_type %d is %q and should be %q", kind, got, mode)
			}
		}
	}
}

func TestBlankTimesAreSpreadByDistance(t *testing.T) {
	// On the equator, a degree of longitude is as long as another: E0, E1, E3, E4.
	const world = `
-- stops.txt --
stop_id,stop_name,stop_lat,stop_lon
E0,a,0,10
E1,b,0,11
E3,c,0,13
E4,d,0,14
K,e,1,1
`
	tests := []struct{ name, rows, want string }{
		{"by distance", "t1,10:00:00,10:00:00,E0,1\nt1,,,E1,2\nt1,,,E3,3\nt1,14:00:00,14:00:00,E4,4", "10:00:00 11:00:00 13:00:00 14:00:00"},
		{"from the departure on", "t1,9:00:00,10:00:00,E0,1\nt1,,,E1,2\nt1,13:00:00,13:30:00,E3,3\nt1,,,E1,4\nt1,15:30:00,15:30:00,E3,5",
			"9:00:00/10:00:00 11:00:00 13:00:00/13:30:00 14:30:00 15:30:00"},
		{"to the second", "t1,10:00:00,10:00:00,E0,1\nt1,,,E1,2\nt1,10:00:10,10:00:10,E3,3", "10:00:00 10:00:03 10:00:10"},
		{"no time at all", "t1,10:00:00,10:00:00,E0,1\nt1,,,E1,2\nt1,10:00:00,10:00:00,E3,3", "10:00:00 10:00:00 10:00:00"},
		{"over midnight", "t1,23:00:00,23:00:00,E0,1\nt1,,,E1,2\nt1,26:00:00,26:00:00,E3,3", "23:00:00 24:00:00 26:00:00"},
		{"one of two", "t1,,10:00:00,E0,1\nt1,11:00:00,,E1,2\nt1,12:00:00,,E3,3", "10:00:00 11:00:00 12:00:00"},
		{"in any order of rows", "t1,14:00:00,14:00:00,E4,400\nt1,,,E3,90\nt1,10:00:00,10:00:00,E0,0\nt1,,,E1,8", "10:00:00 11:00:00 13:00:00 14:00:00"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f, _ := mustRead(t, feed(t, world+"-- stop_times.txt --\ntrip_id,arrival_time,departure_time,stop_id,stop_sequence\n"+tt.rows+"\n"))
			if got := times(f.Trips[0]); got != tt.want {
				t.Errorf("times are\n%s\nand should be\n%s", got, tt.want)
			}
		})
	}
}

func times(trip timetable.Trip) string {
	var out []string
	for _, c := range trip.Calls {
		at := fmt.Sprintf("%d:%02d:%02d", c.Arrives/3600, c.Arrives/60%60, c.Arrives%60)
		if c.Departs != c.Arrives {
			at += fmt.Sprintf("/%d:%02d:%02d", c.Departs/3600, c.Departs/60%60, c.Departs%60)
		}
		out = append(out, at)
	}
	return strings.Join(out, " ")
}

func TestHeadways(t *testing.T) {
	f, report := mustRead(t, feed(t, `
-- frequencies.txt --
trip_id,start_time,end_time,headway_secs,exact_times
b1,10:00:00,24:30:00,1200,1
b1,6:00:00,10:00:00,600,
`))
	want := timetable.Trip{ID: "b1", Route: 1, Calendar: 1, Headsign: "Yerevan",
		Calls: []timetable.Call{
			{Stop: 4, Arrives: 0, Departs: 0, Board: true, Alight: true},
			{Stop: 5, Arrives: hms(2, 0, 0), Departs: hms(2, 0, 0), Board: true, Alight: true},
		},
		Runs: []timetable.Headway{
			{First: hms(6, 0, 0), Last: hms(10, 0, 0), Every: 600},
			{First: hms(10, 0, 0), Last: hms(24, 30, 0), Every: 1200, Exact: true},
		},
	}
	if !reflect.DeepEqual(f.Trips[1], want) || report.Headways != 2 {
		t.Errorf("the trip is\n%+v\nand should be\n%+v", f.Trips[1], want)
	}
}

const twoStations = `
-- stops.txt --
stop_id,stop_name,stop_lat,stop_lon,location_type,parent_station
A,Station A,40,44,1,
A1,,40,44,0,A
A2,,40,44,0,A
B,Station B,40,44.01,1,
B1,,40,44.01,0,B
BB,,,,4,B1
K,Far off,50,44,,
-- stop_times.txt --
trip_id,arrival_time,departure_time,stop_id,stop_sequence
t1,8:00:00,8:00:00,A1,1
t1,9:00:00,9:00:00,B1,2
-- transfers.txt --
from_stop_id,to_stop_id,transfer_type,min_transfer_time,from_route_id
`

// 0.01 degrees at 40° north are 851.8 m, and 922.8 s at 1.2 m/s by a way 1.3 as long.
var transferRows = []struct{ name, rows, want, warned string }{
	{"least time", "A1,B1,2,300,", "A1-B1 300", ""},
	{"least time at one stop", "A1,A1,2,60,", "A1-A1 60", ""},
	{"forbidden", "A1,B1,3,,", "A1-B1 no", ""},
	{"timed: the vehicle waits", "A1,B1,1,,", "A1-B1 0", ""},
	{"recommended: on foot", "A1,B1,0,,\nB1,A1,,,", "A1-B1 923, B1-A1 923", ""},
	{"recommended with a time", "A1,B1,0,40,", "A1-B1 40", ""},
	{"recommended at one stop says nothing", "A1,A1,0,,", "", ""},
	{"from a station", "A,B1,2,300,", "A1-B1 300, A2-B1 300", ""},
	{"inside a station", "A,A,2,90,", "A1-A1 90, A1-A2 90, A2-A1 90, A2-A2 90", ""},
	{"a platform beats its station", "A1,B1,2,100,\nA,B,2,300,", "A1-B1 100, A2-B1 300", ""},
	{"whatever the order", "A,B,3,,\nA1,B1,2,100,", "A1-B1 100, A2-B1 no", ""},
	{"a boarding area is its platform", "A1,BB,2,100,", "A1-B1 100", ""},
	{"the more careful of two", "A1,B1,2,100,\nA1,B1,2,200,\nA1,B1,2,150,", "A1-B1 200",
		"transfers.txt:3: from_stop_id: … line 2\ntransfers.txt:4: from_stop_id: … line 3"},
	{"forbidden before any time", "A1,B1,3,,\nA1,B1,2,200,", "A1-B1 no", "transfers.txt:3: from_stop_id: … forbidden"},
	{"the same twice", "A1,B1,2,100,\nA1,B1,2,100,", "A1-B1 100", ""},
	{"type 2 without a time", "A1,B1,2,,", "A1-B1 923", "transfers.txt:2: min_transfer_time: … recommended one"},
	{"in the seat", "A1,B1,4,,\nA1,B1,5,,", "", "transfers.txt:2: transfer_type: 4 … left out\ntransfers.txt:3: transfer_type: 5 … left out"},
	{"for one route only", "A1,B1,2,300,371", "", "transfers.txt:2: from_route_id: … left out"},
	{"too far to walk", "A1,K,0,,\nA1,K,1,,\nA1,K,2,7200,", "A1-K 7200",
		"transfers.txt:2: min_transfer_time: … 1112 km\ntransfers.txt:3: min_transfer_time: … 1112 km"},
}

func TestTransfers(t *testing.T) {
	for _, tt := range transferRows {
		t.Run(tt.name, func(t *testing.T) {
			files := feed(t, twoStations)
			files["transfers.txt"] += tt.rows + "\n"
			f, report := mustRead(t, files)
			var got []string
			for _, x := range f.Transfers {
				what := fmt.Sprint(x.Seconds)
				if x.Forbidden {
					what = "no"
				}
				got = append(got, fmt.Sprintf("%s-%s %s", f.Stops[x.From].ID, f.Stops[x.To].ID, what))
			}
			if strings.Join(got, ", ") != tt.want {
				t.Errorf("transfers are %q and should be %s", got, tt.want)
			}
			transferWarnings := slices.DeleteFunc(slices.Clone(report.Warnings), func(p gtfs.Problem) bool { return p.File != "transfers.txt" })
			expect(t, "warnings", transferWarnings, tt.warned)
		})
	}
}

// The rows of stop_times in any order make the same feed.
func TestOrderOfRowsIsFree(t *testing.T) {
	files := country(10, false, false)
	straight, _, err := read(files)
	if err != nil {
		t.Fatal(err)
	}
	header, body, _ := strings.Cut(files["stop_times.txt"], "\n")
	rows := strings.Split(strings.TrimSpace(body), "\n")
	rapid.Check(t, func(t *rapid.T) {
		files["stop_times.txt"] = header + "\n" + strings.Join(rapid.Permutation(rows).Draw(t, "rows"), "\n")
		f, report, err := read(files)
		if err != nil || !reflect.DeepEqual(f, straight) || report.Calls != 10*50 {
			t.Fatalf("rows in another order make another feed (%v)", err)
		}
	})
}

// The days that a feed covers are those that a walk over all days finds.
func TestDaysCovered(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		first := record.DayOf(2026, 2, 20)
		weekdays := rapid.SliceOfN(rapid.SampledFrom([]string{"0", "0", "1"}), 7, 7).Draw(t, "weekdays") // from Monday
		from := first + record.Day(rapid.IntRange(0, 20).Draw(t, "from"))
		until := from + record.Day(rapid.IntRange(0, 20).Draw(t, "until"))
		exceptions := rapid.MapOfN(rapid.IntRange(0, 45), rapid.SampledFrom([]string{"1", "2", "2", "2"}), 0, 30).Draw(t, "exceptions")
		text := func(d record.Day) string { return strings.ReplaceAll(d.String(), "-", "") }
		dates := "service_id,date,exception_type\n"
		for d, kind := range exceptions {
			dates += fmt.Sprintf("s,%s,%s\n", text(first+record.Day(d)), kind)
		}
		files := country(1, false, false)
		files["calendar.txt"] = "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\n" +
			fmt.Sprintf("s,%s,%s,%s\n", strings.Join(weekdays, ","), text(from), text(until))
		files["calendar_dates.txt"] = dates

		wantFirst, wantLast := record.Day(math.MaxInt64), record.Day(0)
		for d := range 60 {
			on := first + record.Day(d)
			runs := from <= on && on <= until && weekdays[(int(on.Start().Time().Weekday())+6)%7] == "1"
			if kind := exceptions[d]; kind == "1" || kind == "" && runs {
				wantFirst, wantLast = min(wantFirst, on), max(wantLast, on)
			}
		}
		_, report, err := read(files)
		if err != nil {
			t.Fatal(err)
		}
		never := wantLast == 0
		if never != (report.Last < report.First) || !never && (report.First != wantFirst || report.Last != wantLast) {
			t.Fatalf("covered are %s to %s, and should be %s to %s", report.First, report.Last, wantFirst, wantLast)
		}
		if never != (len(report.Warnings) == 2) {
			t.Fatalf("warnings are\n%s", report.Warnings)
		}
	})
}
