package allpairs

import (
	"context"
	"math"
)

// A stop is a town whose cost tells whether it is of use to be at an entry of its cell. A
// town that is reached for little has been reached over some entry, from where the others
// are not far either, whichever it was. So, for a town outside the cell where a way begins,
// being at the entry at cost d gives no town of the cell anything, if the stop is reached for
// d less above, and nothing at all, if for d less aboveAll.
//
// Backwards the same holds of exits and of where ways begin. With a stop at both ends one
// cost speaks for all pairs between two cells.
type stop struct {
	town            int32
	above, aboveAll int64 // never where nothing can be said
}

const never = math.MaxInt64

// serves reports that cost d of the stop, with the amount above, comes to no more than base.
func serves(d uint64, above int64, base uint64) bool {
	switch {
	case d == none:
		return false
	case above >= 0:
		return uint64(above) <= base && d <= base-uint64(above)
	}
	return d <= base+uint64(-above)
}

// findStops finds the stop of each node of a cell: the town that is nearest. O(g²) and
// O(g·t) for each of them.
func (h *half) findStops(ctx context.Context, n *Network, c int) {
	first, towns := int(n.first[c]), int(n.first[c+1]-n.first[c])
	nodes := int(h.node[c+1] - h.node[c])
	farthest := map[int][]int64{}
	for v := range nodes {
		st := &h.stops[int(h.node[c])+v]
		*st = stop{town: int32(first), above: never, aboveAll: never}
		if towns == 0 || nodes*nodes*towns > maxBehind {
			continue
		}
		if ctx.Err() != nil {
			return
		}
		row := rowOf(h.towns[c], v, towns)
		nearest := 0
		for t, d := range row {
			if d < row[nearest] {
				nearest = t
			}
		}
		if row[nearest] == none {
			continue
		}
		far := farthest[nearest]
		if far == nil {
			far = h.beyond(c, nearest, towns)
			farthest[nearest] = far
		}
		st.town, st.above = int32(first+nearest), math.MinInt64
		for t, d := range row {
			if d < none && far[t] != math.MinInt64 {
				if far[t] == never {
					st.above = never
					break
				}
				st.above = max(st.above, far[t]-int64(d))
			}
		}
		st.aboveAll = h.beyondAll(c, v, nearest, towns)
	}
}

// beyond gives for each town of a cell by how much it may cost more than one of them, over
// whatever entry that one was reached.
func (h *half) beyond(c, town, towns int) []int64 {
	out := make([]int64, towns)
	for t := range out {
		out[t] = math.MinInt64
	}
	for e := range int(h.node[c+1] - h.node[c]) {
		row := rowOf(h.towns[c], e, towns)
		here := row[town]
		if here == none {
			continue
		}
		for t, d := range row {
			if d == none {
				out[t] = never
			} else if out[t] != never {
				out[t] = max(out[t], int64(d)-int64(here))
			}
		}
	}
	return out
}

// beyondAll gives by how much being at some entry must at least cost less than being at
// entry v, for that to be of no use, counted from a town, over whatever entry it was reached.
func (h *half) beyondAll(c, v, town, towns int) int64 {
	if h.behind[c] == nil {
		return never
	}
	entries := int(h.node[c+1] - h.node[c])
	out := int64(math.MinInt64)
	for e := range entries {
		here := h.towns[c][e*towns+town]
		if here == none {
			continue
		}
		behind := h.behind[c][e*entries+v]
		if behind >= none/2 {
			return never
		}
		out = max(out, int64(behind)-int64(here))
	}
	return out
}
