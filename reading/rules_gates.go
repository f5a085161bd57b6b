package reading

import (
	"waythrough/reading/lexicon"
	"waythrough/reading/when"
)

// postponed: an opening that was promised and put off. With a new day it is
// dated, without one the undertaking is suspended.
func (x *run) postponed(e *event) bool {
	g := x.g
	if e.v.class&g.vCancel == 0 || !x.border || e.negated(g) || e.v.maybe() || e.v.future {
		return false
	}
	what := e.head
	if !e.v.passive {
		what = e.direct
	}
	if what.nouns&g.nReopening == 0 || what.nouns&(g.nStrongMeeting|g.nService|g.nVisa) != 0 {
		return false
	}
	if !x.isBorder(what) && !what.post && !what.crossing && !what.town && !(what.name && x.topic == Crossing) {
		return false
	}
	if x.dayIn(e.c) && x.future(e.c) {
		x.draft(e.c, e.v, Crossing, Dated, Planned, "postponed-to")
		return true
	}
	o := outcome{status: Suspended, modality: Fact}
	if e.c.reported {
		o.modality = Reported
	}
	x.draft(e.c, e.v, Commitment, o.status, o.modality, "postponed")
	return true
}

// untrue: a report that a border was shut is false.
func (x *run) untrue(e *event) bool {
	if !e.v.copula || e.v.main < 0 || e.v.neg || e.c.s.units == nil {
		return false
	}
	us := e.c.s.units
	if e.v.main >= len(us) || !falsehood[us[e.v.main].word] {
		return false
	}
	l := x.look(e.c.s, 0, e.v.lo)
	if l.nouns&x.g.nMedia == 0 {
		return false
	}
	kind := x.kindOf(l)
	if kind == "" && x.border && l.verbs&(x.g.vOpen|x.g.vClose) != 0 && (l.post || l.town || l.name) {
		kind = Crossing
	}
	if kind == "" {
		return false
	}
	d := x.draft(e.c, e.v, kind, Denied, Negated, "untrue")
	for i := 0; i < e.v.lo; i++ { // from the report on
		if us[i].noun(x.g.nMedia) {
			d.lo = i
			break
		}
	}
	kept := x.drafts[:0] // what was reported is not stated
	for i := range x.drafts {
		if o := &x.drafts[i]; o.sentence != x.now || o.rule == "untrue" || o.lo < d.lo || o.hi > d.hi {
			kept = append(kept, *o)
		}
	}
	x.drafts = kept
	return true
}

// fragment: a sentence without a subject says what has become of the crossing
// last spoken of: "Closed since 2015.", "Still shut."
func (x *run) fragment(c *clause) {
	g, us := x.g, c.s.units
	if !x.border || x.topic != Crossing || x.now-x.topicAt > 1 || c.lo != 0 || len(us) > 9 || len(x.clauses) > 1 {
		return
	}
	i := 0
	for i < len(us) && us[i].is(g.wAdv) && us[i].entry.Verb == 0 {
		i++
	}
	if i >= len(us) || !us[i].is(g.wOpen|g.wClosed) {
		return
	}
	if n := i + 1; n < len(us) && us[n].mark == 0 && us[n].date == nil && !us[n].is(g.wPrep|g.wAdv|g.wTemp|g.wAgain) {
		return
	}
	e := &event{c: c, v: &group{lo: i, hi: i + 1, main: i, passive: true}}
	status := Open
	if us[i].is(g.wClosed) {
		status = Closed
	}
	d := x.draft(c, e.v, Crossing, x.partly(e, status), Fact, "fragment")
	d.lo = c.lo
}

// withShut: "with the border shut, …"; "with the crossing still closed".
func (x *run) withShut(c *clause) {
	g, us := x.g, c.s.units
	if !x.border {
		return
	}
	for i := c.lo; i < c.hi; i++ {
		if us[i].word != "with" {
			continue
		}
		for j := i + 2; j < c.hi && j < i+9 && us[j].mark == 0 && (us[j].entry.Verb == 0 || us[j].is(g.wOpen|g.wClosed)); j++ {
			if !us[j].is(g.wOpen | g.wClosed) {
				continue
			}
			if us[j-1].is(g.wDet|g.wPrep) || j+1 < c.hi && us[j+1].entry.Noun != 0 { // a closed border
				break
			}
			l := x.look(c.s, i+1, j)
			if !x.isBorder(l) && !l.post && !l.crossing {
				break
			}
			end := j + 1
			for end < c.hi && us[end].mark == 0 {
				end++
			}
			status := Open
			if us[j].is(g.wClosed) {
				status = Closed
			}
			d := x.draft(c, &group{lo: j, hi: j + 1, main: j, passive: true}, Crossing, status, Fact, "with")
			d.lo, d.hi, d.who = i+1, end, [2]int{i + 1, j}
			break
		}
	}
}

// hearsay: "is said to have reopened".
func (x *run) hearsay(c *clause, o *group, e *event) bool {
	g := x.g
	v := c.verb
	if v == nil || !v.passive || v.class&(g.vSay) == 0 || v.neg || !o.perfect || o.lo-v.hi > 2 || !x.border {
		return false
	}
	passive := *e
	status, rule := x.passage(&passive)
	if status == "" {
		return false
	}
	modality := Reported
	if o.neg {
		return false
	}
	x.draft(c, o, Crossing, x.partly(&passive, status), modality, rule)
	return true
}

// ruledOut: "does not rule out closing" leaves it possible.
func (x *run) ruledOut(e *event) bool {
	g := x.g
	if e.v.class&g.vReject == 0 || !e.negated(g) || e.v.future || e.v.main < 0 || e.c.s.units[e.v.main].entry.Lemma != "rule out" && e.c.s.units[e.v.main].entry.Lemma != "exclude" {
		return false
	}
	acts := e.object.verbs&(g.vOpen|g.vClose|g.vStop|g.vResume) != 0 || e.object.nouns&(g.nReopening|g.nMeasure) != 0
	kind := x.kindOf(e.object)
	if !acts || kind != Crossing && kind != Service {
		return false
	}
	x.draft(e.c, e.v, kind, Proposed, Conditional, "not-ruled-out")
	return true
}

// made: somebody brought a border into a state: "ordered the gate shut",
// "declared the frontier open", "kept the bridge closed".
func (x *run) made(e *event) bool {
	g, us := x.g, e.c.s.units
	if !x.border || e.v.main < 0 || e.v.passive || e.v.copula || e.v.class&g.vRemain != 0 {
		return false
	}
	switch us[e.v.main].entry.Lemma {
	case "order", "declare", "leave", "have", "make", "pronounce", "command", "proclaim", "put", "take", "bring":
	default:
		return false
	}
	if !x.isBorder(e.direct) && !x.namedObject(e) && x.pronoun(e.direct) != Crossing {
		return false
	}
	for j := e.v.hi + 1; j < len(us) && j < e.v.hi+9 && us[j].mark == 0; j++ {
		u := &us[j]
		if j > e.c.hi || u.is(g.wBe|g.wHave|g.wModal) || u.word == "to" || u.is(g.wRel|g.wDet) && j > e.v.hi+1 {
			return false
		}
		shut := u.is(g.wClosed) || u.entry.Verb&g.vClose != 0 && u.entry.Form&lexicon.Participle != 0
		open := u.is(g.wOpen) || u.entry.Verb&g.vOpen != 0 && u.entry.Form&lexicon.Participle != 0
		if !shut && !open || us[j-1].is(g.wDet) || j+1 < e.c.hi && us[j+1].noun(g.nBorder|g.nCrossing|g.nGate) {
			continue
		}
		status := Open
		if shut {
			status = Closed
		}
		o := x.settle(e, x.partly(e, status))
		if o.unmet || o.position {
			return false
		}
		x.add(e, Crossing, o, "made")
		if next := x.following(e.c); next != nil && j >= e.c.hi {
			x.drafts[len(x.drafts)-1].hi = next.hi
			x.muteNext(e.c)
		}
		return true
	}
	return false
}

// narrowWay: a pass, a tunnel or a corridor is what was last spoken of, when
// that was a crossing.
func (x *run) narrowWay(s *sentence, lo, hi int) bool {
	if !x.border || x.topic != Crossing || x.now-x.topicAt > 2 || x.now <= 1 {
		return false
	}
	for i := lo + 1; i < hi; i++ {
		if u := &s.units[i]; u.noun(x.g.nFaint) && s.units[i-1].is(x.g.wDet) {
			switch u.entry.Lemma {
			case "pass", "mountain pass", "tunnel", "route", "span", "landing", "path":
				return true
			}
		}
	}
	return false
}

// firstTo: "will be the next to open", "was the first to shut".
func (x *run) firstTo(c *clause) {
	g, v := x.g, c.verb
	if !x.border || v == nil || !v.copula || v.class&g.vRemain != 0 || len(x.drafts) > 0 && x.drafts[len(x.drafts)-1].v == v {
		return
	}
	for i := range c.others {
		o := &c.others[i]
		if !o.inf || o.passive || o.class&(g.vOpen|g.vClose) == 0 || o.lo < v.hi || o.lo-v.hi > 5 || x.look(c.s, v.hi, o.lo).words&g.wFirst == 0 {
			continue
		}
		w := *v
		w.copula, w.class, w.main, w.hi = false, o.class, o.main, o.hi
		e := x.event(c, &w)
		if status, _ := x.passage(e); status != "" {
			out := x.settle(e, x.partly(e, status))
			if !out.unmet && !out.position {
				x.draft(c, v, Crossing, out.status, out.modality, "first-to")
			}
		}
		return
	}
}

// unchanged reports whether all that an article says of a border is that it
// stays open: then it tells of a queue or an attack, and of no opening.
func (x *run) unchanged() bool {
	for i := range x.drafts {
		d := &x.drafts[i]
		stays := d.v != nil && (d.rule == "state" && d.v.class&x.g.vRemain != 0 || d.rule == "work" && d.c.s.units[d.v.main].entry.Lemma == "stay open")
		if d.kind != Crossing || d.status != Open || !stays || x.look(d.c.s, d.c.lo, d.c.hi).words&x.g.wOnly != 0 {
			return false
		}
	}
	return len(x.drafts) > 0
}

// spokenOf is what a clause that states nothing leaves for "it" to stand for:
// a place near a border is not the border.
func (x *run) spokenOf(e *event) Kind {
	k := x.kindOf(x.look(e.c.s, e.c.lo, e.c.hi))
	if k == Crossing && !e.v.copula && x.kindOf(e.head) == "" && x.kindOf(e.direct) == "" && e.direct.any && e.direct.unknown && !e.head.post && !e.head.crossing {
		return ""
	}
	return k
}

// doubtful reports whether nobody can tell when: "it is unclear when".
func (x *run) doubtful(e *event) bool {
	us := e.c.s.units
	if !e.v.copula && !e.v.passive || e.v.main < 0 {
		return false
	}
	for i := e.v.main; i < e.v.main+3 && i+1 < len(us); i++ {
		if next := us[i+1].word; next == "when" || next == "whether" || next == "how" {
			switch us[i].word {
			case "unclear", "unknown", "uncertain", "unsure", "undecided":
				return true
			case "clear", "known", "certain", "sure", "decided":
				return e.negated(x.g)
			}
		}
	}
	return false
}

// told: an opening or closure, as a noun, takes place or goes on; a movement
// is allowed, or kept to some.
func (x *run) told(e *event) (Status, string) {
	g, v := x.g, e.v
	h := e.head
	if h.nouns&g.nMeasure != 0 && h.nouns&(g.nBan|g.nService) == 0 && v.class&g.vInForce != 0 && x.border && (x.isBorder(e.subject) || x.topic == Crossing && x.now-x.topicAt <= 1) {
		return Closed, "in-force"
	}
	if !x.isBorder(e.subject) && !x.isMovement(e.subject) && !e.subject.post && !e.subject.crossing {
		return "", ""
	}
	switch {
	case h.nouns&g.nReopening != 0 && h.nouns&g.nService == 0 && !v.passive && v.class&g.vOccur != 0 && v.class&g.vOpen == 0:
		return Open, "takes-place"
	case h.nouns&g.nMeasure != 0 && h.nouns&g.nService == 0 && !v.passive && v.class&g.vRemain != 0 && h.nouns&g.nBan == 0:
		return Closed, "goes-on"
	case !v.passive || v.class&(g.vAdmit|g.vBar) == 0 || !x.isMovement(h):
		return "", ""
	case v.class&g.vBar != 0:
		us := e.c.s.units
		if v.hi+1 < e.c.hi && (us[v.hi].word == "to" || us[v.hi].word == "for") {
			return PartlyOpen, "kept-to"
		}
		if l := us[v.main].entry.Lemma; l == "restrict" || l == "limit" {
			return PartlyClosed, "restricted"
		}
		return "", ""
	case h.nouns&(g.nClass|g.nVehicle) != 0 || x.hoursAfter(e.c, v.hi-1):
		return PartlyOpen, "movement"
	}
	return x.partly(&event{c: e.c, v: &group{lo: v.lo, hi: v.hi, main: v.main, class: g.vOpen}}, Open), "movement"
}

// fronted is where the subject begins after an adverbial that stands before
// it: "After months of closure, the crossing …".
func (g *grammar) fronted(us []unit, lo, hi int) int {
	if !us[lo].is(g.wPrep) || us[lo].thing != nil {
		return lo
	}
	for i := lo + 1; i < hi; i++ {
		if us[i].mark == ',' && g.hasNoun(us, i+1, hi) {
			return i + 1
		}
	}
	return lo
}

// named: an opening or closure told as a noun, with its day: "since the closure
// of the border in March".
func (x *run) named(c *clause) {
	g, us := x.g, c.s.units
	if !x.border {
		return
	}
	for i := c.lo; i < c.hi; i++ {
		u := &us[i]
		if !u.noun(g.nReopening|g.nMeasure) || u.noun(g.nBan|g.nService) || i < 2 || !us[i-1].is(g.wDet) {
			continue
		}
		switch us[i-2].word {
		case "since", "after", "following", "before", "until", "despite":
		default:
			continue
		}
		end, dated := i+1, false
		for end < c.hi && us[end].mark == 0 && (c.verb == nil || end < c.verb.lo || i >= c.verb.hi) {
			dated = dated || us[end].date != nil && us[end].date.Kind != when.Until
			end++
		}
		if !dated || x.future(c) || c.verb != nil && (c.verb.future || c.verb.maybe()) || !x.isBorder(x.look(c.s, i, end)) {
			continue
		}
		status := Closed
		if u.noun(g.nReopening) {
			status = Open
		} else if u.entry.Lemma != "closure" && u.entry.Lemma != "border closure" && u.entry.Lemma != "closing" && u.entry.Lemma != "sealing" && u.entry.Lemma != "shutdown" && u.entry.Lemma != "blockade" {
			continue
		}
		d := x.draft(c, nil, Crossing, status, Fact, "named")
		d.lo, d.hi = i-1, end
	}
}
