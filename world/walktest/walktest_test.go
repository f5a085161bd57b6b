package walktest

import (
	"bytes"
	"context"
	"slices"
	"testing"

	"waythrough/road/border"
	"waythrough/road/mapped"
	"waythrough/road/osm"
	"waythrough/road/osm/pbf"
	"waythrough/road/osm/pbf/pbftest"
	"waythrough/road/osm/profile"
	"waythrough/road/street"
)

//	4
//	|         road 3; from road 1 no turn into it, but for walkers
//
// 1 --- 2 --- 3   roads 1 and 2
//
//	|         road 4, for who has business there
//	5
const village = `
n1 47.1 9.50
n2 47.1 9.51
n3 47.1 9.52
n4 47.105 9.51
n5 47.095 9.51
w1 1,2 highway=residential
w2 2,3 highway=residential
w3 2,4 highway=residential
w4 2,5 highway=residential motor_vehicle=destination
r1 w1@from,n2@via,w3@to type=restriction restriction=no_left_turn
`

func streets(t *testing.T) *street.Network {
	t.Helper()
	b := pbftest.Bytes(pbftest.MustParse(village), 8)
	f, err := pbf.New("village", bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	g, err := osm.Extract(context.Background(), []*pbf.File{f}, osm.Options{})
	if err != nil {
		t.Fatal(err)
	}
	areas, _ := border.New(g.Boundaries, g.Borders)
	return street.FromOSM(g, areas, 1)
}

// Ways of a village, as a person would walk and drive them.
func TestWaysThroughAVillage(t *testing.T) {
	n := streets(t)
	middle := func(way int64) mapped.Snap {
		return mapped.Snap{Edge: street.Edge(slices.Index(n.Way, way)), Share: 0.5}
	}
	length := func(way int64) uint64 { return uint64(n.Length[middle(way).Edge]) }
	half := func(way int64) uint64 { return length(way) / 2 }
	shut := func(street.Half) (uint64, bool) { return 0, false }
	for _, test := range []struct {
		what     string
		p        profile.Profile
		from, to int64
		want     uint64 // to a decimetre or so: places round
	}{
		{"straight on", profile.Car, 1, 2, half(1) + half(2)},
		{"the turn is forbidden: to the end of 2 and back", profile.Car, 1, 3, half(1) + 2*length(2) + half(3)},
		{"not to walkers", profile.Foot, 1, 3, half(1) + half(3)},
		{"into the road for who has business there", profile.Car, 2, 4, half(2) + half(4)},
		{"to where one is", profile.Car, 3, 3, 0},
	} {
		k := New(n, test.p)
		k.Length = true
		got := k.FromPlace(middle(test.from), shut).To(middle(test.to))
		if got > test.want+1 || got+1 < test.want {
			t.Errorf("%s: %d dm, want %d", test.what, got, test.want)
		}
	}
	for p, byNode := range map[profile.Profile]bool{profile.Car: false, profile.Foot: true} {
		if k := New(n, p); k.ByNode() != byNode {
			t.Errorf("%s: by node %v", p, k.ByNode())
		}
	}
}
