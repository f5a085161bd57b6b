package world

import (
	"slices"
	"sync"

	"waythrough/geo"
	"waythrough/record"
	"waythrough/road"
	"waythrough/road/mapped"
)

// Speeds of those whom the durations of tables, which are a car's, don't fit.
const (
	walkingMetresPerSecond = 5.0 / 3.6
	cyclingMetresPerSecond = 15.0 / 3.6
	lorryMetresPerSecond   = 80.0 / 3.6 // the limit for heavy vehicles in most states
)

// tables finds ways over the links of two tables, for one vehicle.
type tables struct {
	w       *World
	vehicle Vehicle
	// over, if any, tells which border links may be passed like any other; without it ways
	// stay in their area.
	over   func(*road.Link) bool
	queues *waits // at such links; nil: nobody waits

	once sync.Once
	into [][]road.Arc // by place: see arcsInto
}

// stand is one end of a way: a place of the tables, or a spot on imported roads.
type stand struct {
	node   road.NodeID
	street mapped.Spot
	behind bool // of a gate: the way begins there
}

func (t *tables) locate(s *Spot) (stand, error) { return stand{node: s.node}, nil }

// cost is what a link takes on a way, with the table's wait but not the record's: see from.
func (t *tables) cost(l road.LinkID) (road.Millis, bool) {
	x := &t.w.tables.Links[l]
	switch {
	case !t.carries(l):
		return 0, false
	case !t.w.tables.Border(l):
		return t.duration(l), true
	case t.over == nil || !t.over(x):
		return 0, false
	case t.queues == nil:
		return t.duration(l), true
	}
	return t.duration(l).Plus(x.Wait), true
}

// carries reports whether one can travel on a link this way. A road is walked over
// a border only where no footway joins the same two places.
func (t *tables) carries(l road.LinkID) bool {
	x := &t.w.tables.Links[l]
	switch x.Mode {
	case road.Road:
		return t.vehicle != OnFoot || !t.w.tables.Border(l) || !t.hasFootway(x)
	case road.Foot:
		return t.vehicle == OnFoot
	}
	return false
}

func (t *tables) hasFootway(x *road.Link) bool {
	return slices.ContainsFunc(t.w.tables.Arcs(x.From), func(a road.Arc) bool {
		return a.Head == x.To && t.w.tables.Links[a.Link].Mode == road.Foot
	})
}

// duration is how long a link takes this way, without its wait.
func (t *tables) duration(l road.LinkID) road.Millis {
	x := &t.w.tables.Links[l]
	atSpeed := func(metresPerSecond float64) road.Millis {
		return road.Millis(x.Distance.Metres() / metresPerSecond * 1000)
	}
	switch t.vehicle {
	case OnFoot:
		if x.Mode == road.Foot {
			return x.Duration
		}
		return atSpeed(walkingMetresPerSecond)
	case Bicycle:
		return max(x.Duration, atSpeed(cyclingMetresPerSecond))
	case Truck, Bus:
		return max(x.Duration, atSpeed(lorryMetresPerSecond))
	}
	return x.Duration
}

// gates lists the border links in each direction in which they may be travelled.
func (t *tables) gates() []placedGate {
	n := t.w.tables
	var out []placedGate
	for i := range n.Places {
		tail := road.NodeID(i)
		for _, a := range n.Arcs(tail) {
			if n.Border(a.Link) && t.carries(a.Link) {
				out = append(out, placedGate{t.gate(tail, a), stand{node: tail}, stand{node: a.Head}})
			}
		}
	}
	return out
}

func (t *tables) gate(tail road.NodeID, a road.Arc) Gate {
	l := &t.w.tables.Links[a.Link]
	near, far := t.w.spot(tail), t.w.spot(a.Head)
	return Gate{Crossing: record.CrossingID(l.Crossing), From: near.Area, To: far.Area, Near: near, Far: far,
		Wait: l.Wait, Pass: t.duration(a.Link), Distance: l.Distance}
}

func (t *tables) fix(exits, entries []stand) (fixed, error) {
	return &fixedTables{t, exits, entries}, nil
}

type fixedTables struct {
	t              *tables
	exits, entries []stand
}

func (f *fixedTables) out(from stand, durations []road.Millis) error {
	tree := f.t.tree(from.node, false)
	for i, x := range f.exits {
		durations[i] = tree.duration[x.node]
	}
	return nil
}

func (f *fixedTables) in(to stand, durations []road.Millis) error {
	tree, err := f.heading(to)
	if err != nil {
		return err
	}
	return f.inTo(tree, durations)
}

func (f *fixedTables) heading(to stand) (heading, error) {
	return f.t.tree(to.node, true), nil
}

func (f *fixedTables) inTo(to heading, durations []road.Millis) error {
	tree := to.(tree)
	for i, x := range f.entries {
		durations[i] = tree.duration[x.node]
	}
	return nil
}

func (t *tables) between(from, to stand) (road.Millis, error) {
	return t.tree(from.node, false).duration[to.node], nil
}

func (t *tables) way(from, to stand) (*Way, bool, error) {
	n := t.w.tables
	path, ok := t.tree(from.node, false).path(to.node)
	if !ok {
		return nil, false, nil
	}
	w := &Way{Geometry: []geo.LatLon{n.Places[from.node].At}}
	here := from.node
	for _, link := range path {
		x := &n.Links[link]
		head := x.To
		if here != x.From {
			head = x.From
		}
		if n.Border(link) {
			g := t.gate(here, road.Arc{Link: link, Head: head})
			queue := t.queueAt(link, here)
			g.Wait, g.Worst, g.Observed = queue.usual, queue.worst, queue.observed
			w.Borders = append(w.Borders, Passing{Gate: g,
				Point: len(w.Geometry) - 1, Ends: len(w.Geometry), After: w.Duration, AfterWay: w.Distance})
		}
		c, _ := t.from(link, here)
		w.Duration, w.Distance = w.Duration.Plus(c), w.Distance.Plus(x.Distance)
		here = head
		p := &n.Places[here]
		w.Geometry = append(w.Geometry, p.At)
		if here != to.node && (len(w.Via) == 0 || w.Via[len(w.Via)-1].Name != p.Name) {
			w.Via = append(w.Via, Mark{len(w.Geometry) - 1, p.Name})
		}
	}
	return w, true, nil
}
