package reading

import (
	"strings"

	"waythrough/reading/lexicon"
)

// afterInf reports whether an infinitive stands shortly before: "to normalise
// relations, establish …".
func (g *grammar) afterInf(us []unit, i int) bool {
	for j := i - 2; j >= 0 && j >= i-16; j-- {
		if us[j].word == "to" && us[j+1].entry.Form&lexicon.Base != 0 || us[j].word == "to" && j+2 < i && us[j+2].entry.Form&lexicon.Base != 0 {
			return true
		}
	}
	return false
}

// numeral reports whether a word counts, so that what follows is a noun in the
// plural.
func (g *grammar) numeral(u *unit) bool {
	switch u.word {
	case "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "several", "many", "few", "these", "those", "both", "all", "most", "some", "other", "its", "their":
		return true
	}
	return u.word != "" && u.word[0] >= '0' && u.word[0] <= '9' && u.date == nil
}

// verbAhead reports whether an auxiliary follows with nothing to part it, so
// that what stands before it is its subject.
func (g *grammar) verbAhead(us []unit, i int) bool {
	for ; i < len(us) && us[i].mark == 0 && !us[i].is(g.wRel|g.wCond|g.wConc) && !(us[i].is(g.wAnd) && us[i-1].thing == nil); i++ {
		if us[i].is(g.wBe|g.wHave|g.wModal) && !g.possessive(us, i) {
			return true
		}
	}
	return false
}

// presentVerb judges a base or -s form.
func (g *grammar) presentVerb(us []unit, i int, prev *unit, v group) (group, bool) {
	u := &us[i]
	f := u.entry.Form
	v.finite = true
	alsoPast := f&lexicon.Past != 0 // shut, put, let
	v.past, v.bare = alsoPast, alsoPast
	if u.is(g.wPrep) && u.entry.Noun|u.entry.Word != 0 && !alsoPast {
		return v, false
	}
	var next *unit
	if i+1 < len(us) {
		next = &us[i+1]
	}
	object := next != nil && (next.is(g.wDet|g.wSubj|g.wOpen|g.wClosed|g.wRel|g.wPrep|g.wAnd) || next.thing != nil || next.date != nil || next.entry.Noun != 0 ||
		next.mark != 0 || next.word == "to" || next.is(g.wAdv) || next.capital)
	if prev == nil {
		return v, u.quoted && f&lexicon.Base != 0 && object
	}
	if prev.word == "'s" || prev.is(g.wDet) && !prev.is(g.wSubj) || prev.is(g.wPrep) && prev.entry.Verb == 0 {
		return v, false
	}
	ambiguous := u.entry.Noun != 0 || u.is(g.wOpen|g.wClosed|g.wAdv)
	subject := prev.name() || prev.thing != nil || prev.entry.Noun != 0 || prev.is(g.wSubj|g.wRel) || prev.capital || prev.empty() || prev.mark != 0
	switch {
	case f&lexicon.Third != 0 && u.entry.Noun != 0 && g.numeral(prev): // three passes
		return v, false
	case !subject && !prev.is(g.wAnd), f&lexicon.Third != 0 && prev.word != "" && prev.word[0] >= '0' && prev.word[0] <= '9' && prev.date == nil: // 120 votes
		return v, false
	case f&lexicon.Third != 0 && ambiguous && prev.entry.Noun != 0 && g.verbAhead(us, i+1): // the border talks in Oslo have ended
		return v, false
	case f&lexicon.Third != 0:
		return v, !ambiguous || object && !prev.is(g.wAnd|g.wRel) && !prev.empty() && !prev.entry.Plural
	case alsoPast:
		if u.is(g.wClosed) && prev.mark != 0 && !(g.listed(us, i-1) && next != nil && next.is(g.wDet)) {
			return v, false
		}
		if u.is(g.wClosed) && v.neg && subject && (next == nil || next.mark != 0) { // never shut
			return v, true
		}
		return v, subject && object || !ambiguous
	}
	for j := i - 1; j >= 0 && j >= i-8 && us[j].mark == 0; j-- {
		if us[j].entry.Lemma == "let" && us[j].entry.Verb != 0 { // let lorries pass
			v.finite, v.inf = false, true
			return v, true
		}
	}
	// A base form: its subject is plural, or a pronoun.
	pair := prev.name() && i > 2 && us[i-2].is(g.wAnd) && us[i-3].name() // Turkey and Iraq plan
	plural := pair || prev.entry.Plural || prev.is(g.wSubj|g.wRel) || prev.thing != nil && prev.thing.kind == peopleName && (strings.HasSuffix(prev.word, "s") || !ambiguous) ||
		strings.HasSuffix(prev.word, "s") && prev.entry.Noun|prev.entry.Verb|prev.entry.Word == 0
	if prev.is(g.wAnd) || prev.mark == ',' && g.afterInf(us, i) { // "to assess … and simplify": as the verb before it
		v.inf, v.finite = true, false
		return v, !ambiguous && object
	}
	return v, (plural || !ambiguous) && object && (!ambiguous || next.is(g.wDet|g.wOpen|g.wClosed|g.wRel|g.wPrep) || next.thing != nil)
}
