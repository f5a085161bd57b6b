package reading

// speaksFor reports whether a state or its officials are the subject, shortly
// after our matter was spoken of: what they want then is about it.
func (x *run) speaksFor(e *event) bool {
	g, h := x.g, e.head
	if x.topic == "" || x.now-x.topicAt > 2 || h.nouns&(g.nBorder|g.nCrossing|g.nGate|g.nService) != 0 {
		return false
	}
	return h.nouns&(g.nOfficial|g.nParty) != 0 || h.area && !h.people || h.words&g.wSubj != 0 && !h.unknown && h.nouns == 0 && x.single(e)
}

// graspable reports whether what is wanted may be our matter: it names somebody
// else, a step, a text or "it", or does something to it.
func (x *run) graspable(e *event, about look) bool {
	g := x.g
	if e.direct.nouns&g.nOfficial != 0 && about.nouns&^(g.nOfficial|g.nParty) == 0 && about.verbs == 0 && !about.area {
		return false // a person
	}
	return about.area || about.words&g.wSubj != 0 && !e.direct.unknown ||
		about.nouns&(g.nUndertaking|g.nMeasure|g.nReopening|g.nInstrument|g.nAgreement|g.nControls|g.nMovement|g.nPapers|g.nStrongMeeting|g.nRelation|g.nGate|g.nFaint) != 0 ||
		about.verbs&(g.vOpen|g.vClose|g.vLift|g.vResume|g.vAdmit|g.vBar|g.vAbolish|g.vPass|g.vExtend|g.vRun|g.vRecognise|g.vAnnul|g.vCancel) != 0
}

// calledNames reports whether "call", "describe" and their like have no object
// that is called something: they called a strike.
func (x *run) calledNames(e *event) bool {
	us := e.c.s.units
	switch x.lemma(e.v, e.c) {
	case "expect", "hope", "hope for", "insist", "appeal to", "regret", "anticipate":
		return !x.concern(x.withNext(e, e.object)) // said by the way
	case "ask":
		return e.v.hi < len(us) && us[e.v.hi].word == "to"
	case "call on", "call upon":
		return !x.toInf(e)
	case "ready":
		return !e.own()
	case "call", "describe", "brand", "label", "dub", "question", "complain", "remind", "invite", "appeal", "look forward", "await":
		return !x.concern(e.direct) && e.direct.words&x.g.wSubj == 0 && e.direct.nouns&(x.g.nUndertaking|x.g.nMeasure|x.g.nInstrument|x.g.nReopening) == 0
	}
	return false
}

// bound reports whether what is wanted is to go somewhere.
func (x *run) bound(e *event) bool {
	for i := range e.c.others {
		if o := &e.c.others[i]; o.inf && o.lo == e.v.hi {
			return o.class&x.g.vPass != 0 && o.class&(x.g.vOpen|x.g.vResume) == 0
		}
	}
	return false
}

// own reports whether the clause has a subject of its own.
func (e *event) own() bool { return e.c.own }

// wanted reports whether what is demanded or objected to may be the matter
// last spoken of: the decision, the measure, lorries, "them".
func (x *run) wanted(e *event, about look) bool {
	g := x.g
	if e.v.main >= 0 && e.c.s.units[e.v.main].entry.Lemma == "call" && e.direct.nouns&(g.nUndertaking|g.nMeasure|g.nReopening) == 0 {
		return false // called an election
	}
	return about.nouns&(g.nUndertaking|g.nMeasure|g.nControls|g.nPapers|g.nParty|g.nClass|g.nReopening) != 0 ||
		e.v.class&g.vObject != 0 && e.direct.words&g.wSubj != 0 && e.direct.nouns == 0
}

// merelyAsked reports whether a question was asked, and nothing demanded; or
// whether a verb of many meanings has no object that could be wanted.
func (x *run) merelyAsked(e *event) bool {
	if e.v.main < 0 || e.c.s.units[e.v.main].entry.Lemma != "ask" {
		return false
	}
	if e.v.hi >= len(e.c.s.units) {
		return true
	}
	w := e.c.s.units[e.v.hi].word
	return w == "about" || w == "if" || w == "whether" || w == "when" || w == "by" || w == "," || w == "how"
}

// concern reports whether what is wanted concerns a border, a service, a visa
// or relations; in an article about a border also the measure or step.
func (x *run) concern(l look) bool {
	g := x.g
	if x.kindOf(l) != "" {
		return true
	}
	return x.border && (l.nouns&(g.nMeasure|g.nReopening|g.nMovement|g.nFaint) != 0 ||
		l.verbs&(g.vOpen|g.vClose|g.vResume) != 0)
}

// holder reports whether the subject can hold a position.
func (x *run) holder(e *event) bool {
	g, s := x.g, e.subject
	if s.nouns&(g.nBorder|g.nCrossing|g.nGate|g.nService) != 0 && s.nouns&(g.nOfficial|g.nClass|g.nGeneral) == 0 && !s.area && !s.name {
		return false
	}
	return s.area || s.name || s.nouns != 0 || s.words&g.wSubj != 0
}
