package world

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"waythrough/record"
	"waythrough/road"
	"waythrough/road/worldgen"
)

// drawnDay is a day of the year in which the waits of drawn worlds were observed.
var drawnDay = record.DayOf(2024, 7, 30)

const minutes road.Millis = 60_000

// drawnWaits are observations at two of three recorded crossings: on the way out of the
// first of its areas, for cars and for all else; or both ways, for whatever passes.
func drawnWaits(crossings []worldgen.Crossing) string {
	var b strings.Builder
	b.WriteString("statements:\n")
	for i, x := range crossings {
		observed := ""
		switch {
		case x.ID == "" || i%3 == 2:
			continue
		case i%3 == 0:
			observed = fmt.Sprintf("from: %s, to: %s, waits: [{vehicle: car, median: %dm, nine_in_ten: %dm}, {median: 5m}]", x.Areas[0], x.Areas[1], 10+i, 30+i)
		default:
			observed = "waits: [{median: 7m}]"
		}
		fmt.Fprintf(&b, "  - {id: waits-%d, says: S., about: {crossing: [%s]}, valid: {from: 2024-01-01, until: 2024-12-31}, keeps: 100y, public: 2024-02-01, public_basis: test, observation: {%s}}\n", i, x.ID, observed)
	}
	return b.String()
}

// On a day on which waits were observed the gates have them, each in its direction and for
// its vehicle; nothing else of the ground is another.
func TestGatesHaveTheWaitsOfTheDay(t *testing.T) {
	type seen struct {
		usual, worst road.Millis
		wayOut       record.AreaID // "": both ways
	}
	drawn := worldgen.New(worldgen.Options{Seed: 1, Nodes: 2000, Areas: 6, Crossings: 4})
	s := samples[0]
	s.open(t)
	for _, v := range vehicles {
		want := map[record.CrossingID]seen{}
		for i, x := range drawn.Crossings() {
			switch {
			case x.ID == "" || i%3 == 2:
			case i%3 == 1:
				want[record.CrossingID(x.ID)] = seen{7 * minutes, 0, ""}
			case v == Car:
				want[record.CrossingID(x.ID)] = seen{road.Millis(10+i) * minutes, road.Millis(30+i) * minutes, record.AreaID(x.Areas[0])}
			default:
				want[record.CrossingID(x.ID)] = seen{5 * minutes, 0, record.AreaID(x.Areas[0])}
			}
		}
		g, err := s.world.Ground(v, nil, nil)
		if err != nil {
			t.Fatal(err)
		}
		day := g.On(s.world.Barriers(drawnDay, drawnDay))
		waiting := 0
		for i := range day.Gates {
			x := &day.Gates[i]
			w := want[x.Crossing]
			if w.wayOut != "" && w.wayOut != x.From {
				w = seen{}
			}
			if x.Wait != w.usual || x.Worst != w.worst {
				t.Errorf("%s from %s at %s waits %d ms, at worst %d; want %d, %d", v, x.From, x.Crossing, x.Wait, x.Worst, w.usual, w.worst)
			}
			if x.Wait > 0 {
				waiting++
			}
			if g.Gates[i].Wait != 0 || day.Gates[i].Crossing != g.Gates[i].Crossing {
				t.Fatalf("gate %d of the ground itself became %+v", i, g.Gates[i])
			}
		}
		if waiting < 3 || waiting == len(day.Gates) {
			t.Errorf("%s waits at %d of %d gates", v, waiting, len(day.Gates))
		}
		for e := range Entry(len(g.Gates)) {
			if a, b := g.Row(e), day.Row(e); len(a) > 0 && &a[0] != &b[0] {
				t.Fatal("the tables were made anew")
			}
		}
	}
}

// Days with the same waits have one ground, whenever they were known; a day without any has
// the ground itself.
func TestDaysOfTheSameWaitsHaveOneGround(t *testing.T) {
	s := samples[0]
	s.open(t)
	g, err := s.world.Ground(Car, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	on := func(on, known record.Day) *Ground { return g.On(s.world.Barriers(on, known)) }
	day := on(drawnDay, drawnDay)
	for _, test := range []struct {
		what      string
		on, known record.Day
		want      *Ground
	}{
		{"another day", record.DayOf(2024, 3, 1), drawnDay, day},
		{"known later", drawnDay, record.DayOf(2026, 1, 1), day},
		{"before anybody waited", record.DayOf(2023, 12, 31), drawnDay, g},
		{"before it was known", drawnDay, record.DayOf(2024, 1, 31), g},
		{"after it ended", record.DayOf(2025, 1, 1), record.DayOf(2025, 1, 1), g},
	} {
		if got := on(test.on, test.known); got != test.want {
			t.Errorf("%s: another ground", test.what)
		}
	}
	if day == g || day.On(s.world.Barriers(drawnDay, drawnDay)) != day || day.On(s.world.Barriers(0, 0)) != g {
		t.Error("a ground of a day does not go over into that of another")
	}
}

// The table's wait stands; where it tells none, what was observed.
func TestTablesWaitBeforeTheRecord(t *testing.T) {
	n, err := road.Read("places.csv", []byte(`id,name,lat,lon,area,population
west,West,40,43,XAA,1000
weste,Weste,40.1,43,XAA,0
east,East,40,44,XBB,1000
`), "links.csv", []byte(`from,to,mode,distance_m,duration_s,crossing,wait_s
west,east,road,1000,60,told,600
west,east,road,1000,50,blank,
weste,east,road,1000,50,silent,
`))
	if err != nil {
		t.Fatal(err)
	}
	const crossing = "  - {id: %s, name: %[1]s, modes: [road], posts: [{area: XAA, name: A, at: [40, 43.4]}, {area: XBB, name: B, at: [40, 43.6]}]}\n"
	r, err := record.Load(record.Folder{Name: "waits", FS: fstest.MapFS{"a.yaml": {Data: []byte(
		"areas:\n  - {id: XAA, kind: state, name: A}\n  - {id: XBB, kind: state, name: B}\ncrossings:\n" + fmt.Sprintf(crossing, "told") + fmt.Sprintf(crossing, "blank") + fmt.Sprintf(crossing, "silent") + `
statements:
  - {id: out, says: S., about: {crossing: [told, blank]}, valid: {from: 2024-01-01}, keeps: 100y, public: 2024-01-01, public_basis: test, observation: {from: XAA, to: XBB, waits: [{median: 2h, nine_in_ten: 5h}]}}
  - {id: back, says: S., about: {crossing: [blank]}, valid: {from: 2024-01-01}, keeps: 100y, public: 2024-01-01, public_basis: test, observation: {from: XBB, to: XAA, waits: [{median: 1m}]}}
`)}}})
	if err != nil {
		t.Fatal(err)
	}
	w := Open(n, r)
	g, err := w.Ground(Car, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	day := g.On(w.Barriers(drawnDay, drawnDay))
	want := map[string][2]road.Millis{"told XAA": {600_000, 0}, "told XBB": {600_000, 0}, "blank XAA": {120 * minutes, 300 * minutes}, "blank XBB": {minutes, 0}, "silent XAA": {}, "silent XBB": {}}
	if len(day.Gates) != len(want) {
		t.Fatalf("%d gates", len(day.Gates))
	}
	for i := range day.Gates {
		x := &day.Gates[i]
		if w := want[fmt.Sprint(x.Crossing, " ", x.From)]; x.Wait != w[0] || x.Worst != w[1] {
			t.Errorf("%s from %s: %d ms, at worst %d; want %v", x.Crossing, x.From, x.Wait, x.Worst, w)
		}
		if cost, _ := x.Cost(road.Duration, false); cost != int64(x.Pass) {
			t.Errorf("without waits %s costs %d ms, want %d", x.Crossing, cost, x.Pass)
		}
	}
	for _, test := range []struct {
		from, to   string
		waits      bool
		shut       []record.CrossingID
		took, wait road.Millis
	}{
		{"west", "east", true, nil, 660_000, 600_000}, // blank takes two hours this way
		{"east", "west", true, nil, 50_000 + minutes, minutes},
		{"east", "west", false, nil, 50_000, 0},
		{"east", "west", true, []record.CrossingID{"blank"}, 660_000, 600_000},
		{"west", "east", true, []record.CrossingID{"told"}, 50_000 + 120*minutes, 120 * minutes},
	} {
		free, err := w.Free(Car, w.Barriers(drawnDay, drawnDay), test.shut, test.waits)
		if err != nil {
			t.Fatal(err)
		}
		from, to := endAt(t, free, w, test.from), endAt(t, free, w, test.to)
		way, err := free.Way(from.Stand(), to.Stand())
		if err != nil || way.Duration != test.took || len(way.Borders) != 1 || way.Borders[0].Gate.Wait != test.wait {
			t.Errorf("%+v: the way is %+v (%v)", test, way, err)
		}
		if took, err := free.Between(from, to); err != nil || took != test.took {
			t.Errorf("%+v: between are %d ms (%v)", test, took, err)
		}
		spread, err := free.Spread([]Start{{From: from.Stand()}})
		if err != nil {
			t.Fatal(err)
		}
		if took, err := spread.At(to.Spot); err != nil || took != test.took {
			t.Errorf("%+v: it is reached after %d ms (%v)", test, took, err)
		}
		low := []road.Millis{road.Unreachable, road.Unreachable, road.Unreachable}
		cell := day.cellOf[from.Spot.Area] // bounds of the entries beside it
		entries := day.Entries(cell)
		if err := day.Floor(free, cell, day.endOf(t, to.Spot), low[:len(entries)]); err != nil {
			t.Fatal(err)
		}
		for i, e := range entries {
			if day.Gates[e].Far.ID == test.from && low[i] != test.took {
				t.Errorf("%+v: from behind gate %d at least %d ms", test, e, low[i])
			}
		}
		if err := g.Floor(free, cell, day.endOf(t, to.Spot), low[:len(entries)]); err != nil {
			t.Fatal(err)
		}
		for i := range entries { // of a ground where nobody waits
			if low[i] != 0 && test.waits {
				t.Errorf("%+v: at least %d ms are bounded by the queues of another day", test, low[i])
			}
		}
	}
}

func (g *Ground) endOf(t *testing.T, s *Spot) *End {
	t.Helper()
	e, err := g.End(s)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func endAt(t *testing.T, g *Ground, w *World, id string) *End {
	t.Helper()
	for i := range w.spots {
		if w.spots[i].ID == id {
			e, err := g.End(&w.spots[i])
			if err != nil {
				t.Fatal(err)
			}
			return e
		}
	}
	t.Fatalf("there is no %s", id)
	return nil
}
