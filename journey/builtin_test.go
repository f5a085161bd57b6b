package journey

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"sync"
	"testing"
	"time"

	"waythrough/record"
	recordbuiltin "waythrough/record/builtin"
	"waythrough/regime"
	roadbuiltin "waythrough/road/builtin"
	"waythrough/world"
)

// shipped is a planner over the record and network that ship.
var shipped = sync.OnceValue(func() *Planner {
	r, err := record.Load(recordbuiltin.Files())
	if err != nil {
		panic(err)
	}
	n, err := roadbuiltin.Network()
	if err != nil {
		panic(err)
	}
	return New(world.Open(n, r))
})

func plan(t testing.TB, from, to, by, on string, traveller regime.Traveller) *Answer {
	t.Helper()
	p := shipped()
	d, err := record.ParseDate(on)
	if err != nil {
		t.Fatal(err)
	}
	q := Query{By: by, Traveller: traveller, Depart: Morning(d.FirstDay()), Known: record.DayOf(2026, 11, 23)}
	if q.From, err = p.w.Find(from); err != nil {
		t.Fatal(err)
	}
	if q.To, err = p.w.Find(to); err != nil {
		t.Fatal(err)
	}
	start := time.Now()
	a, err := p.Plan(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	if os.Getenv("SHOW") != "" {
		show(a, time.Since(start))
	}
	return a
}

func show(a *Answer, took time.Duration) {
	fmt.Println("took", took, "notes", a.Notes)
	for _, it := range a.Itineraries {
		fmt.Println("==", it.Departs, it.Arrives, time.Duration(it.DurationS)*time.Second, it.DistanceM/1000, "km", it.Verdict)
		for _, f := range it.Formalities {
			fmt.Print("   papers at ", f.At, ":")
			for _, n := range f.Needs {
				fmt.Print(" ", n.Paper)
			}
			fmt.Println()
		}
		for _, l := range it.Legs {
			showLeg(l)
		}
	}
	if a.Direct != nil {
		fmt.Println("direct", a.Direct.DistanceM, time.Duration(a.Direct.DurationS)*time.Second)
		for _, l := range a.Direct.Legs {
			showLeg(l)
		}
		for _, b := range a.Direct.BlockedBy {
			fmt.Println("   blocked by", b.Crossing, b.From, b.To, b.Verdict, b.Reading)
			for _, r := range b.Reasons {
				fmt.Println("      ", r.Part, r.Authority, r.Effect, r.Statement, r.Says)
			}
		}
	}
}

func showLeg(l Leg) {
	fmt.Print("   ", l.Kind, " ", l.Mode, " ", l.From.Name, " > ", l.To.Name, " ", l.Departs, " ", time.Duration(l.DurationS)*time.Second, " ", l.DistanceM, " ", l.Via, " ", l.Crossing)
	if l.Verdict != nil {
		fmt.Print(" ", l.Reading)
	}
	if l.Service != nil {
		fmt.Print(" [", l.Service.Name, "] ", l.Service.Estimate)
	}
	fmt.Println()
}

var german = regime.Traveller{Passports: []regime.Passport{{Nationality: "DEU", Type: "ordinary"}}, Vehicle: "car"}

func TestIgdirYerevanByCar(t *testing.T) {
	a := plan(t, "Iğdır", "Yerevan", ByCar, "2024-07-30", german)
	if len(a.Itineraries) == 0 || len(a.Itineraries) > mostItineraries {
		t.Fatalf("%d itineraries", len(a.Itineraries))
	}
	first := a.Itineraries[0]
	if first.Verdict < regime.Formality {
		t.Errorf("the first itinerary is %s", first.Verdict)
	}
	var areas []string
	for _, l := range first.Legs {
		if l.Kind != Border {
			continue
		}
		areas = append(areas, string(l.From.Area), string(l.To.Area))
		if l.Verdict == nil || len(l.Reasons) == 0 || l.Crossing == "" {
			t.Errorf("border leg at %s is not judged", l.From.Name)
		}
	}
	if got := fmt.Sprint(areas); got != "[TUR GEO GEO ARM]" {
		t.Errorf("borders passed: %s", got)
	}
	d := a.Direct
	if d == nil || d.DistanceM < 55_000 || d.DistanceM > 66_000 {
		t.Fatalf("direct is %+v, want about 60 km", d)
	}
	if len(d.BlockedBy) != 1 || d.BlockedBy[0].Crossing != "margara-alican" || d.BlockedBy[0].Verdict != "refused" {
		t.Fatalf("direct is blocked by %+v", d.BlockedBy)
	}
	closed := false
	for _, r := range d.BlockedBy[0].Reasons {
		closed = closed || r.Part == record.Closure && r.Authority == "TUR" && r.Effect == regime.Refused
	}
	if !closed {
		t.Errorf("the closure is not among the reasons %+v", d.BlockedBy[0].Reasons)
	}
}

// flies reports whether an itinerary has a flight between two areas.
func flies(it Itinerary, from, to record.AreaID) bool {
	for _, l := range it.Legs {
		if l.Kind == Fly && l.From.Area == from && l.To.Area == to {
			return true
		}
	}
	return false
}

func served(it Itinerary) bool {
	for _, l := range it.Legs {
		if l.Service != nil {
			return true
		}
	}
	return false
}

func TestIstanbulYerevanByAny(t *testing.T) {
	a := plan(t, "Istanbul", "Yerevan", ByAny, "2024-07-30", regime.Traveller{})
	if len(a.Itineraries) < 2 || !flies(a.Itineraries[0], "TUR", "ARM") {
		t.Fatal("the flight is not first")
	}
	overland := false
	for _, it := range a.Itineraries[1:] {
		overland = overland || !served(it) && it.Verdict >= regime.Formality
	}
	if !overland {
		t.Error("no way by land follows")
	}
	for _, it := range plan(t, "Istanbul", "Yerevan", ByAny, "2021-11-01", regime.Traveller{}).Itineraries {
		if flies(it, "TUR", "ARM") {
			t.Error("there was no such flight on 2021-11-01")
		}
	}
}

// An answer does not depend on what was asked before, nor on the order of maps.
func TestPlanIsDeterministic(t *testing.T) {
	want, err := json.Marshal(plan(t, "Van", "Tbilisi", ByAny, "2025-03-01", german))
	if err != nil {
		t.Fatal(err)
	}
	for range 3 {
		got, err := json.Marshal(plan(t, "Van", "Tbilisi", ByAny, "2025-03-01", german))
		if err != nil || !bytes.Equal(got, want) {
			t.Fatal("the same question got two answers")
		}
	}
}

func TestArriveBy(t *testing.T) {
	p := shipped()
	from, _ := p.w.Find("Kars")
	to, _ := p.w.Find("Batumi")
	deadline := record.DayOf(2024, 7, 30).Start() + 18*60
	a, err := p.Plan(t.Context(), Query{From: from, To: to, Traveller: german, ArriveBy: deadline, Known: record.DayOf(2026, 11, 23)})
	if err != nil || len(a.Itineraries) == 0 {
		t.Fatal(err, a)
	}
	for _, it := range a.Itineraries {
		arrives, err := time.Parse(time.RFC3339, it.Arrives)
		if err != nil || record.MinuteOf(arrives) > deadline || deadline-record.MinuteOf(arrives) > 60 {
			t.Errorf("arrives %s, to be there by %s", it.Arrives, deadline.Time())
		}
	}
}

func TestByFootAndBicycle(t *testing.T) {
	foot := plan(t, "batumi", "Hopa", ByFoot, "2024-07-30", regime.Traveller{Passports: german.Passports})
	bicycle := plan(t, "batumi", "Hopa", ByBicycle, "2024-07-30", regime.Traveller{Passports: german.Passports})
	if len(foot.Itineraries) == 0 || foot.Itineraries[0].Legs[0].Kind != Walk {
		t.Fatalf("on foot: %+v", foot.Itineraries)
	}
	if bicycle.Direct == nil || foot.Direct.DurationS <= bicycle.Direct.DurationS {
		t.Error("walking is no slower than cycling")
	}
}

func TestPlanRefusesWhatItCantRead(t *testing.T) {
	p := shipped()
	here, _ := p.w.Find("Kars")
	there, _ := p.w.Find("Gyumri")
	for what, q := range map[string]Query{
		"a boat":               {From: here, To: there, By: "boat"},
		"an unknown unknown":   {From: here, To: there, Unknown: "maybe"},
		"nowhere":              {From: here},
		"the same place twice": {From: here, To: here, Depart: Morning(firstDay), Known: firstDay},
	} {
		if _, err := p.Plan(t.Context(), q); err == nil {
			t.Errorf("%s is answered", what)
		}
	}
}

// Clocks in Germany were put from 02:00 to 03:00 on 31 March 2024 (Directive 2000/84/EC).
func TestHourThatNoClockShows(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	a, b := &world.Spot{ID: "a", Name: "A", Zone: berlin}, &world.Spot{ID: "b", Name: "B", Zone: berlin}
	for text, ok := range map[string]bool{"2024-03-31T01:59": true, "2024-03-31T02:00": false, "2024-03-31T02:30": false, "2024-03-31T03:00": true, "2024-10-27T02:30": true} {
		d, err := record.ParseDate(text)
		if err != nil {
			t.Fatal(err)
		}
		from, to := world.Place{Spots: []*world.Spot{a}}, world.Place{Spots: []*world.Spot{b}}
		for _, q := range []Query{{From: from, To: to, Depart: d.First}, {From: from, To: to, ArriveBy: d.First}} {
			if err := q.clocks(); (err == nil) != ok {
				t.Errorf("%s: %v", text, err)
			}
		}
	}
}

func BenchmarkPlanByAny(b *testing.B) {
	for b.Loop() {
		plan(b, "Istanbul", "Yerevan", ByAny, "2024-07-30", regime.Traveller{})
	}
}

// Where there is no lawful way the search has to give up on its own.
func BenchmarkPlanWithoutWay(b *testing.B) {
	armenian := regime.Traveller{Passports: []regime.Passport{{Nationality: "ARM", Type: "ordinary"}}}
	for b.Loop() {
		plan(b, "Yerevan", "Baku", ByAny, "2024-07-30", armenian)
	}
}
