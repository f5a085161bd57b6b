package mapped

import (
	"container/heap"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"waythrough/cch"
	"waythrough/road/osm/profile"
	"waythrough/road/street"
)

// travelled is what of a whole lies before a share of an edge, in the direction of h.
func travelled(whole uint64, h street.Half, share float64) uint64 {
	if h.Dir() == 1 {
		share = 1 - share
	}
	return uint64(float64(whole)*share + 0.5)
}

// ahead reports whether t lies ahead of s, or where it is, for who travels h.
func ahead(h street.Half, s, t Snap) bool {
	if h.Dir() == 1 {
		return t.Share <= s.Share
	}
	return t.Share >= s.Share
}

// An oracle searches the states of roads by Dijkstra's algorithm.
type oracle struct {
	r    *Roads
	m    Measure
	dist []uint64 // by state: the least, come by one arc at least (in a graph of nodes, by none)

	leading map[uint32][]uint32 // the states with an arc to a state
}

func (o *oracle) whole(h street.Half) uint64 {
	if o.m == Length {
		return uint64(o.r.n.Streets.Length[h.Edge()])
	}
	return uint64(o.r.n.Streets.Duration[o.r.p][h.Dir()][h.Edge()])
}

func (o *oracle) open(e street.Edge) (list []street.Half) {
	for _, h := range []street.Half{street.Half(e) << 1, street.Half(e)<<1 | 1} {
		if o.r.n.Streets.Open(o.r.p, h) {
			list = append(list, h)
		}
	}
	return list
}

type visit struct {
	cost  uint64
	state uint32
}
type visits []visit

func (q visits) Len() int           { return len(q) }
func (q visits) Less(i, j int) bool { return q[i].cost < q[j].cost }
func (q visits) Swap(i, j int)      { q[i], q[j] = q[j], q[i] }
func (q *visits) Push(x any)        { *q = append(*q, x.(visit)) }
func (q *visits) Pop() any          { x := (*q)[len(*q)-1]; *q = (*q)[:len(*q)-1]; return x }

// from searches from a spot.
func (o *oracle) from(s Spot) {
	st := o.r.states
	o.dist = make([]uint64, st.count())
	for i := range o.dist {
		o.dist[i] = Unreachable
	}
	q := &visits{}
	reach := func(state uint32, cost uint64) {
		if cost < o.dist[state] {
			o.dist[state] = cost
			heap.Push(q, visit{cost, state})
		}
	}
	leave := func(state uint32, cost uint64) {
		for a := st.First[state]; a < st.First[state+1]; a++ {
			if w := o.r.metric[o.m].Weight(cch.ArcID(a)); w != cch.Closed {
				reach(st.Head[a], cost+uint64(w))
			}
		}
	}
	for state, left := range o.starts(s) {
		if st.byNode {
			reach(state, left)
		} else {
			leave(state, left)
		}
	}
	for q.Len() > 0 {
		if v := heap.Pop(q).(visit); v.cost == o.dist[v.state] {
			leave(v.state, v.cost)
		}
	}
}

// starts are the states in which a way from a spot can begin, and what is left of them.
func (o *oracle) starts(s Spot) map[uint32]uint64 {
	st, out := o.r.states, map[uint32]uint64{}
	if s.isGate() {
		out[s.gate.State] = 0
		return out
	}
	for _, h := range o.open(s.place.Edge) {
		state, left := uint32(o.r.n.Streets.Head(h)), o.whole(h)-travelled(o.whole(h), h, s.place.Share)
		if !st.byNode {
			state = st.FirstOf[h]
		}
		if known, ok := out[state]; !ok || left < known { // a loop has one head
			out[state] = left
		}
	}
	return out
}

// toSpot is the cost from s, from which was searched, to t. Before a gate is whoever is in a
// state, or began in one, with an arc to the gate's.
func (o *oracle) toSpot(s, t Spot) uint64 {
	if !t.isGate() {
		return o.to(s.place, t.place)
	}
	st, best := o.r.states, Unreachable
	if st.byNode {
		return o.dist[o.r.n.Streets.Tail(t.gate.Half)]
	}
	if o.leading == nil {
		o.leading = map[uint32][]uint32{}
		for v := range uint32(st.count()) {
			for a := st.First[v]; a < st.First[v+1]; a++ {
				o.leading[st.Head[a]] = append(o.leading[st.Head[a]], v)
			}
		}
	}
	starts := o.starts(s)
	for _, v := range o.leading[t.gate.State] {
		best = min(best, o.dist[v])
		if left, ok := starts[v]; ok {
			best = min(best, left)
		}
	}
	return best
}

// to is the cost from s, from which was searched, to t.
func (o *oracle) to(s, t Snap) uint64 {
	best := Unreachable
	st := o.r.states
	for _, h := range o.open(t.Edge) {
		done := travelled(o.whole(h), h, t.Share)
		if s.Edge == t.Edge && ahead(h, s, t) {
			best = min(best, done-travelled(o.whole(h), h, s.Share))
		}
		if st.byNode {
			if d := o.dist[o.r.n.Streets.Tail(h)]; d != Unreachable {
				best = min(best, d+done)
			}
			continue
		}
		for v := st.FirstOf[h]; v < st.FirstOf[h+1]; v++ {
			if o.dist[v] != Unreachable {
				best = min(best, o.dist[v]-(o.whole(h)-done))
			}
		}
	}
	return best
}

// A tariff says of a half-edge over a cut whether it is open, and at what price.
type tariff func(street.Half) (ms uint32, open bool)

func shut(street.Half) (uint32, bool) { return 0, false }
func free(street.Half) (uint32, bool) { return 0, true }

// faultOfPath holds a path against the streets themselves, by the letter of package turn.
func faultOfPath(r *Roads, p *Path, m Measure, price tariff, restrictions map[street.Half][]street.Turn) string {
	n := r.n.Streets
	if len(p.Halves) == 0 || p.Halves[0].Edge() != p.Start.Edge || p.Halves[len(p.Halves)-1].Edge() != p.End.Edge {
		return "it does not begin and end where was asked"
	}
	if len(p.Halves) == 1 && !ahead(p.Halves[0], p.Start, p.End) {
		return "it travels an edge backward"
	}
	var sum [measures]uint64
	for i, h := range p.Halves {
		ms, open := price(h)
		if !n.Open(r.p, h) || n.IsCut(h.Edge()) && !open {
			return fmt.Sprintf("its half-edge %d, the %d-th, is closed", h, i)
		}
		if n.IsCut(h.Edge()) {
			sum[Duration] += uint64(ms)
		}
		for k, whole := range [measures]uint64{Duration: uint64(n.Duration[r.p][h.Dir()][h.Edge()]), Length: uint64(n.Length[h.Edge()])} {
			from, to := uint64(0), whole
			if i == 0 {
				from = travelled(whole, h, p.Start.Share)
			}
			if i == len(p.Halves)-1 {
				to = travelled(whole, h, p.End.Share)
			}
			sum[k] += to - from
		}
		if i > 0 && n.Tail(h) != n.Head(p.Halves[i-1]) {
			return fmt.Sprintf("its %d-th half-edge does not begin where the one before ends", i)
		}
	}
	if !r.n.About.TurnCosts && sum[Duration] != p.Duration || sum[Duration] > p.Duration || sum[Length] != p.Length {
		return fmt.Sprintf("its edges have %d ms and %d dm in sum, it has %d and %d", sum[Duration], sum[Length], p.Duration, p.Length)
	}
	if m == Duration && p.Cost != p.Duration || m == Length && p.Cost != p.Length {
		return fmt.Sprintf("it costs %d by %s, and has %d ms and %d dm", p.Cost, m, p.Duration, p.Length)
	}
	if r.states.byNode {
		return ""
	}
	return faultOfTurns(r, p.Halves, restrictions)
}

// restrictionsOf lists, by the half-edge before the last, the restrictions that bind.
func restrictionsOf(r *Roads) map[street.Half][]street.Turn {
	n, by := r.n.Streets, map[street.Half][]street.Turn{}
	for _, turn := range n.Turns {
		if turn.Profiles>>r.p&1 != 0 && !slices.ContainsFunc(turn.Path, func(h street.Half) bool { return !n.Open(r.p, h) }) {
			h := turn.Path[len(turn.Path)-2]
			by[h] = append(by[h], turn)
		}
	}
	return by
}

// leadsOn reports whether a road but one leaves a node, or what a cut joins with it.
func leadsOn(r *Roads, v street.Node, but street.Half) bool {
	n := r.n.Streets
	return slices.ContainsFunc(n.LeavingFrom(v), func(h street.Half) bool {
		if !n.Open(r.p, h) || !n.IsCut(h.Edge()) {
			return n.Open(r.p, h) && h != but
		}
		return slices.ContainsFunc(n.LeavingFrom(n.Head(h)), func(o street.Half) bool { return n.Open(r.p, o) && !n.IsCut(o.Edge()) })
	})
}

func faultOfTurns(r *Roads, way []street.Half, restrictions map[street.Half][]street.Turn) string {
	n := r.n.Streets
	for i := 1; i < len(way); i++ {
		only := map[string]bool{} // of Onlys for one path, whether one allows it
		for _, turn := range restrictions[way[i-1]] {
			k := len(turn.Path) - 1
			if i < k || !slices.Equal(way[i-k:i], turn.Path[:k]) {
				continue
			}
			if turn.Only {
				only[fmt.Sprint(turn.Path[:k])] = only[fmt.Sprint(turn.Path[:k])] || way[i] == turn.Path[k]
			} else if way[i] == turn.Path[k] {
				return fmt.Sprintf("its half-edges %v break the restriction %v", way[i-k:i+1], turn)
			}
		}
		for path, allowed := range only {
			if !allowed {
				return fmt.Sprintf("it goes on by %d after %s, where something else must follow", way[i], path)
			}
		}
		if back := way[i-1].Reverse(); way[i] == back && !n.Shut(r.p, n.Tail(back)) && leadsOn(r, n.Tail(back), back) {
			return fmt.Sprintf("it turns back after its %d-th, which is no dead end", i-1)
		}
	}
	phase := 0
	for i, h := range way {
		if n.IsCut(h.Edge()) {
			continue
		}
		switch local := n.Has(r.p, h.Edge())&profile.Destination != 0; {
		case local && phase == 1:
			phase = 2
		case !local && phase == 0:
			phase = 1
		case !local && phase == 2:
			return fmt.Sprintf("it passes through an edge for who has business there, before its %d-th", i)
		}
		if i > 0 && n.Shut(r.p, n.Tail(h)) && h != way[i-1].Reverse() {
			return fmt.Sprintf("it passes a barrier before its %d-th", i)
		}
	}
	return ""
}

// anySnaps draws places on usable edges, at their ends too.
func anySnaps(r *Roads, rng *rand.Rand, count int) (list []Snap) {
	n := r.n.Streets
	var usable []street.Edge
	for e := range street.Edge(len(n.From)) {
		if r.usable(e) {
			usable = append(usable, e)
		}
	}
	if len(usable) == 0 {
		return nil
	}
	for i := range count {
		s := Snap{Edge: usable[rng.IntN(len(usable))], Share: rng.Float64()}
		switch rng.IntN(8) {
		case 0:
			s.Share = 0
		case 1:
			s.Share = 1
		}
		if i > 0 && rng.IntN(6) == 0 { // the edge before
			s.Edge = list[i-1].Edge
			if rng.IntN(2) == 0 { // and nearly the place
				s.Share = max(0, min(1, list[i-1].Share+(rng.Float64()-0.5)/1000))
			}
		}
		s.At = n.At[n.From[s.Edge]]
		list = append(list, s)
	}
	return list
}

// checkQueries holds from × to queries against the oracle.
func checkQueries(t *testing.T, r *Roads, rng *rand.Rand, from, to int, price tariff) {
	t.Helper()
	restrictions := restrictionsOf(r)
	for m := range Measure(measures) {
		o, q := &oracle{r: r, m: m}, r.Router(m)
		found := 0
		for range from {
			snaps := anySnaps(r, rng, to+1)
			if snaps == nil {
				return
			}
			s := snaps[0]
			o.from(s.Spot())
			for _, e := range snaps[1:] {
				want := o.to(s, e)
				path, ok := q.Path(s, e)
				if got := q.Cost(s, e); got != want || ok != (want != Unreachable) || path.Cost != want {
					t.Fatalf("%s, by %s, from %+v to %+v: cost %d, path %d, want %d", r.p, m, s, e, got, path.Cost, want)
				}
				if !ok {
					continue
				}
				found++
				if f := faultOfPath(r, &path, m, price, restrictions); f != "" {
					t.Fatalf("%s, by %s, from %+v to %+v: the path %v: %s", r.p, m, s, e, path.Halves, f)
				}
				var length, duration uint64
				for _, d := range q.Directions(&path) {
					length, duration = length+d.LengthDM, duration+d.DurationMS
				}
				if length != path.Length || duration != path.Duration {
					t.Fatalf("%s, from %+v to %+v: directions have %d dm and %d ms, the path %d and %d", r.p, s, e, length, duration, path.Length, path.Duration)
				}
				if line := q.Geometry(&path); len(line) < 2 || line[0] != s.At.LatLon() {
					t.Fatalf("from %+v to %+v: line %v", s, e, line)
				}
			}
		}
		if found == 0 && len(r.n.Streets.From) > 100 {
			t.Errorf("%s, by %s: no way at all", r.p, m)
		}
	}
}
