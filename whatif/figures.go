package whatif

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"sync"
	"sync/atomic"

	"waythrough/road"
	"waythrough/whatif/allpairs"
)

// sums are what one origin comes to on the side before. They are exact, so that a changed
// pair can be taken out and put in again.
type sums struct {
	access exact // market access
	weight exact // of all that is reached
	finite int
	zero   int // a settlement at no cost; itself if there is none
}

// row is what one origin contributes to a comparison.
type row struct {
	joined, cut, quicker, slower, finite int
	saved                                [2]int64   // first and second parts of costs, over pairs finite on both sides
	weighted                             [2]float64 // the same, by the weight of the destination
	weight                               float64    // of those destinations
	before, after                        float64    // market access
	zero                                 int        // as that of sums, on the side after
}

// way is the cost of a pair, if there is a way.
type way struct {
	allpairs.Cost
	ok bool
}

// sumUp adds up the side before.
func (b *Base) sumUp(ctx context.Context) error {
	b.sums = make([]sums, len(b.towns))
	err := onAllCores(ctx, len(b.towns), func(i int) {
		s := &b.sums[i]
		s.zero = i
		x := b.before.board
		costs := b.matrix.Row(x.place[i])
		for k, to := range x.towns {
			if c, ok := costs.To(k); ok && to != i {
				s.finite++
				p, finite := b.potential(x.scaled[k], c.First)
				if !finite {
					s.zero = to
				}
				s.access.add(p, 1)
				s.weight.add(x.weights[k], 1)
			}
		}
	})
	if err != nil {
		return fmt.Errorf("adding up the side before: %w", err)
	}
	for i := range b.sums {
		if err := b.atNoCost(i, b.sums[i].zero); err != nil {
			return err
		}
	}
	return nil
}

func (b *Base) atNoCost(from, to int) error {
	if from == to {
		return nil
	}
	return fmt.Errorf("%s and %s lie at no cost from one another, or at so little that with exponent %v market access would be infinite", b.towns[from].ID, b.towns[to].ID, b.Exponent)
}

// potential is w_j / cost^exponent, of a weight that is scaled to the units of costs. Where
// that is infinite it is false, and 0.
func (b *Base) potential(scaled float64, cost int64) (float64, bool) {
	p := scaled / float64(cost)
	if b.Exponent != 1 {
		p = scaled / math.Pow(float64(cost), b.Exponent)
	}
	if cost == 0 || p > math.MaxFloat64 {
		return 0, false
	}
	return p, true
}

// scale makes the weights by which costs are divided, so that the quotient is that of
// seconds or metres.
func (b *Base) scale(x *board) {
	unit := 1000.0
	if b.least == road.Distance {
		unit = 10
	}
	unit = math.Pow(unit, b.Exponent)
	for _, w := range x.weights {
		x.scaled = append(x.scaled, w*unit)
	}
}

// A tally makes the row of one origin out of the pairs that changed.
type tally struct {
	*Base
	board  *board // of the side before
	top    *topList
	from   int
	row    row
	access exact
	weight exact
}

// begin makes ready for the row of a town.
func (t *tally) begin(from int) {
	s := &t.sums[from]
	t.from, t.access, t.weight = from, s.access, s.weight
	t.row = row{finite: s.finite, zero: from}
}

// pair takes in a pair that changed, to the town that has number k on the board. Nearly
// all of millions have a way on both sides.
func (t *tally) pair(k int, before, after way) {
	r, x := &t.row, t.board
	to := x.towns[k]
	if !before.ok || !after.ok || to == t.from {
		t.joinedOrCut(k, before, after)
		return
	}
	first, second := before.First-after.First, before.Second-after.Second
	if first != 0 {
		t.replace(k, before.First, after.First)
	}
	r.saved[0] += first
	r.saved[1] += second
	w := x.weights[k]
	r.weighted[0] += w * float64(first)
	r.weighted[1] += w * float64(second)
	switch {
	case first > 0:
		r.quicker++
	case first < 0:
		r.slower++
	}
	if first >= t.top.bar.Load() && (first > 0 || first == 0 && second > 0) {
		t.top.add(change{t.from, to, before, after})
	}
}

// replace puts the share of a cost in place of that of another.
func (t *tally) replace(k int, before, after int64) {
	if p, ok := t.potential(t.board.scaled[k], before); ok {
		t.access.add(p, -1)
	}
	p, ok := t.potential(t.board.scaled[k], after)
	if !ok {
		t.row.zero = t.board.towns[k]
		return
	}
	t.access.add(p, 1)
}

// joinedOrCut takes in a pair that there is a way for on one side only.
func (t *tally) joinedOrCut(k int, before, after way) {
	to, r := t.board.towns[k], &t.row
	switch {
	case to == t.from:
	case after.ok:
		r.joined++
		p, ok := t.potential(t.board.scaled[k], after.First)
		if !ok {
			r.zero = to
		}
		t.access.add(p, 1)
		if math.MaxInt64-after.First >= t.top.bar.Load() {
			t.top.add(change{t.from, to, before, after})
		}
	case before.ok:
		r.cut++
		r.finite--
		p, _ := t.potential(t.board.scaled[k], before.First)
		t.access.add(p, -1)
		t.weight.add(t.board.weights[k], -1)
	}
}

// end gives the row.
func (t *tally) end() row {
	t.row.before, t.row.after, t.row.weight = t.sums[t.from].access.value(), t.access.value(), t.weight.value()
	return t.row
}

// measure gives both parts of costs in seconds and metres.
func (b *Base) measure(first, second float64) (seconds, metres float64) {
	if b.least == road.Distance {
		first, second = second, first
	}
	return first / 1000, second / 10
}

// topPairs bounds the list of pairs of an answer.
const topPairs = 20

// change is a pair whose way changed.
type change struct {
	from, to      int
	before, after way
}

func largerFirst(a, b change) int {
	return cmp.Or(cmp.Compare(b.gain(), a.gain()), cmp.Compare(a.after.First, b.after.First), cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to))
}

func (c *change) gain() int64 {
	if !c.before.ok {
		return math.MaxInt64 - c.after.First
	}
	return c.before.First - c.after.First
}

// topList holds the largest changes: joined pairs first, then the largest saving. Many
// may add to it at once; what it holds does not hang on their order.
type topList struct {
	bar  atomic.Int64 // the least gain that still counts
	mu   sync.Mutex
	list []change
}

func (t *topList) add(x change) {
	if x.gain() < t.bar.Load() {
		return
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	i, _ := slices.BinarySearchFunc(t.list, x, largerFirst)
	if i == topPairs {
		return
	}
	t.list = slices.Insert(t.list, i, x)
	if t.list = t.list[:min(len(t.list), topPairs)]; len(t.list) == topPairs {
		t.bar.Store(t.list[topPairs-1].gain())
	}
}
