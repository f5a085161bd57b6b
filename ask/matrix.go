package ask

import (
	"context"

	"waythrough/journey"
	"waythrough/regime"
)

// Matrix asks for the best lawful way between each two of many places.
type Matrix struct {
	Places []Site `json:"places" required:"true" doc:"the places to set out from"`
	To     []Site `json:"to,omitempty" doc:"the places to go to, if they are others"`
	Travel
}

// A Trip is the best way from one place of a matrix to another; without a way it has no length,
// and is refused.
type Trip struct {
	From      string         `json:"from"`
	To        string         `json:"to"`
	DurationS *int64         `json:"duration_s"`
	DistanceM *int64         `json:"distance_m"`
	Verdict   regime.Verdict `json:"verdict"`
}

// Matrix finds them, origin by origin; row is called for each in order, with its trips to all
// others. The error of row ends it.
func (d *Desk) Matrix(ctx context.Context, q Matrix, row func(origin int, trips []Trip) error) error {
	from, err := d.find("places", q.Places)
	if err != nil {
		return err
	}
	to, goals := from, q.Places
	if q.To != nil {
		goals = q.To
		if to, err = d.find("to", q.To); err != nil {
			return err
		}
	}
	asked, day, err := d.travel(q.Travel, "")
	if err != nil {
		return err
	}
	var failed error
	err = d.planner(day, asked.Known).Matrix(ctx, *asked, from, to, func(i int, found []*journey.Trip) error {
		trips := make([]Trip, 0, len(found))
		for j, t := range found {
			switch x := (Trip{From: q.Places[i].ID, To: goals[j].ID}); {
			case t != nil:
				x.Verdict, x.DurationS, x.DistanceM = t.Verdict, &t.DurationS, &t.DistanceM
				trips = append(trips, x)
			case x.From != x.To:
				trips = append(trips, x)
			}
		}
		failed = row(i, trips)
		return failed
	})
	if failed != nil {
		return failed
	}
	if err != nil {
		return d.fault(ctx, err)
	}
	return nil
}
