package direction

import "waythrough/road/osm/profile"

// circles reports that a step enters a roundabout: from a road, or from another
// roundabout that touches it, whose way round goes on to the other side of that out.
func (w *walker) circles(i int) bool {
	s := &w.path[i]
	if !s.is(profile.Roundabout) {
		return false
	}
	if !w.path[i-1].is(profile.Roundabout) {
		return true
	}
	from := w.path[i-1].BearingIn
	for k := range s.Arms {
		a := &s.Arms[k]
		if a.Open && a.Flags&profile.Roundabout != 0 && rightOf(from, s.BearingOut, a.Bearing) == w.rightwards {
			return true
		}
	}
	return false
}

// rightOf reports that who comes along from finds a bearing to the right of another.
func rightOf(from, bearing, other float64) bool { return angle(from, bearing) > angle(from, other) }

// roundabout is the way from the entry at step i out again.
func (w *walker) roundabout(i int) manoeuvre {
	before := w.path[i-1].BearingIn
	w.rightwards = angle(before, w.path[i].BearingOut) >= 0
	for _, a := range w.path[i].Arms {
		if a.Flags&profile.Roundabout != 0 && !a.Open { // the way round, up to here
			w.rightwards = rightOf(before, w.path[i].BearingOut, a.Bearing)
		}
	}
	out := i + 1
	for out < len(w.path) && w.path[out].is(profile.Roundabout) && !w.circles(out) {
		out++
	}
	m := manoeuvre{kind: Roundabout, entered: nowhere, through: out}
	if out == len(w.path) {
		return m
	}
	m.modifier = modifier(angle(before, w.path[out].BearingOut))
	m.exit = w.exit(i, out)
	if !w.path[out].is(profile.Roundabout | profile.Ferry) {
		m.entered, m.through = out, out+1
	}
	return m
}

// exit numbers the exit at step out, of those passed since the start of step in,
// which was come by or lies behind.
func (w *walker) exit(in, out int) int {
	n := 1
	for k := in + 1; k < out; k++ {
		for a := range w.path[k].Arms {
			if w.path[k].Arms[a].exit() {
				n++
			}
		}
	}
	// Of several exits at one node those come first that lie farther from the way
	// round: to the right, if one drives round counterclockwise.
	s, from := &w.path[out], w.path[out-1].BearingIn
	rightwards := w.rightwards
	for k := range s.Arms {
		if s.Arms[k].Open && s.Arms[k].Flags&profile.Roundabout != 0 {
			rightwards = rightOf(from, s.BearingOut, s.Arms[k].Bearing)
		}
	}
	for k := range s.Arms {
		a, taken := s.Arms[k].Bearing, s.BearingOut
		if s.Arms[k].exit() && (rightwards && rightOf(from, a, taken) || !rightwards && rightOf(from, taken, a)) {
			n++
		}
	}
	return n
}

// exit reports an arm of a roundabout that people count: a road that this traveller
// could leave by, or one that is closed to him only because it is private. Stairs
// and driveways without a name are not counted, nor roads that only lead in.
func (a *Arm) exit() bool {
	if a.Flags&(profile.Roundabout|profile.Steps) != 0 || !a.Open && a.Flags&profile.Private == 0 {
		return false
	}
	return a.Flags&profile.Destination == 0 || a.road().known()
}
