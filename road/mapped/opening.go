package mapped

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"

	"waythrough/cch"
	"waythrough/road/netfile"
	"waythrough/road/street"
)

// ThroughAt gives the roads with further cuts open: ways may lead over those from area to
// area. It asks for each half-edge over a cut that the profile may travel whether it opens,
// and what passing it costs: milliseconds of duration, up to 49.7 days, and nothing of
// length. What it does not open stays as it is; what was open before gets its new price.
//
// Weights follow the change upward from those cuts (see cch.Metric.Update); r stays as it
// is. On a large network that takes seconds for each measure: name those that are wanted,
// none for all. The others are not there: asking for a router by one of them panics. What
// was changed is kept for the next time (see Keep).
func (r *Roads) ThroughAt(price func(half street.Half) (ms uint32, open bool), wanted ...Measure) (*Roads, error) {
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
	if len(wanted) == 0 {
		wanted = []Measure{Duration, Length}
	}
	out := *r
	out.opening = r.openingOf(arcs, added)
	out.metric = [measures]*cch.Metric{}
	for _, m := range wanted {
		weights := make([]cch.Weight, len(arcs))
		for i, a := range arcs {
			weights[i] = r.states.cost(n, r.p, m, a)
			if m == Duration {
				weights[i] = cch.Weight(min(uint64(weights[i])+uint64(added[i]), street.Closed-1))
			}
		}
		var err error
		if out.metric[m], err = r.opened(m, arcs, weights, out.opening); err != nil {
			return nil, fmt.Errorf("opening %d arcs over cuts for %s: %w", len(arcs), r.p, err)
		}
	}
	return &out, nil
}

// Opening names which cuts are open, at what price: equal for equal roads of one network
// and profile, empty where none is.
func (r *Roads) Opening() string { return r.opening }

func (r *Roads) openingOf(arcs []cch.ArcID, added []uint32) string {
	text := []byte(r.opening)
	for i, a := range arcs {
		text = binary.LittleEndian.AppendUint32(text, uint32(a))
		text = binary.LittleEndian.AppendUint32(text, added[i])
	}
	if len(arcs) == 0 {
		return r.opening
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

// opened is a metric with some arcs open: from what was kept, or computed and kept.
func (r *Roads) opened(m Measure, arcs []cch.ArcID, weights []cch.Weight, opening string) (*cch.Metric, error) {
	if len(arcs) == 0 {
		return r.metric[m], nil
	}
	key := fmt.Sprintf("opening %s for %s by %s", opening, r.p, m)
	if c, ok := r.n.keptChanges(key); ok {
		if metric, err := r.metric[m].Changed(arcs, weights, c); err == nil {
			return metric, nil
		}
	}
	r.n.updates.Add(1)
	metric := r.metric[m].Clone()
	if err := metric.Update(arcs, weights); err != nil {
		return nil, err
	}
	if len(r.n.cacheFolders()) > 0 {
		if c, ok := metric.Changes(r.metric[m]); ok {
			r.n.Keep(key, func(w *netfile.Writer) error {
				if err := netfile.Write(w, "upward", c.Upward); err != nil {
					return err
				}
				if err := netfile.Write(w, "narrow", c.Narrow); err != nil {
					return err
				}
				return netfile.Write(w, "wide", c.Wide)
			})
		}
	}
	return metric, nil
}

func (n *Network) keptChanges(key string) (c cch.Changes, ok bool) {
	f := n.Kept(key)
	if f == nil {
		return c, false
	}
	defer f.Close()
	fault := f.Guard(func() {
		upward, err1 := netfile.Section[uint32](f, "upward")
		narrow, err2 := netfile.Section[[2]uint32](f, "narrow")
		wide, err3 := netfile.Section[[2]uint64](f, "wide")
		if ok = err1 == nil && err2 == nil && err3 == nil; ok {
			c = cch.Changes{Upward: append(c.Upward, upward...), Narrow: append(c.Narrow, narrow...), Wide: append(c.Wide, wide...)}
		}
	})
	return c, ok && fault == nil
}

// Through opens cuts in both directions, for nothing: they are ordinary road then.
func (r *Roads) Through(open func(cut street.Edge) bool, wanted ...Measure) (*Roads, error) {
	return r.ThroughAt(func(h street.Half) (uint32, bool) { return 0, open(h.Edge()) }, wanted...)
}
