package journey

import "waythrough/regime"

// direct finds the quickest way under no law and what stands in its way under the
// law of s. It is nil if there is no way at all.
func (p *Planner) direct(s *search) (*Direct, error) {
	free := &search{w: s.w, law: lawless{}, query: s.query, barriers: s.barriers, mode: s.mode, lawless: true, first: true, deadline: never,
		most: mostVisits, keep: 1, depart: s.depart, watch: s.watch}
	if err := p.place(free, s.free, &s.query.To); err != nil {
		return nil, err
	}
	found := free.run()
	if len(found) == 0 || s.watch.err != nil {
		return nil, s.watch.err
	}
	legs, passed, err := free.legs(found[0])
	if err != nil {
		return nil, err
	}
	d := &Direct{DurationS: int64(found[0].at-s.depart) / 1000, Legs: legs, BlockedBy: s.blockers(passed), borders: passed}
	for i := range d.Legs {
		d.DistanceM += d.Legs[i].DistanceM
		unjudged(&d.Legs[i])
	}
	return d, nil
}

// unjudged takes from a leg what no law says of it.
func unjudged(l *Leg) {
	l.Verdict, l.Judgement, l.Reasons, l.Aged = nil, nil, []regime.Reason{}, Aged{}
}

// blockers judges the borders of the direct way one by one, each for the whole
// day on which it is reached, with the entries made before it on that way.
func (s *search) blockers(borders []passedBorder) []Blocker {
	out := []Blocker{}
	so := label{hired: s.query.hired, visits: make([]uint8, len(s.ground.Areas))}
	for _, b := range borders {
		day := b.passage.At.Day()
		b.passage.Timed = false
		so.hired = so.hired || b.line != nil
		j := s.bench(day, b.line, &so)
		out = s.blocker(out, b, j.judge)
		clear(so.visits) // an entry that law may ask about counts however often the area was visited
		s.enter(&so, b.passage, day, j.rules)
	}
	return out
}

func (s *search) blocker(out []Blocker, border passedBorder, judge Judge) []Blocker {
	p := border.passage
	v := judge.Verdict(p)
	if v >= regime.Formality && (!cut(p) || v == regime.Permitted) {
		return out
	}
	j := judge.Judge(p)
	b := Blocker{Crossing: via(p), CrossingName: s.w.CrossingName(p.Crossing), From: p.From, To: p.To,
		Verdict: j.Verdict.String(), Reading: j.Reading, Reasons: []regime.Reason{}}
	if cut(p) {
		b.CrossingName, b.Verdict, b.Reading = border.at.Name, Unrecorded, Unrecorded
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
