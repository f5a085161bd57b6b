package world

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"waythrough/record"
	"waythrough/road"
)

// Openings are pairs of areas between which free movement lets some traveller pass at
// unrecorded cuts. Recorded crossings are gates all the same.
type Openings [][2]record.AreaID

// key is the same for the same pairs, however they are listed.
func (o Openings) key() string {
	pairs := make([]string, len(o))
	for i, p := range o {
		pairs[i] = string(min(p[0], p[1])) + "+" + string(max(p[0], p[1]))
	}
	slices.Sort(pairs)
	return strings.Join(slices.Compact(pairs), " ")
}

func (o Openings) set() map[[2]record.AreaID]bool {
	out := map[[2]record.AreaID]bool{}
	for _, p := range o {
		out[[2]record.AreaID{min(p[0], p[1]), max(p[0], p[1])}] = true
	}
	return out
}

// Ground gives the overlay for a vehicle. Between the pairs of areas that are open,
// unrecorded cuts are ordinary road; between those that are gated each is a gate, so that
// law is asked there. The first call computes it; what is kept serves every day, traveller
// and law. Its gates have the waits that the network tells: see [Ground.On].
func (w *World) Ground(v Vehicle, open, gated Openings) (*Ground, error) {
	key := fmt.Sprint(v, " ", open.key(), " gated ", gated.key())
	return w.keep(key, func() (*Ground, error) {
		if w.tables == nil {
			return w.streets.guarded(func() (*Ground, error) { return w.streets.ground(v, open.set(), gated.set()) })
		}
		t := &tables{w: w, vehicle: v}
		areas := w.areas()
		cells := map[record.AreaID]int{}
		for i, a := range areas {
			cells[a] = i
		}
		return newGround(v, t, areas, cells, t.gates(), w.tableStations())
	})
}

// Free gives the ground on which no law acts: one cell, no gates, every road that is
// there. Ways over a border take the usual wait of the barriers' day, if waits are wanted,
// and say where they pass it. What can't be passed at all stays barred, and what is shut
// besides.
func (w *World) Free(v Vehicle, barriers *Barriers, shut []record.CrossingID, queue bool) (*Ground, error) {
	var queues *waits
	key := fmt.Sprint(v, " free ", barriers.list(v.Mode()), shut)
	if queue {
		queues = barriers.waitsOf(v)
		key += " waits " + queues.key
	}
	return w.keep(key, func() (*Ground, error) {
		g, err := w.newFree(v, func(id record.CrossingID) bool {
			return id == "" || !barriers.Bar(id, v.Mode()) && !slices.Contains(shut, id)
		}, queues)
		if err == nil && queues != nil {
			g.queues = queues.key
		}
		return g, err
	})
}

func (w *World) newFree(v Vehicle, passable func(record.CrossingID) bool, queues *waits) (*Ground, error) {
	if w.tables == nil {
		return w.streets.guarded(func() (*Ground, error) { return w.streets.free(v, passable, queues) })
	}
	t := &tables{w: w, vehicle: v, queues: queues, over: func(l *road.Link) bool { return passable(record.CrossingID(l.Crossing)) }}
	areas := w.areas()
	cells := map[record.AreaID]int{}
	for _, a := range areas {
		cells[a] = 0
	}
	return newGround(v, t, areas, cells, nil, w.tableStations())
}

// keep gives what was made under a key, or makes it. Whoever asks for another meanwhile does
// not wait for it.
func (w *World) keep(key string, build func() (*Ground, error)) (*Ground, error) {
	w.mu.Lock()
	k := w.grounds[key]
	if k == nil {
		k = &keptGround{}
		w.grounds[key] = k
	}
	w.mu.Unlock()
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.ground != nil {
		return k.ground, nil
	}
	g, err := build()
	if err == nil {
		err = g.placeStops(w)
	}
	if err != nil {
		return nil, err
	}
	k.ground = g
	return g, nil
}

// keptGround is one that was made, or is being made.
type keptGround struct {
	mu     sync.Mutex
	ground *Ground
}

// areas lists the areas of a network of tables.
func (w *World) areas() []record.AreaID {
	var out []record.AreaID
	for _, a := range w.tables.Areas() {
		out = append(out, record.AreaID(a))
	}
	return out
}

// tableStations lists the terminals that are places of the tables, in the order of the
// record.
func (w *World) tableStations() []placedStation {
	var out []placedStation
	for _, t := range w.Record.Terminals {
		if s := w.terminals[t.ID]; s != nil {
			out = append(out, placedStation{Station{Terminal: t.ID, Spot: s}, stand{node: s.node}})
		}
	}
	for _, id := range w.called {
		s := w.terminals[id]
		out = append(out, placedStation{Station{Terminal: id, Spot: s}, stand{node: s.node}})
	}
	return out
}

// CutPairs lists the pairs of areas between which roads of the network pass at no
// recorded crossing, each once: those that free movement may open. Tables have none,
// since each of their cuts is a gate.
func (w *World) CutPairs() [][2]record.AreaID {
	if w.tables != nil {
		return nil
	}
	return w.streets.cutPairs()
}
