package reading

// visaDone: visas stopped, waived, lifted, to be had, given again, needed.
func (x *run) visaDone(e *event, ok bool) bool {
	g, v := x.g, e.v
	giving := v.class&g.vIssue != 0 && v.class&(g.vRequire|g.vStart|g.vResume) == 0
	switch {
	case ok && v.class&g.vStop != 0 && x.stopped(e) == Suspended && !x.undoing(v, e.c):
		x.add(e, Visa, x.settle(e, Suspended), "visa-stopped")
		return true
	case ok && x.lemma(v, e.c) == "waive": // a waiver is in force
		x.add(e, Visa, x.settle(e, InOperation), "visa-waived")
		return true
	case ok && v.class&(g.vAbolish|g.vLift) != 0:
		x.add(e, Visa, x.settle(e, Ended), "visa-lifted")
		return true
	case ok && v.class&(g.vStop) != 0:
		x.add(e, Visa, x.settle(e, Suspended), "visa-stopped")
		return true
	case e.subject.nouns&g.nVisa != 0 && v.copula && x.available(e):
		x.add(e, Visa, x.settle(e, InOperation), "visa-available")
		return true
	case ok && giving && v.past && !v.perfect && !e.negated(g):
		return false // so many were issued
	case ok && giving && e.negated(g) && !v.future && !v.maybe():
		x.draft(e.c, v, Visa, Suspended, Fact, "no-visas")
		return true
	case ok && v.class&g.vResume != 0 && v.class&g.vRequire == 0:
		x.add(e, Visa, x.settle(e, Resumed), "visa-resumed")
		return true
	case ok && v.class&(g.vRequire|g.vStart|g.vResume|g.vIssue) != 0 && !v.copula:
		o := x.settle(e, InOperation)
		if o.unmet {
			o = outcome{status: InOperation, modality: Fact}
		}
		x.add(e, Visa, o, "visa")
		return true
	}
	return false
}

// visaDemanded: a state demands, asks, charges visas of somebody: it is a rule,
// and no wish. Tried before what is wanted.
func (x *run) visaDemanded(e *event) bool {
	g, v, us := x.g, e.v, e.c.s.units
	if !x.visas || v.passive || v.inf || v.copula || x.look(e.c.s, v.hi, min(v.hi+4, e.c.hi)).nouns&g.nVisa == 0 || !e.subject.area && e.head.nouns&(g.nParty|g.nOfficial) == 0 && x.pronoun(e.head) == "" {
		return false
	}
	switch x.lemma(v, e.c) {
	case "demand", "require", "ask", "request", "impose", "want", "insist on", "charge", "introduce", "reintroduce", "reimpose", "expect":
	default:
		return false
	}
	for i := v.hi; i+1 < e.c.hi; i++ {
		if w := us[i].word; w != "of" && w != "from" && w != "on" && w != "for" {
			continue
		}
		l := x.look(e.c.s, i+1, min(i+7, e.c.hi))
		if l.people || l.nouns&(g.nClass|g.nGeneral) != 0 || l.area && l.nouns&g.nParty == 0 {
			neg := v.neg
			v.neg = false // whether one is needed or not, it is the rule
			x.add(e, Visa, x.settle(e, InOperation), "visa-demanded")
			v.neg = neg
			return true
		}
	}
	return false
}

// visaFrame: what else is done to a visa rule, by the meaning of the verb and of
// what it is done to: somebody is let in without one, one must have one, a
// stay is lengthened, a list loses a name, offices stop giving them.
func (x *run) visaFrame(e *event) bool {
	g, v := x.g, e.v
	if !x.visas || v.inf || v.main < 0 {
		return false
	}
	all := x.look(e.c.s, e.c.lo, e.c.hi)
	free := all.words&g.wVisaFree != 0
	if !free && all.nouns&(g.nVisa|g.nPapers) == 0 {
		return false
	}
	if all.nouns&g.nVisa == 0 && free && !x.visaWord(e.c) || all.nouns&(g.nMovement|g.nCrossing|g.nBorder) != 0 && v.class&g.vOpen != 0 || x.hasWord(e.c, "cancellation") {
		return false // exempted from something else; a corridor opened
	}
	lemma := x.lemma(v, e.c)
	visa := e.direct.nouns&g.nVisa != 0 || e.direct.words&g.wVisaFree != 0
	if v.passive {
		visa = e.head.nouns&g.nVisa != 0 || e.head.words&g.wVisaFree != 0
	}
	switch {
	case visa && e.direct.words&g.wNoDet != 0 && v.class&g.vIssue != 0 && !v.passive && !v.future && !v.maybe():
		x.draft(e.c, v, Visa, Suspended, Fact, "no-visas")
	case visa && v.class&g.vCancel != 0 && !e.negated(g) && x.newDay(e.c):
		x.draft(e.c, v, Visa, Dated, Planned, "visa-put-off")
	case visa && (v.class&(g.vExtend|g.vGive|g.vOffer|g.vStart|g.vOpen|g.vInForce) != 0 || lemma == "shorten" || lemma == "put into effect" || lemma == "have"),
		x.made2(e, visa, lemma),
		free && v.class&(g.vAdmit|g.vAbolish|g.vGive|g.vLift) != 0 && (all.people || all.nouns&(g.nClass|g.nGeneral) != 0 || all.areas > 1) && !x.strikes(lemma):
		if e.negated(g) || v.class&g.vGive != 0 && e.direct.nouns&g.nDate != 0 {
			return false
		}
		x.add(e, Visa, x.settle(e, InOperation), "visa-frame")
	case (visa || free) && (lemma == "lose" || x.strikes(lemma)) && !e.negated(g):
		x.add(e, Visa, x.settle(e, Ended), "visa-lost")
	case x.mustHave(e, all, lemma):
		modal := v.modal
		if v.modal == "must" || v.modal == "should" {
			v.modal = ""
		}
		x.add(e, Visa, x.settle(e, InOperation), "must-have")
		v.modal = modal
	default:
		return false
	}
	return true
}

// newDay reports whether a clause names a day to which something is put off.
func (x *run) newDay(c *clause) bool {
	for i := c.lo; i < c.hi; i++ {
		if d := c.s.units[i].date; d != nil && x.published != 0 && !d.Value.Until.IsZero() && d.Value.Until.FirstDay() > x.published {
			return true
		}
	}
	return x.future(c) && x.dayIn(c)
}

// strikes reports whether a verb takes something from a list or ends it.
func (x *run) strikes(lemma string) bool {
	switch lemma {
	case "remove", "strike", "revoke", "scrap", "withdraw", "cancel", "end", "terminate", "drop":
		return true
	}
	return false
}

// made2: visas were made necessary, unnecessary, free of charge.
func (x *run) made2(e *event, visa bool, lemma string) bool {
	if !visa || lemma != "make" || e.v.passive {
		return false
	}
	for i := e.v.hi; i < e.c.hi && i < e.v.hi+5; i++ {
		switch e.c.s.units[i].word {
		case "necessary", "unnecessary", "compulsory", "mandatory", "free", "superfluous", "obligatory", "optional":
			return true
		}
	}
	return false
}

// mustHave: those who travel must have, show, apply for a visa or a permit.
func (x *run) mustHave(e *event, all look, lemma string) bool {
	g, v := x.g, e.v
	if e.negated(g) || v.passive || e.direct.nouns&(g.nVisa|g.nPapers) == 0 || !e.subject.people && e.head.nouns&(g.nClass|g.nGeneral) == 0 && e.head.words&g.wSubj == 0 {
		return false
	}
	switch lemma {
	case "have", "show", "present", "obtain", "get", "hold", "carry", "buy", "apply for", "produce", "need", "bring", "apply":
	default:
		return false
	}
	return v.modal == "must" || v.future || v.class&g.vRequire != 0 || all.words&g.wOnly != 0
}
