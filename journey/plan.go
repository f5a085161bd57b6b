package journey

import (
	"fmt"
	"slices"
	"sync"

	"waythrough/record"
	"waythrough/regime"
	"waythrough/world"
)

// A Planner answers queries over one world. It keeps the road trees and the laws
// it has needed, and may be shared.
type Planner struct {
	w *world.World

	mu    sync.Mutex
	roads map[string]*roads
	laws  map[record.Day]*world.Law
}

// New makes a planner for a world.
func New(w *world.World) *Planner {
	return &Planner{w: w, roads: map[string]*roads{}, laws: map[record.Day]*world.Law{}}
}

// Plan answers a query under the law of the world's record. The error says what in
// the query can't be read; that there is no lawful way is an answer.
func (p *Planner) Plan(q Query) (*Answer, error) {
	law := p.law(q.Known)
	a, err := p.PlanUnder(q, LawOf(law))
	if err != nil {
		return nil, err
	}
	g := law.On(p.day(q))
	a.advise(p.w, q, g)
	a.Notice = g.Notice(p.w.Area(q.To.Nodes[0]))
	return a, nil
}

// PlanUnder answers a query under another law, without advisories and notice.
func (p *Planner) PlanUnder(q Query, law Law) (*Answer, error) {
	q, notes, err := q.settle(p.w)
	if err != nil {
		return nil, err
	}
	if n := q.setOut(p.w, law); n != "" {
		notes = append(notes, n)
	}
	s := p.search(q, law)
	s.depart = instantOf(q.Depart, p.w.Zone(q.From.Nodes[0]))
	deadline := never
	if q.ArriveBy != 0 {
		deadline = instantOf(q.ArriveBy, p.w.Zone(q.To.Nodes[0]))
		var ok bool
		if s.depart, ok = s.latest(deadline); !ok { // no way at all; direct still is worth telling
			s.depart = deadline - day
			notes = append(notes, fmt.Sprintf("No lawful way that arrives by %s was found, however early the departure; shown is the direct way of the day before.", clock(deadline, p.w.Zone(q.To.Nodes[0]))))
		}
	}
	a := &Answer{Question: s.question(), Traveller: q.Traveller, Itineraries: []Itinerary{}, Notes: notes, Advisories: []regime.AdvisoryRef{}}
	for _, l := range choose(s.ways()) {
		if l.at <= deadline {
			a.Itineraries = append(a.Itineraries, s.itinerary(l))
		}
	}
	a.Direct = s.direct()
	return a, nil
}

// day is the local day of the query at its origin or, to arrive by, its end.
func (p *Planner) day(q Query) record.Day {
	if q.ArriveBy != 0 {
		return q.ArriveBy.Day()
	}
	return q.Depart.Day()
}

func (p *Planner) law(known record.Day) *world.Law {
	p.mu.Lock()
	defer p.mu.Unlock()
	l := p.laws[known]
	if l == nil {
		l = p.w.Law(known)
		p.laws[known] = l
	}
	return l
}

// search sets up a search for a settled query; its departure is still to be set.
func (p *Planner) search(q Query, law Law) *search {
	p.mu.Lock()
	r := p.roads[q.By]
	if r == nil {
		r = newRoads(p.w, q.By)
		p.roads[q.By] = r
	}
	p.mu.Unlock()
	s := &search{law: law, query: q, most: mostVisits, keep: alternatives, from: q.From.Nodes, targets: q.To.Nodes,
		physical: p.w.Physical(p.day(q), q.Known)}
	s.overlay = newOverlay(p.w, r, nil)
	if q.By == ByAny {
		s.overlay = newOverlay(p.w, r, p.w.Lines(q.Known))
	}
	return s
}

// latest finds the latest departure, to the minute, from which a lawful way arrives
// by the deadline, or if there is none, a way that hangs on an unknown. It doubles the time allowed until there is one and then halves the
// doubt; where a later departure succeeds and an earlier one fails, as with a post
// that opens one day only, it may find an earlier one than the latest.
func (s *search) latest(deadline instant) (instant, bool) {
	if s.query.Unknown == ShowUnknown {
		if depart, ok := s.latestWith(deadline, RefuseUnknown); ok {
			return depart, true
		}
	}
	return s.latestWith(deadline, s.query.Unknown)
}

func (s *search) latestWith(deadline instant, unknown string) (instant, bool) {
	arrives := func(depart instant) bool {
		try := s.again()
		try.query.Unknown = unknown
		try.first, try.plain, try.keep, try.depart = true, true, 1, depart
		found := try.run()
		return len(found) > 0 && found[0].at <= deadline
	}
	late, early := deadline, deadline-3*hour
	for !arrives(early) {
		late = early
		early = deadline - 2*(deadline-early)
		if early < deadline-longestJourney {
			return 0, false
		}
	}
	for late-early > minute {
		middle := (early + (late-early)/2) / minute * minute
		if middle <= early {
			break
		}
		if arrives(middle) {
			early = middle
		} else {
			late = middle
		}
	}
	return early, true
}

// question gives the question as it was understood.
func (s *search) question() Asked {
	q, from := s.query, s.query.From.Nodes[0]
	return Asked{From: s.point(from), To: s.point(q.To.Nodes[0]), Departs: clock(s.depart, s.w.Zone(from)), By: q.By,
		Unknown: q.Unknown, Known: q.Known}
}

// advise gives each way the advisories about the areas and crossings on it, and the
// answer all of them, those of earlier ways first. Where there is no way, they are
// those about its two ends.
func (a *Answer) advise(w *world.World, q Query, g *regime.Regime) {
	add := func(list []regime.AdvisoryRef) []record.StatementID {
		ids := []record.StatementID{}
		for _, v := range list {
			ids = append(ids, v.Statement)
			if !slices.ContainsFunc(a.Advisories, func(o regime.AdvisoryRef) bool { return o.Statement == v.Statement }) {
				a.Advisories = append(a.Advisories, v)
			}
		}
		return ids
	}
	ends := []record.AreaID{w.Area(q.From.Nodes[0]), w.Area(q.To.Nodes[0])}
	for i := range a.Itineraries {
		areas, crossings := slices.Clone(ends), []record.CrossingID{}
		for _, l := range a.Itineraries[i].Legs {
			areas = append(areas, l.To.Area)
			if l.Kind == Border {
				crossings = append(crossings, record.CrossingID(l.Crossing))
			}
		}
		a.Itineraries[i].Advisories = add(g.Advisories(areas, crossings))
	}
	if len(a.Itineraries) == 0 {
		add(g.Advisories(ends, nil))
	}
}
