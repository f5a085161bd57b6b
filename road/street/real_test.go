package street

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"reflect"
	"testing"

	"waythrough/road/border"
	"waythrough/road/osm"
	"waythrough/road/osm/pbf"
)

const shared = "../../../shared/data/"

func need(t *testing.T, path string) {
	t.Helper()
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		t.Skipf("SKIPPED: %s is not there", path)
	}
}

// Of real extracts, by every segment of roads against every segment of the boundaries
// that they hold: all that cross are cut, and pieces add up.
func TestRealExtracts(t *testing.T) {
	tests := []struct {
		name, boundaries string
		all              bool // the extract's own boundaries are all
		cuts             int  // at least, and at most twice as many
	}{
		{"liechtenstein", "", true, 100},
		{"andorra", "ne_10m_admin_0_boundary_lines_land.geojson.gz", false, 100},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			path := shared + "osm/" + tt.name + ".osm.pbf"
			need(t, path)
			f, err := pbf.Open(path)
			if err != nil {
				t.Fatal(err)
			}
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
			for _, f := range []string{faultOfColumns(n), faultOfPieces(g, n), faultOfCrossings(g, n, 1, tt.all)} {
				if f != "" {
					t.Error(f)
				}
			}
			if len(n.Cuts) < tt.cuts || len(n.Cuts) > 2*tt.cuts {
				t.Errorf("%d cuts", len(n.Cuts))
			}
			if one := FromOSM(g, areas, 1); !reflect.DeepEqual(n, one) {
				t.Error("on one thread the network is another")
			}
		})
	}
}
