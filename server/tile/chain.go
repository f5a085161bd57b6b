package tile

import (
	"slices"

	"waythrough/road/street"
)

// chains joins roads that go on into one another, so that a long road is simplified as
// one line: every road is in one chain, and a chain ends where not exactly two roads of the
// list meet. The list is ascending; the result depends on it alone. O(n).
func chains(n *street.Network, roads []street.Edge) [][]street.Half {
	at := map[street.Node][]street.Half{} // half-edges that leave
	for _, e := range roads {
		h := street.Half(e << 1)
		at[n.Tail(h)] = append(at[n.Tail(h)], h)
		at[n.Head(h)] = append(at[n.Head(h)], h.Reverse())
	}
	used := map[street.Edge]bool{}
	// follow goes on from a half-edge until the chain ends.
	follow := func(h street.Half) (out []street.Half) {
		for {
			on := at[n.Head(h)]
			if len(on) != 2 {
				return out
			}
			next := on[0]
			if next == h.Reverse() {
				next = on[1]
			}
			if used[next.Edge()] {
				return out
			}
			used[next.Edge()] = true
			out = append(out, next)
			h = next
		}
	}
	var out [][]street.Half
	for _, e := range roads {
		if used[e] {
			continue
		}
		used[e] = true
		h := street.Half(e << 1)
		forth := follow(h)
		back := follow(h.Reverse())
		chain := make([]street.Half, 0, len(forth)+len(back)+1)
		for _, b := range slices.Backward(back) {
			chain = append(chain, b.Reverse())
		}
		out = append(out, append(append(chain, h), forth...))
	}
	return out
}
