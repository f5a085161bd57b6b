package osm

import (
	"strings"

	"waythrough/road/osm/pbf"
	"waythrough/road/osm/profile"
)

// A Restriction is a relation that forbids turns or allows one only. OSM wiki:
// Relation:restriction. Conditional ones (restriction:conditional) bind at some hours and
// are not read. The older day_on and hour_on are not looked at: a restriction tagged with
// them binds at every hour.
type Restriction struct {
	ID       int64
	Kind     string  // as tagged: no_left_turn, only_straight_on
	Only     bool    // every other turn is forbidden, not this one
	Profiles uint8   // bit p is set if it binds profile p
	From, To []int64 // OSM ways; several Froms for no_entry, several Tos for no_exit
	ViaNode  int64   // OSM node; 0 if via ways
	ViaWays  []int64 // in the order from From to To
}

// Binds reports whether a profile is bound.
func (r *Restriction) Binds(p profile.Profile) bool { return r.Profiles>>p&1 != 0 }

const (
	carBit     = 1 << profile.Car
	truckBit   = 1 << profile.Truck
	footBit    = 1 << profile.Foot
	bicycleBit = 1 << profile.Bicycle
)

// boundBy says which profiles a vehicle in a key or in except=* stands for.
var boundBy = map[string]uint8{
	"": carBit | truckBit | bicycleBit, "vehicle": carBit | truckBit | bicycleBit, "motor_vehicle": carBit | truckBit,
	"motorcar": carBit, "hgv": truckBit, "goods": truckBit, "hgv_articulated": truckBit, "bicycle": bicycleBit, "foot": footBit,
}

// restrictionOf reads a relation; ok is false if it is none, bad if it is one
// without the members that it needs.
func restrictionOf(b *pbf.Block, i int) (r Restriction, ok, bad bool) {
	tags := stringTags(b, b.RelationTags(i))
	kind := tags.Get("type")
	if kind != "restriction" && !strings.HasPrefix(kind, "restriction:") {
		return r, false, false
	}
	r.ID = b.Relations.ID[i]
	r.readKind(tags)
	if r.Profiles == 0 {
		return r, false, false
	}
	from, to := b.Relations.Members(i)
	viaNodes := 0
	for m := from; m < to; m++ {
		id, isWay := b.Relations.Member[m], b.Relations.Type[m] == pbf.WayMember
		switch role := string(b.String(b.Relations.Role[m])); {
		case role == "from" && isWay:
			r.From = append(r.From, id)
		case role == "to" && isWay:
			r.To = append(r.To, id)
		case role == "via" && isWay:
			r.ViaWays = append(r.ViaWays, id)
		case role == "via" && b.Relations.Type[m] == pbf.NodeMember:
			r.ViaNode = id
			viaNodes++
		}
	}
	several := len(r.From) > 1 && r.Kind != "no_entry" || len(r.To) > 1 && r.Kind != "no_exit"
	if len(r.From) == 0 || len(r.To) == 0 || several || viaNodes > 1 || (viaNodes == 1) == (len(r.ViaWays) > 0) {
		return r, false, true
	}
	return r, true, false
}

// readKind reads restriction=* and restriction:<vehicle>=*, and except=*. If two
// keys give different turns, those of the first bind.
func (r *Restriction) readKind(tags profile.Tags) {
	for _, tag := range tags {
		vehicle, ok := strings.CutPrefix(tag.Key, "restriction")
		if !ok || vehicle != "" && vehicle[0] != ':' {
			continue
		}
		bits := boundBy[strings.TrimPrefix(vehicle, ":")]
		only := strings.HasPrefix(tag.Value, "only_")
		if bits == 0 || !only && !strings.HasPrefix(tag.Value, "no_") || r.Kind != "" && r.Kind != tag.Value {
			continue
		}
		r.Kind, r.Only, r.Profiles = tag.Value, only, r.Profiles|bits
	}
	for vehicle := range strings.SplitSeq(tags.Get("except"), ";") {
		if vehicle = strings.TrimSpace(vehicle); vehicle != "" {
			r.Profiles &^= boundBy[vehicle]
		}
	}
}
