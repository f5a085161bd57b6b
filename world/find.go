package world

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"waythrough/geo"
	"waythrough/record"
)

// farthest is how far from a given position the nearest place may be.
const farthest geo.Metres = 50_000

// Find finds a place by its id, by its name in any language, by a crossing's or
// terminal's id or name, by an area (its most populous place), or by a position
// written lat,lon (the nearest place within 50 km). A name that means several
// places means the most populous; Note says so. The error is a *NotFoundError or
// says what is wrong with the position.
func (w *World) Find(query string) (Place, error) {
	query = strings.TrimSpace(query)
	if p, ok, err := position(query); ok || err != nil {
		if err != nil {
			return Place{}, err
		}
		return w.near(query, p)
	}
	if m, ok := w.names.byID[query]; ok {
		return Place{Spots: m.spots, Note: w.areaNote(m)}, nil
	}
	list := w.names.best(w.names.byName[Fold(query)])
	if len(list) == 0 {
		return Place{}, &NotFoundError{query, "place", w.names.suggest(query)}
	}
	return Place{Spots: list[0].spots, Note: w.choiceNote(query, list)}, nil
}

func (w *World) areaNote(m meaning) string {
	if m.kind != area {
		return ""
	}
	return fmt.Sprintf("%s is an area; its most populous place, %s, is taken.", w.AreaName(m.area), m.spots[0].Name)
}

// choiceNote tells that a name means other places of the same kind too. Posts
// called like the town beside them are not worth telling.
func (w *World) choiceNote(query string, list []meaning) string {
	chosen := list[0]
	var others []string
	for _, m := range list[1:] {
		posted := w.names.people(chosen) > 0 && w.names.people(m) == 0
		if m.kind == chosen.kind && m.id != chosen.id && !posted {
			others = append(others, w.describe(m))
		}
	}
	if len(others) == 0 {
		return w.areaNote(chosen)
	}
	return fmt.Sprintf("%q is taken to be %s; it may also mean %s.", query, w.describe(chosen), strings.Join(others, ", "))
}

func (w *World) describe(m meaning) string {
	p := m.spots[0]
	return fmt.Sprintf("%s (%s, %s)", p.Name, m.id, w.AreaName(p.Area))
}

// position reads lat,lon. It is false if the text is none, an error if it is one
// that lies nowhere.
func position(s string) (geo.LatLon, bool, error) {
	a, b, ok := strings.Cut(s, ",")
	if !ok {
		return geo.LatLon{}, false, nil
	}
	lat, err1 := strconv.ParseFloat(strings.TrimSpace(a), 64)
	lon, err2 := strconv.ParseFloat(strings.TrimSpace(b), 64)
	if err1 != nil || err2 != nil {
		return geo.LatLon{}, false, nil
	}
	p := geo.LatLon{Lat: lat, Lon: lon}
	if !p.Valid() {
		return p, false, fmt.Errorf("%q is no position: write latitude, longitude in degrees, as 40.18,44.51", s)
	}
	return p, true, nil
}

func (w *World) near(query string, p geo.LatLon) (Place, error) {
	if w.tables == nil {
		return w.streets.near(query, p)
	}
	node, d, ok := w.tables.Nearest(p)
	if !ok {
		return Place{}, fmt.Errorf("the network has no places, so none is near %s", query)
	}
	name := w.spot(node).Name
	if d > farthest {
		return Place{}, fmt.Errorf("no place of the network lies within 50 km of %s; the nearest is %s, %.0f km away", query, name, d/1000)
	}
	return Place{Spots: []*Spot{w.spot(node)}, Note: fmt.Sprintf("%s is taken to be %s, %.1f km away; the way between is not counted.", query, name, d/1000)}, nil
}

// Gate gives the id of the crossing or terminal that a name in any language means;
// the name itself if it means none.
func (w *World) Gate(name string) string {
	if m, ok := w.names.byID[name]; ok && (m.kind == crossing || m.kind == terminal) {
		return name
	}
	for _, m := range w.names.best(w.names.byName[Fold(name)]) {
		if m.kind == crossing || m.kind == terminal {
			return m.id
		}
		if id, _, dotted := strings.Cut(m.id, "."); dotted && w.Record.Crossing(record.CrossingID(id)) != nil {
			return id // a post
		}
	}
	return name
}

// FindArea finds an area by its code or by its name in any language. The error is
// a *NotFoundError.
func (w *World) FindArea(query string) (record.AreaID, error) {
	id := record.AreaID(strings.TrimSpace(query))
	if w.Record.Area(id) != nil || w.Record.IsState(id) {
		return id, nil
	}
	if upper := record.AreaID(strings.ToUpper(string(id))); w.Record.IsState(upper) && w.Record.Area(upper) == nil {
		return upper, nil
	}
	if found, ok := w.names.areas[Fold(query)]; ok {
		return found, nil
	}
	if found, ok := stateNames()[Fold(query)]; ok {
		return found, nil
	}
	var words []string
	for f := range w.names.areas {
		words = append(words, f)
	}
	slices.Sort(words)
	show := func(f string) string { return w.AreaName(w.names.areas[f]) }
	return "", &NotFoundError{query, "area", nearest(Fold(query), words, show)}
}
