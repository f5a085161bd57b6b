package timetable

import (
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"waythrough/geo"
	"waythrough/record"
)

// drawCity draws a city of 5,000 stops on 25 km by 25 km: 400 routes there and back, each
// through 30 stops along a bent line, and 60,000 trips on five kinds of days, from five
// in the morning until after midnight.
func drawCity() *Feed {
	rng := rand.New(rand.NewPCG(1, 1))
	f := &Feed{Name: "city"}
	berlin := zone("Europe/Berlin")
	var boxes []geo.Box
	for i := range 5000 {
		at := geo.LatLon{Lat: 52.4 + 0.225*rng.Float64(), Lon: 13.2 + 0.37*rng.Float64()}
		f.Stops = append(f.Stops, Stop{ID: fmt.Sprint(i), Name: fmt.Sprint("Stop ", i), At: at, Zone: berlin, Station: i})
		lat, lon := int32(at.Lat*1e7), int32(at.Lon*1e7)
		boxes = append(boxes, geo.Box{MinLat: lat, MinLon: lon, MaxLat: lat, MaxLon: lon})
	}
	index := geo.NewBoxes(boxes)
	for i := range 5 {
		k := Calendar{ID: fmt.Sprint("k", i), First: record.DayOf(2024, 3, 1), Last: record.DayOf(2024, 6, 30)}
		for w := range 7 {
			k.Weekdays[w] = i == 0 || i == 1 && w > 0 && w < 6 || i == 2 && w == 6 || i == 3 && w == 0 || i == 4 && w%2 == 1
		}
		f.Calendars = append(f.Calendars, k)
	}
	for r := range 400 {
		f.Routes = append(f.Routes, Route{ID: fmt.Sprint("r", r), Name: fmt.Sprint(r), Mode: record.Road, Operator: "City", Zone: berlin})
		stops := drawRoute(rng, f, index)
		for way := range 2 {
			for range 75 {
				f.Trips = append(f.Trips, drawCityTrip(rng, f, r, way, stops))
			}
		}
	}
	return f
}

func drawRoute(rng *rand.Rand, f *Feed, index *geo.Boxes) (stops []int) {
	finder, seen := geo.Finder{}, map[int]bool{}
	at, course := f.Stops[rng.IntN(len(f.Stops))].At, 2*math.Pi*rng.Float64()
	for len(stops) < 30 {
		finder.Nearest(index, at, 5000, func(i uint32) geo.Metres { return geo.Distance(at, f.Stops[i].At) }, func(i uint32, _ geo.Metres) bool {
			if !seen[int(i)] {
				seen[int(i)] = true
				stops = append(stops, int(i))
			}
			return false
		})
		course += 0.4 * (rng.Float64() - 0.5)
		at.Lat, at.Lon = at.Lat+0.0045*math.Cos(course), at.Lon+0.0074*math.Sin(course)
		if at.Lat < 52.4 || at.Lat > 52.625 || at.Lon < 13.2 || at.Lon > 13.57 {
			course += math.Pi / 2
			at = f.Stops[rng.IntN(len(f.Stops))].At
		}
	}
	return stops
}

func drawCityTrip(rng *rand.Rand, f *Feed, route, way int, stops []int) Trip {
	trip := Trip{ID: fmt.Sprint("t", len(f.Trips)), Route: route, Calendar: rng.IntN(5), Headsign: fmt.Sprint("to ", stops[len(stops)-1])}
	at := int32(5*3600 + rng.IntN(20*60)*60)
	for i := range stops {
		s := stops[i]
		if way == 1 {
			s = stops[len(stops)-1-i]
		}
		trip.Calls = append(trip.Calls, Call{Stop: s, Arrives: at, Departs: at, Board: true, Alight: true})
		at += int32(60 + rng.IntN(2)*10 + i%3*30)
	}
	return trip
}

// BenchmarkCompile compiles the drawn city.
func BenchmarkCompile(b *testing.B) {
	f := drawCity()
	b.ReportAllocs()
	var t *Timetable
	for b.Loop() {
		var err error
		if t, err = Compile([]*Feed{f}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(t.Patterns()), "patterns")
	b.ReportMetric(float64(t.Trips()), "trips")
	b.ReportMetric(float64(len(t.times)), "calls")
	b.ReportMetric(float64(t.Footpaths()), "footpaths")
}

// BenchmarkOpen opens its file and splits it.
func BenchmarkOpen(b *testing.B) {
	t, err := Compile([]*Feed{drawCity()})
	if err != nil {
		b.Fatal(err)
	}
	path := filepath.Join(b.TempDir(), "city.timetable")
	if err := t.WriteFile(path); err != nil {
		b.Fatal(err)
	}
	b.Run("open", func(b *testing.B) {
		for b.Loop() {
			o, err := OpenFile(path)
			if err != nil {
				b.Fatal(err)
			}
			o.Close()
		}
		if info, err := os.Stat(path); err == nil {
			b.ReportMetric(float64(info.Size()), "bytes")
		}
	})
	b.Run("verify", func(b *testing.B) {
		o, err := OpenFile(path)
		if err != nil {
			b.Fatal(err)
		}
		defer o.Close()
		for b.Loop() {
			if err := o.Verify(b.Context(), nil); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("split", func(b *testing.B) {
		for b.Loop() {
			t.Split(everywhere)
		}
	})
}

// BenchmarkSearch goes from a random stop of the city, at eight on a Monday, to wherever
// one gets in so many hours with up to five boardings.
func BenchmarkSearch(b *testing.B) {
	t, err := Compile([]*Feed{drawCity()})
	if err != nil {
		b.Fatal(err)
	}
	inland, _ := t.Split(everywhere)
	s := NewSearcher(inland)
	for _, hours := range []int64{1, 2, 24} {
		b.Run(fmt.Sprint(hours, "h"), func(b *testing.B) { benchSearch(b, s, instant("2024-04-15T08:00:00+02:00"), hours) })
	}
	b.Run("journey", func(b *testing.B) {
		n := 0
		for b.Loop() {
			stop := s.Reached()[n%len(s.Reached())]
			for _, a := range s.Arrivals(int(stop), nil) {
				s.Journey(int(stop), a.Boardings)
			}
			n++
		}
	})
}

func benchSearch(b *testing.B, s *Searcher, at, hours int64) {
	rng := rand.New(rand.NewPCG(2, 2))
	if err := s.Search([]Start{{0, at}}, at+24*3600*1000, 0); err != nil { // warm
		b.Fatal(err)
	}
	b.ReportAllocs()
	reached, n := 0, 0
	for b.Loop() {
		if err := s.Search([]Start{{rng.IntN(s.d.t.Stops()), at}}, at+hours*3600*1000, 0); err != nil {
			b.Fatal(err)
		}
		reached, n = reached+len(s.Reached()), n+1
	}
	b.ReportMetric(float64(reached)/float64(n), "stops")
}
