package world

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"waythrough/geo"
	"waythrough/record"
	"waythrough/service"
)

// A timetable says at which stops a trip calls, and not where it passes a border between two
// of them. Law acts at crossings: so the trip is taken to pass at the one of the record, for
// its mode and between the areas of the two stops, by which the way is shortest as the crow
// flies, unless even that is a long way round. It passes at the time that the distance there
// suggests. Where the record has no such crossing the border lies between the two stops, and
// what holds there nobody has recorded.

// A way round by a crossing is too long for a line to take if it is longer than wayRound times
// the straight line between two stops, and roundAbout more.
const (
	wayRound              = 1.5
	roundAbout geo.Metres = 30_000
)

// toPort is how far a stop of flights or ships may lie from the port of the record that it is.
const toPort geo.Metres = 5000

// calledAt names the terminal of a stop at which lines over borders call. Who flies or sails is
// let in at the port, by rules of the record about it: so a stop of flights is the airport
// beside it that the record knows, if the network has a place for that, and one of ships the
// seaport. Any other is a terminal of its own.
func (w *World) calledAt(s *Stop, m record.Mode) record.TerminalID {
	best, least := record.TerminalID(s.Halt.ID), toPort
	kind := map[record.Mode]record.TerminalKind{record.Air: record.Airport, record.Water: record.Seaport}[m]
	if kind == "" {
		return best
	}
	for _, t := range w.Record.Terminals {
		if t.Kind != kind || w.terminals[t.ID] == nil {
			continue
		}
		if d := geo.Distance(s.Halt.At, geo.LatLon{Lat: t.At[0], Lon: t.At[1]}); d < least {
			best, least = t.ID, d
		}
	}
	return best
}

// passing gives the crossing at which a line passes from a stop to the next, and the share of
// the way behind it there; empty if it passes none, or none that is recorded.
func (w *World) passing(m record.Mode, from, to *Spot) (record.CrossingID, float64) {
	if from.Area == to.Area {
		return "", 0
	}
	straight := geo.Distance(from.At, to.At)
	least, share := straight*wayRound+roundAbout, 0.0
	var best record.CrossingID
	for _, x := range w.Record.Crossings {
		if far, ok := w.Beyond(x.ID, from.Area); !ok || far != to.Area || !slices.Contains(x.Modes, m) || len(x.Posts[0].At) != 2 || len(x.Posts[1].At) != 2 {
			continue
		}
		at := func(a record.AreaID) geo.LatLon {
			p := w.post(x.ID, a)
			return geo.LatLon{Lat: p.At[0], Lon: p.At[1]}
		}
		there, on := geo.Distance(from.At, at(from.Area)), geo.Distance(at(to.Area), to.At)
		if c := cmp.Compare(there+on, least); c < 0 || c == 0 && x.ID < best {
			best, least, share = x.ID, there+on, 0
			if there+on > 0 {
				share = float64(there / (there + on))
			}
		}
	}
	return best, share
}

// pass adds the crossings at which a line passes to its calls, and says so.
func (w *World) pass(l *service.Line) {
	var calls []service.Call
	for i, c := range l.Calls {
		if i > 0 {
			last := l.Calls[i-1]
			from, to := w.terminals[last.Terminal], w.terminals[c.Terminal]
			if id, share := w.passing(l.Mode, from, to); id != "" {
				takes := c.Arrives - last.Leaves
				at := last.Leaves + min(takes, time.Duration(float64(takes)*share).Round(time.Minute))
				calls = append(calls, service.Call{Crossing: id, Arrives: at, Leaves: at})
				l.Suppose(fmt.Sprintf("where it passes the border between %s and %s its timetable does not say: taken is %s, the crossing for its mode that lies nearest to its way", from.Name, to.Name, w.CrossingName(id)))
			}
		}
		calls = append(calls, c)
	}
	l.Calls = calls
}
