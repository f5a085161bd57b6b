package article

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"waythrough/record"
)

// layouts of full dates that say one thing only. Those with a month in words are read in
// English; 03/05/2024 is not read, for it is two days.
var layouts = []string{
	time.RFC1123, time.RFC1123Z, time.RFC850, time.ANSIC, time.UnixDate, "Mon, 2 Jan 2006 15:04:05 -0700", "Mon, 2 Jan 2006",
	"2 January 2006", "2 Jan 2006", "January 2, 2006", "Jan 2, 2006", "January 2, 2006 15:04", "Jan 2, 2006 3:04 PM",
	"January 2, 2006 3:04 PM", "2 January 2006 15:04", "Monday, January 2, 2006", "Monday, 2 January 2006",
	"Mon Jan 2 15:04:05 MST 2006", "Mon Jan 02 2006 15:04:05 GMT-0700 (MST)",
}

var (
	isoDay   = regexp.MustCompile(`^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})($|[T ,])`)
	isoMonth = regexp.MustCompile(`^(\d{4})-(\d{2})$`)
	compact  = regexp.MustCompile(`^(\d{4})(\d{2})(\d{2})($|T\d|\d{6}$)`)
	year     = regexp.MustCompile(`^\d{4}$`)
	stamp    = regexp.MustCompile(`^1\d{9}(\d{3})?$|^[2-9]\d{8}$`)
)

// dateOf reads the date that a machine wrote, to the day, or as far as it goes. The day
// is the one on the publisher's clock: of 2024-07-30T23:30:00+04:00 the 30th, though in
// Greenwich it was still, or again, another. No date is the zero Date: an empty text, one
// that is not understood, and the days that software writes for "none".
func dateOf(s string) record.Date {
	s = strings.Join(strings.Fields(s), " ")
	if len(s) > 64 {
		return record.Date{}
	}
	switch {
	case isoDay.MatchString(s):
		m := isoDay.FindStringSubmatch(s)
		return day(m[1], m[2], m[3])
	case stamp.MatchString(s):
		n, _ := strconv.ParseInt(s, 10, 64)
		if len(s) == 13 {
			n /= 1000
		}
		return exact(time.Unix(n, 0).UTC())
	case compact.MatchString(s):
		m := compact.FindStringSubmatch(s)
		return day(m[1], m[2], m[3])
	case isoMonth.MatchString(s), year.MatchString(s):
		d, err := record.ParseDate(s)
		if err != nil || d.FirstDay() < earliest || d.FirstDay() > latest {
			return record.Date{}
		}
		return d
	}
	for _, layout := range layouts {
		if t, err := time.Parse(layout, s); err == nil {
			return exact(t)
		}
	}
	return record.Date{}
}

// Newspapers are no older; a page that claims to be later than this is mistaken.
var earliest, latest = record.DayOf(1605, 1, 1), record.DayOf(2199, 12, 31)

func day(y, m, d string) record.Date {
	year, _ := strconv.Atoi(y)
	month, _ := strconv.Atoi(m)
	dom, _ := strconv.Atoi(d)
	t := time.Date(year, time.Month(month), dom, 0, 0, 0, 0, time.UTC)
	if int(t.Month()) != month || t.Day() != dom {
		return record.Date{}
	}
	return exact(t)
}

func exact(t time.Time) record.Date {
	d := record.DayOf(t.Year(), t.Month(), t.Day())
	if d < earliest || d > latest || d == 0 { // 1970-01-01 is a clock that was never set
		return record.Date{}
	}
	return record.DateOf(d)
}
