package ask

import (
	"context"
	"slices"
	"strings"

	"waythrough/record"
)

// Process asks how a negotiation stands.
type Process struct {
	Process string `path:"process" query:"process" json:"process" arg:"PROCESS" required:"true" doc:"a process of the record" example:"armenia-turkey"`
	When
}

// Process tells its meetings, relations, positions, and what became of each commitment.
func (d *Desk) Process(_ context.Context, q Process) (*record.ProcessView, error) {
	on, known, err := d.read(q.When)
	if err != nil {
		return nil, err
	}
	v, err := d.world.Record.Known(known).Negotiation(record.ProcessID(q.Process), on.FirstDay())
	return v, refused(err, "process")
}

// Changes asks what changed in what the record says.
type Changes struct {
	Since string `query:"since" json:"since" required:"true" doc:"first day" example:"2026-01-01"`
	Until string `query:"until" json:"until,omitempty" doc:"last day (default today)" example:"2026-11-23"`
	Known string `query:"known" json:"known,omitempty" doc:"only what was public by this day (default today)" example:"2026-11-23"`
	At    string `query:"at" json:"at,omitempty" doc:"only what is about this crossing, terminal, area or process" example:"margara-alican"`
}

// A Changed is the answer to Changes.
type Changed struct {
	Since   record.Date     `json:"since"`
	Until   record.Day      `json:"until"`
	Known   record.Day      `json:"known"`
	Changes []record.Change `json:"changes"`
	Notice  string          `json:"notice"`
}

// Changes lists them, newest first.
func (d *Desk) Changes(_ context.Context, q Changes) (*Changed, error) {
	if q.Since == "" {
		return nil, lacking("since", "a day, as 2026-01-01")
	}
	since, err := d.Day("since", q.Since)
	if err != nil {
		return nil, err
	}
	until, known := d.Today(), d.Today()
	if q.Until != "" {
		at, err := d.Day("until", q.Until)
		if err != nil {
			return nil, err
		}
		until = at.LastDay()
	}
	if q.Known != "" {
		at, err := d.Day("known", q.Known)
		if err != nil {
			return nil, err
		}
		known = at.FirstDay()
	}
	about, err := d.world.Record.About(q.At)
	if err != nil {
		return nil, &Error{Param: "at", Err: err}
	}
	view := d.world.Record.Known(known)
	return &Changed{since, until, known, view.Changes(since.FirstDay(), until, about), view.Notice()}, nil
}

// Commitments asks how what was undertaken stands.
type Commitments struct {
	At string `query:"at" json:"at,omitempty" doc:"only what is about this crossing, terminal, area or process" example:"armenia-turkey"`
	When
}

// A Promise is a commitment as it stood on a day.
type Promise struct {
	record.CommitmentView
	Process record.ProcessID `json:"process,omitempty"`
	Pending bool             `json:"pending"`
}

// Promises is the answer to Commitments.
type Promises struct {
	On          record.Day `json:"on"`
	Known       record.Day `json:"known"`
	Commitments []Promise  `json:"commitments"`
	Notice      string     `json:"notice"`
}

// Commitments lists them, the one that changed last first.
func (d *Desk) Commitments(_ context.Context, q Commitments) (*Promises, error) {
	on, known, err := d.read(q.When)
	if err != nil {
		return nil, err
	}
	about, err := d.world.Record.About(q.At)
	if err != nil {
		return nil, &Error{Param: "at", Err: err}
	}
	view := d.world.Record.Known(known)
	out := &Promises{On: on.FirstDay(), Known: known, Commitments: []Promise{}, Notice: view.Notice()}
	for _, s := range view.Visible {
		if s.Commitment == nil || about != nil && !about(s) {
			continue
		}
		if c, ok := view.Commitment(s, out.On); ok {
			out.Commitments = append(out.Commitments, Promise{c, s.Process, c.Status.Pending()})
		}
	}
	slices.SortStableFunc(out.Commitments, func(a, b Promise) int { return int(b.Since.FirstDay() - a.Since.FirstDay()) })
	return out, nil
}

// Events asks for the days on which something happened, to mark them on a line of time.
type Events struct {
	Known string `query:"known" json:"known,omitempty" doc:"only what was public by this day (default today)" example:"2026-11-23"`
	At    string `query:"at" json:"at,omitempty" doc:"only what is about this crossing, terminal, area or process" example:"armenia-turkey"`
}

// An Event is something that happened on a day.
type Event struct {
	On        record.Date        `json:"on"`
	What      string             `json:"what"` // meeting, signed, opens, closes, or an event of a commitment
	Statement record.StatementID `json:"statement"`
	Title     string             `json:"title"`
}

// Happened is the answer to Events.
type Happened struct {
	Known  record.Day `json:"known"`
	Events []Event    `json:"events"`
}

// Events lists them, the earliest first: meetings of a series, instruments signed, events of
// commitments, closures begun and ended. Further contacts, observations and the like are left
// to Changes.
func (d *Desk) Events(_ context.Context, q Events) (*Happened, error) {
	_, known, err := d.read(When{Known: q.Known})
	if err != nil {
		return nil, err
	}
	about, err := d.world.Record.About(q.At)
	if err != nil {
		return nil, &Error{Param: "at", Err: err}
	}
	view := d.world.Record.Known(known)
	out := &Happened{known, []Event{}}
	add := func(on record.Date, what string, s *record.Statement, title string) {
		if !on.IsZero() && on.FirstDay() <= known {
			out.Events = append(out.Events, Event{on, what, s.ID, title})
		}
	}
	for _, s := range view.Visible {
		if about != nil && !about(s) {
			continue
		}
		switch {
		case s.Meeting != nil && s.Meeting.N > 0:
			add(s.Meeting.On, "meeting", s, s.Says)
		case s.Instrument != nil:
			add(s.Instrument.Signed, "signed", s, s.Instrument.Title)
		case s.Commitment != nil:
			for _, e := range view.Events(s) {
				add(e.On, string(e.Event), s, s.Commitment.Title+": "+e.Says)
			}
		case s.Rule != nil && s.Rule.Part == record.Closure:
			valid := view.Valid(s)
			add(valid.From, "closes", s, s.Says)
			add(valid.Until, "opens", s, s.Says)
		}
	}
	slices.SortStableFunc(out.Events, func(a, b Event) int { return int(a.On.FirstDay() - b.On.FirstDay()) })
	return out, nil
}

// Places asks what is called by a name that begins as typed.
type Places struct {
	Q    string `query:"q" json:"q" required:"true" doc:"the beginning of a name, in any language" example:"Yer" minLength:"1"`
	Most int    `query:"most" json:"most,omitempty" doc:"how many at most (default 10)" minimum:"1" maximum:"50" example:"10"`
}

// Found is the answer to Places.
type Found struct {
	Places []FoundPlace `json:"places"`
}

// A FoundPlace is a place, terminal, crossing or area, and the name that was typed.
type FoundPlace struct {
	ID         string        `json:"id"`
	Kind       string        `json:"kind"`
	Name       string        `json:"name"`
	As         string        `json:"as"`
	Area       record.AreaID `json:"area"`
	AreaName   string        `json:"area_name"`
	Lat        float64       `json:"lat"`
	Lon        float64       `json:"lon"`
	Population float64       `json:"population,omitempty"`
}

// Places lists them, the most populous first.
func (d *Desk) Places(_ context.Context, q Places) (*Found, error) {
	if strings.TrimSpace(q.Q) == "" {
		return nil, lacking("q", "the beginning of a name, as Yer")
	}
	if q.Most < 0 || q.Most > 50 {
		return nil, wrong("most", "%d is not a number from 1 to 50", q.Most)
	}
	if q.Most == 0 {
		q.Most = 10
	}
	out := &Found{[]FoundPlace{}}
	for _, f := range d.world.Search(q.Q, q.Most) {
		out.Places = append(out.Places, FoundPlace{f.ID, f.Kind, f.Name, f.As, f.Area, d.world.AreaName(f.Area), f.At.Lat, f.At.Lon, f.Population})
	}
	return out, nil
}
