package direction

import (
	"waythrough/geo"
	"waythrough/road/osm/profile"
)

// A Step is one edge travelled in one direction, or a part of it at the ends of the
// path.
type Step struct {
	Name, Ref  string // of the road; Ref may hold several, "A 13;E 43", the first the foremost
	Flags      profile.Flags
	LengthDM   uint32  // decimetres
	DurationMS uint32  // milliseconds
	BearingOut float64 // degrees clockwise from north, at the start of the step
	BearingIn  float64 // the same at its end, still in the direction of travel
	Back       bool    // this is the edge of the step before, travelled back
	// Arms are the other edges at the start of the step, open or not: not this edge,
	// and not the one come by.
	Arms []Arm
	Cut  Cut        // a boundary passed at the start of the step
	At   geo.LatLon // where the step starts
}

// An Arm is an edge that was not taken.
type Arm struct {
	Bearing   float64 // out of the junction
	Name, Ref string
	Flags     profile.Flags
	Open      bool          // this profile may go along it from here
	Speed     profile.Speed // 0 if not known
}

// A Cut is a boundary between two areas; the zero value is none.
type Cut struct{ From, To string }

func (c Cut) none() bool { return c == Cut{} }

// A Kind says what is to be done.
type Kind uint8

// The kinds.
const (
	Depart     Kind = iota
	Turn            // at a junction
	Keep            // at a fork
	Continue        // the road has another name from here, or goes on past an offset
	Roundabout      // enter one and leave it by Exit
	Leave           // the roundabout in which the path began, by Exit
	Ramp            // onto one
	Merge           // from a ramp into a road
	UTurn
	Ferry  // take it
	Land   // leave it
	Border // pass a boundary
	Arrive
	kinds = iota
)

var kindNames = [kinds]string{"depart", "turn", "keep", "continue", "roundabout", "leave roundabout",
	"ramp", "merge", "u-turn", "ferry", "land", "border", "arrive"}

// String is the kind's name: "turn".
func (k Kind) String() string {
	if int(k) < len(kindNames) {
		return kindNames[k]
	}
	return "unknown"
}

// A Modifier says which way. At a turn it is the angle; at a fork the order of the
// arms; at a roundabout the angle from the road before to the road after; of a
// U-turn Around on the spot, else the side to which it goes.
type Modifier uint8

// The modifiers, clockwise. Unsaid is that of kinds without a direction.
const (
	Unsaid Modifier = iota
	Straight
	SlightRight
	Right
	SharpRight
	Around
	SharpLeft
	Left
	SlightLeft
	modifiers = iota
)

var modifierNames = [modifiers]string{"", "straight", "slight right", "right", "sharp right", "around",
	"sharp left", "left", "slight left"}

// String is the modifier's name: "slight right".
func (m Modifier) String() string {
	if int(m) < len(modifierNames) {
		return modifierNames[m]
	}
	return "unknown"
}

// An Instruction is what to do at a place and how far that leads. The instructions
// of a path divide its steps: each covers those from First up to End, in order.
type Instruction struct {
	Kind                 Kind
	Modifier             Modifier
	Exit                 int     // of a roundabout, counted from 1; 0 if the path ends inside
	Name, Ref            string  // of the road that it leads onto; empty if that has neither
	Towards              string  // number or name of the road behind a ramp that has none itself
	Stay                 bool    // the road is the one travelled before
	Cut                  Cut     // the boundary passed at its start
	Bearing              float64 // degrees clockwise from north, of its first step
	LengthDM, DurationMS uint64
	Flags                profile.Flags // of all its steps together
	First, End           int
	At                   geo.LatLon
}

// plain reports a kind that says no more than which road to take.
func (k Kind) plain() bool {
	return k == Turn || k == Keep || k == Continue || k == Ramp || k == Merge
}
