package reading

import (
	"strings"

	"waythrough/reading/when"
)

// proposal fills the slots of a draft.
func (x *run) proposal(d *draft) Proposal {
	s := d.c.s
	us := s.units
	lo, hi := d.lo, d.hi
	for lo < hi && (us[lo].mark != 0 || us[lo].is(x.g.wAnd) && us[lo].entry.Noun == 0) {
		lo++
	}
	for hi > lo && us[hi-1].mark != 0 {
		hi--
	}
	if lo >= hi {
		lo, hi = d.c.lo, d.c.hi
	}
	p := Proposal{Kind: d.kind, Status: d.status, Modality: d.modality, Start: us[lo].lo, End: us[hi-1].hi}
	p.Passage = x.text[p.Start:p.End]
	p.Who = x.who(d)
	p.Where = x.where(s, lo, hi, p.Who, d.kind == Crossing || d.kind == Service)
	if len(p.Where) == 0 && d.kind == Crossing { // "…, which was shut in May"
		p.Where = x.where(s, d.who[0], d.who[1], p.Who, true)
	}
	p.What = x.what(d, lo, hi)
	if d.ordinal != "" {
		p.What = d.ordinal + " meeting " + p.What
	}
	p.Class = x.classText(d, lo, hi)
	p.Mode = x.mode(s, lo, hi)
	x.times(d, lo, hi, &p)
	p.Why = x.why(d)
	return p
}

// who lists the names in the subject or the speaker; failing that, the noun.
func (x *run) who(d *draft) []Entity {
	us := d.c.s.units
	ranges := [][2]int{d.who, d.c.speaker}
	if d.v != nil && d.v.passive && d.kind != Crossing && d.kind != Service {
		ranges = [][2]int{x.agent(d), d.who, d.c.speaker}
	}
	if d.v != nil && d.v.passive { // "shut by Pakistan"
		if by := x.agent(d); by[1] > by[0] {
			if out := x.namesIn(us, by[0], min(by[1], by[0]+4), isArea, false); len(out) > 0 {
				return out
			}
		}
	}
	for _, r := range ranges {
		if out := x.namesIn(us, r[0], r[1], party, true); len(out) > 0 {
			return out
		}
	}
	if d.kind == Crossing && d.v != nil && (d.v.passive || d.v.copula) && len(x.namesIn(us, d.who[0], d.who[1], isArea, false)) == 0 {
		return nil
	}
	if l := x.look(d.c.s, d.who[0], d.who[1]); d.partiesOf != nil && (l.nouns&x.g.nParty != 0 || x.both(d)) {
		if out := x.namesIn(d.partiesOf.units, d.parties[0], d.parties[1], party, true); len(out) > 0 {
			return out
		}
	} else if d.partiesOf == nil && (l.nouns&x.g.nParty != 0 || x.both(d)) && len(x.areas) == 2 {
		return x.theTwo()
	}
	for _, r := range ranges {
		for i := r[0]; i < r[1]; i++ {
			if us[i].noun(x.g.nOfficial | x.g.nParty) {
				lo, hi := r[0], r[1]
				for lo < hi && (us[lo].mark != 0 || us[lo].is(x.g.wAnd)) {
					lo++
				}
				for hi > lo && us[hi-1].mark != 0 {
					hi--
				}
				return []Entity{{Text: x.text[us[lo].lo:us[hi-1].hi]}}
			}
		}
	}
	return nil
}

// theTwo names the areas of an article that speaks of no others: "the two
// states".
func (x *run) theTwo() []Entity {
	var out []Entity
	for _, a := range x.areas {
		for i := range x.sentences {
			for _, u := range x.sentences[i].units {
				if u.thing != nil && u.thing.kind == areaName && u.thing.area == a {
					out = append(out, Entity{x.text[u.lo:u.hi], u.thing.id})
				}
			}
		}
	}
	return dedupe(out)
}

// both reports whether the subject is "they", "both" or "the two".
func (x *run) both(d *draft) bool {
	for i := d.who[0]; i < d.who[1]; i++ {
		switch d.c.s.units[i].word {
		case "they", "both", "two":
			return true
		}
	}
	return false
}

func isArea(t *thing) bool { return t.kind == areaName || t.kind == capitalName }

func party(t *thing) bool {
	return t.kind == areaName || t.kind == capitalName || t.kind == peopleName || t.kind == personName || t.kind == groupName
}

// agent is what follows "by" after a passive.
func (x *run) agent(d *draft) [2]int {
	us := d.c.s.units
	for i := d.v.hi; i+1 < d.c.hi; i++ {
		if us[i].word == "by" && us[i+1].date == nil {
			return [2]int{i + 1, d.c.hi}
		}
	}
	return [2]int{}
}

// namesIn gathers the names of a range; words that the gazetteer lacks are
// taken together as long as they are capitalised.
func (x *run) namesIn(us []unit, lo, hi int, want func(*thing) bool, unknown bool) []Entity {
	var out []Entity
	for i := lo; i < hi && i < len(us); i++ {
		u := &us[i]
		if x.townHere(us, i) {
			continue
		}
		if i > 0 && (us[i-1].word == "in" || us[i-1].word == "at" || us[i-1].word == "on" || us[i-1].word == "near") && (u.thing == nil || u.thing.kind == capitalName) {
			continue // where, not who
		}
		switch {
		case u.thing != nil && want(u.thing):
			id := u.thing.id
			out = append(out, Entity{x.text[u.lo:u.hi], id})
		case u.thing == nil && unknown && u.name():
			j := i + 1
			for j < hi && j < len(us) && (us[j].name() && us[j].thing == nil || us[j].word == "-" && j+1 < hi && us[j+1].capital && us[j].lo == us[j-1].hi) {
				j++
			}
			out = append(out, Entity{Text: x.text[u.lo:us[j-1].hi]})
			i = j - 1
		}
	}
	return dedupe(out)
}

func dedupe(list []Entity) []Entity {
	var out []Entity
	for _, e := range list {
		double := false
		for _, o := range out {
			double = double || o.Text == e.Text || e.ID != "" && o.ID == e.ID
		}
		if !double {
			out = append(out, e)
		}
	}
	return out
}

// where lists crossings, towns and terminals of the passage, and names that
// stand after a preposition of place; all other names too, if asked.
func (x *run) where(s *sentence, lo, hi int, who []Entity, all bool) []Entity {
	us := s.units
	var out []Entity
	place := false
	for i := lo; i < hi; i++ {
		u := &us[i]
		switch {
		case u.word == "in" || u.word == "at" || u.word == "between" || u.word == "near" || u.word == "through" || u.word == "from" || u.word == "via" || u.word == "over":
			place = true
		case u.thing != nil:
			k := u.thing.kind
			if k == crossingName || k == postName || k == townName || k == terminalName || k == capitalName && (place || x.townHere(us, i) || all && x.goneTo(us, i)) {
				id := u.thing.id
				if k == capitalName {
					id = u.thing.town
				}
				out = append(out, Entity{x.text[u.lo:u.hi], id})
			}
		case u.name() && (place || all || i == lo):
			j := i + 1
			for j < hi && us[j].name() && us[j].thing == nil {
				j++
			}
			e := Entity{Text: x.text[u.lo:us[j-1].hi]}
			known := false
			for _, w := range who {
				known = known || w.Text == e.Text
			}
			if !known {
				out = append(out, e)
			}
			i = j - 1
		case u.is(x.g.wAnd) || u.mark == ',' || u.word == "-" || u.is(x.g.wDet):
		default:
			place = false
		}
	}
	return dedupe(out)
}

// maxWhat is the number of words that "what" may have.
const maxWhat = 14

// what is the object of the verb, or the whole passage if it has none.
func (x *run) what(d *draft, lo, hi int) string {
	us := d.c.s.units
	from := lo
	if d.v != nil && d.v.hi < hi && d.v.hi > lo && !d.v.passive && !d.v.copula {
		from = d.v.hi
	}
	for from < hi-1 && (us[from].mark != 0 || us[from].date != nil) {
		from++
	}
	to := min(hi, from+maxWhat)
	return strings.Join(strings.Fields(x.text[us[from].lo:us[to-1].hi]), " ")
}

// classText is for whom or what: after "to" or "for", or the subject of those
// who may pass.
func (x *run) classText(d *draft, lo, hi int) string {
	g, us := x.g, d.c.s.units
	if d.kind != Crossing && d.kind != Visa && d.kind != Commitment && d.kind != Service {
		return ""
	}
	group := func(i int) (int, int) {
		a, b := i, i+1
		for a > lo && us[a-1].mark == 0 && us[a-1].date == nil && (us[a-1].entry.Noun != 0 || us[a-1].thing != nil || us[a-1].word == "-" || us[a-1].word == "/" || us[a-1].empty()) && us[a-1].entry.Verb == 0 {
			a--
		}
		for b < hi && (us[b].noun(g.nClass|g.nPapers) || us[b].word == "of" || us[b].thing != nil || us[b].word == "-" || us[b].is(g.wAnd) && b+1 < hi && us[b+1].noun(g.nClass)) {
			b++
		}
		return a, b
	}
	for i := lo; i < hi; i++ {
		if us[i].noun(g.nClass) && us[i].thing == nil {
			a, b := group(i)
			return strings.Join(strings.Fields(x.text[us[a].lo:us[b-1].hi]), " ")
		}
	}
	return ""
}

func (x *run) mode(s *sentence, lo, hi int) string {
	g := x.g
	for i := lo; i < hi; i++ {
		u := &s.units[i]
		switch {
		case u.thing != nil && u.thing.mode != "":
			return u.thing.mode
		case u.noun(g.nByAir) || u.word == "air":
			return "air"
		case u.noun(g.nByRail) || u.word == "rail":
			return "rail"
		case u.noun(g.nByWater):
			return "water"
		case u.noun(g.nByFoot) || u.word == "foot":
			return "foot"
		case u.noun(g.nByRoad):
			return "road"
		}
	}
	return ""
}

// times reads the dates of the passage in the tense of its verb; if there are
// none, those of the whole clause.
func (x *run) times(d *draft, lo, hi int, p *Proposal) {
	s := d.c.s
	tense := when.Unknown
	if d.v != nil {
		switch {
		case d.v.future || d.v.due || d.modality == Planned:
			tense = when.Future
		case d.v.past || d.v.perfect || d.v.passive:
			tense = when.Past
		}
	}
	found := when.Find(x.text[s.lo:s.hi], x.published, tense)
	x.take(found, p.Start-s.lo, p.End-s.lo, p)
	if p.Date == "" && p.From == "" && p.Until == "" && d.c.hi > d.c.lo {
		x.take(found, s.units[d.c.lo].lo-s.lo, s.units[d.c.hi-1].hi-s.lo, p)
	}
	if d.kind == Position && p.Date == "" && p.From == "" && p.Until == "" {
		x.said(d, found, p)
	}
}

// said is when somebody said what is their position: the time that stands with
// the verb of saying.
func (x *run) said(d *draft, found []when.Span, p *Proposal) {
	us := d.c.s.units
	lo := d.c.speaker[0]
	if d.c.speaker[1] <= lo || lo >= len(us) {
		return
	}
	hi := min(d.c.speaker[1]+6, len(us))
	x.take(found, us[lo].lo-d.c.s.lo, us[hi-1].hi-d.c.s.lo, p)
}

func (x *run) take(found []when.Span, lo, hi int, p *Proposal) {
	for i := range found {
		f := &found[i]
		if f.Start < lo || f.End > hi {
			continue
		}
		if p.Date == "" {
			p.Date = f.Value.Date.Text
		}
		if p.From == "" {
			p.From = f.Value.From.Text
		}
		if p.Until == "" {
			p.Until = f.Value.Until.Text
		}
	}
}

// why tells the steps that led to a draft.
func (x *run) why(d *draft) []string {
	out := []string{"rule " + d.rule}
	if v := d.v; v != nil && v.main >= 0 && v.main < len(d.c.s.units) {
		var how []string
		for _, f := range []struct {
			on   bool
			word string
		}{{v.neg, "negated"}, {v.future || v.due, "to come"}, {v.modal != "", "modal " + v.modal}, {v.perfect, "perfect"},
			{v.passive, "passive"}, {v.past, "past"}, {v.inf, "infinitive"}, {d.c.reported, "reported"}, {d.c.hedged, "under a condition"}} {
			if f.on {
				how = append(how, f.word)
			}
		}
		line := "verb “" + x.text[d.c.s.units[v.lo].lo:d.c.s.units[max(v.lo, min(v.hi, len(d.c.s.units))-1)].hi] + "”"
		if len(how) > 0 {
			line += ": " + strings.Join(how, ", ")
		}
		out = append(out, line)
		if names := x.lang.Names(v.class); len(names) > 0 {
			out = append(out, "verb classes "+strings.Join(names, ", "))
		}
	}
	return out
}
