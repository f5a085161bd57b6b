package timetable

import (
	"slices"
	"time"

	"waythrough/geo"
	"waythrough/record"
	"waythrough/road/netfile"
)

// A Timetable is compiled feeds: flat arrays, in memory or in a mapped file. It is
// read-only and may be shared. Stops and routes are numbered through all feeds in their
// order: the stops of the second feed follow those of the first.
type Timetable struct {
	About About

	arrays
	zones []*time.Location // by number
	file  *netfile.File    // nil if it was compiled
}

// About is what a timetable says of itself.
type About struct {
	Feeds []FeedInfo `json:"feeds"`
	// First is the first day on which a trip runs, of Days days up to the last.
	First record.Day `json:"first"`
	Days  int        `json:"days"`
}

// A FeedInfo says what came of a feed.
type FeedInfo struct {
	Name      string `json:"name"`
	Publisher string `json:"publisher"`
	Stops     int    `json:"stops"`
	Routes    int    `json:"routes"`
	Trips     int    `json:"trips"` // headways expanded
}

// arrays are the columns of a timetable. Rows of different lengths stand one after
// another, and First... says where each begins, with one more for the end.
type arrays struct {
	stopAt                      []position
	stopID, stopName, stopZone  []uint32 // texts, zone
	stopStation                 []uint32
	stopChange                  []int32 // seconds, or noChange
	routeID, routeName, routeBy []uint32
	routeMode                   []uint8 // place in modes
	routeZone                   []uint32
	zoneName                    []uint32
	zoneStart                   []int64  // instant of each day's start, zone by zone
	calendarDay                 []uint64 // bits of days, calendar by calendar
	patternRoute                []uint32
	patternCalendar             []uint32 // of the days on which any trip runs
	firstCall, firstTrip        []uint32 // by pattern
	firstTime                   []uint32 // by pattern: trip by trip, call by call
	callStop                    []uint32
	callRule                    []uint8
	tripID, tripSign            []uint32 // texts
	tripCalendar                []uint32
	tripEstimated               []uint8
	times                       []Times
	firstFoot, footTo           []uint32 // by stop
	footSeconds                 []int32
	textBytes                   []byte
	textEnd                     []uint32
}

// A position is in units of 1e-7 degrees.
type position struct{ Lat, Lon int32 }

// Times are when a trip halts, in seconds since the start of its service day.
type Times struct{ Arrives, Departs int32 }

// The rules of a call.
const (
	mayBoard = 1 << iota
	mayAlight
)

// noChange is the least time of a change where none is allowed.
const noChange = -1

// modes lists what routeMode counts. It is part of the format.
var modes = []record.Mode{record.Road, record.Rail, record.Foot, record.Air, record.Water}

// Stops is how many stops there are.
func (t *Timetable) Stops() int { return len(t.stopAt) }

// Stop describes a stop. Its station is numbered as stops are.
func (t *Timetable) Stop(i int) Stop {
	at := t.stopAt[i]
	return Stop{
		ID: t.text(t.stopID[i]), Name: t.text(t.stopName[i]), Zone: t.zones[t.stopZone[i]], Station: int(t.stopStation[i]),
		At: geo.LatLon{Lat: float64(at.Lat) / 1e7, Lon: float64(at.Lon) / 1e7},
	}
}

// FeedOf is the place in About.Feeds of the feed that a stop is of.
func (t *Timetable) FeedOf(stop int) int {
	return slices.IndexFunc(t.About.Feeds, func(f FeedInfo) bool {
		stop -= f.Stops
		return stop < 0
	})
}

// Routes is how many routes there are.
func (t *Timetable) Routes() int { return len(t.routeID) }

// Route describes a route.
func (t *Timetable) Route(i int) Route {
	return Route{
		ID: t.text(t.routeID[i]), Name: t.text(t.routeName[i]), Operator: t.text(t.routeBy[i]),
		Mode: modes[t.routeMode[i]], Zone: t.zones[t.routeZone[i]],
	}
}

// Patterns, Trips and Footpaths are how many there are; headways count run by run.
func (t *Timetable) Patterns() int { return len(t.patternRoute) }

// Trips is how many trips there are: see Patterns.
func (t *Timetable) Trips() int { return len(t.tripID) }

// Footpaths is how many footpaths there are: see Patterns.
func (t *Timetable) Footpaths() int { return len(t.footTo) }

// Footpath calls visit for each footpath from a stop, by ascending stop. What is within
// the stop is not among them.
func (t *Timetable) Footpath(from int, visit func(to int, seconds int32)) {
	for i := t.firstFoot[from]; i < t.firstFoot[from+1]; i++ {
		visit(int(t.footTo[i]), t.footSeconds[i])
	}
}

// Change is the least time in seconds from one vehicle to another at a stop; false if
// one must not change there.
func (t *Timetable) Change(stop int) (int32, bool) {
	return t.stopChange[stop], t.stopChange[stop] != noChange
}

// calls are the stops of a pattern, and rules what passengers may do there.
func (t *Timetable) calls(pattern uint32) (stops []uint32, rules []uint8) {
	from, to := t.firstCall[pattern], t.firstCall[pattern+1]
	return t.callStop[from:to], t.callRule[from:to]
}

// row gives the times of a trip of a pattern that has so many calls.
func (t *Timetable) row(pattern, trip, calls uint32) []Times {
	at := t.firstTime[pattern] + (trip-t.firstTrip[pattern])*calls
	return t.times[at : at+calls]
}

// patternOf finds the pattern of a trip. O(log n).
func (t *Timetable) patternOf(trip uint32) uint32 {
	p, begins := slices.BinarySearch(t.firstTrip, trip)
	if !begins {
		p--
	}
	return uint32(p)
}

// words is how many words the bits of a calendar take.
func (t *Timetable) words() int { return (t.About.Days + 63) / 64 }

// runs reports whether a calendar has a day.
func (t *Timetable) runs(calendar uint32, day int) bool {
	return t.calendarDay[int(calendar)*t.words()+day/64]>>(day%64)&1 != 0
}

// start is the instant at which a day starts in a zone.
func (t *Timetable) start(zone uint32, day int) int64 {
	return t.zoneStart[int(zone)*t.About.Days+day]
}

func (t *Timetable) text(i uint32) string {
	from := uint32(0)
	if i > 0 {
		from = t.textEnd[i-1]
	}
	return string(t.textBytes[from:t.textEnd[i]])
}

// Guard runs do and makes an error of a fault in reading the file: see package netfile.
// Whoever searches a timetable that was opened does so under a Guard.
func (t *Timetable) Guard(do func()) error {
	if t.file == nil {
		do()
		return nil
	}
	return t.file.Guard(do)
}

// Close lets the file go, if there is one. Nothing of the timetable may be used then.
func (t *Timetable) Close() error {
	if t.file == nil {
		return nil
	}
	return t.file.Close()
}
