package regime

import (
	"slices"

	"waythrough/record"
)

// happened reports whether what a history condition asks about has happened.
// Where it was not said by what way an entry was made, unsaidCounts decides.
func (t *trial) happened(h *record.History, unsaidCounts bool) bool {
	switch {
	case h.Stamp != "" && h.Absent && t.stamped(h.Stamp):
		return true
	case h.Stamp != "":
		return slices.Contains(t.profile.t.Stamps, h.Stamp) || (t.extra != nil && slices.Contains(t.extra.Stamps, h.Stamp))
	case h.Stays != "":
		return t.g.daysIn(t.profile.t.Entered, h.Stays, h.Within.Days()) >= h.Days
	}
	return t.entered(h, t.profile.t.Entered, unsaidCounts) || (t.extra != nil && t.entered(h, t.extra.Entered, unsaidCounts))
}

// stamped reports whether an entry made on the way gave a stamp of an area. That is
// taken for sure where a stamp is wanted; where one is fatal it is not.
func (t *trial) stamped(area record.AreaID) bool {
	return slices.ContainsFunc(t.profile.t.Entered, func(e Entered) bool { return t.g.gaveStamp(e, area) })
}

func (g *Regime) gaveStamp(e Entered, area record.AreaID) bool {
	return e.OnWay && e.Via != "" && g.same(e.Area, area)
}

// usedUp reports whether a paper that a rule needs was good for so many entries, all of
// them made on the way.
func (t *trial) usedUp(r *rule) bool {
	for i := range r.needs {
		most := r.needs[i].Entries
		if most == 0 {
			continue
		}
		for _, e := range t.profile.t.Entered {
			if e.OnWay && t.g.same(e.Area, t.passage.To) {
				most--
			}
		}
		if most <= 0 {
			return true
		}
	}
	return false
}

// entered looks for an earlier entry of the kind asked about that nothing has
// cured since.
func (t *trial) entered(h *record.History, earlier []Entered, unsaidCounts bool) bool {
	for i, e := range earlier {
		if !t.g.ofKind(e, h, unsaidCounts) || e.On > t.g.day || (!h.Within.IsZero() && int(t.g.day-e.On) > h.Within.Days()) {
			continue
		}
		cured := false
		for j, later := range earlier {
			after := later.On > e.On || (later.On == e.On && j > i)
			cured = cured || (h.CuredBy != "" && after && t.g.belongs(later.Area, h.CuredBy))
		}
		if !cured {
			return true
		}
	}
	return false
}

// ofKind reports whether an entry is one that a condition asks about, whenever it was.
func (g *Regime) ofKind(e Entered, h *record.History, unsaidCounts bool) bool {
	if h.Entered == "" || !g.belongs(e.Area, h.Entered) {
		return false
	}
	via := record.CrossingID(e.Via)
	asksVia, asksFrom := len(h.Via) > 0 || len(h.NotVia) > 0, h.From != ""
	switch {
	case (asksVia && via == "" || asksFrom && e.From == "") && !unsaidCounts,
		len(h.Via) > 0 && via != "" && !slices.Contains(h.Via, via),
		len(h.NotVia) > 0 && via != "" && slices.Contains(h.NotVia, via),
		asksFrom && e.From != "" && !g.same(e.From, h.From):
		return false
	}
	return true
}

// belongs reports whether an area is the one named, a part of it, or a member of
// the group named.
func (g *Regime) belongs(id, named record.AreaID) bool {
	return g.same(id, named) || g.view.MemberOf(id, record.GroupID(named), g.day)
}

// daysIn counts the days spent in an area or group within so many days up to and
// with the day asked. Days of entry and exit both count, as in Regulation (EU)
// 2016/399, article 6; a day counted twice counts once.
func (g *Regime) daysIn(earlier []Entered, area record.AreaID, within int) int {
	spent := map[record.Day]bool{}
	for _, e := range earlier {
		if !g.belongs(e.Area, area) {
			continue
		}
		for d := e.On; d < e.On+record.Day(max(e.Days, 1)); d++ {
			if d <= g.day && d > g.day-record.Day(within) {
				spent[d] = true
			}
		}
	}
	return len(spent)
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
