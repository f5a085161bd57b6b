package cch

import "fmt"

// Following changes one by one pays while few upward arcs are concerned. Measured on New
// York for random arcs, against 1 for Customize on one thread:
//
//	arcs      1        10      100    300   1,000  2,000  4,000  7,000
//	closed    0.0008   0.008   0.08   0.26  0.80   1.4    2.3    4.1
//	opened    0.0003   0.003   0.03   0.09  0.23   0.40   0.73   1.2
//
// so that it stops paying at 1,300 arcs that rise (computed anew, raiseCost as dear as one
// that is only offered less) or 5,500 that fall, of 733,846; where changes lie together they
// share the arcs above them, and it pays longer. So Update customizes everything at once if
// the arcs named would probably cost more, more than one unit for seedShare upward arcs,
// and also as soon as following has done one unit for workShare of them, as much as Customize.
// go test -bench Update ./cch
const (
	raiseCost = 4
	seedShare = 250
	workShare = 8
	leastWork = 1 << 10 // in small networks, follow any few changes
)

// Update gives some input arcs new weights, and brings the metric to what Customize
// would make of all weights. It follows the changes upward (partial customization,
// Dibbelt, Strasser and Wagner 2016, §7.5), first those that rise, then those that fall,
// so that a few arcs take microseconds to milliseconds; if they are too many for that, it
// customizes everything. Of an arc named twice the last weight holds. Whether Perfect
// was called is forgotten. Errors wrap ErrWeights and leave the metric as it was.
func (m *Metric) Update(arcs []ArcID, arcWeights []Weight) error {
	if len(arcs) != len(arcWeights) {
		return fmt.Errorf("%w: %d weights for %d arcs", ErrWeights, len(arcWeights), len(arcs))
	}
	follow, cost := true, 0
	for i, arc := range arcs {
		if int(arc) >= len(m.input) {
			return fmt.Errorf("%w: arc %d of %d", ErrWeights, arc, len(m.input))
		}
		follow = follow && (m.narrow == nil || m.fits(arc, arcWeights[i]))
		if arcWeights[i] > m.input[arc] {
			cost += raiseCost
		} else if arcWeights[i] < m.input[arc] {
			cost++
		}
	}
	follow = follow && cost <= max(leastWork, m.h.UpwardArcs()/seedShare)
	m.own(follow)
	if follow {
		if m.narrow != nil {
			follow = followChanges(m, m.narrow, arcs, arcWeights)
		} else {
			follow = followChanges(m, m.wide, arcs, arcWeights)
		}
	}
	if !follow {
		for i, arc := range arcs {
			m.input[arc] = arcWeights[i]
		}
		m.basic()
	}
	return nil
}

// followChanges tells whether it came to the end: if not, n must be computed anew.
func followChanges[W word](m *Metric, n *network[W], arcs []ArcID, arcWeights []Weight) bool {
	m.perfect = false
	n.searchAll(&m.h.a)
	u := updater[W]{a: &m.h.a, input: m.input, w: n.weights, work: max(leastWork, len(n.up)/workShare)}
	u.waiting.reset(len(n.up))
	return u.raise(arcs, arcWeights) && u.lower(arcs, arcWeights)
}

// updater changes upward arcs one by one, in ascending order: the arcs that the weight of
// an arc depends on have lower numbers.
type updater[W word] struct {
	a       *Arrays
	input   []Weight
	w       weights[W]
	waiting arcQueue
	work    int // how much may still be done
}

// raise makes input arcs heavier where the weight named is higher: upward arcs that rested
// on them are computed anew. It reports false if that is too much work or too heavy.
func (u *updater[W]) raise(arcs []ArcID, arcWeights []Weight) bool {
	for i, arc := range arcs {
		old := u.input[arc]
		if arcWeights[i] <= old {
			continue
		}
		u.input[arc] = arcWeights[i]
		if slot := u.a.Slot[arc]; slot != none && *u.at(slot) == W(old) {
			u.waiting.add(slot >> 1)
		}
	}
	for {
		arc, ok := u.waiting.next()
		if !ok {
			return true
		}
		if u.work -= raiseCost; u.work < 0 {
			return false
		}
		old := both[W]{u.w.up[arc], u.w.down[arc]}
		now := u.recompute(arc)
		if now == old {
			continue
		}
		if tooHeavy(now.up) || tooHeavy(now.down) {
			return false
		}
		u.w.up[arc], u.w.down[arc] = now.up, now.down
		u.spread(arc, old, now)
	}
}

// tooHeavy tells whether a weight of 32 bits needs more.
func tooHeavy[W word](w W) bool {
	return infinite[W]() == W(infinite[uint32]()) && w >= narrowLimit && w < infinite[W]()
}

// lower gives all input arcs the weights named, none of which is higher than what raise
// left: upward arcs can only get lighter, so that each is told by those below it.
func (u *updater[W]) lower(arcs []ArcID, arcWeights []Weight) bool {
	for i, arc := range arcs {
		u.input[arc] = arcWeights[i]
	}
	for _, arc := range arcs {
		slot := u.a.Slot[arc]
		if w := u.input[arc]; slot != none && w != Closed && W(w) < *u.at(slot) {
			*u.at(slot) = W(w)
			u.waiting.add(slot >> 1)
		}
	}
	for {
		arc, ok := u.waiting.next()
		if !ok {
			return true
		}
		if u.work--; u.work < 0 {
			return false
		}
		if tooHeavy(u.w.up[arc]) || tooHeavy(u.w.down[arc]) {
			return false
		}
		u.offer(arc)
	}
}

// at is the weight of a slot, see Arrays.InputSlot.
func (u *updater[W]) at(slot uint32) *W {
	if slot&1 == 0 {
		return &u.w.up[slot>>1]
	}
	return &u.w.down[slot>>1]
}

// recompute is the weight of one arc by its input arcs and its lower triangles.
func (u *updater[W]) recompute(arc uint32) both[W] {
	a := u.a
	x, y := a.Tail[arc], a.Head[arc]
	now := both[W]{infinite[W](), infinite[W]()}
	for i := a.InputFirst[x]; i < a.InputFirst[x+1]; i++ {
		w := u.input[a.InputArc[i]]
		switch {
		case a.InputSlot[i]>>1 != arc || w == Closed:
		case a.InputSlot[i]&1 == 0:
			now.up = min(now.up, W(w))
		default:
			now.down = min(now.down, W(w))
		}
	}
	for _, zx := range a.Down[a.DownFirst[x]:a.DownFirst[x+1]] {
		if zy, ok := a.arcFrom(zx+1, y); ok {
			now.up = min(now.up, u.w.down[zx]+u.w.up[zy])
			now.down = min(now.down, u.w.down[zy]+u.w.up[zx])
		}
	}
	return now
}

// spread queues the arcs that may have rested on the old weight of an arc: those that join
// its head with the other heads of its row.
func (u *updater[W]) spread(arc uint32, old, now both[W]) {
	u.a.eachUpper(arc, func(other, upper uint32, below bool) {
		yz, zy := u.w.up[upper], u.w.down[upper]
		if below {
			yz, zy = zy, yz
		}
		xz, zx := u.w.up[other], u.w.down[other]
		if old.down != now.down && xz < infinite[W]() && old.down+xz == yz ||
			old.up != now.up && zx < infinite[W]() && old.up+zx == zy {
			u.waiting.add(upper)
		}
	})
}

// offer improves the arcs that join the head of an arc with the other heads of its row.
func (u *updater[W]) offer(arc uint32) {
	xy, yx := u.w.up[arc], u.w.down[arc]
	u.a.eachUpper(arc, func(other, upper uint32, below bool) {
		yz, zy := &u.w.up[upper], &u.w.down[upper]
		if below {
			yz, zy = zy, yz
		}
		over, back := yx+u.w.up[other], u.w.down[other]+xy
		if over < *yz || back < *zy {
			*yz, *zy = min(*yz, over), min(*zy, back)
			u.waiting.add(upper)
		}
	})
}

// eachUpper calls do for each other arc of the row of arc, with the upper arc of the
// triangle that the two make, and whether the head of the other is below that of arc.
func (a *Arrays) eachUpper(arc uint32, do func(other, upper uint32, below bool)) {
	x, y := a.Tail[arc], a.Head[arc]
	for other := a.First[x]; other < arc; other++ {
		upper, _ := a.arc(a.Head[other], y)
		do(other, upper, true)
	}
	upper := a.First[y] // the rest of the row is part of row y
	for other := arc + 1; other < a.First[x+1]; other++ {
		for a.Head[upper] != a.Head[other] {
			upper++
		}
		do(other, upper, false)
	}
}

// arcFrom finds the arc to head among those from number from on in the same row.
func (a *Arrays) arcFrom(from, head uint32) (uint32, bool) {
	to := a.First[a.Tail[from-1]+1]
	for ; from < to; from++ {
		if h := a.Head[from]; h >= head {
			return from, h == head
		}
	}
	return 0, false
}
