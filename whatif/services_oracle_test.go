package whatif_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"waythrough/record"
	"waythrough/regime"
	"waythrough/whatif"
	"waythrough/world"
)

// A drawnRide is one that may be made between two terminals of a drawn world.
type drawnRide struct {
	from, to string
	minutes  int
	borders  []regime.Passage
	plate    record.AreaID
	before   bool // runs on the side before too
}

// Drawn worlds with services: each way is found by relaxing over places and sets of entries
// until nothing gets better, each border of a ride judged with what was entered before it.
func TestRidesUnderLaw(t *testing.T) {
	t.Parallel()
	joined, quicker := 0, 0
	for seed := range uint64(150) {
		d := drawRides(t, rand.New(rand.NewPCG(seed, 17)))
		q := riding(d.w, false)
		a, sides := compareWith(t, q, whatif.Scenario{Ifs: []string{"promise"}, Rides: true, PermitUnknown: seed%3 == 0}, nil)
		var before, after float64
		for _, from := range d.towns {
			was, is := d.relax(&sides.Before, &q, from, true), d.relax(&sides.After, &q, from, false)
			for _, to := range d.towns {
				if from == to {
					continue
				}
				if x, ok := was[to]; ok {
					before += 1 / (60 * float64(x))
				}
				if x, ok := is[to]; ok {
					after += 1 / (60 * float64(x))
				}
			}
		}
		if !near(a.MarketAccess.Before, before) || !near(a.MarketAccess.After, after) {
			t.Fatalf("seed %d: market access %v to %v, want %v to %v\n%s", seed, a.MarketAccess.Before, a.MarketAccess.After, before, after, d.yaml)
		}
		joined, quicker = joined+a.PairsNewlyJoined, quicker+a.PairsQuicker
	}
	if joined < 20 || quicker < 20 {
		t.Errorf("the worlds tell too little apart: %d joined, %d quicker", joined, quicker)
	}
}

func near(a, b float64) bool { return math.Abs(a-b) <= 1e-9*math.Max(math.Abs(a), math.Abs(b)) }

type drawnRides struct {
	w     *world.World
	yaml  string
	towns []string
	rides []drawnRide
	roads map[string]int // minutes by "from to"
}

// drawRides draws three areas in a row, with a station and an airport each, a railway through
// all, a road over one border, and lines; the last of them is promised.
func drawRides(t *testing.T, rng *rand.Rand) *drawnRides {
	d := &drawnRides{roads: map[string]int{}}
	var y strings.Builder
	places, links := "id,name,lat,lon,area,population\n", "from,to,mode,distance_m,duration_s,crossing\n"
	y.WriteString("areas:\n  - {id: a0, kind: de-facto, name: A0}\n  - {id: a1, kind: de-facto, name: A1}\n  - {id: a2, kind: de-facto, name: A2}\ncrossings:\n")
	for x := range 2 {
		for _, mode := range []string{"rail", "road"} {
			fmt.Fprintf(&y, "  - {id: %s%d, name: X, modes: [%s], posts: [{area: a%d, name: N, at: [40, 4%d]}, {area: a%d, name: M, at: [40, 4%d]}]}\n", mode, x, mode, x, x, x+1, x)
		}
	}
	y.WriteString("terminals:\n")
	link := func(from, to, crossing string) {
		minutes := 1 + rng.IntN(90)
		d.roads[from+" "+to], d.roads[to+" "+from] = minutes, minutes
		links += fmt.Sprintf("%s,%s,road,1000,%d,%s\n", from, to, minutes*60, crossing)
	}
	for a := range 3 {
		fmt.Fprintf(&y, "  - {id: s%d, kind: station, inland: true, name: S, area: a%d, at: [40, 4%d]}\n  - {id: f%d, kind: airport, name: F, area: a%d, at: [41, 4%d]}\n", a, a, a, a, a, a)
		for _, p := range []string{"p", "q", "s", "f"} {
			people := 1
			if p == "s" || p == "f" {
				people = 0
			} else {
				d.towns = append(d.towns, fmt.Sprint(p, a))
			}
			places += fmt.Sprintf("%s%d,P,40,4%d,a%d,%d\n", p, a, a, a, people)
			if p != "p" && (p != "q" || rng.IntN(3) > 0) {
				link(fmt.Sprint("p", a), fmt.Sprint(p, a), "")
			}
		}
	}
	link("p0", "p1", "road0")
	d.law(rng, &y)
	for n := range 2 + rng.IntN(3) {
		d.line(rng, &y, n, n == 0)
	}
	d.yaml = y.String()
	d.w = openWorld(t, d.yaml, places, links)
	return d
}

func (d *drawnRides) law(rng *rand.Rand, y *strings.Builder) {
	n := 0
	say := func(format string, args ...any) {
		n++
		y.WriteString(stating(fmt.Sprint("s", n), fmt.Sprintf(format, args...)))
	}
	y.WriteString("statements:\n")
	class := func() string {
		return pickText(rng, "", "", ", class: {mode: [rail]}", ", class: {mode: [air]}", ", class: {mode: [road]}", ", class: {vehicle: [bus]}", ", class: {nationals: [DEU]}", ", class: {nationals: {except: [DEU]}}")
	}
	effect := func() string { return pickText(rng, "permitted", "permitted", "permitted", "refused") }
	say("rule: {part: entry, authority: each, place: {each: true}, subject: vehicle, effect: permitted}")
	for a := range 3 {
		say("rule: {part: entry, authority: a%d, place: {area: a%d}%s, effect: permitted}", a, a, pickText(rng, "", "", ", class: {mode: [rail]}", ", class: {mode: [air]}"))
		say("rule: {part: gate, authority: a%d, place: {area: a%d}%s, effect: %s}", a, a, class(), effect())
		if rng.IntN(3) == 0 {
			say("rule: {part: gate, authority: a%d, place: {terminal: f%d}, effect: %s}", a, a, effect())
		}
	}
	if rng.IntN(2) == 0 {
		say("rule: {part: closure, authority: a1, place: {border: [a%d, a1]}%s, effect: refused}", 2*rng.IntN(2), class())
	}
	via := pickText(rng, "", ", via: [rail0]", ", via: [road0]", ", not_via: [rail0]", ", via: [rail1]")
	say("rule: {part: entry, authority: a%d, place: {area: a%d}, class: {history: [{entered: a1%s}]}, effect: refused}", 2*rng.IntN(2), 2*rng.IntN(2), via)
}

// line draws a train, bus or flight; promised, it is what the commitment would bring.
func (d *drawnRides) line(rng *rand.Rand, y *strings.Builder, n int, promised bool) {
	mode := pickText(rng, "rail", "rail", "road", "air")
	stops := []string{"s0", "s1", "s2"}
	if mode == "air" {
		stops = []string{"f0", "f1", "f2"}
	}
	from, to := rng.IntN(3), rng.IntN(3)
	for from == to {
		to = rng.IntN(3)
	}
	if mode == "air" || rng.IntN(3) == 0 {
		stops = []string{stops[from], stops[to]}
	} else if from > to {
		slices.Reverse(stops)
	}
	week, boarding := 1+rng.IntN(20), 5+rng.IntN(100)
	at, calls := 0, []string{"{terminal: " + stops[0] + "}"}
	type call struct {
		terminal, crossing string
		arrives, leaves    int
	}
	list := []call{{terminal: stops[0]}}
	for i := 1; i < len(stops); i++ {
		x, y := int(stops[i-1][1]-'0'), int(stops[i][1]-'0')
		for step := x; mode != "air" && step != y; {
			next := step + 1
			if y < x {
				next = step - 1
			}
			at += 10 + rng.IntN(100)
			id, stop := fmt.Sprint(mode, min(step, next)), 1+rng.IntN(30)
			calls = append(calls, fmt.Sprintf("{crossing: %s, after: %dm, stop: %dm}", id, at, stop))
			list = append(list, call{crossing: id, arrives: at, leaves: at + stop})
			at, step = at+stop, next
		}
		at += 10 + rng.IntN(100)
		stop := 1 + rng.IntN(9)
		calls = append(calls, fmt.Sprintf("{terminal: %s, after: %dm, stop: %dm}", stops[i], at, stop))
		list = append(list, call{terminal: stops[i], arrives: at, leaves: at + stop})
		at += stop
	}
	text := fmt.Sprintf("service: {name: L%d, mode: %s, operators: [O], calls: [%s], per_week: %d, boarding: %dm}", n, mode, strings.Join(calls, ", "), week, boarding)
	if promised {
		y.WriteString(undertaking(text, "rule: {part: gate, authority: a1, place: {area: a1}, effect: permitted}"))
	} else {
		y.WriteString(stating(fmt.Sprint("line", n), text))
	}
	area := func(terminal string) record.AreaID { return record.AreaID("a" + terminal[1:]) }
	wait := int(math.Round(7 * 24 * 60 / float64(week) / 2))
	for i, c := range list {
		if c.terminal == "" {
			continue
		}
		here := area(c.terminal)
		var borders []regime.Passage
		for _, o := range list[i+1:] {
			if o.terminal == "" {
				next := record.AreaID(fmt.Sprint("a", int(o.crossing[4]-'0')))
				if next == here {
					next = record.AreaID(fmt.Sprint("a", int(o.crossing[4]-'0')+1))
				}
				borders = append(borders, regime.Passage{From: here, To: next, Mode: record.Mode(mode), Crossing: record.CrossingID(o.crossing)})
				here = next
				continue
			}
			r := drawnRide{from: c.terminal, to: o.terminal, minutes: wait + boarding + o.arrives - c.leaves, borders: slices.Clone(borders), before: !promised}
			if here != area(o.terminal) {
				r.borders = append(r.borders, regime.Passage{From: here, To: area(o.terminal), Mode: record.Mode(mode), Leaves: record.TerminalID(c.terminal), Enters: record.TerminalID(o.terminal)})
			}
			if mode == "road" {
				r.plate = area(list[0].terminal)
			}
			d.rides = append(d.rides, r)
		}
	}
}

// relax gives the least minutes from a town to each place on a side.
func (d *drawnRides) relax(side *whatif.Side, q *whatif.Question, from string, before bool) map[string]int {
	type at struct{ place, entries string }
	sets := map[string][]regime.Entered{"": nil}
	passes := func(p regime.Passage, entries string, plate record.AreaID) (string, bool) {
		verdict := func(vehicle string) regime.Verdict {
			who := q.Traveller
			who.Entered = sets[entries]
			who.Vehicle = vehicle
			if vehicle == "bus" {
				who.Plate, who.Owner = plate, "company"
			}
			return side.Law.Judge(p, side.Law.Profile(who)).Verdict
		}
		v := verdict("none")
		if plate != "" {
			if bus := verdict("bus"); bus < regime.Formality || v < regime.Formality {
				v = bus
			}
		}
		via := string(p.Crossing) + string(p.Enters)
		return withEntry(sets, entries, regime.Entered{Area: p.To, Via: via, From: p.From, On: q.On, OnWay: true}),
			v >= regime.Formality || v == regime.Unknown && side.PermitUnknown
	}
	best := map[at]int{{from, ""}: 0}
	for todo := []at{{from, ""}}; len(todo) > 0; todo = todo[1:] {
		here := todo[0]
		reach := func(place, entries string, minutes int) {
			next := at{place, entries}
			if old, ok := best[next]; !ok || best[here]+minutes < old {
				best[next] = best[here] + minutes
				todo = append(todo, next)
			}
		}
		for pair, minutes := range d.roads {
			ends := strings.Fields(pair)
			if ends[0] != here.place {
				continue
			}
			entries, ok := here.entries, true
			if ends[0][1] != ends[1][1] {
				entries, ok = passes(regime.Passage{From: record.AreaID("a" + ends[0][1:]), To: record.AreaID("a" + ends[1][1:]), Mode: record.Road, Crossing: "road0"}, entries, "")
			}
			if ok {
				reach(ends[1], entries, minutes)
			}
		}
		for _, r := range d.rides {
			if r.from != here.place || before && !r.before {
				continue
			}
			entries, ok := here.entries, true
			for _, b := range r.borders {
				if ok {
					entries, ok = passes(b, entries, r.plate)
				}
			}
			if ok {
				reach(r.to, entries, r.minutes)
			}
		}
	}
	out := map[string]int{}
	for x, minutes := range best {
		if old, ok := out[x.place]; !ok || minutes < old {
			out[x.place] = minutes
		}
	}
	return out
}
