package cch

import "slices"

// word is how wide a metric keeps its weights. 32 bits halve the memory to read and
// serve whenever every shortcut is below narrowLimit; see Metric.
type word interface{ ~uint32 | ~uint64 }

// infinite is the weight of an arc that leads nowhere. Two of them add up without
// wrapping around.
func infinite[W word]() W { return ^W(0) >> 1 }

// narrowLimit bounds finite 32-bit weights: the sum of two stays below infinite, so no
// sum that customization forms can have been cut off or taken for infinite. In
// milliseconds, 12.4 days.
const narrowLimit = 1 << 30

// weights are those of the upward arcs: up from tail to head, down from head to tail.
type weights[W word] struct {
	up, down []W
}

func (w weights[W]) clone() weights[W] {
	return weights[W]{slices.Clone(w.up), slices.Clone(w.down)}
}

// both is the pair of weights of one upward arc.
type both[W word] struct{ up, down W }

// customizer computes basic weights: the lightest of an arc's input arcs and of the
// ways around below it, over lower triangles. It works row by row: the row of y is
// spread over an array by the depth of its heads; the rows of the lower neighbours x
// of y, from y on, are subsets of it, read in sequence and added in.
// Dibbelt, Strasser and Wagner (2016), §7, turned from a merge into a scatter.
type customizer[W word] struct {
	a       *Arrays
	input   []Weight
	w       weights[W]
	scratch [][]both[W] // for each worker, by depth
}

func newCustomizer[W word](a *Arrays, input []Weight, w weights[W], workers int) *customizer[W] {
	c := &customizer[W]{a: a, input: input, w: w, scratch: make([][]both[W], workers)}
	for i := range c.scratch {
		c.scratch[i] = make([]both[W], a.Height)
	}
	return c
}

// run customizes everything and returns the heaviest finite weight.
//
// First each piece by itself; then each row of the top takes what comes from the
// pieces; then the top, row after row, what comes from the top. On New York the last step,
// which one thread does alone, is 18% of the triangles but 6% of the time (its rows are
// long), so that two threads could be 1.7 times as fast as one if memory kept up.
func (c *customizer[W]) run() W {
	workers := len(c.scratch)
	if workers == 1 {
		return c.rows(0, 0, uint32(len(c.a.Node)))
	}
	heaviest := make([]W, len(c.a.Piece)/2) // written once for each piece: threads share its cache lines
	parallel(workers, len(heaviest), func(worker, i int) {
		heaviest[i] = c.rows(worker, c.a.Piece[2*i], c.a.Piece[2*i+1]+1)
	})
	top, isTop := c.a.topNodes()
	parallel(workers, len(top), func(worker, i int) { c.row(worker, top[i], isTop) })
	var most W
	for _, y := range top {
		most = max(most, c.topRow(y, isTop))
	}
	for _, h := range heaviest {
		most = max(most, h)
	}
	return most
}

// rows computes a run of rows and returns the heaviest finite weight.
func (c *customizer[W]) rows(worker int, from, to uint32) (most W) {
	for y := from; y < to; y++ {
		most = max(most, c.row(worker, y, nil))
	}
	return most
}

// row computes row y from the input and from the lower neighbours not in skip.
func (c *customizer[W]) row(worker int, y uint32, skip []bool) W {
	a, s := c.a, c.scratch[worker]
	from, to := a.First[y], a.First[y+1]
	for _, d := range a.HeadDepth[from:to] {
		s[d] = both[W]{infinite[W](), infinite[W]()}
	}
	for i := a.InputFirst[y]; i < a.InputFirst[y+1]; i++ {
		w := c.input[a.InputArc[i]]
		if w == Closed {
			continue
		}
		slot := a.InputSlot[i]
		p := &s[a.HeadDepth[slot>>1]]
		if slot&1 == 0 {
			p.up = min(p.up, W(w))
		} else {
			p.down = min(p.down, W(w))
		}
	}
	for _, arc := range a.Down[a.DownFirst[y]:a.DownFirst[y+1]] {
		if skip == nil || !skip[a.Tail[arc]] {
			c.pull(s, arc)
		}
	}
	return c.store(s, y)
}

// topRow adds to row y what comes from its lower neighbours in the top.
func (c *customizer[W]) topRow(y uint32, isTop []bool) W {
	a, s := c.a, c.scratch[0]
	for i := a.First[y]; i < a.First[y+1]; i++ {
		s[a.HeadDepth[i]] = both[W]{c.w.up[i], c.w.down[i]}
	}
	for _, arc := range a.Down[a.DownFirst[y]:a.DownFirst[y+1]] {
		if isTop[a.Tail[arc]] {
			c.pull(s, arc)
		}
	}
	return c.store(s, y)
}

// pull adds to a spread row y the ways over x, the tail of arc: for each z above y in
// row x, from y down to x and up to z, and back.
func (c *customizer[W]) pull(s []both[W], arc uint32) {
	from, to := arc+1, c.a.First[c.a.Tail[arc]+1]
	xy, yx := c.w.up[arc], c.w.down[arc]
	if from == to || xy == yx && xy == infinite[W]() {
		return
	}
	depth := c.a.HeadDepth[from:to]
	up, down := c.w.up[from:to], c.w.down[from:to]
	up, down = up[:len(depth)], down[:len(depth)]
	for i, d := range depth {
		p := &s[d]
		p.up = min(p.up, yx+up[i])
		p.down = min(p.down, down[i]+xy)
	}
}

// store writes a spread row back and returns its heaviest finite weight.
func (c *customizer[W]) store(s []both[W], y uint32) (most W) {
	from, to := c.a.First[y], c.a.First[y+1]
	for i := from; i < to; i++ {
		p := s[c.a.HeadDepth[i]]
		c.w.up[i], c.w.down[i] = p.up, p.down
		if p.up < infinite[W]() {
			most = max(most, p.up)
		}
		if p.down < infinite[W]() {
			most = max(most, p.down)
		}
	}
	return most
}
