package record

// A Standing is where a commitment stands on a day.
type Standing struct {
	Status      EventKind // the furthest of proposed, agreed, enacted, ready, in-operation; or what undid it
	Since       Date      // of the event that gave the status
	Agreed      Date      // the first agreement; zero if only proposed
	DaysPending int       // from agreed to in operation or undone, or to the day asked
	Missed      []Missed  // announced days that passed unmet
}

// Missed is an announced day that came while the commitment was not in
// operation. Fate unknown: the day lies after the last source that was read.
type Missed struct {
	Due   Date   `json:"due"`
	Fate  string `json:"fate"` // FateMissed or FateUnknown
	Event Event  `json:"-"`
}

// Fates of an announced day.
const (
	FateMissed  = "missed"
	FateUnknown = "fate unknown"
)

var progress = map[EventKind]int{Proposed: 1, Agreed: 2, Enacted: 3, Ready: 4, InOperation: 5}

// Pending reports whether a commitment with this status is still to be carried
// out.
func (e EventKind) Pending() bool { return e == Suspended || (progress[e] > 0 && e != InOperation) }

// Standing gives where a commitment stood on a day, by the events public in the
// view. Events in part, and readiness of one side only, do not raise the status.
// It is false if nothing had happened by then.
func (v *View) Standing(s *Statement, on Day) (Standing, bool) {
	var st Standing
	level := 0
	var operated, undone Date // the first time of each; undone only while nothing came after
	for _, e := range v.Events(s) {
		if e.On.FirstDay() > on {
			continue
		}
		if e.undoes() {
			st.Status, st.Since, level, undone = e.Event, e.On, 0, e.On
			continue
		}
		if e.Event == Agreed && st.Agreed.IsZero() {
			st.Agreed = e.On
		}
		if p := progress[e.Event]; p > level && s.raises(e) {
			st.Status, st.Since, level, undone = e.Event, e.On, p, Date{}
			if e.Event == InOperation && operated.IsZero() {
				operated = e.On
			}
		}
	}
	if st.Status == "" {
		return Standing{}, false
	}
	if !st.Agreed.IsZero() {
		end := on
		switch {
		case !operated.IsZero():
			end = operated.FirstDay()
		case !undone.IsZero() && st.Status != Suspended:
			end = undone.FirstDay()
		}
		st.DaysPending = int(end - st.Agreed.FirstDay())
	}
	st.Missed = v.missed(s, on)
	return st, true
}

// undoes reports whether an event takes a commitment back, whole.
func (e *Event) undoes() bool {
	switch e.Event {
	case Suspended, Reversed, Lapsed, Annulled:
		return !e.Partly
	}
	return false
}

// raises reports whether an event may raise the commitment's status: not one in
// part, nor readiness of one side of several.
func (s *Statement) raises(e Event) bool {
	oneSided := e.Event == Ready && len(e.By) == 1 && len(s.Commitment.Parties) > 1
	return !e.Partly && !oneSided
}

// missed lists the announced days that have passed by the day asked without the
// commitment having been in operation between the announcement and the day.
func (v *View) missed(s *Statement, on Day) []Missed {
	last := v.Confirmed(s)
	var out []Missed
	for _, e := range v.Events(s) {
		if e.Event != Dated || e.On.FirstDay() > on || e.Due.LastDay() >= on {
			continue
		}
		switch {
		case v.operated(s, e.On.FirstDay(), e.Due.LastDay()):
		case e.Due.LastDay() > last.On && !v.operated(s, e.On.FirstDay(), on):
			out = append(out, Missed{e.Due, FateUnknown, e})
		default:
			out = append(out, Missed{e.Due, FateMissed, e})
		}
	}
	return out
}

// operated reports whether a commitment was in operation at some time between two
// days, both included.
func (v *View) operated(s *Statement, from, to Day) bool {
	operating := false
	for _, e := range v.Events(s) {
		if e.On.FirstDay() > to {
			break
		}
		if operating && e.On.FirstDay() >= from {
			return true
		}
		switch {
		case e.undoes():
			operating = false
		case e.Event == InOperation && s.raises(e):
			operating = true
		}
	}
	return operating
}
