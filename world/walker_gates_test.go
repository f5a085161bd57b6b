package world

import (
	"fmt"
	"slices"
	"strings"

	"waythrough/road/street"
)

// A passage is a cut in one direction and the state that passing it leaves somebody in.
type passage struct {
	half  street.Half
	state int
}

// passages lists those that can arise and from which a step leads on, in the order in which
// the roads list their gates: by half-edge, by phase, and by how much of a restriction has
// been come along. Doubtful are those whose order that does not settle.
func (k *walker) passages() (list []passage, doubtful map[passage]bool) {
	var queue []int
	for h := range street.Half(2 * len(k.n.From)) {
		if k.n.Open(k.p, h) {
			queue = append(queue, k.begun(h))
		}
	}
	seen := map[int]bool{}
	for _, s := range queue {
		seen[s] = true
	}
	found := map[passage]bool{}
	for len(queue) > 0 {
		s := queue[0]
		queue = queue[1:]
		on := k.on(s)
		for i := 0; i < len(on); i += 2 {
			h, to := street.Half(on[i]), on[i+1]
			if k.n.IsCut(h.Edge()) && len(k.on(to)) > 0 {
				found[passage{h, to}] = true
			}
			if !seen[to] {
				seen[to] = true
				queue = append(queue, to)
			}
		}
	}
	for p := range found {
		list = append(list, p)
	}
	depth := func(p passage) int {
		most := 0
		for _, word := range strings.Fields(k.states[p.state].along) {
			var ban, done int
			fmt.Sscanf(word, "%d:%d", &ban, &done)
			most = max(most, done)
		}
		return most
	}
	order := func(a, b passage) int {
		return slices.Compare([]int{int(a.half), k.states[a.state].phase, depth(a)}, []int{int(b.half), k.states[b.state].phase, depth(b)})
	}
	slices.SortFunc(list, func(a, b passage) int {
		if c := order(a, b); c != 0 {
			return c
		}
		return a.state - b.state
	})
	doubtful = map[passage]bool{}
	for i := 1; i < len(list); i++ {
		if order(list[i-1], list[i]) == 0 {
			doubtful[list[i-1]], doubtful[list[i]] = true, true
		}
	}
	return list, doubtful
}
