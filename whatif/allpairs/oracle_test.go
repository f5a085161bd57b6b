package allpairs_test

import (
	"math/rand/v2"

	. "waythrough/whatif/allpairs"
)

// world is an instance written out: what New and Compute are given.
type world struct {
	cells []Cell
	links []Link
	group []int
}

// oracle finds least costs in the fully expanded graph by relaxing every edge until
// nothing falls: a vertex for each entry and each exit in each history, one for each
// town where ways end, and the town where they begin. It shares no code and no idea
// with the package.
type oracle struct {
	vertices int
	edges    []edge
}

type edge struct {
	from, to int
	cost     Cost
}

var nowhere = Cost{Unreachable, Unreachable}

func less(a, b Cost) bool {
	return a.First < b.First || (a.First == b.First && a.Second < b.Second)
}

func (w *world) towns() int { return len(w.group) }

func (w *world) gates() (exits, entries int) {
	for _, c := range w.cells {
		exits, entries = exits+c.Exits, entries+c.Entries
	}
	return
}

// entry of a table; nowhere if there is no way.
func entry(t Table, row, columns, column int) Cost {
	i := row*columns + column
	c := Cost{First: t.First[i]}
	if c.First >= Unreachable {
		return nowhere
	}
	if t.Second != nil {
		c.Second = t.Second[i]
	}
	return c
}

// expand writes the edges for a law. Towns where ways end are the vertices 0 … n-1,
// towns where they begin n … 2n-1.
func (w *world) expand(law Law, costs []Cost) *oracle {
	n := w.towns()
	exits, entries := w.gates()
	exit := func(h, x int) int { return 2*n + h*(exits+entries) + x }
	enter := func(h, v int) int { return exit(h, exits+v) }
	o := &oracle{vertices: 2*n + law.Histories*(exits+entries)}
	add := func(from, to int, c Cost) {
		if c != nowhere {
			o.edges = append(o.edges, edge{from, to, c})
		}
	}
	x0, v0, t0 := 0, 0, 0
	for _, c := range w.cells {
		for t := range c.Towns {
			for u := range c.Towns {
				add(n+t0+t, t0+u, entry(c.Within, t, c.Towns, u))
			}
			for x := range c.Exits {
				add(n+t0+t, exit(0, x0+x), entry(c.Out, t, c.Exits, x))
			}
		}
		for h := range law.Histories {
			for v := range c.Entries {
				for x := range c.Exits {
					add(enter(h, v0+v), exit(h, x0+x), entry(c.Across, v, c.Exits, x))
				}
				for t := range c.Towns {
					add(enter(h, v0+v), t0+t, entry(c.In, v, c.Towns, t))
				}
			}
		}
		x0, v0, t0 = x0+c.Exits, v0+c.Entries, t0+c.Towns
	}
	for h := range law.Histories {
		for l, link := range w.links {
			if next := law.Next[h*len(w.links)+l]; next != Never {
				add(exit(h, link.Exit), enter(int(next), link.Entry), costs[l])
			}
		}
	}
	return o
}

func (o *oracle) from(vertex int) []Cost {
	d := make([]Cost, o.vertices)
	for i := range d {
		d[i] = nowhere
	}
	d[vertex] = Cost{}
	for changed := true; changed; {
		changed = false
		for _, e := range o.edges {
			if d[e.from] == nowhere {
				continue
			}
			if c := (Cost{d[e.from].First + e.cost.First, d[e.from].Second + e.cost.Second}); less(c, d[e.to]) {
				d[e.to], changed = c, true
			}
		}
	}
	return d
}

// all gives the least costs between all towns on a side.
func (w *world) all(s Side) [][]Cost {
	costs := s.Costs
	if costs == nil {
		for _, l := range w.links {
			costs = append(costs, l.Cost)
		}
	}
	var by []*oracle
	for _, law := range s.Laws {
		by = append(by, w.expand(law, costs))
	}
	n := w.towns()
	out := make([][]Cost, n)
	for i := range out {
		out[i] = by[w.group[i]].from(n + i)[:n]
	}
	return out
}

// randomWorld draws a small instance: up to five cells, some without gates or towns,
// with zero costs, ties, one-way links, loops, several links at a gate and parts that
// nothing reaches.
func randomWorld(rng *rand.Rand) *world {
	return drawWorld(rng, []int64{2, 5, 100, 1 << 20}[rng.IntN(4)])
}

// drawWorld is randomWorld with costs below most.
func drawWorld(rng *rand.Rand, most int64) *world {
	w := &world{}
	holes := []float64{0, 0.1, 0.5}[rng.IntN(3)]
	twofold := rng.IntN(3) > 0
	table := func(n int) Table {
		t := Table{First: make([]int64, n)}
		if twofold {
			t.Second = make([]int64, n)
		}
		for i := range t.First {
			if t.First[i] = rng.Int64N(most); rng.Float64() < holes {
				t.First[i] = Unreachable
			}
			if twofold {
				t.Second[i] = rng.Int64N(most)
			}
		}
		return t
	}
	groups := 1 + rng.IntN(3)
	for range 1 + rng.IntN(5) {
		c := Cell{Exits: rng.IntN(6), Entries: rng.IntN(6), Towns: rng.IntN(7)}
		c.Across, c.In = table(c.Entries*c.Exits), table(c.Entries*c.Towns)
		c.Out, c.Within = table(c.Towns*c.Exits), table(c.Towns*c.Towns)
		w.cells = append(w.cells, c)
		for range c.Towns {
			w.group = append(w.group, rng.IntN(groups))
		}
	}
	if exits, entries := w.gates(); exits > 0 && entries > 0 {
		for range rng.IntN(3 * (exits + entries)) {
			l := Link{Exit: rng.IntN(exits), Entry: rng.IntN(entries), Cost: Cost{First: rng.Int64N(most)}}
			if twofold {
				l.Cost.Second = rng.Int64N(most)
			}
			w.links = append(w.links, l)
		}
	}
	return w
}

// randomSide draws laws: each with one to four histories, most links usable.
func (w *world) randomSide(rng *rand.Rand) Side {
	var s Side
	groups := 0
	for _, g := range w.group {
		groups = max(groups, g+1)
	}
	for range groups {
		law := Law{Histories: 1 + max(0, rng.IntN(7)-3)}
		shut := []float64{0, 0.2, 0.6}[rng.IntN(3)]
		for range law.Histories * len(w.links) {
			next := int32(rng.IntN(law.Histories))
			if rng.Float64() < shut {
				next = Never
			}
			law.Next = append(law.Next, next)
		}
		s.Laws = append(s.Laws, law)
	}
	if rng.IntN(3) == 0 {
		for _, l := range w.links {
			s.Costs = append(s.Costs, Cost{rng.Int64N(l.Cost.First + 1), rng.Int64N(l.Cost.Second + 1)})
		}
	}
	return s
}

// altered is a side with a few things changed: links closed and opened, for a history
// or for all, histories bent, costs raised and lowered, now and then the number of
// histories.
func (w *world) altered(rng *rand.Rand, s Side) Side {
	out := Side{Costs: append([]Cost(nil), s.Costs...)}
	for _, law := range s.Laws {
		next := append([]int32(nil), law.Next...)
		l := Law{law.Histories, next}
		if rng.IntN(8) == 0 {
			l.Histories++
			for range w.links {
				l.Next = append(l.Next, int32(rng.IntN(l.Histories+1)-1))
			}
		}
		if len(l.Next) > 0 {
			for range rng.IntN(4) {
				l.Next[rng.IntN(len(l.Next))] = int32(rng.IntN(l.Histories+1) - 1)
			}
		}
		out.Laws = append(out.Laws, l)
	}
	if len(w.links) > 0 && rng.IntN(2) == 0 {
		if out.Costs == nil {
			for _, l := range w.links {
				out.Costs = append(out.Costs, l.Cost)
			}
		}
		for range 1 + rng.IntN(3) {
			i := rng.IntN(len(w.links))
			out.Costs[i] = Cost{rng.Int64N(w.links[i].Cost.First + 1), rng.Int64N(w.links[i].Cost.Second + 1)}
		}
	}
	return out
}
