package regime_test

import (
	"slices"
	"strings"

	"waythrough/record"
	"waythrough/regime"
)

// An oracle judges passages slowly, straight from the statements, by the words
// of the design: every value of what was left out is tried, scopes are compared as
// sets that are written out, dates that are not known well enough are tried both
// ways. It shares nothing with what it is held against but the record's own dates,
// groups and control.
//
// Silence is taken on the safe side: a part may be silent if each authority, by
// itself, may be.
type oracle struct {
	view *record.View
	day  record.Day
	laws []law

	domains map[string][]string // the values of each dimension
	beaten  map[[2]int]bool     // by numbers of laws: the first beats the second
}

// A law is one rule as one authority imposes it.
type law struct {
	number    int
	s         *record.Statement
	r         *record.Rule
	authority record.AuthorityID
	place     record.Place
	from, to  record.AreaID
	valid     record.Valid
	airside   bool // as it is heard by those who change between services, see airside_test.go
}

// said is a traveller with nothing left out, as one authority sees it.
type said map[string]string

func newOracle(r *record.Record, on, known record.Day) *oracle {
	o := &oracle{view: r.Known(known), day: on, beaten: map[[2]int]bool{}}
	for _, s := range o.view.Visible {
		switch {
		case s.Rule != nil && s.Rule.Authority == record.EachAuthority:
			for _, a := range o.view.Areas {
				if a.Kind != record.PartArea {
					o.add(s, s.Rule, record.AuthorityID(a.ID), record.Place{Area: []record.AreaID{a.ID}})
				}
			}
		case s.Rule != nil:
			o.add(s, s.Rule, s.Rule.Authority, s.Rule.Place)
		case s.Facility != nil && !s.Facility.State.Passable():
			o.add(s, &record.Rule{Part: record.Gate, Effect: record.Refused}, "", s.About)
		}
	}
	o.hearAirside()
	o.domains = o.everyValue()
	for _, a := range o.laws {
		for _, b := range o.laws {
			o.beaten[[2]int{a.number, b.number}] = a.authority == b.authority && o.beats(a, b)
		}
	}
	return o
}

func (o *oracle) add(s *record.Statement, r *record.Rule, authority record.AuthorityID, place record.Place) {
	l := law{len(o.laws), s, r, authority, place, r.From, r.To, o.view.Valid(s), false}
	if len(place.Area) == 1 && r.Part == record.Entry && l.to == "" {
		l.to = place.Area[0] // who lets in lets into its area
	}
	if len(place.Area) == 1 && r.Part == record.Exit && l.from == "" {
		l.from = place.Area[0]
	}
	o.laws = append(o.laws, l)
}

// verdict is the best over the documents that may be shown.
func (o *oracle) verdict(p regime.Passage, t regime.Traveller) regime.Verdict {
	docs := t.Passports
	if len(docs) == 0 {
		docs = []regime.Passport{{Type: "ordinary"}}
	}
	best := regime.Refused
	for i, exit := range docs {
		for j, entry := range docs {
			if p.Transit && i != j {
				continue
			}
			best = max(best, o.withDocuments(p, t, exit, entry))
		}
	}
	return best
}

// withDocuments is the weakest over parts, subjects and authorities.
func (o *oracle) withDocuments(p regime.Passage, t regime.Traveller, exit, entry regime.Passport) regime.Verdict {
	worst := regime.Permitted
	for _, part := range partsOf(p) {
		for _, subject := range subjectsOf(p, t) {
			silent := true
			for _, authority := range o.authorities() {
				doc := exit
				if o.speaksFor(authority, p.To) {
					doc = entry
				}
				v, speaks, mayBeSilent := o.voice(p, t, part, subject, authority, doc)
				if !speaks || (!o.controls(authority, part, p) && v != regime.Refused) {
					continue
				}
				worst, silent = min(worst, v), silent && mayBeSilent
			}
			if silent && (part == record.Entry || part == record.Transit || (part == record.Gate && subject == record.OfPerson)) {
				worst = min(worst, regime.Unknown)
			}
		}
	}
	return worst
}

func subjectsOf(p regime.Passage, t regime.Traveller) []record.Subject {
	out := []record.Subject{record.OfPerson}
	if p.Transit {
		return out
	}
	if t.Vehicle != "" && t.Vehicle != "none" && p.Mode == record.Road {
		out = append(out, record.OfVehicle)
	}
	if t.Cargo != "" && t.Cargo != "persons" {
		out = append(out, record.OfCargo)
	}
	return out
}

func (o *oracle) authorities() []record.AuthorityID {
	var out []record.AuthorityID
	for _, l := range o.laws {
		if !slices.Contains(out, l.authority) {
			out = append(out, l.authority)
		}
	}
	return out
}

// speaksFor reports whether an authority controls an area, or is an organisation
// that whoever does belongs to.
func (o *oracle) speaksFor(authority record.AuthorityID, area record.AreaID) bool {
	for _, c := range o.view.Authorities(area, o.day) {
		if c == authority || o.view.MemberOf(record.AreaID(c), record.GroupID(authority), o.day) {
			return true
		}
	}
	return false
}

// controls reports whether an authority has a say in a part, or only asserts law
// over it. What lies in ruins has its say whoever controls it.
func (o *oracle) controls(authority record.AuthorityID, part record.Part, p regime.Passage) bool {
	switch {
	case authority == "":
		return true
	case p.Transit:
		return o.speaksFor(authority, o.terminal(p).Area)
	case part == record.Exit:
		return o.speaksFor(authority, p.From)
	case part == record.Entry:
		return o.speaksFor(authority, p.To)
	}
	return o.speaksFor(authority, p.From) || o.speaksFor(authority, p.To)
}

// voice gives the weakest that an authority says over everything left out,
// whether it says anything, and whether it may say nothing.
func (o *oracle) voice(p regime.Passage, t regime.Traveller, part record.Part, subject record.Subject,
	authority record.AuthorityID, doc regime.Passport) (worst regime.Verdict, speaks, silent bool) {
	worst = regime.Permitted
	for _, who := range o.completions(p, t, authority, doc) {
		var matched []law
		for _, l := range o.laws {
			if l.authority == authority && o.covers(l, part, p) && (subjectOf(l.r) == subject || subjectOf(l.r) == record.OfAll) &&
				o.touches(l, part, p) && o.classHolds(l, who, t) && o.inTime(l, p) {
				matched = append(matched, l)
			}
		}
		if len(matched) == 0 {
			silent = true
			continue
		}
		speaks = true
		worst = min(worst, o.authority(part, matched, p, t))
	}
	return worst, speaks, silent
}

// covers reports whether a law answers a part. One that answers every part speaks
// of leaving only for who controls that side, and so of entering.
func (o *oracle) covers(l law, part record.Part, p regime.Passage) bool {
	if p.Transit || l.airside {
		return p.Transit && o.coversAirside(l, part)
	}
	if l.r.Part != record.Every {
		return l.r.Part == part
	}
	return (part != record.Exit && part != record.Entry) || o.controls(l.authority, part, p)
}

func subjectOf(r *record.Rule) record.Subject {
	switch {
	case r.Subject != "":
		return r.Subject
	case r.Part == record.Entry || r.Part == record.Exit:
		return record.OfPerson
	}
	return record.OfAll
}

// authority judges an authority's rules that match. Those whose dates are not
// known well enough are tried in force and not, in every combination; if that
// matters it is unknown.
func (o *oracle) authority(part record.Part, matched []law, p regime.Passage, t regime.Traveller) regime.Verdict {
	var surely, perhaps []law
	for _, l := range matched {
		if o.holding(l, p) == record.HoldsPerhaps {
			perhaps = append(perhaps, l)
		} else {
			surely = append(surely, l)
		}
	}
	var seen []regime.Verdict
	for choice := range 1 << len(perhaps) {
		force := slices.Clone(surely)
		for i, l := range perhaps {
			if choice>>i&1 == 1 {
				force = append(force, l)
			}
		}
		if v := o.standing(part, force, p, t); !slices.Contains(seen, v) {
			seen = append(seen, v)
		}
	}
	if len(seen) > 1 {
		return regime.Unknown
	}
	return seen[0]
}

// standing is the weakest of the rules that no other beats; of all, where they
// beat one another in a ring. Claims about one fact that disagree come to unknown.
func (o *oracle) standing(part record.Part, force []law, p regime.Passage, t regime.Traveller) regime.Verdict {
	if len(force) == 0 {
		if part == record.Gate || part == record.Entry || part == record.Transit {
			return regime.Unknown
		}
		return regime.Permitted
	}
	var stand []law
	for _, l := range force {
		if !slices.ContainsFunc(force, func(a law) bool { return o.beaten[[2]int{a.number, l.number}] || o.opensInstead(a, l, p) }) {
			stand = append(stand, l)
		}
	}
	if len(stand) == 0 {
		stand = force
	}
	worst := regime.Permitted
	for _, l := range stand {
		v := o.result(l, p, t)
		disputed := slices.ContainsFunc(stand, func(k law) bool {
			return l.s.Fact != "" && k.s.Fact == l.s.Fact && o.result(k, p, t) != v
		})
		if disputed {
			v = regime.Unknown
		}
		worst = min(worst, v)
	}
	return worst
}

// opensInstead reports whether a is a gate in its hours that is no wider than b,
// a gate out of its own.
func (o *oracle) opensInstead(a, b law, p regime.Passage) bool {
	return o.outOfHours(b, p) && a.r.Part == record.Gate && a.r.Schedule != nil && !o.outOfHours(a, p) && o.inside(a, b)
}

func (o *oracle) outOfHours(l law, p regime.Passage) bool {
	return l.r.Part == record.Gate && l.r.Schedule != nil && l.letsThrough() && !o.scheduled(l, p)
}

// result is what a law comes to for a traveller.
func (o *oracle) result(l law, p regime.Passage, t regime.Traveller) regime.Verdict {
	switch {
	case o.holding(l, p) == record.HoldsLapsed:
		return regime.Unknown
	case o.outOfHours(l, p):
		return regime.Refused
	case l.effect() == regime.Formality && o.papersHeld(l, t):
		return regime.Permitted
	}
	return l.effect()
}

func (l law) letsThrough() bool { return l.effect() > regime.Unknown }

func (l law) effect() regime.Verdict {
	if v := l.r.Visa; v != nil {
		switch {
		case v.Kind == record.VisaRefused:
			return regime.Refused
		case v.Kind == record.VisaFree && len(l.r.Needs) == 0:
			return regime.Permitted
		}
		return regime.Formality
	}
	return regime.VerdictOf(l.r.Effect)
}

// serves lists the kinds of paper that satisfy a visa rule.
var serves = map[record.VisaKind][]string{
	record.VisaOnArrival: {"visa", "e-visa", "residence-permit"}, record.VisaETA: {"eta", "e-visa", "visa", "residence-permit"},
	record.VisaElectric: {"e-visa", "visa", "residence-permit"}, record.VisaRequired: {"visa", "residence-permit"},
}

func (o *oracle) papersHeld(l law, t regime.Traveller) bool {
	held := func(id record.PaperID) bool { return o.held(id, t) }
	if v := l.r.Visa; v != nil && v.Kind != record.VisaFree {
		if !slices.ContainsFunc(serves[v.Kind], func(kind string) bool { return held(record.PaperID(kind + ":" + string(l.authority))) }) {
			return false
		}
	}
	return !slices.ContainsFunc(l.r.Needs, func(n record.Need) bool { return !held(n.Paper) && !slices.ContainsFunc(n.Or, held) })
}

// held reports whether a paper is held; any member issues for its group.
func (o *oracle) held(id record.PaperID, t regime.Traveller) bool {
	kind, issuer, _ := strings.Cut(string(id), ":")
	return slices.ContainsFunc(t.Holds, func(h record.PaperID) bool {
		k, by, _ := strings.Cut(string(h), ":")
		return h == id || (k == kind && o.view.MemberOf(record.AreaID(by), record.GroupID(issuer), o.day))
	})
}
