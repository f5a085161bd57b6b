package reading

import "strings"

// target is what a verb is done to: the subject of a passive or of a verb
// without an object, else the object.
func (x *run) target(e *event, is func(look) bool) (look, bool) {
	if e.v.passive {
		return e.head, is(e.head)
	}
	if is(e.direct) && e.v.class != 0 {
		return e.direct, true
	}
	if x.g.hasObject(e.c.s.units, e.v.hi) && e.v.class&x.g.vRemain == 0 {
		return e.direct, false // something else is opened
	}
	return e.head, is(e.head)
}

// crossing: a border or a crossing was opened, shut, may be passed.
func (x *run) crossing(e *event) bool {
	if !x.border {
		return false
	}
	status, rule := x.passage(e)
	if status == "" || e.v.modal == "should" && !e.c.reported && !x.future(e.c) {
		return false
	}
	if rule != "passage" && rule != "once" {
		status = x.partly(e, status)
	}
	if (status == PartlyOpen || status == Open) && e.v.past && e.v.class&x.g.vOpen != 0 && x.once(e) {
		status, rule = UsedOnce, "once"
	}
	if e.v.neg && e.v.perfect && x.pledged && e.v.class&(x.g.vAdmit|x.g.vPass) != 0 {
		x.draft(e.c, e.v, Commitment, NotImplemented, Negated, "not-admitted")
		return true
	}
	modal := e.v.modal
	if rule == "passage" && (modal == "may" || modal == "can" || modal == "cannot") {
		e.v.modal = "" // a permission, not a possibility
		if !e.v.neg && x.future(e.c) {
			e.v.future = true
		}
	}
	o := x.settle(e, status)
	e.v.modal = modal
	if o.unmet || o.position && !(e.v.future || e.v.modal == "would") {
		o = x.opposite(e, status, o)
	}
	x.add(e, Crossing, o, rule)
	return true
}

// opposite is the outcome of a negated event at a border: what may not be
// passed is closed, what was never shut is open.
func (x *run) opposite(e *event, status Status, o outcome) outcome {
	g := x.g
	fact := outcome{modality: Fact}
	if e.c.reported {
		fact.modality = Reported
	}
	state := e.v.copula || e.v.class&(g.vAdmit|g.vPass|g.vWork|g.vRun) != 0
	switch {
	case status == Closed || status == PartlyClosed:
		fact.status = Open
		if x.partly(e, Closed) == PartlyClosed {
			fact.status = PartlyOpen
		}
	case state:
		fact.status = Closed
		if x.partly(e, Closed) == PartlyClosed || e.subject.nouns&g.nClass != 0 || e.subject.people {
			fact.status = PartlyClosed
		}
		if e.subject.words&g.wNoDet != 0 {
			fact.status = Closed
		}
	default:
		return o
	}
	return fact
}

// passage names the status that an event at a border would have as a plain
// fact; empty if it is none.
func (x *run) passage(e *event) (Status, string) {
	g, v := x.g, e.v
	thing := func(l look) bool { return x.isBorder(l) || x.pronoun(l) == Crossing }
	way := func(l look) bool { return thing(l) || x.isMovement(l) }
	measure := func(l look) bool { return l.nouns&g.nMeasure != 0 && !(l.nouns&g.nService != 0) }
	if v.copula {
		return x.state(e, way)
	}
	intransitive := v.passive || !e.object.any || !way(e.object)
	named := x.namedPlace(e)
	switch {
	case v.class&g.vBarriers != 0:
		return Closed, "barriers"
	case v.class&g.vUnbar != 0:
		return Open, "barriers"
	case v.class&g.vRemain != 0:
		if s, r := x.state(e, way); s != "" {
			return s, r
		}
	case v.class&(g.vOpen) != 0:
		if _, ok := x.target(e, thing); ok || intransitive && named || x.namedObject(e) {
			return Open, "open"
		}
	case v.class&g.vClose != 0:
		if t, ok := x.target(e, thing); ok && (t.nouns&g.nMeasure == 0 || t.nouns&g.nBorder != 0) || intransitive && named && !e.subject.area || x.namedObject(e) {
			return Closed, "close"
		}
	}
	switch {
	case v.class&g.vLift != 0 && v.class&g.vAnnul != g.vAnnul:
		if _, ok := x.target(e, measure); ok && x.about(e) {
			if l := e.c.s.units[max(v.main, 0)].entry.Lemma; l == "relax" || l == "ease" || l == "loosen" {
				return PartlyOpen, "eased"
			}
			return Open, "lift"
		}
		if t, ok := x.target(e, func(l look) bool { return l.nouns&g.nControls != 0 }); ok && t.nouns&g.nBorder != 0 {
			return Open, "lift"
		}
	case v.class&g.vResume != 0 && e.head.nouns&g.nControls != 0 && v.passive:
		return Started, "controls"
	case v.class&g.vResume != 0:
		if t, ok := x.target(e, way); ok && t.nouns&g.nService == 0 {
			return Open, "resume"
		}
	}
	return x.traffic(e, way, measure)
}

// namedPlace reports whether the subject is a place by its name, and not a
// person, a road or a hospital of that name.
func (x *run) namedPlace(e *event) bool {
	g, h := x.g, e.head
	if !(h.name || h.post || h.town || h.crossing) || h.nouns&^(g.nGate|g.nCrossing|g.nBorder) != 0 || h.unknown {
		return false
	}
	us := e.c.s.units
	for i := e.c.subject[0]; i < e.c.subject[1]; i++ {
		if us[i].thing != nil && us[i].thing.kind == personName {
			return false
		}
	}
	return true
}

// namedObject reports whether somebody opens or shuts a place by its name.
func (x *run) namedObject(e *event) bool {
	us := e.c.s.units
	if e.v.passive || e.v.hi >= e.c.hi {
		return false
	}
	u := &us[e.v.hi]
	return u.thing == nil && u.name() && e.direct.nouns&^x.g.nPlain == 0 && !e.direct.unknown || u.thing != nil && (u.thing.kind == postName || u.thing.kind == crossingName)
}

// about reports whether a measure is one at a border.
func (x *run) about(e *event) bool {
	if e.rest.nouns&x.g.nBan != 0 && !x.isBorder(e.rest) {
		return false // a ban on goods
	}
	return x.kindOf(e.rest) == Crossing || x.pronoun(e.subject) == Crossing || x.topic == Crossing && x.now-x.topicAt <= 1
}

// traffic: people and goods let through or kept out; a measure in force.
func (x *run) traffic(e *event, way, measure func(look) bool) (Status, string) {
	g, v := x.g, e.v
	whom := g.nClass | g.nGeneral | g.nMovement | g.nVehicle
	named := x.namedPlace(e)
	moved := e.object
	if v.passive {
		moved = e.subject
	}
	switch {
	case v.class&(g.vExtend|g.vStop) != 0 && e.head.nouns&g.nControls != 0 && v.passive || v.class&g.vStop != 0 && e.head.nouns&g.nControls != 0:
		if v.class&g.vExtend != 0 {
			return Started, "controls"
		}
		return Ended, "controls"
	case v.class&g.vAdmit != 0 && (moved.nouns&whom != 0 || moved.people) && (x.isBorder(e.rest) || x.hasPass(e) || v.passive || named):
		if v.class&(g.vSay|g.vIssue) != 0 && !x.hasPass(e) && !x.isBorder(e.rest) && !named {
			return "", ""
		}
		if moved.nouns&g.nGeneral != 0 {
			return Open, "admit"
		}
		return x.partly(e, PartlyOpen), "admit"
	case v.class&g.vBar != 0 && v.passive && e.object.nouns&g.nClass != 0 && (x.isBorder(e.head) || e.head.nouns&g.nFaint != 0 || named):
		return PartlyClosed, "bar"
	case v.class&g.vBar != 0 && (moved.nouns&whom != 0 || moved.people) && (x.isBorder(e.rest) || x.hasPass(e)):
		if moved.nouns&g.nClass != 0 && moved.nouns&g.nGeneral == 0 {
			return PartlyClosed, "bar"
		}
		return x.partly(e, Closed), "bar"
	case v.class&g.vStop != 0:
		if t, ok := x.target(e, way); ok && t.nouns&(g.nService|g.nMeeting) == 0 && v.class&g.vOccur == 0 && !e.negated(g) {
			return Closed, "stop"
		}
	case v.class&g.vExtend != 0:
		if _, ok := x.target(e, measure); ok {
			return Closed, "extend"
		}
	case v.class&g.vWork != 0 && (x.isBorder(e.subject) || named && e.subject.nouns&g.nOfficial == 0 && !e.subject.area):
		return Open, "work"
	case v.class&g.vComplete != 0:
		if t, ok := x.target(e, x.isBorder); ok && t.nouns&(g.nGate|g.nCrossing) != 0 {
			return Ready, "complete"
		}
	case v.class&g.vStart != 0 && !x.toInf(e):
		if t, ok := x.target(e, func(l look) bool { return x.isBorder(l) || l.nouns&g.nControls != 0 && x.border }); ok && t.nouns&(g.nCrossing|g.nGate|g.nControls) != 0 {
			return Started, "start"
		}
	}
	return x.through(e, whom)
}

// once reports whether a gate was opened for one party alone: aid, a
// delegation, an emergency.
func (x *run) once(e *event) bool {
	g, us := x.g, e.c.s.units
	for i := e.v.hi; i < e.c.hi; i++ {
		if us[i].word == "for" || us[i].word == "to" {
			l := x.look(e.c.s, i, min(i+5, e.c.hi))
			if l.nouns&g.nHumanitarian != 0 || l.nouns&g.nOfficial != 0 && l.words&g.wOnly != 0 {
				return true
			}
		}
	}
	return false
}

// through: somebody may pass, or did once.
func (x *run) through(e *event, whom class) (Status, string) {
	g, v := x.g, e.v
	if v.class&g.vPass == 0 {
		return "", ""
	}
	who := e.subject
	passes := who.nouns&whom != 0 || who.people || who.words&g.wNoDet != 0 || x.pronoun(who) != ""
	switch {
	case passes && (v.modal == "may" || v.modal == "can" || v.modal == "cannot" || v.modal == "could" && e.negated(g)) && v.class&g.vPass != 0:
		if e.subject.words&g.wNoDet != 0 || who.nouns&g.nGeneral != 0 {
			return Open, "passage"
		}
		return x.partly(e, PartlyOpen), "passage"
	case who.words&g.wNoDet != 0 && !v.future && !v.maybe() && x.border && who.nouns&^whom == 0 && !who.area:
		return Open, "passage"
	case passes && who.nouns&whom != 0 && who.nouns&g.nHumanitarian == 0 && !v.maybe() && (!v.past || v.perfect) && (x.isBorder(e.object) || e.object.post || e.object.name && !v.past && e.direct.nouns == 0 || x.again(e) && x.sinceIn(e.c) || x.hasWord(e.c, "freely") || x.hasWord(e.c, "overland")):
		return x.partly(e, PartlyOpen), "passage"
	case passes && v.future && v.modal != "" && (x.isBorder(e.object) || e.object.area || x.hasWord(e.c, "overland") || x.hasWord(e.c, "land")):
		return x.partly(e, PartlyOpen), "passage"
	case passes && v.modal == "could" && (e.c.reported || e.subject.words&g.wOnly != 0):
		v.modal = ""
		return PartlyOpen, "passage"
	case (v.past || v.perfect) && !e.negated(g) && who.nouns&(g.nHumanitarian|g.nVehicle) != 0 && x.isBorder(e.object) && !v.maybe():
		if who.nouns&g.nHumanitarian != 0 || x.look(e.c.s, e.c.lo, e.c.hi).nouns&g.nHumanitarian != 0 {
			return UsedOnce, "once"
		}
	}
	return "", ""
}

// hasPass reports whether an infinitive or preposition of passing follows.
func (x *run) hasPass(e *event) bool {
	for i := range e.c.others {
		if e.c.others[i].class&x.g.vPass != 0 {
			return true
		}
	}
	u := e.c.s.units
	if e.v.main < 0 || e.v.main >= len(u) {
		return false
	}
	switch u[e.v.main].entry.Lemma {
	case "let through", "let in", "let pass", "let past", "wave through", "turn back", "turn away", "take in", "deny entry", "refuse entry":
		return true
	}
	return false
}

// state: the crossing is open, stays shut, is ready.
func (x *run) state(e *event, way func(look) bool) (Status, string) {
	g, us := x.g, e.c.s.units
	i := e.v.main
	if e.v.class&g.vRemain != 0 {
		i = -1
		for j := e.v.hi; j < e.c.hi && j < e.v.hi+7; j++ {
			if us[j].is(g.wOpen | g.wClosed) {
				i = j
				break
			}
		}
	}
	if i < 0 || i >= len(us) {
		return "", ""
	}
	named := x.namedPlace(e)
	if !way(e.head) && !named && !(e.v.class&g.vRemain != 0 && (way(e.object) || x.border && e.object.nouns&g.nFaint != 0 || x.namedObject(e))) && x.pronoun(e.subject) != Crossing {
		return "", ""
	}
	switch u := &us[i]; {
	case u.is(g.wClosed):
		return Closed, "state"
	case u.is(g.wReady) && (!u.is(g.wWilling) || !e.subject.area):
		if e.subject.nouns&(g.nGate|g.nCrossing|g.nFaint) == 0 {
			return "", ""
		}
		return Ready, "state"
	case u.is(g.wOpen):
		if x.hoursAfter(e.c, i) {
			return PartlyOpen, "hours"
		}
		return Open, "state"
	}
	return "", ""
}

// hoursAfter reports whether hours of the day follow: open from 8am to 4pm.
func (x *run) hoursAfter(c *clause, i int) bool {
	for j := i + 1; j < c.hi && j < i+5; j++ {
		w := c.s.units[j].word
		if w != "" && w[0] >= '0' && w[0] <= '9' && (strings.HasSuffix(w, "am") || strings.HasSuffix(w, "pm") || strings.Contains(w, ":")) {
			return true
		}
	}
	return false
}

// partly narrows a status if it holds for a class only: "to lorries", "for
// residents only", "to all but …".
func (x *run) partly(e *event, s Status) Status {
	g, us := x.g, e.c.s.units
	narrow := false
	for i := e.v.lo; i < e.c.hi; i++ {
		u := &us[i]
		switch {
		case u.is(g.wOnly) && i+1 < len(us) && us[i+1].entry.Verb == 0 && us[i+1].date == nil && !(us[i+1].word == "that" || us[i+1].word == "this"):
			narrow = true
		case u.is(g.wExcept):
			narrow = true
		case (u.word == "to" || u.word == "for") && i+1 < e.c.hi && us[i+1].date == nil:
			for j := i + 1; j < e.c.hi && j < i+6; j++ {
				if us[j].noun(g.nGeneral) || us[j].mark != 0 || us[j].word == "all" {
					break
				}
				if us[j].noun(g.nClass) {
					narrow = true
					break
				}
			}
		}
	}
	if narrow || e.v.class&(g.vAdmit|g.vPass) != 0 && e.v.class&g.vOpen == 0 && e.rest.nouns&g.nGeneral == 0 {
		switch s {
		case Open:
			return PartlyOpen
		case Closed:
			if narrow {
				return PartlyClosed
			}
		}
	}
	return s
}
