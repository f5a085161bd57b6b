package direction

import (
	"math"

	"waythrough/road/osm/profile"
)

// Angles in degrees, explained in the package comment.
const (
	slightFrom = 20
	turnFrom   = 50
	sharpFrom  = 130
	aroundFrom = 170

	margin         = 30  // by which an arm must bend more than the way taken, not to compete
	marginStay     = 15  // if the road goes on by name
	marginRamp     = 5   // of a ramp left aside
	marginWeak     = 0   // of a slow road, a track and the like
	marginPlain    = -10 // of either, if the road goes on by name
	forkStraighter = 25  // an arm that is straighter by more makes the other a turn, not a fork
)

// angle is that from one bearing to another, in (-180, 180], right positive. What is
// no number counts as 0.
func angle(from, to float64) float64 {
	a := math.Mod(to-from, 360)
	switch {
	case a != a:
		return 0
	case a > 180:
		return a - 360
	case a <= -180:
		return a + 360
	}
	return a
}

// modifier is the class of an angle.
func modifier(a float64) Modifier {
	m := Straight
	switch b := math.Abs(a); {
	case b >= aroundFrom:
		return Around
	case b >= sharpFrom:
		m = SharpRight
	case b >= turnFrom:
		m = Right
	case b >= slightFrom:
		m = SlightRight
	}
	return m.towards(a)
}

// towards mirrors a modifier of the right side for an angle to the left.
func (m Modifier) towards(a float64) Modifier {
	if a < 0 && m != Straight && m != Around {
		return Straight + SlightLeft + 1 - m
	}
	return m
}

// A junction is the start of a step.
type junction struct {
	step *Step
	from float64 // bearing in which it was reached
	turn float64
	stay bool // the road goes on by name
}

func (w *walker) junction(i int) junction {
	s := &w.path[i]
	from := w.path[i-1].BearingIn
	return junction{s, from, angle(from, s.BearingOut), same(w.road, s.road())}
}

// open counts the arms that may be entered.
func (j *junction) open() (n int) {
	for i := range j.step.Arms {
		if j.step.Arms[i].Open {
			n++
		}
	}
	return n
}

// ahead reports an arm that may be entered and lies ahead: what a lane that joins a
// road leaves behind it is no choice.
func (j *junction) ahead() bool {
	for i := range j.step.Arms {
		if a := &j.step.Arms[i]; a.Open && math.Abs(angle(j.from, a.Bearing)) < 90 {
			return true
		}
	}
	return false
}

// plainly reports that a traveller on the road known takes this way unasked.
func (j *junction) plainly(known road) bool {
	bend := math.Abs(j.turn)
	if j.open() == 0 {
		return len(j.step.Arms) == 0 || bend < turnFrom || j.stay
	}
	alone := true
	for i := range j.step.Arms {
		a := &j.step.Arms[i]
		less := a.lesserThan(j.step)
		if !a.Open || less && j.stay {
			continue
		}
		alone = false
		if !j.stay && !less && same(known, a.road()) || math.Abs(angle(j.from, a.Bearing)) < bend+j.margin(a, less) {
			return false
		}
	}
	return alone || bend < turnFrom
}

// margin is by how much more an arm must bend not to compete.
func (j *junction) margin(a *Arm, less bool) float64 {
	ramp := a.Flags&profile.Link != 0 && !j.step.is(profile.Link)
	weak := less || a.slowerThan(j.step)
	switch {
	case j.stay && (ramp || weak):
		return marginPlain
	case weak:
		return marginWeak
	case ramp:
		return marginRamp
	case j.stay:
		return marginStay
	}
	return margin
}

// choice is what to say where the way is not plain.
func (j *junction) choice() (Kind, Modifier) {
	bend := math.Abs(j.turn)
	left, right, fork := false, false, bend < turnFrom
	competing := false
	for i := range j.step.Arms {
		a := &j.step.Arms[i]
		t := angle(j.from, a.Bearing)
		if !a.Open || math.Abs(t) >= turnFrom {
			continue
		}
		competing = true
		left, right = left || t < j.turn, right || t >= j.turn
		fork = fork && bend-math.Abs(t) <= forkStraighter
	}
	if !fork || !competing {
		return Turn, j.sharpened()
	}
	return Keep, side(left, right)
}

// side names the arm of a fork by whether others are left and right of it.
func side(left, right bool) Modifier {
	switch {
	case left && right:
		return Straight
	case left:
		return Right
	}
	return Left
}

// sharpened is the class of the turn, made sharper or slighter by one if another arm
// is of the same class.
func (j *junction) sharpened() Modifier {
	m := modifier(math.Abs(j.turn))
	if m == Straight || m == Around {
		return m
	}
	inner, outer := false, false
	for i := range j.step.Arms {
		t := angle(j.from, j.step.Arms[i].Bearing)
		if j.step.Arms[i].Open && modifier(t) == modifier(j.turn) {
			inner = inner || math.Abs(t) < math.Abs(j.turn)
			outer = outer || math.Abs(t) >= math.Abs(j.turn)
		}
	}
	switch {
	case inner && !outer:
		m = min(m+1, SharpRight)
	case outer && !inner:
		m = max(m-1, SlightRight)
	}
	return m.towards(j.turn)
}
