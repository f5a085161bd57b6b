package journey

import (
	"container/heap"
	"slices"
	"time"

	"waythrough/record"
	"waythrough/road"
	"waythrough/service"
	"waythrough/world"
)

// An instant counts milliseconds from 1970-01-01T00:00Z.
type instant int64

const (
	minute instant = 60_000
	hour           = 60 * minute
	day            = 24 * hour
	never  instant = road.Unreachable
)

// time gives the instant as a zone's clock shows it.
func (t instant) time(zone *time.Location) time.Time { return time.UnixMilli(int64(t)).In(zone) }

// local gives the minute that a zone's clock shows.
func (t instant) local(zone *time.Location) record.Minute { return record.MinuteOf(t.time(zone)) }

func instantOf(m record.Minute, zone *time.Location) instant {
	return instant(service.Instant(m, zone).UnixMilli())
}

// A gate is a border link as it is left from one side.
type gate struct {
	link       road.LinkID
	tail, head road.NodeID
}

// A stop is a call at which a line can be boarded.
type stop struct {
	line int
	call int
	node road.NodeID
}

// overlay is what a search runs on: the gates and stops of each area, for one way
// of travelling and one day of knowing. It is read-only after newOverlay but for
// the trees that roads keeps.
type overlay struct {
	w     *world.World
	roads *roads
	lines []service.Line
	gates map[record.AreaID][]gate
	stops map[record.AreaID][]stop
}

func newOverlay(w *world.World, roads *roads, lines []service.Line) *overlay {
	o := &overlay{w: w, roads: roads, lines: lines, gates: map[record.AreaID][]gate{}, stops: map[record.AreaID][]stop{}}
	for n := range w.Network.Places {
		tail := road.NodeID(n)
		for _, a := range w.Network.Arcs(tail) {
			if w.Network.Border(a.Link) && roads.carries(a.Link) {
				area := w.Area(tail)
				o.gates[area] = append(o.gates[area], gate{a.Link, tail, a.Head})
			}
		}
	}
	for i := range lines {
		calls := lines[i].Calls
		for k, c := range calls[:len(calls)-1] {
			if node, ok := w.Terminal(c.Terminal); ok {
				area := w.Area(node)
				o.stops[area] = append(o.stops[area], stop{i, k, node})
			}
		}
	}
	return o
}

// wait is the usual wait at a gate, pass how long passing it takes.
func (o *overlay) wait(g gate) instant { return instant(o.w.Network.Links[g.link].Wait) }
func (o *overlay) pass(g gate) instant { return instant(o.roads.duration(g.link)) }

// alight lists the calls after one at which a line can be left.
func (o *overlay) alight(s stop, visit func(call int, node road.NodeID)) {
	for k := s.call + 1; k < len(o.lines[s.line].Calls); k++ {
		c := o.lines[s.line].Calls[k]
		if node, ok := o.w.Terminal(c.Terminal); ok && c.Terminal != "" {
			visit(k, node)
		}
	}
}

// bounds gives for each place where a label can stand the least time from there to
// a target, if no law and no timetable held anybody up; never if there is no way.
// It backs the search, so it must not exceed what any way takes.
func (o *overlay) bounds(from, targets []road.NodeID) map[road.NodeID]instant {
	type edge struct {
		tail road.NodeID
		cost instant
	}
	into := map[road.NodeID][]edge{}
	seen := map[road.NodeID]bool{}
	queue := slices.Clone(from)
	low := map[road.NodeID]instant{}
	h := &nodeHeap{}
	for len(queue) > 0 {
		n := queue[len(queue)-1]
		queue = queue[:len(queue)-1]
		if seen[n] {
			continue
		}
		seen[n], low[n] = true, never
		add := func(head road.NodeID, cost instant) {
			into[head] = append(into[head], edge{n, cost})
			queue = append(queue, head)
		}
		tree := o.roads.from(n)
		for _, t := range targets {
			if d := instant(tree.Duration[t]); d < low[n] {
				low[n] = d
			}
		}
		if low[n] < never {
			heap.Push(h, nodeCost{n, low[n]})
		}
		for _, g := range o.gates[o.w.Area(n)] {
			if d := instant(tree.Duration[g.tail]); d < never {
				add(g.head, d+o.wait(g)+o.pass(g))
			}
		}
		for _, s := range o.stops[o.w.Area(n)] {
			d, line := instant(tree.Duration[s.node]), &o.lines[s.line]
			if d < never {
				o.alight(s, func(k int, node road.NodeID) {
					ride := line.Calls[k].Arrives - line.Calls[s.call].Leaves
					add(node, d+instant((line.Boarding+ride).Milliseconds()))
				})
			}
		}
	}
	for h.Len() > 0 {
		at := heap.Pop(h).(nodeCost)
		if at.cost > low[at.node] {
			continue
		}
		for _, e := range into[at.node] {
			if c := at.cost + e.cost; c < low[e.tail] {
				low[e.tail] = c
				heap.Push(h, nodeCost{e.tail, c})
			}
		}
	}
	return low
}

type nodeCost struct {
	node road.NodeID
	cost instant
}

type nodeHeap []nodeCost

func (h nodeHeap) Len() int           { return len(h) }
func (h nodeHeap) Less(i, j int) bool { return h[i].cost < h[j].cost }
func (h nodeHeap) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }
func (h *nodeHeap) Push(x any)        { *h = append(*h, x.(nodeCost)) }
func (h *nodeHeap) Pop() any {
	old := *h
	last := old[len(old)-1]
	*h = old[:len(old)-1]
	return last
}
