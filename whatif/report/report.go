// Package report writes a comparison as tables and as a map that can go straight
// into a report: CSV, GeoJSON (RFC 7946), and one self-contained SVG.
package report

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"strconv"

	"waythrough/whatif"
)

// CSV writes a row per settlement, those that gain most first.
func CSV(w io.Writer, a *whatif.Answer) error {
	out := csv.NewWriter(w)
	rows := [][]string{{"id", "name", "area", "lat", "lon", "market_access_before", "market_access_after", "newly_joined", "mean_saving_s"}}
	for _, t := range a.Towns {
		rows = append(rows, []string{t.ID, t.Name, string(t.Area), number(t.Lat), number(t.Lon), number(t.Before), number(t.After),
			strconv.Itoa(t.Joined), number(t.SavedS)})
	}
	if err := out.WriteAll(rows); err != nil {
		return fmt.Errorf("writing the table: %w", err)
	}
	return nil
}

func number(f float64) string { return strconv.FormatFloat(f, 'g', -1, 64) }

type feature struct {
	Type       string         `json:"type"`
	Geometry   point          `json:"geometry"`
	Properties map[string]any `json:"properties"`
}

type point struct {
	Type        string     `json:"type"`
	Coordinates [2]float64 `json:"coordinates"` // longitude, latitude
}

// GeoJSON writes a point per settlement. What was assumed stands beside them.
func GeoJSON(w io.Writer, a *whatif.Answer) error {
	features := []feature{}
	for _, t := range a.Towns {
		features = append(features, feature{"Feature", point{"Point", [2]float64{t.Lon, t.Lat}}, map[string]any{
			"id": t.ID, "name": t.Name, "area": t.Area, "market_access_before": t.Before, "market_access_after": t.After,
			"newly_joined": t.Joined, "mean_saving_s": t.SavedS}})
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return e.Encode(map[string]any{"type": "FeatureCollection", "heading": a.Heading, "assumed": a.Assumed,
		"traveller": a.Traveller, "features": features})
}
