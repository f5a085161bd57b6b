package regime

import (
	"cmp"
	"fmt"
	"slices"

	"waythrough/record"
)

// A Judgement is a verdict with everything it rests on.
type Judgement struct {
	Verdict Verdict `json:"verdict"`
	// Reading is the verdict in words that are honest about its age.
	Reading   string        `json:"reading"`
	Confirmed *record.Day   `json:"confirmed"` // nil: nothing to confirm
	AgeDays   *int          `json:"age_days"`
	Basis     record.Basis  `json:"basis"`
	Stale     bool          `json:"stale"`
	Needs     []Need        `json:"needs"`
	Reasons   []Reason      `json:"reasons"`
	DependsOn []Dependence  `json:"depends_on"`
	Documents []Combination `json:"documents,omitempty"` // with several passports

	Stay         []string             `json:"stay,omitempty"`
	Duties       []record.Duty        `json:"duties,omitempty"`
	Consequences []record.Consequence `json:"consequences,omitempty"`
}

// A Need is a paper that the passage asks for.
type Need struct {
	Paper         record.PaperID     `json:"paper"`
	Or            []record.PaperID   `json:"or,omitempty"`
	For           record.Subject     `json:"for"`
	Issuer        record.AuthorityID `json:"issuer,omitempty"`
	Where         string             `json:"where,omitempty"`
	Fee           string             `json:"fee,omitempty"`
	Lead          string             `json:"lead,omitempty"`
	Entries       int                `json:"entries,omitempty"`
	Discretionary bool               `json:"discretionary,omitempty"`
	Held          bool               `json:"held"`
	Statement     record.StatementID `json:"statement"`
}

// A Reason is one rule that stood in one part, or the silence of a part.
type Reason struct {
	Statement record.StatementID   `json:"statement"` // empty: no rule recorded
	Part      record.Part          `json:"part"`
	For       record.Subject       `json:"for"`
	Authority record.AuthorityID   `json:"authority"`
	Asserted  bool                 `json:"asserted,omitempty"` // its authority does not control the post
	Effect    Verdict              `json:"effect"`
	Decides   bool                 `json:"decides"` // the passage's verdict is this reason's
	Conflict  bool                 `json:"conflict,omitempty"`
	Says      string               `json:"says"`
	From      record.Date          `json:"from"`
	Until     record.Date          `json:"until"`
	Confirmed *record.Day          `json:"confirmed"`
	AgeDays   *int                 `json:"age_days"`
	Stale     bool                 `json:"stale"`
	Basis     record.Basis         `json:"basis"`
	Overrode  []Overridden         `json:"overrode"`
	Because   []Context            `json:"because,omitempty"`
	Sources   []*record.SourceView `json:"sources"`

	left int // days until it goes stale; negative once it has
}

// A Context is a statement that says why a rule was made.
type Context struct {
	Statement record.StatementID `json:"statement"`
	Says      string             `json:"says"`
}

// An Overridden is a rule that matched and was beaten, and why.
type Overridden struct {
	Statement record.StatementID `json:"statement"`
	Says      string             `json:"says"`
	Effect    Verdict            `json:"effect"`
	Why       string             `json:"why"`
}

// A Combination is a choice of documents: one shown on leaving, one on entering.
type Combination struct {
	Exit    Passport `json:"exit"`
	Entry   Passport `json:"entry"`
	Verdict Verdict  `json:"verdict"`
}

// Judge judges a passage and gives the whole chain of reasons. With several
// passports the best lawful combination is told in full and every one is listed.
func (g *Regime) Judge(p Passage, profile *Profile) Judgement {
	tr := g.try(&p, profile)
	best, found := tr, false
	bestVerdict := Refused
	var documents []Combination
	for tr.exit = range profile.docs {
		for tr.entry = range profile.docs {
			if tr.twoAirside() {
				continue
			}
			tr.values = profile.base
			v := g.verdict(&tr)
			if len(profile.t.Passports) > 1 {
				documents = append(documents, Combination{profile.t.Passports[tr.exit], profile.t.Passports[tr.entry], v})
			}
			if !found || v > bestVerdict {
				best, bestVerdict, found = tr, v, true
			}
		}
	}
	j := g.explain(&best, bestVerdict)
	j.Documents = documents
	j.DependsOn = g.dependsOn(&best, bestVerdict)
	return j
}

// explain tells each part at its weakest.
func (g *Regime) explain(t *trial, verdict Verdict) Judgement {
	j := Judgement{Verdict: verdict, Basis: record.Read, Needs: []Need{}, Reasons: []Reason{}}
	s := g.site(t.passage)
	for _, pt := range t.passage.parts() {
		for _, subject := range t.subjects() {
			if pt == gate && subject != record.OfPerson && !g.speaks(s, pt, subject, t) {
				continue
			}
			g.explainPart(s, pt, subject, t, &j)
		}
	}
	j.Reasons = mergeReasons(j.Reasons)
	for i := range j.Reasons {
		j.Reasons[i].Decides = j.Reasons[i].Effect == verdict && !(j.Reasons[i].Asserted && verdict != Refused)
	}
	slices.SortStableFunc(j.Reasons, func(a, b Reason) int {
		if a.Decides != b.Decides {
			if a.Decides {
				return -1
			}
			return 1
		}
		return cmp.Compare(a.Effect, b.Effect)
	})
	g.date(&j)
	return j
}

// speaks reports whether a rule for just this subject matches.
func (g *Regime) speaks(s *site, pt part, subject record.Subject, t *trial) bool {
	for i := range s.parts[pt] {
		t.seenBy(&s.parts[pt][i])
		for _, r := range s.parts[pt][i].rules {
			if r.subject == subject && t.match(r) != not {
				return true
			}
		}
	}
	return false
}

// explainPart adds the reasons of one part for one subject.
func (g *Regime) explainPart(s *site, pt part, subject record.Subject, t *trial, j *Judgement) {
	out := g.part(s, pt, subject, t, func(v *voice, o outcome) {
		var matched []*rule
		for _, r := range v.rules {
			if t.addresses(r, subject) && t.match(r) != not {
				matched = append(matched, r)
			}
		}
		ring := !slices.ContainsFunc(matched, func(c *rule) bool { return !g.isBeaten(c, matched, t) })
		for _, c := range matched {
			if !ring && g.isBeaten(c, matched, t) {
				continue
			}
			effect := t.effect(c)
			if o.unsure || g.tied(c, effect, matched, t, !ring) {
				effect = Unknown
			}
			r := g.reason(c, pt, subject, effect, t.lapsed(c), g.overrode(c, matched))
			r.Conflict, r.Asserted = o.conflict, v.asserted
			j.Reasons = append(j.Reasons, r)
			g.results(c, subject, t, j)
		}
	})
	if out.silent {
		j.Reasons = append(j.Reasons, silentReason(pt, subject, silence(pt)))
	}
}

func (g *Regime) overrode(c *rule, matched []*rule) []Overridden {
	out := []Overridden{}
	for _, b := range matched {
		if why, ok := g.beats(c, b); ok {
			out = append(out, Overridden{b.statement.ID, b.statement.Says, b.effect, why})
		}
	}
	return out
}

// results adds what a rule that stands asks for and brings.
func (g *Regime) results(c *rule, subject record.Subject, t *trial, j *Judgement) {
	if c.effect == Formality {
		for i := range c.needs {
			n := &c.needs[i]
			if slices.ContainsFunc(j.Needs, func(m Need) bool { return m.Paper == n.Paper && m.For == subject }) {
				continue
			}
			j.Needs = append(j.Needs, Need{Paper: n.Paper, Or: n.Or, For: subject, Issuer: n.Issuer, Where: n.Where, Fee: n.Fee,
				Lead: n.Lead.Text, Entries: n.Entries, Discretionary: n.Discretionary, Held: t.has(n), Statement: c.statement.ID})
		}
	}
	r := c.source
	if v := r.Visa; v != nil && !v.Stay.IsZero() {
		j.Stay = append(j.Stay, stay(v.Stay, v.Within))
	}
	if r.Stay != nil {
		j.Stay = append(j.Stay, stay(r.Stay.Days, r.Stay.Within))
	}
	for _, l := range r.Limits {
		j.Stay = append(j.Stay, "only in "+l)
	}
	j.Duties = append(j.Duties, r.Duties...)
	j.Consequences = append(j.Consequences, r.Consequences...)
}

func stay(days, within record.Span) string {
	if within.IsZero() {
		return "up to " + days.Text
	}
	return fmt.Sprintf("up to %s within %s", days, within)
}

func (g *Regime) reason(c *rule, pt part, subject record.Subject, effect Verdict, lapsed bool, overrode []Overridden) Reason {
	s := c.statement
	confirmed := g.view.Confirmed(s)
	age := max(0, int(g.day-confirmed.On))
	until := c.valid.Until
	if n := len(c.valid.Sunsets); n > 0 {
		until = c.valid.Sunsets[n-1].Until
	}
	says := s.Says
	if lapsed {
		says += fmt.Sprintf(" (its term ended on %s; no renewal is known)", until)
	}
	return Reason{Statement: s.ID, Part: partNames[pt], For: subject, Authority: c.authority,
		Effect: effect, Says: says, From: c.valid.From, Until: until,
		Confirmed: &confirmed.On, AgeDays: &age, Stale: age > s.Fresh(), Basis: confirmed.Basis,
		left: s.Fresh() - age, Overrode: overrode, Because: g.contexts(s), Sources: g.view.Cite(s.Sources)}
}

// contexts gives the statements that say why a rule was made, as far as they were
// public.
func (g *Regime) contexts(s *record.Statement) []Context {
	var out []Context
	for _, id := range s.Because {
		if why := g.view.Statement(id); slices.Contains(g.view.Visible, why) {
			out = append(out, Context{id, why.Says})
		}
	}
	return out
}

var silences = [parts]string{
	gate:    "No rule is recorded that says whether the crossing works.",
	closure: "No rule is recorded that shuts the border.",
	exit:    "No rule is recorded that keeps anybody from leaving.",
	entry:   "No rule is recorded that says who is let in.",
	transit: "No rule is recorded that says who may change here without entering.",
}

func silentReason(pt part, subject record.Subject, v Verdict) Reason {
	says := silences[pt]
	if subject != record.OfPerson && pt == entry {
		says = fmt.Sprintf("No rule is recorded that says whether the %s is let in.", subject)
	}
	return Reason{Part: partNames[pt], For: subject, Effect: v, Says: says, Basis: record.Reported, Overrode: []Overridden{}, Sources: []*record.SourceView{}}
}

// mergeReasons drops a rule told again for another subject: it was judged as one.
func mergeReasons(in []Reason) []Reason {
	var out []Reason
	for _, r := range in {
		again := slices.ContainsFunc(out, func(o Reason) bool {
			return o.Statement == r.Statement && o.Part == r.Part && o.Authority == r.Authority && (r.Statement != "" || r.Effect == Permitted)
		})
		if !again {
			out = append(out, r)
		}
	}
	return out
}

// date gives the judgement its age. A refusal is as fresh as its freshest reason.
// Anything else is as old as the reason on it that is nearest to going stale, or
// longest past it. What does not decide a refusal or an unknown does not date it.
func (g *Regime) date(j *Judgement) {
	var by *Reason
	for i := range j.Reasons {
		r := &j.Reasons[i]
		if r.Statement == "" || (r.Asserted && !r.Decides) || (j.Verdict <= Unknown && !r.Decides) {
			continue
		}
		if r.Basis == record.Reported && j.Verdict != Refused {
			j.Basis = record.Reported
		}
		fresher := by == nil || *r.Confirmed > *by.Confirmed
		if j.Verdict != Refused {
			fresher = by == nil || r.left < by.left
		}
		if fresher {
			by = r
		}
	}
	if by == nil {
		j.Basis = record.Reported
	} else {
		j.Confirmed, j.AgeDays, j.Stale = by.Confirmed, by.AgeDays, by.Stale
		if j.Verdict == Refused {
			j.Basis = by.Basis
		}
	}
	j.Reading = reading(j.Verdict, j.Stale, j.Confirmed)
}

func reading(v Verdict, stale bool, confirmed *record.Day) string {
	switch {
	case !stale || confirmed == nil:
		return v.String()
	case v == Refused:
		return fmt.Sprintf("refused when last confirmed, %s; may have changed", confirmed)
	case v == Unknown:
		return v.String()
	}
	return fmt.Sprintf("%s when last confirmed, %s", v, confirmed)
}
