package world

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"waythrough/geo"
	"waythrough/record"
	"waythrough/road/street"
)

// Bounds of the matching of cuts. A crossing's place in a record is known to some
// hundred metres at best; its posts may stand kilometres from the line.
const (
	// near is how far from the line between a crossing's posts a road is looked for,
	// besides how far the posts' places may be off. What speaks for a road (see
	// approach.weight) counts as if it were so many times nearer.
	near geo.Metres = 2000
	// nearFoot is the same for paths: they are many, and most lead around posts.
	nearFoot geo.Metres = 500
	// beside is how far from a crossing's road its other carriageway or a lane of its
	// own for lorries or walkers lies.
	beside geo.Metres = 60
	// apart is how far carriageways of one numbered or named road part in hills.
	apart geo.Metres = 300
	// weave is how far a road that meets the line again and again is the same.
	weave geo.Metres = 1000
)

// A Matching says which cuts of a road network are those of a record's crossings.
type Matching struct {
	// Of is the crossing of each cut, by its place in street.Network.Cuts; "" of one
	// that is unrecorded.
	Of []record.CrossingID
	// Off is how far each cut that is a crossing's lies from the line between its posts.
	Off []geo.Metres
	// Unrecorded are the cuts that are no crossing's, ascending.
	Unrecorded []int
	// Missing are the crossings between two areas of the network that no cut was
	// matched to, by id.
	Missing []MissingCrossing
}

// A MissingCrossing is one of the record that no cut of the network was matched to.
type MissingCrossing struct {
	Crossing record.CrossingID
	Areas    [2]record.AreaID // those it joins, as its posts are listed
	Nearest  int              // the nearest cut between these areas; -1 if there is none
	Off      geo.Metres       // how far that is from the line between the posts
	Why      string           // a sentence
}

// A pair is a crossing and a cut that may be its.
type pair struct {
	crossing, cut int
	off           geo.Metres
	rank          float64 // off, as if it were nearer by what speaks for the cut
	named         bool    // the cut's road bears a name of the crossing
}

// MatchCuts finds the cuts of a network's roads that are the crossings of a record.
// The rule is strict, for a cut that is matched can be passed by the law of its
// crossing: the field track beside a customs post must not be.
//
//   - Only a cut between the two areas of the posts can be a crossing's. An area that
//     the map does not know (a de-facto one) has no cuts.
//   - A road crossing takes a road that cars or lorries may use; a path only if the
//     crossing is for walkers too and the path's own posts or name speak for it. One for
//     walkers alone takes any way open to them; one for ships a ferry; one for trains
//     alone nothing, since the network is of roads.
//   - A track or service road is taken only if a post of border control or customs
//     stands on it, or it bears a name of the crossing: never for being near.
//   - Of those that remain it is the nearest to the line between the posts, up to 2 km
//     and what the posts' places may be off (500 m for walkers alone). A number, a post
//     on the road, and a name of the crossing or its posts in any language on the road or
//     such a post count as if it were 2, 2 and 4 times nearer, and 4 times at most for
//     the bound.
//   - A road that bears the name of one crossing, or a post on it, is no other's.
//   - All pairs of cut and crossing are taken in that order, so that a cut between two
//     crossings goes to the one that is nearer to it, and no cut to both.
//   - With that cut go the other cuts of its road: the other carriageway or a one-way
//     lane within 60 m (300 m if it has the same number or name), and where the same
//     way of the map meets the line again within 1 km.
//
// It depends on nothing but its input. O(nodes + cuts·crossings between the same areas).
func MatchCuts(s *street.Network, r *record.Record) *Matching {
	m := matcher{cuts: approaches(s)}
	holds := make([]bool, len(s.Codes))
	for _, a := range s.Area {
		holds[a] = true
	}
	present := func(id record.AreaID) bool {
		a := slices.Index(s.Codes, string(id))
		return a >= 0 && holds[a]
	}
	for _, x := range r.Crossings {
		if g, ok := newGate(x); ok && present(g.areas[0]) && present(g.areas[1]) {
			m.gates = append(m.gates, g)
		}
	}
	slices.SortFunc(m.gates, func(a, b gate) int { return cmp.Compare(a.ID, b.ID) })
	m.of = make([]int, len(m.cuts))
	for i := range m.of {
		m.of[i] = -1
	}
	m.match()
	return m.report()
}

// A matcher is a matching while it is made.
type matcher struct {
	cuts  []approach
	gates []gate
	of    []int  // gate by cut; -1 if it has none
	named []bool // by cut: it bears the name of a gate near enough
}

func (m *matcher) match() {
	var pairs []pair
	m.named = make([]bool, len(m.cuts))
	for g := range m.gates {
		for c := range m.cuts {
			if p, ok := m.pair(g, c); ok {
				pairs = append(pairs, p)
				m.named[c] = m.named[c] || p.named
			}
		}
	}
	pairs = slices.DeleteFunc(pairs, func(p pair) bool { return m.named[p.cut] && !p.named })
	slices.SortFunc(pairs, func(a, b pair) int {
		return cmp.Or(cmp.Compare(a.rank, b.rank), cmp.Compare(a.off, b.off), cmp.Compare(a.crossing, b.crossing), cmp.Compare(a.cut, b.cut))
	})
	done := make([]bool, len(m.gates))
	for _, p := range pairs {
		if !done[p.crossing] && m.of[p.cut] < 0 {
			done[p.crossing] = true
			m.take(p.crossing, p.cut)
		}
	}
}

// pair ranks a cut for a crossing; false if it can't be the crossing's.
func (m *matcher) pair(g, c int) (pair, bool) {
	x, a := &m.gates[g], &m.cuts[c]
	if !x.joins(a) || !x.suits(a) {
		return pair{}, false
	}
	off := x.off(a.at)
	bound := near + x.accuracy
	if x.onlyFoot() {
		bound = nearFoot + x.accuracy
	}
	w, named := a.weight(x)
	return pair{g, c, off, float64(off) / w, named}, float64(off) <= float64(bound)*min(w, 4)
}

// take gives a crossing a cut and those that belong to it.
func (m *matcher) take(g, best int) {
	b := &m.cuts[best]
	m.of[best] = g
	walkers := b.foot
	for c := range m.cuts {
		a := &m.cuts[c]
		if m.of[c] >= 0 || !m.gates[g].joins(a) || !a.goesWith(b) {
			continue
		}
		if _, named := a.weight(&m.gates[g]); named || !m.named[c] {
			m.of[c] = g
			walkers = walkers || a.foot
		}
	}
	if walkers || !m.gates[g].has(record.Foot) {
		return
	}
	// a way of their own for walkers, where the road is closed to them
	side, off := -1, beside
	for c := range m.cuts {
		a := &m.cuts[c]
		if d := geo.Distance(a.at, b.at); m.of[c] < 0 && m.gates[g].joins(a) && a.foot && !a.motor && !a.ferry && d <= off {
			if side < 0 || d < off {
				side, off = c, d
			}
		}
	}
	if side >= 0 {
		m.of[side] = g
	}
}

func (m *matcher) report() *Matching {
	out := &Matching{Of: make([]record.CrossingID, len(m.cuts)), Off: make([]geo.Metres, len(m.cuts))}
	found := make([]bool, len(m.gates))
	for c, g := range m.of {
		if g < 0 {
			out.Unrecorded = append(out.Unrecorded, c)
			continue
		}
		found[g] = true
		out.Of[c], out.Off[c] = m.gates[g].ID, m.gates[g].off(m.cuts[c].at)
	}
	for g := range m.gates {
		if !found[g] {
			out.Missing = append(out.Missing, m.missing(g))
		}
	}
	return out
}

// missing says what lies nearest to a crossing that has no cut, and why it is not its.
func (m *matcher) missing(g int) MissingCrossing {
	x := &m.gates[g]
	out := MissingCrossing{Crossing: x.ID, Areas: x.areas, Nearest: -1}
	best := -1 // the nearest that suits, or may if it were nearer
	var bestOff geo.Metres
	for c := range m.cuts {
		a := &m.cuts[c]
		if !x.joins(a) {
			continue
		}
		off := x.off(a.at)
		if out.Nearest < 0 || off < out.Off {
			out.Nearest, out.Off = c, off
		}
		if x.suits(a) && (best < 0 || off < bestOff) {
			best, bestOff = c, off
		}
	}
	pairOf := fmt.Sprintf("%s and %s", x.areas[0], x.areas[1])
	switch {
	case x.onlyRail():
		out.Why = "Only trains pass it, and the network is of roads."
	case out.Nearest < 0:
		out.Why = fmt.Sprintf("No road of the network passes between %s.", pairOf)
	case best < 0:
		out.Why = fmt.Sprintf("No road between %s is fit for it; %s.", pairOf, x.unfit(&m.cuts[out.Nearest], out.Off))
	case m.of[best] >= 0:
		out.Why = fmt.Sprintf("The nearest road fit for it, %s off, is that of %s.", metres(bestOff), m.gates[m.of[best]].ID)
	case best != out.Nearest:
		out.Why = fmt.Sprintf("The nearest road fit for it is %s off, too far to be it; %s.", metres(bestOff), x.unfit(&m.cuts[out.Nearest], out.Off))
	default:
		out.Why = fmt.Sprintf("The nearest road is %s off, too far to be it.", metres(bestOff))
	}
	return out
}

// unfit says why a cut can't be the crossing's, however near.
func (x *gate) unfit(a *approach, off geo.Metres) string {
	var why string
	switch {
	case a.ferry:
		why = "is a ferry"
	case !a.motor:
		why = "is closed to cars and lorries"
	default:
		why = "is a track or service road with no post on it, and does not bear its name"
	}
	if x.onlyFoot() {
		why = "is closed to walkers"
	} else if !x.has(record.Road) && !x.has(record.Foot) {
		why = "is no ferry"
	}
	return fmt.Sprintf("the nearest of any kind, %s off, %s", metres(off), why)
}

func metres(d geo.Metres) string {
	if d < 1000 {
		return fmt.Sprintf("%.0f m", d)
	}
	return fmt.Sprintf("%.1f km", d/1000)
}

// A gate is a crossing of the record, as cuts are held against it.
type gate struct {
	*record.Crossing
	areas    [2]record.AreaID
	from, to geo.LatLon // its posts
	accuracy geo.Metres
	names    []string // folded: of the crossing and its posts, each part of "A – B"
}

// newGate is false for a crossing that no two posts with places make.
func newGate(x *record.Crossing) (gate, bool) {
	if len(x.Posts) != 2 || len(x.Posts[0].At) != 2 || len(x.Posts[1].At) != 2 {
		return gate{}, false
	}
	p, q := &x.Posts[0], &x.Posts[1]
	g := gate{Crossing: x, areas: [2]record.AreaID{p.Area, q.Area},
		from: geo.LatLon{Lat: p.At[0], Lon: p.At[1]}, to: geo.LatLon{Lat: q.At[0], Lon: q.At[1]},
		accuracy: geo.Metres(max(p.AccuracyM, q.AccuracyM))}
	g.name(x.Name, x.Names)
	g.name(p.Name, p.Names)
	g.name(q.Name, q.Names)
	slices.Sort(g.names)
	g.names = slices.Compact(g.names)
	return g, true
}

func (x *gate) name(name string, more record.Names) {
	all := []string{name}
	for _, list := range more {
		all = append(all, list...)
	}
	for _, s := range all {
		for _, part := range append(strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune("–—/", r) }), s) {
			// shorter ones stand inside too many others
			if f := Fold(part); len([]rune(f)) >= 3 {
				x.names = append(x.names, f)
			}
		}
	}
}

// bears reports whether a name, folded, holds one of the crossing's as whole words.
func (x *gate) bears(name string) bool {
	return slices.ContainsFunc(x.names, func(n string) bool { return strings.Contains(" "+name+" ", " "+n+" ") })
}

func (x *gate) has(mode record.Mode) bool { return slices.Contains(x.Modes, mode) }

func (x *gate) onlyFoot() bool { return x.has(record.Foot) && !x.has(record.Road) }

func (x *gate) onlyRail() bool {
	return x.has(record.Rail) && !x.has(record.Road) && !x.has(record.Foot) && !x.has(record.Water)
}

// joins reports whether a cut lies between the areas of the crossing.
func (x *gate) joins(a *approach) bool {
	p, q := string(x.areas[0]), string(x.areas[1])
	return a.from == p && a.to == q || a.from == q && a.to == p
}

// suits reports whether a cut can be the crossing's, were it near enough.
func (x *gate) suits(a *approach) bool {
	if a.ferry {
		return x.has(record.Water)
	}
	named := slices.ContainsFunc(a.own, x.bears)
	switch {
	case x.has(record.Road) && a.motor:
		return !a.minor || a.manned || named
	case x.onlyFoot():
		return a.foot
	case x.has(record.Foot) && a.foot:
		return a.manned || named
	}
	return false
}

// off is how far a point is from the line between the posts.
func (x *gate) off(p geo.LatLon) geo.Metres { return offLine(p, x.from, x.to) }
