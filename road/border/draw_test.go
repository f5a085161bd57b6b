package border

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"waythrough/geo"
	"waythrough/road/osm"
)

// draw makes areas of lines "left|right x,y x,y …", each a way of the map, where x is
// east and y north, in units of 1e-7 degrees. - is no area.
func draw(t testing.TB, text string) *world {
	t.Helper()
	w := &world{}
	for l := range strings.Lines(text) {
		sides, rest, _ := strings.Cut(strings.TrimSpace(l), " ")
		left, right, ok := strings.Cut(strings.ReplaceAll(sides, "-", ""), "|")
		if !ok {
			continue
		}
		line := points(t, rest)
		for i := 1; i < len(line); i++ {
			w.segments = append(w.segments, [2]osm.Point{line[i-1], line[i]})
			w.sides = append(w.sides, [2]string{left, right})
		}
	}
	w.sources(t)
	return w
}

func points(t testing.TB, text string) (line []osm.Point) {
	t.Helper()
	for _, f := range strings.Fields(text) {
		var p osm.Point
		if _, err := fmt.Sscanf(f, "%d,%d", &p.Lon, &p.Lat); err != nil {
			t.Fatalf("%q: %v", f, err)
		}
		line = append(line, p)
	}
	return line
}

func written(runs []Run) string {
	var out []string
	for _, r := range runs {
		name := r.Area
		if name == "" {
			name = "-"
		}
		out = append(out, fmt.Sprintf("%s %.4g", name, r.To))
	}
	return strings.Join(out, ", ")
}

// Two squares with a corner in their common side, an enclave of BEL within AND that
// holds an exclave of AND, and BEL again to the north, which makes two tripoints.
//
//	 0     10    20
//	30 ┌───────────┐
//	   │    BEL    │
//	20 ├─────┬─────┤
//	   │     │     │
//	   │ AND ├ CHE │      the common side has a corner at 10,10
//	   │  ▣  │     │
//	 0 └─────┴─────┘
const squares = `
AND|CHE 10,0 10,10 10,20
CHE|- 10,0 20,0 20,20
AND|- 0,20 0,0 10,0
BEL|AND 0,20 10,20
BEL|CHE 10,20 20,20
BEL|- 20,20 20,30 0,30 0,20
BEL|AND 2,2 8,2 8,8 2,8 2,2
AND|BEL 4,4 6,4 6,6 4,6 4,4
`

func TestWaysOverDrawnBoundaries(t *testing.T) {
	all := draw(t, squares).areas()
	for _, c := range []struct{ name, way, want string }{
		{"within", "1,1 1,9 9,9", "AND 2"},
		{"crosses once, as a bridge over a river", "9,5 11,5", "AND 0.5, CHE 1"},
		{"and back the other way", "11,5 9,5", "CHE 0.5, AND 1"},
		{"touches with a corner of its own", "9,4 10,5 9,6", "AND 2"},
		{"goes through a node it shares", "9,4 10,5 11,6", "AND 1, CHE 2"},
		{"touches the boundary's corner", "9,9 10,10 9,11", "AND 2"},
		{"crosses at the boundary's corner", "9,9 11,11", "AND 0.5, CHE 1"},
		{"passes the boundary's corner by a node", "9,9 10,10 11,9", "AND 1, CHE 2"},
		{"runs along and comes back", "9,4 10,5 10,15 9,16", "AND 3"},
		{"runs along and goes over", "9,4 10,5 10,15 11,16", "AND 2, CHE 3"},
		{"begins on it", "10,5 10,15 11,16", "CHE 2"},
		{"ends on it", "11,4 10,5 10,15", "CHE 2"},
		{"is on it wholly", "10,5 10,15", "AND 1"},
		{"is on it, beginning in a corner", "10,10 10,20", "AND 1"},
		{"weaves", "9,1 11,3 9,5 11,7", "AND 0.5, CHE 1.5, AND 2.5, CHE 3"},
		{"cuts a corner off", "9,21 11,19", "BEL 0.5, CHE 1"},
		{"cuts it twice", "19,19 19,21 21,19", "CHE 0.5, BEL 1.5, - 2"},
		{"through the tripoint", "9,19 11,21", "AND 0.5, BEL 1"},
		{"from the tripoint along", "9,21 10,20 10,15", "BEL 1, AND 2"},
		{"through all by the tripoint", "9,19 10,20 11,19", "AND 1, CHE 2"},
		{"into the enclave", "1,5 3,5", "AND 0.5, BEL 1"},
		{"through enclave and exclave", "1,5 9,5", "AND 0.125, BEL 0.375, AND 0.625, BEL 0.875, AND 1"},
		{"through their corners", "1,1 9,9", "AND 0.125, BEL 0.375, AND 0.625, BEL 0.875, AND 1"},
		{"along the enclave's side, from outside", "0,3 2,3 2,7 1,7", "AND 3"},
		{"along the enclave's side, and in", "1,3 2,3 2,7 3,7", "AND 2, BEL 3"},
		{"segments of no length", "9,5 9,5 11,5 11,5", "AND 1.5, CHE 3"},
		{"no length on the boundary", "9,5 10,5 10,5 11,5", "AND 2, CHE 3"},
		{"a point", "3,3", "BEL 0"},
		{"a point twice", "3,3 3,3", "BEL 1"},
		{"a point on the boundary", "10,5 10,5", "AND 1"},
		{"turns on the boundary", "9,5 10,5 9,5", "AND 2"},
		{"turns on the boundary along it", "9,4 10,5 10,8 10,5 9,6", "AND 4"},
		{"out of the world and back", "5,1 5,-1 15,-1 15,1", "AND 0.5, - 2.5, CHE 3"},
		{"past everything", "-5,-5 25,-5", "- 1"},
	} {
		for name, a := range all {
			runs := a.Along(nil, points(t, c.way))
			if got := written(runs); got != c.want {
				t.Errorf("%s (%s): %s is %s, want %s", c.name, name, c.way, got, c.want)
			}
		}
	}
}

func TestPointsOverDrawnBoundaries(t *testing.T) {
	for name, a := range draw(t, squares).areas() {
		for at, want := range map[string]string{
			"1,1": "AND", "3,3": "BEL", "5,5": "AND", "11,1": "CHE", "1,29": "BEL", "-1,5": "", "21,29": "",
			"10,5": "AND", "10,10": "AND", "10,20": "AND", "15,20": "BEL", "20,5": "CHE", "20,20": "BEL", "2,5": "AND", "4,4": "AND",
		} {
			if got := a.At(points(t, at)[0]); got != want {
				t.Errorf("%s: %s lies in %q, want %q", name, at, got, want)
			}
		}
		if got := a.Codes(); !slices.Equal(got, []string{"AND", "BEL", "CHE"}) || !a.Known() {
			t.Errorf("%s: the areas are %v", name, got)
		}
		if got := a.Country(points(t, "11,1")[0]); got != "CH" {
			t.Errorf("%s: the country is %q", name, got)
		}
		if a.MayCross(geo.Box{MinLat: 12, MinLon: 2, MaxLat: 18, MaxLon: 8}) || !a.MayCross(geo.Box{MinLat: 12, MinLon: 2, MaxLat: 18, MaxLon: 10}) {
			t.Errorf("%s: a box that no boundary enters is told from one", name)
		}
	}
}

// Where shapes overlap, the smaller counts; where they leave a gap, nothing is known.
func TestPolygonsThatOverlapAndLeaveGaps(t *testing.T) {
	square := func(code string, x0, x1 int32) fileArea {
		return fileArea{code, [][]osm.Point{{{Lon: x0}, {Lon: x1}, {Lon: x1, Lat: 10}, {Lon: x0, Lat: 10}, {Lon: x0}}}}
	}
	a, notes := New(nil, nil, &File{areas: []fileArea{square("AND", 0, 20), square("BEL", 15, 25), square("CHE", 28, 40)}})
	if got := written(a.Along(nil, points(t, "10,5 30,5"))); got != "AND 0.25, BEL 0.75, - 0.9, CHE 1" || notes != nil {
		t.Errorf("along: %s; notes %q", got, notes)
	}
	if got := a.At(osm.Point{Lon: 17, Lat: 5}); got != "BEL" {
		t.Errorf("the overlap is %q", got)
	}
}

// A way that passes beyond the ends of two lines changes its area without a crossing:
// half way, as documented.
func TestLinesWithAGap(t *testing.T) {
	lines := &File{lines: []fileLine{{points(t, "0,0 0,10"), "AND", "BEL"}, {points(t, "20,0 20,10"), "CHE", "ESP"}}}
	a, _ := New(nil, nil, lines)
	if got := written(a.Along(nil, points(t, "-2,5 22,5"))); got != "AND 0.08333, BEL 0.5, CHE 0.9167, ESP 1" {
		t.Errorf("along: %s", got)
	}
	if got := written(a.Along(nil, points(t, "5,5 20,5"))); got != "CHE 1" {
		t.Errorf("up to a line: %s", got)
	}
	if got := written(a.Along(nil, points(t, "0,5 20,5"))); got != "BEL 0.5, CHE 1" {
		t.Errorf("from line to line: %s", got)
	}
	if got := a.At(osm.Point{Lon: 40_000_000}); got != "" {
		t.Errorf("400 km away it is %q, want nothing", got)
	}
	if got := a.At(osm.Point{Lon: 20_000_000}); got != "ESP" {
		t.Errorf("200 km away it is %q, want ESP", got)
	}
}

// Coordinates at the ends of their range, and lines over the antimeridian, are out of
// scope but no fault.
func TestExtremes(t *testing.T) {
	const lat, lon = 900_000_000, 1_800_000_000
	world := [][]osm.Point{{{Lat: -lat, Lon: -lon}, {Lat: -lat, Lon: lon}, {Lat: lat, Lon: lon}, {Lat: lat, Lon: -lon}, {Lat: -lat, Lon: -lon}}}
	for i := range world {
		world[i] = fine(world[i])
	}
	a, _ := New(nil, nil, &File{areas: []fileArea{{"ATA", world}}, lines: []fileLine{{fine(points(t, "-1800000000,5 1800000000,-5")), "AND", "BEL"}}})
	for _, way := range []string{"-1800000000,0 1800000000,0", "1799999999,5 -1799999999,-5", "2147483647,2147483647 -2147483648,-2147483648", "0,900000000 0,-900000000", "2147483647,0 2147483646,0"} {
		runs := a.Along(nil, points(t, way))
		if len(runs) == 0 || runs[0].From != 0 || runs[len(runs)-1].To != 1 {
			t.Errorf("%s: %v", way, runs)
		}
	}
	if got := a.At(osm.Point{Lat: 100, Lon: 100}); got != "ATA" {
		t.Errorf("within the square around the world: %q", got)
	}
	if got := a.Along(nil, nil); got != nil {
		t.Errorf("a line without a point: %v", got)
	}
	if nothing, notes := New(nil, nil); nothing.Known() || notes != nil || nothing.At(osm.Point{}) != "" || written(nothing.Along(nil, points(t, "0,0 1,1"))) != "- 1" {
		t.Error("areas of nothing know something")
	}
}

func TestFarFromBoundariesNothingIsAllocated(t *testing.T) {
	a := draw(t, squares).areas()["ways"]
	way, runs := points(t, "12,2 13,9 14,8"), make([]Run, 0, 4)
	if n := testing.AllocsPerRun(100, func() { runs = a.Along(runs[:0], way) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func TestAreasAreShared(t *testing.T) {
	w := draw(t, squares)
	a := w.areas()["ways"]
	way := points(t, "1,5 9,5 11,25 -5,3")
	want := written(a.Along(nil, way))
	for range 4 {
		t.Run("", func(t *testing.T) {
			t.Parallel()
			for range 200 {
				if got := written(a.Along(nil, way)); got != want {
					t.Fatalf("%s, want %s", got, want)
				}
			}
		})
	}
}

func TestPlacesAreRoundedOnce(t *testing.T) {
	line := []osm.Point{{Lat: 0, Lon: 0}, {Lat: -3, Lon: 1 << 30}}
	for _, c := range []struct {
		num, den int64
		want     osm.Point
	}{{0, 1, osm.Point{}}, {1, 2, osm.Point{Lat: -2, Lon: 1 << 29}}, {1, 3, osm.Point{Lat: -1, Lon: 357913941}}, {1<<61 - 1, 1 << 61, line[1]}, {1, 1, line[1]}} {
		if got := (place{0, c.num, c.den}).on(line); got != c.want {
			t.Errorf("%d/%d lies at %v, want %v", c.num, c.den, got, c.want)
		}
	}
	if (place{0, 1<<61 - 1, 1 << 61}).compare(place{0, 1<<61 - 2, 1<<61 - 1}) <= 0 {
		t.Error("fractions that are the same number in floating point are not told apart")
	}
}

func TestFineSplitsWhatIsTooLong(t *testing.T) {
	got := fine([]osm.Point{{Lon: -1_800_000_000}, {Lon: 1_800_000_000}, {Lon: 1_800_000_000}, {Lon: 5}})
	for i := 1; i < len(got); i++ {
		if d := from(got[i-1], got[i]); d == (vector{}) || !d.within(maxBoundary) {
			t.Errorf("%v to %v", got[i-1], got[i])
		}
	}
	if got[0].Lon != -1_800_000_000 || got[len(got)-1].Lon != 5 || !slices.Contains(got, osm.Point{Lon: 1_800_000_000}) {
		t.Errorf("the points given are not all there: %v", got)
	}
}
