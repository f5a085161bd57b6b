package timetable

import (
	"iter"
	"sort"

	"waythrough/record"
)

// Domestic is the part of a timetable that stays within areas: the patterns all of whose
// calls lie in one area, and the footpaths between stops of one area. What is reached
// from a stop lies in its area. It is read-only and may be shared; it holds a list of
// the calls at each stop and its own footpaths, 8 bytes each.
type Domestic struct {
	t    *Timetable
	area []uint32 // by stop
	name []string // by area

	patterns, trips int
	firstBoarding   []uint32 // by stop
	boardings       []boarding
	firstFoot       []uint32 // by stop
	foot            []footpath
	longest         int32 // seconds into its day at which the last trip ends
}

// A boarding is a call at which a pattern can be boarded.
type boarding struct{ pattern, call uint32 }

type footpath struct {
	to     uint32
	millis int32
}

// Split tells trips that stay within an area from those that touch several, and lists
// the latter by pattern, in a fixed order. It asks for the area of each stop once, in
// order; "" is an area like others. O(calls of patterns + footpaths).
func (t *Timetable) Split(area func(stop int) string) (*Domestic, []*CrossBorder) {
	d := &Domestic{t: t, area: make([]uint32, t.Stops()), firstBoarding: make([]uint32, t.Stops()+1), firstFoot: make([]uint32, t.Stops()+1)}
	number := map[string]uint32{}
	for i := range d.area {
		name := area(i)
		n, known := number[name]
		if !known {
			n = uint32(len(d.name))
			number[name] = n
			d.name = append(d.name, name)
		}
		d.area[i] = n
	}
	var abroad []*CrossBorder
	var inland []uint32
	for p := range uint32(t.Patterns()) {
		if d.within(p) {
			inland = append(inland, p)
		} else {
			abroad = append(abroad, d.crossBorder(p))
		}
	}
	d.listBoardings(inland)
	for from := range t.Stops() {
		for i := t.firstFoot[from]; i < t.firstFoot[from+1]; i++ {
			if to := t.footTo[i]; d.area[to] == d.area[from] {
				d.foot = append(d.foot, footpath{to, t.footSeconds[i] * 1000})
			}
		}
		d.firstFoot[from+1] = uint32(len(d.foot))
	}
	return d, abroad
}

// within reports whether a pattern stays in one area.
func (d *Domestic) within(p uint32) bool {
	stops, _ := d.t.calls(p)
	for _, s := range stops[1:] {
		if d.area[s] != d.area[stops[0]] {
			return false
		}
	}
	return true
}

// listBoardings lists by stop where each pattern can be boarded: not at its last call.
func (d *Domestic) listBoardings(patterns []uint32) {
	t := d.t
	each := func(visit func(stop uint32, b boarding)) {
		for _, p := range patterns {
			stops, rules := t.calls(p)
			for i, s := range stops[:len(stops)-1] {
				if rules[i]&mayBoard != 0 {
					visit(s, boarding{p, uint32(i)})
				}
			}
		}
	}
	each(func(stop uint32, _ boarding) { d.firstBoarding[stop+1]++ })
	for i := range t.Stops() {
		d.firstBoarding[i+1] += d.firstBoarding[i]
	}
	d.boardings = make([]boarding, d.firstBoarding[t.Stops()])
	next := append([]uint32(nil), d.firstBoarding...)
	each(func(stop uint32, b boarding) {
		d.boardings[next[stop]] = b
		next[stop]++
	})
	for _, p := range patterns {
		d.patterns++
		d.trips += int(t.firstTrip[p+1] - t.firstTrip[p])
		// No trip of the pattern ends later than its last.
		d.longest = max(d.longest, t.times[t.firstTime[p+1]-1].Arrives)
	}
}

// Timetable is what was split.
func (d *Domestic) Timetable() *Timetable { return d.t }

// Area is the area of a stop.
func (d *Domestic) Area(stop int) string { return d.name[d.area[stop]] }

// Size is how many patterns and trips there are within areas.
func (d *Domestic) Size() (patterns, trips int) { return d.patterns, d.trips }

// A CrossBorder is a pattern whose calls lie in several areas: one route, one sequence
// of calls, trips of which none overtakes another.
type CrossBorder struct {
	Pattern int
	Route   int
	Calls   []BorderCall

	t *Timetable
}

// A BorderCall is a halt of a pattern, with the area that it lies in.
type BorderCall struct {
	Stop          int
	Area          string
	Board, Alight bool
}

// A TripInfo describes a trip of a pattern.
type TripInfo struct {
	ID, Headsign string
	// Estimated is true where only the interval between runs is promised, not when
	// they leave.
	Estimated bool
	// Times are those of the calls. They belong to the timetable: not to be written to.
	Times []Times
}

func (d *Domestic) crossBorder(p uint32) *CrossBorder {
	b := &CrossBorder{Pattern: int(p), Route: int(d.t.patternRoute[p]), t: d.t}
	stops, rules := d.t.calls(p)
	for i, s := range stops {
		b.Calls = append(b.Calls, BorderCall{int(s), d.name[d.area[s]], rules[i]&mayBoard != 0, rules[i]&mayAlight != 0})
	}
	return b
}

// Trips is how many trips the pattern has.
func (b *CrossBorder) Trips() int { return int(b.t.firstTrip[b.Pattern+1] - b.t.firstTrip[b.Pattern]) }

// Trip describes a trip of the pattern.
func (b *CrossBorder) Trip(i int) TripInfo {
	trip := b.t.firstTrip[b.Pattern] + uint32(i)
	return TripInfo{
		ID: b.t.text(b.t.tripID[trip]), Headsign: b.t.text(b.t.tripSign[trip]), Estimated: b.t.tripEstimated[trip] != 0,
		Times: b.t.row(uint32(b.Pattern), trip, uint32(len(b.Calls))),
	}
}

// A Run is a trip on a day.
type Run struct {
	Trip  int        // of the pattern
	Day   record.Day // of service
	Start int64      // instant from which the times of the trip count
	times []Times
}

// Arrives is the instant at which the run arrives at a call.
func (r Run) Arrives(call int) int64 { return r.Start + int64(r.times[call].Arrives)*1000 }

// Departs is the instant at which the run leaves a call.
func (r Run) Departs(call int) int64 { return r.Start + int64(r.times[call].Departs)*1000 }

// Runs gives the runs that leave a call from an instant until before another, in order
// of time at every call.
func (b *CrossBorder) Runs(call int, from, until int64) iter.Seq[Run] {
	return func(yield func(Run) bool) {
		t, p := b.t, uint32(b.Pattern)
		zone, calendar := t.routeZone[b.Route], t.patternCalendar[p]
		first, n := t.firstTrip[p], uint32(len(b.Calls))
		latest := int64(t.row(p, t.firstTrip[p+1]-1, n)[call].Departs) * 1000
		day := sort.Search(t.About.Days, func(d int) bool { return t.start(zone, d)+latest >= from })
		for ; day < t.About.Days; day++ {
			start := t.start(zone, day)
			if start+int64(t.row(p, first, n)[call].Departs)*1000 >= until {
				return
			}
			if !t.runs(calendar, day) {
				continue
			}
			for i := range b.Trips() {
				trip := first + uint32(i)
				r := Run{Trip: i, Day: t.About.First + record.Day(day), Start: start, times: t.row(p, trip, n)}
				at := r.Departs(call)
				if at >= until {
					return // the rest leaves later, as do all runs of later days
				}
				if at >= from && t.runs(t.tripCalendar[trip], day) && !yield(r) {
					return
				}
			}
		}
	}
}
