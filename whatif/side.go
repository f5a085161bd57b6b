package whatif

import (
	"container/heap"
	"fmt"
	"slices"

	"waythrough/journey"
	"waythrough/record"
	"waythrough/regime"
	"waythrough/road"
	"waythrough/world"
)

// A Side is one of the two states compared.
type Side struct {
	Law   *regime.Regime      // nil: every law is ignored
	Waits bool                // false: nobody queues
	Shut  []record.CrossingID // crossings closed to all
	// PermitUnknown takes passages whose law is unknown.
	PermitUnknown bool
}

// A cost is what a way takes: the quantity minimised first.
type cost struct {
	first, second int64 // milliseconds and decimetres, or the other way round
}

func (c cost) less(d cost) bool {
	return c.first < d.first || (c.first == d.first && c.second < d.second)
}

func (c cost) plus(d cost) cost { return cost{c.first + d.first, c.second + d.second} }

var unreachable = cost{road.Unreachable, road.Unreachable}

// graph is the static graph of one side for one traveller.
type graph struct {
	w         *world.World
	side      *Side
	mode      record.Mode
	traveller regime.Traveller
	byLength  bool // distance is minimised, not duration
	physical  func(record.CrossingID, record.Mode) bool

	histories []history
	numbers   map[string]int // history by its text
	usable    map[linkUse]bool
}

// history is the entries made on the way that the law asks about.
type history struct {
	text    string
	profile *regime.Profile
	entered []regime.Entered
}

type linkUse struct {
	link    road.LinkID
	head    road.NodeID
	history int
}

func newGraph(w *world.World, side *Side, t regime.Traveller, mode record.Mode, byLength bool, physical func(record.CrossingID, record.Mode) bool) *graph {
	g := &graph{w: w, side: side, mode: mode, traveller: t, byLength: byLength, physical: physical,
		numbers: map[string]int{}, usable: map[linkUse]bool{}}
	g.historyOf("", nil)
	return g
}

// historyOf numbers a history; a new one gets the traveller with those entries.
func (g *graph) historyOf(text string, entered []regime.Entered) int {
	if n, ok := g.numbers[text]; ok {
		return n
	}
	h := history{text: text, entered: entered}
	if g.side.Law != nil {
		t := g.traveller
		t.Entered = slices.Concat(t.Entered, entered)
		h.profile = g.side.Law.Profile(t)
	}
	g.numbers[text] = len(g.histories)
	g.histories = append(g.histories, h)
	return len(g.histories) - 1
}

// cost gives what an arc takes, a border's wait included.
func (g *graph) cost(l *road.Link) cost {
	time, length := int64(l.Duration), int64(l.Distance)
	if g.mode == record.Foot && l.Mode != road.Foot {
		// The tables give a car's time.
		time = int64(l.Distance.Metres() / journey.WalkingMetresPerSecond * 1000)
	}
	if g.side.Waits {
		time += int64(l.Wait)
	}
	if g.byLength {
		return cost{length, time}
	}
	return cost{time, length}
}

// carries reports whether a link is of the mode: walkers take roads too, nobody
// walks a railway.
func (g *graph) carries(l *road.Link) bool {
	return l.Mode == road.Road || (l.Mode == road.Foot && g.mode == record.Foot)
}

// passes reports whether a border link may be passed into head with a history.
func (g *graph) passes(id road.LinkID, head road.NodeID, hist int) bool {
	use := linkUse{id, head, hist}
	ok, known := g.usable[use]
	if !known {
		ok = g.judge(&g.w.Network.Links[id], head, hist)
		g.usable[use] = ok
	}
	return ok
}

func (g *graph) judge(l *road.Link, head road.NodeID, hist int) bool {
	p := g.passage(l, head)
	if p.Crossing != "" && (slices.Contains(g.side.Shut, p.Crossing) || !g.physical(p.Crossing, g.mode)) {
		return false
	}
	if g.side.Law == nil {
		return true
	}
	v := g.side.Law.Verdict(p, g.histories[hist].profile)
	if p.Crossing == "" {
		return v == regime.Permitted // an unrecorded cut: only inside a union of free movement
	}
	return v >= regime.Formality || (v == regime.Unknown && g.side.PermitUnknown)
}

func (g *graph) passage(l *road.Link, head road.NodeID) regime.Passage {
	tail := l.From
	if head == l.From {
		tail = l.To
	}
	return regime.Passage{From: g.w.Area(tail), To: g.w.Area(head), Mode: g.mode, Crossing: record.CrossingID(l.Crossing)}
}

// enter gives the history after a border link, where some rule asks about it.
func (g *graph) enter(l *road.Link, head road.NodeID, hist int) int {
	if g.side.Law == nil {
		return hist
	}
	p := g.passage(l, head)
	if !g.side.Law.AsksAbout(p.To) {
		return hist
	}
	// An entry made again counts from the last time on: what an earlier one like it
	// forfeits, the later forfeits too.
	e := regime.Entered{Area: p.To, Via: string(p.Crossing), From: p.From, On: g.side.Law.Day()}
	entered := slices.DeleteFunc(slices.Clone(g.histories[hist].entered), func(o regime.Entered) bool { return o == e })
	entered = append(entered, e)
	return g.historyOf(fmt.Sprint(entered), entered)
}

// state is a place reached with a history.
type state struct {
	node road.NodeID
	hist int
}

type reached struct {
	state
	cost
}

// from finds the least cost from a place to every place, with any history.
func (g *graph) from(origin road.NodeID, out []cost) {
	for i := range out {
		out[i] = unreachable
	}
	best := map[state]cost{}
	q := frontier{{state{origin, 0}, cost{}}}
	best[q[0].state] = cost{}
	for len(q) > 0 {
		r := heap.Pop(&q).(reached)
		if best[r.state].less(r.cost) {
			continue
		}
		if r.cost.less(out[r.node]) {
			out[r.node] = r.cost
		}
		for _, arc := range g.w.Network.Arcs(r.node) {
			l := &g.w.Network.Links[arc.Link]
			if !g.carries(l) {
				continue
			}
			next := state{arc.Head, r.hist}
			if g.w.Network.Border(arc.Link) {
				if !g.passes(arc.Link, arc.Head, r.hist) {
					continue
				}
				next.hist = g.enter(l, arc.Head, r.hist)
			}
			c := r.cost.plus(g.cost(l))
			if old, ok := best[next]; !ok || c.less(old) {
				best[next] = c
				heap.Push(&q, reached{next, c})
			}
		}
	}
}

type frontier []reached

func (q frontier) Len() int           { return len(q) }
func (q frontier) Less(i, j int) bool { return q[i].cost.less(q[j].cost) }
func (q frontier) Swap(i, j int)      { q[i], q[j] = q[j], q[i] }
func (q *frontier) Push(x any)        { *q = append(*q, x.(reached)) }
func (q *frontier) Pop() any {
	old := *q
	last := old[len(old)-1]
	*q = old[:len(old)-1]
	return last
}
