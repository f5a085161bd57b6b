package reading

import (
	"strings"

	"waythrough/reading/lexicon"
)

// A group is a verb with its auxiliaries: has not yet been opened.
type group struct {
	lo, hi int // units
	main   int // unit of the main verb; of the predicate for a form of "be"; -1: none
	class  class

	finite, copula, passive, perfect, past, ing, inf bool
	bare                                             bool // a past form without auxiliary: perhaps a participle
	future, due                                      bool // will; is to, is due to
	modal                                            string
	neg                                              bool
	under                                            bool // is being done
}

// maybe reports whether the group speaks of what might be, not of what is.
func (v *group) maybe() bool {
	switch v.modal {
	case "would", "could", "might", "may", "should", "can", "must", "'d", "ought":
		return true
	}
	return false
}

// groups finds the verb groups of a sentence, in order.
func (g *grammar) groups(us []unit) []group {
	var out []group
	for i := 0; i < len(us); {
		if v, ok := g.groupAt(us, i); ok {
			out = append(out, v)
			i = max(v.hi, i+1)
			continue
		}
		i++
	}
	return out
}

func (g *grammar) groupAt(us []unit, i int) (group, bool) {
	u := &us[i]
	if u.mark != 0 || u.date != nil || u.thing != nil {
		return group{}, false
	}
	v := group{lo: i, hi: i + 1, main: -1}
	switch {
	case u.is(g.wModal) && !(u.word == "may" && u.capital):
		v.finite, v.modal = true, u.word
		v.future = u.word == "will" || u.word == "shall" || u.word == "'ll"
		v.neg = u.word == "cannot"
		return g.chain(us, v, i+1), true
	case u.is(g.wBe) && u.word != "being" && u.word != "been" && u.word != "be" && !g.possessive(us, i):
		v.finite, v.copula = true, true
		v.past = u.word == "was" || u.word == "were"
		return g.afterBe(us, v, i+1), true
	case u.is(g.wYetTo) && u.word != "yet to" && u.word != "still to": // has yet to be opened
		v.finite, v.neg, v.perfect = true, true, true
		return g.chain(us, v, i+1), true
	case u.is(g.wHave):
		v.finite, v.past = u.word != "having", u.word == "had"
		v.ing = u.word == "having"
		return g.afterHave(us, v, i+1), true
	case u.is(g.wDo) && u.word != "doing":
		v.finite, v.past = true, u.word == "did"
		return g.chain(us, v, i+1), true
	case u.word == "to" && i+1 < len(us):
		w := g.chain(us, group{lo: i, hi: i, main: -1, inf: true}, i+1)
		w.neg = w.neg || i > 0 && us[i-1].is(g.wNeg)
		return w, w.main >= 0 && us[w.main].date == nil
	case u.word == "be": // subjunctive: that the border be opened
		v.finite, v.copula, v.modal = true, true, "would"
		return g.afterBe(us, v, i+1), true
	case u.word == "being" || u.word == "been":
		v.ing, v.copula = true, true
		return g.afterBe(us, v, i+1), true
	case u.entry.Verb != 0 && (u.word == "would" || u.word == "'d"): // would like
		v.finite, v.main, v.class = true, i, u.entry.Verb
		return v, true
	case u.entry.Verb != 0:
		return g.bareVerb(us, i)
	}
	return group{}, false
}

// possessive reports whether an 's is one, and no short "is".
func (g *grammar) possessive(us []unit, i int) bool {
	if us[i].word != "'s" || i == 0 {
		return us[i].word == "'s"
	}
	switch us[i-1].word {
	case "he", "she", "it", "that", "there", "who", "what", "everything", "nothing":
		return false
	}
	return true
}

// skip passes over adverbs and negations.
func (g *grammar) skip(us []unit, i int, v *group) int {
	for i < len(us) {
		u := &us[i]
		switch {
		case u.is(g.wNeg):
			v.neg = true
		case u.mark == '"' && i+1 < len(us) && us[i+1].entry.Verb != 0:
		case u.date != nil && i+1 < len(us) && (us[i+1].entry.Verb != 0 || us[i+1].is(g.wBe)):
		case u.is(g.wAdv|g.wOnly|g.wAgain) && u.entry.Verb == 0, strings.HasSuffix(u.word, "ly") && u.entry.Verb|u.entry.Noun == 0 && !u.capital:
		default:
			return i
		}
		i++
	}
	return i
}

// chain continues after a modal, "do" or "to": with have, be or a base form.
func (g *grammar) chain(us []unit, v group, i int) group {
	i = g.skip(us, i, &v)
	if i >= len(us) {
		v.hi = min(max(v.hi, v.lo+1), len(us))
		return v
	}
	u := &us[i]
	switch {
	case u.word == "be":
		v.copula = true
		return g.afterBe(us, v, i+1)
	case u.word == "have":
		return g.afterHave(us, v, i+1)
	case u.entry.Verb != 0 && u.entry.Form&lexicon.Base != 0:
		v.main, v.class, v.hi = i, u.entry.Verb, i+1
	case v.modal == "would" && u.word == "like": // would also like
		v.main, v.class, v.hi = i, g.vWant, i+1
	case v.inf && (u.word == "do"):
		v.main, v.hi = i, i+1
	case !v.inf && u.empty() && !u.capital:
		v.main, v.hi = i, i+1 // a verb that the lexicon lacks
	case v.inf && u.empty() && !u.capital && i+1 < len(us) && us[i+1].is(g.wDet):
		v.main, v.hi = i, i+1
	default:
		v.hi = max(v.lo+1, i)
	}
	return v
}

// afterHave continues after a form of "have".
func (g *grammar) afterHave(us []unit, v group, i int) group {
	start := i
	if i < len(us) && us[i].is(g.wYetTo) {
		v.neg, v.perfect = true, true
		return g.chain(us, v, i+1)
	}
	i = g.skip(us, i, &v)
	if i >= len(us) {
		v.main, v.hi = start-1, start
		return v
	}
	u := &us[i]
	switch {
	case u.word == "been":
		v.perfect, v.copula = true, true
		return g.afterBe(us, v, i+1)
	case u.entry.Verb != 0 && u.entry.Form&lexicon.Participle != 0:
		v.perfect, v.main, v.class, v.hi = true, i, u.entry.Verb, i+1
	case u.word == "had" || u.word == "done":
		v.perfect, v.main, v.hi = true, i, i+1
	case u.word == "to" && i+1 < len(us) && us[i+1].entry.Form&lexicon.Base != 0:
		v.modal = "must"
		return g.chain(us, v, i+1)
	case u.empty() && !u.capital && strings.HasSuffix(u.word, "ed"):
		v.perfect, v.main, v.hi = true, i, i+1
	default: // to have something
		v.main, v.hi = start-1, start
	}
	return v
}

// afterBe continues after a form of "be": a participle (passive), an -ing
// form, "to" and a verb, an adjective, or anything that is a predicate.
func (g *grammar) afterBe(us []unit, v group, i int) group {
	j := g.skip(us, i, &v)
	if j >= len(us) {
		v.hi = i
		return v
	}
	u := &us[j]
	switch {
	case u.word == "being" || u.word == "been":
		v.under = v.under || u.word == "being"
		return g.afterBe(us, v, j+1)
	case u.is(g.wYetTo):
		v.neg, v.perfect = true, true
		return g.chain(us, v, j+1)
	case (u.word == "able" || u.word == "free" || u.word == "allowed" || u.word == "permitted" || u.word == "entitled" || u.word == "cleared" || u.word == "authorised" || u.word == "authorized" || u.word == "licensed") && g.nextTo(us, j+1):
		if v.modal == "" {
			v.modal = "can"
		}
		v.copula = false
		return g.chain(us, v, g.skip(us, j+1, &v)+1)
	case u.word == "to" && j+1 < len(us) && (us[j+1].entry.Form&lexicon.Base != 0 || us[j+1].word == "be" || us[j+1].word == "have" || us[j+1].is(g.wAdv)):
		v.due, v.copula = true, false
		return g.chain(us, v, j+1)
	case u.is(g.wDue) && g.nextTo(us, j+1):
		v.due, v.copula = true, false
		return g.chain(us, v, g.skip(us, j+1, &v)+1)
	case u.is(g.wWilling) && (u.entry.Verb == 0 || g.nextTo(us, j+1)): // is prepared to, is determined to
		v.main, v.hi = j, j+1
	case u.entry.Verb != 0 && u.entry.Form&(lexicon.Past|lexicon.Participle) != 0 && u.entry.Form&lexicon.Base == 0,
		u.entry.Verb != 0 && u.entry.Form&lexicon.Participle != 0 && !u.is(g.wOpen|g.wReady):
		v.passive, v.copula, v.main, v.class, v.hi = true, false, j, u.entry.Verb, j+1
	case u.entry.Verb != 0 && u.entry.Form&lexicon.Ing != 0 && !u.is(g.wOpen):
		v.copula, v.main, v.class, v.hi = false, j, u.entry.Verb, j+1
		v.ing = !v.finite
	case u.is(g.wOpen|g.wClosed|g.wReady|g.wWilling|g.wVisaFree) || u.entry.Verb != 0:
		v.main, v.hi = j, j+1
	case u.empty() && !u.capital && strings.HasSuffix(u.word, "ed"):
		v.passive, v.copula, v.main, v.hi = true, false, j, j+1
	default:
		v.main, v.hi = j, i
		v.hi = max(i, j)
	}
	return v
}

func (g *grammar) nextTo(us []unit, i int) bool {
	var v group
	i = g.skip(us, i, &v)
	return i+1 < len(us) && us[i].word == "to"
}

// bareVerb judges a verb form without an auxiliary by its neighbours: many
// are nouns or adjectives as well.
func (g *grammar) bareVerb(us []unit, i int) (group, bool) {
	u := &us[i]
	v := group{lo: i, hi: i + 1, main: i, class: u.entry.Verb}
	p := i - 1
	for p >= 0 && (us[p].is(g.wAdv|g.wNeg|g.wOnly|g.wAgain) && !us[p].is(g.wDet|g.wSubj|g.wCond) || us[p].date != nil || strings.HasSuffix(us[p].word, "ly") && us[p].empty()) {
		v.neg = v.neg || us[p].is(g.wNeg)
		p--
	}
	var prev *unit
	if p >= 0 {
		prev = &us[p]
	}
	if prev != nil && prev.word == "-" && prev.hi == u.lo && prev.mark == 0 || i+1 < len(us) && us[i+1].word == "-" && us[i+1].mark == 0 && us[i+1].lo == u.hi {
		return v, false // one-stop
	}
	if u.word == "back" && i+1 < len(us) && us[i+1].is(g.wPrep) { // puts it back on the road
		return v, false
	}
	f := u.entry.Form
	switch {
	case f == lexicon.Ing:
		if prev != nil && (prev.is(g.wDet) && !prev.is(g.wSubj) || prev.word == "'s") || u.entry.Noun != 0 && !g.governs(us, i) {
			return v, false
		}
		v.ing = true
		return v, true
	case f&(lexicon.Past|lexicon.Participle) != 0 && f&(lexicon.Base|lexicon.Third) == 0:
		if prev != nil && g.attributive(us, p, i) {
			return v, false
		}
		for j := i - 1; j > 0 && j > i-5 && us[j].mark == 0; j-- {
			if us[j].word == "have" && us[j-1].word == "to" { // to have them returned
				v.passive = true
				return v, true
			}
		}
		if prev == nil && i+2 < len(us) && us[i+1].entry.Plural && us[i+2].is(g.wBe|g.wHave|g.wModal) { // Loaded lorries are
			return v, false
		}
		v.finite, v.past, v.bare = true, true, f&lexicon.Participle != 0
		if prev != nil && prev.is(g.wSubj|g.wRel) && !prev.is(g.wDet) {
			v.bare = false // they agreed
		}
		if f&lexicon.Past == 0 || prev != nil && prev.mark == ',' && f&lexicon.Participle != 0 && !g.listed(us, p) && !g.hasObject(us, i+1) {
			v.finite, v.passive = false, true
		}
		if i+1 < len(us) && us[i+1].word == "by" && v.bare && us[i+1].date == nil && prev != nil && !prev.is(g.wAnd) {
			v.finite, v.passive = false, true
		}
		return v, true
	}
	return g.presentVerb(us, i, prev, v)
}

// listed reports whether the comma at p stands in a list of verbs, or closes
// an apposition, so that a finite verb may follow.
func (g *grammar) listed(us []unit, p int) bool {
	for i := p - 1; i >= 0; i-- {
		u := &us[i]
		if u.mark == ',' {
			return true
		}
		if u.mark != 0 {
			return false
		}
	}
	return false
}

// governs reports whether an -ing form that is a noun too has an object.
func (g *grammar) governs(us []unit, i int) bool {
	if i+1 >= len(us) {
		return false
	}
	n := &us[i+1]
	return n.is(g.wDet) || n.thing != nil && i > 0 && us[i-1].is(g.wPrep) || n.noun(g.nBorder|g.nCrossing) && i > 0 && us[i-1].is(g.wPrep)
}

// attributive reports whether a participle stands before a noun, as in "a
// closed border".
func (g *grammar) attributive(us []unit, p, i int) bool {
	prev := &us[p]
	if prev.word == "'s" || prev.is(g.wDet) && !prev.is(g.wSubj) {
		return true
	}
	if prev.is(g.wPrep) && prev.entry.Verb == 0 && (p == i-1 || strings.HasSuffix(us[i-1].word, "ly")) { // to newly arrived people
		return true
	}
	return false
}
