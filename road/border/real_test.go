package border

import (
	"compress/gzip"
	"context"
	"encoding/csv"
	"errors"
	"io/fs"
	"os"
	"strconv"
	"sync"
	"testing"

	"waythrough/road/osm"
	"waythrough/road/osm/pbf"
)

const shared = "../../../shared/data/"

// extract reads an extract of the shared data, or skips.
func extract(t testing.TB, name string) *osm.Graph {
	t.Helper()
	need(t, shared+"osm/"+name)
	g, err := graphs[name]()
	if err != nil {
		t.Fatal(err)
	}
	return g
}

var graphs = map[string]func() (*osm.Graph, error){
	"liechtenstein.osm.pbf": onceExtracted("liechtenstein.osm.pbf"),
	"andorra.osm.pbf":       onceExtracted("andorra.osm.pbf"),
}

func onceExtracted(name string) func() (*osm.Graph, error) {
	return sync.OnceValues(func() (*osm.Graph, error) {
		f, err := pbf.Open(shared + "osm/" + name)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		return osm.Extract(context.Background(), []*pbf.File{f}, osm.Options{})
	})
}

func need(t testing.TB, path string) {
	t.Helper()
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		t.Skipf("SKIPPED: %s is not there", path)
	}
}

const naturalEarth = shared + "boundaries/ne_10m_admin_0_boundary_lines_land.geojson.gz"

func natural(t testing.TB) *File {
	t.Helper()
	need(t, naturalEarth)
	f, err := readNatural()
	if err != nil {
		t.Fatal(err)
	}
	return f
}

var readNatural = sync.OnceValues(func() (*File, error) { return ReadFile(naturalEarth) })

func pt(lat, lon float64) osm.Point {
	return osm.Point{Lat: int32(lat * 1e7), Lon: int32(lon * 1e7)}
}

// Coordinates by GeoNames (3042030, 2661349, 2779674, 3041563, 3039604, 3109143,
// 3112680, 3035595), and of the last two by their town halls.
var towns = map[string]struct {
	at   osm.Point
	area string
}{
	"Vaduz":                       {pt(47.14151, 9.52154), "LIE"},
	"Buchs SG":                    {pt(47.16743, 9.47794), "CHE"},
	"Feldkirch":                   {pt(47.23306, 9.6), "AUT"},
	"Andorra la Vella":            {pt(42.50779, 1.52109), "AND"},
	"Pas de la Casa":              {pt(42.54277, 1.73361), "AND"},
	"La Seu d'Urgell":             {pt(42.35877, 1.46144), "ESP"},
	"Puigcerdà":                   {pt(42.4316, 1.92819), "ESP"},
	"Ax-les-Thermes":              {pt(42.71968, 1.83845), "FRA"},
	"L'Hospitalet-près-l'Andorre": {pt(42.588, 1.798), "FRA"},
	"Porta (Pyrénées-Orientales)": {pt(42.528, 1.827), "FRA"},
}

func TestTowns(t *testing.T) {
	lie, and := extract(t, "liechtenstein.osm.pbf"), extract(t, "andorra.osm.pbf")
	file := natural(t)
	mapOnly, _ := New(lie.Boundaries, lie.Borders)
	both, _ := New(append(lie.Boundaries[:len(lie.Boundaries):len(lie.Boundaries)], and.Boundaries...), append(lie.Borders[:len(lie.Borders):len(lie.Borders)], and.Borders...), file)
	fileOnly, _ := New(nil, nil, file)
	for name, town := range towns {
		if got := both.At(town.at); got != town.area {
			t.Errorf("%s lies in %q by the map and the file, want %s", name, got, town.area)
		}
		if got := mapOnly.At(town.at); town.at.Lat > 470_000_000 && got != town.area {
			t.Errorf("%s lies in %q by the map, want %s", name, got, town.area)
		}
		// The file draws Andorra 5 km too small in the east.
		if got := fileOnly.At(town.at); name != "Pas de la Casa" && got != town.area {
			t.Errorf("%s lies in %q by the file, want %s", name, got, town.area)
		}
	}
}

// Over the middle of each of Liechtenstein's ways one goes from Liechtenstein to the
// state whose relation the way is in as well.
func TestEachWayOfLiechtenstein(t *testing.T) {
	g := extract(t, "liechtenstein.osm.pbf")
	a, notes := New(g.Boundaries, g.Borders)
	seen := 0
	for _, l := range g.Borders {
		other := ""
		for _, id := range l.Of {
			if id == 16239 {
				other = "AUT"
			} else if id == 51701 {
				other = "CHE"
			}
		}
		i := len(l.Points) / 2
		p, q := l.Points[i-1], l.Points[i]
		mid := osm.Point{Lat: p.Lat + (q.Lat-p.Lat)/2, Lon: p.Lon + (q.Lon-p.Lon)/2}
		d := from(p, q)
		n := max(d.x, -d.x, d.y, -d.y)
		over := []osm.Point{{Lat: mid.Lat + int32(100*d.x/n), Lon: mid.Lon - int32(100*d.y/n)}, {Lat: mid.Lat - int32(100*d.x/n), Lon: mid.Lon + int32(100*d.y/n)}}
		runs := a.Along(nil, over)
		want := map[string]bool{"LIE": true, other: true}
		if l.Way == 30969680 || l.Way == 123121276 {
			want = map[string]bool{"AUT": true, "CHE": true} // from the two tripoints on
		} else {
			seen++
		}
		if len(runs) != 2 || !want[runs[0].Area] || !want[runs[1].Area] {
			t.Errorf("way %d: %v, want %v", l.Way, runs, want)
		}
	}
	if seen != 31 || len(notes) != 2 {
		t.Errorf("%d ways, want 31; notes %q", seen, notes)
	}
}

// Every point of every road lies in the area of its run: for Liechtenstein by a plain
// count of crossings over its ring, for both by At.
func TestRunsOfRealRoads(t *testing.T) {
	for _, c := range []struct {
		name  string
		files bool
		cuts  int // more than so many
	}{{"liechtenstein", false, 100}, {"andorra", true, 100}} {
		g := extract(t, c.name+".osm.pbf")
		var files []*File
		if c.files {
			files = append(files, natural(t))
		}
		a, _ := New(g.Boundaries, g.Borders, files...)
		var line []osm.Point
		var runs []Run
		cuts, points := 0, 0
		for e := range g.From {
			line = g.Shape(line[:0], osm.EdgeID(e))
			runs = a.Along(runs[:0], line)
			cuts += len(runs) - 1
			for _, r := range runs {
				for i := int(r.From) + 1; float64(i) < r.To; i++ {
					points++
					if at := a.At(line[i]); at != r.Area {
						t.Errorf("%s, edge %d: point %d is in %q, its run in %q", c.name, e, i, at, r.Area)
					}
					if in := plainlyIn(g, 1155955, line[i]); !c.files && in != (r.Area == "LIE") && !onBoundary(a, line[i]) {
						t.Errorf("%s, edge %d: point %d is in the ring: %v; its run is in %q", c.name, e, i, in, r.Area)
					}
				}
			}
		}
		if cuts <= c.cuts || points < 1000 {
			t.Errorf("%s: %d cuts and %d points; that is too few", c.name, cuts, points)
		}
	}
}

func onBoundary(a *Areas, p osm.Point) bool {
	for i := range a.from {
		if holds(a.from[i], a.to[i], p) {
			return true
		}
	}
	return false
}

func plainlyIn(g *osm.Graph, relation int64, p osm.Point) (in bool) {
	for _, b := range g.Boundaries {
		if b.ID != relation {
			continue
		}
		for _, r := range b.Rings {
			for i := 1; i < len(r.Points); i++ {
				a, b := r.Points[i-1], r.Points[i]
				if (a.Lat > p.Lat) != (b.Lat > p.Lat) &&
					float64(p.Lon) < float64(a.Lon)+float64(p.Lat-a.Lat)/float64(b.Lat-a.Lat)*float64(b.Lon-a.Lon) {
					in = !in
				}
			}
		}
	}
	return in
}

// How far the nearest line can be believed, by every tenth place of GeoNames. What is
// wrong lies across a sea nearly always.
func TestNaturalEarthAgainstPlaces(t *testing.T) {
	path := shared + "places/geonames-pop1000.csv.gz"
	need(t, path)
	a, _ := New(nil, nil, natural(t))
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(z).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	right, wrong := 0, 0
	for i := 1; i < len(rows); i += 10 {
		lat, err1 := strconv.ParseFloat(rows[i][6], 64)
		lon, err2 := strconv.ParseFloat(rows[i][7], 64)
		if err1 != nil || err2 != nil {
			t.Fatal(rows[i])
		}
		switch got := a.At(pt(lat, lon)); got {
		case "":
		case codeOf(rows[i][2]):
			right++
		default:
			wrong++
		}
	}
	t.Logf("%d of %d places that get an area get the right one", right, right+wrong)
	if right < 7000 || wrong*100 > right*6 {
		t.Errorf("%d right, %d wrong", right, wrong)
	}
}

func TestCountriesForTheImport(t *testing.T) {
	lie := extract(t, "liechtenstein.osm.pbf")
	in := Countries()(lie.Boundaries, lie.Borders)
	if got := in(towns["Vaduz"].at); got != "LI" {
		t.Errorf("Vaduz is in %q", got)
	}
	if got := in(towns["Buchs SG"].at); got != "CH" {
		t.Errorf("Buchs is in %q, though it lies across the Rhine from Liechtenstein", got)
	}
	in = Countries(natural(t))(lie.Boundaries, lie.Borders)
	if got := in(towns["Buchs SG"].at); got != "CH" {
		t.Errorf("with a file, Buchs is in %q", got)
	}
}

func BenchmarkAlong(b *testing.B) {
	g := extract(b, "liechtenstein.osm.pbf")
	a, _ := New(g.Boundaries, g.Borders)
	var line []osm.Point
	var runs []Run
	b.ReportAllocs()
	edges := 0
	for b.Loop() {
		for e := range g.From {
			line = g.Shape(line[:0], osm.EdgeID(e))
			runs = a.Along(runs[:0], line)
		}
		edges += len(g.From)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(edges), "ns/edge")
}

func BenchmarkAt(b *testing.B) {
	g := extract(b, "liechtenstein.osm.pbf")
	byMap, _ := New(g.Boundaries, g.Borders)
	byLines, _ := New(nil, nil, natural(b))
	for _, c := range []struct {
		name string
		a    *Areas
	}{{"map", byMap}, {"lines", byLines}} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			i := 0
			for b.Loop() {
				c.a.At(g.At[i%len(g.At)])
				i++
			}
		})
	}
}

func BenchmarkNew(b *testing.B) {
	g, f := extract(b, "liechtenstein.osm.pbf"), natural(b)
	for b.Loop() {
		New(g.Boundaries, g.Borders, f)
	}
}
