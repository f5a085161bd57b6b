package timetable

import (
	"fmt"
	"math"
	"slices"
	"time"

	"waythrough/geo"
	"waythrough/record"
)

// The oracle answers from the feeds alone: every run of every day as a list of instants,
// and rounds of trying each run at each of its calls. It shares no code with the
// timetable but the definition of a footpath's length.

// A naiveRun is a trip on a day.
type naiveRun struct {
	id, headsign string
	route        int // of all feeds, as stops are
	day          record.Day
	estimated    bool
	calls        []naiveCall
}

type naiveCall struct {
	stop             int
	arrives, departs int64
	board, alight    bool
}

type oracle struct {
	stops  int
	area   []string
	runs   []naiveRun // those that stay in an area
	border []naiveRun // others
	foot   map[[2]int]int64
	change []int64 // -1 if forbidden
}

func newOracle(feeds []*Feed, area []string) *oracle {
	o := &oracle{area: area, foot: map[[2]int]int64{}}
	var at []geo.LatLon
	served := map[int]bool{}
	routes := 0
	for _, f := range feeds {
		for _, s := range f.Stops {
			at = append(at, s.At)
		}
		for _, trip := range f.Trips {
			o.expand(f, trip, o.stops, routes)
		}
		o.stops += len(f.Stops)
		routes += len(f.Routes)
	}
	for _, r := range slices.Concat(o.runs, o.border) {
		for _, c := range r.calls {
			served[c.stop] = true
		}
	}
	for a := range at {
		o.change = append(o.change, 120)
		for b := range at {
			if d := geo.Distance(at[a], at[b]); a != b && served[a] && served[b] && d <= 400 {
				o.foot[[2]int{a, b}] = max(120, int64(math.Ceil(float64(d)*1.3/1.2)))
			}
		}
	}
	o.transfers(feeds)
	for pair := range o.foot {
		if area[pair[0]] != area[pair[1]] {
			delete(o.foot, pair)
		}
	}
	return o
}

func (o *oracle) transfers(feeds []*Feed) {
	base := 0
	for _, f := range feeds {
		said := map[[2]int]int64{}
		for _, x := range f.Transfers {
			pair := [2]int{base + x.From, base + x.To}
			old, known := said[pair]
			switch {
			case x.Forbidden:
				said[pair] = -1
			case !known || old >= 0 && old < int64(x.Seconds):
				said[pair] = int64(x.Seconds)
			}
		}
		for pair, seconds := range said {
			switch {
			case pair[0] == pair[1]:
				o.change[pair[0]] = seconds
			case seconds < 0:
				delete(o.foot, pair)
			default:
				o.foot[pair] = seconds
			}
		}
		base += len(f.Stops)
	}
}

func naiveRunsOn(k Calendar, day record.Day) bool {
	if slices.Contains(k.Removed, day) {
		return false
	}
	return slices.Contains(k.Added, day) || day >= k.First && day <= k.Last && k.Weekdays[day.Start().Time().Weekday()]
}

func naiveDayStart(day record.Day, zone *time.Location) int64 {
	y, m, d := day.Start().Time().Date()
	return time.Date(y, m, d, 12, 0, 0, 0, zone).Add(-12 * time.Hour).UnixMilli()
}

func (o *oracle) expand(f *Feed, trip Trip, firstStop, firstRoute int) {
	k := f.Calendars[trip.Calendar]
	first, last := k.First, k.Last
	for _, d := range k.Added {
		first, last = min(first, d), max(last, d)
	}
	for day := first; day <= last; day++ {
		if !naiveRunsOn(k, day) {
			continue
		}
		start := naiveDayStart(day, f.Routes[trip.Route].Zone)
		add := func(shift int32, estimated bool) {
			r := naiveRun{id: trip.ID, headsign: trip.Headsign, route: firstRoute + trip.Route, day: day, estimated: estimated}
			areas := map[string]bool{}
			for _, c := range trip.Calls {
				r.calls = append(r.calls, naiveCall{firstStop + c.Stop, start + int64(c.Arrives+shift)*1000, start + int64(c.Departs+shift)*1000, c.Board, c.Alight})
				areas[o.area[firstStop+c.Stop]] = true
			}
			if len(areas) > 1 {
				o.border = append(o.border, r)
			} else {
				o.runs = append(o.runs, r)
			}
		}
		if len(trip.Runs) == 0 {
			add(0, false)
		}
		for _, h := range trip.Runs {
			for at := h.First; at < h.Last; at += h.Every {
				add(at-trip.Calls[0].Departs, !h.Exact)
			}
		}
	}
}

const naiveNever = math.MaxInt64 / 2

// search gives the arrivals that pay, by stop.
func (o *oracle) search(starts []Start, until int64, rounds int) [][]Arrival {
	fill := func() []int64 { return slices.Repeat([]int64{naiveNever}, o.stops) }
	best, ready, ride := fill(), fill(), fill()
	for _, s := range starts {
		if s.At <= until {
			ride[s.Stop] = min(ride[s.Stop], s.At)
		}
	}
	out := make([][]Arrival, o.stops)
	for k := 0; ; k++ {
		here := slices.Clone(ride)
		for s, at := range ride {
			if k == 0 {
				ready[s] = min(ready[s], at)
			} else if o.change[s] >= 0 {
				ready[s] = min(ready[s], at+o.change[s]*1000)
			}
		}
		for pair, seconds := range o.foot {
			if there := ride[pair[0]] + seconds*1000; there <= until {
				here[pair[1]] = min(here[pair[1]], there)
				ready[pair[1]] = min(ready[pair[1]], there)
			}
		}
		for s, at := range here {
			if at < best[s] {
				best[s] = at
				out[s] = append(out[s], Arrival{k, at})
			}
		}
		if k == rounds {
			return out
		}
		ride = o.rides(ready, until)
	}
}

// rides is where one more ride leads.
func (o *oracle) rides(ready []int64, until int64) []int64 {
	out := slices.Repeat([]int64{naiveNever}, o.stops)
	for _, r := range o.runs {
		for i, from := range r.calls {
			if !from.board || ready[from.stop] > from.departs {
				continue
			}
			for _, to := range r.calls[i+1:] {
				if to.alight && to.arrives <= until {
					out[to.stop] = min(out[to.stop], to.arrives)
				}
			}
		}
	}
	return out
}

// checkJourney follows a journey through the feeds, leg by leg.
func (o *oracle) checkJourney(j Journey, starts []Start, stop int, want Arrival) error {
	if !slices.Contains(starts, Start{j.Start, j.At}) {
		return fmt.Errorf("it starts at stop %d at %d, which is no start", j.Start, j.At)
	}
	at, now, boardings := j.Start, j.At, 0
	for i, l := range j.Legs {
		if l.From != at {
			return fmt.Errorf("leg %d begins at stop %d, and one is at %d", i, l.From, at)
		}
		if l.Ride == nil {
			seconds, ok := o.foot[[2]int{l.From, l.To}]
			if !ok || l.Departs != now || l.Arrives != now+seconds*1000 || i > 0 && j.Legs[i-1].Ride == nil || l.Seconds() != int(seconds) {
				return fmt.Errorf("leg %d walks from %d to %d in %d s, and a footpath takes %d", i, l.From, l.To, l.Seconds(), seconds)
			}
		} else {
			boardings++
			if i > 0 && j.Legs[i-1].Ride != nil {
				if o.change[at] < 0 {
					return fmt.Errorf("leg %d changes at %d, where that is forbidden", i, at)
				}
				now += o.change[at] * 1000
			}
			if err := o.checkRide(l, now); err != nil {
				return fmt.Errorf("leg %d: %w", i, err)
			}
		}
		at, now = l.To, l.Arrives
	}
	if at != stop || now != want.At || boardings != want.Boardings {
		return fmt.Errorf("it leads to stop %d at %d with %d boardings", at, now, boardings)
	}
	return nil
}

func (o *oracle) checkRide(l Leg, ready int64) error {
	if l.Departs < ready {
		return fmt.Errorf("the ride leaves at %d, and one is ready at %d", l.Departs, ready)
	}
	var halts []Halt
	for _, r := range o.runs {
		if r.id != l.Ride.Trip || r.day != l.Ride.Day || r.route != l.Ride.Route || r.headsign != l.Ride.Headsign || r.estimated != l.Ride.Estimated {
			continue
		}
		halts = halts[:0]
		for _, c := range r.calls {
			halts = append(halts, Halt{c.stop, c.arrives, c.departs})
		}
		for i, from := range r.calls {
			end := i + len(l.Ride.Calls)
			if end > len(r.calls) || !from.board || !r.calls[end-1].alight || !slices.Equal(halts[i:end], l.Ride.Calls) {
				continue
			}
			if from.stop == l.From && from.departs == l.Departs && r.calls[end-1].stop == l.To && r.calls[end-1].arrives == l.Arrives {
				return nil
			}
		}
	}
	return fmt.Errorf("no run of trip %q on %s can be ridden so: %+v", l.Ride.Trip, l.Ride.Day, l.Ride.Calls)
}
