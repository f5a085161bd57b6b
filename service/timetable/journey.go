package timetable

import (
	"slices"

	"waythrough/record"
)

// An Arrival is a way to reach a stop that pays: with fewer boardings it takes longer.
type Arrival struct {
	Boardings int
	At        int64
}

// A Journey is the legs from a start to a stop. With none, the stop is a start.
type Journey struct {
	Start int // the stop where it begins
	At    int64
	Legs  []Leg
}

// A Leg is a ride or a footpath.
type Leg struct {
	From, To         int // stops
	Departs, Arrives int64
	Ride             *Ride // nil on foot, where Departs is when one sets out
}

// Seconds is how long the leg takes.
func (l *Leg) Seconds() int { return int((l.Arrives - l.Departs) / 1000) }

// A Ride is a part of a run.
type Ride struct {
	Route, Pattern int
	Trip           string // its id in the feed
	Headsign       string
	Day            record.Day // of service
	// Estimated is true where only the interval between runs is promised, not when
	// they leave.
	Estimated bool
	Calls     []Halt // from where one boards to where one alights
}

// A Halt is a call of a run.
type Halt struct {
	Stop             int
	Arrives, Departs int64
}

// Reached lists the stops that the last search reached, in an order that depends on the
// search alone. The list stands until the next search.
func (s *Searcher) Reached() []uint32 { return s.reached }

// Arrivals appends to a list how the last search reached a stop: by ascending boardings
// and descending instants. The footpath that may end a journey counts.
func (s *Searcher) Arrivals(stop int, into []Arrival) []Arrival {
	best := int32(never)
	for k := 0; k <= s.last; k++ {
		r := &s.rounds[k]
		if at := min(r.ride[stop], r.foot[stop]); at < best {
			best = at
			into = append(into, Arrival{k, s.base + int64(at)})
		}
	}
	return into
}

// Journey gives the way to a stop with so many boardings; false if that is not among
// its Arrivals.
func (s *Searcher) Journey(stop, boardings int) (Journey, bool) {
	if boardings < 0 || boardings > s.last || stop < 0 || stop >= len(s.rideBest) || !s.pays(uint32(stop), boardings) {
		return Journey{}, false
	}
	var legs []Leg // from the last to the first
	at := uint32(stop)
	ready := int32(never - 1) // when one must be there
	for k := boardings; ; k-- {
		r := &s.rounds[k]
		if !s.byRide(k, at, ready, k == boardings) {
			from := r.from[at]
			legs = append(legs, Leg{From: int(from), To: int(at), Departs: s.base + int64(r.ride[from]), Arrives: s.base + int64(r.foot[at])})
			at = from
		}
		if k == 0 {
			break
		}
		leg := s.ride(r.via[at])
		legs = append(legs, leg)
		at, ready = uint32(leg.From), int32(leg.Departs-s.base)
	}
	slices.Reverse(legs)
	return Journey{Start: int(at), At: s.base + int64(s.rounds[0].ride[at]), Legs: legs}, true
}

// pays reports whether a round reached a stop earlier than the rounds before it.
func (s *Searcher) pays(stop uint32, k int) bool {
	at := min(s.rounds[k].ride[stop], s.rounds[k].foot[stop])
	for j := range k {
		if min(s.rounds[j].ride[stop], s.rounds[j].foot[stop]) <= at {
			return false
		}
	}
	return at != never
}

// byRide reports whether a stop is rather reached by ride than on foot in a round: at
// the end of a journey if that is no later, else if one is then in time to board.
func (s *Searcher) byRide(k int, stop uint32, ready int32, end bool) bool {
	ride, foot := s.rounds[k].ride[stop], s.rounds[k].foot[stop]
	if end || ride == never {
		return ride <= foot
	}
	if k == 0 {
		return ride <= ready
	}
	change := s.d.t.stopChange[stop]
	return change != noChange && ride+change*1000 <= ready
}

// ride describes the leg of a via.
func (s *Searcher) ride(v via) Leg {
	t := s.d.t
	p := t.patternOf(v.trip)
	stops, _ := t.calls(p)
	row := t.row(p, v.trip, uint32(len(stops)))
	start := t.start(t.routeZone[t.patternRoute[p]], int(v.day))
	ride := &Ride{
		Route: int(t.patternRoute[p]), Pattern: int(p), Trip: t.text(t.tripID[v.trip]), Headsign: t.text(t.tripSign[v.trip]),
		Day: t.About.First + record.Day(v.day), Estimated: t.tripEstimated[v.trip] != 0,
	}
	for i := v.board; i <= v.alight; i++ {
		ride.Calls = append(ride.Calls, Halt{int(stops[i]), start + int64(row[i].Arrives)*1000, start + int64(row[i].Departs)*1000})
	}
	first, last := ride.Calls[0], ride.Calls[len(ride.Calls)-1]
	return Leg{From: first.Stop, To: last.Stop, Departs: first.Departs, Arrives: last.Arrives, Ride: ride}
}
