package reading

// embedded reads what the other verbs of a clause state: a passive participle
// ("halted in 2021"), the infinitive after "decided", "plans", "allowed".
func (x *run) embedded(c *clause) {
	x.apposed(c)
	for i := range c.others {
		o := &c.others[i]
		e := x.event(c, o)
		switch {
		case o.passive && !o.inf && !o.ing:
			x.participle(e)
		case o.inf && x.hearsay(c, o, e):
		case o.inf:
			x.infinitive(e)
		}
	}
}

// apposed: an adjective that stands after a comma or at the beginning for a
// whole clause: "…, open to pedestrians only", "Shut since March, the …".
func (x *run) apposed(c *clause) {
	g, us := x.g, c.s.units
	if !x.border {
		return
	}
	for i := max(c.lo, 1); i+1 < c.hi; i++ {
		u := &us[i]
		if !u.is(g.wOpen|g.wClosed) || us[i-1].mark != ',' && us[i-1].mark != '(' || c.verb != nil && i >= c.verb.lo && i < c.verb.hi {
			continue
		}
		next := &us[i+1]
		if next.date == nil && next.word != "to" && next.word != "for" && next.word != "since" && next.word != "until" {
			continue
		}
		before := g.antecedent(us, c.lo, i-1)
		l := x.look(c.s, max(before[0]-3, c.lo), before[1])
		if !x.isBorder(l) && !x.isMovement(l) && !l.name && !l.post && !l.crossing {
			continue
		}
		end := i + 1
		for end < c.hi && us[end].mark == 0 && (c.verb == nil || end < c.verb.lo || i > c.verb.lo) {
			end++
		}
		e := &event{c: c, v: &group{lo: i, hi: i + 1, main: i, passive: true}, subject: l, head: l}
		status := Open
		if u.is(g.wClosed) {
			status = Closed
		}
		save := c.hi
		c.hi = end
		status = x.partly(e, status)
		c.hi = save
		d := x.draft(c, e.v, Crossing, status, Fact, "apposed")
		d.lo, d.hi = i, end
	}
}

// participle: "…, which" left out: a post closed in 2021; an agreement signed
// in March.
func (x *run) participle(e *event) {
	g, c := x.g, e.c
	before := x.g.antecedent(c.s.units, c.lo, e.v.lo)
	if before[1] <= before[0] {
		return
	}
	e.subject = x.look(c.s, before[0], before[1])
	if e.v.class&g.vSign != 0 && e.subject.nouns&g.nInstrument == 0 && c.s.units[e.v.lo-1].mark == ',' {
		e.subject = x.look(c.s, c.lo, before[1]) // "a declaration on the border, signed in …"
	}
	end := c.hi
	if c.verb != nil && c.verb.lo > e.v.lo {
		end = c.verb.lo
	}
	for i := e.v.hi; i < end; i++ {
		if c.s.units[i].mark != 0 {
			end = i
			break
		}
	}
	e.objHi = end
	e.object = x.look(c.s, e.v.hi, end)
	n := len(x.drafts)
	dated := false
	for i := e.v.hi; i < end; i++ {
		dated = dated || c.s.units[i].date != nil
	}
	switch {
	case e.subject.nouns&g.nInstrument != 0 && e.v.class&g.vSign != 0 && (x.border || x.relations || x.visas || x.services):
		x.draft(c, e.v, Instrument, Signed, Fact, "signed-participle")
	case !dated:
		return
	case e.v.class&(g.vClose|g.vStop) != 0 && x.border && (x.isBorder(e.subject) || x.isMovement(e.subject)):
		x.draft(c, e.v, Crossing, Closed, Fact, "closed-participle")
	case e.v.class&g.vOpen != 0 && x.isBorder(e.subject):
		x.draft(c, e.v, Crossing, Open, Fact, "opened-participle")
	case e.v.class&g.vStop != 0 && x.isService(e.subject):
		x.draft(c, e.v, Service, x.stopped(e), Fact, "stopped-participle")
	case e.v.class&g.vAgree != 0 && x.border:
		x.draft(c, e.v, Commitment, Agreed, Fact, "agreed-participle")
		x.pledged = true
	}
	if len(x.drafts) > n {
		d := &x.drafts[n]
		d.lo, d.hi = before[0], end
	}
}

// infinitive: what is decided, planned, begun or refused.
func (x *run) infinitive(e *event) {
	g, c := x.g, e.c
	if c.verb == nil || c.verb.lo > e.v.lo || e.v.lo-c.verb.hi > 3 || len(x.drafts) > 0 && x.drafts[len(x.drafts)-1].v == c.verb {
		return
	}
	over := c.verb
	if over.class&x.g.vStart != 0 && e.v.class&x.g.vPass != 0 && x.border && !over.neg && !over.maybe() && !over.future && (x.isBorder(e.object) || e.object.post || e.object.crossing) &&
		x.look(c.s, c.subject[0], c.subject[1]).nouns&(g.nClass|g.nVehicle|g.nGeneral) != 0 { // lorries began to use the bridge
		outer := *e
		outer.subject = x.look(c.s, c.subject[0], c.subject[1])
		status := Open
		if outer.subject.nouns&(g.nClass|g.nVehicle) != 0 {
			status = PartlyOpen
		}
		x.draft(c, over, Crossing, status, Fact, "began-to-use")
		return
	}
	kind, status := x.inner(e)
	if kind == "" {
		return
	}
	outer := *e
	outer.v = over
	switch {
	case over.class&g.vFail != 0 && over.finite:
		x.draft(c, over, Commitment, NotImplemented, Negated, "failed-to")
	case over.class&(g.vDecide|g.vPlan|g.vAnnounce) != 0 && !outer.negated(g):
		s := Announced
		if x.dayFrom(c, e.v.lo) {
			s = Dated
		}
		if over.class&g.vPlan != 0 && over.class&g.vWant == 0 && over.maybe() {
			x.draft(c, over, kind, Proposed, Conditional, "plan")
			return
		}
		if x.atOnce(c, e.v.lo) && kind == Crossing && (status == Open || status == Closed) {
			x.draft(c, over, kind, x.partly(e, status), Fact, "decided-at-once")
			return
		}
		x.draft(c, over, kind, s, Planned, "decided-to")
	case over.class&g.vStart != 0 && !over.future && !over.maybe() && !outer.negated(g):
		if status == Closed || status == Open {
			x.draft(c, over, kind, status, Fact, "began-to")
		} else {
			x.draft(c, over, kind, Started, Fact, "began-to")
		}
	}
}

// atOnce reports whether what is decided holds from the day it is told.
func (x *run) atOnce(c *clause, from int) bool {
	for i := from; i < c.hi; i++ {
		if d := c.s.units[i].date; d != nil && x.published != 0 && !d.Value.From.IsZero() && d.Value.From.FirstDay() == x.published && d.Value.From.LastDay() == x.published {
			return true
		}
		if w := c.s.units[i].word; w == "immediate" || w == "immediately" {
			return true
		}
	}
	return false
}

// inner says what kind of event an infinitive names.
func (x *run) inner(e *event) (Kind, Status) {
	g, v := x.g, e.v
	l := e.object
	if v.passive {
		l = e.subject
	}
	kind := x.kindOf(l)
	if kind == "" && !v.passive && v.class&(g.vResume|g.vRun) != 0 && x.carrier(e.c) {
		kind = Service
	}
	switch {
	case kind == "" && v.class&g.vBuild == 0:
		return "", ""
	case v.class&(g.vOpen|g.vResume|g.vLift|g.vUnbar|g.vAdmit) != 0:
		return kind, Open
	case v.class&(g.vClose|g.vStop|g.vBar|g.vBarriers|g.vExtend) != 0:
		return kind, Closed
	case v.class&(g.vStart|g.vRun) != 0,
		kind == Visa && v.class&(g.vAbolish|g.vRequire|g.vIssue) != 0,
		kind == Relation && v.class&(g.vEstablish|g.vSever|g.vAppoint|g.vRecall) != 0:
		return kind, Started
	case v.class&g.vBuild != 0 && x.border && (l.nouns&(g.nGate|g.nCrossing|g.nRailway) != 0):
		return Commitment, Started
	}
	return "", ""
}

// nominal: events named by nouns: after talks in Ankara; at a meeting in May.
func (x *run) nominal(c *clause) {
	g, us := x.g, c.s.units
	if !(x.border || x.relations) {
		return
	}
	for i := c.lo; i < c.hi; i++ {
		u := &us[i]
		if u.word == "meeting" && i > 0 && us[i-1].mark == ',' && i+1 < c.hi && us[i+1].word == "in" && !x.meetingHere(c) {
			x.sideMeeting(c, i) // "the ministers, meeting in Ankara"
			continue
		}
		if u.word == "visit" && x.onVisit(c, i) {
			hi := i + 1
			for hi < c.hi && us[hi].mark == 0 && us[hi].entry.Verb == 0 {
				hi++
			}
			d := x.draft(c, c.verb, Meeting, Held, Fact, "on-a-visit")
			d.lo, d.hi = c.subject[0], max(hi, c.subject[0]+1)
			if d.lo > i {
				d.lo = i - 1
			}
			continue
		}
		if !u.noun(g.nStrongMeeting) || i == 0 {
			continue
		}
		lo := i
		for lo > c.lo && (us[lo-1].entry.Noun != 0 || us[lo-1].is(g.wFirst|g.wDet) || us[lo-1].empty() || us[lo-1].thing != nil) {
			lo--
		}
		if lo == 0 || !(us[lo-1].word == "after" || us[lo-1].word == "at" || us[lo-1].word == "during" || us[lo-1].word == "following" || us[lo-1].word == "for" && x.wentFor(c)) {
			continue
		}
		hi, place := i+1, false
		for hi < c.hi && us[hi].mark == 0 && (us[hi].entry.Verb == 0 || us[hi].entry.Noun != 0) && !us[hi].is(g.wAnd|g.wRel) {
			place = place || us[hi].word == "capital" && us[hi-1].thing != nil || us[hi].date != nil || us[hi].name() && (us[hi-1].word == "in" || us[hi-1].word == "at" && us[hi].thing != nil)
			hi++
		}
		if !place && us[lo-1].word != "for" || x.meetingHere(c) {
			continue
		}
		d := x.draft(c, c.verb, Meeting, Held, Fact, "at-a-meeting")
		if c.verb != nil && (c.verb.future || c.verb.due) {
			d.status, d.modality = Announced, Planned
			if x.dayIn(c) {
				d.status = Dated
			}
		}
		d.lo, d.hi = lo-1, hi
	}
}

// onVisit reports whether an official was on a visit to somewhere when he did
// what is told.
func (x *run) onVisit(c *clause, i int) bool {
	g, us := x.g, c.s.units
	if i < 2 || c.verb == nil || c.verb.neg || c.verb.future || c.verb.maybe() || x.meetingHere(c) {
		return false
	}
	if w := us[i-2].word; w != "on" && w != "during" || !us[i-1].is(g.wDet) {
		return false
	}
	after := x.look(c.s, i+1, min(i+6, c.hi))
	official := x.look(c.s, c.subject[0], c.subject[1]).nouns&g.nOfficial != 0
	return official && (after.area || after.name || after.town || i+1 < len(us) && (us[i+1].date != nil || us[i+1].mark == ','))
}

// sideMeeting drafts a meeting told in passing, with those who met before it.
func (x *run) sideMeeting(c *clause, i int) {
	hi := i + 1
	for hi < c.hi && c.s.units[hi].mark == 0 {
		hi++
	}
	lo := i - 1
	for lo > c.lo && c.s.units[lo-1].mark == 0 && i-lo < 8 {
		lo--
	}
	d := x.draft(c, c.verb, Meeting, Held, Fact, "meeting-aside")
	d.lo, d.hi = lo, hi
}

// meetingHere reports whether the clause already told of a meeting.
func (x *run) meetingHere(c *clause) bool {
	for i := len(x.drafts) - 1; i >= 0 && x.drafts[i].sentence == x.now; i-- {
		if x.drafts[i].c == c && x.drafts[i].kind == Meeting {
			return true
		}
	}
	return false
}

// wentFor reports whether a clause tells of an official who was or went
// somewhere, for talks.
func (x *run) wentFor(c *clause) bool {
	g := x.g
	if c.verb == nil || !c.verb.past && !c.verb.perfect || c.verb.neg || c.verb.passive || c.verb.maybe() {
		return false
	}
	s := x.look(c.s, c.subject[0], c.subject[1])
	return (c.verb.copula || c.verb.class&(g.vPass|g.vRun) != 0) && s.nouns&g.nOfficial != 0 && x.look(c.s, c.lo, c.hi).areas > 1
}
