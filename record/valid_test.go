package record_test

import (
	"testing"

	"pgregory.net/rapid"

	"waythrough/record"
)

var holdings = map[record.Holding]string{
	record.HoldsNot: "not", record.HoldsPerhaps: "perhaps", record.HoldsLapsed: "lapsed", record.HoldsSurely: "surely",
}

// question gives the minutes that a date asks about: a whole day, or a minute.
func question(t *testing.T, s string) (first, last record.Minute) {
	d := date(t, s)
	return d.First, d.Last
}

func TestValidAt(t *testing.T) {
	tests := []struct {
		name, from, until, at, want string
	}{
		{"no dates hold always", "", "", "1800-01-01", "surely"},

		{"the day before from", "1993-04-03", "", "1993-04-02", "not"},
		{"from is included", "1993-04-03", "", "1993-04-03", "surely"},
		{"the first minute of from", "1993-04-03", "", "1993-04-03T00:00", "surely"},
		{"the minute before from", "1993-04-03", "", "1993-04-02T23:59", "not"},
		{"long after from", "1993-04-03", "", "2026-11-23", "surely"},

		{"before until", "", "2024-07-30", "2024-07-29", "surely"},
		{"until is included", "", "2024-07-30", "2024-07-30", "surely"},
		{"the last minute of until", "", "2024-07-30", "2024-07-30T23:59", "surely"},
		{"the day after until", "", "2024-07-30", "2024-07-31", "not"},
		{"one day only", "2025-09-12", "2025-09-12", "2025-09-12", "surely"},

		{"the day before the month", "2024-07", "", "2024-06-30", "not"},
		{"first day of the month of from", "2024-07", "", "2024-07-01", "perhaps"},
		{"inside the month of from", "2024-07", "", "2024-07-15", "perhaps"},
		{"last day of the month of from", "2024-07", "", "2024-07-31", "perhaps"},
		{"the day after the month of from", "2024-07", "", "2024-08-01", "surely"},

		{"the day before the month of until", "", "2024-07", "2024-06-30", "surely"},
		{"inside the month of until", "", "2024-07", "2024-07-15", "perhaps"},
		{"last day of the month of until", "", "2024-07", "2024-07-31", "perhaps"},
		{"the day after the month of until", "", "2024-07", "2024-08-01", "not"},
		{"from and until in one month", "2024-07", "2024-07", "2024-07-10", "perhaps"},

		{"inside a year of from", "1993", "", "1993-12-30", "perhaps"},
		{"inside a season of from", "2023-22", "", "2023-07-01", "perhaps"},
		{"inside an interval of from", "2023-05/2023-06", "", "2023-05-31", "perhaps"},
		{"a mark of doubt does not widen", "1993-04-03~", "", "1993-04-02", "not"},
		{"a mark of doubt leaves the day in", "1993-04-03~", "", "1993-04-03", "surely"},

		{"a day that the rule begins on", "2025-09-12T10:30", "", "2025-09-12", "perhaps"},
		{"the minute before it begins", "2025-09-12T10:30", "", "2025-09-12T10:29", "not"},
		{"the minute it begins", "2025-09-12T10:30", "", "2025-09-12T10:30", "surely"},
		{"a day that the rule ends on", "", "2025-09-12T10:30", "2025-09-12", "perhaps"},
		{"the minute it ends", "", "2025-09-12T10:30", "2025-09-12T10:30", "surely"},
		{"the minute after it ends", "", "2025-09-12T10:30", "2025-09-12T10:31", "not"},
		{"the day after it begins", "2025-09-12T10:30", "", "2025-09-13", "surely"},

		{"between two minutes of one day", "2025-09-12T08:00/2025-09-12T10:00", "", "2025-09-12T09:00", "perhaps"},
		{"a day with such a beginning", "2025-09-12T08:00/2025-09-12T10:00", "", "2025-09-12", "perhaps"},
		{"after both of them", "2025-09-12T08:00/2025-09-12T10:00", "", "2025-09-12T10:00", "surely"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			v := record.Valid{From: date(t, tt.from), Until: date(t, tt.until)}
			first, last := question(t, tt.at)
			if got := holdings[v.At(first, last)]; got != tt.want {
				t.Errorf("from %q until %q: %s it holds %s; should be %s", tt.from, tt.until, tt.at, got, tt.want)
			}
		})
	}
}

// The naive reading of valid: write down the earliest and the latest minute at
// which the claim may begin, and may end; a question is answered surely if every
// choice covers all of it, and not at all if no choice touches it.
func TestValidAtAgainstEveryReading(t *testing.T) {
	readings := func(d record.Date, always record.Minute, from bool) []record.Minute {
		switch {
		case d.IsZero():
			return []record.Minute{always}
		case len(d.Text) == len("2024-07-30") && from: // known to the day: all that day
			return []record.Minute{d.First}
		case len(d.Text) == len("2024-07-30"):
			return []record.Minute{d.Last}
		}
		return []record.Minute{d.First, d.Last}
	}
	bound := rapid.SampledFrom([]string{"", "2024-02", "2024-02-28", "2024-02-29", "2024-03-01", "2024-03", "2024-02-29T12:00",
		"2024-03-01T00:00", "2024-02-28T23:59", "2024-02-29T08:00/2024-02-29T10:00", "2024-02-28/2024-03-01"})
	asked := rapid.SampledFrom([]string{"2024-01-31", "2024-02-01", "2024-02-28", "2024-02-29", "2024-03-01", "2024-03-31",
		"2024-04-01", "2024-02-29T08:00", "2024-02-29T09:00", "2024-02-29T11:59", "2024-02-29T12:00", "2024-02-29T12:01"})
	rapid.Check(t, func(rt *rapid.T) {
		v := record.Valid{From: date(t, bound.Draw(rt, "from")), Until: date(t, bound.Draw(rt, "until"))}
		first, last := question(t, asked.Draw(rt, "at"))
		all, none := true, true
		for _, from := range readings(v.From, record.Always, true) {
			for _, until := range readings(v.Until, record.Forever, false) {
				all = all && from <= first && last <= until
				none = none && (last < from || until < first)
			}
		}
		want := record.HoldsPerhaps
		switch {
		case none:
			want = record.HoldsNot
		case all:
			want = record.HoldsSurely
		}
		if got := v.At(first, last); got != want {
			rt.Fatalf("from %q until %q: holds %s, should hold %s", v.From, v.Until, holdings[got], holdings[want])
		}
	})
}

func TestSunsets(t *testing.T) {
	terms := func(ends ...string) record.Valid {
		v := record.Valid{From: date(t, "2020-03-01")}
		for _, end := range ends {
			v.Sunsets = append(v.Sunsets, record.Sunset{Until: date(t, end)})
		}
		return v
	}
	tests := []struct {
		name  string
		valid record.Valid
		at    string
		want  string
	}{
		{"before the rule began", terms("2026-04-01"), "2020-02-29", "not"},
		{"inside the term", terms("2026-04-01"), "2026-03-31", "surely"},
		{"the last day of the term", terms("2026-04-01"), "2026-04-01", "surely"},
		{"the day after, no renewal known", terms("2026-04-01"), "2026-04-02", "lapsed"},
		{"the latest term counts", terms("2026-01-01", "2026-04-01", "2026-07-01"), "2026-05-01", "surely"},
		{"years later it is still in place", terms("2026-07-01"), "2030-01-01", "lapsed"},
		{"inside a month that the term ends in", terms("2026-04"), "2026-04-15", "lapsed"},
		{"after the month that the term ends in", terms("2026-04"), "2026-05-01", "lapsed"},
		{"the day that a term ends at noon", terms("2026-04-01T12:00"), "2026-04-01", "lapsed"},
		{"the minute after it ended", terms("2026-04-01T12:00"), "2026-04-01T12:01", "lapsed"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			first, last := question(t, tt.at)
			if got := holdings[tt.valid.At(first, last)]; got != tt.want {
				t.Errorf("%s it holds %s; should be %s", tt.at, got, tt.want)
			}
		})
	}
	ended := terms("2026-07-01")
	ended.Until = date(t, "2026-05-01")
	if first, last := question(t, "2026-08-01"); ended.At(first, last) != record.HoldsNot {
		t.Error("a rule that ended does not lapse: it ended")
	}
}

func TestScheduleOnDay(t *testing.T) {
	winter := &record.Schedule{Season: "11-15/03-31"}
	summer := &record.Schedule{Season: "06-01/08-31"}
	leap := &record.Schedule{Season: "02-29/02-29"}
	newYear := &record.Schedule{Season: "12-31/01-01"}
	week := &record.Schedule{Weekdays: []string{"mon", "sat"}}
	both := &record.Schedule{Season: "11-15/03-31", Weekdays: []string{"sun"}}
	tests := []struct {
		name     string
		schedule *record.Schedule
		day      string
		want     bool
	}{
		{"no limits", &record.Schedule{}, "2024-05-05", true},
		{"the day before the season", winter, "2024-11-14", false},
		{"the first day of the season", winter, "2024-11-15", true},
		{"New Year's Eve", winter, "2024-12-31", true},
		{"New Year", winter, "2025-01-01", true},
		{"leap day", winter, "2024-02-29", true},
		{"the last day of the season", winter, "2025-03-31", true},
		{"the day after the season", winter, "2025-04-01", false},
		{"the last day in a leap year", winter, "2024-03-31", true},
		{"before summer", summer, "2023-05-31", false},
		{"summer begins", summer, "2023-06-01", true},
		{"summer ends", summer, "2023-08-31", true},
		{"after summer", summer, "2023-09-01", false},
		{"a leap day only", leap, "2024-02-29", true},
		{"the first of March is no leap day", leap, "2023-03-01", false},
		{"two days over the year", newYear, "2023-12-31", true},
		{"two days over the year, the second", newYear, "2024-01-01", true},
		{"two days over the year, the third", newYear, "2024-01-02", false},
		{"a Monday", week, "2024-07-29", true},
		{"a Tuesday", week, "2024-07-30", false},
		{"a Saturday", week, "2024-08-03", true},
		{"a Sunday", week, "2024-08-04", false},
		{"a Monday before 1970", week, "1969-12-29", true},
		{"season and weekday", both, "2024-12-01", true},
		{"season without the weekday", both, "2024-12-02", false},
		{"weekday without the season", both, "2024-08-04", false},
	}
	for _, tt := range tests {
		if got := tt.schedule.OnDay(day(t, tt.day)); got != tt.want {
			t.Errorf("%s: %s is in the schedule: %v, should be %v", tt.name, tt.day, got, tt.want)
		}
	}
}

func TestScheduleAtClock(t *testing.T) {
	tests := []struct {
		hours   []string
		in, out []string
	}{
		{nil, []string{"00:00", "12:00", "23:59"}, nil},
		{[]string{"06:00-21:00"}, []string{"06:00", "12:00", "20:59"}, []string{"05:59", "21:00", "00:00"}},
		{[]string{"21:00-06:00"}, []string{"21:00", "23:59", "00:00", "05:59"}, []string{"06:00", "12:00", "20:59"}},
		{[]string{"00:00-24:00"}, []string{"00:00", "12:00", "23:59"}, nil},
		{[]string{"22:00-24:00"}, []string{"22:00", "23:59"}, []string{"00:00", "21:59"}},
		{[]string{"08:00-12:00", "13:00-17:00"}, []string{"08:00", "11:59", "13:00", "16:59"}, []string{"12:00", "12:59", "17:00"}},
	}
	for _, tt := range tests {
		s := &record.Schedule{Hours: tt.hours}
		for _, text := range append(append([]string(nil), tt.in...), tt.out...) {
			m, err := record.ParseClock(text)
			if err != nil {
				t.Fatal(err)
			}
			if got, want := s.AtClock(m), contains(tt.in, text); got != want {
				t.Errorf("%v takes in %s: %v, should be %v", tt.hours, text, got, want)
			}
		}
		if got, want := len(s.Turns()), 2*len(tt.hours); got != want {
			t.Errorf("%v begins or ends %d times, should be %d", tt.hours, got, want)
		}
	}
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}
