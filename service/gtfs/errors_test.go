package gtfs_test

import (
	"fmt"
	"strings"
	"testing"
)

// Each row changes the small feed in one place and says what is refused, by file, line
// and field, and a word of why.
var wrongFeeds = []struct{ name, file, before, after, want string }{
	// agency.txt
	{"no such zone", "agency.txt", "rail,Border Railways,https://rail.example,Asia/Yerevan", "rail,Border Railways,,Asia/Gyumri",
		"agency.txt:2: agency_timezone: … \"Asia/Gyumri\" is no zone"},
	{"the machine's zone", "agency.txt", "bus.example,Asia/Yerevan", "bus.example,Local", "agency.txt:3: agency_timezone: … no zone"},
	{"two zones", "agency.txt", "bus.example,Asia/Yerevan", "bus.example,Asia/Tbilisi", "agency.txt:3: agency_timezone: … line 2"},
	{"an id twice", "agency.txt", "bus,Shirak", "rail,Shirak", "agency.txt:3: agency_id: … used once\nroutes.txt:3: agency_id: … no agency \"bus\""},
	{"two without an id", "agency.txt", "rail,Border Railways,https://rail.example,Asia/Yerevan\nbus,", ",Border Railways,,Asia/Yerevan\n,",
		"agency.txt:3: agency_id: … blank for a second"},

	// stops.txt
	{"latitude", "stops.txt", "40.6013", "94.6", "stops.txt:2: stop_lat: … outside -90 to 90"},
	{"longitude", "stops.txt", "43.0975", "-180.1", "stops.txt:2: stop_lon: … outside -180 to 180"},
	{"decimal comma", "stops.txt", "40.6013", `"40,6013"`, "stops.txt:2: stop_lat: … decimal point"},
	{"no number", "stops.txt", "40.6013", "nan", "stops.txt:2: stop_lat: … no number"},
	{"hexadecimal", "stops.txt", "40.6013", "0x28p0", "stops.txt:2: stop_lat: … no number"},
	{"nowhere", "stops.txt", "40.6013,43.0975", "0,0.0", "stops.txt:2: stop_lat: … sea off Africa"},
	{"blank position", "stops.txt", "40.6013,43.0975", ",", "stops.txt:2: stop_lat: is blank"},
	{"half a position", "stops.txt", "40.6013,43.0975", "40.6013,", "stops.txt:2: stop_lat: … give both"},
	{"bad zone", "stops.txt", "Europe/Istanbul", "Turkey time", "stops.txt:2: stop_timezone: … no zone"},
	{"bad type", "stops.txt", "A,Gyumri station,40.7894,43.8475,1", "A,Gyumri station,40.7894,43.8475,5", "stops.txt:3: location_type: … none of 0 to 4"},
	{"unknown parent", "stops.txt", "0,A,", "0,AA,", "stops.txt:4: parent_station: … no station \"AA\""},
	{"a stop in a stop", "stops.txt", "0,A,", "0,V,", "stops.txt:4: parent_station: … location_type 0"},
	{"a stop in itself", "stops.txt", "0,A,", "0,A1,", "stops.txt:4: parent_station: … location_type 0"},
	{"a station in a station", "stops.txt", "43.8475,1,,", "43.8475,1,A,", "stops.txt:3: parent_station: … lies in no other"},
	{"a boarding area in a station", "stops.txt", "B,Gyumri bus stop", "AA,,,,4,A,\nB,Gyumri bus stop", "stops.txt:7: parent_station: … lies on a platform"},
	{"an id twice", "stops.txt", "V,Vanadzor", "K,Vanadzor", "stops.txt:5: stop_id: \"K\" … used once\nstop_times.txt:4: stop_id: … no stop \"V\""},
	{"an id that is not UTF-8", "stops.txt", "V,Vanadzor", "\xc9,Vanadzor", "stops.txt:5: stop_id: … UTF-8"},
	{"no id", "stops.txt", "V,Vanadzor", ",Vanadzor", "stops.txt:5: stop_id: is blank"},

	// routes.txt
	{"bad type", "routes.txt", "Tbilisi,2", "Tbilisi,99", "routes.txt:2: route_type: … \"99\" is no type"},
	{"blank type", "routes.txt", "Tbilisi,2", "Tbilisi,", "routes.txt:2: route_type: … no type"},
	{"unknown agency", "routes.txt", "371,rail", "371,tram", "routes.txt:2: agency_id: … no agency \"tram\""},
	{"an id twice", "routes.txt", "b,bus", "371,bus", "routes.txt:3: route_id: … used once\ntrips.txt:3: route_id: … no route \"b\""},

	// calendar.txt, calendar_dates.txt
	{"no such day", "calendar.txt", "20260630", "20260631", "calendar.txt:2: end_date: … no date"},
	{"another way to write it", "calendar.txt", "20260601", "2026-06-01", "calendar.txt:2: start_date: … 20260430"},
	{"for ever", "calendar.txt", "20260630", "99991231", "calendar.txt:2: end_date: … 1900 to 2199"},
	{"for a hundred years and more", "calendar.txt", "20260630", "21990630", "calendar.txt: … more than a century"},
	{"ends before it starts", "calendar.txt", "20260601,20260630", "20260630,20260601", "calendar.txt:2: end_date: … before start_date, 2026-06-30"},
	{"a weekday left blank", "calendar.txt", "week,1", "week,", "calendar.txt:2: monday: is blank"},
	{"a weekday of 2", "calendar.txt", "week,1", "week,2", "calendar.txt:2: monday: … none of 0 to 1"},
	{"added and removed", "calendar_dates.txt", "week,20260606,1", "week,20260610,1", "calendar_dates.txt:3: date: … removed in another"},
	{"neither added nor removed", "calendar_dates.txt", "20260606,1", "20260606,3", "calendar_dates.txt:3: exception_type: … none of 0 to 2"},
	{"a blank exception", "calendar_dates.txt", "20260606,1", "20260606,", "calendar_dates.txt:3: exception_type: … neither 1"},

	// trips.txt
	{"unknown route", "trips.txt", "b,feast", "c,feast", "trips.txt:3: route_id: there is no route \"c\""},
	{"unknown service", "trips.txt", "b,feast", "b,fast", "trips.txt:3: service_id: there is no service \"fast\""},
	{"blank service", "trips.txt", "b,feast", "b,", "trips.txt:3: service_id: is blank"},
	{"an id twice", "trips.txt", "b,feast,b1", "b,feast,t1", "trips.txt:3: trip_id: … used once\nstop_times.txt:6: trip_id: … no trip \"b1\"\nstop_times.txt:7: trip_id: … no trip \"b1\""},

	// stop_times.txt
	{"unknown trip", "stop_times.txt", "t1,23", "t9,23", "stop_times.txt:3: trip_id: … no trip \"t9\""},
	{"unknown stop", "stop_times.txt", ",V,", ",W,", "stop_times.txt:4: stop_id: there is no stop \"W\""},
	{"at a station", "stop_times.txt", ",A1,", ",A,", "stop_times.txt:3: stop_id: \"A\" has location_type 1"},
	{"no time", "stop_times.txt", "24:50:00", "24:60:00", "stop_times.txt:4: arrival_time: \"24:60:00\" is no time"},
	{"hours and minutes only", "stop_times.txt", "24:50:00", "24:50", "stop_times.txt:4: arrival_time: … no time"},
	{"eleven days", "stop_times.txt", "27:30:00,27:30:00", "264:00:00,264:00:00", "stop_times.txt:5: arrival_time: … ten days\nstop_times.txt:5: departure_time: … ten days"},
	{"departs before it arrives", "stop_times.txt", "24:50:00,24:52:00", "24:50:00,24:49:00", "stop_times.txt:4: departure_time: 24:49:00 … before the arrival, 24:50:00"},
	{"midnight forgotten", "stop_times.txt", "24:50:00,24:52:00", "0:50:00,0:52:00", "stop_times.txt:4: arrival_time: 0:50:00 … before the departure of line 3, 23:20:00"},
	{"first time blank", "stop_times.txt", "21:00:00,21:10:00", ",", "stop_times.txt:2: arrival_time: … first or last"},
	{"last time blank", "stop_times.txt", "27:30:00,27:30:00", ",", "stop_times.txt:5: arrival_time: … first or last"},
	{"a place twice", "stop_times.txt", "V,7", "V,5", "stop_times.txt:4: stop_sequence: 5 … line 3"},
	{"no place", "stop_times.txt", "V,7", "V,-7", "stop_times.txt:4: stop_sequence: … whole number"},
	{"half a place", "stop_times.txt", "V,7", "V,7.5", "stop_times.txt:4: stop_sequence: … whole number"},
	{"a place too great", "stop_times.txt", "V,7", "V,2147483648", "stop_times.txt:4: stop_sequence: … whole number"},
	{"how to get on", "stop_times.txt", "V,7,1,0", "V,7,4,0", "stop_times.txt:4: pickup_type: … none of 0 to 3"},
	{"a value too few", "stop_times.txt", "V,7,1,0", "V,7,1", "stop_times.txt:4: has 6 values … 7 columns"},
	{"a quotation mark left open", "stop_times.txt", "24:50:00,24:52:00,V", `24:50:00,24:52:00,"V`, "stop_times.txt:4: … never closed"},
	{"text behind the mark", "stop_times.txt", ",V,", `,"V"1,`, "stop_times.txt:4: … behind a closing"},
}

func TestErrors(t *testing.T) {
	for _, tt := range wrongFeeds {
		t.Run(strings.ReplaceAll(tt.file+" "+tt.name, " ", "-"), func(t *testing.T) {
			expect(t, "errors", refused(t, changed(t, tt.file, tt.before, tt.after)), tt.want)
		})
	}
}

// Files that are missing, empty or of another kind, and optional ones with errors.
func TestErrorsOfFiles(t *testing.T) {
	const frequencies = "-- frequencies.txt --\ntrip_id,start_time,end_time,headway_secs,exact_times\n"
	const transfers = "-- transfers.txt --\nfrom_stop_id,to_stop_id,transfer_type,min_transfer_time\n"
	tests := []struct{ name, changes, want string }{
		{"missing", "-- stops.txt --\n-- agency.txt --\n", "agency.txt: is missing\nstops.txt: is missing"},
		{"capitals", "-- routes.txt --\n-- Routes.TXT --\nx\n", "routes.txt: is missing … \"Routes.TXT\""},
		{"no calendar", "-- calendar.txt --\n-- calendar_dates.txt --\n", "calendar.txt: is missing, and so is"},
		{"blank", "-- trips.txt --\n\n", "trips.txt: is empty"},
		{"no rows", "-- stop_times.txt --\ntrip_id,arrival_time,departure_time,stop_id,stop_sequence\n", "trips.txt: no trip has two calls"},
		{"no agency", "-- agency.txt --\nagency_id,agency_timezone\n", "agency.txt: names no agency\nroutes.txt:2: agency_id: … no agency\nroutes.txt:3: agency_id: … no agency"},
		{"a column missing", "-- routes.txt --\nroute_id,route_Type\nb,3\n", "routes.txt:1: route_type: … \"route_Type\""},
		{"a column twice", "-- routes.txt --\nroute_id,route_type,route_type\nb,3,2\n", "routes.txt:1: route_type: there are two"},
		{"UTF-16", "-- routes.txt --\n\xff\xfer\x00\n", "routes.txt:1: is UTF-16"},
		{"lines that end in CR", "-- routes.txt --\nroute_id,route_type\rb,3\r", "routes.txt:1: lines end in CR alone"},
		{"a broken header", "-- routes.txt --\nroute_id,\"route_type\nb,3\n", "routes.txt:1: the header … never closed"},

		{"no headway", frequencies + "b1,6:00:00,7:00:00,0,\n", "frequencies.txt:2: headway_secs: is 0"},
		{"a negative headway", frequencies + "b1,6:00:00,7:00:00,-60,\n", "frequencies.txt:2: headway_secs: … \"-60\""},
		{"a headway left blank", frequencies + "b1,6:00:00,,600,\n", "frequencies.txt:2: end_time: is blank"},
		{"ends as it starts", frequencies + "b1,6:00:00,6:00:00,600,\n", "frequencies.txt:2: end_time: is not after"},
		{"overlap", frequencies + "b1,7:00:00,9:00:00,600,\nb1,6:00:00,7:00:01,300,\n", "frequencies.txt:2: start_time: … end_time of line 3"},
		{"exact or not", frequencies + "b1,6:00:00,7:00:00,600,2\n", "frequencies.txt:2: exact_times: … none of 0 to 1"},
		{"a trip that is not", frequencies + "b9,6:00:00,7:00:00,600,\n", "frequencies.txt:2: trip_id: … no trip \"b9\""},
		{"a run a second", frequencies + "b1,6:00:00,12:00:00,1,\n", "frequencies.txt:2: headway_secs: … 10000 runs"},
		{"runs beyond ten days", frequencies + "b1,6:00:00,239:00:00,3600,\n", "stop_times.txt:7: departure_time: … ten days"},

		{"unknown stop", transfers + "K,Q,2,60\n", "transfers.txt:2: to_stop_id: … no stop \"Q\""},
		{"unknown type", transfers + "K,V,6,60\n", "transfers.txt:2: transfer_type: … none of 0 to 5"},
		{"negative time", transfers + "K,V,2,-60\n", "transfers.txt:2: min_transfer_time: … \"-60\""},
	}
	for _, tt := range tests {
		t.Run(strings.ReplaceAll(tt.name, " ", "-"), func(t *testing.T) {
			expect(t, "errors", refused(t, feed(t, tt.changes)), tt.want)
		})
	}
}

// What one table gets wrong is not told again by each table that refers to it.
func TestOneMistakeIsOneError(t *testing.T) {
	expect(t, "errors", refused(t, feed(t, "-- trips.txt --\nroute_id,trip_id\nb,b1\n")), "trips.txt:1: service_id: … missing")
	expect(t, "errors", refused(t, changed(t, "stops.txt", "K,Kars,40.6013", "K,Kars")), "stops.txt:2: has 6 values")
	expect(t, "errors", refused(t, changed(t, "stops.txt", "V,Vanadzor,40.8046", "V,Vanadzor,x")), "stops.txt:5: stop_lat")
}

// All errors of a feed are told, by file in the order of reading and by line; of each
// kind the first 200.
func TestErrorsAreAllToldInOrder(t *testing.T) {
	files := feed(t, "")
	var rows strings.Builder
	for i := range 250 {
		fmt.Fprintf(&rows, "t1,1:0%d,25:00:00,Q%d,%d\n", i, i, i)
	}
	files["stop_times.txt"] = "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n" + rows.String()
	files["transfers.txt"] = "from_stop_id,to_stop_id\nQ,K\n"
	files["agency.txt"] = strings.ReplaceAll(files["agency.txt"], "Asia/Yerevan", "x")
	errs := refused(t, files)
	if len(errs) != 2+2*(200+1)+1 {
		t.Fatalf("there are %d errors, and should be two zones, 200 times and stops each, how many more, and a transfer", len(errs))
	}
	text := strings.Split(errs.Error(), "\n")
	for i, want := range map[int]string{
		0:   "agency.txt:2: agency_timezone: ",
		1:   "agency.txt:3: agency_timezone: ",
		2:   "stop_times.txt:2: arrival_time: ",
		3:   `stop_times.txt:2: stop_id: there is no stop "Q0" in stops.txt`,
		400: "stop_times.txt:201: arrival_time: ",
		402: "stop_times.txt: arrival_time: and 50 more of the kind that line 2 shows",
		403: "stop_times.txt: stop_id: and 50 more of the kind that line 2 shows",
		404: `transfers.txt:2: from_stop_id: there is no stop "Q" in stops.txt`,
	} {
		if !strings.HasPrefix(text[i], want) {
			t.Errorf("line %d of the errors is %q and should begin with %q", i, text[i], want)
		}
	}
	if again := refused(t, files); again.Error() != errs.Error() {
		t.Error("the same feed has other errors when it is read again")
	}
}

// Where trips lie scattered, the file is read thrice and each mistake is told once.
func TestErrorsOfScatteredTrips(t *testing.T) {
	files := feed(t, "-- stop_times.txt --\ntrip_id,arrival_time,departure_time,stop_id,stop_sequence\n"+
		"t1,8:00:00,8:00:00,K,1\nb1,8:00:00,8:00:00,K,1\nq,8:00:00,8:00:00,K,1\nt1,7:00:00,7:00:00,V,2\nb1,9:00,9:00:00,V,2\nt1,9:00:00,9:00:00,W,3\nb1,9:00:00,9:00:00,K,3\n")
	expect(t, "errors", refused(t, files), "stop_times.txt:4: trip_id: … \"q\"\nstop_times.txt:6: arrival_time: \"9:00\"\nstop_times.txt:7: stop_id: … \"W\"")
	files["stop_times.txt"] = strings.NewReplacer("q,8:00:00,8:00:00,K,1\n", "", ",W,", ",T,", "9:00,", "9:00:00,").Replace(files["stop_times.txt"])
	expect(t, "errors", refused(t, files), "stop_times.txt:4: arrival_time: 7:00:00 … line 2")
}

// What no timetable can hold is refused with its line, and what would take long is too.
func TestBounds(t *testing.T) {
	files := feed(t, "")
	var rows strings.Builder
	for i := range 1 << 16 {
		fmt.Fprintf(&rows, "t1,8:00:00,8:00:00,%s,%d\n", [2]string{"K", "V"}[i%2], i)
	}
	files["stop_times.txt"] = "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n" + rows.String()
	expect(t, "errors", refused(t, files), "stop_times.txt:65537: … call 65536")

	files = feed(t, "-- transfers.txt --\nfrom_stop_id,to_stop_id\nA,C\n")
	var stops strings.Builder
	stops.WriteString("C,Far off,41,43,1,,\n")
	for i := range 1500 {
		fmt.Fprintf(&stops, "a%d,,40.7,43.8,0,A,\nc%d,,41,43,0,C,\n", i, i)
	}
	files["stops.txt"] += stops.String()
	expect(t, "errors", refused(t, files), "transfers.txt:2: … 2,097,152 pairs")
}
