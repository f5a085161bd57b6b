package whatif_test

import (
	"container/heap"
	"math"
	"slices"
	"testing"

	"waythrough/record"
	"waythrough/regime"
	"waythrough/road/mapped"
	"waythrough/road/osm/profile"
	"waythrough/road/street"
	"waythrough/whatif"
	"waythrough/world"
)

// An oracle computes a side from nothing.
type oracle struct {
	d     *drawnRoads
	q     whatif.Question
	of    []record.CrossingID // by cut
	place map[street.Edge]int // of a cut
	p     profile.Profile
	snaps []mapped.Snap // by settlement; on an edge that is none where no road is near
	far   []bool
}

func newOracle(t testing.TB, d *drawnRoads, q whatif.Question) *oracle {
	t.Helper()
	o := &oracle{d: d, q: q, of: world.MatchCuts(d.n.Streets, d.record).Of, place: map[street.Edge]int{}, p: profile.Car}
	if q.Mode == record.Foot {
		o.p = profile.Foot
	}
	for c, e := range d.n.Streets.Cuts {
		o.place[e] = c
	}
	roads, err := d.n.Roads(o.p)
	if err != nil {
		t.Fatal(err)
	}
	r := roads.Router(mapped.Duration)
	for _, s := range q.Places.Spots {
		snap, ok := o.snap(r, s)
		o.snaps, o.far = append(o.snaps, snap), append(o.far, !ok)
	}
	return o
}

// snap is the nearest road of the settlement's area that leads somewhere.
func (o *oracle) snap(r *mapped.Router, s *world.Spot) (mapped.Snap, bool) {
	const near, tried, island = 5000, 16, 200
	n := o.d.n.Streets
	list, err := r.Snap(s.At, near, tried)
	if err != nil {
		return mapped.Snap{}, false
	}
	list = slices.DeleteFunc(list, func(x mapped.Snap) bool { return n.Codes[n.Area[n.From[x.Edge]]] != string(s.Area) })
	for _, x := range list {
		_, few := r.LeadsTo(x, island)
		_, fewHere := r.LeadHere(x, island)
		if !few && !fewHere {
			return x, true
		}
	}
	if len(list) == 0 {
		return mapped.Snap{}, false
	}
	return list[0], true
}

// traveller is who sets out from a settlement.
func (o *oracle) traveller(town int) regime.Traveller {
	t := o.q.Traveller
	if len(t.Passports) == 0 {
		home := o.q.Places.Spots[town].Area
		t.Passports, t.Residence = []regime.Passport{{Nationality: home, Type: "ordinary"}}, home
	}
	return t
}

// open asks the law about one direction of a cut.
func (o *oracle) open(side *whatif.Side, t regime.Traveller, h street.Half) bool {
	n := o.d.n.Streets
	id := o.of[o.place[h.Edge()]]
	if id != "" && slices.Contains(side.Shut, id) {
		return false
	}
	if side.Law == nil {
		return true
	}
	judge := func(from, to street.Node) regime.Verdict {
		p := regime.Passage{From: record.AreaID(n.Codes[n.Area[from]]), To: record.AreaID(n.Codes[n.Area[to]]), Mode: o.q.Mode, Crossing: id}
		return side.Law.Judge(p, side.Law.Profile(t)).Verdict
	}
	tail, head := n.Tail(h), n.Head(h)
	if id == "" { // free movement
		return judge(tail, head) == regime.Permitted
	}
	v := judge(tail, head)
	return v >= regime.Formality || v == regime.Unknown && side.PermitUnknown
}

// costs gives all pairs of a side, +∞ where there is no way, in seconds or metres.
func (o *oracle) costs(t testing.TB, side *whatif.Side) [][]float64 {
	t.Helper()
	out := make([][]float64, len(o.snaps))
	rowsOf := map[record.AreaID]func(int) []float64{}
	for i := range out {
		who := o.traveller(i)
		home := who.Passports[0].Nationality
		if rowsOf[home] == nil {
			open := map[street.Half]bool{}
			for _, e := range o.d.n.Streets.Cuts {
				for _, h := range []street.Half{street.Half(e) << 1, street.Half(e)<<1 | 1} {
					open[h] = o.open(side, who, h)
				}
			}
			if o.p == profile.Foot {
				rowsOf[home] = func(from int) []float64 { return o.walk(open, from) }
			} else {
				rowsOf[home] = o.drive(t, open)
			}
		}
		out[i] = rowsOf[home](i)
	}
	return out
}

// drive asks the whole graph for each pair.
func (o *oracle) drive(t testing.TB, open map[street.Half]bool) func(int) []float64 {
	t.Helper()
	roads, err := o.d.n.Roads(o.p)
	if err != nil {
		t.Fatal(err)
	}
	if roads, err = roads.ThroughAt(func(h street.Half) (uint32, bool) { return 0, open[h] }); err != nil {
		t.Fatal(err)
	}
	m, unit := mapped.Duration, 1000.0
	if o.q.Cost == whatif.Distance {
		m, unit = mapped.Length, 10
	}
	r := roads.Router(m)
	return func(from int) []float64 {
		row := make([]float64, len(o.snaps))
		for j := range row {
			row[j] = math.Inf(1)
			if d := r.Cost(o.snaps[from], o.snaps[j]); d < mapped.Unreachable {
				row[j] = float64(d) / unit
			}
		}
		return row
	}
}

// A frontier is the nodes to be looked at, nearest first.
type frontier []reachedNode

type reachedNode struct {
	cost uint64
	node street.Node
}

func (f frontier) Len() int           { return len(f) }
func (f frontier) Less(i, j int) bool { return f[i].cost < f[j].cost }
func (f frontier) Swap(i, j int)      { f[i], f[j] = f[j], f[i] }
func (f *frontier) Push(x any)        { *f = append(*f, x.(reachedNode)) }
func (f *frontier) Pop() any          { x := (*f)[len(*f)-1]; *f = (*f)[:len(*f)-1]; return x }

// walk is Dijkstra's algorithm over the streets.
func (o *oracle) walk(open map[street.Half]bool, from int) []float64 {
	n := o.d.n.Streets
	whole := func(h street.Half) uint64 {
		if o.q.Cost == whatif.Distance {
			return uint64(n.Length[h.Edge()])
		}
		return uint64(n.Duration[o.p][h.Dir()][h.Edge()])
	}
	// done is what of a half-edge lies before a place on it.
	done := func(h street.Half, s mapped.Snap) uint64 {
		share := s.Share
		if h.Dir() == 1 {
			share = 1 - share
		}
		return uint64(float64(whole(h))*share + 0.5)
	}
	best := map[street.Node]uint64{}
	queue := &frontier{}
	reach := func(v street.Node, cost uint64) {
		if old, ok := best[v]; !ok || cost < old {
			best[v] = cost
			heap.Push(queue, reachedNode{cost, v})
		}
	}
	halves := func(e street.Edge) (list []street.Half) {
		for _, h := range []street.Half{street.Half(e) << 1, street.Half(e)<<1 | 1} {
			if n.Open(o.p, h) {
				list = append(list, h)
			}
		}
		return list
	}
	start := o.snaps[from]
	for _, h := range halves(start.Edge) {
		reach(n.Head(h), whole(h)-done(h, start))
	}
	for queue.Len() > 0 {
		at := heap.Pop(queue).(reachedNode)
		if at.cost > best[at.node] {
			continue
		}
		for _, h := range n.LeavingFrom(at.node) {
			switch {
			case !n.Open(o.p, h):
			case !n.IsCut(h.Edge()):
				reach(n.Head(h), at.cost+whole(h))
			case open[h]:
				reach(n.Head(h), at.cost)
			}
		}
	}
	row := make([]float64, len(o.snaps))
	for j, s := range o.snaps {
		least := uint64(math.MaxUint64)
		for _, h := range halves(s.Edge) {
			if d, ok := best[n.Tail(h)]; ok {
				least = min(least, d+done(h, s))
			}
			if a, b := done(h, start), done(h, s); s.Edge == start.Edge && a <= b {
				least = min(least, b-a)
			}
		}
		row[j] = math.Inf(1)
		if least < math.MaxUint64 {
			row[j] = float64(least) / map[string]float64{whatif.Duration: 1000, whatif.Distance: 10}[o.q.Cost]
		}
	}
	return row
}
