package timetable

import (
	"fmt"
	"math"
	"slices"
	"time"
)

// A compiler makes a timetable of feeds, step by step.
type compiler struct {
	feeds []*Feed
	t     *Timetable
	texts texts
	dates dates
	zones zoneTable
	// Where the stops, routes and calendars of each feed begin.
	firstStop, firstRoute, firstCalendar []int
}

// Compile makes a timetable of feeds. The same feeds give the same timetable. Stops of
// several feeds stay apart, joined by footpaths. It takes O(n log n) for n calls, which
// are held twice meanwhile: in the feeds and in the timetable.
//
// Feeds that contradict themselves are refused, by the first contradiction: an index
// that leads nowhere, times that go back, a stop that lies nowhere. A trip whose
// calendar has no day is left out.
func Compile(feeds []*Feed) (*Timetable, error) {
	c := &compiler{feeds: feeds, t: &Timetable{}, texts: texts{index: map[string]uint32{}}}
	c.zones = zoneTable{c: c, known: map[*time.Location]uint32{}, same: map[string]uint32{}}
	for _, step := range []func() error{c.number, c.compileDates, c.compileStops, c.compileRoutes, c.compilePatterns, c.compileFootpaths} {
		if err := step(); err != nil {
			return nil, fmt.Errorf("compiling a timetable: %w", err)
		}
	}
	c.t.textBytes, c.t.textEnd = c.texts.bytes, c.texts.end
	if err := c.texts.check(); err != nil {
		return nil, fmt.Errorf("compiling a timetable: %w", err)
	}
	return c.t, nil
}

// number gives each feed its range of stops, routes and calendars.
func (c *compiler) number() error {
	stops, routes, calendars := 0, 0, 0
	for _, f := range c.feeds {
		c.firstStop = append(c.firstStop, stops)
		c.firstRoute = append(c.firstRoute, routes)
		c.firstCalendar = append(c.firstCalendar, calendars)
		stops, routes, calendars = stops+len(f.Stops), routes+len(f.Routes), calendars+len(f.Calendars)
		c.t.About.Feeds = append(c.t.About.Feeds, FeedInfo{Name: f.Name, Publisher: f.Publisher, Stops: len(f.Stops), Routes: len(f.Routes)})
	}
	c.firstStop = append(c.firstStop, stops)
	if max(stops, routes, calendars) > math.MaxInt32 {
		return fmt.Errorf("there are %d stops, %d routes and %d calendars, and 2,147,483,647 of each at most can be kept: compile fewer feeds together", stops, routes, calendars)
	}
	return nil
}

func (c *compiler) compileStops() error {
	t := c.t
	for i, f := range c.feeds {
		for _, s := range f.Stops {
			if !s.At.Valid() {
				return fmt.Errorf("%s: stop %q lies nowhere, at %s: give its latitude and longitude in degrees", f.Name, s.ID, s.At)
			}
			if s.Station < 0 || s.Station >= len(f.Stops) {
				return fmt.Errorf("%s: stop %q is of station %d, and there are %d stops", f.Name, s.ID, s.Station, len(f.Stops))
			}
			zone, err := c.zones.number(s.Zone)
			if err != nil {
				return fmt.Errorf("%s: stop %q %w", f.Name, s.ID, err)
			}
			t.stopAt = append(t.stopAt, position{int32(math.Round(s.At.Lat * 1e7)), int32(math.Round(s.At.Lon * 1e7))})
			t.stopID = append(t.stopID, c.texts.once(s.ID))
			t.stopName = append(t.stopName, c.texts.once(s.Name))
			t.stopZone = append(t.stopZone, zone)
			t.stopStation = append(t.stopStation, uint32(c.firstStop[i]+s.Station))
		}
	}
	return nil
}

func (c *compiler) compileRoutes() error {
	t := c.t
	for _, f := range c.feeds {
		for _, r := range f.Routes {
			mode := slices.Index(modes, r.Mode)
			if mode < 0 {
				return fmt.Errorf("%s: route %q goes by %q, and only %v are known", f.Name, r.ID, r.Mode, modes)
			}
			zone, err := c.zones.number(r.Zone)
			if err != nil {
				return fmt.Errorf("%s: route %q %w", f.Name, r.ID, err)
			}
			t.routeID = append(t.routeID, c.texts.once(r.ID))
			t.routeName = append(t.routeName, c.texts.once(r.Name))
			t.routeBy = append(t.routeBy, c.texts.once(r.Operator))
			t.routeMode = append(t.routeMode, uint8(mode))
			t.routeZone = append(t.routeZone, zone)
		}
	}
	return nil
}
