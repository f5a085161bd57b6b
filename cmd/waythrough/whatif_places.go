package main

import (
	"encoding/csv"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"waythrough/geo"
	"waythrough/record"
	"waythrough/whatif"
	"waythrough/world"
)

// notesTold bounds how many remarks on single places are told.
const notesTold = 3

// settlements reads the places to compare from a file, with their weights, and tells what
// is to be known of them. Every wrong line is told at once.
func settlements(w *world.World, path, weight string) (*whatif.Places, []string, error) {
	found, err := readPlaces(w, path)
	columns, err2 := readColumns(path, weight)
	if err != nil || err2 != nil {
		return nil, nil, question(errors.Join(err, err2))
	}
	out := &whatif.Places{Weights: columns.weights}
	var wrong, notes []string
	type site struct {
		area record.AreaID
		at   geo.LatLon
	}
	lines := map[site]int{}
	for i, p := range found.list {
		s := *p.Spots[0]
		s.ID = found.names[i]
		if columns.names != nil && columns.names[i] != "" {
			s.Name = columns.names[i]
		}
		out.Spots = append(out.Spots, &s)
		here := site{s.Area, s.At}
		switch first, again := lines[here]; {
		case len(p.Spots) > 1:
			wrong = append(wrong, fmt.Sprintf("%s:%d: %s lies on both sides of a border; name a place on one of them", path, i+2, s.ID))
		case again:
			wrong = append(wrong, fmt.Sprintf("%s:%d: %s is the place of line %d again; leave one out, or place it by lat and lon", path, i+2, s.ID, first))
		default:
			lines[here] = i + 2
		}
		if p.Note != "" {
			notes = append(notes, p.Note)
		}
	}
	if out.Weights == nil {
		out.Weights, err = populations(out.Spots, path, weight, columns.numeric)
	}
	if len(wrong) > 0 || err != nil {
		if len(wrong) > 0 {
			err = errors.Join(fmt.Errorf("--places: %s", strings.Join(wrong, "\n")), err)
		}
		return nil, nil, question(err)
	}
	if more := len(notes) - notesTold; more > 1 {
		notes = append(notes[:notesTold], fmt.Sprintf("Of %d further places the like holds.", more))
	}
	return out, append([]string{fmt.Sprintf("Compared are the places of %s.", filepath.Base(path))}, notes...), nil
}

// populations are the network's own, where the file has no column of weights.
func populations(spots []*world.Spot, path, weight string, numeric []string) ([]float64, error) {
	var out []float64
	if weight == "population" {
		for _, s := range spots {
			out = append(out, s.Population)
		}
	}
	if slices.ContainsFunc(out, func(v float64) bool { return v > 0 }) {
		return out, nil
	}
	have := "it has no numeric column beside lat and lon; add one"
	if len(numeric) > 0 {
		have = "name one of its own with --weight: " + strings.Join(numeric, ", ")
	}
	return nil, fmt.Errorf("--places %s: there is no column %s to weight by; %s", path, weight, have)
}

// placeColumns is what a comparison needs of a file of places besides the places.
type placeColumns struct {
	weights []float64 // nil: there is no such column
	names   []string  // nil: there is no such column
	numeric []string  // columns of numbers
}

// readColumns reads a file that readPlaces has read, or refused. A blank weight is 0, as
// in tables.
func readColumns(path, weight string) (out placeColumns, err error) {
	f, err := os.Open(path)
	if err != nil {
		return out, nil // readPlaces said so
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil || len(rows) < 2 {
		return out, nil
	}
	var wrong []string
	for i, column := range rows[0] {
		column = strings.TrimSpace(strings.TrimPrefix(column, "\ufeff"))
		numbers, bad := column != "id" && column != "lat" && column != "lon" && column != "name", []string(nil)
		values, words := make([]float64, len(rows)-1), make([]string, len(rows)-1)
		for n, row := range rows[1:] {
			words[n] = strings.TrimSpace(row[i])
			v, err := strconv.ParseFloat(words[n], 64)
			if words[n] == "" {
				v, err = 0, nil
			}
			if values[n] = v; err != nil || !(v >= 0) || math.IsInf(v, 0) {
				bad = append(bad, fmt.Sprintf("%s:%d: %s is %q; a weight is a number that is not negative", path, n+2, column, words[n]))
			}
		}
		if numbers && len(bad) == 0 {
			out.numeric = append(out.numeric, column)
		}
		if column == "name" {
			out.names = words
		}
		if column == weight {
			out.weights, wrong = values, bad
		}
	}
	if len(wrong) > 0 {
		return out, fmt.Errorf("--weight: %s", strings.Join(wrong, "\n"))
	}
	return out, nil
}
