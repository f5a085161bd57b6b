package world

import "waythrough/record"

// Steady reports whether the law of every day from one to another is the same but for the
// hours of the day: nothing that is dated begins or ends in between, and no rule hangs on
// the season or the weekday. It may say no where it is.
func (l *Law) Steady(from, to record.Day) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	span := [2]record.Day{from, to}
	steady, known := l.steady[span]
	if !known {
		steady = l.isSteady(from, to)
		l.steady[span] = steady
	}
	return steady
}

func (l *Law) isSteady(from, to record.Day) bool {
	turns := func(d record.Date) bool {
		return !d.IsZero() && d.Last >= from.Start() && d.First <= to.End()+1
	}
	changes := func(v record.Valid) bool {
		if turns(v.From) || turns(v.Until) {
			return true
		}
		for _, s := range v.Sunsets {
			if turns(s.Until) {
				return true
			}
		}
		return false
	}
	view := l.record.Known(l.known)
	for _, s := range view.Visible {
		if (s.Rule != nil || s.Facility != nil) && changes(view.Valid(s)) {
			return false
		}
		if s.Rule != nil && s.Rule.Schedule != nil && (s.Rule.Schedule.Season != "" || len(s.Rule.Schedule.Weekdays) > 0) {
			return false
		}
		if s.Commitment != nil && len(l.supposed) > 0 {
			return false // what it would bring may be dated
		}
	}
	for _, g := range l.record.Groups {
		for _, m := range g.Members {
			if changes(m.Valid) {
				return false
			}
		}
	}
	for _, a := range l.record.Areas {
		for _, c := range a.Control {
			if changes(c.Valid) {
				return false
			}
		}
	}
	return true
}
