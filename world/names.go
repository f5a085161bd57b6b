package world

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"sync"

	"waythrough/record"
)

// kind orders what a name can mean: of several, the first kind is taken.
type kind uint8

const (
	settled  kind = iota // a town or other place of the network
	terminal             // by a name the record gives
	crossing             // both its sides, or one post
	area                 // its most populous place
)

// meaning is one thing that a name can mean.
type meaning struct {
	kind  kind
	id    string
	area  record.AreaID
	spots []*Spot
}

// names finds what is called by a name, in any of the record's languages.
type names struct {
	w      *World
	byID   map[string]meaning   // ids, as written
	byName map[string][]meaning // names and ids, folded
	shown  map[string]string    // a folded name as it is written, for suggestions
	areas  map[string]record.AreaID

	sort   sync.Once
	sorted []string // names, folded, in order; made by sort
}

func newNames(w *World) *names {
	n := &names{w: w, byID: map[string]meaning{}, byName: map[string][]meaning{}, shown: map[string]string{}, areas: map[string]record.AreaID{}}
	byID := make(map[string]*Spot, len(w.spots))
	for i := range w.spots {
		s := &w.spots[i]
		byID[s.ID] = s
		n.add(meaning{settled, s.ID, s.Area, []*Spot{s}}, s.Name, nil)
		for _, name := range w.otherNames(i) {
			n.name(meaning{settled, s.ID, s.Area, []*Spot{s}}, name, nil)
		}
	}
	for _, t := range w.Record.Towns {
		if s := byID[t.ID]; s != nil {
			n.add(meaning{settled, t.ID, s.Area, []*Spot{s}}, t.Name, t.Names)
		}
	}
	for _, t := range w.Record.Terminals {
		if s := w.terminals[t.ID]; s != nil {
			n.add(meaning{terminal, string(t.ID), t.Area, []*Spot{s}}, t.Name, t.Names)
		}
	}
	n.addCrossings()
	for _, a := range w.Record.Areas {
		n.addArea(a)
	}
	return n
}

func (n *names) addCrossings() {
	for _, x := range n.w.Record.Crossings {
		ends := n.w.crossings[x.ID]
		if len(ends) == 0 {
			continue
		}
		n.add(meaning{crossing, string(x.ID), "", ends}, x.Name, x.Names)
		for _, p := range x.Posts {
			side := slices.DeleteFunc(slices.Clone(ends), func(e *Spot) bool { return e.Area != p.Area })
			if len(side) > 0 {
				n.name(meaning{crossing, string(x.ID), p.Area, side}, p.Name, p.Names)
			}
		}
	}
	for id, ends := range n.w.crossings {
		if n.w.Record.Crossing(id) == nil {
			n.add(meaning{crossing, string(id), "", ends}, string(id), nil)
		}
	}
}

func (n *names) addArea(a *record.Area) {
	words := append([]string{string(a.ID), a.Name}, a.Codes...)
	for _, list := range a.Names {
		words = append(words, list...)
	}
	for _, r := range a.Renamed {
		words = append(words, r.Name)
	}
	for _, w := range words {
		n.areas[Fold(w)] = a.ID
	}
	if big, ok := n.w.biggest[a.ID]; ok {
		m := meaning{area, string(a.ID), a.ID, []*Spot{big}}
		n.add(m, a.Name, a.Names)
		for _, w := range words {
			n.name(m, w, nil)
		}
	}
}

// add registers a thing by its id and names.
func (n *names) add(m meaning, name string, more record.Names) {
	if _, taken := n.byID[m.id]; !taken {
		n.byID[m.id] = m
	}
	n.name(m, name, more)
	n.name(m, m.id, nil)
}

// name registers names of a thing.
func (n *names) name(m meaning, name string, more record.Names) {
	all := []string{name}
	for _, list := range more {
		all = append(all, list...)
	}
	for _, s := range all {
		f := Fold(s)
		if f == "" || slices.ContainsFunc(n.byName[f], func(o meaning) bool { return slices.Equal(o.spots, m.spots) && o.kind <= m.kind }) {
			continue
		}
		n.byName[f] = append(n.byName[f], m)
		if old, ok := n.shown[f]; !ok || s < old {
			n.shown[f] = s
		}
	}
}

// best orders what a name can mean: by kind, then the more populous, then by id,
// a crossing before one of its posts.
func (n *names) best(list []meaning) []meaning {
	list = slices.Clone(list)
	slices.SortFunc(list, func(a, b meaning) int {
		if a.kind != b.kind {
			return int(a.kind) - int(b.kind)
		}
		if pa, pb := n.people(a), n.people(b); pa != pb {
			if pa > pb {
				return -1
			}
			return 1
		}
		return cmp.Or(strings.Compare(a.id, b.id), len(b.spots)-len(a.spots))
	})
	return list
}

func (n *names) people(m meaning) float64 { return m.spots[0].Population }

// suggest gives up to three names near to one that was not found.
func (n *names) suggest(query string) []string {
	var words []string
	for f := range n.byName {
		words = append(words, f)
	}
	slices.Sort(words)
	return nearest(Fold(query), words, func(f string) string { return n.shown[f] })
}

// nearest gives up to three of the words that may have been meant, closest first.
func nearest(s string, words []string, show func(string) string) []string {
	var out []string
	for len(out) < 3 {
		w, ok := record.Nearest(s, words)
		if !ok {
			break
		}
		words = slices.DeleteFunc(words, func(x string) bool { return x == w })
		if shown := show(w); !slices.Contains(out, shown) {
			out = append(out, shown)
		}
	}
	return out
}

// A NotFoundError says that nothing is called by a name, and what is called
// something near to it.
type NotFoundError struct {
	Query       string
	What        string // place or area
	Suggestions []string
}

// Error is a sentence.
func (e *NotFoundError) Error() string {
	text := fmt.Sprintf("no %s is called %q", e.What, e.Query)
	switch len(e.Suggestions) {
	case 0:
		if e.What == "area" {
			return text + "; write a state's name or its ISO 3166-1 alpha-3 code, as DEU"
		}
		return text + "; write a name in any language, an id, or a position as 40.18,44.51"
	case 1:
		return text + fmt.Sprintf(" (did you mean %s?)", e.Suggestions[0])
	}
	last := len(e.Suggestions) - 1
	return text + fmt.Sprintf(" (did you mean %s or %s?)", strings.Join(e.Suggestions[:last], ", "), e.Suggestions[last])
}
