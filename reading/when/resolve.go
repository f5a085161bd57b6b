package when

import "waythrough/record"

// A resolver turns expressions into dates, in the order of the sentence: what is
// counted from "another date" is counted from the one before it.
type resolver struct {
	published record.Day
	known     bool // the day of publication is known
	tense     Tense
	before    period // the last date of the sentence so far
}

// value resolves an expression and says it in the terms of its kind. An end that
// is told as a deadline but has passed becomes an end.
func (r *resolver) value(f *found) Value {
	if f.kind == Duration || f.kind == Vague {
		return Value{}
	}
	tense := r.tense
	switch {
	case f.back:
		r.tense = Past
	case f.kind == By && tense == Unknown:
		r.tense = Future // a deadline lies ahead
	}
	p, q := r.both(f)
	r.tense = tense
	if p.isZero() {
		return Value{}
	}
	switch f.kind {
	case At:
		r.before = p
		return Value{Date: p.date()}
	case Since:
		r.before = p
		return Value{From: p.start(f.a.part).date()}
	case Range:
		r.before = p
		return Value{From: p.date(), Until: q.date()}
	}
	if f.before {
		p = p.eve(f.a.part)
		if tense == Past || r.known && p.last < r.published {
			f.kind = Until
		}
	} else {
		p = p.end(f.a.part)
	}
	d := p.date()
	if f.kind == By && !d.IsZero() {
		d.Text += "~"
	}
	return Value{Until: d}
}

// both resolves an expression; the second period is the end of a range.
func (r *resolver) both(f *found) (p, q period) {
	switch {
	case f.a.form == counted && f.a.from == base:
		return r.count(&f.a, r.resolve(&f.b)), period{}
	case !f.interval:
		p = r.resolve(&f.a)
		if f.kind == Range {
			return p.ends()
		}
		return p, period{}
	}
	if f.kind == Range && f.a.form == weekday && r.tense == Unknown {
		return period{}, period{} // opening hours, most likely: from Monday to Friday
	}
	p, q = r.interval(&f.a, &f.b)
	if p.isZero() || q.isZero() || q.last < p.first {
		return period{}, period{}
	}
	if f.kind != Range {
		told := joint(p.told, q.told)
		return stretch(enclosing(p.first, told).first, enclosing(q.last, told).last, told), period{}
	}
	return p, q
}

// joint is the grain in which two ends are told together.
func joint(a, b grain) grain {
	if a != b && (a == season || b == season) {
		return month
	}
	return max(a, b)
}

// interval resolves two ends. One that has no year of its own takes the nearest
// on its side of the other.
func (r *resolver) interval(a, b *expr) (p, q period) {
	if !a.floats() && !b.floats() {
		return r.resolve(a), r.resolve(b)
	}
	if a.floats() && (!b.floats() || r.tense == Past) {
		if q = r.resolve(b); q.isZero() {
			return p, q
		}
		beside := resolver{published: q.first, known: true, tense: Past}
		return beside.resolve(a), q
	}
	if p = r.resolve(a); p.isZero() {
		return p, q
	}
	beside := resolver{published: p.first, known: true, tense: Future}
	return p, beside.resolve(b)
}

// floats reports whether the tense decides the year or week.
func (e *expr) floats() bool {
	switch e.form {
	case calendar, seasonal, feast:
		return e.year == 0 && e.yearRel == plain && e.rel == plain
	case weekday, dayOfMon:
		return e.rel == plain
	}
	return false
}

// resolve gives the period that an expression means; none if it can't be known.
func (r *resolver) resolve(e *expr) period {
	switch e.form {
	case calendar, seasonal, portion, nthWeek, feast:
		return r.yearly(e)
	case counted:
		return r.counted(e)
	case unit:
		return r.unit(e)
	}
	if !r.known {
		return period{}
	}
	switch e.form {
	case weekday:
		return r.weekday(e)
	case dayOfMon:
		y, m, _ := civil(r.published)
		return r.nearest(func(k int) period {
			first := monthsPeriod(y, m+k, 1)
			py, pm, _ := civil(first.first)
			return datePeriod(py, pm, e.day)
		})
	case night:
		if r.tense == Future {
			return stretch(r.published, r.published+1, day)
		}
		return stretch(r.published-1, r.published, day)
	}
	return period{}
}

// yearly resolves what comes once a year, in the year told or else by tense.
func (r *resolver) yearly(e *expr) period {
	y, _, _ := civil(r.published)
	switch {
	case e.year > 0:
		return e.in(e.year)
	case e.yearRel == that && !r.before.isZero():
		by, _, _ := civil(r.before.first)
		return e.in(by)
	case !r.known || e.form == feast && e.month == 0:
		return period{}
	case e.yearRel == this || e.yearRel == that:
		return e.in(y)
	case e.yearRel == last || e.yearRel == past:
		return e.in(y - 1)
	case e.yearRel == next || e.yearRel == coming:
		return e.in(y + 1)
	}
	return r.turned(e, y)
}

// turned looks back or ahead as "last" and "next" say, or as the tense does.
func (r *resolver) turned(e *expr, y int) period {
	now := r.published
	switch e.rel {
	case last, past:
		for k := y; k > y-9; k-- {
			if p := e.in(k); !p.isZero() && p.last < now {
				return p
			}
		}
		return period{}
	case next, coming:
		for k := y - 1; k < y+9; k++ {
			if p := e.in(k); !p.isZero() && p.first > now {
				return p
			}
		}
		return period{}
	case this:
		if e.form == calendar {
			return e.in(y)
		}
	}
	if e.weekday > 0 {
		// The weekday tells the year, if it fits one nearby.
		for _, k := range [...]int{y, y - 1, y + 1} {
			if p := e.in(k); !p.isZero() && weekdayOf(p.first) == e.weekday {
				return p
			}
		}
	}
	return r.nearest(func(k int) period { return e.in(y + k) })
}

// in gives the expression's period in a year; none if it has no such day.
func (e *expr) in(y int) period {
	switch e.form {
	case seasonal:
		return seasonPeriod(y, e.n)
	case portion:
		switch {
		case e.unit == quarter:
			return monthsPeriod(y, 3*e.n-2, 3).soft()
		case e.month == 0:
			return monthsPeriod(y, 6*e.n-5, 6).soft()
		case e.n == 1:
			return stretch(dayOf(y, e.month, 1), dayOf(y, e.month, 15), day)
		}
		return stretch(dayOf(y, e.month, 16), dayOf(y, e.month+1, 1)-1, day)
	case nthWeek:
		return e.weekIn(monthsPeriod(y, e.month, 1))
	}
	switch {
	case e.yearTo > 0:
		return yearsPeriod(y, e.yearTo-y+1)
	case e.month == 0:
		return yearsPeriod(y, 1)
	case e.day == 0:
		return monthsPeriod(y, e.month, 1)
	case e.dayTo > 0:
		if datePeriod(y, e.month, e.day).isZero() || datePeriod(y, e.month, e.dayTo).isZero() {
			return period{}
		}
		return stretch(dayOf(y, e.month, e.day), dayOf(y, e.month, e.dayTo), day)
	}
	return datePeriod(y, e.month, e.day)
}

// weekIn gives the nth week or day of a month, the last if n is negative.
func (e *expr) weekIn(m period) period {
	n := record.Day(e.n)
	switch {
	case m.isZero():
		return m
	case e.unit == day && n < 0:
		return dayPeriod(m.last)
	case e.unit == day:
		return dayPeriod(m.first + n - 1)
	case n < 0:
		return stretch(m.last-6, m.last, day)
	}
	return stretch(m.first+7*(n-1), m.first+7*n-1, day)
}

// nearest chooses among what comes round again (k rounds from publication) by
// tense: the last begun, the first not over, or the one nearest to publication.
func (r *resolver) nearest(round func(k int) period) period {
	now, best := r.published, period{}
	switch r.tense {
	case Past:
		for k := 1; k > -9; k-- {
			if p := round(k); !p.isZero() && p.first <= now {
				return p
			}
		}
	case Future:
		for k := -1; k < 9; k++ {
			if p := round(k); !p.isZero() && p.last >= now {
				return p
			}
		}
	default:
		for k := -2; k <= 2; k++ {
			if p := round(k); !p.isZero() && (best.isZero() || p.distance(now) < best.distance(now)) {
				best = p
			}
		}
	}
	return best
}
