package journey

import (
	"waythrough/record"
	"waythrough/regime"
	"waythrough/world"
)

// modes is a set of modes of services.
type modes uint8

const (
	byAir modes = 1 << iota
	byRail
	byBus
	byWater
	byLocal // by the timetable of a feed, within an area
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

// arrived is the entry of labels that have come to the end of the journey.
const arrived world.Entry = -1

// A label is a way found so far: it ends where a border was just passed, a service
// left, or the journey ends.
type label struct {
	entry world.Entry // where it stands; those from search.origins on are the journey's beginnings
	doubt uint8       // 1: the law of some border passed is unknown
	used  modes
	hired bool  // the own vehicle, if any, was left behind
	aside int32 // how one came who is airside: a number in search.airsides; 0: nobody is
	tired bool  // some area was visited as often as counts: see dominates
	at    instant

	papers    uint16 // borders passed that ask for papers
	boardings uint16
	history   int32   // the entries made that law asks about: a number of search.past
	visits    []uint8 // by area, as in Ground.Areas; shared until it changes

	parent *label
	step   step
	way    int32 // the crossing or service last used, as numbered by search.tokens; 0: none
	ways   int32 // how many were used
	serial int32 // order of making; breaks ties
}

// A step is how a label came from its parent: by road to a gate and over it, or by
// road to a stop and with a service, or by road to the target.
type step struct {
	kind  stepKind
	reach instant // at the gate, the stop or the target

	gate    int32
	passes  instant // leaves the near side
	verdict regime.Verdict

	stop   *stop
	leaves instant // the stop
	first  instant // the run's first call
	sure   bool    // the run is known to have been in service
	alight int     // the call

	target int32
}

type stepKind uint8

const (
	began stepKind = iota
	passed
	rode
	changed // rode within a cell, with any changes; target is how often one boards
	ended
)

// formal is 1 if some border passed asks for papers.
func (a *label) formal() uint8 { return uint8(min(a.papers, 1)) }

// dominates reports whether a is as good as b in everything that can matter later. In a
// plain search all ways are of one class, and how many papers and boardings does not
// matter. Visits count from the last but one that may be made: were each to count, ways
// through different areas would never be compared, and there would be no end of them. So
// a search is exact for ways that visit no area more often than mostVisits - 1 times: a
// goes on wherever such a way does.
func (a *label) dominates(b *label, plain bool, most uint8) bool {
	if a.hired != b.hired || a.aside != b.aside || a.history != b.history || !a.beats(b, plain) {
		return false
	}
	if !a.tired || &a.visits[0] == &b.visits[0] {
		return true
	}
	for i, n := range a.visits {
		if n+1 >= most && n > b.visits[i] {
			return false
		}
	}
	return true
}

// beats reports whether a is as good as b where nothing comes later.
func (a *label) beats(b *label, plain bool) bool {
	if a.at > b.at || a.used&^b.used != 0 {
		return false
	}
	return plain || a.doubt <= b.doubt && a.papers <= b.papers && a.boardings <= b.boardings
}

// within reports whether the crossings and services that a used are those of b with some
// left out, or all of them.
func (a *label) within(b *label) bool {
	x, y := a.lastUse(), b.lastUse()
	for x != nil {
		if y == nil || x.ways > y.ways {
			return false
		}
		if x.way == y.way {
			x = x.parent.lastUse()
		}
		y = y.parent.lastUse()
	}
	return true
}

// lastUse is the label at which the last crossing or service was used; nil if none was.
func (a *label) lastUse() *label {
	for a != nil && a.step.kind != passed && a.step.kind != rode && a.step.kind != changed {
		a = a.parent
	}
	return a
}

// sequence lists the crossings and services used, in order.
func (a *label) sequence() []int32 {
	out := make([]int32, a.ways)
	for x := a.lastUse(); x != nil; x = x.parent.lastUse() {
		out[x.ways-1] = x.way
	}
	return out
}

// An arena gives room for labels, a block at a time.
type arena struct {
	block  []label
	counts []uint8
}

func (m *arena) copyOf(l *label) *label {
	if len(m.block) == 0 {
		m.block = make([]label, 256)
	}
	out := &m.block[0]
	m.block = m.block[1:]
	*out = *l
	return out
}

// visitsOf gives a copy of counts that may be changed.
func (m *arena) visitsOf(counts []uint8) []uint8 {
	n := len(counts)
	if len(m.counts) < n {
		m.counts = make([]uint8, 128*n)
	}
	out := m.counts[:n:n]
	m.counts = m.counts[n:]
	copy(out, counts)
	return out
}

// A queued label is ordered by the earliest it can end.
type queued struct {
	*label
	ends instant
}

func (a queued) Before(b queued) bool {
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
	case a.ways != b.ways:
		return a.ways < b.ways
	}
	return a.serial < b.serial
}
