package geo

import (
	"fmt"
	"math"
)

// Radius is the mean radius of the earth in metres.
const Radius = 6371008.8

// Metres is a distance.
type Metres float64

// A LatLon is a point, in degrees: latitude north, longitude east.
type LatLon struct{ Lat, Lon float64 }

// Valid reports whether the latitude lies in [-90, 90] and the longitude in
// [-180, 180]. NaN is in neither.
func (p LatLon) Valid() bool {
	return p.Lat >= -90 && p.Lat <= 90 && p.Lon >= -180 && p.Lon <= 180
}

// String writes "40.02910,44.17050".
func (p LatLon) String() string { return fmt.Sprintf("%.5f,%.5f", p.Lat, p.Lon) }

// Distance is the great-circle distance between two points, by the haversine
// formula: exact to rounding for near points, to about a metre for antipodes.
func Distance(a, b LatLon) Metres {
	lat1, lat2 := radians(a.Lat), radians(b.Lat)
	s1 := math.Sin((lat2 - lat1) / 2)
	s2 := math.Sin(radians(b.Lon-a.Lon) / 2)
	h := s1*s1 + math.Cos(lat1)*math.Cos(lat2)*s2*s2
	return Metres(2 * Radius * math.Asin(math.Sqrt(min(1, h))))
}

func radians(deg float64) float64 { return deg * math.Pi / 180 }
