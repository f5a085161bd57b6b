package when

import "waythrough/record"

// weekday resolves a day of the week. The day of publication is today: "on
// Tuesday" said on a Tuesday is that day in either tense. "Last" and "next" pass
// over the days that a writer would call yesterday, today and tomorrow.
func (r *resolver) weekday(e *expr) period {
	back := record.Day((weekdayOf(r.published) - e.weekday + 7) % 7)
	ahead := (7 - back) % 7
	now := r.published
	switch e.rel {
	case last:
		if back < 2 {
			back += 7
		}
		return dayPeriod(now - back)
	case next:
		if ahead < 2 {
			ahead += 7
		}
		return dayPeriod(now + ahead)
	case past:
		if back == 0 {
			back = 7
		}
		return dayPeriod(now - back)
	case coming:
		if ahead == 0 {
			ahead = 7
		}
		return dayPeriod(now + ahead)
	}
	if r.tense == Past || r.tense == Unknown && e.rel == plain && back < ahead {
		return dayPeriod(now - back)
	}
	return dayPeriod(now + ahead)
}

// unit resolves last week, this year, the month, the 1990s.
func (r *resolver) unit(e *expr) period {
	switch {
	case e.year > 0 && e.unit == decade:
		return yearsPeriod(e.year, 10).soft()
	case e.year > 0:
		return yearsPeriod(e.year, 100).soft()
	case e.rel == that:
		return r.thatUnit(e)
	case !r.known:
		return period{}
	case e.unit == weekend:
		return r.weekend(e)
	}
	return around(r.published, e.unit, e.n)
}

// thatUnit is the unit in which the date before lies, or else publication: what
// is to come never lies before it.
func (r *resolver) thatUnit(e *expr) period {
	if b := r.before; !b.isZero() && around(b.first, e.unit, 0).contains(b.last) {
		p := around(b.first, e.unit, 0)
		if r.tense != Future || !r.known || p.last >= r.published {
			return p
		}
	}
	if !r.known || e.unit == day && e.part != ending {
		return period{}
	}
	if e.unit == weekend {
		return r.weekend(e)
	}
	return around(r.published, e.unit, 0)
}

// around is the unit that lies n units from the one that a day is in.
func around(d record.Day, u grain, n int) period {
	y, m, _ := civil(d)
	switch u {
	case day:
		return dayPeriod(d + record.Day(n))
	case week:
		return weekPeriod(d + record.Day(7*n))
	case month:
		return monthsPeriod(y, m+n, 1)
	case year:
		return yearsPeriod(y+n, 1)
	case decade:
		return yearsPeriod(y-y%10+10*n, 10).soft()
	}
	return period{}
}

// weekend resolves a Saturday and Sunday.
func (r *resolver) weekend(e *expr) period {
	saturday := r.published - record.Day(weekdayOf(r.published)-6) // of this week
	round := func(k int) period { return stretch(saturday+record.Day(7*k), saturday+record.Day(7*k+1), day) }
	switch {
	case e.rel == last || e.rel == past:
		if p := round(0); p.last < r.published {
			return p
		}
		return round(-1)
	case e.rel == next:
		return round(1)
	}
	return r.nearest(round)
}

// counted resolves so many units from publication or from the date before. With
// none before it, what came earlier is counted from publication, and what comes
// later only if it is yet to come.
func (r *resolver) counted(e *expr) period {
	if e.from == event {
		return period{}
	}
	if e.from == other && !r.before.isZero() {
		p := r.count(e, r.before)
		if !p.isZero() && !(e.deadline && r.tense == Future && r.known && p.last < r.published) {
			return p
		}
	}
	switch {
	case !r.known:
		return period{}
	case e.from == other && (e.n == 0 || e.n < 0 && r.tense == Future || e.n > 0 && r.tense == Past),
		e.from == other && e.n > 0 && r.tense == Unknown && !e.deadline:
		return period{}
	}
	return r.count(e, dayPeriod(r.published))
}

// count goes some units from a period. The result is told as finely as the unit,
// and none is found finer than the period it is counted from. A deadline of days
// or weeks falls on a day, one of months or years in a month.
func (r *resolver) count(e *expr, from period) period {
	if from.isZero() {
		return from
	}
	exact := from.first == from.last
	u, n := e.unit, e.n
	switch u {
	case hour:
		if u, n = day, n/24; e.deadline {
			n = (e.n + 23) / 24
		}
	case week:
		if e.deadline {
			u, n = day, 7*n
		}
	case year:
		if e.deadline && around(from.first, month, 0).contains(from.last) {
			u, n = month, 12*n
		}
	}
	switch {
	case u == day && !exact, u == week && !weekPeriod(from.first).contains(from.last),
		u == month && !around(from.first, month, 0).contains(from.last),
		u == year && !around(from.first, year, 0).contains(from.last):
		return period{}
	}
	return around(from.first, u, n)
}
