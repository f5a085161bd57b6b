package direction

import (
	"math"

	"waythrough/road/osm/profile"
)

// Lengths in decimetres and numbers of steps within which two turns are one.
const (
	medianLength = 600  // from one carriageway to the other: two lanes and a median of 50 m
	slipLength   = 1500 // of a slip road; ramps are longer
	offsetLength = 200  // between the arms of an offset crossing, which is seen as one
	compound     = 64   // steps looked at
	straightOut  = 30   // degrees by which the sum of two turns may miss
)

// A stretch is a run of steps from one turn to the step after another.
type stretch struct {
	after  int     // the step behind it
	first  float64 // the turns at its start and its end
	last   float64
	around float64 // from before to behind
}

// stretch measures the steps from i to before after.
func (w *walker) stretch(i, after int) stretch {
	p := w.path
	return stretch{after, angle(p[i-1].BearingIn, p[i].BearingOut), angle(p[after-1].BearingIn, p[after].BearingOut),
		angle(p[i-1].BearingIn, p[after].BearingOut)}
}

// compound finds two turns from step i on that are one to the traveller.
func (w *walker) compound(i int) (m manoeuvre, ok bool) {
	if w.path[i].is(profile.Link) {
		return w.slip(i)
	}
	if len(w.path[i].Arms) == 0 {
		return m, false // a bend
	}
	length := uint64(0)
	for after := i + 1; after < len(w.path) && after < i+compound; after++ {
		length += uint64(w.path[after-1].LengthDM)
		if length > medianLength || w.path[after].is(profile.Roundabout|profile.Ferry) || w.path[after].Back {
			break
		}
		s := w.stretch(i, after)
		if !isTurn(s.first) || !isTurn(s.last) || len(w.path[after].Arms) == 0 || !same(w.road, w.path[after].road()) ||
			w.path[i-1].is(profile.Link) || w.path[after].is(profile.Link) {
			continue
		}
		m = manoeuvre{entered: after, through: after + 1}
		switch {
		case s.first > 0 == (s.last > 0) && math.Abs(s.around) >= 180-straightOut:
			m.kind, m.modifier = UTurn, Right.towards(s.first)
			return m, true
		case s.first > 0 != (s.last > 0) && math.Abs(s.around) <= straightOut && length <= offsetLength:
			m.kind, m.modifier = Continue, Straight
			return m, true
		}
	}
	return m, false
}

// isTurn reports an angle that nobody takes for the road going on, nor for its end.
func isTurn(a float64) bool { return math.Abs(a) >= turnFrom && math.Abs(a) < sharpFrom }

// slip finds a slip road from step i on: a short link past a junction that ends in
// the other road without a choice.
func (w *walker) slip(i int) (m manoeuvre, ok bool) {
	after := w.linkEnd(i)
	if after == 0 || w.path[i-1].is(profile.Link) || w.path[after].is(profile.Roundabout|profile.Ferry) {
		return m, false
	}
	for k := i + 1; k <= after; k++ {
		if j := w.junction(k); j.ahead() || w.path[k].Back {
			return m, false
		}
	}
	s := w.stretch(i, after)
	if a := math.Abs(s.around); a >= turnFrom && a < aroundFrom && math.Abs(s.last) < turnFrom {
		return manoeuvre{kind: Turn, modifier: modifier(s.around), entered: after, through: after + 1}, true
	}
	return m, false
}

// linkEnd is the step behind a short run of links from step i on; 0 if it is long, or
// ends the path.
func (w *walker) linkEnd(i int) int {
	length := uint64(0)
	for k := i; k < len(w.path) && k < i+compound && length <= slipLength; k++ {
		if !w.path[k].is(profile.Link) {
			return k
		}
		length += uint64(w.path[k].LengthDM)
	}
	return 0
}

// onRamp reports that step i begins a ramp: links of some length, or up to the end of
// the path.
func (w *walker) onRamp(i int) bool {
	return w.path[i].is(profile.Link) && !w.path[i-1].is(profile.Link) && w.linkEnd(i) == 0
}

// offRamp reports that step i ends a ramp.
func (w *walker) offRamp(i int) bool {
	if w.path[i].is(profile.Link) {
		return false
	}
	length := uint64(0)
	k := i
	for k > 0 && k > i-compound && length <= slipLength && w.path[k-1].is(profile.Link) {
		k--
		length += uint64(w.path[k].LengthDM)
	}
	return k < i && (k == 0 || length > slipLength || k == i-compound)
}

// towards is the road to which links from step i on lead.
func (w *walker) towards(i int) road {
	if w.beyond <= i {
		for w.beyond = i; w.beyond < len(w.path) && w.path[w.beyond].is(profile.Link) &&
			!w.path[w.beyond].is(profile.Roundabout|profile.Ferry); w.beyond++ {
		}
	}
	if w.beyond == len(w.path) {
		return road{}
	}
	return w.path[w.beyond].road()
}
