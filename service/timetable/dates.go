package timetable

import (
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"time"

	"waythrough/record"
)

// maxDays bounds the dates covered: a century and some days. Feeds that run "for good"
// until 2099 are read; a year mistyped as 9999 is refused.
const maxDays = 37_000

// firstDay and lastDay bound days to the years that are written with four digits.
var firstDay, lastDay = record.DayOf(1, 1, 1), record.DayOf(9999, 12, 31)

// maxCalendarBytes bounds the bitsets of all calendars together.
const maxCalendarBytes = 1 << 30

// dates are the calendars of the feeds as bitsets. Equal ones are one.
type dates struct {
	calendar []int32 // of each calendar of the feeds: its bitset, or -1 if it has no day
	same     map[string]uint32
}

// compileDates finds the dates that the trips of all feeds cover, and the bitsets of
// the calendars that trips use.
func (c *compiler) compileDates() error {
	c.dates.same = map[string]uint32{}
	var lists [][]record.Day
	for _, f := range c.feeds {
		used := make([]bool, len(f.Calendars))
		for _, trip := range f.Trips {
			if trip.Calendar < 0 || trip.Calendar >= len(used) {
				return fmt.Errorf("%s: trip %q runs by calendar %d, and there are %d", f.Name, trip.ID, trip.Calendar, len(used))
			}
			used[trip.Calendar] = true
		}
		for i := range f.Calendars {
			var list []record.Day
			if used[i] {
				var err error
				if list, err = f.Calendars[i].days(); err != nil {
					return fmt.Errorf("%s: %w", f.Name, err)
				}
			}
			lists = append(lists, list)
		}
	}
	if err := c.cover(lists); err != nil {
		return err
	}
	set := make([]uint64, c.t.words())
	c.dates.calendar = make([]int32, len(lists))
	for i, list := range lists {
		if len(list) == 0 {
			c.dates.calendar[i] = -1
			continue
		}
		clear(set)
		for _, d := range list {
			set[(d-c.t.About.First)/64] |= 1 << ((d - c.t.About.First) % 64)
		}
		n, err := c.bitset(set)
		if err != nil {
			return err
		}
		c.dates.calendar[i] = int32(n)
	}
	return nil
}

// days lists the days of a calendar, ascending.
func (k *Calendar) days() ([]record.Day, error) {
	for _, d := range slices.Concat([]record.Day{k.First, k.Last}, k.Added) {
		if d < firstDay || d > lastDay {
			return nil, fmt.Errorf("calendar %q names the day %d days from 1970: give one of the years 1 to 9999", k.ID, int64(d))
		}
	}
	if k.Last-k.First > maxDays {
		return nil, fmt.Errorf("calendar %q runs from %s to %s: more than a century can't be kept, give the dates that are really planned", k.ID, k.First, k.Last)
	}
	var out []record.Day
	for d := k.First; d <= k.Last; d++ {
		if k.Weekdays[((int64(d)+4)%7+7)%7] { // day 0 was a Thursday
			out = append(out, d)
		}
	}
	out = append(out, k.Added...)
	slices.Sort(out)
	removed := slices.Clone(k.Removed)
	slices.Sort(removed)
	return slices.DeleteFunc(slices.Compact(out), func(d record.Day) bool {
		_, gone := slices.BinarySearch(removed, d)
		return gone
	}), nil
}

// cover sets the first day and the number of days that calendars have.
func (c *compiler) cover(lists [][]record.Day) error {
	about, any := &c.t.About, false
	var last record.Day
	for _, list := range lists {
		if len(list) == 0 {
			continue
		}
		if !any {
			about.First, last, any = list[0], list[0], true
		}
		about.First, last = min(about.First, list[0]), max(last, list[len(list)-1])
	}
	if !any {
		return nil
	}
	if last-about.First >= maxDays {
		return fmt.Errorf("the feeds cover %s to %s: more than a century can't be kept together, compile fewer feeds or correct the dates", about.First, last)
	}
	about.Days = int(last-about.First) + 1
	return nil
}

// bitset gives the number of a set of days, the same for the same days.
func (c *compiler) bitset(set []uint64) (uint32, error) {
	key := make([]byte, 0, 8*len(set))
	for _, w := range set {
		key = binary.LittleEndian.AppendUint64(key, w)
	}
	n, known := c.dates.same[string(key)]
	if !known {
		if len(c.t.calendarDay)*8+len(key) > maxCalendarBytes {
			return 0, errors.New("the calendars of the feeds take 1 GiB and more: compile fewer feeds together")
		}
		n = uint32(len(c.dates.same))
		c.dates.same[string(key)] = n
		c.t.calendarDay = append(c.t.calendarDay, set...)
	}
	return n, nil
}

// A zoneTable numbers time zones. Two are one if they have the same name and their days
// start alike.
type zoneTable struct {
	c     *compiler
	known map[*time.Location]uint32
	same  map[string]uint32
}

// number gives the number of a zone, whose days' starts it stores.
func (z *zoneTable) number(zone *time.Location) (uint32, error) {
	switch {
	case zone == nil:
		return 0, errors.New("has no time zone: its times would mean nothing")
	case zone.String() == "Local":
		return 0, errors.New("has the time zone of this machine, which elsewhere is another: name the zone")
	}
	if n, ok := z.known[zone]; ok {
		return n, nil
	}
	t := z.c.t
	starts := make([]int64, t.About.Days)
	key := []byte(zone.String() + "\x00")
	for i := range starts {
		starts[i] = dayStart(t.About.First+record.Day(i), zone)
		key = binary.LittleEndian.AppendUint64(key, uint64(starts[i]))
	}
	n, ok := z.same[string(key)]
	if !ok {
		n = uint32(len(z.same))
		z.same[string(key)] = n
		t.zoneName = append(t.zoneName, z.c.texts.once(zone.String()))
		t.zoneStart = append(t.zoneStart, starts...)
		t.zones = append(t.zones, zone)
	}
	z.known[zone] = n
	return n, nil
}

// dayStart is the instant from which a service day's times count: noon less twelve
// hours. On days with a change of clocks that is an hour off midnight.
func dayStart(day record.Day, zone *time.Location) int64 {
	date := day.Start().Time()
	return time.Date(date.Year(), date.Month(), date.Day(), 12, 0, 0, 0, zone).UnixMilli() - 12*3600*1000
}

// daySpan is the shortest time in seconds between the starts of two days in a row; very
// long if there are no two.
func (t *Timetable) daySpan(zone uint32) int64 {
	span := int64(1) << 40
	for d := 1; d < t.About.Days; d++ {
		span = min(span, (t.start(zone, d)-t.start(zone, d-1))/1000)
	}
	return span
}
