package ask

import (
	"waythrough/record"
)

// When is the pair of days every question takes.
type When struct {
	On    string `query:"on" json:"on,omitempty" doc:"the day asked about, or a minute as 2024-07-30T08:00 (default today)" example:"2024-07-30"`
	Known string `query:"known" json:"known,omitempty" doc:"answer with what was public by this day (default today)" example:"2024-07-30"`
}

// read gives the day asked about and the day of knowing.
func (d *Desk) read(w When) (on record.Date, known record.Day, err error) {
	now := d.Today()
	on, known = record.DateOf(now), now
	if w.On != "" {
		if on, err = d.Day("on", w.On); err != nil {
			return on, 0, err
		}
	}
	if w.Known != "" {
		at, err := d.Day("known", w.Known)
		if err != nil {
			return on, 0, err
		}
		known = at.FirstDay()
	}
	return on, known, nil
}

// Day reads a parameter that is one day, or a minute of one.
func (d *Desk) Day(param, s string) (record.Date, error) {
	if s == "today" {
		return record.DateOf(d.Today()), nil
	}
	at, err := record.ParseDate(s)
	if err != nil {
		return at, &Error{Param: param, Err: err}
	}
	if !at.Exact() {
		return at, wrong(param, "%s is more than a day; ask about one day, as %s", s, at.FirstDay())
	}
	return at, nil
}
