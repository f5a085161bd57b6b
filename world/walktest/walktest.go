// Package walktest walks over imported streets step by step, by the letter of package turn:
// it knows of restrictions, barriers, dead ends and edges for who has business there, and
// nothing of how searches are made quick. It is what the tests of worlds and journeys hold
// quick searches against.
//
// A [Walker] goes by the roads of one profile. What matters of how somebody came where they
// are is a [State]; [Walker.On] lists what may follow it. Who wants their own search (by
// the clock, by the law of a border) makes it of these steps; [Walker.FromPlace] is
// Dijkstra's, with a price for each cut. States are numbered as they are met, and are few
// times the nodes: use it on worlds of some thousands.
//
// A walker serves one goroutine.
package walktest

import (
	"fmt"
	"slices"
	"strings"

	"waythrough/road/mapped"
	"waythrough/road/osm/profile"
	"waythrough/road/street"
)

// A Walker goes over streets.
type Walker struct {
	Streets *street.Network
	Length  bool // costs are decimetres, not milliseconds

	p       profile.Profile
	byNode  bool // nothing hangs on how a node was reached: turning back is free
	bans    []street.Turn
	within  map[street.Half][]int // the restrictions in whose path a half-edge stands
	states  []walking
	number  map[walking]State
	onward  [][]Step // by state
	allOn   map[State]bool
	byHalf  map[street.Half][]State
	leadsOn map[street.Half]bool
}

// A State numbers what matters of how somebody came where they are.
type State int

// A Step is a half-edge that may be travelled next, and the state that this leads to.
type Step struct {
	Half street.Half
	To   State
}

// walking is a state.
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

// New makes a walker by the roads of a profile.
func New(n *street.Network, p profile.Profile) *Walker {
	k := &Walker{Streets: n, p: p, byNode: true, within: map[street.Half][]int{}, number: map[walking]State{}, allOn: map[State]bool{},
		byHalf: map[street.Half][]State{}, leadsOn: map[street.Half]bool{}}
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
		if len(k.Halves(e)) > 0 {
			k.byNode = k.byNode && !k.local(e) && !n.Shut(p, n.From[e]) && !n.Shut(p, n.To[e])
		}
	}
	return k
}

// Halves lists the directions in which an edge may be travelled.
func (k *Walker) Halves(e street.Edge) []street.Half {
	return slices.DeleteFunc([]street.Half{street.Half(e) << 1, street.Half(e)<<1 | 1}, func(h street.Half) bool { return !k.Streets.Open(k.p, h) })
}

// Cost is that of a half-edge.
func (k *Walker) Cost(h street.Half) uint64 {
	if k.Length {
		return uint64(k.Streets.Length[h.Edge()])
	}
	return uint64(k.Streets.Duration[k.p][h.Dir()][h.Edge()])
}

// Node is where somebody in a state is.
func (k *Walker) Node(s State) street.Node { return k.states[s].at }

// Begins lists what may be travelled first from a place, and how much of it is left.
func (k *Walker) Begins(s mapped.Snap, each func(first Step, left uint64)) {
	for _, h := range k.Halves(s.Edge) {
		each(Step{h, k.begun(h)}, k.Cost(h)-k.upTo(h, s.Share))
	}
}

// ByNode reports that nothing hangs on how a node was reached. Then the state of a first
// half-edge is one that has been come to, and [Walker.Ends] counts it; otherwise only what a
// step from it leads to.
func (k *Walker) ByNode() bool { return k.byNode }

// Ends lists the states by which a place is come to, and what is to be added to the cost
// of each: less than nothing where the state is of the end of the place's edge.
func (k *Walker) Ends(t mapped.Snap, each func(s State, more int64)) {
	for _, h := range k.Halves(t.Edge) {
		done := int64(k.upTo(h, t.Share))
		if k.byNode {
			if s, known := k.number[walking{at: k.Streets.Tail(h)}]; known {
				each(s, done)
			}
			continue
		}
		for _, s := range k.byHalf[h] {
			each(s, done-int64(k.Cost(h)))
		}
	}
}

// Along is the cost from a place to another further along the same edge; false if there is
// no such way.
func (k *Walker) Along(from, to mapped.Snap) (least uint64, ok bool) {
	if from.Edge != to.Edge {
		return 0, false
	}
	for _, h := range k.Halves(to.Edge) {
		if from.Share == to.Share || (from.Share < to.Share) == (h.Dir() == 0) {
			if d := k.upTo(h, to.Share) - k.upTo(h, from.Share); !ok || d < least {
				least, ok = d, true
			}
		}
	}
	return least, ok
}

// upTo is what of a half-edge lies before a place of its edge.
func (k *Walker) upTo(h street.Half, share float64) uint64 {
	if h.Dir() == 1 {
		share = 1 - share
	}
	return min(k.Cost(h), uint64(float64(k.Cost(h))*share+0.5))
}

func (k *Walker) local(e street.Edge) bool {
	return k.Streets.Has(k.p, e)&profile.Destination != 0
}

// begun is the state of who sets out on a half-edge.
func (k *Walker) begun(h street.Half) State {
	phase := passing
	if k.local(h.Edge()) {
		phase = settingOut
	}
	return k.state(h, phase, k.follow("", h))
}

func (k *Walker) state(h street.Half, phase int, along string) State {
	w := walking{h, k.Streets.Head(h), phase, along}
	if k.byNode {
		w = walking{at: w.at}
	}
	s, ok := k.number[w]
	if !ok {
		s = State(len(k.states))
		k.number[w] = s
		k.states, k.onward = append(k.states, w), append(k.onward, nil)
		if !k.byNode {
			k.byHalf[h] = append(k.byHalf[h], s)
		}
	}
	return s
}

// On lists what may follow a state.
func (k *Walker) On(s State) []Step {
	if k.allOn[s] {
		return k.onward[s]
	}
	k.allOn[s] = true
	w := k.states[s]
	var out []Step
	for _, h := range k.Streets.LeavingFrom(w.at) {
		switch {
		case !k.Streets.Open(k.p, h):
		case k.byNode:
			out = append(out, Step{h, k.state(h, 0, "")})
		case k.mayFollow(&w, h):
			if phase, ok := k.phase(w.phase, h.Edge()); ok {
				out = append(out, Step{h, k.state(h, phase, k.follow(w.along, h))})
			}
		}
	}
	k.onward[s] = out
	return out
}

func (k *Walker) mayFollow(w *walking, h street.Half) bool {
	cut, shut := k.Streets.IsCut(w.half.Edge()), k.Streets.Shut(k.p, w.at)
	back := h == w.half.Reverse()
	switch {
	case cut && (shut || k.Streets.IsCut(h.Edge())):
		return false // no post is passed twice in one place, nor a barrier on the line
	case !cut && back != (shut || !k.goesOn(w.at, w.half.Reverse())), cut && back:
		return false // turning back is for dead ends and barriers, and there alone
	}
	return !k.forbids(w.along, h)
}

// phase is what travelling an edge makes of a phase; false if it may not be travelled.
func (k *Walker) phase(now int, e street.Edge) (next int, ok bool) {
	if k.Streets.IsCut(e) {
		return now, true
	}
	switch local := k.local(e); {
	case !local && now == arriving:
		return 0, false
	case !local:
		return passing, true
	case now != settingOut:
		return arriving, true
	}
	return now, true
}

// goesOn reports whether another road than back leaves a node, or what a cut joins with it.
func (k *Walker) goesOn(v street.Node, back street.Half) bool {
	if on, ok := k.leadsOn[back]; ok {
		return on
	}
	on := false
	for _, h := range k.Streets.LeavingFrom(v) {
		switch {
		case !k.Streets.Open(k.p, h):
		case !k.Streets.IsCut(h.Edge()):
			on = on || h != back
		default:
			for _, o := range k.Streets.LeavingFrom(k.Streets.Head(h)) {
				on = on || k.Streets.Open(k.p, o) && !k.Streets.IsCut(o.Edge())
			}
		}
	}
	k.leadsOn[back] = on
	return on
}

// follow says how far along restrictions somebody is by one half-edge more: pairs of a
// restriction and how many of its path have been travelled.
func (k *Walker) follow(along string, h street.Half) string {
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
func (k *Walker) forbids(along string, h street.Half) bool {
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
