package cch

import (
	"fmt"
	"slices"
)

// Changes are the upward arcs whose weights Update changed, to be stored: a metric that
// differs from a stored one in a few arcs is had again by a copy, and nothing to compute.
type Changes struct {
	Upward []uint32    // ascending
	Narrow [][2]uint32 // up and down, of a metric of 32 bits
	Wide   [][2]uint64 // of one of 64 bits
}

// Changes tells how m differs from a metric of the same hierarchy; false if their weights
// are of different widths. O(m).
func (m *Metric) Changes(from *Metric) (c Changes, ok bool) {
	switch {
	case m.h != from.h || (m.narrow == nil) != (from.narrow == nil):
		return c, false
	case m.narrow != nil:
		c.Upward, c.Narrow = changed(m.narrow.weights, from.narrow.weights)
	default:
		c.Upward, c.Wide = changed(m.wide.weights, from.wide.weights)
	}
	return c, true
}

func changed[W word](now, was weights[W]) (arcs []uint32, list [][2]W) {
	for i, up := range now.up {
		if up != was.up[i] || now.down[i] != was.down[i] {
			arcs, list = append(arcs, uint32(i)), append(list, [2]W{up, now.down[i]})
		}
	}
	return arcs, list
}

// Changed is what a Clone becomes by Update with some weights, if c are the changes that
// this made. It checks that they fit and not that they are right. Errors wrap ErrMetricArrays.
func (m *Metric) Changed(arcs []ArcID, arcWeights []Weight, c Changes) (*Metric, error) {
	narrow, wide := len(c.Upward), 0
	if m.narrow == nil {
		narrow, wide = wide, narrow
	}
	if len(arcs) != len(arcWeights) || len(c.Narrow) != narrow || len(c.Wide) != wide {
		return nil, fmt.Errorf("%w: changes of %d upward arcs with %d and %d weights", ErrMetricArrays, len(c.Upward), len(c.Narrow), len(c.Wide))
	}
	if i := slices.IndexFunc(c.Upward, func(arc uint32) bool { return int(arc) >= m.h.UpwardArcs() }); i >= 0 {
		return nil, fmt.Errorf("%w: upward arc %d of %d", ErrMetricArrays, c.Upward[i], m.h.UpwardArcs())
	}
	if i := slices.IndexFunc(arcs, func(arc ArcID) bool { return int(arc) >= len(m.input) }); i >= 0 {
		return nil, fmt.Errorf("%w: arc %d of %d", ErrMetricArrays, arcs[i], len(m.input))
	}
	out := m.Clone()
	out.own(true)
	out.perfect = false
	for i, arc := range arcs {
		out.input[arc] = arcWeights[i]
	}
	for i, arc := range c.Upward {
		if m.narrow != nil {
			out.narrow.up[arc], out.narrow.down[arc] = c.Narrow[i][0], c.Narrow[i][1]
		} else {
			out.wide.up[arc], out.wide.down[arc] = c.Wide[i][0], c.Wide[i][1]
		}
	}
	if m.narrow != nil {
		out.narrow.searchAll(&m.h.a)
	} else {
		out.wide.searchAll(&m.h.a)
	}
	return out, nil
}
