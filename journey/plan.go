package journey

import (
	"cmp"
	"fmt"
	"slices"
	"sync"

	"waythrough/record"
	"waythrough/regime"
	"waythrough/world"
)

// A Planner answers queries over one world. It keeps the laws it has needed, and may be
// shared.
type Planner struct {
	w *world.World

	mu   sync.Mutex
	laws map[record.Day]*world.Law
	runs map[timetableKey]timetable

	supposed map[supposed]*world.Law
}

// supposed names a law in which a commitment is carried out.
type supposed struct {
	known      record.Day
	commitment record.StatementID
}

type timetableKey struct {
	ground *world.Ground
	known  record.Day
}

// New makes a planner for a world.
func New(w *world.World) *Planner {
	return &Planner{w: w, laws: map[record.Day]*world.Law{}, runs: map[timetableKey]timetable{}, supposed: map[supposed]*world.Law{}}
}

// Plan answers a query under the law of the world's record. The error says what in
// the query can't be read; that there is no lawful way is an answer.
func (p *Planner) Plan(q Query) (*Answer, error) {
	law := p.law(q.Known)
	a, s, err := p.plan(q, LawOf(law))
	if err != nil {
		return nil, err
	}
	if !q.Plain {
		if a.NearestChange, err = p.change(s.query, s, a, law); err != nil {
			return nil, err
		}
	}
	g := law.On(p.day(q))
	a.advise(q, g)
	a.Notice = g.Notice(q.To.Spots[0].Area)
	return a, nil
}

// PlanUnder answers a query under another law, without advisories, notice and change.
func (p *Planner) PlanUnder(q Query, law Law) (*Answer, error) {
	a, _, err := p.plan(q, law)
	return a, err
}

func (p *Planner) plan(q Query, law Law) (*Answer, *search, error) {
	q, notes, err := q.settle(p.w)
	if err != nil {
		return nil, nil, err
	}
	if same(q.From, q.To) {
		return nil, nil, fmt.Errorf("%s and %s are one place; a journey needs two", q.From.Spots[0].Name, q.To.Spots[0].Name)
	}
	if n := q.setOut(p.w, law); n != "" {
		notes = append(notes, n)
	}
	s, err := p.search(q, law)
	if err != nil {
		return nil, nil, err
	}
	s.depart = instantOf(q.Depart, s.from[0].Spot.Zone)
	deadline := never
	if q.ArriveBy != 0 {
		deadline = instantOf(q.ArriveBy, s.to[0].Spot.Zone)
		var ok bool
		if s.depart, ok = s.latest(deadline); !ok { // no way at all; direct still is worth telling
			s.depart = deadline - day
			notes = append(notes, fmt.Sprintf("No lawful way that arrives by %s was found, however early the departure; shown is the direct way of the day before.", clock(deadline, s.to[0].Spot.Zone)))
		}
	}
	a := &Answer{Question: s.question(), Traveller: q.Traveller, Itineraries: []Itinerary{}, Notes: notes, Advisories: []regime.AdvisoryRef{}}
	for _, l := range choose(s.ways(), q.Most) {
		if l.at > deadline {
			continue
		}
		it, err := s.itinerary(l)
		if err != nil {
			return nil, nil, err
		}
		a.Itineraries = append(a.Itineraries, it)
	}
	a.Direct, err = p.direct(s)
	return a, s, err
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
func (p *Planner) search(q Query, law Law) (*search, error) {
	v := q.vehicle()
	s := &search{w: p.w, law: law, query: q, mode: v.Mode(), most: mostVisits, keep: alternatives, effort: mostEffort,
		barriers: p.w.Barriers(p.day(q), q.Known)}
	ground, err := p.w.Ground(v, s.open(p.day(q)))
	if err != nil {
		return nil, err
	}
	return s, p.place(s, ground)
}

// place puts a search on a ground.
func (p *Planner) place(s *search, ground *world.Ground) error {
	s.ground, s.timetable = ground, noTimetable(ground)
	if s.query.By == ByAny {
		s.timetable = p.timetable(ground, s.query.Known)
	}
	var err error
	if s.from, err = ends(ground, s.query.From); err != nil {
		return fmt.Errorf("from %s: %w", s.query.From.Spots[0].Name, err)
	}
	if s.to, err = ends(ground, s.query.To); err != nil {
		return fmt.Errorf("to %s: %w", s.query.To.Spots[0].Name, err)
	}
	return s.start()
}

// ends finds the spots of a place on a ground; those that no road is near to are left
// out unless all are.
func ends(g *world.Ground, place world.Place) ([]*world.End, error) {
	var out []*world.End
	var first error
	for _, spot := range place.Spots {
		e, err := g.End(spot)
		if err != nil {
			first = cmp.Or(first, err)
			continue
		}
		out = append(out, e)
	}
	if len(out) == 0 {
		return nil, first
	}
	return out, nil
}

// timetable gives the lines known on a day, on a ground.
func (p *Planner) timetable(g *world.Ground, known record.Day) timetable {
	p.mu.Lock()
	defer p.mu.Unlock()
	key := timetableKey{g, known}
	t, ok := p.runs[key]
	if !ok {
		t = newTimetable(p.w, g, p.w.Lines(known))
		p.runs[key] = t
	}
	return t
}

// open lists the pairs of areas between which this traveller may pass anywhere, both
// ways, all day.
func (s *search) open(on record.Day) world.Openings {
	var out world.Openings
	var judge Judge
	for _, pair := range s.w.CutPairs() {
		if judge == nil {
			judge = s.law.On(on).For(s.query.Traveller)
		}
		there := regime.Passage{From: pair[0], To: pair[1], Mode: s.mode}
		back := regime.Passage{From: pair[1], To: pair[0], Mode: s.mode}
		if judge.Verdict(there) == regime.Permitted && judge.Verdict(back) == regime.Permitted {
			out = append(out, pair)
		}
	}
	return out
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
	q := s.query
	return Asked{From: point(s.from[0].Spot), To: point(s.to[0].Spot), Departs: clock(s.depart, s.from[0].Spot.Zone), By: q.By,
		Unknown: q.Unknown, Known: q.Known}
}

// advise gives each way the advisories about the areas and crossings on it, and the
// answer all of them, those of earlier ways first. Where there is no way, they are
// those about its two ends.
func (a *Answer) advise(q Query, g *regime.Regime) {
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
	ends := []record.AreaID{q.From.Spots[0].Area, q.To.Spots[0].Area}
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
