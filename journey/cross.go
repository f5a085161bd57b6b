package journey

import (
	"time"

	"waythrough/record"
	"waythrough/regime"
	"waythrough/world"
)

// cross adds the labels beyond a gate that is reached at an instant: one for the
// first moment of each better verdict, while one may wait.
func (s *search) cross(l *label, gate int32, reach instant) {
	g := &s.ground.Gates[gate]
	ready, entry := reach+instant(g.Wait), world.Entry(gate)
	at := ready + instant(g.Pass)
	if s.cells != nil && !s.cells[g.Enters] {
		return
	}
	if s.plain && s.later(l, entry, at) || s.turnsBack(l, g) || s.tooLate(s.endsAfter(entry, at), l.doubt, l.formal(), l.used) {
		return
	}
	p := s.passage(gate)
	if !s.passable(p) {
		return
	}
	s.openings(gate, g.Near.Zone, ready, l, func(at instant, m record.Minute, v regime.Verdict, b *bench) {
		next := s.follow(l, entry, at+instant(g.Pass), step{kind: passed, reach: reach, gate: gate, passes: at, verdict: v})
		if s.count(next, p, v) && s.enterArea(next, p, g.Into, true, m.Day(), b.rules) {
			s.pass(next, gate)
			s.push(next)
		}
	})
}

// later reports, of a plain search and before any law is asked, that an entry is reached no
// sooner than by a label that is queued for it. Where entering makes history, it can't tell.
func (s *search) later(l *label, e world.Entry, at instant) bool {
	o := s.best[e]
	return o != nil && o.at <= at && o.used&^l.used == 0 && o.hired == l.hired && o.history == l.history && !o.tired && l.history == 0 && (s.histories == nil || s.histories.Len() == 1)
}

// turnsBack reports whether a gate leads back over the crossing just passed, where passing
// it made history: nobody turns back at a post, though now and then a stamp could be got
// by it. Without history it never pays, and a road may weave along the line.
func (s *search) turnsBack(l *label, g *world.Gate) bool {
	if l.step.kind != passed || g.Crossing == "" || l.history == l.parent.history {
		return false
	}
	last := &s.ground.Gates[l.step.gate]
	return last.Crossing == g.Crossing && last.From == g.To
}

// passage is what law is asked about a gate.
func (s *search) passage(gate int32) regime.Passage {
	g := &s.ground.Gates[gate]
	return regime.Passage{From: g.From, To: g.To, Mode: s.mode, Crossing: g.Crossing}
}

// passable reports whether the ground lets anybody pass.
func (s *search) passable(p regime.Passage) bool {
	return p.Crossing == "" || !s.barriers.Bar(p.Crossing, p.Mode)
}

func (s *search) gateToken(gate int32) tokenKey {
	g := &s.ground.Gates[gate]
	if g.Crossing == "" {
		return tokenKey{gate: gate + 1}
	}
	return tokenKey{crossing: g.Crossing, to: g.To}
}

// openings calls visit for the first moment from ready on at which the verdict is
// better than at any moment before, until it can't be better or the wait is over.
// Days are those of the post that is left; hours those of whoever imposes them.
func (s *search) openings(gate int32, zone *time.Location, ready instant, l *label, visit func(instant, record.Minute, regime.Verdict, *bench)) {
	local := s.clocks.local(ready, zone)
	best, p := regime.Refused, s.passage(gate)
	for d := local.Day(); d.Start() <= local+record.DayMinutes; d++ {
		b := s.bench(d, nil, l)
		spans := b.at(s, gate, d)
		for i, span := range spans {
			if span.from <= local && i+1 < len(spans) && spans[i+1].from <= local || s.worth(p, span.verdict) <= best {
				continue
			}
			at, m := ready, local
			if span.from > local {
				if m, at = span.from, instantOf(span.from, zone); at <= ready || at > ready+longestWait {
					continue
				}
			}
			best = s.worth(p, span.verdict)
			if visit(at, m, span.verdict, b); best == regime.Permitted {
				return
			}
		}
	}
}

// worth is a verdict as it counts beside others: taken like a lawful passage, an unknown
// one is as good.
func (s *search) worth(p regime.Passage, v regime.Verdict) regime.Verdict {
	if v == regime.Unknown && s.query.Unknown == PermitUnknown && !cut(p) {
		return regime.Permitted
	}
	return v
}

// cut reports whether a border is passed where no crossing is recorded: that is open only
// inside a union of free movement.
func cut(p regime.Passage) bool { return p.Crossing == "" && p.Enters == "" }

// count adds a border passed to a label. It is false if the verdict lets nobody
// pass here.
func (s *search) count(l *label, p regime.Passage, v regime.Verdict) bool {
	switch {
	case v == regime.Refused:
		return false
	case v == regime.Formality:
		l.papers++
		if s.class == freely {
			return false
		}
	case v == regime.Unknown:
		if s.query.Unknown == RefuseUnknown || s.query.Unknown == ShowUnknown && s.class != anyWay {
			return false
		}
		if s.query.Unknown == ShowUnknown {
			l.doubt = 1
		}
	}
	return !cut(p) || v == regime.Permitted
}
