package world

import (
	"fmt"
	"iter"
	"slices"
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
	// detour is how much longer a footway is than the straight line.
	detour = 1.3
)

// A Stop is a stop of a timetable with a place on the ground.
type Stop struct {
	Stop   int // of the timetable
	Spot   *Spot
	Access road.Millis // on foot between the roads and the stop
	cell   int
}

// services are a timetable joined to a world.
type services struct {
	domestic *timetable.Domestic
	stops    []*Stop // by stop; nil where no place or road is near
	lines    []service.Line
}

// Serve adds the services of a timetable. Trips that stay within an area are searched by
// [World.Domestic]; those that pass a border become lines, for law acts on them. It must
// be called before the world is shared. The error is a fault in reading a file.
func (w *World) Serve(t *timetable.Timetable) error {
	s := &services{stops: make([]*Stop, t.Stops())}
	for i := range s.stops {
		at, err := w.stop(i, t.Stop(i))
		if err != nil {
			return err
		}
		s.stops[i] = at
	}
	var abroad []*timetable.CrossBorder
	s.domestic, abroad = t.Split(func(i int) string {
		if s.stops[i] == nil {
			return ""
		}
		return string(s.stops[i].Spot.Area)
	})
	for _, b := range abroad {
		s.lines = append(s.lines, w.linesOf(t, s, b)...)
	}
	w.services = s
	return nil
}

// stop finds where a stop lies; nil if that is nowhere near.
func (w *World) stop(i int, x timetable.Stop) (*Stop, error) {
	out := &Stop{Stop: i, Spot: &Spot{ID: "stop:" + x.ID, Name: x.Name, At: x.At, Zone: x.Zone}}
	if w.tables != nil {
		node, d, ok := w.tables.Nearest(x.At)
		if !ok || d > toStop {
			return nil, nil
		}
		out.Spot.node, out.Spot.Area = node, w.spot(node).Area
		out.Access = road.Millis(float64(d) * detour / walkingMetresPerSecond * 1000)
		return out, nil
	}
	area, off, err := w.streets.areaNear(x.At, toStop)
	if err != nil || off > toStop {
		return nil, err
	}
	out.Spot.Area = area
	out.Access = road.Millis(float64(off) * detour / walkingMetresPerSecond * 1000)
	return out, nil
}

// linesOf makes lines of a pattern that passes a border, one for each trip. Its stops
// become terminals that the record does not know.
func (w *World) linesOf(t *timetable.Timetable, s *services, b *timetable.CrossBorder) []service.Line {
	r := t.Route(b.Route)
	var out []service.Line
	for trip := range b.Trips() {
		info := b.Trip(trip)
		line := service.Line{Statement: record.StatementID("gtfs:" + info.ID), Name: r.Name, Says: "As the timetable has it, trip " + info.ID + ".",
			Operators: []string{r.Operator}, Mode: r.Mode}
		if info.Estimated {
			line.Estimate = "the timetable gives only an interval: the run is supposed"
		}
		first := time.Duration(info.Times[0].Departs) * time.Second
		for k, c := range b.Calls {
			if s.stops[c.Stop] == nil {
				continue
			}
			id := record.TerminalID(s.stops[c.Stop].Spot.ID)
			w.terminals[id] = s.stops[c.Stop].Spot
			if !slices.Contains(w.called, id) {
				w.called = append(w.called, id)
			}
			times := info.Times[k]
			line.Calls = append(line.Calls, service.Call{Terminal: id, Arrives: time.Duration(times.Arrives)*time.Second - first,
				Leaves: time.Duration(times.Departs)*time.Second - first})
		}
		if len(line.Calls) < 2 {
			continue
		}
		out = append(out, line.WithRuns(r.Zone, func(from, to record.Day) []service.Departure {
			return departures(b.Runs(0, instantOf(from, r.Zone), instantOf(to+1, r.Zone)), trip)
		}))
	}
	return out
}

func instantOf(d record.Day, zone *time.Location) int64 {
	return service.Instant(d.Start(), zone).UnixMilli()
}

func departures(runs iter.Seq[timetable.Run], trip int) []service.Departure {
	var out []service.Departure
	for run := range runs {
		if run.Trip == trip {
			out = append(out, service.Departure{At: time.UnixMilli(run.Departs(0)), Sure: true})
		}
	}
	return out
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
		stand, err := g.roads.locate(s.Spot)
		if err != nil {
			continue // no road of this vehicle is near
		}
		x := *s
		x.cell = g.cellOf[s.Spot.Area]
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
	n, exits := len(at), x.exits()
	x.stopRows = make([]road.Millis, n*exits)
	for i, s := range at {
		if err := x.fixed.out(s, x.stopRows[i*exits:(i+1)*exits]); err != nil {
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
