package mapped

import (
	"fmt"
	"slices"
	"testing"

	"waythrough/road/osm/profile"
	"waythrough/road/street"
)

// openedVillage is the village's roads for cars.
func openedVillage(t *testing.T) *Roads {
	t.Helper()
	n, err := Open(buildVillage(t))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { n.Close() })
	r, err := n.Roads(profile.Car)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// dmOf is the length of some roads in an area, by OSM ids.
func dmOf(n *street.Network, area string, ways ...int64) (sum uint64) {
	for _, w := range ways {
		for e, of := range n.Way {
			if of == w && n.Codes[n.Area[n.From[e]]] == area && n.Codes[n.Area[n.To[e]]] == area {
				sum += uint64(n.Length[e])
			}
		}
	}
	return sum
}

// The village has a gate in each direction on road 7 and at junction 3. Inside LIE, from
// the road into the junction, roads 7, 6 and 3 lead; round the one-way street, back to
// either. In AUT one comes from the junction to the road; the other way, the turn from 7
// over 8 into 2 is forbidden, and nothing else leads on.
func TestGatesOfTheVillage(t *testing.T) {
	r := openedVillage(t)
	s := r.n.Streets
	index := map[string]int{}
	gates := r.Gates()
	for i, g := range gates {
		name := "3"
		if s.OSMNode[s.Tail(g.Half)] != 3 {
			name = "7"
		}
		index[name+" to "+s.Codes[s.Area[s.Head(g.Half)]]] = i
	}
	if len(gates) != 4 || len(index) != 4 {
		t.Fatalf("gates %+v, %v", gates, index)
	}
	want := map[string]uint64{
		"7 to LIE, 3 to AUT": dmOf(s, "LIE", 7, 6, 3),
		"3 to LIE, 7 to AUT": dmOf(s, "LIE", 3, 6, 7),
		"3 to LIE, 3 to AUT": dmOf(s, "LIE", 1, 5, 3),
		"7 to LIE, 7 to AUT": dmOf(s, "LIE", 7, 6, 3, 1, 5, 6, 7),
		"3 to AUT, 7 to LIE": dmOf(s, "AUT", 2, 8, 7),
	}
	table, err := r.Table(Length, Spots(gates), Spots(gates))
	if err != nil {
		t.Fatal(err)
	}
	for from, i := range index {
		for to, j := range index {
			cost, ok := want[from+", "+to]
			if !ok {
				cost = Unreachable
			}
			if got := table[4*i+j]; got != cost || cost == 0 {
				t.Errorf("from %s, %s: %d dm, want %d", from, to, got, cost)
			}
		}
	}
}

// Ten minutes at the junction, into AUT only: the way waits there, says so, and nobody comes
// back.
func TestWaitAtTheVillage(t *testing.T) {
	r := openedVillage(t)
	n := r.n.Streets
	onWay := func(w int64) Snap {
		e := street.Edge(slices.Index(n.Way, w))
		return Snap{Edge: e, Share: 0.5, At: n.At[n.From[e]]}
	}
	into := func(h street.Half) (uint32, bool) {
		return 600_000, n.Codes[n.Area[n.Head(h)]] == "AUT" && n.OSMNode[n.Tail(h)] == 3
	}
	open, err := r.ThroughAt(into)
	if err != nil {
		t.Fatal(err)
	}
	for m, wait := range map[Measure]uint64{Duration: 600_000, Length: 0} {
		q := open.Router(m)
		path, ok := q.Path(onWay(1), onWay(2))
		passages := q.Passages(&path)
		if !ok || len(path.Halves) != 3 || len(passages) != 1 {
			t.Fatalf("%v, %v, %v", ok, path, passages)
		}
		x := passages[0]
		half := [2]uint64{(dmOf(n, "LIE", 1) + 1) / 2, dmOf(n, "LIE", 1) / 2}
		if x.Index != 1 || x.Wait != 600_000 || x.Length != half[0] && x.Length != half[1] || x.Duration+600_000 >= path.Duration || path.Duration > 1_200_000 {
			t.Errorf("by %s: passage %+v of %+v", m, x, path)
		}
		free := r.Router(m)
		if there, on := free.CostBetween(onWay(1).Spot(), x.Spot()), free.CostBetween(x.Spot(), onWay(2).Spot()); path.Cost != there+wait+on {
			t.Errorf("by %s: %d, and %d there, %d on", m, path.Cost, there, on)
		}
		waited := false
		for _, d := range q.Directions(&path) {
			waited = waited || d.Cut.To == "AUT" && d.DurationMS > 600_000
		}
		if !waited {
			t.Errorf("nothing is said of a wait: %v", q.Directions(&path))
		}
		if _, back := q.Path(onWay(2), onWay(1)); back {
			t.Error("a way leads back")
		}
	}
}

// One-way roads 1 and 2 come together, cross the boundary as 3, and part as 4 and 5; from 1
// over 3 into 4 is forbidden. So the cut has two gates: one for who came by 1, from which no
// way leads into 4, and one for who came by 2 or set out on 3.
//
//	1 ---.     |     .--- 4
//	      )----3----(
//	2 ---'     |     '--- 5
const parting = `
n901 47 9
n902 47 9.1
n903 47 9.2
n904 47.1 9.2
n905 47.1 9.1
n906 47.1 9
w900 902,905 boundary=administrative admin_level=2
w901 905,906,901,902 boundary=administrative admin_level=2
w902 905,904,903,902 boundary=administrative admin_level=2
r901 w900@outer,w901@outer type=boundary boundary=administrative admin_level=2 name=L ISO3166-1:alpha3=LIE
r902 w900@outer,w902@outer type=boundary boundary=administrative admin_level=2 name=A ISO3166-1:alpha3=AUT
n1 47.06 9.05
n2 47.04 9.05
n3 47.05 9.09
n4 47.05 9.11
n5 47.06 9.15
n6 47.04 9.15
w1 1,3 highway=primary oneway=yes
w2 2,3 highway=primary oneway=yes
w3 3,4 highway=primary oneway=yes
w4 4,5 highway=primary oneway=yes
w5 4,6 highway=primary oneway=yes
r1 w1@from,w3@via,w4@to type=restriction restriction=no_left_turn
`

func TestAGateRemembersHowItWasComeTo(t *testing.T) {
	n := drawn(t, parting, Options{})
	r, err := n.Roads(profile.Car)
	if err != nil {
		t.Fatal(err)
	}
	q, s := r.Router(Length), n.Streets
	place := func(w int64) Spot {
		return Snap{Edge: street.Edge(slices.Index(s.Way, w)), Share: 0.5}.Spot()
	}
	var got []string
	for _, g := range r.Gates() {
		line := s.Codes[s.Area[s.Head(g.Half)]] + ":"
		for w := range int64(5) {
			if q.CostBetween(place(w+1), g.Spot()) != Unreachable {
				line += fmt.Sprint(" from ", w+1)
			}
			if q.CostBetween(g.Spot(), place(w+1)) != Unreachable {
				line += fmt.Sprint(" to ", w+1)
			}
		}
		got = append(got, line)
	}
	slices.Sort(got)
	want := []string{"AUT: from 1 to 5", "AUT: from 2 from 3 to 4 to 5"}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}
