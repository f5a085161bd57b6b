package regime

import (
	"slices"

	"waythrough/record"
)

// An attribute is one thing a class may ask of a traveller and that may be left
// out.
type attribute uint8

const (
	attrNationality attribute = iota
	attrDocument
	attrResidence
	attrPlate
	attrGoodsFrom
	attrGoodsTo
	attrPurpose
	attrVehicle
	attrOwner
	attrParity
	attrAge
	attributes // how many there are
)

var attributeNames = [attributes]string{"nationality", "document", "residence", "plate", "goods_from", "goods_to",
	"purpose", "vehicle", "owner", "parity", "age"}

// unsaid is the value of an attribute that the traveller left out.
const unsaid int16 = -1

// values are a traveller's attributes as small numbers: an area's number in the
// regime's universe, a word's place in its closed list, an age in years.
type values [attributes]int16

// An areaSet is a set of areas as bits over the universe; nil is every area.
type areaSet []uint64

func (s areaSet) has(i int16) bool { return s == nil || s[i>>6]&(1<<(i&63)) != 0 }

func (s areaSet) within(t areaSet) bool {
	if t == nil || s == nil {
		return t == nil
	}
	for i := range s {
		if s[i]&^t[i] != 0 {
			return false
		}
	}
	return true
}

// A wordSet is a set of words of a closed list as bits; every bit set is all.
type wordSet uint32

const anyWord wordSet = 1<<32 - 1

func (s wordSet) has(i int16) bool      { return s&(1<<i) != 0 }
func (s wordSet) within(t wordSet) bool { return s&^t == 0 }

// A class is a record.Class over the universe, with groups as they were on the
// day and nationals that say "own" resolved.
type class struct {
	areas [attrGoodsTo + 1]areaSet // by attribute; the slot of attrDocument stays empty
	words [attributes]wordSet      // by attribute, where the attribute is a word
	mode  wordSet
	cargo wordSet
	age   record.AgeRange
	par   record.Parity
	rest  *record.Class // papers, history, named: nil if it asks none of them
	asks  []attribute   // attributes that it asks for, in order
}

var wordLists = [attributes][]string{
	attrDocument: record.DocumentTypes(),
	attrPurpose:  record.Purposes(),
	attrVehicle:  record.Vehicles(),
	attrOwner:    record.Owners(),
	attrParity:   record.Parity("").Words()[:2],
}

var (
	modeWords  = record.Mode("").Words()
	cargoWords = record.Cargoes()
)

func words(s record.Set, list []string) wordSet {
	if s.Any() {
		return anyWord
	}
	var out wordSet
	for i, w := range list {
		if slices.Contains(s.In, w) || (s.In == nil && !slices.Contains(s.Out, w)) {
			out |= 1 << i
		}
	}
	return out
}

// compileClass resolves a rule's class for the authority that imposes it.
func (g *Regime) compileClass(r *record.Rule, authority record.AuthorityID) class {
	c := r.Class
	documents := c.Documents
	if r.Visa != nil && documents.Any() {
		documents = record.Set{In: []string{"ordinary"}}
	}
	out := class{mode: words(c.Mode, modeWords), cargo: words(c.Cargo, cargoWords), par: c.Parity}
	for i := range out.words {
		out.words[i] = anyWord
	}
	for attr, set := range map[attribute]record.Set{attrNationality: c.Nationals, attrResidence: c.Residents,
		attrPlate: c.Plate, attrGoodsFrom: c.GoodsFrom, attrGoodsTo: c.GoodsTo} {
		out.areas[attr] = g.areas(set, authority)
	}
	for attr, set := range map[attribute]record.Set{attrDocument: documents, attrPurpose: c.Purpose,
		attrVehicle: c.Vehicle, attrOwner: c.Owner} {
		out.words[attr] = words(set, wordLists[attr])
	}
	if c.Age != nil {
		out.age = *c.Age
	}
	if !c.Papers.Any() || len(c.History) > 0 || c.Named != "" {
		out.rest = &r.Class
	}
	for a := range attributes {
		if out.asksFor(a) {
			out.asks = append(out.asks, a)
		}
	}
	return out
}

func (c *class) asksFor(a attribute) bool {
	switch {
	case a == attrAge:
		return c.age != record.AgeRange{}
	case a == attrParity:
		return c.par != ""
	case wordLists[a] != nil:
		return c.words[a] != anyWord
	}
	return c.areas[a] != nil
}

// asksOfVehicle reports whether the class asks about the vehicle.
func (c *class) asksOfVehicle() bool {
	return c.asksFor(attrVehicle) || c.asksFor(attrPlate) || c.asksFor(attrOwner)
}

// areas resolves a set of areas and groups over the universe.
func (g *Regime) areas(s record.Set, authority record.AuthorityID) areaSet {
	if s.Any() {
		return nil
	}
	bits := make(areaSet, (len(g.universe)+63)/64)
	list := s.In
	if s.In == nil {
		list = s.Out
	}
	for _, name := range list {
		if name == record.Own {
			name = string(authority)
		}
		g.eachArea(name, func(i int16) { bits[i>>6] |= 1 << (i & 63) })
	}
	if s.In == nil {
		for i := range bits {
			bits[i] = ^bits[i]
		}
	}
	return bits
}

// eachArea calls f with the area of that name, or each member of the group.
func (g *Regime) eachArea(name string, f func(int16)) {
	if group := g.view.Group(record.GroupID(name)); group != nil {
		for _, m := range group.Members {
			if m.Valid.At(g.first, g.last) != record.HoldsSurely {
				continue
			}
			for _, a := range m.Areas {
				f(g.number(a))
			}
		}
		return
	}
	f(g.number(record.AreaID(name)))
	for _, a := range g.view.Areas {
		if a.PartOf == record.AreaID(name) {
			f(g.number(a.ID))
		}
	}
}

// within reports whether everything in c is in d as well.
func (c *class) within(d *class) bool {
	for i := range c.areas {
		if !c.areas[i].within(d.areas[i]) {
			return false
		}
	}
	for i := range c.words {
		if !c.words[i].within(d.words[i]) {
			return false
		}
	}
	return c.mode.within(d.mode) && c.cargo.within(d.cargo) &&
		ageWithin(c.age, d.age) && (d.par == "" || c.par == d.par) && restWithin(c.rest, d.rest)
}

func ageWithin(a, b record.AgeRange) bool {
	return a.Min >= b.Min && (b.Max == 0 || (a.Max != 0 && a.Max <= b.Max))
}

// restWithin compares what has no closed list of values: a condition lies inside
// no condition, and inside an equal one.
func restWithin(a, b *record.Class) bool {
	if b == nil {
		return true
	}
	if a == nil {
		return false
	}
	papers := b.Papers.Any() || (slices.Equal(a.Papers.In, b.Papers.In) && slices.Equal(a.Papers.Out, b.Papers.Out))
	named := b.Named == "" || a.Named == b.Named
	for _, h := range b.History {
		if !slices.ContainsFunc(a.History, func(x record.History) bool { return sameHistory(x, h) }) {
			return false
		}
	}
	return papers && named
}

func sameHistory(a, b record.History) bool {
	return a.Entered == b.Entered && a.Stamp == b.Stamp && a.Stays == b.Stays && a.Days == b.Days && a.From == b.From &&
		a.Within.Minutes == b.Within.Minutes && a.CuredBy == b.CuredBy && a.Absent == b.Absent &&
		slices.Equal(a.Via, b.Via) && slices.Equal(a.NotVia, b.NotVia)
}
