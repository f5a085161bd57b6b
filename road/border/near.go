package border

import (
	"math"

	"waythrough/geo"
	"waythrough/road/osm"
)

// nearestOn is the point of a segment nearest to p, and the metres to it.
func nearestOn(a, b, p osm.Point) (osm.Point, geo.Metres) {
	q := p.NearestOn(a, b)
	return q, geo.Distance(p.LatLon(), q.LatLon())
}

// A cells is a grid over the shapes that knows the area of every cell into which no
// boundary comes, so that most points are answered by one look.
type cells struct {
	box   geo.Box
	shift uint // a cell is 1<<shift units on both axes
	width int
	area  []area // of each cell, unsure where it must be asked for
}

const (
	unsure     area = math.MaxUint16
	maxCells        = 1 << 17
	perSegment      = 16 // cells, so that a small map is not long in the making
	minShift        = 12 // 45 m
)

func (c *cells) at(p osm.Point) (area, bool) {
	if len(c.area) == 0 || !contains(c.box, p) {
		return 0, false
	}
	row := int((int64(p.Lat) - int64(c.box.MinLat)) >> c.shift)
	col := int((int64(p.Lon) - int64(c.box.MinLon)) >> c.shift)
	known := c.area[row*c.width+col]
	return known, known != unsure
}

// newCells asks for one point of each run of cells that no boundary enters. Only areas
// by a whole boundary are kept: what the nearest line says may change without one.
func newCells(a *Areas) (c cells) {
	if len(a.shapes) == 0 {
		return c
	}
	c.box = a.shapes[0].box
	for _, s := range a.shapes[1:] {
		c.box = geo.Box{MinLat: min(c.box.MinLat, s.box.MinLat), MinLon: min(c.box.MinLon, s.box.MinLon),
			MaxLat: max(c.box.MaxLat, s.box.MaxLat), MaxLon: max(c.box.MaxLon, s.box.MaxLon)}
	}
	tall, broad := int64(c.box.MaxLat)-int64(c.box.MinLat), int64(c.box.MaxLon)-int64(c.box.MinLon)
	most := min(maxCells, int64(perSegment*len(a.from)))
	for c.shift = minShift; (tall>>c.shift+1)*(broad>>c.shift+1) > most; c.shift++ {
	}
	c.width = int(broad>>c.shift) + 1
	c.area = make([]area, (int(tall>>c.shift)+1)*c.width)
	w := a.walk()
	for i := range c.area {
		low := osm.Point{Lat: c.box.MinLat + int32(i/c.width<<c.shift), Lon: c.box.MinLon + int32(i%c.width<<c.shift)}
		side := int64(1)<<c.shift - 1
		cell := geo.Box{MinLat: low.Lat, MinLon: low.Lon,
			MaxLat: int32(min(int64(low.Lat)+side, math.MaxInt32)), MaxLon: int32(min(int64(low.Lon)+side, math.MaxInt32))}
		switch {
		case a.MayCross(cell):
			c.area[i] = unsure
		case i%c.width > 0 && c.area[i-1] != unsure:
			c.area[i] = c.area[i-1]
		default:
			c.area[i] = w.shapeAt(low)
		}
	}
	// Outside of every shape the nearest line is to be asked.
	for i, known := range c.area {
		if known == 0 {
			c.area[i] = unsure
		}
	}
	return c
}

// shapeAt is the area of the shape that holds a point on no boundary.
func (w *walk) shapeAt(p osm.Point) area {
	if w.inside(p); len(w.set) == 0 {
		return 0
	}
	return w.a.areaOf(w.set)
}
