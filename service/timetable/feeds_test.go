package timetable_test

import (
	"cmp"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"waythrough/record"
	"waythrough/service/gtfs"
	. "waythrough/service/timetable"
)

// sharedFeeds are feeds of agencies; what needs them is skipped where they are absent.
var sharedFeeds = []string{"caltrain_gtfs.zip", "la-metro-rail-gtfs.zip"}

func sharedFeed(tb testing.TB, name string) (*Feed, *gtfs.Report) {
	tb.Helper()
	path := filepath.Join("..", "..", "..", "shared", "data", "gtfs", name)
	if _, err := os.Stat(path); err != nil {
		tb.Skipf("NOT TESTED: %s is needed (%v)", path, err)
	}
	f, report, err := gtfs.Read(tb.Context(), path, gtfs.Limits{})
	if err != nil {
		tb.Fatalf("%s: %v", path, err)
	}
	return f, report
}

// Feeds of agencies: what is compiled is sound, the file opens again, every stop with
// trips is reached within a day, no leg of a journey leaves before one is there, and three days
// of it are searched as the oracle does.
func TestAgencies(t *testing.T) {
	for _, name := range sharedFeeds {
		f, report := sharedFeed(t, name)
		tt, err := Compile([]*Feed{f})
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		path := filepath.Join(t.TempDir(), "t")
		if err := tt.WriteFile(path); err != nil {
			t.Fatal(err)
		}
		if tt, err = OpenFile(path); err != nil {
			t.Fatal(err)
		}
		defer tt.Close()
		if err := tt.Verify(t.Context(), nil); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if tt.About.First != report.First || tt.About.First+record.Day(tt.About.Days-1) != report.Last {
			t.Errorf("%s covers %d days from %s; its report says %s to %s", name, tt.About.Days, tt.About.First, report.First, report.Last)
		}
		inland, abroad := tt.Split(func(int) string { return "USA" })
		if patterns, trips := inland.Size(); patterns != tt.Patterns() || trips != tt.Trips() || len(abroad) > 0 || trips < report.Trips-report.TripsLeftOut {
			t.Errorf("%s: of %d trips %d stay in one area, %d patterns do not", name, report.Trips, trips, len(abroad))
		}
		followSome(t, name, inland, noonOf(tt))
		day := record.Day(noonOf(tt) / 86_400_000)
		CompareDays(t, f, day-1, day+1, 6)
	}
}

// noonOf is noon UTC of a Wednesday in the middle of a timetable.
func noonOf(t *Timetable) int64 {
	day := t.About.First + record.Day(t.About.Days/2)
	for day.Start().Time().Weekday() != time.Wednesday {
		day++
	}
	return day.Start().Time().UnixMilli() + 12*3600*1000
}

func followSome(t *testing.T, name string, d *Domestic, at int64) {
	t.Helper()
	s := NewSearcher(d)
	rng := rand.New(rand.NewPCG(1, 20))
	farthest := 0
	for range 40 {
		if err := s.Search([]Start{{Stop: rng.IntN(d.Timetable().Stops()), At: at}}, at+24*3600*1000, 0); err != nil {
			t.Fatal(err)
		}
		farthest = max(farthest, len(s.Reached()))
		for _, stop := range s.Reached() {
			for _, a := range s.Arrivals(int(stop), nil) {
				j, ok := s.Journey(int(stop), a.Boardings)
				here, now := j.Start, j.At
				for _, l := range j.Legs {
					if l.From != here || l.Departs < now || l.Arrives < l.Departs {
						t.Fatalf("%s: a leg of %+v does not follow the one before", name, j)
					}
					here, now = l.To, l.Arrives
				}
				if !ok || here != int(stop) || now != a.At {
					t.Fatalf("%s: the journey to stop %d leads to %d at %d, not %d", name, stop, here, now, a.At)
				}
			}
		}
	}
	if served := servedStops(d); farthest < served*9/10 {
		t.Errorf("%s: %d of %d stops at which trips call are reached within a day at best", name, farthest, served)
	}
}

// servedStops is how many stops have a footpath or can be left, roughly: those that a
// search from themselves leaves within a week.
func servedStops(d *Domestic) (n int) {
	s := NewSearcher(d)
	for i := range d.Timetable().Stops() {
		if s.Search([]Start{{Stop: i, At: noonOf(d.Timetable())}}, noonOf(d.Timetable())+7*86_400_000, 1) == nil && len(s.Reached()) > 1 {
			n++
		}
	}
	return n
}

// BenchmarkAgencies searches feeds of agencies on a Wednesday, from every stop in turn,
// for four hours, and says how big they are.
func BenchmarkAgencies(b *testing.B) {
	for _, name := range sharedFeeds {
		b.Run(name, func(b *testing.B) {
			f, _ := sharedFeed(b, name)
			tt, err := Compile([]*Feed{f})
			if err != nil {
				b.Fatal(err)
			}
			inland, _ := tt.Split(func(int) string { return "" })
			s, at, n := NewSearcher(inland), noonOf(tt)+6*3600*1000, 0
			var reached []int
			for b.Loop() {
				if err := s.Search([]Start{{Stop: n % tt.Stops(), At: at}}, at+4*3600*1000, 0); err != nil {
					b.Fatal(err)
				}
				reached, n = append(reached, len(s.Reached())), n+1
			}
			slices.SortFunc(reached, cmp.Compare)
			b.ReportMetric(float64(reached[len(reached)/2]), "stops(median)")
			b.Logf("%s: %d stops, %d patterns, %d trips, %d footpaths, %d days", name, tt.Stops(), tt.Patterns(), tt.Trips(), tt.Footpaths(), tt.About.Days)
		})
	}
}
