package whatif

import (
	"fmt"
	"slices"
	"time"

	"waythrough/geo"
	"waythrough/record"
	"waythrough/regime"
	"waythrough/road"
	"waythrough/service"
	"waythrough/whatif/allpairs"
	"waythrough/world"
)

// Where services are taken, each ride from one call of a line to a later one is a link of the
// overlay like the passing of a gate, from station to station. The graph knows no hours: a ride
// costs the wait to be expected by whoever comes at any time, half the mean interval, the time
// for boarding, and the ride. Lines of both sides are on one board; law says which may be taken
// on which side, and a line that does not run on a side is barred there to all.

// A ride is one on a line from a station to another.
type ride struct {
	line     string // its key
	doubtful bool   // the record is not sure that it runs
	from, to int    // stations
	takes    road.Millis
	way      road.Decimetres // as the crow flies
	borders  []int           // that it passes, in order: places in board.borders
}

// A border is one passed on a ride: by whom it is judged hangs on what one rides in.
type border struct {
	regime.Passage
	plate record.AreaID // of a bus
}

// keyOf is the same for the same line, however often it was made.
func keyOf(l *service.Line) string {
	return fmt.Sprint(l.Statement, l.Name, l.Mode, l.Reversed, l.Calls, l.Boarding, l.Wait)
}

// joined lists the lines of several lists, each once.
func joined(lists ...[]service.Line) []service.Line {
	var out []service.Line
	seen := map[string]bool{}
	for _, list := range lists {
		for i := range list {
			if k := keyOf(&list[i]); !seen[k] {
				seen[k] = true
				out = append(out, list[i])
			}
		}
	}
	return out
}

// keysOf gives the keys of lines, in a set.
func keysOf(lines []service.Line) map[string]bool {
	out := map[string]bool{}
	for i := range lines {
		out[keyOf(&lines[i])] = true
	}
	return out
}

// carries reports whether all lines of a side are on a board.
func (x *board) carries(lines []service.Line) bool {
	for i := range lines {
		if !x.lines[keyOf(&lines[i])] {
			return false
		}
	}
	return true
}

// listRides makes the rides of lines that run about a day.
func (x *board) listRides(w *world.World, lines []service.Line, on record.Day) {
	station := map[record.TerminalID]int{}
	for k, s := range x.ground.Stations {
		station[s.Terminal] = k
	}
	known := map[border]int{}
	x.lines = keysOf(lines)
	for i := range lines {
		l := &lines[i]
		runs, wait := l.Usual(on)
		if runs == record.HoldsNot {
			continue
		}
		for first := range l.Calls {
			for last := first + 1; last < len(l.Calls); last++ {
				from, ok := station[l.Calls[first].Terminal]
				to, too := station[l.Calls[last].Terminal]
				if !ok || !too || from == to {
					continue
				}
				r := ride{line: keyOf(l), doubtful: runs != record.HoldsSurely, from: from, to: to}
				between := wait + l.Boarding + l.Calls[last].Arrives - l.Calls[first].Leaves
				r.takes = millis(between).Plus(w.Footway(l.Calls[first].Terminal)).Plus(w.Footway(l.Calls[last].Terminal))
				r.way, r.borders = x.follow(w, l, first, last, known)
				x.rides = append(x.rides, r)
			}
		}
	}
}

func millis(d time.Duration) road.Millis { return road.Millis(d.Milliseconds()) }

// follow gives how far a ride goes and the borders that it passes: those of the crossings
// called at, and one between its terminals where these don't account for the area arrived in.
func (x *board) follow(w *world.World, l *service.Line, first, last int, known map[border]int) (way road.Decimetres, borders []int) {
	here, end := w.Terminal(l.Calls[first].Terminal), w.Terminal(l.Calls[last].Terminal)
	area, at := here.Area, here.At
	plate := record.AreaID("")
	if t := w.Terminal(l.Calls[0].Terminal); t != nil && l.Mode == record.Road {
		plate = t.Area
	}
	add := func(p regime.Passage) {
		b := border{p, plate}
		n, ok := known[b]
		if !ok {
			n = len(x.borders)
			known[b] = n
			x.borders = append(x.borders, b)
		}
		borders = append(borders, n)
	}
	var metres geo.Metres
	for _, c := range l.Calls[first+1 : last] {
		if t := w.Terminal(c.Terminal); t != nil {
			metres += geo.Distance(at, t.At)
			at = t.At
		}
		if to, ok := w.Beyond(c.Crossing, area); c.Crossing != "" && ok {
			if p := w.Record.Crossing(c.Crossing).Posts[0].At; len(p) == 2 {
				post := geo.LatLon{Lat: p[0], Lon: p[1]}
				metres += geo.Distance(at, post)
				at = post
			}
			add(regime.Passage{From: area, To: to, Mode: l.Mode, Crossing: c.Crossing})
			area = to
		}
	}
	if end.Area != area {
		add(regime.Passage{From: area, To: end.Area, Mode: l.Mode, Leaves: l.Calls[first].Terminal, Enters: l.Calls[last].Terminal})
	}
	return road.Decimetres(float64(metres+geo.Distance(at, end.At)) * 10), borders
}

// cost is what a ride costs by a measure.
func (r *ride) cost(least road.Measure) allpairs.Cost {
	if least == road.Distance {
		return allpairs.Cost{First: int64(r.way), Second: int64(r.takes)}
	}
	return allpairs.Cost{First: int64(r.takes), Second: int64(r.way)}
}

// riding asks the law about rides, for one kind of traveller on one side. What it found of a
// border in a history is kept.
type riding struct {
	*judged
	runs     map[string]bool
	profiles map[profileKey]*regime.Profile
	open     map[openKey]bool
}

type profileKey struct {
	history int32
	bus     bool
	plate   record.AreaID
}

type openKey struct {
	border  int
	history int32
}

func (j *judged) riding() *riding {
	return &riding{j, keysOf(j.side.Lines), map[profileKey]*regime.Profile{}, map[openKey]bool{}}
}

// after gives the history after each ride begun with a history; allpairs.Never where it may
// not be made. Between the borders of one ride entries are made as between rides.
func (r *riding) after(history int32) []int32 {
	out := make([]int32, len(r.board.rides))
	for i := range r.board.rides {
		out[i] = r.over(&r.board.rides[i], history)
	}
	return out
}

func (r *riding) over(x *ride, history int32) int32 {
	if !r.runs[x.line] || x.doubtful && r.side.Law != nil && !r.side.PermitUnknown {
		return allpairs.Never
	}
	for _, b := range x.borders {
		if !r.passesRiding(b, history) {
			return allpairs.Never
		}
		history = r.enter(&r.board.borders[b].Passage, history)
	}
	return history
}

func (r *riding) passesRiding(b int, history int32) bool {
	key := openKey{b, history}
	open, known := r.open[key]
	if !known {
		open = r.may(&r.board.borders[b], history)
		r.open[key] = open
	}
	return open
}

// may asks of one border: who rides leaves the own vehicle, and a bus is judged beside those
// in it.
func (r *riding) may(b *border, history int32) bool {
	if b.Crossing != "" && (slices.Contains(r.side.Shut, b.Crossing) || r.barriers.Bar(b.Crossing, b.Mode)) {
		return false
	}
	if r.side.Law == nil {
		return true
	}
	v := r.side.Law.Verdict(b.Passage, r.profile(profileKey{history: history}))
	if b.plate != "" {
		if bus := r.side.Law.Verdict(b.Passage, r.profile(profileKey{history, true, b.plate})); bus < regime.Formality || v < regime.Formality {
			v = bus
		}
	}
	return v >= regime.Formality || v == regime.Unknown && r.side.PermitUnknown
}

func (r *riding) profile(key profileKey) *regime.Profile {
	p := r.profiles[key]
	if p == nil {
		t := r.traveller
		t.Entered = slices.Concat(t.Entered, r.histories.Made(key.history, r.side.Law.Day()))
		t.Vehicle, t.Plate, t.Owner = "none", "", ""
		if key.bus {
			t.Vehicle, t.Plate, t.Owner = "bus", key.plate, "company"
		}
		p = r.side.Law.Profile(t)
		r.profiles[key] = p
	}
	return p
}
