package journey

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"testing/fstest"

	"waythrough/geo"
	"waythrough/record"
	"waythrough/road/worldgen"
	"waythrough/service"
	"waythrough/service/timetable"
	"waythrough/world"
)

// riding tries every ride of a feed, run by run: it knows the feed and the footpaths, and
// neither patterns nor rounds. Durations are milliseconds.
type riding struct {
	feed      *timetable.Feed
	tt        *timetable.Timetable
	toStop    []instant // from where the journey begins, by stop; never where nobody gets there
	fromStop  []instant // to where it ends
	depart    instant
	last      instant // the latest arrival of a ride or footpath
	onDay     [2]record.Day
	boardings int
}

// earliest gives by number of boardings when the journey ends at the earliest with no more.
func (r *riding) earliest() []instant {
	n := len(r.feed.Stops)
	// By stop: when one can board there, and when one is there by ride or footpath. A footpath follows a ride or the start, and never another.
	ready, arrived := nevers(n), nevers(n)
	for s, d := range r.toStop {
		if d < never && r.depart+d <= r.last {
			ready[s] = r.depart + d
		}
	}
	r.walk(slices.Clone(ready), ready, arrived)
	best := r.end(never, arrived)
	out := []instant{best}
	for range r.boardings {
		rode := nevers(n)
		for i := range r.feed.Trips {
			r.ride(&r.feed.Trips[i], ready, rode)
		}
		for s, at := range rode {
			arrived[s] = min(arrived[s], at)
			if change, may := r.tt.Change(s); may && at < never {
				ready[s] = min(ready[s], at+instant(change)*1000)
			}
		}
		r.walk(rode, ready, arrived)
		best = r.end(best, arrived)
		out = append(out, best)
	}
	return out
}

// end is when the journey ends that goes on from some stop to its end by road.
func (r *riding) end(best instant, arrived []instant) instant {
	for s, at := range arrived {
		if at < never && r.fromStop[s] < never {
			best = min(best, at+r.fromStop[s])
		}
	}
	return best
}

func nevers(n int) []instant {
	out := make([]instant, n)
	for i := range out {
		out[i] = never
	}
	return out
}

// walk takes one footpath from where a ride ended.
func (r *riding) walk(from, ready, arrived []instant) {
	for s, at := range from {
		if at == never {
			continue
		}
		r.tt.Footpath(s, func(to int, seconds int32) {
			if there := at + instant(seconds)*1000; there <= r.last {
				ready[to], arrived[to] = min(ready[to], there), min(arrived[to], there)
			}
		})
	}
}

// ride takes a trip on each day and headway from each call to each later one.
func (r *riding) ride(x *timetable.Trip, ready, rode []instant) {
	route := &r.feed.Routes[x.Route]
	for day := r.onDay[0]; day <= r.onDay[1]; day++ {
		if !runsOn(&r.feed.Calendars[x.Calendar], day) {
			continue
		}
		// Noon less twelve hours.
		start := instant(service.Instant(day.Start()+12*60, route.Zone).UnixMilli()) - 12*hour
		offsets := []int32{0}
		if len(x.Runs) > 0 {
			offsets = nil
			for _, h := range x.Runs {
				for at := h.First; at < h.Last; at += h.Every {
					offsets = append(offsets, at)
				}
			}
		}
		for _, offset := range offsets {
			on := false
			for _, c := range x.Calls {
				at := start + instant(offset+c.Arrives)*1000
				if on && c.Alight && at <= r.last {
					rode[c.Stop] = min(rode[c.Stop], at)
				}
				on = on || c.Board && ready[c.Stop] <= start+instant(offset+c.Departs)*1000
			}
		}
	}
}

func runsOn(c *timetable.Calendar, day record.Day) bool {
	if slices.Contains(c.Added, day) {
		return true
	}
	return !slices.Contains(c.Removed, day) && day >= c.First && day <= c.Last && c.Weekdays[day.Start().Time().Weekday()]
}

// drawServices draws a feed around a day whose stops lie near some points.
func drawServices(rng *rand.Rand, w *world.World, near []geo.LatLon, around record.Day) *timetable.Feed {
	zone := w.PostZone("", "a0")
	f := &timetable.Feed{Name: "drawn", Publisher: "a die", Routes: []timetable.Route{{ID: "r", Name: "R", Mode: record.Rail, Operator: "o", Zone: zone}, {ID: "q", Name: "Q", Mode: record.Road, Operator: "o", Zone: zone}}}
	for i := range 5 + rng.IntN(6) {
		at := near[rng.IntN(len(near))]
		off := []float64{0, 0.002, 0.01, 0.05}[rng.IntN(4)]
		f.Stops = append(f.Stops, timetable.Stop{ID: fmt.Sprint("s", i), Name: fmt.Sprint("S", i), Zone: zone, Station: i,
			At: geo.LatLon{Lat: at.Lat + off*rng.Float64(), Lon: at.Lon + off*rng.Float64()}})
	}
	for i := range 2 {
		c := timetable.Calendar{ID: fmt.Sprint("c", i), First: around - 2, Last: around + 2}
		for k := range c.Weekdays {
			c.Weekdays[k] = rng.IntN(4) > 0
		}
		f.Calendars = append(f.Calendars, c)
	}
	busy := int32(rng.IntN(22)) * 3600 // trips crowd into some hours, so that changing pays
	for range 30 + rng.IntN(40) {
		at := busy + int32(rng.IntN(4*12))*300
		x := timetable.Trip{ID: fmt.Sprint("t", len(f.Trips)), Route: rng.IntN(2), Calendar: rng.IntN(2)}
		if rng.IntN(5) == 0 {
			x.Runs = []timetable.Headway{{First: at, Last: at + 3600, Every: 900 + int32(rng.IntN(2))*900}}
			at = 0
		}
		for range 2 + rng.IntN(4) {
			x.Calls = append(x.Calls, timetable.Call{Stop: rng.IntN(len(f.Stops)), Arrives: at, Departs: at, Board: true, Alight: true})
			at += int32(1+rng.IntN(12)) * 60
		}
		f.Trips = append(f.Trips, x)
	}
	for range rng.IntN(4) {
		f.Transfers = append(f.Transfers, timetable.Transfer{From: rng.IntN(len(f.Stops)), To: rng.IntN(len(f.Stops)), Seconds: int32(rng.IntN(900)), Forbidden: rng.IntN(3) == 0})
	}
	return f
}

// around is a minute not long before or after a trip begins, mostly.
func around(rng *rand.Rand, f *timetable.Feed) record.Minute {
	x := &f.Trips[rng.IntN(len(f.Trips))]
	at := x.Calls[0].Departs
	if len(x.Runs) > 0 {
		at = x.Runs[0].First
	}
	return firstDay.Start() + record.Minute(at/60) - record.Minute(rng.IntN(120))
}

// A comparison counts what of it would show a fault.
type comparison struct{ asked, ridden, changed, found int }

// compare asks for a way and holds the earliest arrival, with each number of boardings,
// to be that of the exhaustive ride. The roads are the ground's own, which is tested
// elsewhere.
func (c *comparison) compare(t *testing.T, name string, w *world.World, f *timetable.Feed, q Query) {
	t.Helper()
	q, _, err := q.settle(w)
	if err != nil {
		t.Fatal(err)
	}
	s := searchFor(t, w, q, law{})
	s.depart = instantOf(q.Depart, s.from[0].Spot.Zone)
	r := &riding{feed: f, tt: w.Domestic().Timetable(), depart: s.depart, last: s.depart + localHours, boardings: localRounds,
		onDay: [2]record.Day{q.Depart.Day() - 2, q.Depart.Day() + 2}, toStop: nevers(len(f.Stops)), fromStop: nevers(len(f.Stops))}
	for k := range s.ground.Stops {
		x := &s.ground.Stops[k]
		if w, err := s.ground.Way(s.from[0].Stand(), s.ground.AtStop(k)); err == nil && w != nil {
			r.toStop[x.Stop] = instant(w.Duration + x.Access)
		}
		if w, err := s.ground.Way(s.ground.AtStop(k), s.to[0].Stand()); err == nil && w != nil {
			r.fromStop[x.Stop] = instant(w.Duration + x.Access)
		}
	}
	byRoad := never
	if d := s.direct[0][0]; d < never {
		byRoad = s.depart + d
	}
	c.asked++
	want := r.earliest()
	found := s.ways()
	last := never
	for k, at := range want {
		if at = min(at, byRoad); at >= last {
			continue
		}
		last = at
		if at-s.depart > slack(min(want[len(want)-1], byRoad)-s.depart) {
			continue // nobody wants to be told of it
		}
		if got := soonestWith(found, k); got != at {
			t.Fatalf("%s: with %d boardings one arrives after %d s, want %d s (by road %d s)", name, k, (got-s.depart)/1000, (at-s.depart)/1000, (byRoad-s.depart)/1000)
		}
		c.found++
		if at < byRoad && k > 0 {
			c.ridden++
			if k > 1 {
				c.changed++
			}
		}
	}
	for _, l := range choose(found, mostItineraries) {
		it, err := s.itinerary(l)
		if err != nil {
			t.Fatal(err)
		}
		if contiguous(t, &it); t.Failed() {
			t.Fatalf("%s: %s", name, ridden(&it))
		}
	}
}

// soonestWith is the earliest arrival with no more than some boardings.
func soonestWith(found []*label, boardings int) instant {
	out := never
	for _, l := range found {
		if int(l.boardings) <= boardings {
			out = min(out, l.at)
		}
	}
	return out
}

func TestRidesAgainstExhaustion(t *testing.T) {
	var c comparison
	seeds := uint64(400)
	if testing.Short() {
		seeds = 50
	}
	for seed := range seeds {
		rng := rand.New(rand.NewPCG(seed, 11))
		places, links := "id,name,lat,lon,area,population\n", "from,to,mode,distance_m,duration_s\n"
		var near []geo.LatLon
		for i := range 4 {
			p := geo.LatLon{Lat: 40 + 0.4*rng.Float64(), Lon: 44 + 0.4*rng.Float64()}
			near = append(near, p)
			places += fmt.Sprintf("p%d,P%d,%f,%f,a0,1\n", i, i, p.Lat, p.Lon)
			if i > 0 && rng.IntN(6) > 0 {
				links += fmt.Sprintf("p%d,p%d,road,%d,%d\n", rng.IntN(i), i, 5000+rng.IntN(30000), 600+rng.IntN(3000))
			}
		}
		w := open(t, "areas:\n  - {id: a0, kind: zone, name: A0, timezone: "+pick(rng, zoneNames...)+"}\n", places, links)
		f := drawServices(rng, w, near, firstDay)
		withServices(t, w, f)
		for _, by := range []string{ByTransit, ByAny} {
			q := Query{From: placeOf(t, w, "p0"), To: placeOf(t, w, "p3"), By: by, Known: firstDay, Depart: around(rng, f)}
			c.compare(t, fmt.Sprintf("seed %d by %s", seed, by), w, f, q)
		}
	}
	t.Logf("%d questions, %d arrivals that pay, %d by a ride, %d of them with changes", c.asked, c.found, c.ridden, c.changed)
	if !testing.Short() && (c.ridden < 200 || c.changed < 50) {
		t.Errorf("%d arrivals by a ride and %d with changes are too few to show a fault", c.ridden, c.changed)
	}
}

// The same on imported roads, where stops lie beside roads and not at places.
func TestRidesOnRoadsAgainstExhaustion(t *testing.T) {
	drawn := worldgen.New(worldgen.Options{Seed: 3, Nodes: 2000, Areas: 2, Crossings: 1})
	var data bytes.Buffer
	if err := drawn.WritePBF(&data); err != nil {
		t.Fatal(err)
	}
	path := builtNetwork(t, streetsOf(t, data.Bytes()))
	var c comparison
	for seed := range uint64(150) {
		rng := rand.New(rand.NewPCG(seed, 12))
		r, err := record.Load(record.Folder{Name: "drawn", FS: fstest.MapFS{"r.yaml": {Data: drawn.Record(worldgen.RecordOptions{})}}})
		if err != nil {
			t.Fatal(err)
		}
		w := joined(t, path, r)
		towns := w.Settlements()
		towns = slices.DeleteFunc(slices.Clone(towns), func(s *world.Spot) bool { return s.Area != towns[0].Area })
		var near []geo.LatLon
		for _, s := range towns {
			near = append(near, s.At)
		}
		f := drawServices(rng, w, near, firstDay)
		withServices(t, w, f)
		from, to := towns[rng.IntN(len(towns))], towns[rng.IntN(len(towns))]
		d := w.Domestic()
		if from == to || slices.ContainsFunc(f.Stops, func(x timetable.Stop) bool { return d.Area(x.Station) != d.Area(0) }) {
			continue // over a border law acts
		}
		q := Query{From: world.Place{Spots: []*world.Spot{from}}, To: world.Place{Spots: []*world.Spot{to}}, By: ByTransit, Known: firstDay,
			Depart: around(rng, f)}
		c.compare(t, fmt.Sprint("seed ", seed), w, f, q)
	}
	t.Logf("%d questions, %d arrivals that pay, %d by a ride, %d of them with changes", c.asked, c.found, c.ridden, c.changed)
	if c.ridden < 30 {
		t.Errorf("%d arrivals by a ride are too few to show a fault", c.ridden)
	}
}
