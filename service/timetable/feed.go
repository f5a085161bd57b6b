package timetable

import (
	"time"

	"waythrough/geo"
	"waythrough/record"
)

// A Feed is what a timetable is compiled from: the meaning of a GTFS feed, or of
// several, as plain lists that name one another by index.
type Feed struct {
	Name      string // of the file, without its folder
	Publisher string
	Stops     []Stop
	Routes    []Route
	Calendars []Calendar
	Trips     []Trip
	Transfers []Transfer
}

// A Stop is where a vehicle halts. Stations are not kept apart: their platforms are,
// each with the station's name where it has none of its own.
type Stop struct {
	ID   string
	Name string
	At   geo.LatLon
	Zone *time.Location
	// Station is the index of the stop that stands for the whole station: the first of its
	// platforms; its own index where there is none.
	Station int
}

// A Route is what passengers know a service by.
type Route struct {
	ID       string
	Name     string // short and long name together: "5 Kars – Gyumri"
	Operator string
	Mode     record.Mode // rail, road (buses), water, air
	Zone     *time.Location
}

// A Calendar says on which days the trips of a service run, local to their routes'
// zone: on the weekdays from First to Last, with Added days and without Removed ones.
type Calendar struct {
	ID             string
	Weekdays       [7]bool // from Sunday
	First, Last    record.Day
	Added, Removed []record.Day // ascending
}

// A Trip is one run of a vehicle on each day of its calendar. Times count seconds from
// noon less twelve hours of that day, in the zone of its route, and may exceed 86,400.
type Trip struct {
	ID       string
	Route    int
	Calendar int
	Headsign string
	Calls    []Call // two or more, in order
	// Runs, if there are any, say that the times of Calls are relative to the first
	// departure and that runs leave at these headways.
	Runs []Headway
}

// A Call is a halt of a trip.
type Call struct {
	Stop             int
	Arrives, Departs int32 // seconds; Departs >= Arrives
	Board, Alight    bool  // whether passengers may
}

// A Headway says that runs leave the first stop every Every seconds from First until
// before Last. Exact is false where only the interval is promised.
type Headway struct {
	First, Last, Every int32
	Exact              bool
}

// A Transfer is a change from one stop to another. Within a stop, Seconds is the least
// time that a change takes there.
type Transfer struct {
	From, To  int
	Seconds   int32
	Forbidden bool
}
