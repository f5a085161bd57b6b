package cch

import (
	"fmt"
	"math"
	"math/bits"
	"runtime"
	"slices"
)

// OrderEdges computes a contraction order for graphs whose nodes are the directed edges of
// another graph, and whose arcs are turns: order[i] is the i-th edge of the underlying graph
// to contract, the least important first. Edges are undirected pairs (tail[i], head[i]) of
// that graph's nodes, with coordinates x and y as for Order; loops and multi-edges are all
// right. Whoever holds the turn-aware graph then sorts its nodes by the place of their edge,
// stably.
//
// It is nested dissection by edge cuts, after Buchhold, Wagner, Zeitz and Zündorf,
// "Customizable Contraction Hierarchies with Turn Costs", ATMOS 2020. Without the edges of a
// cut no turn leads from one side to the other, so that they separate the turn-aware graph;
// they come last. The cuts are those of Order, here left as they are: a separator of that
// graph found in the graph of nodes, which is a fraction of its size. Edges at nodes of
// degree at most 2 go first (see edgeReduction), small parts go by minimum degree.
//
// Measured on New York (264,346 nodes, 365,050 edges) and its turn-aware graph of 730,100
// nodes: 1.1 to 1.2 times the processor time of Order on the nodes; 9.0 million upward arcs.
// By Order on the turn-aware graph itself it is 11.1 million, in seven times the time; by
// the place of an edge's head in an order of the nodes, 15.8 million. go test -bench Order
// ./cch.
//
// The result depends on the input only, not on the number of threads. threads <= 0 means as
// many as the process may use. Errors wrap ErrGraph.
func OrderEdges(nodes int, tail, head []NodeID, x, y []int32, threads int) ([]uint32, error) {
	if err := (Graph{nodes, tail, head}).check(); err != nil {
		return nil, fmt.Errorf("ordering edges: %w", err)
	}
	if len(x) != nodes || len(y) != nodes {
		return nil, fmt.Errorf("ordering edges: %w: %d nodes, but %d x and %d y", ErrGraph, nodes, len(x), len(y))
	}
	if threads <= 0 {
		threads = runtime.GOMAXPROCS(0)
	}
	byPlace, rank := mortonOrder(x, y)
	r := newEdgeReduction(rank, tail, head)
	r.reduce()

	order := make([]uint32, len(tail))
	n := copy(order, r.order)
	d := &edgeDissector{dissector{spare: make(chan struct{}, threads-1)}}
	d.dissect(r.core(func(v uint32) (int32, int32) { return x[byPlace[v]], y[byPlace[v]] }), order[n:])
	d.wait.Wait()
	return order, nil
}

// edgeReduction takes out edges at nodes of degree at most 2, the cheap start of any good
// order. To contract an edge joins what meets it at one end with what meets it at the other:
// the edge is gone and its ends are one node. So a dangling tree shrinks to its root and a
// chain to a single edge, which stands for the chain in the dissection.
//
// As in reduction, no two neighbours are merged in one round, so that a chain of n edges
// falls in about log₂ n rounds. A half is an edge at one of its ends, 2e or 2e+1; each
// knows its place in the row of its node, so that an edit costs O(1), even at a hub.
type edgeReduction struct {
	end    []uint32 // by half: the node it is at
	place  []uint32 // by half: where in row it is
	first  []uint32 // by node: where in row its halves begin
	degree []uint32 // by node: and how many they are
	row    []uint32
	touch  []uint32 // by node: the round in which a neighbour was merged
	gone   []bool   // by edge
	order  []uint32 // edges taken out, first to last
}

// newEdgeReduction prepares the graph, node v of which becomes rank[v], and takes out its
// loops: they lead nowhere.
func newEdgeReduction(rank []uint32, tail, head []NodeID) *edgeReduction {
	n, m := len(rank), len(tail)
	r := &edgeReduction{
		end:    make([]uint32, 2*m),
		place:  make([]uint32, 2*m),
		first:  make([]uint32, n+1),
		degree: make([]uint32, n),
		touch:  make([]uint32, n),
		gone:   make([]bool, m),
		order:  make([]uint32, 0, m),
	}
	for e := range tail {
		a, b := rank[tail[e]], rank[head[e]]
		r.end[2*e], r.end[2*e+1] = a, b
		if a == b {
			r.take(uint32(e))
			continue
		}
		r.first[a]++
		r.first[b]++
	}
	r.row = make([]uint32, prefixSums(r.first))
	for h, v := range r.end {
		if !r.gone[h/2] {
			r.place[h] = r.first[v] + r.degree[v]
			r.row[r.place[h]] = uint32(h)
			r.degree[v]++
		}
	}
	return r
}

// reduce runs the rounds until every node left has three edges or more, or none. O(n + m).
func (r *edgeReduction) reduce() {
	small := func(v uint32) bool { return r.degree[v] == 1 || r.degree[v] == 2 }
	var queue, next []uint32
	for v := range uint32(len(r.degree)) {
		if small(v) {
			queue = append(queue, v)
		}
	}
	for round := uint32(1); len(queue) > 0; round++ {
		next = next[:0]
		for _, v := range queue {
			if !small(v) {
				continue
			}
			if r.touch[v] == round {
				next = append(next, v)
				continue
			}
			near := r.merge(v)
			for _, u := range near {
				r.touch[u] = round
				if small(u) {
					next = append(next, u)
				}
			}
		}
		queue, next = next, queue
	}
}

// merge contracts one edge of v, a node of degree 1 or 2, and returns the nodes next to
// it. Of two edges it takes the one whose other end has fewer: an inner edge of a
// chain before its last.
func (r *edgeReduction) merge(v uint32) (near [2]uint32) {
	e := r.row[r.first[v]] ^ 1 // the half at the other end
	b := r.end[e]
	alone := r.degree[v] == 1
	f := e
	if !alone {
		f = r.row[r.first[v]+1] ^ 1
		if r.degree[r.end[f]] < r.degree[b] {
			e, f, b = f, e, r.end[f]
		}
	}
	c := r.end[f]
	r.degree[v] = 0
	r.take(e / 2)
	switch {
	case alone:
		r.drop(e)
	case b == c: // what is left is a loop
		r.take(f / 2)
		r.drop(e)
		r.drop(f)
	default: // v is now b: f begins there, in place of e
		r.end[f^1], r.place[f^1] = b, r.place[e]
		r.row[r.place[e]] = f ^ 1
	}
	return [2]uint32{b, c}
}

func (r *edgeReduction) take(e uint32) {
	r.gone[e] = true
	r.order = append(r.order, e)
}

// drop removes a half from the row of its node.
func (r *edgeReduction) drop(h uint32) {
	v := r.end[h]
	r.degree[v]--
	last := r.row[r.first[v]+r.degree[v]]
	r.row[r.place[h]], r.place[last] = last, r.place[h]
}

// edgePart is a part with its edges: unlike elsewhere rows may repeat a neighbour, once
// for each edge.
type edgePart struct {
	part
	edge []uint32 // beside adj.head: the edge that leads there
	cut  []uint32 // by node: how many of its edges were cut off
}

func (p *edgePart) edges() int { return len(p.edge) / 2 }

// newEdgePart makes room for a part.
func newEdgePart(nodes, arcs uint32) *edgePart {
	return &edgePart{
		part: part{
			adj:  adjacency{make([]uint32, 1, nodes+1), make([]uint32, 0, arcs)},
			x:    make([]int32, 0, nodes),
			y:    make([]int32, 0, nodes),
			name: make([]uint32, 0, nodes),
		},
		edge: make([]uint32, 0, arcs),
		cut:  make([]uint32, 0, nodes),
	}
}

// node adds a node whose arcs have been added.
func (p *edgePart) node(name uint32, x, y int32, cut uint32) {
	p.adj.first = append(p.adj.first, uint32(len(p.adj.head)))
	p.name, p.cut = append(p.name, name), append(p.cut, cut)
	p.x, p.y = append(p.x, x), append(p.y, y)
}

// core is what the reduction left, as a part.
func (r *edgeReduction) core(place func(uint32) (int32, int32)) *edgePart {
	local := make([]uint32, len(r.degree))
	var nodes, arcs uint32
	for v, d := range r.degree {
		local[v] = nodes
		if d > 0 {
			nodes++
			arcs += d
		}
	}
	p := newEdgePart(nodes, arcs)
	var row []uint64
	for v, d := range r.degree {
		if d == 0 {
			continue
		}
		row = row[:0]
		for _, h := range r.row[r.first[v]:][:d] {
			row = append(row, uint64(local[r.end[h^1]])<<32|uint64(h/2))
		}
		slices.Sort(row)
		for _, k := range row {
			p.adj.head, p.edge = append(p.adj.head, uint32(k>>32)), append(p.edge, uint32(k))
		}
		x, y := place(uint32(v))
		p.node(uint32(v), x, y, 0)
	}
	return p
}

// leafEdges is the size below which minimum degree takes over; at most 64, the bits of a
// word. Measured on a third of New York: 4 leaves 10.45 arcs for each node of the turn-aware
// graph, 16 leaves 10.52, 32 10.61 and 64 10.75, while 4 takes a fifth longer than the rest.
const leafEdges = 16

// edgeDissector orders the edges of parts, as dissector orders nodes.
type edgeDissector struct{ dissector }

// dissect writes the edges of p into out, least important first.
func (d *edgeDissector) dissect(p *edgePart, out []uint32) {
	if p.edges() <= leafEdges {
		p.minimumDegree(out)
		return
	}
	mark := p.components()
	if mark == nil {
		mark = d.bestCut(p)
	}
	pieces, last := p.split(mark)
	copy(out[len(out)-len(last):], last)
	for _, piece := range pieces {
		mine := out[:piece.edges()]
		out = out[piece.edges():]
		d.fork(piece, mine)
	}
}

// bestCut marks the two sides of the best cut with 1 and 2. A multitude of parallel edges
// (over 2¹⁵ for each node) defeats the rating: then each node is a side of its own.
func (d *edgeDissector) bestCut(p *edgePart) []uint32 {
	best := d.best(&p.part)
	mark := make([]uint32, p.nodes())
	for v, s := range best.side {
		mark[v] = uint32(s) + 1
		if best.rating == math.MaxUint64 {
			mark[v] = uint32(v) + 1
		}
	}
	return mark
}

// fork dissects p on another thread if one is free and the work is worth it.
func (d *edgeDissector) fork(p *edgePart, out []uint32) {
	if p.nodes() >= forkNodes && d.tryFork() {
		d.wait.Go(func() {
			d.dissect(p, out)
			<-d.spare
		})
		return
	}
	d.dissect(p, out)
}

// split cuts p into the parts with equal marks, from 1 on, in order of their marks and
// without those that have no edges; the edges between them are returned apart.
func (p *edgePart) split(mark []uint32) (pieces []*edgePart, last []uint32) {
	count := slices.Max(mark) + 1
	nodes, arcs := make([]uint32, count), make([]uint32, count)
	local := make([]uint32, len(mark))
	for v, m := range mark {
		local[v] = nodes[m]
		nodes[m]++
		for _, u := range p.adj.row(uint32(v)) {
			if mark[u] == m {
				arcs[m]++
			}
		}
	}
	byMark := make([]*edgePart, count)
	for m := range byMark {
		if arcs[m] > 0 {
			byMark[m] = newEdgePart(nodes[m], arcs[m])
			pieces = append(pieces, byMark[m])
		}
	}
	for v, m := range mark {
		q, cut := byMark[m], p.cut[v]
		for a := p.adj.first[v]; a < p.adj.first[v+1]; a++ {
			switch u := p.adj.head[a]; {
			case mark[u] == m:
				q.adj.head, q.edge = append(q.adj.head, local[u]), append(q.edge, p.edge[a])
				continue
			case uint32(v) < u:
				last = append(last, p.edge[a])
			}
			cut++
		}
		if q != nil {
			q.node(p.name[v], p.x[v], p.y[v], cut)
		}
	}
	return pieces, last
}

// minimumDegree orders a part of at most 64 edges: again and again the edge that meets the
// fewest others, whose ends then become one node. The edges cut off count as met, though
// they come later: without them a tenth more arcs would be left.
func (p *edgePart) minimumDegree(out []uint32) {
	var ends [64][2]uint32
	var name [64]uint32
	at := make([]uint64, p.nodes()) // the edges left at a node
	cut := slices.Clone(p.cut)
	n := 0
	for v := range uint32(p.nodes()) {
		for a := p.adj.first[v]; a < p.adj.first[v+1]; a++ {
			if u := p.adj.head[a]; v < u {
				ends[n], name[n] = [2]uint32{v, u}, p.edge[a]
				at[v] |= 1 << n
				at[u] |= 1 << n
				n++
			}
		}
	}
	left := uint64(math.MaxUint64) >> (64 - n)
	for i := range out {
		best, least := 0, uint32(math.MaxUint32)
		for rest := left; rest != 0; rest &= rest - 1 {
			e := bits.TrailingZeros64(rest)
			a, b := ends[e][0], ends[e][1]
			d := uint32(bits.OnesCount64(at[a]|at[b])) + cut[a]
			if a != b {
				d += cut[b]
			}
			if d < least {
				best, least = e, d
			}
		}
		out[i] = name[best]
		left &^= 1 << best
		a, b := ends[best][0], ends[best][1]
		at[a] = (at[a] | at[b]) &^ (1 << best)
		if a == b {
			continue
		}
		cut[a] += cut[b]
		for rest := at[b]; rest != 0; rest &= rest - 1 {
			e := &ends[bits.TrailingZeros64(rest)]
			for j, v := range e {
				if v == b {
					e[j] = a
				}
			}
		}
	}
}
