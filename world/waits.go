package world

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"waythrough/record"
	"waythrough/road"
)

// Barriers are what a day does at crossings, whatever the law: which can't be passed at
// all, since the facility is in ruins or was never built, and how long passing the others
// takes, as far as the record's observations tell. They may be shared.
type Barriers struct {
	barred map[barrier]bool

	w        *World
	view     *record.View
	on       record.Day
	observed []record.CrossingID // at which somebody was seen to wait, in order
	mu       sync.Mutex
	waits    map[Vehicle]*waits
}

type barrier struct {
	crossing record.CrossingID
	mode     record.Mode
}

// mostDays bounds how many days' barriers are kept.
const mostDays = 256

// Bar reports whether a crossing can't be passed by a mode.
func (b *Barriers) Bar(id record.CrossingID, m record.Mode) bool {
	return len(b.barred) > 0 && b.barred[barrier{id, m}]
}

// Barriers gives those of one day, as known on another. The first call for a day costs one
// pass over the statements.
func (w *World) Barriers(on, known record.Day) *Barriers {
	days := [2]record.Day{on, known}
	w.daysMu.Lock()
	defer w.daysMu.Unlock()
	b := w.days[days]
	if b == nil {
		if len(w.days) >= mostDays {
			clear(w.days)
		}
		b = w.newBarriers(on, known)
		w.days[days] = b
	}
	return b
}

func (w *World) newBarriers(on, known record.Day) *Barriers {
	b := &Barriers{barred: map[barrier]bool{}, w: w, view: w.Record.Known(known), on: on, waits: map[Vehicle]*waits{}}
	for _, s := range b.view.Visible {
		if o := s.Observation; o != nil && len(o.Waits) > 0 {
			b.observed = append(b.observed, s.About.Crossing...)
		}
		if s.Facility == nil || s.Facility.State.Passable() || b.view.Valid(s).At(on.Start(), on.End()) == record.HoldsNot {
			continue
		}
		modes := s.Facility.Modes
		if len(modes) == 0 {
			modes = []record.Mode{record.Road, record.Rail, record.Foot, record.Water}
		}
		for _, id := range s.About.Crossing {
			for _, m := range modes {
				b.barred[barrier{id, m}] = true
			}
		}
	}
	slices.Sort(b.observed)
	b.observed = slices.Compact(b.observed)
	return b
}

// list gives the crossings barred to a mode, in order.
func (b *Barriers) list(m record.Mode) []record.CrossingID {
	var out []record.CrossingID
	for x := range b.barred {
		if x.mode == m {
			out = append(out, x.crossing)
		}
	}
	slices.Sort(out)
	return out
}

// A direction is a crossing and which way it is passed.
type direction struct {
	crossing record.CrossingID
	from, to record.AreaID
}

// A wait is how long passing takes: half pass sooner than usual, and nine in ten sooner
// than worst, 0 if that is not known.
type wait struct {
	usual, worst road.Millis
	observed     bool // as the record has it, and not the network
}

// waits are those that one vehicle meets on one day. The key is the same for the same
// waits, whatever the day; it is empty where there are none.
type waits struct {
	at  map[direction]wait
	key string
}

// longestQueue bounds a wait that is counted: no journey is longer.
const longestQueue road.Millis = 30 * 24 * 3600 * 1000

// waitsOf gives those of a vehicle.
func (b *Barriers) waitsOf(v Vehicle) *waits {
	b.mu.Lock()
	defer b.mu.Unlock()
	x := b.waits[v]
	if x == nil {
		x = b.newWaits(v)
		b.waits[v] = x
	}
	return x
}

func (b *Barriers) newWaits(v Vehicle) *waits {
	out := &waits{at: map[direction]wait{}}
	if len(b.observed) == 0 {
		return out
	}
	millis := func(s record.Span) road.Millis { return min(road.Millis(s.Minutes)*60_000, longestQueue) }
	var key strings.Builder
	for _, x := range b.w.borders() {
		if _, seen := slices.BinarySearch(b.observed, x.crossing); !seen {
			continue
		}
		seen, ok := record.WaitOf(b.view.Waits(x.crossing, x.from, x.to, b.on), string(v))
		if !ok {
			continue
		}
		w := wait{millis(seen.Median), millis(seen.NineInTen), true}
		out.at[x] = w
		fmt.Fprintf(&key, "%s>%s %d %d,", x.crossing, x.to, w.usual, w.worst)
	}
	out.key = key.String()
	return out
}

// Wait gives the observation that the wait of a gate rests on, as it stood on the day; false
// if it rests on none.
func (b *Barriers) Wait(g *Gate, v Vehicle) (record.WaitView, bool) {
	if !g.Observed {
		return record.WaitView{}, false
	}
	return record.WaitOf(b.view.Waits(g.Crossing, g.From, g.To, b.on), string(v))
}

// borders lists the recorded crossings that the network passes, in both directions, in
// order.
func (w *World) borders() []direction {
	w.bordersOnce.Do(func() {
		add := func(id record.CrossingID, a, b record.AreaID) {
			if id != "" {
				w.passed = append(w.passed, direction{id, a, b}, direction{id, b, a})
			}
		}
		if w.tables == nil {
			for c, id := range w.streets.of {
				pair := w.streets.pair(c)
				add(id, pair[0], pair[1])
			}
		} else {
			for i := range w.tables.Links {
				if l := &w.tables.Links[i]; w.tables.Border(road.LinkID(i)) {
					add(record.CrossingID(l.Crossing), w.spot(l.From).Area, w.spot(l.To).Area)
				}
			}
		}
		slices.SortFunc(w.passed, func(a, b direction) int {
			return slices.Compare([]string{string(a.crossing), string(a.from), string(a.to)}, []string{string(b.crossing), string(b.from), string(b.to)})
		})
		w.passed = slices.Compact(w.passed)
	})
	return w.passed
}

// meet gives a gate the wait that was observed there, unless the network tells one.
func (x *waits) meet(g *Gate) {
	if g.Wait != 0 {
		return
	}
	seen := x.at[direction{g.Crossing, g.From, g.To}]
	g.Wait, g.Worst, g.Observed = seen.usual, seen.worst, seen.observed
}

// On gives the ground with the waits of a day at its gates. A wait that the table of links
// tells stands; where it tells none, the one that the record says was observed, on the day
// and as known on the day of knowing. Nothing is computed anew: all but the waits is shared.
func (g *Ground) On(b *Barriers) *Ground {
	base := g.base
	x := b.waitsOf(base.vehicle)
	if x.key == "" {
		return base
	}
	base.mu.Lock()
	defer base.mu.Unlock()
	day := base.days[x.key]
	if day == nil {
		copied := *base
		day = &copied
		day.Gates, day.queues = slices.Clone(base.Gates), x.key
		for i := range day.Gates {
			x.meet(&day.Gates[i])
		}
		if len(base.days) >= mostDays {
			clear(base.days)
		}
		base.days[x.key] = day
	}
	return day
}
