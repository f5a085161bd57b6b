package reading

import (
	"strings"

	"waythrough/record"
)

// The context of an article decides whether anything is proposed from it at
// all, and how much a plain word ("the gate", "the line") may stand for.
type context struct {
	border    bool // it is about an international border
	relations bool // it is about the relations of two states
	visas     bool
	services  bool // services between areas
	areas     []record.AreaID
	strong    int  // mentions of borders and crossings
	railways  bool // it speaks of a railway, so "the line" may be one
}

// A census counts what an article speaks of.
type census struct {
	crossings, gates, acts, places, ways, checks, persons, visas, relations, services int
	elsewhere                                                                         int // words of other trades
}

// concerned looks at the whole article once.
func (x *run) concerned() bool {
	var n census
	seen := map[record.AreaID]bool{}
	for i := range x.sentences {
		us := x.sentences[i].units
		for j := range us {
			u := &us[j]
			x.count(us, j, &n)
			if u.thing == nil {
				continue
			}
			if a := u.thing.area; a != "" && !seen[a] {
				seen[a] = true
				x.areas = append(x.areas, a)
			}
		}
	}
	several := len(x.areas) > 1
	signs := 2*n.checks + n.gates + n.ways + min(n.acts, 2) + min(n.persons, 2) + n.places
	if several && n.elsewhere < 2 && n.gates+n.ways+n.checks+n.places > 0 && signs > 2 {
		x.strong++ // gates and checks between two states; a place shut or opened; goods kept out
	}
	x.strong += n.crossings
	x.border = x.strong > 0 && (several || len(x.areas) == 1 && x.strong > 1 || n.crossings > 0) && n.elsewhere < 2+x.strong
	x.visas = n.visas > 0 && len(x.areas) > 0 && n.elsewhere <= n.visas
	x.relations = n.relations > 0 && several
	x.services = n.services > 0 && several && n.elsewhere <= n.services
	return x.border || x.visas || x.relations || x.services
}

// count enters one unit into the census.
func (x *run) count(us []unit, j int, n *census) {
	g, u := x.g, &us[j]
	tick := func(c *int, is bool) {
		if is {
			*c++
		}
	}
	tick(&n.elsewhere, u.noun(g.nElsewhere))
	tick(&n.acts, u.entry.Verb&(g.vOpen|g.vClose|g.vAdmit|g.vBar) != 0 || u.is(g.wClosed))
	tick(&n.gates, u.word == "overland" || u.word == "land" && j > 0 && us[j-1].word == "by")
	tick(&n.places, u.entry.Verb&(g.vOpen|g.vClose) != 0 && j+1 < len(us) && (us[j+1].name() && us[j+1].thing == nil || us[j+1].thing != nil && us[j+1].thing.kind >= townName))
	tick(&n.ways, u.noun(g.nFaint|g.nMovement))
	tick(&n.checks, u.noun(g.nControls))
	tick(&n.relations, u.is(g.wNoTies) || g.tied(us, j) || g.envoys(us, j))
	tick(&n.services, j > 0 && u.thing == nil && g.carrierName(us, j))
	tick(&n.persons, u.noun(g.nClass|g.nGeneral))
	switch {
	case u.thing != nil:
		tick(&n.crossings, u.thing.kind == crossingName)
	case u.noun(g.nBorder | g.nCrossing):
		x.strong++
		tick(&x.strong, strings.ContainsAny(x.text[u.lo:u.hi], " -")) // "crossing point" is no word of another trade
	case u.noun(g.nGate):
		tick(&n.gates, u.entry.Lemma != "terminal")
		if j > 2 && us[j-1].name() && us[j-2].word == "-" && us[j-3].name() {
			x.strong += 2 // a pair of posts: Shavat–Dashoguz
		}
	case u.noun(g.nVisa) || u.is(g.wVisaFree) || u.noun(g.nPapers):
		n.visas++
	case u.noun(g.nDipl):
		n.relations++
	case u.noun(g.nService | g.nRailway):
		n.services++
		x.railways = x.railways || u.noun(g.nRailway)
	}
}

// tied reports whether a verb that makes or breaks relations stands by a noun
// of them, or one of recognising by a state: plain "ties" are no diplomacy.
func (g *grammar) tied(us []unit, j int) bool {
	u := &us[j]
	recognise := u.entry.Verb&g.vRecognise != 0
	if !recognise && (!u.noun(g.nRelation) || u.noun(g.nDipl)) {
		return false
	}
	for i := max(0, j-5); i < min(len(us), j+9); i++ {
		if recognise && i > j && us[i].thing != nil && (us[i].thing.kind == areaName || us[i].thing.kind == peopleName) ||
			!recognise && us[i].entry.Verb&(g.vSever|g.vResume|g.vEstablish|g.vRecall) != 0 {
			return true
		}
	}
	return false
}

// envoys reports whether a unit is an envoy of those who meet: envoys are sent
// for the relations of two states.
func (g *grammar) envoys(us []unit, j int) bool {
	switch us[j].entry.Lemma {
	case "envoy", "special representative", "special envoy", "negotiator", "emissary", "chief negotiator":
	default:
		return false
	}
	for i := max(0, j-12); i < min(len(us), j+12); i++ {
		if us[i].entry.Verb&g.vMeet != 0 || us[i].noun(g.nStrongMeeting) {
			return true
		}
	}
	return false
}

// A look is what stands in a range of units.
type look struct {
	nouns, words, verbs                   class
	area, crossing, post, town, name, any bool
	people, unknown, own, person          bool
	areas                                 int
	states                                int // areas, peoples and capitals named
}

func (x *run) look(s *sentence, lo, hi int) look {
	var l look
	var last record.AreaID
	for i := max(lo, 0); i < min(hi, len(s.units)); i++ {
		u := &s.units[i]
		l.nouns |= u.entry.Noun
		l.words |= u.entry.Word
		l.verbs |= u.entry.Verb
		if u.mark == 0 && !u.is(x.g.wAdv|x.g.wAnd) && u.date == nil {
			l.any = true
		}
		l.unknown = l.unknown || u.empty() && !u.capital && u.word != "-" && u.word != "/"
		switch u.word {
		case "us", "him", "her", "me", "you":
			l.person = true
		}
		l.own = l.own || u.word == "its" || u.word == "their" || u.word == "own" || u.word == "his"
		if u.thing != nil {
			switch u.thing.kind {
			case areaName, peopleName, capitalName:
				l.area = true
				l.states++
				l.people = l.people || u.thing.kind == peopleName
			case crossingName:
				l.crossing = true
			case postName:
				l.post = true
			case townName, terminalName:
				l.town = true
			case personName:
				l.name = true
			}
			if u.thing.area != "" && u.thing.area != last {
				l.areas++
				last = u.thing.area
			}
		} else if u.name() {
			l.name = true
		}
	}
	return l
}

// border reports whether a range speaks of a border or crossing.
func (x *run) isBorder(l look) bool {
	g := x.g
	switch {
	case l.nouns&(g.nBorder|g.nCrossing) != 0 || l.crossing:
		return x.border || l.nouns&g.nBorder != 0 && len(x.areas) > 1
	case l.nouns&g.nGate != 0:
		return x.border && l.nouns&g.nYard == 0
	case l.nouns&g.nFaint != 0:
		return x.border && (l.post || l.crossing || l.name && l.nouns&g.nLineish != 0 || l.nouns&g.nSideish != 0 && (l.area || l.own))
	}
	return false
}

// isMovement reports whether a range speaks of passing a border.
func (x *run) isMovement(l look) bool {
	return x.border && l.nouns&x.g.nMovement != 0
}

// isService reports whether a range speaks of flights, trains, buses, ferries.
func (x *run) isService(l look) bool {
	return (l.nouns&(x.g.nService|x.g.nRailway) != 0 || x.railways && l.nouns&x.g.nLineish != 0 && !l.crossing ||
		x.services && l.nouns&x.g.nServiceish != 0 && l.nouns&x.g.nOfficial == 0) && (x.services || x.border)
}

func (x *run) isVisa(l look) bool {
	return (l.nouns&x.g.nVisa != 0 || l.words&x.g.wVisaFree != 0) && len(x.areas) > 0
}

func (x *run) isRelation(l look) bool {
	return l.nouns&x.g.nDipl != 0 && len(x.areas) > 0
}

// kindOf says what a range speaks of; empty if of nothing that concerns us.
func (x *run) kindOf(l look) Kind {
	g := x.g
	switch {
	case x.isVisa(l):
		return Visa
	case l.nouns&g.nService != 0 && x.isService(l):
		return Service
	case x.isBorder(l) || x.isMovement(l):
		return Crossing
	case x.isService(l):
		return Service
	case x.border && l.nouns&(g.nMeasure|g.nReopening) != 0:
		return Crossing
	case x.isRelation(l) || l.nouns&g.nRelation != 0 && (x.relations || l.areas > 0):
		return Relation
	case x.border && l.nouns&(g.nClass) != 0 && l.verbs&(g.vPass|g.vAdmit) != 0:
		return Crossing
	}
	return ""
}

// note remembers what is being spoken of.
func (x *run) note(k Kind) {
	if k != "" {
		x.topic, x.topicAt = k, x.now
	}
}

// pronoun reports whether a range is but a pronoun, and gives what it stands
// for: what was last spoken of, here or in the sentence before.
func (x *run) pronoun(l look) Kind {
	g := x.g
	if l.words&g.wSubj != 0 && !l.person && !l.unknown && l.verbs == 0 && l.nouns&^(g.nGeneral) == 0 && !l.area && !l.name && x.now-x.topicAt <= 2 {
		return x.topic
	}
	return ""
}
