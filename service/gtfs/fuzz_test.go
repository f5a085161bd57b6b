package gtfs_test

import (
	"errors"
	"slices"
	"testing"

	"waythrough/service/gtfs"
	"waythrough/service/timetable"
)

// sound fails unless a feed was read whole, or refused with errors and nothing else. What
// is read compiles: the reader refuses, with file and line, what a timetable can't hold.
func sound(t *testing.T, f *timetable.Feed, report *gtfs.Report, err error) {
	t.Helper()
	if err != nil {
		var errs gtfs.Errors
		if f != nil || report != nil || !errors.As(err, &errs) || len(errs) == 0 {
			t.Fatalf("refused with %v, returned are %v and %v", err, f, report)
		}
		return
	}
	if report.Trips != len(f.Trips) || report.Trips == 0 || report.Stops != len(f.Stops) {
		t.Fatalf("read are %d trips and %d stops, told %+v", len(f.Trips), len(f.Stops), report)
	}
	for _, trip := range f.Trips {
		if trip.ID == "" || len(trip.Calls) < 2 {
			t.Fatalf("trip %+v", trip)
		}
		for i, c := range trip.Calls {
			if c.Departs < c.Arrives || i > 0 && (c.Arrives < trip.Calls[i-1].Departs || c.Stop == trip.Calls[i-1].Stop) {
				t.Fatalf("call %d of %+v", i, trip)
			}
		}
	}
	for _, c := range f.Calendars {
		if !slices.IsSorted(c.Added) || !slices.IsSorted(c.Removed) {
			t.Fatalf("calendar %+v", c)
		}
	}
	if report.Last < report.First {
		return // there is nothing to compile
	}
	if _, err := timetable.Compile([]*timetable.Feed{f}); err != nil {
		t.Fatalf("what was read does not compile: %v", err)
	}
}

func FuzzZip(f *testing.F) {
	f.Add(pack(f, items(f, "")...))
	f.Add(pack(f, items(f, "feed/", "agency.txt")...))
	f.Add(pack(f, item{"a.zip", ""}))
	f.Add([]byte("PK\x05\x06"))
	f.Fuzz(func(t *testing.T, data []byte) {
		feed, report, err := readBytes(data, gtfs.Limits{Bytes: 1 << 20, LineBytes: 1 << 14, Entries: 50})
		sound(t, feed, report, err)
	})
}

// wide is the small feed with every table in it.
const wide = `
-- feed_info.txt --
feed_publisher_name,feed_start_date,feed_end_date,feed_version
Neighbours,20260501,20260701,7
-- frequencies.txt --
trip_id,start_time,end_time,headway_secs,exact_times
b1,6:00:00,10:00:00,600,
b1,10:00:00,12:00:00,1200,1
-- transfers.txt --
from_stop_id,to_stop_id,transfer_type,min_transfer_time,from_trip_id
A,B,2,240,
A1,B,1,,
B,A,0,,
K,K,3,,
V,V,4,,t1
`

// FuzzFeed puts any bytes in the place of any table.
func FuzzFeed(f *testing.F) {
	files := feed(f, wide)
	names := make([]string, 0, len(files))
	for name := range files {
		names = append(names, name)
	}
	slices.Sort(names)
	for i, name := range names {
		f.Add(uint8(i), []byte(files[name]))
		f.Add(uint8(i), []byte(quotedCSV(files[name])))
	}
	f.Add(uint8(slices.Index(names, "stop_times.txt")), []byte("trip_id,arrival_time,departure_time,stop_id,stop_sequence\nt1,8:00:00,,K,1\nb1,8:00:00,,K,1\nt1,,,A1,3\nt1,,,V,2\nt1,9:00:00,9:00:00,T,4\nb1,9:00:00,9:00:00,Y,2\n"))
	f.Fuzz(func(t *testing.T, table uint8, data []byte) {
		changed := feed(t, wide)
		changed[names[int(table)%len(names)]] = string(data)
		got, report, err := gtfs.ReadFolder(t.Context(), "small", folderOf(changed), gtfs.Limits{Bytes: 1 << 20, LineBytes: 1 << 14})
		sound(t, got, report, err)
	})
}
