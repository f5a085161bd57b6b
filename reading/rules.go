package reading

// A rule looks at a verb of a clause and drafts what it states; it reports
// whether it has, so that no later rule takes the same verb for another thing.
type rule struct {
	name string
	try  func(*run, *event) bool
}

// The rules, most telling first: what did not happen before what did, words
// about a matter before the matter itself.
var rules = []rule{
	{"denial", (*run).denial},
	{"no-date", (*run).noDate},
	{"came-to-nothing", (*run).nothing},
	{"talks-failed", (*run).talksFailed},
	{"untrue", (*run).untrue},
	{"postponed", (*run).postponed},
	{"echoed", (*run).echoed},
	{"not-ruled-out", (*run).ruledOut},
	{"cancelled", (*run).cancelled},
	{"exempt", (*run).exempt},
	{"made", (*run).made},
	{"reconfirmed", (*run).reconfirmed},
	{"reached", (*run).reached},
	{"assured", (*run).assured},
	{"visa-demanded", (*run).visaDemanded},
	{"stance", (*run).stance},
	{"provided", (*run).provided},
	{"voices", (*run).voices},
	{"called", (*run).called},
	{"advice", (*run).advice},
	{"agenda", (*run).agenda},

	{"agreed", (*run).agreed},
	{"announced", (*run).announced},
	{"discussed", (*run).discussed},
	{"text", (*run).textFate},
	{"rejected", (*run).rejected},
	{"position", (*run).position},
	{"ought", (*run).ought},
	{"instrument", (*run).instrument},
	{"meeting", (*run).meeting},
	{"relation", (*run).relation},
	{"visa", (*run).visa},
	{"visa-frame", (*run).visaFrame},
	{"background", (*run).background},
	{"origin", (*run).origin},
	{"service", (*run).service},
	{"crossing", (*run).crossing},
}

// clause reads one clause: its finite verb by the rules, then what its other
// verbs state of their own.
func (x *run) clause(cs []clause, i int) {
	c := &cs[i]
	if c.joint == condition {
		return // what is under "if" is not stated
	}
	if u := c.under; u != nil && u.class&(x.g.vDemand|x.g.vWant|x.g.vHope|x.g.vDeny|x.g.vReject|x.g.vPlan) != 0 && u.class&x.g.vSay == 0 {
		return // nor what is wished or denied
	}
	from := len(x.drafts)
	if c.verb != nil {
		e := x.event(c, c.verb)
		if c.own && (e.subject.areas > 1 && e.subject.states > 1 ||
			e.subject.name && len(x.namesIn(c.s.units, c.subject[0], c.subject[1], party, true)) > 1) {
			x.parties, x.partiesOf = c.subject, c.s
		}
		before := len(x.drafts)
		for k := range rules {
			if rules[k].try(x, e) {
				break
			}
		}
		if len(x.drafts) == before {
			x.note(x.spokenOf(e))
		}
	} else {
		x.note(x.kindOf(x.look(c.s, c.lo, c.hi)))
	}
	if x.look(c.s, c.lo, c.hi).nouns&x.g.nInstrument != 0 {
		x.document = true
	}
	x.embedded(c)
	x.gerunds(c)
	x.withShut(c)
	x.firstTo(c)
	if len(x.drafts) == from {
		x.fragment(c)
	}
	x.named(c)
	x.nominal(c)
	x.havingMet(c)
	x.causes(c, from)
	x.violence(c)
}

// denial: X denied that the border had opened, dismissed reports of it.
func (x *run) denial(e *event) bool {
	g := x.g
	if e.v.class&g.vDeny == 0 && (e.v.class&g.vReject == 0 || e.direct.nouns&g.nMedia == 0) || e.negated(g) {
		return false
	}
	about := e.object
	sure := e.v.class&g.vReject == 0 || about.nouns&g.nMedia != 0
	end := e.c.hi
	next := x.following(e.c)
	told := next != nil && e.v.class&g.vDeny != 0 && next.lo == e.v.hi && next.own // denied it had closed the gate
	if !sure && !told {                                                            // denied having closed the road
		for i := range e.c.others {
			o := &e.c.others[i]
			sure = sure || o.ing && o.lo == e.v.hi
		}
	}
	if next != nil && (next.joint == complement || told) {
		n := x.look(e.c.s, next.lo, next.hi)
		about.nouns |= n.nouns
		about.words |= n.words
		about.verbs |= n.verbs
		about.crossing, about.name, about.post, about.town = about.crossing || n.crossing, about.name || n.name, about.post || n.post, about.town || n.town
		sure = true
		end = next.hi
	}
	kind := x.kindOf(about)
	if kind == "" && x.border && sure && about.verbs&(g.vOpen|g.vClose|g.vAdmit) != 0 && (about.post || about.name || about.town || about.nouns&g.nFaint != 0) {
		kind = Crossing
	}
	if kind == "" && sure && about.words&g.wSubj != 0 && about.verbs != 0 && x.now-x.topicAt <= 2 {
		kind = x.topic // denies having given it up
	}
	if kind == "" && about.nouns&(g.nDate|g.nMedia) != 0 && x.now-x.topicAt <= 2 {
		kind = x.topic
	}
	if kind == "" || !sure {
		return false
	}
	d := x.draft(e.c, e.v, kind, Denied, Negated, "denial")
	d.hi = end
	if told {
		x.muteNext(e.c)
	}
	x.mute(e.c)
	e.c.others = nil
	return true
}

// following is the clause after one, in its sentence.
func (x *run) following(c *clause) *clause {
	for i := range x.clauses {
		if &x.clauses[i] == c && i+1 < len(x.clauses) {
			return &x.clauses[i+1]
		}
	}
	return nil
}

// mute keeps the complement of a clause from being read on its own: what was
// denied or hoped is not stated.
func (x *run) mute(c *clause) {
	if next := x.following(c); next != nil && (next.joint == complement || next.joint == relative) {
		next.verb = &group{lo: next.lo, hi: next.lo, main: -1}
		next.others = nil
	}
}

func (x *run) muteNext(c *clause) {
	if next := x.following(c); next != nil {
		next.verb = &group{lo: next.lo, hi: next.lo, main: -1}
		next.others = nil
	}
}

// nothing: it was never implemented, remained on paper, has not happened.
func (x *run) nothing(e *event) bool {
	g, c := x.g, e.c
	us := c.s.units
	matter := e.subject.nouns&(g.nUndertaking|g.nMeasure|g.nReopening|g.nDate) != 0 || x.kindOf(e.subject) != "" || x.pronoun(e.subject) != "" || !c.own
	paper := false
	for i := e.v.lo; i < c.hi && i < e.v.lo+6; i++ {
		paper = paper || us[i].word == "paper" && i > 0 && us[i-1].word == "on"
	}
	switch {
	case e.subject.words&g.wNoDet != 0 && !e.v.neg && !e.v.future && !e.v.maybe() && x.lemma(e.v, c) == "come" && e.v.hi < len(us) && us[e.v.hi].word == "of":
		matter = true // nothing came of it
	case e.v.class&g.vImplement != 0 && e.negated(g) && !e.v.future && matter && e.v.class&(g.vPass) == 0:
	case e.v.class&g.vNothing != 0 && !e.negated(g) && !e.v.maybe() && !e.v.future && matter:
		if e.subject.nouns&g.nStrongMeeting != 0 {
			return false
		}
		if us[e.v.main].word == "came to nothing" {
			x.draft(c, e.v, Commitment, Failed, Negated, "came-to-nothing")
			return true
		}
	case e.v.passive && e.negated(g) && e.head.nouns&g.nUndertaking != 0 && e.v.main >= 0 && us[e.v.main].entry.Lemma == "keep":
	case paper && e.v.class&g.vRemain != 0:
	case e.v.class&(g.vStart|g.vRun|g.vBuild|g.vComplete) != 0 && e.head.nouns&(g.nAgreement|g.nStrongMeeting) == 0 && e.negated(g) && !e.v.future && !e.v.maybe() && x.undone(e):
		if e.v.class&g.vRun != 0 && (x.sinceIn(c) || x.isService(e.subject) && !x.never(e)) {
			return false
		}
		kind := Commitment
		if e.subject.nouns&g.nService != 0 && x.isService(e.subject) {
			kind = Service
		}
		x.draft(c, e.v, kind, NotImplemented, Negated, "never")
		return true
	default:
		return false
	}
	if x.undertaking() || matter {
		x.draft(c, e.v, Commitment, NotImplemented, Negated, "came-to-nothing")
		return true
	}
	return false
}

// undone reports whether the thing that has not begun, run or been finished is
// one of ours: works, a bridge, a train, a gate.
func (x *run) undone(e *event) bool {
	s := e.subject
	if e.v.class&x.g.vComplete != 0 && e.v.class&x.g.vBuild == 0 && s.nouns&x.g.nGate == 0 {
		return false
	}
	return x.isBorder(s) || x.isService(s) || x.border && (s.nouns&x.g.nFaint != 0 || x.hasWord(e.c, "work") || x.hasWord(e.c, "works") || x.hasWord(e.c, "construction"))
}

func (x *run) hasWord(c *clause, w string) bool {
	for i := c.lo; i < c.hi; i++ {
		if c.s.units[i].word == w {
			return true
		}
	}
	return false
}

// sinceIn reports whether the clause says since when.
func (x *run) sinceIn(c *clause) bool {
	for i := c.lo; i < c.hi; i++ {
		if d := c.s.units[i].date; d != nil && !d.Value.From.IsZero() {
			return true
		}
		if c.s.units[i].word == "since" {
			return true
		}
	}
	return false
}

// undertaking reports whether the article has told of one.
func (x *run) undertaking() bool { return x.pledged }

// talksFailed: they failed to agree; no agreement was reached; the meeting
// ended without result.
func (x *run) talksFailed(e *event) bool {
	g, c := x.g, e.c
	us := c.s.units
	talks := e.subject.nouns&g.nMeeting != 0
	without := -1
	for i := e.objLo; i+1 < e.objHi; i++ {
		if us[i].is(g.wWithout) && us[i+1].noun(g.nAgreement) || us[i].is(g.wWithout) && i+2 < e.objHi && us[i+2].noun(g.nAgreement) {
			without = i
		}
		if (us[i].is(g.wNoDet)) && us[i+1].noun(g.nAgreement) {
			without = i
		}
	}
	noAgreement := without >= 0 || e.subject.words&g.wNoDet != 0 && e.subject.nouns&g.nAgreement != 0
	failed := e.v.class&g.vFail != 0 && (talks || x.agreeAfter(e))
	failed = failed || e.v.class&(g.vFail|g.vNothing) != 0 && x.effort(e) && x.kindOf(e.subject) != "" && !e.negated(g)
	if !(failed || noAgreement && (x.border || x.relations)) || e.v.future || e.v.maybe() {
		return false
	}
	if talks && e.v.class&(g.vOccur|g.vFail) != 0 {
		d := x.draft(c, e.v, Meeting, Held, Fact, "talks-failed")
		if without > 0 {
			d.hi = without
		}
	}
	d := x.draft(c, e.v, Commitment, Failed, Negated, "talks-failed")
	if without > 0 && talks {
		d.lo = e.v.lo
	}
	return true
}

// agreeAfter reports whether "failed" is followed by "to agree", "to reach".
func (x *run) agreeAfter(e *event) bool {
	for i := range e.c.others {
		o := &e.c.others[i]
		if o.lo == e.v.hi && o.inf {
			return o.class&(x.g.vAgree|x.g.vSign|x.g.vDecide) != 0 || o.main >= 0 && e.c.s.units[o.main].word == "reach"
		}
	}
	return false
}

// cancelled: the meeting was postponed, called off.
func (x *run) cancelled(e *event) bool {
	g := x.g
	if e.v.class&g.vCancel == 0 || e.negated(g) || e.v.maybe() {
		return false
	}
	about := e.object
	if e.v.passive {
		about = e.subject
		if e.c.joint == joined || e.c.joint == relative {
			about.nouns |= e.subject.nouns
		}
		for _, o := range x.clauses {
			if o.hi <= e.c.lo && !e.c.own || o.joint == relative {
				about.nouns |= x.look(e.c.s, o.lo, o.hi).nouns & g.nStrongMeeting
			}
		}
	}
	trip := (x.hasWord(e.c, "visit") || x.hasWord(e.c, "trip")) && about.nouns&g.nClass == 0 && (e.rest.nouns&g.nOfficial != 0 || e.rest.name)
	if about.nouns&g.nStrongMeeting == 0 && !trip || x.isService(about) {
		return false
	}
	d := x.draft(e.c, e.v, Meeting, Cancelled, Fact, "cancelled")
	if e.v.passive {
		d.lo = x.clauses[0].lo
	}
	return true
}
