package timetable

import (
	"errors"
	"fmt"
	"math"
)

const (
	// Horizon bounds how long after its earliest start a search goes on, in
	// milliseconds: ten days, so that times since then fit 32 bits.
	Horizon = lastTime * 1000
	// DefaultRounds is how many boardings a search allows unless told.
	DefaultRounds = 5
	// MaxRounds bounds them.
	MaxRounds = 16
	// earliest and latest bound instants to years that are written with four digits.
	earliest, latest = -62_135_596_800_000, 253_402_300_799_999
)

// never is later than any time of a search.
const never = math.MaxInt32

// A Searcher searches the domestic part of a timetable. It is the memory of one
// goroutine: up to 33 bytes for each stop, 24 more for each round from 0 to the last
// ([DefaultRounds] at least), and 8 for each pattern. A search touches, and clears afterwards, only what it reaches, and allocates
// nothing once another of as many rounds that reached as much has gone before.
type Searcher struct {
	d     *Domestic
	base  int64 // the earliest start, from which the times below count, in milliseconds
	until int32
	zone  dayTable

	// By stop: the least of all rounds so far.
	rideBest  []int32 // arrival by ride
	readyBest []int32 // when the next ride can be boarded
	// By stop: when the next ride can be boarded after the round before this one, if
	// that round improved it, and after this one.
	ready, nextReady []int32
	fresh, nextFresh []uint32 // the stops of ready and nextReady
	rode             []uint32 // stops that a ride of this round reached earlier than any before
	rounds           []round
	last             int // the last round of the last search
	touched          []bool
	reached          []uint32

	firstCall []uint32 // by pattern: the first call where it can be boarded this round, or noCall
	queue     []uint32 // of patterns
}

// A round holds what was reached with so many boardings, where that was earlier than
// with fewer.
type round struct {
	ride []int32 // arrival by ride, by stop
	via  []via   // the ride
	foot []int32 // arrival by footpath
	from []uint32
}

// A via is a part of a run.
type via struct {
	trip          uint32
	day           int32 // in the timetable
	board, alight uint16
}

const noCall = math.MaxUint32

// A Start is a stop where a search begins, and when one is ready to board there.
type Start struct {
	Stop int
	At   int64
}

// NewSearcher makes the memory of a searcher.
func NewSearcher(d *Domestic) *Searcher {
	n := d.t.Stops()
	s := &Searcher{
		d: d, rideBest: nevers(n), readyBest: nevers(n), ready: nevers(n), nextReady: nevers(n),
		touched: make([]bool, n), firstCall: make([]uint32, d.t.Patterns()),
	}
	for i := range s.firstCall {
		s.firstCall[i] = noCall
	}
	s.grow(DefaultRounds)
	return s
}

// grow makes the memory of rounds up to one.
func (s *Searcher) grow(last int) {
	for n := len(s.rideBest); len(s.rounds) <= last; {
		s.rounds = append(s.rounds, round{ride: nevers(n), foot: nevers(n), via: make([]via, n), from: make([]uint32, n)})
	}
}

func nevers(n int) []int32 {
	out := make([]int32, n)
	for i := range out {
		out[i] = never
	}
	return out
}

// Search finds what is reached from starts until an instant, it included, or [Horizon]
// after the earliest start, with up to so many boardings (0 stands for
// [DefaultRounds]). At a start one boards without the time of a change, or walks
// one footpath first. The answers stand until the next search.
func (s *Searcher) Search(starts []Start, until int64, rounds int) error {
	if rounds == 0 {
		rounds = DefaultRounds
	}
	if err := s.check(starts, rounds); err != nil {
		return fmt.Errorf("searching the timetable: %w", err)
	}
	s.clear()
	s.begin(starts, until, rounds)
	for k := 1; k <= rounds && len(s.fresh) > 0; k++ {
		s.last = k
		s.enqueue()
		for _, p := range s.queue {
			s.scan(k, p, s.firstCall[p])
			s.firstCall[p] = noCall
		}
		s.endRound(k)
	}
	return nil
}

func (s *Searcher) check(starts []Start, rounds int) error {
	if len(starts) == 0 {
		return errors.New("there is no start: give a stop and an instant")
	}
	if rounds < 0 || rounds > MaxRounds {
		return fmt.Errorf("%d boardings can't be searched: give 1 to %d", rounds, MaxRounds)
	}
	for _, x := range starts {
		if x.Stop < 0 || x.Stop >= len(s.rideBest) {
			return fmt.Errorf("it can't start from stop %d: there are %d stops", x.Stop, len(s.rideBest))
		}
		if x.At < earliest || x.At > latest {
			return fmt.Errorf("it can't start %d ms from 1970: give an instant of the years 1 to 9999", x.At)
		}
	}
	return nil
}

// clear undoes the last search.
func (s *Searcher) clear() {
	for _, stop := range s.reached {
		s.rideBest[stop], s.readyBest[stop], s.touched[stop] = never, never, false
		for k := 0; k <= s.last; k++ {
			s.rounds[k].ride[stop], s.rounds[k].foot[stop] = never, never
		}
	}
	for _, stop := range s.fresh {
		s.ready[stop] = never
	}
	s.reached, s.fresh, s.last = s.reached[:0], s.fresh[:0], 0
}

// begin makes round 0 of the starts and of the footpaths from them.
func (s *Searcher) begin(starts []Start, until int64, rounds int) {
	s.grow(rounds)
	s.base = starts[0].At
	for _, x := range starts {
		s.base = min(s.base, x.At)
	}
	s.until = -1
	if until >= s.base {
		s.until = int32(min(until, s.base+Horizon) - s.base)
	}
	s.zone.set(s.d, s.base, s.until)
	for _, x := range starts {
		stop := uint32(x.Stop)
		if x.At-s.base > int64(s.until) || int32(x.At-s.base) >= s.rideBest[stop] {
			continue
		}
		at := int32(x.At - s.base)
		if s.rideBest[stop] == never {
			s.rode = append(s.rode, stop)
		}
		s.touch(stop)
		s.rounds[0].ride[stop], s.rideBest[stop] = at, at
	}
	for _, stop := range s.rode {
		s.makeReady(stop, s.rideBest[stop])
	}
	s.walk(0)
	s.swap()
}

func (s *Searcher) touch(stop uint32) {
	if !s.touched[stop] {
		s.touched[stop] = true
		s.reached = append(s.reached, stop)
	}
}

// makeReady notes that one can board at a stop, if that is earlier than before.
func (s *Searcher) makeReady(stop uint32, at int32) {
	if at >= s.readyBest[stop] {
		return
	}
	if s.nextReady[stop] == never {
		s.nextFresh = append(s.nextFresh, stop)
	}
	s.readyBest[stop], s.nextReady[stop] = at, at
}

// endRound adds changes and footpaths to the rides of a round.
func (s *Searcher) endRound(k int) {
	for _, stop := range s.rode {
		if change := s.d.t.stopChange[stop]; change != noChange {
			s.makeReady(stop, s.rounds[k].ride[stop]+change*1000)
		}
	}
	s.walk(k)
	s.swap()
}

// walk follows the footpaths from the stops that rides of a round reached. A stop is
// reached so if that serves to be there or to board there earlier.
func (s *Searcher) walk(k int) {
	r := &s.rounds[k]
	for _, stop := range s.rode {
		at := r.ride[stop]
		for _, f := range s.d.foot[s.d.firstFoot[stop]:s.d.firstFoot[stop+1]] {
			if there := at + f.millis; there <= s.until && there < s.readyBest[f.to] {
				s.touch(f.to)
				r.foot[f.to], r.from[f.to] = there, stop
				s.makeReady(f.to, there)
			}
		}
	}
	s.rode = s.rode[:0]
}

// swap makes what the round found the base of the next.
func (s *Searcher) swap() {
	for _, stop := range s.fresh {
		s.ready[stop] = never
	}
	s.ready, s.nextReady = s.nextReady, s.ready
	s.fresh, s.nextFresh = s.nextFresh, s.fresh[:0]
}

// enqueue lists the patterns that can be boarded where the round before improved
// something, each with the first call where.
func (s *Searcher) enqueue() {
	s.queue = s.queue[:0]
	for _, stop := range s.fresh {
		for _, b := range s.d.boardings[s.d.firstBoarding[stop]:s.d.firstBoarding[stop+1]] {
			if s.firstCall[b.pattern] == noCall {
				s.queue = append(s.queue, b.pattern)
			}
			s.firstCall[b.pattern] = min(s.firstCall[b.pattern], b.call)
		}
	}
}

// scan passes along a pattern from a call on, on the first run that can be boarded.
func (s *Searcher) scan(k int, p, from uint32) {
	t, r := s.d.t, &s.rounds[k]
	stops, rules := t.calls(p)
	n := uint32(len(stops))
	var row []Times // of the run that one is on; nil before any
	var start int32 // of its day
	var ride via
	for i := from; i < n; i++ {
		stop := stops[i]
		if row != nil && rules[i]&mayAlight != 0 {
			if at := start + row[i].Arrives*1000; at < s.rideBest[stop] && at <= s.until {
				if r.ride[stop] == never {
					s.rode = append(s.rode, stop)
					s.touch(stop)
				}
				ride.alight = uint16(i)
				r.ride[stop], r.via[stop], s.rideBest[stop] = at, ride, at
			}
		}
		if rules[i]&mayBoard == 0 || i == n-1 {
			continue
		}
		ready := s.ready[stop]
		if ready == never || row != nil && (ready > start+row[i].Departs*1000 || s.stays(p, n, i, ride, ready-start)) {
			continue
		}
		if trip, day, ok := s.firstRun(p, n, i, ready); ok {
			row, start = t.row(p, trip, n), s.zone.start(t.routeZone[t.patternRoute[p]], day)
			ride = via{trip: trip, day: int32(s.zone.first + day), board: uint16(i)}
		}
	}
}

// stays reports whether no run of a pattern before this one can be boarded at a call, as
// far as a glance tells: mostly the trip before leaves too early, or does not run.
func (s *Searcher) stays(p, calls, call uint32, on via, ready int32) bool {
	t := s.d.t
	first := t.firstTrip[p]
	for trip := on.trip; trip > first && on.trip-trip < 8; trip-- {
		if t.times[t.firstTime[p]+(trip-1-first)*calls+call].Departs*1000 < ready {
			return true
		}
		if t.runs(t.tripCalendar[trip-1], int(on.day)) {
			return false
		}
	}
	return false
}

// firstRun finds the first run of a pattern that leaves a call at a time or later; the
// day counts from the first of the search.
func (s *Searcher) firstRun(p, calls, call uint32, ready int32) (trip uint32, day int, ok bool) {
	t := s.d.t
	zone, calendar := t.routeZone[t.patternRoute[p]], t.patternCalendar[p]
	lo, hi := t.firstTrip[p], t.firstTrip[p+1]
	times := t.times[t.firstTime[p]+call : t.firstTime[p+1]]
	departs := func(trip uint32) int32 { return times[(trip-lo)*calls].Departs * 1000 }
	first, last := departs(lo), departs(hi-1)
	for day = range s.zone.days {
		start := s.zone.start(zone, day)
		if start+last < ready {
			continue
		}
		if start+first > s.until {
			break
		}
		if !t.runs(calendar, s.zone.first+day) {
			continue
		}
		for trip = earliestOf(lo, hi, ready-start, departs); trip < hi; trip++ {
			if t.runs(t.tripCalendar[trip], s.zone.first+day) {
				return trip, day, true
			}
		}
	}
	return 0, 0, false
}

// earliestOf is the first trip that departs at a time or later: a binary search.
func earliestOf(lo, hi uint32, at int32, departs func(trip uint32) int32) uint32 {
	for lo < hi {
		if mid := lo + (hi-lo)/2; departs(mid) < at {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}
