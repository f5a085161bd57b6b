package gtfs

import (
	"math"
	"slices"

	"waythrough/record"
	"waythrough/service/timetable"
)

// readCalendars reads calendar and calendar_dates, of which one may be absent.
func (r *reader) readCalendars() {
	r.services.at = map[string]int32{}
	_, weekly := r.from.tables["calendar.txt"]
	_, dated := r.from.tables["calendar_dates.txt"]
	if !weekly && !dated {
		r.errors.add("calendar.txt", 0, "", "is missing, and so is calendar_dates.txt; one of them says on which days trips run")
		return
	}
	wholeWeeks := r.readWeeks()
	if r.stopped == nil {
		wholeDates := r.readDates()
		r.services.whole = wholeWeeks && wholeDates
	}
	for i := range r.feed.Calendars {
		c := &r.feed.Calendars[i]
		slices.Sort(c.Added)
		slices.Sort(c.Removed)
		if onlyDates := c.Weekdays == [7]bool{} && c.Last < c.First; onlyDates && len(c.Added) > 0 {
			c.First, c.Last = c.Added[0], c.Added[len(c.Added)-1]
		}
	}
}

// readWeeks reads calendar.txt.
func (r *reader) readWeeks() bool {
	t := r.open("calendar.txt", false)
	if t == nil {
		return !r.errors.has("calendar.txt")
	}
	id, from, until := t.must("service_id"), t.must("start_date"), t.must("end_date")
	var days [7]column
	for i, name := range []string{"sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"} {
		days[i] = t.must(name)
	}
	return t.each(func() {
		key, ok := t.declare(id, &r.services, len(r.feed.Calendars))
		if !ok {
			return
		}
		c := timetable.Calendar{ID: key}
		for i, d := range days {
			if len(t.raw(d)) == 0 {
				t.fail(d, "is blank; write 1 if the service runs that day of the week, else 0")
			}
			runs, _ := t.choice(d, 1, 0)
			c.Weekdays[i] = runs == 1
		}
		var known [2]bool
		c.First, known[0] = t.date(from)
		c.Last, known[1] = t.date(until)
		if known == [2]bool{true, true} && c.Last < c.First {
			t.fail(until, "%s lies before start_date, %s; exchange them", c.Last, c.First)
		}
		r.feed.Calendars = append(r.feed.Calendars, c)
	})
}

// readDates reads calendar_dates.txt, which may declare services of its own.
func (r *reader) readDates() bool {
	t := r.open("calendar_dates.txt", false)
	if t == nil {
		return !r.errors.has("calendar_dates.txt")
	}
	id, date, kind := t.must("service_id"), t.must("date"), t.must("exception_type")
	type exception struct {
		calendar int32
		day      record.Day
	}
	seen := map[exception]int{}
	return t.each(func() {
		at := r.serviceOf(t, id)
		day, ok := t.date(date)
		if at < 0 || !ok {
			return
		}
		what, ok := t.choice(kind, 2, 0)
		if !ok || what == 0 {
			if ok {
				t.fail(kind, "is neither 1 (service added) nor 2 (removed); write one")
			}
			return
		}
		switch before := seen[exception{at, day}]; before {
		case 0:
			seen[exception{at, day}] = what
		case what:
			t.warn(date, "%s stands for the service in an earlier row as well; it counts once", day)
			return
		default:
			t.fail(date, "%s is added to the service in one row and removed in another; leave the one that holds", day)
			return
		}
		c := &r.feed.Calendars[at]
		if what == 1 {
			c.Added = append(c.Added, day)
		} else {
			c.Removed = append(c.Removed, day)
		}
	})
}

// serviceOf is the calendar of a row of calendar_dates, made if it is the first to name
// it; -1 if the row names none.
func (r *reader) serviceOf(t *table, id column) int32 {
	if at, ok := r.services.at[string(t.raw(id))]; ok {
		return at
	}
	key, ok := t.declare(id, &r.services, len(r.feed.Calendars))
	if !ok {
		return -1
	}
	r.feed.Calendars = append(r.feed.Calendars, timetable.Calendar{ID: key, First: 1, Last: 0})
	return r.services.at[key]
}

// maxDays bounds the days that a feed covers, to a century.
const maxDays = 36_525

// coverDays says which days the feed covers, and which of its calendars never run.
func (r *reader) coverDays() {
	used := make([]bool, len(r.feed.Calendars))
	for i := range r.feed.Trips {
		used[r.feed.Trips[i].Calendar] = true
	}
	first, last := record.Day(math.MaxInt64), record.Day(math.MinInt64)
	var firstOf, lastOf string
	for i := range r.feed.Calendars {
		c := &r.feed.Calendars[i]
		from, until, runs := span(c)
		switch {
		case !runs:
			r.warnings.add("calendar.txt", 0, "", "service %s runs on no day; its trips are kept and never leave", quoted(c.ID))
		case used[i]:
			if from < first {
				first, firstOf = from, c.ID
			}
			if until > last {
				last, lastOf = until, c.ID
			}
		}
	}
	if last > first && last-first >= maxDays {
		r.errors.add("calendar.txt", 0, "", "the feed covers %s (service %s) to %s (service %s), more than a century; write the days for which it is known",
			first, quoted(firstOf), last, quoted(lastOf))
	}
	n := r.report
	if n.First, n.Last = first, last; last < first {
		n.First, n.Last = 0, -1
		r.warnings.add("calendar.txt", 0, "", "no trip of the feed runs on any day")
		return
	}
	if n.StatedFirst != 0 && n.First < n.StatedFirst || n.StatedLast != 0 && n.Last > n.StatedLast {
		r.warnings.add("feed_info.txt", 0, "", "the feed says it is complete for less than the days its trips run, %s to %s; they are kept, and what runs beyond may change",
			n.First, n.Last)
	}
}

// span is the first and the last day that a calendar runs. At most seven days are looked
// at for each day removed, so that a calendar of ten thousand years is quick.
func span(c *timetable.Calendar) (first, last record.Day, runs bool) {
	first, last = record.Day(math.MaxInt64), record.Day(math.MinInt64)
	onWeekday := func(d record.Day) bool { return c.Weekdays[d.Start().Time().Weekday()] }
	removed := func(d record.Day) bool {
		_, is := slices.BinarySearch(c.Removed, d)
		return is
	}
	if c.Weekdays != [7]bool{} {
		for d := c.First; d <= c.Last; d++ {
			if onWeekday(d) && !removed(d) {
				first = d
				break
			}
		}
		for d := c.Last; d >= first; d-- {
			if onWeekday(d) && !removed(d) {
				last = d
				break
			}
		}
	}
	if n := len(c.Added); n > 0 {
		first, last = min(first, c.Added[0]), max(last, c.Added[n-1])
	}
	return first, last, first <= last
}
