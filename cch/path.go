package cch

// Route is Distance with the way: it appends to buf the input arcs of a shortest path,
// in order, and returns the longer slice. The weights of the arcs add up to the
// distance. Without a path it appends nothing.
//
// O(the search + for each shortcut on the way, the lower triangles tried).
func (q *Query) Route(source, target NodeID, buf []ArcID) (Distance, []ArcID) {
	d := q.between(Point{source, 0}, Point{target, 0}, true)
	return d, q.way(buf)
}

// way appends the input arcs of the path that between found.
func (q *Query) way(buf []ArcID) []ArcID {
	if q.best == Unreachable {
		return buf
	}
	if q.m.narrow != nil {
		return unpackWay(q, q.m.narrow, buf)
	}
	return unpackWay(q, q.m.wide, buf)
}

func unpackWay[W word](q *Query, n *network[W], buf []ArcID) []ArcID {
	u := unpacker[W]{&q.m.h.a, q.m.input, n.weights, n.via, q.stack[:0]}
	// Forward, the arcs come from the meeting back to the source: put them on the
	// stack in that order, the first to unpack on top.
	for arc := range n.descend(forward, q) {
		u.stack = append(u.stack, arc<<1)
	}
	buf = u.unpack(buf)
	for arc := range n.descend(backward, q) {
		u.stack = append(u.stack, arc<<1|1)
		buf = u.unpack(buf)
	}
	q.stack = u.stack
	return buf
}

// descend yields the upward arcs from the meeting down to the end they came from.
func (n *network[W]) descend(direction int, q *Query) func(func(uint32) bool) {
	return func(yield func(uint32) bool) {
		e, a, s := &q.ends[direction], &q.m.h.a, &n.search[direction]
		for d := q.meet; e.via[d] != none; {
			arc := s.upward(e.via[d])
			if !yield(arc) {
				return
			}
			d = a.Depth[a.Tail[arc]]
		}
	}
}

// unpacker turns upward arcs into input arcs. An element of its stack is 2a for arc a
// traversed up and 2a+1 for down, as in Arrays.InputSlot.
type unpacker[W word] struct {
	a     *Arrays
	input []Weight
	w     weights[W]
	via   [2][]uint32 // nil where triangles must be searched
	stack []uint32
}

// unpack empties the stack into buf.
func (u *unpacker[W]) unpack(buf []ArcID) []ArcID {
	for len(u.stack) > 0 {
		slot := u.stack[len(u.stack)-1]
		u.stack = u.stack[:len(u.stack)-1]
		if u.via[0] != nil {
			buf = u.follow(slot, buf)
			continue
		}
		if arc, ok := u.inputArc(slot); ok {
			buf = append(buf, arc)
		} else {
			first, second := u.triangle(slot)
			u.stack = append(u.stack, second, first)
		}
	}
	return buf
}

// follow is one step of unpack by what explain found.
func (u *unpacker[W]) follow(slot uint32, buf []ArcID) []ArcID {
	arc, back := slot>>1, slot&1
	zx := u.via[back][arc]
	if zx&viaInput != 0 {
		return append(buf, ArcID(zx&^viaInput))
	}
	zy, _ := u.a.arcFrom(zx+1, u.a.Head[arc])
	if back == 0 {
		u.stack = append(u.stack, zy<<1, zx<<1|1)
	} else {
		u.stack = append(u.stack, zx<<1, zy<<1|1)
	}
	return buf
}

func (u *unpacker[W]) weight(slot uint32) W {
	if slot&1 == 0 {
		return u.w.up[slot>>1]
	}
	return u.w.down[slot>>1]
}

// inputArc finds an input arc with the weight of its upward arc, if there is one.
func (u *unpacker[W]) inputArc(slot uint32) (ArcID, bool) {
	a, w := u.a, u.weight(slot)
	x := a.Tail[slot>>1]
	for i := a.InputFirst[x]; i < a.InputFirst[x+1]; i++ {
		arc := a.InputArc[i]
		if a.InputSlot[i] == slot && u.input[arc] != Closed && W(u.input[arc]) == w {
			return arc, true
		}
	}
	return 0, false
}

// triangle finds the two arcs over a lower node that make up a shortcut from x to y.
// Both begin below x, so that unpacking ends, zero weights or not.
func (u *unpacker[W]) triangle(slot uint32) (first, second uint32) {
	a, w := u.a, u.weight(slot)
	arc, back := slot>>1, slot&1
	x, y := a.Tail[arc], a.Head[arc]
	// Up: x down to z, z up to y. Down: y down to z, z up to x.
	for i := a.DownFirst[x+1]; i > a.DownFirst[x]; i-- {
		zx := a.Down[i-1]
		part := u.weight(zx<<1 | 1 ^ back)
		if part > w {
			continue
		}
		for zy := zx + 1; zy < a.First[a.Tail[zx]+1]; zy++ {
			if a.Head[zy] < y {
				continue
			}
			if a.Head[zy] == y && part+u.weight(zy<<1|back) == w {
				if back == 0 {
					return zx<<1 | 1, zy << 1
				}
				return zy<<1 | 1, zx << 1
			}
			break
		}
	}
	panic("cch: a shortcut that no triangle explains: the weights are not those of the hierarchy")
}
