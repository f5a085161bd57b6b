package regime

import (
	"slices"

	"waythrough/record"
)

// Changing between two services without entering the area of the terminal has its own part
// of the law, transit. Three things said elsewhere answer it as well: that an area lets in
// its own nationals; that a union moves freely; and a closure that names those in transit.
// Each is compiled a second time, as a rule for the airside.

// airside gives a rule, and after it what it says of staying airside. A purpose is not
// asked there: everybody's is transit. A rule of part transit that names other purposes
// only is a rule for nobody, and dropped.
func (g *Regime) airside(r *rule) []*rule {
	if r.part == record.Transit {
		return inTransit(r)
	}
	twin := *r
	switch c := &r.source.Class; {
	case r.part == record.Closure && slices.Contains(c.Purpose.In, "transit"):
		twin.airside = true
	case r.lets() && r.part == record.Entry && slices.Equal(c.Nationals.In, []string{record.Own}),
		r.lets() && (r.part == record.Entry || r.part == record.Every) && r.place.Among != "":
		twin.part = record.Transit
	default:
		return []*rule{r}
	}
	return append([]*rule{r}, inTransit(&twin)...)
}

// lets reports whether a rule lets persons through without a paper.
func (r *rule) lets() bool {
	return r.effect == Permitted && (r.subject == record.OfPerson || r.subject == record.OfAll)
}

// inTransit makes the rule ask for no purpose, if transit is among those it names.
func inTransit(r *rule) []*rule {
	purposes := &r.class.words[attrPurpose]
	if !purposes.has(wordNumber(attrPurpose, "transit")) {
		return nil
	}
	*purposes = anyWord
	r.class.asks = slices.DeleteFunc(slices.Clone(r.class.asks), func(a attribute) bool { return a == attrPurpose })
	return []*rule{r}
}

// touchesAirside is touches for a change at a terminal; to is the side of that terminal. A
// direction is that of the services: a rule for those going on to an area names it as its
// to. One into or out of the terminal's own area is for all who change there.
func (g *Regime) touchesAirside(r *rule, pt part, p Passage, from, at side) bool {
	onward := side{area: p.To}
	if (r.from != "" && !at.in(r.from) && !from.in(r.from)) || (r.to != "" && !at.in(r.to) && !onward.in(r.to)) {
		return false
	}
	q := r.place
	switch {
	case q.Among != "":
		// Those who come from outside a union and only change within it are covered if it
		// names them, not if it lets everybody move inside.
		return g.view.MemberOf(at.area, q.Among, g.day) &&
			(r.source.Class.Nationals.In != nil || g.view.MemberOf(from.area, q.Among, g.day))
	case pt == gate && r.part == record.Every:
		return false // such an act answers for passing the border
	case len(q.Terminal) > 0:
		return p.Enters != "" && slices.Contains(q.Terminal, p.Enters)
	case len(q.Border) == 2:
		other := func(s side) bool {
			return (at.in(q.Border[0]) && s.in(q.Border[1])) || (at.in(q.Border[1]) && s.in(q.Border[0]))
		}
		return pt != gate && (other(from) || other(onward))
	case len(q.Service) > 0:
		return p.Service != "" && slices.Contains(q.Service, p.Service)
	}
	return slices.ContainsFunc(q.Area, at.in)
}
