package reading

import "strings"

// service: flights, trains, buses and ferries over a border start, stop and
// resume.
func (x *run) service(e *event) bool {
	g, v := x.g, e.v
	is := func(l look) bool {
		return x.isService(l) || x.pronoun(l) == Service
	}
	up := g.vResume | g.vStart | g.vRun | g.vOpen | g.vWork
	if v.class&(up|g.vStop|g.vLift|g.vClose|g.vCancel|g.vComplete|g.vExtend|g.vAbolish) == 0 || v.copula {
		return x.serviceState(e, is)
	}
	target, ok := x.target(e, is)
	if !ok || !x.abroad(e) || x.putOff(e) {
		return false
	}
	ban := target.nouns&g.nBan != 0
	if target.nouns&(g.nCrossing) != 0 && target.nouns&g.nService == 0 {
		return false
	}
	status := Status("")
	switch {
	case ban && v.class&(g.vLift|g.vAbolish) != 0:
		status = Resumed
	case ban && v.class&g.vExtend != 0:
		status = Suspended
	case v.class&g.vStop != 0 && e.negated(g):
		x.draft(e.c, v, Service, InOperation, Fact, "never-stopped")
		return true
	case v.class&g.vResume != 0:
		status = Resumed
	case v.class&(g.vStop|g.vCancel|g.vClose) != 0 && v.class&(g.vStart) == 0:
		status = x.stopped(e)
	case v.class&g.vLift != 0:
		status = Ended
	case v.class&(g.vStart|g.vOpen) != 0:
		status = Started
		if x.re(v, e.c) {
			status = Resumed
		}
	case v.class&(g.vRun|g.vWork) != 0:
		if !v.future && !e.negated(g) && !v.maybe() && !x.sinceIn(e.c) && !x.again(e) {
			return false // that it runs is no news
		}
		status = Started
		if e.rest.words&g.wAgain != 0 || x.again(e) {
			status = Resumed
		}
	default:
		return false
	}
	if ban && v.class&g.vStart != 0 {
		status = Suspended
	}
	o := x.settle(e, status)
	if (o.unmet || o.position) && v.class&g.vRun != 0 && (x.sinceIn(e.c) || !v.perfect && v.modal != "would") {
		o = outcome{status: Suspended, modality: Fact}
	}
	x.add(e, Service, o, "service")
	return true
}

// re reports whether a verb says "again" itself: reopen, restart.
func (x *run) re(v *group, c *clause) bool {
	return v.main >= 0 && strings.HasPrefix(c.s.units[v.main].entry.Lemma, "re")
}

// putOff reports whether a service was only put off.
func (x *run) putOff(e *event) bool {
	if e.v.main < 0 {
		return false
	}
	switch e.c.s.units[e.v.main].entry.Lemma {
	case "put off", "postpone", "delay", "defer", "push back", "adjourn", "reschedule":
		return true
	}
	return false
}

func (x *run) again(e *event) bool {
	for i := e.c.lo; i < e.c.hi; i++ {
		if e.c.s.units[i].is(x.g.wAgain) {
			return true
		}
	}
	return false
}

// stopped tells a service that ended for good from one that is suspended.
func (x *run) stopped(e *event) Status {
	u := &e.c.s.units[max(e.v.main, 0)]
	switch u.entry.Lemma {
	case "end", "discontinue", "axe", "terminate", "abandon", "scrap", "wind up", "cease", "withdraw", "drop", "sever", "abolish", "close":
		return Ended
	}
	return Suspended
}

// serviceState: flights stay suspended, the line is closed, there are none.
func (x *run) serviceState(e *event, is func(look) bool) bool {
	g, us := x.g, e.c.s.units
	if e.v.class&g.vRemain == 0 && !e.v.copula || !is(e.subject) || !x.abroad(e) || e.subject.nouns&(g.nCrossing|g.nBorder) != 0 {
		return false
	}
	for i := e.v.lo; i < e.c.hi && i < e.v.hi+5; i++ {
		switch u := &us[i]; {
		case u.is(g.wClosed) || u.entry.Verb&(g.vStop|g.vClose) != 0 && i >= e.v.hi:
			x.add(e, Service, x.settle(e, Suspended), "service-state")
			return true
		case u.is(g.wOpen):
			x.add(e, Service, x.settle(e, Resumed), "service-state")
			return true
		}
	}
	return false
}

// abroad reports whether a service may be one between areas: the article is
// about such, or its places lie in two areas.
func (x *run) abroad(e *event) bool { return len(x.areas) > 1 }

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
	switch {
	case v.inf:
		return false
	case free && e.subject.words&g.wNoDet != 0:
		x.draft(e.c, v, Visa, InOperation, Fact, "visa-needed")
		return true
	case v.class&g.vInForce != 0 && e.subject.nouns&g.nVisa != 0:
		x.add(e, Visa, x.settle(e, InOperation), "visa-in-force")
		return true
	case free && all.nouns&(g.nVisa|g.nPapers) == 0 && !x.visaWord(e.c) && x.topic != Visa:
		return false
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
	case ok && v.class&(g.vStop) != 0 && x.stopped(e) == Suspended:
		x.add(e, Visa, x.settle(e, Suspended), "visa-stopped")
		return true
	case ok && v.class&(g.vAbolish|g.vLift) != 0:
		x.add(e, Visa, x.settle(e, Ended), "visa-lifted")
		return true
	case ok && v.class&(g.vStop) != 0:
		x.add(e, Visa, x.settle(e, Suspended), "visa-stopped")
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
	is := func(l look) bool {
		return l.nouns&g.nDipl != 0 || l.nouns&g.nRelation != 0 && (l.areas > 0 || x.relations)
	}
	t, ok := x.target(e, is)
	if !ok || len(x.areas) < 2 || v.inf {
		return false
	}
	dipl := t.nouns&g.nDipl != 0
	status := Status("")
	switch {
	case v.class&g.vSever != 0 && v.class&g.vStart == 0 && (t.nouns&g.nRelation != 0):
		status = Ended
		if v.main >= 0 && e.c.s.units[v.main].entry.Lemma == "suspend" {
			status = Suspended
		}
	case v.class&g.vRecall != 0 && dipl:
		status = Suspended
	case v.class&g.vClose != 0 && dipl:
		status = Ended
	case v.class&g.vResume != 0 || v.class&g.vOpen != 0 && dipl && (x.again(e) || x.re(v, e.c)):
		status = Resumed
	case v.class&(g.vEstablish|g.vStart|g.vOpen|g.vAppoint) != 0 && dipl, v.class&g.vRecognise != 0:
		status = Started
	default:
		return false
	}
	o := x.settle(e, status)
	if o.unmet {
		o = outcome{status: Ended, modality: Negated}
	}
	x.add(e, Relation, o, "relation")
	return true
}

// background: the war, protest or attack after which a border was shut.
func (x *run) background(e *event) bool {
	g, c := x.g, e.c
	if c.joint != adverbial || e.v.future || e.v.maybe() || e.v.inf {
		return false
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
	for i := c.lo; i+1 < c.hi; i++ {
		if w := us[i].word; w != "after" && w != "following" && w != "over" || us[i].date != nil {
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
