package journey

import (
	"container/heap"
	"encoding/binary"
	"fmt"
	"strings"
	"time"

	"waythrough/record"
	"waythrough/regime"
	"waythrough/road"
	"waythrough/service"
)

// Bounds of a search; see the package comment.
const (
	longestWait    = 24 * hour
	longestService = 7 * day
	longestJourney = 30 * day
	mostVisits     = 3
	alternatives   = 8
)

// slack is how late an alternative may be, for the duration of the quickest way.
func slack(quickest instant) instant { return quickest*3/2 + 8*hour }

// patience is how late a way by fewer modes of service may be than the quickest:
// beyond it a way by land is no answer to a flight. Without it, where no way by
// land exists, the search would go on for all the days of the longest journey.
func patience(quickest instant) instant { return quickest*3 + 36*hour }

// search is one label-setting search. It is used once.
type search struct {
	*overlay
	law      Law
	query    Query
	physical func(record.CrossingID, record.Mode) bool
	lawless  bool  // every link there is, at any hour
	first    bool  // only the earliest way is wanted
	most     uint8 // visits to an area
	plain    bool  // papers and boardings do not matter
	keep     int   // how many other labels must dominate one before it is dropped

	from, targets []road.NodeID
	depart        instant
	low           map[road.NodeID]instant

	areas     map[record.AreaID]int
	histories []history
	known     map[string]int // history by its text
	tokens    map[string]int32
	judges    map[judgeKey]Judge
	runs      map[int][]service.Departure // by line
	settled   map[road.NodeID][]*label
	queue     queue
	serial    int
	limits    []limit
	found     []*label
}

// history is the entries made on the way that law asks about.
type history struct {
	text    string
	entered []regime.Entered
}

type judgeKey struct {
	day     record.Day
	riding  record.Mode // of a service; empty: by road
	hired   bool        // by road, without an own vehicle
	plate   record.AreaID
	history int
}

// limit is how late a way may end that is no better than one found.
type limit struct {
	doubt  uint8
	used   modes
	latest instant // with these modes or more
	other  instant // with others
}

func (s *search) prepare() {
	s.areas = map[record.AreaID]int{}
	for i, a := range s.w.Network.Areas() {
		s.areas[record.AreaID(a)] = i
	}
	s.histories, s.known = []history{{}}, map[string]int{"": 0}
	s.tokens, s.judges = map[string]int32{}, map[judgeKey]Judge{}
	s.runs, s.settled = map[int][]service.Departure{}, map[road.NodeID][]*label{}
	s.low = s.bounds(s.from, s.targets)
}

// run finds the ways, in order of arrival. Each label is settled once; its cost is
// one look at every gate and stop of its area.
func (s *search) run() []*label {
	s.prepare()
	for _, n := range s.from {
		l := &label{node: n, at: s.depart, hired: s.query.hired, visits: make([]uint8, len(s.areas))}
		l.visits[s.areas[s.w.Area(n)]] = 1
		s.push(l)
	}
	for s.queue.Len() > 0 {
		l := heap.Pop(&s.queue).(queued).label
		if s.dropped(l) || s.late(l) {
			continue
		}
		s.settled[l.node] = append(s.settled[l.node], l)
		if l.node == arrived {
			s.found = append(s.found, l)
			if s.first {
				break
			}
			s.limit(l)
			continue
		}
		s.expand(l)
	}
	return s.found
}

// limit leaves out from now on what is too late beside a way found.
func (s *search) limit(l *label) {
	took := l.at - s.depart
	s.limits = append(s.limits, limit{l.doubt, l.used, s.depart + slack(took), s.depart + patience(took)})
}

// ways finds the ways with their alternatives. It first looks for the quickest ways
// alone, which costs a fraction: if there is none, there is no alternative either,
// and if there is one, it limits the search for others from its start.
func (s *search) ways() []*label {
	quick := s.again()
	quick.keep, quick.plain = 1, true
	found := quick.run()
	if len(found) == 0 {
		s.prepare()
		return nil
	}
	for _, l := range found {
		s.limit(l)
	}
	return s.run()
}

// again gives a search for the same, not yet begun.
func (s *search) again() *search {
	t := *s
	t.queue, t.found, t.limits, t.serial = nil, nil, nil, 0
	return &t
}

// push queues a label unless it can be dropped at once.
func (s *search) push(l *label) {
	if s.dropped(l) || s.late(l) {
		return
	}
	l.serial = s.serial
	s.serial++
	heap.Push(&s.queue, queued{l, s.ends(l)})
}

// ends is the earliest that a label's journey can end.
func (s *search) ends(l *label) instant {
	if l.node == arrived {
		return l.at
	}
	low, ok := s.low[l.node]
	if !ok || low >= never {
		return never
	}
	return l.at + low
}

// late reports whether a label can end in time for no way worth telling.
func (s *search) late(l *label) bool {
	ends := s.ends(l)
	if ends > s.depart+longestJourney {
		return true
	}
	for _, m := range s.limits {
		if m.doubt <= l.doubt && (ends > m.other || ends > m.latest && m.used&^l.used == 0) {
			return true
		}
	}
	return false
}

// dropped reports whether settled labels make a label needless.
func (s *search) dropped(l *label) bool {
	n := 0
	for _, o := range s.settled[l.node] {
		if !o.dominates(l, s.plain) {
			continue
		}
		if n++; n >= s.keep || within(o.ways, l.ways) {
			return true
		}
	}
	return false
}

func (s *search) expand(l *label) {
	area, tree := s.w.Area(l.node), s.roads.from(l.node)
	for _, t := range s.targets {
		if d := instant(tree.Duration[t]); d < never {
			s.push(s.follow(l, arrived, l.at+d, step{reach: l.at + d, target: t}))
		}
	}
	for i := range s.gates[area] {
		g := &s.gates[area][i]
		if d := instant(tree.Duration[g.tail]); d < never {
			s.cross(l, g, l.at+d)
		}
	}
	for i := range s.stops[area] {
		p := &s.stops[area][i]
		if d := instant(tree.Duration[p.node]); d < never {
			s.board(l, p, l.at+d)
		}
	}
}

// follow makes the label that a step leads to. Visits, history and ways are the
// parent's: what changes them must copy.
func (s *search) follow(l *label, node road.NodeID, at instant, st step) *label {
	next := *l
	next.node, next.at, next.step, next.parent = node, at, st, l
	return &next
}

// enter counts a visit to an area and what the law may later ask about it. It is
// false if the area was visited too often.
func (s *search) enter(l *label, p regime.Passage, on record.Day, rules Rules) bool {
	visits := append([]uint8(nil), l.visits...)
	i, ok := s.areas[p.To]
	if ok {
		if visits[i]++; visits[i] > s.most {
			return false
		}
		l.visits = visits
	}
	if !s.asked(p.To, rules) {
		return true
	}
	h := s.histories[l.history]
	e := regime.Entered{Area: p.To, Via: via(p), From: p.From, On: on}
	// The day is left out: windows in which law counts days are longer than a
	// journey, and entries that differ by the day alone would never be compared.
	text := h.text + fmt.Sprintf("%s@%s<%s\n", e.Area, e.Via, e.From)
	n, ok := s.known[text]
	if !ok {
		n = len(s.histories)
		s.known[text] = n
		entered := append(append([]regime.Entered(nil), h.entered...), e)
		s.histories = append(s.histories, history{text, entered})
	}
	l.history = n
	return true
}

// asked reports whether some rule asks about earlier entries into an area: of the
// day of departure, or of the day of the entry.
func (s *search) asked(area record.AreaID, rules Rules) bool {
	start := s.law.On(s.depart.local(s.w.Zone(s.from[0])).Day())
	for _, r := range []Rules{start, rules} {
		for _, a := range r.HistoryAreas() {
			whole := s.w.Record.Whole(area)
			if a == area || a == whole || s.w.Record.MemberOf(whole, record.GroupID(a), s.depart.local(s.w.Zone(s.from[0])).Day()) {
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

// token numbers a crossing or service, so that ways can be compared.
func (s *search) token(text string) int32 {
	n, ok := s.tokens[text]
	if !ok {
		n = int32(len(s.tokens))
		s.tokens[text] = n
	}
	return n
}

func extended(ways []int32, t int32) []int32 {
	return append(ways[:len(ways):len(ways)], t)
}

// judge gives the judge of a day for the traveller as a label has left them: by
// the service that is ridden, with or without an own vehicle, and with the entries
// made on the way.
func (s *search) judge(day record.Day, riding *service.Line, l *label) Judge {
	key := judgeKey{day: day, hired: l.hired, history: l.history}
	if riding != nil {
		key.hired, key.riding = true, riding.Mode
		if node, ok := s.w.Terminal(riding.Calls[0].Terminal); ok {
			key.plate = s.w.Area(node)
		}
	}
	j := s.judges[key]
	if j == nil {
		t, rules := s.query.Traveller, s.law.On(day)
		t.Entered = append(t.Entered[:len(t.Entered):len(t.Entered)], s.histories[l.history].entered...)
		if key.hired {
			t.Vehicle, t.Plate, t.Owner = "none", "", ""
		}
		j = rules.For(t)
		if key.riding == record.Road {
			t.Vehicle, t.Plate, t.Owner = "bus", key.plate, "company"
			j = carried{bus: rules.For(t), person: j}
		}
		s.judges[key] = j
	}
	return j
}

// departures gives the runs of a line that can matter to the search.
func (s *search) departures(line int) []service.Departure {
	runs, ok := s.runs[line]
	if !ok {
		l := &s.lines[line]
		from := s.depart.local(l.Zone()).Day() - 3
		runs = l.Departures(from, from+3+record.Day(longestJourney/day)+1)
		s.runs[line] = runs
	}
	return runs
}

// key gives the text of ways, for finding equal ones.
func key(ways []int32) string {
	var b strings.Builder
	for _, w := range ways {
		var buf [4]byte
		binary.LittleEndian.PutUint32(buf[:], uint32(w))
		b.Write(buf[:])
	}
	return b.String()
}

func milliseconds(d time.Duration) instant { return instant(d.Milliseconds()) }
