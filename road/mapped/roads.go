package mapped

import (
	"fmt"

	"waythrough/cch"
	"waythrough/road/osm/profile"
	"waythrough/road/street"
)

// Roads are a network as a profile may use it, with some cuts open. They are read-only
// and may be shared.
type Roads struct {
	n        *Network
	p        profile.Profile
	states   *states
	metric   [measures]*cch.Metric
	cutFirst []uint32 // arcs over cut c: cutArc[cutFirst[c]:cutFirst[c+1]]
	cutArc   []uint32
	opening  string // see Opening
}

// Union opens the cuts between any two of some areas, by code.
func (r *Roads) Union(codes []string) (*Roads, error) {
	n := r.n.Streets
	in := make([]bool, len(n.Codes))
	for _, code := range codes {
		found := false
		for a, c := range n.Codes {
			if c == code && c != "" {
				in[a], found = true, true
			}
		}
		if !found {
			return nil, fmt.Errorf("no road of %s lies in an area called %q: the areas are %v", r.n.Path(), code, n.Codes[1:])
		}
	}
	return r.Through(func(cut street.Edge) bool { return in[n.Area[n.From[cut]]] && in[n.Area[n.To[cut]]] })
}

// States is the number of nodes of the graph that ways are searched in: those of the
// network, or half-edges in the states that package turn tells apart.
func (r *Roads) States() int { return r.states.count() }
