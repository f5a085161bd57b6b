package osm

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"waythrough/road/osm/pbf/pbftest"
	"waythrough/road/osm/profile"
)

//	5
//	| w12
//
// 1 ----- 2 ----- 3 ----- 4      w10: 1,2  w11: 2,3  w14: 3,4
//
//	    |       | w15
//	w13 6       7
const cross = `
n1 47 9
n2 47 9.001
n3 47 9.002
n4 47 9.003
n5 47.001 9.001
n6 46.999 9.001
n7 46.999 9.002
w10 1,2 highway=primary
w11 2,3 highway=primary
w12 2,5 highway=primary
w13 2,6 highway=primary
w14 3,4 highway=primary
w15 3,7 highway=primary
`

// turns writes the turns of a graph: who is bound, no or only, and the nodes.
func turns(g *Graph) string {
	var out []string
	for _, turn := range g.Turns {
		r := g.Restrictions[turn.Restriction]
		s := ""
		for p := range profile.Profile(profile.Count) {
			if r.Binds(p) {
				s += string("ctfb"[p])
			}
		}
		s += " no"
		if r.Only {
			s = strings.TrimSuffix(s, "no") + "only"
		}
		for i, h := range turn.Path {
			tail := g.From[h.Edge()]
			if h.Dir() == Backward {
				tail = g.To[h.Edge()]
			}
			if i == 0 {
				s += fmt.Sprintf(" %d", g.OSMNode[tail])
			}
			s += fmt.Sprintf("-%d", g.OSMNode[g.head(h)])
		}
		out = append(out, s)
	}
	return strings.Join(out, "; ")
}

// OSM wiki: Relation:restriction.
func TestTurns(t *testing.T) {
	tests := []struct{ relation, want string }{
		{"w10@from,n2@via,w12@to type=restriction restriction=no_left_turn", "ctb no 1-2-5"},
		{"w10@from,n2@via,w11@to type=restriction restriction=only_straight_on", "ctb only 1-2-3"},
		{"w10@from,n2@via,w10@to type=restriction restriction=no_u_turn", "ctb no 1-2-1"},
		{"w10@from,n2@via,w12@to type=restriction restriction=no_left_turn except=bicycle;hgv", "c no 1-2-5"},
		{"w10@from,n2@via,w12@to type=restriction restriction=no_left_turn except=motor_vehicle", "b no 1-2-5"},
		{"w10@from,n2@via,w12@to type=restriction restriction=no_left_turn except=psv", "ctb no 1-2-5"},
		{"w10@from,n2@via,w12@to type=restriction restriction:hgv=no_left_turn", "t no 1-2-5"},
		{"w10@from,n2@via,w12@to type=restriction restriction:foot=no_left_turn", "f no 1-2-5"},
		{"w10@from,n2@via,w12@to type=restriction restriction:conditional=no_left_turn", ""},
		{"w10@from,n2@via,w12@to type=restriction restriction=no_left_turn day_on=Monday hour_on=07:00", "ctb no 1-2-5"},
		{"w10@from,n2@via,w12@to type=restriction restriction=maybe", ""},
		{"w10@from,w11@via,w15@to type=restriction restriction=no_right_turn", "ctb no 1-2-3-7"},
		{"w12@from,w11@via,w15@to type=restriction restriction=only_right_turn", "ctb only 5-2-3-7"},
		{"w10@from,w11@via,w14@via,w15@to type=restriction restriction=no_right_turn", ""}, // they do not join
		{"w10@from,w12@from,n2@via,w13@to type=restriction restriction=no_entry", "ctb no 1-2-6; ctb no 5-2-6"},
		{"w10@from,n2@via,w12@to,w13@to type=restriction restriction=no_exit", "ctb no 1-2-5; ctb no 1-2-6"},
		{"w10@from,w12@from,n2@via,w13@to type=restriction restriction=no_left_turn", ""}, // two froms are for no_entry
		{"w10@from,n3@via,w14@to type=restriction restriction=no_left_turn", ""},          // w10 is not at n3
		{"w10@from,n2@via type=restriction restriction=no_left_turn", ""},
		{"w99@from,n2@via,w12@to type=restriction restriction=no_left_turn", ""},
	}
	for _, tt := range tests {
		if got := turns(draw(t, cross+"r1 "+tt.relation)); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.relation, got, tt.want)
		}
	}
}

// A via node in the middle of a way becomes a node of the graph.
func TestViaNodeInTheMiddle(t *testing.T) {
	g := draw(t, "n1 47 9\nn2 47 9.001\nn3 47 9.002\nw1 1,2,3 highway=primary\nr1 w1@from,n2@via,w1@to type=restriction restriction=no_u_turn")
	if got, want := turns(g), "ctb no 1-2-1; ctb no 3-2-3"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

// The way that a restriction names runs on through the node where only a walker, or who
// pushes a bicycle, goes on against the one-way road: the turn of those who drive is meant.
//
//	1 --> 2 --> 3     w10: 1,2,3, one way
//	      | w11
//	      4           w12: 4,5
func TestRestrictionsMeanTheWayOfTraffic(t *testing.T) {
	const drawn = "n1 47 9\nn2 47 9.001\nn3 47 9.002\nn4 46.999 9.001\nw10 1,2,3 highway=residential oneway=yes\nw11 2,4 highway=residential\nr1 "
	tests := []struct{ relation, want string }{
		{"w10@from,n2@via,w11@to type=restriction restriction=no_right_turn", "ctb no 1-2-4"},
		{"w11@from,n2@via,w10@to type=restriction restriction=no_left_turn", "ctb no 4-2-3"},
		{"w10@from,n2@via,w11@to type=restriction restriction=no_right_turn except=motor_vehicle", ""}, // who pushes comes from both sides
		{"w10@from,n2@via,w11@to type=restriction restriction:bicycle=no_right_turn", ""},
	}
	for _, tt := range tests {
		if got := turns(draw(t, drawn+tt.relation)); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.relation, got, tt.want)
		}
	}
	const over = "n5 46.998 9.001\nw12 4,5 highway=residential\n"
	if got, want := turns(draw(t, over+drawn+"w10@from,w11@via,w12@to type=restriction restriction=no_straight_on")), "ctb no 1-2-4-5"; got != want {
		t.Errorf("over a way: %q, want %q", got, want)
	}
}

func TestRestrictionsWithoutMembersAreCounted(t *testing.T) {
	g := draw(t, cross+"r1 w10@from,n2@via type=restriction restriction=no_left_turn\nr2 w10@from,n3@via,w14@to type=restriction restriction=no_left_turn")
	if g.Stats.RestrictionsBad != 1 || g.Stats.TurnsUnresolved != 1 {
		t.Errorf("%+v", g.Stats)
	}
}

// 1 ---- 2        way 20: 1,2,3; way 21: 1,4,3; a hole of one way, 22
// |  □   |        way 23 is a road on the boundary, and tagged as that alone
// 4 ---- 3
const state = `
n1 48 9
n2 48 10
n3 47 10
n4 47 9
n5 47.5 9.5
n6 47.5 9.6
n7 47.6 9.6
w20 1,2,3 boundary=administrative admin_level=2
w21 1,4 natural=coastline
w22 5,6,7,5 boundary=administrative admin_level=2 disputed=yes
w23 3,4 highway=primary
r7 w20@outer,w23@outer,w21@,w22@inner,n5@admin_centre type=boundary boundary=administrative admin_level=2 name=Freistaat name:en=Free_State ISO3166-1:alpha2=XX ISO3166-1:alpha3=XXX
r8 w20@outer type=boundary boundary=administrative admin_level=4
`

func TestBoundary(t *testing.T) {
	g := draw(t, state)
	if len(g.Boundaries) != 1 || len(g.Borders) != 4 {
		t.Fatalf("%+v, %+v", g.Boundaries, g.Borders)
	}
	s := g.Boundaries[0]
	if s.ID != 7 || s.Name != "Freistaat" || s.Alpha2 != "XX" || s.Alpha3 != "XXX" || !s.Complete {
		t.Errorf("%+v", s)
	}
	at := func(lat, lon float64) Point { return Point{int32(lat * 1e7), int32(lon * 1e7)} }
	want := []Ring{{Points: []Point{at(48, 9), at(48, 10), at(47, 10), at(47, 9), at(48, 9)}},
		{Points: []Point{at(47.5, 9.5), at(47.5, 9.6), at(47.6, 9.6), at(47.5, 9.5)}, Inner: true}}
	if !reflect.DeepEqual(s.Rings, want) {
		t.Errorf("rings %v, want %v", s.Rings, want)
	}
	if l := g.Borders[2]; l.Way != 22 || !l.Disputed || !reflect.DeepEqual(l.Of, []int64{7}) {
		t.Errorf("%+v", l)
	}
}

func TestBoundaryInPart(t *testing.T) {
	g := draw(t, strings.Replace(state, "w21 1,4 natural=coastline", "", 1))
	if s := g.Boundaries[0]; s.Complete || len(s.Rings) != 1 || g.Stats.BoundaryWaysMissing != 1 {
		t.Errorf("%+v, %+v", s, g.Stats)
	}
	g = draw(t, strings.Replace(state, "w21 1,4 ", "w21 1,99,4 ", 1))
	if s := g.Boundaries[0]; s.Complete || s.Members[2].Held || !g.Borders[1].Broken {
		t.Errorf("%+v, %+v", s, g.Borders)
	}
}

func FuzzParseAndExtract(f *testing.F) {
	f.Add(tee)
	f.Add(cross + "r1 w10@from,w11@via,w15@to type=restriction restriction=no_right_turn")
	f.Add(state)
	f.Add("n1 47 9 place=town name=Here name:ru=Там old_name:1900-1918=;Ago; population=~1_200\nn2 47 9.1 place=hamlet name=_\nw1 1,2 highway=primary")
	f.Fuzz(func(t *testing.T, text string) {
		d, err := pbftest.Parse(text)
		if err != nil {
			return
		}
		g := extract(t, Options{}, fileOf(t, d))
		for e := range g.From {
			shape := g.Shape(nil, EdgeID(e))
			if len(shape) < 2 || shape[0] != g.At[g.From[e]] {
				t.Fatalf("edge %d: shape %v", e, shape)
			}
		}
		for i, p := range g.Places {
			if p.Name == "" || p.Kind < City || p.Kind > Hamlet || i > 0 && g.Places[i-1].Node >= p.Node {
				t.Fatalf("place %d is %+v", i, p)
			}
			for _, n := range p.Names {
				if n.Text == "" || strings.TrimSpace(n.Text) != n.Text || strings.Contains(n.Text, ";") {
					t.Fatalf("place %d is called %+v", p.Node, n)
				}
			}
		}
	})
}
