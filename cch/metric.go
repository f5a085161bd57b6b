package cch

import (
	"fmt"
	"runtime"
	"slices"
	"sync/atomic"
)

// Metric is a hierarchy with weights on it. Queries on it may run in any number of
// goroutines, but not beside Customize, Update or Perfect.
//
// Shortcuts are kept in 32 bits if all of them are below 2³⁰ (12.4 days in ms), and in
// 64 bits otherwise: the metric finds out by itself, and answers are exact either way.
type Metric struct {
	h       *Hierarchy
	input   []Weight
	narrow  *network[uint32] // one of the two is nil
	wide    *network[uint64]
	perfect bool
	workers int

	// borrowed says that input and weights are stored or shared: to be copied before the
	// first write. Clone sets it, which may run beside queries and other Clones.
	borrowed atomic.Bool
}

// network is what one width of weights needs: those of all arcs, and what queries
// search.
type network[W word] struct {
	weights[W]
	search [2]side[W]  // forward, backward
	via    [2][]uint32 // up, down: see explain; nil unless Perfect was called
}

// Directions of a search.
const (
	forward  = 0
	backward = 1
)

// NewMetric customizes h with the given weights, one for each input arc, which it
// copies. threads <= 0 means as many as the process may use; the result does not
// depend on it. O(triangles of the hierarchy). Errors wrap ErrWeights.
//
// Measured on New York (1.41 million upward arcs, 9.8 million triangles): 47 ms on one
// thread; go test -bench Customize ./cch. A third goes to the triangles themselves, the
// rest to the cache misses of 1.4 million short rows.
//
// It computes what queries need. Perfect makes them faster still, for about twice the
// time spent here.
func NewMetric(h *Hierarchy, arcWeights []Weight, threads int) (*Metric, error) {
	if threads <= 0 {
		threads = runtime.GOMAXPROCS(0)
	}
	m := &Metric{h: h, input: make([]Weight, h.Arcs()), workers: threads}
	if err := m.Customize(arcWeights); err != nil {
		return nil, err
	}
	return m, nil
}

// Customize replaces all weights, as NewMetric does, in the memory that the metric
// has. Whether Perfect was called is forgotten.
func (m *Metric) Customize(arcWeights []Weight) error {
	if len(arcWeights) != len(m.input) {
		return fmt.Errorf("%w: %d weights for %d arcs", ErrWeights, len(arcWeights), len(m.input))
	}
	m.own(false)
	copy(m.input, arcWeights)
	m.basic()
	return nil
}

// Clone is a metric of the same hierarchy and weights, perfect if m is. It takes no time:
// the two share their memory until one of them changes, which then copies what it changes
// first: 8m+4k bytes (16m+4k if wide), on New York 14 MB in 3 ms; go test -bench Update/clone
// ./cch. So a few arcs opened or closed on a large network cost a Clone and an Update.
//
// It may run beside queries on m and other Clones, as long as nothing changes m.
func (m *Metric) Clone() *Metric {
	m.borrowed.Store(true)
	c := &Metric{h: m.h, input: m.input, perfect: m.perfect, workers: m.workers}
	c.borrowed.Store(true)
	if m.narrow != nil {
		narrow := *m.narrow
		c.narrow = &narrow
	} else {
		wide := *m.wide
		c.wide = &wide
	}
	return c
}

// own copies what is borrowed: the input, and the weights unless they will be computed
// anew anyway.
func (m *Metric) own(weights bool) {
	if !m.borrowed.Swap(false) {
		return
	}
	m.input = slices.Clone(m.input)
	switch {
	case !weights:
		m.narrow, m.wide = nil, nil
	case m.narrow != nil:
		m.narrow.weights = m.narrow.weights.clone()
	default:
		m.wide.weights = m.wide.weights.clone()
	}
}

// basic computes all weights from the input, which is m's own, in 32 bits if they fit.
func (m *Metric) basic() {
	m.perfect = false
	if m.narrow == nil {
		m.narrow = newNetwork[uint32](&m.h.a)
	}
	if m.inputFits() && newCustomizer(&m.h.a, m.input, m.narrow.weights, m.workers).run() < narrowLimit {
		m.wide = nil
		m.narrow.searchAll(&m.h.a)
		return
	}
	m.narrow, m.wide = nil, newNetwork[uint64](&m.h.a)
	newCustomizer(&m.h.a, m.input, m.wide.weights, m.workers).run()
	m.wide.searchAll(&m.h.a)
}

// fits tells whether 32 bits hold a weight for an arc; loops take part in nothing.
func (m *Metric) fits(arc ArcID, w Weight) bool {
	return w < narrowLimit || w == Closed || m.h.a.Slot[arc] == none
}

func (m *Metric) inputFits() bool {
	for arc, w := range m.input {
		if !m.fits(ArcID(arc), w) {
			return false
		}
	}
	return true
}

func newNetwork[W word](a *Arrays) *network[W] {
	m := len(a.Head)
	return &network[W]{weights: weights[W]{make([]W, m), make([]W, m)}}
}

// searchAll lets queries search all arcs.
func (n *network[W]) searchAll(a *Arrays) {
	n.search[forward] = side[W]{first: a.First, depth: a.HeadDepth, weight: n.up}
	n.search[backward] = side[W]{first: a.First, depth: a.HeadDepth, weight: n.down}
	n.via = [2][]uint32{}
}

// Hierarchy is the one that m was made for.
func (m *Metric) Hierarchy() *Hierarchy { return m.h }

// Weight is the current weight of an input arc.
func (m *Metric) Weight(arc ArcID) Weight { return m.input[arc] }
