package reading

// instrument: a text was signed, ratified, entered into force, annulled.
func (x *run) instrument(e *event) bool {
	g := x.g
	if e.v.class&(g.vSign|g.vRatify|g.vInForce|g.vAnnul) == 0 {
		return false
	}
	about := e.object
	if e.v.passive || e.v.class&g.vInForce != 0 {
		about = e.subject
	}
	it := about.nouns&g.nInstrument != 0
	if !it && x.document && about.words&g.wSubj != 0 && about.nouns == 0 {
		it = e.v.class&(g.vSign|g.vRatify|g.vInForce) != 0
	}
	if !it || !(x.border || x.relations || x.visas || x.kindOf(e.rest) != "") {
		return false
	}
	if e.v.class&(g.vLift|g.vAbolish) != 0 && about.nouns&g.nInstrument == 0 {
		return false
	}
	status := Signed
	switch {
	case e.v.class&g.vInForce != 0:
		status = InOperation
	case e.v.class&g.vAnnul != 0 && e.v.class&(g.vRatify|g.vSign) == 0:
		status = Annulled
	case e.v.class&g.vRatify != 0:
		status = Enacted
	}
	if e.v.main >= 0 && e.c.s.units[e.v.main].entry.Lemma == "initial" {
		status = Agreed
	}
	x.document = true
	o := x.settle(e, status)
	if o.modality == Reported {
		o.modality = Fact
	}
	kind := Instrument
	if o.position && e.v.future {
		kind = Position
	} else {
		o.position = false
	}
	x.draft(e.c, e.v, kind, o.status, o.modality, "instrument")
	return true
}

// meeting: officials of two sides met, will meet, held a round of talks.
func (x *run) meeting(e *event) bool {
	g := x.g
	meets := e.v.class&g.vMeet != 0 && !e.v.passive && x.official(e.subject) && (e.subject.areas+e.object.areas > 0 || e.object.name || e.subject.name || e.v.hi-e.v.lo > 1 || e.subject.nouns&g.nOfficial != 0)
	holds := e.v.class&g.vHold != 0 && e.rest.nouns&g.nStrongMeeting != 0 && (e.v.passive || x.official(e.subject) || e.subject.words&g.wSubj != 0)
	occurs := e.v.class&g.vOccur != 0 && e.subject.nouns&g.nStrongMeeting != 0 && e.v.class&g.vHold == 0
	is := e.v.copula && e.subject.nouns&g.nMeeting != 0 && e.object.words&g.wFirst != 0
	if !meets && !holds && !occurs && !is || !(x.border || x.relations) && x.topic == "" {
		return false
	}
	if e.v.inf || e.rest.nouns&g.nElsewhere != 0 {
		return false
	}
	if e.negated(g) {
		x.draft(e.c, e.v, Meeting, NoDate, Negated, "no-meeting")
		return true
	}
	if is && x.ordinal(e) {
		return true
	}
	o := x.settle(e, Held)
	if o.modality == Reported {
		o.modality = Fact
	}
	if o.position || o.status == Proposed || o.unmet {
		return false
	}
	x.draft(e.c, e.v, Meeting, o.status, o.modality, "meeting")
	return true
}

// ordinal notes on the last meeting which one in a series it was, if the
// clause only says so.
func (x *run) ordinal(e *event) bool {
	for i := len(x.drafts) - 1; i >= 0; i-- {
		d := &x.drafts[i]
		if d.kind != Meeting || d.status != Held || x.now-d.sentence > 3 {
			continue
		}
		us := e.c.s.units
		for j := e.v.hi; j < e.c.hi; j++ {
			if us[j].is(x.g.wFirst) && us[j].word != "last" && us[j].word != "latest" && us[j].word != "next" {
				d.ordinal = us[j].word
				return true
			}
		}
	}
	return false
}

// official reports whether a range names those who meet for states.
func (x *run) official(l look) bool {
	g := x.g
	return l.nouns&(g.nOfficial|g.nParty) != 0 || l.area || l.name || l.words&g.wSubj != 0
}
