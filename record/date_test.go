package record_test

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"waythrough/record"
)

// Each row is a text and the first and last minute that it may mean, worked out
// by hand from EDTF (ISO 8601-2) and docs/record.md.
func TestParseDate(t *testing.T) {
	tests := []struct{ text, first, last string }{
		{"1993", "1993-01-01T00:00", "1993-12-31T23:59"},
		{"2024", "2024-01-01T00:00", "2024-12-31T23:59"},
		{"1969", "1969-01-01T00:00", "1969-12-31T23:59"},

		{"1993-04", "1993-04-01T00:00", "1993-04-30T23:59"},
		{"2023-02", "2023-02-01T00:00", "2023-02-28T23:59"},
		{"2024-02", "2024-02-01T00:00", "2024-02-29T23:59"},
		{"1900-02", "1900-02-01T00:00", "1900-02-28T23:59"}, // no leap year
		{"2000-02", "2000-02-01T00:00", "2000-02-29T23:59"}, // a leap year
		{"2024-12", "2024-12-01T00:00", "2024-12-31T23:59"},

		{"1993-04-03", "1993-04-03T00:00", "1993-04-03T23:59"},
		{"2024-02-29", "2024-02-29T00:00", "2024-02-29T23:59"},
		{"1921-10-13", "1921-10-13T00:00", "1921-10-13T23:59"},

		{"2025-09-12T10:30", "2025-09-12T10:30", "2025-09-12T10:30"},
		{"2025-09-12T00:00", "2025-09-12T00:00", "2025-09-12T00:00"},
		{"1969-12-31T23:59", "1969-12-31T23:59", "1969-12-31T23:59"},

		{"2023-21", "2023-03-01T00:00", "2023-05-31T23:59"}, // spring
		{"2023-22", "2023-06-01T00:00", "2023-08-31T23:59"}, // summer
		{"2023-23", "2023-09-01T00:00", "2023-11-30T23:59"}, // autumn
		{"2023-24", "2023-12-01T00:00", "2024-02-29T23:59"}, // winter, into the next year

		{"2023-05/2023-06", "2023-05-01T00:00", "2023-06-30T23:59"},
		{"2023/2024", "2023-01-01T00:00", "2024-12-31T23:59"},
		{"2023-11-03/2024-01", "2023-11-03T00:00", "2024-01-31T23:59"},
		{"2023-05-10/2023-05-10", "2023-05-10T00:00", "2023-05-10T23:59"},
		{"2023-21/2023-22", "2023-03-01T00:00", "2023-08-31T23:59"},
		{"2024-07-30T08:00/2024-07-30T10:00", "2024-07-30T08:00", "2024-07-30T10:00"},

		// The marks of doubt are kept and widen nothing.
		{"1993~", "1993-01-01T00:00", "1993-12-31T23:59"},
		{"1993-04?", "1993-04-01T00:00", "1993-04-30T23:59"},
		{"1993-04-03%", "1993-04-03T00:00", "1993-04-03T23:59"},
		{"2023-22~", "2023-06-01T00:00", "2023-08-31T23:59"},
		{"2023-05~/2023-06?", "2023-05-01T00:00", "2023-06-30T23:59"},
	}
	for _, tt := range tests {
		d, err := record.ParseDate(tt.text)
		if err != nil {
			t.Errorf("%s: %v", tt.text, err)
			continue
		}
		if d.First != clock(t, tt.first) || d.Last != clock(t, tt.last) {
			t.Errorf("%s means %v to %v; it should mean %s to %s", tt.text, d.First.Time(), d.Last.Time(), tt.first, tt.last)
		}
		if d.String() != tt.text {
			t.Errorf("%s is kept as %s", tt.text, d)
		}
		if d.IsZero() {
			t.Errorf("%s counts as no date", tt.text)
		}
	}
}

func TestParseDateRefuses(t *testing.T) {
	tests := []struct{ text, why string }{
		{"", "nothing"},
		{"?", "a mark alone"},
		{"2024-13", "no such month"},
		{"2024-00", "no such month"},
		{"2024-20", "seasons begin at 21"},
		{"2024-25", "seasons end at 24"},
		{"2024-32", "neither month nor season of the north"},
		{"2023-02-29", "no leap year"},
		{"1900-02-29", "no leap year"},
		{"2024-04-31", "April has 30 days"},
		{"2024-07-00", "no day 0"},
		{"30.07.2024", "not ISO"},
		{"07/30/2024", "not ISO, and no interval either"},
		{"30-07-2024", "not ISO"},
		{"2024-7-3", "two digits each"},
		{"2024-7", "two digits"},
		{"24-07-30", "four digits of the year"},
		{"20240730", "hyphens are written"},
		{"2024-07-30T24:00", "the next day's 00:00"},
		{"2024-07-30T08:60", "no minute 60"},
		{"2024-07-30T8:00", "two digits of the hour"},
		{"2024-07-30T08", "hour and minute"},
		{"2024-07-30 08:00", "a T between"},
		{"2024-07-30T08:00Z", "local time has no zone"},
		{"2024-07-30T08:00+04:00", "local time has no zone"},
		{"2024-07-30T08:00:00", "to the minute, not the second"},
		{" 2024", "a space"},
		{"2024 ", "a space"},
		{"202X", "EDTF's unspecified digits are not read"},
		{"Y20240", "EDTF's long years are not read"},
		{"-2024", "EDTF's negative years are not read"},
		{"summer 2023", "words"},
		{"yesterday", "words"},
		{"2023-06/2023-05", "reversed"},
		{"2024/2023", "reversed"},
		{"2024-07-30T10:00/2024-07-30T08:00", "reversed"},
		{"2023-24/2023-12-01T", "half an interval"},
		{"2023/", "an open interval"},
		{"/2023", "an open interval"},
		{"2023/..", "an open interval"},
		{"/", "nothing twice"},
		{"2023/2024/2025", "an interval of three"},
		{"2023?~", "one mark, not two"},
	}
	for _, tt := range tests {
		d, err := record.ParseDate(tt.text)
		if err == nil {
			t.Errorf("%q is read as %v to %v; it should be refused: %s", tt.text, d.First.Time(), d.Last.Time(), tt.why)
			continue
		}
		if !strings.Contains(err.Error(), tt.text) || !strings.Contains(err.Error(), "not a date") {
			t.Errorf("the error for %q does not name it: %v", tt.text, err)
		}
		if !d.IsZero() {
			t.Errorf("%q gives an error and a date", tt.text)
		}
	}
}

// Every day from 1899 to 2101 is read as the calendar of package time has it,
// alone and as part of its month and year.
func TestDatesNest(t *testing.T) {
	for x := time.Date(1899, 1, 1, 0, 0, 0, 0, time.UTC); x.Year() < 2101; x = x.AddDate(0, 0, 1) {
		d, month, year := date(t, x.Format("2006-01-02")), date(t, x.Format("2006-01")), date(t, x.Format("2006"))
		if d.Last-d.First != record.DayMinutes-1 || d.FirstDay() != d.LastDay() || d.FirstDay().String() != x.Format(time.DateOnly) {
			t.Fatalf("%s means %v to %v", d, d.First.Time(), d.Last.Time())
		}
		if !d.Exact() || month.Exact() || year.Exact() {
			t.Fatalf("%s is exact and %s, %s are not; got %v, %v, %v", d, month, year, d.Exact(), month.Exact(), year.Exact())
		}
		if month.First > d.First || d.Last > month.Last || year.First > month.First || month.Last > year.Last {
			t.Fatalf("%s does not lie in %s, or that not in %s", d, month, year)
		}
	}
}

func TestDaysAndMinutes(t *testing.T) {
	tests := []struct {
		clock  string
		minute record.Minute
		day    record.Day
	}{
		{"1970-01-01T00:00", 0, 0},
		{"1970-01-01T00:01", 1, 0},
		{"1970-01-01T23:59", 1439, 0},
		{"1970-01-02T00:00", 1440, 1},
		{"1969-12-31T23:59", -1, -1},
		{"1969-12-31T00:00", -1440, -1},
		{"1969-12-30T23:59", -1441, -2},
		{"1969-01-01T00:00", -365 * 1440, -365},
		{"2000-03-01T00:00", 11017 * 1440, 11017},
	}
	for _, tt := range tests {
		m := clock(t, tt.clock)
		if m != tt.minute || m.Day() != tt.day {
			t.Errorf("%s is minute %d of day %d; should be minute %d of day %d", tt.clock, m, m.Day(), tt.minute, tt.day)
		}
		if got := m.Time().Format("2006-01-02T15:04"); got != tt.clock {
			t.Errorf("minute %d is shown as %s, not %s", m, got, tt.clock)
		}
	}
}

func TestMinuteOfRoundsDown(t *testing.T) {
	yerevan, err := time.LoadLocation("Asia/Yerevan")
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		at   time.Time
		want string
	}{
		{time.Date(2024, 7, 30, 9, 15, 59, 0, yerevan), "2024-07-30T09:15"},
		{time.Date(1969, 12, 31, 23, 59, 30, 0, time.UTC), "1969-12-31T23:59"},
		{time.Date(1921, 10, 13, 12, 0, 1, 0, time.UTC), "1921-10-13T12:00"},
	}
	for _, tt := range tests {
		if got := record.MinuteOf(tt.at); got != clock(t, tt.want) {
			t.Errorf("a clock that shows %v is at minute %v, not %s", tt.at, got.Time(), tt.want)
		}
	}
}

func TestDayPartition(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := record.Minute(rapid.Int64Range(-200*366*1440, 200*366*1440).Draw(t, "minute"))
		d := m.Day()
		if m < d.Start() || m > d.End() || d.End()+1 != (d+1).Start() {
			t.Fatalf("minute %d is not in its day %d: %d to %d", m, d, d.Start(), d.End())
		}
		if x := d.Start().Time(); record.DayOf(x.Year(), x.Month(), x.Day()) != d {
			t.Fatalf("day %d is %s, which is another day", d, d)
		}
		if got := record.DateOf(d); got.FirstDay() != d || got.LastDay() != d || !got.Exact() {
			t.Fatalf("the date of day %s is %v", d, got)
		}
	})
}

func TestParseSpan(t *testing.T) {
	tests := []struct {
		text    string
		minutes int64
		days    int
	}{
		{"30m", 30, 0},
		{"12h", 720, 0},
		{"2h10m", 130, 0},
		{"90d", 90 * 1440, 90},
		{"6mo", 180 * 1440, 180},
		{"1y", 365 * 1440, 365},
		{"10y", 3650 * 1440, 3650},
		{"1y6mo", 545 * 1440, 545},
		{"1mo1m", 30*1440 + 1, 30},
		{"1y1mo1d1h1m", (365+30+1)*1440 + 61, 396},
		{"36h", 36 * 60, 1}, // whole days, rounded down
		{"0d", 0, 0},
	}
	for _, tt := range tests {
		s, err := record.ParseSpan(tt.text)
		if err != nil {
			t.Errorf("%s: %v", tt.text, err)
			continue
		}
		if s.Minutes != tt.minutes || s.Days() != tt.days || s.String() != tt.text || s.IsZero() {
			t.Errorf("%s is %d minutes, %d days, text %q; should be %d minutes, %d days", tt.text, s.Minutes, s.Days(), s, tt.minutes, tt.days)
		}
	}
	for _, bad := range []string{"", "90", "d", "90 d", " 90d", "90D", "90days", "3w", "-90d", "+90d", "1.5h", "10m2h", "1d1d", "1d1y", "2h10", "99999999999d"} {
		s, err := record.ParseSpan(bad)
		if err == nil || !s.IsZero() {
			t.Errorf("%q is read as %d minutes; it should be refused", bad, s.Minutes)
		} else if !strings.Contains(err.Error(), "not a span") {
			t.Errorf("%q: the error does not say what it is: %v", bad, err)
		}
	}
}

func TestParseClock(t *testing.T) {
	for text, want := range map[string]record.Minute{"00:00": 0, "00:01": 1, "06:30": 390, "20:20": 1220, "23:59": 1439, "24:00": 1440} {
		if got, err := record.ParseClock(text); err != nil || got != want {
			t.Errorf("%s is minute %d (%v), not %d", text, got, err, want)
		}
	}
	for _, bad := range []string{"", ":", "8:00", "08:0", "0800", "24:01", "25:00", "08:60", "-1:00", "+8:00", "-0:00", "08:+5", "08:00:00", "8 am", "08.00"} {
		if got, err := record.ParseClock(bad); err == nil {
			t.Errorf("%q is read as minute %d; it should be refused", bad, got)
		}
	}
}
