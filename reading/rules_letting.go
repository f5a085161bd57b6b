package reading

import (
	"strings"

	"waythrough/reading/lexicon"
)

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
		return x.admitted(e, moved, named)
	case v.class&g.vBar != 0 && v.passive && e.object.nouns&g.nClass != 0 && (x.isBorder(e.head) || e.head.nouns&g.nFaint != 0 || named):
		return PartlyClosed, "bar"
	case v.class&g.vBar != 0 && (moved.nouns&whom != 0 || moved.people) && (x.isBorder(e.rest) || x.hasPass(e) || v.passive && moved.nouns&g.nClass != 0 && x.topic == Crossing && x.topicAt == x.now ||
		!v.passive && !v.inf && moved.nouns&(g.nClass|g.nVehicle) != 0 && (e.head.area || e.head.nouns&(g.nOfficial|g.nParty) != 0) && (e.object.name || e.object.post || e.object.area)):
		if moved.nouns&g.nClass != 0 && moved.nouns&g.nGeneral == 0 {
			return PartlyClosed, "bar"
		}
		return x.partly(e, Closed), "bar"
	case v.class&g.vStop != 0:
		if t, ok := x.target(e, way); ok && t.nouns&(g.nService|g.nMeeting) == 0 && v.class&g.vOccur == 0 && !e.negated(g) {
			if t.nouns&g.nClass != 0 && t.nouns&(g.nGeneral|g.nBorder|g.nCrossing|g.nGate) == 0 {
				return PartlyClosed, "stop"
			}
			return Closed, "stop"
		}
	case v.class&g.vExtend != 0:
		if _, ok := x.target(e, measure); ok {
			return Closed, "extend"
		}
	case v.class&g.vWork != 0 && (x.isBorder(e.subject) || named && e.subject.nouns&g.nOfficial == 0 && !e.subject.area):
		return Open, "work"
	case v.class&g.vComplete != 0:
		if t, ok := x.target(e, func(l look) bool { return x.isBorder(l) || x.pronoun(l) == Crossing }); ok && (t.nouns&(g.nGate|g.nCrossing) != 0 || v.passive && x.pronoun(t) == Crossing) {
			return Ready, "complete"
		}
	case v.class&g.vStart != 0 && !v.passive && !v.inf && (x.isBorder(e.head) || named) && x.works(e):
		return Open, "began-work"
	case v.class&g.vStart != 0 && !x.toInf(e):
		if t, ok := x.target(e, func(l look) bool { return x.isBorder(l) || l.nouns&g.nControls != 0 && x.border }); ok && t.nouns&(g.nCrossing|g.nGate|g.nControls) != 0 {
			return Started, "start"
		}
	}
	return x.through(e, whom)
}

// works reports whether the object is work, operation or service itself.
func (x *run) works(e *event) bool {
	for i := e.objLo; i < e.objHi && i < e.objLo+4; i++ {
		switch e.c.s.units[i].word {
		case "work", "working", "operation", "operations", "operating", "business", "duty":
			return true
		}
	}
	return false
}

// once reports whether a gate was opened for one party alone: aid, a
// delegation, an emergency.
func (x *run) once(e *event) bool {
	g, us := x.g, e.c.s.units
	for i := e.v.hi; i < e.c.hi; i++ {
		if us[i].word == "for" || us[i].word == "to" {
			l := x.look(e.c.s, i, min(i+5, e.c.hi))
			if l.nouns&g.nHumanitarian != 0 || l.nouns&g.nOfficial != 0 && l.words&g.wOnly != 0 && !x.again(e) {
				return true
			}
		}
	}
	return false
}

// admitted: who is let through, by whom it is let.
func (x *run) admitted(e *event, moved look, named bool) (Status, string) {
	g, v := x.g, e.v
	if v.class&(g.vSay|g.vIssue) != 0 && !v.passive && !x.hasPass(e) && !x.isBorder(e.rest) && !named {
		return "", ""
	}
	if v.past && !v.perfect && !e.negated(g) && moved.nouns&g.nHumanitarian != 0 && !x.again(e) {
		return UsedOnce, "once"
	}
	if !v.passive && e.direct.words&g.wNoDet != 0 && !x.hasWord(e.c, "but") && e.object.words&g.wExcept == 0 && !e.v.neg && !v.maybe() && !v.future {
		return Closed, "admits-none"
	}
	if moved.words&g.wDet != 0 && x.hasWord(e.c, "all") || x.hasWord(e.c, "kinds") || x.hasWord(e.c, "everybody") || x.hasWord(e.c, "everyone") && e.object.words&g.wExcept == 0 {
		return Open, "admit"
	}
	if moved.nouns&g.nGeneral != 0 && !(v.passive && x.qualified(e.c, e.c.subject[0], e.c.subject[1]) || !v.passive && x.qualified(e.c, e.objLo, e.objHi)) {
		return Open, "admit"
	}
	return x.partly(e, PartlyOpen), "admit"
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
		if v.past && v.modal != "cannot" && !e.negated(g) && who.nouns&g.nHumanitarian != 0 && x.isBorder(e.object) {
			return UsedOnce, "once"
		}
		if e.subject.words&g.wNoDet != 0 && x.look(e.c.s, e.c.lo, e.c.hi).words&g.wExcept == 0 || who.nouns&g.nGeneral != 0 && !x.qualified(e.c, e.c.subject[0], e.c.subject[1]) {
			return Open, "passage"
		}
		return x.partly(e, PartlyOpen), "passage"
	case who.words&g.wNoDet != 0 && !v.future && !v.maybe() && x.border && who.nouns&^whom == 0 && !who.area:
		return Open, "passage"
	case passes && who.nouns&whom != 0 && who.nouns&g.nHumanitarian == 0 && !v.maybe() && (!v.past || v.perfect) && (x.isBorder(e.object) || e.object.post || e.object.name && !v.past && e.direct.nouns == 0 || x.again(e) && x.sinceIn(e.c) || x.hasWord(e.c, "freely") || x.hasWord(e.c, "overland")):
		if v.perfect && x.again(e) && who.words&g.wOnly == 0 {
			return Open, "passage"
		}
		return x.partly(e, PartlyOpen), "passage"
	case who.nouns&g.nVehicle != 0 && who.nouns&g.nHumanitarian == 0 && who.words&g.wFirst != 0 && v.past && !v.maybe() && !e.negated(g) && (x.isBorder(e.object) || e.object.post || e.object.crossing):
		return Open, "first-through"
	case passes && v.future && v.modal != "" && (who.words&g.wOnly != 0 && x.topic == Crossing && x.now-x.topicAt <= 1 || x.isBorder(e.object) || e.object.area || x.hasWord(e.c, "overland") || x.hasWord(e.c, "land")):
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

var falsehood = map[string]bool{"untrue": true, "false": true, "baseless": true, "unfounded": true, "wrong": true, "incorrect": true,
	"fake": true, "groundless": true, "nonsense": true, "fabricated": true, "misleading": true, "fiction": true, "invented": true}

// admittedArea: a country that is open to some people: "Argentina reopened to
// Chileans".
func (x *run) admittedArea(e *event) (Status, string) {
	g, us := x.g, e.c.s.units
	if !e.head.area || e.head.nouns&^g.nPlain != 0 || e.v.passive || e.v.hi+1 >= e.c.hi {
		return "", ""
	}
	i := e.v.hi
	if e.v.copula {
		i = e.v.main + 1
	}
	if i+1 >= e.c.hi || us[i].word != "to" && us[i].word != "for" {
		return "", ""
	}
	l := x.look(e.c.s, i+1, min(i+6, e.c.hi))
	if l.nouns&(g.nClass|g.nGeneral) == 0 && !l.people {
		return "", ""
	}
	open := e.v.class&g.vOpen != 0 || e.v.copula && us[e.v.main].is(g.wOpen)
	shut := e.v.class&g.vClose != 0 || e.v.copula && us[e.v.main].is(g.wClosed)
	switch {
	case open:
		return PartlyOpen, "country"
	case shut:
		return PartlyClosed, "country"
	}
	return "", ""
}

// someOf reports whether but a part is meant: "one of the two bridges", "half
// of the posts". Four posts of nine are shut for themselves.
func (x *run) someOf(c *clause, lo, hi int) bool {
	us := c.s.units
	for i := lo; i+1 < hi; i++ {
		if us[i+1].word != "of" {
			continue
		}
		w := us[i].word
		if some[w] && !(i > 0 && (us[i-1].word == "its" || us[i-1].word == "their" || us[i-1].word == "'s" || us[i-1].word == "his" || us[i-1].word == "our")) { // their half of it

			return x.isBorder(x.look(c.s, i+2, min(i+8, hi)))
		}
	}
	return false
}

var some = map[string]bool{"one": true, "half": true, "some": true, "most": true, "part": true, "parts": true}

// broad reports whether a unit names everybody or everything that moves.
func (x *run) broad(u *unit) bool {
	return u.noun(x.g.nGeneral) || u.word == "all" || u.word == "everything" || u.word == "both" || u.word == "any"
}

// narrowed reports whether "to" or "for" at i is followed by those for whom
// alone it holds: a class, a people, or any persons or things in the plural
// that are not everybody, nor a length of time, nor a reason.
func (x *run) narrowed(c *clause, i int, s Status) bool {
	g, us := x.g, c.s.units
	for j := i + 1; j < c.hi && j < i+7; j++ {
		u := &us[j]
		switch {
		case u.noun(g.nClass) || u.thing != nil && u.thing.kind == peopleName || u.word == "foot" && us[j-1].word == "on":
			return true
		case u.word == "those" || u.word == "people" && j+1 < c.hi && (us[j+1].word == "on" || us[j+1].word == "with" || us[j+1].word == "from" || us[j+1].is(g.wRel)):
			continue
		case s == Closed && u.entry.Lemma == "passenger": // not to goods
			return true
		case u.noun(g.nGeneral) && !u.noun(g.nMovement) && u.entry.Plural && j > i+1 && x.modifies(&us[j-1]): // vaccinated travellers
			return true
		case x.broad(u):
			return x.holders(us, j+1, c.hi)
		case u.mark != 0 && u.mark != '"' || u.date != nil || u.entry.Verb != 0 && u.entry.Noun == 0 && u.entry.Form&lexicon.Participle == 0 || u.noun(g.nMeasure|g.nReopening|g.nMovement):
			return false
		case (us[i].word == "to" || us[i].entry.Lemma == "open to") && u.empty() && !u.capital && (strings.HasSuffix(u.word, "s") || strings.HasSuffix(u.word, "men")):
			return true
		case u.is(g.wPrep) && u.word != "of":
			return false
		}
	}
	return false
}

// modifies reports whether a word before a noun narrows it.
func (x *run) modifies(u *unit) bool {
	switch u.word {
	case "ordinary", "normal", "international", "all", "other", "general", "more", "both", "many":
		return false
	}
	return !u.is(x.g.wDet|x.g.wPrep|x.g.wAnd) && u.mark == 0 && u.date == nil && (u.empty() || u.entry.Noun != 0 || u.entry.Form&lexicon.Participle != 0) && !(u.word[0] >= '0' && u.word[0] <= '9')
}

// holders reports whether everybody is narrowed to those with something or
// from somewhere: "travellers with a yellow card", "people from the district".
func (x *run) holders(us []unit, i, hi int) bool {
	if i+1 >= hi {
		return false
	}
	switch us[i].word {
	case "with", "without", "holding", "who", "whose", "over", "under", "aged":
		return true
	}
	return false
}

// gerunds reads the -ing forms of a clause: "before being closed again", "began
// letting lorries through", "stopped admitting buses".
func (x *run) gerunds(c *clause) {
	g := x.g
	if !x.border || c.verb == nil {
		return
	}
	for i := range c.others {
		o := &c.others[i]
		if !o.ing || o.lo < c.verb.hi || o.lo == 0 {
			continue
		}
		e := x.event(c, o)
		prev := &c.s.units[o.lo-1]
		switch {
		case o.copula && o.main >= 0 || o.passive:
			if prev.word != "before" && prev.word != "after" || !(x.isBorder(e.subject) || x.namedPlace(e)) || c.verb.maybe() || c.verb.future {
				continue
			}
			status := Status("")
			if o.class&g.vClose != 0 {
				status = Closed
			} else if o.class&g.vOpen != 0 {
				status = Open
			}
			if status == "" {
				continue
			}
			d := x.draft(c, o, Crossing, x.partly(e, status), Fact, "being")
			d.lo = o.lo
		case o.lo == c.verb.hi && c.verb.class&(g.vStart|g.vResume|g.vStop) != 0 && o.class&(g.vPass|g.vAdmit) != 0 && !c.verb.neg && !c.verb.maybe():
			whom := g.nClass | g.nVehicle | g.nGeneral | g.nMovement
			moved := e.object
			if o.class&g.vPass != 0 && o.class&g.vAdmit == 0 {
				moved = e.subject
			}
			if moved.nouns&whom == 0 && !moved.people || !x.isBorder(e.object) && !e.object.post && !e.object.crossing && !x.isBorder(e.subject) && !x.hasPass(e) {
				continue
			}
			status := PartlyOpen
			if o.class&g.vPass != 0 && o.class&g.vAdmit == 0 {
				status = Open // they move: that it is for all is not denied
			}
			if c.verb.class&g.vStop != 0 {
				status = PartlyClosed
			}
			if n := len(x.drafts); n > 0 && x.drafts[n-1].v == c.verb {
				x.drafts = x.drafts[:n-1]
			}
			ahead := *e
			ahead.v = c.verb
			x.add(&ahead, Crossing, x.settle(&ahead, status), "began-letting")
		}
	}
}

// exempt: those whom a closure does not touch.
func (x *run) exempt(e *event) bool {
	g, us := x.g, e.c.s.units
	if !x.border || !e.v.copula && !e.v.passive || e.v.main < 0 || e.v.main >= len(us) {
		return false
	}
	w := us[e.v.main].word
	if w != "exempt" && w != "exempted" && w != "excluded" && w != "excepted" {
		return false
	}
	l := x.look(e.c.s, e.v.main+1, e.c.hi)
	if l.nouns&g.nMeasure == 0 && !x.isBorder(l) || l.nouns&g.nVisa != 0 || e.subject.nouns&(g.nClass|g.nVehicle|g.nGeneral) == 0 && !e.subject.people {
		return false
	}
	x.add(e, Crossing, x.settle(e, PartlyOpen), "exempt")
	return true
}

// qualified reports whether those let through are some only although the noun
// names everybody: "wounded people", "stranded travellers".
func (x *run) qualified(c *clause, lo, hi int) bool {
	us := c.s.units
	for i := lo + 1; i < hi; i++ {
		if !us[i].noun(x.g.nGeneral) || us[i].noun(x.g.nMovement) {
			continue
		}
		u := &us[i-1]
		if u.thing != nil && u.thing.kind == peopleName || u.word != "ordinary" && u.word != "normal" && u.mark == 0 && u.date == nil && u.word != "-" &&
			!(u.word[0] >= '0' && u.word[0] <= '9') && (u.empty() && (!u.capital || u.first) && u.word != "more" || u.entry.Verb != 0 && u.entry.Form&lexicon.Participle != 0) {
			return true
		}
	}
	return false
}
