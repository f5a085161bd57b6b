package ask

import (
	"cmp"
	"encoding/csv"
	"fmt"
	"io"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"waythrough/world"
)

// A Site is one of many places of a question: a place's id or name, or a position.
type Site struct {
	ID      string             `json:"id" doc:"a place's id or name, or with lat and lon what it is to be called" example:"igdir"`
	Name    string             `json:"name,omitempty" doc:"what it is called in the answer"`
	Lat     *float64           `json:"lat,omitempty" doc:"latitude in degrees, where it lies there"`
	Lon     *float64           `json:"lon,omitempty" doc:"longitude in degrees"`
	Columns map[string]float64 `json:"columns,omitempty" doc:"figures to weight by"`

	where  string   // file and line
	line   int      // of its file
	wrongs []string // what is wrong with its weight
}

// ReadSites reads a file of places: CSV whose first line names the columns, id and perhaps
// name, lat and lon; further columns of numbers are figures, of which a blank one is 0. Every
// wrong line is told at once. name is what errors call the file; weight is a column that must
// be right wherever it is there.
func ReadSites(name string, file io.Reader, weight string) ([]Site, error) {
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		return nil, wrong("places", "%s: %w", name, err)
	}
	if len(rows) < 2 {
		return nil, wrong("places", "%s: there is no place in it; the first line names the columns, as id or id,lat,lon, and each further one is a place", name)
	}
	at := map[string]int{}
	for i, column := range rows[0] {
		at[strings.TrimSpace(strings.TrimPrefix(column, "\ufeff"))] = i
	}
	id, ok := at["id"]
	if !ok {
		return nil, wrong("places", "%s:1: there is no column id", name)
	}
	out := make([]Site, len(rows)-1)
	for n, row := range rows[1:] {
		out[n] = Site{ID: row[id], Columns: map[string]float64{}, where: fmt.Sprintf("%s:%d", name, n+2), line: n + 2}
		if i, ok := at["name"]; ok {
			out[n].Name = strings.TrimSpace(row[i])
		}
	}
	var bad []string
	for _, column := range slices.Sorted(maps.Keys(at)) {
		if column == "id" || column == "name" {
			continue
		}
		switch wrongs := readColumn(out, rows[1:], column, at[column]); {
		case column == "lat" || column == "lon":
			bad = append(bad, slices.Collect(maps.Values(wrongs))...)
		case column == weight:
			for n, w := range wrongs {
				out[n].wrongs = append(out[n].wrongs, w)
			}
		}
	}
	if len(bad) > 0 {
		slices.Sort(bad)
		return nil, wrong("places", "%s", strings.Join(bad, "\n"))
	}
	return out, nil
}

// readColumn reads a column of numbers; unless all are, it is none, and the others are told by
// their rows.
func readColumn(out []Site, rows [][]string, column string, i int) map[int]string {
	wrongs := map[int]string{}
	position := column == "lat" || column == "lon"
	values := make([]*float64, len(rows))
	for n, row := range rows {
		word := strings.TrimSpace(row[i])
		v, err := strconv.ParseFloat(cmp.Or(word, "0"), 64)
		switch {
		case err != nil || math.IsInf(v, 0) || math.IsNaN(v):
			wrongs[n] = fmt.Sprintf("%s: %s is %q, which is no number", out[n].where, column, word)
		case v < 0 && !position:
			wrongs[n] = fmt.Sprintf("%s: %s is %q; a weight is a number that is not negative", out[n].where, column, word)
		case word != "" || !position:
			values[n] = &v
		}
	}
	if len(wrongs) > 0 {
		return wrongs
	}
	for n, v := range values {
		switch {
		case v == nil:
		case column == "lat":
			out[n].Lat = v
		case column == "lon":
			out[n].Lon = v
		default:
			out[n].Columns[column] = *v
		}
	}
	return nil
}

// told is where an error says that a site stands.
func (s *Site) told(i int) string { return cmp.Or(s.where, fmt.Sprintf("places[%d]", i)) }

// short is where it stands, for who knows in what.
func (s *Site) short(i int) string {
	if s.line > 0 {
		return fmt.Sprintf("line %d", s.line)
	}
	return s.told(i)
}

// find finds the places of sites. Every one that can't be found is told.
func (d *Desk) find(param string, sites []Site) ([]world.Place, error) {
	if len(sites) == 0 {
		return nil, lacking(param, "a list of places, each with an id, or with lat and lon")
	}
	out := make([]world.Place, len(sites))
	var wrongs []string
	for i := range sites {
		s, query := &sites[i], sites[i].ID
		if s.Lat != nil && s.Lon != nil {
			query = fmt.Sprintf("%v,%v", *s.Lat, *s.Lon)
		}
		place, err := d.world.Find(query)
		if err != nil {
			wrongs = append(wrongs, fmt.Sprintf("%s: %v", s.told(i), err))
		}
		wrongs = append(wrongs, s.wrongs...)
		out[i] = place
	}
	if len(wrongs) > 0 {
		return nil, wrong(param, "%s", strings.Join(wrongs, "\n"))
	}
	return out, nil
}
