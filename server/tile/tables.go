package tile

import (
	"github.com/paulmach/orb/encoding/mvt"
	"github.com/paulmach/orb/geojson"

	"waythrough/geo"
	"waythrough/road"
)

// tables are the links of a network of tables, each a straight line.
type tables struct {
	n     *road.Network
	boxes *geo.Boxes
}

func newTables(n *road.Network) *tables {
	boxes := make([]geo.Box, len(n.Links))
	for i, l := range n.Links {
		a, b := n.Places[l.From].At, n.Places[l.To].At
		boxes[i] = whole(around(a, b))
	}
	return &tables{n, geo.NewBoxes(boxes)}
}

func around(a, b geo.LatLon) geo.Box {
	ax, ay, bx, by := point7(a.Lon), point7(a.Lat), point7(b.Lon), point7(b.Lat)
	return geo.Box{MinLat: min(ay, by), MinLon: min(ax, bx), MaxLat: max(ay, by), MaxLon: max(ax, bx)}
}

func point7(degrees float64) int32 { return int32(degrees * 1e7) }

// top: links have no class, and are shown at every zoom.
func (t *tables) top(uint32) class { return 0 }

func (t *tables) layer(at address, _ class) (*mvt.Layer, error) {
	show := make([]bool, len(t.n.Links))
	t.boxes.Search(at.box(), func(i uint32) bool { show[i] = true; return true })
	layer := &mvt.Layer{Name: layerRoads, Version: 2, Extent: extent}
	points := 0
	for i, l := range t.n.Links {
		if !show[i] || l.From == l.To {
			continue
		}
		lines := lineSet{at: at}
		lines.add([]geo.LatLon{t.n.Places[l.From].At, t.n.Places[l.To].At}, at.z >= namesFrom)
		if points += lines.count; points > maxPoints/10 { // each carries its own properties
			break
		}
		if len(lines.lines) == 0 {
			continue
		}
		f := geojson.NewFeature(lines.lines)
		f.ID = i
		f.Properties["mode"] = l.Mode
		if l.Crossing != "" {
			f.Properties["crossing"] = l.Crossing
		}
		if t.n.Border(road.LinkID(i)) {
			f.Properties["border"] = true
		}
		layer.Features = append(layer.Features, f)
	}
	return layer, nil
}
