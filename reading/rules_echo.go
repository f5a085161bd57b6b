package reading

// echoed: another place, service or state does what was just told of one: "Bure
// followed", "Liboi follows after sixty days", "Mali had done so before".
func (x *run) echoed(e *event) bool {
	v := e.v
	if v.inf || v.passive || v.maybe() || e.negated(x.g) || len(x.drafts) == 0 {
		return false
	}
	last := &x.drafts[len(x.drafts)-1]
	if x.now-last.sentence > 1 || last.kind != Crossing && last.kind != Service && last.kind != Relation && last.kind != Visa {
		return false
	}
	follows := x.lemma(v, e.c) == "follow" && !x.g.hasObject(e.c.s.units, v.hi)
	if !follows && !x.likewise(e) || !x.another(e, follows) {
		return false
	}
	switch {
	case e.c.hedged || x.conditionIn(e.c, v):
		x.draft(e.c, v, last.kind, Proposed, Conditional, "echoed")
	case v.future || v.due || !v.past && !v.perfect:
		status := Announced
		if x.dayIn(e.c) || last.status == Dated && x.sameDay(e.c) {
			status = Dated
		}
		x.draft(e.c, v, last.kind, status, Planned, "echoed")
	case last.modality == Fact || last.modality == Reported:
		status := last.status
		if status == Open || status == Closed {
			status = x.partly(e, status)
		}
		x.draft(e.c, v, last.kind, status, last.modality, "echoed")
	default:
		return false // what was to come did not come to both
	}
	return true
}

// likewise reports whether the verb is "do so", "do the same", "do likewise".
func (x *run) likewise(e *event) bool {
	us := e.c.s.units
	for i := e.v.lo; i+1 < e.c.hi && i < e.v.lo+5; i++ {
		switch us[i].word {
		case "do", "did", "done", "does":
			w := us[i+1].word
			return w == "so" || w == "likewise" || w == "the" && i+2 < e.c.hi && us[i+2].word == "same"
		}
	}
	return false
}

// another reports whether the subject is one that could do it too: a place, a
// service or a name; of what is done likewise also a state.
func (x *run) another(e *event, follows bool) bool {
	h := e.head
	if h.nouns&(x.g.nMeeting|x.g.nInstrument|x.g.nConflict|x.g.nReopening|x.g.nMeasure|x.g.nAgreement|x.g.nUndertaking) != 0 {
		return false
	}
	if !follows {
		return h.area || h.name || h.nouns&(x.g.nParty|x.g.nOfficial) != 0
	}
	return h.name || h.post || h.crossing || h.town || h.area && !h.people || x.isService(h) || x.isBorder(h)
}
