package gtfs

import (
	"math"
	"strconv"
	"strings"
	"time"

	"waythrough/record"
)

// raw is the value of a field without the spaces around it, until the next row; nil if
// the table has no such column.
func (t *table) raw(c column) []byte {
	if c.at < 0 {
		return nil
	}
	return trim(t.fields[c.at])
}

// text is a value for people to read.
func (t *table) text(c column) string {
	b := t.raw(c)
	if clean(b) {
		return string(b)
	}
	t.warn(c, "holds bytes that are no UTF-8 text; they are left out or shown as �: save the file as UTF-8")
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if control(r) {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(string(b), "�")))
}

// shared is a text that many rows have, kept once.
func (t *table) shared(c column, kept map[string]string) string {
	b := t.raw(c)
	s, ok := kept[string(b)]
	if !ok {
		s = t.text(c)
		kept[string(b)] = s
	}
	return s
}

// key is an id, which a row has to have.
func (t *table) key(c column) (string, bool) {
	b := t.raw(c)
	switch {
	case len(b) == 0:
		t.fail(c, "is blank; every row has one")
	case !clean(b):
		t.fail(c, "%s is not UTF-8, or holds control characters; save the file as UTF-8", quoted(b))
	default:
		return string(b), true
	}
	return "", false
}

// choice is a number from 0 to most; blank is the default.
func (t *table) choice(c column, most, otherwise int) (int, bool) {
	b := t.raw(c)
	if len(b) == 0 {
		return otherwise, true
	}
	v, err := strconv.Atoi(string(b))
	if err != nil || v < 0 || v > most {
		t.fail(c, "%s is none of 0 to %d; blank means %d", quoted(b), most, otherwise)
		return otherwise, false
	}
	return v, true
}

// seconds is a number of seconds, not negative; ok is false if it is blank or wrong.
func (t *table) seconds(c column) (v int32, ok bool) {
	b := t.raw(c)
	if len(b) == 0 {
		return 0, false
	}
	n, err := strconv.ParseUint(string(b), 10, 31)
	if err != nil || n > lastTime {
		t.fail(c, "%s is no number of seconds up to ten days; write a whole number, as 180", quoted(b))
		return 0, false
	}
	return int32(n), true
}

// degrees is a coordinate; NaN if it is blank or, as said, wrong.
func (t *table) degrees(c column, most float64) float64 {
	b := t.raw(c)
	if len(b) == 0 {
		return math.NaN()
	}
	v, err := strconv.ParseFloat(string(b), 64)
	// ParseFloat reads hexadecimal, infinity and "nan" as well.
	if err != nil || strings.Trim(string(b), "0123456789+-.eE") != "" {
		t.fail(c, "%s is no number; write degrees with a decimal point, as 40.0291", quoted(b))
		return math.NaN()
	}
	if math.Abs(v) > most {
		t.fail(c, "%s lies outside -%g to %g degrees", quoted(b), most, most)
		return math.NaN()
	}
	return v
}

// date is a day written as 20260430.
func (t *table) date(c column) (record.Day, bool) {
	b := t.raw(c)
	day, err := time.Parse("20060102", string(b))
	if err != nil || len(b) != 8 {
		t.fail(c, "%s is no date; write year, month and day, as 20260430", quoted(b))
		return 0, false
	}
	// A year further off stands for "always": no timetable is known that far.
	if day.Year() < 1900 || day.Year() > 2199 {
		t.fail(c, "%s lies outside the years 1900 to 2199; write the days for which the timetable is known", quoted(b))
		return 0, false
	}
	return record.DayOf(day.Year(), day.Month(), day.Day()), true
}

const (
	// noTime stands for a blank time.
	noTime = math.MinInt32
	// lastTime is ten days in seconds, as long as a timetable lets a trip take: the
	// longest trains that there are take a week.
	lastTime = 240 * 3600
)

// clock is a time of day as H:MM:SS in seconds; noTime if blank.
func (t *table) clock(c column) (int32, bool) {
	b := t.raw(c)
	if len(b) == 0 {
		return noTime, true
	}
	v, ok := parseClock(b)
	if !ok {
		t.fail(c, "%s is no time; write hours, minutes and seconds, as 8:05:00, or 25:05:00 for the day after", quoted(b))
	} else if v > lastTime {
		t.fail(c, "%s is more than ten days after the trip's day began, which can't be kept; let the trip begin later, or end sooner", quoted(b))
		ok = false
	}
	return v, ok
}

func parseClock(b []byte) (int32, bool) {
	hours := len(b) - len(":00:00")
	if hours < 1 || hours > 3 || b[hours] != ':' || b[hours+3] != ':' {
		return noTime, false
	}
	v := int32(0)
	for _, d := range b[:hours] {
		if d < '0' || d > '9' {
			return noTime, false
		}
		v = v*10 + int32(d-'0')
	}
	for _, at := range []int{hours + 1, hours + 4} {
		tens, ones := b[at]-'0', b[at+1]-'0' // below '0' wraps to a great number
		if tens > 5 || ones > 9 {
			return noTime, false
		}
		v = v*60 + int32(tens)*10 + int32(ones)
	}
	return v, true
}
