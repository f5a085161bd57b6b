package cch

import (
	"container/heap"
	"fmt"
)

// updateShare is the share of arcs above which Update customizes everything: there it
// costs as much as following the changes one by one. Measured on New York (733,846
// arcs): 0.13 ms for an arc, 13 ms for 100, 47 ms for everything on one thread, so 1 in
// 2,000; go test -bench 'Update|Customize' ./cch. Fewer than updateLeast are always
// followed.
const (
	updateShare = 2000
	updateLeast = 16
)

// Update gives some input arcs new weights, and brings the metric to what Customize
// would make of all weights. It follows the changes upward (partial customization,
// Dibbelt, Strasser and Wagner 2016, §7.5), so that a few arcs take microseconds to
// milliseconds. Of an arc named twice the last weight holds. Whether Perfect was called
// is forgotten. Errors wrap ErrWeights and leave the metric as it was.
func (m *Metric) Update(arcs []ArcID, arcWeights []Weight) error {
	if len(arcs) != len(arcWeights) {
		return fmt.Errorf("%w: %d weights for %d arcs", ErrWeights, len(arcWeights), len(arcs))
	}
	for _, arc := range arcs {
		if int(arc) >= len(m.input) {
			return fmt.Errorf("%w: arc %d of %d", ErrWeights, arc, len(m.input))
		}
	}
	fits := true
	for i, arc := range arcs {
		m.input[arc] = arcWeights[i]
		fits = fits && (arcWeights[i] < narrowLimit || arcWeights[i] == Closed)
	}
	switch {
	case len(arcs) > max(updateLeast, len(m.input)/updateShare) || m.narrow != nil && !fits:
		m.basic()
	case m.narrow != nil:
		m.perfect = false
		m.narrow.searchAll(&m.h.a)
		if newUpdater(&m.h.a, m.input, m.narrow.weights).run(arcs) >= narrowLimit {
			m.basic()
		}
	default:
		m.perfect = false
		m.wide.searchAll(&m.h.a)
		newUpdater(&m.h.a, m.input, m.wide.weights).run(arcs)
	}
	return nil
}

// updater recomputes upward arcs one by one, in ascending order: the arcs that the
// weight of an arc depends on have lower numbers.
type updater[W word] struct {
	a       *Arrays
	input   []Weight
	w       weights[W]
	waiting arcHeap
	queued  map[uint32]bool
}

func newUpdater[W word](a *Arrays, input []Weight, w weights[W]) *updater[W] {
	return &updater[W]{a: a, input: input, w: w, queued: map[uint32]bool{}}
}

// run follows the change of some input arcs and returns the heaviest finite weight that
// it wrote.
func (u *updater[W]) run(arcs []ArcID) (most W) {
	for _, arc := range arcs {
		if slot := u.a.Slot[arc]; slot != none {
			u.enqueue(slot >> 1)
		}
	}
	for len(u.waiting) > 0 {
		arc := heap.Pop(&u.waiting).(uint32)
		delete(u.queued, arc)
		old := both[W]{u.w.up[arc], u.w.down[arc]}
		now := u.recompute(arc)
		if now == old {
			continue
		}
		u.w.up[arc], u.w.down[arc] = now.up, now.down
		for _, w := range []W{now.up, now.down} {
			if w < infinite[W]() {
				most = max(most, w)
			}
		}
		u.spread(arc, old, now)
	}
	return most
}

func (u *updater[W]) enqueue(arc uint32) {
	if !u.queued[arc] {
		u.queued[arc] = true
		heap.Push(&u.waiting, arc)
	}
}

// recompute is the weight of one arc by its input arcs and its lower triangles.
func (u *updater[W]) recompute(arc uint32) both[W] {
	a := u.a
	x, y := a.Tail[arc], a.Head[arc]
	now := both[W]{infinite[W](), infinite[W]()}
	for i := a.InputFirst[x]; i < a.InputFirst[x+1]; i++ {
		w := u.input[a.InputArc[i]]
		switch {
		case a.InputSlot[i]>>1 != arc || w == Closed:
		case a.InputSlot[i]&1 == 0:
			now.up = min(now.up, W(w))
		default:
			now.down = min(now.down, W(w))
		}
	}
	for _, zx := range a.Down[a.DownFirst[x]:a.DownFirst[x+1]] {
		if zy, ok := a.arcFrom(zx+1, y); ok {
			now.up = min(now.up, u.w.down[zx]+u.w.up[zy])
			now.down = min(now.down, u.w.down[zy]+u.w.up[zx])
		}
	}
	return now
}

// spread queues the arcs that may have rested on the old weight of an arc, or may be
// improved by the new one: those that join its head with the other heads of its row.
func (u *updater[W]) spread(arc uint32, old, now both[W]) {
	a := u.a
	x, y := a.Tail[arc], a.Head[arc]
	for other := a.First[x]; other < a.First[x+1]; other++ {
		z := a.Head[other]
		if z == y {
			continue
		}
		upper, _ := a.arc(min(y, z), max(y, z))
		yz, zy := u.w.up[upper], u.w.down[upper]
		if z < y {
			yz, zy = zy, yz
		}
		xz, zx := u.w.up[other], u.w.down[other]
		if touched(yz, old.down, now.down, xz) || touched(zy, old.up, now.up, zx) {
			u.enqueue(upper)
		}
	}
}

// touched tells whether the weight of an arc can change as one of the two arcs of a
// lower triangle goes from old to now, while the other stays.
func touched[W word](weight, old, now, other W) bool {
	return old != now && other < infinite[W]() && (old+other == weight || now+other < weight)
}

// arcFrom finds the arc to head among those from number from on in the same row.
func (a *Arrays) arcFrom(from, head uint32) (uint32, bool) {
	to := a.First[a.Tail[from-1]+1]
	for ; from < to; from++ {
		if h := a.Head[from]; h >= head {
			return from, h == head
		}
	}
	return 0, false
}

// arcHeap is a heap of arc numbers.
type arcHeap []uint32

func (h arcHeap) Len() int           { return len(h) }
func (h arcHeap) Less(i, j int) bool { return h[i] < h[j] }
func (h arcHeap) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }
func (h *arcHeap) Push(x any)        { *h = append(*h, x.(uint32)) }
func (h *arcHeap) Pop() any {
	last := (*h)[len(*h)-1]
	*h = (*h)[:len(*h)-1]
	return last
}
