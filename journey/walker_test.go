package journey

import (
	"fmt"
	"slices"
	"strings"

	"waythrough/road/osm/profile"
	"waythrough/road/street"
)

// A walker goes over streets step by step, by the letter of package turn; it is that of
// package world's tests, where ways inside areas are held against it. What passing a border
// takes is asked when the border is reached: see wander.
type walker struct {
	n       *street.Network
	p       profile.Profile
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
