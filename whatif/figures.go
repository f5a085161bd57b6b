package whatif

import (
	"cmp"
	"fmt"
	"math"
	"runtime"
	"slices"
	"sync"

	"waythrough/road"
	"waythrough/whatif/allpairs"
)

// topPairs bounds the list of pairs of an answer.
const topPairs = 20

// row is what one origin contributes.
type row struct {
	joined, cut, quicker, slower, finite int
	savedS, savedM                       float64 // sums over finite pairs
	weightedS, weightedM, weight         float64
	before, after                        float64 // market access
	best                                 []change
	zero                                 int // a settlement at no cost; itself if there is none
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

// change is a pair whose way changed.
type change struct {
	to            int
	before, after way
}

// of gives the row of a town on a side.
func (v *view) of(b *Base, town int) (allpairs.Row, *board) {
	i := v.board[b.group[town]]
	return v.matrices[i].Row(b.boards[i].place[town]), b.boards[i]
}

// sumUp makes the rows of the side before.
func (b *Base) sumUp() error {
	b.rows = make([]row, len(b.towns))
	b.each(func(i int) { b.rows[i] = b.row(i, &b.before) })
	return b.atNoCost(b.rows)
}

// each does something for every town, on all cores.
func (b *Base) each(do func(town int)) {
	var wait sync.WaitGroup
	threads := min(runtime.GOMAXPROCS(0), len(b.towns))
	for k := range threads {
		wait.Go(func() {
			for i := k; i < len(b.towns); i += threads {
				do(i)
			}
		})
	}
	wait.Wait()
}

func (b *Base) atNoCost(rows []row) error {
	for i := range rows {
		if z := rows[i].zero; z != i {
			return fmt.Errorf("%s and %s lie at no cost from one another; market access would be infinite", b.towns[i].ID, b.towns[z].ID)
		}
	}
	return nil
}

// Compare compares another side with the base.
func (b *Base) Compare(after Side) (*Answer, error) {
	v, err := b.view(&after)
	if err != nil {
		return nil, fmt.Errorf("computing the side after: %w", err)
	}
	rows := make([]row, len(b.towns))
	b.each(func(i int) {
		was, x := b.before.of(b, i)
		is, y := v.of(b, i)
		if rows[i] = b.rows[i]; x != y || !was.Same(is) {
			rows[i] = b.row(i, &v)
		}
	})
	if err := b.atNoCost(rows); err != nil {
		return nil, err
	}
	return b.answer(rows), nil
}

// row adds up what one origin contributes to the comparison of the base with a side.
func (b *Base) row(from int, side *view) row {
	r := row{zero: from}
	was, x := b.before.of(b, from)
	is, y := side.of(b, from)
	for to := range b.towns {
		if to == from {
			continue
		}
		var before, after way
		before.Cost, before.ok = was.To(x.place[to])
		after.Cost, after.ok = is.To(y.place[to])
		b.add(&r, from, to, before, after)
	}
	return r
}

func (b *Base) add(r *row, from, to int, before, after way) {
	r.before += b.potential(r, to, before)
	r.after += b.potential(r, to, after)
	switch {
	case !before.ok && !after.ok:
		return
	case !before.ok:
		r.joined++
	case !after.ok:
		r.cut++
	default:
		w := b.weights[from] * b.weights[to]
		savedS, savedM := b.saved(before, after)
		r.finite++
		r.savedS += savedS
		r.savedM += savedM
		r.weight += w
		r.weightedS += w * savedS
		r.weightedM += w * savedM
		if after.First < before.First {
			r.quicker++
		} else if after.First > before.First {
			r.slower++
		}
	}
	if after.less(before) {
		r.best = keep(r.best, change{to, before, after})
	}
}

// potential is w_j / cost^exponent; an unreachable place adds nothing.
func (b *Base) potential(r *row, to int, k way) float64 {
	if !k.ok {
		return 0
	}
	value := road.Millis(k.First).Seconds()
	if b.least == road.Distance {
		value = road.Decimetres(k.First).Metres()
	}
	if value == 0 {
		r.zero = to
		return 0
	}
	if b.Exponent == 1 {
		return b.weights[to] / value
	}
	return b.weights[to] / math.Pow(value, b.Exponent)
}

// measure gives a cost in seconds and metres.
func (b *Base) measure(k way) (seconds, metres float64) {
	time, length := k.First, k.Second
	if b.least == road.Distance {
		time, length = length, time
	}
	return road.Millis(time).Seconds(), road.Decimetres(length).Metres()
}

func (b *Base) saved(before, after way) (seconds, metres float64) {
	s, m := b.measure(before)
	s2, m2 := b.measure(after)
	return s - s2, m - m2
}

// keep holds the largest changes, joined pairs first, then the largest saving.
func keep(list []change, x change) []change {
	i, _ := slices.BinarySearchFunc(list, x, largerFirst)
	if i == topPairs {
		return list
	}
	list = slices.Insert(list, i, x)
	return list[:min(len(list), topPairs)]
}

func largerFirst(a, b change) int {
	return cmp.Or(cmp.Compare(b.gain(), a.gain()), cmp.Compare(a.after.First, b.after.First), cmp.Compare(a.to, b.to))
}

func (c change) gain() int64 {
	if !c.before.ok {
		return math.MaxInt64 - c.after.First
	}
	return c.before.First - c.after.First
}
