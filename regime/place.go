package regime

import (
	"slices"

	"waythrough/record"
)

// ends gives the two areas of a crossing, each with the part it stands in.
func (g *Regime) ends(id record.CrossingID) (a, b record.Post, ok bool) {
	x := g.view.Crossing(id)
	if x == nil || len(x.Posts) != 2 {
		return record.Post{}, record.Post{}, false
	}
	return x.Posts[0], x.Posts[1], true
}

func inArea(p record.Post, area record.AreaID) bool { return p.Area == area || p.Part == area }

// same reports whether the area inner is outer or a part of it.
func (g *Regime) same(inner, outer record.AreaID) bool {
	return inner == outer || g.view.Whole(inner) == outer
}

// placeInside reports whether place p lies inside place q.
func (g *Regime) placeInside(p, q record.Place) bool {
	switch {
	case len(q.Crossing) > 0:
		return len(p.Crossing) > 0 && subset(p.Crossing, q.Crossing)
	case len(q.Terminal) > 0:
		return len(p.Terminal) > 0 && subset(p.Terminal, q.Terminal)
	case len(q.Service) > 0:
		return len(p.Service) > 0 && subset(p.Service, q.Service)
	case len(q.Border) == 2:
		return g.insideBorder(p, q.Border)
	case len(q.Area) > 0:
		return g.insideAreas(p, q.Area)
	case q.Among != "":
		return g.insideGroup(p, q.Among)
	}
	return false
}

func subset[T comparable](a, b []T) bool {
	for _, x := range a {
		if !slices.Contains(b, x) {
			return false
		}
	}
	return true
}

func (g *Regime) insideBorder(p record.Place, border []record.AreaID) bool {
	if len(p.Border) == 2 {
		return (g.same(p.Border[0], border[0]) && g.same(p.Border[1], border[1])) ||
			(g.same(p.Border[0], border[1]) && g.same(p.Border[1], border[0]))
	}
	return g.everyCrossing(p, func(a, b record.Post) bool {
		return (inArea(a, border[0]) && inArea(b, border[1])) || (inArea(a, border[1]) && inArea(b, border[0]))
	})
}

func (g *Regime) insideAreas(p record.Place, areas []record.AreaID) bool {
	in := func(id record.AreaID) bool {
		return slices.ContainsFunc(areas, func(q record.AreaID) bool { return g.same(id, q) })
	}
	switch {
	case len(p.Area) > 0:
		return !slices.ContainsFunc(p.Area, func(id record.AreaID) bool { return !in(id) })
	case len(p.Border) == 2:
		return in(p.Border[0]) || in(p.Border[1])
	case len(p.Terminal) > 0:
		return !slices.ContainsFunc(p.Terminal, func(id record.TerminalID) bool {
			t := g.view.Terminal(id)
			return t == nil || (!in(t.Area) && !in(t.Part))
		})
	case len(p.Service) > 0:
		return true // a service is narrower than any area it could enter or leave
	}
	return g.everyCrossing(p, func(a, b record.Post) bool {
		return slices.ContainsFunc(areas, func(q record.AreaID) bool { return inArea(a, q) || inArea(b, q) })
	})
}

func (g *Regime) insideGroup(p record.Place, group record.GroupID) bool {
	member := func(id record.AreaID) bool { return g.view.MemberOf(g.view.Whole(id), group, g.day) }
	switch {
	case p.Among != "":
		return p.Among == group
	case len(p.Border) == 2:
		return member(p.Border[0]) && member(p.Border[1])
	}
	return g.everyCrossing(p, func(a, b record.Post) bool { return member(a.Area) && member(b.Area) })
}

func (g *Regime) everyCrossing(p record.Place, f func(a, b record.Post) bool) bool {
	if len(p.Crossing) == 0 {
		return false
	}
	for _, id := range p.Crossing {
		if a, b, ok := g.ends(id); !ok || !f(a, b) {
			return false
		}
	}
	return true
}

// A side is an area of a passage with the part of it that is touched.
type side struct{ area, part record.AreaID }

func (s side) in(id record.AreaID) bool { return s.area == id || (s.part != "" && s.part == id) }

// sides gives the two sides of a passage; of a change airside, where it comes from and the
// side of the terminal.
func (g *Regime) sides(p Passage) (from, to side) {
	from, to = side{area: p.From}, side{area: p.To}
	if p.Transit {
		p.Leaves, to = "", side{} // nowhere, if the terminal is none of the record
	}
	if a, b, ok := g.ends(p.Crossing); ok {
		for _, post := range []record.Post{a, b} {
			switch {
			case inArea(post, p.From):
				from = side{post.Area, post.Part}
			case inArea(post, p.To):
				to = side{post.Area, post.Part}
			}
		}
	}
	if t := g.view.Terminal(p.Leaves); t != nil {
		from = side{t.Area, t.Part}
	}
	if t := g.view.Terminal(p.Enters); t != nil {
		to = side{t.Area, t.Part}
	}
	return from, to
}

// touches reports whether a rule's place and direction take in a passage, for
// one part of it.
func (g *Regime) touches(r *rule, pt part, p Passage, from, to side) bool {
	if p.Transit {
		return g.touchesAirside(r, pt, p, from, to)
	}
	if (r.from != "" && !from.in(r.from)) || (r.to != "" && !to.in(r.to)) {
		return false
	}
	near := func(id record.AreaID) bool {
		switch pt {
		case exit:
			return from.in(id)
		case entry:
			return to.in(id)
		}
		return from.in(id) || to.in(id)
	}
	q := r.place
	switch {
	case len(q.Crossing) > 0:
		return p.Crossing != "" && slices.Contains(q.Crossing, p.Crossing)
	case len(q.Terminal) > 0:
		return (pt != exit && p.Enters != "" && slices.Contains(q.Terminal, p.Enters)) ||
			(pt != entry && p.Leaves != "" && slices.Contains(q.Terminal, p.Leaves))
	case len(q.Border) == 2:
		return (from.in(q.Border[0]) && to.in(q.Border[1])) || (from.in(q.Border[1]) && to.in(q.Border[0]))
	case q.Among != "":
		return g.view.MemberOf(from.area, q.Among, g.day) && g.view.MemberOf(to.area, q.Among, g.day)
	case len(q.Service) > 0:
		return p.Service != "" && slices.Contains(q.Service, p.Service)
	}
	return slices.ContainsFunc(q.Area, near)
}
