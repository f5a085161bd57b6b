package walktest

import (
	"fmt"
	"slices"
	"strings"

	"waythrough/road/street"
)

// Passages lists the steps over a cut that can arise and from which a step leads on, in the
// order in which the roads list their gates: by half-edge, by phase, and by how much of a
// restriction has been come along. Doubtful are those whose order that does not settle.
func (k *Walker) Passages() (list []Step, doubtful map[Step]bool) {
	var queue []State
	for h := range street.Half(2 * len(k.Streets.From)) {
		if k.Streets.Open(k.p, h) {
			queue = append(queue, k.begun(h))
		}
	}
	seen := map[State]bool{}
	for _, s := range queue {
		seen[s] = true
	}
	found := map[Step]bool{}
	for len(queue) > 0 {
		s := queue[0]
		queue = queue[1:]
		for _, on := range k.On(s) {
			if k.Streets.IsCut(on.Half.Edge()) && len(k.On(on.To)) > 0 {
				found[on] = true
			}
			if !seen[on.To] {
				seen[on.To] = true
				queue = append(queue, on.To)
			}
		}
	}
	for p := range found {
		list = append(list, p)
	}
	depth := func(p Step) int {
		most := 0
		for _, word := range strings.Fields(k.states[p.To].along) {
			var ban, done int
			fmt.Sscanf(word, "%d:%d", &ban, &done)
			most = max(most, done)
		}
		return most
	}
	order := func(a, b Step) int {
		return slices.Compare([]int{int(a.Half), k.states[a.To].phase, depth(a)}, []int{int(b.Half), k.states[b.To].phase, depth(b)})
	}
	slices.SortFunc(list, func(a, b Step) int {
		if c := order(a, b); c != 0 {
			return c
		}
		return int(a.To - b.To)
	})
	doubtful = map[Step]bool{}
	for i := 1; i < len(list); i++ {
		if order(list[i-1], list[i]) == 0 {
			doubtful[list[i-1]], doubtful[list[i]] = true, true
		}
	}
	return list, doubtful
}
