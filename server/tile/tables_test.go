package tile

import (
	"fmt"
	"math"
	"testing"

	"github.com/paulmach/orb"

	"waythrough/geo"
	"waythrough/road"
)

// Every link of the tables is in each tile that it passes, from end to end, and in no other.
func TestLinksOfTables(t *testing.T) {
	d := desk(t)
	n := d.World().Tables()
	h := newSheet(d.World())
	for _, z := range []uint32{0, 3, 6, 8} {
		tiles := map[address]map[uint64][]orb.LineString{}
		for i, l := range n.Links {
			a, b := n.Places[l.From].At, n.Places[l.To].At
			for _, at := range tilesAround(z, a, b) {
				if tiles[at] == nil {
					tiles[at] = roadsByID(t, h, at)
				}
				checkLink(t, n, road.LinkID(i), at, tiles[at][uint64(i)])
			}
		}
	}
}

// tilesAround lists the tiles of the box around two points.
func tilesAround(z uint32, a, b geo.LatLon) (out []address) {
	p, q := tileOf(z, max(a.Lat, b.Lat), min(a.Lon, b.Lon)), tileOf(z, min(a.Lat, b.Lat), max(a.Lon, b.Lon))
	for x := p.x; x <= q.x; x++ {
		for y := p.y; y <= q.y; y++ {
			out = append(out, address{z, x, y})
		}
	}
	return out
}

func checkLink(t *testing.T, n *road.Network, id road.LinkID, at address, have []orb.LineString) {
	t.Helper()
	l := n.Links[id]
	a, b := at.project(n.Places[l.From].At), at.project(n.Places[l.To].At)
	long := math.Hypot(a[0]-b[0], a[1]-b[1])
	for i := range 101 {
		s := float64(i) / 100
		p := orb.Point{a[0] + s*(b[0]-a[0]), a[1] + s*(b[1]-a[1])}
		if p[0] < 1 || p[0] > extent-1 || p[1] < 1 || p[1] > extent-1 {
			continue
		}
		if d := nearest(p, have); d > 1.5 && long > 2*smallest {
			t.Fatalf("tile %v: link %s is %.1f units off, or missing", at, n.String(id), d)
		}
	}
	for _, line := range have {
		for _, p := range line {
			if off(p, a, b) > 1.5 {
				t.Fatalf("tile %v: a point of link %s lies %.1f units off it", at, n.String(id), off(p, a, b))
			}
		}
	}
}

func roadsByID(t *testing.T, h *sheet, at address) map[uint64][]orb.LineString {
	t.Helper()
	data, err := h.tile(at, []string{layerRoads})
	if err != nil {
		t.Fatal(err)
	}
	out := map[uint64][]orb.LineString{}
	if l := decoded(t, data)[layerRoads]; l != nil {
		for _, f := range l.Features {
			out[uint64(f.ID.(float64))] = lines(t, f.Geometry)
		}
	}
	return out
}

func TestPropertiesOfLinks(t *testing.T) {
	n := desk(t).World().Tables()
	s := newSheet(desk(t).World())
	borders := 0
	data, err := s.tile(tileOf(10, 40.03, 44.17), []string{layerRoads}) // Margara – Alican
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range decoded(t, data)[layerRoads].Features {
		i := road.LinkID(f.ID.(float64))
		l := n.Links[i]
		want := map[string]any{"mode": l.Mode}
		if l.Crossing != "" {
			want["crossing"] = l.Crossing
		}
		if n.Border(i) {
			want["border"] = true
			borders++
		}
		if got := map[string]any(f.Properties); fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("link %s has properties %v, not %v", n.String(i), got, want)
		}
	}
	if borders == 0 {
		t.Error("no link over a border is shown at Margara")
	}
}
