package reading

// noDate: no date was set; they did not say when; nobody could tell when.
func (x *run) noDate(e *event) bool {
	g, c := x.g, e.c
	us := c.s.units
	if e.v.passive && e.v.class&(g.vGive|g.vPlan) != 0 && (e.head.nouns&g.nStrongMeeting != 0 && e.negated(g) || e.head.nouns&g.nDate != 0 && e.v.future && (e.head.nouns&g.nStrongMeeting != 0 || e.subject.nouns&g.nStrongMeeting != 0)) {
		x.draft(c, e.v, Meeting, NoDate, Negated, "no-date")
		return true
	}
	no := e.negated(g) || x.hasWord(c, "unclear") || x.hasWord(c, "uncertain") || x.hasWord(c, "unknown")
	for i := e.objLo; i < e.objHi && !no; i++ {
		no = us[i].is(g.wNoDet) || us[i].is(g.wWithout)
	}
	if !no && !x.doubtful(e) && !x.evades(e) {
		return false
	}
	date := false
	for i := c.lo; i < c.hi; i++ {
		u := &us[i]
		if u.noun(g.nDate) && u.date == nil && (e.v.neg || e.subject.words&g.wNoDet != 0 && i < e.v.lo || x.denied(c, i)) && (u.word != "day" && u.word != "days" || i > 0 && us[i-1].is(g.wNoDet)) {
			date = true
		}
	}
	if date && e.v.class&(g.vGive|g.vSay|g.vAnnounce|g.vAgree|g.vDecide|g.vDiscuss) == 0 && !e.v.copula && e.v.main != e.v.lo && e.rest.words&g.wNoDet == 0 {
		date = false
	}
	end := c.hi
	if !date {
		if !x.untold(e) && !x.doubtful(e) {
			return false
		}
		if next := x.following(c); next != nil && next.joint != mainClause {
			end = next.hi
		}
	}
	around := x.look(c.s, c.lo, end)
	kind := x.kindOf(around)
	if around.nouns&g.nStrongMeeting != 0 && kind == "" {
		kind = Meeting
	}
	if kind == "" && x.now-x.topicAt <= 3 {
		kind = x.topic
	}
	if kind == Crossing && x.pledged || kind == "" && x.border {
		kind = Commitment
	}
	if kind == "" {
		return false
	}
	d := x.draft(c, e.v, kind, NoDate, Negated, "no-date")
	d.hi = end
	if !date {
		x.muteNext(c)
	}
	return true
}

// denied reports whether "no" or "without" stands shortly before a unit.
func (x *run) denied(c *clause, i int) bool {
	for j := i - 1; j >= c.lo && j >= i-4; j-- {
		if c.s.units[j].is(x.g.wNoDet | x.g.wWithout) {
			return true
		}
	}
	return x.eventNegated(c)
}

// eventNegated reports whether the clause's subject is "neither", "nobody".
func (x *run) eventNegated(c *clause) bool {
	return x.look(c.s, c.subject[0], c.subject[1]).words&x.g.wNoDet != 0
}

// untold reports whether somebody does not say when, whether or how long.
func (x *run) untold(e *event) bool {
	us := e.c.s.units
	if e.v.copula && e.c.hi-e.c.lo <= 5 && (x.hasWord(e.c, "unclear") || x.hasWord(e.c, "uncertain") || x.hasWord(e.c, "unknown") || e.v.neg && (x.hasWord(e.c, "clear") || x.hasWord(e.c, "known"))) {
		return e.c.hi < len(us) && us[e.c.hi].word == "when" // it is unclear when
	}
	if e.v.class&x.g.vReject != 0 && x.evades(e) {
		return true
	}
	if e.v.class&(x.g.vSay|x.g.vGive|x.g.vAnnounce|x.g.vDecide) == 0 && (e.v.main < 0 || us[e.v.main].word != "know" && us[e.v.main].word != "known") {
		return false
	}
	if w := us[e.c.lo].word; e.v.passive && (w == "when" || w == "whether") {
		return true // when it will reopen has not been decided
	}
	for i := e.v.hi; i < len(us) && i < e.v.hi+3; i++ {
		if w := us[i].word; w == "when" || w == "whether" || w == "how" && i+1 < len(us) && (us[i+1].word == "long" || us[i+1].word == "soon") {
			return true
		}
	}
	return false
}

// evades reports whether somebody refuses to say when or how long: declined to
// name a day, would not be drawn on how soon.
func (x *run) evades(e *event) bool {
	us := e.c.s.units
	if e.v.class&x.g.vReject == 0 || e.v.passive {
		return false
	}
	for i := e.v.hi; i+1 < len(us) && i < e.v.hi+8; i++ {
		if w := us[i].word; w == "when" || w == "how" && (us[i+1].word == "long" || us[i+1].word == "soon") || us[i].noun(x.g.nDate) && us[i].date == nil && us[i].word != "day" {
			return true
		}
	}
	return false
}
