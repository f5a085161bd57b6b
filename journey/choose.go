package journey

import (
	"cmp"
	"slices"
)

// mostItineraries is how many itineraries an answer has at most.
const mostItineraries = 8

// choose picks the ways to tell from those found: of each sequence of crossings and services
// the best of each rank; none that only adds detours to another; first those that nothing
// beats in arrival, certainty and modes, then alternatives that use a crossing or service not
// yet used, then the rest, all by arrival. Permitted ways come first, then those that ask for
// papers, then those that hang on an unknown; among these earlier before later.
func choose(found []*label, most int) []*label {
	found = slices.Clone(found)
	slices.SortStableFunc(found, func(a, b *label) int {
		return cmp.Or(cmp.Compare(a.doubt, b.doubt), cmp.Compare(a.at, b.at), cmp.Compare(a.papers, b.papers),
			cmp.Compare(a.boardings, b.boardings), cmp.Compare(a.ways, b.ways), cmp.Compare(a.serial, b.serial))
	})
	var clean []*label
	for i, l := range found {
		if !slices.ContainsFunc(found[:i], func(o *label) bool {
			return o.doubt <= l.doubt && o.formal() <= l.formal() && o.at <= l.at && o.within(l) || o.ways == l.ways && o.rank() <= l.rank() && o.within(l)
		}) {
			clean = append(clean, l)
		}
	}
	var chosen, others []*label
	for i, l := range clean {
		beaten := slices.ContainsFunc(clean[:i], func(o *label) bool { return o.rank() <= l.rank() && o.at <= l.at && o.used&^l.used == 0 })
		if beaten {
			others = append(others, l)
		} else {
			chosen = append(chosen, l)
		}
	}
	chosen = varied(chosen, others)
	chosen = chosen[:min(len(chosen), most)]
	slices.SortStableFunc(chosen, func(a, b *label) int {
		return cmp.Or(cmp.Compare(a.rank(), b.rank()), cmp.Compare(a.at, b.at))
	})
	return chosen
}

// rank orders ways by how free they are: permitted, formality, unknown.
func (l *label) rank() int {
	switch {
	case l.doubt > 0:
		return 2
	case l.papers > 0:
		return 1
	}
	return 0
}

// varied adds to the ways chosen first those of the others that use a crossing or
// service of which none before them makes use, then the rest.
func varied(chosen, others []*label) []*label {
	used := map[int32]bool{}
	use := func(l *label) {
		for _, w := range l.sequence() {
			used[w] = true
		}
	}
	for _, l := range chosen {
		use(l)
	}
	var rest []*label
	for _, l := range others {
		if slices.ContainsFunc(l.sequence(), func(w int32) bool { return !used[w] }) {
			use(l)
			chosen = append(chosen, l)
		} else {
			rest = append(rest, l)
		}
	}
	return append(chosen, rest...)
}
