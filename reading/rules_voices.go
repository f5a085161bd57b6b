package reading

// voices: positions of which the clause makes no subject the holder: the
// closure was criticised by, calls to reopen have grown, the step drew anger.
func (x *run) voices(e *event) bool {
	g, us := x.g, e.c.s.units
	if e.v.inf || e.v.future || e.v.maybe() || e.negated(g) || e.v.main < 0 {
		return false
	}
	recent := x.border && x.topicAt >= x.now-1
	matter := x.kindOf(e.subject) != "" || recent && e.head.nouns&(g.nUndertaking|g.nMeasure|g.nReopening) != 0
	switch {
	case e.v.passive && e.v.class&(g.vObject|g.vDemand) != 0 && e.v.class&(g.vStop|g.vClose|g.vAdmit) == 0:
		by := x.agentOf(e)
		l := x.look(e.c.s, by, e.c.hi)
		if by < 0 || !matter || !l.area && !l.name && l.nouns&(g.nOfficial|g.nParty|g.nClass|g.nGeneral) == 0 {
			return false
		}
	case e.v.passive:
		return false
	case e.head.nouns&g.nStance != 0 && e.head.nouns&(g.nUndertaking|g.nReopening|g.nMeasure) == 0 && x.grows(us[e.v.main].entry.Lemma):
		if !x.concern(e.rest) {
			return false
		}
	case matter && e.direct.nouns&g.nStance != 0 && x.draws(us[e.v.main].entry.Lemma):
	default:
		return false
	}
	x.draft(e.c, e.v, Position, Stated, Reported, "voices")
	return true
}

func (x *run) grows(lemma string) bool {
	switch lemma {
	case "grow", "mount", "rise", "increase", "intensify", "multiply", "swell", "come", "build up", "run high":
		return true
	}
	return false
}

func (x *run) draws(lemma string) bool {
	switch lemma {
	case "draw", "spark", "provoke", "prompt", "trigger", "meet with", "win", "cause", "arouse", "attract", "run into":
		return true
	}
	return false
}

// agentOf is the unit after "by"; -1 if there is none.
func (x *run) agentOf(e *event) int {
	us := e.c.s.units
	for i := e.v.hi; i+1 < e.c.hi; i++ {
		if us[i].word == "by" && us[i+1].date == nil {
			return i + 1
		}
	}
	return -1
}

// called: they spoke by telephone about it.
func (x *run) called(e *event) bool {
	g := x.g
	if e.v.main < 0 || e.v.passive || e.v.inf || e.v.future || e.v.maybe() || e.negated(g) || !x.border && !x.relations {
		return false
	}
	switch e.c.s.units[e.v.main].entry.Lemma {
	case "speak", "talk", "confer", "have", "hold":
	default:
		return false
	}
	phone := x.hasWord(e.c, "telephone") || x.hasWord(e.c, "phone") || x.hasWord(e.c, "video")
	if !phone || e.head.nouns&g.nOfficial == 0 && e.subject.areas < 2 && !e.subject.name {
		return false
	}
	x.draft(e.c, e.v, Meeting, Held, Fact, "called")
	return true
}

// echo reports whether what is wanted takes up the matter last spoken of:
// "the measure to be dropped", "that back", "theirs to be next".
func (x *run) echo(e *event, about look) bool {
	g, us := x.g, e.c.s.units
	if about.nouns&(g.nElsewhere|g.nInstrument) != 0 {
		return false
	}
	if about.nouns&(g.nUndertaking|g.nMeasure|g.nReopening|g.nMovement|g.nFaint|g.nGate) != 0 && e.direct.nouns&(g.nConflict) == 0 {
		return true
	}
	if e.v.hi < len(us) {
		switch us[e.v.hi].word {
		case "it", "that", "this", "them", "both", "theirs", "the same":
			return true
		}
	}
	return about.verbs&(g.vOpen|g.vClose|g.vLift|g.vResume|g.vAdmit|g.vAbolish|g.vPass|g.vExtend) != 0
}

// effort reports whether an attempt is the subject.
func (x *run) effort(e *event) bool {
	us := e.c.s.units
	for i := e.c.subject[0]; i < e.c.subject[1]; i++ {
		switch us[i].word {
		case "effort", "efforts", "attempt", "attempts", "bid", "bids", "push", "initiative", "initiatives", "mediation", "drive":
			return true
		}
	}
	return false
}
