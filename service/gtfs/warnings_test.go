package gtfs_test

import (
	"strings"
	"testing"

	"waythrough/service/gtfs"
	"waythrough/service/timetable"
)

// Each row changes the small feed in one place, and says what it is warned of and how
// the feed is read all the same.
var doubtfulFeeds = []struct {
	name, file, before, after, want string
	holds                           func(*timetable.Feed, *gtfs.Report) bool
}{
	{"a stop without a name", "stops.txt", "V,Vanadzor", "V,", "stops.txt:5: stop_name: … by its id",
		func(f *timetable.Feed, _ *gtfs.Report) bool { return f.Stops[2].Name == "V" }},
	{"a platform without a position", "stops.txt", "A1,,40.7896,43.8479", "A1,,,", "stops.txt:4: stop_lat: … where its station is, 40.78940,43.84750",
		func(f *timetable.Feed, _ *gtfs.Report) bool { return f.Stops[1].At.Lat == 40.7894 }},
	{"an entrance in nothing", "stops.txt", "B,Gyumri bus stop", "E,Door,,,2,,\nB,Gyumri bus stop", "stops.txt:7: parent_station: … left out",
		func(f *timetable.Feed, _ *gtfs.Report) bool { return len(f.Stops) == 6 }},
	{"a name in Latin-1", "stops.txt", "Vanadzor", "Vanadz\xf6r", "stops.txt:5: stop_name: … UTF-8",
		func(f *timetable.Feed, _ *gtfs.Report) bool { return f.Stops[2].Name == "Vanadz�r" }},
	{"a name that would move the cursor", "stops.txt", "Vanadzor", "Vana\x1bdzor", "stops.txt:5: stop_name: … left out",
		func(f *timetable.Feed, _ *gtfs.Report) bool { return f.Stops[2].Name == "Vana dzor" }},
	{"a line break in a name", "stops.txt", "Vanadzor", "\"Vana\r\ndzor\"", "stops.txt:5: … line break",
		func(f *timetable.Feed, _ *gtfs.Report) bool { return f.Stops[2].Name == "Vana dzor" }},
	{"a mark inside a name", "stops.txt", "Vanadzor", `Vana"d"zor`, "stops.txt:5: … not quoted",
		func(f *timetable.Feed, _ *gtfs.Report) bool { return f.Stops[2].Name == `Vana"d"zor` }},
	{"blank values too many", "stops.txt", "44.4939,,,", "44.4939,,,,,", "stops.txt:5: … beyond the last",
		func(f *timetable.Feed, _ *gtfs.Report) bool { return f.Stops[2].Name == "Vanadzor" }},

	{"a route without a name", "routes.txt", "371,Kars – Tbilisi", ",", "routes.txt:2: route_short_name: … by its id",
		func(f *timetable.Feed, _ *gtfs.Report) bool { return f.Routes[0].Name == "371" }},
	{"a route without an agency", "routes.txt", "371,rail", "371,", "routes.txt:2: agency_id: … without an operator",
		func(f *timetable.Feed, _ *gtfs.Report) bool { return f.Routes[0].Operator == "" }},
	{"a route of whatever kind", "routes.txt", "Tbilisi,2", "Tbilisi,1700", "routes.txt:2: route_type: … on the road",
		func(f *timetable.Feed, _ *gtfs.Report) bool { return f.Routes[0].Mode == "road" }},

	{"a service without a day", "calendar_dates.txt", "20260528,1\nfeast,20260521,1", "20260528,2\nfeast,20260521,2", "calendar.txt: … \"feast\" runs on no day",
		func(f *timetable.Feed, r *gtfs.Report) bool { return len(f.Trips) == 2 && r.First == day("2026-06-01") }},
	{"an exception twice", "calendar_dates.txt", "week,20260606,1", "week,20260606,1\nweek,20260606,1", "calendar_dates.txt:4: date: … once",
		func(f *timetable.Feed, _ *gtfs.Report) bool { return len(f.Calendars[0].Added) == 1 }},

	{"a trip without calls", "trips.txt", "b,feast,b1", "b,feast,b0,\nb,feast,b1", "trips.txt:3: trip_id: \"b0\" … left out",
		func(f *timetable.Feed, r *gtfs.Report) bool {
			return len(f.Trips) == 2 && r.TripsLeftOut == 1 && f.Trips[1].ID == "b1" && len(f.Trips[1].Calls) == 2
		}},
	{"a trip of one call", "stop_times.txt", "b1,10:00:00,10:00:00,Y,2,,\n", "", "trips.txt:3: trip_id: \"b1\" … left out",
		func(f *timetable.Feed, r *gtfs.Report) bool { return len(f.Trips) == 1 && r.TripsLeftOut == 1 }},
	{"at a stop twice in a row", "stop_times.txt", "V,7,1,0", "A1,7,1,0", "stop_times.txt:4: stop_id: … line 3",
		func(f *timetable.Feed, _ *gtfs.Report) bool {
			c := f.Trips[0].Calls
			return len(c) == 3 && c[1].Arrives == hms(23, 0, 0) && c[1].Departs == hms(24, 52, 0) && c[1].Board && c[1].Alight
		}},
	{"nowhere but at one stop", "stop_times.txt", "8:00:00,8:00:00,B", "8:00:00,8:00:00,Y", "trips.txt:3: trip_id: … left out\nstop_times.txt:7: stop_id: … line 6",
		func(f *timetable.Feed, _ *gtfs.Report) bool { return len(f.Trips) == 1 }},
	{"arrival only", "stop_times.txt", "24:50:00,24:52:00", "24:50:00,", "stop_times.txt:4: departure_time: … the arrival's",
		func(f *timetable.Feed, _ *gtfs.Report) bool { return f.Trips[0].Calls[2].Departs == hms(24, 50, 0) }},
	{"departure only", "stop_times.txt", "24:50:00,24:52:00", ",24:52:00", "stop_times.txt:4: arrival_time: … the departure's",
		func(f *timetable.Feed, _ *gtfs.Report) bool { return f.Trips[0].Calls[2].Arrives == hms(24, 52, 0) }},
	{"to be arranged", "stop_times.txt", "A1,5,,", "A1,5,2,3", "stop_times.txt:3: pickup_type: … the agency\nstop_times.txt:3: drop_off_type: … the driver",
		func(f *timetable.Feed, _ *gtfs.Report) bool {
			return f.Trips[0].Calls[1].Board && f.Trips[0].Calls[1].Alight
		}},
}

func TestWarnings(t *testing.T) {
	for _, tt := range doubtfulFeeds {
		t.Run(strings.ReplaceAll(tt.file+" "+tt.name, " ", "-"), func(t *testing.T) {
			f, report := mustRead(t, changed(t, tt.file, tt.before, tt.after))
			expect(t, "warnings", report.Warnings, tt.want)
			if !tt.holds(f, report) {
				t.Errorf("it is read as\n%+v\n%+v", f, report)
			}
		})
	}
}

func TestWarningsOfFiles(t *testing.T) {
	tests := []struct {
		name, changes, want string
		holds               func(*timetable.Feed, *gtfs.Report) bool
	}{
		{"an optional file is empty", "-- transfers.txt --\n\ufeff", "transfers.txt: is empty",
			func(f *timetable.Feed, _ *gtfs.Report) bool { return len(f.Transfers) == 0 }},
		{"dates without weeks", "-- calendar.txt --\n\n-- trips.txt --\nroute_id,service_id,trip_id\nb,feast,b1\n371,feast,t1\n", "calendar.txt: is empty",
			func(f *timetable.Feed, _ *gtfs.Report) bool { return len(f.Calendars) == 2 }},
		{"a transfer at a door", "-- stops.txt --\nstop_id,stop_name,stop_lat,stop_lon,location_type,parent_station\nA,a,40,44,1,\nE,b,40,44,2,A\nK,c,40,44,,\nV,d,40,44.1,,\n" +
			"-- stop_times.txt --\ntrip_id,arrival_time,departure_time,stop_id,stop_sequence\nt1,8:00:00,8:00:00,K,1\nt1,9:00:00,9:00:00,V,2\nb1,8:00:00,8:00:00,K,1\nb1,9:00:00,9:00:00,V,2\n" +
			"-- transfers.txt --\nfrom_stop_id,to_stop_id\nK,E\nA,K\n", "transfers.txt:2: to_stop_id: \"E\" … left out",
			func(f *timetable.Feed, _ *gtfs.Report) bool { return len(f.Transfers) == 0 }},
		{"described twice", "-- feed_info.txt --\nfeed_publisher_name\na\nb\n", "feed_info.txt:3: … the first is kept",
			func(f *timetable.Feed, _ *gtfs.Report) bool { return f.Publisher == "a" }},
		{"complete for less than it holds", "-- feed_info.txt --\nfeed_start_date,feed_end_date\n20260522,20260801\n", "feed_info.txt: … 2026-05-21 to 2026-06-30",
			func(f *timetable.Feed, r *gtfs.Report) bool { return r.First == day("2026-05-21") }},
		{"complete for no day", "-- feed_info.txt --\nfeed_start_date,feed_end_date\n20260801,20260501\n",
			"feed_info.txt: … complete for less\nfeed_info.txt:2: feed_end_date: … before feed_start_date",
			func(f *timetable.Feed, r *gtfs.Report) bool { return len(f.Trips) == 2 }},
		{"a boarding area", `
-- stops.txt --
stop_id,stop_name,stop_lat,stop_lon,location_type,parent_station
K,Kars,40.6,43.1,0,
K1,Front,,,4,K
V,Vanadzor,40.8,44.5,0,
-- stop_times.txt --
trip_id,arrival_time,departure_time,stop_id,stop_sequence
t1,8:00:00,8:00:00,K1,1
t1,9:00:00,9:00:00,V,2
b1,8:00:00,8:00:00,V,1
b1,9:00:00,9:00:00,K,2
`, "stop_times.txt:2: stop_id: \"K1\" … at its platform",
			func(f *timetable.Feed, _ *gtfs.Report) bool {
				return f.Trips[0].Calls[0].Stop == 0 && len(f.Stops) == 2
			}},
		{"on demand", `
-- stop_times.txt --
trip_id,arrival_time,departure_time,stop_id,location_group_id,stop_sequence,start_pickup_drop_off_window,end_pickup_drop_off_window,timepoint
t1,8:00:00,8:00:00,K,,1,,,1
t1,,,,town,2,8:10:00,8:50:00,
t1,,,V,,3,,,1
t1,9:00:00,9:00:00,T,,4,,,1
b1,,,B,,1,8:00:00,18:00:00,
b1,,,Y,,2,8:00:00,18:00:00,
`, "trips.txt:3: trip_id: \"b1\" … on demand\nstop_times.txt:3: … left out\nstop_times.txt:4: timepoint: … supposed\nstop_times.txt:6: … left out\nstop_times.txt:7: … left out",
			func(f *timetable.Feed, r *gtfs.Report) bool {
				return len(f.Trips) == 1 && len(f.Trips[0].Calls) == 3 && r.CallsOnDemand == 3 && r.TripsLeftOut == 1 && r.Interpolated == 1
			}},
	}
	for _, tt := range tests {
		t.Run(strings.ReplaceAll(tt.name, " ", "-"), func(t *testing.T) {
			f, report := mustRead(t, feed(t, tt.changes))
			expect(t, "warnings", report.Warnings, tt.want)
			if !tt.holds(f, report) {
				t.Errorf("it is read as\n%+v\n%+v", f, report)
			}
		})
	}
}

// What the reference allows is read without a word.
func TestReadWithoutComplaint(t *testing.T) {
	want, _ := mustRead(t, feed(t, ""))
	tests := map[string]func(string) string{
		"byte-order mark": func(s string) string { return "\ufeff" + s },
		"CR LF":           func(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") },
		"no last line break": func(s string) string {
			return strings.TrimSuffix(s, "\n")
		},
		"blank lines":     func(s string) string { return s + "\n \n\n" },
		"spaces":          func(s string) string { return strings.ReplaceAll(s, ",", " , ") },
		"quotation marks": func(s string) string { return quotedCSV(s) },
		"further columns": func(s string) string { return strings.TrimSuffix(strings.ReplaceAll(s, "\n", ",x\n"), ",x") },
	}
	for name, change := range tests {
		t.Run(strings.ReplaceAll(name, " ", "-"), func(t *testing.T) {
			files := feed(t, "")
			for file := range files {
				files[file] = change(files[file])
			}
			f, report := mustRead(t, files)
			expect(t, "warnings", report.Warnings, "")
			if !same(f, want) {
				t.Errorf("it is read as\n%+v\nand should be\n%+v", f, want)
			}
		})
	}
}

// A headsign that only the calls have is the trip's.
func TestHeadsignOfCalls(t *testing.T) {
	files := feed(t, "-- stop_times.txt --\ntrip_id,arrival_time,departure_time,stop_id,stop_sequence,stop_headsign\nt1,8:00:00,8:00:00,K,1,East\nt1,9:00:00,9:00:00,V,2,North\nb1,8:00:00,8:00:00,K,1,East\nb1,9:00:00,9:00:00,V,2,\n")
	files["trips.txt"] = "route_id,service_id,trip_id,trip_headsign\n371,week,t1,\nb,feast,b1,Yerevan\n"
	f, _ := mustRead(t, files)
	if f.Trips[0].Headsign != "East" || f.Trips[1].Headsign != "Yerevan" {
		t.Errorf("headsigns are %q and %q", f.Trips[0].Headsign, f.Trips[1].Headsign)
	}
}
