package outline

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"waythrough/road/osm"
)

// degree is what the drawings below count in.
const degree = 10_000_000

// draw reads shapes, a line each: the number of the area and rings, "x,y x,y …" in degrees
// with / between them, whose first point need not be said again.
func draw(t testing.TB, text string) (shapes []Shape) {
	t.Helper()
	for l := range strings.Lines(text) {
		number, rest, ok := strings.Cut(strings.TrimSpace(l), " ")
		if !ok {
			continue
		}
		var s Shape
		if _, err := fmt.Sscan(number, &s.Area); err != nil {
			t.Fatal(err)
		}
		for ring := range strings.SplitSeq(rest, "/") {
			var line []osm.Point
			for _, f := range strings.Fields(ring) {
				var x, y float64
				if _, err := fmt.Sscanf(f, "%f,%f", &x, &y); err != nil {
					t.Fatalf("%q: %v", f, err)
				}
				line = append(line, osm.Point{Lat: int32(y * degree), Lon: int32(x * degree)})
			}
			s.Lines = append(s.Lines, append(line, line[0]))
		}
		shapes = append(shapes, s)
	}
	return shapes
}

// written gives the rings of each outline at a zoom, from their lowest point on.
func written(s *Set, zoom uint8) (out []string) {
	for i, area := range s.Area {
		text := []string{}
		for r := s.FirstRing[i]; r < s.FirstRing[i+1]; r++ {
			ring := s.Ring(nil, int(r), zoom)
			ring = ring[:len(ring)-1]
			low := slices.Index(ring, slices.MinFunc(ring, compare))
			var points []string
			for _, p := range slices.Concat(ring[low:], ring[:low]) {
				points = append(points, fmt.Sprintf("%g,%g", float64(p.Lon)/degree, float64(p.Lat)/degree))
			}
			text = append(text, strings.Join(points, " "))
		}
		out = append(out, fmt.Sprintf("%d: %s", area, strings.Join(text, " / ")))
	}
	return out
}

// What is drawn by whom in which direction and what touches what does not matter: areas lie
// left of their rings, holes follow the ring they are in, and rings touch in points at most.
func TestDrawn(t *testing.T) {
	for _, c := range []struct{ name, shapes, want string }{
		{"a square, its sides given both ways round", "1 0,0 4,0 4,4 0,4\n2 5,0 5,4 9,4 9,0", "1: 0,0 4,0 4,4 0,4\n2: 5,0 9,0 9,4 5,4"},
		{"a common side is drawn once", "1 0,0 4,0 4,4 0,4\n2 4,0 4,4 9,4 9,0", "2: 4,0 9,0 9,4 4,4\n1: 0,0 4,0 4,4 0,4"},
		{"points in a straight line go", "1 0,0 1,0 2,0 4,0 4,1 4,3 4,4 0,4", "1: 0,0 4,0 4,4 0,4"},
		{"an enclave fills the hole", "1 0,0 9,0 9,9 0,9 / 3,3 5,3 5,5 3,5\n2 3,3 5,3 5,5 3,5", "1: 0,0 9,0 9,9 0,9 / 3,3 3,5 5,5 5,3\n2: 3,3 5,3 5,5 3,5"},
		{"an exclave in the enclave", "1 0,0 9,0 9,9 0,9 / 2,2 7,2 7,7 2,7 / 4,4 5,4 5,5 4,5", "1: 0,0 9,0 9,9 0,9 / 2,2 2,7 7,7 7,2 / 4,4 5,4 5,5 4,5"},
		{"an island", "1 0,0 4,0 4,4 0,4 / 6,6 7,6 7,7 6,7", "1: 0,0 4,0 4,4 0,4 / 6,6 7,6 7,7 6,7"},
		{"two parts of one area that share a side are one", "1 0,0 4,0 4,4 0,4 / 4,0 8,0 8,4 4,4", "1: 0,0 8,0 8,4 0,4"},
		{"parts that meet in a corner stay two", "1 0,0 4,0 4,4 0,4 / 4,4 8,4 8,8 4,8", "1: 0,0 4,0 4,4 0,4 / 4,4 8,4 8,8 4,8"},
		{"a hole that touches its ring stays a hole", "1 0,0 8,0 8,8 4,8 0,8 / 4,8 3,6 5,6", "1: 0,0 8,0 8,8 4,8 0,8 / 3,6 4,8 5,6"},
		{"a hole that touches it twice makes two", "1 0,0 8,0 8,8 0,8 / 0,0 6,3 8,8 3,6", "1: 0,0 3,6 8,8 0,8 / 0,0 8,0 8,8 6,3"},
		{"contested land is drawn for both", "1 0,0 6,0 6,6 0,6\n2 4,2 9,2 9,5 4,5", "1: 0,0 6,0 6,6 0,6\n2: 4,2 9,2 9,5 4,5"},
		{"one area twice, the larger first", "1 0,0 1,0 1,1 0,1\n1 5,0 9,0 9,4 5,4", "1: 5,0 9,0 9,4 5,4\n1: 0,0 1,0 1,1 0,1"},
		{"what encloses nothing", "1 0,0 1,0\n2 0,0 1,0 1,1", "2: 0,0 1,0 1,1"},
		{"lines that do not close", "", ""},
	} {
		s := Build(draw(t, c.shapes))
		if err := s.Check(3); err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if got := strings.Join(written(s, MaxZoom), "\n"); got != c.want {
			t.Errorf("%s:\n%s\nwant\n%s", c.name, got, c.want)
		}
	}
	open := Build([]Shape{{Area: 1, Lines: [][]osm.Point{{{Lat: 0, Lon: 0}, {Lat: 0, Lon: degree}, {Lat: degree, Lon: degree}}}}})
	if err := open.Check(3); err != nil || len(open.Area) != 0 {
		t.Errorf("a line that does not close gives %v (%v)", written(open, 0), err)
	}
}

// The border between two areas loses the same points for both, the more the farther off;
// where three areas meet a point stays for ever.
//
//	0    10    20
//	 ┌──┬──────┐ 10
//	 │1 ⌇  2   │      the border has a tooth of 0.2 degrees and one of 0.002
//	 ├──┴──────┤ 0
//	 │    3    │
//	 └─────────┘ -9
func TestZooms(t *testing.T) {
	const border = "10,0 10,2 10.2,3 10,4 10,6 10.002,6.5 10,7 10,10"
	shapes := draw(t, "1 0,0 "+border+" 0,10\n2 "+border+" 20,10 20,0\n3 0,0 10,0 20,0 20,-9 0,-9")
	s := Build(shapes)
	if err := s.Check(4); err != nil {
		t.Fatal(err)
	}
	// A tile of zoom z is 360/2^z degrees wide, and a line may be off by 2 of its 4096 units.
	for _, c := range []struct {
		zoom uint8
		want string
	}{
		{0, "0,0 10,0 10,10 0,10"}, // off by 0.176 degrees at most: the tooth is 0.2, see below
		{1, "0,0 10,0 10,2 10.2,3 10,4 10,10 0,10"},
		{6, "0,0 10,0 10,2 10.2,3 10,4 10,10 0,10"},
		{7, "0,0 10,0 10,2 10.2,3 10,4 10,6 10.002,6.5 10,7 10,10 0,10"},
	} {
		got := written(s, c.zoom)[slices.Index(s.Area, 1)][len("1: "):]
		if c.zoom == 0 {
			if len(strings.Fields(got)) > 6 {
				t.Errorf("zoom 0 has %s", got)
			}
			continue
		}
		if got != c.want {
			t.Errorf("zoom %d has %s, want %s", c.zoom, got, c.want)
		}
	}
	for z := range uint8(MaxZoom + 1) {
		once := map[[2]osm.Point]int{}
		for r := range s.Rings() {
			ring := s.Ring(nil, r, z)
			for i := 1; i < len(ring); i++ {
				once[pair(ring[i-1], ring[i])]++
			}
		}
		if once[pair(osm.Point{}, osm.Point{Lon: 10 * degree})] != 2 {
			t.Errorf("zoom %d: the point where three areas meet is gone", z)
		}
	}
}

// Of an area over the antimeridian, the two parts reach it at the same latitudes at any zoom.
func TestAntimeridian(t *testing.T) {
	s := Build(draw(t, "1 170,60 180,60.01 180,64 180,69.99 170,70 / -180,60.01 -170,60 -170,70 -180,69.99\n2 170,60 180,60.01 180,55 170,55"))
	if err := s.Check(3); err != nil {
		t.Fatal(err)
	}
	for z := range uint8(MaxZoom + 1) {
		var east, west []int32
		for r := s.FirstRing[0]; r < s.FirstRing[1]; r++ {
			ring := s.Ring(nil, int(r), z)
			for _, p := range ring[1:] {
				switch p.Lon {
				case antimeridian:
					east = append(east, p.Lat)
				case -antimeridian:
					west = append(west, p.Lat)
				}
			}
		}
		slices.Sort(east)
		slices.Sort(west)
		if !slices.Equal(east, west) || !slices.Equal(east, []int32{600_100_000, 699_900_000}) {
			t.Errorf("zoom %d: the antimeridian is met at %v from the west and %v from the east", z, east, west)
		}
	}
}
