package gtfs

import (
	"cmp"
	"math"
	"slices"

	"waythrough/geo"
	"waythrough/service/timetable"
)

// farthest is how far apart stops may lie for a change between them that has no time: no
// vehicle waits, and nobody walks, for longer.
const farthest geo.Metres = 10_000

// maxTransfers bounds the pairs of platforms that rows between stations stand for.
const maxTransfers = 2 << 20

// A rule is a transfer with what decides between two for the same pair of stops.
type rule struct {
	timetable.Transfer
	stations int // how many of its ends are stations: of a few rules the narrowest holds
	line     int
}

type transferReader struct {
	*reader
	t                  *table
	from, to           column
	kind, seconds      column
	fromTrip, toTrip   column
	fromRoute, toRoute column

	rules []rule
	pairs int
	at    map[[2]int32]int
}

func (r *reader) readTransfers() {
	t := r.open("transfers.txt", false)
	if t == nil {
		return
	}
	x := &transferReader{reader: r, t: t, at: map[[2]int32]int{},
		from: t.must("from_stop_id"), to: t.must("to_stop_id"), kind: t.may("transfer_type"), seconds: t.may("min_transfer_time"),
		fromTrip: t.may("from_trip_id"), toTrip: t.may("to_trip_id"), fromRoute: t.may("from_route_id"), toRoute: t.may("to_route_id"),
	}
	t.each(x.row)
	slices.SortFunc(x.rules, func(a, b rule) int {
		return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To))
	})
	for _, rule := range x.rules {
		r.feed.Transfers = append(r.feed.Transfers, rule.Transfer)
	}
}

// The values of transfer_type that are kept.
const (
	recommended = iota
	timed
	minimum
	forbidden
)

func (x *transferReader) row() {
	t := x.t
	kind, ok := t.choice(x.kind, 5, recommended)
	if !ok {
		return
	}
	if kind > forbidden {
		t.warn(x.kind, "%d tells of staying in the vehicle from trip to trip; it is left out, and the two are trips with a change", kind)
		return
	}
	from, to := x.end(x.from), x.end(x.to)
	seconds, given := t.seconds(x.seconds)
	if !given && len(t.raw(x.seconds)) > 0 || from == nil || to == nil {
		return
	}
	for _, c := range []column{x.fromTrip, x.toTrip, x.fromRoute, x.toRoute} {
		if len(t.raw(c)) > 0 {
			t.warn(c, "is given: a transfer for some trips or routes only is left out")
			return
		}
	}
	if kind == minimum && !given {
		t.warn(x.seconds, "is blank, and transfer_type 2 asks for it; the transfer is taken for a recommended one (0)")
		kind = recommended
	}
	stations := 0
	for _, p := range []*place{from, to} {
		if p.kind == isStation {
			stations++
		}
	}
	begins, ends := from.stops(), to.stops()
	if x.pairs += len(begins) * len(ends); x.pairs > maxTransfers {
		t.stop(&limitError{"transfers between stations stand for more than 2,097,152 pairs of platforms; name the platforms instead"}, t.line)
		return
	}
	for _, a := range begins {
		for _, b := range ends {
			x.add(a, b, rule{timetable.Transfer{Seconds: seconds, Forbidden: kind == forbidden}, stations, t.line}, kind, given)
		}
	}
}

// end is where a transfer begins or ends; nil if that can't be said.
func (x *transferReader) end(c column) *place {
	at := x.t.find(c, &x.placeIDs, "stops.txt", "stop")
	if at < 0 {
		return nil
	}
	p := &x.places[at]
	if p.kind == isEntrance || p.kind == isNode {
		x.t.warn(c, "%s has location_type %d, and transfers lead between stops (0) and stations (1); it is left out", quoted(x.t.raw(c)), p.kind)
		return nil
	}
	return p
}

// add takes a rule for a pair of stops. Of two the narrower holds; of two as narrow the
// one that promises less.
func (x *transferReader) add(from, to int32, new rule, kind int, given bool) {
	new.From, new.To = int(from), int(to)
	if away := x.metres(from, to); !given && kind != forbidden {
		if away > farthest {
			x.t.warn(x.seconds, "is blank, and the stops lie %.0f km apart; the transfer is left out", away/1000)
			return
		}
		if kind == recommended {
			if from == to {
				return // it says no more than that one may change there
			}
			new.Seconds = int32(math.Ceil(float64(away) * timetable.WalkDetour / timetable.WalkSpeed))
		}
	}
	key := [2]int32{from, to}
	at, known := x.at[key]
	if !known {
		x.at[key] = len(x.rules)
		x.rules = append(x.rules, new)
		return
	}
	old := &x.rules[at]
	switch {
	case new.stations < old.stations:
		*old = new
	case new.stations > old.stations || new.Transfer == old.Transfer:
	default:
		x.t.warn(x.from, "and to_stop_id are those of line %d, with another time or type; the longer time holds, and what is forbidden is", old.line)
		if new.Forbidden || !old.Forbidden && new.Seconds > old.Seconds {
			*old = new
		}
	}
}

// metres is the straight line between two stops.
func (r *reader) metres(a, b int32) geo.Metres {
	return geo.Distance(r.feed.Stops[a].At, r.feed.Stops[b].At)
}
