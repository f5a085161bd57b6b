package tile

import (
	"bytes"
	"testing"

	"github.com/paulmach/orb"

	"waythrough/geo"
	"waythrough/road/street"
	"waythrough/world"
)

// sheetOf is a sheet of imported roads alone.
func sheetOf(t testing.TB, nodes int) *sheet {
	return &sheet{roads: &streets{n: drawnRoads(t, nodes)}}
}

// In every tile that shows its class, each road lies on a line, and no line lies where there
// is no road of such a class.
func TestRoadsLieWhereTheMapHasThem(t *testing.T) {
	s := sheetOf(t, 3000)
	n := s.roads.(*streets).n.Streets
	mid := n.At[len(n.At)/2].LatLon()
	for _, z := range []uint32{5, 9, 10, 11, 13, 14} {
		at := tileOf(z, mid.Lat, mid.Lon)
		data, err := s.tile(at, []string{layerRoads})
		if err != nil {
			t.Fatal(err)
		}
		drawn := map[class][]orb.LineString{}
		if l := decoded(t, data)[layerRoads]; l != nil {
			for _, f := range l.Features {
				c := class(f.Properties["class"].(float64))
				drawn[c] = append(drawn[c], lines(t, f.Geometry)...)
				if z < from[c] {
					t.Fatalf("zoom %d shows class %d", z, c)
				}
			}
		}
		compare(t, n, at, drawn)
	}
}

// compare holds what a tile drew against every road of the network.
func compare(t *testing.T, n *street.Network, at address, drawn map[class][]orb.LineString) {
	t.Helper()
	real := map[class][]orb.LineString{}
	shown := 0
	for e := range n.From {
		c := classOf(n, street.Edge(e))
		if c == unseen || at.z < from[c] {
			continue
		}
		line := projected(n, street.Edge(e), at)
		if !line.Bound().Intersects(visible) {
			continue
		}
		real[c] = append(real[c], line)
		if b := line.Bound(); at.z < namesFrom && b.Max[0]-b.Min[0] < smallest && b.Max[1]-b.Min[1] < smallest {
			continue
		}
		for _, p := range line {
			if p[0] < 1 || p[1] < 1 || p[0] > extent-1 || p[1] > extent-1 {
				continue
			}
			shown++
			if d := nearest(p, drawn[c]); d > tolerance+smallest+1 {
				t.Fatalf("tile %v: road %d of class %d is %.1f units from any line", at, e, c, d)
			}
		}
	}
	for c, list := range drawn {
		for _, line := range list {
			for _, p := range line {
				if d := nearest(p, real[c]); d > tolerance+1 {
					t.Fatalf("tile %v: a line of class %d has a point %.1f units from any road", at, c, d)
				}
			}
		}
	}
	if at.z >= 11 && shown == 0 {
		t.Errorf("tile %v shows no road: choose another", at)
	}
}

func projected(n *street.Network, e street.Edge, at address) orb.LineString {
	var line orb.LineString
	for _, p := range n.Points(nil, street.Half(e<<1)) {
		line = append(line, at.project(p.LatLon()))
	}
	return line
}

// Chains hold every road once and hang together, whatever the list.
func TestChains(t *testing.T) {
	n := drawnRoads(t, 3000).Streets
	var roads []street.Edge
	for e := range n.From {
		if e%3 != 0 {
			roads = append(roads, street.Edge(e))
		}
	}
	times := map[street.Edge]int{}
	long := 0
	for _, chain := range chains(n, roads) {
		for i, h := range chain {
			times[h.Edge()]++
			if i > 0 && n.Head(chain[i-1]) != n.Tail(h) {
				t.Fatalf("road %d does not go on from road %d", h.Edge(), chain[i-1].Edge())
			}
		}
		long = max(long, len(chain))
	}
	for _, e := range roads {
		if times[e] != 1 {
			t.Fatalf("road %d is in %d chains", e, times[e])
		}
	}
	if len(times) != len(roads) || long < 3 {
		t.Errorf("%d roads became chains of %d roads, the longest of %d", len(roads), len(times), long)
	}
}

// Classes fall with speed and with the want of a number.
func TestClasses(t *testing.T) {
	n := drawnRoads(t, 3000).Streets
	count := map[class]int{}
	for e := range n.From {
		c := classOf(n, street.Edge(e))
		count[c]++
		if n.IsCut(street.Edge(e)) && c != unseen {
			t.Fatalf("the cut %d is drawn as class %d", e, c)
		}
	}
	for c := range classes {
		if c != fastest && count[c] == 0 {
			t.Errorf("no road of class %d: %v", c, count)
		}
	}
}

// The same network gives the same bytes, asked in whatever order.
func TestSameBytes(t *testing.T) {
	a, b := sheetOf(t, 3000), sheetOf(t, 3000)
	mid := a.roads.(*streets).n.Streets.At[0].LatLon()
	var first [][]byte
	for z := range uint32(maxZoom + 1) {
		data, err := a.tile(tileOf(z, mid.Lat, mid.Lon), []string{layerRoads})
		if err != nil {
			t.Fatal(err)
		}
		first = append(first, data)
	}
	for z := range first {
		z := maxZoom - z
		data, err := b.tile(tileOf(uint32(z), mid.Lat, mid.Lon), []string{layerRoads})
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(data, first[z]) {
			t.Errorf("zoom %d differs", z)
		}
	}
}

// A road over the antimeridian is drawn on both sides of the map, and not across it.
func TestOverTheAntimeridian(t *testing.T) {
	line := []geo.LatLon{{Lat: 66, Lon: 179.5}, {Lat: 66.1, Lon: -179.5}}
	for _, at := range []address{tileOf(6, 66, 179.5), tileOf(6, 66, -179.5), tileOf(6, 66, 0)} {
		s := lineSet{at: at}
		s.add(line, false)
		want := 1
		if at.x == 32 {
			want = 0
		}
		if len(s.lines) != want {
			t.Errorf("tile %v draws %d lines: %v", at, len(s.lines), s.lines)
		}
	}
	b := whole(geo.Box{MinLon: -1799e6, MaxLon: 1799e6})
	if b.MinLon != -180e7 || b.MaxLon != 180e7 {
		t.Errorf("a road over the antimeridian is looked for in %v", b)
	}
}

// A world of imported roads has them in its tiles.
func TestWorldOfImportedRoads(t *testing.T) {
	n := drawnRoads(t, 3000)
	w, err := world.OpenRoads(n, desk(t).World().Record)
	if err != nil {
		t.Fatal(err)
	}
	p := n.Streets.At[0].LatLon()
	data, err := newSheet(w).tile(tileOf(13, p.Lat, p.Lon), layers)
	if err != nil {
		t.Fatal(err)
	}
	if decoded(t, data)[layerRoads] == nil {
		t.Error("there are no roads")
	}
}
