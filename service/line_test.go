package service

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"waythrough/record"
)

// A train over a border, a bus by frequency, a flight three times a week.
const small = `
areas:
  - {id: ARM, kind: state, name: Armenia, timezone: Asia/Yerevan}
  - {id: GEO, kind: state, name: Georgia, timezone: Asia/Tbilisi}
  - {id: TUR, kind: state, name: Türkiye, timezone: Europe/Istanbul}
crossings:
  - {id: gate, name: Gate, modes: [rail], posts: [{area: ARM, name: A, at: [41.2, 44.8]}, {area: GEO, name: G, at: [41.3, 44.8]}]}
terminals:
  - {id: north, kind: station, name: North, area: GEO, at: [41.7, 44.8]}
  - {id: south, kind: station, name: South, area: ARM, at: [40.1, 44.5]}
  - {id: SAW, kind: airport, name: West, area: TUR, at: [40.9, 29.3]}
statements:
  - id: train
    says: A train.
    public: 2020-01-01
    public_basis: test
    valid: {from: 2024-07-02, until: 2024-07-20}
    service: {name: Night train, mode: rail, operators: [X], departures: ["20:20"], days: even, boarding: 30m, both_ways: true,
      calls: [{terminal: north}, {crossing: gate, after: 1h30m, stop: 40m}, {terminal: south, after: 10h}]}
  - id: bus
    says: A bus.
    public: 2020-01-01
    public_basis: test
    service: {name: Bus, mode: road, operators: [X], per_day: 3, boarding: 15m, calls: [{terminal: north}, {terminal: south, after: 6h}]}
  - id: flight
    says: A flight.
    public: 2020-01-01
    public_basis: test
    valid: {from: 2024-07}
    service: {name: Flight, mode: air, operators: [X], per_week: 3, boarding: 2h, calls: [{terminal: SAW}, {terminal: south, after: 2h}]}
  - id: goods
    says: A goods train.
    public: 2020-01-01
    public_basis: test
    service: {name: Goods, mode: rail, carries: goods, operators: [X], per_week: 3, boarding: 2h, calls: [{terminal: north}, {terminal: south, after: 9h}]}
  - id: later
    says: Learned of later.
    public: 2024-08-01
    public_basis: test
    valid: {from: 2024-07-01}
    service: {name: Later, mode: road, operators: [X], per_day: 1, boarding: 1h, calls: [{terminal: north}, {terminal: south, after: 9h}]}
`

func lines(t *testing.T) map[string]Line {
	t.Helper()
	r, err := record.Load(record.Folder{Name: "test", FS: fstest.MapFS{"r.yaml": {Data: []byte(small)}}})
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]Line{}
	for _, l := range Lines(r.Known(record.DayOf(2024, 7, 30))) {
		out[fmt.Sprint(l.Statement, l.Reversed)] = l
	}
	return out
}

func TestLinesTakesPersonsAndWhatWasKnown(t *testing.T) {
	got := lines(t)
	if len(got) != 4 {
		t.Errorf("lines are %v, want train, its way back, bus, flight", got)
	}
}

func TestTimetable(t *testing.T) {
	l := lines(t)["trainfalse"]
	got := l.Departures(record.DayOf(2024, 7, 1), record.DayOf(2024, 7, 31))
	if len(got) != 10 {
		t.Fatalf("%d departures, want the even days from 2 to 20", len(got))
	}
	if at := got[0].At.Format(time.RFC3339); at != "2024-07-02T20:20:00+04:00" || !got[0].Sure || l.Estimate != "" {
		t.Errorf("first departure is %s, sure %v, estimate %q", at, got[0].Sure, l.Estimate)
	}
	if l.Wait != 24*time.Hour {
		t.Errorf("every other day: expected wait is %v, want 24h", l.Wait)
	}
}

func TestWayBackIsMirrored(t *testing.T) {
	l := lines(t)["traintrue"]
	want := []Call{
		{Terminal: "south"},
		{Crossing: "gate", Arrives: 7*time.Hour + 50*time.Minute, Leaves: 8*time.Hour + 30*time.Minute},
		{Terminal: "north", Arrives: 10 * time.Hour, Leaves: 10 * time.Hour},
	}
	for i, c := range l.Calls {
		if c != want[i] {
			t.Errorf("call %d is %+v, want %+v", i, c, want[i])
		}
	}
	if !strings.Contains(l.Estimate, "other direction") || l.Zone().String() != "Asia/Yerevan" {
		t.Errorf("estimate %q, zone %s", l.Estimate, l.Zone())
	}
}

func TestFrequencySpreadsEvenly(t *testing.T) {
	l := lines(t)["busfalse"]
	day := record.DayOf(2024, 7, 3)
	var got []string
	for _, d := range l.Departures(day, day) {
		got = append(got, d.At.Format("15:04"))
	}
	if strings.Join(got, " ") != "04:00 12:00 20:00" || l.Wait != 4*time.Hour || !strings.Contains(l.Estimate, "3 a day") {
		t.Errorf("departures %v, wait %v, estimate %q", got, l.Wait, l.Estimate)
	}
}

func TestWeeklyFrequencyNamesTheWait(t *testing.T) {
	l := lines(t)["flightfalse"]
	got := l.Departures(record.DayOf(2024, 7, 30), record.DayOf(2024, 8, 1))
	if len(got) != 3 || got[0].At.Format(time.RFC3339) != "2024-07-30T12:00:00+03:00" || l.Wait != 28*time.Hour {
		t.Errorf("departures %v, wait %v", got, l.Wait)
	}
	if got[0].Sure || !got[2].Sure {
		t.Error("a line from some day in July is sure from August on only")
	}
}

func TestZoneWithoutName(t *testing.T) {
	if _, offset := time.Unix(0, 0).In(Zone("", 44.5)).Zone(); offset != 3*3600 {
		t.Errorf("nautical zone of 44.5° E is %d s off UTC", offset)
	}
	if Zone("Asia/Yerevan", 0).String() != "Asia/Yerevan" {
		t.Error("a named zone is not used")
	}
}
