package journey

import (
	"slices"

	"waythrough/record"
	"waythrough/regime"
	"waythrough/road"
	"waythrough/world"
)

// spread sets up a search to everywhere, for a settled query whose To says nothing. Without
// a target there is nothing to aim at: see bounds.
func (p *Planner) spread(w *watch, q Query, law Law) (*search, error) {
	s, ground, err := p.prepare(w, q, law)
	if err != nil {
		return nil, err
	}
	if err := p.place(s, ground, nil); err != nil {
		return nil, err
	}
	s.depart = instantOf(q.Depart, s.from[0].Spot.Zone)
	return s, nil
}

// everywhere settles labels in the order in which they are reached, and hands them on,
// until a deadline, or until enough says that nothing more is wanted of what is reached
// from an instant on.
func (s *search) everywhere(deadline instant, settled func(*label), enough func(now instant) bool) {
	s.begin()
	for len(s.queue) > 0 && !s.watch.over() {
		l := s.queue.pop().label
		if l.at > deadline || enough(l.at) {
			break
		}
		if s.dropped(l) {
			continue
		}
		s.keepLabel(l)
		if l.aside == 0 {
			settled(l)
		}
		s.expand(l)
	}
}

// verdict is the weakest on the way that led to a label.
func (l *label) verdict() regime.Verdict {
	v := regime.Permitted
	for x := l.lastUse(); x != nil; x = x.parent.lastUse() {
		v = min(v, x.step.verdict)
	}
	return v
}

// A Trip is the best way between two places in short. Lawful ways come before those that
// hang on an unknown; of each the quickest is taken.
type Trip struct {
	DurationS int64          `json:"duration_s"`
	DistanceM int64          `json:"distance_m"`
	Verdict   regime.Verdict `json:"verdict"`
}

// A destination is a target of a matrix on one ground.
type destination struct {
	ends []*world.End
	// best is the label from which it is reached soonest, by doubt, and when.
	best [2]struct {
		from *label
		end  *world.End
		at   instant
	}
}

// arrive sees whether a settled label reaches a destination sooner.
func (s *search) arrive(d *destination, l *label) {
	for _, end := range d.ends {
		if end.Cell != s.cell(l.entry) {
			continue
		}
		var takes road.Millis
		if i := int(l.entry) - s.origins; i < 0 {
			takes = s.toEnd(l.entry, end)
		} else {
			var err error
			if takes, err = s.ground.Between(s.from[i], end); err != nil {
				s.watch.fail(err)
			}
		}
		b := &d.best[l.doubt]
		if at := l.at.plus(takes); at < never && (b.from == nil || at < b.at) {
			b.from, b.end, b.at = l, end, at
		}
	}
}

func (s *search) cell(e world.Entry) int {
	_, c := s.out(e)
	return c
}

// trip tells a destination reached; nil if it is not.
func (s *search) trip(d *destination) (*Trip, error) {
	b := d.best[0]
	if b.from == nil {
		b = d.best[1]
	}
	if b.from == nil {
		return nil, nil
	}
	s.to = []*world.End{b.end}
	end := s.follow(b.from, arrived, b.at, step{kind: ended, reach: b.at})
	legs, _, err := s.legsOf(end, true)
	if err != nil {
		return nil, err
	}
	t := &Trip{DurationS: int64(b.at-s.depart) / 1000, Verdict: end.verdict()}
	for i := range legs {
		t.DistanceM += legs[i].DistanceM
	}
	return t, nil
}

// settleFor readies a query that begins at a place for a search to everywhere.
func (p *Planner) settleFor(q Query, from world.Place) (Query, Law, error) {
	q.From, q.To = from, from
	q, notes, err := q.settle(p.w)
	if err != nil {
		return q, nil, err
	}
	law := LawOf(p.Law(q.Known))
	if n := q.setOut(p.w, law); n != "" {
		notes = append(notes, n)
	}
	q.notes = slices.Compact(notes)
	return q, law, nil
}

// noSchedule is that of a ground on which no service runs.
func noSchedule(g *world.Ground) schedule {
	return schedule{stops: make([][]stop, len(g.Stations)), arriving: make([][]boarding, len(g.Stations)), footway: make([]instant, len(g.Stations)), flown: make([]bool, len(g.Stations))}
}

// number numbers the areas of a search's ground.
func (s *search) number() {
	s.areas = make(map[record.AreaID]int, len(s.ground.Areas))
	for i, a := range s.ground.Areas {
		s.areas[a] = i
	}
	s.clocks = newClocks()
}

// begin queues the labels at the beginnings of the journey.
func (s *search) begin() {
	for i, f := range s.from {
		l := &label{entry: world.Entry(s.origins + i), at: s.depart, hired: s.query.hired, visits: make([]uint8, len(s.ground.Areas))}
		if a, ok := s.areas[f.Spot.Area]; ok {
			l.visits[a] = 1
		}
		s.push(l)
	}
}

// soonest gives for each entry the soonest label of a kind, and starts for a spread of it.
func (s *search) soonest(labels []*label, kind func(*label) bool) []world.Start {
	first := map[world.Entry]instant{}
	var order []world.Entry
	for _, l := range labels {
		if !kind(l) {
			continue
		}
		if old, ok := first[l.entry]; !ok || l.at < old {
			if !ok {
				order = append(order, l.entry)
			}
			first[l.entry] = l.at
		}
	}
	slices.Sort(order)
	var out []world.Start
	for _, e := range order {
		out = append(out, world.Start{From: s.stand(e), After: road.Millis(first[e] - s.depart)})
	}
	return out
}
