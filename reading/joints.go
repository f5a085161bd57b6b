package reading

// asked reports whether an indirect question begins between two verbs.
func (g *grammar) asked(us []unit, lo, hi int) bool {
	if lo >= hi || us[lo].word != "to" && us[lo].word != "on" {
		return false
	}
	for i := lo + 1; i < hi; i++ {
		switch us[i].word {
		case "how", "whether", "when", "why":
			return true
		}
	}
	return false
}

// strength of a unit as a joint between clauses: 0 none, 1 comma, 3 "and",
// 4 a subordinating word, 5 a mark.
func (g *grammar) strength(us []unit, i, end int) int {
	u := &us[i]
	switch u.mark {
	case ';', ':', '-', '(', ')', '.', '"':
		return 5
	case ',':
		return 1
	}
	switch {
	case u.is(g.wRel):
		if u.word == "that" && i+1 < end && us[i+1].entry.Noun != 0 && !us[i+1].entry.Plural && us[i+1].entry.Verb == 0 {
			return 0
		}
		return 4
	case u.is(g.wCond | g.wConc | g.wTemp):
		// "after talks in Ankara, …" and "since the war" open no clause.
		for j := i + 1; j < end; j++ {
			if us[j].mark == ',' && u.is(g.wTemp|g.wConc) {
				return 0
			}
		}
		if u.is(g.wModal) {
			return 0
		}
		return 4
	case u.is(g.wAnd):
		for j := i - 1; j >= 0 && j >= i-6; j-- { // between A and B
			if us[j].word == "between" || us[j].word == "both" {
				return 0
			}
			if us[j].entry.Verb != 0 || us[j].is(g.wAnd) || us[j].mark != 0 {
				break
			}
		}
		return 3
	}
	return 0
}

func (g *grammar) strongest(us []unit, lo, hi int) int {
	best := 0
	for i := lo; i < hi; i++ {
		best = max(best, g.strength(us, i, hi))
	}
	return best
}

// joint finds where the clause of a ends and that of b begins.
func (g *grammar) joint(us []unit, a, b *group) (end, begin int, link joint) {
	best, at := 0, -1
	for i := a.hi; i < b.lo; i++ {
		if s := g.strength(us, i, b.lo); s > 0 && s >= best {
			best, at = s, i
		}
	}
	if b.class&g.vSay != 0 && best < 5 { // "…, both ministries said": the comma parts
		for i := b.lo - 1; i > a.hi && i > b.lo-7; i-- {
			if us[i].mark == ',' {
				best, at = 5, i
				break
			}
			if us[i].is(g.wRel | g.wAnd | g.wTemp) {
				break
			}
		}
	}
	if comma := g.subordinate(us, a, b); comma > 0 && best < 4 {
		at = comma
	}
	if at < 0 {
		if a.class&(g.vSay|g.vWant|g.vHope|g.vDeny|g.vDemand|g.vPlan|g.vAnnounce) != 0 {
			return a.hi, a.hi, complement
		}
		return a.hi, a.hi, joined
	}
	begin = at + 1
	u := &us[at]
	switch {
	case u.mark != 0:
		link = mainClause
		if begin < len(us) && us[begin].is(g.wAnd) {
			begin++
			link = joined
		} else if u.mark == ',' {
			link = joined
		}
		if begin < b.lo {
			if l := g.link(&us[begin], a); l != mainClause {
				link = l
				begin++
			}
		}
	default:
		link = g.link(u, a)
	}
	end = at
	for end > a.hi && (us[end-1].mark == ',' || us[end-1].is(g.wAnd)) {
		end--
	}
	return end, begin, link
}

// subordinate gives the comma that ends a clause opened by "after", "when" or
// "if": "Two years after it closed, the road to A and B is open".
func (g *grammar) subordinate(us []unit, a, b *group) int {
	opened := false
	for i := a.lo - 1; i >= 0 && i > a.lo-9 && us[i].mark == 0; i-- {
		opened = opened || us[i].is(g.wTemp|g.wCond|g.wConc) && !us[i].is(g.wModal)
	}
	for i := a.hi; i < b.lo && opened; i++ {
		if us[i].mark == ',' && g.hasNoun(us, i+1, b.lo) {
			return i
		}
	}
	return 0
}

// link says how a joining word joins.
func (g *grammar) link(u *unit, before *group) joint {
	switch {
	case u.word == "that" && before != nil && before.class&(g.vSay|g.vWant|g.vHope|g.vDeny|g.vDemand|g.vAgree|g.vPledge|g.vDecide|g.vAnnounce|g.vReject|g.vWarn|g.vPlan|g.vObject) != 0:
		return complement
	case u.is(g.wCond):
		return condition
	case u.is(g.wConc):
		return concession
	case u.is(g.wRel) && u.word != "where":
		return relative
	case u.is(g.wTemp):
		return adverbial
	case u.is(g.wAnd):
		return joined
	}
	return mainClause
}
