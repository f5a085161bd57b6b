package street

import (
	"cmp"
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"waythrough/road/dimacs"
	"waythrough/road/osm"
	"waythrough/road/osm/profile"
	"waythrough/road/turn"
)

// drawText draws roads on a grid of small squares over three areas whose boundaries run
// over the same grid, so that all that can coincide does.
func drawText(t *rapid.T) string {
	unit := rapid.SampledFrom([]int{1, 7, 100_000}).Draw(t, "unit")
	var b strings.Builder
	node := func(id, x, y int) {
		fmt.Fprintf(&b, "n%d %.7f %.7f\n", id, float64(470000000+y*unit)/1e7, float64(90000000+x*unit)/1e7)
	}
	for y := range 7 {
		for x := range 6 {
			node(1+10*y+x, x, y)
		}
	}
	// The boundary between west and east, and that through the east, from its middle.
	var middle [7]int
	for y := range middle {
		middle[y] = rapid.IntRange(0, 4).Draw(t, "x")
		node(900+y, middle[y], y)
	}
	node(910, -5, -3)
	node(911, 2, -3)
	node(912, 12, -3)
	node(913, 12, 3)
	node(914, 12, 9)
	node(915, 2, 9)
	node(916, -5, 9)
	b.WriteString(`w900 911,900,901,902,903 boundary=administrative admin_level=2
w901 903,904,905,906,915 boundary=administrative admin_level=2
w902 903,913 boundary=administrative admin_level=2
w903 915,916,910,911 boundary=administrative admin_level=2
w904 915,914,913 boundary=administrative admin_level=2
w905 913,912,911 boundary=administrative admin_level=2
r901 w900@outer,w901@outer,w903@outer type=boundary boundary=administrative admin_level=2 name=L ISO3166-1:alpha3=LIE
r902 w901@outer,w902@outer,w904@outer type=boundary boundary=administrative admin_level=2 name=A ISO3166-1:alpha3=AUT
r903 w900@outer,w902@outer,w905@outer type=boundary boundary=administrative admin_level=2 name=C ISO3166-1:alpha3=CHE
`)
	tags := rapid.SampledFrom([]string{"highway=primary", "highway=primary", "highway=residential", "highway=primary oneway=yes", "highway=service access=destination", "highway=footway"})
	for w := range rapid.IntRange(1, 7).Draw(t, "ways") {
		var refs []string
		for range rapid.IntRange(2, 5).Draw(t, "points") {
			refs = append(refs, fmt.Sprint(1+10*rapid.IntRange(0, 6).Draw(t, "y")+rapid.IntRange(0, 5).Draw(t, "x")))
		}
		if rapid.IntRange(0, 2).Draw(t, "over") == 0 { // where the areas meet, or nearly
			refs[rapid.IntRange(0, len(refs)-1).Draw(t, "place")] = fmt.Sprint(1 + 10*3 + middle[3])
		}
		refs = slices.Compact(refs)
		if len(refs) > 1 {
			fmt.Fprintf(&b, "w%d %s %s\n", w+1, strings.Join(refs, ","), tags.Draw(t, "tags"))
		}
	}
	return b.String()
}

// quiet lets what needs a testing.TB run within rapid.
type quiet struct {
	testing.TB
	t *rapid.T
}

func (q quiet) Helper()           {}
func (q quiet) Fatal(args ...any) { q.t.Fatal(args...) }

func TestAnyRoadsOverAnyBoundaries(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g, areas := extractOf(quiet{t: t}, drawText(t))
		n := FromOSM(g, areas, 1)
		if f := fault(g, areas, n); f != "" {
			t.Fatal(f)
		}
		if other := FromOSM(g, areas, 3); !reflect.DeepEqual(n, other) {
			t.Fatal("on three threads the network is another")
		}
	})
}

// With every cut open a network is the map it was made of: from the end of each half-edge
// to the end of each other it is as far, whatever restrictions, barriers and destinations
// lie on the boundary.
func TestOpenCutsChangeNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g, areas := extractOf(quiet{t: t}, drawText(t))
		drawTurns(t, g)
		for v := range g.Node {
			if rapid.IntRange(0, 6).Draw(t, "barrier") == 0 {
				g.Node[v] |= 1 << profile.Car
			}
		}
		n := FromOSM(g, areas, 1)
		whole, cut := mapStreets(g), cutStreets(n)
		gw, gc := turn.Expand(whole), turn.Expand(cut)
		pieces := piecesOf(g, n)
		end := func(h turn.Half) turn.Half { // the last piece of a half-edge
			list := pieces[h>>1]
			if h&1 == osm.Forward {
				return turn.Half(list[len(list)-1]) << 1
			}
			return turn.Half(list[0])<<1 | 1
		}
		for h := range turn.Half(2 * len(g.From)) {
			if !whole.Open(h) {
				continue
			}
			want := far(gw, h, func(k turn.Half) uint32 { return g.Duration[profile.Car][k&1][k>>1] })
			got := far(gc, end(h), func(k turn.Half) uint32 { return n.Duration[profile.Car][k&1][k>>1] })
			for k := range want {
				if d := got[end(turn.Half(k))]; d != want[k] {
					t.Fatalf("from the end of %d to that of %d: %d on the map, %d when cut: %s; turns %v", h, k, want[k], d, words(n), turnsOf(n))
				}
			}
		}
	})
}

// drawTurns puts restrictions of one to two turns on a map.
func drawTurns(t *rapid.T, g *osm.Graph) {
	if len(g.From) == 0 {
		return
	}
	for range rapid.IntRange(0, 5).Draw(t, "turns") {
		path := []osm.HalfEdge{osm.HalfEdge(rapid.IntRange(0, 2*len(g.From)-1).Draw(t, "from"))}
		for range rapid.IntRange(1, 2).Draw(t, "long") {
			var next []osm.HalfEdge
			for h := range osm.HalfEdge(2 * len(g.From)) {
				last := path[len(path)-1]
				if tailOf(g, h) == tailOf(g, last^1) && h != last^1 {
					next = append(next, h)
				}
			}
			if len(next) == 0 {
				break
			}
			path = append(path, rapid.SampledFrom(next).Draw(t, "next"))
		}
		if len(path) > 1 {
			g.Turns = append(g.Turns, osm.Turn{Restriction: uint32(len(g.Restrictions)), Path: path})
			g.Restrictions = append(g.Restrictions, osm.Restriction{Only: rapid.IntRange(0, 2).Draw(t, "only") == 0, Profiles: 1 << profile.Car})
		}
	}
}

func tailOf(g *osm.Graph, h osm.HalfEdge) osm.NodeID {
	if h.Dir() == osm.Forward {
		return g.From[h.Edge()]
	}
	return g.To[h.Edge()]
}

func mapStreets(g *osm.Graph) *turn.Streets {
	s := &turn.Streets{
		Nodes: len(g.At),
		Open:  func(h turn.Half) bool { return g.Duration[profile.Car][h&1][h>>1] != osm.Closed },
		Local: func(e uint32) bool { return g.Flags(osm.EdgeID(e), profile.Car)&profile.Destination != 0 },
		Shut:  func(v uint32) bool { return g.Node[v]>>profile.Car&1 != 0 },
	}
	for e := range g.From {
		s.From, s.To = append(s.From, uint32(g.From[e])), append(s.To, uint32(g.To[e]))
	}
	for _, x := range g.Turns {
		b := turn.Ban{Only: g.Restrictions[x.Restriction].Only}
		for _, h := range x.Path {
			b.Path = append(b.Path, turn.Half(h))
		}
		s.Bans = append(s.Bans, b)
	}
	return s
}

func cutStreets(n *Network) *turn.Streets {
	s := &turn.Streets{
		Nodes: len(n.At),
		Open:  func(h turn.Half) bool { return n.Open(profile.Car, Half(h)) },
		Local: func(e uint32) bool { return n.Has(profile.Car, Edge(e))&profile.Destination != 0 },
		Cut:   func(e uint32) bool { return n.IsCut(Edge(e)) },
		Shut:  func(v uint32) bool { return n.Shut(profile.Car, Node(v)) },
	}
	for e := range n.From {
		s.From, s.To = append(s.From, uint32(n.From[e])), append(s.To, uint32(n.To[e]))
	}
	for _, x := range n.Turns {
		if x.Profiles>>profile.Car&1 == 0 {
			continue
		}
		b := turn.Ban{Only: x.Only}
		for _, h := range x.Path {
			b.Path = append(b.Path, turn.Half(h))
		}
		s.Bans = append(s.Bans, b)
	}
	return s
}

// far gives the cost from the end of a half-edge to the end of each.
func far(g *turn.Graph, start turn.Half, weight func(turn.Half) uint32) []uint64 {
	dist := make([]uint64, len(g.Half))
	for i := range dist {
		dist[i] = math.MaxUint64
	}
	first, _ := g.States(start)
	dist[first] = 0
	for changed := true; changed; {
		changed = false
		for a, tail := range g.Tail {
			if dist[tail] == math.MaxUint64 {
				continue
			}
			if d := dist[tail] + uint64(weight(g.Half[g.Head[a]])); d < dist[g.Head[a]] {
				dist[g.Head[a]], changed = d, true
			}
		}
	}
	out := make([]uint64, len(g.First)-1)
	for h := range out {
		out[h] = math.MaxUint64
		for s, end := g.States(turn.Half(h)); s < end; s++ {
			out[h] = min(out[h], dist[s])
		}
	}
	return out
}

type arc struct{ tail, head, duration, length uint32 }

func TestArcsAreKept(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 5).Draw(t, "nodes")
		time, dist := &dimacs.Graph{Nodes: n}, &dimacs.Graph{Nodes: n}
		var want []arc
		for range rapid.IntRange(0, 20).Draw(t, "arcs") {
			x := arc{uint32(rapid.IntRange(0, n-1).Draw(t, "tail")), uint32(rapid.IntRange(0, n-1).Draw(t, "head")),
				rapid.SampledFrom([]uint32{0, 1, 5, dimacs.MaxWeight}).Draw(t, "duration"), rapid.SampledFrom([]uint32{0, 1, 2}).Draw(t, "length")}
			want = append(want, x)
			time.Tail, time.Head, time.Weight = append(time.Tail, x.tail), append(time.Head, x.head), append(time.Weight, x.duration)
			dist.Tail, dist.Head, dist.Weight = append(dist.Tail, x.tail), append(dist.Head, x.head), append(dist.Weight, x.length)
		}
		at := &dimacs.Coordinates{Lon: make([]int32, n), Lat: make([]int32, n)}
		net, err := FromArcs(time, dist, at)
		if err != nil {
			t.Fatal(err)
		}
		var got []arc
		for h := range Half(2 * len(net.From)) {
			if net.Open(profile.Car, h) {
				got = append(got, arc{uint32(net.Tail(h)), uint32(net.Head(h)), net.Duration[profile.Car][h.Dir()][h.Edge()], net.Length[h.Edge()]})
			}
			for _, p := range []profile.Profile{profile.Truck, profile.Foot, profile.Bicycle} {
				if net.Open(p, h) {
					t.Fatalf("half-edge %d is open to %s", h, p)
				}
			}
		}
		order := func(a, b arc) int {
			return cmp.Or(cmp.Compare(a.tail, b.tail), cmp.Compare(a.head, b.head), cmp.Compare(a.duration, b.duration), cmp.Compare(a.length, b.length))
		}
		slices.SortFunc(got, order)
		slices.SortFunc(want, order)
		if !slices.Equal(got, want) {
			t.Fatalf("arcs %v became %v", want, got)
		}
		if f := faultOfColumns(net); f != "" {
			t.Fatal(f)
		}
	})
}

func TestArcsThatDoNotBelongTogether(t *testing.T) {
	at := &dimacs.Coordinates{Lon: []int32{0, 0}, Lat: []int32{0, 0}}
	one := &dimacs.Graph{Nodes: 2, Tail: []uint32{0}, Head: []uint32{1}, Weight: []uint32{1}}
	other := &dimacs.Graph{Nodes: 2, Tail: []uint32{1}, Head: []uint32{0}, Weight: []uint32{1}}
	three := &dimacs.Graph{Nodes: 3}
	for name, f := range map[string]func() (*Network, error){
		"weights of other arcs":      func() (*Network, error) { return FromArcs(one, other, at) },
		"coordinates of other nodes": func() (*Network, error) { return FromArcs(three, nil, at) },
	} {
		if _, err := f(); err == nil {
			t.Errorf("%s: taken", name)
		}
	}
}
