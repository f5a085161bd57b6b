package cch

import (
	"slices"
	"unsafe"
)

// A Climb is all that the searches upward from some points meet on their way to the root,
// kept: of one point, or of several that stand for one place, such as the ends of the edges
// beside it, whose searches go on as one from where their ways join. Any table of the same
// metric and side (targets, or sources) that is asked for it afterwards has no search to do.
//
// It holds 12 bytes for each node above the points. It is bound to the weights at the time
// it was made; the zero value is ready for [Table.Climb], and once that has returned any
// number of goroutines may use it.
type Climb struct {
	rank   []uint32 // of the points
	top    uint32   // the lowest node above or at all of them; absent if there is none
	shared label    // from the root down to top
	own    []label  // of each point, from below top down
}

// label is an array of distances by depth, from some depth on.
type label struct {
	wide   []Distance
	narrow []uint32 // the same; empty if one of them does not fit
}

// Bytes is what a climb takes.
func (c *Climb) Bytes() int {
	n := 4*cap(c.rank) + c.shared.bytes()
	for i := range c.own {
		n += c.own[i].bytes()
	}
	return n
}

func (l *label) bytes() int { return 8*cap(l.wide) + 4*cap(l.narrow) + int(unsafe.Sizeof(*l)) }

func (l *label) set(dist []Distance) {
	l.wide = append(l.wide[:0], dist...)
	l.narrow = slices.Grow(l.narrow[:0], len(dist))[:len(dist)]
	if e := (end{dist: l.wide}); !e.narrowInto(l.narrow) {
		l.narrow = l.narrow[:0]
	}
}

// Climb searches upward from some points, from which, or to which, distances will be asked
// for: see RowOf. It allocates nothing once c has held as many points as high.
func (t *Table) Climb(s *Scratch, points []Point, c *Climb) {
	a := &t.m.h.a
	c.rank, c.top = c.rank[:0], none
	for i, p := range points {
		v := a.Rank[p.Node]
		if c.rank = append(c.rank, v); i == 0 {
			c.top = v
		} else if c.top != none {
			c.top = a.join(c.top, v)
		}
	}
	for len(c.own) < len(points) {
		c.own = append(c.own, label{})
	}
	base := uint32(0)
	if c.top != none {
		base = a.Depth[c.top] + 1
	}
	joined := s.joined.dist[:base]
	for d := range joined {
		joined[d] = Unreachable
	}
	for i, p := range points {
		s.end.climb(t.m, t.direction, p, c.top)
		for d, dist := range s.end.dist[:base] {
			joined[d] = min(joined[d], dist)
		}
		c.own[i].set(s.end.dist[base : a.Depth[c.rank[i]]+1])
	}
	if c.top != none {
		s.joined.goOn(t.m, t.direction, c.top, none)
	}
	c.shared.set(joined)
}

// RowOf writes to out the least distances between the points of a climb and each fixed
// point, as Row does for one point: O(Len · depths shared). Climbs of other metrics or of
// the other side give nonsense.
func (t *Table) RowOf(s *Scratch, c *Climb, out []Distance) {
	if len(out) != t.Len() {
		panic("cch: the row of a table has another length")
	}
	base := uint32(0)
	if s.to = slices.Grow(s.to[:0], t.Len())[:t.Len()]; c.top == none {
		clear(s.to)
	} else {
		base = t.m.h.a.Depth[c.top] + 1
		t.share(s, c.top)
	}
	for i, place := range t.place {
		d := t.least(&c.shared, i, 0, s.to[i])
		if s.to[i] == base && len(c.rank) > 1 { // the fixed point is below top, or nothing is above all
			for j, v := range c.rank {
				if to := t.m.h.a.shared(v, t.rank[i]); to > base {
					d = min(d, t.least(&c.own[j], i, base, to))
				}
			}
		}
		out[place] = d
	}
}

// least is the least sum of a label that begins at a depth and that of fixed point i, up to
// another depth.
func (t *Table) least(l *label, i int, from, to uint32) Distance {
	at := t.start[i] + int(from)
	switch {
	case t.narrow == nil:
		return leastSum(l.wide, t.wide[at:], to-from)
	case len(l.narrow) < int(to-from):
		return leastMixed(l.wide, t.narrow[at:], to-from)
	}
	if d := leastSum(l.narrow, t.narrow[at:], to-from); d < infinite[uint32]() {
		return Distance(d)
	}
	return Unreachable
}
