package reading

import (
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"waythrough/reading/lexicon"
	"waythrough/record"
)

// A thingKind says what a name stands for.
type thingKind uint8

const (
	areaName thingKind = iota
	peopleName
	capitalName // stands for a government as well as for a town
	townName
	terminalName
	postName
	crossingName
	personName
	groupName
)

// A thing is what a name of the gazetteer stands for.
type thing struct {
	kind thingKind
	id   string
	area record.AreaID // the area it lies in, or is
	mode string        // of a crossing with one mode
	town string        // id of the town that a capital is
}

// names is a trie of names, word by word.
type names struct {
	next  map[string]*names
	thing *thing
}

// add enters a name; the first to claim it keeps it.
func (n *names) add(name string, t *thing) {
	words := lexicon.Split(lexicon.Fold(name))
	if len(words) == 0 || len(words) == 1 && len(words[0]) < 2 {
		return
	}
	for _, w := range words {
		if n.next == nil {
			n.next = map[string]*names{}
		}
		if n.next[w] == nil {
			n.next[w] = &names{}
		}
		n = n.next[w]
	}
	switch {
	case n.thing == nil:
		n.thing = t
	case n.thing.kind == capitalName && t.kind == townName && n.thing.area == t.area:
		n.thing.town = t.id
	}
}

// longest gives the longest name that the tokens begin with, and its length.
func (n *names) longest(toks []token) (*thing, int) {
	var found *thing
	length := 0
	for i := range toks {
		if n = n.next[toks[i].word]; n == nil {
			break
		}
		if n.thing != nil {
			found, length = n.thing, i+1
		}
	}
	return found, length
}

// gazetteer gathers the names of a record and of the states of the world.
// Names of the record come first: they are dated and sourced.
func gazetteer(rec *record.Record) *names {
	root := &names{}
	if rec != nil {
		addAreas(root, rec)
		addCrossings(root, rec)
		for _, t := range rec.Terminals {
			th := &thing{kind: terminalName, id: string(t.ID), area: t.Area}
			addAll(root, th, t.Name, t.Names)
		}
	}
	addStates(root)
	if rec != nil {
		for _, t := range rec.Towns {
			addAll(root, &thing{kind: townName, id: t.ID, area: t.Area}, t.Name, t.Names)
		}
		for _, p := range rec.Processes {
			for _, e := range p.Envoys {
				root.add(e.Name, &thing{kind: personName, id: "", area: record.AreaID(e.Party)})
			}
		}
	}
	for _, p := range lexicon.Towns() {
		for _, n := range p.Towns {
			root.add(n, &thing{kind: townName, area: record.AreaID(p.Code)})
		}
	}
	return root
}

func addAll(root *names, t *thing, name string, more record.Names) {
	root.add(name, t)
	for _, list := range more {
		for _, n := range list {
			root.add(n, t)
		}
	}
}

func addAreas(root *names, rec *record.Record) {
	for _, a := range rec.Areas {
		if a.Kind == record.Zone {
			continue
		}
		t := &thing{kind: areaName, id: string(a.ID), area: a.ID}
		addAll(root, t, a.Name, a.Names)
		for _, re := range a.Renamed {
			root.add(re.Name, t)
		}
		for _, d := range a.Demonyms {
			root.add(d, &thing{kind: peopleName, id: string(a.ID), area: a.ID})
			root.add(d+"s", &thing{kind: peopleName, id: string(a.ID), area: a.ID})
		}
	}
	for _, g := range rec.Groups {
		addAll(root, &thing{kind: groupName, id: string(g.ID), area: ""}, g.Name, g.Names)
	}
}

// addCrossings enters whole names in both orders of the posts, then the posts,
// which stand for their crossing.
func addCrossings(root *names, rec *record.Record) {
	for _, x := range rec.Crossings {
		t := &thing{kind: crossingName, id: string(x.ID)}
		if len(x.Modes) == 1 {
			t.mode = string(x.Modes[0])
		}
		addAll(root, t, x.Name, x.Names)
		if len(x.Posts) == 2 {
			for _, a := range postNames(&x.Posts[0]) {
				for _, b := range postNames(&x.Posts[1]) {
					root.add(a+" - "+b, t)
					root.add(b+" - "+a, t)
					root.add(a+" / "+b, t)
					root.add(b+" / "+a, t)
				}
			}
		}
	}
	for _, x := range rec.Crossings {
		for i := range x.Posts {
			p := &x.Posts[i]
			for _, n := range postNames(p) {
				root.add(n, &thing{kind: postName, id: string(x.ID), area: p.Area})
			}
		}
	}
}

func postNames(p *record.Post) []string {
	out := []string{p.Name}
	for _, tag := range []string{"en", "tr", "hy", "ka", "az", "fa", "ru"} {
		out = append(out, p.Names[tag]...)
	}
	return out
}

// addStates enters the states of the world, their peoples and capitals.
func addStates(root *names) {
	english := display.English.Regions()
	for _, id := range record.States() {
		if region, err := language.ParseRegion(string(id)); err == nil {
			root.add(english.Name(region), &thing{kind: areaName, id: string(id), area: id})
		}
	}
	for _, c := range lexicon.Countries() {
		id := record.AreaID(c.Code)
		for _, n := range c.Names {
			root.add(n, &thing{kind: areaName, id: c.Code, area: id})
		}
		for _, n := range c.People {
			root.add(n, &thing{kind: peopleName, id: c.Code, area: id})
		}
		for _, n := range c.Capitals {
			root.add(n, &thing{kind: capitalName, id: c.Code, area: id})
		}
	}
}
