package journey

import (
	"time"

	"waythrough/record"
	"waythrough/regime"
	"waythrough/world"
)

// Who changes from one flight to another at a terminal may stay airside: they neither enter
// the area of the terminal nor leave it. What the law says of it is its part transit, asked
// when the next flight leaves. However many flights there are, one border is passed, between
// the area that was left and the one that is entered; the law of both is asked when the last
// flight leaves.

// An airside is how somebody came who is airside at a terminal.
type airside struct {
	came   record.AreaID     // by a flight from here
	left   record.AreaID     // the area last left
	leaves record.TerminalID // by way of this terminal…
	zone   *time.Location    // …whose clocks are on this
}

// stays gives the number of how somebody comes to be airside by a step from a label; 0 if
// they can't stay there, or would only go in circles.
func (s *search) stays(l *label, st step) int32 {
	line := &s.lines[st.stop.line]
	here, end := s.ground.Stations[st.stop.station].Spot, s.w.Terminal(line.Calls[st.alight].Terminal)
	if s.lawless || line.Mode != record.Air || here.Area == end.Area || !s.flown[s.landsAt(st)] {
		return 0
	}
	a := airside{here.Area, here.Area, line.Calls[st.stop.call].Terminal, here.Zone}
	if l.aside > 0 {
		before := &s.airsides[l.aside-1]
		a.left, a.leaves, a.zone = before.left, before.leaves, before.zone
	}
	if end.Area == a.left {
		return 0
	}
	n, ok := s.stayed[a]
	if !ok {
		s.airsides = append(s.airsides, a)
		n = int32(len(s.airsides))
		s.stayed[a] = n
	}
	return n
}

// landsAt is the station at which a ride ends.
func (s *search) landsAt(st step) int {
	for _, a := range st.stop.alights {
		if a.call == st.alight {
			return a.station
		}
	}
	return st.stop.station
}

// connect boards the flights that leave where somebody is airside.
func (s *search) connect(l *label) {
	k := int(l.entry) - len(s.ground.Gates)
	for i := range s.stops[k] {
		if p := &s.stops[k][i]; s.lines[p.line].Mode == record.Air {
			s.take(l, p, l.at)
		}
	}
}

// onward reports whether a ride from a label may be taken: from airside one flies on to a
// third area only.
func (s *search) onward(l *label, st step) bool {
	if l.aside == 0 {
		return true
	}
	line := &s.lines[st.stop.line]
	here, end := s.ground.Stations[st.stop.station].Spot, s.w.Terminal(line.Calls[st.alight].Terminal)
	return end.Area != here.Area && end.Area != s.airsides[l.aside-1].left
}

// passages lists what law is asked about on the ride that led to a label: the borders that
// it passes, and before them the change between flights, if it was made airside.
func (s *search) passages(l *label) []border {
	out := s.borders(l.step)
	from := l.parent.aside
	if from == 0 && l.aside == 0 {
		return out
	}
	last := out[len(out)-1]
	out = out[:len(out)-1]
	if from > 0 {
		st, a := l.step, &s.airsides[from-1]
		here := s.ground.Stations[st.stop.station].Spot
		p := regime.Passage{From: a.came, To: last.passage.To, Mode: record.Air, Enters: last.passage.Leaves, Transit: true,
			At: s.clocks.local(st.leaves, here.Zone), Timed: true}
		out = append(out, border{p, 0, st.leaves})
		lands := last.passage.At + last.passage.Ahead
		last.passage.From, last.passage.Leaves, last.passage.At = a.left, a.leaves, s.clocks.local(st.leaves, a.zone)
		last.passage.Ahead = lands - last.passage.At
	}
	if l.aside == 0 {
		out = append(out, last)
	}
	return out
}

// flights tells of each station whether one can fly on from it.
func flights(t *schedule) []bool {
	out := make([]bool, len(t.stops))
	for k, list := range t.stops {
		for i := range list {
			out[k] = out[k] || t.lines[list[i].line].Mode == record.Air
		}
	}
	return out
}

// airside tells the change between two flights that is made airside.
func (t *teller) airside(l *label, here *world.Spot) Leg {
	st := l.step
	x := t.leg(Transit, record.Air, here, here, l.parent.at, st.leaves)
	t.judged(&x, t.passages(l)[0].passage, &t.lines[st.stop.line], l.parent)
	x.CrossingName = here.Name
	return x
}
