// Package geo knows coordinates: points on a sphere, the metres between them,
// and an index of points that answers "which is nearest". It knows
// nothing of roads, areas or law.
//
// The earth is a sphere of radius 6,371,008.8 m (the mean radius of WGS 84), so a
// distance is off by up to 0.5 %. Coordinates are degrees, latitude first.
package geo
