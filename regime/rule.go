package regime

import (
	"slices"

	"waythrough/record"
)

// part numbers the four parts of a land passage, and airside transit.
type part uint8

const (
	gate part = iota
	closure
	exit
	entry
	transit
	parts // how many there are
)

var partNames = [parts]record.Part{record.Gate, record.Closure, record.Exit, record.Entry, record.Transit}

// A rule is a record's rule compiled for the day, for one authority.
type rule struct {
	statement *record.Statement
	source    *record.Rule
	authority record.AuthorityID
	id        int                // among all rules of the regime
	own       int16              // the authority's number among areas; unsaid if it is none
	number    int                // among the rules of the authority
	physical  bool               // a facility in ruins or unbuilt: no authority can let through
	supposed  record.StatementID // the commitment that would bring it; "" if it is law
	given     bool               // supposed, and taken for law
	airside   bool               // a closure as it bars changing airside

	holding record.Holding
	valid   record.Valid
	onDay   bool // its schedule, if any, takes in the day
	partial bool // its dates begin or end within the day
	rank    record.Rank
	fact    string

	part    record.Part
	subject record.Subject
	place   record.Place
	from    record.AreaID
	to      record.AreaID
	class   class
	effect  Verdict
	needs   []record.Need
}

// newRule compiles one rule for one authority.
func (g *Regime) newRule(s *record.Statement, r *record.Rule, authority record.AuthorityID, valid record.Valid, holding record.Holding) *rule {
	out := &rule{statement: s, source: r, authority: authority, holding: holding, valid: valid,
		rank: g.view.Rank(s), fact: s.Fact,
		part: r.Part, subject: r.Subject, place: r.Place, from: r.From, to: r.To,
		class: g.compileClass(r, authority), effect: VerdictOf(r.Effect), needs: r.Needs}
	if r.Place.Each {
		out.place = record.Place{Area: []record.AreaID{record.AreaID(authority)}}
	}
	if out.subject == "" {
		out.subject = defaultSubject(r.Part)
	}
	if r.Visa != nil {
		out.effect, out.needs = visaResult(r.Visa, authority)
		if len(r.Needs) > 0 && out.effect == Permitted {
			out.effect = Formality
		}
		out.needs = append(out.needs, r.Needs...)
	}
	out.partial = withinDay(valid.From, g.day) || withinDay(valid.Until, g.day) ||
		(len(valid.Sunsets) > 0 && withinDay(valid.Sunsets[len(valid.Sunsets)-1].Until, g.day))
	out.own = unsaid
	if n, ok := g.numbers[record.AreaID(authority)]; ok {
		out.own = n
	}
	out.onDay = r.Schedule == nil || r.Schedule.OnDay(g.day)
	g.direct(out)
	return out
}

func withinDay(d record.Date, day record.Day) bool {
	return !d.IsZero() && d.First == d.Last && d.First.Day() == day
}

func defaultSubject(p record.Part) record.Subject {
	switch p {
	case record.Exit, record.Entry, record.Transit:
		return record.OfPerson
	}
	return record.OfAll
}

// direct writes out the direction that a rule implies, so that rules with and
// without it compare as equal: an entry rule is into, an exit rule out of, the area
// named or the side that the authority controls; and what comes from the one side
// of a border goes to the other.
func (g *Regime) direct(r *rule) {
	border := g.border(r.place)
	own := record.AreaID("")
	switch {
	case len(r.place.Area) == 1:
		own = r.place.Area[0]
	case border != nil:
		own = g.side(r.authority, border)
	}
	if r.part == record.Entry && r.to == "" {
		r.to = own
	}
	if r.part == record.Exit && r.from == "" {
		r.from = own
	}
	if border == nil || (r.from == "") == (r.to == "") {
		return
	}
	for i, id := range border {
		switch other := border[1-i]; id {
		case r.from:
			r.to = other
		case r.to:
			r.from = other
		}
	}
}

// border gives the two areas of a place that lies between two: a border, or
// crossings that all join the same ones; nil for any other.
func (g *Regime) border(p record.Place) []record.AreaID {
	if len(p.Border) == 2 {
		return p.Border
	}
	var pair []record.AreaID
	for _, id := range p.Crossing {
		a, b, ok := g.ends(id)
		switch {
		case !ok:
			return nil
		case pair == nil:
			pair = []record.AreaID{a.Area, b.Area}
		case !slices.Contains(pair, a.Area) || !slices.Contains(pair, b.Area):
			return nil
		}
	}
	return pair
}

// side gives the area of a border that an authority controls; "" if it controls
// neither, or both.
func (g *Regime) side(a record.AuthorityID, border []record.AreaID) record.AreaID {
	one := g.speaksFor(a, g.view.Authorities(border[0], g.day))
	other := g.speaksFor(a, g.view.Authorities(border[1], g.day))
	switch {
	case one && !other:
		return border[0]
	case other && !one:
		return border[1]
	}
	return ""
}

// visaResult gives the effect of a visa rule and the paper it asks for.
func visaResult(v *record.Visa, authority record.AuthorityID) (Verdict, []record.Need) {
	paper := func(kind string) record.PaperID { return record.PaperID(kind + ":" + string(authority)) }
	need := record.Need{Issuer: authority, Where: v.Where, Fee: v.Fee, Lead: v.Lead, Entries: v.Entries, Discretionary: v.Discretionary}
	switch v.Kind {
	case record.VisaFree:
		return Permitted, nil
	case record.VisaRefused:
		return Refused, nil
	case record.VisaOnArrival:
		need.Paper, need.Or = paper("visa"), []record.PaperID{paper("e-visa")}
		if need.Where == "" {
			need.Where = "on arrival, at the border"
		}
	case record.VisaETA:
		need.Paper, need.Or = paper("eta"), []record.PaperID{paper("e-visa"), paper("visa")}
		if need.Where == "" {
			need.Where = "online"
		}
	case record.VisaElectric:
		need.Paper, need.Or = paper("e-visa"), []record.PaperID{paper("visa")}
		if need.Where == "" {
			need.Where = "online"
		}
	default:
		need.Paper, need.Discretionary = paper("visa"), true
		if need.Where == "" {
			need.Where = "consulate"
		}
	}
	need.Or = append(need.Or, paper("residence-permit"))
	return Formality, []record.Need{need}
}

// beats reports whether rule a beats rule b of the same authority where both
// match, and in one word why.
func (g *Regime) beats(a, b *rule) (string, bool) {
	if a == b || !sharePart(a.part, b.part) {
		return "", false
	}
	if slices.Contains(a.source.Overrides, b.statement.ID) {
		return "by name", true
	}
	if slices.Contains(b.source.Overrides, a.statement.ID) {
		return "", false
	}
	inside, around := g.inside(a, b), g.inside(b, a)
	if a.supposed != "" && b.supposed == "" {
		return "supposed", !around || inside
	}
	if b.supposed != "" && a.supposed == "" {
		return "narrower", inside && !around
	}
	if a.fact != "" && a.fact == b.fact && a.rank != b.rank {
		return "higher rank", rankOf(a.rank) < rankOf(b.rank)
	}
	switch {
	case inside && !around:
		return "narrower", true
	case around && !inside:
		return "", false
	case inside && around && (a.source.Schedule == nil) != (b.source.Schedule == nil):
		return "narrower", a.source.Schedule != nil
	case inside && around && onOtherDays(a, b):
		return "", false
	case inside && around:
		return "later", later(a, b)
	}
	// An act that lets somebody through answers every part for its authority.
	return "lets through", a.part == record.Every && b.part != record.Every && a.effect == Permitted
}

// onOtherDays reports whether two rules are the hours of different days, so that
// neither is a later act about the same thing.
func onOtherDays(a, b *rule) bool {
	return a.source.Schedule != nil && b.source.Schedule != nil && (!a.onDay || !b.onDay)
}

func sharePart(a, b record.Part) bool {
	return a == b || (a == record.Every && b != record.Transit) || (b == record.Every && a != record.Transit)
}

func rankOf(r record.Rank) int { return slices.Index(record.Rank("").Words(), string(r)) }

// later compares two acts by the day they came into force, then by the day they
// became public.
func later(a, b *rule) bool {
	af, bf := a.valid.From, b.valid.From
	if af.First != bf.First || af.IsZero() != bf.IsZero() {
		return bf.IsZero() || (!af.IsZero() && af.First > bf.First)
	}
	if a.fact != "" && a.fact == b.fact {
		return false // two claims about one fact, not two acts
	}
	return a.statement.Public.First > b.statement.Public.First
}

// inside reports whether the scope of a lies inside that of b: place, direction,
// subject and class. Every scope lies inside itself.
func (g *Regime) inside(a, b *rule) bool {
	return g.placeInside(a.place, b.place) &&
		(b.from == "" || a.from == b.from || g.view.Whole(a.from) == b.from) &&
		(b.to == "" || a.to == b.to || g.view.Whole(a.to) == b.to) &&
		(b.subject == record.OfAll || a.subject == b.subject) &&
		a.class.within(&b.class)
}
