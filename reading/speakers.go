package reading

// speakers marks what is said by somebody: the complement of a verb of saying,
// and all before a closing "…, the ministry said".
func (g *grammar) speakers(cs []clause) {
	g.according(cs)
	for i := range cs {
		c := &cs[i]
		if c.joint == condition && !(c.verb.past && c.verb.perfect) {
			for j := range cs {
				cs[j].hedged = j != i && (j == i+1 || j == i-1) || cs[j].hedged
			}
		}
		if c.verb.class&(g.vSay|g.vHope|g.vDeny|g.vDemand|g.vWant|g.vAnnounce) == 0 || c.verb.main < 0 {
			continue
		}
		if i+1 < len(cs) && cs[i+1].joint == complement {
			for j := i + 1; j < len(cs); j++ {
				if j > i+1 && cs[j].joint == mainClause && cs[j].own {
					break
				}
				cs[j].under = c.verb
				cs[j].reported, cs[j].speaker = c.verb.class&g.vSay != 0, c.subject
			}
			continue
		}
		if c.verb.class&g.vSay != 0 && i > 0 && g.tailSaying(c) {
			speaker := c.subject
			if !c.own {
				speaker = [2]int{c.verb.hi, c.hi}
			}
			for j := 0; j < i; j++ {
				if !cs[j].reported {
					cs[j].reported, cs[j].speaker = true, speaker
				}
			}
		}
	}
}

// according marks a sentence that is told "according to" somebody.
func (g *grammar) according(cs []clause) {
	us := cs[0].s.units
	for j := range us {
		if !us[j].is(g.wAccording) {
			continue
		}
		hi := j + 1
		for hi < len(us) && us[hi].mark == 0 {
			hi++
		}
		for k := range cs {
			cs[k].reported, cs[k].speaker = true, [2]int{j + 1, hi}
		}
	}
}

// tailSaying reports whether nothing but time and place follow the verb.
func (g *grammar) tailSaying(c *clause) bool {
	us := c.s.units
	for i := c.verb.hi; i < c.hi; i++ {
		if us[i].noun(g.nBorder|g.nCrossing|g.nService|g.nVisa|g.nMeasure) && us[i].thing == nil {
			return false
		}
	}
	return c.hi-c.verb.hi <= 8
}
