package reading

import (
	"strings"

	"waythrough/reading/lexicon"
	"waythrough/reading/when"
)

// An event is a verb with what it is done to.
type event struct {
	c               *clause
	v               *group
	subject, object look
	head, direct    look // of the subject and the object, without what hangs on them
	objLo, objHi    int  // units
	rest            look // subject, verb and object together
}

// event gathers what the rules ask about a verb of a clause.
func (x *run) event(c *clause, v *group) *event {
	e := &event{c: c, v: v, objLo: v.hi, objHi: c.hi}
	for i := range c.others {
		o := &c.others[i]
		if o.lo > v.lo && o.inf && o.lo < e.objHi && o.lo > v.hi+12 {
			e.objHi = o.lo
		}
	}
	if v.copula && v.main >= 0 {
		e.objLo = min(v.main, c.hi)
	}
	e.subject = x.look(c.s, c.subject[0], c.subject[1])
	e.object = x.look(c.s, e.objLo, e.objHi)
	front := x.front(c)
	e.head = x.look(c.s, front, x.headEnd(c.s, front, c.subject[1]))
	if e.objLo < len(c.s.units) && !c.s.units[e.objLo].is(x.g.wPrep) { // "opened at dawn" has no object
		e.direct = x.look(c.s, e.objLo, x.headEnd(c.s, e.objLo, e.objHi))
	}
	e.rest = e.subject
	e.rest.nouns |= e.object.nouns
	e.rest.words |= e.object.words
	e.rest.verbs |= e.object.verbs
	e.rest.area = e.rest.area || e.object.area
	e.rest.crossing = e.rest.crossing || e.object.crossing
	e.rest.post = e.rest.post || e.object.post
	e.rest.areas += e.object.areas
	return e
}

// front is where the subject itself begins: after "For the first time,".
func (x *run) front(c *clause) int {
	us, lo := c.s.units, c.subject[0]
	if lo >= c.subject[1] || !us[lo].is(x.g.wPrep) && us[lo].date == nil {
		return lo
	}
	for i := lo + 1; i < c.subject[1] && i < lo+10; i++ {
		if us[i].mark == ',' && i+1 < c.subject[1] {
			return i + 1
		}
	}
	return lo
}

func (e *event) negated(g *grammar) bool { return e.v.neg || e.subject.words&g.wNoDet != 0 }

// headEnd is where the head of a noun group ends: before the first preposition
// but "of".
func (x *run) headEnd(s *sentence, lo, hi int) int {
	seen := false
	for i := lo; i < hi && i < len(s.units); i++ {
		u := &s.units[i]
		if seen && (u.is(x.g.wPrep) && u.word != "of" && u.entry.Noun == 0 || u.mark == ',' && (i+1 >= hi || x.apart(&s.units[i+1]))) {
			return i
		}
		if u.word == "to" && i+1 < hi && s.units[i+1].entry.Form&lexicon.Base != 0 && i > lo {
			return i
		}
		seen = seen || i > lo && s.units[i-1].is(x.g.wDet) && u.mark == 0 || u.entry.Noun != 0 || u.name() || u.is(x.g.wSubj)
	}
	return hi
}

// apart reports whether what follows a comma is no more of a list of
// adjectives: "its land, sea and air borders".
func (x *run) apart(u *unit) bool {
	return u.is(x.g.wPrep|x.g.wRel|x.g.wSubj|x.g.wDet|x.g.wAnd) || u.name() || u.date != nil || u.mark != 0 ||
		u.entry.Verb != 0 && u.entry.Noun == 0 || u.word != "" && u.word[0] >= '0' && u.word[0] <= '9'
}

// outcome is what becomes of an event.
type outcome struct {
	status   Status
	modality Modality
	position bool // it is what somebody wants or refuses, and no event
	unmet    bool // it did not happen
}

// settle decides, from tense, negation, modality and attribution, what is
// said of an event whose plain past would be the status given.
//
//	did, has done, is doing   the status; reported if somebody says so
//	will, is to               dated (a day is named) or announced; planned
//	would, as told            the same
//	would, could, might       proposed; conditional
//	will, would, … if, once   proposed; conditional
//	did not, has not          did not happen
//	will not, would not       rejected
func (x *run) settle(e *event, status Status) outcome {
	v, c := e.v, e.c
	ahead := v.future || v.due || c.reported && (v.modal == "would" || v.modal == "should") || v.modal == "should" ||
		v.modal == "may" && e.object.words&x.g.wAgain != 0 && x.future(c)
	hedged := c.hedged || x.conditionIn(c, v)
	present := !v.past && !v.perfect && v.modal == "" && v.finite
	ahead = ahead || present && !x.aside(c, v) && (x.coming(c) || x.future(c) && !x.sinceIn(c))
	if present && !v.copula && x.sameDay(c) && x.promising() {
		return outcome{status: Dated, modality: Planned}
	}
	if v.due && v.past && v.perfect { // was to have opened
		return outcome{status: NotImplemented, modality: Negated, unmet: true}
	}
	if !e.negated(x.g) && v.modal == "would" && v.passive && c.s.units[v.lo].word == "be" && x.atOnce(c, v.lo) && !hedged { // that it be opened at once
		return outcome{status: status, modality: Fact}
	}
	switch {
	case e.negated(x.g) && (ahead || v.modal == "would"):
		return outcome{status: Rejected, modality: Negated, position: true}
	case e.negated(x.g):
		return outcome{status: NotImplemented, modality: Negated, unmet: true}
	case (ahead || v.maybe() || present) && hedged:
		return outcome{status: Proposed, modality: Conditional}
	case ahead:
		if x.dayIn(c) {
			return outcome{status: Dated, modality: Planned}
		}
		return outcome{status: Announced, modality: Planned}
	case v.under && v.past && v.class&(x.g.vBar|x.g.vAdmit|x.g.vPass|x.g.vClose) == 0:
		return outcome{status: Announced, modality: Planned}
	case v.modal == "must":
		return outcome{status: Stated, modality: Reported, position: true}
	case v.maybe():
		return outcome{status: Proposed, modality: Conditional}
	case c.reported:
		return outcome{status: status, modality: Reported}
	}
	return outcome{status: status, modality: Fact}
}

// aside reports whether all times of a clause stand in the midst of its subject:
// "the bridge, opened in May, works".
func (x *run) aside(c *clause, v *group) bool {
	for i := c.lo; i < c.hi; i++ {
		if c.s.units[i].date != nil && (i <= x.front(c) || i >= v.lo) {
			return false
		}
	}
	return true
}

// sameDay reports whether a clause says "the same day", "at the same hour".
func (x *run) sameDay(c *clause) bool {
	us := c.s.units
	for i := c.lo; i+1 < c.hi; i++ {
		if us[i].word == "same" && (us[i+1].word == "day" || us[i+1].word == "hour" || us[i+1].word == "time") || us[i].date != nil && strings.HasSuffix(x.text[us[i].lo:us[i].hi], "same day") {
			return true
		}
	}
	return false
}

// promising reports whether what was last told is yet to come.
func (x *run) promising() bool {
	n := len(x.drafts)
	return n > 0 && x.drafts[n-1].modality == Planned && x.now-x.drafts[n-1].sentence <= 1
}

// conditionIn reports whether the clause holds its own condition.
func (x *run) conditionIn(c *clause, v *group) bool {
	if c.joint == condition {
		return true
	}
	for i := v.hi; i < c.hi; i++ {
		u := &c.s.units[i]
		if u.is(x.g.wCond) && !u.is(x.g.wModal) || u.word == "before" && v.neg {
			return true
		}
	}
	return false
}

// dayIn reports whether a clause names a day, looking ahead.
func (x *run) dayIn(c *clause) bool { return x.dayFrom(c, c.lo) }

// dayFrom reports whether a clause names a day at a unit or after it: what
// stands before is when it was said or decided.
func (x *run) dayFrom(c *clause, from int) bool {
	named := false
	for i := from; i < c.hi; i++ {
		named = named || c.s.units[i].date != nil
	}
	if !named {
		return false
	}
	lo, hi := c.s.units[from].lo-c.s.lo, c.s.units[c.hi-1].hi-c.s.lo
	for _, f := range when.Find(x.text[c.s.lo:c.s.hi], x.published, when.Future) {
		if f.Start < lo || f.End > hi || f.Kind == when.By || f.Kind == when.Until {
			continue
		}
		if span := f.Value.Date.Text; len(span) == len("2006-01-02/2006-01-02") && !strings.Contains(f.Text, "week") {
			return true // from Friday to Saturday
		}
		if len(f.Value.Date.Text) == len("2006-01-02") || len(f.Value.From.Text) >= len("2006-01-02") || strings.Contains(f.Text, "day") && f.Value.IsZero() && x.published == 0 {
			return true
		}
	}
	return false
}

// coming reports whether a clause in the present tense names a day after
// publication: "takes effect on Thursday".
func (x *run) coming(c *clause) bool {
	if x.published == 0 || !x.dayIn(c) {
		return false
	}
	lo, hi := c.s.units[c.lo].lo-c.s.lo, c.s.units[c.hi-1].hi-c.s.lo
	for _, f := range when.Find(x.text[c.s.lo:c.s.hi], x.published, when.Future) {
		if f.Start < lo || f.End > hi {
			continue
		}
		if v := f.Value; !v.Date.IsZero() && v.Date.FirstDay() > x.published || !v.From.IsZero() && v.From.FirstDay() > x.published {
			return true
		}
	}
	return false
}

// future reports whether a clause names a time after publication.
func (x *run) future(c *clause) bool {
	for i := c.lo; i < c.hi; i++ {
		if d := c.s.units[i].date; d != nil && x.published != 0 {
			if v := d.Value.Date; !v.IsZero() && v.FirstDay() > x.published {
				return true
			}
			if v := d.Value.From; !v.IsZero() && v.FirstDay() > x.published {
				return true
			}
		}
	}
	return false
}

// add drafts a proposal for an event with its outcome. Whether a matter that
// did not come about was a crossing, a service or a visa, it is the
// undertaking that was not kept.
func (x *run) add(e *event, kind Kind, o outcome, rule string) {
	switch {
	case e.before(x.g) && !o.position && !o.unmet && o.modality != Planned && o.modality != Conditional && kind != Relation:
		kind, o = Background, outcome{status: Stated, modality: o.modality}
	case o.position:
		kind = Position
	case o.unmet && kind == Crossing:
		kind = Commitment
	}
	x.draft(e.c, e.v, kind, o.status, o.modality, rule)
}

// before reports whether an event is told as what went before another: "after
// Rabat had imposed visas", "had been allowed until April".
func (e *event) before(g *grammar) bool {
	if !e.v.past || !e.v.perfect {
		return false
	}
	if e.c.joint == adverbial {
		return true
	}
	for i := e.v.hi; i < e.c.hi; i++ {
		if d := e.c.s.units[i].date; d != nil && d.Kind == when.Until && e.v.class&g.vAdmit != 0 {
			return true
		}
	}
	return false
}

// draft notes a proposal whose passage is the clause.
func (x *run) draft(c *clause, v *group, kind Kind, status Status, modality Modality, rule string) *draft {
	lo := c.lo
	if !c.own && v != nil && v.lo > lo && !x.g.hasNoun(c.s.units, lo, v.lo) {
		lo = v.lo
	}
	x.drafts = append(x.drafts, draft{kind: kind, status: status, modality: modality, c: c, v: v, lo: lo, hi: c.hi,
		who: c.subject, sentence: x.now, rule: rule, parties: x.parties, partiesOf: x.partiesOf})
	if kind == Crossing || kind == Service || kind == Visa || kind == Relation {
		x.note(kind)
	}
	return &x.drafts[len(x.drafts)-1]
}
