package journey

import (
	"waythrough/record"
	"waythrough/regime"
)

// enter counts a visit to an area and what the law may later ask about it. It is
// false if the area was visited too often.
func (s *search) enter(l *label, p regime.Passage, on record.Day, rules Rules) bool {
	i, ok := s.areas[p.To]
	return s.enterArea(l, p, i, ok, on, rules)
}

// enterArea is enter where the place of the area among the ground's is known.
func (s *search) enterArea(l *label, p regime.Passage, i int, ok bool, on record.Day, rules Rules) bool {
	if ok && !s.uncounted {
		if l.visits[i] >= s.most {
			return false
		}
		l.visits = s.labels.visitsOf(l.visits)
		l.visits[i]++
		l.tired = l.tired || l.visits[i]+1 >= s.most
	}
	if !s.asked(p.To, i, ok, on, rules) {
		return true
	}
	n := s.past().After(l.history, regime.Entered{Area: p.To, Via: via(p), From: p.From, On: on, OnWay: true})
	if s.uncounted && n != l.history {
		s.recount = true
		return false
	}
	l.history = n
	return true
}

// telling is law that says what it asks about entries.
type telling interface {
	regime(day record.Day) *regime.Regime
}

func (r regimes) regime(day record.Day) *regime.Regime { return r.law.On(day) }

// past gives the histories that law can tell apart: for a law that does not say what it
// asks, all of them.
func (s *search) past() *regime.Histories {
	if s.histories == nil {
		var laws []*regime.Regime
		if l, ok := s.law.(telling); ok {
			laws = append(laws, l.regime(s.startDay()))
		}
		s.histories = regime.NewHistories(&s.query.Traveller, int(longestJourney/day), laws...)
	}
	return s.histories
}

// asked reports whether some rule asks about earlier entries into an area: of the
// day of departure, or of the day of the entry.
func (s *search) asked(area record.AreaID, index int, indexed bool, on record.Day, rules Rules) bool {
	if !indexed {
		return s.asks(area, on, rules)
	}
	key := [2]record.Day{s.startDay(), on}
	list := s.asking[key]
	if list == nil {
		list = make([]bool, len(s.ground.Areas))
		for i, a := range s.ground.Areas {
			list[i] = s.asks(a, on, rules)
		}
		s.asking[key] = list
	}
	return list[index]
}

func (s *search) startDay() record.Day { return s.clocks.local(s.depart, s.from[0].Spot.Zone).Day() }

func (s *search) asks(area record.AreaID, on record.Day, rules Rules) bool {
	start := s.startDay()
	for _, r := range []Rules{s.law.On(start), rules} {
		for _, named := range r.HistoryAreas() {
			if s.w.Record.Means(named, area, start) {
				return true
			}
		}
	}
	return false
}

// via names the crossing or terminal by which a passage enters.
func via(p regime.Passage) string {
	if p.Crossing != "" {
		return string(p.Crossing)
	}
	return string(p.Enters)
}
