package worldgen

import (
	"fmt"
	"slices"
	"strings"
)

// neighbours lists the pairs of areas between which a crossing is recorded, in order.
func (l *law) neighbours() (list [][2]int) {
	number := map[string]int{}
	for a := range l.w.areas {
		number[areaCode(a)] = a
	}
	seen := map[[2]int]bool{}
	for _, c := range l.w.crossings {
		p := [2]int{number[c.Areas[0]], number[c.Areas[1]]}
		if !seen[p] {
			seen[p] = true
			list = append(list, p)
		}
	}
	slices.SortFunc(list, func(a, b [2]int) int { return slices.Compare(a[:], b[:]) })
	return list
}

// drawUnions lets unions grow from neighbours to their neighbours, while there are areas
// that are in none.
func (l *law) drawUnions() {
	d, near := l.dice(lawUnion), l.neighbours()
	l.union = slices.Repeat([]int{-1}, l.w.areas)
	shuffle(d, near)
	for _, first := range near {
		if len(l.unions) == l.o.Unions || l.w.areas < 3 {
			return
		}
		if l.union[first[0]] >= 0 || l.union[first[1]] >= 0 {
			continue
		}
		u, number := union{members: first[:]}, len(l.unions)
		l.union[first[0]], l.union[first[1]] = number, number
		most := 2 + d.below(min(4, max(1, l.w.areas/3)))
		for _, p := range near {
			for side, a := range p {
				if len(u.members) < most && l.union[a] < 0 && l.union[p[1-side]] == number {
					u.members = append(u.members, a)
					l.union[a] = number
				}
			}
		}
		u.founded = dayBetween(d, 1998, 2008)
		if len(u.members) > 2 {
			u.joined = dayBetween(d, 2009, 2018)
		}
		l.unions = append(l.unions, u)
	}
}

// freeMovement says what a union is: at all borders among its members everybody passes,
// and no member's rules on entry hold there.
func (l *law) freeMovement() {
	for i, u := range l.unions {
		id := fmt.Sprintf("union-%d", i+1)
		l.say(id+"-free-movement", u.founded, fmt.Sprintf("Everybody passes between members of the union of free movement %d.", i+1),
			fmt.Sprintf("rule: {part: every, authority: %s, place: {among: %s}, effect: permitted}", id, id))
		for _, a := range u.members {
			overrides := ""
			if len(l.entries[a]) > 0 {
				overrides = ", overrides: [" + strings.Join(l.entries[a], ", ") + "]"
			}
			l.say(id+"-entry-"+small(a), u.founded, fmt.Sprintf("%s lets in whoever comes from a member of its union.", areaCode(a)),
				fmt.Sprintf("rule: {part: entry, authority: %s, place: {among: %s}, effect: permitted%s}", areaCode(a), id, overrides))
		}
	}
}

// drawEntries says whom each area lets in: as its own class admits the other.
func (l *law) drawEntries() {
	k := l.o.Classes
	for a := range l.w.areas {
		for guest := range k {
			d := l.dice(lawEntry | l.class[a]*k + guest)
			if guest != l.class[a] && d.chance(l.o.Silent) {
				continue
			}
			kind, was := visaOf(d, guest == l.class[a]), ""
			if d.chance(l.o.Changed) {
				was = visaOf(d, false)
			}
			id, day := fmt.Sprintf("entry-%s-%s", small(a), l.classID(guest)), dayBetween(d, 2004, 2023)
			if was != "" && was != kind {
				l.entry(id+"-before", dayBetween(d, 1995, 2003), a, guest, was)
			}
			l.entry(id, day, a, guest, kind)
		}
	}
}

// visaOf draws what a class is admitted with; its own members need nothing.
func visaOf(d *dice, own bool) string {
	if own {
		return "kind: free, stay: 90d, within: 180d"
	}
	switch d.pick(0.42, 0.08, 0.08, 0.32, 0.1) {
	case 0:
		return fmt.Sprintf("kind: free, stay: %dd", []int{30, 60, 90, 180}[d.below(4)])
	case 1:
		return fmt.Sprintf("kind: on-arrival, stay: 30d, fee: \"%d EUR\"", 10+5*d.below(12))
	case 2:
		return fmt.Sprintf("kind: e-visa, stay: 30d, lead: %dd", 1+d.below(10))
	case 3:
		return "kind: required"
	}
	return "kind: refused"
}

func (l *law) entry(id, day string, a, guest int, visa string) {
	l.entries[a] = append(l.entries[a], id)
	l.say(id, day, fmt.Sprintf("%s says with which visa nationals of class %d come in.", areaCode(a), guest+1),
		fmt.Sprintf("rule: {part: entry, authority: %s, place: {area: %s}, class: {nationals: [%s]}, visa: {%s}}", areaCode(a), areaCode(a), l.classID(guest), visa))
}

// borders shuts some, and has some of those promised to open.
func (l *law) borders() {
	list := slices.DeleteFunc(l.neighbours(), func(p [2]int) bool { return l.union[p[0]] >= 0 && l.union[p[0]] == l.union[p[1]] })
	shuffle(l.dice(lawBorder), list)
	shut := list[:oneAtLeast(l.o.Shut, len(list))]
	promised := oneAtLeast(l.o.Promised, len(shut))
	for i, p := range shut {
		d := l.dice(lawBorder | 1<<20 | p[0]<<10 | p[1])
		class, what := "", "everybody"
		if d.chance(0.5) {
			class, what = ", class: {cargo: [goods]}", "goods"
		}
		by := [][]int{{p[0]}, {p[1]}, {p[0], p[1]}}[d.below(3)]
		for _, a := range by {
			l.say(fmt.Sprintf("closure-%s-%s-by-%s", small(p[0]), small(p[1]), small(a)), dayBetween(d, 1995, 2009),
				fmt.Sprintf("%s has shut its border with %s to %s.", areaCode(a), areaCode(p[0]+p[1]-a), what),
				"rule: "+l.borderRule(p, a, class, "refused"))
		}
		if i < promised {
			l.promise(d, p, by, class, what)
		}
	}
}

// oneAtLeast is a share of some things, rounded: one if there is any and the share is not 0.
func oneAtLeast(share float64, of int) int {
	if share <= 0 || of == 0 {
		return 0
	}
	return min(max(int(share*float64(of)+0.5), 1), of)
}

func (l *law) borderRule(p [2]int, a int, class, effect string) string {
	return fmt.Sprintf("{part: closure, authority: %s, place: {border: [%s, %s]}%s, effect: %s}", areaCode(a), areaCode(p[0]), areaCode(p[1]), class, effect)
}

// promise has the parties undertake to open a border again: to do so, or one time in
// four to negotiate about it.
func (l *law) promise(d *dice, p [2]int, by []int, class, what string) {
	undertaking, brings := "do", "would"
	if d.chance(0.25) {
		undertaking, brings = "negotiate", "could"
	}
	var rules []string
	for _, a := range by {
		rules = append(rules, fmt.Sprintf("{says: %q, rule: %s}", fmt.Sprintf("The border would no longer be shut by %s.", areaCode(a)), l.borderRule(p, a, class, "permitted")))
	}
	parties := codes(p[:])
	var events []string
	event := func(kind, day, says, more string) {
		events = append(events, fmt.Sprintf("{on: %s, event: %s, by: [%s], says: %q%s, sources: [{source: %s}]}", day, kind, parties, says, more, l.source(day)))
	}
	if d.chance(0.5) {
		event("proposed", dayBetween(d, 2010, 2012), "Proposed at the border.", "")
	}
	agreed := dayBetween(d, 2013, 2016)
	event("agreed", agreed, "Agreed by both.", "")
	if undertaking == "do" && d.chance(0.6) {
		event("dated", dayBetween(d, 2017, 2018), "A day was named.", ", due: "+dayBetween(d, 2019, 2020)+", who: Both governments, official: true")
	}
	if d.chance(0.5) {
		event("reconfirmed", dayBetween(d, 2019, 2022), "Said again.", "")
	}
	fmt.Fprintf(&l.said, "  - {id: promise-%s-%s, says: %q, about: {border: [%s]}, keeps: 100y, sources: [{source: %s}], commitment: {title: %q, undertaking: %s, parties: [%s], %s: [%s], events: [%s]}}\n",
		small(p[0]), small(p[1]), fmt.Sprintf("%s and %s undertook to %s the opening of their border to %s.", areaCode(p[0]), areaCode(p[1]), map[string]string{"do": "bring about", "negotiate": "negotiate"}[undertaking], what),
		parties, l.source(agreed), fmt.Sprintf("Border of %s and %s open to %s", areaCode(p[0]), areaCode(p[1]), what), undertaking, parties, brings, strings.Join(rules, ", "), strings.Join(events, ", "))
}
