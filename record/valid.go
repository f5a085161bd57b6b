package record

import (
	"fmt"
	"strconv"
	"strings"
)

// Valid says when a claim holds. An absent From is an unknown start: see
// View.Holding. An absent Until is open.
type Valid struct {
	From  Date `yaml:"from" doc:"First day (or minute); absent: open."`
	Until Date `yaml:"until" doc:"Last day (or minute), stated from the outset; absent: open."`

	// Sunsets are the ends of a rule that lapses unless renewed, each public on
	// its own day. The latest one known counts; once it has passed, the rule
	// stays in place as unknown.
	Sunsets []Sunset `yaml:"sunsets" doc:"Ends of a rule that lapses unless renewed; the latest one known counts."`
}

// A Sunset is the end of one term of a rule that may be renewed.
type Sunset struct {
	Until   Date       `yaml:"until" need:"yes" doc:"Last day of the term."`
	Public  Date       `yaml:"public" doc:"When this term became public; default: the earliest source's publication, else the statement's own."`
	Sources []Citation `yaml:"sources" doc:"Where it was read or reported."`
}

// Holding says how far a claim holds at a time.
type Holding uint8

// A claim holds not at all; perhaps, because its dates are not known well enough;
// lapsed, because its sunset passed with no renewal known; or surely.
const (
	HoldsNot Holding = iota
	HoldsPerhaps
	HoldsLapsed
	HoldsSurely
)

// At says how far a claim with these dates holds from the minute first to the
// minute last of a question. A question about a whole day that the claim covers
// only in part gets HoldsPerhaps.
func (v Valid) At(first, last Minute) Holding {
	h := HoldsSurely
	if !v.From.IsZero() {
		switch {
		case last < v.From.First:
			return HoldsNot
		case first < v.From.Last && !sameDay(v.From, first):
			h = HoldsPerhaps
		}
	}
	if !v.Until.IsZero() {
		switch {
		case first > v.Until.Last:
			return HoldsNot
		case last > v.Until.First && !sameDay(v.Until, last):
			h = HoldsPerhaps
		}
	}
	if n := len(v.Sunsets); n > 0 && h == HoldsSurely {
		switch end := v.Sunsets[n-1].Until; {
		case last > end.Last:
			// It has lapsed for part of the time asked about at least.
			return HoldsLapsed
		case last > end.First && !sameDay(end, last):
			// Its end is not known well enough to say.
			return HoldsLapsed
		}
	}
	return h
}

// sameDay reports whether a bound is a whole day that takes in the minute: a rule
// from a day holds all that day.
func sameDay(bound Date, m Minute) bool {
	return bound.First == m.Day().Start() && bound.Last == m.Day().End()
}

// A Schedule limits a rule to a season, to weekdays, to hours.
type Schedule struct {
	Season   string   `yaml:"season" doc:"Part of the year, as 11-15/03-31."`
	Weekdays []string `yaml:"weekdays" doc:"mon … sun."`
	Hours    []string `yaml:"hours" doc:"Hours of the day, as 06:00-21:00; may run over midnight."`
}

// season reads 11-15/03-31 as days of a leap year, 0 to 365.
func parseSeason(s string) (from, to int, err error) {
	a, b, ok := strings.Cut(s, "/")
	if ok {
		var f, t Date
		if f, err = ParseDate("2000-" + a); err == nil {
			if t, err = ParseDate("2000-" + b); err == nil && f.Exact() && t.Exact() {
				base := DayOf(2000, 1, 1)
				return int(f.FirstDay() - base), int(t.FirstDay() - base), nil
			}
		}
	}
	return 0, 0, fmt.Errorf("%q is not a season: write 11-15/03-31", s)
}

// parseHours reads 06:00-21:00 as minutes of the day.
func parseHours(s string) (from, to Minute, err error) {
	a, b, ok := strings.Cut(s, "-")
	if ok {
		if from, err = ParseClock(a); err == nil {
			if to, err = ParseClock(b); err == nil && from != to {
				return from, to, nil
			}
		}
	}
	return 0, 0, fmt.Errorf("%q is no span of hours: write 06:00-21:00", s)
}

// ParseClock reads 20:20 as a minute of the day; 24:00 is its end.
func ParseClock(s string) (Minute, error) {
	h, m, ok := strings.Cut(s, ":")
	hour, err1 := strconv.ParseUint(h, 10, 8)
	minute, err2 := strconv.ParseUint(m, 10, 8)
	if !ok || len(h) != 2 || len(m) != 2 || err1 != nil || err2 != nil || minute > 59 || hour*60+minute > DayMinutes {
		return 0, fmt.Errorf("%q is no time of day: write 20:20", s)
	}
	return Minute(hour*60 + minute), nil
}

// OnDay reports whether the schedule's season and weekdays take in a day.
func (s *Schedule) OnDay(d Day) bool {
	t := d.Start().Time()
	if len(s.Weekdays) > 0 && !has(s.Weekdays, weekdays[(int(t.Weekday())+6)%7]) {
		return false
	}
	if s.Season == "" {
		return true
	}
	from, to, err := parseSeason(s.Season)
	day := int(DayOf(2000, t.Month(), t.Day()) - DayOf(2000, 1, 1))
	if from <= to {
		return err == nil && day >= from && day <= to
	}
	return err == nil && (day >= from || day <= to)
}

// AtClock reports whether the schedule's hours take in a minute of the day.
func (s *Schedule) AtClock(m Minute) bool {
	if len(s.Hours) == 0 {
		return true
	}
	for _, h := range s.Hours {
		from, to, err := parseHours(h)
		if err != nil {
			continue
		}
		if (from < to && m >= from && m < to) || (from > to && (m >= from || m < to)) {
			return true
		}
	}
	return false
}

// Turns lists the minutes of the day at which the schedule's hours begin or end.
func (s *Schedule) Turns() []Minute {
	var out []Minute
	for _, h := range s.Hours {
		if from, to, err := parseHours(h); err == nil {
			out = append(out, from, to)
		}
	}
	return out
}
