package importer

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"waythrough/road"
	"waythrough/road/dimacs"
	"waythrough/road/mapped"
	"waythrough/road/osm/pbf/pbftest"
	"waythrough/road/osm/profile"
	"waythrough/road/worldgen"
)

// write makes files in a folder and gives their paths.
func write(t *testing.T, dir string, files map[string][]byte) {
	t.Helper()
	for name, data := range files {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// listing is what stands in a folder.
func listing(t *testing.T, dir string) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

// A world in two pieces that overlap is one world; whatever the threads, the same bytes.
func TestExtractsOfADrawnWorld(t *testing.T) {
	w := worldgen.New(worldgen.Options{Seed: 3, Nodes: 2000})
	var b bytes.Buffer
	if err := w.WritePBF(&b); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	write(t, dir, map[string][]byte{"world.osm.pbf": b.Bytes(), "twin.osm.pbf": b.Bytes()})
	at := func(name string) string { return filepath.Join(dir, name) }
	var phases []string
	var done, total int64
	o := Options{Output: at("a.network"), Profiles: []profile.Profile{profile.Car}, Threads: 1,
		Phase: func(what string) { phases = append(phases, what) }, Reading: func(d, of int64) { done, total = d, of }}
	r, err := Extracts(context.Background(), []string{at("world.osm.pbf")}, o)
	if err != nil {
		t.Fatal(err)
	}
	o.Output, o.Threads, o.Phase = at("b.network"), 3, nil
	if _, err := Extracts(context.Background(), []string{at("world.osm.pbf")}, o); err != nil {
		t.Fatal(err)
	}
	one, _ := os.ReadFile(at("a.network"))
	if three, _ := os.ReadFile(at("b.network")); !bytes.Equal(one, three) {
		t.Error("one and three threads make different files")
	}
	if done != total || total != 2*int64(b.Len()) || r.ReadBytes != total {
		t.Errorf("%d of %d bytes were read, the report says %d", done, total, r.ReadBytes)
	}
	if len(phases) != len(r.Phases) || phases[0] != "reading" || !slices.Contains(phases, "car: order") {
		t.Errorf("the phases were %q, of which the report has %d", phases, len(r.Phases))
	}
	c := w.Counts()
	if len(r.Areas) < c.Areas || r.Cuts < len(w.Crossings()) || r.Bytes != int64(len(one)) || !slices.Equal(r.Profiles, []string{"car"}) {
		t.Errorf("the report is %+v of a world of %+v with %d crossings", r, c, len(w.Crossings()))
	}
	towns := r.Places
	o.Output = at("c.network")
	if r, err = Extracts(context.Background(), []string{at("twin.osm.pbf"), at("world.osm.pbf")}, o); err != nil {
		t.Fatal(err)
	}
	if r.DuplicateWays == 0 {
		t.Error("of two equal extracts no road is in both")
	}
	if towns < 2*c.Areas || r.Places != towns {
		t.Errorf("%d towns are in the extract and %d in two that are equal", towns, r.Places)
	}
	sameRoads(t, at("a.network"), at("c.network"))
}

// sameRoads compares two networks by their columns of streets.
func sameRoads(t *testing.T, a, b string) {
	t.Helper()
	var n [2]*mapped.Network
	for i, path := range []string{a, b} {
		var err error
		if n[i], err = mapped.Open(path); err != nil {
			t.Fatal(err)
		}
		defer n[i].Close()
	}
	x, y := n[0].Streets, n[1].Streets
	if !slices.Equal(x.At, y.At) || !slices.Equal(x.From, y.From) || !slices.Equal(x.Length, y.Length) || !slices.Equal(x.Area, y.Area) {
		t.Errorf("%s and %s hold different streets", a, b)
	}
}

const (
	times  = "p sp 3 4\na 1 2 5\na 2 1 5\na 2 3 7\na 3 3 0\n"
	metres = "p sp 3 4\na 1 2 50\na 2 1 50\na 2 3 70\na 3 3 0\n"
	nodes  = "p aux sp co 3\nv 1 44000000 40000000\nv 2 44010000 40000000\nv 3 44020000 40000000\n"
)

// A graph comes out of the file as the arcs that went in.
func TestGraphs(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, map[string][]byte{"t.gr": []byte(times), "d.gr": []byte(metres), "n.co": []byte(nodes)})
	at := func(name string) string { return filepath.Join(dir, name) }
	r, err := Graphs(context.Background(), []string{at("n.co"), at("t.gr"), at("d.gr")}, Options{Output: at("x.network")})
	if err != nil {
		t.Fatal(err)
	}
	if r.Nodes != 3 || r.Edges != 3 || len(r.Notes) != 1 || !strings.Contains(r.Notes[0], "t.gr") || len(r.Areas) != 1 || r.Areas[0].Code != "" {
		t.Errorf("the report is %+v", r)
	}
	n, err := mapped.Open(at("x.network"))
	if err != nil {
		t.Fatal(err)
	}
	defer n.Close()
	roads, err := n.Roads(profile.Car)
	if err != nil {
		t.Fatal(err)
	}
	for m, file := range map[mapped.Measure]string{mapped.Duration: "t.gr", mapped.Length: "d.gr"} {
		want, err := dimacs.OpenGraph(at(file))
		if err != nil {
			t.Fatal(err)
		}
		if got, _ := roads.Graph(m, false); !slices.Equal(arcs(got), arcs(want)) {
			t.Errorf("by %s the arcs are %v, want %v", m, arcs(got), arcs(want))
		}
	}
}

func arcs(g *dimacs.Graph) (list [][3]uint32) {
	for a := range g.Tail {
		list = append(list, [3]uint32{g.Tail[a], g.Head[a], g.Weight[a]})
	}
	slices.SortFunc(list, func(a, b [3]uint32) int { return slices.Compare(a[:], b[:]) })
	return list
}

// Tables may come in either order.
func TestTables(t *testing.T) {
	places, links := worldgen.Tables(worldgen.TableOptions{Places: 50, Links: 100, BorderLinks: 10, Areas: 4})
	dir := t.TempDir()
	write(t, dir, map[string][]byte{"p.csv": append([]byte("\xef\xbb\xbf"), places...), "l.csv": links})
	want, err := road.Read("", places, "", links)
	if err != nil {
		t.Fatal(err)
	}
	var files [2][]byte
	for i, order := range [][]string{{"p.csv", "l.csv"}, {"l.csv", "p.csv"}} {
		out := filepath.Join(dir, "x.network")
		r, err := Tables(context.Background(), []string{filepath.Join(dir, order[0]), filepath.Join(dir, order[1])}, Options{Output: out})
		if err != nil {
			t.Fatal(err)
		}
		if r.Nodes != len(want.Places) || r.Edges+r.Cuts != len(want.Links) || r.Cuts != 10 || len(r.Areas) != 4 {
			t.Errorf("the report is %+v", r)
		}
		files[i], _ = os.ReadFile(out)
	}
	if !bytes.Equal(files[0], files[1]) {
		t.Error("the order of the tables matters to the file")
	}
}

// Nothing but the inputs is left of an import that fails, wherever it does.
func TestNothingIsLeft(t *testing.T) {
	var b bytes.Buffer
	if err := worldgen.New(worldgen.Options{Nodes: 600}).WritePBF(&b); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	broken := bytes.Clone(b.Bytes())
	broken[len(broken)-100] ^= 0xff
	village := pbftest.Bytes(pbftest.MustParse("n1 1 1\nn2 1 2\nw1 1,2 highway=track"), 8)
	write(t, dir, map[string][]byte{"w.osm.pbf": b.Bytes(), "broken.osm.pbf": broken, "v.osm.pbf": village, "t.gr": []byte(times), "n.co": []byte(nodes), "few.co": []byte("p aux sp co 1\nv 1 1 1\n"), "x.csv": []byte("id\n")})
	before := listing(t, dir)
	at := func(names ...string) (paths []string) {
		for _, n := range names {
			paths = append(paths, filepath.Join(dir, n))
		}
		return paths
	}
	out := at("out.network")[0]
	type importing = func(context.Context, []string, Options) (*Report, error)
	for _, c := range []struct {
		name  string
		run   importing
		files []string
		o     Options
		want  string
	}{
		{"none", Extracts, nil, Options{Output: out}, "no extract was named"},
		{"damaged", Extracts, at("broken.osm.pbf"), Options{Output: out}, "broken.osm.pbf"},
		{"one of two damaged", Extracts, at("w.osm.pbf", "broken.osm.pbf"), Options{Output: out}, "broken.osm.pbf"},
		{"absent", Extracts, at("absent.osm.pbf"), Options{Output: out}, "absent.osm.pbf can't be read"},
		{"a folder", Extracts, []string{dir}, Options{Output: out}, "is a folder"},
		{"no boundaries", Extracts, at("v.osm.pbf"), Options{Output: out, Boundaries: at("x.csv")}, "x.csv"},
		{"over itself", Extracts, at("v.osm.pbf"), Options{Output: at("v.osm.pbf")[0]}, "would be written over"},
		{"over its boundaries", Extracts, at("v.osm.pbf"), Options{Output: at("x.csv")[0], Boundaries: at("x.csv")}, "would be written over"},
		{"no folder", Extracts, at("v.osm.pbf"), Options{Output: filepath.Join(dir, "none", "x")}, "can't be made"},
		{"no coordinates", Graphs, at("t.gr"), Options{Output: out}, "coordinates of the nodes are missing"},
		{"other coordinates", Graphs, at("t.gr", "few.co"), Options{Output: out}, "belong together"},
		{"not a graph", Graphs, at("x.csv", "n.co"), Options{Output: out}, "x.csv"},
		{"boundaries of a graph", Graphs, at("t.gr", "n.co"), Options{Output: out, Boundaries: at("x.csv")}, "leave --boundaries"},
		{"one table", Tables, at("x.csv"), Options{Output: out}, "two tables make a network"},
		{"broken tables", Tables, at("x.csv", "t.gr"), Options{Output: out}, "x.csv"},
		{"profile of tables", Tables, at("x.csv", "t.gr"), Options{Output: out, Profiles: []profile.Profile{profile.Car}}, "--profile out"},
	} {
		r, err := c.run(context.Background(), c.files, c.o)
		if err == nil || !strings.Contains(err.Error(), c.want) || r != nil {
			t.Errorf("%s: %v, want %q", c.name, err, c.want)
		}
		if after := listing(t, dir); !slices.Equal(after, before) {
			t.Fatalf("%s: the folder holds %q, before %q", c.name, after, before)
		}
	}
}

// Whatever phase is under way when ctx ends, nothing is left and the error says so.
func TestInterruptedAtEachPhase(t *testing.T) {
	var b bytes.Buffer
	if err := worldgen.New(worldgen.Options{Nodes: 600}).WritePBF(&b); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	write(t, dir, map[string][]byte{"w.osm.pbf": b.Bytes()})
	before := listing(t, dir)
	for at := 0; ; at++ {
		ctx, cancel := context.WithCancel(context.Background())
		seen := 0
		_, err := Extracts(ctx, []string{filepath.Join(dir, "w.osm.pbf")}, Options{
			Output: filepath.Join(dir, "out.network"), Profiles: []profile.Profile{profile.Bicycle}, Threads: 2,
			Phase: func(string) {
				if seen++; seen > at {
					cancel()
				}
			},
		})
		cancel()
		if seen <= at { // there was no such phase
			if err != nil || at < 5 {
				t.Fatalf("after %d phases the import ends with %v", at, err)
			}
			return
		}
		if !errors.Is(err, context.Canceled) {
			t.Fatalf("interrupted in phase %d the import ends with %v", at+1, err)
		}
		if after := listing(t, dir); !slices.Equal(after, before) {
			t.Fatalf("interrupted in phase %d it leaves %q", at+1, after)
		}
	}
}

// FuzzPlacesNodes: what a file is can be told of any bytes, and a whole p line tells it.
func FuzzPlacesNodes(f *testing.F) {
	f.Add([]byte(times))
	f.Add([]byte(nodes))
	f.Add([]byte("\x1f\x8b\x08"))
	f.Add([]byte("c p aux\n\n p  aux sp co 1\r\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		is, err := placesNodesIn("x", bytes.NewReader(data))
		if is && err != nil {
			t.Errorf("told to hold coordinates, with the error %v", err)
		}
		if is && !bytes.Contains(data, []byte("aux")) && !bytes.HasPrefix(data, []byte("\x1f\x8b")) {
			t.Error("coordinates are seen where nothing says so")
		}
		hasColumn(data, "from")
	})
}

// What is not as it should be stands in the report and in the file.
func TestNotesOfExtracts(t *testing.T) {
	const turns = "n1 47 9\nn2 47 9.001\nn3 47 9.002\nw1 1,2,3 highway=primary\nw2 2,3 highway=service\n"
	const ambiguous = "r1 w1@from,n2@via,w2@to type=restriction restriction=no_left_turn\n"
	tests := []struct{ name, text, want string }{
		{"houses", "n1 47 9\nn2 47.1 9\nn3 47 9.1\nw1 1,2,3,1 building=yes", "No road is here"},
		{"one turn", turns + ambiguous, "1 restriction of turns is ambiguous"},
		{"two turns", turns + ambiguous + "r2 w1@from,n2@via type=restriction restriction=no_left_turn", "2 restrictions of turns are ambiguous"},
		{"none", turns + "r1 w2@from,n2@via,w2@to type=restriction restriction=no_u_turn", ""},
	}
	for _, tt := range tests {
		dir := t.TempDir()
		write(t, dir, map[string][]byte{"x.osm.pbf": pbftest.Bytes(pbftest.MustParse(tt.text), 8)})
		network := filepath.Join(dir, "x.network")
		r, err := Extracts(context.Background(), []string{filepath.Join(dir, "x.osm.pbf")}, Options{Output: network})
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		n, err := mapped.Open(network)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(n.About.Notes, r.Notes) {
			t.Errorf("%s: the file has the notes %q, the report %q", tt.name, n.About.Notes, r.Notes)
		}
		n.Close()
		if said := strings.Join(r.Notes, "\n"); !strings.Contains(said, tt.want) || tt.want == "" && (strings.Contains(said, "turns") || strings.Contains(said, "No road")) {
			t.Errorf("%s: the notes are %q, want %q", tt.name, said, tt.want)
		}
	}
}

// An extract that can be read only once is refused before anything is read of it.
func TestExtractsAreReadTwice(t *testing.T) {
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	defer w.Close()
	dir := t.TempDir()
	pipe := fmt.Sprintf("/dev/fd/%d", r.Fd())
	if _, err := os.Stat(pipe); err != nil {
		t.Skipf("SKIPPED: this system does not name open files: %v", err)
	}
	_, err = Extracts(context.Background(), []string{pipe}, Options{Output: filepath.Join(dir, "x.network")})
	if err == nil || !strings.Contains(err.Error(), "read twice: save it to a file first") {
		t.Errorf("a pipe: %v", err)
	}
	if names := listing(t, dir); len(names) != 0 {
		t.Errorf("left behind: %q", names)
	}
}
