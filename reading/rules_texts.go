package reading

// textFate: what becomes of a treaty or law besides its signature: amended,
// suspended, lapsed, voted down, still to be ratified.
func (x *run) textFate(e *event) bool {
	g := x.g
	if e.v.main < 0 || e.v.inf || e.v.copula || !(x.border || x.relations || x.visas || x.services) {
		return false
	}
	about := e.direct
	lemma := e.c.s.units[e.v.main].entry.Lemma
	intransitive := lemma == "lapse" || lemma == "expire" || lemma == "run out" || lemma == "await"
	if e.v.passive || intransitive {
		about = e.head
	}
	if e.c.joint == relative && !e.v.passive && !intransitive && about.nouns&g.nInstrument == 0 {
		about = x.look(e.c.s, e.c.lo-8, e.c.lo)
	}
	if about.nouns&g.nInstrument == 0 || about.nouns&g.nService != 0 {
		return false
	}
	status := Status("")
	switch lemma {
	case "amend", "revise", "supplement", "modify", "renegotiate", "update":
		status = Amended
	case "suspend", "freeze", "hold in abeyance", "put in abeyance", "put on hold":
		status = Suspended
	case "lapse", "expire", "run out":
		status = Lapsed
	case "vote down", "throw out", "defeat":
		if !e.negated(g) && !e.v.future && !e.v.maybe() {
			x.draft(e.c, e.v, Instrument, Failed, Negated, "voted-down")
			return true
		}
		return false
	case "reject", "block", "turn down":
		if e.head.words&g.wNoDet != 0 || e.negated(g) || e.v.future || !x.parliament(e) {
			return false
		}
		x.draft(e.c, e.v, Instrument, Failed, Negated, "voted-down")
		return true
	case "await":
		x.draft(e.c, e.v, Instrument, NotImplemented, Negated, "awaits")
		return true
	default:
		return false
	}
	o := x.settle(e, status)
	if o.position || o.unmet {
		return false
	}
	if o.modality == Reported {
		o.modality = Fact
	}
	x.document = true
	x.draft(e.c, e.v, Instrument, o.status, o.modality, "text-fate")
	return true
}

// ought: what should be done, somebody says: a demand. With a day it is what
// is expected.
func (x *run) ought(e *event) bool {
	g := x.g
	if e.v.modal != "should" && e.v.modal != "must" && e.v.modal != "ought" || e.c.hedged || x.dated(e) || e.subject.words&g.wRel != 0 {
		return false
	}
	quoted := e.v.lo < len(e.c.s.units) && e.c.s.units[e.v.lo].quoted
	said := e.c.reported && e.c.speaker[1] > e.c.speaker[0]
	if !quoted && !said || e.c.under != nil && e.c.under.class&(g.vAgree|g.vDecide) != 0 {
		return false
	}
	if !x.concern(e.rest) && !(x.border && e.head.nouns&(g.nInstrument|g.nUndertaking) != 0 && e.v.class&g.vImplement != 0) {
		return false
	}
	x.draft(e.c, e.v, Position, Stated, Reported, "ought")
	return true
}

// inForce reports whether something is in force.
func (x *run) inForce(e *event) bool {
	us := e.c.s.units
	for i := e.v.lo + 1; i+1 < e.c.hi && i < e.v.lo+5; i++ {
		if us[i].word == "in" && (us[i+1].word == "force" || us[i+1].word == "effect") {
			return true
		}
	}
	return false
}

// otherText reports whether a text is said to be on, for or between what does
// not concern us: the law on pensions, the company's agreement with its drivers.
func (x *run) otherText(e *event) bool {
	us := e.c.s.units
	if e.rest.areas > 0 || e.rest.name || x.kindOf(e.rest) != "" {
		return false
	}
	for i := e.c.lo; i < e.c.hi; i++ {
		if !us[i].noun(x.g.nInstrument) {
			continue
		}
		for j := i + 1; j < e.c.hi && j < i+3; j++ {
			switch us[j].word {
			case "on", "for", "about", "between", "with":
				l := x.look(e.c.s, j+1, min(j+8, e.c.hi))
				return l.unknown && l.nouns&(x.g.nParty|x.g.nOfficial|x.g.nMovement|x.g.nRelation|x.g.nControls) == 0
			}
		}
	}
	return false
}

// parliament reports whether one has its say in a clause.
func (x *run) parliament(e *event) bool {
	for i := e.c.lo; i < e.c.hi; i++ {
		switch e.c.s.units[i].entry.Lemma {
		case "parliament", "senate", "congress", "assembly", "national assembly", "lawmaker", "mp", "deputy", "knesset", "bundestag", "duma":
			return true
		}
	}
	return false
}
