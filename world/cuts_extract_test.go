package world

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"waythrough/geo"
	"waythrough/record"
	"waythrough/road/border"
	"waythrough/road/osm/pbf"
	"waythrough/road/osm/pbf/pbftest"
	"waythrough/road/street"
)

func recordIn(t testing.TB, folder string) *record.Record {
	t.Helper()
	r, err := record.Load(record.Folder{Name: folder, FS: os.DirFS(folder)})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func extract(t *testing.T, name string) *pbf.File {
	t.Helper()
	path := "../../shared/data/osm/" + name + ".osm.pbf"
	f, err := pbf.Open(path)
	if err != nil {
		t.Skipf("NOT TESTED: %s is not there: %v", path, err)
	}
	return f
}

// waysOf gives the OSM ways at the cuts of each crossing.
func waysOf(s *street.Network, m *Matching) map[record.CrossingID][]int64 {
	out := map[record.CrossingID][]int64{}
	for i, id := range m.Of {
		if id != "" {
			out[id] = append(out[id], s.Way[s.Cuts[i]])
		}
	}
	return out
}

// The official crossings of Liechtenstein are the roads that its agreement of 2008 names
// and the bridges over the Rhine; no field track beside them is any.
func TestMatchCutsOfLiechtenstein(t *testing.T) {
	s := streetsOf(t, nil, extract(t, "liechtenstein"))
	m := MatchCuts(s, recordIn(t, "testdata/liechtenstein"))
	want := map[record.CrossingID]int64{
		"schaanwald-tisis":    100882624, // Vorarlberger Straße
		"ruggell-nofels":      25341538,  // Sebastian-Kneipp-Straße, L 60
		"schellenberg-fresch": 300942695, // Oberfresch
		"mauren-tosters":      24838104,  // Hubstraße, L 61
		"ruggell-salez":       25239460,  // Ruggellerstrasse
		"bendern-haag":        122575882, // Rheinbrücke Haag-Bendern
		"schaan-buchs":        27728130,  // Rheinstrasse, 16
		"vaduz-sevelen":       30910402,  // Rheinstrasse, 433.1
		"balzers-truebbach":   160532475, // Gagoz
		"balzers-luzisteig":   173524770, // Neue Churer Strasse, 414
	}
	got := waysOf(s, m)
	for id, way := range want {
		if !slices.Equal(got[id], []int64{way}) {
			t.Errorf("%s is of ways %v, want %d", id, got[id], way)
		}
	}
	if len(m.Missing) != 0 || len(m.Unrecorded) != len(s.Cuts)-len(want) || len(m.Unrecorded) < 90 {
		t.Errorf("missing %+v, %d of %d cuts unrecorded", m.Missing, len(m.Unrecorded), len(s.Cuts))
	}
}

// The extract of Andorra ends both main roads some hundred metres before the line, so
// that nothing is left at the official crossings but paths and tracks: those must not
// be taken instead. With the missing ends drawn to the posts, they are the crossings.
func TestMatchCutsOfAndorra(t *testing.T) {
	lines, err := border.ReadFile("../../shared/data/boundaries/ne_10m_admin_0_boundary_lines_land.geojson.gz")
	if err != nil {
		t.Skipf("NOT TESTED: %v", err)
	}
	r := recordIn(t, "testdata/andorra")
	s := streetsOf(t, []*border.File{lines}, extract(t, "andorra"))
	m := MatchCuts(s, r)
	if len(m.Missing) != 2 || len(m.Unrecorded) != len(s.Cuts) || len(s.Cuts) < 100 {
		t.Fatalf("missing %+v; %d of %d cuts unrecorded", m.Missing, len(m.Unrecorded), len(s.Cuts))
	}
	for _, x := range m.Missing {
		if x.Nearest < 0 || !strings.Contains(x.Why, "fit for it") {
			t.Errorf("%+v", x)
		}
	}

	farga, porta := geo.LatLon{Lat: 42.4322508, Lon: 1.4665257}, geo.LatLon{Lat: 42.559438, Lon: 1.7541873}
	ends := fmt.Sprintf("n9000000001 %f %f\nn9000000002 %f %f\nw9000000003 %d,9000000001 highway=primary ref=N-145\nw9000000004 %d,9000000002 highway=primary ref=N_22\n",
		farga.Lat, farga.Lon, porta.Lat, porta.Lon, endOf(s, "CG-1", farga), endOf(s, "CG-2", porta))
	s = streetsOf(t, []*border.File{lines}, extract(t, "andorra"), inMemory(t, pbftest.Bytes(pbftest.MustParse(ends), 100)))
	m = MatchCuts(s, r)
	got := waysOf(s, m)
	if len(m.Missing) != 0 || !slices.Equal(got["runer-farga-de-moles"], []int64{9000000003}) || !slices.Equal(got["pas-de-la-casa-porta"], []int64{9000000004}) {
		t.Errorf("matched %v, missing %+v", got, m.Missing)
	}
}

// endOf finds the node of a numbered road that is nearest to a point.
func endOf(s *street.Network, ref string, to geo.LatLon) (node int64) {
	best := geo.Metres(1e9)
	for e := range s.Ref {
		for _, v := range []street.Node{s.From[e], s.To[e]} {
			if d := geo.Distance(s.At[v].LatLon(), to); s.String(s.Ref[e]) == ref && d < best && s.OSMNode[v] != 0 {
				best, node = d, s.OSMNode[v]
			}
		}
	}
	return node
}
