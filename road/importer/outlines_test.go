package importer

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"waythrough/geo"
	"waythrough/road/mapped"
	"waythrough/road/osm"
	"waythrough/road/osm/pbf/pbftest"
	"waythrough/road/osm/profile"
	"waythrough/road/outline"
	"waythrough/road/worldgen"
)

// AND and FRA share a side that winds, AND has an enclave of LIE and an island; CHE claims
// land of both; FJI lies across the antimeridian; ITA is far from every road.
//
//	        10   10.5  11   11.5  12
//	48 ┌──────────┐───────────┐
//	   │   AND    ⌇    FRA    │
//	   │   ▣ LIE  ⌇┌────┐     │
//	47 └──────────┘┴CHE─┴─────┘   ▫ AND
const drawnStates = `{"type":"FeatureCollection","features":[
{"properties":{"ISO_A3":"AND"},"geometry":{"type":"MultiPolygon","coordinates":[
  [[[10,47],[11,47],[11,47.2],[11.02,47.21],[11,47.4],[10.99,47.6],[11,48],[10,48],[10,47]],[[10.2,47.2],[10.2,47.4],[10.4,47.4],[10.4,47.2],[10.2,47.2]]],
  [[[12.4,47],[12.6,47],[12.6,47.1],[12.4,47.1],[12.4,47]]]]}},
{"properties":{"ISO_A3":"FRA"},"geometry":{"type":"Polygon","coordinates":[[[11,47],[12,47],[12,48],[11,48],[10.99,47.6],[11,47.4],[11.02,47.21],[11,47.2],[11,47]]]}},
{"properties":{"ISO_A3":"LIE"},"geometry":{"type":"Polygon","coordinates":[[[10.2,47.2],[10.4,47.2],[10.4,47.4],[10.2,47.4],[10.2,47.2]]]}},
{"properties":{"ISO_A3":"CHE"},"geometry":{"type":"Polygon","coordinates":[[[10.9,47],[11.3,47],[11.3,47.3],[10.9,47.3],[10.9,47]]]}},
{"properties":{"ISO_A3":"FJI"},"geometry":{"type":"Polygon","coordinates":[[[179,-17],[-179,-17],[-179,-16],[179,-16],[179,-17]]]}},
{"properties":{"ISO_A3":"ITA"},"geometry":{"type":"Polygon","coordinates":[[[10,40],[12,40],[12,42],[10,42],[10,40]]]}}]}`

// roads go through AND, LIE, FRA and, on Fiji, to both sides.
const drawnRoads = `
n1 47.3 10.1
n2 47.3 10.3
n3 47.3 11.9
n4 47.05 12.5
n5 47.06 12.5
n6 -16.5 179.5
n7 -16.5 179.6
n8 -16.5 -179.5
n9 -16.5 -179.6
w1 1,2,3 highway=primary
w2 4,5 highway=primary
w3 6,7 highway=primary
w4 8,9 highway=primary
`

// imported makes a network of an extract, for who walks.
func imported(t testing.TB, dir, extract string, boundaries ...string) (*mapped.Network, *Report) {
	t.Helper()
	out := filepath.Join(dir, "made.network")
	r, err := Extracts(context.Background(), []string{extract}, Options{Output: out, Boundaries: boundaries, Profiles: []profile.Profile{profile.Foot}})
	if err != nil {
		t.Fatal(err)
	}
	n, err := mapped.Open(out)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { n.Close() })
	return n, r
}

// sizes gives the square kilometres of each outline, as a sphere has them, and how many rings
// it has.
func sizes(t testing.TB, n *mapped.Network) (km2 map[string][]float64, rings map[string]int) {
	t.Helper()
	s, err := n.Outlines()
	if err != nil {
		t.Fatal(err)
	}
	km2, rings = map[string][]float64{}, map[string]int{}
	for i, area := range s.Area {
		sum := 0.0
		for r := s.FirstRing[i]; r < s.FirstRing[i+1]; r++ {
			sum += onSphere(s.Ring(nil, int(r), outline.MaxZoom))
		}
		code := n.About.Areas[area]
		km2[code] = append(km2[code], sum)
		rings[code] += int(s.FirstRing[i+1] - s.FirstRing[i])
	}
	return km2, rings
}

// onSphere is the area left of a ring in square kilometres.
func onSphere(ring []osm.Point) (sum float64) {
	const r = geo.Radius / 1000
	for i := 1; i < len(ring); i++ {
		a, b := ring[i-1].LatLon(), ring[i].LatLon()
		sum -= (b.Lon - a.Lon) * math.Pi / 180 * (math.Sin(a.Lat*math.Pi/180) + math.Sin(b.Lat*math.Pi/180)) / 2 * r * r
	}
	return sum
}

// A file's polygons become outlines: of areas with roads and of those that reach among
// them, contested land for both; the border of two is the same points from either side.
func TestOutlinesOfAFile(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, map[string][]byte{"x.osm.pbf": pbftest.Bytes(pbftest.MustParse(drawnRoads), 8), "states.geojson": []byte(drawnStates)})
	n, report := imported(t, dir, filepath.Join(dir, "x.osm.pbf"), filepath.Join(dir, "states.geojson"))
	if strings.Contains(strings.Join(report.Notes, "\n"), "outline") {
		t.Errorf("the notes are %q", report.Notes)
	}
	km2, rings := sizes(t, n)
	// The roads' box goes round the world between 17 south and 47 north, and so takes in ITA.
	for code, want := range map[string]int{"AND": 3, "FRA": 1, "LIE": 1, "CHE": 1, "FJI": 2, "ITA": 1} {
		if rings[code] != want || len(km2[code]) != 1 {
			t.Errorf("%s has %d rings in %d outlines, want %d in one", code, rings[code], len(km2[code]), want)
		}
	}
	s, _ := n.Outlines()
	for z := range uint8(outline.MaxZoom + 1) {
		sides := map[string]map[[2]osm.Point]bool{}
		for i, area := range s.Area {
			code := n.About.Areas[area]
			sides[code] = map[[2]osm.Point]bool{}
			for r := s.FirstRing[i]; r < s.FirstRing[i+1]; r++ {
				ring := s.Ring(nil, int(r), z)
				for k := 1; k < len(ring); k++ {
					sides[code][[2]osm.Point{ring[k-1], ring[k]}] = true
				}
			}
		}
		for _, pair := range [][2]string{{"AND", "FRA"}, {"AND", "LIE"}} {
			common := 0
			for at := range sides[pair[0]] {
				if sides[pair[1]][[2]osm.Point{at[1], at[0]}] {
					common++
				}
			}
			if least := map[string]int{"FRA": 1, "LIE": 2}[pair[1]]; common < least {
				t.Errorf("zoom %d: %v have %d segments in common", z, pair, common)
			}
		}
	}
}

// What no road comes near is left out.
func TestOutlinesNearRoads(t *testing.T) {
	dir := t.TempDir()
	roads := drawnRoads[:strings.Index(drawnRoads, "n6")] + "w1 1,2,3 highway=primary"
	write(t, dir, map[string][]byte{"x.osm.pbf": pbftest.Bytes(pbftest.MustParse(roads), 8), "states.geojson": []byte(drawnStates)})
	n, _ := imported(t, dir, filepath.Join(dir, "x.osm.pbf"), filepath.Join(dir, "states.geojson"))
	km2, _ := sizes(t, n)
	var codes []string
	for code := range km2 {
		codes = append(codes, code)
	}
	slices.Sort(codes)
	if !slices.Equal(codes, []string{"AND", "CHE", "FRA", "LIE"}) {
		t.Errorf("there are outlines of %v", codes)
	}
}

// Every area of a drawn world has an outline, and each place lies in that of its area.
func TestOutlinesOfADrawnWorld(t *testing.T) {
	var b bytes.Buffer
	w := worldgen.New(worldgen.Options{Seed: 3, Nodes: 3000, Areas: 5})
	if err := w.WritePBF(&b); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	write(t, dir, map[string][]byte{"w.osm.pbf": b.Bytes()})
	n, report := imported(t, dir, filepath.Join(dir, "w.osm.pbf"))
	km2, _ := sizes(t, n)
	for _, a := range report.Areas {
		if a.Code != "" && len(km2[a.Code]) != 1 {
			t.Errorf("%s has %d outlines", a.Code, len(km2[a.Code]))
		}
	}
	if len(km2) != 5 || strings.Contains(strings.Join(report.Notes, "\n"), "outline") {
		t.Errorf("there are outlines of %d areas; the notes are %q", len(km2), report.Notes)
	}
}

// Of real extracts, an outline is as large as the state: Liechtenstein 160.5 km², Andorra
// 468 km², as they are commonly given. Neighbours of which no whole boundary is known
// have none, and that is told. With the lines of a file Andorra's is whole, and those of
// Liechtenstein's neighbours (Switzerland 41,285 km², Austria 83,879), which share all of its
// boundary with it.
func TestOutlinesOfRealExtracts(t *testing.T) {
	const data = "../../../shared/data/"
	const lines = data + "boundaries/ne_10m_admin_0_boundary_lines_land.geojson.gz"
	for _, c := range []struct {
		name, code, file string
		want             map[string]float64
		without          string
	}{
		{"liechtenstein", "LIE", "", map[string]float64{"LIE": 160.5}, "AUT, CHE"},
		{"liechtenstein", "LIE", lines, map[string]float64{"LIE": 160.5, "CHE": 41285, "AUT": 83879}, ""},
		{"andorra", "AND", lines, map[string]float64{"AND": 468}, ""},
	} {
		path := data + "osm/" + c.name + ".osm.pbf"
		var files []string
		if c.file != "" {
			files = append(files, c.file)
		}
		missing := slices.IndexFunc(append(files, path), func(p string) bool { _, err := os.Stat(p); return errors.Is(err, fs.ErrNotExist) })
		t.Run(c.name, func(t *testing.T) {
			if missing >= 0 {
				t.Skipf("SKIPPED: %s is not there", append(files, path)[missing])
			}
			n, report := imported(t, t.TempDir(), path, files...)
			km2, _ := sizes(t, n)
			for code, want := range c.want {
				if len(km2[code]) != 1 || math.Abs(km2[code][0]/want-1) > 0.01 {
					t.Errorf("%s measures %v square kilometres, not %v", code, km2[code], want)
				}
			}
			if len(km2) != len(c.want) {
				t.Errorf("there are outlines of %v", km2)
			}
			if said := strings.Join(report.Notes, "\n"); c.without != "" && !strings.Contains(said, "No whole boundary is known of "+c.without+",") {
				t.Errorf("%s: the notes are %q", c.name, said)
			}
			s, _ := n.Outlines()
			times := map[uint32]int{} // that rings pass an arc
			for _, half := range s.Arc {
				times[half>>1]++
			}
			for i, area := range s.Area {
				if len(km2) == 1 || n.About.Areas[area] != c.code {
					continue
				}
				for _, half := range s.Arc[s.FirstArc[s.FirstRing[i]]:s.FirstArc[s.FirstRing[i+1]]] {
					if times[half>>1] != 2 {
						t.Errorf("a part of the boundary of %s is drawn %d times", c.code, times[half>>1])
					}
				}
			}
			t.Logf("%v square kilometres, %d points", km2, len(s.Point))
		})
	}
}
