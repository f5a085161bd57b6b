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
}

// ThroughAt gives the roads with further cuts open: ways may lead over those from area to
// area. It asks for each half-edge over a cut that the profile may travel whether it opens,
// and what passing it costs: milliseconds of duration, up to 49.7 days, and nothing of
// length. What it does not open stays as it is; what was open before gets its new price.
// Weights follow the change upward from those cuts (see cch.Metric.Update); r stays as it is.
func (r *Roads) ThroughAt(price func(half street.Half) (ms uint32, open bool)) (*Roads, error) {
	n := r.n.Streets
	var arcs []cch.ArcID
	var added []uint32
	for c, e := range n.Cuts {
		over := r.cutArc[r.cutFirst[c]:r.cutFirst[c+1]]
		for _, h := range [2]street.Half{street.Half(e) << 1, street.Half(e)<<1 | 1} {
			if !n.Open(r.p, h) {
				continue
			}
			ms, open := price(h)
			for _, a := range over {
				if open && r.states.half(cch.ArcID(a)) == h {
					arcs, added = append(arcs, cch.ArcID(a)), append(added, ms)
				}
			}
		}
	}
	out := *r
	for m := range Measure(measures) {
		weights := make([]cch.Weight, len(arcs))
		for i, a := range arcs {
			weights[i] = r.states.cost(n, r.p, m, a)
			if m == Duration {
				weights[i] = cch.Weight(min(uint64(weights[i])+uint64(added[i]), street.Closed-1))
			}
		}
		out.metric[m] = r.metric[m].Clone()
		if err := out.metric[m].Update(arcs, weights); err != nil {
			return nil, fmt.Errorf("opening %d arcs over cuts for %s: %w", len(arcs), r.p, err)
		}
	}
	return &out, nil
}

// Through opens cuts in both directions, for nothing: they are ordinary road then.
func (r *Roads) Through(open func(cut street.Edge) bool) (*Roads, error) {
	return r.ThroughAt(func(h street.Half) (uint32, bool) { return 0, open(h.Edge()) })
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
