package when

import (
	"time"

	"waythrough/record"
)

// A grain is how finely a time is told, finest first.
type grain uint8

const (
	hour grain = iota // only counted: no date is told to the hour
	day
	week
	fortnight // only read: counted as two weeks
	weekend
	month
	quarter
	half
	season
	year
	decade
	century
)

// Years outside these bounds are not written in four digits, and have no value.
const firstYear, lastYear = 1000, 2999

// A period is a stretch of whole days, told in days, months, seasons or years.
// The zero period is none.
type period struct {
	first, last record.Day
	told        grain
	begins      bool // as a deadline it means its beginning: summer, a quarter
}

func (p period) isZero() bool { return p == period{} }

// contains reports whether the day is within.
func (p period) contains(d record.Day) bool { return p.first <= d && d <= p.last }

// distance is the number of days between the period and a day, 0 within.
func (p period) distance(d record.Day) record.Day {
	return max(p.first-d, d-p.last, 0)
}

// civil gives a day's year, month and day of the month.
func civil(d record.Day) (y, m, dd int) {
	yy, mm, dd := time.Unix(int64(d)*86400, 0).UTC().Date()
	return yy, int(mm), dd
}

func dayOf(y, m, d int) record.Day { return record.DayOf(y, time.Month(m), d) }

// weekdayOf numbers Monday 1 to Sunday 7; 1970-01-01 was a Thursday.
func weekdayOf(d record.Day) int { return int(((d+3)%7+7)%7) + 1 }

func dayPeriod(d record.Day) period {
	if y, _, _ := civil(d); y < firstYear || y > lastYear {
		return period{}
	}
	return period{first: d, last: d, told: day}
}

// datePeriod is a day of the calendar; none if the month has no such day.
func datePeriod(y, m, d int) period {
	if m < 1 || m > 12 || d < 1 || d > 31 {
		return period{}
	}
	p := dayPeriod(dayOf(y, m, d))
	if _, mm, dd := civil(p.first); mm != m || dd != d {
		return period{}
	}
	return p
}

func weekPeriod(d record.Day) period {
	monday := d - record.Day(weekdayOf(d)-1)
	return stretch(monday, monday+6, day)
}

// monthsPeriod is n months from a month on, which may lie outside 1 to 12.
func monthsPeriod(y, m, n int) period {
	return stretch(dayOf(y, m, 1), dayOf(y, m+n, 1)-1, month)
}

func yearsPeriod(y, n int) period {
	return stretch(dayOf(y, 1, 1), dayOf(y+n, 1, 1)-1, year)
}

// seasonPeriod is a season of EDTF, 21 spring to 24 winter, which begins in
// December of its year: those of the record, meteorological and of the north.
func seasonPeriod(y, n int) period {
	p := monthsPeriod(y, 3*(n-20), 3)
	if !p.isZero() {
		p.told, p.begins = season, true
	}
	return p
}

// stretch is a period, or none if it leaves the years that can be written.
func stretch(first, last record.Day, told grain) period {
	y1, _, _ := civil(first)
	y2, _, _ := civil(last)
	if y1 < firstYear || y2 > lastYear || last < first {
		return period{}
	}
	return period{first: first, last: last, told: told}
}

// text writes the period in EDTF: one unit, or two joined by a slash.
func (p period) text() string {
	var b [21]byte
	first := unitText(b[:0], p.first, p.told)
	n := len(first)
	both := unitText(append(first, '/'), p.last, p.told)
	if string(both[n+1:]) == string(first) {
		return string(first)
	}
	return string(both)
}

// date is the period as a date of the record.
func (p period) date() record.Date {
	if p.isZero() {
		return record.Date{}
	}
	return record.Date{Text: p.text(), First: p.first.Start(), Last: p.last.End()}
}

// unitText appends the unit of a grain in which a day lies.
func unitText(b []byte, d record.Day, told grain) []byte {
	y, m, dd := civil(d)
	if told == season && m < 3 {
		y--
	}
	b = append(b, byte('0'+y/1000%10), byte('0'+y/100%10), byte('0'+y/10%10), byte('0'+y%10))
	switch told {
	case day:
		b = twoDigits(twoDigits(b, m), dd)
	case month:
		b = twoDigits(b, m)
	case season:
		b = twoDigits(b, 21+(m+9)%12/3)
	}
	return b
}

func twoDigits(b []byte, n int) []byte {
	return append(b, '-', byte('0'+n/10), byte('0'+n%10))
}

// soft marks a period that, as a deadline, means its beginning.
func (p period) soft() period {
	p.begins = !p.isZero()
	return p
}

// single reports whether the period is one unit of its grain.
func (p period) single() bool { return p.firstUnit().last >= p.last }

func (p period) firstUnit() period { return enclosing(p.first, p.told) }

func (p period) lastUnit() period { return enclosing(p.last, p.told) }

// ends gives the first and the last unit of a period.
func (p period) ends() (first, last period) {
	if p.isZero() {
		return p, p
	}
	return p.firstUnit(), p.lastUnit()
}

// enclosing is the unit in which a day lies.
func enclosing(d record.Day, told grain) period {
	if told == season {
		y, m, _ := civil(d)
		if m < 3 {
			y--
		}
		return seasonPeriod(y, 21+(m+9)%12/3)
	}
	return around(d, told, 0)
}

// finer is the grain in which the ends of one unit are told.
func (p period) finer() grain {
	if p.single() && p.told == year || p.told == season {
		return month
	}
	return p.told
}

// start is when something began that began in the period, or in a part of it.
func (p period) start(of part) period {
	switch {
	case p.isZero():
		return p
	case of == ending:
		return enclosing(p.last, p.finer())
	case of == beginning:
		return enclosing(p.first, p.finer())
	case of == middle && p.told == year && p.single():
		return around(p.first, month, 5)
	}
	return p.firstUnit()
}

// end is the latest unit that a period, or a part of it, sets as a limit. One
// that is soft, as summer, sets its first month.
func (p period) end(of part) period {
	switch {
	case p.isZero():
		return p
	case of == ending:
		return enclosing(p.last, p.finer())
	case of == beginning || p.begins:
		return enclosing(p.first, p.finer())
	case of == middle && p.told == year && p.single():
		return around(p.first, month, 5)
	}
	return p.lastUnit()
}

// eve is the last unit before a period, or before the end of it.
func (p period) eve(of part) period {
	switch {
	case p.isZero():
		return p
	case of == ending:
		return enclosing(p.last, p.finer())
	case p.told == season:
		return enclosing(p.first-1, month)
	}
	return enclosing(p.first-1, p.told)
}
