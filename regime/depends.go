package regime

import (
	"fmt"
	"slices"
	"strconv"

	"waythrough/record"
)

// A Dependence says what the verdict would be, were something that was left out
// so: an attribute, a paper held, a stamp.
type Dependence struct {
	Attribute string  `json:"attribute"`
	Value     string  `json:"value"`
	Verdict   Verdict `json:"verdict"`
}

// dependsOn tries, one by one, what the traveller left out and the rules of the
// place ask about, and lists what would change the verdict.
func (g *Regime) dependsOn(t *trial, verdict Verdict) []Dependence {
	out := []Dependence{}
	s := g.site(t.passage)
	var all []*rule
	for _, pt := range t.passage.parts() {
		for _, v := range s.parts[pt] {
			for _, r := range v.rules {
				if r.supposed == "" || r.given {
					all = append(all, r)
				}
			}
		}
	}
	for a := range attributes {
		if !g.leftOut(all, t, a) {
			continue
		}
		for _, alike := range g.alike(all, a) {
			trial := *t
			trial.values = t.profile.base
			trial.values[a] = alike[0]
			if v := g.verdict(&trial); v != verdict {
				for _, label := range g.labels(a, alike) {
					out = append(out, Dependence{attributeNames[a], label, v})
				}
			}
		}
	}
	out = append(out, g.dependsOnGoods(all, t, verdict)...)
	return append(out, g.dependsOnHeld(all, t, verdict)...)
}

// leftOut reports whether a rule that might match asks for an attribute that the
// traveller did not give.
func (g *Regime) leftOut(list []*rule, t *trial, a attribute) bool {
	base := *t
	base.values = t.profile.base
	for i := range list {
		c := list[i]
		if slices.Contains(c.class.asks, a) && base.value(a, c) == unsaid && base.match(c) == perhaps {
			return true
		}
	}
	return false
}

// dependsOnGoods tries goods that go from the one side to the other, where neither
// their origin nor their destination was said: each alone may change nothing.
func (g *Regime) dependsOnGoods(list []*rule, t *trial, verdict Verdict) []Dependence {
	if !g.leftOut(list, t, attrGoodsFrom) && !g.leftOut(list, t, attrGoodsTo) {
		return nil
	}
	trial := *t
	trial.values = t.profile.base
	from, to := g.view.Whole(t.passage.From), g.view.Whole(t.passage.To)
	if trial.values[attrGoodsFrom] == unsaid {
		trial.values[attrGoodsFrom] = g.known(from)
	}
	if trial.values[attrGoodsTo] == unsaid {
		trial.values[attrGoodsTo] = g.known(to)
	}
	if v := g.verdict(&trial); v != verdict {
		return []Dependence{{"goods", fmt.Sprintf("from %s to %s", from, to), v}}
	}
	return nil
}

// dependsOnHeld tries each paper and stamp that a class asks for. They are taken
// not to be held unless listed, so only what would help is told.
func (g *Regime) dependsOnHeld(list []*rule, t *trial, verdict Verdict) []Dependence {
	var out []Dependence
	try := func(attribute, value string, extra Traveller) {
		trial := *t
		trial.values = t.profile.base
		trial.extra = &extra
		if v := g.verdict(&trial); v > verdict && !slices.Contains(out, Dependence{attribute, value, v}) {
			out = append(out, Dependence{attribute, value, v})
		}
	}
	for i := range list {
		rest := list[i].class.rest
		if rest == nil {
			continue
		}
		for _, p := range rest.Papers.In {
			try("holds", p, Traveller{Holds: []record.PaperID{record.PaperID(p)}})
		}
		for _, h := range rest.History {
			if h.Stamp != "" {
				try("stamp", string(h.Stamp), Traveller{Stamps: []record.AreaID{h.Stamp}})
			}
		}
	}
	return out
}

// labels names the values of a group: each of them; ages as a range.
func (g *Regime) labels(a attribute, group []int16) []string {
	if a == attrAge {
		first, last := group[0], group[len(group)-1]
		if int(last-first) == len(group)-1 {
			return []string{fmt.Sprintf("%d-%d", first, last)}
		}
	}
	var names []string
	for _, v := range group {
		switch {
		case a == attrAge:
			names = append(names, strconv.Itoa(int(v)))
		case wordLists[a] != nil:
			names = append(names, wordLists[a][v])
		case g.universe[v] == elsewhere:
			names = append(names, "any other")
		default:
			names = append(names, string(g.universe[v]))
		}
	}
	return names
}
