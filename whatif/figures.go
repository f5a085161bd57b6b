package whatif

import (
	"cmp"
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

func (w way) less(v way) bool {
	if w.ok != v.ok {
		return w.ok
	}
	return w.ok && cmp.Or(cmp.Compare(w.First, v.First), cmp.Compare(w.Second, v.Second)) < 0
}

// sumUp adds up the side before.
func (b *Base) sumUp() error {
	b.sums = make([]sums, len(b.towns))
	shared(len(b.towns), func(i int) {
		s := &b.sums[i]
		s.zero = i
		x := b.before.board
		costs := b.matrix.Row(x.place[i])
		for k, to := range x.towns {
			if c, ok := costs.To(k); ok && to != i {
				s.finite++
				s.access.add(b.potential(&s.zero, to, c.First), 1)
				s.weight.add(b.weights[to], 1)
			}
		}
	})
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

// potential is w_j / cost^exponent, with weights that are scaled to the units of costs.
// Where that is infinite zero is set to the town, and it is 0.
func (b *Base) potential(zero *int, to int, cost int64) float64 {
	value := float64(cost)
	if b.Exponent != 1 {
		value = math.Pow(value, b.Exponent)
	}
	p := b.scaled[to] / value
	if cost == 0 || p > math.MaxFloat64 {
		*zero = to
		return 0
	}
	return p
}

// scale makes the weights by which costs are divided, so that the quotient is that of
// seconds or metres.
func (b *Base) scale() {
	unit := 1000.0
	if b.least == road.Distance {
		unit = 10
	}
	unit = math.Pow(unit, b.Exponent)
	b.scaled = make([]float64, len(b.weights))
	for i, w := range b.weights {
		b.scaled[i] = w * unit
	}
}

// A tally makes the row of one origin out of the pairs that changed.
type tally struct {
	*Base
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

// add takes in a pair that changed.
func (t *tally) add(to int, before, after *way) {
	if to == t.from {
		return
	}
	r := &t.row
	if before.ok && before.First != after.First {
		t.access.add(t.potential(&r.zero, to, before.First), -1)
	}
	if after.ok && before.First != after.First {
		t.access.add(t.potential(&r.zero, to, after.First), 1)
	}
	switch {
	case !before.ok:
		r.joined++
	case !after.ok:
		r.cut++
		r.finite--
		t.weight.add(t.weights[to], -1)
		return
	default:
		first, second := before.First-after.First, before.Second-after.Second
		w := t.weights[to]
		r.saved[0] += first
		r.saved[1] += second
		r.weighted[0] += w * float64(first)
		r.weighted[1] += w * float64(second)
		if first > 0 {
			r.quicker++
		} else if first < 0 {
			r.slower++
		}
		if first < t.top.bar.Load() {
			return
		}
	}
	if after.less(*before) {
		t.top.add(change{t.from, to, *before, *after})
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
