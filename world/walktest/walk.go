package walktest

import (
	"container/heap"
	"math"

	"waythrough/road/mapped"
	"waythrough/road/street"
)

// A Tariff says of a half-edge over a cut whether it is open, and at what price.
type Tariff func(street.Half) (ms uint64, open bool)

// Nowhere is the cost of what can't be reached.
const Nowhere = uint64(math.MaxUint64)

// A Walk is everything that can be reached from where it began.
type Walk struct {
	k     *Walker
	from  map[State]uint64 // the states in which it began
	start *mapped.Snap     // nil at a gate
	came  map[State]uint64 // the least, by a step at least; if byNode, by none
	gates map[Step]uint64  // the same, just before a cut
}

type reached struct {
	cost  uint64
	state State
}
type frontier []reached

func (q frontier) Len() int           { return len(q) }
func (q frontier) Less(i, j int) bool { return q[i].cost < q[j].cost }
func (q frontier) Swap(i, j int)      { q[i], q[j] = q[j], q[i] }
func (q *frontier) Push(x any)        { *q = append(*q, x.(reached)) }
func (q *frontier) Pop() any          { x := (*q)[len(*q)-1]; *q = (*q)[:len(*q)-1]; return x }

// FromPlace walks from a place on an edge.
func (k *Walker) FromPlace(s mapped.Snap, price Tariff) *Walk {
	from := map[State]uint64{}
	k.Begins(s, func(first Step, left uint64) {
		if old, ok := from[first.To]; !ok || left < old {
			from[first.To] = left
		}
	})
	return k.walk(from, &s, price)
}

// FromState walks on from a state, as from behind a gate.
func (k *Walker) FromState(s State, price Tariff) *Walk {
	return k.walk(map[State]uint64{s: 0}, nil, price)
}

func (k *Walker) walk(from map[State]uint64, start *mapped.Snap, price Tariff) *Walk {
	w := &Walk{k: k, from: from, start: start, came: map[State]uint64{}, gates: map[Step]uint64{}}
	q := &frontier{}
	leave := func(s State, cost uint64) {
		for _, on := range k.On(s) {
			after := cost + k.Cost(on.Half)
			if k.Streets.IsCut(on.Half.Edge()) {
				if old, ok := w.gates[on]; !ok || cost < old {
					w.gates[on] = cost
				}
				ms, open := price(on.Half)
				if !open {
					continue
				}
				if !k.Length {
					after += ms
				}
			}
			if old, ok := w.came[on.To]; !ok || after < old {
				w.came[on.To] = after
				heap.Push(q, reached{after, on.To})
			}
		}
	}
	for s, left := range from {
		if k.byNode {
			w.came[s] = left
			heap.Push(q, reached{left, s})
		} else {
			leave(s, left)
		}
	}
	for q.Len() > 0 {
		if r := heap.Pop(q).(reached); r.cost == w.came[r.state] {
			leave(r.state, r.cost)
		}
	}
	return w
}

// To is the cost to a place on an edge.
func (w *Walk) To(t mapped.Snap) uint64 {
	best := Nowhere
	if w.start != nil {
		if d, ok := w.k.Along(*w.start, t); ok {
			best = d
		}
	}
	w.k.Ends(t, func(s State, more int64) {
		if d, ok := w.came[s]; ok {
			best = min(best, uint64(int64(d)+more))
		}
	})
	return best
}

// Before is the cost to just before a cut that may be passed next.
func (w *Walk) Before(pass Step) uint64 {
	if d, ok := w.gates[pass]; ok {
		return d
	}
	return Nowhere
}

// Nodes is the cost to each node reached, however it is come to.
func (w *Walk) Nodes() map[street.Node]uint64 {
	out := map[street.Node]uint64{}
	for _, reached := range []map[State]uint64{w.from, w.came} {
		for s, d := range reached {
			v := w.k.Node(s)
			if old, ok := out[v]; !ok || d < old {
				out[v] = d
			}
		}
	}
	return out
}
