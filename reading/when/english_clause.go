package when

// english reads an expression behind the words that govern it; for a bare one
// these are none.
func english(s *scan, i int, g govern) (found, int, bool) {
	governed := len(g.words) > 0
	if governed && g.role == forRole && s.is(i, "the") && s.is(i+1, "first") && s.is(i+2, "time") && s.is(i+3, "since") {
		if _, next, ok := s.date(i+4, true); ok {
			return found{kind: Duration}, next, true
		}
	}
	if f, next, ok := s.count(i, g); ok {
		return f, next, true
	}
	loose := governed && g.role != onRole && g.role != overRole
	a, next, ok := s.date(s.skipClock(i, g.kind != At), loose)
	if !ok || !governed && i == next {
		return found{}, 0, false
	}
	if s.tok(next).shape == isPossess {
		// What governs "Friday's talks" are not words of time.
		return found{a: a}, next + 1, !governed
	}
	f := found{kind: g.kind, before: g.role == beforeRole, a: a, back: governed && g.words[len(g.words)-1] == "since"}
	if next, ok = s.second(&f, next, g); !ok {
		return found{}, 0, false
	}
	if g.words != nil && g.words[0] == "since" && s.superlative(i-len(g.words)) {
		f = found{kind: Duration}
	}
	return f, s.tail(&f, next), true
}

// second reads the end of an interval, if one follows.
func (s *scan) second(f *found, next int, g govern) (int, bool) {
	ranged := g.role == fromRole && s.is(next, "until", "till", "to", "through")
	switch {
	case f.a.dayTo > 0 || f.a.yearTo > 0:
		if g.role == fromRole {
			f.kind = Range
		}
		return next, true
	case ranged, g.role == betweenRole && s.is(next, "and"), s.sign(next, dashes):
	case g.role == betweenRole:
		return 0, false
	default:
		return next, true
	}
	b, end, ok := s.date(s.skipClock(next+1, true), true)
	if !ok || s.tok(end).shape == isPossess {
		return next, g.role != betweenRole
	}
	f.b, f.interval = b, true
	if ranged {
		f.kind = Range
	}
	return end, true
}

// tail reads what may follow a date and belongs to it.
func (s *scan) tail(f *found, next int) int {
	switch {
	case f.kind == By && s.is(next, "at") && s.is(next+1, "the") && s.is(next+2, "latest"):
		return next + 3
	case f.kind == Since && s.is(next, "onwards", "onward"):
		return next + 1
	}
	return next
}

// superlative reports whether "since" closes a comparison, not a time that has
// lasted: the first meeting since 2009.
func (s *scan) superlative(since int) bool {
	for i := since - 1; i >= max(0, since-5); i-- {
		if s.tok(i).shape != isWord {
			return false
		}
		if s.is(i, "first", "worst", "largest", "biggest", "highest", "lowest", "deadliest", "longest") {
			return true
		}
	}
	return false
}

// skipClock passes over a time of day before a date: from 06:00 on Monday.
func (s *scan) skipClock(i int, bound bool) int {
	if !bound {
		return i
	}
	j := i
	switch {
	case s.tok(j).shape == isClock, s.is(j, "midnight", "noon", "midday", "dawn"):
		j++
	case s.tok(j).shape == isNumber && s.tok(j).value <= 2400 && s.is(j+1, "am", "pm", "a", "p", "gmt", "utc", "hours", "hrs"):
		j++
	default:
		return i
	}
	for s.is(j, "am", "pm", "a", "p", "m", "gmt", "utc", "hours", "hrs", "local", "time") || s.sign(j, ".") {
		j++
	}
	if s.is(j, "on") {
		j++
	}
	return j
}

// date reads a date, with the part of it that is meant. A loose one may be a
// mere month, season or year.
func (s *scan) date(i int, loose bool) (expr, int, bool) {
	j := i
	if s.is(j, "the") {
		j++
	}
	if s.class(j) == wPartOf && s.is(j+1, "of") {
		if e, next, ok := s.plainDate(j+2, true); ok {
			e.part = part(s.tok(j).word.value)
			return e, next, true
		}
		if e, next, ok := s.theUnit(j + 2); ok {
			e.part = part(s.tok(j).word.value)
			return e, next, true
		}
		return expr{}, 0, false
	}
	if s.is(j, "year") && s.sign(j+1, dashes) && s.is(j+2, "end") || s.is(j, "year") && s.tok(j+1).shape == isPossess && s.is(j+2, "end") {
		return expr{form: unit, unit: year, rel: that, part: ending}, j + 3, true
	}
	if s.class(j) == wDaytime && s.is(j+1, "of") {
		if e, next, ok := s.plainDate(j+2, false); ok && (e.form == calendar && e.day > 0 || e.form == weekday) {
			return e, next, true
		}
	}
	if s.class(j) == wPart {
		return s.partly(j)
	}
	return s.plainDate(i, loose)
}

// partly reads a date behind early, mid or late.
func (s *scan) partly(i int) (expr, int, bool) {
	j := i + 1
	if s.sign(j, dashes) {
		j++
	}
	if s.is(j, "in") {
		e, next, ok := s.theUnit(j + 1)
		if !ok && s.is(i, "early", "late") {
			e, next, ok = s.plainDate(j+1, true)
			e.part = part(s.tok(i).word.value)
		}
		return e, next, ok
	}
	if s.is(j, "on") {
		j++
	}
	e, next, ok := s.plainDate(j, true)
	if !ok || s.is(i, "earlier", "later") && e.form != weekday && e.form != unit {
		return expr{}, 0, false
	}
	e.part = part(s.tok(i).word.value)
	return e, next, true
}

// theUnit reads "the year", "that month": of the date before, or of publication.
func (s *scan) theUnit(i int) (expr, int, bool) {
	if !s.is(i, "the", "that") || s.class(i+1) != wUnit {
		return expr{}, 0, false
	}
	u := grain(s.tok(i + 1).word.value)
	if u < day || u == fortnight || u == quarter || u == half || s.is(i+1, "days", "weeks", "months", "years") {
		return expr{}, 0, false
	}
	return expr{form: unit, unit: u, rel: that}, i + 2, true
}
