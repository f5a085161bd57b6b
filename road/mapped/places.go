package mapped

import (
	"fmt"
	"slices"

	"waythrough/road/osm"
	"waythrough/road/street"
)

// placeColumns are settlements. Their names lie in rows, that by which a place is known
// first; name k is text[end[k-1]:end[k]].
type placeColumns struct {
	osmNode    []int64
	at         []osm.Point
	kind       []osm.PlaceKind
	area       []street.Area
	population []uint32
	first      []uint32 // of the names of each place; one more at the end
	lang       []uint32 // twice the number of the language in About.Languages, one more if it is old
	end        []uint32
	text       []byte
}

func (c *placeColumns) sections() []section {
	return []section{
		column("place/osm", &c.osmNode), column("place/at", &c.at), column("place/kind", &c.kind), column("place/area", &c.area),
		column("place/population", &c.population), column("place/name/first", &c.first), column("place/name/lang", &c.lang),
		column("place/name/end", &c.end), column("place/name/text", &c.text),
	}
}

// placesOf lays places out as columns, and lists the languages of their names; the first
// is "", not said.
func placesOf(list []street.Place) (c *placeColumns, languages []string) {
	c = &placeColumns{first: []uint32{0}}
	number := map[string]uint32{"": 0}
	languages = []string{""}
	name := func(n osm.PlaceName) {
		lang, ok := number[n.Lang]
		if !ok {
			lang = uint32(len(languages))
			number[n.Lang] = lang
			languages = append(languages, n.Lang)
		}
		lang *= 2
		if n.Old {
			lang++
		}
		c.text = append(c.text, n.Text...)
		c.lang, c.end = append(c.lang, lang), append(c.end, uint32(len(c.text)))
	}
	for i := range list {
		p := &list[i]
		c.osmNode, c.at, c.kind = append(c.osmNode, p.Node), append(c.at, p.At), append(c.kind, p.Kind)
		c.area, c.population = append(c.area, p.Area), append(c.population, p.Population)
		name(osm.PlaceName{Text: p.Name})
		for _, n := range p.Names {
			name(n)
		}
		c.first = append(c.first, uint32(len(c.end)))
	}
	return c, languages
}

// list undoes placesOf. What it gives holds nothing of the file.
func (c *placeColumns) list(languages []string, areas int) ([]street.Place, error) {
	n, names := len(c.osmNode), len(c.end)
	switch {
	case len(c.at) != n, len(c.kind) != n, len(c.area) != n, len(c.population) != n, len(c.first) != n+1, len(c.lang) != names,
		!ascends(c.first, names), !slices.IsSorted(c.end), names > 0 && int(c.end[names-1]) != len(c.text), names == 0 && len(c.text) > 0:
		return nil, fmt.Errorf("the columns of places do not belong together: build the network again")
	}
	text, from := string(c.text), uint32(0)
	all := make([]osm.PlaceName, names)
	for k, to := range c.end {
		if int(c.lang[k]/2) >= len(languages) {
			return nil, fmt.Errorf("name %d of places is in a language that is not listed", k)
		}
		all[k] = osm.PlaceName{Lang: languages[c.lang[k]/2], Text: text[from:to], Old: c.lang[k]%2 == 1}
		from = to
	}
	list := make([]street.Place, n)
	for i := range list {
		row := all[c.first[i]:c.first[i+1]:c.first[i+1]]
		if len(row) == 0 || int(c.area[i]) >= areas || c.kind[i] < osm.City || c.kind[i] > osm.Hamlet || !c.at[i].LatLon().Valid() {
			return nil, fmt.Errorf("place %d has no name, no kind, no area or no position that can be", i)
		}
		list[i] = street.Place{Area: c.area[i], Place: osm.Place{Node: c.osmNode[i], At: c.at[i], Kind: c.kind[i], Name: row[0].Text, Population: c.population[i]}}
		if len(row) > 1 {
			list[i].Names = row[1:]
		}
	}
	return list, nil
}

// Places gives the settlements of the map, by OSM id, read when first asked for: some
// tenths of a microsecond each. They are shared, not to be written to, and stand after
// Close. Streets does not hold them.
func (n *Network) Places() ([]street.Place, error) {
	n.lock.Lock()
	defer n.lock.Unlock()
	if n.places != nil {
		return n.places, nil
	}
	c := &placeColumns{}
	for _, s := range c.sections() {
		if err := s.read(n.file); err != nil {
			return nil, err
		}
	}
	var list []street.Place
	var broken error
	if err := n.file.Guard(func() { list, broken = c.list(n.About.Languages, len(n.About.Areas)) }); err != nil {
		return nil, err
	}
	if broken != nil {
		return nil, fmt.Errorf("%s: %w", n.Path(), broken)
	}
	n.places = list
	return list, nil
}

func (n *Network) verifyPlaces() error {
	list, err := n.Places()
	if err != nil {
		return err
	}
	for i := 1; i < len(list); i++ {
		if list[i-1].Node >= list[i].Node {
			return fmt.Errorf("place %d is not in the order of ids", i)
		}
	}
	return nil
}
