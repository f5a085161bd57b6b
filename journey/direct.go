package journey

import (
	"waythrough/record"
	"waythrough/regime"
)

// direct finds the quickest way under no law and what stands in its way under the
// law of s. It is nil if there is no way at all.
func (s *search) direct() *Direct {
	free := s.again()
	free.law, free.lawless, free.first, free.keep = lawless{}, true, true, 1
	found := free.run()
	if len(found) == 0 {
		return nil
	}
	end := found[0]
	d := &Direct{DurationS: int64(end.at-s.depart) / 1000, Legs: free.legs(end), BlockedBy: s.blockers(end)}
	for i := range d.Legs {
		d.DistanceM += d.Legs[i].DistanceM
		unjudged(&d.Legs[i])
	}
	return d
}

// unjudged takes from a leg what no law says of it.
func unjudged(l *Leg) {
	l.Verdict, l.Judgement, l.Reasons, l.Aged = nil, nil, []regime.Reason{}, Aged{}
}

// blockers judges the borders of the direct way one by one, each for the whole
// day on which it is reached, with the entries made before it on that way.
func (s *search) blockers(end *label) []Blocker {
	var chain []*label
	for l := end; l.parent != nil; l = l.parent {
		chain = append([]*label{l}, chain...)
	}
	out := []Blocker{}
	so := label{hired: s.query.hired, visits: make([]uint8, len(s.areas))}
	for _, l := range chain {
		switch {
		case l.step.gate != nil:
			p := s.passage(l.step.gate)
			day := l.step.passes.local(s.w.Zone(l.step.gate.tail)).Day()
			out = s.blocker(out, p, s.judge(day, nil, &so))
			s.remember(&so, p, day)
		case l.step.stop != nil:
			line := &s.lines[l.step.stop.line]
			for _, b := range s.borders(l.step) {
				day := b.passage.At.Day()
				b.passage.Timed = false
				out = s.blocker(out, b.passage, s.judge(day, line, &so))
				s.remember(&so, b.passage, day)
			}
			so.hired = true
		}
	}
	return out
}

// remember adds an entry that law may ask about, however often the area was
// visited.
func (s *search) remember(l *label, p regime.Passage, day record.Day) {
	clear(l.visits)
	s.enter(l, p, day, s.law.On(day))
}

func (s *search) blocker(out []Blocker, p regime.Passage, judge Judge) []Blocker {
	v := judge.Verdict(p)
	cut := p.Crossing == "" && p.Enters == ""
	if v >= regime.Formality && (!cut || v == regime.Permitted) {
		return out
	}
	j := judge.Judge(p)
	b := Blocker{Crossing: via(p), CrossingName: s.w.CrossingName(p.Crossing), From: p.From, To: p.To,
		Verdict: j.Verdict.String(), Reading: j.Reading, Reasons: []regime.Reason{}}
	if cut {
		b.Verdict, b.Reading = Unrecorded, Unrecorded
		return append(out, b)
	}
	b.DependsOn = j.DependsOn
	for _, r := range j.Reasons {
		if r.Decides {
			b.Reasons = append(b.Reasons, r)
		}
	}
	return append(out, b)
}
