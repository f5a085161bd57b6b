package world

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"waythrough/geo"
	"waythrough/record"
)

// A Found is one of the things whose name begins as somebody typed.
type Found struct {
	ID         string // what Find takes
	Kind       string // place, terminal, crossing or area
	Name       string // its usual name
	As         string // the name that begins as typed
	Area       record.AreaID
	At         geo.LatLon
	Population float64
}

var kindWords = [...]string{settled: "place", terminal: "terminal", crossing: "crossing", area: "area"}

// Search lists at most so many things with a name that begins as typed, in any language: as
// one completes what somebody is typing. The most populous come first, and what a word of
// its name begins with comes after what its whole name begins with. O(log n) for n names, and
// the first call sorts them.
func (w *World) Search(typed string, most int) []Found {
	prefix := Fold(typed)
	if prefix == "" || most <= 0 {
		return nil
	}
	w.names.sort.Do(func() { w.names.sorted = slices.Sorted(maps.Keys(w.names.byName)) })
	var out []Found
	seen := map[string]bool{}
	take := func(folded string) {
		for _, m := range w.names.byName[folded] {
			if !seen[m.id] {
				seen[m.id] = true
				out = append(out, w.found(m, w.names.shown[folded]))
			}
		}
	}
	first, _ := slices.BinarySearch(w.names.sorted, prefix)
	for _, folded := range w.names.sorted[first:] {
		if !strings.HasPrefix(folded, prefix) {
			break
		}
		take(folded)
	}
	whole := len(out)
	if whole < most {
		for _, folded := range w.names.sorted {
			if strings.Contains(folded, " "+prefix) {
				take(folded)
			}
		}
	}
	for _, part := range [][]Found{out[:whole], out[whole:]} {
		slices.SortStableFunc(part, func(a, b Found) int {
			return cmp.Or(cmp.Compare(b.Population, a.Population), cmp.Compare(len(a.As), len(b.As)), cmp.Compare(a.ID, b.ID))
		})
	}
	return out[:min(most, len(out))]
}

func (w *World) found(m meaning, as string) Found {
	s := m.spots[0]
	f := Found{ID: m.id, Kind: kindWords[m.kind], Name: s.Name, As: as, Area: s.Area, At: s.At, Population: s.Population}
	switch m.kind {
	case area:
		f.Name = w.AreaName(m.area)
	case crossing:
		f.Population = 0
		if x := w.Record.Crossing(record.CrossingID(m.id)); x != nil {
			f.Name = x.Name
		}
	case terminal:
		if t := w.Record.Terminal(record.TerminalID(m.id)); t != nil {
			f.Name = t.Name
		}
	}
	return f
}
