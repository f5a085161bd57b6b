package border

import (
	"fmt"
	"strings"
	"testing"

	"waythrough/road/osm"
)

// A mapText draws what a map holds: "way id relations points", relation numbers joined
// by +, and "relation id code ways", of which some may not be held. Units are 1e-5
// degrees, about a metre.
func drawMap(t *testing.T, text string) (boundaries []osm.Boundary, lines []osm.BoundaryLine) {
	t.Helper()
	number := func(s string) (n int64) {
		if _, err := fmt.Sscan(s, &n); err != nil {
			t.Fatalf("%q: %v", s, err)
		}
		return n
	}
	for l := range strings.Lines(text) {
		f := strings.Fields(l)
		switch {
		case len(f) == 0:
		case f[0] == "way" || f[0] == "sea":
			b := osm.BoundaryLine{Way: number(f[1]), Maritime: f[0] == "sea", Points: metres(t, strings.Join(f[3:], " "))}
			for _, id := range strings.Split(f[2], "+") {
				b.Of = append(b.Of, number(id))
			}
			lines = append(lines, b)
		case f[0] == "relation":
			b := osm.Boundary{ID: number(f[1]), Name: "Land " + f[1], Alpha2: f[2]}
			for _, w := range f[3:] {
				b.Members = append(b.Members, osm.BoundaryMember{Way: number(w)})
			}
			boundaries = append(boundaries, b)
		}
	}
	for i := range boundaries {
		var own [][]osm.Point
		b := &boundaries[i]
		for _, l := range lines {
			for k := range b.Members {
				if b.Members[k].Way == l.Way {
					b.Members[k].Held = true
					own = append(own, l.Points)
				}
			}
		}
		chains, rings := join(own)
		b.Complete = len(own) == len(b.Members) && len(chains) == 0 && len(own) > 0
		for _, r := range rings {
			b.Rings = append(b.Rings, osm.Ring{Points: r.at})
		}
	}
	return boundaries, lines
}

func metres(t *testing.T, text string) []osm.Point {
	line := points(t, text)
	for i := range line {
		line[i].Lat, line[i].Lon = line[i].Lat*100, line[i].Lon*100
	}
	return line
}

func lineOf(t *testing.T, left, right, text string) fileLine {
	return fileLine{metres(t, text), left, right}
}

// AND is a square of 5 km, held but for its east side; FRA is east and north of it,
// ESP the rest. The relation of both states has no code.
const gapped = `
way 1 1+3 0,0 5000,0
way 3 1+2+9 0,5000 5000,5000
way 4 1+3 0,0 0,5000
relation 1 AD 1 2 3 4
relation 2 FR 2 3 77
relation 3 ES 1 4 78
relation 9 -- 2 3
`

// The file draws AND 500 m to the west, with a dent in the east side.
func gapFile(t *testing.T) *File {
	return &File{name: "file", lines: []fileLine{
		lineOf(t, "AND", "ESP", "-500,5000 -500,0"), lineOf(t, "AND", "ESP", "-500,0 4500,0"),
		lineOf(t, "AND", "FRA", "4500,0 4500,2000 4000,2500 4500,3000 4500,5000 -500,5000"),
		lineOf(t, "ESP", "FRA", "4500,-9000 4500,0"), lineOf(t, "FRA", "ESP", "-500,9000 -500,5000"),
	}}
}

func at(t *testing.T, a *Areas, where map[string]string) {
	t.Helper()
	for text, want := range where {
		if got := a.At(metres(t, text)[0]); got != want {
			t.Errorf("%s lies in %q, want %q", text, got, want)
		}
	}
}

func TestAGapIsFilledFromAFile(t *testing.T) {
	b, l := drawMap(t, gapped)
	a, notes := New(b, l, gapFile(t))
	at(t, a, map[string]string{
		"100,100": "AND", "4900,1000": "AND", "4900,4000": "AND", // bent to the ends of the gap
		"4600,2500": "FRA", "4400,2500": "AND", // the dent, moved by half a kilometre
		"5100,2500": "FRA", "-100,2500": "ESP", "2500,-100": "ESP", "2500,5100": "FRA",
	})
	if got := written(a.Along(nil, metres(t, "4900,1000 5100,1000"))); got != "AND 0.5, FRA 1" {
		t.Errorf("over the fill: %s", got)
	}
	want := "1 of the 4 ways of the boundary of Land 1 (AND) are missing from the map; the gap was drawn after file over"
	if len(notes) == 0 || !strings.HasPrefix(notes[0], want) {
		t.Errorf("notes %q, want first %q", notes, want)
	}
}

func TestAGapIsFilledFromPolygons(t *testing.T) {
	b, l := drawMap(t, gapped)
	a, _ := New(b, l, &File{name: "file", areas: []fileArea{{"AND", [][]osm.Point{metres(t, "-500,0 4500,0 4500,5000 -500,5000 -500,0")}}}})
	at(t, a, map[string]string{"4900,2500": "AND", "5100,2500": "", "-100,2500": "ESP"})
}

func TestWithoutAFileAGapIsTold(t *testing.T) {
	b, l := drawMap(t, gapped)
	a, notes := New(b, l)
	at(t, a, map[string]string{"100,100": "", "5100,2500": ""})
	want := "1 of the 4 ways of the boundary of Land 1 (AND) are missing from the map: what lies in it is unknown. Name a boundary file that has AND, or an extract that holds all of its boundary."
	if a.Known() || len(notes) != 3 || notes[0] != want {
		t.Errorf("notes %q, want first %q", notes, want)
	}
}

// A file too far from the ends of the gap doesn't serve to fill it: its own boundary
// is taken.
func TestAFileTooFarFromTheGap(t *testing.T) {
	b, l := drawMap(t, gapped)
	f := gapFile(t)
	for _, line := range f.lines {
		for i := range line.at {
			line.at[i].Lon += 2_000_000 // 20 km
		}
	}
	a, notes := New(b, l, f)
	at(t, a, map[string]string{"100,100": "ESP", "21000,100": "AND", "24600,2500": "FRA"})
	if len(notes) != 3 || !strings.Contains(notes[0], "that of file is taken") {
		t.Errorf("notes %q", notes)
	}
}

// A land boundary with a gap, closed by the map's line in the sea: the file has no
// coast, and needs none. Its line lies 567 m north of both ends of the gap.
func TestAGapInLandAndAWayInTheSea(t *testing.T) {
	b, l := drawMap(t, `
way 1 1+2 0,0 2000,0
sea 3 1 0,0 0,-5000 9000,-5000 9000,0
way 4 1+2 9000,0 7000,0
relation 1 GE 1 2 3 4
relation 2 TR 1 2 4 5
`)
	a, _ := New(b, l, &File{name: "file", lines: []fileLine{lineOf(t, "TUR", "GEO", "0,300 4500,900 9000,300")}})
	at(t, a, map[string]string{"4500,-100": "GEO", "4500,300": "GEO", "4500,370": "TUR", "1000,50": "TUR", "1000,-50": "GEO", "4500,-6000": "GEO"})
}

// The area beyond a way whose other relation is not in the map comes from the file.
func TestTheNeighbourComesFromTheFile(t *testing.T) {
	b, l := drawMap(t, `
way 1 1 0,0 5000,0
way 2 1 5000,0 5000,5000 0,5000 0,0
relation 1 AD 1 2
`)
	a, notes := New(b, l)
	at(t, a, map[string]string{"100,100": "AND", "-100,100": "", "2500,-100": ""})
	if got := written(a.Along(nil, metres(t, "100,100 100,-100"))); got != "AND 0.5, - 1" || notes != nil {
		t.Errorf("out of AND: %s; notes %q", got, notes)
	}
	a, _ = New(b, l, &File{lines: []fileLine{lineOf(t, "AND", "ESP", "-100,-300 5000,-300"), lineOf(t, "AND", "FRA", "5300,0 5300,5300 0,5300")}})
	at(t, a, map[string]string{"100,100": "AND", "2500,-100": "ESP", "5100,2500": "FRA"})
}

// Ways of the map between two areas of which it has neither stand in for the file's
// line along them, and where they meet a third area's boundary the file's end is left out.
func TestWaysStandInForAFilesLine(t *testing.T) {
	b, l := drawMap(t, `
way 1 1+2 0,0 0,5000
relation 1 ES 1 2
relation 2 PT 1 3
`)
	f := &File{lines: []fileLine{lineOf(t, "PRT", "ESP", "400,-20000 400,30000")}}
	a, _ := New(b, l, f)
	at(t, a, map[string]string{"200,2500": "ESP", "-100,2500": "PRT", "200,29000": "PRT", "300,-19000": "PRT"})
	if got := written(a.Along(nil, metres(t, "-1000,2500 1000,2500"))); got != "PRT 0.5, ESP 1" {
		t.Errorf("over the way: %s", got)
	}

	b, l = drawMap(t, `
way 1 1+2 0,0 0,5000
way 2 1+3 0,0 9000,0
way 3 2+3 0,0 -9000,0
relation 1 ES 1 2 4
relation 2 PT 1 3 5
relation 3 MA 2 3 6
`)
	a, _ = New(b, l, f)
	if got := written(a.Along(nil, metres(t, "-1000,-500 1000,-500"))); strings.Contains(got, ",") {
		t.Errorf("south of the meeting of three, where the file's line is left out: %s", got)
	}
}

// Without a file, the sides of a way follow from the boundary it meets, and on from way
// to way.
func TestSidesSpreadFromWayToWay(t *testing.T) {
	b, l := drawMap(t, `
way 1 1+2 0,0 0,5000
way 2 1+3 0,5000 5000,5000 5000,0 0,0
way 3 3+2 0,0 -3000,-1000
way 4 2+3 -3000,-1000 -6000,-1000
way 5 2+3 0,5000 -6000,9000
relation 1 LI 1 2
relation 2 CH 1 3 4 5 77
relation 3 AT 2 3 4 5 78
`)
	a, notes := New(b, l)
	at(t, a, map[string]string{"100,100": "LIE", "-100,2500": "CHE", "2500,-100": "AUT", "-5000,-900": "CHE", "-5000,-1100": "AUT", "-5000,8000": "CHE", "-5000,9000": "AUT"})
	if got := written(a.Along(nil, metres(t, "-5000,-1500 -5000,-500"))); got != "AUT 0.5, CHE 1" {
		t.Errorf("over a way far from LIE: %s", got)
	}
	if len(notes) != 2 || !strings.Contains(notes[0], "Land 2 (CHE)") || !strings.Contains(notes[0], "the nearest of them") {
		t.Errorf("notes %q", notes)
	}
}

func TestJoin(t *testing.T) {
	chains, rings := join([][]osm.Point{points(t, "2,0 3,0"), points(t, "1,0 2,0"), points(t, "4,0 3,0"), points(t, "9,9 9,8 8,8 9,9"), points(t, "7,7 7,8")})
	if len(chains) != 2 || len(rings) != 1 {
		t.Fatalf("%d chains and %d rings", len(chains), len(rings))
	}
	if got, want := fmt.Sprint(chains[0].at), fmt.Sprint(points(t, "1,0 2,0 3,0 4,0")); got != want {
		t.Errorf("joined: %s, want %s", got, want)
	}
	if got := fmt.Sprint(chains[0].parts); got != "[{1 false} {0 false} {2 true}]" {
		t.Errorf("parts: %s", got)
	}
}
