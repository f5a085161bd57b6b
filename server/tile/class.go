package tile

import (
	"waythrough/road/osm/profile"
	"waythrough/road/street"
)

// A class is how important a road is: 0 most; unseen is not drawn.
type class uint8

const (
	fastest class = iota
	fast
	numbered
	through
	driven
	walked
	classes
	unseen = classes
)

// from is the zoom from which on a class is drawn. mainTo is the last zoom that shows only
// classes up to mainClass.
var from = [classes]uint32{4, 7, 9, 11, 12, 14}

const (
	mainClass = numbered
	mainTo    = 10
	namesFrom = 12
)

// classOf judges a road by what is kept of it: whether it has a number, and how fast cars
// go. Ramps count as the street they feel like, ferries as a numbered road.
func classOf(n *street.Network, e street.Edge) class {
	use := n.Uses[n.Use[e]]
	var car profile.Speed
	open := false
	for p := range profile.Profile(profile.Count) {
		for dir, v := range use.Speed[p] {
			open = open || v > 0
			if p == profile.Car && n.Duration[p][dir][e] != street.Closed {
				car = max(car, v)
			}
		}
	}
	const kmh = 10 // of Speed
	ref := n.Ref[e] != 0 && use.Flags[profile.Car]&profile.Link == 0
	switch {
	case !open || n.IsCut(e):
		return unseen
	case car == 0:
		return walked
	case use.Flags[profile.Car]&profile.Ferry != 0:
		return numbered
	case ref && car >= 80*kmh:
		return fastest
	case ref && car >= 55*kmh:
		return fast
	case ref || car >= 55*kmh:
		return numbered
	case car >= 35*kmh:
		return through
	}
	return driven
}

// classesOf judges every road. O(edges).
func classesOf(n *street.Network) []class {
	out := make([]class, len(n.From))
	for e := range out {
		out[e] = classOf(n, street.Edge(e))
	}
	return out
}
