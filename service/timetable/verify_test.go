package timetable

import (
	"context"
	"errors"
	"strings"
	"testing"

	"waythrough/record"
)

// Verify says what is wrong, of all that a search would not stumble over.
func TestVerifyFinds(t *testing.T) {
	f := line("Asia/Yerevan", record.DayOf(2024, 6, 3), 7, "08:00 a 08:10 b", "09:00 a 09:10 b")
	f.Stops[1].At.Lat = 40.002
	whole := compiled(t, f)
	if err := whole.Verify(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name  string
		spoil func(t *Timetable)
		want  string
	}{
		{"a day elsewhere", func(t *Timetable) { t.zoneStart[3] += 2 * dayMillis }, "day 3 of zone 0 starts at"},
		{"a day after the last", func(t *Timetable) { t.calendarDay[0] |= 1 << 7 }, "has days after the last"},
		{"a stop nowhere", func(t *Timetable) { t.stopAt[0].Lat = 900000001 }, "stop 0 lies nowhere"},
		{"a change before arrival", func(t *Timetable) { t.stopChange[1] = -2 }, "a change at stop 1 takes -2 seconds"},
		{"a change for weeks", func(t *Timetable) { t.stopChange[1] = 1e6 }, "a change at stop 1 takes 1000000 seconds"},
		{"a footpath back in time", func(t *Timetable) { t.footSeconds[0] = -1 }, "from stop 0 to 1 in -1 seconds"},
		{"a footpath for weeks", func(t *Timetable) { t.footSeconds[1] = 1e6 }, "from stop 1 to 0 in 1000000 seconds"},
		{"a footpath nowhere", func(t *Timetable) { t.footTo[0] = 0 }, "from stop 0 to 0"},
		{"a trip back in time", func(t *Timetable) { t.times[1].Arrives = 0 }, "trip 0 goes back in time at call 1"},
		{"a halt back in time", func(t *Timetable) { t.times[1].Departs-- }, "trip 0 goes back in time at call 1"},
		{"a trip for weeks", func(t *Timetable) { t.times[3].Departs = 1e6 }, "trip 1 goes back in time at call 1"},
		{"a trip that overtakes", func(t *Timetable) { t.times[0], t.times[1] = Times{8 * 3600, 8 * 3600}, Times{10 * 3600, 10 * 3600} }, "trip 1 overtakes another at call 1"},
		{"a trip of the next day that overtakes", func(t *Timetable) { t.times[3] = Times{33 * 3600, 33 * 3600} }, "trip 1 overtakes another at call 1"},
		{"days of no trip", func(t *Timetable) {
			t.calendarDay = append(t.calendarDay, 1)
			t.patternCalendar[0] = 1
		}, "pattern 0: its calendar is not that of its trips"},
		{"an index", func(t *Timetable) { t.callStop[0] = 2 }, "element 0 of column call/stop leads to 2, and there are 2"},
		{"a mode", func(t *Timetable) { t.routeMode[0] = 5 }, "route 0 goes by mode 5"},
		{"rows", func(t *Timetable) { t.firstFoot[1] = 9 }, "column foot/first does not divide its 2 elements"},
		{"a pattern", func(t *Timetable) { t.firstCall[1] = 1; t.callStop, t.callRule = t.callStop[:1], t.callRule[:1] }, "pattern 0 has 1 calls"},
		{"texts", func(t *Timetable) { t.textEnd[len(t.textEnd)-1]++ }, "the texts do not end"},
	} {
		d := clone(whole)
		c.spoil(d)
		if err := d.Verify(t.Context(), nil); err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), "compile it again") {
			t.Errorf("%s: error is %v, want one that says %q", c.name, err, c.want)
		}
	}
}

// Verify stops when told.
func TestVerifyStops(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	stop()
	tt := compiled(t, line("Asia/Yerevan", record.DayOf(2024, 6, 3), 7, "08:00 a 08:10 b"))
	if err := tt.Verify(ctx, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("error is %v", err)
	}
}
