package reading

// instrument: a text was signed, ratified, entered into force, annulled.
func (x *run) instrument(e *event) bool {
	g := x.g
	inForce := e.v.copula && e.head.nouns&g.nInstrument != 0 && x.inForce(e)
	if e.v.class&(g.vSign|g.vRatify|g.vInForce|g.vAnnul) == 0 && !inForce {
		return false
	}
	about := e.object
	if e.v.passive || inForce || e.v.class&g.vInForce != 0 {
		about = e.subject
	}
	it := about.nouns&g.nInstrument != 0
	if !it && x.document && about.words&g.wSubj != 0 && about.nouns == 0 {
		it = e.v.class&(g.vSign|g.vRatify|g.vInForce) != 0
	}
	if !it && e.v.class&(g.vSign|g.vRatify) != 0 && (e.subject.words&g.wNoDet != 0 && e.v.passive && e.head.nouns == 0 ||
		e.c.joint == relative && !e.v.passive && x.look(e.c.s, e.c.lo-8, e.c.lo).nouns&g.nInstrument != 0) {
		it = true // nothing has been signed; which parliament has yet to ratify
	}
	if !it || !(x.border || x.relations || x.visas || x.services || x.kindOf(e.rest) != "") {
		return false
	}
	if x.otherText(e) {
		return false
	}
	if e.v.class&(g.vLift|g.vAbolish) != 0 && about.nouns&g.nInstrument == 0 {
		return false
	}
	status := Signed
	switch {
	case e.v.copula:
		status = InOperation
	case e.v.class&g.vSign != 0 && x.law(e):
		status = Enacted
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
	if e.v.modal == "must" && o.position {
		o = outcome{status: Proposed, modality: Conditional} // parliament must ratify it
	}
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
	if meets && e.direct.nouns&g.nClass != 0 && e.direct.nouns&g.nOfficial == 0 && !e.direct.name && e.object.areas == 0 {
		meets = false // met farmers
	}
	holds := e.v.class&g.vHold != 0 && e.rest.nouns&g.nStrongMeeting != 0 && (e.v.passive || x.official(e.subject) || e.subject.words&g.wSubj != 0)
	occurs := e.v.class&g.vOccur != 0 && e.subject.nouns&g.nStrongMeeting != 0 && e.v.class&g.vHold == 0
	if x.invited(e) || x.toMeet(e) {
		return true
	}
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

// havingMet: "delegations having met in Lubumbashi", "after meeting his counterpart".
func (x *run) havingMet(c *clause) {
	g := x.g
	if !x.border && !x.relations || x.meetingHere(c) {
		return
	}
	for i := range c.others {
		o := &c.others[i]
		if !o.ing || !o.perfect && !(o.lo > 0 && c.s.units[o.lo-1].word == "after") || o.class&g.vMeet == 0 || o.neg || o.passive {
			continue
		}
		hi := o.hi
		for hi < c.hi && c.s.units[hi].mark == 0 {
			hi++
		}
		before := x.look(c.s, max(c.lo, o.lo-5), o.lo)
		after := x.look(c.s, o.hi, hi)
		if before.nouns&(g.nOfficial|g.nParty) == 0 && after.nouns&g.nOfficial == 0 {
			continue
		}
		d := x.draft(c, o, Meeting, Held, Fact, "having-met")
		d.lo, d.hi = o.lo, hi
		return
	}
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
	return l.nouns&(g.nOfficial|g.nParty) != 0 || l.area || l.name || l.words&g.wSubj != 0 && !l.unknown
}

// law reports whether something is signed into law or into force.
func (x *run) law(e *event) bool {
	us := e.c.s.units
	for i := e.v.hi; i+1 < e.c.hi; i++ {
		if us[i].word == "into" && (us[i+1].word == "law" || us[i+1].word == "force") {
			return true
		}
	}
	return false
}

// invited: a delegation was received; one side hosted the other.
func (x *run) invited(e *event) bool {
	g := x.g
	if e.v.main < 0 || e.v.inf || e.negated(g) || e.v.maybe() || !x.border && !x.relations {
		return false
	}
	switch e.c.s.units[e.v.main].entry.Lemma {
	case "receive", "host", "welcome", "pay a visit to", "telephone", "phone", "call on", "embrace", "greet":
	case "visit", "travel", "fly", "arrive", "go", "head", "come":
		return x.journey(e)
	default:
		return false
	}
	if x.lemma(e.v, e.c) == "call on" && x.toInf(e) {
		return false // a demand
	}
	guest, hosting := e.direct, e.subject
	if e.v.passive {
		guest, hosting = e.head, e.object
	}
	// A person, or a body of officials, on both sides; and somewhere two states.
	if guest.nouns&g.nOfficial == 0 && !guest.name || guest.nouns&(g.nInstrument|g.nUndertaking|g.nClass&^g.nOfficial) != 0 && guest.nouns&g.nOfficial == 0 {
		return false
	}
	if !hosting.area && !hosting.name && hosting.nouns&g.nOfficial == 0 || e.rest.states < 1 && e.subject.areas+e.object.areas < 1 && !(guest.name && hosting.name && len(x.areas) == 2) {
		return false
	}
	received := e.v.passive && guest.name && guest.nouns == 0 && e.object.states > 0                                                           // was received in Rabat
	persons := guest.name && hosting.name && guest.nouns == 0 && hosting.nouns == 0 && !guest.unknown && !hosting.unknown && len(x.areas) == 2 // Burhan received Kiir
	if guest.nouns&g.nOfficial == 0 && hosting.nouns&g.nOfficial == 0 && !received && !persons {
		return false
	}
	o := x.settle(e, Held)
	if o.unmet || o.position || o.modality == Conditional {
		return false
	}
	if o.modality == Reported {
		o.modality = Fact
	}
	x.draft(e.c, e.v, Meeting, o.status, o.modality, "invited")
	return true
}

// toMeet: they plan to meet; a round is planned, scheduled for a day.
func (x *run) toMeet(e *event) bool {
	g := x.g
	if e.negated(g) || e.v.maybe() || e.v.inf || !x.border && !x.relations {
		return false
	}
	plans := false
	if e.v.class&g.vPlan != 0 && !e.v.passive && x.official(e.subject) {
		for i := range e.c.others {
			o := &e.c.others[i]
			plans = plans || o.inf && o.lo >= e.v.hi && o.lo <= e.v.hi+2 && o.class&g.vMeet != 0
		}
	}
	set := e.v.passive && e.v.class&(g.vPlan|g.vGive|g.vHope) != 0 && e.head.nouns&g.nStrongMeeting != 0
	set = set || e.v.copula && e.v.main >= 0 && e.c.s.units[e.v.main].is(g.wDue) && e.head.nouns&g.nStrongMeeting != 0
	if !plans && !set {
		return false
	}
	status := Announced
	if x.dayIn(e.c) {
		status = Dated
	}
	x.draft(e.c, e.v, Meeting, status, Planned, "to-meet")
	return true
}

// journey: an official went to the other side's capital, or for talks.
func (x *run) journey(e *event) bool {
	g, us := x.g, e.c.s.units
	capital := e.v.hi < len(us) && us[e.v.hi].thing != nil && (us[e.v.hi].thing.kind == capitalName || us[e.v.hi].thing.kind == areaName) &&
		us[e.v.main].entry.Lemma == "visit"
	if e.head.nouns&g.nOfficial == 0 && !e.head.name || !capital && e.object.nouns&g.nStrongMeeting == 0 || e.object.areas == 0 {
		return false
	}
	o := x.settle(e, Held)
	if o.unmet || o.position || o.modality == Conditional {
		return false
	}
	if o.modality == Reported {
		o.modality = Fact
	}
	x.draft(e.c, e.v, Meeting, o.status, o.modality, "journey")
	return true
}
