package cch

import (
	"sync"
	"sync/atomic"
)

// pieceShare is the share of all triangles that a piece has at most, unless a single
// subtree of its size was no longer cut: 1/64 keeps a few threads evenly busy.
const pieceShare = 64

// pieces chooses the work for threads: runs of complete subtrees of like cost, none of
// which reads or writes a row of another. The nodes in no piece are the top: few, but
// dear. Cost is counted in lower triangles, the inner loop of customization.
func (a *Arrays) pieces() []uint32 {
	n := len(a.Node)
	work := make([]uint64, n) // of the subtree
	var total uint64
	for v := range n {
		own := uint64(1)
		for _, arc := range a.Down[a.DownFirst[v]:a.DownFirst[v+1]] {
			own += uint64(a.First[a.Tail[arc]+1] - arc)
		}
		work[v] += own
		total += own
		if p := a.Parent[v]; p != none {
			work[p] += work[v]
		}
	}
	most := max(total/pieceShare, 1<<10)
	var out []uint32
	var sum uint64
	open := false // whether the last piece may grow
	for v := range n {
		if work[v] > most {
			open = false
			continue
		}
		if !open {
			out = append(out, uint32(v), uint32(v))
			open, sum = true, 0
		}
		out[len(out)-1] = uint32(v)
		if p := a.Parent[v]; p == none || work[p] > most { // a subtree ends here
			if sum += work[v]; sum > most/2 {
				open = false
			}
		}
	}
	return out
}

// topNodes lists the ranks in no piece, ascending, and marks them.
func (a *Arrays) topNodes() (top []uint32, isTop []bool) {
	isTop = make([]bool, len(a.Node))
	add := func(from, to uint32) {
		for v := from; v < to; v++ {
			top, isTop[v] = append(top, v), true
		}
	}
	from := uint32(0)
	for i := 0; i < len(a.Piece); i += 2 {
		add(from, a.Piece[i])
		from = a.Piece[i+1] + 1
	}
	add(from, uint32(len(a.Node)))
	return top, isTop
}

// parallel calls do(worker, i) once for each i below n, on as many goroutines as there
// are workers; with one worker it stays on the caller's.
func parallel(workers, n int, do func(worker, i int)) {
	if workers = min(workers, n); workers <= 1 {
		for i := range n {
			do(0, i)
		}
		return
	}
	var next atomic.Int64
	var wait sync.WaitGroup
	for w := range workers {
		wait.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				do(w, i)
			}
		})
	}
	wait.Wait()
}
