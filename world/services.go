package world

import (
	"fmt"
	"slices"
	"sync"
	"time"

	"waythrough/geo"
	"waythrough/record"
	"waythrough/road"
	"waythrough/service"
	"waythrough/service/timetable"
)

const (
	// toStop is how far a stop may lie from the nearest place of tables, which knows no
	// streets, or from the nearest road.
	toStop geo.Metres = 5000
	// mostSupposed is how many changes from what is known the area of a stop is supposed:
	// a country has few, and a feed drawn to be slow many.
	mostSupposed = 16
)

// A Stop is a stop of a timetable with a place on the ground.
type Stop struct {
	Stop   int         // of the timetable
	Spot   *Spot       // where one leaves the roads: a place of tables, or the stop itself
	Halt   *Spot       // the stop
	Access road.Millis // on foot from the one to the other
	cell   int
}

// services are a timetable joined to a world.
type services struct {
	domestic *timetable.Domestic
	stops    []*Stop // by stop; nil where no place or road is near
	lines    []service.Line
	footway  map[record.TerminalID]road.Millis // to the stops at which lines call
}

// Serve adds the services of a timetable. Trips that stay within an area are searched by
// [World.Domestic]; those that pass a border become lines, for law acts on them. It must
// be called before the world is shared. The error is a fault in reading a file.
func (w *World) Serve(t *timetable.Timetable) error {
	s := &services{stops: make([]*Stop, t.Stops()), footway: map[record.TerminalID]road.Millis{}}
	areas := make([]string, t.Stops())
	for i := range s.stops {
		at, err := w.stop(i, stopID(t, i), t.Stop(i))
		if err != nil {
			return err
		}
		if s.stops[i] = at; at != nil {
			areas[i] = string(at.Spot.Area)
		}
	}
	supposeAreas(t, areas)
	var abroad []*timetable.CrossBorder
	s.domestic, abroad = t.Split(func(i int) string { return areas[i] })
	for _, b := range abroad {
		s.lines = append(s.lines, w.linesOf(t, s, b)...)
	}
	w.services = s
	return nil
}

// supposeAreas gives each stop that is near nothing the area of the stops beside which
// trips call there, if these lie in one. Else a tram past the last place known would seem
// to leave the state. It ends when nothing more is learnt: once for each change that
// leads further from what is known, and no more than mostSupposed times.
func supposeAreas(t *timetable.Timetable, areas []string) {
	if !slices.Contains(areas, "") {
		return
	}
	for range mostSupposed {
		_, abroad := t.Split(func(i int) string { return areas[i] })
		learnt := false
		for _, b := range abroad {
			only := ""
			for _, c := range b.Calls {
				switch a := areas[c.Stop]; {
				case a == "" || a == only:
				case only == "":
					only = a
				default:
					only = "several"
				}
			}
			for _, c := range b.Calls {
				if only != "several" && areas[c.Stop] == "" {
					areas[c.Stop], learnt = only, true
				}
			}
		}
		if !learnt {
			return
		}
	}
}

// stopID names a stop among all that a world knows. Two feeds may have one id for two stops.
func stopID(t *timetable.Timetable, i int) string {
	if len(t.About.Feeds) > 1 {
		return fmt.Sprintf("stop:%d:%s", t.FeedOf(i)+1, t.Stop(i).ID)
	}
	return "stop:" + t.Stop(i).ID
}

// stop finds where a stop lies; nil if that is nowhere near.
func (w *World) stop(i int, id string, x timetable.Stop) (*Stop, error) {
	out := &Stop{Stop: i, Halt: &Spot{ID: id, Name: x.Name, At: x.At, Zone: x.Zone}}
	if out.Spot = out.Halt; w.tables != nil {
		node, d, ok := w.tables.Nearest(x.At)
		if !ok || d > toStop {
			return nil, nil
		}
		out.Spot = w.spot(node)
		out.Halt.node, out.Halt.Area = node, out.Spot.Area
		out.Access = access(d)
		return out, nil
	}
	area, off, err := w.streets.areaNear(x.At, toStop)
	if err != nil || off > toStop {
		return nil, err
	}
	out.Halt.Area = area
	out.Access = access(off)
	return out, nil
}

// access is how long the walk takes to a stop that lies so far off as the crow flies: at
// the speed of roads, not at that of stairs and platforms between two stops.
func access(off geo.Metres) road.Millis {
	return road.Millis(float64(off) * timetable.WalkDetour / walkingMetresPerSecond * 1000)
}

// linesOf makes lines of a pattern that passes a border, one for all trips that take the
// same times. Its stops become terminals that the record does not know, but for ports: see
// calledAt.
func (w *World) linesOf(t *timetable.Timetable, s *services, b *timetable.CrossBorder) []service.Line {
	var near []int // calls
	for k, c := range b.Calls {
		if s.stops[c.Stop] != nil {
			near = append(near, k)
		}
	}
	if len(near) < 2 {
		return nil
	}
	r := t.Route(b.Route)
	runs := &borderRuns{pattern: b, zone: r.Zone, line: make([]int, b.Trips())}
	var out []service.Line
	known := map[string]int{}
	for trip := range b.Trips() {
		info := b.Trip(trip)
		calls := w.callsOf(s, b, r.Mode, near, info.Times)
		key := fmt.Sprint(info.Estimated, calls)
		n, ok := known[key]
		if !ok {
			n = len(out)
			known[key] = n
			line := service.Line{Statement: record.StatementID("gtfs:" + r.ID), Name: r.Name, Operators: []string{r.Operator}, Mode: r.Mode, Calls: calls,
				Says: "As its timetable has it, route " + r.ID + "."}
			if info.Estimated {
				line.Estimate = "the timetable gives only an interval: the run is supposed"
			}
			out = append(out, line.WithRuns(r.Zone, func(from, to record.Day) []service.Departure { return runs.of(n, from, to) }))
		}
		runs.line[trip] = n
	}
	runs.lines = len(out)
	for _, k := range near {
		stop := s.stops[b.Calls[k].Stop]
		id := w.calledAt(stop, r.Mode)
		if w.terminals[id] == nil {
			w.terminals[id] = stop.Halt
			w.called = append(w.called, id)
			s.footway[id] = stop.Access
		}
	}
	for i := range out {
		w.pass(&out[i])
	}
	return out
}

// callsOf gives the calls of a trip that have a place, by the time since it left its first.
func (w *World) callsOf(s *services, b *timetable.CrossBorder, m record.Mode, near []int, times []timetable.Times) []service.Call {
	out := make([]service.Call, len(near))
	first := times[0].Departs
	for i, k := range near {
		out[i] = service.Call{Terminal: w.calledAt(s.stops[b.Calls[k].Stop], m),
			Arrives: time.Duration(times[k].Arrives-first) * time.Second, Leaves: time.Duration(times[k].Departs-first) * time.Second}
	}
	return out
}

// borderRuns are the runs of a pattern that passes a border, told apart by line. Those
// last asked for are kept, since a search asks for each line of the same days.
type borderRuns struct {
	pattern *timetable.CrossBorder
	zone    *time.Location
	line    []int // by trip
	lines   int

	mu       sync.Mutex
	from, to record.Day
	kept     [][]service.Departure // by line
}

// of gives the runs of a line that leave on some days.
func (r *borderRuns) of(line int, from, to record.Day) []service.Departure {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.kept == nil || from != r.from || to != r.to {
		r.from, r.to, r.kept = from, to, make([][]service.Departure, r.lines)
		for run := range r.pattern.Runs(0, instantOf(from, r.zone), instantOf(to+1, r.zone)) {
			n := r.line[run.Trip]
			r.kept[n] = append(r.kept[n], service.Departure{At: time.UnixMilli(run.Departs(0)), Sure: true})
		}
	}
	return r.kept[line]
}

func instantOf(d record.Day, zone *time.Location) int64 {
	return service.Instant(d.Start(), zone).UnixMilli()
}

// Footway gives the time on foot between the roads and a terminal that is a stop of the
// timetable; 0 for one of the record.
func (w *World) Footway(id record.TerminalID) road.Millis {
	if w.services == nil {
		return 0
	}
	return w.services.footway[id]
}

// Beside gives where one leaves the roads for a terminal: a place of tables, if it is a
// stop of the timetable there; else the terminal itself.
func (w *World) Beside(s *Spot) *Spot {
	if w.tables != nil && w.Footway(record.TerminalID(s.ID)) > 0 {
		return w.spot(s.node)
	}
	return s
}

// Domestic is the part of the timetable whose trips stay within an area; nil if no
// timetable was added.
func (w *World) Domestic() *timetable.Domestic {
	if w.services == nil {
		return nil
	}
	return w.services.domestic
}

// placeStops lays the stops of the timetable out by cell, and fills their tables.
func (g *Ground) placeStops(w *World) error {
	if w.services == nil {
		return nil
	}
	at := make([][]stand, len(g.cells))
	byCell := make([][]Stop, len(g.cells))
	for _, s := range w.services.stops {
		if s == nil {
			continue
		}
		c, ok := g.cellOf[s.Spot.Area]
		if !ok {
			continue
		}
		stand, err := g.roads.locate(s.Spot)
		if err != nil {
			continue // no road of this vehicle is near
		}
		x := *s
		x.cell = c
		byCell[x.cell], at[x.cell] = append(byCell[x.cell], x), append(at[x.cell], stand)
	}
	for c := range g.cells {
		x := &g.cells[c]
		x.stops[0] = len(g.Stops)
		g.Stops, g.stands = append(g.Stops, byCell[c]...), append(g.stands, at[c]...)
		x.stops[1] = len(g.Stops)
		if len(at[c]) == 0 {
			continue
		}
		if err := g.fillStops(x, at[c]); err != nil {
			return fmt.Errorf("laying out stops: %w", err)
		}
	}
	return nil
}

// fillStops makes the tables between the stops of a cell and its exits and entries.
func (g *Ground) fillStops(x *cell, at []stand) (err error) {
	if x.toStop, err = g.roads.fix(at, at); err != nil {
		return err
	}
	f, err := g.fixedOf(x)
	if err != nil {
		return err
	}
	n, exits := len(at), x.exits()
	x.stopRows = make([]road.Millis, n*exits)
	for i, s := range at {
		if err := f.out(s, x.stopRows[i*exits:(i+1)*exits]); err != nil {
			return err
		}
	}
	x.entryStops = make([]road.Millis, len(x.entries)*n)
	for i, e := range x.entries {
		if err := x.toStop.out(g.stands[e], x.entryStops[i*n:(i+1)*n]); err != nil {
			return err
		}
	}
	return nil
}

// StopsOf gives the stops in a cell: Stops from and up to.
func (g *Ground) StopsOf(c int) [2]int { return g.cells[c].stops }

// ToStops gives the durations by road from an entry to each stop of its cell.
func (g *Ground) ToStops(e Entry) []road.Millis {
	c := &g.cells[g.Cell(e)]
	n := c.stops[1] - c.stops[0]
	return c.entryStops[int(g.places[e])*n : (int(g.places[e])+1)*n]
}

// FromStop gives the durations by road from a stop to each exit of its cell.
func (g *Ground) FromStop(k int) []road.Millis {
	c := &g.cells[g.Stops[k].cell]
	n := c.exits()
	i := k - c.stops[0]
	return c.stopRows[i*n : (i+1)*n]
}

// StopCell gives the cell of a stop.
func (g *Ground) StopCell(k int) int { return g.Stops[k].cell }

// AtStop gives the stand of a stop.
func (g *Ground) AtStop(k int) Stand { return Stand{g.stands[len(g.Gates)+len(g.Stations)+k]} }
