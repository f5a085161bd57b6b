package mapped

import (
	"context"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"waythrough/road/dimacs"
	"waythrough/road/osm/profile"
	"waythrough/road/street"
)

// awkward draws streets with loops, parallel edges, one-ways, edges of no weight or of
// the largest, islands, barriers, lanes, restrictions over and under one another, and
// areas whose cuts are wherever they happen to be.
func awkward(t *testing.T, rng *rand.Rand) *street.Network {
	nodes := 2 + rng.IntN(12)
	g := &dimacs.Graph{Nodes: nodes}
	at := &dimacs.Coordinates{}
	for range nodes {
		at.Lon, at.Lat = append(at.Lon, int32(rng.IntN(50_000))), append(at.Lat, int32(rng.IntN(50_000)))
	}
	length := *g
	weights := []uint32{0, 0, 1, 5, 1000, 60_000, dimacs.MaxWeight}
	for range 1 + rng.IntN(30) {
		g.Tail, g.Head = append(g.Tail, uint32(rng.IntN(nodes))), append(g.Head, uint32(rng.IntN(nodes)))
		g.Weight = append(g.Weight, weights[rng.IntN(len(weights)-rng.IntN(2))])
		length.Weight = append(length.Weight, weights[rng.IntN(3)])
	}
	length.Tail, length.Head = g.Tail, g.Head
	n, err := street.FromArcs(g, &length, at)
	if err != nil {
		t.Fatal(err)
	}
	if rng.IntN(4) == 0 { // nothing that makes half-edges of nodes
		return n
	}
	lane := n.Uses[0]
	lane.Flags[profile.Car] |= profile.Destination
	n.Uses = append(n.Uses, lane)
	for e := range n.Use {
		if rng.IntN(5) == 0 {
			n.Use[e] = 1
		}
	}
	for v := range n.Flags {
		if rng.IntN(8) == 0 {
			n.Flags[v] = 1 << profile.Car
		}
	}
	for range rng.IntN(6) {
		turn := street.Turn{Only: rng.IntN(3) == 0, Profiles: 1 << profile.Car, Path: []street.Half{street.Half(rng.IntN(2 * len(n.From)))}}
		for range 1 + rng.IntN(3) {
			next := n.LeavingFrom(n.Head(turn.Path[len(turn.Path)-1]))
			turn.Path = append(turn.Path, next[rng.IntN(len(next))])
		}
		n.Turns = append(n.Turns, turn)
	}
	if rng.IntN(2) == 0 {
		areas(n, rng)
	}
	return n
}

// areas puts some nodes into another area; the edges between are cuts, and get no length.
func areas(n *street.Network, rng *rand.Rand) {
	n.Codes = append(n.Codes, "AAA", "BBB")
	for v := range n.Area {
		n.Area[v] = street.Area(rng.IntN(3))
	}
	for e := range street.Edge(len(n.From)) {
		if !n.IsCut(e) {
			continue
		}
		n.Cuts, n.Length[e] = append(n.Cuts, e), 0
		for dir := range 2 {
			if d := &n.Duration[profile.Car][dir][e]; *d != street.Closed {
				*d = 0
			}
		}
	}
}

func TestAnyGraph(t *testing.T) {
	rng := rand.New(rand.NewPCG(11, 12))
	count := 150
	if long {
		count = 20_000
	}
	folder := t.TempDir()
	for range count {
		s := awkward(t, rng)
		path := filepath.Join(folder, "any.network")
		o := Options{Profiles: []profile.Profile{profile.Car}, TurnCosts: rng.IntN(2) == 0, Threads: 1 + rng.IntN(2)}
		if err := Build(context.Background(), path, s, About{}, o); err != nil {
			t.Fatal(err)
		}
		n, err := Open(path)
		if err != nil {
			t.Fatal(err)
		}
		if err := n.Verify(context.Background(), nil); err != nil {
			t.Fatal(err)
		}
		r, err := n.Roads(profile.Car)
		if err != nil {
			t.Fatal(err)
		}
		if usable := anySnaps(r, rng, 1); usable != nil {
			n.Streets.Turns = s.Turns // the file keeps them in its states
			checkQueries(t, r, rng, 3, 8, shut)
			all, err := r.ThroughAt(free)
			if err != nil {
				t.Fatal(err)
			}
			checkQueries(t, all, rng, 3, 8, free)
		}
		n.Close()
		os.Remove(path)
	}
}
