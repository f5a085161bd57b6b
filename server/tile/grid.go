package tile

import (
	"math"

	"github.com/paulmach/orb"

	"waythrough/geo"
)

const (
	maxZoom = 14
	extent  = 4096
	// buffer is how far lines go on over the edge of a tile, so that their caps lie outside.
	buffer = 64
)

// An address names a tile.
type address struct {
	z    uint32
	x, y uint32
}

// project gives the place of a point in units of the tile, which lie in [0, extent] if the
// point is in it. Latitudes beyond those of the map (85.05) lie on its edge.
func (a address) project(p geo.LatLon) orb.Point {
	n := math.Exp2(float64(a.z))
	sin := math.Sin(max(-maxLat, min(maxLat, p.Lat)) * math.Pi / 180)
	x := (p.Lon + 180) / 360
	y := 0.5 - math.Log((1+sin)/(1-sin))/(4*math.Pi)
	return orb.Point{(x*n - float64(a.x)) * extent, (y*n - float64(a.y)) * extent}
}

// maxLat is the latitude of the map's upper edge.
var maxLat = math.Atan(math.Sinh(math.Pi)) * 180 / math.Pi

// box bounds what a tile shows, its buffer included.
func (a address) box() geo.Box {
	n := math.Exp2(float64(a.z))
	const over = float64(buffer) / extent
	lon := func(x float64) float64 { return max(-180, min(180, x/n*360-180)) }
	lat := func(y float64) float64 { return math.Atan(math.Sinh(math.Pi*(1-2*y/n))) * 180 / math.Pi }
	x, y := float64(a.x), float64(a.y)
	box := geo.Box{MinLon: e7(math.Floor, lon(x-over)), MaxLon: e7(math.Ceil, lon(x+1+over)),
		MinLat: e7(math.Floor, lat(y+1+over)), MaxLat: e7(math.Ceil, lat(y-over))}
	if a.y == 0 { // what lies beyond the map's edge is drawn on it
		box.MaxLat = 90e7
	}
	if float64(a.y) == n-1 {
		box.MinLat = -90e7
	}
	return box
}

// e7 is degrees in units of 1e-7, rounded by a function.
func e7(round func(float64) float64, degrees float64) int32 { return int32(round(degrees * 1e7)) }

// visible bounds what is drawn in a tile, in its units.
var visible = orb.Bound{Min: orb.Point{-buffer, -buffer}, Max: orb.Point{extent + buffer, extent + buffer}}

// inside reports whether a point is in a tile, so that of neighbours it is in one.
func inside(p orb.Point) bool { return p[0] >= 0 && p[0] < extent && p[1] >= 0 && p[1] < extent }
