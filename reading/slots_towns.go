package reading

// townHere reports whether a capital is the town and not its government: after
// a word of going, or in a pair of towns (between A and B, A–B).
func (x *run) townHere(us []unit, i int) bool {
	if us[i].thing == nil || us[i].thing.kind != capitalName {
		return false
	}
	for i > 0 {
		p := &us[i-1]
		switch {
		case p.word == "between" || p.word == "to" || p.word == "from" || p.word == "via" || p.word == "into" || p.word == "for" || p.word == "near":
			return !x.talked(us, i-1)
		case i > 1 && (p.is(x.g.wAnd) || p.mark == ',') && us[i-2].thing != nil && us[i-2].thing.kind >= capitalName:
			i -= 2
			continue
		case p.word == "-" || p.word == "/":
			return true
		}
		return i+1 < len(us) && us[i+1].word == "-" && us[i+1].mark == 0
	}
	return i+1 < len(us) && us[i+1].word == "-" && us[i+1].mark == 0
}

// talked reports whether relations, talks or treaties stand before a
// preposition: "relations between Ankara and Baku" are those of governments.
func (x *run) talked(us []unit, i int) bool {
	for j := i - 1; j >= 0 && j >= i-3; j-- {
		if us[j].noun(x.g.nService | x.g.nRailway) {
			return false
		}
		if us[j].noun(x.g.nRelation|x.g.nMeeting|x.g.nInstrument|x.g.nBorder|x.g.nOfficial|x.g.nUndertaking|x.g.nVisa) || us[j].entry.Verb != 0 && us[j].entry.Verb&x.g.vRun == 0 {
			return true
		}
	}
	return false
}

// goneTo reports whether a capital is the object of a verb of going:
// "connects Belgrade and Sarajevo", "flies Tashkent".
func (x *run) goneTo(us []unit, i int) bool {
	for i > 1 && (us[i-1].is(x.g.wAnd) || us[i-1].mark == ',') && us[i-2].thing != nil {
		i -= 2
	}
	return i > 0 && us[i-1].entry.Verb&(x.g.vRun|x.g.vPass) != 0
}
