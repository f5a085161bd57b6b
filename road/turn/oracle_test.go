package turn

import (
	"container/heap"
	"fmt"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// A world is Streets spelled out, with what each half-edge costs.
type world struct {
	nodes     int
	from, to  []uint32
	open      []bool   // by half-edge
	weight    []uint32 // by half-edge
	local     []bool   // by edge
	cut       []bool   // by edge
	shut      []bool   // by node
	bans      []Ban
	turnCosts bool
}

func (w *world) streets() *Streets {
	s := &Streets{
		Nodes: w.nodes, From: w.from, To: w.to, Bans: w.bans,
		Open:  func(h Half) bool { return w.open[h] },
		Local: func(e uint32) bool { return w.local[e] },
		Cut:   func(e uint32) bool { return w.cut[e] },
		Shut:  func(v uint32) bool { return w.shut[v] },
	}
	if w.turnCosts {
		s.Cost = w.turn
	}
	return s
}

// turn is any function of what it is given.
func (w *world) turn(from, to Half, back bool) uint32 {
	if !w.turnCosts {
		return 0
	}
	if back {
		return 7
	}
	return (uint32(from)*5 + uint32(to)*3) % 4
}

func (w *world) ends(h Half) (tail, head uint32) {
	if h&1 == 0 {
		return w.from[h>>1], w.to[h>>1]
	}
	return w.to[h>>1], w.from[h>>1]
}

// follows says by the letter of the package's rules whether somebody who has travelled
// all of way may go on by next. It looks at the whole way, and keeps nothing.
func (w *world) follows(way []Half, next Half) bool {
	last := way[len(way)-1]
	_, at := w.ends(last)
	if tail, _ := w.ends(next); tail != at || !w.open[next] {
		return false
	}
	if w.cut[last>>1] {
		return !w.shut[at] && !w.cut[next>>1] && w.unrestricted(way, next) && w.localKept(append(slices.Clone(way), next))
	}
	others := false
	for h := range Half(2 * len(w.from)) {
		tail, head := w.ends(h)
		if tail != at || !w.open[h] {
			continue
		}
		others = others || !w.cut[h>>1] && h != last^1
		for o := range Half(2 * len(w.from)) {
			tail, _ := w.ends(o)
			others = others || w.cut[h>>1] && tail == head && w.open[o] && !w.cut[o>>1]
		}
	}
	if deadEnd := w.shut[at] || !others; deadEnd != (next == last^1) {
		return false
	}
	return w.unrestricted(way, next) && w.localKept(append(slices.Clone(way), next))
}

// unrestricted holds every restriction against the end of the way. Of several Onlys for
// one path each end will do.
func (w *world) unrestricted(way []Half, next Half) bool {
	for _, b := range w.bans {
		n := len(b.Path) - 1
		if !w.travelled(b, way) {
			continue
		}
		if !b.Only {
			if b.Path[n] == next {
				return false
			}
			continue
		}
		allowed := false
		for _, o := range w.bans {
			if o.Only && len(o.Path) == n+1 && slices.Equal(o.Path[:n], b.Path[:n]) && o.Path[n] == next {
				allowed = true
			}
		}
		if !allowed {
			return false
		}
	}
	return true
}

// travelled reports whether a way ends with all of a restriction's path but its last, and
// the restriction binds: one whose last is closed does not.
func (w *world) travelled(b Ban, way []Half) bool {
	n := len(b.Path) - 1
	return n >= 1 && len(way) >= n && w.open[b.Path[n]] && slices.Equal(way[len(way)-n:], b.Path[:n])
}

// localKept holds that edges for who has business there come first and last only; cuts
// are neither.
func (w *world) localKept(way []Half) bool {
	way = slices.DeleteFunc(slices.Clone(way), func(h Half) bool { return w.cut[h>>1] })
	i := 0
	for i < len(way) && w.local[way[i]>>1] {
		i++
	}
	for i < len(way) && !w.local[way[i]>>1] {
		i++
	}
	for i < len(way) && w.local[way[i]>>1] {
		i++
	}
	return i == len(way)
}

// A walker of the oracle: what of its way can still matter, written out.
type walker struct {
	cost uint64
	way  []Half // the last of it, as long as the longest restriction
	out  bool   // has left the edges it set out on that were local
	in   bool   // is on local edges at its end
}

func (w walker) key() string { return fmt.Sprint(w.way, w.out, w.in) }

type walkers []walker

func (q walkers) Len() int           { return len(q) }
func (q walkers) Less(i, j int) bool { return q[i].cost < q[j].cost }
func (q walkers) Swap(i, j int)      { q[i], q[j] = q[j], q[i] }
func (q *walkers) Push(x any)        { *q = append(*q, x.(walker)) }
func (q *walkers) Pop() any          { x := (*q)[len(*q)-1]; *q = (*q)[:len(*q)-1]; return x }

const far = math.MaxUint64

// fromHalf is the cost from the end of a half-edge to the end of each, over walkers with
// their histories.
func (w *world) fromHalf(start Half) []uint64 {
	dist := make([]uint64, len(w.open))
	for i := range dist {
		dist[i] = far
	}
	longest := 1
	for _, b := range w.bans {
		longest = max(longest, len(b.Path)-1)
	}
	q := &walkers{{0, []Half{start}, !w.local[start>>1], false}}
	done := map[string]bool{}
	for q.Len() > 0 {
		x := heap.Pop(q).(walker)
		if done[x.key()] {
			continue
		}
		done[x.key()] = true
		at := x.way[len(x.way)-1]
		dist[at] = min(dist[at], x.cost)
		for next := range Half(len(w.open)) {
			local, public := w.local[next>>1] && !w.cut[next>>1], !w.local[next>>1] && !w.cut[next>>1]
			if x.in && public || !w.follows(x.way[max(0, len(x.way)-longest):], next) {
				continue
			}
			y := walker{x.cost + uint64(w.weight[next]) + uint64(w.turn(at, next, next == at^1)), nil, x.out || public, x.in || x.out && local}
			y.way = append(slices.Clone(x.way), next)
			y.way = y.way[max(0, len(y.way)-longest):]
			heap.Push(q, y)
		}
	}
	return dist
}

// inGraph is the same by the graph of states.
func (w *world) inGraph(g *Graph, start Half) []uint64 {
	dist := make([]uint64, len(g.Half))
	for i := range dist {
		dist[i] = far
	}
	first, _ := g.States(start)
	dist[first] = 0
	for changed := true; changed; { // Bellman and Ford
		changed = false
		for a, tail := range g.Tail {
			if dist[tail] == far {
				continue
			}
			if d := dist[tail] + uint64(g.Turn[a]) + uint64(w.weight[g.Half[g.Head[a]]]); d < dist[g.Head[a]] {
				dist[g.Head[a]], changed = d, true
			}
		}
	}
	out := make([]uint64, len(w.open))
	for h := range out {
		out[h] = far
		for s, end := g.States(Half(h)); s < end; s++ {
			out[h] = min(out[h], dist[s])
		}
	}
	return out
}

// check compares the two from every half-edge, and the graph with what its columns say
// of themselves.
func (w *world) check(t interface{ Fatalf(string, ...any) }) {
	g := Expand(w.streets())
	for h := range Half(len(w.open)) {
		first, end := g.States(h)
		if (first < end) != w.open[h] {
			t.Fatalf("half-edge %d, open %v, has states %d to %d", h, w.open[h], first, end)
		}
		for s := first; s < end; s++ {
			if g.Half[s] != h {
				t.Fatalf("state %d is of %d, not %d", s, g.Half[s], h)
			}
		}
		if !w.open[h] || w.cut[h>>1] { // nobody begins on a cut
			continue
		}
		if got, want := w.inGraph(g, h), w.fromHalf(h); !slices.Equal(got, want) {
			t.Fatalf("from half-edge %d: by states\n%v, by ways travelled\n%v", h, got, want)
		}
	}
	for a := 1; a < len(g.Tail); a++ {
		if g.Tail[a] < g.Tail[a-1] || g.Tail[a] == g.Tail[a-1] && g.Head[a] <= g.Head[a-1] {
			t.Fatalf("arcs %d and %d are not in order", a-1, a)
		}
	}
	again := Expand(w.streets())
	if !slices.Equal(g.Half, again.Half) || !slices.Equal(g.Tail, again.Tail) || !slices.Equal(g.Head, again.Head) || !slices.Equal(g.Turn, again.Turn) {
		t.Fatalf("two expansions of one world differ")
	}
}

// drawWorld draws loops, parallel edges, one-ways, closed and isolated ends, edges of no
// weight, barriers, destinations, and restrictions that begin, end and run within others.
func drawWorld(t *rapid.T) *world {
	n := rapid.IntRange(1, 6).Draw(t, "nodes")
	m := rapid.IntRange(0, 7).Draw(t, "edges")
	rarely := func(label string) bool { return rapid.IntRange(0, 4).Draw(t, label) == 0 }
	w := &world{nodes: n, shut: make([]bool, n), turnCosts: rapid.Bool().Draw(t, "turn costs")}
	for range m {
		w.from = append(w.from, uint32(rapid.IntRange(0, n-1).Draw(t, "from")))
		w.to = append(w.to, uint32(rapid.IntRange(0, n-1).Draw(t, "to")))
		w.local = append(w.local, rarely("local"))
		w.cut = append(w.cut, rarely("cut"))
		for range 2 {
			w.open = append(w.open, !rarely("closed"))
			w.weight = append(w.weight, rapid.SampledFrom([]uint32{0, 0, 1, 2, 9}).Draw(t, "weight"))
		}
	}
	for v := range w.shut {
		w.shut[v] = rarely("shut")
	}
	if m == 0 {
		return w
	}
	for range rapid.IntRange(0, 6).Draw(t, "bans") {
		w.bans = append(w.bans, Ban{w.drawPath(t), rapid.IntRange(0, 2).Draw(t, "only") == 0})
	}
	return w
}

// drawPath draws half-edges that join, some of them after a beginning of another path.
func (w *world) drawPath(t *rapid.T) []Half {
	var path []Half
	if len(w.bans) > 0 && rapid.Bool().Draw(t, "of another") {
		other := w.bans[rapid.IntRange(0, len(w.bans)-1).Draw(t, "which")].Path
		from := rapid.IntRange(0, len(other)-1).Draw(t, "its first")
		path = slices.Clone(other[from:rapid.IntRange(from+1, len(other)).Draw(t, "its end")])
	} else {
		path = []Half{Half(rapid.IntRange(0, 2*len(w.from)-1).Draw(t, "first"))}
	}
	for k := rapid.IntRange(1, 3).Draw(t, "more"); k > 0 && len(path) < 4; k-- {
		_, at := w.ends(path[len(path)-1])
		var next []Half
		for h := range Half(2 * len(w.from)) {
			if tail, _ := w.ends(h); tail == at {
				next = append(next, h)
			}
		}
		path = append(path, rapid.SampledFrom(next).Draw(t, "next")) // its own way back at least
	}
	return path
}

func TestStatesAreWaysTravelled(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { drawWorld(t).check(t) })
}
