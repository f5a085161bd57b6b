package whatif_test

import (
	"fmt"
	"math"
	"reflect"
	"slices"
	"testing"

	"waythrough/record"
	"waythrough/regime"
	"waythrough/road/osm/profile"
	"waythrough/road/worldgen"
	"waythrough/whatif"
)

// Entries made on the way may forfeit a later border. c and a join at y and, to
// another part of the roads of a, at x; b is beyond that part.
const (
	historyAreas = `areas:
  - {id: a, kind: de-facto, name: A}
  - {id: b, kind: de-facto, name: B}
  - {id: c, kind: de-facto, name: C}
groups:
  - {id: union, name: Union, members: [{areas: [a]}]}
crossings:
  - {id: x, name: X, modes: [road], posts: [{area: a, name: N, at: [40, 40]}, {area: c, name: M, at: [40, 41]}]}
  - {id: y, name: Y, modes: [road], posts: [{area: a, name: N, at: [40, 40]}, {area: c, name: M, at: [40, 41]}]}
  - {id: z, name: Z, modes: [road], posts: [{area: a, name: N, at: [40, 40]}, {area: b, name: M, at: [40, 41]}]}
statements:
  - {id: open-x, says: S., public: 2020-01-01, public_basis: test, rule: {part: gate, authority: a, place: {crossing: [x, y, z]}, effect: permitted}}
  - {id: in-a, says: S., public: 2020-01-01, public_basis: test, rule: {part: entry, authority: a, place: {area: a}, effect: permitted}}
  - {id: in-b, says: S., public: 2020-01-01, public_basis: test, rule: {part: entry, authority: b, place: {area: b}, effect: permitted}}
  - {id: in-c, says: S., public: 2020-01-01, public_basis: test, rule: {part: entry, authority: c, place: {area: c}, effect: permitted}}
  - {id: vehicles, says: S., public: 2020-01-01, public_basis: test, rule: {part: entry, authority: each, place: {each: true}, subject: vehicle, effect: permitted}}
  - {id: not-b, says: S., public: 2020-01-01, public_basis: test, rule: {part: entry, authority: b, place: {area: b}, class: {history: [{entered: `
	historyPlaces = "id,name,lat,lon,area,population\na1,A1,40,40,a,1\na2,A2,40,41,a,1\nb1,B1,40,42,b,1\nc1,C1,40,43,c,1\n"
	historyLinks  = "from,to,mode,distance_m,duration_s,crossing,wait_s,oneway\na1,c1,road,10,10,y,,\na2,c1,road,10,10,x,,\na2,b1,road,10,10,z,,\n"
)

func TestEntriesMadeOnTheWay(t *testing.T) {
	tests := []struct {
		name, history string
		reached       bool // b from c; from a it always is
	}{
		{"by the crossing", "a, via: [x]", false},
		{"by another crossing", "a, via: [y]", true},
		{"into a group that the area belongs to", "union, via: [x]", false},
		{"cured by going back and in again", "a, via: [x], cured_by: c", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := openWorld(t, historyAreas+tt.history+"}]}, effect: refused}}\n", historyPlaces, historyLinks)
			a, _ := compare(t, car(w), "law", "no-law")
			joined := map[string]bool{}
			for _, p := range a.Top {
				if p.BeforeS == nil {
					joined[p.From+" "+p.To] = true
				}
			}
			if joined["a2 b1"] || joined["c1 a2"] {
				t.Fatal("a border that asks about no entry is not passed")
			}
			if joined["c1 b1"] == tt.reached {
				t.Errorf("from c1 to b1 there is a way: %t, should be %t", !joined["c1 b1"], tt.reached)
			}
		})
	}
}

// Between c and a roads are open, at no crossing of the record; b asks who has been in a.
// What is open to everybody is a gate all the same, where a third area asks about it.
const (
	unionAreas = `areas:
  - {id: a, kind: de-facto, name: A}
  - {id: b, kind: de-facto, name: B}
  - {id: c, kind: de-facto, name: C}
groups:
  - {id: union, name: Union, members: [{areas: [a, c]}]}
crossings:
  - {id: z, name: Z, modes: [road], posts: [{area: a, name: N, at: [40, 40]}, {area: b, name: M, at: [40, 41]}]}
statements:
  - {id: moves, says: S., public: 2020-01-01, public_basis: test, rule: {part: every, authority: union, place: {among: union}, effect: permitted}}
  - {id: open-z, says: S., public: 2020-01-01, public_basis: test, rule: {part: gate, authority: a, place: {crossing: z}, effect: permitted}}
  - {id: in-a, says: S., public: 2020-01-01, public_basis: test, rule: {part: entry, authority: a, place: {area: a}, effect: permitted}}
  - {id: in-b, says: S., public: 2020-01-01, public_basis: test, rule: {part: entry, authority: b, place: {area: b}, effect: permitted}}
  - {id: vehicles, says: S., public: 2020-01-01, public_basis: test, rule: {part: entry, authority: each, place: {each: true}, subject: vehicle, effect: permitted}}
`
	notAfter    = "  - {id: not-b, says: S., public: 2020-01-01, public_basis: test, rule: {part: entry, authority: b, place: {area: b}, class: {history: [{entered: %s}]}, effect: refused}}\n"
	unionPlaces = "id,name,lat,lon,area,population\na1,A1,40,40,a,1\nb1,B1,40,42,b,1\nc1,C1,40,43,c,1\n"
	unionLinks  = "from,to,mode,distance_m,duration_s,crossing,wait_s,oneway\na1,c1,road,10,10,,,\na1,b1,road,10,10,z,,\n"
)

func TestEntriesMadeWhereRoadsAreOpen(t *testing.T) {
	tests := []struct {
		name, rule string
		reached    bool // b from c; from a it always is
	}{
		{"nobody asks", "", true},
		{"b asks who has been in a", fmt.Sprintf(notAfter, "a"), false},
		{"b asks who has been in the union", fmt.Sprintf(notAfter, "union"), false},
		{"b asks who has been in b", fmt.Sprintf(notAfter, "b"), true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := openWorld(t, unionAreas+tt.rule, unionPlaces, unionLinks)
			shut := "\n  - {id: shut, says: S., public: 2020-01-01, public_basis: test, rule: {part: every, authority: union, place: {among: union}, effect: refused, overrides: [moves]}}\n"
			for _, from := range []string{"law", "file"} {
				// As the side before, or as what another law is left for.
				scenario := whatif.Scenario{Ifs: []string{"no-law"}}
				q := car(w)
				if from == "file" {
					scenario.Ifs = []string{"shut.yaml"}
				}
				a, _ := compareWith(t, q, scenario, func(string) (*record.Record, error) {
					return load(t, unionAreas+tt.rule, "statements:"+shut), nil
				})
				changed := map[string]bool{}
				for _, p := range a.Top {
					changed[p.From+" "+p.To] = true
				}
				if from == "law" {
					if changed["c1 a1"] || changed["a1 c1"] || changed["a1 b1"] {
						t.Fatal("what is open is not passed")
					}
					if changed["c1 b1"] == tt.reached {
						t.Errorf("from c1 to b1 there is a way: %t, should be %t", !changed["c1 b1"], tt.reached)
					}
					continue
				}
				// c1 loses a1 and b1, and both lose it; where b asks there was no way to b.
				want := 4
				if !tt.reached {
					want = 3
				}
				if a.PairsCut != want {
					t.Errorf("with the union shut %d pairs are cut, should be %d", a.PairsCut, want)
				}
			}
		})
	}
}

// The same on imported roads, where what is open to everybody is ordinary road unless
// somebody asks: nobody who set out elsewhere comes into a third area by way of one that it
// asks about, so that its towns are reached as if that one let nobody in.
func TestEntriesMadeOnOpenRoads(t *testing.T) {
	t.Parallel()
	drawn := worldgen.New(worldgen.Options{Seed: 6, Nodes: 5000, Areas: 6, Crossings: 3})
	d, err := openDrawn(drawn, t.TempDir(), worldgen.RecordOptions{Seed: 6, Unions: -1, Shut: -1}, 40, profile.Car)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.n.Close() })
	found := 0
	for _, x := range d.record.Crossings {
		inside := [2]record.AreaID{x.Posts[0].Area, x.Posts[1].Area}
		for _, c := range d.record.Areas {
			if found == 3 || slices.Contains(inside[:], c.ID) {
				continue
			}
			if d.asksAboutOpenRoads(t, inside[0], inside[1], c.ID) {
				found++
			}
		}
	}
	if found < 3 {
		t.Errorf("in %d cases only the way over open roads is a shorter one", found)
	}
}

// asksAboutOpenRoads holds what towns of area third are reached for, by its nationals, with
// roads open between two others and third refusing whoever was in asked. It reports
// whether the rule makes a difference.
func (d *drawnRoads) asksAboutOpenRoads(t *testing.T, asked, other, third record.AreaID) bool {
	t.Helper()
	q := d.question(third)
	places := *q.Places
	places.Weights = slices.Clone(places.Weights)
	for i, s := range places.Spots {
		if s.Area != third {
			places.Weights[i] = 0
		}
	}
	q.Places = &places
	open := fmt.Sprintf("groups:\n  - {id: pact, name: Pact, members: [{areas: [%s, %s]}]}\nstatements:\n", asked, other) +
		"  - {id: pact-moves, says: S., public: 2020-01-01, public_basis: test, rule: {part: every, authority: pact, place: {among: pact}, effect: permitted}}\n"
	rule := fmt.Sprintf("  - {id: not-after, says: S., public: 2020-01-01, public_basis: test, rule: {part: entry, authority: %s, place: {area: %s}, class: {history: [{entered: %s}]}, effect: refused, overrides: [drawn-own-nationals-admitted]}}\n", third, third, asked)
	// Only the crossings into third are left of those asked about: the order of entries by
	// many is told apart, and comes to more pasts than there may be.
	var shut, all []record.CrossingID
	for _, x := range d.record.Crossings {
		ends := []record.AreaID{x.Posts[0].Area, x.Posts[1].Area}
		if slices.Contains(ends, asked) {
			all = append(all, x.ID)
			if !slices.Contains(ends, third) {
				shut = append(shut, x.ID)
			}
		}
	}
	access := func(side whatif.Side) map[string]float64 {
		side.Shut = shut
		q.Before = side
		base, err := whatif.NewBase(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		a, err := base.Compare(t.Context(), side)
		if err != nil {
			t.Fatal(err)
		}
		of := map[string]float64{}
		for _, town := range a.Towns {
			of[town.ID] = town.Before
		}
		return of
	}
	free, asks := access(d.supposing(t, q, open)), access(d.supposing(t, q, open+rule))
	side := whatif.Side{Law: regime.Compile(d.record, q.On, q.Known), Waits: true, Shut: all}
	differs, o := false, newOracle(t, d, q)
	for i, row := range o.costs(t, &side) {
		s := q.Places.Spots[i]
		if s.Area == asked || o.far[i] {
			continue
		}
		want := 0.0
		for j, cost := range row {
			if i != j && !o.far[j] {
				want += places.Weights[j] / cost
			}
		}
		if got := asks[s.ID]; math.Abs(got-want) > 1e-9*want {
			t.Errorf("%s asks who was in %s: from %s its towns come to %v, should be %v", third, asked, s.ID, got, want)
		}
		differs = differs || s.Area == other && free[s.ID] > asks[s.ID]
	}
	return differs
}

// A file may ask about entries that no rule of the record asks about: the side before is then
// computed anew with what it asks in mind, and a base that was asked something else before
// gives the same answer as one made for it.
func TestComparedLawAsksForMore(t *testing.T) {
	plain, asking := unionAreas, "\n  - {id: not-b, says: S., public: 2020-01-01, public_basis: test, rule: {part: entry, authority: b, place: {area: b}, class: {history: [{entered: a}]}, effect: refused}}\n"
	w := openWorld(t, plain, unionPlaces, unionLinks)
	q := car(w)
	sides := func(r *record.Record) whatif.Side {
		return whatif.Side{Law: regime.Compile(r, q.On, q.Known), Waits: true}
	}
	q.Before = sides(w.Record)
	base, err := whatif.NewBase(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	after := sides(load(t, plain, "statements:"+asking))
	late, err := base.Compare(t.Context(), after)
	if err != nil {
		t.Fatal(err)
	}
	q.After = after
	known, err := whatif.Compare(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	if late.PairsCut == 0 || !reflect.DeepEqual(late, known) {
		t.Errorf("asked late:\n%+v\nasked at once:\n%+v", late, known)
	}
}

// Where rules ask who has been in each of seven areas, the order of entries tells nothing: the
// histories are the 128 sets of areas, and not the 13,700 sequences.
func TestOrderOfEntriesIsNoHistory(t *testing.T) {
	areas, crossings, statements, places, links := "areas:\n", "crossings:\n", "statements:\n", "id,name,lat,lon,area,population\n", "from,to,mode,distance_m,duration_s,crossing,wait_s,oneway\n"
	const n = 7
	for i := range n {
		areas += fmt.Sprintf("  - {id: a%d, kind: de-facto, name: A%[1]d}\n", i)
		places += fmt.Sprintf("p%d,P%[1]d,40,%d,a%[1]d,1\n", i, 40+i)
		statements += fmt.Sprintf("  - {id: in-%d, says: S., public: 2020-01-01, public_basis: test, rule: {part: entry, authority: a%[1]d, place: {area: a%[1]d}, effect: permitted}}\n", i)
		for j := range i {
			crossings += fmt.Sprintf("  - {id: x-%d-%d, name: X, modes: [road], posts: [{area: a%[1]d, name: N, at: [40, 40]}, {area: a%[2]d, name: M, at: [40, 41]}]}\n", i, j)
			statements += fmt.Sprintf("  - {id: not-%d-%d, says: S., public: 2020-01-01, public_basis: test, rule: {part: exit, authority: a%[1]d, place: {crossing: x-%[1]d-%[2]d}, class: {history: [{entered: a%[3]d}]}, effect: permitted}}\n", i, j, (i+j)%n)
			links += fmt.Sprintf("p%d,p%d,road,10,10,x-%[1]d-%[2]d,,\n", i, j)
		}
	}
	statements += "  - {id: gates, says: S., public: 2020-01-01, public_basis: test, rule: {part: gate, authority: each, place: {each: true}, effect: permitted}}\n"
	statements += "  - {id: vehicles, says: S., public: 2020-01-01, public_basis: test, rule: {part: entry, authority: each, place: {each: true}, subject: vehicle, effect: permitted}}\n"
	w := openWorld(t, areas+crossings+statements, places, links)
	if a, _ := compare(t, car(w), "law", "no-law"); a.Settlements != n {
		t.Errorf("%d settlements are compared, want %d", a.Settlements, n)
	}
}
