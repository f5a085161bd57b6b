package cch

import "slices"

// adjacency is an undirected simple graph in compressed rows: the neighbours of v
// are head[first[v]:first[v+1]], ascending, without v and without repeats.
type adjacency struct {
	first []uint32
	head  []uint32
}

func (a adjacency) nodes() int { return len(a.first) - 1 }

func (a adjacency) row(v uint32) []uint32 { return a.head[a.first[v]:a.first[v+1]] }

// undirected forgets directions, loops and repeats of g; node v becomes name(v).
// O(n + m log d).
func undirected(g Graph, name func(NodeID) uint32) adjacency {
	first := make([]uint32, g.Nodes+1)
	for i := range g.Tail {
		if g.Tail[i] != g.Head[i] {
			first[name(g.Tail[i])]++
			first[name(g.Head[i])]++
		}
	}
	total := prefixSums(first)
	head := make([]uint32, total)
	for i := range g.Tail {
		if t, h := name(g.Tail[i]), name(g.Head[i]); t != h {
			head[first[t]], head[first[h]] = h, t
			first[t]++
			first[h]++
		}
	}
	// first[v] is now the end of row v.
	var kept, from uint32
	for v := range g.Nodes {
		row := head[from:first[v]]
		from = first[v]
		slices.Sort(row)
		first[v] = kept
		for i, h := range row {
			if i == 0 || h != row[i-1] {
				head[kept] = h
				kept++
			}
		}
	}
	first[g.Nodes] = kept
	return adjacency{first, slices.Clip(head[:kept])}
}

// prefixSums turns counts into starts, in place, and returns the sum. The last
// element of counts must be 0; it becomes the sum.
func prefixSums(counts []uint32) uint32 {
	var sum uint32
	for i, c := range counts {
		counts[i] = sum
		sum += c
	}
	return sum
}
