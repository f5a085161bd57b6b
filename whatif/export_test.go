package whatif

import (
	"waythrough/regime"
	"waythrough/world"
)

// OpeningsOf lists the pairs of areas whose roads are open to a traveller by car, and
// Resident is one who lives where he is a national.
func OpeningsOf(w *world.World, side *Side, t regime.Traveller) world.Openings {
	return openings(w, side, t, "road")
}

var Resident = resident
