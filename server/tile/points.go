package tile

import (
	"cmp"
	"slices"
	"strings"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/mvt"
	"github.com/paulmach/orb/geojson"

	"waythrough/geo"
	"waythrough/record"
	"waythrough/world"
)

// A spot is a point of a layer.
type spot struct {
	at         geo.LatLon
	properties map[string]any
}

// crossings are those of the record, halfway between their posts.
func crossings(r *record.Record) []spot {
	var out []spot
	for _, x := range r.Crossings {
		var modes, areas []string
		for _, m := range x.Modes {
			modes = append(modes, string(m))
		}
		var ends []geo.LatLon
		for _, p := range x.Posts {
			areas = append(areas, string(p.Area))
			if len(p.At) == 2 {
				ends = append(ends, geo.LatLon{Lat: p.At[0], Lon: p.At[1]})
			}
		}
		if len(ends) == 0 {
			continue
		}
		out = append(out, spot{between(ends[0], ends[len(ends)-1]), map[string]any{"id": string(x.ID), "name": x.Name,
			"modes": strings.Join(modes, ","), "areas": strings.Join(areas, ",")}})
	}
	return out
}

// between is the middle of two points that are near to each other.
func between(a, b geo.LatLon) geo.LatLon {
	if a.Lon-b.Lon > 180 {
		b.Lon += 360
	} else if b.Lon-a.Lon > 180 {
		a.Lon += 360
	}
	mid := geo.LatLon{Lat: (a.Lat + b.Lat) / 2, Lon: (a.Lon + b.Lon) / 2}
	if mid.Lon > 180 {
		mid.Lon -= 360
	}
	return mid
}

// places are the settlements, the most populous first, then by id.
func places(w *world.World) []spot {
	all := slices.Clone(w.Settlements())
	slices.SortStableFunc(all, func(a, b *world.Spot) int {
		return cmp.Or(cmp.Compare(b.Population, a.Population), cmp.Compare(a.ID, b.ID))
	})
	out := make([]spot, 0, len(all))
	for _, s := range all {
		p := map[string]any{"id": s.ID, "name": s.Name, "area": string(s.Area)}
		if s.Population > 0 {
			p["population"] = int(s.Population)
		}
		out = append(out, spot{s.At, p})
	}
	return out
}

// areas are points to write the names of areas at: the settlement of each that is nearest
// to the middle of its settlements.
func areas(w *world.World) []spot {
	of := map[record.AreaID][]geo.LatLon{}
	for _, s := range w.Settlements() {
		of[s.Area] = append(of[s.Area], s.At)
	}
	ids := make([]record.AreaID, 0, len(of))
	for id := range of {
		if id != "" {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	var out []spot
	for _, id := range ids {
		var mid geo.LatLon
		for _, p := range of[id] { // an area over the antimeridian gets a place of its own all the same
			mid.Lat += p.Lat / float64(len(of[id]))
			mid.Lon += p.Lon / float64(len(of[id]))
		}
		at := slices.MinFunc(of[id], func(a, b geo.LatLon) int { return cmp.Compare(geo.Distance(a, mid), geo.Distance(b, mid)) })
		out = append(out, spot{at, areaProperties(w, id)})
	}
	return out
}

// A scatter finds points in tiles; the first of the list go first.
type scatter struct {
	spots []spot
	boxes *geo.Boxes
}

func newScatter(spots []spot) *scatter {
	boxes := make([]geo.Box, len(spots))
	for i, s := range spots {
		boxes[i] = around(s.at, s.at)
	}
	return &scatter{spots, geo.NewBoxes(boxes)}
}

// thinTo is the last zoom at which points are thinned: each cell of a grid of cells a side
// keeps its first. Cells begin at the edge of tiles, so that neighbours fit.
const (
	thinTo = 9
	cells  = 8
)

// maxSpots bounds the points of a layer of a tile.
const maxSpots = 1500

func (s *scatter) layer(name string, at address, thin bool) *mvt.Layer {
	var found []uint32
	s.boxes.Search(at.box(), func(i uint32) bool { found = append(found, i); return true })
	slices.Sort(found)
	layer := &mvt.Layer{Name: name, Version: 2, Extent: extent}
	var taken [cells][cells]bool
	for _, i := range found {
		p := at.project(s.spots[i].at)
		if !inside(p) || len(layer.Features) == maxSpots {
			continue
		}
		if thin && at.z <= thinTo {
			cell := &taken[int(p[0])*cells/extent][int(p[1])*cells/extent]
			if *cell {
				continue
			}
			*cell = true
		}
		f := geojson.NewFeature(orb.Point{float64(int(p[0])), float64(int(p[1]))})
		f.ID = int(i)
		f.Properties = s.spots[i].properties
		layer.Features = append(layer.Features, f)
	}
	return layer
}
