package cch

import (
	"fmt"
	"slices"
)

// Hierarchy is the part of a contraction hierarchy that no weight can change: the
// order, the chordal supergraph that contraction leaves, its elimination tree, and
// where each input arc went. It is immutable: any number of goroutines and metrics
// may share one.
type Hierarchy struct {
	a Arrays
}

// Arrays are the slices a Hierarchy consists of, to be stored and to be mapped back
// (see FromArrays). Nodes are known by rank: their place in an order in which the
// nodes below any node, in the elimination tree, come right before it.
//
// n is the number of nodes, m that of upward arcs, k that of input arcs that are no
// loops, p that of pieces. "Absent" is the largest uint32.
type Arrays struct {
	Node   []NodeID // n: the node with this rank
	Rank   []uint32 // n: by NodeID, the inverse of Node
	Parent []uint32 // n: in the elimination tree, a rank; absent at a root
	Depth  []uint32 // n: 0 at a root; what lies above a node has depths Depth[v]-1 … 0

	First     []uint32 // n+1: row v of the upward arcs is First[v] … First[v+1]-1
	Tail      []uint32 // m: the lower end, a rank
	Head      []uint32 // m: the upper end, a rank; rows ascend
	HeadDepth []uint32 // m: Depth[Head[a]]

	DownFirst []uint32 // n+1: the upward arcs that end in v are
	Down      []uint32 // m: Down[DownFirst[v]:DownFirst[v+1]], ascending

	InputFirst []uint32 // n+1: the input arcs whose lower end is v are
	InputSlot  []uint32 // k: InputSlot[InputFirst[v]:InputFirst[v+1]], ascending, 2a if it runs up arc a, 2a+1 if down
	InputArc   []ArcID  // k: and the input arcs themselves
	Slot       []uint32 // by ArcID, loops included: its InputSlot, absent for a loop

	Piece  []uint32 // 2p: first and last rank of each run of subtrees customized in parallel, see pieces
	Height uint32   // the largest Depth plus 1, 0 without nodes
}

// Build contracts g in the given order (order[i] is the i-th node to go, a
// permutation of the nodes; from Order or from elsewhere). It stores no weights:
// Customize does.
//
// O(m log d) for m upward arcs; m, and with it the cost of all that follows, depends on
// the order. Errors wrap ErrGraph.
func Build(g Graph, order []NodeID) (*Hierarchy, error) {
	if err := g.check(); err != nil {
		return nil, err
	}
	rank, err := inverse(order, g.Nodes)
	if err != nil {
		return nil, err
	}
	adj := undirected(g, func(v NodeID) uint32 { return rank[v] })
	post := postorder(eliminationTree(adj))
	h := &Hierarchy{}
	a := &h.a
	a.Node, a.Rank = make([]NodeID, g.Nodes), make([]uint32, g.Nodes)
	for i, old := range post {
		a.Node[i] = order[old]
		a.Rank[order[old]] = uint32(i)
	}
	if err := a.contract(undirected(g, func(v NodeID) uint32 { return a.Rank[v] })); err != nil {
		return nil, err
	}
	a.placeInput(g)
	a.Piece = a.pieces()
	return h, nil
}

// inverse returns the place of each node in the order.
func inverse(order []NodeID, nodes int) ([]uint32, error) {
	if len(order) != nodes {
		return nil, fmt.Errorf("%w: an order of %d nodes for a graph of %d", ErrGraph, len(order), nodes)
	}
	rank := make([]uint32, nodes)
	for i := range rank {
		rank[i] = none
	}
	for i, v := range order {
		if int(v) >= nodes || rank[v] != none {
			return nil, fmt.Errorf("%w: the order is no permutation: node %d at place %d", ErrGraph, v, i)
		}
		rank[v] = uint32(i)
	}
	return rank, nil
}

// eliminationTree returns the parent of each node: the first of its upper neighbours
// to go once all below it are gone. Liu (1986), with path compression: nearly O(m).
func eliminationTree(adj adjacency) []uint32 {
	n := adj.nodes()
	parent, top := make([]uint32, n), make([]uint32, n)
	for v := range uint32(n) {
		parent[v], top[v] = none, none
		for _, u := range adj.row(v) {
			if u > v {
				break
			}
			for u != v {
				above := top[u]
				top[u] = v
				if above == none {
					parent[u] = v
					break
				}
				u = above
			}
		}
	}
	return parent
}

// postorder lists the nodes of a forest, whose parents come after their children, so
// that each subtree is a run that ends with its root.
func postorder(parent []uint32) []uint32 {
	n := len(parent)
	size := make([]uint32, n)
	for v, p := range parent {
		size[v]++
		if p != none {
			size[p] += size[v]
		}
	}
	end := make([]uint32, n) // where what is left to place below v ends
	roots := uint32(n)
	order := make([]uint32, n)
	for v := n - 1; v >= 0; v-- {
		from := &roots
		if p := parent[v]; p != none {
			from = &end[p]
		}
		end[v] = *from - 1
		*from -= size[v]
		order[end[v]] = uint32(v)
	}
	return order
}

// contract fills the upward graph, the tree and the downward lists: the row of v is
// its upper neighbours in the graph and those of its children, v left out.
func (a *Arrays) contract(adj adjacency) error {
	n := adj.nodes()
	a.Parent, a.Depth = make([]uint32, n), make([]uint32, n)
	a.First = make([]uint32, 1, n+1)
	child, sibling := make([]uint32, n), make([]uint32, n)
	for v := range child {
		child[v], sibling[v] = none, none
	}
	seen := make([]uint32, n) // the last row that holds the node, plus 1
	var row []uint32
	for v := range uint32(n) {
		row = row[:0]
		add := func(u uint32) {
			if u > v && seen[u] != v+1 {
				seen[u] = v + 1
				row = append(row, u)
			}
		}
		for c := child[v]; c != none; c = sibling[c] {
			for _, u := range a.Head[a.First[c]:a.First[c+1]] {
				add(u)
			}
		}
		for _, u := range adj.row(v) {
			add(u)
		}
		slices.Sort(row)
		if len(a.Head)+len(row) >= 1<<31 {
			return fmt.Errorf("%w: the order leaves more than 2³¹ arcs", ErrGraph)
		}
		a.Head = append(a.Head, row...)
		a.First = append(a.First, uint32(len(a.Head)))
		a.Parent[v] = none
		if len(row) > 0 {
			p := row[0]
			a.Parent[v] = p
			sibling[v], child[p] = child[p], v
		}
	}
	a.Head = slices.Clip(a.Head)
	a.finishArcs()
	return nil
}

// finishArcs derives what First, Head and Parent determine.
func (a *Arrays) finishArcs() {
	n, m := len(a.Parent), len(a.Head)
	for v := n - 1; v >= 0; v-- {
		if p := a.Parent[v]; p != none {
			a.Depth[v] = a.Depth[p] + 1
		}
		a.Height = max(a.Height, a.Depth[v]+1)
	}
	a.Tail, a.HeadDepth, a.Down = make([]uint32, m), make([]uint32, m), make([]uint32, m)
	a.DownFirst = make([]uint32, n+1)
	for _, h := range a.Head {
		a.DownFirst[h]++
	}
	prefixSums(a.DownFirst)
	at := slices.Clone(a.DownFirst)
	for v := range uint32(n) {
		for i := a.First[v]; i < a.First[v+1]; i++ {
			h := a.Head[i]
			a.Tail[i], a.HeadDepth[i] = v, a.Depth[h]
			a.Down[at[h]] = i
			at[h]++
		}
	}
}

// placeInput finds for each input arc the upward arc that it runs along.
func (a *Arrays) placeInput(g Graph) {
	n := len(a.Node)
	a.InputFirst = make([]uint32, n+1)
	for i := range g.Tail {
		if t, h := a.Rank[g.Tail[i]], a.Rank[g.Head[i]]; t != h {
			a.InputFirst[min(t, h)]++
		}
	}
	entries := make([]uint64, prefixSums(a.InputFirst))
	at := slices.Clone(a.InputFirst)
	a.Slot = make([]uint32, len(g.Tail))
	for i := range g.Tail {
		t, h := a.Rank[g.Tail[i]], a.Rank[g.Head[i]]
		if t == h {
			a.Slot[i] = none
			continue
		}
		low, high, down := t, h, uint32(0)
		if h < t {
			low, high, down = h, t, 1
		}
		arc, _ := a.arc(low, high)
		a.Slot[i] = 2*arc + down
		entries[at[low]] = uint64(a.Slot[i])<<32 | uint64(i)
		at[low]++
	}
	a.InputSlot, a.InputArc = make([]uint32, len(entries)), make([]ArcID, len(entries))
	for v := range n {
		row := entries[a.InputFirst[v]:a.InputFirst[v+1]]
		slices.Sort(row)
		for i, e := range row {
			a.InputSlot[a.InputFirst[v]+uint32(i)] = uint32(e >> 32)
			a.InputArc[a.InputFirst[v]+uint32(i)] = ArcID(e & none)
		}
	}
}

// arc finds the upward arc between two ranks, low < high.
func (a *Arrays) arc(low, high uint32) (uint32, bool) {
	i, ok := slices.BinarySearch(a.Head[a.First[low]:a.First[low+1]], high)
	return a.First[low] + uint32(i), ok
}

// Nodes is the number of nodes.
func (h *Hierarchy) Nodes() int { return len(h.a.Node) }

// Arcs is the number of input arcs, loops included: the length of weights.
func (h *Hierarchy) Arcs() int { return len(h.a.Slot) }

// UpwardArcs is the number of arcs of the chordal supergraph, each of which carries a
// weight up and a weight down.
func (h *Hierarchy) UpwardArcs() int { return len(h.a.Head) }

// Height is the largest number of nodes on a way from a node up to its root: what a
// query visits at most in each direction.
func (h *Hierarchy) Height() int { return int(h.a.Height) }
