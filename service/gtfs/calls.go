package gtfs

import (
	"bytes"
	"slices"
	"strconv"

	"waythrough/service/timetable"
)

// A row is what is kept of a row of stop_times until its trip is whole.
type row struct {
	sequence, stop, line int32
	arrives, departs     int32 // noTime: blank
	board, alight        bool
}

// callReader reads stop_times.
type callReader struct {
	*reader
	t *table

	trip, arrives, departs, stop, sequence, board, alight column
	timepoint, windowFrom, windowUntil, group, area, sign column

	signs map[string]string // by what they are made of: many trips share one

	lastID []byte // the trip id of the row before, and what it is
	last   int32

	slab []timetable.Call // that calls of trips are cut from
}

// slabCalls is how many calls are allocated at once.
const slabCalls = 1 << 15

// readCalls reads stop_times trip by trip. Where a trip turns up again after another,
// reading starts anew, with all rows held until the end.
func (r *reader) readCalls() {
	before := r.snapshot()
	if scattered := r.readTogether(); scattered && r.stopped == nil {
		r.restore(before)
		r.readScattered()
	}
	if r.stopped == nil && !r.errors.has("stop_times.txt") {
		r.leaveOut()
	}
}

// A snapshot is what reading stop_times changes, as it was before.
type snapshot struct {
	errors, warnings list
	trips            []tripState
	report           Report
	bytes            int64
}

func (r *reader) snapshot() snapshot {
	return snapshot{r.errors.clone(), r.warnings.clone(), slices.Clone(r.trips), *r.report, r.bytes}
}

func (r *reader) restore(s snapshot) {
	r.errors, r.warnings, r.trips, *r.report, r.bytes = s.errors, s.warnings, s.trips, s.report, s.bytes
	for i := range r.feed.Trips {
		r.feed.Trips[i].Calls = nil
	}
}

// openCalls opens stop_times and finds its columns.
func (r *reader) openCalls() *callReader {
	t := r.open("stop_times.txt", true)
	if t == nil {
		return nil
	}
	return &callReader{reader: r, t: t, last: -1,
		trip: t.must("trip_id"), arrives: t.must("arrival_time"), departs: t.must("departure_time"),
		stop: t.must("stop_id"), sequence: t.must("stop_sequence"),
		board: t.may("pickup_type"), alight: t.may("drop_off_type"), timepoint: t.may("timepoint"),
		windowFrom: t.may("start_pickup_drop_off_window"), windowUntil: t.may("end_pickup_drop_off_window"),
		group: t.may("location_group_id"), area: t.may("location_id"),
		sign: t.may("stop_headsign"), signs: map[string]string{},
	}
}

// readTogether reads a file in which the rows of a trip stand together; it stops and is
// true where they don't.
func (r *reader) readTogether() (scattered bool) {
	c := r.openCalls()
	if c == nil {
		return false
	}
	var rows []row
	trip := int32(-1)
	c.t.each(func() {
		of := c.tripOf()
		if of != trip {
			c.finish(trip, rows)
			rows, trip = rows[:0], of
			if of >= 0 {
				if r.trips[of].seen {
					scattered, trip = true, -1
					c.t.quit()
					return
				}
				r.trips[of].seen = true
			}
		}
		if of >= 0 {
			if x, ok := c.read(of); ok {
				rows = append(rows, x)
			}
		}
	})
	c.finish(trip, rows)
	return scattered
}

// readScattered reads a file twice: to count the rows of each trip, and to put each row
// in its trip's place.
func (r *reader) readScattered() {
	c := r.openCalls()
	if c == nil {
		return
	}
	before := r.snapshot()
	ends := make([]int, len(r.feed.Trips)+1) // of the rows of each trip, those of all before it included
	c.t.each(func() {
		if of := c.tripOf(); of >= 0 {
			ends[of+1]++
		}
	})
	if r.stopped != nil {
		return
	}
	r.restore(before)
	for i := range r.feed.Trips {
		ends[i+1] += ends[i]
	}
	rows := make([]row, ends[len(r.feed.Trips)])
	next := slices.Clone(ends)
	if c = r.openCalls(); c == nil {
		return
	}
	c.t.each(func() {
		of := c.tripOf()
		if of < 0 {
			return
		}
		r.trips[of].seen = true
		if x, ok := c.read(of); ok && next[of] < ends[of+1] { // a folder's file may change meanwhile
			rows[next[of]] = x
			next[of]++
		}
	})
	for i := range r.feed.Trips {
		c.finish(int32(i), rows[ends[i]:next[i]])
	}
}

// tripOf is the trip of the row; -1 if there is none.
func (c *callReader) tripOf() int32 {
	id := c.t.raw(c.trip)
	if !bytes.Equal(id, c.lastID) || len(id) == 0 {
		c.lastID = append(c.lastID[:0], id...)
		c.last = c.t.find(c.trip, &c.tripIDs, "trips.txt", "trip")
		return c.last
	}
	if c.last < 0 {
		return c.t.find(c.trip, &c.tripIDs, "trips.txt", "trip") // to say it of this row too
	}
	return c.last
}

// read reads a row of a trip. It is false if the row is none of a scheduled call; where
// that is an error, it has said so.
func (c *callReader) read(trip int32) (x row, ok bool) {
	t, state := c.t, &c.trips[trip]
	if len(t.raw(c.windowFrom)) > 0 || len(t.raw(c.windowUntil)) > 0 || len(t.raw(c.group)) > 0 || len(t.raw(c.area)) > 0 {
		t.warn(wholeLine, "is a call on demand, within a window or an area; it is left out")
		state.onDemand = true
		c.report.CallsOnDemand++
		return x, false
	}
	var known [5]bool
	x.line = int32(t.line)
	x.arrives, known[0] = t.clock(c.arrives)
	x.departs, known[1] = t.clock(c.departs)
	x.board, known[2] = c.may(c.board)
	x.alight, known[3] = c.may(c.alight)
	x.sequence, known[4] = c.order()
	x.stop = c.stopOf()
	if x.stop < 0 || known != [5]bool{true, true, true, true, true} {
		state.faulty = true
		return x, false
	}
	if x.arrives == noTime && x.departs == noTime {
		if b := t.raw(c.timepoint); len(b) == 1 && b[0] == '1' {
			t.warn(c.timepoint, "is 1, which means exact times, and there are none; they are supposed from those around")
		}
	}
	if of := &c.feed.Trips[trip]; of.Headsign == "" { // some feeds give it with each call only
		of.Headsign = t.shared(c.sign, c.signs)
	}
	return x, true
}

// may reads whether passengers may get on, or off.
func (c *callReader) may(col column) (bool, bool) {
	b := c.t.raw(col)
	if len(b) == 0 || len(b) == 1 && b[0] == '0' {
		return true, true
	}
	v, ok := c.t.choice(col, 3, 0)
	if v >= 2 {
		with := [2]string{"the agency", "the driver"}[v-2]
		c.t.warn(col, "is %d: it has to be arranged with %s; it is taken as possible", v, with)
	}
	return v != 1, ok
}

func (c *callReader) order() (int32, bool) {
	b := c.t.raw(c.sequence)
	v := int32(0)
	if 0 < len(b) && len(b) < 10 { // what fits whatever the digits
		for i, d := range b {
			if d < '0' || d > '9' {
				break
			}
			if v = v*10 + int32(d-'0'); i == len(b)-1 {
				return v, true
			}
		}
	}
	n, err := strconv.ParseUint(string(b), 10, 31)
	if err != nil {
		c.t.fail(c.sequence, "%s is no place in an order; write a whole number that grows along the trip", quoted(b))
	}
	return int32(n), err == nil
}

// stopOf is the stop of a row; -1 if there is none.
func (c *callReader) stopOf() int32 {
	at := c.t.find(c.stop, &c.placeIDs, "stops.txt", "stop")
	if at < 0 {
		return -1
	}
	p := &c.places[at]
	switch {
	case p.kind == isBoardingArea && p.stop >= 0:
		c.t.warn(c.stop, "%s is a boarding area; the call is put at its platform", quoted(c.t.raw(c.stop)))
	case p.kind != isPlatform:
		c.t.fail(c.stop, "%s has location_type %d, and trips call at stops (0); name one of its platforms", quoted(c.t.raw(c.stop)), p.kind)
		return -1
	}
	return p.stop
}
