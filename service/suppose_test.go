package service

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"waythrough/record"
	"waythrough/record/builtin"
)

// What is supposed of services that nobody has described is held against those that the record
// describes.
func TestCustoms(t *testing.T) {
	r, err := builtin.Record()
	if err != nil {
		t.Fatal(err)
	}
	ratios := map[record.Mode][]float64{}
	for _, s := range r.Statements {
		if s.Service == nil || s.Service.Carries == "goods" {
			continue
		}
		calls := slices.Clone(s.Service.Calls)
		for i := range calls {
			calls[i].After, calls[i].Stop = record.Span{}, record.Span{}
		}
		customs[s.Service.Mode].time(r, calls)
		last := len(calls) - 1
		q := float64(calls[last].After.Minutes) / float64(s.Service.Calls[last].After.Minutes)
		ratios[s.Service.Mode] = append(ratios[s.Service.Mode], q)
	}
	for _, m := range []record.Mode{record.Air, record.Rail, record.Road} {
		list := ratios[m]
		slices.Sort(list)
		n := len(list)
		if n < 8 {
			t.Fatalf("the record has %d services by %s; too few to hold anything against", n, m)
		}
		if list[0] < 0.5 || list[n/4] < 0.85 || list[n*3/4] > 1.3 || list[n-1] > 1.7 {
			t.Errorf("by %s services are supposed to take %.2f to %.2f times as long as they do, half of them %.2f to %.2f", m, list[0], list[n-1], list[n/4], list[n*3/4])
		}
	}
}

const promised = `
areas:
  - {id: ARM, kind: state, name: Armenia, timezone: Asia/Yerevan}
  - {id: TUR, kind: state, name: Türkiye, timezone: Europe/Istanbul}
crossings:
  - {id: rails, name: Rails, modes: [rail], posts: [{area: ARM, name: A, at: [40.73, 43.75]}, {area: TUR, name: T, at: [40.73, 43.74]}]}
terminals:
  - {id: kars, kind: station, inland: true, name: Kars station, area: TUR, at: [40.602, 43.105]}
  - {id: gyumri, kind: station, inland: true, name: Gyumri station, area: ARM, at: [40.7876, 43.8602]}
  - {id: EVN, kind: airport, name: Zvartnots, area: ARM, at: [40.1473, 44.3959]}
  - {id: IST, kind: airport, name: Istanbul Airport, area: TUR, at: [41.2753, 28.7519]}
statements:
`

// onceTrain is a train as it was recorded: its id, dates, name, time, frequency and what else.
const onceTrain = `  - {id: %s, says: S., public: 1990-01-01, public_basis: test, valid: {%s}, service: {name: %s, mode: rail, operators: [X], calls: [{terminal: kars}, {crossing: rails, after: 1h45m, stop: 2h}, {terminal: gyumri, after: %s}], %s, boarding: 20m%s}}
`

func promise(could string, events ...string) string {
	return fmt.Sprintf("  - {id: promise, says: S., public: 2024-01-01, public_basis: test, commitment: {title: T, undertaking: assess, parties: [ARM, TUR], could: [%s], events: [{on: 2024-01-01, event: agreed, says: E.}%s]}}\n",
		could, strings.Join(events, ""))
}

const trainBack = "{says: Trains run., service: {name: Promised, mode: rail, calls: [{terminal: kars}, {crossing: rails}, {terminal: gyumri}], both_ways: true}}"

func supposedOf(t *testing.T, yaml string) ([]Line, string) {
	t.Helper()
	r, err := record.Load(record.Folder{Name: "test", FS: fstest.MapFS{"r.yaml": {Data: []byte(promised + yaml)}}})
	if err != nil {
		t.Fatal(err)
	}
	day := record.DayOf(2024, 7, 30)
	lines, assumed := Supposed(r.Known(day), r.Statement("promise"), day)
	return lines, strings.Join(assumed, "\n")
}

// What nobody has said of a promised service is that of the last one over the same way, in
// either direction, or derived from distance and mode; and what was said stands.
func TestSupposed(t *testing.T) {
	flight := "{says: Flights., service: {name: F, mode: air, calls: [{terminal: IST}, {terminal: EVN}], both_ways: true}}"
	full := "{says: Trains., service: {name: P, mode: rail, operators: [O], calls: [{terminal: kars}, {crossing: rails, after: 1h, stop: 30m}, {terminal: gyumri, after: 2h}], per_day: 2, boarding: 10m}}"
	old := fmt.Sprintf(onceTrain, "old", "from: 1980, until: 1993-04", "Old Train", "4h15m", "per_week: 2", ", both_ways: true")
	later := fmt.Sprintf(onceTrain, "later", "from: 1995, until: 1996", "Later Train", "5h", `departures: ["20:00"], weekdays: [mon, thu, fri]`, "")
	mail := fmt.Sprintf(onceTrain, "mail", "from: 2000", "Mail", "3h", "per_week: 7", ", carries: goods")
	for _, tt := range []struct {
		what, yaml string
		lines      int
		takes      string // of the first line, in minutes, with its border stop
		wait       string
		said       []string
		never      string
	}{
		{"as the last over that way", old + promise(trainBack), 2, "255 stop 120 boarding 20", "12h0m", []string{
			"The service Promised runs between Kars station and Gyumri station by rail, in 4h15m, with a wait of 12h0m to be expected.",
			"Nobody has said how long it would take or how often it would run: supposed is 4h15m, as Old Train, the last recorded over that way, until 1993-04, took, and one departure a day."}, "km/h"},
		{"the later of two", old + later + promise(trainBack), 2, "300 stop 120 boarding 20", "12h0m", []string{"5h0m, as Later Train"}, "Old"},
		{"goods trains tell nothing", old + mail + promise(trainBack), 2, "255 stop 120 boarding 20", "12h0m", []string{"Old Train"}, "Mail"},
		{"one of the last ten years tells how often", old + strings.Replace(later, "until: 1996", "until: 2015", 1) + promise(trainBack), 2, "300 stop 120 boarding 20", "28h0m", []string{
			"until 2015, took, and 3 a week, as often as that one left."}, "a day"},
		{"but none that begins later", old + strings.Replace(later, "from: 1995, until: 1996", "from: 2025", 1) + promise(trainBack), 2, "255 stop 120 boarding 20", "12h0m", []string{"as Old Train"}, "Later"},
		{"and one that runs", old + strings.Replace(later, ", until: 1996", "", 1) + promise(trainBack), 2, "300 stop 120 boarding 20", "28h0m", []string{
			"supposed is 5h0m, as Later Train took, and 3 a week, as often as that one left."}, "last recorded"},
		// 55.7 km and 11.9 km as the crow flies, 1.4 times as long at 45 km/h, and two hours between.
		{"by distance and mode", promise(trainBack), 2, "246 stop 120 boarding 30", "12h0m", []string{
			"45 km/h over 95 km of line (1.4 times the straight line), 2h0m at each border post, and one departure a day"}, "last service"},
		// 1,323 km at 800 km/h and 45 minutes.
		{"a flight", promise(flight), 2, "144 boarding 120", "12h0m", []string{
			"The service F runs between Istanbul Airport and Zvartnots by air, in 2h24m, with a wait of 12h0m to be expected.",
			"800 km/h over 1323 km of air, 45m for both ends, and one departure a day"}, "border post"},
		{"what was said stands", old + promise(full), 1, "120 stop 30 boarding 10", "6h0m", []string{"The service P runs from Kars station to Gyumri station by rail, in 2h0m"}, "obody"},
		{"only how often is not said", old + promise(strings.Replace(full, "per_day: 2, ", "", 1)), 1, "120 stop 30 boarding 10", "12h0m", []string{"Nobody has said how often it would run: supposed is"}, "how long"},
		{"only how long is not said", promise(strings.NewReplacer(", after: 1h, stop: 30m", "", ", after: 2h", "").Replace(full)), 1, "246 stop 120 boarding 10", "6h0m", []string{"Nobody has said how long it would take: supposed is"}, "how often"},
		{"on foot", promise("{says: Walks., service: {name: W, mode: foot, calls: [{terminal: kars}, {terminal: gyumri}]}}"), 1, "104 boarding 15", "12h0m", []string{"50 km/h over 87 km of road"}, "border post"},
		{"in operation", old + promise(trainBack, ", {on: 2024-03-01, event: in-operation, says: E.}"), 0, "", "", []string{"The service Promised is not added: what was promised is in operation since 2024-03-01"}, "runs between"},
		{"goods", promise(strings.Replace(full, "mode: rail", "mode: rail, carries: goods", 1)), 0, "", "", nil, "service"},
		{"no service", promise("{says: Words.}"), 0, "", "", nil, "service"},
	} {
		lines, said := supposedOf(t, tt.yaml)
		if len(lines) != tt.lines {
			t.Errorf("%s: %d lines, want %d", tt.what, len(lines), tt.lines)
			continue
		}
		for _, s := range tt.said {
			if !strings.Contains(said, s) {
				t.Errorf("%s: %q is not said:\n%s", tt.what, s, said)
			}
		}
		if strings.Contains(said, tt.never) {
			t.Errorf("%s: %q is said:\n%s", tt.what, tt.never, said)
		}
		if tt.lines == 0 {
			continue
		}
		l := lines[0]
		takes := fmt.Sprintf("%g", l.Calls[len(l.Calls)-1].Arrives.Minutes())
		if l.Calls[1].Crossing != "" {
			takes += fmt.Sprintf(" stop %g", (l.Calls[1].Leaves - l.Calls[1].Arrives).Minutes())
		}
		if takes += fmt.Sprintf(" boarding %g", l.Boarding.Minutes()); takes != tt.takes || hours(l.Wait) != tt.wait {
			t.Errorf("%s: takes %s, wait %s; want %s, %s", tt.what, takes, hours(l.Wait), tt.takes, tt.wait)
		}
		if tt.lines == 2 && (!lines[1].Reversed || lines[1].Calls[0].Terminal != l.Calls[len(l.Calls)-1].Terminal) {
			t.Errorf("%s: the way back is %+v", tt.what, lines[1])
		}
		if day := record.DayOf(2024, 7, 30); len(l.Departures(day, day+6)) == 0 {
			t.Errorf("%s: nothing leaves", tt.what)
		}
	}
}
