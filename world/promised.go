package world

import (
	"waythrough/record"
	"waythrough/service"
)

// Promised gives the lines of the services that some commitments would bring, were they carried
// out on a day, as known on another, and says in sentences what is supposed of them.
func (w *World) Promised(on, known record.Day, carriedOut ...record.StatementID) (lines []service.Line, assumed []string) {
	if len(carriedOut) == 0 {
		return nil, nil
	}
	v := w.Record.Known(known)
	for _, id := range carriedOut {
		if s := w.Record.Statement(id); s != nil {
			more, said := service.Supposed(v, s, on)
			lines, assumed = append(lines, more...), append(assumed, said...)
		}
	}
	return lines, assumed
}
