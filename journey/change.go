package journey

import (
	"slices"

	"waythrough/record"
	"waythrough/regime"
	"waythrough/world"
)

// A Change is the single pending commitment that, carried out, would open a better way:
// the quickest of those that would let the traveller pass where the direct way is blocked, or
// that would bring a service.
type Change struct {
	Commitment  record.StatementID `json:"commitment"`
	Title       string             `json:"title"`
	Undertaking record.Undertaking `json:"undertaking"`
	Status      record.EventKind   `json:"status"`
	Since       record.Date        `json:"since"`
	DaysPending int                `json:"days_pending"`
	DistanceM   int64              `json:"distance_m"` // of the way that it would open
	DurationS   int64              `json:"duration_s"`
	SavesS      *int64             `json:"saves_s"` // beside the quickest way there is; null: there is none
	Verdict     regime.Verdict     `json:"verdict"` // of that way, were it carried out
	// Assumed is what is supposed of the services that it would bring.
	Assumed []string `json:"assumed,omitempty"`
}

// change looks for the nearest single change.
func (p *Planner) change(q Query, s *search, a *Answer, law *world.Law) (*Change, error) {
	var best *Change
	earliest := never
	for _, it := range a.Itineraries {
		earliest = min(earliest, instant(it.DurationS)*1000)
	}
	quickest := earliest
	for _, c := range s.candidates(a.Direct, law) {
		q.Supposed = []record.StatementID{c.Commitment}
		then, err := p.search(s.watch, q, LawOf(p.supposing(q.Known, c.Commitment)))
		if err != nil {
			return nil, err
		}
		then.depart, then.query.Most = s.depart, 1
		ways := choose(then.ways(), 1)
		if s.watch.err != nil {
			return nil, s.watch.err
		}
		if len(ways) == 0 || ways[0].at-s.depart >= quickest {
			continue
		}
		it, err := then.itinerary(ways[0])
		if err != nil {
			return nil, err
		}
		quickest = ways[0].at - s.depart
		best = &Change{Commitment: c.Commitment, Title: c.Title, Undertaking: c.Undertaking, Status: c.Status, Since: c.Since,
			DaysPending: c.DaysPending, DistanceM: it.DistanceM, DurationS: it.DurationS, Verdict: it.Verdict}
		_, best.Assumed = p.w.Promised(p.day(q), q.Known, c.Commitment)
		if earliest < never {
			saves := int64(earliest)/1000 - it.DurationS
			best.SavesS = &saves
		}
	}
	return best, nil
}

// candidates lists the commitments that might open a better way: those that would let the
// traveller pass where the direct way is blocked and, where services are taken, those that
// would bring one.
func (s *search) candidates(direct *Direct, law *world.Law) []regime.Pending {
	var out []regime.Pending
	if direct != nil && len(direct.BlockedBy) > 0 {
		out = s.wouldHelp(direct.borders, law)
	}
	if !s.query.rides() {
		return out
	}
	day := s.startDay()
	v := law.On(day).View()
	for _, x := range v.Visible {
		known := func(o regime.Pending) bool { return o.Commitment == x.ID }
		if x.Commitment == nil || !bringsService(x.Commitment) || slices.ContainsFunc(out, known) {
			continue
		}
		st, ok := v.Standing(x, day)
		if !ok || !st.Status.Pending() {
			continue
		}
		if lines, _ := s.w.Promised(day, v.On, x.ID); len(lines) > 0 {
			out = append(out, regime.Pending{Commitment: x.ID, Title: x.Commitment.Title, Undertaking: x.Commitment.Undertaking,
				Status: st.Status, Since: st.Since, DaysPending: st.DaysPending})
		}
	}
	return out
}

func bringsService(c *record.Commitment) bool {
	return slices.ContainsFunc(slices.Concat(c.Would, c.Could), func(h record.Hypothetical) bool { return h.Service != nil })
}

// wouldHelp lists the commitments that would let the traveller pass one of some borders,
// each once.
func (s *search) wouldHelp(borders []passedBorder, law *world.Law) []regime.Pending {
	var out []regime.Pending
	for _, b := range borders {
		if cut(b.passage) {
			continue
		}
		for _, c := range law.On(b.passage.At.Day()).WouldHelp(b.passage, s.query.Traveller) {
			if !slices.ContainsFunc(out, func(o regime.Pending) bool { return o.Commitment == c.Commitment }) {
				out = append(out, c)
			}
		}
	}
	return out
}

// supposing gives the law were a commitment carried out.
func (p *Planner) supposing(known record.Day, c record.StatementID) *world.Law {
	p.mu.Lock()
	defer p.mu.Unlock()
	key := supposed{known, c}
	l := p.supposed[key]
	if l == nil {
		l = p.w.Supposing(known, c)
		p.supposed[key] = l
	}
	return l
}
