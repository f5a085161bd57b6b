package journey

import (
	"fmt"

	"waythrough/road"
	"waythrough/world"
)

// bounds gives for each entry, and for the beginnings of the journey, the least time
// from there to a target if no law and no timetable held anybody up; never if there is
// no way. It backs the search, so it must not exceed what any way takes.
//
// By road alone that is what the free ground says, one row for each target. A search to
// everywhere aims at nothing: its bounds are nothing, and labels are settled in the order in
// which they are reached. With services it is Dijkstra's algorithm against the direction of travel, over entries alone:
// O(entries · exits of a cell).
func (s *search) bounds() []instant {
	if len(s.to) == 0 {
		return make([]instant, s.origins+len(s.from))
	}
	if s.free != nil && !s.query.rides() && len(s.ground.Gates) > 0 {
		return s.floor()
	}
	b := backward{search: s, low: make([]instant, s.origins+len(s.from)), hub: map[int]instant{}}
	for i := range b.low {
		b.low[i] = never
	}
	for _, t := range s.to {
		b.relax(t.Cell, t.In, 0)
		b.relaxStops(t.Cell, 0, func(k int) road.Millis { return t.FromStops[k] })
	}
	for len(b.queue) > 0 && !b.watch.over() {
		at := b.queue.pop()
		if at.cost > b.low[at.entry] {
			continue
		}
		b.settle(at.entry, at.cost)
	}
	s.low = b.low
	for i, f := range s.from {
		b.low[s.origins+i] = b.beginning(i, f)
	}
	return b.low
}

// unasked is a bound that was not asked for yet.
const unasked instant = -1

// floor leaves the bounds to be asked for, cell by cell: a search sees few of them.
func (s *search) floor() []instant {
	low := make([]instant, s.origins+len(s.from))
	for i := range low {
		low[i] = unasked
	}
	return low
}

// bound is that of an entry.
func (s *search) bound(e world.Entry) instant {
	if low := s.low[e]; low != unasked {
		return low
	}
	if i := int(e) - s.origins; i >= 0 {
		s.low[e] = (&backward{search: s, low: s.low}).beginning(i, s.from[i])
		return s.low[e]
	}
	cell := s.ground.Cell(e)
	entries := s.ground.Entries(cell)
	row := make([]road.Millis, len(entries))
	for i := range row {
		row[i] = road.Unreachable
	}
	for _, t := range s.to {
		if err := s.ground.Floor(s.free, cell, t, row); err != nil {
			s.watch.fail(fmt.Errorf("bounding the search: %w", err))
		}
	}
	for i, entry := range entries {
		s.low[entry] = instant(row[i])
	}
	return s.low[e]
}

type backward struct {
	*search
	low   []instant
	hub   map[int]instant // by cell: the least bound of its stops
	queue queue[entryCost]
}

type entryCost struct {
	cost  instant
	entry world.Entry
}

func (a entryCost) Before(b entryCost) bool { return a.cost < b.cost }

// settle goes back over what leads to an entry.
func (b *backward) settle(e world.Entry, cost instant) {
	if k, ok := b.stopAt(e); ok {
		b.settleStop(b.ground.StopCell(k), cost)
		return
	}
	if gates := len(b.ground.Gates); int(e) >= gates {
		for _, r := range b.arriving[int(e)-gates] {
			st := b.stops[r.station][r.stop].station
			cell := b.ground.Cell(world.Entry(gates + st))
			leaving, stations := b.ground.Exits(cell)
			exit := leaving[1] - leaving[0] + st - stations[0]
			b.relaxExit(cell, exit, cost+r.least)
		}
		return
	}
	g := &b.ground.Gates[e]
	cell := b.ground.Leaves(int(e))
	leaving, _ := b.ground.Exits(cell)
	b.relaxExit(cell, int(e)-leaving[0], cost+instant(g.Wait+g.Pass))
}

// relaxExit lowers the bounds of what leads to an exit from which the rest takes cost.
func (b *backward) relaxExit(cell, exit int, cost instant) {
	b.relax(cell, b.ground.Column(cell, exit), cost)
	first := b.ground.StopsOf(cell)[0]
	b.relaxStops(cell, cost, func(k int) road.Millis { return b.ground.FromStop(first + k)[exit] })
}

// relaxStops lowers the bounds of the stops of a cell.
func (b *backward) relaxStops(cell int, cost instant, takes func(k int) road.Millis) {
	if b.local == nil {
		return
	}
	stops := b.ground.StopsOf(cell)
	for k := stops[0]; k < stops[1]; k++ {
		e := world.Entry(b.firstStop() + k)
		if c := cost.plus(takes(k - stops[0])); c < b.low[e] {
			b.low[e] = c
			b.queue.push(entryCost{c, e})
		}
	}
}

// settleStop takes the first stop of a cell that is settled for the best of them: from
// anywhere in the cell one comes there by some ride, in no time for all that is known here.
func (b *backward) settleStop(cell int, cost instant) {
	if _, done := b.hub[cell]; done {
		return
	}
	b.hub[cell] = cost
	for _, e := range b.ground.Entries(cell) {
		if cost < b.low[e] {
			b.low[e] = cost
			b.queue.push(entryCost{cost, e})
		}
	}
}

// relax lowers the bounds of the entries into a cell by the durations from each of them
// to where the rest takes cost.
func (b *backward) relax(cell int, column []road.Millis, cost instant) {
	for i, e := range b.ground.Entries(cell) {
		if c := cost + instant(column[i]); c < b.low[e] && column[i] < road.Unreachable {
			b.low[e] = c
			b.queue.push(entryCost{c, e})
		}
	}
}

// beginning is the bound of a place where the journey begins.
func (b *backward) beginning(i int, f *world.End) instant {
	low := never
	for j := range b.to {
		low = min(low, b.direct[i][j])
	}
	gates, stations := b.ground.Exits(f.Cell)
	for k := gates[0]; k < gates[1]; k++ {
		if d, g := f.Out[k-gates[0]], &b.ground.Gates[k]; d < road.Unreachable {
			low = min(low, instant(d+g.Wait+g.Pass)+b.bound(world.Entry(k)))
		}
	}
	for k := stations[0]; k < stations[1]; k++ {
		d := f.Out[gates[1]-gates[0]+k-stations[0]]
		if d >= road.Unreachable {
			continue
		}
		for _, p := range b.stops[k] {
			for _, a := range p.alights {
				low = min(low, instant(d)+a.least+b.bound(world.Entry(len(b.ground.Gates)+a.station)))
			}
		}
	}
	if h, ok := b.hub[f.Cell]; ok {
		low = min(low, h)
	}
	return min(low, never)
}
