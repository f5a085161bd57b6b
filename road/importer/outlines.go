package importer

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"waythrough/geo"
	"waythrough/road/border"
	"waythrough/road/osm"
	"waythrough/road/outline"
	"waythrough/road/street"
)

// withoutOutline is the note of areas that roads lie in and that have no whole boundary.
const withoutOutline = "No whole boundary is known of %s, so maps show no outline there: name a file of polygons with --boundaries, or an extract that holds the boundary."

// outlines simplifies the whole boundaries of areas, for maps: of those that the network's
// roads lie in or that reach into its box. It says of which of the former there is none.
func (j *job) outlines(n *street.Network, areas *border.Areas) *outline.Set {
	box := geo.Box{MinLat: math.MaxInt32, MinLon: math.MaxInt32, MaxLat: math.MinInt32, MaxLon: math.MinInt32}
	settled, has := make([]bool, len(n.Codes)), make([]bool, len(n.Codes))
	for v, p := range n.At {
		box = geo.Box{MinLat: min(box.MinLat, p.Lat), MinLon: min(box.MinLon, p.Lon), MaxLat: max(box.MaxLat, p.Lat), MaxLon: max(box.MaxLon, p.Lon)}
		settled[n.Area[v]] = true
	}
	var shapes []outline.Shape
	for _, s := range areas.Shapes() {
		i := slices.Index(n.Codes, s.Area)
		if i > 0 && (settled[i] || slices.ContainsFunc(s.Lines, func(l []osm.Point) bool { return reaches(l, box) })) {
			has[i] = true
			shapes = append(shapes, outline.Shape{Area: uint16(i), Lines: s.Lines})
		}
	}
	var lack []string
	for i, code := range n.Codes {
		if i > 0 && settled[i] && !has[i] {
			lack = append(lack, code)
		}
	}
	if len(lack) > 0 {
		j.report.Notes = append(j.report.Notes, fmt.Sprintf(withoutOutline, strings.Join(lack, ", ")))
	}
	return outline.Build(shapes)
}

// reaches reports whether the box around a line meets another.
func reaches(line []osm.Point, box geo.Box) bool {
	south, north, west, east := line[0].Lat, line[0].Lat, line[0].Lon, line[0].Lon
	for _, p := range line {
		south, north, west, east = min(south, p.Lat), max(north, p.Lat), min(west, p.Lon), max(east, p.Lon)
	}
	return south <= box.MaxLat && north >= box.MinLat && west <= box.MaxLon && east >= box.MinLon
}
