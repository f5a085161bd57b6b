package osm

import (
	"bytes"
	"context"
	"fmt"
	"math"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"waythrough/geo"
	"waythrough/road/osm/pbf"
	"waythrough/road/osm/pbf/pbftest"
	"waythrough/road/osm/profile"
)

// fileOf writes data as a file in memory, a few elements a block.
func fileOf(t testing.TB, d pbftest.Data) *pbf.File {
	b := pbftest.Bytes(d, 3)
	f, err := pbf.New("drawn", bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func extract(t testing.TB, o Options, files ...*pbf.File) *Graph {
	t.Helper()
	g, err := Extract(context.Background(), files, o)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func draw(t testing.TB, text string) *Graph {
	return extract(t, Options{}, fileOf(t, pbftest.MustParse(text)))
}

// edges writes the edges of a graph as "from-to way", with arrows for the car.
func edges(g *Graph) string {
	var out []string
	for e := range g.From {
		s := ""
		if g.Duration[profile.Car][Backward][e] != Closed {
			s = "<"
		}
		s += "-"
		if g.Duration[profile.Car][Forward][e] != Closed {
			s += ">"
		}
		out = append(out, fmt.Sprintf("%d%s%d@%d", g.OSMNode[g.From[e]], s, g.OSMNode[g.To[e]], g.Way[e]))
	}
	return strings.Join(out, " ")
}

// 1 --- 2 --- 3 --- 4     way 10, primary, 3 a bend
//
//	|
//	5                 way 11, one way towards 2
//	|
//	6
const tee = `
n1 47 9
n2 47 9.001
n3 47 9.002
n4 47 9.003
n5 46.999 9.001
n6 46.998 9.001
w10 1,2,3,4 highway=primary name=High_Street ref=A_1
w11 6,5,2 highway=residential oneway=yes
w12 4,5 building=yes
`

func TestRoadsAreSplitWhereTheyMeet(t *testing.T) {
	g := draw(t, tee)
	if got, want := edges(g), "1<->2@10 2<->4@10 6->2@11"; got != want {
		t.Fatalf("edges %s, want %s", got, want)
	}
	if g.String(g.Name[1]) != "High Street" || g.String(g.Ref[1]) != "A 1" || g.String(g.Name[2]) != "" {
		t.Errorf("names %q, %q, %q", g.String(g.Name[1]), g.String(g.Ref[1]), g.String(g.Name[2]))
	}
	want := []Point{{470000000, 90010000}, {470000000, 90020000}, {470000000, 90030000}}
	if got := g.Shape(nil, 1); !reflect.DeepEqual(got, want) {
		t.Errorf("shape %v, want %v", got, want)
	}
	metres := 2 * float64(geo.Distance(geo.LatLon{Lat: 47, Lon: 9}, geo.LatLon{Lat: 47, Lon: 9.001}))
	if g.Length[1] != uint32(math.Round(metres*10)) {
		t.Errorf("length %d dm, want %.1f m", g.Length[1], metres)
	}
	// 65 km/h on a primary road; walkers do not mind one-way streets
	if ms := float64(g.Duration[profile.Car][Forward][1]); math.Abs(ms-metres*3600/65) > 10 {
		t.Errorf("%.0f ms for %.1f m at 65 km/h", ms, metres)
	}
	if g.Duration[profile.Foot][Backward][2] == Closed || g.Duration[profile.Car][Backward][2] != Closed {
		t.Error("the one-way street is wrong")
	}
}

func TestAwkwardRoads(t *testing.T) {
	nodes := "n1 47 9\nn2 47 9.001\nn3 47 9.002\nn4 47 9.003\nn5 46.999 9.001\n"
	tests := []struct{ name, text, want string }{
		{"a node in the middle is missing", "w1 1,2,99,3,4 highway=primary", "1<->2@1 3<->4@1"},
		{"an end is missing", "w1 99,1,2 highway=primary", "1<->2@1"},
		{"one node is left", "w1 99,1 highway=primary", ""},
		{"a node twice in a row", "w1 1,1,2,2 highway=primary", "1<->2@1"},
		{"one node only", "w1 1,1 highway=primary", ""},
		{"a ring", "w1 1,2,5,1 highway=primary", "1<->1@1"},
		{"a ring with a tail", "w1 1,2,3,5,2 highway=primary", "1<->2@1 2<->2@1"},
		{"parallel", "w1 1,2 highway=primary\nw2 1,2 highway=primary", "1<->2@1 1<->2@2"},
		{"there and back", "w1 1,2,1 highway=primary", "1<->1@1"},
		{"a gate", "n9 47 9.0005 barrier=gate access=private\nw1 1,9,2 highway=primary", "1<->9@1 9<->2@1"},
		{"a cattle grid is a bend", "n9 47 9.0005 barrier=cattle_grid\nw1 1,9,2 highway=primary", "1<->2@1"},
		{"a post", "n9 47 9.0005 barrier=border_control\nw1 1,9,2 highway=primary", "1<->9@1 9<->2@1"},
		{"nothing", "w1 1,2 waterway=canal", ""},
	}
	for _, tt := range tests {
		if got := edges(draw(t, nodes+tt.text)); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestFerryTimeIsSharedOut(t *testing.T) {
	g := draw(t, "n1 47 9\nn2 47 9.01\nn3 47 9.04\nn4 47.1 9.01\n"+
		"w1 1,2,3 route=ferry duration=00:40 motor_vehicle=yes\nw2 2,4 highway=primary")
	d := g.Duration[profile.Car][Forward]
	if sum := d[0] + d[1]; sum < 2399900 || sum > 2400100 || d[1] < 3*d[0]-1000 || d[1] > 3*d[0]+1000 {
		t.Errorf("%d and %d ms, want 600,000 and 1,800,000", d[0], d[1])
	}
	if g.Flags(0, profile.Car)&profile.Ferry == 0 {
		t.Error("the ferry is not flagged")
	}
}

// What one file holds, two that overlap hold together.
func TestMerge(t *testing.T) {
	d := pbftest.MustParse(tee + "r1 w10@from,n2@via,w11@to type=restriction restriction=no_right_turn")
	a, b := d, d
	a.Nodes, a.Ways, a.Relations = d.Nodes[:3], d.Ways[:1], nil
	b.Nodes, b.Ways = d.Nodes[2:], d.Ways
	whole := extract(t, Options{}, fileOf(t, d))
	for _, files := range [][]*pbf.File{{fileOf(t, a), fileOf(t, b)}, {fileOf(t, b), fileOf(t, a)}} {
		both := extract(t, Options{}, files...)
		if both.Stats.Duplicates != 1 {
			t.Errorf("%d ways came twice, want 1", both.Stats.Duplicates)
		}
		both.Stats, whole.Stats = Stats{}, Stats{}
		both.strings, whole.strings = stringTable{}, stringTable{}
		both.Name, both.Ref, both.Use, both.Uses = whole.Name, whole.Ref, whole.Use, whole.Uses
		if !reflect.DeepEqual(whole, both) {
			t.Errorf("whole %+v\nboth  %+v", whole, both)
		}
	}
}

func TestCountryLimits(t *testing.T) {
	o := Options{Country: func([]Boundary, []BoundaryLine) func(Point) string {
		return func(p Point) string {
			if p.Lon < 90005000 {
				return "CH"
			}
			return "DE"
		}
	}}
	g := extract(t, o, fileOf(t, pbftest.MustParse("n1 47 9\nn2 47.1 9\nn3 47 9.1\nn4 47.1 9.1\nw1 1,2 highway=motorway\nw2 3,4 highway=motorway")))
	if s := g.Uses[g.Use[0]][profile.Car].Forward; s != 1080 {
		t.Errorf("CH: %d", s)
	}
	if s := g.Uses[g.Use[1]][profile.Car].Forward; s != 1260 {
		t.Errorf("DE: %d", s)
	}
}

// A post drawn as an area stands in the middle of it, whichever of its nodes are named
// twice and however the files are cut.
func TestPostsAreAreas(t *testing.T) {
	const text = `
n1 47 9
n2 47 9.001
n3 47.01 9.0
n4 47.01 9.002
n5 47.012 9.002
n6 47.012 9.0
n7 47.05 9.05 barrier=border_control
w10 1,2 highway=primary
w11 3,4,5,6,3 building=yes amenity=customs name=Zollamt
w12 3,4,5,3 barrier=border_control
w13 3,4,99 building=yes government=customs operator=BAZG
w14 1,2 highway=service barrier=border_control
w15 98,97,98 office=customs
w16 3,4,5,3 amenity=parking
w17 3,4,5,3 barrier=fence
`
	want := []Post{
		{Node: 7, At: Point{470500000, 90500000}, Control: true},
		{Way: 11, At: Point{470110000, 90010000}, Duty: true, Name: "Zollamt"},
		{Way: 12, At: Point{470110000, 90010000}, Control: true},
		{Way: 13, At: Point{470100000, 90010000}, Duty: true, Operator: "BAZG"},
	}
	f := fileOf(t, pbftest.MustParse(text))
	for _, g := range []*Graph{extract(t, Options{Workers: 1}, f), extract(t, Options{Workers: 3}, f), extract(t, Options{}, f, f)} {
		if !reflect.DeepEqual(g.Posts, want) {
			t.Errorf("%+v", g.Posts)
		}
		if got := edges(g); got != "1<->2@10 1<->2@14" {
			t.Errorf("the outlines change the roads: %s", got)
		}
	}
}

func TestPosts(t *testing.T) {
	g := draw(t, "n1 47 9\nn2 47 9.001 barrier=border_control name=Schaanwald\nn3 47 9.002\nn7 47.1 9 amenity=customs operator=BAZG\nw1 1,2,3 highway=primary")
	want := []Post{{Node: 2, At: Point{470000000, 90010000}, Control: true, Name: "Schaanwald"}, {Node: 7, At: Point{471000000, 90000000}, Duty: true, Operator: "BAZG"}}
	if !reflect.DeepEqual(g.Posts, want) {
		t.Errorf("%+v", g.Posts)
	}
	if g.Node[1] != BorderControl {
		t.Errorf("flags %b", g.Node[1])
	}
}

// extracts are the real files at hand; a test that needs them is skipped, loudly,
// where they are not.
func extracts(t testing.TB) []string {
	paths, _ := filepath.Glob("../../../shared/data/osm/*.osm.pbf")
	if len(paths) == 0 {
		t.Skip("SKIPPED: no extracts in ../shared/data/osm beside the repository")
	}
	return paths
}

func open(t testing.TB, path string) *pbf.File {
	f, err := pbf.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	return f
}

func TestSameArraysWhateverTheWorkers(t *testing.T) {
	for _, path := range extracts(t) {
		f := open(t, path)
		one, three := extract(t, Options{Workers: 1}, f), extract(t, Options{Workers: 3}, f)
		if !same(one, three) {
			t.Errorf("%s: one worker and three do not make the same", f.Name())
		}
		t.Logf("%s: %d nodes, %d edges, %d turns, %d boundaries, %d posts, %+v", f.Name(), len(one.OSMNode), len(one.From), len(one.Turns), len(one.Boundaries), len(one.Posts), one.Stats)
		for _, s := range one.Boundaries {
			t.Logf("  %s %s %s: %d members, %d rings, complete %v", s.Name, s.Alpha2, s.Alpha3, len(s.Members), len(s.Rings), s.Complete)
		}
	}
}

// same compares graphs column by column, which takes a tenth of DeepEqual's time.
func same(a, b *Graph) bool {
	for p := range a.Duration {
		for dir := range a.Duration[p] {
			if !slices.Equal(a.Duration[p][dir], b.Duration[p][dir]) {
				return false
			}
		}
	}
	return slices.Equal(a.OSMNode, b.OSMNode) && slices.Equal(a.At, b.At) && slices.Equal(a.Node, b.Node) &&
		slices.Equal(a.From, b.From) && slices.Equal(a.To, b.To) && slices.Equal(a.Way, b.Way) && slices.Equal(a.Name, b.Name) &&
		slices.Equal(a.Ref, b.Ref) && slices.Equal(a.Length, b.Length) && slices.Equal(a.Use, b.Use) && slices.Equal(a.Uses, b.Uses) &&
		bytes.Equal(a.shapes, b.shapes) && slices.Equal(a.firstShape, b.firstShape) && bytes.Equal(a.strings.text, b.strings.text) &&
		reflect.DeepEqual(a.Turns, b.Turns) && reflect.DeepEqual(a.Restrictions, b.Restrictions) &&
		reflect.DeepEqual(a.Boundaries, b.Boundaries) && reflect.DeepEqual(a.Borders, b.Borders) && reflect.DeepEqual(a.Posts, b.Posts) && a.Stats == b.Stats
}

// A naive reading of the same file, with maps, makes the same nodes and edges.
func TestAgainstANaiveReading(t *testing.T) {
	for _, path := range extracts(t) {
		f := open(t, path)
		if f.Size() > 3e6 {
			t.Logf("%s is left out: its roads are of one kind, and it takes longer than all others", f.Name())
			continue
		}
		g := extract(t, Options{}, f)
		if want := naive(t, f); !slices.Equal(want, listed(g)) {
			t.Errorf("%s: edges differ from a naive reading: %d and %d", f.Name(), len(listed(g)), len(want))
		}
	}
}

type listedEdge struct {
	way, from, to int64
	length        uint32
	duration      [profile.Count][2]uint32
}

func listed(g *Graph) (list []listedEdge) {
	for e := range g.From {
		l := listedEdge{way: g.Way[e], from: g.OSMNode[g.From[e]], to: g.OSMNode[g.To[e]], length: g.Length[e]}
		for p := range l.duration {
			l.duration[p] = [2]uint32{g.Duration[p][0][e], g.Duration[p][1][e]}
		}
		list = append(list, l)
	}
	return list
}
