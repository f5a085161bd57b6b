package record

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// A Minute counts minutes from 1970-01-01T00:00 on a local clock without a zone:
// the clock of the authority whose law is asked about. It orders local times;
// it does not name an instant.
type Minute int64

// DayMinutes is the number of minutes in a day.
const DayMinutes = 24 * 60

// Bounds of time that stand for "always" and "for ever".
const (
	Always  Minute = -1 << 40
	Forever Minute = 1 << 40
)

// MinuteOf gives the local minute that a clock shows.
func MinuteOf(t time.Time) Minute {
	_, offset := t.Zone()
	local := t.Unix() + int64(offset)
	return Minute((local - (local%60+60)%60) / 60)
}

// Time gives the minute as a clock reading in UTC.
func (m Minute) Time() time.Time { return time.Unix(int64(m)*60, 0).UTC() }

// Day numbers the day that the minute lies in, from 1970-01-01.
func (m Minute) Day() Day {
	d := m / DayMinutes
	if m%DayMinutes < 0 {
		d--
	}
	return Day(d)
}

// A Day numbers days from 1970-01-01.
type Day int64

// Start is the first minute of the day.
func (d Day) Start() Minute { return Minute(d) * DayMinutes }

// End is the last minute of the day.
func (d Day) End() Minute { return d.Start() + DayMinutes - 1 }

// String writes the day as 2006-01-02.
func (d Day) String() string { return d.Start().Time().Format(time.DateOnly) }

// MarshalText writes the day as 2006-01-02.
func (d Day) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads a date known to the day.
func (d *Day) UnmarshalText(text []byte) error {
	date, err := ParseDate(string(text))
	if err != nil {
		return err
	}
	if !date.Exact() {
		return fmt.Errorf("%q is more than a day; write one, as %s", text, date.FirstDay())
	}
	*d = date.FirstDay()
	return nil
}

// DayOf gives the day of a calendar date.
func DayOf(year int, month time.Month, day int) Day {
	return Day(time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Unix() / 86400)
}

// A Date is a date as far as it is known: an EDTF (ISO 8601-2) string that spans
// the minutes First to Last. The zero Date is no date.
//
// Read are years, months, days, days with hour and minute, seasons (2023-21
// spring to 2023-24 winter), an interval of two of these, and a trailing ~ or ?
// or %, which is kept and does not widen the span. Everything else of EDTF is
// refused.
type Date struct {
	Text        string
	First, Last Minute
}

// IsZero reports whether there is no date.
func (d Date) IsZero() bool { return d.Text == "" }

// Exact reports whether the date is known to the day or better.
func (d Date) Exact() bool { return !d.IsZero() && d.First.Day() == d.Last.Day() }

// String gives the EDTF text.
func (d Date) String() string { return d.Text }

var seasons = map[string]string{"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}

// Words gives the date as a text shows it: seasons by name, two ends joined by
// "to", everything else as in EDTF.
func (d Date) Words() string {
	from, to, two := strings.Cut(d.Text, "/")
	if two {
		return seasonWords(from) + " to " + seasonWords(to)
	}
	return seasonWords(from)
}

func seasonWords(s string) string {
	year, season, _ := strings.Cut(strings.TrimRight(s, "~?%"), "-")
	if name, ok := seasons[season]; ok {
		return name + " " + year
	}
	return s
}

// MarshalJSON gives the EDTF text, or null for no date.
func (d Date) MarshalJSON() ([]byte, error) {
	if d.IsZero() {
		return []byte("null"), nil
	}
	return json.Marshal(d.Text)
}

// FirstDay is the first day the date may mean.
func (d Date) FirstDay() Day { return d.First.Day() }

// LastDay is the last day the date may mean.
func (d Date) LastDay() Day { return d.Last.Day() }

// ParseDate reads an EDTF date. Its error says what would be read.
func ParseDate(s string) (Date, error) {
	first, last := s, s
	if a, b, ok := strings.Cut(s, "/"); ok {
		first, last = a, b
	}
	f, _, err := span(first)
	if err != nil {
		return Date{}, fmt.Errorf("%q is not a date: %w", s, err)
	}
	_, l, err := span(last)
	if err != nil {
		return Date{}, fmt.Errorf("%q is not a date: %w", s, err)
	}
	if l < f {
		return Date{}, fmt.Errorf("%q is not a date: its end lies before its start", s)
	}
	return Date{Text: s, First: f, Last: l}, nil
}

// DateOf is the Date of one whole day.
func DateOf(d Day) Date { return Date{Text: d.String(), First: d.Start(), Last: d.End()} }

// span reads one EDTF date without an interval.
func span(s string) (first, last Minute, err error) {
	if n := len(s); n > 0 && strings.ContainsRune("~?%", rune(s[n-1])) {
		s = s[:n-1]
	}
	if t, err := time.Parse("2006-01-02T15:04", s); err == nil && len(s) == len("2006-01-02T15:04") {
		m := MinuteOf(t)
		return m, m, nil
	}
	if t, err := time.Parse(time.DateOnly, s); err == nil {
		d := MinuteOf(t).Day()
		return d.Start(), d.End(), nil
	}
	if t, err := time.Parse("2006-01", s); err == nil {
		return months(t, 1)
	}
	if t, err := time.Parse("2006", s); err == nil {
		return months(t, 12)
	}
	if year, season, ok := strings.Cut(s, "-"); ok && len(year) == 4 && len(season) == 2 {
		n, err := strconv.Atoi(season)
		t, yearErr := time.Parse("2006", year)
		if err == nil && yearErr == nil && n >= 21 && n <= 24 {
			// Meteorological seasons of the north: spring is March to May.
			return months(t.AddDate(0, 2+3*(n-21), 0), 3)
		}
	}
	return 0, 0, fmt.Errorf("write 2024, 2024-07, 2024-07-30, 2024-07-30T08:00, 2024-21 (spring) or two of these as FROM/TO")
}

func months(start time.Time, n int) (Minute, Minute, error) {
	return MinuteOf(start), MinuteOf(start.AddDate(0, n, 0)) - 1, nil
}

// A Span is a length of time: 30m, 12h, 90d, 6mo, 5y, or several parts as 2h10m.
// The zero Span is none.
type Span struct {
	Text    string
	Minutes int64
}

// IsZero reports whether no span is given.
func (s Span) IsZero() bool { return s.Text == "" }

// Days is the span in whole days, rounded down.
func (s Span) Days() int { return int(s.Minutes / DayMinutes) }

// String gives the text the span was read from.
func (s Span) String() string { return s.Text }

// MarshalText gives the text the span was read from.
func (s Span) MarshalText() ([]byte, error) { return []byte(s.Text), nil }

// spanUnits in the order they may follow one another. A month counts 30 days and
// a year 365, which is how border law that names months is mostly applied.
var spanUnits = []struct {
	name    string
	minutes int64
}{{"y", 365 * DayMinutes}, {"mo", 30 * DayMinutes}, {"d", DayMinutes}, {"h", 60}, {"m", 1}}

// ParseSpan reads a span. Its error says what would be read.
func ParseSpan(s string) (Span, error) {
	bad := fmt.Errorf("%q is not a span of time: write 30m, 12h, 2h10m, 90d, 6mo or 5y", s)
	out, rest, unit := Span{Text: s}, s, 0
	for rest != "" {
		i := strings.IndexFunc(rest, func(r rune) bool { return r < '0' || r > '9' })
		if i <= 0 {
			return Span{}, bad
		}
		n, err := strconv.ParseInt(rest[:i], 10, 32)
		if err != nil {
			return Span{}, bad
		}
		j := strings.IndexFunc(rest[i:], func(r rune) bool { return r >= '0' && r <= '9' })
		if j < 0 {
			j = len(rest) - i
		}
		name := rest[i : i+j]
		for unit < len(spanUnits) && spanUnits[unit].name != name {
			unit++
		}
		if unit == len(spanUnits) {
			return Span{}, bad
		}
		out.Minutes += n * spanUnits[unit].minutes
		rest, unit = rest[i+j:], unit+1
	}
	if s == "" {
		return Span{}, bad
	}
	return out, nil
}
