package mapped

import (
	"fmt"
	"math"

	"waythrough/road/street"
)

// A Spot is where a way begins or ends: a place on an edge, or a gate. A way from a gate
// begins just behind the cut, which has been passed, in the state in which that leaves
// somebody. A way to a gate ends just before the cut, where it may be passed next and by
// that gate. What passing costs is in neither.
type Spot struct {
	place Snap // on noEdge if the spot is a gate
	gate  Gate
}

const (
	noEdge = street.Edge(math.MaxUint32)
	noHalf = street.Half(math.MaxUint32)
)

// elsewhere is on the edge of no place.
var elsewhere = Gate{}.Spot()

// Spot is the place as an end of a way.
func (s Snap) Spot() Spot { return Spot{place: s} }

// Spot is the gate as an end of a way.
func (g Gate) Spot() Spot { return Spot{place: Snap{Edge: noEdge}, gate: g} }

// Spots is the Spot of each of some places, or gates.
func Spots[T interface{ Spot() Spot }](list []T) []Spot {
	out := make([]Spot, len(list))
	for i, s := range list {
		out[i] = s.Spot()
	}
	return out
}

// Place is the place on an edge that a spot is; false if it is a gate.
func (s Spot) Place() (Snap, bool) { return s.place, !s.isGate() }

func (s Spot) isGate() bool { return s.place.Edge == noEdge }

// beside reports whether two spots are places of one edge, where a way may lead straight
// from one to the other: see Router.sources.
func (s Spot) beside(t Spot) bool { return !s.isGate() && s.place.Edge == t.place.Edge }

// check refuses spots that are not of this network, or gates of another profile.
func (r *Roads) check(list ...Spot) error {
	n := r.n.Streets
	for i, s := range list {
		switch g := s.gate; {
		case !s.isGate():
			if int(s.place.Edge) >= len(n.From) {
				return fmt.Errorf("spot %d lies on edge %d, and %s has %d: snap it to this network", i, s.place.Edge, r.n.Path(), len(n.From))
			}
		case g.Cut < 0 || g.Cut >= len(n.Cuts) || n.Cuts[g.Cut] != g.Half.Edge() || !r.states.has(n, g):
			return fmt.Errorf("spot %d is gate %+v, which the roads of %s for %s don't have: take it from their own list of gates", i, g, r.n.Path(), r.p)
		}
	}
	return nil
}

// has reports whether a gate over an existing edge leads to its state.
func (s *states) has(n *street.Network, g Gate) bool {
	if s.byNode {
		return g.State == uint32(n.Head(g.Half))
	}
	return s.FirstOf[g.Half] <= g.State && g.State < s.FirstOf[g.Half+1]
}
