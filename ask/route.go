package ask

import (
	"context"
	"fmt"
	"slices"

	"waythrough/journey"
	"waythrough/record"
)

// Travel says when and how a journey is made.
type Travel struct {
	By      string `query:"by" json:"by,omitempty" enum:"car,truck,bus,motorcycle,bicycle,foot,transit,any" doc:"how: car, truck, bus, motorcycle, bicycle, foot, transit, any (default car, or the vehicle given)" example:"car"`
	Unknown string `query:"unknown" json:"unknown,omitempty" enum:"show,permit,refuse" doc:"passages whose law is unknown: show, permit, refuse (default show)" example:"show"`
	When
	Traveller
}

// Route asks for the lawful ways from one place to another.
type Route struct {
	From     string   `query:"from" json:"from" arg:"FROM" required:"true" doc:"a place in any of its languages, latitude,longitude, or the id of a crossing or terminal" example:"Iğdır"`
	To       string   `query:"to" json:"to" arg:"TO" required:"true" doc:"the same, of where to go" example:"Yerevan"`
	ArriveBy string   `query:"arrive-by" json:"arrive-by,omitempty" doc:"be there by this minute, instead of leaving on a day" example:"2024-07-30T18:00"`
	If       []string `query:"if,explode" json:"if,omitempty" doc:"commitment of the record that is supposed carried out (repeatable)" example:"[\"arm-tur-third-country-2022\"]"`
	Travel
}

// A Journey is the answer to Route.
type Journey struct {
	*journey.Answer
	Assumption
}

// Route finds the ways, and what blocks the direct one.
func (d *Desk) Route(ctx context.Context, q Route) (*Journey, error) {
	asked, day, err := d.travel(q.Travel, q.From)
	if err != nil {
		return nil, err
	}
	if q.From == "" {
		return nil, lacking("from", "a place, as Iğdır")
	}
	if q.To == "" {
		return nil, lacking("to", "a place, as Yerevan")
	}
	if asked.To, err = d.world.Find(q.To); err != nil {
		return nil, &Error{Param: "to", Err: err}
	}
	if slices.Equal(asked.From.Spots, asked.To.Spots) {
		return nil, wrong("", "%s and %s are one place; a journey needs two", q.From, q.To)
	}
	if q.ArriveBy != "" {
		if q.On != "" {
			return nil, wrong("arrive-by", "on and arrive-by are both given; a journey is planned from its start or from its end")
		}
		end, err := record.ParseDate(q.ArriveBy)
		if err != nil || end.First != end.Last {
			return nil, wrong("arrive-by", "%q is not a minute; write 2024-07-30T18:00", q.ArriveBy)
		}
		asked.ArriveBy, day = end.First, end.FirstDay()
	}
	if asked.Supposed, err = d.commitments(q.If, asked.Known); err != nil {
		return nil, err
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	answer, err := d.planner(day, asked.Known).Plan(ctx, *asked)
	if err != nil {
		return nil, d.fault(ctx, err)
	}
	return &Journey{answer, d.assume(asked.Supposed, day, asked.Known)}, nil
}

// travel reads what a journey, a reach and a matrix have in common. A day alone departs in the
// morning.
func (d *Desk) travel(q Travel, from string) (*journey.Query, record.Day, error) {
	out := &journey.Query{By: q.By, Unknown: q.Unknown}
	on, known, err := d.read(q.When)
	if err != nil {
		return nil, 0, err
	}
	out.Known, out.Depart = known, on.First
	if on.First != on.Last {
		out.Depart = journey.Morning(on.FirstDay())
	}
	if from != "" {
		if out.From, err = d.world.Find(from); err != nil {
			return nil, 0, &Error{Param: "from", Err: err}
		}
	}
	if out.Traveller, err = d.Traveller(&q.Traveller); err != nil {
		return nil, 0, err
	}
	mode := out.Traveller.Mode
	out.Traveller.Mode = ""
	switch {
	case mode == "" || mode == record.Road || q.By != "":
	case mode == record.Foot:
		out.By = journey.ByFoot
	default:
		return nil, 0, advise("mode", func(as Spelling) error {
			return fmt.Errorf("%s: a way by %s alone is not searched for; ask with %s, which takes every service", mode, mode, as("by", "any"))
		})
	}
	return out, on.FirstDay(), nil
}

// fault tells what went wrong in a search: the context's end if it was that, else an error of
// the question.
func (d *Desk) fault(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return refused(err, "", "by", "unknown", "cost", "exponent")
}
