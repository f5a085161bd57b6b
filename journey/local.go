package journey

import (
	"fmt"
	"sync"

	"waythrough/record"
	"waythrough/regime"
	"waythrough/road"
	"waythrough/service/timetable"
	"waythrough/world"
)

// Bounds of a search of dense timetables.
const (
	localRounds = timetable.DefaultRounds // boardings in one cell between two borders
	localHours  = 24 * hour               // from when one sets out to the last arrival
)

// local searches the dense timetable of a world, round by round: what stays in one cell
// needs no law, and so is one step of the search for journeys.
type local struct {
	domestic *timetable.Domestic
	pool     *sync.Pool // of *timetable.Searcher
	place    []int32    // by stop of the timetable: its place in Ground.Stops; -1 if it has none
	arrivals []timetable.Arrival
	starts   []timetable.Start
}

func newLocal(w *world.World, g *world.Ground, pool *sync.Pool) *local {
	d := w.Domestic()
	if d == nil || len(g.Stops) == 0 {
		return nil
	}
	l := &local{domestic: d, pool: pool, place: make([]int32, d.Timetable().Stops())}
	for i := range l.place {
		l.place[i] = -1
	}
	for k := range g.Stops {
		l.place[g.Stops[k].Stop] = int32(k)
	}
	return l
}

// firstStop is the entry of the first stop.
func (s *search) firstStop() int { return len(s.ground.Gates) + len(s.ground.Stations) }

// stopAt gives the stop at which an entry stands; false if it is none.
func (s *search) stopAt(e world.Entry) (int, bool) {
	k := int(e) - s.firstStop()
	return k, k >= 0 && int(e) < s.origins
}

// toStops gives the durations by road from an entry to the stops of its cell, which begin
// at first.
func (s *search) toStops(e world.Entry) (durations []road.Millis, first int) {
	if i := int(e) - s.origins; i >= 0 {
		return s.from[i].ToStops, s.ground.StopsOf(s.from[i].Cell)[0]
	}
	return s.ground.ToStops(e), s.ground.StopsOf(s.ground.Cell(e))[0]
}

// searchFrom searches from where a label stands, and hands the searcher on.
func (s *search) searchFrom(l *label, do func(*timetable.Searcher) error) error {
	durations, first := s.toStops(l.entry)
	s.local.starts = s.local.starts[:0]
	for i, d := range durations {
		if d < road.Unreachable {
			stop := &s.ground.Stops[first+i]
			s.local.starts = append(s.local.starts, timetable.Start{Stop: stop.Stop, At: int64(l.at.plus(d + stop.Access))})
		}
	}
	if len(s.local.starts) == 0 {
		return nil
	}
	searcher := s.local.pool.Get().(*timetable.Searcher)
	defer s.local.pool.Put(searcher)
	var err error
	if fault := s.local.domestic.Timetable().Guard(func() {
		if err = searcher.Search(s.local.starts, int64(l.at+localHours), localRounds); err == nil {
			err = do(searcher)
		}
	}); fault != nil {
		return fault
	}
	return err
}

// rideLocally adds the labels at the stops that can be reached from one within its cell.
func (s *search) rideLocally(l *label) {
	if s.local == nil || l.step.kind == changed || s.watch.look() != nil {
		return
	}
	byRoad, first := s.toStops(l.entry)
	err := s.searchFrom(l, func(found *timetable.Searcher) error {
		for _, stop := range found.Reached() {
			k := s.local.place[stop]
			if k < 0 {
				continue
			}
			s.local.arrivals = found.Arrivals(int(stop), s.local.arrivals[:0])
			for _, a := range s.local.arrivals {
				// Without a boarding only a footpath of the feed leads further than roads do.
				if a.Boardings > 0 || instant(a.At) < l.at.plus(byRoad[int(k)-first]+s.ground.Stops[k].Access) {
					s.arriveLocally(l, int(k), a)
				}
			}
		}
		return nil
	})
	if err != nil {
		s.watch.fail(fmt.Errorf("searching the timetable: %w", err))
	}
}

func (s *search) arriveLocally(l *label, k int, a timetable.Arrival) {
	entry, at := world.Entry(s.firstStop()+k), instant(a.At).plus(s.ground.Stops[k].Access)
	if s.tooLate(s.endsAfter(entry, at), l.doubt, l.formal(), l.used|byLocal) {
		return
	}
	next := s.follow(l, entry, at, step{kind: changed, reach: l.at, target: int32(a.Boardings), verdict: regime.Permitted})
	next.boardings += uint16(a.Boardings)
	next.hired = true
	next.used |= byLocal
	s.use(next, tokenKey{line: -1}) // one for all: ways that differ by stops or trips alone are no alternatives
	s.push(next)
}

// changed tells the rides and walks that led to a stop.
func (t *teller) changes(l *label) error {
	k, _ := t.stopAt(l.entry)
	return t.searchFrom(l.parent, func(found *timetable.Searcher) error {
		j, ok := found.Journey(t.ground.Stops[k].Stop, int(l.step.target))
		if !ok {
			return fmt.Errorf("telling a journey to %s: the timetable no longer has it", t.ground.Stops[k].Halt.Name)
		}
		first := &t.ground.Stops[t.local.place[j.Start]]
		if err := t.drive(l.parent, t.ground.AtStop(int(t.local.place[j.Start])), first.Spot); err != nil {
			return err
		}
		t.walk(first.Spot, first.Halt, instant(j.At)-instant(first.Access), instant(j.At))
		here := instant(j.At)
		for i := range j.Legs {
			t.localLeg(&j.Legs[i], here)
			here = instant(j.Legs[i].Arrives)
		}
		last := &t.ground.Stops[k]
		t.walk(last.Halt, last.Spot, here, here.plus(last.Access))
		return nil
	})
}

// stopSpot is where a stop of the timetable lies.
func (t *teller) stopSpot(stop int) *world.Spot {
	if k := t.local.place[stop]; k >= 0 {
		return t.ground.Stops[k].Halt
	}
	x := t.local.domestic.Timetable().Stop(stop)
	return &world.Spot{ID: "stop:" + x.ID, Name: x.Name, Area: record.AreaID(t.local.domestic.Area(stop)), At: x.At, Zone: x.Zone}
}

// localLeg tells a ride with the wait for it, or a walk between stops.
func (t *teller) localLeg(x *timetable.Leg, here instant) {
	from, to := t.stopSpot(x.From), t.stopSpot(x.To)
	if x.Ride == nil {
		t.walk(from, to, instant(x.Departs), instant(x.Arrives))
		return
	}
	r := t.local.domestic.Timetable().Route(x.Ride.Route)
	ref := &ServiceRef{Statement: record.StatementID("gtfs:" + x.Ride.Trip), Name: r.Name, Operators: []string{r.Operator},
		Says: "As its timetable has it, trip " + x.Ride.Trip + "."}
	if x.Ride.Headsign != "" {
		ref.Says = fmt.Sprintf("As its timetable has it, trip %s towards %s.", x.Ride.Trip, x.Ride.Headsign)
	}
	if x.Ride.Estimated {
		ref.Estimate = "the timetable gives only an interval: the run is supposed"
	}
	if wait := t.leg(Board, r.Mode, from, from, here, instant(x.Departs)); wait.DurationS > 0 {
		wait.Service = ref
		t.legs = append(t.legs, wait)
	}
	ride := t.leg(Ride, r.Mode, from, to, instant(x.Departs), instant(x.Arrives))
	ride.Service = ref
	ride.Geometry = ride.Geometry[:0]
	for i, c := range x.Ride.Calls {
		spot := t.stopSpot(c.Stop)
		ride.Geometry = append(ride.Geometry, at(point(spot)))
		if i > 0 {
			ride.DistanceM += int64(metres(t.stopSpot(x.Ride.Calls[i-1].Stop), spot))
		}
		if i > 0 && i < len(x.Ride.Calls)-1 {
			ride.Via = append(ride.Via, spot.Name)
		}
	}
	t.legs = append(t.legs, ride)
}

// walk tells a way on foot between the roads and a stop, or between stops; nothing if it
// takes no time.
func (t *teller) walk(from, to *world.Spot, departs, arrives instant) {
	if arrives <= departs {
		return
	}
	l := t.leg(Walk, record.Foot, from, to, departs, arrives)
	l.DistanceM = int64(metres(from, to) * timetable.WalkDetour)
	t.legs = append(t.legs, l)
}
