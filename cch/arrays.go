package cch

import (
	"fmt"
	"slices"
)

// Arrays returns the slices of h, to be stored. They are h's own: do not write to them.
func (h *Hierarchy) Arrays() Arrays { return h.a }

// FromArrays makes a hierarchy of stored slices, which it keeps and never writes to, so
// they may be mapped memory. It checks that their lengths agree, in constant time;
// Verify checks what they hold. On slices that Verify would refuse, queries may answer
// wrongly or panic. Errors wrap ErrArrays.
func FromArrays(a Arrays) (*Hierarchy, error) {
	n, m, k := len(a.Node), len(a.Head), len(a.InputArc)
	lengths := []struct {
		name      string
		got, want int
	}{
		{"Rank", len(a.Rank), n}, {"Parent", len(a.Parent), n}, {"Depth", len(a.Depth), n},
		{"First", len(a.First), n + 1}, {"DownFirst", len(a.DownFirst), n + 1}, {"InputFirst", len(a.InputFirst), n + 1},
		{"Tail", len(a.Tail), m}, {"HeadDepth", len(a.HeadDepth), m}, {"Down", len(a.Down), m},
		{"InputSlot", len(a.InputSlot), k},
	}
	for _, l := range lengths {
		if l.got != l.want {
			return nil, fmt.Errorf("%w: %s has %d elements instead of %d", ErrArrays, l.name, l.got, l.want)
		}
	}
	ends := []struct {
		name string
		row  []uint32
		want int
	}{{"First", a.First, m}, {"DownFirst", a.DownFirst, m}, {"InputFirst", a.InputFirst, k}}
	for _, e := range ends {
		if e.row[0] != 0 || int(e.row[n]) != e.want {
			return nil, fmt.Errorf("%w: %s runs from %d to %d instead of from 0 to %d", ErrArrays, e.name, e.row[0], e.row[n], e.want)
		}
	}
	switch {
	case n > MaxNodes || m >= 1<<31 || len(a.Slot) >= 1<<31 || k > len(a.Slot):
		return nil, fmt.Errorf("%w: %d nodes, %d upward arcs, %d of %d arcs placed", ErrArrays, n, m, k, len(a.Slot))
	case int64(a.Height) > int64(n) || (a.Height == 0) != (n == 0):
		return nil, fmt.Errorf("%w: height %d of %d nodes", ErrArrays, a.Height, n)
	case len(a.Piece)%2 != 0:
		return nil, fmt.Errorf("%w: half a piece", ErrArrays)
	}
	return &Hierarchy{a}, nil
}

// Verify checks every element of the slices against every other: after it, nothing in h
// can panic, and all answers are right if the input arcs are. O(n + m + triangles).
// Errors wrap ErrArrays.
func (h *Hierarchy) Verify() error {
	for _, check := range []func(*Arrays) error{(*Arrays).verifyNodes, (*Arrays).verifyRows, (*Arrays).verifyDerived, (*Arrays).verifyInput} {
		if err := check(&h.a); err != nil {
			return err
		}
	}
	return nil
}

func (a *Arrays) verifyNodes() error {
	n := len(a.Node)
	for r, v := range a.Node {
		if int(v) >= n || a.Rank[v] != uint32(r) {
			return fmt.Errorf("%w: Node and Rank disagree at rank %d", ErrArrays, r)
		}
	}
	for v, p := range a.Parent {
		if p != none && (int(p) <= v || int(p) >= n) {
			return fmt.Errorf("%w: the parent of rank %d is %d", ErrArrays, v, p)
		}
	}
	for _, first := range [][]uint32{a.First, a.DownFirst, a.InputFirst} {
		if !slices.IsSorted(first) {
			return fmt.Errorf("%w: rows that run backwards", ErrArrays)
		}
	}
	return nil
}

// verifyRows checks that rows ascend above their node, begin with the parent, and
// without it are part of the parent's: that the graph is chordal.
func (a *Arrays) verifyRows() error {
	n := uint32(len(a.Node))
	for v := range n {
		row := a.Head[a.First[v]:a.First[v+1]]
		last := v
		for _, h := range row {
			if h <= last || h >= n {
				return fmt.Errorf("%w: row %d does not ascend", ErrArrays, v)
			}
			last = h
		}
		if len(row) == 0 != (a.Parent[v] == none) || len(row) > 0 && row[0] != a.Parent[v] {
			return fmt.Errorf("%w: row %d does not begin with its parent", ErrArrays, v)
		}
	}
	for v := range n {
		if a.Parent[v] == none {
			continue
		}
		row, above := a.Head[a.First[v]+1:a.First[v+1]], a.Head[a.First[a.Parent[v]]:a.First[a.Parent[v]+1]]
		for _, h := range row {
			i, ok := slices.BinarySearch(above, h)
			if !ok {
				return fmt.Errorf("%w: row %d is not closed under contraction", ErrArrays, v)
			}
			above = above[i:]
		}
	}
	return nil
}

// verifyDerived recomputes what rows and parents determine.
func (a *Arrays) verifyDerived() error {
	b := Arrays{Node: a.Node, Parent: a.Parent, First: a.First, Head: a.Head, Depth: make([]uint32, len(a.Node))}
	b.finishArcs()
	switch post := postorder(a.Parent); {
	case !slices.IsSorted(post):
		return fmt.Errorf("%w: ranks are no postorder of the tree", ErrArrays)
	case a.Height != b.Height || !slices.Equal(a.Depth, b.Depth) || !slices.Equal(a.HeadDepth, b.HeadDepth):
		return fmt.Errorf("%w: wrong depths", ErrArrays)
	case !slices.Equal(a.Tail, b.Tail) || !slices.Equal(a.DownFirst, b.DownFirst) || !slices.Equal(a.Down, b.Down):
		return fmt.Errorf("%w: wrong downward lists", ErrArrays)
	case !slices.Equal(a.Piece, b.pieces()):
		return fmt.Errorf("%w: wrong pieces", ErrArrays)
	}
	return nil
}

func (a *Arrays) verifyInput() error {
	placed := 0
	for v := range len(a.Node) {
		for i := a.InputFirst[v]; i < a.InputFirst[v+1]; i++ {
			slot, arc := a.InputSlot[i], a.InputArc[i]
			if int(slot>>1) >= len(a.Head) || a.Tail[slot>>1] != uint32(v) || int(arc) >= len(a.Slot) || a.Slot[arc] != slot {
				return fmt.Errorf("%w: input arc %d is not where it should be", ErrArrays, arc)
			}
			if i > a.InputFirst[v] && (a.InputSlot[i-1] > slot || a.InputSlot[i-1] == slot && a.InputArc[i-1] >= arc) {
				return fmt.Errorf("%w: the input arcs of rank %d do not ascend", ErrArrays, v)
			}
			placed++
		}
	}
	for _, slot := range a.Slot {
		if slot != none {
			placed--
		}
	}
	if placed != 0 {
		return fmt.Errorf("%w: input arcs are missing", ErrArrays)
	}
	return nil
}

// VerifyInput checks that h is the hierarchy of g's arcs: each lies where its ends say.
// After Verify and it, all answers are right. O(n + k). Errors wrap ErrArrays.
func (h *Hierarchy) VerifyInput(g Graph) error {
	a := &h.a
	if g.Nodes != len(a.Node) || len(g.Tail) != len(a.Slot) || len(g.Head) != len(a.Slot) {
		return fmt.Errorf("%w: a hierarchy of %d nodes and %d arcs for a graph of %d and %d", ErrArrays, len(a.Node), len(a.Slot), g.Nodes, len(g.Tail))
	}
	for i, slot := range a.Slot {
		tail, head := a.Rank[g.Tail[i]], a.Rank[g.Head[i]]
		if slot == none {
			if tail != head {
				return fmt.Errorf("%w: input arc %d is missing", ErrArrays, i)
			}
			continue
		}
		low, high := a.Tail[slot>>1], a.Head[slot>>1]
		if slot&1 == 1 {
			low, high = high, low
		}
		if low != tail || high != head {
			return fmt.Errorf("%w: input arc %d lies between other nodes", ErrArrays, i)
		}
	}
	return nil
}
