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
		for _, least := range []Measure{Duration, Distance} {
			want := allPairs(n, least, cost)
			for root := range n.Places {
				tree, into := n.Tree(NodeID(root), least, cost), n.TreeInto(NodeID(root), least, cost)
				for other := range n.Places {
					if got := (reached{tree.Duration[other], tree.Distance[other], 0}); got != want[root][other] {
						t.Fatalf("seed %d: %d to %d takes %v, want %v", seed, root, other, got, want[root][other])
					}
					if got := (reached{into.Duration[other], into.Distance[other], 0}); got != want[other][root] {
						t.Fatalf("seed %d: %d from %d takes %v, want %v", seed, root, other, got, want[other][root])
					}
					checkPath(t, n, tree, NodeID(root), NodeID(other), NodeID(other))
					checkPath(t, n, into, NodeID(other), NodeID(root), NodeID(other))
				}
			}
		}
	}
}

func allPairs(n *Network, least Measure, cost func(LinkID) (Millis, bool)) [][]reached {
	d := make([][]reached, len(n.Places))
	for i := range d {
		d[i] = make([]reached, len(n.Places))
		for j := range d[i] {
			d[i][j] = reached{Unreachable, Unreachable, 0}
		}
		d[i][i] = reached{}
		for _, a := range n.Arcs(NodeID(i)) {
			if c, ok := cost(a.Link); ok {
				if p := (reached{c, n.Links[a.Link].Distance, 0}); p.before(d[i][a.Head], least) {
					d[i][a.Head] = p
				}
			}
		}
	}
	for k := range d {
		for i := range d {
			for j := range d {
				p := reached{d[i][k].duration.Plus(d[k][j].duration), d[i][k].distance.Plus(d[k][j].distance), 0}
				if p.before(d[i][j], least) {
					d[i][j] = p
				}
			}
		}
	}
	return d
}

// checkPath holds that the path of a tree's place leads from one place to another at the
// cost stated.
func checkPath(t *testing.T, n *Network, tree *Tree, from, to, place NodeID) {
	t.Helper()
	path, ok := tree.Path(place)
	if ok != (tree.Duration[place] != Unreachable) {
		t.Fatal("path and duration disagree about whether there is a way")
	}
	at, sum := from, reached{}
	for _, l := range path {
		x := n.Links[l]
		if x.From == at {
			at = x.To
		} else if x.To == at && !x.Oneway {
			at = x.From
		} else {
			t.Fatalf("path leaves %d by link %+v", at, x)
		}
		sum = reached{sum.duration + x.Duration, sum.distance + x.Distance, 0}
	}
	if ok && (at != to || sum != (reached{tree.Duration[place], tree.Distance[place], 0})) {
		t.Fatalf("path ends at %d after %v", at, sum)
	}
}
