package gtfs

import (
	"cmp"
	"slices"

	"waythrough/service/timetable"
)

// A tripState is what is known of a trip beside its timetable.Trip while stop_times is
// read.
type tripState struct {
	line     int32
	seen     bool // rows of it were read
	faulty   bool // at least one of its rows is an error
	onDemand bool // a call within a window was left out
}

func (r *reader) readTrips() {
	r.tripIDs.at = map[string]int32{}
	t := r.open("trips.txt", true)
	if t == nil {
		return
	}
	id, route, service, sign := t.must("trip_id"), t.must("route_id"), t.must("service_id"), t.may("trip_headsign")
	signs := map[string]string{} // a headsign is shared by many trips
	r.tripIDs.whole = t.each(func() {
		key, ok := t.declare(id, &r.tripIDs, len(r.feed.Trips))
		if !ok {
			return
		}
		trip := timetable.Trip{
			ID:       key,
			Route:    int(t.find(route, &r.routes, "routes.txt", "route")),
			Calendar: int(t.find(service, &r.services, "calendar.txt or calendar_dates.txt", "service")),
		}
		trip.Headsign = t.shared(sign, signs)
		r.feed.Trips = append(r.feed.Trips, trip)
		r.trips = append(r.trips, tripState{line: int32(t.line)})
	})
}

// maxRuns bounds the runs that the headways of a trip make, as a timetable does: one a
// minute for a week.
const maxRuns = 10_000

func (r *reader) readFrequencies() {
	t := r.open("frequencies.txt", false)
	if t == nil {
		return
	}
	id, from, until := t.must("trip_id"), t.must("start_time"), t.must("end_time")
	every, exact := t.must("headway_secs"), t.may("exact_times")
	type row struct {
		timetable.Headway
		trip int32
		line int
	}
	var rows []row
	t.each(func() {
		trip := t.find(id, &r.tripIDs, "trips.txt", "trip")
		h, ok := t.headway(from, until, every, exact)
		if trip >= 0 && ok {
			rows = append(rows, row{h, trip, t.line})
		}
	})
	slices.SortStableFunc(rows, func(a, b row) int {
		return cmp.Or(cmp.Compare(a.trip, b.trip), cmp.Compare(a.First, b.First))
	})
	runs := 0
	for i, x := range rows {
		if i > 0 && rows[i-1].trip == x.trip && x.First < rows[i-1].Last {
			r.errors.add(t.file, x.line, "start_time", "lies before the end_time of line %d, for the same trip; headways follow one another", rows[i-1].line)
		}
		if i == 0 || rows[i-1].trip != x.trip {
			runs = 0
		}
		if runs += int(x.Last-x.First+x.Every-1) / int(x.Every); runs > maxRuns {
			r.errors.add(t.file, x.line, "headway_secs", "of %d makes more than %d runs of the trip; write a longer one, or several trips", x.Every, maxRuns)
		}
		trip := &r.feed.Trips[x.trip]
		trip.Runs = append(trip.Runs, x.Headway)
	}
}

// headway reads when runs leave.
func (t *table) headway(from, until, every, exact column) (h timetable.Headway, ok bool) {
	var known [4]bool
	h.First, known[0] = t.clock(from)
	h.Last, known[1] = t.clock(until)
	h.Every, known[2] = t.seconds(every)
	isExact, fine := t.choice(exact, 1, 0)
	h.Exact, known[3] = isExact == 1, fine
	for _, c := range []column{from, until, every} {
		if len(t.raw(c)) == 0 {
			t.fail(c, "is blank; a headway holds from one time until another")
			return h, false
		}
	}
	if known != [4]bool{true, true, true, true} {
		return h, false
	}
	if h.Every == 0 {
		t.fail(every, "is 0; write the seconds between two runs, as 600")
		return h, false
	}
	if h.Last <= h.First {
		t.fail(until, "is not after start_time; runs leave from start_time until before end_time, and may do so after 24:00:00")
		return h, false
	}
	return h, true
}

// leaveOut drops the trips that have no two calls, which nobody can ride on.
func (r *reader) leaveOut() {
	kept := r.feed.Trips[:0]
	for i, trip := range r.feed.Trips {
		state := &r.trips[i]
		switch {
		case len(trip.Calls) > 0:
			kept = append(kept, trip)
			continue
		case state.faulty:
			continue
		case state.onDemand:
			r.warnings.add("trips.txt", int(state.line), "trip_id", "%s runs on demand and not at times; it is left out", quoted(trip.ID))
		default:
			r.warnings.add("trips.txt", int(state.line), "trip_id", "%s calls at fewer than two stops; it is left out", quoted(trip.ID))
		}
		r.report.TripsLeftOut++
	}
	clear(r.feed.Trips[len(kept):])
	r.feed.Trips = kept
}
