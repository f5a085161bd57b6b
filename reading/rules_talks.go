package reading

import "waythrough/reading/lexicon"

// reconfirmed: they reconfirmed the agreements reached before.
func (x *run) reconfirmed(e *event) bool {
	g := x.g
	again := e.v.class&g.vReconfirm != 0
	if !again && e.v.class&g.vSay != 0 && e.v.main >= 0 && e.c.s.units[e.v.main].entry.Lemma == "confirm" {
		again = e.rest.words&g.wAgain != 0 && e.rest.nouns&g.nUndertaking != 0
	}
	if !again || e.negated(g) || e.v.maybe() || e.v.future {
		return false
	}
	about := e.object
	if e.v.passive {
		about = e.subject
	}
	if next := x.following(e.c); next != nil && next.verb != nil && next.verb.class&g.vAgree != 0 {
		about.nouns |= g.nUndertaking // what was agreed
		x.mute(e.c)
	}
	if about.nouns&(g.nUndertaking|g.nInstrument) == 0 && x.kindOf(about) == "" {
		return false
	}
	if about.nouns&(g.nUndertaking|g.nInstrument) == 0 {
		x.draft(e.c, e.v, Position, Stated, Reported, "reiterated")
		return true
	}
	x.pledged = true
	x.draft(e.c, e.v, Commitment, Reconfirmed, Fact, "reconfirmed")
	return true
}

// agreed: they agreed, undertook, pledged to do something. Each thing agreed
// is a statement of its own.
func (x *run) agreed(e *event) bool {
	g, c := x.g, e.c
	deal := e.v.class&g.vDecide != 0 && !e.v.passive && (e.subject.nouns&g.nParty != 0 || e.subject.areas > 1 || x.leaders(e)) && x.toInf(e)
	if e.v.class&(g.vAgree|g.vPledge) == 0 && !deal {
		return false
	}
	if e.v.class&g.vPledge != 0 && e.v.class&g.vAgree == 0 && (e.v.passive || !x.toInf(e)) && !e.c.reported && e.object.nouns&g.nParty == 0 && !x.each(e) && !(e.v.passive && x.kindOf(e.subject) != "") {
		return false
	}
	around := x.look(c.s, c.lo, c.hi)
	end := c.hi
	if next := x.following(c); next != nil && (next.joint == complement || next.joint == relative && next.lo > 0 && c.s.units[next.lo-1].word == "what") {
		n := x.look(c.s, next.lo, next.hi)
		around.nouns |= n.nouns
		around.words |= n.words
		around.areas += n.areas
		end = next.hi
	}
	several := e.subject.areas > 1 || e.subject.nouns&(g.nParty|g.nOfficial) != 0 || (x.pronoun(e.subject) != "" || e.subject.words&g.wSubj != 0) && !x.single(e)
	several = several && !x.private(e)
	concerned := x.kindOf(around) != "" || several || around.nouns&g.nUndertaking != 0 && x.border
	if !concerned || e.subject.nouns&g.nElsewhere != 0 {
		return false
	}
	for i := range c.others { // vowed not to
		if o := &c.others[i]; o.inf && o.neg && o.lo <= e.v.hi+2 && e.v.class&g.vPledge != 0 && x.concern(e.object) {
			x.draft(c, e.v, Position, Rejected, Negated, "pledged-not")
			return true
		}
	}
	switch {
	case e.negated(g) || e.v.modal == "'d":
		x.draft(c, e.v, Commitment, Failed, Negated, "not-agreed")
		x.mute(c)
		return true
	case e.v.future || e.v.maybe() || e.v.due:
		o := x.settle(e, Agreed)
		x.draft(c, e.v, Commitment, o.status, o.modality, "to-agree")
		x.mute(c)
		return true
	}
	x.undertakings(e, end)
	x.mute(c)
	return true
}

// leaders reports whether those of several states are the subject.
func (x *run) leaders(e *event) bool {
	us := e.c.s.units
	for i := e.c.subject[0]; i < e.c.subject[1]; i++ {
		switch us[i].entry.Lemma {
		case "leader", "president", "premier", "head of state", "prime minister", "negotiator":
			if us[i].entry.Plural {
				return true
			}
		}
	}
	return false
}

func (x *run) each(e *event) bool { return x.hasWord(e.c, "each") || x.hasWord(e.c, "mutually") }

// toInf reports whether the verb is followed by an infinitive.
func (x *run) toInf(e *event) bool {
	for i := range e.c.others {
		if o := &e.c.others[i]; o.inf && o.lo >= e.v.hi && o.lo <= e.v.hi+4 {
			return true
		}
	}
	us := e.c.s.units
	for i := e.v.hi; i+1 < e.c.hi && i < e.v.hi+3; i++ { // committed to reopening
		if us[i].word == "to" && (us[i+1].entry.Form&lexicon.Ing != 0 || us[i+1].noun(x.g.nReopening)) && e.v.class&x.g.vPledge != 0 {
			return true
		}
	}
	return false
}

// undertakings drafts what was agreed, parted at its infinitives.
func (x *run) undertakings(e *event, end int) {
	g, c := x.g, e.c
	us := c.s.units
	lo := c.lo
	if !c.own {
		lo = e.v.lo
	}
	var starts []int
	for _, o := range x.infinitives(c) {
		if o.lo > e.v.hi+1 && o.lo < end && (us[o.lo-1].is(g.wAnd) || us[o.lo-1].mark == '"' && o.lo > 1 && us[o.lo-2].is(g.wAnd)) && us[o.lo].word == "to" {
			starts = append(starts, o.lo)
		}
	}
	starts = append(starts, end)
	from, to := lo, starts[0]
	for k := 0; k < len(starts); k++ {
		hi := to
		for hi > from && (us[hi-1].is(g.wAnd) || us[hi-1].mark != 0) {
			hi--
		}
		part := x.look(c.s, max(from, e.v.hi), hi)
		kind := Commitment
		switch {
		case x.isVisa(part) && (part.verbs&g.vAbolish != 0 || part.words&g.wVisaFree != 0 || x.waiver(c, from, hi)) && !x.simplified(c, from, hi):
			kind = Visa
		case e.v.passive && (x.isVisa(e.subject) || x.pronounOf(e) == Visa):
			kind = Visa
		case e.v.passive && x.pronounOf(e) == Relation, part.nouns&g.nDipl != 0 && part.verbs&(g.vOpen|g.vAppoint|g.vClose|g.vEstablish|g.vResume|g.vStart) != 0 && !x.isBorder(part):
			kind = Relation
		}
		d := x.draft(c, e.v, kind, Agreed, Fact, "agreed")
		d.lo, d.hi = from, hi
		x.pledged = true
		if k+1 < len(starts) {
			from, to = starts[k], starts[k+1]
		}
	}
}

// pronounOf is what "the step", "it" or "the waiver" stands for.
func (x *run) pronounOf(e *event) Kind {
	if e.subject.nouns&x.g.nUndertaking != 0 && x.now-x.topicAt <= 1 {
		return x.topic
	}
	return x.pronoun(e.subject)
}

// infinitives lists those of a clause and of the one that is its object.
func (x *run) infinitives(c *clause) []group {
	var out []group
	for _, o := range c.others {
		if o.inf {
			out = append(out, o)
		}
	}
	if next := x.following(c); next != nil && (next.joint == complement || next.joint == relative) {
		for _, o := range next.others {
			if o.inf {
				out = append(out, o)
			}
		}
	}
	return out
}

// simplified reports whether visas are made simpler, not lifted: an
// undertaking that changes no rule yet.
func (x *run) simplified(c *clause, lo, hi int) bool {
	for i := lo; i < hi && i < len(c.s.units); i++ {
		switch c.s.units[i].entry.Lemma {
		case "simplify", "ease", "facilitate", "liberalise", "liberalize":
			return true
		}
	}
	return false
}

// announced: the reopening was ordered, announced, is planned.
func (x *run) announced(e *event) bool {
	g, v := x.g, e.v
	about, ok := e.object, e.direct.nouns&g.nReopening != 0 && v.class&(g.vAnnounce|g.vDecide|g.vPlan) != 0 && !v.passive
	if v.passive && v.class&(g.vPlan|g.vHope|g.vAnnounce|g.vGive|g.vDecide) != 0 && e.head.nouns&g.nReopening != 0 {
		about, ok = e.subject, true
	}
	kind := x.kindOf(about)
	if !ok || kind != Crossing && kind != Service || e.negated(g) || v.maybe() {
		return false
	}
	status := Announced
	if x.dayIn(e.c) && x.future(e.c) {
		status = Dated
	}
	x.draft(e.c, v, kind, status, Planned, "announced")
	return true
}

// discussed: they discussed the opening; there is talk of it.
func (x *run) discussed(e *event) bool {
	g := x.g
	talks := e.head.nouns&g.nStrongMeeting != 0 && e.subject.words&g.wPrep != 0 && (e.v.class&g.vRemain != 0 || e.v.copula && x.hasWord(e.c, "under"))
	if talks && x.kindOf(e.subject) != "" && !e.negated(g) {
		x.draft(e.c, e.v, Commitment, Discussed, Fact, "talks-go-on")
		return true
	}
	if e.v.class&g.vDiscuss == 0 || e.negated(g) || e.v.inf {
		return false
	}
	about := e.object
	if e.v.passive {
		about = e.subject
	}
	kind := x.kindOf(about)
	if kind == "" && about.nouns&(g.nUndertaking|g.nReopening) == 0 || !x.border && kind == "" {
		return false
	}
	if e.v.future || e.v.due {
		o := x.settle(e, Discussed)
		x.draft(e.c, e.v, Commitment, o.status, o.modality, "to-discuss")
		return true
	}
	x.draft(e.c, e.v, Commitment, Discussed, Fact, "discussed")
	return true
}

// rejected: X refused to reopen, ruled out, does not intend to.
func (x *run) rejected(e *event) bool {
	g := x.g
	refuses := e.v.class&g.vReject != 0 && !e.negated(g)
	wantsNot := e.v.class&(g.vWant|g.vPlan) != 0 && e.negated(g) && (e.v.class&g.vHope == 0 || x.toInf(e))
	lemma := ""
	if e.v.main >= 0 {
		lemma = e.c.s.units[e.v.main].entry.Lemma
	}
	if e.negated(g) && (lemma == "rule out" || lemma == "exclude") && x.holder(e) && (x.concern(e.object) || x.topicAt >= x.now-1 && e.object.words&g.wSubj != 0) {
		x.draft(e.c, e.v, Position, Stated, Reported, "not-ruled-out")
		x.mute(e.c)
		return true
	}
	refuses = refuses || e.negated(g) && !e.v.passive && !e.v.perfect && !e.v.past && (lemma == "consider" || lemma == "contemplate" || lemma == "countenance" || lemma == "entertain")
	if e.v.passive && e.head.nouns&g.nStrongMeeting != 0 {
		return false
	}
	if !refuses && !wantsNot || e.v.maybe() && !e.c.reported {
		return false
	}
	about := e.object
	if e.v.passive {
		about = e.subject
	}
	for i := e.objLo; i < e.objHi && i < e.objLo+4; i++ { // a charge is denied, and no wish refused
		switch us := e.c.s.units; us[i].entry.Lemma + us[i].word {
		case "chargecharge", "accusation", "charge", "criticism", "accusations", "charges", "claimclaim", "allegationallegation":
			return false
		}
	}
	recent := x.now-x.topicAt <= 1 && (about.words&g.wSubj != 0 && about.nouns == 0 || about.nouns&(g.nUndertaking|g.nReopening|g.nAgreement) != 0)
	if x.kindOf(about) == "" && !recent && !(x.border && about.nouns&(g.nInstrument|g.nUndertaking) != 0) && !(x.speaksFor(e) && x.graspable(e, about) && about.nouns&g.nElsewhere == 0) {
		return false
	}
	x.draft(e.c, e.v, Position, Rejected, Negated, "rejected")
	x.mute(e.c)
	return true
}

// position: what somebody says they want, hope, demand, are ready for, warn of.
func (x *run) position(e *event) bool {
	g, c := x.g, e.c
	us := c.s.units
	if e.v.class&g.vAnnul != 0 && e.direct.nouns&g.nInstrument != 0 || e.v.class&g.vAgree != 0 {
		return false // a treaty denounced is ended
	}
	modality := Reported
	wants := g.vWant | g.vDemand | g.vObject | g.vWarn | g.vAccuse | g.vOffer
	switch {
	case e.v.copula && e.v.main >= 0 && us[e.v.main].is(g.wWilling) && x.holder(e):
		if us[e.v.main].is(g.wReady) && !x.toInf(e) && e.object.words&g.wPrep == 0 {
			return false
		}
	case e.v.class&wants != 0 && !e.v.passive && !e.v.inf && !x.merelyAsked(e):
		if e.v.class&g.vHope != 0 {
			modality = Hoped
		}
	case e.v.class&g.vHope != 0 && !e.v.passive:
		modality = Hoped
	case e.v.class&(g.vDecide|g.vRatify) != 0 && (e.rest.words&g.wVote != 0 || x.hasWord(c, "resolution") || x.hasWord(c, "motion")):
		modality = Fact
	default:
		return false
	}
	if e.head.nouns&(g.nOfficial|g.nParty) == 0 && !(e.head.area && !e.head.people) && !e.head.name && x.bound(e) {
		return false // those who want to go home
	}
	if e.v.class&g.vWant == e.v.class&wants && e.v.class&g.vOpen != 0 {
		return false
	}
	end, about := c.hi, e.object
	if next := x.following(c); next != nil && (next.joint == complement || next.joint == condition && next.lo == c.hi ||
		next.joint == adverbial && e.v.class&(g.vDemand|g.vOffer|g.vWarn) != 0) {
		n := x.look(c.s, next.lo, next.hi)
		about.nouns |= n.nouns
		about.words |= n.words
		about.verbs |= n.verbs
		about.crossing = about.crossing || n.crossing
		end = next.hi
	}
	firm := x.topicAt >= x.now-1 && e.v.class&wants != 0 && (e.head.nouns&(g.nOfficial|g.nParty|g.nClass) != 0 || e.subject.area) && x.echo(e, about)
	near := firm || e.v.class&(g.vDemand|g.vObject) != 0 && x.topicAt >= x.now-1 && (e.v.class&g.vWant == 0 && !x.toInf(e) || about.nouns&(g.nUndertaking|g.nMeasure) != 0) && x.wanted(e, about) && (e.subject.area || e.subject.name || e.subject.nouns&(g.nOfficial|g.nParty) != 0)
	near = near || x.speaksFor(e) && x.graspable(e, about) && e.v.class&g.vAccuse == 0 && about.nouns&(g.nElsewhere|g.nMedia) == 0 && !x.calledNames(e)
	if !x.concern(about) && !near || !x.holder(e) {
		return false
	}
	if e.negated(g) {
		return false
	}
	kind, status := Position, Stated
	if next := x.following(c); next != nil && next.joint == complement && us[e.v.main].entry.Lemma == "propose" {
		kind, status, modality = Commitment, Proposed, Fact
	}
	d := x.draft(c, e.v, kind, status, modality, "position")
	d.hi = end
	x.mute(c)
	return true
}
