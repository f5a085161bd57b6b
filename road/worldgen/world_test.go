package worldgen

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"runtime"
	"slices"
	"testing"

	"github.com/paulmach/osm"
	"github.com/paulmach/osm/osmpbf"

	graph "waythrough/road/osm"
	"waythrough/road/osm/pbf"
	"waythrough/road/osm/profile"
)

func written(t testing.TB, w *World) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := w.WritePBF(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// read makes the graph that an importer makes of a world.
func read(t testing.TB, w *World) *graph.Graph {
	t.Helper()
	data := written(t, w)
	f, err := pbf.New("world", bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	g, err := graph.Extract(context.Background(), []*pbf.File{f}, graph.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func TestSameOptionsSameBytes(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	one := written(t, New(Options{Seed: 7, Nodes: 4000}))
	runtime.GOMAXPROCS(3)
	if three := written(t, New(Options{Seed: 7, Nodes: 4000})); !bytes.Equal(one, three) {
		t.Error("one processor and three do not make the same world")
	}
	if other := written(t, New(Options{Seed: 8, Nodes: 4000})); bytes.Equal(one, other) {
		t.Error("two seeds make one world")
	}
}

// What is written is what an importer reads: each count is made on either side by its
// own means.
func TestAnImporterReadsWhatIsWritten(t *testing.T) {
	for seed := range uint64(6) {
		w := New(Options{Seed: seed, Nodes: 2000, Areas: 5})
		g, c := read(t, w), w.Counts()
		check := func(what string, got, want int) {
			if got != want {
				t.Errorf("seed %d: %d %s are read, and %d were drawn", seed, got, what, want)
			}
		}
		check("nodes", len(g.OSMNode), c.Nodes)
		check("edges", len(g.From), c.Edges)
		check("roads", g.Stats.Ways, c.Roads)
		check("restrictions", len(g.Restrictions), c.Restrictions)
		check("areas", len(g.Boundaries), c.Areas)
		check("posts", len(g.Posts), c.Posts)
		check("restrictions without turns", g.Stats.TurnsUnresolved+g.Stats.RestrictionsBad, 0)
		check("missing nodes", g.Stats.MissingNodes, 0)
		check("missing ways of boundaries", g.Stats.BoundaryWaysMissing, 0)
		if c.Areas != 5 || c.Restrictions == 0 || c.Posts == 0 {
			t.Errorf("seed %d: %+v", seed, c)
		}
		for i, b := range g.Boundaries {
			if !b.Complete || b.Alpha3 != areaCode(i) || b.Name == "" {
				t.Errorf("seed %d: boundary %d is %s %q, complete: %v", seed, i, b.Alpha3, b.Name, b.Complete)
			}
		}
		for _, l := range g.Borders {
			if land := len(l.Of) == 2; land == l.Maritime || len(l.Of) == 0 {
				t.Errorf("seed %d: way %d is of %d areas, maritime: %v", seed, l.Way, len(l.Of), l.Maritime)
			}
		}
	}
}

// A library reads the same elements: rising ids, every reference kept, positions and
// tags as drawn.
func TestALibraryReadsTheSame(t *testing.T) {
	w := New(Options{Seed: 3, Nodes: 9000})
	s := osmpbf.New(context.Background(), bytes.NewReader(written(t, w)), 2)
	defer s.Close()
	nodes, ways, relations, tagged := 0, 0, 0, 0
	for s.Scan() {
		switch e := s.Object().(type) {
		case *osm.Node:
			if int(e.ID) != nodes+1 || ways > 0 || math.Round(e.Lat*1e7) != float64(w.out.lat[nodes]) || math.Round(e.Lon*1e7) != float64(w.out.lon[nodes]) {
				t.Fatalf("node %d at %d is %v", nodes+1, w.out.lat[nodes], e)
			}
			if len(e.Tags) > 0 {
				want := w.out.sets[w.out.nodeSet[slices.Index(w.out.tagged, nodeID(nodes))]]
				if !slices.Equal(pairs(e.Tags), want) {
					t.Fatalf("node %d: tags %v, want %v", e.ID, e.Tags, want)
				}
				tagged++
			}
			nodes++
		case *osm.Way:
			want := slices.Clone(w.out.sets[w.out.waySet[ways]])
			if name := w.out.texts[w.out.name[ways]]; name != "" {
				want = append(want, "name", name)
			}
			if ref := w.out.texts[w.out.ref[ways]]; ref != "" {
				want = append(want, "ref", ref)
			}
			if int(e.ID) != ways+1 || relations > 0 || !slices.Equal(pairs(e.Tags), want) || len(e.Nodes) != len(w.out.refsOf(ways)) {
				t.Fatalf("way %d: %v, want tags %v", ways+1, e, want)
			}
			for i, n := range e.Nodes {
				if int(n.ID) != int(w.out.refsOf(ways)[i])+1 {
					t.Fatalf("way %d: node %d", e.ID, n.ID)
				}
			}
			ways++
		case *osm.Relation:
			if want := w.out.relations[relations]; int(e.ID) != relations+1 || !slices.Equal(pairs(e.Tags), want.tags) || len(e.Members) != len(want.members) {
				t.Fatalf("relation %d: %v", e.ID, e)
			}
			relations++
		}
	}
	if err := s.Err(); err != nil {
		t.Fatal(err)
	}
	c := w.Counts()
	if nodes != c.OSMNodes || ways != c.OSMWays || relations != c.Relations || tagged != len(w.out.tagged) {
		t.Errorf("%d nodes, %d of them tagged, %d ways, %d relations are read; %+v", nodes, tagged, ways, relations, c)
	}
}

func pairs(tags osm.Tags) (out []string) {
	for _, t := range tags {
		out = append(out, t.Key, t.Value)
	}
	return out
}

// A car gets from anywhere to anywhere within an area, or nearly: behind the last way
// off, a carriageway leads over a border and not back.
func TestAreasHangTogether(t *testing.T) {
	for seed := range uint64(3) {
		for _, o := range []Options{{Seed: seed, Nodes: 2000, Areas: 3}, {Seed: seed, Nodes: 9000, Areas: 6}} {
			g := read(t, New(o))
			areas := newAreas(g)
			all, main := map[string]int{}, map[string]int{}
			component := components(g, areas)
			size := map[[2]string]int{}
			for n, c := range component {
				if c >= 0 {
					a := areas.of(g.At[n])
					all[a]++
					key := [2]string{a, fmt.Sprint(c)}
					size[key]++
					main[a] = max(main[a], size[key])
				}
			}
			for a, n := range all {
				if a == "" || float64(main[a]) < 0.95*float64(n) {
					t.Errorf("%+v: area %q has %d nodes for cars, and the largest part that hangs together %d", o, a, n, main[a])
				}
			}
			if len(all) != o.Areas {
				t.Errorf("%+v: %d areas have roads", o, len(all))
			}
		}
	}
}

// components numbers the strongly connected components of the car's graph by Tarjan's
// algorithm, edges over borders left out; -1 where no car goes.
func components(g *graph.Graph, areas *areaMap) []int {
	n := len(g.At)
	heads := make([][]int, n)
	component, index, low := make([]int, n), make([]int, n), make([]int, n)
	for i := range component {
		component[i] = -1
	}
	where := make([]string, n)
	for i, at := range g.At {
		where[i] = areas.of(at)
	}
	for e := range g.From {
		a, b := int(g.From[e]), int(g.To[e])
		if where[a] != where[b] {
			continue
		}
		if g.Duration[profile.Car][graph.Forward][e] != graph.Closed {
			heads[a] = append(heads[a], b)
			index[a], index[b] = -1, -1
		}
		if g.Duration[profile.Car][graph.Backward][e] != graph.Closed {
			heads[b] = append(heads[b], a)
			index[a], index[b] = -1, -1
		}
	}
	count, next := 0, 1
	var stack []int
	var visit func(v int)
	visit = func(v int) {
		index[v], low[v] = next, next
		next++
		stack = append(stack, v)
		for _, h := range heads[v] {
			if index[h] < 0 {
				visit(h)
				low[v] = min(low[v], low[h])
			} else if component[h] < 0 {
				low[v] = min(low[v], index[h])
			}
		}
		if low[v] == index[v] {
			for {
				h := stack[len(stack)-1]
				stack = stack[:len(stack)-1]
				component[h] = count
				if h == v {
					break
				}
			}
			count++
		}
	}
	for v := range n {
		if index[v] < 0 {
			visit(v)
		}
	}
	return component
}

// Options without sense give a world all the same.
func TestAnyOptions(t *testing.T) {
	for _, o := range []Options{
		{Nodes: 1}, {Nodes: -5, Areas: -5, Crossings: -5}, {Nodes: 500, Areas: 1}, {Nodes: 600, Areas: 100_000},
		{Seed: math.MaxUint64, Nodes: 2000, Areas: maxAreas}, {Nodes: 2000, Areas: 2, Crossings: 1000}, {Nodes: 3000, Areas: 40, Crossings: -1},
	} {
		w := New(o)
		if err := w.WritePBF(io.Discard); err != nil {
			t.Fatal(err)
		}
		crossings := len(w.Crossings()) + len(w.Unrecorded())
		if c := w.Counts(); c.Nodes < 200 || c.Areas < 1 || (crossings == 0) != (o.Crossings < 0 || c.Areas == 1) {
			t.Errorf("%+v: %+v, %d crossings", o, c, crossings)
		}
	}
}

// About as many nodes as asked for.
func TestSizes(t *testing.T) {
	for _, n := range []int{2000, 20_000, 60_000} {
		if c := New(Options{Seed: 5, Nodes: n}).Counts(); math.Abs(float64(c.Nodes-n)) > 0.2*float64(n) {
			t.Errorf("%d nodes were asked for, %d are there", n, c.Nodes)
		}
	}
}

type full struct{ room int }

var errFull = errors.New("no room left")

func (f *full) Write(b []byte) (int, error) {
	if f.room -= len(b); f.room < 0 {
		return 0, errFull
	}
	return len(b), nil
}

func TestAWriterThatFails(t *testing.T) {
	w := New(Options{Nodes: 2000})
	for _, room := range []int{0, 100, 3000} {
		if err := w.WritePBF(&full{room}); !errors.Is(err, errFull) {
			t.Errorf("room for %d bytes: %v", room, err)
		}
	}
}
