package journey

import (
	"fmt"
	"time"

	"waythrough/record"
	"waythrough/regime"
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
	mostEffort     = 2000
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
	law      Law
	query    Query
	barriers *world.Barriers
	mode     record.Mode
	lawless  bool  // every link there is, at any hour
	first    bool  // only the earliest way is wanted
	most     uint8 // visits to an area
	plain    bool  // how many papers and boardings does not matter
	keep     int   // how many other labels must dominate one before it is dropped
	effort   int   // how many labels are expanded while looking for alternatives; 0: all

	timetable
	from, to []*world.End
	direct   [][]instant // by road alone from each of from to each of to
	origins  int         // the entry at which the first of from stands
	depart   instant
	low      []instant // by entry

	areas     map[record.AreaID]int
	clocks    clocks
	histories []history
	known     map[string]int32 // history by its text
	tokens    map[tokenKey]int32
	benches   map[benchKey]*bench
	lastKey   benchKey
	last      *bench
	asking    map[[2]record.Day][]bool    // by day of departure and day asked about
	runs      map[int][]service.Departure // by line
	settled   [][]*label                  // by entry, and last of those that arrived
	memory    labels
	queue     queue
	serial    int32
	limits    []limit
	found     []*label
}

// history is the entries made on the way that law asks about.
type history struct {
	text    string
	entered []regime.Entered
}

// limit is how late a way may end that is no better than one found.
type limit struct {
	doubt  uint8
	formal uint8
	used   modes
	latest instant // with these modes or more, and with papers if it asks for some
	other  instant // with others
}

// A tokenKey names what a way uses: a crossing in a direction, a cut, or a line between
// two calls.
type tokenKey struct {
	crossing record.CrossingID
	to       record.AreaID
	gate     int32
	line     int
	call     [2]int
}

// start makes ready what does not hang on when the journey begins.
func (s *search) start() error {
	gates := len(s.ground.Gates)
	s.origins = gates + len(s.ground.Stations)
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
	s.low = s.bounds()
	s.reset()
	return nil
}

// reset forgets what a run found. What was learnt of the law stays.
func (s *search) reset() {
	if s.benches == nil {
		s.histories, s.known = []history{{}}, map[string]int32{"": 0}
		s.tokens, s.benches, s.asking = map[tokenKey]int32{}, map[benchKey]*bench{}, map[[2]record.Day][]bool{}
	}
	s.runs = map[int][]service.Departure{}
	s.settled = make([][]*label, s.origins+len(s.from)+1)
	s.memory, s.queue, s.serial, s.limits, s.found = labels{}, nil, 0, nil, nil
}

// run finds the ways, in order of arrival. Each label is settled once; its cost is
// one look at every gate and stop of its cell.
func (s *search) run() []*label {
	s.begin()
	for expanded := 0; len(s.queue) > 0; {
		l := s.queue.pop()
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

// limit leaves out from now on what is too late beside a way found.
func (s *search) limit(l *label) {
	took := l.at - s.depart
	s.limits = append(s.limits, limit{l.doubt, l.formal(), l.used, s.depart + slack(took), s.depart + patience(took)})
}

// ways finds the ways with their alternatives. It first looks for the quickest ways
// alone, which costs a fraction: if there is none, there is no alternative either,
// and if there is one, it limits the search for others from its start.
func (s *search) ways() []*label {
	quick := s.again()
	quick.keep, quick.plain, quick.effort = 1, true, 0
	found := quick.run()
	s.histories = quick.histories
	if len(found) == 0 || s.query.Most == 1 {
		return found
	}
	for _, l := range found {
		s.limit(l)
	}
	return append(s.run(), found...)
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
	if low := s.low[e]; low < never && at < never {
		return at + low
	}
	return never
}

// late reports whether a label can end in time for no way worth telling.
func (s *search) late(l *label) bool { return s.tooLate(s.ends(l), l.doubt, l.formal(), l.used) }

func (s *search) tooLate(ends instant, doubt, formal uint8, used modes) bool {
	if ends > s.depart+longestJourney {
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
		if !o.dominates(l, s.plain) {
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
	row, cell := s.out(l.entry)
	for j, t := range s.to {
		if t.Cell != cell {
			continue
		}
		d := never
		if i := int(l.entry) - s.origins; i >= 0 {
			d = s.direct[i][j]
		} else {
			d = instant(t.In[s.ground.Place(l.entry)])
		}
		if d < never {
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
}

// out gives the durations from an entry to the exits of its cell.
func (s *search) out(e world.Entry) ([]road.Millis, int) {
	if i := int(e) - s.origins; i >= 0 {
		return s.from[i].Out, s.from[i].Cell
	}
	return s.ground.Row(e), s.ground.Cell(e)
}

// follow makes the label that a step leads to. Visits and history are the parent's: what
// changes them must copy.
func (s *search) follow(l *label, e world.Entry, at instant, st step) *label {
	next := s.memory.copyOf(l)
	next.entry, next.at, next.step, next.parent = e, at, st, l
	return next
}

// enter counts a visit to an area and what the law may later ask about it. It is
// false if the area was visited too often.
func (s *search) enter(l *label, p regime.Passage, on record.Day, rules Rules) bool {
	i, ok := s.areas[p.To]
	if ok {
		if l.visits[i] >= s.most {
			return false
		}
		l.visits = s.memory.visitsOf(l.visits)
		l.visits[i]++
	}
	if !s.asked(p.To, i, ok, on, rules) {
		return true
	}
	h := s.histories[l.history]
	e := regime.Entered{Area: p.To, Via: via(p), From: p.From, On: on, OnWay: true}
	// The day is left out: windows in which law counts days are longer than a
	// journey, and entries that differ by the day alone would never be compared.
	text := h.text + fmt.Sprintf("%s@%s<%s\n", e.Area, e.Via, e.From)
	n, known := s.known[text]
	if !known {
		n = int32(len(s.histories))
		s.known[text] = n
		entered := append(append([]regime.Entered(nil), h.entered...), e)
		s.histories = append(s.histories, history{text, entered})
	}
	l.history = n
	return true
}

// asked reports whether some rule asks about earlier entries into an area: of the
// day of departure, or of the day of the entry.
func (s *search) asked(area record.AreaID, index int, indexed bool, on record.Day, rules Rules) bool {
	if !indexed {
		return s.asks(area, on, rules)
	}
	key := [2]record.Day{s.startDay(), on}
	list := s.asking[key]
	if list == nil {
		list = make([]bool, len(s.ground.Areas))
		for i, a := range s.ground.Areas {
			list[i] = s.asks(a, on, rules)
		}
		s.asking[key] = list
	}
	return list[index]
}

func (s *search) startDay() record.Day { return s.clocks.local(s.depart, s.from[0].Spot.Zone).Day() }

func (s *search) asks(area record.AreaID, on record.Day, rules Rules) bool {
	start := s.startDay()
	whole := s.w.Record.Whole(area)
	for _, r := range []Rules{s.law.On(start), rules} {
		for _, a := range r.HistoryAreas() {
			if a == area || a == whole || s.w.Record.MemberOf(whole, record.GroupID(a), start) {
				return true
			}
		}
	}
	return false
}

// via names the crossing or terminal by which a passage enters.
func via(p regime.Passage) string {
	if p.Crossing != "" {
		return string(p.Crossing)
	}
	return string(p.Enters)
}

// use notes that a label passed a crossing or took a service.
func (s *search) use(l *label, key tokenKey) {
	n, ok := s.tokens[key]
	if !ok {
		n = int32(len(s.tokens)) + 1
		s.tokens[key] = n
	}
	l.way = n
	l.ways++
}

func milliseconds(d time.Duration) instant { return instant(d.Milliseconds()) }
