package journey

import (
	"fmt"
	"strings"
	"testing"

	"waythrough/record"
	"waythrough/regime"
	"waythrough/world"
)

// Two towns with a station each, and a crossing for trains between them. The law lets trains
// through; whether one runs is what these tests ask.
const stationsRecord = `
areas:
  - {id: XAA, kind: state, name: Aland, timezone: Asia/Yerevan}
  - {id: XBB, kind: state, name: Beland, timezone: Asia/Yerevan}
crossings:
  - {id: rails, name: Rails, modes: [rail], posts: [{area: XAA, name: A, at: [40.3, 44]}, {area: XBB, name: B, at: [40.3, 44]}]}
terminals:
  - {id: sa, kind: station, inland: true, name: Station A, area: XAA, at: [40.01, 44]}
  - {id: sb, kind: station, inland: true, name: Station B, area: XBB, at: [40.59, 44]}
`

const stationsPlaces = `id,name,lat,lon,area,population
alm,Alm,40,44,XAA,1000
bek,Bek,40.6,44,XBB,1000
sa,SA,40.01,44,XAA,0
sb,SB,40.59,44,XBB,0
`

const stationsLinks = "from,to,mode,distance_m,duration_s\nalm,sa,road,1000,120\nsb,bek,road,1000,120\n"

const morningTrain = "{name: Morning Train, mode: rail, operators: [O], calls: [{terminal: sa}, {crossing: rails, after: 30m, stop: 20m}, {terminal: sb, after: 1h30m}], departures: [\"09:00\"], boarding: 15m}"

// stations makes the world with a statement more.
func stations(t *testing.T, what string) *world.World {
	t.Helper()
	more := ""
	if what != "" {
		more = "  - {id: more, says: S., public: 2000-01-01, public_basis: test, " + what + "}\n"
	}
	rules := with("posts part: gate, authority: XAA, place: {area: XAA}, effect: permitted", "in part: entry, authority: XBB, place: {area: XBB}, effect: permitted")
	return open(t, stationsRecord+rules+more, stationsPlaces, stationsLinks)
}

func promising(list, service string) string {
	undertaking := map[string]string{"would": "do", "could": "assess"}[list]
	return fmt.Sprintf("commitment: {title: A train, undertaking: %s, parties: [XAA, XBB], %s: [{says: W., service: %s}], events: [{on: 2021-01-01, event: agreed, says: E.}]}", undertaking, list, service)
}

// A service that is supposed is one like those that are recorded: ways by it are the same to
// the minute. Nobody takes it unasked, but it is told as the nearest single change.
func TestPromisedServices(t *testing.T) {
	recorded := stations(t, "service: "+morningTrain)
	for _, list := range []string{"would", "could"} {
		promised := stations(t, promising(list, morningTrain))
		for _, by := range []string{ByAny, ByTransit} {
			for _, at := range []string{"2024-07-30T08:00", "2024-07-30T08:43", "2024-07-30T08:44", "2024-07-30T20:00"} {
				want := planned(t, recorded, inTown(t, recorded, "alm", "bek", by, at))
				q := inTown(t, promised, "alm", "bek", by, at)
				q.Supposed = []record.StatementID{"more"}
				got := planned(t, promised, q)
				if rides(got) != rides(want) || len(got.Itineraries) == 0 || got.Itineraries[0].Verdict != regime.Permitted {
					t.Errorf("%s, by %s at %s: supposed %s; recorded %s", list, by, at, rides(got), rides(want))
				}
				q.Supposed = nil
				unasked := planned(t, promised, q)
				if len(unasked.Itineraries) > 0 || unasked.NearestChange == nil || unasked.NearestChange.Commitment != "more" ||
					unasked.NearestChange.DurationS != want.Itineraries[0].DurationS || !strings.Contains(strings.Join(unasked.NearestChange.Assumed, ""), "The service Morning Train runs from Station A to Station B") {
					t.Errorf("%s, by %s at %s: unasked %s, change %+v", list, by, at, rides(unasked), unasked.NearestChange)
				}
			}
		}
		// By road there is no train, supposed or not.
		q := inTown(t, promised, "alm", "bek", ByCar, "2024-07-30T08:00")
		if a := planned(t, promised, q); len(a.Itineraries) > 0 || a.NearestChange != nil {
			t.Errorf("by car: %s, change %+v", rides(a), a.NearestChange)
		}
		q.Supposed = []record.StatementID{"more"}
		if a := planned(t, promised, q); len(a.Itineraries) > 0 {
			t.Errorf("by car, supposed: %s", rides(a))
		}
	}
}

// rides tells the ways of an answer, each with its legs and times.
func rides(a *Answer) string {
	var out []string
	for _, it := range a.Itineraries {
		way := it.Verdict.String()
		for _, l := range it.Legs {
			way += fmt.Sprintf(" %s %s–%s %s–%s", l.Kind, l.From.Name, l.To.Name, l.Departs, l.Arrives)
		}
		out = append(out, way)
	}
	return strings.Join(out, "; ")
}

// What a promise does not say is told with the way: how often it is taken to run, and how fast.
func TestPromisedServicesSayWhatIsSupposed(t *testing.T) {
	w := stations(t, promising("could", "{name: Some Train, mode: rail, calls: [{terminal: sa}, {crossing: rails}, {terminal: sb}]}"))
	q := inTown(t, w, "alm", "bek", ByTransit, "2024-07-30T08:00")
	q.Supposed = []record.StatementID{"more"}
	a := planned(t, w, q)
	if len(a.Itineraries) == 0 {
		t.Fatal("no way")
	}
	for _, l := range a.Itineraries[0].Legs {
		if l.Service != nil && (l.Service.Statement != "more" || !strings.Contains(l.Service.Estimate, "nobody has said how long it would take or how often it would run: supposed is 45 km/h over 90 km of line")) {
			t.Errorf("the service is told as %+v", l.Service)
		}
	}
	// One in operation is no longer promised.
	operating := strings.Replace(promising("would", morningTrain), "says: E.}", "says: E.}, {on: 2024-01-01, event: in-operation, says: E.}", 1)
	w = stations(t, operating)
	q = inTown(t, w, "alm", "bek", ByTransit, "2024-07-30T08:00")
	q.Supposed = []record.StatementID{"more"}
	if a := planned(t, w, q); len(a.Itineraries) > 0 {
		t.Errorf("in operation: %s", rides(a))
	}
}
