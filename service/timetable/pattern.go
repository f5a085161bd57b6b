package timetable

import (
	"cmp"
	"encoding/binary"
	"fmt"
	"slices"
)

const (
	// Trips may begin up to a day before their service day and last ten days: the
	// longest trains that there are take a week.
	firstTime, lastTime = -86_400, 864_000
	// maxCallsOfTrip bounds the calls of a trip.
	maxCallsOfTrip = 1<<16 - 1
	// maxRuns bounds the runs of one trip by headways: one a minute for a week.
	maxRuns = 10_000
	// maxCalls bounds the calls of all trips, which take 8 bytes each. The timetables
	// of large states have 20 to 40 million.
	maxCalls = 1 << 28
)

// A run is a trip of a feed, or one of the runs that its headways give.
type run struct {
	feed, trip int32
	id         uint32 // text
	shift      int32  // to add to its times
	estimated  bool
}

// A group is the runs of one route that call at the same stops by the same rules.
type group struct {
	route uint32
	stops []uint32
	rules []uint8
	runs  []run
}

// grouping collects groups by what they have in common.
type grouping struct {
	index  map[string]int
	groups []group
	key    []byte
	calls  int // of all runs
}

func (c *compiler) compilePatterns() error {
	g := &grouping{index: map[string]int{}}
	for i, f := range c.feeds {
		for j := range f.Trips {
			if err := c.checkTrip(f, &f.Trips[j]); err != nil {
				return fmt.Errorf("%s: %w", f.Name, err)
			}
			if c.dates.calendar[c.firstCalendar[i]+f.Trips[j].Calendar] < 0 {
				continue
			}
			if err := c.group(g, int32(i), int32(j)); err != nil {
				return fmt.Errorf("%s: %w", f.Name, err)
			}
		}
	}
	t := c.t
	t.times = make([]Times, 0, g.calls)
	for i := range g.groups {
		for _, lane := range c.lanes(&g.groups[i]) {
			if err := c.store(&g.groups[i], lane); err != nil {
				return err
			}
		}
		g.groups[i].runs = nil
	}
	t.firstCall = append(t.firstCall, uint32(len(t.callStop)))
	t.firstTrip = append(t.firstTrip, uint32(len(t.tripID)))
	t.firstTime = append(t.firstTime, uint32(len(t.times)))
	return nil
}

// checkTrip refuses a trip that no search could use; its calendar was checked.
func (c *compiler) checkTrip(f *Feed, trip *Trip) error {
	if trip.Route < 0 || trip.Route >= len(f.Routes) {
		return fmt.Errorf("trip %q is of route %d, and there are %d routes", trip.ID, trip.Route, len(f.Routes))
	}
	if n := len(trip.Calls); n < 2 || n > maxCallsOfTrip {
		return fmt.Errorf("trip %q has %d calls: give 2 to %d", trip.ID, n, maxCallsOfTrip)
	}
	before := int32(firstTime)
	for i, k := range trip.Calls {
		if k.Stop < 0 || k.Stop >= len(f.Stops) {
			return fmt.Errorf("trip %q calls at stop %d, and there are %d stops", trip.ID, k.Stop, len(f.Stops))
		}
		if k.Arrives < before || k.Departs < k.Arrives {
			return fmt.Errorf("trip %q goes back in time at its call %d, at stop %q: it arrives %d and departs %d seconds into its day, and %d was reached", trip.ID, i+1, f.Stops[k.Stop].ID, k.Arrives, k.Departs, before)
		}
		before = k.Departs
	}
	if before > lastTime {
		return fmt.Errorf("trip %q runs for %d seconds from the start of its day: more than ten days can't be kept", trip.ID, before)
	}
	runs := int64(0)
	for _, h := range trip.Runs {
		switch length := int64(before) - int64(trip.Calls[0].Departs); {
		case h.Every <= 0:
			return fmt.Errorf("trip %q runs every %d seconds: give a headway of one second or more", trip.ID, h.Every)
		case h.First < 0 || int64(h.Last)+length > lastTime || int64(h.First)+int64(trip.Calls[0].Arrives)-int64(trip.Calls[0].Departs) < firstTime:
			return fmt.Errorf("trip %q runs from %d to %d seconds into its day, which is not within ten days", trip.ID, h.First, h.Last)
		}
		runs += (max(0, int64(h.Last)-int64(h.First)) + int64(h.Every) - 1) / int64(h.Every)
	}
	if runs > maxRuns {
		return fmt.Errorf("trip %q gives %d runs by its headways: give longer headways, for %d runs at most", trip.ID, runs, maxRuns)
	}
	return nil
}

// group adds the runs of a trip to the group of their like.
func (c *compiler) group(g *grouping, feed, index int32) error {
	trip := &c.feeds[feed].Trips[index]
	route := uint32(c.firstRoute[feed] + trip.Route)
	key := binary.LittleEndian.AppendUint32(g.key[:0], route)
	for _, k := range trip.Calls {
		key = append(binary.LittleEndian.AppendUint32(key, uint32(c.firstStop[feed]+k.Stop)), rule(k))
	}
	g.key = key
	n, known := g.index[string(key)]
	if !known {
		n = len(g.groups)
		g.index[string(key)] = n
		made := group{route: route}
		for _, k := range trip.Calls {
			made.stops = append(made.stops, uint32(c.firstStop[feed]+k.Stop))
			made.rules = append(made.rules, rule(k))
		}
		g.groups = append(g.groups, made)
	}
	to := &g.groups[n]
	before := len(to.runs)
	first := run{feed: feed, trip: index, id: c.texts.add(trip.ID)}
	if len(trip.Runs) == 0 {
		to.runs = append(to.runs, first)
	}
	for _, h := range trip.Runs {
		for at := h.First; at < h.Last; at += h.Every {
			r := first
			r.shift, r.estimated = at-trip.Calls[0].Departs, !h.Exact
			to.runs = append(to.runs, r)
			if h.Every > lastTime { // at + h.Every might not fit
				break
			}
		}
	}
	added := len(to.runs) - before
	c.t.About.Feeds[feed].Trips += added
	if g.calls += added * len(trip.Calls); g.calls > maxCalls {
		return fmt.Errorf("with trip %q the feeds have more than %d calls, headways expanded: compile fewer feeds together", trip.ID, maxCalls)
	}
	return nil
}

func rule(k Call) (r uint8) {
	if k.Board {
		r |= mayBoard
	}
	if k.Alight {
		r |= mayAlight
	}
	return r
}

func (c *compiler) trip(r run) *Trip { return &c.feeds[r.feed].Trips[r.trip] }

// at gives the times of a run's call.
func (c *compiler) at(r run, call int) Times {
	k := &c.trip(r).Calls[call]
	return Times{k.Arrives + r.shift, k.Departs + r.shift}
}

// triedLanes bounds the lanes that a run is tried in, so that a pattern in which all
// overtake each other takes no more than that many times as long.
const triedLanes = 32

// lanes splits the runs of a group so that in none of them a run overtakes another, and
// none of the next day one of this: from the first run of a lane to the last, no call
// takes longer than the shortest day. Each run joins the first lane that it fits.
func (c *compiler) lanes(g *group) [][]run {
	slices.SortStableFunc(g.runs, func(a, b run) int {
		for i := range g.stops {
			x, y := c.at(a, i), c.at(b, i)
			if order := cmp.Or(cmp.Compare(x.Departs, y.Departs), cmp.Compare(x.Arrives, y.Arrives)); order != 0 {
				return order
			}
		}
		return 0
	})
	span := c.t.daySpan(c.t.routeZone[g.route])
	var lanes [][]run
next:
	for _, r := range g.runs {
		for i := max(0, len(lanes)-triedLanes); i < len(lanes); i++ {
			if c.follows(lanes[i], r, len(g.stops), span) {
				lanes[i] = append(lanes[i], r)
				continue next
			}
		}
		lanes = append(lanes, []run{r})
	}
	return lanes
}

// follows reports whether a run may be the next of a lane.
func (c *compiler) follows(lane []run, r run, calls int, span int64) bool {
	for i := range calls {
		first, last, next := c.at(lane[0], i), c.at(lane[len(lane)-1], i), c.at(r, i)
		if next.Arrives < last.Arrives || next.Departs < last.Departs ||
			int64(next.Arrives)-int64(first.Arrives) > span || int64(next.Departs)-int64(first.Departs) > span {
			return false
		}
	}
	return true
}

// store makes a pattern of a lane.
func (c *compiler) store(g *group, lane []run) error {
	t := c.t
	t.patternRoute = append(t.patternRoute, g.route)
	t.firstCall = append(t.firstCall, uint32(len(t.callStop)))
	t.firstTrip = append(t.firstTrip, uint32(len(t.tripID)))
	t.firstTime = append(t.firstTime, uint32(len(t.times)))
	t.callStop = append(t.callStop, g.stops...)
	t.callRule = append(t.callRule, g.rules...)
	days := make([]uint64, t.words())
	for _, r := range lane {
		trip := c.trip(r)
		calendar := uint32(c.dates.calendar[c.firstCalendar[r.feed]+trip.Calendar])
		t.tripID = append(t.tripID, r.id)
		t.tripSign = append(t.tripSign, c.texts.once(trip.Headsign))
		t.tripCalendar = append(t.tripCalendar, calendar)
		estimated := uint8(0)
		if r.estimated {
			estimated = 1
		}
		t.tripEstimated = append(t.tripEstimated, estimated)
		for i := range g.stops {
			t.times = append(t.times, c.at(r, i))
		}
		for w := range days {
			days[w] |= t.calendarDay[int(calendar)*len(days)+w]
		}
	}
	union, err := c.bitset(days)
	if err != nil {
		return err
	}
	t.patternCalendar = append(t.patternCalendar, union)
	return nil
}
