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
	memories  map[memoryKey][]*learnt
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
	return &Planner{w: w, laws: map[record.Day]*world.Law{}, runs: map[scheduleKey]schedule{}, supposed: map[supposed]*world.Law{}, memories: map[memoryKey][]*learnt{}, opened: map[openKey][2]world.Openings{},
		searchers: &sync.Pool{New: func() any { return timetable.NewSearcher(w.Domestic()) }}}
}

// Plan answers a query under the law of the world's record. The error says what in
// the query can't be read; that there is no lawful way is an answer.
func (p *Planner) Plan(ctx context.Context, q Query) (*Answer, error) {
	law := p.law(q.Known)
	if q.remembered = len(q.Supposed) == 0; !q.remembered {
		law = p.w.Supposing(q.Known, q.Supposed...)
	}
	a, s, err := p.plan(q, LawOf(law))
	if err != nil {
		return nil, err
	}
	if !q.Plain && len(q.Supposed) == 0 {
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
	return p.planSettled(q, law, notes)
}

// planSettled answers a query whose defaults are filled in.
func (p *Planner) planSettled(q Query, law Law, notes []string) (*Answer, *search, error) {
	s, err := p.search(q, law)
	if err != nil {
		return nil, nil, err
	}
	if q.remembered {
		defer func() { p.giveBack(s.memoryKey, s.learnt) }()
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
	a, err := s.answer(q, notes, deadline)
	if err != nil {
		return nil, nil, err
	}
	if len(s.passedShut) > 0 {
		// Free movement ended on the way: those cuts are judged one by one.
		q.gated = append(slices.Clip(q.gated), s.passedShut...)
		return p.planSettled(q, law, notes)
	}
	if s.broken != nil {
		return nil, nil, s.broken
	}
	if !q.Plain {
		a.Direct, err = p.direct(s)
	}
	return a, s, err
}

// answer finds the itineraries and tells them.
func (s *search) answer(q Query, notes []string, deadline instant) (*Answer, error) {
	a := &Answer{Question: s.question(), Traveller: q.Traveller, Itineraries: []Itinerary{}, Notes: notes, Advisories: []regime.AdvisoryRef{}}
	for _, l := range choose(s.ways(), q.Most) {
		if l.at > deadline {
			continue
		}
		it, err := s.itinerary(l)
		if err != nil {
			return nil, err
		}
		a.Itineraries = append(a.Itineraries, it)
	}
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
func (p *Planner) search(q Query, law Law) (*search, error) {
	v := q.vehicle()
	s := &search{w: p.w, law: law, query: q, mode: v.Mode(), most: mostVisits, keep: alternatives, effort: mostEffort,
		barriers: p.w.Barriers(p.day(q), q.Known)}
	open, gated := p.open(s)
	ground, err := p.w.Ground(v, open, gated)
	if err != nil {
		return nil, err
	}
	if s.free, err = p.w.Free(v, s.barriers, nil, true); err != nil {
		return nil, err
	}
	if q.remembered {
		s.ground = ground
		s.memoryKey, s.learnt = p.borrow(s)
	}
	return s, p.place(s, ground)
}

// place puts a search on a ground.
func (p *Planner) place(s *search, ground *world.Ground) error {
	s.ground, s.schedule = ground, noSchedule(ground)
	if s.query.rides() {
		s.schedule, s.local = p.schedule(ground, s.query.Known), newLocal(p.w, ground, p.searchers)
	}
	var err error
	if s.from, err = ends(ground, s.query.From); err != nil {
		return fmt.Errorf("from %s: %w", s.query.From.Spots[0].Name, err)
	}
	if s.to, err = ends(ground, s.query.To); err != nil {
		return fmt.Errorf("to %s: %w", s.query.To.Spots[0].Name, err)
	}
	return s.start(s.free)
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

// schedule gives the lines known on a day, on a ground.
func (p *Planner) schedule(g *world.Ground, known record.Day) schedule {
	p.mu.Lock()
	defer p.mu.Unlock()
	key := scheduleKey{g, known}
	t, ok := p.runs[key]
	if !ok {
		t = newSchedule(p.w, g, p.w.Lines(known))
		p.runs[key] = t
	}
	return t
}

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

// open lists the pairs of areas between which this traveller may pass anywhere, both
// ways, on the day of departure and the next: there roads are open. Gated are those
// between which they may pass in some direction on some of these days, or where a law asks
// who entered either area: there law is asked at each cut.
func (s *search) open(on record.Day) (open, gated world.Openings) {
	pairs := s.w.CutPairs()
	if len(pairs) == 0 {
		return nil, nil
	}
	var judges [2]Judge
	var rules [2]Rules
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
		case n < 4 || slices.Contains(s.query.gated, pair) || s.asksAbout(pair, on, rules[:]):
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
			if slices.ContainsFunc(pair[:], func(a record.AreaID) bool { return s.means(asked, a, on) }) {
				return true
			}
		}
	}
	return false
}

// means reports whether an area is the one named, a part of it, or a member of the group
// named.
func (s *search) means(named, area record.AreaID, on record.Day) bool {
	whole := s.w.Record.Whole(area)
	return named == area || named == whole || s.w.Record.MemberOf(whole, record.GroupID(named), on)
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
