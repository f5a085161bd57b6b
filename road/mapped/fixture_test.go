package mapped

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"waythrough/road/border"
	"waythrough/road/osm"
	"waythrough/road/osm/pbf"
	"waythrough/road/osm/profile"
	"waythrough/road/street"
	"waythrough/road/worldgen"
)

const shared = "../../../shared/data/"

// long asks for all of the queries, on all of the extracts.
var long = os.Getenv("WAYTHROUGH_LONG") != ""

// A source is a map and what was made of it, once for all tests.
type source struct {
	name    string
	once    sync.Once
	err     error
	graph   *osm.Graph
	streets *street.Network
	net     *Network
	folder  string
}

var sources = []*source{{name: "drawn"}, {name: "liechtenstein"}, {name: "andorra"}, {name: "heidelberg"}, {name: "columbus"}, {name: "new-york-from-dimacs"}}

func TestMain(m *testing.M) {
	code := m.Run()
	for _, s := range sources {
		if s.net != nil {
			s.net.Close()
		}
		if s.folder != "" {
			os.RemoveAll(s.folder)
		}
	}
	os.Exit(code)
}

// onEach runs a test on the drawn world and on the first extracts: on all if it is long.
func onEach(t *testing.T, extracts int, test func(t *testing.T, s *source)) {
	if long {
		extracts = len(sources)
	}
	for _, s := range sources[:min(1+extracts, len(sources))] {
		t.Run(s.name, func(t *testing.T) {
			s.once.Do(func() { s.err = s.make() })
			if errors.Is(s.err, fs.ErrNotExist) {
				t.Skipf("SKIPPED: %sosm/%s.osm.pbf is not there", shared, s.name)
			}
			if s.err != nil {
				t.Fatal(s.err)
			}
			test(t, s)
		})
	}
}

func (s *source) make() error {
	b, err := s.bytes()
	if err != nil {
		return err
	}
	f, err := pbf.New(s.name, bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return err
	}
	s.graph, err = osm.Extract(context.Background(), []*pbf.File{f}, osm.Options{})
	if err != nil {
		return err
	}
	var files []*border.File
	if s.name == "andorra" {
		if f, err := border.ReadFile(shared + "boundaries/ne_10m_admin_0_boundary_lines_land.geojson.gz"); err == nil {
			files = append(files, f)
		}
	}
	areas, _ := border.New(s.graph.Boundaries, s.graph.Borders, files...)
	s.streets = street.FromOSM(s.graph, areas, 2)
	if s.folder, err = os.MkdirTemp("", "mapped"); err != nil {
		return err
	}
	path := filepath.Join(s.folder, "test.network")
	if err := Build(context.Background(), path, s.streets, About{Kind: "osm"}, Options{TurnCosts: s.name == "drawn"}); err != nil {
		return err
	}
	if s.net, err = Open(path); err != nil {
		return err
	}
	s.net.Streets.Turns = s.streets.Turns // the file keeps them in its states
	return nil
}

// openFile opens a file until the test ends.
func openFile(t testing.TB, path string) *Network {
	t.Helper()
	n, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { n.Close() })
	return n
}

// roadsFor gives the roads of one profile.
func roadsFor(t testing.TB, n *Network, p profile.Profile) *Roads {
	t.Helper()
	r, err := n.Roads(p)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// each gives the roads of every profile.
func (n *Network) each(t testing.TB) iter.Seq[*Roads] {
	t.Helper()
	return func(yield func(*Roads) bool) {
		for p := range profile.Profile(profile.Count) {
			if !yield(roadsFor(t, n, p)) {
				return
			}
		}
	}
}

func (s *source) bytes() ([]byte, error) {
	if s.name != "drawn" {
		return os.ReadFile(shared + "osm/" + s.name + ".osm.pbf")
	}
	var b bytes.Buffer
	err := worldgen.New(worldgen.Options{Seed: 3, Nodes: 1500}).WritePBF(&b)
	return b.Bytes(), err
}
