package reading

import "waythrough/record"

// joins: a carrier, named by its name alone, is to link two towns or has since.
func (x *run) joins(e *event) bool {
	v := e.v
	if v.passive || v.inf || v.copula || e.negated(x.g) || !x.abroad(e) || !e.head.name || e.head.nouns&^x.g.nService != 0 {
		return false
	}
	switch x.lemma(v, e.c) {
	case "link", "connect", "fly", "serve", "ply":
	default:
		return false
	}
	towns, last := 0, record.AreaID("")
	for i := v.hi; i < e.c.hi; i++ {
		if t := e.c.s.units[i].thing; t != nil && (t.kind == townName || t.kind == capitalName || t.kind == terminalName) && t.area != last {
			towns, last = towns+1, t.area
		}
	}
	ahead := v.future || v.due || x.future(e.c)
	if towns < 2 || !ahead && !x.sinceIn(e.c) && !x.again(e) {
		return false
	}
	status := Started
	if x.again(e) {
		status = Resumed
	}
	x.add(e, Service, x.settle(e, status), "joins")
	return true
}

// linked: two towns are linked by a bus.
func (x *run) linked(e *event) bool {
	if !e.v.passive || e.v.class&x.g.vRun == 0 || !x.abroad(e) || e.negated(x.g) {
		return false
	}
	by := x.agent(&draft{c: e.c, v: e.v})
	if by[1] <= by[0] || !x.isService(x.look(e.c.s, by[0], by[1])) {
		return false
	}
	if !e.v.future && !x.sinceIn(e.c) && !x.again(e) {
		return false
	}
	x.add(e, Service, x.settle(e, Started), "linked-by")
	return true
}

// carrier reports whether the subject is named as a carrier: Tajik Air.
func (x *run) carrier(c *clause) bool {
	for i := c.subject[0] + 1; i < c.subject[1] && i < len(c.s.units); i++ {
		if x.g.carrierName(c.s.units, i) {
			return true
		}
	}
	return false
}

// carrierName reports whether the unit ends the name of a carrier.
func (g *grammar) carrierName(us []unit, i int) bool {
	if !us[i].capital || !us[i-1].capital {
		return false
	}
	switch us[i].word {
	case "air", "airways", "airlines", "wings", "avia", "jet", "railways", "ferries", "airline":
		return true
	}
	return false
}

// insolvent reports whether flights were cancelled because their carrier is
// bankrupt: that is no matter of two states.
func (x *run) insolvent(e *event) bool {
	if e.v.class&x.g.vCancel == 0 {
		return false
	}
	for i := range e.c.s.units {
		switch e.c.s.units[i].word {
		case "bankrupt", "bankruptcy", "insolvent", "insolvency", "liquidation", "administration":
			return true
		}
	}
	return false
}
