package record

import (
	"cmp"
	"slices"
)

// What a page about one thing tells: every statement that speaks of it, as far as public on
// the view's day. Lists are in order of id; see View.Tell for what stands in each.

// StatementsAt lists the statements about a crossing, or about the whole border it is on,
// with the services that pass it and the meetings held there. It is empty for a crossing
// that the record does not have.
func (v *View) StatementsAt(crossing CrossingID) []*Statement {
	if v.Crossing(crossing) == nil {
		return nil
	}
	about := v.aboutPlace(func(p Place) bool { return has(p.Crossing, crossing) || v.onBorder(p, crossing) })
	return v.statements(func(s *Statement) bool {
		return about(s) || (s.Meeting != nil && s.Meeting.Crossing == crossing)
	})
}

// StatementsBetween lists the statements about the border of two areas, in either order:
// about the border, a crossing on it, or both areas by name (a relation, a treaty, the
// meetings of a process about that border), and the services that join them. An area's
// parts are its own.
func (v *View) StatementsBetween(a, b AreaID) []*Statement {
	if a == b || a == "" || b == "" {
		return nil
	}
	pair := func(x, y AreaID) bool {
		return (v.within(x, a) && v.within(y, b)) || (v.within(x, b) && v.within(y, a))
	}
	about := v.aboutPlace(func(p Place) bool {
		return (len(p.Border) == 2 && pair(p.Border[0], p.Border[1])) ||
			slices.ContainsFunc(p.Crossing, func(id CrossingID) bool {
				x := v.Crossing(id)
				return x != nil && pair(x.Posts[0].inner(), x.Posts[1].inner())
			})
	})
	return v.statements(func(s *Statement) bool {
		return about(s) || v.joins(s.Service, pair) || v.betweenParties(s, pair)
	})
}

// within reports whether an area is another or a part of it.
func (v *View) within(inner, outer AreaID) bool { return inner == outer || v.Whole(inner) == outer }

// inner is the part that a post stands in, or its area.
func (p *Post) inner() AreaID { return cmp.Or(p.Part, p.Area) }

// joins reports whether a service calls at terminals of both areas.
func (v *View) joins(s *Service, pair func(x, y AreaID) bool) bool {
	if s == nil {
		return false
	}
	var areas []AreaID
	for _, c := range s.Calls {
		if t := v.Terminal(c.Terminal); t != nil {
			areas = append(areas, cmp.Or(t.Part, t.Area))
		}
	}
	for i, x := range areas {
		if slices.ContainsFunc(areas[:i], func(y AreaID) bool { return pair(x, y) }) {
			return true
		}
	}
	return false
}

// betweenParties reports whether a statement is of the two areas as parties: said of just
// them, or within a process about their border.
func (v *View) betweenParties(s *Statement, pair func(x, y AreaID) bool) bool {
	if p := v.Process(s.Process); p != nil && len(p.Border) == 2 && pair(p.Border[0], p.Border[1]) {
		return true
	}
	var parties []AuthorityID
	switch {
	case s.Relation != nil:
		parties = s.Relation.Parties
	case s.Instrument != nil:
		parties = s.Instrument.Parties
	case s.Meeting != nil:
		parties = s.Meeting.Parties
	case s.Commitment != nil:
		parties = s.Commitment.Parties
	}
	return len(parties) == 2 && pair(AreaID(parties[0]), AreaID(parties[1]))
}

// CitedBy lists the statements that cite a source: for the claim, for its end, for a term
// of it or for an event.
func (v *View) CitedBy(source SourceID) []*Statement {
	cites := func(list []Citation) bool {
		return slices.ContainsFunc(list, func(c Citation) bool { return c.Source == source })
	}
	return v.statements(func(s *Statement) bool {
		valid := v.Valid(s)
		return cites(s.Sources) || (s.Ended != nil && v.sees(s.Ended.Public) && cites(s.Ended.Sources)) ||
			slices.ContainsFunc(valid.Sunsets, func(t Sunset) bool { return cites(t.Sources) }) ||
			slices.ContainsFunc(v.Events(s), func(e Event) bool { return cites(e.Sources) })
	})
}

func (v *View) statements(keep func(*Statement) bool) []*Statement {
	out := []*Statement{}
	for _, s := range v.Visible {
		if keep(s) {
			out = append(out, s)
		}
	}
	slices.SortFunc(out, func(a, b *Statement) int { return cmp.Compare(a.ID, b.ID) })
	return out
}

// A StatementView is a statement as a page tells it on a day.
type StatementView struct {
	Statement StatementID `json:"statement"`
	Kind      Kind        `json:"kind"`
	Says      string      `json:"says"`
	// Holds is how far the claim held on the day: holds, perhaps, lapsed or holds not.
	Holds     string          `json:"holds"`
	From      Date            `json:"from"`
	Until     Date            `json:"until"`
	Public    Date            `json:"public"`
	Confirmed Day             `json:"confirmed"`
	Basis     Basis           `json:"basis"`
	Stale     bool            `json:"stale"`
	Process   ProcessID       `json:"process,omitempty"`
	Fate      *CommitmentView `json:"fate,omitempty"`   // of a commitment
	Events    []EventView     `json:"events,omitempty"` // of an instrument
	Because   []Reference     `json:"because,omitempty"`
	// WhyOf are the claims that give this one as their reason.
	WhyOf        []Reference   `json:"why_of,omitempty"`
	Supersedes   []Reference   `json:"supersedes,omitempty"`
	SupersededBy []Reference   `json:"superseded_by,omitempty"`
	Disputes     []Reference   `json:"disputes,omitempty"` // other claims about the same fact
	Sources      []*SourceView `json:"sources"`
}

// A Reference names another statement.
type Reference struct {
	Statement StatementID `json:"statement"`
	Says      string      `json:"says"`
}

var holdings = [...]string{HoldsNot: "holds not", HoldsPerhaps: "perhaps", HoldsLapsed: "lapsed", HoldsSurely: "holds"}

// String names the holding.
func (h Holding) String() string { return holdings[h] }

// Tell gives a statement as it stood on a day, with what it is linked to, as far as public
// on the view's day; false if it is not in the record or was not public. A statement that
// another superseded is told, with that other. It costs one pass over the statements.
func (v *View) Tell(id StatementID, on Day) (StatementView, bool) {
	s := v.Statement(id)
	if s == nil || !v.sees(s.Public) {
		return StatementView{}, false
	}
	valid, c := v.Valid(s), v.Confirmed(s)
	until := valid.Until
	if n := len(valid.Sunsets); n > 0 {
		until = valid.Sunsets[n-1].Until
	}
	out := StatementView{Statement: s.ID, Kind: s.Kind(), Says: s.Says, Holds: v.Holding(s, on.Start(), on.End()).String(),
		From: valid.From, Until: until, Public: s.Public, Confirmed: c.On, Basis: c.Basis, Stale: int(on-c.On) > s.Fresh(),
		Process: s.Process, Sources: v.Cite(v.citations(s))}
	if s.Commitment != nil {
		if fate, ok := v.Commitment(s, on); ok {
			out.Fate = &fate
		}
	}
	if s.Instrument != nil {
		out.Events = v.eventViews(s, on)
	}
	for _, o := range v.Statements {
		if o == s || !v.sees(o.Public) {
			continue
		}
		r := Reference{o.ID, o.Says}
		add := func(list *[]Reference, linked bool) {
			if linked {
				*list = append(*list, r)
			}
		}
		add(&out.Because, has(s.Because, o.ID))
		add(&out.WhyOf, has(o.Because, s.ID))
		add(&out.Supersedes, has(s.Supersedes, o.ID))
		add(&out.SupersededBy, has(o.Supersedes, s.ID))
		add(&out.Disputes, s.Fact != "" && o.Fact == s.Fact)
	}
	return out, true
}

// citations are those of a claim, of its end and of its terms, as far as public.
func (v *View) citations(s *Statement) []Citation {
	list := slices.Clone(s.Sources)
	if s.Ended != nil && v.sees(s.Ended.Public) {
		list = append(list, s.Ended.Sources...)
	}
	for _, t := range v.Valid(s).Sunsets {
		list = append(list, t.Sources...)
	}
	return list
}
