package journey

import (
	"slices"

	"waythrough/record"
	"waythrough/regime"
	"waythrough/world"
)

// A Change is the single pending commitment that, carried out, would open a better way:
// the quickest of those that would let the traveller pass where the direct way is blocked.
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
}

// change looks for the nearest single change. Services that a commitment would bring are
// not counted.
func (p *Planner) change(q Query, s *search, a *Answer, law *world.Law) (*Change, error) {
	if a.Direct == nil || len(a.Direct.BlockedBy) == 0 {
		return nil, nil
	}
	var best *Change
	earliest := never
	for _, it := range a.Itineraries {
		earliest = min(earliest, instant(it.DurationS)*1000)
	}
	quickest := earliest
	for _, c := range s.wouldHelp(a.Direct.borders, law) {
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
		if earliest < never {
			saves := int64(earliest)/1000 - it.DurationS
			best.SavesS = &saves
		}
	}
	return best, nil
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
