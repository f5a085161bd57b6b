package regime

import (
	"encoding/binary"
	"slices"

	"waythrough/record"
)

// asked is all that the rules which may match a traveller ask about earlier entries.
type asked struct {
	conditions []*record.History // no two the same
	counted    []record.AreaID   // entries into these use up a paper
}

// What one condition can tell of an entry, as bits.
const (
	countsAtWorst = 1 << iota // it is of the kind asked about, what was not said of it taken so
	countsAtBest              // it is of that kind whatever was not said
	cures
	stamps
	stays
)

// Tells gives all that the rules of the day which may match a traveller can tell of an
// entry, as a mark to compare: in a list of entries in order of time, one may stand for
// another of equal mark, and one of the empty mark may be left out, and no verdict on the
// traveller changes that day. So the mark names a crossing, or the area that was left, only
// where some rule asks for it; and the day only where days are counted (whoever leaves those
// out of account gives every entry the same day). Entries after the day asked are not
// meant.
//
// It costs a few comparisons for each condition of the record that could concern the
// traveller.
func (g *Regime) Tells(p *Profile, e Entered) string {
	if p.asked == nil {
		p.asked = g.askedOf(p)
	}
	var mark []byte
	dated, stayed := false, false
	for i, h := range p.asked.conditions {
		bits := g.bitsOf(e, h)
		if bits == 0 {
			continue
		}
		mark = binary.AppendUvarint(mark, uint64(i))
		mark = append(mark, bits)
		dated = dated || (bits&countsAtWorst != 0 && !h.Within.IsZero())
		stayed = stayed || bits&stays != 0
	}
	if e.OnWay && slices.ContainsFunc(p.asked.counted, func(a record.AreaID) bool { return g.view.Whole(a) == g.view.Whole(e.Area) }) {
		mark = append(append(mark, '>'), e.Area...)
	}
	if dated || stayed {
		mark = binary.AppendVarint(append(mark, '@'), int64(e.On))
	}
	if stayed {
		mark = binary.AppendVarint(mark, int64(max(e.Days, 1)))
	}
	return string(mark)
}

func (g *Regime) bitsOf(e Entered, h *record.History) byte {
	bits := byte(0)
	add := func(bit byte, holds bool) {
		if holds {
			bits |= bit
		}
	}
	add(countsAtWorst, g.ofKind(e, h, true))
	add(countsAtBest, g.ofKind(e, h, false))
	add(cures, h.CuredBy != "" && g.belongs(e.Area, h.CuredBy))
	add(stamps, h.Absent && h.Stamp != "" && g.gaveStamp(e, h.Stamp))
	add(stays, h.Stays != "" && g.belongs(e.Area, h.Stays))
	return bits
}

// askedOf collects the conditions of the rules that may match a traveller.
func (g *Regime) askedOf(p *Profile) *asked {
	out := &asked{}
	for _, r := range g.all {
		if !p.alive.has(r.id) {
			continue
		}
		if r.counts() {
			out.counted = append(out.counted, g.counted(r)...)
		}
		if r.class.rest == nil {
			continue
		}
		for i := range r.class.rest.History {
			h := &r.class.rest.History[i]
			if !slices.ContainsFunc(out.conditions, func(o *record.History) bool { return sameHistory(*o, *h) }) {
				out.conditions = append(out.conditions, h)
			}
		}
	}
	return out
}

// counts reports whether a paper that the rule needs is good for so many entries only.
func (r *rule) counts() bool {
	return slices.ContainsFunc(r.needs, func(n record.Need) bool { return n.Entries > 0 })
}

// counted lists the areas into which the passages lead that a rule judges, as far as its
// place and direction tell.
func (g *Regime) counted(r *rule) []record.AreaID {
	if r.to != "" {
		return []record.AreaID{r.to}
	}
	q := r.place
	out := slices.Concat(q.Area, q.Border)
	for _, id := range q.Crossing {
		if a, b, ok := g.ends(id); ok {
			out = append(out, a.Area, b.Area)
		}
	}
	for _, id := range q.Terminal {
		if t := g.view.Terminal(id); t != nil {
			out = append(out, t.Area)
		}
	}
	if q.Among != "" || len(q.Service) > 0 {
		out = append(out, g.universe...) // it does not tell
	}
	return out
}
