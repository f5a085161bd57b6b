package mapped

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"waythrough/road/dimacs"
	"waythrough/road/osm"
	"waythrough/road/osm/profile"
	"waythrough/road/street"
)

func TestSameBytesWhateverTheThreads(t *testing.T) {
	onEach(t, 0, func(t *testing.T, s *source) {
		var first []byte
		for _, threads := range []int{1, 2, 3, 2} {
			path := filepath.Join(t.TempDir(), "again.network")
			if err := Build(context.Background(), path, s.streets, About{Kind: "osm"}, Options{Threads: threads, TurnCosts: true}); err != nil {
				t.Fatal(err)
			}
			b, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if first == nil {
				first = b
			}
			if !bytes.Equal(b, first) {
				t.Fatalf("on %d threads the file is another", threads)
			}
		}
	})
}

// Whoever interrupts a build, at whatever he is told of, leaves what stood there before,
// and nothing beside it.
func TestInterruptedBuildLeavesNothing(t *testing.T) {
	onEach(t, 0, func(t *testing.T, s *source) {
		for stop := 0; ; stop++ {
			folder := t.TempDir()
			path := filepath.Join(folder, "stopped.network")
			if err := os.WriteFile(path, []byte("before"), 0o644); err != nil {
				t.Fatal(err)
			}
			ctx, cancel := context.WithCancel(context.Background())
			told := 0
			err := Build(ctx, path, s.streets, About{}, Options{Profiles: []profile.Profile{profile.Car, profile.Foot}, Progress: func(string) {
				if told == stop {
					cancel()
				}
				told++
			}})
			cancel()
			if told <= stop {
				if err != nil || stop < 10 {
					t.Fatalf("nobody stopped it, told %d times: %v", told, err)
				}
				return
			}
			if !errors.Is(err, context.Canceled) || told != stop+1 {
				t.Fatalf("stopped at %d, told %d times: %v", stop, told, err)
			}
			list, err := os.ReadDir(folder)
			if b, _ := os.ReadFile(path); err != nil || len(list) != 1 || string(b) != "before" {
				t.Fatalf("stopped at %d: %v, %q", stop, list, b)
			}
		}
	})
}

func TestAboutIsOfTheBuild(t *testing.T) {
	onEach(t, 0, func(t *testing.T, s *source) {
		path := filepath.Join(t.TempDir(), "about.network")
		about := About{Kind: "osm", Profiles: []string{"camel"}, Areas: []string{"X"}, Notes: []string{"a note"}}
		if err := Build(context.Background(), path, s.streets, about, Options{Profiles: []profile.Profile{profile.Foot}}); err != nil {
			t.Fatal(err)
		}
		n, err := Open(path)
		if err != nil {
			t.Fatal(err)
		}
		defer n.Close()
		if got := fmt.Sprint(n.About.Profiles, n.About.Notes, len(n.About.Areas)); got != fmt.Sprint("[foot] [a note] ", len(s.streets.Codes)) {
			t.Errorf("%s", got)
		}
		if _, err := n.Roads(profile.Car); err == nil || !strings.Contains(err.Error(), "foot") {
			t.Errorf("roads for a profile it was not built for: %v", err)
		}
	})
}

// tiny networks, with nothing or next to nothing in them.
func TestNextToNothing(t *testing.T) {
	for name, g := range map[string]*dimacs.Graph{
		"nothing":     {},
		"a node":      {Nodes: 1},
		"a loop":      {Nodes: 1, Tail: []uint32{0}, Head: []uint32{0}, Weight: []uint32{7}},
		"an arc":      {Nodes: 2, Tail: []uint32{0}, Head: []uint32{1}, Weight: []uint32{0}},
		"two islands": {Nodes: 4, Tail: []uint32{0, 2}, Head: []uint32{1, 3}, Weight: []uint32{5, dimacs.MaxWeight}},
	} {
		at := &dimacs.Coordinates{Lon: make([]int32, g.Nodes), Lat: make([]int32, g.Nodes)}
		s, err := street.FromArcs(g, nil, at)
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(t.TempDir(), "tiny.network")
		if err := Build(context.Background(), path, s, About{Kind: "dimacs"}, Options{}); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		n, err := Open(path)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		defer n.Close()
		if err := n.Verify(context.Background(), nil); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		for r := range n.each(t) {
			q := r.Router(Duration)
			for e := range g.Tail {
				if r.p == profile.Car {
					a, b := Snap{Edge: street.Edge(e), Share: 0.25}, Snap{Edge: street.Edge(e), Share: 0.75}
					if path, ok := q.Path(a, b); !ok || q.Cost(a, b) != path.Cost {
						t.Errorf("%s: %v %v", name, path, ok)
					}
				}
			}
			if _, err := q.Snap(osm.Point{Lat: 5e7}.LatLon(), 10, 1); err == nil {
				t.Errorf("%s: something lies near where nothing is", name)
			}
		}
	}
}
