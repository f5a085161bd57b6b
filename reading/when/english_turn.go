package when

// relDay reads yesterday, today, tomorrow morning.
func (s *scan) relDay(i int, _ bool) (expr, int, bool) {
	t := s.tok(i)
	if t.word.class != wRelDay {
		return expr{}, 0, false
	}
	return expr{form: unit, unit: day, n: t.word.value}, s.daytime(i + 1), true
}

// seasonDate reads spring 2025, the summer of 1993, and, loosely, summer.
func (s *scan) seasonDate(i int, loose bool) (expr, int, bool) {
	j := i
	if s.is(j, "the") {
		j++
	}
	t := s.tok(j)
	if t.word.class != wSeason {
		return expr{}, 0, false
	}
	e := expr{form: seasonal, n: t.word.value}
	next := s.yearAfter(&e, j+1)
	if e.year > 0 && s.sign(next, dashes+"/") && s.tok(next+1).shape == isNumber {
		next += 2 // winter 2023/24 begins in 2023
	}
	if e.year > 0 || e.yearRel != plain {
		return e, next, true
	}
	if !loose || s.class(next) == wAttribute || s.is(next, "of") || s.is(j, "fall") && j == i {
		return expr{}, 0, false
	}
	return e, next, true
}

// portionDate reads the first half of 2024, the second quarter, Q2 2023.
func (s *scan) portionDate(i int, _ bool) (expr, int, bool) {
	e := expr{form: portion}
	if t := s.tok(i); t.shape == isOther && t.end-t.start == 2 {
		q := s.textOf(t)
		n := int(q[1] - '0')
		switch {
		case q[0] == 'Q' && n >= 1 && n <= 4:
			e.unit = quarter
		case q[0] == 'H' && n >= 1 && n <= 2:
			e.unit = half
		default:
			return expr{}, 0, false
		}
		e.n = n
		return e, s.yearAfter(&e, i+1), true
	}
	j := i
	if s.is(j, "the") {
		j++
	}
	n, k := s.dayNumber(j)
	if s.is(j, "last", "final") {
		n, k = -1, j+1
	}
	u := grain(s.tok(k).word.value)
	if n == 0 || s.class(k) != wUnit || u != quarter && u != half {
		return expr{}, 0, false
	}
	if e.unit, e.n = u, n; n < 0 {
		e.n = 4
		if u == half {
			e.n = 2
		}
	}
	if e.n > 4 || u == half && e.n > 2 {
		return expr{}, 0, false
	}
	k++
	if s.is(k, "of") {
		if m, next := s.monthName(k + 1); m > 0 && u == half {
			e.month = m
			return e, s.yearAfter(&e, next), true
		}
		if s.is(k+1, "the") && s.is(k+2, "year") {
			e.yearRel = that
			return e, k + 3, true
		}
	}
	return e, s.yearAfter(&e, k), true
}

// weekOf reads the first week of May.
func (s *scan) weekOf(i int, _ bool) (expr, int, bool) {
	j := i
	if s.is(j, "the") {
		j++
	}
	n, k := s.dayNumber(j)
	if s.is(j, "last", "final") {
		n, k = -1, j+1
	}
	if n == 0 || n > 4 || !s.is(k, "week", "days", "day") || !s.is(k+1, "of", "in") {
		return expr{}, 0, false
	}
	m, next := s.monthName(k + 2)
	if m == 0 {
		return expr{}, 0, false
	}
	e := expr{form: nthWeek, month: m, n: n, unit: week}
	switch {
	case s.is(k, "days"):
		e.form, e.n = calendar, 0
	case s.is(k, "day"):
		e.unit = day
	}
	return e, s.yearAfter(&e, next), true
}

// turned reads last, this or next with a unit, weekday, month, season or feast.
func (s *scan) turned(i int, loose bool) (expr, int, bool) {
	j := i
	if s.is(j, "the") && s.is(j+1, "coming") || s.is(j, "the") && s.is(j+1, "last", "next") && s.class(j+2) != wUnit {
		j++
	}
	t := s.tok(j)
	if s.is(j, "the") && s.is(j+1, "weekend") {
		return expr{form: unit, unit: weekend, rel: this}, j + 2, loose || s.is(i-1, "at", "over")
	}
	if t.word.class != wTurn || s.is(j, "same") {
		return expr{}, 0, false
	}
	r := rel(t.word.value)
	if k := s.tok(j + 1).word; r == this && k.class == wTurn && (rel(k.value) == past || rel(k.value) == coming) {
		r, j = rel(k.value), j+1
	} else if r == past {
		return expr{}, 0, false
	}
	j++
	t = s.tok(j)
	switch t.word.class {
	case wUnit:
		return s.turnedUnit(j, r)
	case wWeekday:
		return expr{form: weekday, weekday: t.word.value, rel: r}, s.daytime(j + 1), t.capital && r != that && t.end-t.start >= 6
	case wMonth:
		return expr{form: calendar, month: t.word.value, rel: r}, j + 1, t.capital && r != that
	case wSeason:
		return expr{form: seasonal, n: t.word.value, rel: r}, j + 1, r != that && s.class(j+1) != wAttribute
	case wFeast:
		return expr{form: feast, month: t.word.value / 100, day: t.word.value % 100, rel: r}, j + 1, r != that
	}
	return expr{}, 0, false
}

// turnedUnit reads the unit of last week, this month, next year.
func (s *scan) turnedUnit(i int, r rel) (expr, int, bool) {
	u := grain(s.tok(i).word.value)
	e := expr{form: unit, unit: u, rel: r}
	switch {
	case s.is(i, "days", "weeks", "months", "years", "hours") || u == hour || u == fortnight || u == day && r != that:
		return expr{}, 0, false
	case u == weekend:
		return e, i + 1, true
	case u == quarter || u == half || u == century:
		return expr{}, 0, false
	case u == decade && r != this:
		return expr{}, 0, false
	case r == that:
		return e, i + 1, true
	case r == last || r == past:
		e.n = -1
	case r == next || r == coming:
		e.n = 1
	}
	e.rel = plain
	return e, i + 1, true
}

// beside reads what lies beside another date: the next day, the following month,
// the year after, the same week.
func (s *scan) beside(i int, _ bool) (expr, int, bool) {
	j := i
	if !s.is(j, "the") {
		return expr{}, 0, false
	}
	j++
	e := expr{form: counted, from: other}
	switch {
	case s.is(j, "next", "following"):
		e.n = 1
	case s.is(j, "previous", "preceding"):
		e.n = -1
	case s.is(j, "same"):
	case s.class(j) == wUnit && s.is(j+1, "before", "after"):
		if s.is(j+1, "before") {
			e.n = -1
		} else {
			e.n = 1
		}
		e.unit = grain(s.tok(j).word.value)
		if !s.besideEnds(j+2) || !s.oneOf(e.unit) {
			return expr{}, 0, false
		}
		return e, j + 2, true
	default:
		return expr{}, 0, false
	}
	if s.class(j+1) != wUnit || s.is(j+1, "days", "weeks", "months", "years") {
		return expr{}, 0, false
	}
	e.unit = grain(s.tok(j + 1).word.value)
	return e, s.daytime(j + 2), s.oneOf(e.unit)
}

// oneOf reports whether a unit can be counted from a date.
func (s *scan) oneOf(u grain) bool {
	return u == day || u == week || u == month || u == year
}

// besideEnds reports whether the expression ends here: "the day before the vote"
// counts from an event instead.
func (s *scan) besideEnds(i int) bool {
	t := s.tok(i)
	return t.shape == isMark || s.is(i, "and", "but", "that", "when", "in", "at", "by", "with", "because", "as")
}

// decadeDate reads the 1990s, the nineties, the 20th century.
func (s *scan) decadeDate(i int, _ bool) (expr, int, bool) {
	j, p := i, whole
	if s.is(j, "the") {
		j++
	}
	if s.class(j) == wPart {
		p, j = part(s.tok(j).word.value), j+1
		if s.sign(j, dashes) {
			j++
		}
	}
	t := s.tok(j)
	e := expr{form: unit, part: p, rel: plain}
	switch {
	case t.shape == isDecade && t.value >= firstYear:
		e.unit, e.year = decade, t.value
	case t.word.class == wDecade && j > i:
		e.unit, e.year = decade, t.word.value
	default:
		n, k := s.dayNumber(j)
		if n < 11 || s.tok(j).shape == isNumber || !s.is(k, "century") {
			return expr{}, 0, false
		}
		e.unit, e.year = century, 100*(n-1)+1
		return e, k + 1, true
	}
	return e, j + 1, true
}

// feastDate reads a holiday; one without a fixed day has no value.
func (s *scan) feastDate(i int, _ bool) (expr, int, bool) {
	e, j := expr{form: feast}, i
	if s.is(j, "the") {
		j++
	}
	switch {
	case s.is(j, "new") && s.is(j+1, "year"):
		e.month, e.day, j = 1, 1, j+2
		if s.tok(j).shape == isPossess && s.is(j+1, "day", "eve") {
			if s.is(j+1, "eve") {
				e.month, e.day = 12, 31
			}
			j += 2
		}
	case s.is(j, "chinese", "lunar", "orthodox", "iranian", "persian", "jewish", "islamic") && s.is(j+1, "new") && s.is(j+2, "year"):
		j += 3
	case s.is(j, "orthodox") && s.is(j+1, "christmas", "easter"), s.is(j, "good") && s.is(j+1, "friday"),
		s.is(j, "independence", "victory", "labour") && s.is(j+1, "day"), s.is(j, "easter") && s.is(j+1, "sunday", "monday"):
		j += 2
	case s.is(j, "boxing") && s.is(j+1, "day"):
		e.month, e.day, j = 12, 26, j+2
	case s.is(j, "may") && s.is(j+1, "day"):
		e.month, e.day, j = 5, 1, j+2
	case s.is(j, "women") && s.tok(j+1).shape == isPossess && s.is(j+2, "day"):
		e.month, e.day, j = 3, 8, j+3
	case s.is(j, "eid"):
		for j++; s.sign(j, dashes) || s.is(j, "al", "ul", "fitr", "adha"); {
			j++
		}
	case s.class(j) == wFeast:
		e.month, e.day = s.tok(j).word.value/100, s.tok(j).word.value%100
		if s.is(j, "christmas") && s.is(j+1, "eve") {
			e.day, j = 24, j+1
		} else if s.is(j+1, "day") {
			j++
		}
		j++
	default:
		return expr{}, 0, false
	}
	if !s.tok(i).capital && !s.is(i, "the") {
		return expr{}, 0, false
	}
	return e, s.yearAfter(&e, j), true
}

// dayAlone reads the 15th, behind "on", where no noun follows.
func (s *scan) dayAlone(i int, _ bool) (expr, int, bool) {
	t := s.tok(i + 1)
	if !s.is(i, "the") || t.shape != isOrdinal || !s.is(i-1, "on", "by", "until", "from", "since") {
		return expr{}, 0, false
	}
	if n := s.tok(i + 2); n.shape != isMark && !s.is(i+2, "and", "to", "but", "in", "at", "for", "after") {
		return expr{}, 0, false
	}
	return expr{form: dayOfMon, day: t.value}, i + 2, true
}
