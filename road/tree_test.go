package road

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

// randomNetwork makes a network with loops, parallel links and links of no
// length.
func randomNetwork(rng *rand.Rand) *Network {
	n := &Network{byID: map[string]NodeID{}}
	for i := range 1 + rng.IntN(12) {
		id := fmt.Sprintf("p%02d", i)
		n.byID[id] = NodeID(i)
		n.Places = append(n.Places, Place{ID: id, Area: "A"})
	}
	for range rng.IntN(30) {
		n.Links = append(n.Links, Link{
			From: NodeID(rng.IntN(len(n.Places))), To: NodeID(rng.IntN(len(n.Places))), Mode: Road,
			Duration: Millis(rng.IntN(5)), Distance: Decimetres(rng.IntN(5)), Oneway: rng.IntN(3) == 0,
		})
	}
	n.build()
	return n
}

func TestTreeAgainstFloydWarshall(t *testing.T) {
	for seed := range uint64(500) {
		rng := rand.New(rand.NewPCG(seed, 2))
		n := randomNetwork(rng)
		shut := LinkID(rng.IntN(30))
		cost := func(l LinkID) (Millis, bool) { return n.Links[l].Duration, l != shut }
		want := allPairs(n, cost)
		for from := range n.Places {
			tree := n.Tree(NodeID(from), cost)
			for to := range n.Places {
				if got := (pair{tree.Duration[to], tree.Distance[to]}); got != want[from][to] {
					t.Fatalf("seed %d: %d to %d takes %v, want %v", seed, from, to, got, want[from][to])
				}
				checkPath(t, n, tree, NodeID(to))
			}
		}
	}
}

type pair struct {
	duration Millis
	distance Decimetres
}

func (p pair) before(q pair) bool {
	return p.duration < q.duration || p.duration == q.duration && p.distance < q.distance
}

func allPairs(n *Network, cost func(LinkID) (Millis, bool)) [][]pair {
	d := make([][]pair, len(n.Places))
	for i := range d {
		d[i] = make([]pair, len(n.Places))
		for j := range d[i] {
			d[i][j] = pair{Unreachable, Unreachable}
		}
		d[i][i] = pair{}
		for _, a := range n.Arcs(NodeID(i)) {
			if c, ok := cost(a.Link); ok {
				if p := (pair{c, n.Links[a.Link].Distance}); p.before(d[i][a.Head]) {
					d[i][a.Head] = p
				}
			}
		}
	}
	for k := range d {
		for i := range d {
			for j := range d {
				p := pair{d[i][k].duration.Plus(d[k][j].duration), d[i][k].distance.Plus(d[k][j].distance)}
				if p.before(d[i][j]) {
					d[i][j] = p
				}
			}
		}
	}
	return d
}

// checkPath holds that a path leads from the root to a place at the cost stated.
func checkPath(t *testing.T, n *Network, tree *Tree, to NodeID) {
	t.Helper()
	path, ok := tree.Path(to)
	if ok != (tree.Duration[to] != Unreachable) {
		t.Fatal("path and duration disagree about whether there is a way")
	}
	at, sum := tree.Root, pair{}
	for _, l := range path {
		x := n.Links[l]
		if x.From == at {
			at = x.To
		} else if x.To == at && !x.Oneway {
			at = x.From
		} else {
			t.Fatalf("path leaves %d by link %+v", at, x)
		}
		sum = pair{sum.duration + x.Duration, sum.distance + x.Distance}
	}
	if ok && (at != to || sum != (pair{tree.Duration[to], tree.Distance[to]})) {
		t.Fatalf("path ends at %d after %v", at, sum)
	}
}
