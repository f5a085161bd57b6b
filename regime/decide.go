package regime

import (
	mathbits "math/bits"
	"slices"

	"waythrough/record"
)

// An outcome is how one part of a passage came out.
type outcome struct {
	verdict  Verdict
	silent   bool // no rule was recorded, or perhaps none applies
	mute     bool // of one authority: it says nothing at all
	conflict bool // rules of equal standing disagree
	tied     bool // claims of one rank differ about a fact
	unsure   bool // a rule whose dates are not known well enough would change it
}

// Verdict judges a passage. It is the fast way: it allocates nothing once the
// place has been asked about, unless the traveller left out what a rule there
// asks for.
//
// A change airside is asked three parts: the terminal works; no closure that names transit
// bars it; the rules of part transit let through. Where none was recorded it is unknown,
// but for the area's own nationals and for those whom free movement covers, by name or
// since they come from within.
func (g *Regime) Verdict(p Passage, t *Profile) Verdict { return g.verdictIf(p, t, "") }

// verdictIf judges a passage with a commitment supposed carried out ("": none),
// with the documents that serve best.
func (g *Regime) verdictIf(p Passage, t *Profile, commitment record.StatementID) Verdict {
	best := Refused
	tr := g.try(&p, t)
	tr.suppose = commitment
	for tr.exit = range t.docs {
		for tr.entry = range t.docs {
			if tr.twoAirside() {
				continue
			}
			tr.values = t.base
			best = max(best, g.verdict(&tr))
		}
	}
	return best
}

// verdict judges a passage with the documents chosen: the weakest part decides.
func (g *Regime) verdict(t *trial) Verdict {
	s := g.site(t.passage)
	worst := Permitted
	for _, pt := range t.passage.parts() {
		if worst == Refused {
			break
		}
		for _, subject := range t.subjects() {
			worst = min(worst, g.part(s, pt, subject, t, nil).verdict)
			if s.asOne[pt] {
				break
			}
		}
	}
	return worst
}

// part judges one part for one subject: every authority by itself, and the
// weakest stands. What the traveller left out is taken at its worst for each
// authority: the weakest over everything is the weakest of these. The part may be
// silent if each authority by itself may be. Where tell is given it is called
// with each authority that speaks, t.values at its worst.
func (g *Regime) part(s *site, pt part, subject record.Subject, t *trial, tell func(*voice, outcome)) outcome {
	out := outcome{verdict: Permitted, silent: true}
	given := t.values
	for i := range s.parts[pt] {
		v := &s.parts[pt][i]
		o := g.hear(v, pt, subject, t)
		if counts := !v.asserted || o.verdict == Refused; !o.mute && counts {
			out.silent = out.silent && o.silent
			if o.verdict < out.verdict {
				out.verdict, out.conflict, out.unsure, out.tied = o.verdict, o.conflict, o.unsure, o.tied
			}
		}
		if tell != nil && !o.mute {
			tell(v, o)
		}
		t.values = given
	}
	// The gate works or not for the passage as one: its silence is the person's.
	if out.silent && (pt != gate || subject == record.OfPerson) {
		out.verdict = min(out.verdict, silence(pt))
	}
	return out
}

// hear gives the weakest that one authority says, over everything the traveller
// left out and its rules ask about, and leaves t.values there.
func (g *Regime) hear(v *voice, pt part, subject record.Subject, t *trial) outcome {
	var (
		asked [attributes]attribute
		n     int
	)
	t.seenBy(v)
	matched := t.profile.matched[:0]
	for i, word := range v.ids {
		at := i + v.firstWord
		for word &= t.profile.alive[at]; word != 0; word &= word - 1 {
			r := g.all[at<<6+mathbits.TrailingZeros64(word)]
			if !t.addresses(r, subject) {
				continue
			}
			m := t.match(r)
			if m == not {
				continue
			}
			matched = append(matched, r)
			if m == perhaps {
				n = t.unsaidOf(r, &asked, n)
			}
		}
	}
	switch {
	case len(matched) == 0:
		return outcome{verdict: Permitted, silent: true, mute: true}
	case n == 0 && len(matched) == 1 && !t.doubtful(matched[0]):
		return outcome{verdict: t.effect(matched[0])}
	case n == 0:
		return g.authority(pt, matched, t)
	}
	return g.hearWorst(v, pt, t, matched, asked[:n])
}

// addresses reports whether a rule speaks of the subject, at the time asked.
func (t *trial) addresses(c *rule, subject record.Subject) bool {
	return (c.subject == subject || c.subject == record.OfAll) && (c.supposed == "" || c.given || c.supposed == t.suppose) && t.open(c)
}

// unsaidOf adds the attributes that a rule asks for and that were left out.
func (t *trial) unsaidOf(c *rule, asked *[attributes]attribute, n int) int {
	for _, a := range c.class.asks {
		if t.value(a, c) == unsaid && !slices.Contains(asked[:n], a) {
			asked[n] = a
			n++
		}
	}
	return n
}

// hearWorst tries every combination of values for the attributes asked about,
// one value for each way in which the authority's rules tell values apart.
func (g *Regime) hearWorst(v *voice, pt part, t *trial, maybe []*rule, asked []attribute) outcome {
	var turn [attributes]int
	worst, at := outcome{verdict: Permitted, mute: true}, t.values
	silent := false
	for done := false; !done; {
		for i, a := range asked {
			t.values[a] = v.choices[a][turn[i]]
		}
		matched := t.profile.chosen[:0]
		for _, c := range maybe {
			if t.match(c) != not {
				matched = append(matched, c)
			}
		}
		if len(matched) == 0 {
			silent = true
		} else if o := g.authority(pt, matched, t); worst.mute || o.verdict < worst.verdict {
			worst, at = o, t.values
		}
		done = true
		for i, a := range asked {
			if turn[i]++; turn[i] < len(v.choices[a]) {
				done = false
				break
			}
			turn[i] = 0
		}
	}
	t.values = at
	worst.silent = silent
	return worst
}

// choose works out, for each attribute that the voice's rules ask for, the values
// to try.
func (g *Regime) choose(v *voice) {
	for i := range v.rules {
		for _, a := range v.rules[i].class.asks {
			if v.choices[a] == nil {
				for _, alike := range g.alike(v.rules, a) {
					v.choices[a] = append(v.choices[a], alike[0])
				}
			}
		}
	}
}

// alike sorts the values of an attribute into groups that every rule treats the
// same.
func (g *Regime) alike(list []*rule, a attribute) [][]int16 {
	t := trial{g: g}
	groups := map[string]int{}
	var out [][]int16
	for v := range g.size(a) {
		var sign []byte
		for i := range list {
			if c := &list[i].class; c.asksFor(a) {
				sign = append(sign, '0')
				if t.holds(c, a, v) {
					sign[len(sign)-1] = '1'
				}
			}
		}
		i, ok := groups[string(sign)]
		if !ok {
			i = len(out)
			groups[string(sign)] = i
			out = append(out, nil)
		}
		out[i] = append(out[i], v)
	}
	return out
}

// size is how many values an attribute can have.
func (g *Regime) size(a attribute) int16 {
	switch {
	case a == attrAge:
		return 120
	case wordLists[a] != nil:
		return int16(len(wordLists[a]))
	}
	return int16(len(g.universe))
}

var (
	justPerson = []record.Subject{record.OfPerson}
	withAll    = [4][]record.Subject{justPerson, {record.OfPerson, record.OfVehicle},
		{record.OfPerson, record.OfCargo}, {record.OfPerson, record.OfVehicle, record.OfCargo}}
)

// twoAirside reports whether two documents were chosen where one is shown: nobody airside
// leaves one area with one and enters another with the other.
func (t *trial) twoAirside() bool { return t.passage.Transit && t.exit != t.entry }

// subjects lists who and what is judged: the person always, the vehicle and the
// cargo where there are any.
func (t *trial) subjects() []record.Subject {
	if t.passage.Transit {
		return justPerson // what is carried stays on board
	}
	i := 0
	if v := t.values[attrVehicle]; v != unsaid && v != noVehicle && t.passage.Mode == record.Road {
		i |= 1
	}
	if c := t.profile.t.Cargo; c != "" && c != "persons" {
		i |= 2
	}
	return withAll[i]
}

// open reports whether a rule's dates and schedule take in the trial's time. A
// gate keeps matching outside its hours: it is then shut.
func (t *trial) open(c *rule) bool {
	if c.partial && t.passage.Timed && c.valid.At(t.now, t.now) == record.HoldsNot {
		return false
	}
	if c.source.Schedule == nil || t.inSchedule(c) {
		return true
	}
	return c.part == record.Gate && c.effect > Unknown
}

// effect is what a rule results in for this traveller now.
func (t *trial) effect(c *rule) Verdict {
	switch {
	case t.lapsed(c):
		return Unknown
	case t.shut(c):
		return Refused
	case c.effect == Formality && t.met(c):
		return Permitted
	}
	return c.effect
}

// shut reports whether a rule is a gate out of its hours.
func (t *trial) shut(c *rule) bool {
	return c.part == record.Gate && c.source.Schedule != nil && c.effect > Unknown && !t.inSchedule(c)
}

// lapsed reports whether a rule's term had ended by the time asked.
func (t *trial) lapsed(c *rule) bool {
	if c.partial && t.passage.Timed {
		return c.valid.At(t.now, t.now) == record.HoldsLapsed
	}
	return c.holding == record.HoldsLapsed
}

// inSchedule holds the schedule against the time asked. On a day without an
// hour, a rule that lets through counts as in its hours and one that does not as
// outside them: open at some hour is open.
func (t *trial) inSchedule(c *rule) bool {
	sch := c.source.Schedule
	if !c.onDay {
		return false
	}
	if !t.passage.Timed {
		return len(sch.Hours) == 0 || c.effect > Unknown
	}
	return sch.AtClock((t.now - t.g.first + record.DayMinutes) % record.DayMinutes)
}

// silence is what a part comes to where no rule was recorded: a closure or exit
// objects to nothing, the others are unknown.
func silence(pt part) Verdict {
	if pt == closure || pt == exit {
		return Permitted
	}
	return Unknown
}
