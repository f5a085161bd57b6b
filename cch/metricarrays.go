package cch

import (
	"fmt"
	"runtime"
	"slices"
	"unsafe"
)

// MetricArrays are the slices a Metric consists of beside its Hierarchy, to be stored and
// to be mapped back (see MetricFromArrays). One of Narrow and Wide is empty.
type MetricArrays struct {
	Input  []Weight              // by ArcID: the weights given
	Narrow NetworkArrays[uint32] // if all shortcuts are below 2³⁰
	Wide   NetworkArrays[uint64] // otherwise
}

// NetworkArrays are the weights of a Metric's upward arcs, and what Perfect added: pairs of
// slices, forward (from a source up) and then backward (from a target up), empty if it was
// not called. A metric stored without them answers the same, more slowly.
//
// n is the number of nodes, m that of upward arcs, k that of the arcs kept in a direction.
type NetworkArrays[W ~uint32 | ~uint64] struct {
	Up, Down []W // m: from tail to head, from head to tail; the largest value halved if there is no way

	First [2][]uint32 // n+1: the arcs kept in row v are First[v] … First[v+1]-1
	Link  [2][]W      // 2k: the depth of the head and the weight, in turn
	Arc   [2][]uint32 // k: the upward arc
	Via   [2][]uint32 // m: what the weights up (then down) come from: an input arc plus 2³¹, or the lower arc of a triangle
}

// Arrays returns the slices of m, to be stored. They are m's own: do not write to them, and
// do not keep them beyond the next Customize or Update.
func (m *Metric) Arrays() MetricArrays {
	a := MetricArrays{Input: m.input}
	if m.narrow != nil {
		a.Narrow = m.narrow.arrays(m.perfect)
	} else {
		a.Wide = m.wide.arrays(m.perfect)
	}
	return a
}

func (n *network[W]) arrays(perfect bool) NetworkArrays[W] {
	a := NetworkArrays[W]{Up: n.up, Down: n.down}
	if perfect {
		for i, s := range n.search {
			a.First[i], a.Link[i], a.Arc[i], a.Via[i] = s.first, words(s.link), s.arc, n.via[i]
		}
	}
	return a
}

// MetricFromArrays makes a metric of stored slices, which it keeps and never writes to, so
// they may be mapped memory: Customize and Update copy what they change first. It checks
// lengths, in constant time; Verify checks what the slices hold. On slices that Verify
// would refuse, queries may answer wrongly or panic. threads is as in NewMetric. Errors
// wrap ErrArrays.
func MetricFromArrays(h *Hierarchy, a MetricArrays, threads int) (*Metric, error) {
	if threads <= 0 {
		threads = runtime.GOMAXPROCS(0)
	}
	if len(a.Input) != h.Arcs() {
		return nil, fmt.Errorf("%w: Input has %d elements, but the hierarchy has %d arcs", ErrMetricArrays, len(a.Input), h.Arcs())
	}
	if !a.Narrow.empty() && !a.Wide.empty() {
		return nil, fmt.Errorf("%w: weights both in 32 and in 64 bits", ErrMetricArrays)
	}
	m := &Metric{h: h, input: a.Input, workers: threads}
	m.borrowed.Store(true)
	var err error
	if a.Wide.empty() {
		m.narrow, m.perfect, err = a.Narrow.network(&h.a)
	} else {
		m.wide, m.perfect, err = a.Wide.network(&h.a)
	}
	if err != nil {
		return nil, err
	}
	return m, nil
}

func (a *NetworkArrays[W]) empty() bool {
	return len(a.Up)+len(a.Down) == 0 && !a.perfect()
}

// perfect tells whether there is anything of what Perfect adds.
func (a *NetworkArrays[W]) perfect() bool {
	n := 0
	for i := range 2 {
		n += len(a.First[i]) + len(a.Link[i]) + len(a.Arc[i]) + len(a.Via[i])
	}
	return n > 0
}

// network is what queries search in a.
func (a *NetworkArrays[W]) network(h *Arrays) (*network[W], bool, error) {
	n, m := len(h.Node), len(h.Head)
	if len(a.Up) != m || len(a.Down) != m {
		return nil, false, fmt.Errorf("%w: %d weights up and %d down, but the hierarchy has %d upward arcs", ErrMetricArrays, len(a.Up), len(a.Down), m)
	}
	net := &network[W]{weights: weights[W]{a.Up, a.Down}}
	if !a.perfect() {
		net.searchAll(h)
		return net, false, nil
	}
	for i := range 2 {
		first, kept := a.First[i], len(a.Arc[i])
		if len(first) != n+1 || len(a.Link[i]) != 2*kept || len(a.Via[i]) != m || kept > m {
			return nil, false, fmt.Errorf("%w: First[%d], Link, Arc and Via have %d, %d, %d and %d elements for %d nodes and %d upward arcs",
				ErrMetricArrays, i, len(first), len(a.Link[i]), kept, len(a.Via[i]), n, m)
		}
		if first[0] != 0 || int(first[n]) != kept {
			return nil, false, fmt.Errorf("%w: First[%d] runs from %d to %d instead of from 0 to %d", ErrMetricArrays, i, first[0], first[n], kept)
		}
		net.search[i] = side[W]{first: first, link: links(a.Link[i]), arc: a.Arc[i]}
	}
	net.via = a.Via
	return net, true, nil
}

// words are the depths and weights of links in turn, in the same memory. That is sound: a
// struct of two fields of one type has their alignment, twice their size and no padding.
func words[W word](l []link[W]) []W {
	return unsafe.Slice((*W)(unsafe.Pointer(unsafe.SliceData(l))), 2*len(l))
}

// links undoes words. The number of words is even.
func links[W word](w []W) []link[W] {
	return unsafe.Slice((*link[W])(unsafe.Pointer(unsafe.SliceData(w))), len(w)/2)
}

// Verify computes the metric anew from its input weights and compares. The hierarchy must
// be verified before. After it, nothing in m can panic, and all answers are right for the
// input weights. It takes the time and the memory of NewMetric, and of Perfect if m is perfect.
// It may run beside queries. Errors wrap ErrMetricArrays.
func (m *Metric) Verify() error {
	if m.narrow != nil {
		if !m.inputFits() {
			return fmt.Errorf("%w: an input weight does not fit 32 bits", ErrMetricArrays)
		}
		return verifyNetwork(m, m.narrow, narrowLimit)
	}
	return verifyNetwork(m, m.wide, infinite[uint64]())
}

func verifyNetwork[W word](m *Metric, n *network[W], limit W) error {
	a, again := &m.h.a, newNetwork[W](&m.h.a)
	if newCustomizer(a, m.input, again.weights, m.workers).run() >= limit {
		return fmt.Errorf("%w: a shortcut does not fit 32 bits", ErrMetricArrays)
	}
	if m.perfect {
		again.prune(a, m.workers)
		again.explain(a, m.input, m.workers)
	}
	for i, name := range [2]string{"up", "down"} {
		have, want := [2][]W{n.up, n.down}[i], [2][]W{again.up, again.down}[i]
		if at := firstDifference(have, want); at >= 0 {
			return fmt.Errorf("%w: the weight %s of upward arc %d (tail %d) is %d instead of %d", ErrMetricArrays, name, at, m.h.a.Tail[at], have[at], want[at])
		}
	}
	if !m.perfect {
		return nil
	}
	for i, name := range [2]string{"forward", "backward"} {
		have, want := &n.search[i], &again.search[i]
		if !slices.Equal(have.first, want.first) || !slices.Equal(have.link, want.link) || !slices.Equal(have.arc, want.arc) {
			return fmt.Errorf("%w: the arcs kept for searching %s are not those that Perfect keeps", ErrMetricArrays, name)
		}
		if at := firstDifference(n.via[i], again.via[i]); at >= 0 {
			return fmt.Errorf("%w: what Via[%d] says of upward arc %d is wrong", ErrMetricArrays, i, at)
		}
	}
	return nil
}

// firstDifference is the first index at which two slices of one length differ, or -1.
func firstDifference[T comparable](a, b []T) int {
	for i, x := range a {
		if x != b[i] {
			return i
		}
	}
	return -1
}
