package street

import (
	"context"
	"fmt"
	"testing"

	"waythrough/road/border"
	"waythrough/road/osm"
	"waythrough/road/osm/pbf"
)

// Places lie in the area around them, whether a road is near or not; one on the line in
// the alphabetically first.
func TestPlaces(t *testing.T) {
	const places = `
n1 47.06 9.05 place=town name=Left population=1_200
n2 47.06 9.15 place=village name=Right name:de=Rechts
n3 47.02 9.15 place=hamlet name=Below
n4 47.07 9.1 place=village name=On_the_line
n5 60 20 place=village name=Far_off
n6 47.01 9.01
w1 1,6 highway=primary
`
	want := []string{"1 LIE Left []", "2 AUT Right [{de Rechts false}]", "3 CHE Below []", "4 AUT On the line []", "5  Far off []"}
	g, areas := extractOf(t, three+places)
	for _, threads := range []int{1, 3} {
		n := FromOSM(g, areas, threads)
		var got []string
		for _, p := range n.Places {
			got = append(got, fmt.Sprintf("%d %s %s %v", p.Node, n.Codes[p.Area], p.Name, p.Names))
		}
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("%d threads: got %q\nwant %q", threads, got, want)
		}
	}

	g, areas = extractOf(t, "n1 47 9 place=town name=Alone\nn2 47 9.1\nw1 1,2 highway=primary")
	if n := FromOSM(g, areas, 1); len(n.Places) != 1 || n.Places[0].Area != 0 || n.Places[0].Name != "Alone" {
		t.Errorf("without boundaries: %+v", n.Places)
	}
}

// Every settlement of Liechtenstein's extract lies in Liechtenstein, and those of
// Andorra's in Andorra, the line of which comes out of a file.
func TestPlacesOfRealExtracts(t *testing.T) {
	for _, tt := range []struct {
		name, boundaries, code string
		atLeast                int
	}{{"liechtenstein", "", "LIE", 19}, {"andorra", "ne_10m_admin_0_boundary_lines_land.geojson.gz", "AND", 55}} {
		t.Run(tt.name, func(t *testing.T) {
			path := shared + "osm/" + tt.name + ".osm.pbf"
			need(t, path)
			f, err := pbf.Open(path)
			if err != nil {
				t.Fatal(err)
			}
			defer f.Close()
			g, err := osm.Extract(context.Background(), []*pbf.File{f}, osm.Options{})
			if err != nil {
				t.Fatal(err)
			}
			var files []*border.File
			if tt.boundaries != "" {
				need(t, shared+"boundaries/"+tt.boundaries)
				lines, err := border.ReadFile(shared + "boundaries/" + tt.boundaries)
				if err != nil {
					t.Fatal(err)
				}
				files = append(files, lines)
			}
			areas, _ := border.New(g.Boundaries, g.Borders, files...)
			n := FromOSM(g, areas, 2)
			inside := 0
			for _, p := range n.Places {
				if n.Codes[p.Area] == tt.code {
					inside++
				} else {
					t.Errorf("%s lies in %q", p.Name, n.Codes[p.Area])
				}
			}
			if inside < tt.atLeast {
				t.Errorf("%d lie in %s, want %d and more", inside, tt.code, tt.atLeast)
			}
		})
	}
}
