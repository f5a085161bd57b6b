package world

import (
	"sync"

	"waythrough/record"
	"waythrough/regime"
)

// Law is the law of a record as it could be known on one day: a regime for each
// local day, compiled when first asked for and kept. It may be shared.
type Law struct {
	record   *record.Record
	known    record.Day
	supposed []record.StatementID

	mu     sync.Mutex
	days   map[record.Day]*regime.Regime
	steady map[[2]record.Day]bool
}

// Law gives the law of the record as known on a day.
func (w *World) Law(known record.Day) *Law {
	return &Law{record: w.Record, known: known, days: map[record.Day]*regime.Regime{}, steady: map[[2]record.Day]bool{}}
}

// Supposing gives the law of the record were some commitments carried out.
func (w *World) Supposing(known record.Day, carriedOut ...record.StatementID) *Law {
	return &Law{record: w.Record, known: known, supposed: carriedOut, days: map[record.Day]*regime.Regime{}, steady: map[[2]record.Day]bool{}}
}

// Known is the day of knowing.
func (l *Law) Known() record.Day { return l.known }

// On gives the regime of a local day. The first call for a day compiles it.
func (l *Law) On(day record.Day) *regime.Regime {
	l.mu.Lock()
	defer l.mu.Unlock()
	g := l.days[day]
	if g == nil {
		g = regime.CompileSupposing(l.record, day, l.known, l.supposed)
		l.days[day] = g
	}
	return g
}
