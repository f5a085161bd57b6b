package gtfs

import (
	"cmp"
	"math"
	"slices"
	"strconv"

	"waythrough/service/timetable"
)

// maxCalls bounds the calls of a trip, as a timetable does.
const maxCalls = 1<<16 - 1

// finish checks the rows of a trip and makes calls of them.
func (c *callReader) finish(trip int32, rows []row) {
	if trip < 0 {
		return
	}
	state := &c.trips[trip]
	if !slices.IsSortedFunc(rows, inOrder) {
		slices.SortStableFunc(rows, inOrder)
	}
	if state.faulty {
		return // what its rows say together means nothing
	}
	if len(rows) >= 2 && !c.consistent(rows) {
		state.faulty = true
		return
	}
	rows = c.halts(rows)
	if len(rows) < 2 {
		return
	}
	offset := int32(0)
	if runs := c.feed.Trips[trip].Runs; len(runs) > 0 {
		offset = rows[0].departs
		rows[0].arrives = offset
		if last := rows[len(rows)-1]; last.departs-offset+runs[len(runs)-1].Last > lastTime {
			c.errors.add("stop_times.txt", int(last.line), c.departs.name, "is more than ten days after the day of the trip's last run, by frequencies.txt, began; let it end sooner")
		}
	}
	if len(rows) > maxCalls {
		c.errors.add("stop_times.txt", int(rows[maxCalls].line), "", "is the trip's call %d, and %d can be kept; make it several trips", maxCalls+1, maxCalls)
		return
	}
	calls := c.cut(len(rows))
	for i, x := range rows {
		calls[i] = timetable.Call{Stop: int(x.stop), Arrives: x.arrives - offset, Departs: x.departs - offset, Board: x.board, Alight: x.alight}
	}
	c.feed.Trips[trip].Calls = calls
}

func inOrder(a, b row) int { return cmp.Compare(a.sequence, b.sequence) }

// cut gives room for the calls of a trip.
func (c *callReader) cut(n int) []timetable.Call {
	if n > len(c.slab) {
		c.slab = make([]timetable.Call, max(n, slabCalls))
	}
	calls := c.slab[:n:n]
	c.slab = c.slab[n:]
	return calls
}

// consistent checks order and times along a trip and supplies the times that are blank.
func (c *callReader) consistent(rows []row) bool {
	ok := true
	fail := func(line int32, col column, format string, args ...any) {
		c.errors.add("stop_times.txt", int(line), col.name, format, args...)
		ok = false
	}
	for i := range rows {
		x := &rows[i]
		if i > 0 && x.sequence == rows[i-1].sequence {
			fail(x.line, c.sequence, "%d is that of line %d too, for the same trip; it grows along a trip", x.sequence, rows[i-1].line)
		}
		c.oneOfTwo(x, i == 0, i == len(rows)-1)
	}
	if first, last := rows[0], rows[len(rows)-1]; first.arrives == noTime || last.arrives == noTime {
		for _, x := range []row{first, last} {
			if x.arrives == noTime {
				fail(x.line, c.arrives, "is blank at the first or last stop of the trip; nothing to suppose it from")
			}
		}
		return false
	}
	before := &rows[0] // the last row with times
	for i := range rows {
		x := &rows[i]
		if x.arrives == noTime {
			continue
		}
		if x.departs < x.arrives {
			fail(x.line, c.departs, "%s lies before the arrival, %s; after midnight hours go on, 24:00:00 and more", clock(x.departs), clock(x.arrives))
		} else if i > 0 && x.arrives < before.departs {
			fail(x.line, c.arrives, "%s lies before the departure of line %d, %s; a trip does not go back in time: after midnight hours go on, 24:00:00 and more",
				clock(x.arrives), before.line, clock(before.departs))
		}
		before = x
	}
	if ok {
		c.interpolate(rows)
	}
	return ok
}

// oneOfTwo takes a time for the other where one is blank. It loses a dwell, except where
// the trip begins or ends.
func (c *callReader) oneOfTwo(x *row, first, last bool) {
	switch {
	case x.arrives == noTime && x.departs != noTime:
		x.arrives = x.departs
		if !first {
			c.warnings.add("stop_times.txt", int(x.line), c.arrives.name, "is blank; it is taken to be the departure's")
		}
	case x.departs == noTime && x.arrives != noTime:
		x.departs = x.arrives
		if !last {
			c.warnings.add("stop_times.txt", int(x.line), c.departs.name, "is blank; it is taken to be the arrival's")
		}
	}
}

// clock writes seconds as 25:05:00.
func clock(s int32) string {
	two := func(n int32) string { return string([]byte{'0' + byte(n/10), '0' + byte(n%10)}) }
	return strconv.Itoa(int(s/3600)) + ":" + two(s/60%60) + ":" + two(s%60)
}

// interpolate spreads blank times between those around them, by the distance from stop
// to stop; evenly, if there is none.
func (c *callReader) interpolate(rows []row) {
	for i := 1; i < len(rows); i++ {
		if rows[i].arrives != noTime {
			continue
		}
		end := i
		for rows[end].arrives == noTime {
			end++
		}
		along := make([]float64, end-i+1) // from row i-1 to each row up to end
		total := 0.0
		for k := range along {
			total += float64(c.metres(rows[i-1+k].stop, rows[i+k].stop))
			along[k] = total
		}
		from, to := rows[i-1].departs, rows[end].arrives
		for k := range end - i {
			part := float64(k+1) / float64(len(along))
			if total > 0 {
				part = along[k] / total
			}
			at := from + int32(math.Round(float64(to-from)*part))
			rows[i+k].arrives, rows[i+k].departs = at, at
			c.report.Interpolated++
		}
		i = end
	}
}

// halts makes one of calls at the same stop in a row, as where a vehicle is said to
// arrive in one and to leave in the next.
func (c *callReader) halts(rows []row) []row {
	out := rows[:min(len(rows), 1)]
	for _, x := range rows[len(out):] {
		last := &out[len(out)-1]
		if x.stop != last.stop {
			out = append(out, x)
			continue
		}
		c.warnings.add("stop_times.txt", int(x.line), c.stop.name, "is that of line %d, the call before; the two are made one", last.line)
		last.departs = x.departs
		last.board, last.alight = last.board || x.board, last.alight || x.alight
	}
	return out
}
