package gtfs_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	_ "time/tzdata" // for machines without zone files

	"github.com/rogpeppe/go-internal/txtar"

	"waythrough/service/gtfs"
	"waythrough/service/timetable"
)

// small is a feed of two lines that meet in Gyumri. The train has a platform of a station
// there; the bus stops outside.
//
//	Kars ──train──► Gyumri (A1 in station A) ──► Vanadzor ──► Tbilisi (another zone)
//	                Gyumri bus stop (B) ──bus──► Yerevan
const small = `
-- agency.txt --
agency_id,agency_name,agency_url,agency_timezone
rail,Border Railways,https://rail.example,Asia/Yerevan
bus,Shirak Buses,https://bus.example,Asia/Yerevan
-- stops.txt --
stop_id,stop_name,stop_lat,stop_lon,location_type,parent_station,stop_timezone
K,Kars,40.6013,43.0975,0,,Europe/Istanbul
A,Gyumri station,40.7894,43.8475,1,,
A1,,40.7896,43.8479,0,A,
V,Vanadzor,40.8046,44.4939,,,
T,Tbilisi,41.7225,44.7963,,,Asia/Tbilisi
B,Gyumri bus stop,40.7890,43.8470,0,,
Y,Yerevan,40.1556,44.5092,0,,
-- routes.txt --
route_id,agency_id,route_short_name,route_long_name,route_type
371,rail,371,Kars – Tbilisi,2
b,bus,,Gyumri – Yerevan,3
-- calendar.txt --
service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date
week,1,1,1,1,1,0,0,20260601,20260630
-- calendar_dates.txt --
service_id,date,exception_type
week,20260610,2
week,20260606,1
feast,20260528,1
feast,20260521,1
-- trips.txt --
route_id,service_id,trip_id,trip_headsign
371,week,t1,Tbilisi
b,feast,b1,Yerevan
-- stop_times.txt --
trip_id,arrival_time,departure_time,stop_id,stop_sequence,pickup_type,drop_off_type
t1,21:00:00,21:10:00,K,1,0,1
t1,23:00:00,23:20:00,A1,5,,
t1,24:50:00,24:52:00,V,7,1,0
t1,27:30:00,27:30:00,T,20,1,0
b1,8:00:00,8:00:00,B,1,,
b1,10:00:00,10:00:00,Y,2,,
`

// feed is the small feed with some of its files replaced, or added; one that is replaced
// by nothing is left out.
func feed(t testing.TB, changes string) map[string]string {
	t.Helper()
	files := map[string]string{}
	for _, text := range []string{small, changes} {
		for _, f := range txtar.Parse([]byte(text)).Files {
			files[f.Name] = string(f.Data)
			if len(f.Data) == 0 {
				delete(files, f.Name)
			}
		}
	}
	return files
}

// changed replaces a piece of a file of the small feed.
func changed(t testing.TB, file, before, after string) map[string]string {
	t.Helper()
	files := feed(t, "")
	if !strings.Contains(files[file], before) {
		t.Fatalf("%s has no %q", file, before)
	}
	files[file] = strings.Replace(files[file], before, after, 1)
	return files
}

func read(files map[string]string) (*timetable.Feed, *gtfs.Report, error) {
	return gtfs.ReadFolder(context.Background(), "small", folderOf(files), gtfs.Limits{})
}

// mustRead reads a feed that has no error.
func mustRead(t testing.TB, files map[string]string) (*timetable.Feed, *gtfs.Report) {
	t.Helper()
	f, report, err := read(files)
	if err != nil {
		t.Fatalf("the feed is refused:\n%v", err)
	}
	if _, err := timetable.Compile([]*timetable.Feed{f}); err != nil {
		t.Errorf("what was read does not compile: %v", err)
	}
	return f, report
}

// refused reads a feed that has errors, and gives them.
func refused(t testing.TB, files map[string]string) gtfs.Errors {
	t.Helper()
	f, report, err := read(files)
	var errs gtfs.Errors
	if !errors.As(err, &errs) || len(errs) == 0 {
		t.Fatalf("the feed is not refused for what it holds, but with %v", err)
	}
	if f != nil || report != nil {
		t.Error("something is returned beside the errors")
	}
	return errs
}

// expect holds problems against lines of the form "file:line: field: … fragment", each
// of which says how a problem begins and what else it holds.
func expect(t testing.TB, what string, problems []gtfs.Problem, want string) {
	t.Helper()
	var lines []string
	for _, line := range strings.Split(want, "\n") {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, line)
		}
	}
	fits := len(problems) == len(lines)
	for i := 0; fits && i < len(lines); i++ {
		begins, holds, _ := strings.Cut(lines[i], " … ")
		said := problems[i].String()
		fits = strings.HasPrefix(said, begins) && strings.Contains(said, holds)
	}
	if !fits {
		var said strings.Builder
		for _, p := range problems {
			fmt.Fprintf(&said, "\t%s\n", p)
		}
		t.Errorf("%s are\n%swhere expected were\n\t%s", what, said.String(), strings.Join(lines, "\n\t"))
	}
}
