package whatif_test

import "testing"

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
