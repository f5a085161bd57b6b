package cch

import (
	"cmp"
	"fmt"
	"math/bits"
	"runtime"
	"slices"
	"sync"
)

// Order computes a contraction order by nested dissection: order[i] is the i-th
// node to contract, the least important first. x and y are plane coordinates of the
// nodes in any unit (degrees times 10⁷ do), one each; they guide the cuts and
// decide nothing about correctness.
//
// Nodes of degree at most 2 go first (see reduction). The rest is halved, again and
// again, by small separators, which come after the halves; the separators are found
// by inertial flow (Schild and Sommer, SEA 2015): order the nodes along a line,
// send a flow from the first to the last, take the minimum cut. Four lines and
// several widths of the two ends are tried, and the cut with the fewest nodes for
// the size of its smaller side is taken.
//
// Measured on New York (264,346 nodes, 733,846 arcs), two shared cores: 3.7 s of
// processor time, 2.1 s on two threads; go test -bench Order ./cch. Most of it is the
// breadth-first search of the flow.
//
// The result depends on the input only, not on the number of threads. threads <= 0
// means as many as the process may use.
func Order(g Graph, x, y []int32, threads int) ([]NodeID, error) {
	if err := g.check(); err != nil {
		return nil, err
	}
	if len(x) != g.Nodes || len(y) != g.Nodes {
		return nil, fmt.Errorf("%w: %d nodes, but %d x and %d y", ErrGraph, g.Nodes, len(x), len(y))
	}
	if threads <= 0 {
		threads = runtime.GOMAXPROCS(0)
	}
	byPlace, rank := mortonOrder(x, y)
	r := reduce(undirected(g, func(v NodeID) uint32 { return rank[v] }))

	order := make([]uint32, g.Nodes)
	n := copy(order, r.order)
	d := &dissector{spare: make(chan struct{}, threads-1)}
	d.dissect(r.core(func(v uint32) (int32, int32) { return x[byPlace[v]], y[byPlace[v]] }), order[n:])
	d.wait.Wait()

	out := make([]NodeID, g.Nodes)
	for i, v := range order {
		out[i] = NodeID(byPlace[v])
	}
	return out, nil
}

// core is what the reduction left, as a part.
func (r *reduction) core(place func(uint32) (int32, int32)) *part {
	p := &part{}
	local := make([]uint32, len(r.gone))
	var arcs uint32
	for v, gone := range r.gone {
		if !gone {
			local[v] = uint32(len(p.name))
			p.name = append(p.name, uint32(v))
			arcs += r.degree[v]
		}
	}
	p.adj = adjacency{make([]uint32, 1, len(p.name)+1), make([]uint32, 0, arcs)}
	p.x, p.y = make([]int32, len(p.name)), make([]int32, len(p.name))
	for i, v := range p.name {
		p.x[i], p.y[i] = place(v)
		for _, u := range r.row(v) {
			p.adj.head = append(p.adj.head, local[u])
		}
		slices.Sort(p.adj.head[p.adj.first[i]:])
		p.adj.first = append(p.adj.first, uint32(len(p.adj.head)))
	}
	return p
}

// mortonOrder sorts the nodes along Morton's curve, so that neighbours on the plane
// are neighbours in memory. It returns the nodes in that order, and its inverse.
func mortonOrder(x, y []int32) (nodes, rank []uint32) {
	type at struct {
		key  uint64
		node uint32
	}
	keys := make([]at, len(x))
	for v := range keys {
		// Flipping the sign bit keeps the order of signed numbers.
		keys[v] = at{spread(uint32(x[v])^1<<31) | spread(uint32(y[v])^1<<31)<<1, uint32(v)}
	}
	slices.SortFunc(keys, func(a, b at) int {
		return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(a.node, b.node))
	})
	nodes, rank = make([]uint32, len(x)), make([]uint32, len(x))
	for i, k := range keys {
		nodes[i], rank[k.node] = k.node, uint32(i)
	}
	return nodes, rank
}

// spread moves bit i of v to bit 2i.
func spread(v uint32) uint64 {
	w := uint64(v)
	w = (w | w<<16) & 0x0000ffff0000ffff
	w = (w | w<<8) & 0x00ff00ff00ff00ff
	w = (w | w<<4) & 0x0f0f0f0f0f0f0f0f
	w = (w | w<<2) & 0x3333333333333333
	return (w | w<<1) & 0x5555555555555555
}

// Sizes that steer the dissection.
const (
	// leafNodes is the size below which minimum degree takes over; a row of a leaf
	// fits one word.
	leafNodes = 48
	// forkNodes is the size above which a half may go to another thread.
	forkNodes = 2000
)

// dissector orders parts into slices of the final order. The slices of two parts do
// not overlap, so threads need no locks and cannot change the outcome.
type dissector struct {
	spare chan struct{} // one element for each thread that is busy beyond the first
	wait  sync.WaitGroup
}

// dissect writes the nodes of p into out, least important first.
func (d *dissector) dissect(p *part, out []uint32) {
	if p.nodes() <= leafNodes {
		p.minimumDegree(out)
		return
	}
	mark := p.components()
	if mark == nil {
		mark = d.bestSeparator(p)
	}
	pieces, last := p.split(mark)
	for i, v := range last {
		out[len(out)-len(last)+i] = v
	}
	for _, piece := range pieces {
		mine := out[:piece.nodes()]
		out = out[piece.nodes():]
		d.fork(piece, mine)
	}
}

// fork dissects p on another thread if one is free and the work is worth it.
func (d *dissector) fork(p *part, out []uint32) {
	if p.nodes() >= forkNodes {
		select {
		case d.spare <- struct{}{}:
			d.wait.Go(func() {
				d.dissect(p, out)
				<-d.spare
			})
			return
		default:
		}
	}
	d.dissect(p, out)
}

// components marks each node with the number of its connected component, from 1 on,
// or returns nil if there is one only.
func (p *part) components() []uint32 {
	n := p.nodes()
	mark := make([]uint32, n)
	queue := make([]uint32, 0, n)
	count := uint32(0)
	for v := range uint32(n) {
		if mark[v] != 0 {
			continue
		}
		count++
		mark[v] = count
		for queue = append(queue[:0], v); len(queue) > 0; {
			u := queue[len(queue)-1]
			queue = queue[:len(queue)-1]
			for _, w := range p.adj.row(u) {
				if mark[w] == 0 {
					mark[w] = count
					queue = append(queue, w)
				}
			}
		}
		if count == 1 && !slices.Contains(mark, 0) {
			return nil
		}
	}
	return mark
}

// split cuts p into the parts with equal marks, in order of their marks; the names of
// nodes with mark 0, the separator, are returned apart.
func (p *part) split(mark []uint32) (pieces []*part, last []uint32) {
	size := make([]uint32, slices.Max(mark)+1)
	local := make([]uint32, len(mark))
	for v, m := range mark {
		local[v] = size[m]
		size[m]++
	}
	for _, s := range size[1:] {
		pieces = append(pieces, &part{
			adj:  adjacency{append(make([]uint32, 0, s+1), 0), make([]uint32, 0, 3*s)},
			x:    make([]int32, 0, s),
			y:    make([]int32, 0, s),
			name: make([]uint32, 0, s),
		})
	}
	for v, m := range mark {
		if m == 0 {
			last = append(last, p.name[v])
			continue
		}
		q := pieces[m-1]
		for _, u := range p.adj.row(uint32(v)) {
			if mark[u] == m {
				q.adj.head = append(q.adj.head, local[u])
			}
		}
		q.adj.first = append(q.adj.first, uint32(len(q.adj.head)))
		q.x, q.y, q.name = append(q.x, p.x[v]), append(q.y, p.y[v]), append(q.name, p.name[v])
	}
	return pieces, last
}

// minimumDegree orders a part of at most 64 nodes: again and again the node with the
// fewest neighbours left, whose neighbours then become a clique.
func (p *part) minimumDegree(out []uint32) {
	var row [64]uint64
	n := p.nodes()
	for v := range uint32(n) {
		for _, u := range p.adj.row(v) {
			row[v] |= 1 << u
		}
	}
	left := uint64(1)<<n - 1
	for i := range out {
		best, least := 0, 65
		for rest := left; rest != 0; rest &= rest - 1 {
			v := bits.TrailingZeros64(rest)
			if d := bits.OnesCount64(row[v]); d < least {
				best, least = v, d
			}
		}
		left &^= 1 << best
		for rest := row[best]; rest != 0; rest &= rest - 1 {
			u := bits.TrailingZeros64(rest)
			row[u] = (row[u] | row[best]) &^ (1<<u | 1<<best)
		}
		out[i] = p.name[best]
	}
}
