package direction

import (
	"waythrough/geo"
	"waythrough/road/osm/profile"
)

const (
	nowhere = -1 // the road of a manoeuvre that leads onto none

	// nameLasts is for how many decimetres a road must keep a new name to be told
	// it, and within how many a turn onto a road without one borrows it.
	nameLasts = 1000
	// nameAhead is the number of steps looked at for that.
	nameAhead = 64
)

// Directions are those of a path, which ends at a place. The first is [Depart] and
// the last [Arrive], with no steps and no length; the lengths and durations are
// those of the path in sum. A path without steps has the Arrive only.
func Directions(path []Step, end geo.LatLon) []Instruction {
	w := walker{path: path, rightwards: true}
	if len(path) > 0 {
		w.say(0, manoeuvre{kind: Depart})
		w.travel(0, 1)
	}
	for i := 1; i < len(path); {
		i = w.pass(i)
	}
	arrive := Instruction{Kind: Arrive, First: len(path), End: len(path), At: end}
	if len(path) > 0 {
		last := &path[len(path)-1]
		arrive.Name, arrive.Ref = last.road().name, last.road().ref
		arrive.Bearing = last.BearingIn
	}
	w.list = append(w.list, arrive)
	for i := range w.list[:len(w.list)-1] {
		w.total(i, w.list[i+1].First)
	}
	w.foldEnds()
	return w.list
}

// A walker goes along a path and remembers what was said.
type walker struct {
	path []Step
	list []Instruction
	road road // that the traveller knows to be on
	// onto is the step at which the road of the last instruction begins, gone how far
	// it was followed since, in decimetres.
	onto int
	gone uint64
	// rightwards is the side to which one leaves the roundabout last entered.
	rightwards bool
	beyond     int // the end of the links last looked at
}

// A manoeuvre is what to say at a step.
type manoeuvre struct {
	kind     Kind
	modifier Modifier
	exit     int
	entered  int // the step of the road that it leads onto, or nowhere
	through  int // the step behind those that it settles
}

// pass goes along from step i and gives the step that is to be judged next.
func (w *walker) pass(i int) int {
	m, ok := w.manoeuvre(i)
	if !ok {
		w.follow(i)
		w.travel(i, i+1)
		return i + 1
	}
	w.say(i, m)
	known := w.road
	for k := i + 1; k < m.through; k++ {
		if !w.path[k].Cut.none() {
			w.say(k, manoeuvre{kind: Border, entered: nowhere})
			w.road, w.onto = known, max(k, m.entered)
		}
	}
	w.travel(i, m.through)
	return m.through
}

// travel counts the steps from i up to end.
func (w *walker) travel(i, end int) {
	for k := max(i, w.onto); k < end; k++ {
		w.gone += uint64(w.path[k].LengthDM)
	}
}

// manoeuvre judges the start of step i.
func (w *walker) manoeuvre(i int) (m manoeuvre, ok bool) {
	s, before := &w.path[i], &w.path[i-1]
	m = manoeuvre{entered: i, through: i + 1}
	say := func(kind Kind, mod Modifier) (manoeuvre, bool) {
		m.kind, m.modifier = kind, mod
		return m, true
	}
	switch {
	case s.Back:
		return say(UTurn, Around)
	case w.circles(i):
		return w.roundabout(i), true
	case s.is(profile.Ferry):
		if a, b := before.road(), s.road(); before.is(profile.Ferry) && (!a.known() || !b.known() || same(a, b)) {
			return m, false
		}
		return say(Ferry, Unsaid)
	case s.is(profile.Roundabout): // begun inside
		return m, false
	case before.is(profile.Roundabout):
		return w.leave(i), true
	case before.is(profile.Ferry):
		return say(Land, Unsaid)
	}
	j := w.junction(i)
	if modifier(j.turn) == Around && len(s.Arms) > 0 {
		return say(UTurn, Around)
	}
	if m, ok := w.compound(i); ok {
		return m, true
	}
	switch {
	case w.onRamp(i) && j.open() > 0:
		return say(Ramp, j.rampSide())
	case w.offRamp(i) && !j.ahead() && len(s.Arms) > 0 && !isTurn(j.turn) && modifier(j.turn) != Around:
		return say(Merge, modifier(j.turn))
	case !j.plainly(w.road):
		return say(j.choice())
	}
	return m, false
}

// leave is the way out of a roundabout that was not entered: the path began inside,
// or turned back there.
func (w *walker) leave(i int) manoeuvre {
	in := i - 1
	for in > 0 && w.path[in-1].is(profile.Roundabout) && !w.path[in].Back {
		in--
	}
	return manoeuvre{kind: Leave, exit: w.exit(in, i), entered: i, through: i + 1}
}

// rampSide is the side on which a ramp leaves, or the turn onto it.
func (j *junction) rampSide() Modifier {
	kind, m := j.choice()
	if kind == Turn {
		return m
	}
	switch m {
	case Right:
		return SlightRight
	case Left:
		return SlightLeft
	}
	return Straight
}

// follow goes on to step i without a word about the way: what may be said is a
// boundary or a new name.
func (w *walker) follow(i int) {
	s := &w.path[i]
	r := s.road()
	if !s.Cut.none() {
		w.say(i, manoeuvre{kind: Border, entered: i})
		return
	}
	if !r.known() || s.is(profile.Ferry|profile.Roundabout) {
		return
	}
	last := &w.list[len(w.list)-1]
	switch {
	case same(r, w.road):
		w.road = r
	case !w.road.known() && last.Name == "" && last.Ref == "" && w.gone <= nameLasts:
		last.Name, last.Ref, last.Towards = r.name, r.ref, ""
		w.road = r
	case w.lasts(i):
		w.say(i, manoeuvre{kind: Continue, modifier: modifier(angle(w.path[i-1].BearingIn, s.BearingOut)), entered: i})
	}
}

// lasts reports that the road of step i goes on for long enough to name it.
func (w *walker) lasts(i int) bool {
	length := uint64(0)
	r := w.path[i].road()
	for k := i; k < len(w.path); k++ {
		if s := &w.path[k]; s.road().known() && !same(s.road(), r) || s.is(profile.Ferry|profile.Roundabout) {
			return false
		}
		length += uint64(w.path[k].LengthDM)
		if length >= nameLasts || k == i+nameAhead {
			return true
		}
	}
	return false
}

// say adds an instruction at step i and takes note of the road that it leads onto.
func (w *walker) say(i int, m manoeuvre) {
	s := &w.path[i]
	d := Instruction{Kind: m.kind, Modifier: m.modifier, Exit: m.exit,
		Cut: s.Cut, Bearing: s.BearingOut, First: i, At: s.At}
	var r road
	if m.entered != nowhere {
		r = w.path[m.entered].road()
		if !r.known() && w.path[m.entered].is(profile.Link) {
			d.Towards = w.towards(m.entered).sign()
		}
	}
	d.Name, d.Ref = r.name, r.ref
	d.Stay = same(w.road, r)
	w.list = append(w.list, d)
	if m.kind != Border || r.known() {
		w.road = r // a boundary does not end a road
	}
	w.onto, w.gone = max(i, m.entered), 0
}

// total sums what an instruction covers, up to a step.
func (w *walker) total(i, end int) {
	d := &w.list[i]
	d.End, d.LengthDM, d.DurationMS, d.Flags = end, 0, 0, 0
	for k := d.First; k < end; k++ {
		s := &w.path[k]
		d.LengthDM += uint64(s.LengthDM)
		d.DurationMS += uint64(s.DurationMS)
		d.Flags |= s.Flags
	}
}

// foldEnds takes away a departure and last turns that lead nowhere: a path that
// starts or ends at a junction may have a step of no length there.
func (w *walker) foldEnds() {
	short := func(d *Instruction) bool { return d.LengthDM == 0 }
	more := func(d *Instruction) bool { return !d.Kind.plain() || !d.Cut.none() }
	last := len(w.list) - 2
	from := 0
	for from < last && short(&w.list[from]) && !more(&w.list[from+1]) {
		from++
	}
	if from > 0 {
		d, real := &w.list[0], &w.list[from]
		d.Name, d.Ref, d.Towards, d.Bearing = real.Name, real.Ref, real.Towards, real.Bearing
	}
	w.drop(1, from+1)
	to := len(w.list) - 1
	for to > 1 && short(&w.list[to-1]) && !more(&w.list[to-1]) {
		to--
	}
	w.drop(to, len(w.list)-1)
}

// drop lets the instruction before some cover them, too.
func (w *walker) drop(from, to int) {
	if from >= to {
		return
	}
	end := w.list[to-1].End
	w.list = append(w.list[:from], w.list[to:]...)
	w.total(from-1, end)
}
