package mapped

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"waythrough/cch"
	"waythrough/road/border"
	"waythrough/road/osm"
	"waythrough/road/osm/pbf"
	"waythrough/road/osm/profile"
	"waythrough/road/street"
)

// sharedExtract opens an extract; benchmarks that need one are skipped where it is absent.
func sharedExtract(b *testing.B, name string) *pbf.File {
	path := filepath.Join("..", "..", "..", "shared", "data", "osm", name)
	f, err := pbf.Open(path)
	if err != nil {
		b.Skipf("NOT MEASURED: %s is needed (%v)", path, err)
	}
	b.Cleanup(func() { f.Close() })
	return f
}

func streetsOf(b *testing.B, f *pbf.File) *street.Network {
	g, err := osm.Extract(context.Background(), []*pbf.File{f}, osm.Options{})
	if err != nil {
		b.Fatal(err)
	}
	areas, _ := border.New(g.Boundaries, g.Borders)
	return street.FromOSM(g, areas, 2)
}

// withoutTurns is a network in which nothing hangs on how a node is reached: no
// restrictions, no barriers, no edges only for who has business there.
func withoutTurns(n *street.Network) *street.Network {
	out := *n
	out.Turns, out.Flags, out.Uses = nil, make([]osm.NodeFlags, len(n.Flags)), slices.Clone(n.Uses)
	for i := range out.Uses {
		for p := range out.Uses[i].Flags {
			out.Uses[i].Flags[p] &^= profile.Destination
		}
	}
	return &out
}

// A variant is one way of searching the same streets.
type variant struct {
	name    string
	streets *street.Network
	cost    turnCost
	states  *states
	graph   cch.Graph
	h       *cch.Hierarchy
	routers [2]*Router // on a basic and on a perfect metric
	cells   []cell
}

// A cell is one figure of a variant: measured ones are medians, in nanoseconds.
type cell struct {
	name  string
	value float64
	unit  string
	times []float64
}

func (v *variant) count(name string, n int) {
	v.cells = append(v.cells, cell{name: name, value: float64(n)})
}

func (v *variant) time(name, unit string, do func()) {
	start := time.Now()
	do()
	v.add(name, unit, time.Since(start))
}

func (v *variant) add(name, unit string, took time.Duration) {
	i := slices.IndexFunc(v.cells, func(c cell) bool { return c.name == name })
	if i < 0 {
		i, v.cells = len(v.cells), append(v.cells, cell{name: name, unit: unit})
	}
	v.cells[i].times = append(v.cells[i].times, float64(took))
}

// BenchmarkTurnAware sets a city with many restrictions beside itself without them:
// states, arcs, customization on one thread, and 10,000 random ways, in turns, so that a
// busy machine slows all; medians, and ratios to the graph of nodes.
//
//	go test ./road/mapped -run - -bench TurnAware -benchtime 1x
func BenchmarkTurnAware(b *testing.B) {
	n := streetsOf(b, sharedExtract(b, "heidelberg.osm.pbf"))
	for b.Loop() {
		variants := []*variant{
			{name: "by node", streets: withoutTurns(n)},
			{name: "by half-edge", streets: n},
			{name: "with turn costs", streets: n, cost: byAngle(n, profile.Car)},
		}
		for round := range 5 {
			for _, v := range variants {
				v.order(b, round == 0)
			}
		}
		for range 15 {
			for _, v := range variants {
				v.customize(b)
			}
		}
		rng := rand.New(rand.NewPCG(1, 2))
		for range 10 {
			var snaps []Snap
			for range 2000 {
				snaps = append(snaps, randomSnap(rng, n))
			}
			for _, v := range variants {
				v.ask(snaps)
			}
		}
		fmt.Print("\nHeidelberg, car, by duration\n", tableOf(variants))
	}
	b.ReportMetric(0, "ns/op")
}

func (v *variant) order(b *testing.B, first bool) {
	if first {
		v.states = statesOf(v.streets, profile.Car, v.cost)
		v.graph = v.states.graph()
	}
	var err error
	v.time("order and build, 1 thread", "ms", func() {
		var order []cch.NodeID
		if order, err = v.states.order(v.streets, v.graph, 1); err == nil {
			v.h, err = cch.Build(v.graph, order)
		}
	})
	if err != nil {
		b.Fatal(err)
	}
	if first {
		v.count("states", v.states.count())
		v.count("arcs", len(v.states.Head))
		v.count("upward arcs", v.h.UpwardArcs())
		v.count("height", v.h.Height())
	}
}

func (v *variant) customize(b *testing.B) {
	weights := v.states.weights(v.streets, profile.Car, Duration)
	for i, name := range []string{"customization, 1 thread", "… and perfect"} {
		if v.routers[i] == nil {
			m, err := cch.NewMetric(v.h, weights, 1)
			if err != nil {
				b.Fatal(err)
			}
			if i == 1 {
				m.Perfect()
			}
			r := &Roads{n: &Network{Streets: v.streets}, p: profile.Car, states: v.states, metric: [measures]*cch.Metric{m, m}}
			v.routers[i] = r.Router(Duration)
		}
		m, err := v.routers[i].r.metric[Duration], error(nil)
		v.time(name, "ms", func() {
			if err = m.Customize(weights); i == 1 {
				m.Perfect()
			}
		})
		if err != nil {
			b.Fatal(err)
		}
	}
}

func (v *variant) ask(snaps []Snap) {
	for i, kind := range []string{"basic", "perfect"} {
		q := v.routers[i]
		for k := 0; k < len(snaps); k += 2 {
			v.time("distance, "+kind, "µs", func() { q.Cost(snaps[k], snaps[k+1]) })
		}
		for k := 0; k < len(snaps); k += 2 {
			v.time("with path, "+kind, "µs", func() { q.Path(snaps[k], snaps[k+1]) })
		}
	}
}

// randomSnap is a random place of a random edge that a car may travel.
func randomSnap(rng *rand.Rand, n *street.Network) Snap {
	for {
		h := street.Half(rng.IntN(2 * len(n.From)))
		if n.Open(profile.Car, h) && !n.IsCut(h.Edge()) {
			return Snap{Edge: h.Edge(), Share: rng.Float64(), At: n.At[n.Tail(h)]}
		}
	}
}

func tableOf(variants []*variant) string {
	var out strings.Builder
	fmt.Fprintf(&out, "%-34s", "")
	for i, v := range variants {
		fmt.Fprintf(&out, " %14s", v.name)
		if i > 0 {
			fmt.Fprintf(&out, " %6s", "ratio")
		}
	}
	out.WriteByte('\n')
	divide := map[string]float64{"": 1, "µs": 1e3, "ms": 1e6, "s": 1e9}
	for row := range variants[0].cells {
		first := 0.0
		for i, v := range variants {
			c := &v.cells[row]
			if c.times != nil {
				slices.Sort(c.times)
				c.value = c.times[len(c.times)/2] / divide[c.unit]
			}
			if i == 0 {
				first = c.value
				fmt.Fprintf(&out, "%-34s %11.4g %-2s", c.name, c.value, c.unit)
				continue
			}
			fmt.Fprintf(&out, " %11.4g %-2s %6.2f", c.value, c.unit, c.value/first)
		}
		out.WriteByte('\n')
	}
	return out.String()
}

// BenchmarkFirstAnswer goes from New York's extract to the first way for a car: three
// times, medians of each step, and what all takes beyond the order of contraction. What
// the process itself computed stands beside it where the system tells it (Linux): on a
// machine that others use as well, that is what stays the same.
//
//	go test ./road/mapped -run - -bench FirstAnswer -benchtime 1x
func BenchmarkFirstAnswer(b *testing.B) {
	f := sharedExtract(b, "new-york-from-dimacs.osm.pbf")
	path := filepath.Join(b.TempDir(), "new-york.network")
	for b.Loop() {
		table := []*variant{{name: "on the clock"}, {name: "on processors"}}
		for range 3 {
			s := &steps{table: table}
			s.start()
			firstAnswer(b, s, f, path)
			s.finish()
		}
		fmt.Print("\nNew York's extract to the first answer, car\n", tableOf(table))
		read := 2 * float64(f.Size()) / 1e6
		fmt.Printf("%-34s %11.4g MB/s on the clock, %.4g a processor; read twice\n", "reading", read/table[0].cells[0].value*1e3, read/table[1].cells[0].value*1e3)
	}
	b.ReportMetric(0, "ns/op")
}

// steps measures one after the other, by both clocks of a table.
type steps struct {
	table        []*variant
	began, order [2]time.Duration
	all          [2]time.Duration
	name         string
}

var epoch = time.Now()

// clocks are the time, and the processor time of this process; 0 if that is not told.
func clocks() [2]time.Duration {
	out := [2]time.Duration{time.Since(epoch)}
	stat, _ := os.ReadFile("/proc/self/stat")
	_, after, _ := strings.Cut(string(stat), ") ")
	if fields := strings.Fields(after); len(fields) > 12 {
		user, _ := strconv.Atoi(fields[11])
		system, _ := strconv.Atoi(fields[12])
		out[1] = time.Duration(user+system) * 10 * time.Millisecond // a tick of every Linux
	}
	return out
}

func (s *steps) start() { s.began, s.name = clocks(), "reading" }

// next ends a step and begins another.
func (s *steps) next(name string) {
	now := clocks()
	for i, v := range s.table {
		took := now[i] - s.began[i]
		v.add(s.name, "ms", took)
		s.all[i] += took
		if s.name == "order" {
			s.order[i] = took
		}
	}
	s.began, s.name = now, name
}

func (s *steps) finish() {
	s.next("")
	for i, v := range s.table {
		v.add("all", "ms", s.all[i])
		v.add("all beyond the order", "ms", s.all[i]-s.order[i])
	}
}

func firstAnswer(b *testing.B, s *steps, f *pbf.File, path string) {
	ctx := context.Background()
	g, err := osm.Extract(ctx, []*pbf.File{f}, osm.Options{})
	if err != nil {
		b.Fatal(err)
	}
	s.next("streets and their index")
	areas, _ := border.New(g.Boundaries, g.Borders)
	n := street.FromOSM(g, areas, 2)
	o := Options{Profiles: []profile.Profile{profile.Car}, Progress: func(what string) { s.next(strings.TrimPrefix(what, "car: ")) }}
	if err := Build(ctx, path, n, About{Kind: "osm"}, o); err != nil {
		b.Fatal(err)
	}
	s.name += ", writing"
	s.next("opening and the first way")
	network, err := Open(path)
	if err != nil {
		b.Fatal(err)
	}
	defer network.Close()
	roads, err := network.Roads(profile.Car)
	if err != nil {
		b.Fatal(err)
	}
	q := roads.Router(Duration)
	from, err := q.Snap(n.At[0].LatLon(), 1000, 1)
	if err != nil {
		b.Fatal(err)
	}
	to, err := q.Snap(n.At[len(n.At)/2].LatLon(), 1000, 1)
	if err != nil {
		b.Fatal(err)
	}
	if _, ok := q.Path(from[0], to[0]); !ok {
		b.Fatal("there is no way, and New York is one piece")
	}
}
