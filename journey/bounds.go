package journey

import (
	"waythrough/road"
	"waythrough/world"
)

// bounds gives for each entry, and for the beginnings of the journey, the least time
// from there to a target if no law and no timetable held anybody up; never if there is
// no way. It backs the search, so it must not exceed what any way takes. It is Dijkstra's
// algorithm against the direction of travel, over entries alone: O(entries · exits of a
// cell).
func (s *search) bounds() []instant {
	b := backward{search: s, low: make([]instant, s.origins+len(s.from))}
	for i := range b.low {
		b.low[i] = never
	}
	for _, t := range s.to {
		b.relax(t.Cell, t.In, 0)
	}
	for len(b.queue) > 0 {
		at := b.pop()
		if at.cost > b.low[at.entry] {
			continue
		}
		b.settle(at.entry, at.cost)
	}
	for i, f := range s.from {
		b.low[s.origins+i] = b.beginning(i, f)
	}
	return b.low
}

type backward struct {
	*search
	low   []instant
	queue []entryCost
}

type entryCost struct {
	cost  instant
	entry world.Entry
}

// settle goes back over what leads to an entry.
func (b *backward) settle(e world.Entry, cost instant) {
	if gates := len(b.ground.Gates); int(e) >= gates {
		for _, r := range b.arriving[int(e)-gates] {
			st := b.stops[r.station][r.stop].station
			cell := b.ground.Cell(world.Entry(gates + st))
			leaving, stations := b.ground.Exits(cell)
			exit := leaving[1] - leaving[0] + st - stations[0]
			b.relax(cell, b.ground.Column(cell, exit), cost+r.least)
		}
		return
	}
	g := &b.ground.Gates[e]
	cell := b.ground.Leaves(int(e))
	leaving, _ := b.ground.Exits(cell)
	b.relax(cell, b.ground.Column(cell, int(e)-leaving[0]), cost+instant(g.Wait+g.Pass))
}

// relax lowers the bounds of the entries into a cell by the durations from each of them
// to where the rest takes cost.
func (b *backward) relax(cell int, column []road.Millis, cost instant) {
	for i, e := range b.ground.Entries(cell) {
		if c := cost + instant(column[i]); c < b.low[e] && column[i] < road.Unreachable {
			b.low[e] = c
			b.push(entryCost{c, e})
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
			low = min(low, instant(d+g.Wait+g.Pass)+b.low[k])
		}
	}
	for k := stations[0]; k < stations[1]; k++ {
		d := f.Out[gates[1]-gates[0]+k-stations[0]]
		if d >= road.Unreachable {
			continue
		}
		for _, p := range b.stops[k] {
			for _, a := range p.alights {
				low = min(low, instant(d)+a.least+b.low[len(b.ground.Gates)+a.station])
			}
		}
	}
	return min(low, never)
}

func (b *backward) push(x entryCost) {
	h := append(b.queue, x)
	i := len(h) - 1
	for i > 0 {
		up := (i - 1) / 2
		if x.cost >= h[up].cost {
			break
		}
		h[i] = h[up]
		i = up
	}
	h[i] = x
	b.queue = h
}

func (b *backward) pop() entryCost {
	h := b.queue
	top, last := h[0], h[len(h)-1]
	h = h[:len(h)-1]
	i := 0
	for {
		next := 2*i + 1
		if next >= len(h) {
			break
		}
		if next+1 < len(h) && h[next+1].cost < h[next].cost {
			next++
		}
		if h[next].cost >= last.cost {
			break
		}
		h[i] = h[next]
		i = next
	}
	if len(h) > 0 {
		h[i] = last
	}
	b.queue = h
	return top
}
