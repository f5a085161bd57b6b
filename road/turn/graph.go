package turn

import (
	"cmp"
	"math"
	"slices"
)

// A Half is an edge travelled in a direction: twice the edge's number, plus 1 if
// backward.
type Half uint32

// Closed is the weight of a direction that may not be travelled.
const Closed = math.MaxUint32

// Streets are the edges of a profile, by number.
type Streets struct {
	Nodes    int
	From, To []uint32
	Open     func(Half) bool
	// Local says that an edge is only for who has business on it; nil means none is.
	Local func(edge uint32) bool
	// Cut says that an edge joins two parts of one place and is no road; nil means none
	// does. See the package.
	Cut func(edge uint32) bool
	// Shut says that a node may not be passed; nil means none is.
	Shut func(node uint32) bool
	// Bans are the turn restrictions that bind the profile.
	Bans []Ban
	// Cost is what turning from a half-edge to the next adds, of the unit that the
	// caller chose; nil means nothing. Back says that it turns back at a dead end.
	Cost func(from, to Half, back bool) uint32
}

// A Ban says that who has come along all of Path but its last must not go on to the
// last; or, if Only, to nothing else.
type Ban struct {
	Path []Half
	Only bool
}

// A Graph is turn-aware: columns of states and arcs.
type Graph struct {
	// Half is what a state has travelled, ascending. The first state of a half-edge is
	// the one to begin a journey with; a journey that ends on it may end in any.
	Half []Half
	// First gives the states of half-edge h as First[h] … First[h+1]-1; none if it is
	// closed.
	First []uint32
	// Arcs lead from state Tail to state Head, sorted by both. Turn is the cost of the
	// turn alone.
	Tail, Head []uint32
	Turn       []uint32
}

// States are those of a half-edge, as a range.
func (g *Graph) States(h Half) (first, end uint32) { return g.First[h], g.First[h+1] }

// Phases of a journey, as to edges that are only for who has business on them.
const (
	setOut  = iota // has not left those of the start
	through        // is on edges for all
	arrive         // is on those of the end
)

// A key tells the states of a half-edge apart.
type key struct {
	half  Half
	phase uint8
	path  uint32 // node of the automaton
}

// expansion is a Graph in the making.
type expansion struct {
	s     *Streets
	out   leaving
	paths automaton
	keys  []key          // of states, in the order found
	plain [3][]uint32    // by phase and half-edge: the state at the root of the automaton
	deep  map[key]uint32 // the others
	tail  []uint32
	head  []uint32
	turn  []uint32
}

// Expand makes the turn-aware graph of streets.
func Expand(s *Streets) *Graph {
	halves := 2 * len(s.From)
	x := &expansion{s: s, out: leavingOf(s), paths: newAutomaton(s), deep: map[key]uint32{}}
	for i := range x.plain {
		x.plain[i] = make([]uint32, halves)
		for h := range x.plain[i] {
			x.plain[i][h] = absent
		}
	}
	for h := range Half(halves) {
		if s.Open(h) {
			x.state(key{h, x.phaseAtStart(h), x.paths.start(h)})
		}
	}
	for i := 0; i < len(x.keys); i++ {
		x.follow(uint32(i))
	}
	return x.sorted()
}

const absent = math.MaxUint32

func (x *expansion) local(h Half) bool { return x.s.Local != nil && x.s.Local(uint32(h>>1)) }

func (x *expansion) cut(h Half) bool { return x.s.Cut != nil && x.s.Cut(uint32(h>>1)) }

func (x *expansion) phaseAtStart(h Half) uint8 {
	if x.local(h) {
		return setOut
	}
	return through
}

// next is the phase in which a half-edge is entered; ok is false if it must not be.
func (x *expansion) next(phase uint8, h Half) (_ uint8, ok bool) {
	switch local := x.local(h); {
	case x.cut(h):
		return phase, true
	case !local:
		return through, phase != arrive
	case phase == setOut:
		return setOut, true
	default:
		return arrive, true
	}
}

// state gives the number of a state, a new one if it is new.
func (x *expansion) state(k key) uint32 {
	n := uint32(len(x.keys))
	if k.path == x.paths.start(k.half) {
		place := &x.plain[k.phase][k.half]
		if *place != absent {
			return *place
		}
		*place = n
	} else {
		if i, ok := x.deep[k]; ok {
			return i
		}
		x.deep[k] = n
	}
	x.keys = append(x.keys, k)
	return n
}

// follow makes the arcs that leave a state.
func (x *expansion) follow(from uint32) {
	k := x.keys[from]
	node := x.s.head(k.half)
	back := k.half ^ 1
	cut, shut := x.cut(k.half), x.s.Shut != nil && x.s.Shut(node)
	if cut && shut {
		return
	}
	turns := !cut && (shut || !x.leadsOn(node, back))
	for _, h := range x.out.of(node) {
		if turns != (h == back) || cut && x.cut(h) || x.paths.forbids(k.path, h) {
			continue
		}
		phase, ok := x.next(k.phase, h)
		if !ok {
			continue
		}
		to := x.state(key{h, phase, x.paths.step(k.path, h)})
		x.tail, x.head = append(x.tail, from), append(x.head, to)
		turn := uint32(0)
		if x.s.Cost != nil {
			turn = x.s.Cost(k.half, h, h == back)
		}
		x.turn = append(x.turn, turn)
	}
}

// leadsOn reports whether a road other than back leaves a node, or what a cut joins
// with it.
func (x *expansion) leadsOn(node uint32, back Half) bool {
	return slices.ContainsFunc(x.out.of(node), func(h Half) bool {
		if !x.cut(h) {
			return h != back
		}
		return slices.ContainsFunc(x.out.of(x.s.head(h)), func(o Half) bool { return !x.cut(o) })
	})
}

// sorted numbers the states by half-edge.
func (x *expansion) sorted() *Graph {
	n := len(x.keys)
	order := make([]uint32, n)
	for i := range order {
		order[i] = uint32(i)
	}
	// The state to begin with comes first: it has the shortest beginning behind it.
	slices.SortFunc(order, func(a, b uint32) int {
		k, o := x.keys[a], x.keys[b]
		return cmp.Or(cmp.Compare(k.half, o.half), cmp.Compare(k.phase, o.phase),
			cmp.Compare(x.paths.nodes[k.path].depth, x.paths.nodes[o.path].depth), cmp.Compare(k.path, o.path))
	})
	number := make([]uint32, n)
	g := &Graph{Half: make([]Half, n), First: make([]uint32, 2*len(x.s.From)+1)}
	for i, s := range order {
		number[s] = uint32(i)
		g.Half[i] = x.keys[s].half
		g.First[g.Half[i]+1]++
	}
	for h := range len(g.First) - 1 {
		g.First[h+1] += g.First[h]
	}
	// A counting sort by tail keeps the heads of each in the order found, which is that
	// of half-edges: the same for any numbering.
	first := make([]uint32, n+1)
	for _, t := range x.tail {
		first[number[t]+1]++
	}
	for i := range n {
		first[i+1] += first[i]
	}
	m := len(x.tail)
	g.Tail, g.Head, g.Turn = make([]uint32, m), make([]uint32, m), make([]uint32, m)
	for a, t := range x.tail {
		at := first[number[t]]
		first[number[t]]++
		g.Tail[at], g.Head[at], g.Turn[at] = number[t], number[x.head[a]], x.turn[a]
	}
	return g
}

// tail is the node at which a half-edge begins, head that at which it ends.
func (s *Streets) tail(h Half) uint32 { return s.head(h ^ 1) }

func (s *Streets) head(h Half) uint32 {
	if h&1 == 0 {
		return s.To[h>>1]
	}
	return s.From[h>>1]
}

// leaving lists the open half-edges that begin at each node, ascending.
type leaving struct {
	first []uint32
	half  []Half
}

func (l *leaving) of(node uint32) []Half { return l.half[l.first[node]:l.first[node+1]] }

func leavingOf(s *Streets) leaving {
	l := leaving{first: make([]uint32, s.Nodes+2)}
	halves := Half(2 * len(s.From))
	for h := range halves {
		if s.Open(h) {
			l.first[s.tail(h)+2]++
		}
	}
	for v := range s.Nodes {
		l.first[v+2] += l.first[v+1]
	}
	l.half = make([]Half, l.first[s.Nodes+1])
	for h := range halves {
		if s.Open(h) {
			at := &l.first[s.tail(h)+1]
			l.half[*at] = h
			*at++
		}
	}
	l.first = l.first[:s.Nodes+1]
	return l
}
