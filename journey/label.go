package journey

import (
	"waythrough/record"
	"waythrough/regime"
	"waythrough/road"
)

// modes is a set of modes of services.
type modes uint8

const (
	byAir modes = 1 << iota
	byRail
	byBus
	byWater
)

func modesOf(m record.Mode) modes {
	switch m {
	case record.Air:
		return byAir
	case record.Rail:
		return byRail
	case record.Water:
		return byWater
	}
	return byBus
}

// arrived is the node of labels that have come to the end of the journey; their
// parent's node is where the last way by road begins.
const arrived road.NodeID = ^road.NodeID(0)

// A label is a way found so far: it ends where a border was just passed, a service
// left, or the journey ends.
type label struct {
	node  road.NodeID
	at    instant
	doubt uint8 // 1: the law of some border passed is unknown

	papers    uint16 // borders passed that ask for papers
	boardings uint8
	used      modes
	hired     bool    // the own vehicle, if any, was left behind
	history   int     // the entries made that law asks about: a number in search.histories
	visits    []uint8 // by area, as numbered by search.areas; shared until it changes

	parent *label
	step   step
	ways   []int32 // the crossings and services used, as numbered by search.tokens
	serial int     // order of making; breaks ties
}

// A step is how a label came from its parent: by road to a gate and over it, or by
// road to a stop and with a service, or by road to the target.
type step struct {
	reach instant // at the gate, the stop or the target

	gate    *gate
	passes  instant // leaves the near side
	verdict regime.Verdict

	stop   *stop
	leaves instant // the stop
	first  instant // the run's first call
	sure   bool    // the run is known to have been in service
	alight int     // the call

	target road.NodeID
}

// dominates reports whether a is as good as b in everything that can matter later;
// plain: papers and boardings don't matter.
func (a *label) dominates(b *label, plain bool) bool {
	if a.at > b.at || a.doubt > b.doubt || !plain && (a.papers > b.papers || a.boardings > b.boardings) ||
		a.used&^b.used != 0 || a.hired != b.hired || a.history != b.history {
		return false
	}
	for i, n := range a.visits {
		if n > b.visits[i] {
			return false
		}
	}
	return true
}

// within reports whether a is b with some elements left out, or b itself.
func within(a, b []int32) bool {
	for _, x := range b {
		if len(a) > 0 && a[0] == x {
			a = a[1:]
		}
	}
	return len(a) == 0
}

// queue is a heap of labels by the earliest they can end.
type queue []queued

type queued struct {
	*label
	ends instant
}

func (q queue) Len() int      { return len(q) }
func (q queue) Swap(i, j int) { q[i], q[j] = q[j], q[i] }
func (q queue) Less(i, j int) bool {
	a, b := q[i], q[j]
	switch {
	case a.ends != b.ends:
		return a.ends < b.ends
	case a.at != b.at:
		return a.at < b.at
	case a.doubt != b.doubt:
		return a.doubt < b.doubt
	case a.papers != b.papers:
		return a.papers < b.papers
	case a.boardings != b.boardings:
		return a.boardings < b.boardings
	case len(a.ways) != len(b.ways):
		return len(a.ways) < len(b.ways)
	}
	return a.serial < b.serial
}
func (q *queue) Push(x any) { *q = append(*q, x.(queued)) }
func (q *queue) Pop() any {
	old := *q
	last := old[len(old)-1]
	*q = old[:len(old)-1]
	return last
}
