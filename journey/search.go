package journey

import (
	"slices"
	"time"

	"waythrough/record"
	"waythrough/road"
	"waythrough/service"
	"waythrough/world"
)

// Bounds of a search; see the package comment.
const (
	longestWait    = 24 * hour
	longestService = 7 * day
	longestJourney = 30 * day
	mostVisits     = 3
	alternatives   = 8
	mostEffort     = 600
)

// slack is how late an alternative may be, for the duration of the quickest way.
func slack(quickest instant) instant { return quickest*3/2 + 8*hour }

// patience is how late a way by fewer modes of service may be than the quickest:
// beyond it a way by land is no answer to a flight. Without it, where no way by
// land exists, the search would go on for all the days of the longest journey.
func patience(quickest instant) instant { return quickest*3 + 36*hour }

// search is one label-setting search over the overlay. It is used once.
type search struct {
	w        *world.World
	ground   *world.Ground
	free     *world.Ground // the ground without law; nil in a search on that
	law      Law
	query    Query
	barriers *world.Barriers
	mode     record.Mode
	lawless  bool   // every link there is, at any hour
	first    bool   // only the earliest way is wanted
	most     uint8  // visits to an area
	plain    bool   // only arrival and modes matter: for the quickest way of one class
	class    class  // what ways may hang on
	cells    []bool // that can lead to a target; nil: any may
	// uncounted searches don't bound visits, for as long as no law asks about entries; recount
	// says that some did.
	uncounted, recount bool
	keep               int // how many other labels must dominate one before it is dropped
	effort             int // how many labels are expanded while looking for alternatives; 0: all

	schedule
	local *local // nil: no dense timetable
	watch *watch // shared by all searches for one question
	// passedShut are pairs of areas between which a way told passes a cut that is no longer
	// open when it does.
	passedShut world.Openings
	opened     world.Openings // between which roads are open
	from, to   []*world.End
	direct     [][]instant // by road alone from each of from to each of to
	origins    int         // the entry at which the first of from stands
	depart     instant
	deadline   instant   // by which a way has to have arrived
	low        []instant // by entry

	areas  map[record.AreaID]int
	clocks *clocks
	*learnt
	learntKey learntKey

	runs    map[int][]service.Departure // by line
	settled [][]*label                  // by entry, and last of those that arrived
	best    []*label                    // by entry, in a plain search: the last that was queued
	labels  arena
	queue   queue[queued]
	serial  int32
	limits  []limit
	found   []*label
}

// A class is what a way may hang on.
type class uint8

const (
	anyWay class = iota
	lawful       // nothing unknown
	freely       // and no papers
)

// limit is how late a way may end that is no better than one found.
type limit struct {
	doubt  uint8
	formal uint8
	used   modes
	latest instant // with these modes or more, and with papers if it asks for some
	other  instant // with others
}

// start makes ready what does not hang on when the journey begins.
func (s *search) start() error {
	s.origins = s.firstStop() + len(s.ground.Stops)
	s.direct = make([][]instant, len(s.from))
	for i, f := range s.from {
		s.direct[i] = make([]instant, len(s.to))
		for j, t := range s.to {
			d, err := s.ground.Between(f, t)
			if err != nil {
				return err
			}
			s.direct[i][j] = instant(d)
		}
	}
	s.number()
	s.reset()
	s.low = s.bounds()
	return nil
}

// reset forgets what a run found. What was learnt of the law stays.
func (s *search) reset() {
	if s.learnt == nil {
		s.learnt = newLearnt()
	}
	s.runs = map[int][]service.Departure{}
	s.settled, s.best = make([][]*label, s.origins+len(s.from)+1), make([]*label, s.origins+len(s.from))
	s.labels, s.queue, s.serial, s.limits, s.found = arena{}, nil, 0, nil, nil
}

// run finds the ways, in order of arrival. Each label is settled once; its cost is
// one look at every gate and stop of its cell.
func (s *search) run() []*label {
	s.begin()
	for expanded := 0; len(s.queue) > 0 && !s.recount && !s.watch.over(); {
		l := s.queue.pop().label
		if s.dropped(l) || s.late(l) {
			continue
		}
		s.keepLabel(l)
		if l.entry == arrived {
			s.found = append(s.found, l)
			if s.first {
				break
			}
			s.limit(l)
			continue
		}
		if expanded++; s.effort > 0 && expanded > s.effort {
			break
		}
		s.expand(l)
	}
	return s.found
}

func (s *search) keepLabel(l *label) {
	i := s.slot(l.entry)
	s.settled[i] = append(s.settled[i], l)
}

func (s *search) slot(e world.Entry) int {
	if e == arrived {
		return len(s.settled) - 1
	}
	return int(e)
}

// limit leaves out from now on what is too late beside a way found. Of the quickest ways
// of one class only those by fewer modes can still matter.
func (s *search) limit(l *label) {
	took := l.at - s.depart
	m := limit{l.doubt, l.formal(), l.used, s.depart + slack(took), s.depart + patience(took)}
	if s.plain {
		m.doubt, m.formal, m.latest = 0, 0, l.at
	}
	s.limits = append(s.limits, m)
}

// ways finds the ways with their alternatives. It first looks for the quickest ways
// alone, which costs a fraction: if there is none, there is no alternative either,
// and if there is one, it limits the search for others from its start.
func (s *search) ways() []*label {
	found := s.quickest()
	if len(found) == 0 || s.query.Most == 1 {
		return found
	}
	for _, l := range found {
		s.limit(l)
	}
	return append(s.run(), found...)
}

// quickest finds the quickest way of each class, by each set of modes that pays. A class
// is searched by itself: then a label says no more than when it is, and the first that
// arrives is the answer. One that asks for less is looked for only where the quickest way
// asks for more; one without papers not for longer than patience with one that asks for
// them lasts.
func (s *search) quickest() []*label {
	var out []*label
	latest := never
	for c := anyWay; c <= freely; c++ {
		found := s.quickestOf(c, latest)
		out = append(out, found...)
		asks := slices.ContainsFunc(found, func(l *label) bool { return l.doubt > 0 || l.formal() > 0 })
		if c == anyWay && len(found) == 0 || len(found) > 0 && !asks {
			break
		}
		if c == lawful && len(found) > 0 {
			latest = s.depart + patience(found[0].at-s.depart)
		}
	}
	return out
}

// quickestOf finds the quickest ways of one class. Visits are counted only where without
// the bound on them a way would be found that breaks it.
func (s *search) quickestOf(c class, latest instant) []*label {
	one := s.ofClass(c, latest)
	one.uncounted, one.cells = true, s.leadHere(c, latest)
	if one.cells != nil && !slices.ContainsFunc(s.from, func(f *world.End) bool { return one.cells[f.Cell] }) {
		return nil
	}
	found := one.run()
	if !one.recount && !slices.ContainsFunc(found, func(l *label) bool { return one.visitedTooOften(l) }) {
		return found
	}
	return s.ofClass(c, latest).run()
}

// ofClass gives a search for the quickest ways of one class.
func (s *search) ofClass(c class, latest instant) *search {
	one := s.again()
	one.keep, one.plain, one.effort, one.class = 1, true, 0, c
	one.limits = []limit{{other: latest, latest: never}}
	return one
}

// visitedTooOften counts the visits on the way to a label.
func (s *search) visitedTooOften(l *label) bool {
	visits := map[record.AreaID]uint8{}
	for ; l != nil; l = l.parent {
		switch l.step.kind {
		case began:
			visits[s.spot(l.entry).Area]++
		case passed:
			visits[s.ground.Gates[l.step.gate].To]++
		case rode:
			for _, b := range s.passages(l) {
				if !b.passage.Transit {
					visits[b.passage.To]++
				}
			}
		}
	}
	for _, n := range visits {
		if n > s.most {
			return true
		}
	}
	return false
}

// again gives a search for the same, not yet begun.
func (s *search) again() *search {
	t := *s
	t.reset()
	return &t
}

// push queues a label unless it can be dropped at once.
func (s *search) push(l *label) {
	if s.dropped(l) || s.late(l) {
		return
	}
	if s.plain && l.entry != arrived {
		if s.best[l.entry] != nil && s.best[l.entry].dominates(l, true, s.most) {
			return // what is queued and better is settled before
		}
		s.best[l.entry] = l
	}
	l.serial = s.serial
	s.serial++
	s.queue.push(queued{l, s.ends(l)})
}

// ends is the earliest that a label's journey can end.
func (s *search) ends(l *label) instant {
	if l.entry == arrived {
		return l.at
	}
	return s.endsAfter(l.entry, l.at)
}

func (s *search) endsAfter(e world.Entry, at instant) instant {
	if low := s.bound(e); low < never && at < never {
		return at + low
	}
	return never
}

// late reports whether a label can end in time for no way worth telling.
func (s *search) late(l *label) bool { return s.tooLate(s.ends(l), l.doubt, l.formal(), l.used) }

func (s *search) tooLate(ends instant, doubt, formal uint8, used modes) bool {
	if ends > s.depart+longestJourney || ends > s.deadline {
		return true
	}
	for _, m := range s.limits {
		if m.doubt <= doubt && (ends > m.other || ends > m.latest && m.formal <= formal && m.used&^used == 0) {
			return true
		}
	}
	return false
}

// dropped reports whether settled labels make a label needless.
func (s *search) dropped(l *label) bool {
	n := 0
	for _, o := range s.settled[s.slot(l.entry)] {
		if l.entry == arrived && !o.beats(l, s.plain) || l.entry != arrived && !o.dominates(l, s.plain, s.most) {
			continue
		}
		if n++; n >= s.keep || o.within(l) {
			return true
		}
	}
	return false
}

// expand follows every way on from a label: to the targets, over each gate, with each
// line.
func (s *search) expand(l *label) {
	if l.aside > 0 {
		s.connect(l)
		return
	}
	row, cell := s.out(l.entry)
	for j, t := range s.to {
		if t.Cell != cell {
			continue
		}
		if d := s.toTarget(l.entry, j); d < never {
			s.push(s.follow(l, arrived, l.at+d, step{kind: ended, reach: l.at + d, target: int32(j)}))
		}
	}
	gates, stations := s.ground.Exits(cell)
	for i, d := range row[:gates[1]-gates[0]] {
		if d < road.Unreachable {
			s.cross(l, int32(gates[0]+i), l.at.plus(d))
		}
	}
	for k := stations[0]; k < stations[1]; k++ {
		d := row[gates[1]-gates[0]+k-stations[0]]
		if d >= road.Unreachable {
			continue
		}
		for i := range s.stops[k] {
			s.board(l, &s.stops[k][i], l.at.plus(d))
		}
	}
	s.rideLocally(l)
}

// toTarget is the duration by road from an entry to a target of its cell.
func (s *search) toTarget(e world.Entry, target int) instant {
	if i := int(e) - s.origins; i >= 0 {
		return s.direct[i][target]
	}
	return instant(s.toEnd(e, s.to[target]))
}

// toEnd is the duration by road from an entry, where no journey begins, to an end of its cell.
func (s *search) toEnd(e world.Entry, t *world.End) road.Millis {
	if k, ok := s.stopAt(e); ok {
		return t.FromStops[k-s.ground.StopsOf(t.Cell)[0]]
	}
	return t.In[s.ground.Place(e)]
}

// out gives the durations from an entry to the exits of its cell.
func (s *search) out(e world.Entry) ([]road.Millis, int) {
	if i := int(e) - s.origins; i >= 0 {
		return s.from[i].Out, s.from[i].Cell
	}
	if k, ok := s.stopAt(e); ok {
		return s.ground.FromStop(k), s.ground.StopCell(k)
	}
	return s.ground.Row(e), s.ground.Cell(e)
}

// follow makes the label that a step leads to. Visits and history are the parent's: what
// changes them must copy.
func (s *search) follow(l *label, e world.Entry, at instant, st step) *label {
	next := s.labels.copyOf(l)
	next.entry, next.at, next.step, next.parent = e, at, st, l
	return next
}

func milliseconds(d time.Duration) instant { return instant(d.Milliseconds()) }
