package whatif

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"waythrough/record"
	"waythrough/regime"
	"waythrough/service"
	"waythrough/world"
)

// Blockers says whom the crossings that commitments would open still do not let
// through, were they carried out, why, and which other commitment would: the
// traveller asked about, or a resident national of either side.
func (s *Sides) Blockers(q Question) []Blocker {
	var out []Blocker
	if s.After.Law == nil {
		return out
	}
	for _, id := range s.crossings() {
		x := q.World.Record.Crossing(id)
		for _, way := range [][2]record.AreaID{{x.Posts[0].Area, x.Posts[1].Area}, {x.Posts[1].Area, x.Posts[0].Area}} {
			t, who := q.Traveller, "the traveller"
			if len(t.Passports) == 0 {
				t, who = resident(t, way[0]), fmt.Sprintf("a resident national of %s", way[0])
			}
			p := regime.Passage{From: way[0], To: way[1], Mode: q.Mode, Crossing: id}
			if q.Rides && !slices.Contains(x.Modes, q.Mode) && len(x.Modes) > 0 {
				p.Mode, t.Vehicle = x.Modes[0], "none" // who rides there
			}
			j := s.After.Law.Judge(p, s.After.Law.Profile(t))
			if j.Verdict > regime.Unknown {
				continue
			}
			b := Blocker{Crossing: id, From: way[0], To: way[1], For: who, Verdict: j.Verdict, Reasons: []regime.Reason{},
				WouldHelp: s.After.Law.WouldHelp(p, t)}
			for _, r := range j.Reasons {
				if r.Decides {
					b.Reasons = append(b.Reasons, r)
				}
			}
			out = append(out, b)
		}
	}
	return out
}

// crossings lists the crossings that the commitments speak of.
func (s *Sides) crossings() []record.CrossingID {
	var out []record.CrossingID
	for _, c := range s.Commitments {
		for _, h := range slices.Concat(c.Commitment.Would, c.Commitment.Could) {
			if h.Rule == nil {
				continue
			}
			for _, id := range h.Rule.Place.Crossing {
				if !slices.Contains(out, id) {
					out = append(out, id)
				}
			}
		}
	}
	return out
}

// A Ranked is one commitment of a sweep with what it would bring.
type Ranked struct {
	Commitment  record.StatementID `json:"commitment"`
	Title       string             `json:"title"`
	Undertaking record.Undertaking `json:"undertaking"`
	Status      record.EventKind   `json:"status"`
	Gain        float64            `json:"market_access_gain"` // a share of the access before
	NewlyJoined int                `json:"pairs_newly_joined"`
	Quicker     int                `json:"pairs_quicker"`
	MeanSavingS *float64           `json:"mean_saving_s"`
}

// promisedBy gives the lines that the commitments of a view would bring.
func promisedBy(w *world.World, view *record.View, s Scenario) []service.Line {
	var ids []record.StatementID
	for _, c := range view.Visible {
		if c.Commitment != nil {
			ids = append(ids, c.ID)
		}
	}
	lines, _ := w.Promised(s.On, s.Known, ids...)
	return lines
}

// Sweep compares each commitment pending on the day by itself and ranks them by
// the share of market access it would add, the largest first. Once ctx is done it stops,
// with an error that wraps that of ctx.
func Sweep(ctx context.Context, q Question, s Scenario) ([]Ranked, error) {
	out := []Ranked{}
	var base *Base
	view := q.World.Record.Known(s.Known)
	for _, c := range view.Visible {
		if c.Commitment == nil {
			continue
		}
		st, ok := view.Standing(c, s.On)
		if !ok || !st.Status.Pending() {
			continue
		}
		s.Ifs = []string{string(c.ID)}
		sides, err := Resolve(q.World, s, nil)
		if err != nil {
			return nil, err
		}
		if base == nil {
			q.Before, q.After = sides.Before, sides.After
			if s.Rides {
				q.Further = promisedBy(q.World, view, s)
			}
			if base, err = NewBase(ctx, q); err != nil {
				return nil, err
			}
		}
		a, err := base.Compare(ctx, sides.After)
		if err != nil {
			return nil, fmt.Errorf("supposing %s: %w", c.ID, err)
		}
		r := Ranked{c.ID, c.Commitment.Title, c.Commitment.Undertaking, st.Status, 0, a.PairsNewlyJoined, a.PairsQuicker, a.MeanSavingS}
		if a.MarketAccess.Before > 0 {
			r.Gain = a.MarketAccess.After/a.MarketAccess.Before - 1
		}
		out = append(out, r)
	}
	slices.SortStableFunc(out, func(a, b Ranked) int {
		return cmp.Or(cmp.Compare(b.Gain, a.Gain), cmp.Compare(b.NewlyJoined, a.NewlyJoined), cmp.Compare(a.Commitment, b.Commitment))
	})
	return out, nil
}
