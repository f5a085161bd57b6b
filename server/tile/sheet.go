package tile

import (
	"fmt"

	"github.com/paulmach/orb/encoding/mvt"

	"waythrough/world"
)

// Names of layers, in the order drawn.
const (
	layerRoads     = "roads"
	layerAreas     = "areas"
	layerPlaces    = "places"
	layerCrossings = "crossings"
)

var layers = []string{layerRoads, layerAreas, layerPlaces, layerCrossings}

// maxBytes bounds a tile before it is packed.
const maxBytes = 500_000

// A sheet is a world made ready to be drawn. It may be shared.
type sheet struct {
	w                        *world.World
	roads                    roadMap // nil: none known
	outlines                 *atlas  // nil: none known
	areas, places, crossings *scatter
}

func newSheet(w *world.World) *sheet {
	s := &sheet{w: w, areas: newScatter(areas(w)), places: newScatter(places(w)), crossings: newScatter(crossings(w.Record))}
	if n := w.Tables(); n != nil {
		s.roads = newTables(n)
	} else if n := w.Roads(); n != nil {
		s.roads = &streets{n: n}
		s.outlines = &atlas{n: n, w: w}
	}
	return s
}

// tile draws a tile of some layers. The error is a fault in reading the network file.
func (s *sheet) tile(at address, which []string) ([]byte, error) {
	var upTo class
	if s.roads != nil {
		upTo = s.roads.top(at.z)
	}
	for {
		var list mvt.Layers
		for _, name := range which {
			l, err := s.layer(name, at, upTo)
			if err != nil {
				return nil, fmt.Errorf("drawing layer %s of tile %d/%d/%d: %w", name, at.z, at.x, at.y, err)
			}
			if l != nil && len(l.Features) > 0 {
				list = append(list, l)
			}
		}
		data, err := mvt.Marshal(list)
		if err != nil {
			return nil, fmt.Errorf("encoding tile %d/%d/%d: %w", at.z, at.x, at.y, err)
		}
		if len(data) <= maxBytes || upTo == 0 {
			return data, nil
		}
		upTo--
	}
}

func (s *sheet) layer(name string, at address, upTo class) (*mvt.Layer, error) {
	switch name {
	case layerRoads:
		if s.roads == nil {
			return nil, nil
		}
		return s.roads.layer(at, upTo)
	case layerAreas:
		return s.areaLayer(at)
	case layerPlaces:
		return s.places.layer(name, at, true), nil
	}
	return s.crossings.layer(name, at, false), nil
}
