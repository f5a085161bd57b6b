//go:build unix

package allpairs_test

import (
	"container/heap"
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"

	. "waythrough/whatif/allpairs"
)

// The benchmarks run on a drawn continent: 8 by 5 countries, each a grid of 32 by 32
// places with roads of random length and speed, 25 gates on each border in both
// directions, 250 towns a country. Times are milliseconds, lengths decimetres. Waits
// are from ten minutes to three hours, at every tenth gate up to 198 hours.
var benchTowns = flag.Int("allpairs.towns", 250, "towns of each of the 40 countries of the benchmarks")

const (
	wide, high     = 8, 5
	side           = 32
	gatesPerBorder = 25
)

var continent = sync.OnceValue(func() *world { return drawContinent(1, *benchTowns) })

var benchNetwork = sync.OnceValue(func() *Network {
	w := continent()
	n, err := New(context.Background(), w.cells, w.links, w.group)
	if err != nil {
		panic(err)
	}
	return n
})

var benchMatrix = sync.OnceValue(func() *Matrix {
	m, err := benchNetwork().Compute(context.Background(), benchSide())
	if err != nil {
		panic(err)
	}
	return m
})

// benchSide leaves one border of the middle shut: that between countries 19 and 20.
func benchSide() Side {
	usable := make([]bool, len(continent().links))
	for l := range usable {
		usable[l] = !inMiddle(l)
	}
	return Side{Laws: []Law{OneLaw(usable)}}
}

// inMiddle tells the links of the shut border: drawContinent lists borders in order.
func inMiddle(l int) bool { return l/(2*gatesPerBorder) == middle }

const middle = 34

func drawContinent(seed uint64, towns int) *world {
	rng := rand.New(rand.NewPCG(seed, 5))
	w := &world{cells: make([]Cell, wide*high)}
	gates := make([][]int, wide*high) // by country: places of its gates, in and out alike
	type pair struct{ a, gateA, b, gateB int }
	var pairs []pair
	join := func(a, b int, at func(i int) (int, int)) {
		for i := range gatesPerBorder {
			placeA, placeB := at(i)
			pairs = append(pairs, pair{a, len(gates[a]), b, len(gates[b])})
			gates[a], gates[b] = append(gates[a], placeA), append(gates[b], placeB)
		}
	}
	for y := range high {
		for x := range wide {
			c := y*wide + x
			if x+1 < wide {
				join(c, c+1, func(i int) (int, int) { r := i * side / gatesPerBorder; return r*side + side - 1, r * side })
			}
			if y+1 < high {
				join(c, c+wide, func(i int) (int, int) { r := i * side / gatesPerBorder; return (side-1)*side + r, r })
			}
		}
	}
	first := make([]int, wide*high+1)
	for c := range gates {
		first[c+1] = first[c] + len(gates[c])
	}
	for _, p := range pairs {
		wait := int64(600_000 + rng.IntN(10_200_000))
		if rng.IntN(10) == 0 {
			wait = int64(1 + rng.IntN(198*3_600_000))
		}
		a, b := first[p.a]+p.gateA, first[p.b]+p.gateB
		w.links = append(w.links, Link{a, b, Cost{wait, 1000}}, Link{b, a, Cost{wait, 1000}})
	}
	seeds := make([]uint64, wide*high)
	for c := range seeds {
		seeds[c] = rng.Uint64()
	}
	var wg sync.WaitGroup
	var next atomic.Int64
	for range 2 {
		wg.Go(func() {
			for c := int(next.Add(1)) - 1; c < wide*high; c = int(next.Add(1)) - 1 {
				w.cells[c] = drawCountry(seeds[c], gates[c], towns)
			}
		})
	}
	wg.Wait()
	w.group = make([]int, wide*high*towns)
	return w
}

// drawCountry draws roads and finds the ways along them.
func drawCountry(seed uint64, gates []int, towns int) Cell {
	rng := rand.New(rand.NewPCG(seed, 6))
	road := make([][2]Cost, side*side) // to the right, down
	for i := range road {
		for k := range 2 {
			metres := 5000 + rng.Int64N(15_000)
			road[i][k] = Cost{metres * 1000 / (8 + rng.Int64N(25)), metres * 10}
		}
	}
	c := Cell{Exits: len(gates), Entries: len(gates), Towns: towns}
	at := make([]int, towns)
	for t := range at {
		at[t] = rng.IntN(side * side)
	}
	put := func(t *Table, d []Cost, to []int) {
		for _, p := range to {
			t.First, t.Second = append(t.First, d[p].First), append(t.Second, d[p].Second)
		}
	}
	for _, g := range gates {
		d := waysFrom(road, g)
		put(&c.Across, d, gates)
		put(&c.In, d, at)
	}
	for _, t := range at {
		d := waysFrom(road, t)
		put(&c.Out, d, gates)
		put(&c.Within, d, at)
	}
	return c
}

type placed struct {
	Cost
	place int
}
type places []placed

func (q places) Len() int           { return len(q) }
func (q places) Less(i, j int) bool { return less(q[i].Cost, q[j].Cost) }
func (q places) Swap(i, j int)      { q[i], q[j] = q[j], q[i] }
func (q *places) Push(x any)        { *q = append(*q, x.(placed)) }
func (q *places) Pop() any          { l := len(*q) - 1; x := (*q)[l]; *q = (*q)[:l]; return x }

func waysFrom(road [][2]Cost, from int) []Cost {
	d := make([]Cost, side*side)
	for i := range d {
		d[i] = nowhere
	}
	d[from] = Cost{}
	q := places{{Cost{}, from}}
	for len(q) > 0 {
		x := heap.Pop(&q).(placed)
		if x.Cost != d[x.place] {
			continue
		}
		go_ := func(to int, r Cost) {
			if c := (Cost{x.First + r.First, x.Second + r.Second}); less(c, d[to]) {
				d[to] = c
				heap.Push(&q, placed{c, to})
			}
		}
		p := x.place
		if p%side+1 < side {
			go_(p+1, road[p][0])
		}
		if p%side > 0 {
			go_(p-1, road[p-1][0])
		}
		if p/side+1 < side {
			go_(p+side, road[p][1])
		}
		if p >= side {
			go_(p-side, road[p-side][1])
		}
	}
	return d
}

// measured runs do over and over and tells, besides the time, that of all processors:
// the better figure where others use the machine.
func measured(b *testing.B, do func()) {
	used := func() float64 {
		var r syscall.Rusage
		if err := syscall.Getrusage(syscall.RUSAGE_SELF, &r); err != nil {
			b.Fatal(err)
		}
		return float64(r.Utime.Nano()+r.Stime.Nano()) / 1e6
	}
	rounds, before := 0.0, used()
	for b.Loop() {
		do()
		rounds++
	}
	b.ReportMetric((used()-before)/rounds, "cpu-ms/op")
}

func BenchmarkNew(b *testing.B) {
	w := continent()
	measured(b, func() {
		if _, err := New(context.Background(), w.cells, w.links, w.group); err != nil {
			b.Fatal(err)
		}
	})
}

func BenchmarkCompute(b *testing.B) {
	n, s := benchNetwork(), benchSide()
	measured(b, func() {
		m, err := n.Compute(context.Background(), s)
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(m.Bytes())/1e6, "MB")
	})
}

// with is the side with crossings of a border from the middle of it on, both ways,
// opened or closed.
func with(s Side, border, crossings int, next int32) Side {
	for i := range 2 * crossings {
		s.Laws[0].Next[border*2*gatesPerBorder+gatesPerBorder-1+i] = next
	}
	return s
}

func BenchmarkChanges(b *testing.B) {
	busy := middle + 1
	for _, c := range []struct {
		name string
		side Side
	}{
		{"open=1", with(benchSide(), middle, 1, 0)},
		{"open=2", with(benchSide(), middle, 2, 0)},
		{"open=12", with(benchSide(), middle, 12, 0)},
		{"close=1", with(benchSide(), busy, 1, Never)},
		{"close=2", with(benchSide(), busy, 2, Never)},
		{"close=12", with(benchSide(), busy, 12, Never)},
		{"both", with(with(benchSide(), middle, 1, 0), 0, 1, Never)},
	} {
		b.Run(c.name, func(b *testing.B) {
			m := benchMatrix()
			var rows, pairs atomic.Int64
			measured(b, func() {
				rows.Store(0)
				pairs.Store(0)
				err := m.Changes(context.Background(), c.side, func(c *Change) {
					rows.Add(1)
					pairs.Add(int64(len(c.To)))
				})
				if err != nil {
					b.Fatal(err)
				}
			})
			b.ReportMetric(float64(rows.Load()), "rows")
			b.ReportMetric(float64(pairs.Load()), "pairs")
		})
	}
}

// The same crossing opened where each country's towns have a law of their own.
func BenchmarkChangesOfFortyLaws(b *testing.B) {
	w := *continent()
	w.group = nil
	var before, after Side
	for c := range w.cells {
		w.group = append(w.group, slices.Repeat([]int{c}, w.cells[c].Towns)...)
		before.Laws = append(before.Laws, benchSide().Laws[0])
		after.Laws = append(after.Laws, with(benchSide(), middle, 1, 0).Laws[0])
	}
	m := compute(b, w.network(b), before)
	measured(b, func() {
		if err := m.Changes(context.Background(), after, func(*Change) {}); err != nil {
			b.Fatal(err)
		}
	})
}

func BenchmarkUpdate(b *testing.B) {
	m := benchMatrix()
	measured(b, func() {
		u, err := m.Update(context.Background(), with(benchSide(), middle, 1, 0))
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(u.Bytes())/1e6, "MB")
	})
}

func BenchmarkPath(b *testing.B) {
	m := benchMatrix()
	measured(b, func() {
		if links, ok := m.Path(0, m.Network().Towns()-1); !ok || len(links) < wide+high-2 {
			b.Fatal(fmt.Sprint("the corners are joined by ", links))
		}
	})
}
