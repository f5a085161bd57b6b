package world

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"waythrough/geo"
	"waythrough/record"
	"waythrough/road/border"
	"waythrough/road/osm"
	"waythrough/road/osm/pbf"
	"waythrough/road/osm/pbf/pbftest"
	"waythrough/road/street"
	"waythrough/road/worldgen"
)

// streetsOf imports maps and cuts them at their boundaries and those of files.
func streetsOf(t testing.TB, lines []*border.File, maps ...*pbf.File) *street.Network {
	t.Helper()
	g, err := osm.Extract(context.Background(), maps, osm.Options{})
	if err != nil {
		t.Fatal(err)
	}
	areas, _ := border.New(g.Boundaries, g.Borders, lines...)
	return street.FromOSM(g, areas, 2)
}

func inMemory(t testing.TB, data []byte) *pbf.File {
	t.Helper()
	f, err := pbf.New("map", bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// Two states share a line along the meridian of 9° east; a hundredth of a degree of
// longitude is 761 m here, a thousandth of latitude 111 m.
//
//	     XAA | XBB
//	9.99 ----+---- 10.01
const twoStates = `
n901 47 9.9
n902 47 10
n903 47 10.1
n904 46.8 10.1
n905 46.8 10
n906 46.8 9.9
w90 901,902 boundary=administrative admin_level=2
w91 902,903 boundary=administrative admin_level=2
w92 903,904,905 boundary=administrative admin_level=2
w93 905,906,901 boundary=administrative admin_level=2
w94 902,905 boundary=administrative admin_level=2
r1 w90@outer,w94@outer,w93@outer type=boundary boundary=administrative admin_level=2 ISO3166-1:alpha3=XAA
r2 w91@outer,w92@outer,w94@outer type=boundary boundary=administrative admin_level=2 ISO3166-1:alpha3=XBB
`

// drawn makes a map of the two states and of roads: "46.9 highway=primary ref=A_1" is
// one due east over the line at that latitude, which is way 10, the next way 11; a
// second part "post=Alm" puts a named post of border control 100 m inside XAA.
func drawn(roads ...string) string {
	var b strings.Builder
	b.WriteString(twoStates)
	for i, r := range roads {
		lat, tags, _ := strings.Cut(r, " ")
		post := ""
		if name, rest, ok := strings.Cut(strings.TrimPrefix(tags, "post="), " "); ok && strings.HasPrefix(tags, "post=") {
			post, tags = "barrier=border_control name="+name, rest
		}
		n := 100 + 10*i
		fmt.Fprintf(&b, "n%d %s 9.98\nn%d %s 9.9987 %s\nn%d %s 10.02\n", n, lat, n+1, lat, post, n+2, lat)
		fmt.Fprintf(&b, "w%d %d,%d,%d %s\n", 10+i, n, n+1, n+2, tags)
	}
	return b.String()
}

// crossingBetween is one with posts in two areas.
func crossingBetween(id string, modes []record.Mode, name string, p, q record.Post) *record.Crossing {
	return &record.Crossing{ID: record.CrossingID(id), Name: name, Modes: modes, Posts: []record.Post{p, q}}
}

// between makes a record of one crossing per line: id, modes, names of both posts and
// their latitude. The posts are 300 m from the line.
func between(lines ...string) *record.Record {
	r := &record.Record{}
	for _, l := range lines {
		f := strings.Fields(l)
		var modes []record.Mode
		for m := range strings.SplitSeq(f[1], ",") {
			modes = append(modes, record.Mode(m))
		}
		lat, err := strconv.ParseFloat(f[4], 64)
		if err != nil {
			panic(err)
		}
		r.Crossings = append(r.Crossings, crossingBetween(f[0], modes, f[2]+" – "+f[3],
			record.Post{Area: "XAA", Name: f[2], At: []float64{lat, 9.996}}, record.Post{Area: "XBB", Name: f[3], At: []float64{lat, 10.004}}))
	}
	return r
}

const (
	mainRoad = "46.9 highway=primary ref=A_1"
	track    = "46.902 highway=track"
	path     = "46.902 highway=path"
	alm      = "alm-bek road Alm Bek 46.9"
)

var matchingRules = []struct {
	name  string
	roads []string
	gates []string
	want  string // crossing by road, "-" for none
	why   string // of the first that is missing
}{
	{"a road", []string{mainRoad}, []string{alm}, "alm-bek", ""},
	{"the track beside the post", []string{mainRoad, track}, []string{alm}, "alm-bek -", ""},
	{"the track nearer than the road", []string{track, mainRoad}, []string{"alm-bek road Alm Bek 46.902"}, "- alm-bek", ""},
	{"a track alone", []string{track}, []string{alm}, "-", "track or service road with no post on it"},
	{"a track with a post on it", []string{"46.902 post=Other highway=track"}, []string{alm}, "alm-bek", ""},
	{"a track that bears the name", []string{"46.902 highway=track name=Bek_Trail"}, []string{alm}, "alm-bek", ""},
	{"a numbered service road", []string{"46.9 highway=service ref=A_1"}, []string{alm}, "alm-bek", ""},
	{"a numbered road that bears the name at 9 km", []string{"46.985 highway=primary ref=A_1 name=Alm"}, []string{alm}, "-", "9.5 km off, too far"},
	{"a path for a road crossing", []string{path}, []string{alm}, "-", "closed to cars and lorries"},
	{"a path that bears the name, for a road crossing", []string{"46.9 highway=path name=Alm"}, []string{alm}, "-", "closed to cars"},
	{"a path for a crossing of both", []string{path}, []string{"alm-bek road,foot Alm Bek 46.902"}, "-", "closed to cars"},
	{"a path with a post for a crossing of both", []string{"46.9 post=Alm highway=path"}, []string{"alm-bek road,foot Alm Bek 46.9"}, "alm-bek", ""},
	{"a path for walkers", []string{path, mainRoad}, []string{"alm-bek foot Alm Bek 46.902"}, "alm-bek -", ""},
	{"a path too far for walkers", []string{"46.906 highway=path"}, []string{"alm-bek foot Alm Bek 46.9"}, "-", "667 m off, too far"},
	{"a road at 1.9 km", []string{"46.917 highway=residential"}, []string{alm}, "alm-bek", ""},
	{"a road at 2.3 km", []string{"46.921 highway=residential"}, []string{alm}, "-", "2.3 km off, too far"},
	{"the other carriageway is another crossing's by name", []string{"46.9 highway=motorway ref=A_1", "46.9002 post=Dom highway=motorway ref=A_1"}, []string{alm, "cel-dom road Cel Dom 46.901"}, "alm-bek cel-dom", ""},
	{"a numbered road at 2.3 km", []string{"46.921 highway=primary ref=A_1"}, []string{alm}, "alm-bek", ""},
	{"a road that bears the name at 6 km", []string{"46.954 highway=residential name=Almer_Weg"}, []string{alm}, "-", "too far"},
	{"a road that bears the very name at 6 km", []string{"46.954 highway=residential name=Old_Alm_Road"}, []string{alm}, "alm-bek", ""},
	{"a manned road rather than a nearer one", []string{"46.903 highway=residential", "46.895 post=Other highway=residential"}, []string{alm}, "- alm-bek", ""},
	{"two crossings, two roads", []string{mainRoad, "46.91 highway=secondary ref=B_2"}, []string{alm, "cel-dom road Cel Dom 46.91"}, "alm-bek cel-dom", ""},
	{"two crossings, one road", []string{"46.905 highway=primary ref=A_1"}, []string{alm, "cel-dom road Cel Dom 46.908"}, "cel-dom", "is that of cel-dom"},
	{"two crossings, one road named after the farther", []string{"46.905 highway=primary name=Alm"}, []string{alm, "cel-dom road Cel Dom 46.908"}, "alm-bek", "is that of alm-bek"},
	{"carriageways", []string{"46.9 highway=motorway ref=A_1", "46.9002 highway=motorway ref=A_1"}, []string{alm}, "alm-bek alm-bek", ""},
	{"carriageways that part in hills", []string{"46.9 highway=motorway ref=A_1", "46.902 highway=motorway ref=A_1"}, []string{alm}, "alm-bek alm-bek", ""},
	{"a one-way lane for lorries", []string{mainRoad, "46.9003 highway=service oneway=yes"}, []string{alm}, "alm-bek alm-bek", ""},
	{"a farm road at 30 m", []string{mainRoad, "46.9003 highway=service"}, []string{alm}, "alm-bek -", ""},
	{"a walk beside a motorway", []string{"46.9 highway=motorway ref=A_1 foot=no", "46.9002 highway=footway", "46.8996 highway=footway"}, []string{"alm-bek road,foot Alm Bek 46.9"}, "alm-bek alm-bek -", ""},
	{"a walk beside a road open to walkers", []string{mainRoad, "46.9002 highway=footway"}, []string{"alm-bek road,foot Alm Bek 46.9"}, "alm-bek -", ""},
	{"no walk for a crossing of roads", []string{"46.9 highway=motorway ref=A_1", "46.9002 highway=footway"}, []string{alm}, "alm-bek -", ""},
	{"trains alone", []string{mainRoad}, []string{"alm-bek rail Alm Bek 46.9"}, "-", "Only trains pass it"},
	{"a ferry for a road crossing", []string{"46.9 route=ferry"}, []string{alm}, "-", "is a ferry"},
	{"a ferry for ships", []string{"46.9 route=ferry", mainRoad}, []string{"alm-bek water Alm Bek 46.9"}, "alm-bek -", ""},
	{"no ferry", []string{mainRoad}, []string{"alm-bek water Alm Bek 46.9"}, "-", "is no ferry"},
}

func TestMatchCutsByRule(t *testing.T) {
	for _, tt := range matchingRules {
		t.Run(tt.name, func(t *testing.T) {
			s := streetsOf(t, nil, inMemory(t, pbftest.Bytes(pbftest.MustParse(drawn(tt.roads...)), 100)))
			m := MatchCuts(s, between(tt.gates...))
			of := make([]string, len(tt.roads))
			for i, e := range s.Cuts {
				w := s.Way[e] - 10
				if of[w] = string(m.Of[i]); of[w] == "" {
					of[w] = "-"
				}
			}
			if got := strings.Join(of, " "); got != tt.want {
				t.Errorf("roads are of %s, want %s", got, tt.want)
			}
			why := ""
			if len(m.Missing) > 0 {
				why = m.Missing[0].Why
			}
			if (tt.why == "") != (why == "") || !strings.Contains(why, tt.why) {
				t.Errorf("missing because %q, want %q", why, tt.why)
			}
		})
	}
}

// A crossing without any road between its areas is missing; one of an area that the
// network has no place in is not its matter.
func TestMatchCutsWithoutRoads(t *testing.T) {
	world := drawn() + "n1 46.9 9.95\nn2 46.9 9.96\nn3 46.9 10.05\nn4 46.9 10.06\nw1 1,2 highway=primary\nw2 3,4 highway=primary\n"
	s := streetsOf(t, nil, inMemory(t, pbftest.Bytes(pbftest.MustParse(world), 100)))
	r := between("cel-dom road Cel Dom 46.9", "alm-bek road Alm Bek 46.9")
	r.Crossings = append(r.Crossings, crossingBetween("far", []record.Mode{record.Road}, "Far",
		record.Post{Area: "XAA", Name: "P", At: []float64{46.9, 9.9}}, record.Post{Area: "DEU", Name: "Q", At: []float64{46.9, 9.8}}))
	m := MatchCuts(s, r)
	if len(m.Missing) != 2 || m.Missing[0].Crossing != "alm-bek" || m.Missing[0].Nearest != -1 || m.Missing[0].Why != "No road of the network passes between XAA and XBB." {
		t.Errorf("missing: %+v", m.Missing)
	}
}

// A road that meets the line three times is one crossing's with all its cuts: with one
// of them shut it would lead nowhere.
func TestMatchCutsOfAWeavingRoad(t *testing.T) {
	world := drawn() + "n1 46.9 9.98\nn2 46.9 10.001\nn3 46.901 9.999\nn4 46.902 10.02\nw1 1,2,3,4 highway=primary ref=A_1\n"
	s := streetsOf(t, nil, inMemory(t, pbftest.Bytes(pbftest.MustParse(world), 100)))
	m := MatchCuts(s, between("alm-bek road Alm Bek 46.9"))
	if len(m.Of) != 3 || slices.Contains(m.Of, "") {
		t.Errorf("cuts are of %v", m.Of)
	}
}

func TestOffLine(t *testing.T) {
	a, b := geo.LatLon{Lat: 10, Lon: 179.99}, geo.LatLon{Lat: 10, Lon: -179.99}
	for _, tt := range []struct {
		p    geo.LatLon
		want geo.Metres
	}{
		{geo.LatLon{Lat: 10, Lon: 180}, 0},
		{geo.LatLon{Lat: 10.01, Lon: -180}, 1112},
		{geo.LatLon{Lat: 10, Lon: 179.98}, 1095}, // beyond the end
		{geo.LatLon{Lat: 10, Lon: -179.98}, 1095},
	} {
		if got := offLine(tt.p, a, b); got < tt.want-2 || got > tt.want+2 {
			t.Errorf("%v is %.0f m off, want %.0f", tt.p, got, tt.want)
		}
	}
	if got, want := offLine(a, geo.LatLon{Lat: 10.02, Lon: 179.97}, geo.LatLon{Lat: 10.02, Lon: 179.97}), geo.Distance(a, geo.LatLon{Lat: 10.02, Lon: 179.97}); got < want-5 || got > want+5 {
		t.Errorf("off a point %.0f, want %.0f", got, want)
	}
}

// generated is the record that a world's crossings would have: posts up to shift metres
// from the line, with the crossing's names or others.
func generated(w *worldgen.World, shift float64, named bool) *record.Record {
	d := rand.New(rand.NewPCG(1, 2))
	r := &record.Record{}
	for i, c := range w.Crossings() {
		name, one, other := fmt.Sprint("Number ", i), "", ""
		if named {
			name = c.Name
			one, other, _ = strings.Cut(name, " – ")
		}
		post := func(area, name string) record.Post {
			return record.Post{Area: record.AreaID(area), Name: name,
				At: []float64{c.At.Lat + (d.Float64()*2-1)*shift/degree, c.At.Lon + (d.Float64()*2-1)*shift/degree}}
		}
		r.Crossings = append(r.Crossings, crossingBetween(c.ID, []record.Mode{record.Road, record.Foot}, name, post(c.Areas[0], one), post(c.Areas[1], other)))
	}
	return r
}

// In worlds whose crossings are known every recorded one is matched at all its cuts, and
// no track or path is, whether posts are well placed or some hundred metres off, by name
// and place or by place alone.
func TestMatchCutsOfGeneratedWorlds(t *testing.T) {
	for seed := range uint64(3) {
		w := worldgen.New(worldgen.Options{Seed: seed, Nodes: 8000, Areas: 5, Crossings: 8})
		var data bytes.Buffer
		if err := w.WritePBF(&data); err != nil {
			t.Fatal(err)
		}
		s := streetsOf(t, nil, inMemory(t, data.Bytes()))
		for _, how := range []struct {
			shift float64
			names bool
		}{{0, true}, {0, false}, {300, true}, {300, false}, {1500, true}} {
			r := generated(w, how.shift, how.names)
			m := MatchCuts(s, r)
			slices.Reverse(r.Crossings)
			if again := MatchCuts(s, r); !reflect.DeepEqual(again, m) {
				t.Errorf("seed %d, %+v: the order of the record matters", seed, how)
			}
			want := make([]record.CrossingID, len(s.Cuts))
			for i, e := range s.Cuts {
				for _, c := range w.Crossings() {
					if slices.ContainsFunc(c.Cuts, func(at geo.LatLon) bool { return geo.Distance(at, s.At[s.From[e]].LatLon()) < 5 }) {
						want[i] = record.CrossingID(c.ID)
					}
				}
			}
			if len(m.Missing) > 0 || !slices.Equal(m.Of, want) || len(m.Unrecorded) == 0 {
				t.Errorf("seed %d, %+v: %d missing %+v\n got %v\nwant %v", seed, how, len(m.Missing), m.Missing, m.Of, want)
			}
		}
	}
}

func BenchmarkMatchCuts(b *testing.B) {
	w := worldgen.New(worldgen.Options{Nodes: 200_000, Areas: 12})
	var data bytes.Buffer
	if err := w.WritePBF(&data); err != nil {
		b.Fatal(err)
	}
	s, r := streetsOf(b, nil, inMemory(b, data.Bytes())), generated(w, 300, true)
	for b.Loop() {
		MatchCuts(s, r)
	}
	b.ReportMetric(float64(len(s.Cuts)), "cuts")
	b.ReportMetric(float64(len(r.Crossings)), "crossings")
}
