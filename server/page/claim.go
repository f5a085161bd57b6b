package page

import (
	"cmp"
	"fmt"
	"slices"

	"waythrough/record"
	"waythrough/regime"
)

// A claim is a statement as a page shows it.
type claim struct {
	ID    record.StatementID
	Kind  record.Kind
	Says  string
	Path  string // of its own page
	Holds string // on the day; empty: it is about a moment

	From, Until record.Date
	Public      record.Date
	Confirmed   *record.Day
	AgeDays     int
	Stale       bool
	Basis       record.Basis
	Law         string // of a rule: what it comes to, in words
	Because     []claimRef
	Sources     []*record.SourceView

	current bool
}

// A claimRef names a statement by its sentence.
type claimRef struct {
	ID   record.StatementID
	Says string
	Path string
}

func pathOf(s *record.Statement) string {
	if s.Commitment != nil {
		return "/commitment/" + string(s.ID)
	}
	return "/statement/" + string(s.ID)
}

func (v *visit) refs(ids []record.StatementID) (out []claimRef) {
	for _, id := range ids {
		if s := v.seen(id); s != nil {
			out = append(out, claimRef{s.ID, s.Says, pathOf(s)})
		}
	}
	return out
}

// seen gives a statement if it was public by the day of knowing, superseded or not.
func (v *visit) seen(id record.StatementID) *record.Statement {
	s := v.view.Statement(id)
	if s == nil || s.Public.IsZero() || s.Public.LastDay() > v.Known {
		return nil
	}
	return s
}

// claim makes a statement ready to be shown.
func (v *visit) claim(s *record.Statement) claim {
	valid := v.view.Valid(s)
	c := claim{ID: s.ID, Kind: s.Kind(), Says: s.Says, Path: pathOf(s), From: valid.From, Until: valid.Until, Public: s.Public,
		Because: v.refs(s.Because), Sources: v.view.Cite(s.Sources)}
	confirmed := v.view.Confirmed(s)
	c.Basis = confirmed.Basis
	if confirmed.Known {
		c.Confirmed = &confirmed.On
		if age := int(v.On - confirmed.On); age > 0 {
			c.AgeDays = age
		}
	}
	lasting := s.Rule != nil || s.Service != nil || s.Facility != nil || s.Relation != nil || s.Advisory != nil
	c.Holds, c.current = v.holds(s, valid, lasting)
	c.Stale = lasting && c.current && c.AgeDays > s.Fresh()
	if s.Rule != nil {
		c.Law = v.inWords(s.Rule)
	}
	return c
}

// holds says in words how far a claim holds on the day.
func (v *visit) holds(s *record.Statement, valid record.Valid, lasting bool) (words string, current bool) {
	if !lasting && valid.From.IsZero() && valid.Until.IsZero() {
		return "", true
	}
	switch v.view.Holding(s, v.On.Start(), v.On.End()) {
	case record.HoldsSurely:
		return "holds", true
	case record.HoldsPerhaps:
		return "may hold: its dates are not known well enough", true
	case record.HoldsLapsed:
		return "its term is over and no renewal is known", true
	}
	if !valid.From.IsZero() && valid.From.FirstDay() > v.On {
		return "did not hold yet", false
	}
	return "held until " + valid.Until.Words(), false
}

// inWords puts a rule into words: part, authority, whom, what.
func (v *visit) inWords(r *record.Rule) string {
	effect := string(r.Effect)
	if r.Visa != nil {
		effect = "visa: " + string(r.Visa.Kind)
	}
	out := fmt.Sprintf("%s, by %s: %s (%s)", partWords[r.Part], v.Area(r.Authority), effect, cmp.Or(regime.Describe(r.Class), "everybody"))
	if r.From != "" {
		out += ", out of " + v.Area(r.From)
	}
	if r.To != "" {
		out += ", into " + v.Area(r.To)
	}
	for _, n := range r.Needs {
		out += ", with " + string(n.Paper)
	}
	return out
}

var partWords = map[record.Part]string{record.Gate: "Gate", record.Closure: "Closure", record.Exit: "Exit", record.Entry: "Entry", record.Transit: "Transit", record.Every: "Every part"}

// A shelf is claims of one kind.
type shelf struct {
	Heading string
	Claims  []claim
}

var headings = []struct {
	kind    record.Kind
	heading string
}{
	{record.KindRule, "Rules"}, {record.KindFacility, "State of posts, bridges and lines"}, {record.KindService, "Services"},
	{record.KindObservation, "What was seen"}, {record.KindAdvisory, "Advisories"}, {record.KindRelation, "Relations"}, {record.KindInstrument, "Instruments"},
	{record.KindMeeting, "Meetings"}, {record.KindPosition, "Positions"}, {record.KindBackground, "Background"},
}

// shelves sorts statements by kind: what holds before what held, the latest first.
func (v *visit) shelves(list []*record.Statement) (out []shelf) {
	byKind := map[record.Kind][]claim{}
	for _, s := range list {
		byKind[s.Kind()] = append(byKind[s.Kind()], v.claim(s))
	}
	for _, h := range headings {
		claims := byKind[h.kind]
		if len(claims) == 0 {
			continue
		}
		slices.SortStableFunc(claims, func(a, b claim) int {
			if a.current != b.current {
				return map[bool]int{true: -1, false: 1}[a.current]
			}
			return cmp.Or(cmp.Compare(b.start(), a.start()), cmp.Compare(a.ID, b.ID))
		})
		out = append(out, shelf{h.heading, claims})
	}
	return out
}

// start is when a claim began to hold, or became public.
func (c *claim) start() record.Minute {
	if c.From.IsZero() {
		return c.Public.First
	}
	return c.From.First
}

// A dispute is claims that compete about one fact.
type dispute struct {
	Fact   string
	Claims []disputed
}

type disputed struct {
	claimRef
	Rank    record.Rank
	Sources []*record.SourceView
}

// disputes finds the facts of statements about which others say otherwise.
func (v *visit) disputes(list []*record.Statement) (out []dispute) {
	facts := map[string]bool{}
	for _, s := range list {
		facts[s.Fact] = s.Fact != ""
	}
	claims := map[string][]disputed{}
	for _, s := range v.view.Visible {
		if facts[s.Fact] {
			claims[s.Fact] = append(claims[s.Fact], disputed{claimRef{s.ID, s.Says, pathOf(s)}, v.view.Rank(s), v.view.Cite(s.Sources)})
		}
	}
	for fact, c := range claims {
		if len(c) > 1 {
			out = append(out, dispute{fact, c})
		}
	}
	slices.SortFunc(out, func(a, b dispute) int { return cmp.Compare(a.Fact, b.Fact) })
	return out
}

// split parts statements into commitments, exceptions once made, and the rest.
func split(list []*record.Statement) (commitments, exceptions, rest []*record.Statement) {
	for _, s := range list {
		switch {
		case s.Commitment != nil:
			commitments = append(commitments, s)
		case s.Rule != nil && s.Rule.Exception:
			exceptions = append(exceptions, s)
		default:
			rest = append(rest, s)
		}
	}
	return commitments, exceptions, rest
}

// promises tells how commitments stand on the day, what changed last first.
func (v *visit) promises(list []*record.Statement) []record.CommitmentView {
	var out []record.CommitmentView
	for _, s := range list {
		if c, ok := v.view.Commitment(s, v.On); ok {
			out = append(out, c)
		}
	}
	slices.SortStableFunc(out, func(a, b record.CommitmentView) int {
		return cmp.Or(cmp.Compare(b.Since.First, a.Since.First), cmp.Compare(a.ID, b.ID))
	})
	return out
}

// exceptions are claims of those made by the day, the latest first.
func (v *visit) exceptions(list []*record.Statement) []claim {
	var out []claim
	for _, s := range list {
		if c := v.claim(s); c.From.IsZero() || c.From.FirstDay() <= v.On {
			out = append(out, c)
		}
	}
	slices.SortStableFunc(out, func(a, b claim) int { return cmp.Or(cmp.Compare(b.start(), a.start()), cmp.Compare(a.ID, b.ID)) })
	return out
}
