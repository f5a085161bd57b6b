package street

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"waythrough/road/osm/profile"
)

// 906 ------ 905 ------ 904     47.1
//
//	|          |  AUT     |
//	|   LIE   907 ------ 908    47.05
//	|          |  CHE     |
//
// 901 ------ 902 ------ 903     47
//
//	9         9.1        9.2
const three = `
n901 47 9
n902 47 9.1
n903 47 9.2
n904 47.1 9.2
n905 47.1 9.1
n906 47.1 9
n907 47.05 9.1
n908 47.05 9.2
w900 902,907 boundary=administrative admin_level=2
w901 907,905 boundary=administrative admin_level=2
w902 907,908 boundary=administrative admin_level=2
w903 905,906,901,902 boundary=administrative admin_level=2
w904 905,904,908 boundary=administrative admin_level=2
w905 908,903,902 boundary=administrative admin_level=2
r901 w900@outer,w901@outer,w903@outer type=boundary boundary=administrative admin_level=2 name=Liechtenstein ISO3166-1:alpha3=LIE
r902 w901@outer,w902@outer,w904@outer type=boundary boundary=administrative admin_level=2 name=Austria ISO3166-1:alpha3=AUT
r903 w900@outer,w902@outer,w905@outer type=boundary boundary=administrative admin_level=2 name=Switzerland ISO3166-1:alpha3=CHE
`

func TestCut(t *testing.T) {
	tests := []struct{ name, roads, want string }{
		{"within", "n1 47.06 9.05\nn2 47.06 9.06\nw1 1,2 highway=primary", "LIE1-LIE2"},
		{"in the middle", "n1 47.06 9.05\nn2 47.07 9.15\nw1 1,2 highway=primary", "LIE1-LIE LIE=AUT AUT-AUT2"},
		{"at a bend on the line", "n1 47.06 9.05\nn3 47.06 9.1\nn2 47.07 9.15\nw1 1,3,2 highway=primary", "LIE1-LIE LIE=AUT AUT-AUT2"},
		{"touching with a bend", "n1 47.06 9.05\nn3 47.06 9.1\nn2 47.07 9.05\nw1 1,3,2 highway=primary", "LIE1-LIE2"},
		{"ending on the line", "n1 47.06 9.05\nn3 47.06 9.1\nw1 1,3 highway=primary", "LIE1-LIE3"},
		{"out and back", "n1 47.06 9.05\nn3 47.065 9.15\nn2 47.07 9.05\nw1 1,3,2 highway=primary",
			"LIE1-LIE LIE=AUT AUT-AUT AUT=LIE LIE-LIE2"},
		{"weaving", "n1 47.06 9.0999999\nn3 47.061 9.1000001\nn4 47.062 9.0999999\nn2 47.063 9.1000001\nw1 1,3,4,2 highway=primary",
			"LIE1-LIE LIE=AUT AUT-AUT AUT=LIE LIE-LIE LIE=AUT AUT-AUT2"},
		{"a junction on the line", "n1 47.06 9.05\nn2 47.06 9.15\nn3 47.06 9.1\nn4 47.07 9.05\nw1 1,3 highway=primary\nw2 3,2 highway=primary\nw3 4,3 highway=primary",
			"LIE1-LIE3 AUT3-AUT2 LIE4-LIE3 AUT3#LIE3"},
		{"a junction where three areas meet", "n1 47.06 9.05\nn2 47.06 9.15\nn3 47.04 9.15\nw1 1,907 highway=primary\nw2 907,2 highway=primary\nw3 3,907 highway=primary",
			"LIE1-LIE907 AUT907-AUT2 CHE3-CHE907 AUT907#CHE907 AUT907#LIE907 CHE907#LIE907"},
		{"a bend where three areas meet", "n1 47.06 9.05\nn2 47.04 9.15\nw1 1,907,2 highway=primary",
			"LIE1-LIE LIE=CHE CHE-CHE2"},
		{"along the line from an area", "n1 47.06 9.05\nn3 47.06 9.1\nn4 47.07 9.1\nn2 47.07 9.15\nw1 1,3,4,2 highway=primary",
			"LIE1-LIE LIE=AUT AUT-AUT2"},
		{"along the line and back", "n1 47.06 9.05\nn3 47.06 9.1\nn4 47.07 9.1\nn2 47.07 9.05\nw1 1,3,4,2 highway=primary", "LIE1-LIE2"},
		{"on the line only", "n3 47.06 9.1\nn4 47.07 9.1\nw1 3,4 highway=primary", "AUT3-AUT4"},
		{"a way over a whole area", "n1 47.06 9.05\nn2 47.04 9.15\nn3 47.06 9.15\nw1 1,3,2 highway=primary",
			"LIE1-LIE LIE=AUT AUT-AUT AUT=CHE CHE-CHE2"},
		{"a loop", "n1 47.06 9.05\nn2 47.06 9.15\nn3 47.07 9.15\nw1 1,2,3,1 highway=primary",
			"LIE1-LIE LIE=AUT AUT-AUT AUT=LIE LIE-LIE1"},
	}
	for _, tt := range tests {
		g, areas := extractOf(t, three+tt.roads)
		n := FromOSM(g, areas, 2)
		if got := words(n); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
		if f := fault(g, areas, n); f != "" {
			t.Errorf("%s: %s", tt.name, f)
		}
	}
}

// A one-way street is cut one way, and a cut is of the road it cuts.
func TestCutsKeepWhatTheRoadIs(t *testing.T) {
	g, areas := extractOf(t, three+"n1 47.06 9.05\nn2 47.06 9.15\nw1 1,2 highway=primary oneway=yes name=High_Street bicycle=no toll=yes")
	n := FromOSM(g, areas, 1)
	e := n.Cuts[0]
	if n.Way[e] != 1 || n.String(n.Name[e]) != "High Street" || !n.Open(profile.Car, Half(e)<<1) || n.Open(profile.Car, Half(e)<<1|1) || n.Open(profile.Bicycle, Half(e)<<1) {
		t.Errorf("cut %d of way %d, %q, is open to a car %v and %v", e, n.Way[e], n.String(n.Name[e]), n.Open(profile.Car, Half(e)<<1), n.Open(profile.Car, Half(e)<<1|1))
	}
}

// turnsOf writes the restrictions of a network by the areas and nodes they run over.
func turnsOf(n *Network) (list []string) {
	for _, turn := range n.Turns {
		s := "no"
		if turn.Only {
			s = "only"
		}
		if turn.Profiles == 1<<profile.Bicycle {
			s += " bicycle"
		}
		for _, h := range turn.Path {
			s += fmt.Sprintf(" %s%d-%s%d", n.Codes[n.Area[n.Tail(h)]], n.OSMNode[n.Tail(h)], n.Codes[n.Area[n.Head(h)]], n.OSMNode[n.Head(h)])
		}
		list = append(list, s)
	}
	return list
}

// 1 LIE --- 3 --- 2 AUT, and 4 LIE joins at 3, on the line; 5 lies on beyond 2.
func TestTurnsOverCutPlaces(t *testing.T) {
	const at3 = "n1 47.06 9.05\nn2 47.06 9.15\nn3 47.06 9.1\nn4 47.07 9.05\nn5 47.06 9.16\nn6 47.07 9.15\nw1 1,3 highway=primary\nw2 3,2 highway=primary\nw3 4,3 highway=primary\nw4 2,5 highway=primary\nw5 2,6 highway=primary\n"
	const between = "n1 47.06 9.05\nn2 47.06 9.15\nn4 47.07 9.05\nn6 47.07 9.15\nw1 1,2 highway=primary\nw2 2,6 highway=primary\nw3 4,1 highway=primary\n"
	tests := []struct {
		world string
		want  []string
	}{
		{at3 + "r1 w1@from,n3@via,w2@to type=restriction restriction=no_straight_on", []string{"no LIE1-LIE3 LIE3-AUT3 AUT3-AUT2"}},
		{at3 + "r1 w1@from,n3@via,w3@to type=restriction restriction=no_left_turn", []string{"no LIE1-LIE3 LIE3-LIE4"}},
		{at3 + "r1 w1@from,n3@via,w2@to type=restriction restriction=only_straight_on",
			[]string{"only LIE1-LIE3 LIE3-AUT3", "only LIE1-LIE3 LIE3-AUT3 AUT3-AUT2"}},
		{at3 + "r1 w1@from,w2@via,w5@to type=restriction restriction=no_left_turn",
			[]string{"no LIE1-LIE3 LIE3-AUT3 AUT3-AUT2 AUT2-AUT6"}},
		{at3 + "r1 w1@from,w2@via,w4@to type=restriction restriction=only_straight_on", // nothing is said of the first turn
			[]string{"only LIE1-LIE3 LIE3-AUT3 AUT3-AUT2 AUT2-AUT5"}},
		{strings.Replace(at3, "w2 3,2 highway=primary", "w2 2,3 highway=primary oneway=yes oneway:bicycle=no oneway:foot=no", 1) + "r1 w1@from,n3@via,w2@to type=restriction restriction=only_straight_on",
			[]string{"only bicycle LIE1-LIE3 LIE3-AUT3", "only LIE1-LIE3 LIE3-AUT3 AUT3-AUT2"}}, // the way on is closed to a car
		{between + "r1 w1@from,n2@via,w2@to type=restriction restriction=no_left_turn", []string{"no AUT0-AUT2 AUT2-AUT6"}},
		{between + "r1 w2@from,n2@via,w1@to type=restriction restriction=no_right_turn", []string{"no AUT6-AUT2 AUT2-AUT0"}},
		{between + "r1 w3@from,w1@via,w2@to type=restriction restriction=no_left_turn",
			[]string{"no LIE4-LIE1 LIE1-LIE0 LIE0-AUT0 AUT0-AUT2 AUT2-AUT6"}},
	}
	for _, tt := range tests {
		g, areas := extractOf(t, three+tt.world)
		n := FromOSM(g, areas, 1)
		if got := turnsOf(n); !slices.Equal(got, tt.want) {
			t.Errorf("%s:\n%q, want\n%q", tt.world[len(tt.world)-70:], got, tt.want)
		}
	}
}

// Without boundaries there is one area, unknown, and no cut.
func TestNoAreas(t *testing.T) {
	g, areas := extractOf(t, "n1 47 9\nn2 47 9.1\nw1 1,2 highway=primary")
	n := FromOSM(g, areas, 1)
	if len(n.Cuts) != 0 || !slices.Equal(n.Codes, []string{""}) || len(n.From) != 1 {
		t.Errorf("%d cuts, areas %q, %d edges", len(n.Cuts), n.Codes, len(n.From))
	}
}

// Pieces never have less than nothing, though cuts a centimetre apart are rounded past
// each other.
func TestPiecesOfCentimetres(t *testing.T) {
	for shift := range int32(7) {
		var b bytes.Buffer
		b.WriteString(three)
		at := func(id int, lat, lon int32) {
			fmt.Fprintf(&b, "n%d %.7f %.7f\n", id, float64(470600000+lat)/1e7, float64(91000000+lon)/1e7)
		}
		at(1, -2, -3)
		at(2, 7+shift, 1)
		fmt.Fprintln(&b, "w1 1,2 highway=primary")
		g, areas := extractOf(t, b.String())
		if f := fault(g, areas, FromOSM(g, areas, 1)); f != "" {
			t.Errorf("shift %d: %s", shift, f)
		}
	}
}
