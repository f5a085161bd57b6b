package journey

import (
	"slices"
	"sort"

	"waythrough/record"
	"waythrough/regime"
	"waythrough/service"
	"waythrough/world"
)

// A stop is a call at which a line can be boarded.
type stop struct {
	line    int
	call    int
	station int
	alights []alight
}

// An alight is a later call at which it can be left.
type alight struct {
	call    int
	station int
	least   instant // from being at the stop to leaving the line there, without waiting
}

// A schedule is the lines that call at the stations of a ground.
type schedule struct {
	lines    []service.Line
	stops    [][]stop     // by station
	arriving [][]boarding // by station: where lines that can be left there are boarded
	footway  []instant    // by station: on foot between the roads and it, of a feed's stop
	flown    []bool       // by station: one can fly on from it
}

type boarding struct {
	station, stop int
	least         instant
}

func newSchedule(w *world.World, g *world.Ground, lines []service.Line) schedule {
	t := schedule{lines: lines, stops: make([][]stop, len(g.Stations)), arriving: make([][]boarding, len(g.Stations))}
	at := map[record.TerminalID]int{}
	for k, s := range g.Stations {
		at[s.Terminal] = k
		t.footway = append(t.footway, instant(w.Footway(s.Terminal)))
	}
	for i := range lines {
		l := &lines[i]
		for call, c := range l.Calls[:len(l.Calls)-1] {
			k, ok := at[c.Terminal]
			if !ok {
				continue
			}
			s := stop{line: i, call: call, station: k}
			for later := call + 1; later < len(l.Calls); later++ {
				if end, ok := at[l.Calls[later].Terminal]; ok {
					least := milliseconds(l.Boarding + l.Calls[later].Arrives - c.Leaves)
					s.alights = append(s.alights, alight{later, end, least})
					t.arriving[end] = append(t.arriving[end], boarding{k, len(t.stops[k]), least})
				}
			}
			t.stops[k] = append(t.stops[k], s)
		}
	}
	t.flown = flights(&t)
	return t
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

// board takes a line from a stop to which roads lead in time for an instant.
func (s *search) board(l *label, p *stop, reach instant) { s.take(l, p, reach+s.footway[p.station]) }

// take adds the labels at the calls that a line leads to from a stop reached at an instant:
// for each call the first run of each better verdict, and the first by which one may stay
// airside.
func (s *search) take(l *label, p *stop, reach instant) {
	line := &s.lines[p.line]
	offset := milliseconds(line.Calls[p.call].Leaves)
	ready := reach + milliseconds(line.Boarding)
	runs := s.departures(p.line)
	i := sort.Search(len(runs), func(i int) bool { return instant(runs[i].At.UnixMilli())+offset >= ready })
	for _, a := range p.alights {
		best, bestAside := regime.Refused, regime.Refused
		entry := world.Entry(len(s.ground.Gates) + a.station)
		st := step{kind: rode, reach: reach, stop: p, alight: a.call, verdict: regime.Permitted}
		if !s.onward(l, st) {
			continue
		}
		aside := s.stays(l, st)
		if aside == 0 {
			bestAside = regime.Permitted
		}
		for _, run := range runs[i:] {
			first := instant(run.At.UnixMilli())
			if best == regime.Permitted && bestAside == regime.Permitted || first+offset > ready+longestService {
				break
			}
			at := first + milliseconds(line.Calls[a.call].Arrives)
			if s.tooLate(s.endsAfter(entry, at), l.doubt, l.formal(), l.used|modesOf(line.Mode)) {
				break
			}
			st.leaves, st.first, st.sure = first+offset, first, run.Sure
			if s.stayedOn(l, st) {
				continue
			}
			if bestAside < regime.Permitted {
				bestAside = max(bestAside, s.lands(l, entry, at, st, aside, bestAside))
			}
			if best < regime.Permitted {
				best = max(best, s.lands(l, entry, at+s.footway[a.station], st, 0, best))
			}
		}
	}
}

// stayedOn reports whether a ride goes on with the run that was just left, where getting off
// changes nothing: the borders of both rides are at crossings, which the run passes anyway.
func (s *search) stayedOn(l *label, st step) bool {
	if l.step.kind != rode || l.step.stop.line != st.stop.line || l.step.alight != st.stop.call || l.step.first != st.first {
		return false
	}
	return !slices.ContainsFunc(append(s.borders(l.step), s.borders(st)...), func(b border) bool { return b.call == 0 })
}

// lands adds the label at the end of a ride, airside or not, if its verdict is better than
// of one before. It gives what the verdict is worth.
func (s *search) lands(l *label, entry world.Entry, at instant, st step, aside int32, best regime.Verdict) regime.Verdict {
	line := &s.lines[st.stop.line]
	next := s.follow(l, entry, at, st)
	next.aside = aside
	if !s.ride(next) {
		return regime.Refused
	}
	worth := s.worth(regime.Passage{Enters: "any"}, next.step.verdict)
	if worth > best {
		next.boardings++
		next.hired = true
		next.used |= modesOf(line.Mode)
		s.use(next, tokenKey{line: st.stop.line + 1, call: [2]int{st.stop.call, st.alight}})
		s.push(next)
	}
	return worth
}

// ride passes every border of a ride, and sets its verdict. It is false if one of
// them is refused.
func (s *search) ride(l *label) bool {
	line := &s.lines[l.step.stop.line]
	if !l.step.sure {
		if s.lawless || !s.count(l, regime.Passage{Enters: "any"}, regime.Unknown) {
			return false
		}
		l.step.verdict = regime.Unknown
	}
	for _, b := range s.passages(l) {
		if !s.passable(b.passage) {
			return false
		}
		on := b.passage.At.Day()
		j := s.bench(on, line, l)
		v := j.judge.Verdict(b.passage)
		if !s.count(l, b.passage, v) || !b.passage.Transit && !s.enter(l, b.passage, on, j.rules) {
			return false
		}
		l.step.verdict = min(l.step.verdict, v)
	}
	return true
}

// A border that a ride passes: at a call, or between its ends (call 0).
type border struct {
	passage regime.Passage
	call    int
	at      instant
}

// borders lists the borders that a ride passes: those of the crossings called at,
// and one between its terminals where the crossings do not account for the area
// arrived in.
func (s *search) borders(st step) []border {
	line := &s.lines[st.stop.line]
	from, end := s.ground.Stations[st.stop.station].Spot, s.w.Terminal(line.Calls[st.alight].Terminal)
	area := from.Area
	arrives := st.first + milliseconds(line.Calls[st.alight].Arrives)
	var out []border
	for k := st.stop.call + 1; k < st.alight; k++ {
		c := &line.Calls[k]
		to, ok := s.w.Beyond(c.Crossing, area)
		if c.Crossing == "" || !ok {
			continue
		}
		at := st.first + milliseconds(c.Arrives)
		out = append(out, border{regime.Passage{From: area, To: to, Mode: line.Mode, Crossing: c.Crossing,
			At: s.clocks.local(at, s.w.PostZone(c.Crossing, area)), Timed: true,
			Ahead: s.clocks.ahead(at, s.w.PostZone(c.Crossing, to), s.w.PostZone(c.Crossing, area))}, k, at})
		area = to
	}
	if end.Area != area {
		out = append(out, border{regime.Passage{From: area, To: end.Area, Mode: line.Mode,
			Leaves: line.Calls[st.stop.call].Terminal, Enters: line.Calls[st.alight].Terminal,
			At: s.clocks.local(st.leaves, from.Zone), Timed: true,
			// Who lands is judged when they land.
			Ahead: s.clocks.local(arrives, end.Zone) - s.clocks.local(st.leaves, from.Zone)}, 0, st.leaves})
	}
	return out
}
