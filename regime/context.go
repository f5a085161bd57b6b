package regime

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"waythrough/record"
)

// Pending is a commitment not yet carried out that would better a verdict.
type Pending struct {
	Commitment  record.StatementID   `json:"commitment"`
	Title       string               `json:"title"`
	Undertaking record.Undertaking   `json:"undertaking"`
	Status      record.EventKind     `json:"status"`
	Since       record.Date          `json:"since"`
	Agreed      record.Date          `json:"agreed"`
	DaysPending int                  `json:"days_pending"`
	Would       []string             `json:"would"`
	Could       []string             `json:"could,omitempty"`
	Verdict     Verdict              `json:"verdict"` // the question's, were it carried out
	Basis       record.Basis         `json:"basis"`
	Sources     []*record.SourceView `json:"sources"`
}

// pending lists the commitments that, carried out, would better the verdict at
// one of the passages, the largest gain first.
// Where no passport was given it is enough that it would for some nationality.
func (g *Regime) pending(passages []Passage, profile *Profile) []Pending {
	if len(profile.t.Passports) > 0 {
		return g.pendingFor(passages, profile)
	}
	out := []Pending{}
	for _, n := range g.universe {
		t := profile.t
		t.Passports = []Passport{{Nationality: n}}
		for _, p := range g.pendingFor(passages, g.Profile(t)) {
			i := slices.IndexFunc(out, func(o Pending) bool { return o.Commitment == p.Commitment })
			if i < 0 {
				out = append(out, p)
			} else {
				out[i].Verdict = max(out[i].Verdict, p.Verdict)
			}
		}
	}
	sortPending(out)
	return out
}

func sortPending(list []Pending) {
	slices.SortStableFunc(list, func(a, b Pending) int {
		return cmp.Or(cmp.Compare(b.Verdict, a.Verdict), cmp.Compare(b.DaysPending, a.DaysPending), cmp.Compare(a.Commitment, b.Commitment))
	})
}

func (g *Regime) pendingFor(passages []Passage, profile *Profile) []Pending {
	out := []Pending{}
	before := make([]Verdict, len(passages))
	for i, p := range passages {
		before[i] = g.Verdict(p, profile)
	}
	for _, s := range g.view.Visible {
		if s.Commitment == nil {
			continue
		}
		standing, ok := g.view.Standing(s, g.day)
		if !ok || !standing.Status.Pending() {
			continue
		}
		best, better := Refused, false
		for i, p := range passages {
			if v := g.verdictIf(p, profile, s.ID); v > before[i] {
				best, better = max(best, v), true
			}
		}
		if !better {
			continue
		}
		out = append(out, g.pendingOf(s, standing, best))
	}
	sortPending(out)
	return out
}

// WouldHelp lists the commitments pending that would better the verdict on one
// passage.
func (g *Regime) WouldHelp(p Passage, t Traveller) []Pending {
	return g.pending([]Passage{p}, g.Profile(t))
}

func (g *Regime) pendingOf(s *record.Statement, st record.Standing, v Verdict) Pending {
	p := Pending{Commitment: s.ID, Title: s.Commitment.Title, Undertaking: s.Commitment.Undertaking, Status: st.Status, Since: st.Since,
		Agreed: st.Agreed, DaysPending: st.DaysPending, Would: []string{}, Verdict: v, Basis: g.view.Confirmed(s).Basis}
	for _, h := range s.Commitment.Would {
		p.Would = append(p.Would, h.Says)
	}
	for _, h := range s.Commitment.Could {
		p.Could = append(p.Could, h.Says)
	}
	cites := slices.Clone(s.Sources)
	for _, e := range g.view.Events(s) {
		cites = append(cites, e.Sources...)
	}
	p.Sources = distinct(g.view.Cite(cites))
	return p
}

func distinct(list []*record.SourceView) []*record.SourceView {
	seen := map[record.SourceID]bool{}
	return slices.DeleteFunc(list, func(s *record.SourceView) bool {
		again := seen[s.ID]
		seen[s.ID] = true
		return again
	})
}

// A Precedent is an exception once made.
type Precedent struct {
	Statement record.StatementID   `json:"statement"`
	Crossing  string               `json:"crossing"`
	From      record.Date          `json:"from"`
	Until     record.Date          `json:"until"`
	Direction string               `json:"direction"`
	Class     string               `json:"class"`
	By        []record.AuthorityID `json:"by"`
	Says      string               `json:"says"`
	Sources   []*record.SourceView `json:"sources"`
}

// precedents lists exceptions that ended before the day, at the places asked
// about, newest first. The same exception made by both sides is one.
func (g *Regime) precedents(passages []Passage) []Precedent {
	out := []Precedent{}
	for _, r := range g.exceptions {
		if !slices.ContainsFunc(passages, func(p Passage) bool { return g.nearby(r, p) }) {
			continue
		}
		p := Precedent{Statement: r.statement.ID, Crossing: placeName(r.place), From: r.valid.From, Until: r.valid.Until,
			Direction: direction(r), Class: Describe(r.source.Class), By: []record.AuthorityID{r.authority},
			Says: r.statement.Says, Sources: g.view.Cite(r.statement.Sources)}
		same := slices.IndexFunc(out, func(o Precedent) bool {
			return o.Crossing == p.Crossing && o.From == p.From && o.Until == p.Until && o.Direction == p.Direction && o.Class == p.Class
		})
		if same < 0 {
			out = append(out, p)
		} else if !slices.Contains(out[same].By, r.authority) {
			out[same].By = append(out[same].By, r.authority)
		}
	}
	slices.SortStableFunc(out, func(a, b Precedent) int { return cmp.Compare(b.From.First, a.From.First) })
	return out
}

// nearby reports whether a rule's place takes in a passage or the same passage
// the other way.
func (g *Regime) nearby(r *rule, p Passage) bool {
	back := p
	back.From, back.To = p.To, p.From
	undirected := *r
	undirected.from, undirected.to = "", ""
	from, to := g.sides(p)
	return g.touches(&undirected, gate, p, from, to) || g.touches(&undirected, gate, back, to, from)
}

func placeName(p record.Place) string {
	var parts []string
	for _, id := range p.Crossing {
		parts = append(parts, string(id))
	}
	for _, id := range p.Terminal {
		parts = append(parts, string(id))
	}
	for _, id := range slices.Concat(p.Border, p.Area) {
		parts = append(parts, string(id))
	}
	return strings.Join(parts, ", ")
}

func direction(r *rule) string {
	switch {
	case r.from != "" && r.to != "":
		return string(r.from + "→" + r.to)
	case r.to != "":
		return "into " + string(r.to)
	case r.from != "":
		return "out of " + string(r.from)
	}
	return "both"
}

// A Dispute is competing claims about one fact.
type Dispute struct {
	Fact   string             `json:"fact"`
	Stands record.StatementID `json:"stands"` // empty: a tie, hence unknown
	Claims []Claim            `json:"claims"`
}

// A Claim is one of several about a fact.
type Claim struct {
	Statement record.StatementID   `json:"statement"`
	Says      string               `json:"says"`
	Rank      record.Rank          `json:"rank"`
	Sources   []*record.SourceView `json:"sources"`
}

// disputes lists the facts about the places asked about on which claims public
// on the day compete.
func (g *Regime) disputes(passages []Passage, profile *Profile) []Dispute {
	claims := map[string][]*record.Statement{}
	concerns := map[string]bool{}
	for _, s := range g.view.Visible {
		if s.Fact == "" || !g.ofTheDay(s) {
			continue
		}
		claims[s.Fact] = append(claims[s.Fact], s)
		if slices.ContainsFunc(passages, func(p Passage) bool { return g.concerns(s, p, profile) }) {
			concerns[s.Fact] = true
		}
	}
	out := []Dispute{}
	for fact := range concerns {
		if len(claims[fact]) > 1 {
			out = append(out, g.dispute(fact, claims[fact]))
		}
	}
	slices.SortFunc(out, func(a, b Dispute) int { return cmp.Compare(a.Fact, b.Fact) })
	return out
}

// ofTheDay reports whether a claim speaks of the day: its dates take it in, or it
// has none and was public by then.
func (g *Regime) ofTheDay(s *record.Statement) bool {
	if s.Valid.From.IsZero() && s.Valid.Until.IsZero() {
		return s.Public.First <= g.last
	}
	return g.view.Valid(s).At(g.first, g.last) != record.HoldsNot
}

// dispute ranks the claims, highest first; one that stands alone at the top
// stands.
func (g *Regime) dispute(fact string, list []*record.Statement) Dispute {
	d := Dispute{Fact: fact}
	slices.SortStableFunc(list, func(a, b *record.Statement) int {
		return cmp.Compare(rankOf(g.view.Rank(a)), rankOf(g.view.Rank(b)))
	})
	if g.view.Rank(list[0]) != g.view.Rank(list[1]) {
		d.Stands = list[0].ID
	}
	for _, s := range list {
		d.Claims = append(d.Claims, Claim{s.ID, s.Says, g.view.Rank(s), g.view.Cite(s.Sources)})
	}
	return d
}

// concerns reports whether a statement is about the place of a passage; a rule,
// whether it could judge this traveller there.
func (g *Regime) concerns(s *record.Statement, p Passage, profile *Profile) bool {
	if s.Rule == nil {
		return !s.About.IsZero() && g.nearby(&rule{place: s.About}, p)
	}
	from, to := g.sides(p)
	return slices.ContainsFunc(g.rules, func(r *rule) bool {
		if r.statement != s || !profile.alive.has(r.id) {
			return false
		}
		for pt := gate; pt <= entry; pt++ {
			if sharePart(r.part, partNames[pt]) && g.touches(r, pt, p, from, to) {
				return true
			}
		}
		return false
	})
}

// AdvisoryRef is an advisory as an answer names it.
type AdvisoryRef struct {
	Statement record.StatementID   `json:"statement"`
	By        record.AuthorityID   `json:"by"`
	About     string               `json:"about"`
	Level     string               `json:"level"`
	Says      string               `json:"says"`
	Confirmed *record.Day          `json:"confirmed"`
	Stale     bool                 `json:"stale"`
	Sources   []*record.SourceView `json:"sources"`
}

// advisoryLife is how many days after it was last seen a warning without an end
// is still repeated: those who warn restate theirs at least yearly.
const advisoryLife = 5 * 365

// Advisories lists the warnings in force about areas and crossings. They change
// no verdict. One that tells no beginning is taken to begin when it was first heard of.
func (g *Regime) Advisories(areas []record.AreaID, crossings []record.CrossingID) []AdvisoryRef {
	out := []AdvisoryRef{}
	for _, s := range g.view.Visible {
		if s.Advisory == nil || g.view.Valid(s).At(g.first, g.last) == record.HoldsNot || !g.about(s.About, areas, crossings) {
			continue
		}
		if s.Valid.From.IsZero() && g.day < s.Public.FirstDay() {
			continue
		}
		c := g.view.Confirmed(s)
		if int(g.day-c.On) > advisoryLife {
			continue
		}
		out = append(out, AdvisoryRef{s.ID, s.Advisory.By, placeName(s.About), s.Advisory.Level, s.Says, &c.On, int(g.day-c.On) > s.Fresh(), g.view.Cite(s.Sources)})
	}
	return out
}

func (g *Regime) about(p record.Place, areas []record.AreaID, crossings []record.CrossingID) bool {
	for _, id := range p.Crossing {
		if slices.Contains(crossings, id) {
			return true
		}
	}
	if len(p.Border) == 2 {
		// A warning of a border is one for both its sides, where the record knows
		// both: of others nothing tells how far off they are.
		known := g.view.Area(p.Border[0]) != nil && g.view.Area(p.Border[1]) != nil
		one, other := slices.Contains(areas, p.Border[0]), slices.Contains(areas, p.Border[1])
		return (one && other) || (known && (one || other))
	}
	return slices.ContainsFunc(p.Area, func(id record.AreaID) bool { return slices.Contains(areas, id) })
}

// Notice is the sentence that ends every answer; to may be empty.
func (g *Regime) Notice(to record.AreaID) string {
	ask := "the border authority of the country you enter"
	if a := g.view.Area(to); a != nil && a.Ask != "" {
		ask = a.Ask
	}
	return fmt.Sprintf("This is what recorded sources said of %s, as known on %s. It is not legal advice; the officer at the border decides. Ask %s before you go. Lawful does not mean safe.",
		g.day, g.view.On, ask)
}
