package when

// A quantity is a number of units of time. A loose one names no number: some
// days, years.
type quantity struct {
	n      int
	unit   grain
	loose  bool
	one    bool // an article: a year
	plural bool // the unit alone: years
}

// quantity reads 30 days, two years, half a year, a few weeks, decades.
func (s *scan) quantity(i int) (quantity, int, bool) {
	q, j := s.amount(s.skipApprox(i))
	if q.unit != 0 {
		return q, j, true
	}
	if q.plural && !s.is(j, "hours", "days", "weeks", "months", "years", "decades", "centuries") || s.class(j) != wUnit {
		return q, 0, false
	}
	switch q.unit = grain(s.tok(j).word.value); q.unit {
	case fortnight:
		q.n, q.unit = 2*q.n, week
	case weekend, quarter, half, season:
		return q, 0, false
	case century:
		q.loose = true
	}
	if q.unit == year && s.andHalf(j+1) {
		q.n, q.unit, j = 12*q.n+6, month, j+3
	}
	return q, j + 1, true
}

func (s *scan) andHalf(i int) bool { return s.is(i, "and") && s.is(i+1, "a") && s.is(i+2, "half") }

// skipApprox passes over about, more than, at least.
func (s *scan) skipApprox(i int) int {
	for {
		switch {
		case s.is(i, "more", "less", "fewer") && s.is(i+1, "than"), s.is(i, "at") && s.is(i+1, "least", "most"):
			i += 2
		case s.class(i) == wApprox, s.is(i, "over", "under"):
			i++
		default:
			return i
		}
	}
}

// amount reads what stands before the unit, or, of halves, the unit as well.
func (s *scan) amount(j int) (quantity, int) {
	q, t := quantity{}, s.tok(j)
	switch {
	case t.shape == isNumber && t.value >= 0 && t.value < 1000:
		q.n, j = t.value, j+1
	case t.word.class == wNumber:
		q.n, j = s.numberWords(j)
	case s.is(j, "half") && s.is(j+1, "a") && s.is(j+2, "year"):
		return quantity{n: 6, unit: month}, j + 3
	case s.is(j, "half") && s.is(j+1, "a") && s.is(j+2, "decade"):
		return quantity{n: 5, unit: year}, j + 3
	case s.is(j, "a") && s.is(j+1, "few", "couple", "number"), s.is(j, "several", "many", "some"):
		if q.loose = true; s.is(j, "a") {
			j++
		}
		if j++; s.is(j, "of") {
			j++
		}
		return q, j
	case s.is(j, "a", "an"):
		return quantity{n: 1, one: true}, j + 1
	default:
		return quantity{loose: true, plural: true}, j
	}
	if s.andHalf(j) && s.is(j+3, "years") {
		return quantity{n: 12*q.n + 6, unit: month}, j + 4
	}
	if s.is(j, "to", "or") || s.sign(j, dashes) {
		// 24 to 48 hours: the longer counts.
		switch to := s.tok(j + 1); {
		case to.shape == isNumber && to.value > q.n && to.value < 1000:
			q.n, j = to.value, j+2
		case to.word.class == wNumber && to.word.value > q.n:
			q.n, j = to.word.value, j+2
		}
	}
	return q, j
}

// numberWords reads a number in words up to the hundreds.
func (s *scan) numberWords(i int) (int, int) {
	n := s.tok(i).word.value
	i++
	if s.sign(i, dashes) && s.class(i+1) == wNumber && n < 100 {
		n, i = n+s.tok(i+1).word.value, i+2
	}
	if s.is(i, "hundred") && n < 10 {
		n, i = n*100, i+1
	}
	return n, i
}

// count reads what begins with a quantity: a length of time, or a date counted
// from publication or from another date.
func (s *scan) count(i int, g govern) (found, int, bool) {
	governed := len(g.words) > 0
	if governed {
		if f, next, ok := s.stretchOf(i, g); ok {
			return f, next, true
		}
	}
	q, next, ok := s.quantity(i)
	if !ok || s.is(i-1, "every", "each", "first", "last", "final") || s.sign(next, dashes) && !s.tok(next).space {
		return found{}, 0, false
	}
	f := found{kind: g.kind, before: g.role == beforeRole, a: expr{form: counted, unit: q.unit, n: q.n}}
	if q.loose || q.unit == decade || q.unit == century {
		f.a = expr{}
	}
	if end, ok := s.counting(&f, next); ok {
		if f.a.form == nothing && f.a.from != event {
			f.kind = Vague
		}
		if f.a.from == event {
			if governed && g.role != afterRole {
				return found{}, 0, false
			}
			return found{kind: Duration}, next, true
		}
		return f, end, true
	}
	return s.length(q, f, i, next, g)
}

// counting reads what a quantity is counted from: ago, later, after 2020.
func (s *scan) counting(f *found, next int) (int, bool) {
	switch {
	case s.is(next, "ago"):
		f.a.n = -f.a.n
		return next + 1, true
	case s.is(next, "earlier", "previously", "beforehand") && !s.is(next+1, "than"):
		f.a.n, f.a.from = -f.a.n, other
		return next + 1, true
	case s.is(next, "later", "afterwards") && !s.is(next+1, "than"):
		f.a.from = other
		return next + 1, true
	case s.is(next, "from") && s.is(next+1, "now", "today"):
		return next + 2, true
	case (s.tok(next).shape == isPossess || s.sign(next, "'’")) && s.is(next+1, "time"):
		return next + 2, true
	case s.is(next, "after", "before", "following"):
		if b, end, ok := s.date(next+1, true); ok && s.tok(end).shape != isPossess && f.a.form == counted {
			f.b, f.a.from = b, base
			if s.is(next, "before") {
				f.a.n = -f.a.n
			}
			return end, true
		} else if ok, end, b := s.attributeYear(next + 1); ok && f.a.form == counted {
			f.b, f.a.from = b, base
			if s.is(next, "before") {
				f.a.n = -f.a.n
			}
			return end, true
		}
		f.a.from = event
		return next, true
	}
	return 0, false
}

// attributeYear reads "the 2020" of "the 2020 war".
func (s *scan) attributeYear(i int) (bool, int, expr) {
	if !s.is(i, "the") {
		return false, 0, expr{}
	}
	e, next, ok := s.yearDate(i+1, false)
	return ok, next, e
}

// length reads a quantity that is counted from nothing: a length of time, a
// deadline behind "within", a date behind "in".
func (s *scan) length(q quantity, f found, i, next int, g govern) (found, int, bool) {
	lasting := found{kind: Duration}
	switch {
	case g.role == withinRole:
		if q.loose {
			return found{kind: Vague}, next, true
		}
		f.a.deadline, f.a.from = true, other
		if s.is(next, "of", "from", "after") {
			b, end, ok := s.date(next+1, true)
			if f.a.from = event; ok {
				f.b, f.a.from, next = b, base, end
			}
		}
		return f, next, true
	case len(g.words) > 0 && g.words[0] == "in" && !q.loose:
		if s.tense == Future && f.a.form == counted {
			return f, next, true
		}
		return lasting, next, true
	case g.role == forRole || g.role == overRole || g.role == afterRole || g.role == inRole && g.kind == At:
		return lasting, next, true
	case len(g.words) > 0 || q.one || q.plural:
		return found{}, 0, false
	case q.n == 1 && q.unit == day:
		return found{kind: Vague}, next, true // one day
	}
	return lasting, next, true
}

// stretchOf reads the past three years, the next 30 days, the year.
func (s *scan) stretchOf(i int, g govern) (found, int, bool) {
	if g.role == withinRole && s.is(i, "the") && s.class(i+1) == wUnit && !s.is(i+1, "days", "weeks", "months", "years", "hours") {
		if e, next, ok := s.theUnit(i); ok {
			e.part = ending
			return found{kind: By, a: e}, next, true
		}
	}
	if g.role != overRole && g.role != forRole && g.role != withinRole && !(g.role == inRole && g.kind == At) {
		return found{}, 0, false
	}
	if !s.is(i, "the") || s.class(i+1) != wTurn || s.is(i+1, "this", "that", "same") {
		return found{}, 0, false
	}
	if _, _, dated := s.weekOf(i, true); dated {
		return found{}, 0, false
	}
	r := rel(s.tok(i + 1).word.value)
	q, next, ok := s.quantity(i + 2)
	if !ok && s.class(i+2) == wUnit && s.tok(i+2).word.value < int(quarter) {
		q, next, ok = quantity{n: 1, unit: grain(s.tok(i + 2).word.value)}, i+3, q.unit != weekend
	}
	switch {
	case !ok:
		return found{}, 0, false
	case r == last || r == past:
		return found{kind: Duration}, next, true
	case q.loose || q.unit >= decade:
		return found{kind: Vague}, next, true
	}
	return found{kind: By, a: expr{form: counted, unit: q.unit, n: q.n, deadline: true}}, next, true
}
