package tile

import (
	"cmp"
	"slices"
	"sync"

	"github.com/paulmach/orb/encoding/mvt"
	"github.com/paulmach/orb/geojson"

	"waythrough/geo"
	"waythrough/road/mapped"
	"waythrough/road/osm"
	"waythrough/road/street"
)

// A roadMap draws the roads of one network into tiles.
type roadMap interface {
	// layer gives the roads of a tile of classes up to one; top is the least important that
	// any tile of that zoom shows.
	layer(at address, upTo class) (*mvt.Layer, error)
	top(zoom uint32) class
}

// streets are imported roads.
type streets struct {
	n *mapped.Network

	judge sync.Once
	class []class
	fault error

	main, all shelf
}

// A shelf is an index of the roads up to a class, made when first asked for.
type shelf struct {
	once  sync.Once
	roads []street.Edge
	boxes *geo.Boxes
	fault error
}

// maxPoints bounds the points of a tile's roads: at some 2.5 bytes a point they stay well
// below maxBytes.
const maxPoints = 120_000

func (s *streets) top(zoom uint32) class {
	top := class(0)
	for c, z := range from {
		if zoom >= z {
			top = class(c)
		}
	}
	return top
}

// open gives the shelf that serves a zoom.
func (s *streets) open(zoom uint32) (*shelf, error) {
	s.judge.Do(func() { s.fault = s.n.Guard(func() { s.class = classesOf(s.n.Streets) }) })
	if s.fault != nil {
		return nil, s.fault
	}
	x, upTo := &s.main, mainClass
	if zoom > mainTo {
		x, upTo = &s.all, classes-1
	}
	x.once.Do(func() {
		x.fault = s.n.Guard(func() {
			var boxes []geo.Box
			for e, c := range s.class {
				if c <= upTo {
					x.roads = append(x.roads, street.Edge(e))
					boxes = append(boxes, whole(s.n.Streets.Box(street.Edge(e))))
				}
			}
			x.boxes = geo.NewBoxes(boxes)
		})
	})
	return x, x.fault
}

// whole makes a box that is wider than half the earth, of a road over the antimeridian, one
// around it.
func whole(b geo.Box) geo.Box {
	if int64(b.MaxLon)-int64(b.MinLon) > 180e7 {
		b.MinLon, b.MaxLon = -180e7, 180e7
	}
	return b
}

func (s *streets) layer(at address, upTo class) (*mvt.Layer, error) {
	x, err := s.open(at.z)
	if err != nil {
		return nil, err
	}
	layer := &mvt.Layer{Name: layerRoads, Version: 2, Extent: extent}
	fault := s.n.Guard(func() {
		var found []street.Edge
		x.boxes.Search(at.box(), func(i uint32) bool {
			if e := x.roads[i]; s.class[e] <= upTo && at.z >= from[s.class[e]] {
				found = append(found, e)
			}
			return true
		})
		layer.Features = s.draw(at, found)
	})
	return layer, fault
}

// A group is roads that are drawn as one: of a class, and where names are shown of a name
// and a number.
type group struct {
	class     class
	ref, name uint32
}

func (s *streets) draw(at address, found []street.Edge) []*geojson.Feature {
	n := s.n.Streets
	slices.Sort(found)
	groups := map[group][]street.Edge{}
	var order []group
	for _, e := range found {
		g := group{class: s.class[e]}
		if at.z >= namesFrom {
			g.ref, g.name = n.Ref[e], n.Name[e]
		}
		if groups[g] == nil {
			order = append(order, g)
		}
		groups[g] = append(groups[g], e)
	}
	slices.SortStableFunc(order, func(a, b group) int {
		return cmp.Or(cmp.Compare(a.class, b.class), cmp.Compare(a.ref, b.ref), cmp.Compare(a.name, b.name))
	})
	var out []*geojson.Feature
	points := 0
	for _, g := range order {
		lines := lineSet{at: at}
		for _, chain := range chains(n, groups[g]) {
			lines.add(s.points(chain), at.z >= namesFrom)
		}
		if points += lines.count; points > maxPoints {
			break
		}
		if len(lines.lines) == 0 {
			continue
		}
		f := geojson.NewFeature(lines.lines)
		f.Properties["class"] = int(g.class)
		for key, id := range map[string]uint32{"ref": g.ref, "name": g.name} {
			if id != 0 {
				f.Properties[key] = n.String(id)
			}
		}
		out = append(out, f)
	}
	return out
}

// points gives the line of a chain.
func (s *streets) points(chain []street.Half) []geo.LatLon {
	var buffer []osm.Point
	var out []geo.LatLon
	for i, h := range chain {
		buffer = s.n.Streets.Points(buffer[:0], h)
		if i > 0 {
			buffer = buffer[1:]
		}
		for _, p := range buffer {
			out = append(out, p.LatLon())
		}
	}
	return out
}
