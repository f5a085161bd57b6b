package whatif_test

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"waythrough/record"
	"waythrough/regime"
	"waythrough/whatif"
	"waythrough/world"
)

// Two towns, each ten minutes by car from the station of its state, and a railway between the
// stations over a crossing of its own. No road passes the border.
const railRecord = `
areas:
  - {id: a, kind: de-facto, name: A}
  - {id: b, kind: de-facto, name: B}
crossings:
  - {id: rails, name: Rails, modes: [rail], posts: [{area: a, name: N, at: [40, 40.5]}, {area: b, name: M, at: [40, 40.5]}]}
terminals:
  - {id: sa, kind: station, inland: true, name: Station A, area: a, at: [40, 40.1]}
  - {id: sb, kind: station, inland: true, name: Station B, area: b, at: [40, 40.9]}
statements:
  - {id: in, says: S., public: 2020-01-01, public_basis: test, rule: {part: entry, authority: each, place: {each: true}, effect: permitted}}
`

const railPlaces = "id,name,lat,lon,area,population\npa,PA,40,40,a,100\npb,PB,40,41,b,100\nsa,SA,40,40.1,a,0\nsb,SB,40,40.9,b,0\n"
const railLinks = "from,to,mode,distance_m,duration_s\npa,sa,road,5000,600\nsb,pb,road,5000,600\n"

const gateOpen = "rule: {part: gate, authority: each, place: {each: true}, class: {mode: [rail]}, effect: permitted}"

// A train that takes two hours, eight times a week: 10 h 30 between, half of which one waits.
const goodTrain = "service: {name: Fast, mode: rail, operators: [O], calls: [{terminal: sa}, {crossing: rails, after: 50m, stop: 10m}, {terminal: sb, after: 2h}], per_week: 8, boarding: 20m, both_ways: true}"

func stating(id, what string) string {
	return fmt.Sprintf("  - {id: %s, says: S., public: 2020-01-01, public_basis: test, %s}\n", id, what)
}

func undertaking(would ...string) string {
	for i, w := range would {
		would[i] = "{says: W., " + w + "}"
	}
	return stating("promise", "commitment: {title: T, undertaking: do, parties: [DEU], would: ["+strings.Join(would, ", ")+"], events: [{on: 2021-01-01, event: agreed, says: E.}]}")
}

// riding asks for somebody by hired car and every service, or on foot and by every service.
func riding(w *world.World, onFoot bool) whatif.Question {
	q := car(w)
	q.Rides, q.Traveller.Vehicle = true, "none"
	q.Traveller.Passports = []regime.Passport{{Nationality: "DEU", Type: "ordinary"}}
	if onFoot {
		q.Mode = record.Foot
	}
	return q
}

// What a promised train brings, by hand. Who only drives gains nothing; who can't board, by law,
// neither.
func TestPromisedTrainByHand(t *testing.T) {
	car, ride := 2*600., 2*3600.
	wait := 5.25 * 3600 // half of a week over eight, and twenty minutes to board
	for _, tt := range []struct {
		what   string
		yaml   string
		onFoot bool
		after  float64 // from pa to pb; 0: no way
		said   string
	}{
		{"a train as it is told", stating("gate", gateOpen) + undertaking(goodTrain), false, car + wait*2 + 20*60 + ride, "The service Fast runs between Station A and Station B by rail, in 2h0m"},
		{"on foot to the stations", stating("gate", gateOpen) + undertaking(goodTrain), true, 2*5000/(5/3.6) + wait*2 + 20*60 + ride, ""},
		{"with the gate that it would open", undertaking(goodTrain, gateOpen), false, car + wait*2 + 20*60 + ride, ""},
		{"nothing is recorded of the gate", undertaking(goodTrain), false, 0, "The service Fast runs"},
		{"closed to trains", stating("gate", gateOpen) + stating("shut", "rule: {part: closure, authority: b, place: {crossing: rails}, effect: refused}") + undertaking(goodTrain), false, 0, ""},
		{"closed to others than trains", stating("gate", gateOpen) + stating("shut", "rule: {part: closure, authority: b, place: {border: [a, b]}, class: {mode: [road]}, effect: refused}") + undertaking(goodTrain), false, car + wait*2 + 20*60 + ride, ""},
		{"the line is in ruins", stating("gate", gateOpen) + stating("ruin", "about: {crossing: rails}, valid: {from: 2000}, keeps: 100y, facility: {what: bridge, state: in-ruins, modes: [rail]}") + undertaking(goodTrain), false, 0, ""},
		// 68.2 km as the crow flies, 1.4 times as long, at 45 km/h; two hours at the border; once a day.
		{"nobody said how often and how fast", stating("gate", gateOpen) + undertaking("service: {name: Slow, mode: rail, calls: [{terminal: sa}, {crossing: rails}, {terminal: sb}], both_ways: true}"), false,
			car + 12*3600 + 30*60 + 247*60, "Nobody has said how long it would take or how often it would run: supposed is 45 km/h over 95 km of line (1.4 times the straight line), 2h0m at each border post, and one departure a day."},
	} {
		w := openWorld(t, railRecord+tt.yaml, railPlaces, railLinks)
		q := riding(w, tt.onFoot)
		a, _ := compareWith(t, q, whatif.Scenario{Ifs: []string{"promise"}, Rides: true}, nil)
		got := 0.0
		for _, p := range a.Top {
			if p.From == "pa" && p.To == "pb" {
				got = *p.AfterS
			}
		}
		if math.Abs(got-tt.after) > 1 || a.PairsNewlyJoined != len(a.Top) {
			t.Errorf("%s: %v s, %d joined; want %v s", tt.what, got, a.PairsNewlyJoined, tt.after)
		}
		sides, err := whatif.Resolve(w, whatif.Scenario{Ifs: []string{"promise"}, Rides: true, On: q.On, Known: q.Known}, nil)
		if err != nil || !strings.Contains(strings.Join(sides.Assumed, "\n"), tt.said) || strings.Contains(strings.Join(sides.Assumed, "\n"), "not counted: only roads") {
			t.Errorf("%s: %v, %q", tt.what, err, sides.Assumed)
		}
		if opens := len(a.Crossings) == 1 && a.Crossings[0].ID == "rails" && a.Crossings[0].Opens; opens != (tt.after > 0) {
			t.Errorf("%s: crossings that change are %+v", tt.what, a.Crossings)
		}
		driving := q
		driving.Rides, driving.Mode, driving.Traveller.Vehicle = false, record.Road, "car"
		if a, _ := compareWith(t, driving, whatif.Scenario{Ifs: []string{"promise"}}, nil); a.PairsNewlyJoined+a.PairsQuicker != 0 || a.MarketAccess.After != a.MarketAccess.Before {
			t.Errorf("%s: by road alone %+v", tt.what, a.MarketAccess)
		}
	}
}

// A promised service, one that a file of statements brings and one that is recorded come to the
// same, whatever is compared.
func TestPromisedIsRecorded(t *testing.T) {
	plain := railRecord + stating("gate", gateOpen)
	promised := openWorld(t, plain+undertaking(goodTrain), railPlaces, railLinks)
	recorded := openWorld(t, plain+stating("train", goodTrain), railPlaces, railLinks)
	for _, onFoot := range []bool{false, true} {
		for _, cost := range []string{whatif.Duration, whatif.Distance} {
			ask := func(w *world.World, ifs ...string) *whatif.Answer {
				q := riding(w, onFoot)
				q.Cost = cost
				a, _ := compareWith(t, q, whatif.Scenario{Ifs: ifs, Rides: true}, func(string) (*record.Record, error) {
					return load(t, plain+undertaking(goodTrain), "statements:\n"+stating("train", goodTrain)), nil
				})
				return a
			}
			want := ask(recorded, "close:rails")
			for what, got := range map[string]*whatif.Answer{"promise": ask(promised, "promise"), "file": ask(promised, "train.yaml")} {
				if got.MarketAccess.After != want.MarketAccess.Before || got.MarketAccess.Before != want.MarketAccess.After || got.PairsNewlyJoined != want.PairsCut || want.PairsCut == 0 {
					t.Errorf("on foot %t, by %s, %s: %+v, %d joined; recorded and shut: %+v, %d cut", onFoot, cost, what, got.MarketAccess, got.PairsNewlyJoined, want.MarketAccess, want.PairsCut)
				}
			}
			if none := ask(recorded, "no-waits"); none.PairsQuicker != 0 || none.MarketAccess.Before != want.MarketAccess.Before {
				t.Errorf("a recorded service is not on both sides: %+v", none.MarketAccess)
			}
		}
	}
}

// A sweep ranks what a train would bring as if it were supposed alone.
func TestSweepCountsServices(t *testing.T) {
	w := openWorld(t, railRecord+stating("gate", gateOpen)+undertaking(goodTrain), railPlaces, railLinks)
	q := riding(w, false)
	alone, _ := compareWith(t, q, whatif.Scenario{Ifs: []string{"promise"}, Rides: true}, nil)
	list, err := whatif.Sweep(t.Context(), q, whatif.Scenario{On: q.On, Known: q.Known, Rides: true})
	if err != nil || len(list) != 1 || list[0].NewlyJoined != alone.PairsNewlyJoined || alone.PairsNewlyJoined != 2 {
		t.Errorf("the sweep gives %+v, %v; alone %d pairs are joined", list, err, alone.PairsNewlyJoined)
	}
}

const flights = `statements:
  - id: flights-daily
    says: Two flights a day, as a file supposes.
    public: 2021-12-31
    public_basis: a supposition
    service: {name: Daily, mode: air, operators: [O], calls: [{terminal: IST}, {terminal: EVN, after: 2h10m}], per_day: 2, boarding: 2h, both_ways: true}
`

// The railway Kars – Gyumri, of which studies were decided in 2025, and flights between Istanbul
// and Yerevan in the weeks before they began in 2022.
func TestShippedServices(t *testing.T) {
	for _, tt := range []struct {
		what     string
		onFoot   bool
		on       record.Day
		from, to string
		said     string
	}{
		{"arm-tur-rail-studies-2025", true, record.DayOf(2026, 6, 1), "kars", "gyumri", "4h15m, as Train Kars – Gyumri, the last recorded over that way"},
		{"flights.yaml", false, record.DayOf(2022, 1, 20), "istanbul", "vagharshapat", "The statements of flights.yaml hold."},
	} {
		q := riding(shipped(), tt.onFoot)
		q.On = tt.on
		a, sides := compareWith(t, q, whatif.Scenario{Ifs: []string{tt.what}, Rides: true}, overShipped(map[string]string{"flights.yaml": flights}))
		gained := slices.ContainsFunc(a.Top, func(p whatif.Pair) bool { return p.From == tt.from && p.To == tt.to && *p.AfterS < *p.BeforeS })
		if !gained || a.MarketAccess.After <= a.MarketAccess.Before || a.PairsSlower+a.PairsCut != 0 {
			t.Errorf("%s: %+v, %d quicker, top %+v", tt.what, a.MarketAccess, a.PairsQuicker, a.Top)
		}
		if sides.Heading != whatif.NotAgreed || !strings.Contains(strings.Join(sides.Assumed, "\n"), tt.said) {
			t.Errorf("%s: headed %q, assumed %q", tt.what, sides.Heading, sides.Assumed)
		}
	}
	for on, said := range map[record.Day]string{
		record.DayOf(2022, 1, 20): "as AtlasGlobal Istanbul – Yerevan, the last recorded over that way, until 2019-11-26, took, and 4 a week, as often as that one left",
		record.DayOf(2022, 2, 3):  "The service Flights Istanbul – Yerevan is not added: what was promised is in operation since 2022-02-02",
	} {
		q := riding(shipped(), false)
		q.On = on
		_, sides := compareWith(t, q, whatif.Scenario{Ifs: []string{"arm-tur-flights-2021"}, Rides: true}, nil)
		added := len(sides.After.Lines) - len(sides.Before.Lines)
		if assumed := strings.Join(sides.Assumed, "\n"); !strings.Contains(assumed, said) || sides.Heading != whatif.Agreed || (added > 0) == strings.Contains(said, "not added") {
			t.Errorf("on %s: %d lines more, %s", on, added, assumed)
		}
	}
}

// Over imported roads a ride joins two tables of roads as over tables: what it brings is found
// from the costs by road alone.
func TestRidesOverImportedRoads(t *testing.T) {
	t.Parallel()
	d := drawRoads(t, 3, 3000, 25)
	q, spots := d.question(""), d.places.Spots
	costs := newOracle(t, d, q).costs(t, &whatif.Side{Waits: true})
	first, last := 0, 0
	for i := range costs {
		for j, c := range costs[i] {
			if spots[i].Area != spots[j].Area && c > costs[first][last] && !math.IsInf(c, 1) {
				first, last = i, j
			}
		}
	}
	terminal := func(id string, s *world.Spot) string {
		return fmt.Sprintf("  - {id: %s, kind: station, name: %s, area: %s, at: [%v, %v]}\n", id, id, s.Area, s.At.Lat, s.At.Lon)
	}
	text := "terminals:\n" + terminal("one", spots[first]) + terminal("other", spots[last]) + "statements:\n" +
		stating("fast", "service: {name: Fast, mode: rail, operators: [O], calls: [{terminal: one}, {terminal: other, after: 2m}], per_day: 240, boarding: 1m, both_ways: true}")
	var err error
	if d.w, err = world.OpenRoads(d.n, load(t, d.yaml, text)); err != nil {
		t.Fatal(err)
	}
	q.World, q.Rides, q.Traveller.Vehicle = d.w, true, "none"
	q.Before = whatif.Side{Waits: true}
	q.After = whatif.Side{Waits: true, Lines: d.w.Lines(q.Known)}
	a, err := whatif.Compare(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	const ride = 6 * 60 // three minutes to wait, one to board, two to ride
	before, after := 0.0, 0.0
	for i := range costs {
		for j := range costs {
			if i == j {
				continue
			}
			c := costs[i][j]
			before += d.places.Weights[j] / c
			c = min(c, costs[i][first]+ride+costs[last][j], costs[i][last]+ride+costs[first][j])
			after += d.places.Weights[j] / c
		}
	}
	close := func(a, b float64) bool { return math.Abs(a-b) < 1e-4*b } // the oracle adds up seconds
	if !close(a.MarketAccess.Before, before) || !close(a.MarketAccess.After, after) || a.PairsQuicker == 0 {
		t.Errorf("market access %+v with %d pairs quicker; want %v to %v", a.MarketAccess, a.PairsQuicker, before, after)
	}
}
