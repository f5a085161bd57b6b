package journey

import (
	"fmt"
	"slices"

	"waythrough/record"
	"waythrough/regime"
	"waythrough/world"
)

// open gives what search.open does, and remembers it for travellers who ask again.
func (p *Planner) open(s *search) (open, gated world.Openings) {
	if !s.query.remembered || len(s.query.gated) > 0 {
		return s.open(p.day(s.query))
	}
	key := openKey{fmt.Sprintf("%+v", s.query.Traveller), p.day(s.query), s.query.Known, s.mode}
	p.mu.Lock()
	known, ok := p.opened[key]
	p.mu.Unlock()
	if !ok {
		known[0], known[1] = s.open(p.day(s.query))
		p.mu.Lock()
		defer p.mu.Unlock()
		if len(p.opened) >= mostLearnt {
			clear(p.opened)
		}
		p.opened[key] = known
	}
	return known[0], known[1]
}

type openKey struct {
	traveller string
	on, known record.Day
	mode      record.Mode
}

// open lists the pairs of areas between which this traveller may pass anywhere, both ways, on
// the day of departure and the next, or on all days of a journey whose end is known: there
// roads are open. Gated are those between which they may pass in some direction on some of
// these days, or where a law asks who entered either area: there law is asked at each cut.
func (s *search) open(on record.Day) (open, gated world.Openings) {
	pairs := s.w.CutPairs()
	if len(pairs) == 0 {
		return nil, nil
	}
	days := 2
	if end := s.query.until; end > on+1 && !s.law.Steady(on, end) {
		days = int(end-on) + 1
	}
	judges, rules := make([]Judge, days), make([]Rules, days)
	for d := range judges {
		rules[d] = s.law.On(on + record.Day(d))
		judges[d] = rules[d].For(s.query.Traveller)
	}
	for _, pair := range pairs {
		n := 0
		for _, j := range judges {
			for _, way := range [][2]record.AreaID{pair, {pair[1], pair[0]}} {
				if j.Verdict(regime.Passage{From: way[0], To: way[1], Mode: s.mode}) == regime.Permitted {
					n++
				}
			}
		}
		switch {
		case n == 0:
		case n < 2*days || slices.Contains(s.query.gated, pair) || s.asksAbout(pair, on, rules):
			gated = append(gated, pair)
		default:
			open = append(open, pair)
		}
	}
	return open, gated
}

// asksAbout reports whether some rule asks about entries into one of two areas.
func (s *search) asksAbout(pair [2]record.AreaID, on record.Day, rules []Rules) bool {
	for _, r := range rules {
		for _, asked := range r.HistoryAreas() {
			if slices.ContainsFunc(pair[:], func(a record.AreaID) bool { return s.w.Record.Means(asked, a, on) }) {
				return true
			}
		}
	}
	return false
}
