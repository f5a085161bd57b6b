package reading

import "strings"

// service: flights, trains, buses and ferries over a border start, stop and
// resume.
func (x *run) service(e *event) bool {
	g, v := x.g, e.v
	is := func(l look) bool {
		return x.isService(l) || x.pronoun(l) == Service
	}
	permitted := v.modal == "can" || v.modal == "may"
	if permitted && !v.passive && v.class&(g.vRun|g.vPass) != 0 && (v.perfect || x.again(e) || x.future(e.c)) { // leave given, not a possibility
		modal, future := v.modal, v.future
		v.modal, v.future = "", v.future || x.future(e.c)
		defer func() { v.modal, v.future = modal, future }()
	}
	if x.joins(e) || x.bereft(e) || x.aboard(e) || x.maiden(e, is) || x.thereAre(e) || x.reborn(e, is) || x.linked(e) {
		return true
	}
	if (v.passive && v.class&(g.vPlan|g.vPledge|g.vAnnounce) != 0 || x.scheduled(e)) && !e.negated(g) && !v.maybe() && x.isService(e.head) && x.abroad(e) && !e.c.hedged {
		o := outcome{status: Announced, modality: Planned}
		if x.dayIn(e.c) {
			o.status = Dated
		}
		x.add(e, Service, o, "service-planned")
		return true
	}
	up := g.vResume | g.vStart | g.vRun | g.vOpen | g.vWork
	if v.class&(up|g.vStop|g.vLift|g.vClose|g.vCancel|g.vComplete|g.vExtend|g.vAbolish) == 0 || v.copula {
		return x.serviceState(e, is) || x.uncrossed(e, is)
	}
	if e.c.s.units[max(v.main, 0)].entry.Lemma == "add" && x.isService(e.direct) && v.future {
		x.add(e, Service, x.settle(e, Started), "service-added")
		return true
	}
	if v.class&g.vStop != 0 && v.hi < len(e.c.s.units) && e.c.s.units[v.hi].word == "at" {
		return false // trains terminate at a station
	}
	target, ok := x.serviceOf(e, is)
	if !ok || !x.abroad(e) || x.putOff(e) || x.insolvent(e) {
		return false
	}
	if target.nouns&(g.nCrossing) != 0 && target.nouns&g.nService == 0 {
		return false
	}
	if v.class&g.vStop != 0 && e.negated(g) {
		x.draft(e.c, v, Service, InOperation, Fact, "never-stopped")
		return true
	}
	status := x.served(e, target)
	if status == "" {
		return false
	}
	o := x.settle(e, status)
	stopped := x.sinceIn(e.c) || v.modal != "would" && (!v.future || v.class&(g.vRun|g.vWork) != 0) // "will not run": until further notice
	if (o.unmet || o.position) && v.class&(g.vRun|g.vWork|g.vResume) != 0 && !x.never(e) && !v.due && stopped {
		o = outcome{status: Suspended, modality: Fact}
	}
	x.add(e, Service, o, "service")
	return true
}

// serviceOf is the service that something is done to: the target of the verb, one
// under a ban, one that a carrier runs.
func (x *run) serviceOf(e *event, is func(look) bool) (look, bool) {
	g, v := x.g, e.v
	if n := e.v.lo - 1; n > 1 && v.class&g.vRun != 0 && e.c.s.units[n].empty() && !e.c.s.units[n].capital && e.c.s.units[n-1].word == "'s" {
		return e.head, false // the railway's answer has not arrived
	}
	target, ok := x.target(e, is)
	if !ok && e.direct.nouns&(g.nBan|g.nMeasure) != 0 && x.isService(e.object) { // a ban on flights
		target, ok = e.object, true
	}
	if !ok && v.class&g.vRun != 0 && !v.passive && x.isService(e.head) { // "carriers overfly Armenia again"
		target, ok = e.head, true
	}
	if !ok && x.carrier(e.c) && v.class&(g.vResume|g.vRun) != 0 && !e.object.people {
		target, ok = e.head, true
	}
	if !ok && !x.isBorder(e.head) && (e.head.name || e.head.nouns&g.nVehicle != 0) && v.main >= 0 && strings.HasSuffix(e.c.s.units[v.main].entry.Lemma, " service") {
		target, ok = e.head, x.services || x.border
	}
	return target, ok
}

// served says what a verb does to a service, or to a ban on it.
func (x *run) served(e *event, target look) Status {
	g, v := x.g, e.v
	ban := target.nouns&g.nBan != 0 || target.nouns&g.nMeasure != 0 && v.class&g.vLift != 0
	switch {
	case ban && v.class&(g.vLift|g.vAbolish) != 0:
		return Resumed
	case ban && v.class&(g.vExtend|g.vStart) != 0:
		return Suspended
	case v.class&g.vResume != 0:
		return Resumed
	case v.class&(g.vStop|g.vCancel|g.vClose) != 0 && v.class&(g.vStart) == 0:
		return x.stopped(e)
	case v.class&g.vLift != 0:
		return Ended
	case v.class&(g.vStart|g.vOpen) != 0:
		if x.re(v, e.c) || x.again(e) {
			return Resumed
		}
		return Started
	case v.class&(g.vRun|g.vWork) != 0:
		if !v.future && !v.due && !e.negated(g) && !v.maybe() && !x.sinceIn(e.c) && !x.again(e) {
			return "" // that it runs is no news
		}
		if e.rest.words&g.wAgain != 0 || x.again(e) {
			return Resumed
		}
		return Started
	}
	return ""
}

// maiden: the first train, an inaugural flight; the last one.
func (x *run) maiden(e *event, is func(look) bool) bool {
	g, v, us := x.g, e.v, e.c.s.units
	arrives := g.vRun | g.vPass | g.vStart | g.vOccur
	if v.class&(arrives|g.vOther) == 0 && !v.copula || !is(e.head) || !x.abroad(e) || e.negated(g) || v.maybe() {
		return false
	}
	first, last, after := false, false, false
	for i := e.c.lo; i < e.c.hi; i++ {
		near := i < e.v.lo && i+4 > e.c.subject[0]
		switch us[i].word {
		case "first", "inaugural", "maiden":
			first = first || near
		case "last", "final":
			last = last || near && i+1 < e.c.hi && us[i+1].date == nil
		}
		if us[i].date != nil && strings.Contains(x.text[us[i].lo:us[i].hi], "first time") || strings.HasSuffix(us[i].entry.Lemma, "first time") || i+1 < e.c.hi && us[i].word == "first" && (us[i+1].word == "time" || i >= e.v.hi && x.outing(&us[i+1])) {
			first = true
		}
	}
	told := x.text[us[e.c.lo].lo:us[e.c.hi-1].hi]
	if strings.Contains(told, "last time") || strings.Contains(told, "final time") {
		first, last = false, true
	}
	for _, w := range []string{"years", "months", "decade", "since"} {
		after = after || strings.Contains(told, w)
	}
	status := Started
	switch {
	case first && (after || x.again(e)):
		status = Resumed
	case first:
	case last && v.past && v.class&(g.vRun|g.vPass) != 0:
		status = Ended
	default:
		return false
	}
	if v.copula && !v.past {
		return false
	}
	x.add(e, Service, x.settle(e, status), "first-or-last")
	return true
}

// outing reports whether a noun names one journey of a ship or train.
func (x *run) outing(u *unit) bool {
	switch u.word {
	case "crossing", "run", "flight", "trip", "voyage", "journey", "sailing", "passage", "rotation", "departure":
		return true
	}
	return false
}

// bereft: they have had no flights since; the town is without a ferry.
func (x *run) bereft(e *event) bool {
	g, us, v := x.g, e.c.s.units, e.v
	has := !v.copula && v.main >= 0 && v.class == 0 && (us[v.main].is(g.wHave) || us[v.lo].is(g.wHave))
	if !has && !v.copula && v.class&g.vRemain == 0 || !x.abroad(e) || v.future || v.maybe() || v.past && !v.perfect {
		return false
	}
	for i := v.lo; i < e.c.hi && i < v.hi+4; i++ {
		if has && us[i].is(g.wNoDet) || !has && us[i].is(g.wWithout) {
			if l := x.look(e.c.s, i, x.headEnd(e.c.s, i+1, e.c.hi)); !x.isService(l) || l.nouns&(g.nPlain|g.nOfficial) != 0 {
				return false
			}
			x.draft(e.c, v, Service, Suspended, Fact, "without-service")
			return true
		}
	}
	return false
}

// aboard: it is possible again to take a train; people can fly again.
func (x *run) aboard(e *event) bool {
	if !x.again(e) || !x.abroad(e) || e.negated(x.g) || e.c.joint == condition {
		return false
	}
	us := e.c.s.units
	people := e.subject.nouns&(x.g.nGeneral|x.g.nClass) != 0 || e.subject.people || e.subject.words&x.g.wSubj != 0
	for i := max(e.v.lo, 1); i < e.c.hi && people; i++ {
		way := us[i].noun(x.g.nByAir|x.g.nByRail|x.g.nByWater) || us[i].word == "bus" || us[i].word == "coach"
		if us[i].entry.Lemma == "by train" || way && (us[i-1].word == "by" || us[i-1].word == "a" && i > 1 && (us[i-2].word == "take" || us[i-2].word == "board" || us[i-2].word == "catch")) {
			x.add(e, Service, x.settle(e, Resumed), "aboard-again")
			return true
		}
	}
	return false
}

// scheduled reports whether a copula says for when something is planned.
func (x *run) scheduled(e *event) bool {
	us, i := e.c.s.units, e.v.main
	return (e.v.copula || e.v.passive) && i >= 0 && i+1 < e.c.hi && us[i].is(x.g.wDue) && (us[i+1].word == "for" || us[i+1].date != nil)
}

// thereAre: there are no flights; there will be three trains a week.
func (x *run) thereAre(e *event) bool {
	g, us := x.g, e.c.s.units
	there := e.v.lo > 0 && e.v.lo <= len(us) && us[e.v.lo-1].word == "there"
	if !there || !e.v.copula || !x.isService(e.object) || !x.abroad(e) {
		return false
	}
	hi := x.headEnd(e.c.s, e.v.hi, e.c.hi)
	head := x.look(e.c.s, e.v.hi, hi)
	none := head.words&g.wNoDet != 0 || e.v.neg
	switch {
	case !x.isService(head) || head.nouns&(g.nOfficial|g.nGeneral) != 0:
		return false
	case none:
		e.v.neg = false
		x.add(e, Service, x.settle(e, Suspended), "no-service")
	case e.v.future || e.v.due:
		x.add(e, Service, x.settle(e, Started), "service-to-be")
	case x.again(e):
		x.add(e, Service, x.settle(e, Resumed), "service-again")
	default:
		return false
	}
	return true
}

// reborn: the resumption of flights took place.
func (x *run) reborn(e *event, is func(look) bool) bool {
	g := x.g
	if e.v.class&(g.vOccur|g.vStart|g.vInForce|g.vComplete) == 0 || e.head.nouns&g.nReopening == 0 || !x.isService(e.head) || !x.abroad(e) || !is(e.head) {
		return false
	}
	x.add(e, Service, x.settle(e, Resumed), "resumption")
	return true
}

// uncrossed: no train has crossed since.
func (x *run) uncrossed(e *event, is func(look) bool) bool {
	if e.v.class&x.g.vPass == 0 || !x.isService(e.head) || !e.negated(x.g) || e.v.future || e.v.maybe() || !is(e.head) || !x.abroad(e) {
		return false
	}
	status, modality := Suspended, Fact
	if x.never(e) {
		status, modality = NotImplemented, Negated
	}
	x.draft(e.c, e.v, Service, status, modality, "uncrossed")
	return true
}

// never reports whether what is negated has not happened at any time.
func (x *run) never(e *event) bool {
	for i := e.c.lo; i < e.c.hi && i < e.v.hi; i++ {
		switch e.c.s.units[i].entry.Lemma {
		case "never", "ever", "yet to", "still to", "not yet", "has yet to", "have yet to":
			return true
		}
	}
	return false
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
	for i := e.v.hi; i+1 < e.c.hi; i++ { // for good
		if w := e.c.s.units[i+1].word; e.c.s.units[i].word == "for" && (w == "good" || w == "ever") {
			return Ended
		}
	}
	switch u.entry.Lemma {
	case "end", "discontinue", "axe", "terminate", "abandon", "scrap", "wind up", "cease", "drop", "abolish", "close":
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
		case u.word == "back" && e.v.copula && i <= e.v.hi+1 && e.v.lo > 0 && e.c.s.units[e.v.lo-1].word != "there", u.word == "back in service":
			x.add(e, Service, x.settle(e, Resumed), "service-back")
			return true
		case u.word == "impassable" || u.word == "passable":
			return false // a road
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
