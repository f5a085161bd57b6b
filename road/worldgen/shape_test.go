package worldgen

import (
	"bytes"
	"context"
	"testing"

	graph "waythrough/road/osm"
	"waythrough/road/osm/pbf"
	"waythrough/road/osm/profile"
)

// The figures that the package promises, set beside those of Liechtenstein, Heidelberg
// and Columbus (see the package's documentation).
func TestShapeIsThatOfRealRoads(t *testing.T) {
	w := New(Options{Seed: 1, Nodes: 30_000, Areas: 3})
	g := read(t, w)
	n, m := float64(len(g.OSMNode)), float64(len(g.From))
	degree, shapes, straight, oneway, metres := map[int]float64{}, 0.0, 0.0, 0.0, 0.0
	at := make([]int, len(g.OSMNode))
	var room []graph.Point
	for e := range g.From {
		at[g.From[e]]++
		at[g.To[e]]++
		room = g.Shape(room[:0], graph.EdgeID(e))
		shapes += float64(len(room) - 2)
		if len(room) == 2 {
			straight++
		}
		metres += float64(g.Length[e]) / 10
		if (g.Duration[profile.Car][0][e] == graph.Closed) != (g.Duration[profile.Car][1][e] == graph.Closed) {
			oneway++
		}
	}
	for _, d := range at {
		degree[min(d, 5)]++
	}
	low, high := g.At[0], g.At[0]
	for _, p := range g.At {
		low.Lat, low.Lon = min(low.Lat, p.Lat), min(low.Lon, p.Lon)
		high.Lat, high.Lon = max(high.Lat, p.Lat), max(high.Lon, p.Lon)
	}
	box := float64(high.Lat-low.Lat) * float64(high.Lon-low.Lon) / 1e14 * 111.195 * 111.195 * 0.707 // cos 45°
	for _, f := range []struct {
		what      string
		got       float64
		low, high float64
	}{
		{"edges a node", m / n, 1.2, 1.4},
		{"share of ends", degree[1] / n, 0.15, 0.24},
		{"share of nodes with two edges", degree[2] / n, 0.1, 0.22},
		{"share of junctions of three", degree[3] / n, 0.45, 0.58},
		{"share of junctions of four", degree[4] / n, 0.07, 0.16},
		{"share of larger junctions", degree[5] / n, 0, 0.01},
		{"bends an edge", shapes / m, 2.8, 4.2},
		{"share of straight edges", straight / m, 0.35, 0.5},
		{"share of oneway edges", oneway / m, 0.05, 0.13},
		{"edges a way", m / float64(g.Stats.Ways), 1.4, 2},
		{"metres an edge", metres / m, 100, 190},
		{"restrictions a node", float64(len(g.Restrictions)) / n, 0.005, 0.02},
		{"nodes a square kilometre", n / box, 12, 40},
	} {
		if f.got < f.low || f.got > f.high {
			t.Errorf("%s: %.3f, and %v to %v is promised", f.what, f.got, f.low, f.high)
		}
		t.Logf("%s: %.3f", f.what, f.got)
	}
}

// Every kind of thing that an importer has to cope with is there.
func TestWhatAWorldHolds(t *testing.T) {
	data := written(t, New(Options{Seed: 1, Nodes: 30_000, Areas: 3}))
	f, err := pbf.New("world", bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	have := map[string]int{}
	count := func(b *pbf.Block, tags []pbf.Tag) {
		for _, tag := range tags {
			have[string(b.String(tag.Key))]++
			have[string(b.String(tag.Key))+"="+string(b.String(tag.Value))]++
		}
	}
	err = f.Scan(context.Background(), pbf.Options{}, func(b *pbf.Block) error {
		for i := range b.Nodes.ID {
			count(b, b.NodeTags(i))
		}
		for i := range b.Ways.ID {
			count(b, b.WayTags(i))
		}
		for i := range b.Relations.ID {
			count(b, b.RelationTags(i))
			from, to := b.Relations.Members(i)
			for m := from; m < to; m++ {
				have["member "+string(b.String(b.Relations.Role[m]))+"nwr"[b.Relations.Type[m]:][:1]]++
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, what := range []string{
		"highway=motorway", "highway=motorway_link", "highway=trunk", "highway=primary", "highway=secondary", "highway=tertiary",
		"highway=unclassified", "highway=residential", "highway=living_street", "highway=service", "highway=track", "highway=path",
		"highway=footway", "highway=cycleway", "highway=steps", "route=ferry", "junction=roundabout", "oneway=yes", "oneway:bicycle=no",
		"bridge=yes", "tunnel=yes", "toll=yes", "duration", "maxspeed=50", "surface=gravel", "name", "ref", "access=private",
		"motor_vehicle=destination", "motor_vehicle=no", "barrier=bollard", "barrier=gate", "barrier=toll_booth",
		"barrier=border_control", "amenity=customs", "place=city", "boundary=administrative", "maritime=yes", "waterway=river",
		"restriction=no_left_turn", "restriction=no_right_turn", "restriction=no_u_turn", "restriction=only_straight_on",
		"restriction:hgv", "except", "member vian", "member viaw", "member outerw", "ISO3166-1:alpha3=XAA",
	} {
		if have[what] == 0 {
			t.Errorf("there is no %s", what)
		}
	}
}

// An area that lies wholly within another makes a hole in it.
func TestHoles(t *testing.T) {
	holes := 0
	for seed := range uint64(4) {
		w := New(Options{Seed: seed, Nodes: 10_000, Areas: 4})
		g := read(t, w)
		for _, b := range g.Boundaries {
			inner := 0
			for _, r := range b.Rings {
				if r.Inner {
					inner++
				}
			}
			if !b.Complete || len(b.Rings)-inner != 1 {
				t.Errorf("seed %d: %s has %d rings, %d of them holes, complete: %v", seed, b.Alpha3, len(b.Rings), inner, b.Complete)
			}
			holes += inner
		}
	}
	t.Logf("%d holes", holes)
	if holes == 0 {
		t.Error("no world has a hole: draw more of them")
	}
}

func TestAreaCodes(t *testing.T) {
	seen := map[string]bool{}
	for i := range maxAreas {
		c := areaCode(i)
		if len(c) != 3 || c < "XAA" || c > "XZZ" || c == "XKX" || c == "XXA" || seen[c] {
			t.Errorf("code %d is %q", i, c)
		}
		seen[c] = true
	}
}
