package service

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"waythrough/record"
)

// A Call is a stop of a line at a terminal, or its passing of a crossing.
type Call struct {
	Terminal record.TerminalID
	Crossing record.CrossingID
	Arrives  time.Duration // after the first departure
	Leaves   time.Duration
}

// A Line is a service in one direction.
type Line struct {
	Statement record.StatementID
	Name      string
	Says      string
	Operators []string
	Mode      record.Mode
	Reversed  bool // the way back of a service recorded for both ways
	Calls     []Call
	Boarding  time.Duration // how long before departure one must be there

	// Estimate says what is supposed of the line, as its times of departure when no
	// timetable gives them; empty if nothing is.
	Estimate string
	// Wait is the wait to be expected by whoever comes at any time: half the mean
	// interval between departures.
	Wait time.Duration

	zone     *time.Location
	valid    record.Valid
	clock    []record.Minute // of the day, in order
	weekdays [7]bool         // from Sunday
	parity   record.Parity
	runs     func(from, to record.Day) []Departure // instead of clock, weekdays and parity
}

// A Departure is one run's leaving of its first call.
type Departure struct {
	At time.Time
	// Sure is false where the record does not know whether the line ran that day:
	// its dates are not known well enough, or its term ended with no renewal known.
	Sure bool
}

// Lines gives the lines of a view that carry persons, in the order of their
// statements; the way back follows the way there.
func Lines(v *record.View) []Line {
	var out []Line
	for _, s := range v.Visible {
		if s.Service == nil || s.Service.Carries == "goods" {
			continue
		}
		there := newLine(v, s, s.Service, v.Valid(s))
		out = append(out, there)
		if s.Service.BothWays {
			out = append(out, there.reverse(v.Record))
		}
	}
	return out
}

func newLine(v *record.View, s *record.Statement, x *record.Service, valid record.Valid) Line {
	l := Line{
		Statement: s.ID, Name: x.Name, Says: s.Says, Operators: x.Operators, Mode: x.Mode,
		Boarding: minutes(x.Boarding), valid: valid, parity: x.Days,
		zone: ZoneOf(v.Record, v.Record.Terminal(x.Calls[0].Terminal)),
	}
	for _, c := range x.Calls {
		after := minutes(c.After)
		l.Calls = append(l.Calls, Call{c.Terminal, c.Crossing, after, after + minutes(c.Stop)})
	}
	for i, name := range weekdays {
		l.weekdays[i] = len(x.Weekdays) == 0 || slices.Contains(x.Weekdays, name)
	}
	l.schedule(x)
	return l
}

var weekdays = [7]string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"}

func minutes(s record.Span) time.Duration { return time.Duration(s.Minutes) * time.Minute }

// schedule sets the clock, the expected wait, and how they were come by.
func (l *Line) schedule(x *record.Service) {
	for _, d := range x.Departures {
		if m, err := record.ParseClock(d); err == nil {
			l.clock = append(l.clock, m)
		}
	}
	if len(l.clock) > 0 {
		slices.Sort(l.clock)
		l.Wait = l.halfInterval(float64(len(l.clock)) * l.daysAWeek())
		return
	}
	perWeek := cmp.Or(x.PerWeek, x.PerDay*l.daysAWeek())
	perDay := cmp.Or(x.PerDay, x.PerWeek/l.daysAWeek())
	runs := max(1, int(math.Round(perDay)))
	for k := range runs {
		l.clock = append(l.clock, record.Minute((2*k+1)*record.DayMinutes/(2*runs)))
	}
	l.Wait = l.halfInterval(perWeek)
	l.Estimate = fmt.Sprintf("no timetable is recorded, only %s: departures are supposed, spread evenly over the day; the wait to be expected is %s",
		often(x), hours(l.Wait))
}

func often(x *record.Service) string {
	if x.PerDay > 0 {
		return fmt.Sprintf("%g a day", x.PerDay)
	}
	return fmt.Sprintf("%g a week", x.PerWeek)
}

// daysAWeek is on how many days of a week the line may run.
func (l *Line) daysAWeek() float64 {
	n := 0.0
	for _, runs := range l.weekdays {
		if runs {
			n++
		}
	}
	if l.parity != "" {
		n /= 2
	}
	return n
}

func (l *Line) halfInterval(perWeek float64) time.Duration {
	return time.Duration(float64(7*24*time.Hour) / perWeek / 2).Round(time.Minute)
}

func hours(d time.Duration) string {
	return strings.TrimSuffix(d.Round(time.Minute).String(), "0s")
}

// reverse gives the way back: the calls mirrored in time, leaving the far end at
// the same hours, there, as the near one here.
func (l Line) reverse(r *record.Record) Line {
	last := l.Calls[len(l.Calls)-1]
	back := l
	back.Reversed = true
	back.zone = ZoneOf(r, r.Terminal(last.Terminal))
	back.Calls = nil
	for _, c := range slices.Backward(l.Calls) {
		back.Calls = append(back.Calls, Call{c.Terminal, c.Crossing, last.Arrives - c.Leaves, last.Arrives - c.Arrives})
	}
	// The last stop and the first have no dwelling that counts.
	back.Calls[0].Arrives, back.Calls[0].Leaves = 0, 0
	if back.Estimate == "" {
		back.Estimate = "the record gives the times of the other direction: this one is supposed to leave at the same hours"
	}
	return back
}

// Usual tells how far the line is known to run about a day, and the wait to be expected by
// whoever comes at any time: where it has runs of its own, from those of the week that begins
// then.
func (l *Line) Usual(day record.Day) (record.Holding, time.Duration) {
	if l.runs == nil {
		return l.valid.At(day.Start(), day.End()), l.Wait
	}
	n := len(l.runs(day, day+6))
	if n == 0 {
		return record.HoldsNot, 0
	}
	return record.HoldsSurely, l.halfInterval(float64(n))
}

// Suppose adds to what is supposed of the line.
func (l *Line) Suppose(what string) {
	if l.Estimate != "" {
		what = l.Estimate + "; " + what
	}
	l.Estimate = what
}

// WithRuns gives the line with runs of its own, which are asked for by the local days of
// its first call in a zone.
func (l Line) WithRuns(zone *time.Location, runs func(from, to record.Day) []Departure) Line {
	l.zone, l.runs = zone, runs
	return l
}

// Zone is the time zone of the first call, on whose clock the line leaves.
func (l *Line) Zone() *time.Location { return l.zone }

// Departures gives the runs that leave the first call from one local day to
// another, both included, in order of time.
func (l *Line) Departures(from, to record.Day) []Departure {
	if l.runs != nil {
		return l.runs(from, to)
	}
	var out []Departure
	for day := from; day <= to; day++ {
		if !l.runsOn(day) {
			continue
		}
		for _, m := range l.clock {
			local := day.Start() + m
			if h := l.valid.At(local, local); h != record.HoldsNot {
				out = append(out, Departure{Instant(local, l.zone), h == record.HoldsSurely})
			}
		}
	}
	return out
}

func (l *Line) runsOn(day record.Day) bool {
	t := day.Start().Time()
	if !l.weekdays[t.Weekday()] {
		return false
	}
	switch l.parity {
	case record.Odd:
		return t.Day()%2 == 1
	case record.Even:
		return t.Day()%2 == 0
	}
	return true
}
