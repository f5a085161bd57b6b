package mapped

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"waythrough/cch"
	"waythrough/road/osm"
	"waythrough/road/osm/profile"
	"waythrough/road/street"
	"waythrough/road/turn"
)

// A Measure is what a way is to have least of. Both are kept for each profile.
type Measure int

// The measures.
const (
	Duration Measure = iota // milliseconds
	Length                  // decimetres
	measures = 2
)

var measureNames = [measures]string{"duration", "length"}

// String is the measure's name: "duration".
func (m Measure) String() string { return measureNames[m] }

// states is the graph in which a profile's ways are searched. Its nodes are the
// network's nodes if nothing hangs on how a node was reached (no restriction of turns
// binds the profile, no barrier stops it, no edge is only for who has business there:
// turning back then never helps a shortest way). Otherwise they are half-edges: see
// package turn.
type states struct {
	byNode bool

	// If byNode, arc a is the half-edge Half[a], and First gives the arcs that leave a
	// node. Otherwise Half is by state, and FirstOf gives the states of a half-edge.
	Half    []street.Half
	FirstOf []uint32

	// Arcs lead from state to state, sorted by tail: those of state s are First[s] …
	// First[s+1]-1. Turn is what the turn adds to a duration; empty if nothing.
	First []uint32
	Head  []uint32
	Turn  []uint32
}

func (s *states) count() int { return len(s.First) - 1 }

// half is what an arc travels.
func (s *states) half(arc cch.ArcID) street.Half {
	if s.byNode {
		return s.Half[arc]
	}
	return s.Half[s.Head[arc]]
}

// into calls do with each arc that leads to a state, and with the state that it leaves.
func (s *states) into(n *street.Network, state uint32, do func(from uint32, arc cch.ArcID)) {
	at := street.Node(state)
	if !s.byNode {
		at = n.Tail(s.Half[state])
	}
	for _, leaving := range n.LeavingFrom(at) {
		h := leaving.Reverse()
		first, last := uint32(n.Tail(h)), uint32(n.Tail(h))+1
		if !s.byNode {
			first, last = s.FirstOf[h], s.FirstOf[h+1]
		}
		for from := first; from < last; from++ {
			for a := s.First[from]; a < s.First[from+1]; a++ {
				if s.Head[a] == state && (!s.byNode || s.Half[a] == h) {
					do(from, cch.ArcID(a))
				}
			}
		}
	}
}

// needsTurns reports whether the ways of a profile hang on how nodes are reached.
func needsTurns(n *street.Network, p profile.Profile, cost turnCost) bool {
	for _, t := range n.Turns {
		if t.Profiles>>p&1 != 0 {
			return true
		}
	}
	if cost != nil {
		return true
	}
	for e := range n.From {
		usable := n.Duration[p][0][e] != street.Closed || n.Duration[p][1][e] != street.Closed
		if usable && (n.Has(p, street.Edge(e))&profile.Destination != 0 || n.Shut(p, n.From[e]) || n.Shut(p, n.To[e])) {
			return true
		}
	}
	return false
}

// statesOf makes the graph of a profile.
func statesOf(n *street.Network, p profile.Profile, cost turnCost) *states {
	if !needsTurns(n, p, cost) {
		return nodeStates(n, p)
	}
	s := turn.Streets{
		Nodes: len(n.At), From: make([]uint32, len(n.From)), To: make([]uint32, len(n.To)),
		Open:  func(h turn.Half) bool { return n.Open(p, street.Half(h)) },
		Local: func(e uint32) bool { return n.Has(p, street.Edge(e))&profile.Destination != 0 },
		Cut:   func(e uint32) bool { return n.IsCut(street.Edge(e)) },
		Shut:  func(v uint32) bool { return n.Shut(p, street.Node(v)) },
	}
	if cost != nil {
		s.Cost = func(from, to turn.Half, back bool) uint32 {
			h := street.Half(to) // what is added to its duration stays an open weight
			return min(cost(street.Half(from), h, back), street.Closed-1-n.Duration[p][h.Dir()][h.Edge()])
		}
	}
	for e := range n.From {
		s.From[e], s.To[e] = uint32(n.From[e]), uint32(n.To[e])
	}
	for _, t := range n.Turns {
		if t.Profiles>>p&1 != 0 {
			ban := turn.Ban{Only: t.Only}
			for _, h := range t.Path {
				ban.Path = append(ban.Path, turn.Half(h))
			}
			s.Bans = append(s.Bans, ban)
		}
	}
	g := turn.Expand(&s)
	out := &states{Half: make([]street.Half, len(g.Half)), FirstOf: g.First, Head: g.Head}
	for i, h := range g.Half {
		out.Half[i] = street.Half(h)
	}
	if cost != nil {
		out.Turn = g.Turn
	}
	out.First = firstOf(g.Tail, len(g.Half))
	return out
}

// nodeStates is the graph whose states are nodes.
func nodeStates(n *street.Network, p profile.Profile) *states {
	s := &states{byNode: true}
	tails := make([]uint32, 0, 2*len(n.From))
	for h := range street.Half(2 * len(n.From)) {
		if n.Open(p, h) {
			s.Half = append(s.Half, h)
			tails = append(tails, uint32(n.Tail(h)))
		}
	}
	s.First = firstOf(tails, len(n.At))
	at := slices.Clone(s.First)
	sorted := make([]street.Half, len(s.Half))
	s.Head = make([]uint32, len(s.Half))
	for i, h := range s.Half {
		k := at[tails[i]]
		at[tails[i]]++
		sorted[k], s.Head[k] = h, uint32(n.Head(h))
	}
	s.Half = sorted
	return s
}

func firstOf(tails []uint32, n int) []uint32 {
	first := make([]uint32, n+1)
	for _, t := range tails {
		first[t+1]++
	}
	for i := range n {
		first[i+1] += first[i]
	}
	return first
}

// graph gives the states as the engine wants them.
func (s *states) graph() cch.Graph {
	g := cch.Graph{Nodes: s.count(), Tail: make([]cch.NodeID, len(s.Head)), Head: make([]cch.NodeID, len(s.Head))}
	for v := range s.count() {
		for a := s.First[v]; a < s.First[v+1]; a++ {
			g.Tail[a], g.Head[a] = cch.NodeID(v), cch.NodeID(s.Head[a])
		}
	}
	return g
}

// order finds the order of contraction. That of half-edges comes from cuts of the
// streets: see cch.OrderEdges.
func (s *states) order(n *street.Network, g cch.Graph, threads int) ([]cch.NodeID, error) {
	x, y := make([]int32, len(n.At)), make([]int32, len(n.At))
	for v, at := range n.At {
		// Degrees of longitude are shorter: the lines along which cuts are looked for
		// are to be at right angles on the ground.
		x[v], y[v] = int32(float64(at.Lon)*math.Cos(at.LatLon().Lat*math.Pi/180)), at.Lat
	}
	if s.byNode {
		return cch.Order(g, x, y, threads)
	}
	used := make([]bool, len(n.From))
	for _, h := range s.Half {
		used[h.Edge()] = true
	}
	var edges []street.Edge
	var tail, head []cch.NodeID
	for e := range n.From {
		if used[e] {
			edges = append(edges, street.Edge(e))
			tail, head = append(tail, cch.NodeID(n.From[e])), append(head, cch.NodeID(n.To[e]))
		}
	}
	edgeOrder, err := cch.OrderEdges(len(n.At), tail, head, x, y, threads)
	if err != nil {
		return nil, err
	}
	place := make([]uint32, len(n.From))
	for i, e := range edgeOrder {
		place[edges[e]] = uint32(i)
	}
	order := make([]cch.NodeID, s.count())
	for v := range order {
		order[v] = cch.NodeID(v)
	}
	slices.SortFunc(order, func(a, b cch.NodeID) int {
		return cmp.Or(cmp.Compare(place[s.Half[a].Edge()], place[s.Half[b].Edge()]), cmp.Compare(a, b))
	})
	return order, nil
}

// cost is what an arc adds, cuts taken as open.
func (s *states) cost(n *street.Network, p profile.Profile, m Measure, arc cch.ArcID) cch.Weight {
	h := s.half(arc)
	if m == Length {
		return cch.Weight(n.Length[h.Edge()])
	}
	w := uint64(n.Duration[p][h.Dir()][h.Edge()])
	if len(s.Turn) > 0 {
		w += uint64(s.Turn[arc])
	}
	return cch.Weight(min(w, street.Closed-1))
}

// weights are the costs of all arcs. Cuts are closed: a way stays in its area.
func (s *states) weights(n *street.Network, p profile.Profile, m Measure) []cch.Weight {
	w := make([]cch.Weight, len(s.Head))
	for a := range w {
		w[a] = cch.Closed
		if !n.IsCut(s.half(cch.ArcID(a)).Edge()) {
			w[a] = s.cost(n, p, m, cch.ArcID(a))
		}
	}
	return w
}

// cutArcs lists, for each cut, the arcs over it: those of cut c are arcs[first[c]] …
// arcs[first[c+1]-1].
func (s *states) cutArcs(n *street.Network) (first, arcs []uint32) {
	first = make([]uint32, len(n.Cuts)+1)
	by := make([][]uint32, len(n.Cuts))
	for a := range s.Head {
		if e := s.half(cch.ArcID(a)).Edge(); n.IsCut(e) {
			c, ok := slices.BinarySearch(n.Cuts, e)
			if !ok {
				panic(fmt.Sprintf("edge %d joins two areas and is not among the cuts", e))
			}
			by[c] = append(by[c], uint32(a))
		}
	}
	for c, list := range by {
		arcs = append(arcs, list...)
		first[c+1] = uint32(len(arcs))
	}
	return first, arcs
}

// A turnCost says how many milliseconds a turn adds; back that it turns back at a dead
// end.
type turnCost func(from, to street.Half, back bool) uint32

// bearing is that of the first leg of a half-edge, in radians from north.
func bearing(n *street.Network, h street.Half) float64 {
	e := h.Edge()
	a, b := n.At[n.Tail(h)], n.At[n.Head(h)]
	if inner := n.Shape[n.FirstShape[e]:n.FirstShape[e+1]]; len(inner) > 0 {
		b = inner[0]
		if h.Dir() == osm.Backward {
			b = inner[len(inner)-1]
		}
	}
	dx := float64(b.Lon-a.Lon) * math.Cos(a.LatLon().Lat*math.Pi/180)
	return math.Atan2(dx, float64(b.Lat-a.Lat))
}

// sharpest is what the sharpest turn adds, and turning back at a dead end, by profile.
// No standard says how long a turn takes; engines of the field use some 7 s for a car.
var sharpest = [profile.Count][2]float64{
	profile.Car:     {8000, 20000},
	profile.Truck:   {14000, 60000},
	profile.Foot:    {0, 0},
	profile.Bicycle: {3000, 5000},
}

// byAngle makes a turn at a junction dearer the sharper it is: nothing straight on, half
// of the most at a right angle, by the cosine.
func byAngle(n *street.Network, p profile.Profile) turnCost {
	arms := make([]uint8, len(n.At))
	for e := range n.From {
		if n.Open(p, street.Half(e)<<1) || n.Open(p, street.Half(e)<<1|1) {
			for _, v := range [2]street.Node{n.From[e], n.To[e]} {
				arms[v] = min(arms[v]+1, 3)
			}
		}
	}
	return func(from, to street.Half, back bool) uint32 {
		if back {
			return uint32(sharpest[p][1])
		}
		if arms[n.Tail(to)] < 3 || n.IsCut(from.Edge()) || n.IsCut(to.Edge()) {
			return 0
		}
		angle := bearing(n, to) - (bearing(n, from.Reverse()) + math.Pi)
		return uint32(sharpest[p][0] * (1 - math.Cos(angle)) / 2)
	}
}
