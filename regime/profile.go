package regime

import (
	"slices"
	"strings"

	"waythrough/record"
)

// A Profile is a traveller prepared for one regime. It holds scratch space: use
// one per goroutine.
type Profile struct {
	t    Traveller
	base values
	docs []document

	alive bits // rules that may match, as far as is known before mode and place
	sure  bits // of those, the ones that match whatever was left out, mode and place apart
	met   bits // of those, the ones all of whose papers are held

	matched, chosen, standing []*rule // scratch of hear

}

// A document is a passport over the regime's universe.
type document struct{ nationality, kind int16 }

// scratchRules is how many rules of one authority may match at one place before
// hearing it allocates.
const scratchRules = 32

// Profile prepares a traveller. It costs little; it is not kept by the regime.
func (g *Regime) Profile(t Traveller) *Profile {
	scratch := make([]*rule, 3*scratchRules)
	p := &Profile{t: t, matched: scratch[:0:scratchRules], chosen: scratch[scratchRules : scratchRules : 2*scratchRules],
		standing: scratch[2*scratchRules : 2*scratchRules : 3*scratchRules]}
	p.base = values{
		attrNationality: unsaid, attrDocument: unsaid,
		attrResidence: g.known(t.Residence), attrPlate: g.known(t.Plate),
		attrGoodsFrom: g.known(t.GoodsFrom), attrGoodsTo: g.known(t.GoodsTo),
		attrPurpose: wordNumber(attrPurpose, t.Purpose), attrVehicle: wordNumber(attrVehicle, t.Vehicle),
		attrOwner: wordNumber(attrOwner, t.Owner), attrParity: wordNumber(attrParity, string(t.Parity)), attrAge: unsaid,
	}
	if t.Age > 0 {
		p.base[attrAge] = int16(min(t.Age, 200))
	}
	for _, doc := range t.Passports {
		kind := doc.Type
		if kind == "" {
			kind = wordLists[attrDocument][0]
		}
		p.docs = append(p.docs, document{g.known(doc.Nationality), wordNumber(attrDocument, kind)})
	}
	if len(p.docs) == 0 {
		p.docs = []document{{unsaid, 0}} // of the commonest type: ordinary
	}
	g.enliven(p)
	return p
}

// enliven finds the rules whose class may take the traveller in, with any of the
// documents. Most rules name other nationals; no place needs to look at those.
func (g *Regime) enliven(p *Profile) {
	n := (len(g.all) + 63) / 64
	all := make(bits, 3*n)
	p.alive, p.sure, p.met = all[:n], all[n:2*n], all[2*n:]
	t := trial{g: g, profile: p, values: p.base}
	for t.shown = range p.docs {
		for _, r := range g.all {
			// Papers and history may yet be supposed (see dependsOnHeld).
			switch t.matchSaid(r) {
			case not:
				continue
			case surely:
				// It may depend on which of several documents is shown, and on the
				// mode whether there is a vehicle.
				if len(p.docs) == 1 && !r.class.asksOfVehicle() && (r.class.rest == nil || t.rest(r.class.rest, r)) {
					p.sure.set(r.id)
				}
			}
			p.alive.set(r.id)
		}
	}
	for _, r := range g.all {
		if r.effect == Formality && p.alive.has(r.id) && t.holdsAll(r.needs) {
			p.met.set(r.id)
		}
	}
}

func wordNumber(a attribute, w string) int16 {
	if w == "" {
		return unsaid
	}
	return int16(slices.Index(wordLists[a], w))
}

// A trial is one passage by one traveller showing certain documents, with some
// of what was left out filled in.
type trial struct {
	g           *Regime
	profile     *Profile
	passage     *Passage
	mode        int16
	exit, entry int           // documents shown
	shown       int           // the one of them that the authority being heard sees
	now         record.Minute // on the clock of the authority being heard, if the passage is timed
	values      values
	suppose     record.StatementID // commitment supposed carried out
	extra       *Traveller         // papers and history tried beyond the traveller's own
}

// try sets up a trial of a passage; documents and values are still to be chosen.
func (g *Regime) try(p *Passage, profile *Profile) trial {
	return trial{g: g, profile: profile, passage: p, now: p.At, mode: modeNumber(p.Mode), values: profile.base}
}

// noVehicle is the number of "none" among vehicles.
var noVehicle = int16(slices.Index(wordLists[attrVehicle], "none"))

// noSuch is the value of an attribute of a vehicle or of goods where there are
// none: a class that asks about it, even for all but some, does not match.
const noSuch int16 = -2

// cargo gives the number of what is carried.
func (t *trial) cargo() int16 {
	if t.profile.t.Cargo == "" {
		return 0
	}
	return int16(max(0, slices.Index(cargoWords, t.profile.t.Cargo)))
}

// A match says how far a class takes in a traveller: not, perhaps (something
// was left out), or surely.
type match uint8

const (
	not match = iota
	perhaps
	surely
)

// seenBy sets the document that an authority sees.
func (t *trial) seenBy(v *voice) {
	t.shown, t.now = t.exit, t.passage.At
	if v.forEntry {
		t.shown, t.now = t.entry, t.passage.At+t.passage.Ahead
	}
}

// match holds a rule's class against the trial.
func (t *trial) match(r *rule) match {
	switch {
	case r.class.mode != anyWord && !r.class.mode.has(t.mode):
		return not
	case t.extra == nil && t.profile.sure.has(r.id):
		return surely
	}
	m := t.matchSaid(r)
	if m != not && r.class.rest != nil && !t.rest(r.class.rest, r) {
		return not
	}
	return m
}

// matchSaid is match but for the mode, and for papers, history and lists.
func (t *trial) matchSaid(c *rule) match {
	cl := &c.class
	if cl.cargo != anyWord && !cl.cargo.has(t.cargo()) {
		return not
	}
	result := surely
	for _, a := range cl.asks {
		v := t.value(a, c)
		switch {
		case v == unsaid:
			result = perhaps
		case !t.holds(cl, a, v):
			return not
		}
	}
	return result
}

// modeNumber gives a mode's place among modeWords.
func modeNumber(m record.Mode) int16 {
	switch m {
	case record.Road:
		return 0
	case record.Rail:
		return 1
	case record.Foot:
		return 2
	case record.Air:
		return 3
	case record.Water:
		return 4
	}
	return 31 // no mode: in no set but the one of all
}

func (t *trial) holds(cl *class, a attribute, v int16) bool {
	switch {
	case v == noSuch:
		return false
	case a == attrAge:
		return int(v) >= cl.age.Min && (cl.age.Max == 0 || int(v) <= cl.age.Max)
	case a == attrParity:
		return parityHolds(cl.par, v, t.g.day)
	case wordLists[a] != nil:
		return cl.words[a].has(v)
	}
	return cl.areas[a].has(v)
}

// parityHolds holds the parity of a document number (0 odd, 1 even) against the
// one asked for, or against the day of the month.
func parityHolds(want record.Parity, v int16, day record.Day) bool {
	odd := v == 0
	switch want {
	case record.Odd:
		return odd
	case record.Even:
		return !odd
	}
	return odd == (day.Start().Time().Day()%2 == 1)
}

// value gives an attribute as the candidate's authority sees it: it counts its
// own national as one, whichever passport is shown.
func (t *trial) value(a attribute, c *rule) int16 {
	switch a {
	case attrNationality, attrDocument:
	case attrVehicle, attrPlate, attrOwner:
		return t.ofVehicle(a)
	case attrGoodsFrom, attrGoodsTo:
		if t.cargo() == 0 {
			return noSuch
		}
		return t.values[a]
	default:
		return t.values[a]
	}
	shown := t.profile.docs[t.shown]
	if a == attrDocument {
		return shown.kind
	}
	if c.own != unsaid {
		for i := range t.profile.docs {
			if t.profile.docs[i].nationality == c.own {
				return c.own
			}
		}
	}
	if shown.nationality == unsaid {
		return t.values[a]
	}
	return shown.nationality
}

// ofVehicle gives what is known of the vehicle. Only on a road can one be that
// was not named.
func (t *trial) ofVehicle(a attribute) int16 {
	v := t.values[attrVehicle]
	if v == unsaid && t.passage != nil && t.passage.Mode != record.Road {
		v = noVehicle
	}
	switch {
	case a == attrVehicle:
		return v
	case v == noVehicle:
		return noSuch
	}
	return t.values[a]
}

// rest holds papers, history and lists against the traveller: what is not listed
// is taken not to be. Where it was not said how an earlier entry was made, it
// counts against the traveller: as of the kind that a refusal asks about, and not
// of the kind that lets through.
func (t *trial) rest(c *record.Class, r *rule) bool {
	tr := &t.profile.t
	if c.Named != "" && !slices.Contains(tr.Listed, r.statement.ID) {
		return false
	}
	if !c.Papers.Any() {
		held := func(p string) bool { return t.held(record.PaperID(p)) }
		if c.Papers.In != nil && !slices.ContainsFunc(c.Papers.In, held) {
			return false
		}
		if slices.ContainsFunc(c.Papers.Out, held) {
			return false
		}
	}
	for i := range c.History {
		h := &c.History[i]
		if t.happened(h, (r.effect <= Unknown) != h.Absent) == h.Absent {
			return false
		}
	}
	return true
}

// held reports whether a paper is held. One asked for from a group may be issued
// by any of its members.
func (t *trial) held(p record.PaperID) bool {
	if slices.Contains(t.profile.t.Holds, p) || (t.extra != nil && slices.Contains(t.extra.Holds, p)) {
		return true
	}
	kind, issuer, _ := strings.Cut(string(p), ":")
	if t.g.view.Group(record.GroupID(issuer)) == nil {
		return false
	}
	return slices.ContainsFunc(t.profile.t.Holds, func(h record.PaperID) bool {
		k, by, _ := strings.Cut(string(h), ":")
		return k == kind && t.g.view.MemberOf(record.AreaID(by), record.GroupID(issuer), t.g.day)
	})
}

// met reports whether every paper that a rule asks for is held.
func (t *trial) met(r *rule) bool {
	return (t.profile.met.has(r.id) || (t.extra != nil && t.holdsAll(r.needs))) && !t.usedUp(r)
}

func (t *trial) holdsAll(needs []record.Need) bool {
	for i := range needs {
		if !t.has(&needs[i]) {
			return false
		}
	}
	return true
}

func (t *trial) has(n *record.Need) bool {
	return t.held(n.Paper) || slices.ContainsFunc(n.Or, t.held)
}
