package when

// A reader reads one sort of date at a token, and gives the token after it.
type reader func(s *scan, i int, loose bool) (expr, int, bool)

// readers are tried in this order: what is told more fully goes first. Words
// that nothing begins with, and signs, are passed over before.
var readers = [...]reader{
	(*scan).digits, (*scan).weekdayDate, (*scan).dayMonth, (*scan).monthDate, (*scan).relDay,
	(*scan).seasonDate, (*scan).portionDate, (*scan).weekOf, (*scan).turned, (*scan).beside,
	(*scan).decadeDate, (*scan).feastDate, (*scan).dayAlone, (*scan).yearDate,
}

// plainDate reads a date without a part of it.
func (s *scan) plainDate(i int, loose bool) (expr, int, bool) {
	if t := s.tok(i); t.opensNothing() {
		return expr{}, 0, false
	}
	for _, read := range readers {
		if e, next, ok := read(s, i, loose); ok {
			return e, next, true
		}
	}
	return expr{}, 0, false
}

// digits reads a date in digits. Two numbers that may both be the month leave
// it unknown, unless dots join them, which set the day first.
func (s *scan) digits(i int, _ bool) (expr, int, bool) {
	t := s.tok(i)
	if t.shape == isNumber && t.value >= firstYear && t.end-t.start == 4 {
		// 2024-07, joined.
		d, m := s.tok(i+1), s.tok(i+2)
		if d.sign == '-' && !d.space && !m.space && m.shape == isNumber && m.end-m.start == 2 && m.value >= 1 && m.value <= 12 && s.tok(i+3).sign != '-' {
			return expr{form: calendar, year: t.value, month: m.value}, i + 3, true
		}
	}
	if t.shape != isDate {
		return expr{}, 0, false
	}
	var g [3]int
	k, sign := 0, byte(0)
	for _, c := range []byte(s.textOf(t)) {
		if digit(c) {
			g[k] = g[k]*10 + int(c-'0')
			continue
		}
		if k++; k > 2 || c == 'T' {
			break
		}
		sign = c
	}
	e := expr{form: calendar}
	switch {
	case g[0] > 31:
		e.year, e.month, e.day = g[0], g[1], g[2]
	case sign == '.' || g[0] > 12 || g[0] == g[1]:
		e.year, e.month, e.day = g[2], g[1], g[0]
	case g[1] > 12:
		e.year, e.month, e.day = g[2], g[0], g[1]
	default:
		e.form = nothing
	}
	return e, i + 1, true
}

// weekdayDate reads a weekday, and the date that may follow it.
func (s *scan) weekdayDate(i int, _ bool) (expr, int, bool) {
	t := s.tok(i)
	if t.word.class != wWeekday || !t.capital || s.is(i-1, "every", "each", "black", "good", "easter", "holy", "bloody") ||
		s.is(i+1, "times", "telegraph", "mirror") {
		return expr{}, 0, false
	}
	wd, short := t.word.value, t.end-t.start < 6 // Wed stands only before a date
	j := i + 1
	if s.sign(j, ",.") {
		j++
	}
	if s.is(j, "the") || s.tok(j).shape == isNumber || s.tok(j).shape == isOrdinal || s.class(j) == wMonth || s.class(j) == wAbbrev {
		for _, read := range [...]reader{(*scan).dayMonth, (*scan).monthDate} {
			if e, next, ok := read(s, j, false); ok && e.day > 0 && e.dayTo == 0 {
				e.weekday = wd
				return e, s.daytime(next), true
			}
		}
	}
	return expr{form: weekday, weekday: wd}, s.daytime(i + 1), !short
}

// daytime passes over morning or night after a day.
func (s *scan) daytime(i int) int {
	if s.class(i) == wDaytime {
		return i + 1
	}
	return i
}

// dayNumber reads the day of a month: 3, 3rd, third.
func (s *scan) dayNumber(i int) (int, int) {
	t := s.tok(i)
	switch {
	case t.shape == isNumber && t.value >= 1 && t.value <= 31 && t.end-t.start <= 2, t.shape == isOrdinal && t.value >= 1:
		return t.value, i + 1
	case t.word.class == wOrdinal:
		return t.word.value, i + 1
	case s.is(i, "twenty", "thirty") && s.sign(i+1, dashes) && s.class(i+2) == wOrdinal && s.tok(i+2).word.value < 10:
		return t.word.value + s.tok(i+2).word.value, i + 3
	}
	return 0, i
}

// monthName reads a month; short ones may have a full stop.
func (s *scan) monthName(i int) (int, int) {
	t := s.tok(i)
	switch {
	case !t.capital:
	case t.word.class == wMonth:
		return t.word.value, i + 1
	case t.word.class == wAbbrev:
		if s.sign(i+1, ".") {
			return t.word.value, i + 2
		}
		return t.word.value, i + 1
	}
	return 0, i
}

// dayMonth reads 3 May 2024, the 3rd of May, 1–3 May, 1 and 3 May.
func (s *scan) dayMonth(i int, _ bool) (expr, int, bool) {
	j, the := i, s.is(i, "the")
	if the {
		j++
	}
	cardinal := s.tok(j).shape == isNumber
	d, j := s.dayNumber(j)
	if d == 0 || the && cardinal {
		return expr{}, 0, false
	}
	e := expr{form: calendar, day: d}
	if s.sign(j, dashes) || s.is(j, "to", "until", "till", "through", "and", "or") {
		if d2, k := s.dayNumber(j + 1); d2 > d {
			e.dayTo, j = d2, k
		}
	}
	if s.is(j, "of") {
		j++
	}
	m, next := s.monthName(j)
	if m == 0 {
		return expr{}, 0, false
	}
	e.month = m
	return e, s.yearAfter(&e, next), true
}

// monthDate reads May 3, 2024; May 2024; May last year; and, loosely, May.
func (s *scan) monthDate(i int, loose bool) (expr, int, bool) {
	m, j := s.monthName(i)
	if m == 0 {
		return expr{}, 0, false
	}
	e := expr{form: calendar, month: m}
	if d, k := s.dayNumber(j); d > 0 && s.tok(j).shape != isWord && !s.is(k, "percent") && s.class(k) != wCounted {
		e.day, j = d, k
		if s.sign(j, dashes) || s.is(j, "and", "to", "or") {
			d2, k := s.dayNumber(j + 1)
			if m, _ := s.monthName(k); d2 > d && m == 0 && s.class(k) != wCounted && s.class(k) != wUnit {
				e.dayTo, j = d2, k
			}
		}
		return e, s.yearAfter(&e, j), true
	}
	next := s.yearAfter(&e, j)
	short := s.class(i) == wAbbrev
	if e.year == 0 && e.yearRel == plain && (short || !loose && s.tok(next).shape != isPossess) {
		return expr{}, 0, false
	}
	if e.year == 0 && s.tok(next).capital && s.tok(next).shape == isWord && s.tok(next).word == otherWord {
		return expr{}, 0, false // by May Jones
	}
	return e, next, true
}

// yearAfter reads the year behind a day or month: 2024, of 2024, last year.
func (s *scan) yearAfter(e *expr, i int) int {
	j := i
	if s.sign(j, ",") || s.is(j, "of") {
		j++
	}
	t := s.tok(j)
	if t.shape == isNumber && t.end-t.start == 4 && t.value >= firstYear && t.value <= lastYear && s.class(j+1) != wCounted {
		e.year = t.value
		return j + 1
	}
	if t.word.class == wTurn && s.is(j+1, "year") {
		e.yearRel = rel(t.word.value)
		return j + 2
	}
	if s.is(j, "the") && s.is(j+1, "same") && s.is(j+2, "year") {
		e.yearRel = that
		return j + 3
	}
	return i
}

// yearDate reads a year where only a year can stand: behind words that take one,
// in brackets, at the head of a clause, or before the noun that it tells apart.
func (s *scan) yearDate(i int, loose bool) (expr, int, bool) {
	j := i
	if s.is(j, "the") && s.is(j+1, "year") {
		j, loose = j+2, true
	} else if s.is(j, "fiscal", "financial") && s.is(j+1, "year") {
		j, loose = j+2, true
	} else if loose && s.is(j, "the") && (s.is(j-1, "since") || s.is(j+4, "fiscal", "financial") || s.is(j+2, "fiscal", "financial")) {
		j++
	}
	t := s.tok(j)
	if t.shape != isNumber || t.end-t.start != 4 || t.value < firstYear || t.value > 2199 || s.sign(j-1, "$€£¥#") || s.sign(j+1, "%$€£°") || s.sign(j-1, "/.:") && !t.space {
		return expr{}, 0, false
	}
	e, next := expr{form: calendar, year: t.value}, j+1
	if s.sign(next, dashes+"/") {
		if to := s.tok(next + 1); to.shape == isNumber {
			switch {
			case to.end-to.start == 2 && t.value%100 < to.value && (to.value == t.value%100+1 || !s.sign(next, "/")):
				e.yearTo, next = t.value/100*100+to.value, next+2
			case to.end-to.start == 4 && to.value > t.value && to.value <= lastYear:
				e.yearTo, next = to.value, next+2
			}
		}
	}
	if !s.yearStands(i, j, next, loose, e.yearTo > 0) {
		return expr{}, 0, false
	}
	if s.is(next, "fiscal", "financial") && s.is(next+1, "year") {
		next += 2
	}
	return e, next, true
}

// yearStands judges by the neighbours whether four digits are a year.
func (s *scan) yearStands(i, j, next int, loose, span bool) bool {
	after, before := s.tok(next), s.tok(i-1)
	n := s.tok(j).value
	counts := after.word.class == wCounted || after.word.class == wClockish || after.word.class == wUnit && !s.is(next, "year")
	joined := !after.space && after.shape == isMark && after.sign == '-'
	switch {
	case counts && (!loose || n%50 == 0 || s.is(i-1, "for", "over") || after.word.class == wClockish):
		return false
	case loose:
		return !joined
	case n < 1500 || n > 2100:
		return false
	case span:
		return before.shape != isWord || !before.capital || s.class(i-1) != noClass || i == 1
	case before.sign == '(' || before.shape == isPossess:
		return true
	case s.is(i-1, "the", "a", "its", "their", "his", "her", "our", "this"):
		return after.shape == isWord && !counts
	case s.is(i-1, "of", "as", "than", "and", "or") || before.sign == ',':
		return s.yearList(i) && after.word == otherWord && !after.capital || s.is(i-2, "early", "late", "soon") && s.is(i-1, "as")
	case after.word.class == wDated:
		return true
	case i == 0:
		return s.is(next, "was", "saw", "brought", "had", "has", "will", "is", "marked")
	}
	return false
}

// yearList reports whether the number goes on a list of years, or follows "of"
// where nothing is counted.
func (s *scan) yearList(i int) bool {
	if s.is(i-1, "of") {
		return s.tok(i-2).word.class != wCounted && s.tok(i).value >= 1900
	}
	t := s.tok(i - 2)
	return t.shape == isNumber && t.end-t.start == 4 && t.value >= 1900 && t.value <= lastYear
}
