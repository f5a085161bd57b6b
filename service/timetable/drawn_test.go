package timetable

import (
	"fmt"
	"math/rand/v2"
	"time"
	_ "time/tzdata" // the same nights of changed clocks on every machine

	"waythrough/geo"
	"waythrough/record"
)

// A night is one on which a zone changes its clocks, or none.
type night struct {
	zone string
	day  record.Day
}

var nights = []night{
	{"Europe/Istanbul", record.DayOf(2015, 3, 29)}, {"Europe/Istanbul", record.DayOf(2015, 11, 8)}, {"Europe/Istanbul", record.DayOf(2024, 3, 31)},
	{"Europe/Berlin", record.DayOf(2024, 3, 31)}, {"Europe/Berlin", record.DayOf(2024, 10, 27)}, {"America/New_York", record.DayOf(2024, 11, 3)},
	{"Australia/Lord_Howe", record.DayOf(2024, 4, 7)}, {"Asia/Tehran", record.DayOf(2022, 9, 22)}, {"Asia/Yerevan", record.DayOf(2024, 2, 29)},
	{"Antarctica/Troll", record.DayOf(2024, 3, 31)}, {"Pacific/Apia", record.DayOf(2011, 12, 30)},
}

var zones = map[string]*time.Location{}

func zone(name string) *time.Location {
	if zones[name] == nil {
		z, err := time.LoadLocation(name)
		if err != nil {
			panic(err)
		}
		zones[name] = z
	}
	return zones[name]
}

// drawFeed draws a feed of a few stops that lie near enough to be walked between, and
// trips dense enough to overtake one another, around a night of changed clocks.
//
// A thick one has its trips in the eight hours around midnight, so that one can change
// often.
func drawFeed(rng *rand.Rand, n night, thick bool) *Feed {
	f := &Feed{Name: "drawn", Publisher: "a die"}
	// A zone a little off, so that two meet: both change clocks by themselves.
	zones := []*time.Location{zone(n.zone), zone(n.zone), zone("Asia/Yerevan"), time.FixedZone("UTC+4", 4*3600)}
	for i := range 3 + rng.IntN(9) {
		f.Stops = append(f.Stops, Stop{
			ID: fmt.Sprint("s", i), Name: fmt.Sprint("Stop ", i), Zone: zones[0], Station: i,
			At: geo.LatLon{Lat: 41 + 0.0021*float64(rng.IntN(12)), Lon: 43 + 0.0023*float64(rng.IntN(12))},
		})
	}
	for i := range 1 + rng.IntN(3) {
		f.Routes = append(f.Routes, Route{ID: fmt.Sprint("r", i), Mode: record.Rail, Operator: "o", Zone: zones[rng.IntN(len(zones))]})
	}
	for i := range 1 + rng.IntN(3) {
		f.Calendars = append(f.Calendars, drawCalendar(rng, fmt.Sprint("c", i), n.day))
	}
	for range 3 + rng.IntN(8) {
		drawTrips(rng, f, thick)
	}
	for range rng.IntN(5) {
		f.Transfers = append(f.Transfers, Transfer{
			From: rng.IntN(len(f.Stops)), To: rng.IntN(len(f.Stops)), Seconds: int32(rng.IntN(20) * 30), Forbidden: rng.IntN(3) == 0,
		})
	}
	return f
}

func drawCalendar(rng *rand.Rand, id string, around record.Day) Calendar {
	k := Calendar{ID: id, First: around - 3 + record.Day(rng.IntN(3)), Last: around + record.Day(rng.IntN(4)) - 1}
	for i := range k.Weekdays {
		k.Weekdays[i] = rng.IntN(4) > 0
	}
	for d := around - 3; d < around+4; d++ {
		switch rng.IntN(8) {
		case 0:
			k.Added = append(k.Added, d)
		case 1:
			k.Removed = append(k.Removed, d)
		}
	}
	return k
}

// drawTrips adds trips along one sequence of stops.
func drawTrips(rng *rand.Rand, f *Feed, thick bool) {
	var stops []int
	rules := rng.Uint32()
	calls := 2 + rng.IntN(4)
	if thick {
		calls = 2 + rng.IntN(2)
	}
	for range calls {
		stops = append(stops, rng.IntN(len(f.Stops)))
	}
	route := rng.IntN(len(f.Routes))
	for range 2 + rng.IntN(6) {
		at := int32(rng.IntN(30*6)) * 600
		if thick {
			at = 20*3600 + int32(rng.IntN(8*6))*600
		}
		trip := Trip{
			ID: fmt.Sprint("t", len(f.Trips)), Route: route, Calendar: rng.IntN(len(f.Calendars)), Headsign: fmt.Sprint("to ", rng.IntN(3)),
		}
		if rng.IntN(6) == 0 {
			first := at
			at = 0
			every := int32(600 * (1 + rng.IntN(6)))
			trip.Runs = append(trip.Runs, Headway{First: first, Last: first + int32(rng.IntN(5))*every + 1, Every: every, Exact: rng.IntN(2) == 0})
		}
		hop := 30 * (1 + rng.IntN(60))
		if rng.IntN(12) == 0 {
			hop = 14 * 3600 // over days
		}
		for i, s := range stops {
			c := Call{Stop: s, Arrives: at, Departs: at + int32(rng.IntN(2)*rng.IntN(5)*60), Board: true, Alight: true}
			if i == 0 && len(trip.Runs) > 0 {
				c.Departs = c.Arrives
			}
			if rules&15 == 0 {
				c.Board, c.Alight = rules>>(8+2*i)&1 != 0, rules>>(9+2*i)&1 != 0
			}
			trip.Calls = append(trip.Calls, c)
			at = c.Departs + int32(rng.IntN(1+hop))/30*30
		}
		f.Trips = append(f.Trips, trip)
	}
}

// drawWorld draws one feed or two, and the areas of their stops.
func drawWorld(rng *rand.Rand) (feeds []*Feed, area []string, around record.Day) {
	n := nights[rng.IntN(len(nights))]
	areas, thick := 1+rng.IntN(3)/2, rng.IntN(2) == 0
	for range 1 + rng.IntN(2) {
		f := drawFeed(rng, n, thick)
		feeds = append(feeds, f)
		for range f.Stops {
			area = append(area, []string{"", "ARM", "TUR"}[rng.IntN(areas)])
		}
	}
	return feeds, area, n.day
}
