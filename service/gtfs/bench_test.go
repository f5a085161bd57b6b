package gtfs_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"testing/fstest"
	"time"

	"waythrough/service/gtfs"
)

// country is a feed of so many trips of 50 calls each. Values stand in quotation marks or
// not; rows lie by trip or by call.
func country(trips int, quotes, byCall bool) map[string]string {
	q := func(s string) string {
		if quotes {
			return `"` + strings.ReplaceAll(s, ",", `","`) + `"`
		}
		return s
	}
	const calls = 50
	stops := min(5000, 20+trips)
	var stop, trip, times strings.Builder
	stop.WriteString("stop_id,stop_name,stop_lat,stop_lon\n")
	for i := range stops {
		fmt.Fprintf(&stop, "de:08111:%d::1,Stop %d,%.6f,%.6f\n", i, i, 48+float64(i)/5000, 9+float64(i%70)/70)
	}
	trip.WriteString("route_id,service_id,trip_id,trip_headsign\n")
	for i := range trips {
		fmt.Fprintf(&trip, "r,s,%d.T0.10-1-A-j24-1.%d.H,Terminus\n", i, i%9)
	}
	row := func(i, k int) {
		at := 5*3600 + i%900*60 + k*120
		clock := fmt.Sprintf("%02d:%02d:%02d", at/3600, at/60%60, at%60)
		times.WriteString(q(fmt.Sprintf("%d.T0.10-1-A-j24-1.%d.H,%s,%s,de:08111:%d::1,%d,0,0", i, i%9, clock, clock, (i*7+k)%stops, k)) + "\n")
	}
	times.WriteString("trip_id,arrival_time,departure_time,stop_id,stop_sequence,pickup_type,drop_off_type\n")
	for n := range trips * calls {
		if byCall {
			row(n%trips, n/trips)
		} else {
			row(n/calls, n%calls)
		}
	}
	return map[string]string{
		"agency.txt":     "agency_id,agency_name,agency_timezone\na,Operator,Europe/Berlin\n",
		"routes.txt":     "route_id,route_short_name,route_type\nr,1,3\n",
		"calendar.txt":   "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\ns,1,1,1,1,1,1,1,20260101,20261231\n",
		"stops.txt":      stop.String(),
		"trips.txt":      trip.String(),
		"stop_times.txt": times.String(),
	}
}

// BenchmarkStopTimes reads a feed of a million calls: rows a second, and bytes allocated
// a row beyond the 24 of a call.
func BenchmarkStopTimes(b *testing.B) {
	const trips = 20_000
	for _, bench := range []struct {
		name           string
		quotes, byCall bool
		zipped         bool
	}{
		{"plain", false, false, false},
		{"quoted", true, false, false},
		{"zipped", false, false, true},
		{"by-call", false, true, false},
	} {
		b.Run(bench.name, func(b *testing.B) {
			files := country(trips, bench.quotes, bench.byCall)
			fsys := folderOf(files)
			var packed []byte
			if bench.zipped {
				packed = zipOf(b, files)
			}
			b.ReportAllocs()
			b.SetBytes(int64(len(files["stop_times.txt"])))
			runtime.GC()
			before := processorSeconds()
			b.ResetTimer()
			for range b.N {
				var err error
				var report *gtfs.Report
				if bench.zipped {
					_, report, err = gtfs.ReadZip(b.Context(), "feed.zip", bytes.NewReader(packed), int64(len(packed)), gtfs.Limits{})
				} else {
					_, report, err = gtfs.ReadFolder(b.Context(), "feed", fsys, gtfs.Limits{})
				}
				if err != nil || report.Calls != trips*50 {
					b.Fatal(err)
				}
			}
			b.StopTimer()
			b.ReportMetric(float64(trips)*50*float64(b.N)/(processorSeconds()-before)/1e6, "Mrows/cpu-s")
		})
	}
}

// processorSeconds is the processor time of the process so far, which other processes on
// the machine don't lengthen.
func processorSeconds() float64 {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano()).Seconds()
}

func folderOf(files map[string]string) fstest.MapFS {
	fsys := fstest.MapFS{}
	for name, data := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(data)}
	}
	return fsys
}

func zipOf(t testing.TB, files map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for name, data := range files {
		f, err := w.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte(data)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
