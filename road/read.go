package road

import (
	"cmp"
	"fmt"
	"io/fs"
	"math"
	"path"
	"slices"
	"strconv"

	"waythrough/geo"
)

// The names of the two tables.
const (
	PlacesFile = "places.csv"
	LinksFile  = "links.csv"
)

var placeColumns = []column{{"id", false}, {"name", false}, {"lat", false}, {"lon", false}, {"area", false}, {"population", false}}

var linkColumns = []column{{"from", false}, {"to", false}, {"mode", false}, {"distance_m", false}, {"duration_s", false},
	{"crossing", true}, {"wait_s", true}, {"oneway", true}}

// mustSay is the default of a number that may not be blank.
var mustSay = math.NaN()

// ReadFS reads the network whose two tables lie in a folder. name stands before
// the file names in errors.
func ReadFS(name string, fsys fs.FS) (*Network, error) {
	places, err := fs.ReadFile(fsys, PlacesFile)
	if err != nil {
		return nil, &Error{File: path.Join(name, PlacesFile), What: "can't be read: " + err.Error()}
	}
	links, err := fs.ReadFile(fsys, LinksFile)
	if err != nil {
		return nil, &Error{File: path.Join(name, LinksFile), What: "can't be read: " + err.Error()}
	}
	return Read(path.Join(name, PlacesFile), places, path.Join(name, LinksFile), links)
}

// Read makes a network of its two tables. The error is Errors, with everything
// that is wrong in either, in the order of the lines; a network with an error is
// not returned. O(n log n).
func Read(placesName string, places []byte, linksName string, links []byte) (*Network, error) {
	var placeErrs, linkErrs Errors
	n := &Network{byID: map[string]NodeID{}, Columns: map[string][]float64{}}
	declared := n.readPlaces(placesName, places, &placeErrs)
	n.readLinks(linksName, links, declared, &linkErrs)
	byLine := func(a, b *Error) int { return cmp.Compare(a.Line, b.Line) }
	slices.SortStableFunc(placeErrs, byLine)
	slices.SortStableFunc(linkErrs, byLine)
	if errs := append(placeErrs, linkErrs...); len(errs) > 0 {
		return nil, errs
	}
	n.build()
	return n, nil
}

// readPlaces fills Places, Columns and byID. It gives every id that the table
// declares, those of faulty rows included, so that a link to one is not an error
// of its own; nil if the table could not be read at all.
func (n *Network) readPlaces(file string, data []byte, errs *Errors) map[string]bool {
	t, ok := newTable(file, data, errs, placeColumns, true)
	if !ok {
		return nil
	}
	declared, line := map[string]bool{}, map[string]int{}
	var further [][]string
	for t.next() {
		before := len(*errs)
		p := t.place()
		if first, twice := line[p.ID]; twice && p.ID != "" {
			t.fail(t.line, "id %q is already that of line %d; an id is used once", p.ID, first)
		}
		declared[p.ID] = true
		if line[p.ID] == 0 {
			line[p.ID] = t.line
		}
		if len(*errs) == before {
			n.Places = append(n.Places, p)
			further = append(further, slices.Clone(t.row))
		}
	}
	n.sortPlaces(t.header, further)
	return declared
}

// sortPlaces numbers the places by id, and keeps the further columns in which
// every field is a number or blank.
func (n *Network) sortPlaces(header []string, rows [][]string) {
	order := make([]int, len(n.Places))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(n.Places[a].ID, n.Places[b].ID) })
	sorted := make([]Place, len(order))
	for i, from := range order {
		sorted[i] = n.Places[from]
		n.byID[sorted[i].ID] = NodeID(i)
	}
	n.Places = sorted
	for col, name := range header {
		if slices.ContainsFunc(placeColumns[:5], func(c column) bool { return c.name == name }) {
			continue
		}
		if values, ok := numbers(rows, order, col); ok {
			n.Columns[name] = values
		}
	}
}

func numbers(rows [][]string, order []int, col int) ([]float64, bool) {
	values := make([]float64, len(order))
	for i, from := range order {
		s := rows[from][col]
		if s == "" {
			continue
		}
		v, err := strconv.ParseFloat(s, 64)
		if err != nil || math.IsNaN(v) || math.IsInf(v, 0) {
			return nil, false
		}
		values[i] = v
	}
	return values, true
}

func (t *table) place() Place {
	p := Place{
		ID: t.text("id"), Name: t.text("name"), Area: t.text("area"),
		At:         geo.LatLon{Lat: t.number("lat", mustSay), Lon: t.number("lon", mustSay)},
		Population: t.amount("population", 0),
	}
	if p.ID == "" {
		t.fail(t.line, "id is blank; every place has an id")
	}
	if p.Area == "" {
		t.fail(t.line, "area is blank; name the area whose border authority governs there, as ARM")
	}
	if p.Name == "" {
		p.Name = p.ID
	}
	if !p.At.Valid() && !math.IsNaN(p.At.Lat) && !math.IsNaN(p.At.Lon) {
		t.fail(t.line, "lat %v, lon %v is no point on earth; write degrees, latitude -90 to 90 and longitude -180 to 180", p.At.Lat, p.At.Lon)
	}
	return p
}

func (n *Network) readLinks(file string, data []byte, declared map[string]bool, errs *Errors) {
	t, ok := newTable(file, data, errs, linkColumns, false)
	if !ok {
		return
	}
	for t.next() {
		before := len(*errs)
		l := t.link()
		for _, end := range []struct {
			name string
			node *NodeID
		}{{"from", &l.From}, {"to", &l.To}} {
			id := t.text(end.name)
			if declared != nil && !declared[id] {
				t.fail(t.line, "%s: there is no place %q in the table of places", end.name, id)
			}
			*end.node = n.byID[id]
		}
		if len(*errs) == before {
			n.Links = append(n.Links, l)
		}
	}
}

func (t *table) link() Link {
	l := Link{
		Mode:     t.text("mode"),
		Distance: Decimetres(rounded(t.amount("distance_m", mustSay) * 10)),
		Duration: Millis(rounded(t.amount("duration_s", mustSay) * 1000)),
		Crossing: t.text("crossing"),
		Wait:     Millis(rounded(t.amount("wait_s", 0) * 1000)),
	}
	if modes := []string{Road, Foot, Rail}; !slices.Contains(modes, l.Mode) {
		t.fail(t.line, "mode %q is none of %v", l.Mode, modes)
	}
	switch s := t.text("oneway"); s {
	case "", "0", "no", "false":
	case "1", "yes", "true":
		l.Oneway = true
	default:
		t.fail(t.line, "oneway: %q is neither yes nor no (1 and 0, true and false are read as well)", s)
	}
	return l
}

// String names a link by its ends, for messages.
func (n *Network) String(l LinkID) string {
	x := n.Links[l]
	return fmt.Sprintf("%s – %s (%s)", n.Places[x.From].ID, n.Places[x.To].ID, x.Mode)
}
