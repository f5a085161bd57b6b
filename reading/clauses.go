package reading

// A joint says how a clause hangs on what stands before it.
type joint uint8

const (
	mainClause joint = iota
	joined           // and, but, or
	relative         // which, who
	condition        // if, once, unless
	concession       // although, while
	adverbial        // when, after, because
	complement       // what is said, hoped, agreed: that …
)

// A clause is one finite verb with its subject and what belongs to it.
type clause struct {
	s      *sentence
	lo, hi int // units, without the joint
	joint  joint
	verb   *group
	others []group // infinitives, participles and -ing forms in it

	subject  [2]int // units, its own or taken over
	own      bool   // the subject is its own
	speaker  [2]int // units; empty: the writer
	reported bool
	under    *group // the verb whose complement it is
	hedged   bool   // a condition in the same sentence governs it
}

// clauses parts a sentence at the joints between its finite verbs: of the
// marks and words between two verbs, the strongest that is nearest to the
// second one.
func (g *grammar) clauses(s *sentence) []clause {
	all := g.groups(s.units)
	finite := g.finites(s.units, all)
	if v := g.headed(s.units, all); len(finite) == 0 && v != nil {
		v.finite, v.inf, v.due = true, false, true
		finite = []group{*v}
	}
	if len(finite) == 0 {
		c := clause{s: s, hi: len(s.units), others: all}
		if len(c.s.units) == 0 {
			return nil
		}
		return []clause{c}
	}
	var out []clause
	lo, link := 0, mainClause
	for k := range finite {
		hi, next, nextLink := len(s.units), len(s.units), mainClause
		if k+1 < len(finite) {
			hi, next, nextLink = g.joint(s.units, &finite[k], &finite[k+1])
		}
		out = append(out, clause{s: s, lo: lo, hi: hi, joint: link, verb: &finite[k]})
		lo, link = next, nextLink
	}
	for i := range out {
		g.open(&out[i])
		for _, v := range all {
			if !v.finite && v.lo >= out[i].lo && v.lo < out[i].hi {
				out[i].others = append(out[i].others, v)
			}
		}
	}
	g.subjects(out)
	g.speakers(out)
	return out
}

// headed finds the infinitive that is the predicate of a headline: "Flights to
// resume in May".
func (g *grammar) headed(us []unit, all []group) *group {
	if len(all) == 0 || !all[0].inf || all[0].lo == 0 {
		return nil
	}
	v := &all[0]
	for i := v.lo - 1; i >= 0 && i >= v.lo-8; i-- {
		u := &us[i]
		switch {
		case u.mark != 0 && u.mark != ',' || u.noun(g.nUndertaking|g.nAgreement|g.nMeeting|g.nInstrument|g.nDate):
			return nil
		case u.thing != nil && (u.thing.kind == areaName || u.thing.kind == groupName) && i == v.lo-1, u.noun(g.nService | g.nBorder | g.nCrossing | g.nOfficial | g.nParty | g.nDipl):
			return v
		}
	}
	return nil
}

// finites gives the finite verbs. A past form that another finite verb follows
// with nothing to part them is a participle ("a study agreed upon in May is
// late"); so is one that stands after the verb without a joint.
func (g *grammar) finites(us []unit, all []group) []group {
	var out []group
	for i := range all {
		v := &all[i]
		if !v.finite {
			continue
		}
		if n := len(out); n > 0 {
			last := &out[n-1]
			strength := g.strongest(us, last.hi, v.lo)
			switch {
			case strength == 0 && g.asked(us, last.hi, v.lo): // declined to say how long it would stay shut
			case strength >= 3 || last.class&(g.vSay|g.vWant|g.vHope|g.vPlan|g.vDemand|g.vDeny) != 0 && last.main >= 0 && strength == 0 && !g.arranged(us, last):
			case strength == 1 && us[v.lo-1].mark == ',' && !(last.lo > 0 && us[last.lo-1].mark == ','): // met, discussed and agreed
			case last.bare && strength <= 1 && !g.hasObject(us, last.hi) && !(v.bare && strength == 0 && us[v.lo].entry.Form == us[last.lo].entry.Form && last.class&g.vSign == 0):
				last.finite, last.passive = false, true
				g.demote(all, last)
				out[n-1] = *v
				continue
			case v.bare && strength == 0 && !g.hasObject(us, v.hi):
				v.finite, v.passive = false, true
				continue
			}
		}
		out = append(out, *v)
	}
	return out
}

// arranged reports whether a form of "plan" is a participle: "the session
// planned for April".
func (g *grammar) arranged(us []unit, v *group) bool {
	return v.bare && v.class&g.vPlan != 0 && v.class&g.vSay == 0 && v.hi < len(us) && (us[v.hi].date != nil || us[v.hi].is(g.wPrep))
}

// hasObject reports whether a thing follows at once, as it does after an active
// verb and not after a participle.
func (g *grammar) hasObject(us []unit, i int) bool {
	if i >= len(us) || us[i].date != nil || us[i].mark != 0 {
		return false
	}
	u := &us[i]
	return u.is(g.wDet) || u.name() || u.entry.Noun != 0 && u.entry.Verb == 0 || u.is(g.wSubj) && !u.is(g.wPrep)
}

func (g *grammar) demote(all []group, v *group) {
	for i := range all {
		if all[i].lo == v.lo {
			all[i].finite, all[i].passive = false, true
		}
	}
}

// open looks at what a clause begins with: its own joining word, or the noun
// that a relative clause hangs on.
func (g *grammar) open(c *clause) {
	us := c.s.units
	for i := min(c.verb.lo, c.lo+8) - 1; i > c.lo; i-- { // a dateline: TBILISI, 3 May –
		if m := us[i].mark; (m == '-' || m == ':' || m == '.' || m == ')') && i > 0 && (c.lo == 0 || m == '.') {
			c.lo = i + 1
			break
		}
	}
	for c.lo < c.verb.lo && (us[c.lo].date == nil && len(us[c.lo].word) == 5 && us[c.lo].word[2] == ':') { // 18:05
		c.lo++
	}
	if us[c.lo].is(g.wAccording) { // "…, according to the ministry, is ready"
		for i := c.lo + 1; i < c.verb.lo; i++ {
			if us[i].mark == ',' {
				c.lo = i + 1
				break
			}
		}
	}
	for c.lo < c.verb.lo && (us[c.lo].mark != 0 || us[c.lo].is(g.wAnd) && us[c.lo].entry.Noun == 0) {
		c.lo++
	}
	if c.lo < c.verb.lo && us[c.lo].is(g.wCond|g.wConc|g.wTemp) {
		comma := -1
		for i := c.lo + 1; i < c.verb.lo; i++ {
			if us[i].mark == ',' {
				comma = i
			}
		}
		if l := g.link(&us[c.lo], nil); l != mainClause && comma < 0 {
			c.joint = l
			c.lo++
		} else if comma >= 0 && us[c.lo].is(g.wTemp|g.wConc) {
			c.subject = [2]int{comma + 1, c.verb.lo} // "after the war, X opened"
		}
	}
	for i := c.verb.lo - 1; i > c.lo; i-- {
		if us[i].is(g.wRel) && us[i].word != "that" || us[i].word == "that" && i == c.verb.lo-1 {
			c.joint = relative
			c.subject = [2]int{c.lo, i}
			c.lo = i + 1
			return
		}
	}
}

// hasNoun reports whether units may be a subject.
func (g *grammar) hasNoun(us []unit, lo, hi int) bool {
	for i := lo; i < hi; i++ {
		u := &us[i]
		if u.entry.Noun != 0 || u.thing != nil || u.is(g.wSubj) || u.empty() && u.word != "-" && len(u.word) > 1 {
			return true
		}
	}
	return false
}

// subjects gives every clause its subject: its own, the noun before "which",
// or that of the clause it is joined to.
func (g *grammar) subjects(cs []clause) {
	pending := [2]int{}
	for i := range cs {
		c := &cs[i]
		us := c.s.units
		switch {
		case c.joint == relative && c.subject[1] > c.subject[0]:
			pending = c.subject
			if g.hasNoun(us, c.lo, c.verb.lo) {
				c.subject, c.own = [2]int{c.lo, c.verb.lo}, true
			}
		case c.subject[1] > c.subject[0]:
			c.own = true
		case g.hasNoun(us, c.lo, c.verb.lo):
			c.subject, c.own = [2]int{g.fronted(us, c.lo, c.verb.lo), c.verb.lo}, true
		case c.joint == relative && i > 0:
			c.subject = g.antecedent(us, cs[i-1].lo, cs[i-1].hi)
		case pending[1] > pending[0]:
			c.subject, pending = pending, [2]int{}
		case i > 0:
			j := i - 1
			for j > 0 && (cs[j].joint == relative || cs[j].joint == adverbial || cs[j].joint == concession) && c.joint == joined {
				j--
			}
			c.subject = cs[j].subject
		}
	}
}

// antecedent is the noun group at the end of a range.
func (g *grammar) antecedent(us []unit, lo, hi int) [2]int {
	for hi > lo && us[hi-1].mark != 0 {
		hi--
	}
	i := hi
	for i > lo {
		u := &us[i-1]
		if u.mark != 0 || u.date != nil || u.is(g.wPrep) && u.word != "of" && u.word != "between" && u.word != "with" && i < hi || u.entry.Verb != 0 && u.entry.Noun == 0 {
			break
		}
		i--
	}
	return [2]int{i, hi}
}
