package mapped

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"

	"waythrough/geo"
	"waythrough/road/border"
	"waythrough/road/dimacs"
	"waythrough/road/osm"
	"waythrough/road/osm/pbf"
	"waythrough/road/osm/pbf/pbftest"
	"waythrough/road/osm/profile"
	"waythrough/road/street"
)

// drawn builds the network of a world drawn as text.
func drawn(t *testing.T, text string, o Options) *Network {
	t.Helper()
	b := pbftest.Bytes(pbftest.MustParse(text), 8)
	f, err := pbf.New("drawn", bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	g, err := osm.Extract(context.Background(), []*pbf.File{f}, osm.Options{})
	if err != nil {
		t.Fatal(err)
	}
	areas, _ := border.New(g.Boundaries, g.Borders)
	path := filepath.Join(t.TempDir(), "drawn.network")
	if err := Build(context.Background(), path, street.FromOSM(g, areas, 1), About{Kind: "osm"}, o); err != nil {
		t.Fatal(err)
	}
	return openFile(t, path)
}

//	4
//	| Cul
//
// 1 --- 2 --- 3     Long; from 1 no left turn into Cul
//
//	|   /
//
// South |  / Diag, for those who have business there
//
//	5
const deadEnd = `
n1 47.1 9.50
n2 47.1 9.51
n3 47.1 9.52
n4 47.105 9.51
n5 47.095 9.51
w1 1,2,3 highway=residential name=Long
w2 2,4 highway=residential name=Cul
w3 2,5 highway=residential name=South
w4 5,3 highway=residential name=Diag motor_vehicle=destination
r1 w1@from,n2@via,w2@to type=restriction restriction=no_left_turn
`

// words writes the directions of a path, without lengths.
func words(q *Router, p *Path) string {
	var out []string
	for _, d := range q.Directions(p) {
		out = append(out, d.String())
	}
	return strings.Join(out, "; ")
}

// From beyond the end of a dead end a way begins away from it, and does not first go the
// nothing up to its end and turn back there; so also where it ends.
func TestWaysDoNotTurnWhereNothingIsTravelled(t *testing.T) {
	n := drawn(t, deadEnd, Options{})
	r, err := n.Roads(profile.Car)
	if err != nil {
		t.Fatal(err)
	}
	q := r.Router(Duration)
	ends := [2]geo.LatLon{{Lat: 47.1051, Lon: 9.51}, {Lat: 47.0955, Lon: 9.51}} // above Cul, on South
	for i := range ends {
		from, err1 := q.Snap(ends[i], 100, 1)
		to, err2 := q.Snap(ends[1-i], 100, 1)
		if err1 != nil || err2 != nil {
			t.Fatal(err1, err2)
		}
		p, ok := q.Path(from[0], to[0])
		if !ok || len(p.Halves) != 2 || strings.Contains(words(q, &p), "urn around") {
			t.Errorf("from %v: %v in %d edges, %q", ends[i], ok, len(p.Halves), words(q, &p))
		}
		if cost := q.Cost(from[0], to[0]); p.Cost != cost || p.Duration != cost {
			t.Errorf("from %v: the path costs %d and lasts %d, the cost is %d", ends[i], p.Cost, p.Duration, cost)
		}
	}
}

// The same between the ends of any edges of a world; what is left of the path costs what
// the best way does.
func TestNoPathTurnsBackAtOnce(t *testing.T) {
	onEach(t, 1, func(t *testing.T, s *source) {
		rng := rand.New(rand.NewPCG(4, 8))
		for r := range s.net.each(t) {
			for m := range Measure(measures) {
				q := r.Router(m)
				for range 100 {
					from, to := anySnaps(r, rng, 1)[0], anySnaps(r, rng, 1)[0]
					from.Share, to.Share = float64(rng.IntN(2)), float64(rng.IntN(2))
					if path, ok := q.Path(from, to); ok {
						if fault := turnsBackAtOnce(q, &path); fault != "" {
							t.Fatalf("%s by %s from %+v to %+v: %s", r.p, m, from, to, fault)
						}
					}
				}
			}
		}
	})
}

// On an edge of no weight every place is at both ends: so the way up to its dead end and back
// costs nothing either. What is given still leads from the one place to the other.
func TestWaysOverNothingLeadAhead(t *testing.T) {
	g := &dimacs.Graph{Nodes: 3, Tail: []uint32{0, 1, 1, 2}, Head: []uint32{1, 0, 2, 1}, Weight: []uint32{0, 0, 5, 5}}
	s, err := street.FromArcs(g, g, &dimacs.Coordinates{Lon: []int32{0, 9, 18}, Lat: make([]int32, 3)})
	if err != nil {
		t.Fatal(err)
	}
	s.Flags[0] = 1 << profile.Car // which makes half-edges of nodes
	path := filepath.Join(t.TempDir(), "nothing.network")
	if err := Build(context.Background(), path, s, About{}, Options{Profiles: []profile.Profile{profile.Car}}); err != nil {
		t.Fatal(err)
	}
	n := openFile(t, path)
	r := roadsFor(t, n, profile.Car)
	for _, shares := range [][2]float64{{0.8, 0.5}, {0.5, 0.8}, {0, 1}, {1, 0}, {0.5, 0.5}} {
		from, to := Snap{Share: shares[0]}, Snap{Share: shares[1]}
		path, ok := r.Router(Duration).Path(from, to)
		if fault := faultOfPath(r, &path, Duration, shut, nil); !ok || fault != "" || path.Cost != 0 {
			t.Errorf("from %v to %v: %v, the path %v: %s", shares[0], shares[1], ok, path.Halves, fault)
		}
	}
}

func turnsBackAtOnce(q *Router, p *Path) string {
	h, last := p.Halves, len(p.Halves)-1
	if last > 0 && h[0]^1 == h[1] && q.added(p, 1) == 0 && p.Start.Share == float64(1-h[0]&1) {
		return "it begins with turning back"
	}
	if last > 0 && h[last]^1 == h[last-1] && q.added(p, last) == 0 && p.End.Share == float64(h[last]&1) {
		return "it ends with turning back"
	}
	if of := [measures]uint64{p.Duration, p.Length}[q.m]; of != p.Cost || p.Cost != q.Cost(p.Start, p.End) {
		return fmt.Sprintf("it sums up to %d, costs %d, and the best way %d", of, p.Cost, q.Cost(p.Start, p.End))
	}
	return ""
}

// Asking takes no memory but what an answer is made of.
func TestAskingAllocatesNothing(t *testing.T) {
	onEach(t, 0, func(t *testing.T, s *source) {
		rng := rand.New(rand.NewPCG(1, 8))
		for r := range s.net.each(t) {
			q := r.Router(Duration)
			snaps := anySnaps(r, rng, 40)
			ask := func(one func(a, b Snap)) func() {
				i := 0
				return func() {
					one(snaps[i%len(snaps)], snaps[(i*7+3)%len(snaps)])
					i++
				}
			}
			cost, path := ask(func(a, b Snap) { q.Cost(a, b) }), ask(func(a, b Snap) { q.Path(a, b) })
			for range 2 * len(snaps) {
				cost()
				path()
			}
			if n := testing.AllocsPerRun(2*len(snaps), cost); n > 0 {
				t.Errorf("%s: a cost allocates %v times", r.p, n)
			}
			if n := testing.AllocsPerRun(2*len(snaps), path); n > 2 {
				t.Errorf("%s: a path allocates %v times, and has two lists", r.p, n)
			}
		}
	})
}

// What is reached by steps is what has a cost.
func TestReachIsWhereWaysLead(t *testing.T) {
	n := drawn(t, deadEnd+"n6 47.11 9.50\nn7 47.11 9.51\nw5 6,7 highway=residential oneway=yes\nn8 47.115 9.51\nw6 7,8 highway=residential\n", Options{})
	worlds := map[string]*Network{"dead ends": n}
	onEach(t, 0, func(_ *testing.T, s *source) { worlds[s.name] = s.net })
	for name, n := range worlds {
		for r := range n.each(t) {
			q := r.Router(Duration)
			var all []Snap
			for e := range street.Edge(len(n.Streets.From)) {
				if r.usable(e) {
					all = append(all, Snap{Edge: e, Share: 0.5})
				}
			}
			rng := rand.New(rand.NewPCG(2, 3))
			for range 8 {
				checkReach(t, fmt.Sprintf("%s, %s", name, r.p), q, all[rng.IntN(len(all))], all)
			}
		}
	}
}

func checkReach(t *testing.T, what string, q *Router, s Snap, all []Snap) {
	t.Helper()
	to, from := 0, 0
	for _, other := range all {
		if other.Edge == s.Edge || q.Cost(s, other) != Unreachable {
			to++
		}
		if other.Edge == s.Edge || q.Cost(other, s) != Unreachable {
			from++
		}
	}
	if got, whole := q.LeadsTo(s, len(all)); got != to || !whole {
		t.Errorf("%s: edge %d leads to %d edges (all: %v), ways to %d", what, s.Edge, got, whole, to)
	}
	if got, whole := q.LeadHere(s, len(all)); got != from || !whole {
		t.Errorf("%s: %d edges (all: %v) lead to edge %d, ways from %d", what, got, whole, s.Edge, from)
	}
	if got, whole := q.LeadsTo(s, max(1, to-1)); to > 1 && (got != to-1 || whole) {
		t.Errorf("%s: of %d edges, %d were counted as all: %v", what, to, got, whole)
	}
}
