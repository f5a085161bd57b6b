package turn

import "slices"

// An automaton knows how far along the path of a restriction somebody has come: for
// each beginning of a path it has a node, and who is at a node has travelled that
// beginning last, and no longer one. It is that of Aho and Corasick, over half-edges.
type automaton struct {
	nodes []beginning
	roots map[Half]uint32 // beginnings of one half-edge
}

// A beginning is all of a path but some of its end.
type beginning struct {
	half    Half // its last
	depth   uint32
	shorter uint32 // the longest beginning that is an end of this one; 0 if there is none
	longer  []uint32
	bans    []Half // must not come next
	only    []Half // nothing else may come next, if there are any
}

// Node 0 is the empty beginning.
func newAutomaton(s *Streets) automaton {
	a := automaton{nodes: make([]beginning, 1), roots: map[Half]uint32{}}
	for _, b := range s.Bans {
		a.add(s, b)
	}
	a.link()
	return a
}

// add enters the path of a restriction. One that needs a closed half-edge can't occur,
// and an Only whose end is closed would leave no way on.
func (a *automaton) add(s *Streets, b Ban) {
	if len(b.Path) < 2 || slices.ContainsFunc(b.Path, func(h Half) bool { return !s.Open(h) }) {
		return
	}
	last := len(b.Path) - 1
	at := uint32(0)
	for _, h := range b.Path[:last] {
		at = a.child(at, h)
	}
	n := &a.nodes[at]
	if b.Only {
		n.only = append(n.only, b.Path[last])
	} else {
		n.bans = append(n.bans, b.Path[last])
	}
}

// child finds or makes the beginning that is one half-edge longer.
func (a *automaton) child(at uint32, h Half) uint32 {
	if next, ok := a.longer(at, h); ok {
		return next
	}
	next := uint32(len(a.nodes))
	a.nodes = append(a.nodes, beginning{half: h, depth: a.nodes[at].depth + 1})
	if at == 0 {
		a.roots[h] = next
	} else {
		a.nodes[at].longer = append(a.nodes[at].longer, next)
	}
	return next
}

func (a *automaton) longer(at uint32, h Half) (uint32, bool) {
	if at == 0 {
		next, ok := a.roots[h]
		return next, ok
	}
	for _, next := range a.nodes[at].longer {
		if a.nodes[next].half == h {
			return next, true
		}
	}
	return 0, false
}

// link finds the shorter beginnings, by length: what a longer one needs is there.
func (a *automaton) link() {
	var queue []uint32
	for n := range a.nodes {
		if a.nodes[n].depth == 1 {
			queue = append(queue, uint32(n))
		}
	}
	for i := 0; i < len(queue); i++ {
		at := queue[i]
		for _, next := range a.nodes[at].longer {
			a.nodes[next].shorter = a.step(a.nodes[at].shorter, a.nodes[next].half)
			queue = append(queue, next)
		}
	}
}

// start is where a journey is that begins on a half-edge.
func (a *automaton) start(h Half) uint32 {
	if len(a.roots) == 0 {
		return 0
	}
	return a.roots[h]
}

// step is where one gets from a node by a half-edge.
func (a *automaton) step(at uint32, h Half) uint32 {
	for at != 0 {
		if next, ok := a.longer(at, h); ok {
			return next
		}
		at = a.nodes[at].shorter
	}
	return a.start(h)
}

// forbids reports whether a half-edge must not come next at a node.
func (a *automaton) forbids(at uint32, h Half) bool {
	for ; at != 0; at = a.nodes[at].shorter {
		n := &a.nodes[at]
		if slices.Contains(n.bans, h) || len(n.only) > 0 && !slices.Contains(n.only, h) {
			return true
		}
	}
	return false
}
