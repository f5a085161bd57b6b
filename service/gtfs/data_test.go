package gtfs_test

import (
	"archive/zip"
	"encoding/csv"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"waythrough/service/gtfs"
	"waythrough/service/timetable"
)

// Two published feeds, each row of which is held against what encoding/csv reads.
func TestPublishedFeeds(t *testing.T) {
	for _, tt := range []struct {
		file, first, last               string
		stops, routes, calendars, trips int
	}{
		{"caltrain_gtfs.zip", "2009-03-02", "2019-08-31", 31, 3, 6, 252},
		{"la-metro-rail-gtfs.zip", "2024-01-13", "2024-01-27", 107, 6, 24, 5680},
	} {
		t.Run(tt.file, func(t *testing.T) {
			path := filepath.Join("..", "..", "..", "shared", "data", "gtfs", tt.file)
			if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
				t.Skipf("SKIPPED: there is no %s; TestFeedIsReadAsItMeans covers the same ground on a small feed", path)
			}
			f, report, err := gtfs.Read(t.Context(), path, gtfs.Limits{})
			if err != nil {
				t.Fatal(err)
			}
			expect(t, "warnings", report.Warnings, "")
			if len(f.Stops) != tt.stops || len(f.Routes) != tt.routes || len(f.Calendars) != tt.calendars || len(f.Trips) != tt.trips ||
				report.First != day(tt.first) || report.Last != day(tt.last) {
				t.Errorf("read is %+v", report)
			}
			holdsRows(t, path, f)
			if _, err := timetable.Compile([]*timetable.Feed{f}); err != nil {
				t.Error(err)
			}
		})
	}
}

// holdsRows fails unless the calls of a feed are the rows of its stop_times, as many and
// the same.
func holdsRows(t *testing.T, path string, f *timetable.Feed) {
	t.Helper()
	type call struct {
		trip, stop       string
		arrives, departs int
		board, alight    bool
	}
	calls := map[call]int{}
	total := 0
	for _, trip := range f.Trips {
		for _, c := range trip.Calls {
			calls[call{trip.ID, f.Stops[c.Stop].ID, int(c.Arrives), int(c.Departs), c.Board, c.Alight}]++
			total++
		}
	}
	z, err := zip.OpenReader(path)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	in, err := z.Open("stop_times.txt")
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(in).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	at := map[string]int{}
	for i, name := range rows[0] {
		at[name] = i
	}
	for _, row := range rows[1:] {
		value := func(name string) string { return row[at[name]] }
		seconds := func(name string) (s int) {
			for _, part := range strings.Split(value(name), ":") {
				n, err := strconv.Atoi(part)
				if err != nil {
					t.Fatalf("%q: %v", value(name), err)
				}
				s = s*60 + n
			}
			return s
		}
		key := call{value("trip_id"), value("stop_id"), seconds("arrival_time"), seconds("departure_time"), value("pickup_type") != "1", value("drop_off_type") != "1"}
		calls[key]--
		total--
		if calls[key] < 0 {
			t.Fatalf("the feed has no call for %q", row)
		}
	}
	if total != 0 {
		t.Errorf("the feed has %d calls more than rows", total)
	}
}
