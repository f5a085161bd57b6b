package reading

// stances are the classes of the lexicon that only the rules of this file ask
// for: how a stand is voiced, what talks turn on, what brought a closure about.
type stances struct {
	vVoice, vFocus, vReach, vCause, vAttack, nStance, nAgenda class
}

func (g *grammar) bindStances() {
	g.vVoice, g.vFocus = g.lang.Verb("voice"), g.lang.Verb("focus")
	g.vReach, g.vCause = g.lang.Verb("reach"), g.lang.Verb("cause")
	g.vAttack = g.lang.Verb("attack")
	g.nStance, g.nAgenda = g.lang.Noun("stance"), g.lang.Noun("agenda")
}

// stance: a position told by a noun: voiced support for, expressed its
// readiness to, has no intention of; there is no question of.
func (x *run) stance(e *event) bool {
	g := x.g
	about := x.withNext(e, e.object)
	none := e.direct.words&g.wNoDet != 0 || e.negated(g)
	switch {
	case e.v.passive || e.v.inf || e.v.maybe():
		return false
	case x.unhurried(e):
		x.draft(e.c, e.v, Position, Rejected, Negated, "stance-none")
	case e.direct.nouns&g.nStance == 0:
		return false
	case x.there(e) && none, x.has(e) && none:
		if !x.concern(about) {
			return false
		}
		x.draft(e.c, e.v, Position, Rejected, Negated, "stance-none")
	case e.v.class&g.vVoice != 0 && !none && x.holder(e), x.has(e) && !none && about.verbs&g.vOpen != 0:
		if !x.concern(about) && !(x.border && x.now-x.topicAt <= 1 && (about.nouns&(g.nUndertaking|g.nReopening) != 0 || e.objHi-e.objLo <= 3)) {
			return false
		}
		modality := Reported
		if x.hasWord(e.c, "hope") || x.hasWord(e.c, "hopes") {
			modality = Hoped
		}
		d := x.draft(e.c, e.v, Position, Stated, modality, "stance")
		if next := x.following(e.c); next != nil && (next.joint == complement || next.lo > 0 && e.c.s.units[next.lo-1].word == "that") {
			d.hi = next.hi
			x.muteNext(e.c)
		}
	default:
		return false
	}
	x.mute(e.c)
	return true
}

// withNext adds to what is spoken of what the clause after it speaks of, if it
// is said, hoped or agreed: "that the crossing would be opened".
func (x *run) withNext(e *event, about look) look {
	next := x.following(e.c)
	if next == nil || next.joint != complement && (next.lo == 0 || e.c.s.units[next.lo-1].word != "that") {
		return about
	}
	n := x.look(e.c.s, next.lo, next.hi)
	about.nouns |= n.nouns
	about.words |= n.words
	about.verbs |= n.verbs
	about.crossing = about.crossing || n.crossing
	about.post = about.post || n.post
	return about
}

// has reports whether the verb is "have", of a thing.
func (x *run) has(e *event) bool {
	return e.v.main >= 0 && e.c.s.units[e.v.main].is(x.g.wHave)
}

// there reports whether the clause says that something exists: "there is".
func (x *run) there(e *event) bool {
	us := e.c.s.units
	for i := e.c.lo; i < e.v.lo; i++ {
		if us[i].word == "there" {
			return e.v.copula
		}
	}
	return false
}

// advice: travellers are advised not to, should avoid.
func (x *run) advice(e *event) bool {
	g := x.g
	travellers := e.head.nouns&(g.nClass|g.nGeneral) != 0 || e.subject.people && e.subject.nouns&^g.nClass == 0
	told := e.v.passive && e.v.class&(g.vDemand|g.vWarn) != 0 && travellers
	avoid := e.v.main >= 0 && e.c.s.units[e.v.main].entry.Lemma == "avoid"
	ought := (e.v.modal == "should" || e.v.modal == "must" || e.v.modal == "ought") && travellers && (avoid || e.negated(g) && e.v.class&g.vPass != 0)
	if !told && !ought || !x.concern(x.withNext(e, e.object)) {
		return false
	}
	x.draft(e.c, e.v, Position, Stated, Reported, "advice")
	x.mute(e.c)
	return true
}

// agenda: what talks are about: they centred on the reopening; it is under
// discussion, on the table.
func (x *run) agenda(e *event) bool {
	g, us := x.g, e.c.s.units
	if e.negated(g) || e.v.inf || e.v.maybe() {
		return false
	}
	talks := e.subject.nouns&g.nMeeting != 0 && e.v.class&g.vFocus != 0 && x.kindOf(e.object) != ""
	listed := false
	for i := e.c.lo; i < e.c.hi && !listed; i++ {
		if us[i].noun(g.nStrongMeeting) && e.v.copula && i > 0 && us[i-1].word == "in" && i <= e.v.lo+4 {
			listed = true // they are in talks on it
		}
		if !us[i].noun(g.nAgenda) || i == 0 {
			continue
		}
		p := i - 1
		for p > e.c.lo && (us[p].is(g.wDet) || us[p].empty()) && i-p < 4 {
			p--
		}
		lo := us[p].word
		listed = listed || (lo == "on" || lo == "under") && (e.v.copula || e.v.class&g.vRemain != 0) || i >= e.objLo && e.v.class&g.vFocus != 0
	}
	if !talks && !(listed && x.kindOf(e.rest) != "" && e.subject.nouns&g.nInstrument == 0) {
		return false
	}
	if e.v.future || e.v.due {
		x.draft(e.c, e.v, Commitment, Announced, Planned, "agenda")
		return true
	}
	x.draft(e.c, e.v, Commitment, Discussed, Fact, "agenda")
	return true
}

// reached: an agreement, a deal, a consensus was reached, struck, hammered out.
func (x *run) reached(e *event) bool {
	g := x.g
	deal := e.direct.nouns
	if e.v.passive {
		deal = e.head.nouns
	}
	if e.v.class&g.vReach == 0 || deal&g.nAgreement == 0 || e.v.inf {
		return false
	}
	about := x.withNext(e, e.rest)
	if x.kindOf(about) == "" && !(x.border && x.now-x.topicAt <= 2) {
		return false
	}
	switch {
	case e.negated(g) || e.direct.words&g.wNoDet != 0:
		x.draft(e.c, e.v, Commitment, Failed, Negated, "not-reached")
	case e.v.future || e.v.due || e.v.maybe():
		o := x.settle(e, Agreed)
		x.draft(e.c, e.v, Commitment, o.status, o.modality, "to-reach")
	default:
		modality := Fact
		if e.c.reported {
			modality = Reported
		}
		d := x.draft(e.c, e.v, Commitment, Agreed, modality, "reached")
		d.lo = e.c.lo
		x.pledged = true
	}
	x.mute(e.c)
	return true
}

// provided: under the agreement the two countries will open, are to open: it is
// what they undertook.
func (x *run) provided(e *event) bool {
	g, us := x.g, e.c.s.units
	if e.v.main >= 0 && !e.v.passive && !e.v.inf && !e.v.maybe() && !e.negated(g) && e.head.nouns&(g.nInstrument|g.nAgreement) != 0 {
		switch us[e.v.main].entry.Lemma { // the deal provides for the opening
		case "provide for", "foresee", "envisage", "stipulate", "call for":
			if k := x.kindOf(x.withNext(e, e.object)); k == Crossing || k == Service {
				x.pledged = true
				x.draft(e.c, e.v, Commitment, Agreed, Fact, "provided")
				x.mute(e.c)
				return true
			}
		}
	}
	if !e.v.future && !e.v.due && e.v.modal != "would" && e.v.modal != "must" || e.negated(g) || e.c.lo >= e.v.lo {
		return false
	}
	text := x.look(e.c.s, e.c.lo+1, min(e.c.lo+6, e.v.lo)).nouns&(g.nInstrument|g.nAgreement) != 0
	if us[e.c.lo].word != "under" || !text || e.v.class&(g.vOpen|g.vResume|g.vLift|g.vAdmit|g.vStart|g.vBuild|g.vRun|g.vWork|g.vUnbar|g.vAbolish) == 0 {
		return false
	}
	if k := x.kindOf(e.rest); k != Crossing && k != Service || x.dayIn(e.c) {
		return false
	}
	x.pledged = true
	x.draft(e.c, e.v, Commitment, Agreed, Fact, "provided")
	return true
}

// origin: what brought a closure or a break about: clashes led to the closure,
// relations soured over the war, the dispute dates back to it.
func (x *run) origin(e *event) bool {
	g := x.g
	if e.v.class&(g.vClose|g.vStop) != 0 && e.head.nouns&g.nConflict != 0 && e.head.nouns&(g.nMeasure|g.nClass) == 0 && !e.v.passive && !e.v.future && !e.v.maybe() && !e.negated(g) && x.kindOf(e.direct) != "" {
		x.draft(e.c, e.v, Background, Stated, Fact, "origin-shut")
		return false // and it is shut
	}
	if e.v.main >= 0 && e.c.s.units[e.v.main].entry.Lemma == "come" && x.hasWord(e.c, "after") && e.object.nouns&g.nConflict != 0 &&
		(e.head.nouns&(g.nMeasure|g.nUndertaking) != 0 || x.kindOf(e.head) != "") && !e.v.future && !e.v.maybe() {
		x.draft(e.c, e.v, Background, Stated, Fact, "origin-after")
		return true
	}
	if e.v.class&g.vCause == 0 || e.negated(g) || e.v.future || e.v.maybe() || e.v.inf || e.v.passive {
		return false
	}
	closure := g.nMeasure | g.nBan
	soured := e.head.nouns&g.nRelation != 0 && e.subject.nouns&(g.nBorder|g.nService) == 0 && (x.dated(e) || x.following(e.c) != nil)
	soured = soured || e.v.main >= 0 && e.c.s.units[e.v.main].entry.Lemma == "fall out" && (e.subject.nouns&g.nParty != 0 || e.subject.areas > 1)
	led := e.subject.nouns&g.nConflict != 0 && (e.object.nouns&closure != 0 || e.object.verbs&(g.vClose|g.vStop|g.vSever) != 0)
	roots := e.object.nouns&g.nConflict != 0 && e.subject.nouns&(g.nConflict|closure|g.nRelation) != 0
	if !soured && !led && !roots || !x.border && !x.relations && !x.services {
		return false
	}
	d := x.draft(e.c, e.v, Background, Stated, Fact, "origin")
	if e.c.reported {
		d.modality = Reported
	}
	return true
}

// dated reports whether the clause names a time.
func (x *run) dated(e *event) bool {
	for i := e.c.lo; i < e.c.hi; i++ {
		if e.c.s.units[i].date != nil {
			return true
		}
	}
	return false
}

// single reports whether the subject is one person: he, she, I.
func (x *run) single(e *event) bool {
	for i := e.c.subject[0]; i < e.c.subject[1]; i++ {
		switch e.c.s.units[i].word {
		case "he", "she", "i":
			return true
		}
	}
	return false
}

// unhurried: is in no hurry to, in no mood to.
func (x *run) unhurried(e *event) bool {
	us := e.c.s.units
	for i := e.v.lo + 1; i+2 < e.c.hi && i < e.v.lo+4; i++ {
		if us[i].word != "in" || us[i+1].word != "no" {
			continue
		}
		switch us[i+2].word {
		case "hurry", "rush", "mood", "position", "haste":
			return e.v.copula && x.holder(e) && x.concern(e.object)
		}
	}
	return false
}

// assured: gave an assurance, its word, made a promise that it would open.
func (x *run) assured(e *event) bool {
	g, us := x.g, e.c.s.units
	if e.v.class&(g.vGive|g.vVoice|g.vReach) == 0 || e.v.passive || e.v.inf || e.v.maybe() || e.v.future || e.negated(g) {
		return false
	}
	promise := false
	for i := e.objLo; i < e.objHi && i < e.objLo+6; i++ {
		switch us[i].entry.Lemma {
		case "assurance", "promise", "pledge", "commitment", "undertaking", "guarantee":
			promise = i == 0 || us[i-1].word != "no"
		}
	}
	if !promise || x.kindOf(x.withNext(e, e.object)) == "" {
		return false
	}
	x.pledged = true
	d := x.draft(e.c, e.v, Commitment, Agreed, Fact, "assured")
	if next := x.following(e.c); next != nil && (next.joint == complement || next.joint == relative) {
		d.hi = next.hi
		x.muteNext(e.c)
	}
	return true
}

// private reports whether firms or unions are the subject, and no state.
func (x *run) private(e *event) bool {
	if e.subject.areas > 0 {
		return false
	}
	for i := e.c.subject[0]; i < e.c.subject[1]; i++ {
		switch e.c.s.units[i].entry.Lemma {
		case "company", "union", "association", "federation", "operator", "club", "airline", "carrier", "bank":
			return true
		}
	}
	return false
}
