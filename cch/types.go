package cch

import (
	"errors"
	"fmt"
	"math"
)

// NodeID names a node of the input graph: 0 … Graph.Nodes-1.
type NodeID uint32

// ArcID names an arc of the input graph: its index in Graph.Tail and Graph.Head.
type ArcID uint32

// Weight is the cost of one input arc, in whatever unit the caller chose
// (milliseconds, decimetres). The largest value, Closed, bars the arc. As
// milliseconds, an open arc costs at most 49.7 days; a sum of arcs has no such
// bound, see Distance.
type Weight uint32

// Closed is the weight of an arc that cannot be used.
const Closed Weight = math.MaxUint32

// Distance is a sum of weights along a path. It is exact: a simple path has fewer
// than 2²⁹ arcs (see MaxNodes) of less than 2³² each, so that with an offset it stays
// below 2⁶², and what a query adds up, a path from either end, below Unreachable: no sum
// saturates. (200 days are 1.7·10¹⁰ ms: 32 bits would not do.)
type Distance uint64

// Unreachable is the distance where there is no path. Adding two of them does not
// wrap around.
const Unreachable Distance = 1<<63 - 1

// MaxOffset is the largest offset of a Point: larger ones count as unreachable.
const MaxOffset Distance = 1 << 61

// MaxNodes bounds the nodes of a graph, so that sums of weights stay below
// Unreachable. The arcs of a hierarchy are bounded by 2³¹-1.
const MaxNodes = 1 << 29

// none marks the absence of a rank or an arc.
const none = math.MaxUint32

// Point is a place on the graph: a node, and what it costs to get from the place
// to the node (or from the node to the place, when the point is a target).
type Point struct {
	Node   NodeID
	Offset Distance
}

// Graph is a directed graph as two parallel slices: arc i leads from Tail[i] to
// Head[i]. Multi-arcs, loops and isolated nodes are all right.
type Graph struct {
	Nodes      int
	Tail, Head []NodeID
}

// ErrGraph says that a graph, an order or coordinates do not fit together.
var ErrGraph = errors.New("cch: bad graph")

// ErrArrays says that the arrays of a stored hierarchy contradict each other.
var ErrArrays = errors.New("cch: bad hierarchy arrays")

// ErrMetricArrays says that the arrays of a stored metric contradict each other or the
// hierarchy.
var ErrMetricArrays = errors.New("cch: bad metric arrays")

// ErrWeights says that weights do not fit the graph.
var ErrWeights = errors.New("cch: bad weights")

// check returns an error wrapping ErrGraph unless every arc joins two nodes.
func (g Graph) check() error {
	if g.Nodes < 0 || g.Nodes > MaxNodes {
		return fmt.Errorf("%w: %d nodes, the limit is %d", ErrGraph, g.Nodes, MaxNodes)
	}
	if len(g.Tail) != len(g.Head) {
		return fmt.Errorf("%w: %d tails but %d heads", ErrGraph, len(g.Tail), len(g.Head))
	}
	if len(g.Tail) > math.MaxInt32 {
		return fmt.Errorf("%w: %d arcs, the limit is %d", ErrGraph, len(g.Tail), math.MaxInt32)
	}
	for i := range g.Tail {
		if int(g.Tail[i]) >= g.Nodes || int(g.Head[i]) >= g.Nodes {
			return fmt.Errorf("%w: arc %d leads from %d to %d, but there are %d nodes", ErrGraph, i, g.Tail[i], g.Head[i], g.Nodes)
		}
	}
	return nil
}
