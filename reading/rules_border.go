package reading

import "strings"

// target is what a verb is done to: the subject of a passive or of a verb
// without an object, else the object.
func (x *run) target(e *event, is func(look) bool) (look, bool) {
	if e.v.passive && e.head.nouns&x.g.nFaint == 0 {
		return e.head, is(e.head)
	}
	if !e.v.passive && is(e.direct) && e.v.class != 0 {
		return e.direct, true
	}
	if !e.v.passive && x.g.hasObject(e.c.s.units, e.v.hi) && e.v.class&x.g.vRemain == 0 {
		return e.direct, false // something else is opened
	}
	if e.head.nouns&x.g.nFaint != 0 && is(e.subject) { // the line at Odzisi
		return e.subject, true
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
	if rule != "passage" && rule != "once" && rule != "first-through" {
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
	if (rule == "passage" || rule == "once" || rule == "admit" && e.v.passive && modal != "cannot") && (modal == "may" || modal == "can" || modal == "cannot") {
		e.v.modal = "" // a permission, not a possibility
		if !e.v.neg && !e.v.past && x.future(e.c) {
			e.v.future = true
		}
	}
	o := x.settle(e, status)
	e.v.modal = modal
	if o.modality == Planned && rule == "state" && e.v.class&x.g.vRemain != 0 {
		o.status = status // what will stay so is so
	}
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
		if e.subject.words&g.wNoDet != 0 && x.look(e.c.s, e.c.lo, e.c.hi).words&g.wExcept == 0 {
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
	thing := func(l look) bool {
		return l.nouns&g.nElsewhere == 0 && (x.isBorder(l) || x.pronoun(l) == Crossing)
	}
	way := func(l look) bool { return thing(l) || x.isMovement(l) }
	measure := func(l look) bool { return l.nouns&g.nMeasure != 0 && !(l.nouns&g.nService != 0) }
	if v.copula {
		return x.state(e, way)
	}
	if s, r := x.told(e); s != "" {
		return s, r
	}
	if t, ok := x.target(e, func(l look) bool { return l.nouns&g.nControls != 0 }); ok && x.border && !v.inf {
		switch {
		case v.class&(g.vResume|g.vStart|g.vExtend|g.vRequire) != 0 && v.class&g.vAbolish == 0:
			return Started, "controls"
		case v.class&(g.vAbolish|g.vLift|g.vStop) != 0 && t.nouns&g.nBorder == 0:
			return Ended, "controls"
		}
	}
	if x.cleared(e) {
		return Open, "cleared"
	}
	intransitive := v.passive || !e.direct.any || !way(e.object)
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
		if s, r := x.admittedArea(e); s != "" {
			return s, r
		}
		if _, ok := x.target(e, thing); ok || intransitive && (named || x.narrowWay(e.c.s, e.c.subject[0], e.c.subject[1])) || x.namedObject(e) {
			if x.hoursAfter(e.c, e.v.hi-1) && !e.v.past {
				return PartlyOpen, "hours"
			}
			return Open, "open"
		}
	case v.class&g.vClose != 0:
		if s, r := x.admittedArea(e); s != "" {
			return s, r
		}
		if t, ok := x.target(e, thing); ok && (t.nouns&g.nMeasure == 0 || t.nouns&g.nBorder != 0) || intransitive && (named && !e.subject.area || x.narrowWay(e.c.s, e.c.subject[0], e.c.subject[1])) || x.namedObject(e) {
			return Closed, "close"
		}
	}
	if s, r := x.lifted(e, way, measure); s != "" {
		return s, r
	}
	return x.traffic(e, way, measure)
}

// cleared: what bars the way was taken away: barriers, fences, containers.
func (x *run) cleared(e *event) bool {
	t := e.direct
	lo, hi := e.objLo, min(e.objLo+4, e.objHi)
	if e.v.passive {
		t = e.head
		lo, hi = e.c.subject[0], e.c.subject[1]
	}
	if e.v.class&(x.g.vLift|x.g.vUnbar) == 0 && !x.takes(e) || t.nouns&x.g.nElsewhere != 0 {
		return false
	}
	for i := lo; i < hi; i++ {
		switch e.c.s.units[i].entry.Lemma + "|" + e.c.s.units[i].word {
		case "barrier|barrier", "barrier|barriers", "|barricades", "|barricade", "|containers", "container|containers", "|roadblock", "|roadblocks", "|blocks", "blockade|blockade", "|chains":
			return true
		}
	}
	return false
}

// takes reports whether a verb takes its object away.
func (x *run) takes(e *event) bool {
	switch x.lemma(e.v, e.c) {
	case "take", "clear", "dismantle", "pull down", "take away", "take down", "haul":
		return !e.negated(x.g) && !e.v.copula
	}
	return false
}

// lifted: a measure was ended or eased, traffic was restored.
func (x *run) lifted(e *event, way, measure func(look) bool) (Status, string) {
	g, v := x.g, e.v
	switch {
	case v.class&g.vLift != 0 && v.class&g.vAnnul != g.vAnnul:
		if _, ok := x.target(e, measure); ok && x.about(e) {
			if l := e.c.s.units[max(v.main, 0)].entry.Lemma; l == "relax" || l == "ease" || l == "loosen" {
				return PartlyOpen, "eased"
			}
			if !v.passive && e.object.nouns&g.nClass != 0 && e.object.nouns&g.nGeneral == 0 {
				return PartlyOpen, "lift"
			}
			return Open, "lift"
		}
		if t, ok := x.target(e, func(l look) bool { return l.nouns&g.nControls != 0 }); ok && t.nouns&g.nBorder != 0 {
			return Open, "lift"
		}
	case v.class&g.vResume != 0 && e.head.nouns&g.nControls != 0 && v.passive:
		return Started, "controls"
	case v.class&g.vResume != 0 && v.class&g.vBar == 0: // not sent back
		if t, ok := x.target(e, way); ok && t.nouns&g.nService == 0 {
			switch x.lemma(v, e.c) {
			case "rebuild", "mend", "repair":
				return Ready, "rebuilt"
			}
			return Open, "resume"
		}
		if !v.passive && (x.isBorder(e.head) || x.namedPlace(e)) && (x.hasWord(e.c, "work") || x.hasWord(e.c, "operations") || x.hasWord(e.c, "operation") || x.hasWord(e.c, "working")) {
			return Open, "resume"
		}
	}
	return "", ""
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
	return u.thing == nil && u.name() && e.direct.nouns&^x.g.nPlain == 0 && !e.direct.unknown || u.thing != nil && (u.thing.kind == postName || u.thing.kind == crossingName || u.thing.kind == townName)
}

// about reports whether a measure is one at a border.
func (x *run) about(e *event) bool {
	if e.rest.nouns&x.g.nBan != 0 && !x.isBorder(e.rest) && !x.isMovement(e.rest) {
		return false // a ban on goods
	}
	return x.kindOf(e.rest) == Crossing || x.pronoun(e.subject) == Crossing || x.topic == Crossing && x.now-x.topicAt <= 1
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
	if e.v.copula && e.v.class&g.vRemain == 0 && !us[i].is(g.wOpen|g.wClosed|g.wReady) { // the only one still open
		for j := i + 1; j < e.c.hi && j < i+6 && us[j].mark == 0; j++ {
			if us[j].is(g.wOpen|g.wClosed) && x.look(e.c.s, i, j).words&g.wOnly != 0 && (j+1 >= e.c.hi || us[j+1].entry.Noun == 0) {
				i = j
				break
			}
		}
	}
	switch u := &us[i]; {
	case u.is(g.wClosed):
		return Closed, "state"
	case u.is(g.wReady) && (!u.is(g.wWilling) || !e.subject.area):
		if e.subject.nouns&(g.nGate|g.nCrossing|g.nFaint|g.nRailway) == 0 && (x.pronoun(e.subject) != Crossing || e.c.joint == adverbial) {
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
	narrow := s == Closed && (x.someOf(e.c, e.v.hi, e.c.hi) || e.v.passive && x.someOf(e.c, e.c.subject[0], e.c.subject[1]))
	for i := e.c.lo; i < e.c.hi; i++ {
		u := &us[i]
		switch {
		case i < e.v.lo && !u.is(g.wExcept):
		case u.is(g.wOnly) && !(i > 0 && us[i-1].is(g.wDet)) && i+1 < len(us) && us[i+1].entry.Verb == 0 && us[i+1].date == nil && !(us[i+1].word == "that" || us[i+1].word == "this"):
			narrow = true
		case u.is(g.wExcept):
			narrow = true
		case u.entry.Verb != 0 && u.entry.Noun|u.entry.Word == 0 && i >= e.v.hi && s == Closed:
			if !narrow {
				return s
			}
		case (u.word == "to" || u.word == "for" || u.word == "by" && e.v.copula || u.entry.Lemma == "open to") && i+1 < e.c.hi && us[i+1].date == nil:
			narrow = narrow || x.narrowed(e.c, i, s)
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
