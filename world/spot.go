package world

import (
	"time"

	"waythrough/geo"
	"waythrough/record"
	"waythrough/road"
)

// A Spot is where a journey may begin, pass or end: a place of the network, a post, a
// terminal, or any position near a road.
type Spot struct {
	ID         string
	Name       string
	Area       record.AreaID
	At         geo.LatLon
	Population float64
	Zone       *time.Location // of the authority there: the post's, the terminal's, else the area's, else the nautical one

	node road.NodeID // of a network of tables
	loc  int32       // of imported roads: 1 + the cut whose side in Area this is; 0: wherever At is
}

// A Place is what a name means: one spot, or the several that it covers (both sides of
// a crossing).
type Place struct {
	Spots []*Spot // at least one
	Note  string  // what was chosen and why, when that was not plain; a sentence
}

// A Vehicle is what the roads are travelled in.
type Vehicle string

// The vehicles; OnFoot is none.
const (
	Car        Vehicle = "car"
	Truck      Vehicle = "truck"
	Bus        Vehicle = "bus"
	Motorcycle Vehicle = "motorcycle"
	Bicycle    Vehicle = "bicycle"
	OnFoot     Vehicle = "foot"
)

// Mode is the mode by which borders are passed.
func (v Vehicle) Mode() record.Mode {
	if v == OnFoot {
		return record.Foot
	}
	return record.Road
}
