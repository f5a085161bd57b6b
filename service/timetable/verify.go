package timetable

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"waythrough/geo"
)

// check holds the arrays against one another: what passes can be searched without
// failing, whether or not it means anything. It does not look at times.
func (t *Timetable) check() error {
	for _, part := range []func() error{t.checkLengths, t.checkRows, t.checkIndices, t.checkPatterns} {
		if err := part(); err != nil {
			return err
		}
	}
	return nil
}

func (t *Timetable) checkLengths() error {
	stops, routes, zones, patterns, trips := len(t.stopAt), len(t.routeID), len(t.zoneName), len(t.patternRoute), len(t.tripID)
	days := t.About.Days
	if days < 0 || days > maxDays || t.About.First < firstDay || t.About.First > lastDay {
		return fmt.Errorf("the timetable is of %d days from %s", days, t.About.First)
	}
	for _, l := range []struct {
		name      string
		got, want int
	}{
		{"stop/id", len(t.stopID), stops}, {"stop/name", len(t.stopName), stops}, {"stop/zone", len(t.stopZone), stops},
		{"stop/station", len(t.stopStation), stops}, {"stop/change", len(t.stopChange), stops}, {"foot/first", len(t.firstFoot), stops + 1},
		{"route/name", len(t.routeName), routes}, {"route/operator", len(t.routeBy), routes},
		{"route/mode", len(t.routeMode), routes}, {"route/zone", len(t.routeZone), routes},
		{"zone/start", len(t.zoneStart), zones * days}, {"pattern/calendar", len(t.patternCalendar), patterns},
		{"pattern/call/first", len(t.firstCall), patterns + 1}, {"pattern/trip/first", len(t.firstTrip), patterns + 1},
		{"pattern/time/first", len(t.firstTime), patterns + 1}, {"call/rule", len(t.callRule), len(t.callStop)},
		{"trip/headsign", len(t.tripSign), trips}, {"trip/calendar", len(t.tripCalendar), trips},
		{"trip/estimated", len(t.tripEstimated), trips}, {"foot/seconds", len(t.footSeconds), len(t.footTo)},
	} {
		if l.got != l.want {
			return fmt.Errorf("column %s has %d elements instead of %d", l.name, l.got, l.want)
		}
	}
	if w := t.words(); w == 0 && len(t.calendarDay) > 0 || w > 0 && len(t.calendarDay)%w != 0 {
		return fmt.Errorf("the calendars take %d words, which are not those of %d days each", len(t.calendarDay), days)
	}
	stops, routes = 0, 0
	for _, f := range t.About.Feeds {
		if f.Stops < 0 || f.Routes < 0 || f.Stops > t.Stops() || f.Routes > t.Routes() {
			return fmt.Errorf("feed %q is said to have %d stops and %d routes", f.Name, f.Stops, f.Routes)
		}
		stops, routes = stops+f.Stops, routes+f.Routes
	}
	if stops != t.Stops() || routes != t.Routes() {
		return fmt.Errorf("the feeds are said to have %d stops and %d routes, and there are %d and %d", stops, routes, t.Stops(), t.Routes())
	}
	return nil
}

// checkRows holds the starts of rows against the columns that they divide.
func (t *Timetable) checkRows() error {
	for _, r := range []struct {
		name     string
		first    []uint32
		elements int
	}{
		{"foot/first", t.firstFoot, len(t.footTo)}, {"pattern/call/first", t.firstCall, len(t.callStop)},
		{"pattern/trip/first", t.firstTrip, len(t.tripID)}, {"pattern/time/first", t.firstTime, len(t.times)},
	} {
		if r.first[0] != 0 || !slices.IsSorted(r.first) || int(r.first[len(r.first)-1]) != r.elements {
			return fmt.Errorf("column %s does not divide its %d elements into rows", r.name, r.elements)
		}
	}
	if n := len(t.textEnd); !slices.IsSorted(t.textEnd) || n > 0 && int(t.textEnd[n-1]) != len(t.textBytes) {
		return errors.New("the texts do not end where they should")
	}
	return nil
}

func (t *Timetable) checkIndices() error {
	calendars := 0
	if w := t.words(); w > 0 {
		calendars = len(t.calendarDay) / w
	}
	texts := len(t.textEnd)
	for _, x := range []struct {
		name  string
		index []uint32
		of    int
	}{
		{"stop/id", t.stopID, texts}, {"stop/name", t.stopName, texts}, {"stop/zone", t.stopZone, len(t.zoneName)},
		{"stop/station", t.stopStation, t.Stops()}, {"route/id", t.routeID, texts}, {"route/name", t.routeName, texts},
		{"route/operator", t.routeBy, texts}, {"route/zone", t.routeZone, len(t.zoneName)}, {"zone/name", t.zoneName, texts},
		{"pattern/route", t.patternRoute, t.Routes()}, {"pattern/calendar", t.patternCalendar, calendars},
		{"call/stop", t.callStop, t.Stops()}, {"trip/id", t.tripID, texts}, {"trip/headsign", t.tripSign, texts},
		{"trip/calendar", t.tripCalendar, calendars}, {"foot/to", t.footTo, t.Stops()},
	} {
		for i, to := range x.index {
			if int(to) >= x.of {
				return fmt.Errorf("element %d of column %s leads to %d, and there are %d", i, x.name, to, x.of)
			}
		}
	}
	for i, m := range t.routeMode {
		if int(m) >= len(modes) {
			return fmt.Errorf("route %d goes by mode %d, and there are %d", i, m, len(modes))
		}
	}
	return nil
}

func (t *Timetable) checkPatterns() error {
	for p := range t.patternRoute {
		calls, trips, times := t.firstCall[p+1]-t.firstCall[p], t.firstTrip[p+1]-t.firstTrip[p], t.firstTime[p+1]-t.firstTime[p]
		if calls < 2 || calls > maxCallsOfTrip || trips < 1 || uint64(calls)*uint64(trips) != uint64(times) {
			return fmt.Errorf("pattern %d has %d calls, %d trips and %d times", p, calls, trips, times)
		}
	}
	return nil
}

// Verify reads the whole timetable: the checksums of its file, and then whether all
// numbers mean what they should: that times go forward, that no trip of a pattern
// overtakes another, that days follow one another. The function progress, if any, learns
// how much of the checksums is done.
func (t *Timetable) Verify(ctx context.Context, progress func(done, total int64)) error {
	if t.file != nil {
		if err := t.file.Verify(ctx, progress); err != nil {
			return err
		}
	}
	var broken error
	if err := t.Guard(func() { broken = t.verifyMeaning(ctx) }); err != nil {
		return err
	}
	if broken != nil {
		return fmt.Errorf("verifying the timetable: %w: compile it again", broken)
	}
	return nil
}

func (t *Timetable) verifyMeaning(ctx context.Context) error {
	for _, part := range []func() error{t.check, t.verifyDays, t.verifyStops} {
		if err := part(); err != nil {
			return err
		}
	}
	spans := make([]int64, len(t.zoneName))
	for z := range spans {
		spans[z] = t.daySpan(uint32(z))
	}
	for p := range uint32(t.Patterns()) {
		if err := ctx.Err(); err != nil {
			return fmt.Errorf("stopped at pattern %d of %d: %w", p, t.Patterns(), err)
		}
		if err := t.verifyPattern(p, spans[t.routeZone[t.patternRoute[p]]]); err != nil {
			return fmt.Errorf("pattern %d: %w", p, err)
		}
	}
	return nil
}

func (t *Timetable) verifyDays() error {
	for z := range t.zoneName {
		for d := range t.About.Days {
			off := t.start(uint32(z), d) - (int64(t.About.First)+int64(d))*86_400_000
			if off < -36*3600*1000 || off > 36*3600*1000 {
				return fmt.Errorf("day %d of zone %d starts at %d ms, far from its midnight", d, z, t.start(uint32(z), d))
			}
		}
	}
	w, last := t.words(), t.About.Days%64
	for i := w - 1; last > 0 && i < len(t.calendarDay); i += w {
		if t.calendarDay[i]>>last != 0 {
			return fmt.Errorf("calendar %d has days after the last", i/w)
		}
	}
	return nil
}

func (t *Timetable) verifyStops() error {
	for i, at := range t.stopAt {
		if p := (geo.LatLon{Lat: float64(at.Lat) / 1e7, Lon: float64(at.Lon) / 1e7}); !p.Valid() {
			return fmt.Errorf("stop %d lies nowhere, at %s", i, p)
		}
		if c := t.stopChange[i]; c < noChange || c > lastTime {
			return fmt.Errorf("a change at stop %d takes %d seconds", i, c)
		}
		for k := t.firstFoot[i]; k < t.firstFoot[i+1]; k++ {
			if t.footTo[k] == uint32(i) || k > t.firstFoot[i] && t.footTo[k-1] >= t.footTo[k] || t.footSeconds[k] < 0 || t.footSeconds[k] > lastTime {
				return fmt.Errorf("a footpath leads from stop %d to %d in %d seconds, or twice, or out of order", i, t.footTo[k], t.footSeconds[k])
			}
		}
	}
	return nil
}

func (t *Timetable) verifyPattern(p uint32, span int64) error {
	n := t.firstCall[p+1] - t.firstCall[p]
	first := t.row(p, t.firstTrip[p], n)
	days := make([]uint64, t.words())
	for trip := t.firstTrip[p]; trip < t.firstTrip[p+1]; trip++ {
		row, last := t.row(p, trip, n), t.row(p, max(trip, t.firstTrip[p]+1)-1, n)
		before := int32(firstTime)
		for i, x := range row {
			if x.Arrives < before || x.Departs < x.Arrives || x.Departs > lastTime {
				return fmt.Errorf("trip %d goes back in time at call %d", trip, i)
			}
			if x.Arrives < last[i].Arrives || x.Departs < last[i].Departs ||
				int64(x.Arrives)-int64(first[i].Arrives) > span || int64(x.Departs)-int64(first[i].Departs) > span {
				return fmt.Errorf("trip %d overtakes another at call %d", trip, i)
			}
			before = x.Departs
		}
		for w := range days {
			days[w] |= t.calendarDay[int(t.tripCalendar[trip])*len(days)+w]
		}
	}
	at := int(t.patternCalendar[p]) * len(days)
	if !slices.Equal(days, t.calendarDay[at:at+len(days)]) {
		return errors.New("its calendar is not that of its trips")
	}
	return nil
}
