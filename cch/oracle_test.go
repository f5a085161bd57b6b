package cch

import "container/heap"

// dijkstra is the oracle of the tests: the plainest shortest paths there are.
type dijkstra struct {
	first []int
	arcs  []ArcID
	g     Graph
	dist  []Distance
	heap  distanceHeap
}

func newDijkstra(g Graph) *dijkstra {
	d := &dijkstra{g: g, first: make([]int, g.Nodes+2), arcs: make([]ArcID, len(g.Tail)), dist: make([]Distance, g.Nodes)}
	for _, t := range g.Tail {
		d.first[t+2]++
	}
	for v := range g.Nodes {
		d.first[v+2] += d.first[v+1]
	}
	for i, t := range g.Tail {
		d.arcs[d.first[t+1]] = ArcID(i)
		d.first[t+1]++
	}
	return d
}

// from returns the distances from some points to every node.
func (d *dijkstra) from(weights []Weight, points ...Point) []Distance {
	for v := range d.dist {
		d.dist[v] = Unreachable
	}
	d.heap = d.heap[:0]
	for _, p := range points {
		if p.Offset < d.dist[p.Node] {
			d.dist[p.Node] = p.Offset
			heap.Push(&d.heap, p)
		}
	}
	for len(d.heap) > 0 {
		p := heap.Pop(&d.heap).(Point)
		if p.Offset > d.dist[p.Node] {
			continue
		}
		for _, a := range d.arcs[d.first[p.Node]:d.first[p.Node+1]] {
			if weights[a] == Closed {
				continue
			}
			if to := p.Offset + Distance(weights[a]); to < d.dist[d.g.Head[a]] {
				d.dist[d.g.Head[a]] = to
				heap.Push(&d.heap, Point{d.g.Head[a], to})
			}
		}
	}
	return d.dist
}

type distanceHeap []Point

func (h distanceHeap) Len() int           { return len(h) }
func (h distanceHeap) Less(i, j int) bool { return h[i].Offset < h[j].Offset }
func (h distanceHeap) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }
func (h *distanceHeap) Push(p any)        { *h = append(*h, p.(Point)) }
func (h *distanceHeap) Pop() any {
	old := *h
	p := old[len(old)-1]
	*h = old[:len(old)-1]
	return p
}
