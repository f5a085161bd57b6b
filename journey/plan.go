package journey

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"sync"

	"waythrough/record"
	"waythrough/regime"
	"waythrough/service/timetable"
	"waythrough/world"
)

// A Planner answers queries over one world. It keeps the laws it has needed, and may be
// shared.
type Planner struct {
	w *world.World

	mu   sync.Mutex
	laws map[record.Day]*world.Law
	runs map[scheduleKey]schedule

	supposed  map[supposed]*world.Law
	learnt    map[learntKey][]*learnt
	opened    map[openKey][2]world.Openings
	searchers *sync.Pool // of the timetable
}

// supposed names a law in which a commitment is carried out.
type supposed struct {
	known      record.Day
	commitment record.StatementID
}

type scheduleKey struct {
	ground *world.Ground
	known  record.Day
}

// New makes a planner for a world.
func New(w *world.World) *Planner {
	return &Planner{w: w, laws: map[record.Day]*world.Law{}, runs: map[scheduleKey]schedule{}, supposed: map[supposed]*world.Law{},
		learnt: map[learntKey][]*learnt{}, opened: map[openKey][2]world.Openings{},
		searchers: &sync.Pool{New: func() any { return timetable.NewSearcher(w.Domestic()) }}}
}

// Plan answers a query under the law of the world's record. The error says what in the query
// can't be read, or is that of ctx, with which it ends; that there is no lawful way is an
// answer.
func (p *Planner) Plan(ctx context.Context, q Query) (*Answer, error) {
	law := p.Law(q.Known)
	if q.remembered = len(q.Supposed) == 0; !q.remembered {
		law = p.w.Supposing(q.Known, q.Supposed...)
	}
	a, s, err := p.plan(ctx, q, LawOf(law))
	if err != nil {
		return nil, err
	}
	if !q.ItinerariesOnly && len(q.Supposed) == 0 {
		s.query.remembered = false // another law
		if a.NearestChange, err = p.change(s.query, s, a, law); err != nil {
			return nil, err
		}
	}
	g := law.On(p.day(q))
	a.advise(q, g)
	a.Notice = g.Notice(q.To.Spots[0].Area)
	return a, nil
}

func (p *Planner) plan(ctx context.Context, q Query, law Law) (*Answer, *search, error) {
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
	return p.planSettled(newWatch(ctx), q, law, notes)
}

// planSettled answers a query whose defaults are filled in.
func (p *Planner) planSettled(w *watch, q Query, law Law, notes []string) (*Answer, *search, error) {
	s, err := p.search(w, q, law)
	if err != nil {
		return nil, nil, err
	}
	if q.remembered {
		defer p.giveBack(s)
	}
	s.depart = instantOf(q.Depart, s.from[0].Spot.Zone)
	if q.ArriveBy != 0 {
		s.deadline = instantOf(q.ArriveBy, s.to[0].Spot.Zone)
		var ok bool
		if s.depart, ok = s.latest(); w.err != nil {
			return nil, nil, w.err
		} else if !ok { // no way at all; direct still is worth telling
			s.depart = s.deadline - day
			notes = append(notes, fmt.Sprintf("No lawful way that arrives by %s was found, however early the departure; shown is the direct way of the day before.", clock(s.deadline, s.to[0].Spot.Zone)))
		}
	}
	a, err := s.answer(q, notes)
	if err != nil {
		return nil, nil, err
	}
	if len(s.passedShut) > 0 {
		// Free movement ended on the way: those cuts are judged one by one.
		q.gated = append(slices.Clip(q.gated), s.passedShut...)
		return p.planSettled(w, q, law, notes)
	}
	if !q.ItinerariesOnly {
		a.Direct, err = p.direct(s)
	}
	return a, s, err
}

// answer finds the itineraries and tells them.
func (s *search) answer(q Query, notes []string) (*Answer, error) {
	a := &Answer{Question: s.question(), Traveller: q.Traveller, Itineraries: []Itinerary{}, Notes: notes, Advisories: []regime.AdvisoryRef{}}
	for _, l := range choose(s.ways(), q.Most) {
		it, err := s.itinerary(l)
		if err != nil {
			return nil, err
		}
		a.Itineraries = append(a.Itineraries, it)
	}
	return a, s.watch.look()
}

// day is the local day of the query at its origin or, to arrive by, its end.
func (p *Planner) day(q Query) record.Day {
	if q.ArriveBy != 0 {
		return q.ArriveBy.Day()
	}
	return q.Depart.Day()
}

// Law gives the law of the world's record as known on a day, which is kept.
func (p *Planner) Law(known record.Day) *world.Law {
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
func (p *Planner) search(w *watch, q Query, law Law) (*search, error) {
	s, ground, err := p.prepare(w, q, law)
	if err != nil {
		return nil, err
	}
	s.keep, s.effort = alternatives, mostEffort
	if s.free, err = p.w.Free(q.vehicle(), s.barriers, nil, true); err != nil {
		return nil, err
	}
	if q.remembered {
		p.borrow(s, ground)
	}
	return s, p.place(s, ground, &q.To)
}

// prepare begins a search, and gives the ground that it is to run on.
func (p *Planner) prepare(w *watch, q Query, law Law) (*search, *world.Ground, error) {
	v := q.vehicle()
	s := &search{w: p.w, law: law, query: q, mode: v.Mode(), most: mostVisits, keep: 1, deadline: never,
		barriers: p.w.Barriers(p.day(q), q.Known), watch: w}
	open, gated := p.open(s)
	s.opened = open
	if err := w.look(); err != nil {
		return nil, nil, err
	}
	ground, err := p.w.Ground(v, open, gated)
	if err != nil {
		return nil, nil, err
	}
	return s, ground.On(s.barriers), nil
}

// place puts a search on a ground; to nil is to everywhere.
func (p *Planner) place(s *search, ground *world.Ground, to *world.Place) error {
	s.ground, s.schedule = ground, noSchedule(ground)
	if s.query.rides() {
		s.schedule, s.local = p.schedule(ground, &s.query), newLocal(p.w, ground, p.searchers)
	}
	var err error
	if s.from, err = ends(ground, s.query.From); err != nil {
		return fmt.Errorf("from %s: %w", s.query.From.Spots[0].Name, err)
	}
	if to == nil {
		return s.start()
	}
	if s.to, err = ends(ground, *to); err != nil {
		return fmt.Errorf("to %s: %w", to.Spots[0].Name, err)
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

// schedule gives the lines known on a day, on a ground. Those that only what is supposed
// would bring are not kept.
func (p *Planner) schedule(g *world.Ground, q *Query) schedule {
	if promised, _ := p.w.Promised(p.day(*q), q.Known, q.Supposed...); len(promised) > 0 {
		return newSchedule(p.w, g, append(p.w.Lines(q.Known), promised...))
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	key := scheduleKey{g, q.Known}
	t, ok := p.runs[key]
	if !ok {
		t = newSchedule(p.w, g, p.w.Lines(q.Known))
		p.runs[key] = t
	}
	return t
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
