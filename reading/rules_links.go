package reading

import "strings"

// visa: visas abolished, introduced, needed no more.
func (x *run) visa(e *event) bool {
	g, v := x.g, e.v
	if !x.visas {
		return false
	}
	all := x.look(e.c.s, e.c.lo, e.c.hi)
	is := func(l look) bool { return l.nouns&g.nVisa != 0 }
	free := all.words&g.wVisaFree != 0
	target, ok := x.target(e, is)
	if v.class&g.vRequire != 0 && !v.passive && !ok && e.direct.nouns&g.nPapers != 0 && (e.subject.people || e.subject.nouns&(g.nClass|g.nGeneral) != 0) {
		target, ok = e.direct, true // they need a permit
	}
	if lemma := x.lemma(v, e.c); ok && (lemma == "need" || lemma == "require" || lemma == "obtain" || lemma == "get" || lemma == "demand") {
		neg, modal := v.neg, v.modal // whether they need one or not, it is the rule
		defer func() { v.neg, v.modal = neg, modal }()
		if v.neg = false; modal == "must" {
			v.modal = ""
		}
	}
	switch {
	case v.inf:
		return false
	case e.subject.words&g.wNoDet != 0 && (free || e.subject.nouns&g.nVisa != 0 && (v.class&g.vRequire != 0 || v.copula && x.available(e))):
		x.draft(e.c, v, Visa, InOperation, Fact, "visa-needed")
		return true
	case v.class&g.vInForce != 0 && e.subject.nouns&g.nVisa != 0:
		x.add(e, Visa, x.settle(e, InOperation), "visa-in-force")
		return true
	case free && all.nouns&(g.nVisa|g.nPapers) == 0 && !x.visaWord(e.c) && x.topic != Visa:
		return false
	case free && v.class&(g.vClose|g.vBar) != 0 && (x.isBorder(e.direct) || x.isBorder(e.head)):
		return false // shut to those without a visa
	case free && v.class&g.vOpen != 0 && all.nouns&g.nMovement != 0:
		return false // a corridor, not a rule
	case free && v.past && !v.perfect && !v.passive:
		return false // how it once was
	case free:
		status := InOperation
		modal := v.modal
		defer func() { v.modal = modal }()
		if modal == "may" || modal == "can" {
			v.modal = ""
			v.future = v.future || x.future(e.c)
		}
		if e.v.class&(g.vStop|g.vAbolish) != 0 && target.nouns&g.nMeasure != 0 {
			status = Ended
		}
		neg := e.v.neg
		e.v.neg = false
		x.add(e, Visa, x.settle(e, status), "visa-free")
		e.v.neg = neg
		return true
	}
	return (ok || e.subject.nouns&g.nVisa != 0 && v.copula) && x.visaDone(e, ok)
}

func (x *run) lemma(v *group, c *clause) string {
	if v.main < 0 || v.main >= len(c.s.units) {
		return ""
	}
	return c.s.units[v.main].entry.Lemma
}

// undoing reports whether a verb ends for good what it is done to.
func (x *run) undoing(v *group, c *clause) bool {
	switch x.lemma(v, c) {
	case "cancel", "revoke", "withdraw", "rescind", "terminate", "scrap":
		return true
	}
	return false
}

// available reports whether a copula says that something is to be had.
func (x *run) available(e *event) bool {
	for i := e.v.lo; i < e.c.hi && i < e.v.hi+4; i++ {
		switch e.c.s.units[i].word {
		case "available", "obtainable", "needed", "required", "necessary", "compulsory", "mandatory", "free":
			return true
		}
	}
	return false
}

// visaWord reports whether the clause says "visa" within a phrase.
func (x *run) visaWord(c *clause) bool {
	s := c.s.units
	for i := c.lo; i < c.hi; i++ {
		if s[i].is(x.g.wVisaFree) && strings.Contains(x.text[s[i].lo:s[i].hi], " ") || s[i].is(x.g.wVisaFree) && s[i].word == "visa" {
			return true
		}
	}
	return false
}

// relation: relations severed, restored, never established; an embassy closed.
func (x *run) relation(e *event) bool {
	g, v := x.g, e.v
	all := x.look(e.c.s, e.c.lo, e.c.hi)
	if all.words&g.wNoTies != 0 {
		x.draft(e.c, v, Relation, Ended, Negated, "no-relations")
		return true
	}
	if v.class&g.vRecognise != 0 && x.relations && !v.inf {
		return x.recognised(e)
	}
	if x.sentAway(e) {
		return true
	}
	if l := x.lemma(v, e.c); (l == "break with" || l == "make up with" || l == "mend fences with") && e.direct.area && !v.inf && !e.negated(g) {
		status := Resumed
		if l == "break with" {
			status = Ended
		}
		x.add(e, Relation, x.settle(e, status), "broke-with")
		return true
	}
	is := func(l look) bool {
		return l.nouns&g.nDipl != 0 || l.nouns&g.nRelation != 0 && (l.areas > 0 || x.relations) || x.pronoun(l) == Relation
	}
	t, ok := x.target(e, is)
	if !ok && is(e.head) && (x.hasWord(e.c, "doors") || x.hasWord(e.c, "post") || x.hasWord(e.c, "posts")) { // "has reopened its doors"
		t, ok = e.head, true
	}
	if !ok || len(x.areas) < 2 || v.inf {
		return false
	}
	status := x.tied(e, t)
	if status == "" {
		return false
	}
	o := x.settle(e, status)
	if o.unmet {
		o = outcome{status: Ended, modality: Negated}
	}
	x.add(e, Relation, o, "relation")
	return true
}

// sentAway: an ambassador was asked, given days, ordered to leave.
func (x *run) sentAway(e *event) bool {
	g, us := x.g, e.c.s.units
	t := e.direct
	if e.v.passive {
		t = e.head
	}
	sent := x.lemma(e.v, e.c) == "send" && !e.v.inf && x.hasWord(e.c, "home")
	if t.nouns&g.nDipl == 0 || t.nouns&g.nRelation == 0 || e.v.class&(g.vDemand|g.vGive|g.vDecide|g.vAnnounce) == 0 && !sent || e.negated(g) || e.v.maybe() || e.v.inf || len(x.areas) < 2 {
		return false
	}
	for i := e.v.hi; i < len(us) && i < e.v.hi+12; i++ {
		if us[i].word == "leave" || sent && us[i].word == "home" || us[i].word == "out" && (i+1 >= len(us) || us[i+1].mark != 0) || us[i].word == "depart" || us[i].word == "go" && us[i-1].word == "to" {
			x.add(e, Relation, x.settle(e, Suspended), "sent-away")
			return true
		}
	}
	return false
}

// tied says what a verb does to relations, to an embassy or to an ambassador.
func (x *run) tied(e *event, t look) Status {
	g, v := x.g, e.v
	dipl := t.nouns&g.nDipl != 0 || x.pronoun(t) == Relation
	lemma := ""
	if v.main >= 0 {
		lemma = e.c.s.units[v.main].entry.Lemma
	}
	switch {
	case v.class&g.vRecall != 0 && v.class&g.vClose == 0 && (x.hasWord(e.c, "diplomats") || x.hasWord(e.c, "diplomat")):
		return "" // some of the staff
	case v.class&g.vRecall != 0 && t.nouns&g.nOfficial != 0:
		return Suspended // somebody is called home
	case v.class&g.vSever != 0 && v.class&g.vStart == 0 && (t.nouns&g.nRelation != 0 || dipl):
		switch {
		case lemma == "suspend" || lemma == "freeze" || lemma == "downgrade" || lemma == "pause":
			return Suspended
		case t.nouns&g.nOfficial != 0 && t.nouns&g.nDipl != 0 && lemma != "break" && lemma != "break off":
			return Suspended
		}
		return Ended
	case v.class&g.vRecall != 0 && dipl:
		return Suspended
	case v.class&g.vClose != 0 && dipl && (x.hasWord(e.c, "noon") || x.hasWord(e.c, "midnight") || x.hasWord(e.c, "night") || x.hasWord(e.c, "weekend")):
		return "" // its hours
	case v.class&g.vClose != 0 && dipl:
		return Ended
	case t.nouns&g.nReopening != 0 && v.class&(g.vComplete|g.vOccur|g.vStart|g.vAnnounce) != 0:
		return Resumed
	case v.class&g.vResume != 0, dipl && v.class&(g.vOpen|g.vAppoint|g.vEstablish) != 0 && (x.again(e) || x.re(v, e.c) || lemma == "normalise" || lemma == "normalize"):
		return Resumed
	case v.class&(g.vEstablish|g.vStart|g.vOpen|g.vAppoint) != 0 && dipl,
		dipl && t.nouns&g.nOfficial == 0 && x.sinceIn(e.c) && v.class&g.vRemain == 0 && (lemma == "enjoy" || lemma == "maintain" || lemma == "exist" || lemma == "have"):
		return Started
	}
	return ""
}

// recognised: one state recognises another, or does not.
func (x *run) recognised(e *event) bool {
	v := e.v
	t, state := e.object, e.object.area || e.object.words&x.g.wSubj != 0 && e.objHi-e.objLo <= 2 || x.hasWord(e.c, "independence") || x.hasWord(e.c, "state")
	if v.passive {
		t, state = e.subject, e.subject.area && x.agent(&draft{c: e.c, v: v})[1] > 0
	}
	if v.past && v.perfect && !e.c.reported {
		return false // what went before
	}
	if !state || t.nouns&(x.g.nPapers|x.g.nCrossing|x.g.nBorder) != 0 {
		return false
	}
	o := x.settle(e, Started)
	if o.unmet {
		o = outcome{status: Ended, modality: Negated}
	}
	x.add(e, Relation, o, "recognised")
	return true
}

// background: the war, protest or attack after which a border was shut.
func (x *run) background(e *event) bool {
	g, c := x.g, e.c
	if c.joint != adverbial || e.v.future || e.v.maybe() || e.v.inf {
		return false
	}
	if x.afterClosure(c) && e.v.past && x.kindOf(e.subject) == "" && x.kindOf(e.direct) == "" && e.v.main >= 0 && !e.v.copula &&
		e.v.class&(g.vOpen|g.vClose|g.vLift|g.vStop|g.vResume|g.vSay|g.vAdmit|g.vBar|g.vPass) == 0 {
		x.draft(c, e.v, Background, Stated, Fact, "background-after")
		return true
	}
	if e.v.class&g.vTake == 0 && !(e.rest.nouns&g.nConflict != 0 && e.v.class&(g.vStart|g.vRecall|g.vTake|g.vOther) != 0) {
		return false
	}
	if e.rest.nouns&g.nConflict == 0 || x.kindOf(x.look(c.s, 0, c.lo)) == "" {
		return false
	}
	x.draft(c, e.v, Background, Stated, Fact, "background")
	return true
}

// violence notes what was done by arms or by water, if it is told as past: it
// is background if something is shut beside it (blames).
func (x *run) violence(c *clause) {
	g, v := x.g, c.verb
	if v == nil || v.class&g.vAttack == 0 || v.neg || v.future || v.due || v.maybe() || !v.past && !v.perfect || c.joint == condition {
		return
	}
	if o := x.look(c.s, v.hi, c.hi); x.kindOf(x.look(c.s, c.subject[0], c.subject[1])) != "" || o.words&g.wVote != 0 || v.passive && v.bare {
		return
	}
	for i := range x.drafts {
		if d := &x.drafts[i]; d.c == c && d.v == v {
			return // it states something already
		}
	}
	x.blamed = append(x.blamed, draft{kind: Background, status: Stated, modality: Fact, c: c, v: v, lo: c.lo, hi: c.hi, who: c.subject, sentence: x.now, rule: "violence"})
}

// blames makes background of the violence told in the sentence of a closure or
// a break, or in the one before or after it, once for each.
func (x *run) blames() {
	for i := range x.blamed {
		b := &x.blamed[i]
		for j := range x.drafts {
			d := &x.drafts[j]
			switch d.status {
			case Closed, PartlyClosed, Suspended, Ended, Cancelled:
			default:
				continue
			}
			if d.modality != Planned && d.modality != Conditional && d.sentence-b.sentence <= 1 && b.sentence-d.sentence <= 1 {
				x.drafts = append(x.drafts, *b)
				break
			}
		}
	}
}

// causes: "after a clash at …", "following the war of …", told of something
// that was shut, broken off or suspended in the same clause.
func (x *run) causes(c *clause, from int) {
	g, us := x.g, c.s.units
	shut := false
	for i := from; i < len(x.drafts); i++ {
		switch x.drafts[i].status {
		case Closed, PartlyClosed, Suspended, Ended:
			shut = shut || x.drafts[i].c == c
		}
	}
	if !shut {
		return
	}
	for i := range c.others { // "…, accusing it of backing rebels"
		if o := &c.others[i]; o.ing && o.class&g.vAccuse != 0 {
			d := x.draft(c, o, Background, Stated, Reported, "accusing")
			d.lo = o.lo
			return
		}
	}
	for i := c.lo; i+1 < c.hi; i++ {
		if w := us[i].word; w != "after" && w != "following" && w != "over" && w != "amid" && !x.inWake(us, i) || us[i].date != nil {
			continue
		}
		hi, why := i+1, false
		for hi < c.hi && us[hi].mark == 0 && !us[hi].is(g.wRel) && hi < i+16 {
			why = why || us[hi].noun(g.nConflict)
			hi++
		}
		if why && hi > i+2 {
			d := x.draft(c, nil, Background, Stated, Fact, "cause")
			d.lo, d.hi = i, hi
			return
		}
	}
}

// inWake reports whether "in the wake of", "in response to", "in retaliation
// for" begins at a unit.
func (x *run) inWake(us []unit, i int) bool {
	if us[i].word != "in" {
		return false
	}
	for j := i + 1; j < min(len(us), i+3); j++ {
		switch us[j].word {
		case "wake", "response", "retaliation", "aftermath", "reprisal", "protest":
			return true
		}
	}
	return false
}

// afterClosure reports whether a clause that begins with "after" or "when"
// follows one of its sentence that tells of something shut or broken off.
func (x *run) afterClosure(c *clause) bool {
	if c.lo == 0 {
		return false
	}
	switch c.s.units[c.lo-1].word {
	case "after", "when", "because", "since":
	default:
		return false
	}
	for i := len(x.drafts) - 1; i >= 0 && x.drafts[i].sentence == x.now; i-- {
		d := &x.drafts[i]
		switch d.status {
		case Closed, PartlyClosed, Suspended, Ended:
			if d.c.hi <= c.lo && d.modality != Planned && d.modality != Conditional {
				return true
			}
		}
	}
	return false
}

// waiver reports whether a range names a visa waiver or exemption.
func (x *run) waiver(c *clause, lo, hi int) bool {
	for i := lo; i < hi; i++ {
		if l := c.s.units[i].entry.Lemma; strings.Contains(l, "waiver") || strings.Contains(l, "exemption") {
			return true
		}
	}
	return false
}
