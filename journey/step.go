package journey

import (
	"fmt"
	"sort"

	"waythrough/record"
	"waythrough/regime"
	"waythrough/road"
	"waythrough/service"
)

// cross adds the labels beyond a gate that is reached at an instant: one for the
// first moment of each better verdict, while one may wait.
func (s *search) cross(l *label, g *gate, reach instant) {
	p := s.passage(g)
	if !s.passable(p) {
		return
	}
	ready := reach + s.wait(*g)
	s.openings(p, g.tail, ready, l, func(at instant, v regime.Verdict, day record.Day, rules Rules) {
		next := s.follow(l, g.head, at+s.pass(*g), step{reach: reach, gate: g, passes: at, verdict: v})
		if s.count(next, p, v) && s.enter(next, p, day, rules) {
			next.ways = extended(l.ways, s.token(s.gateToken(g)))
			s.push(next)
		}
	})
}

// passage is what law is asked about a gate.
func (s *search) passage(g *gate) regime.Passage {
	link := &s.w.Network.Links[g.link]
	mode := record.Road
	if s.query.By == ByFoot {
		mode = record.Foot
	}
	return regime.Passage{From: s.w.Area(g.tail), To: s.w.Area(g.head), Mode: mode, Crossing: record.CrossingID(link.Crossing)}
}

// passable reports whether the ground lets anybody pass.
func (s *search) passable(p regime.Passage) bool {
	return p.Crossing == "" || s.physical(p.Crossing, p.Mode)
}

func (s *search) gateToken(g *gate) string {
	link := &s.w.Network.Links[g.link]
	if link.Crossing == "" {
		return fmt.Sprintf("cut %d>%d", g.link, g.head)
	}
	return link.Crossing + ">" + string(s.w.Area(g.head))
}

// openings calls visit for the first moment from ready on at which the verdict is
// better than at any moment before, until it can't be better or the wait is over.
// Hours and days are those of the post that is left.
func (s *search) openings(p regime.Passage, post road.NodeID, ready instant, l *label, visit func(instant, regime.Verdict, record.Day, Rules)) {
	zone := s.w.Zone(post)
	local := ready.local(zone)
	best := regime.Refused
	try := func(at instant, m record.Minute, rules Rules) bool {
		p.At, p.Timed = m, true
		if v := s.judge(m.Day(), nil, l).Verdict(p); v > best {
			best = v
			visit(at, v, m.Day(), rules)
		}
		return best == regime.Permitted
	}
	rules := s.law.On(local.Day())
	if try(ready, local, rules) {
		return
	}
	for d := local.Day(); d.Start() <= local+record.DayMinutes; d++ {
		rules = s.law.On(d)
		for _, m := range append([]record.Minute{d.Start()}, rules.Breaks(p)...) {
			at := instantOf(m, zone)
			if m > local && at > ready && at <= ready+longestWait && try(at, m, rules) {
				return
			}
		}
	}
}

// count adds a border passed to a label. It is false if the verdict lets nobody
// pass here.
func (s *search) count(l *label, p regime.Passage, v regime.Verdict) bool {
	switch {
	case v == regime.Refused:
		return false
	case v == regime.Formality:
		l.papers++
	case v == regime.Unknown:
		if s.query.Unknown == RefuseUnknown {
			return false
		}
		if s.query.Unknown == ShowUnknown {
			l.doubt = 1
		}
	}
	// An unrecorded cut is open only inside a union of free movement.
	return p.Crossing != "" || p.Enters != "" || v == regime.Permitted
}

// board adds the labels at the calls that a line leads to from a stop reached at
// an instant: for each call the first run of each better verdict.
func (s *search) board(l *label, p *stop, reach instant) {
	line := &s.lines[p.line]
	offset := milliseconds(line.Calls[p.call].Leaves)
	ready := reach + milliseconds(line.Boarding)
	runs := s.departures(p.line)
	i := sort.Search(len(runs), func(i int) bool { return instant(runs[i].At.UnixMilli())+offset >= ready })
	s.alight(*p, func(call int, node road.NodeID) {
		best := regime.Refused
		for _, run := range runs[i:] {
			first := instant(run.At.UnixMilli())
			if best == regime.Permitted || first+offset > ready+longestService {
				return
			}
			st := step{reach: reach, stop: p, leaves: first + offset, first: first, sure: run.Sure, alight: call, verdict: regime.Permitted}
			next := s.follow(l, node, first+milliseconds(line.Calls[call].Arrives), st)
			if s.late(next) {
				return
			}
			if s.ride(next) && next.step.verdict > best {
				best = next.step.verdict
				next.boardings++
				next.hired = true
				next.used |= modesOf(line.Mode)
				next.ways = extended(l.ways, s.token(fmt.Sprintf("%s %v %d %d", line.Statement, line.Reversed, p.call, call)))
				s.push(next)
			}
		}
	})
}

// ride passes every border of a ride, and sets its verdict. It is false if one of
// them is refused.
func (s *search) ride(l *label) bool {
	line := &s.lines[l.step.stop.line]
	if !l.step.sure {
		if s.lawless || !s.count(l, regime.Passage{Enters: "any"}, regime.Unknown) {
			return false
		}
		l.step.verdict = regime.Unknown
	}
	for _, b := range s.borders(l.step) {
		if !s.passable(b.passage) {
			return false
		}
		v := s.judge(b.passage.At.Day(), line, l).Verdict(b.passage)
		if !s.count(l, b.passage, v) || !s.enter(l, b.passage, b.passage.At.Day(), s.law.On(b.passage.At.Day())) {
			return false
		}
		l.step.verdict = min(l.step.verdict, v)
	}
	return true
}

// A border that a ride passes: at a call, or between its ends (call 0).
type border struct {
	passage regime.Passage
	call    int
	at      instant
}

// borders lists the borders that a ride passes: those of the crossings called at,
// and one between its terminals where the crossings do not account for the area
// arrived in.
func (s *search) borders(st step) []border {
	line := &s.lines[st.stop.line]
	area := s.w.Area(st.stop.node)
	var out []border
	for k := st.stop.call + 1; k < st.alight; k++ {
		c := &line.Calls[k]
		to, ok := s.w.Beyond(c.Crossing, area)
		if c.Crossing == "" || !ok {
			continue
		}
		at := st.first + milliseconds(c.Arrives)
		out = append(out, border{regime.Passage{From: area, To: to, Mode: line.Mode, Crossing: c.Crossing,
			At: at.local(s.w.PostZone(c.Crossing, area)), Timed: true}, k, at})
		area = to
	}
	if end := s.endArea(line, st.alight); end != area {
		at := st.leaves
		out = append(out, border{regime.Passage{From: area, To: end, Mode: line.Mode,
			Leaves: line.Calls[st.stop.call].Terminal, Enters: line.Calls[st.alight].Terminal,
			At: at.local(s.w.Zone(st.stop.node)), Timed: true}, 0, at})
	}
	return out
}

func (s *search) endArea(line *service.Line, call int) record.AreaID {
	node, _ := s.w.Terminal(line.Calls[call].Terminal)
	return s.w.Area(node)
}
