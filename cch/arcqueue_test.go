package cch

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// TestArcQueue compares a pass over the queue, during which higher arcs come in, with a
// sorted list.
func TestArcQueue(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.SampledFrom([]int{1, 63, 64, 65, 4095, 4096, 4097, 20_000}).Draw(t, "arcs")
		var q arcQueue
		q.reset(n)
		for range 2 { // a queue that is empty again can be used again
			var want []uint32
			add := func(above uint32) {
				if arc := above + uint32(rapid.IntRange(0, n-1-int(above)).Draw(t, "arc")); !slices.Contains(want, arc) {
					want = append(want, arc)
					q.add(arc)
				}
			}
			for range rapid.IntRange(0, 30).Draw(t, "count") {
				add(0)
			}
			for len(want) > 0 {
				slices.Sort(want)
				arc, ok := q.next()
				if !ok || arc != want[0] {
					t.Fatalf("%d (%v), want %d", arc, ok, want[0])
				}
				want = want[1:]
				if int(arc)+1 < n && rapid.IntRange(0, 3).Draw(t, "more") == 0 {
					add(arc + 1)
				}
			}
			if arc, ok := q.next(); ok {
				t.Fatalf("%d, want none", arc)
			}
		}
	})
}
