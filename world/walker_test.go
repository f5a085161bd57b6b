package world

import (
	"container/heap"
	"fmt"
	"math"
	"slices"
	"strings"

	"waythrough/road/mapped"
	"waythrough/road/osm/profile"
	"waythrough/road/street"
)

// A walker goes over streets step by step, by the letter of package turn: it knows of
// restrictions, barriers, dead ends and edges for who has business there, and nothing of
// how searches are made quick.
type walker struct {
	n       *street.Network
	p       profile.Profile
	length  bool // decimetres, not milliseconds
	byNode  bool // nothing hangs on how a node was reached: turning back is free
	bans    []street.Turn
	within  map[street.Half][]int // the restrictions in whose path a half-edge stands
	states  []walking
	number  map[walking]int
	onward  [][]int // by state
	allOn   map[int]bool
	byHalf  map[street.Half][]int
	leadsOn map[street.Half]bool
}

// walking is what matters of how somebody came where they are.
type walking struct {
	half  street.Half // travelled last; if byNode, only its head matters: see at
	at    street.Node
	phase int    // setting out among edges for who has business, passing, arriving among such
	along string // how far along which restrictions
}

const (
	settingOut = iota
	passing
	arriving
)

func newWalker(n *street.Network, p profile.Profile) *walker {
	k := &walker{n: n, p: p, byNode: true, within: map[street.Half][]int{}, number: map[walking]int{}, allOn: map[int]bool{},
		byHalf: map[street.Half][]int{}, leadsOn: map[street.Half]bool{}}
	for _, t := range n.Turns {
		if t.Profiles>>p&1 == 0 {
			continue
		}
		k.byNode = false
		if !slices.ContainsFunc(t.Path, func(h street.Half) bool { return !n.Open(p, h) }) {
			for _, h := range t.Path {
				if list := k.within[h]; len(list) == 0 || list[len(list)-1] != len(k.bans) {
					k.within[h] = append(list, len(k.bans))
				}
			}
			k.bans = append(k.bans, t)
		}
	}
	for e := range street.Edge(len(n.From)) {
		if n.Open(p, street.Half(e)<<1) || n.Open(p, street.Half(e)<<1|1) {
			k.byNode = k.byNode && !k.local(e) && !n.Shut(p, n.From[e]) && !n.Shut(p, n.To[e])
		}
	}
	return k
}

func (k *walker) local(e street.Edge) bool { return k.n.Has(k.p, e)&profile.Destination != 0 }

// begun is the state of who sets out on a half-edge.
func (k *walker) begun(h street.Half) int {
	phase := passing
	if k.local(h.Edge()) {
		phase = settingOut
	}
	return k.state(h, phase, k.follow("", h))
}

func (k *walker) state(h street.Half, phase int, along string) int {
	w := walking{h, k.n.Head(h), phase, along}
	if k.byNode {
		w = walking{at: w.at}
	}
	i, ok := k.number[w]
	if !ok {
		i = len(k.states)
		k.number[w] = i
		k.states, k.onward = append(k.states, w), append(k.onward, nil)
		if !k.byNode {
			k.byHalf[h] = append(k.byHalf[h], i)
		}
	}
	return i
}

// follow says how far along restrictions somebody is by one half-edge more: pairs of a
// restriction and how many of its path have been travelled.
func (k *walker) follow(along string, h street.Half) string {
	var out []string
	for _, word := range strings.Fields(along) {
		var ban, done int
		fmt.Sscanf(word, "%d:%d", &ban, &done)
		if path := k.bans[ban].Path; done < len(path)-1 && path[done] == h {
			out = append(out, fmt.Sprintf("%d:%d", ban, done+1))
		}
	}
	for _, ban := range k.within[h] {
		if k.bans[ban].Path[0] == h {
			out = append(out, fmt.Sprintf("%d:1", ban))
		}
	}
	slices.Sort(out)
	return strings.Join(out, " ")
}

// forbids reports whether a restriction that has been come along forbids to go on.
func (k *walker) forbids(along string, h street.Half) bool {
	only := map[string]bool{} // by path, whether one of the restrictions for it allows h
	for _, word := range strings.Fields(along) {
		var ban, done int
		fmt.Sscanf(word, "%d:%d", &ban, &done)
		t := &k.bans[ban]
		last := len(t.Path) - 1
		switch {
		case done != last:
		case t.Only:
			path := fmt.Sprint(t.Path[:last])
			only[path] = only[path] || t.Path[last] == h
		case t.Path[last] == h:
			return true
		}
	}
	for _, allowed := range only {
		if !allowed {
			return true
		}
	}
	return false
}

// goesOn reports whether another road than back leaves a node, or what a cut joins with it.
func (k *walker) goesOn(v street.Node, back street.Half) bool {
	if on, ok := k.leadsOn[back]; ok {
		return on
	}
	on := false
	for _, h := range k.n.LeavingFrom(v) {
		switch {
		case !k.n.Open(k.p, h):
		case !k.n.IsCut(h.Edge()):
			on = on || h != back
		default:
			for _, o := range k.n.LeavingFrom(k.n.Head(h)) {
				on = on || k.n.Open(k.p, o) && !k.n.IsCut(o.Edge())
			}
		}
	}
	k.leadsOn[back] = on
	return on
}

// on lists what may follow a state: pairs of a half-edge and the state that it leads to.
func (k *walker) on(state int) []int {
	if k.allOn[state] {
		return k.onward[state]
	}
	k.allOn[state] = true
	w := k.states[state]
	var out []int
	for _, h := range k.n.LeavingFrom(w.at) {
		if !k.n.Open(k.p, h) {
			continue
		}
		if k.byNode {
			out = append(out, int(h), k.state(h, 0, ""))
			continue
		}
		cut, shut := k.n.IsCut(w.half.Edge()), k.n.Shut(k.p, w.at)
		back := h == w.half.Reverse()
		switch {
		case cut && (shut || k.n.IsCut(h.Edge())):
			continue // no post is passed twice in one place, nor a barrier on the line
		case !cut && back != (shut || !k.goesOn(w.at, w.half.Reverse())), cut && back:
			continue // turning back is for dead ends and barriers, and there alone
		case k.forbids(w.along, h):
			continue
		}
		phase := w.phase
		if !k.n.IsCut(h.Edge()) {
			switch local := k.local(h.Edge()); {
			case !local && phase == arriving:
				continue
			case !local:
				phase = passing
			case phase != settingOut:
				phase = arriving
			}
		}
		out = append(out, int(h), k.state(h, phase, k.follow(w.along, h)))
	}
	k.onward[state] = out
	return out
}

// cost of a half-edge, and what of it lies before a place of its edge.
func (k *walker) cost(h street.Half) uint64 {
	if k.length {
		return uint64(k.n.Length[h.Edge()])
	}
	return uint64(k.n.Duration[k.p][h.Dir()][h.Edge()])
}

func (k *walker) upTo(h street.Half, share float64) uint64 {
	if h.Dir() == 1 {
		share = 1 - share
	}
	return min(k.cost(h), uint64(float64(k.cost(h))*share+0.5))
}

// halves lists the directions in which an edge may be travelled.
func (k *walker) halves(e street.Edge) []street.Half {
	return slices.DeleteFunc([]street.Half{street.Half(e) << 1, street.Half(e)<<1 | 1}, func(h street.Half) bool { return !k.n.Open(k.p, h) })
}

// A tariff says of a half-edge over a cut whether it is open, and at what price.
type tariff func(street.Half) (ms uint64, open bool)

const nowhere = uint64(math.MaxUint64)

// A walk is everything that can be reached from where it began.
type walk struct {
	k     *walker
	from  map[int]uint64 // the states in which it began
	start *mapped.Snap   // nil at a gate
	came  map[int]uint64 // by state: the least, by a step at least; if byNode, by none
	gates map[int]uint64 // the same, just before a cut, by the state that passing it leads to
}

type reached struct {
	cost  uint64
	state int
}
type frontier []reached

func (q frontier) Len() int           { return len(q) }
func (q frontier) Less(i, j int) bool { return q[i].cost < q[j].cost }
func (q frontier) Swap(i, j int)      { q[i], q[j] = q[j], q[i] }
func (q *frontier) Push(x any)        { *q = append(*q, x.(reached)) }
func (q *frontier) Pop() any          { x := (*q)[len(*q)-1]; *q = (*q)[:len(*q)-1]; return x }

// fromPlace walks from a place on an edge, fromState from behind a gate.
func (k *walker) fromPlace(s mapped.Snap, price tariff) *walk {
	from := map[int]uint64{}
	for _, h := range k.halves(s.Edge) {
		state, left := k.begun(h), k.cost(h)-k.upTo(h, s.Share)
		if old, ok := from[state]; !ok || left < old {
			from[state] = left
		}
	}
	return k.walk(from, &s, price)
}

func (k *walker) fromState(state int, price tariff) *walk {
	return k.walk(map[int]uint64{state: 0}, nil, price)
}

func (k *walker) walk(from map[int]uint64, start *mapped.Snap, price tariff) *walk {
	w := &walk{k: k, from: from, start: start, came: map[int]uint64{}, gates: map[int]uint64{}}
	q := &frontier{}
	leave := func(state int, cost uint64) {
		on := k.on(state)
		for i := 0; i < len(on); i += 2 {
			h, to := street.Half(on[i]), on[i+1]
			after := cost + k.cost(h)
			if k.n.IsCut(h.Edge()) {
				if old, ok := w.gates[int(h)<<32|to]; !ok || cost < old {
					w.gates[int(h)<<32|to] = cost
				}
				ms, open := price(h)
				if !open {
					continue
				}
				if !k.length {
					after += ms
				}
			}
			if old, ok := w.came[to]; !ok || after < old {
				w.came[to] = after
				heap.Push(q, reached{after, to})
			}
		}
	}
	for state, left := range from {
		if k.byNode {
			w.came[state] = left
			heap.Push(q, reached{left, state})
		} else {
			leave(state, left)
		}
	}
	for q.Len() > 0 {
		if r := heap.Pop(q).(reached); r.cost == w.came[r.state] {
			leave(r.state, r.cost)
		}
	}
	return w
}

// to is the cost to a place on an edge.
func (w *walk) to(t mapped.Snap) uint64 {
	k, best := w.k, nowhere
	for _, h := range k.halves(t.Edge) {
		done := k.upTo(h, t.Share)
		if s := w.start; s != nil && s.Edge == t.Edge && (s.Share == t.Share || (s.Share < t.Share) == (h.Dir() == 0)) {
			best = min(best, done-k.upTo(h, s.Share))
		}
		if k.byNode {
			if state, known := k.number[walking{at: k.n.Tail(h)}]; known {
				if d, ok := w.came[state]; ok {
					best = min(best, d+done)
				}
			}
			continue
		}
		for _, state := range k.byHalf[h] {
			if d, ok := w.came[state]; ok {
				best = min(best, d-(k.cost(h)-done))
			}
		}
	}
	return best
}

// before is the cost to just before a cut that may be passed next, into a state.
func (w *walk) before(h street.Half, state int) uint64 {
	if d, ok := w.gates[int(h)<<32|state]; ok {
		return d
	}
	return nowhere
}
