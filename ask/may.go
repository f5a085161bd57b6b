package ask

import (
	"context"
	"slices"

	"waythrough/record"
	"waythrough/regime"
	"waythrough/whatif"
)

// May asks whether a traveller may pass from one area to another.
type May struct {
	From string   `query:"from" json:"from" required:"true" doc:"area left, as TUR or Türkiye" example:"TUR"`
	To   string   `query:"to" json:"to" required:"true" doc:"area entered" example:"ARM"`
	At   string   `query:"at" json:"at,omitempty" doc:"crossing, or terminal of the area entered; default: every one" example:"margara-alican"`
	If   []string `query:"if,explode" json:"if,omitempty" doc:"commitment of the record that is supposed carried out (repeatable)" example:"[\"arm-tur-third-country-2022\"]"`
	When
	Traveller
}

// A Permission is the answer to May.
type Permission struct {
	regime.Answer
	Assumption
}

// An Assumption says what an answer supposes that is not so.
type Assumption struct {
	Heading string   `json:"heading,omitempty"`
	Assumed []string `json:"assumed,omitempty"`
}

// May says whether, and why.
func (d *Desk) May(ctx context.Context, q May) (*Permission, error) {
	var err error
	asked := regime.Question{At: d.world.Gate(q.At)}
	if asked.From, err = d.area("from", q.From); err != nil {
		return nil, err
	}
	if asked.To, err = d.area("to", q.To); err != nil {
		return nil, err
	}
	if asked.On, asked.Known, err = d.read(q.When); err != nil {
		return nil, err
	}
	if asked.Traveller, err = d.Traveller(&q.Traveller); err != nil {
		return nil, err
	}
	supposed, err := d.commitments(q.If, asked.Known)
	if err != nil {
		return nil, err
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	answer, err := d.supposing(asked.On.FirstDay(), asked.Known, supposed).May(asked)
	if err != nil {
		return nil, refused(err, "at", "from", "to")
	}
	return &Permission{answer, d.assume(supposed, asked.On.FirstDay(), asked.Known)}, nil
}

// area reads a parameter that is an area.
func (d *Desk) area(param, s string) (record.AreaID, error) {
	if s == "" {
		return "", lacking(param, "an area, as ARM or Armenia")
	}
	id, err := d.world.FindArea(s)
	if err != nil {
		return "", &Error{Param: param, Err: err}
	}
	return id, nil
}

// commitments reads what is supposed carried out: commitments that were public by a day.
func (d *Desk) commitments(ids []string, known record.Day) ([]record.StatementID, error) {
	var out []record.StatementID
	for _, id := range ids {
		s := d.world.Record.Statement(record.StatementID(id))
		if s == nil || s.Commitment == nil {
			return nil, wrong("if", "%s is no commitment of the record%s", id, d.nearestCommitment(id))
		}
		if !slices.Contains(d.world.Record.Known(known).Visible, s) {
			return nil, wrong("if", "%s was not public by %s; what was not known can't be supposed carried out", id, known)
		}
		out = append(out, s.ID)
	}
	return out, nil
}

// assume tells what is supposed, and of the services that it would bring.
func (d *Desk) assume(supposed []record.StatementID, on, known record.Day) Assumption {
	if len(supposed) == 0 {
		return Assumption{}
	}
	a := Assumption{Heading: whatif.Agreed}
	for _, id := range supposed {
		c := d.world.Record.Statement(id).Commitment
		if c.Undertaking != record.Do {
			a.Heading = whatif.NotAgreed
		}
		a.Assumed = append(a.Assumed, "Carried out: "+c.Title+".")
	}
	_, services := d.world.Promised(on, known, supposed...)
	a.Assumed = append(a.Assumed, services...)
	return a
}

func (d *Desk) nearestCommitment(id string) string {
	var ids []string
	for _, s := range d.world.Record.Statements {
		if s.Commitment != nil {
			ids = append(ids, string(s.ID))
		}
	}
	if near, ok := record.Nearest(id, ids); ok {
		return "; did you mean " + near + "?"
	}
	return ""
}
