package mapped

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"waythrough/road/osm/profile"
	"waythrough/road/street"
)

// cutsOf builds a network and writes its cuts: areas, ways, names and who may pass.
func cutsOf(t *testing.T, s *street.Network) []string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "cuts.network")
	if err := Build(context.Background(), path, s, About{}, Options{}); err != nil {
		t.Fatal(err)
	}
	n, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer n.Close()
	var out []string
	for _, c := range n.Cuts() {
		out = append(out, fmt.Sprint(c.From, "-", c.To, " ", c.Ways, " ", c.Names, " ", c.Refs, " ", c.Profiles, " ", len(c.Posts)))
	}
	return out
}

func TestCutsAreDescribed(t *testing.T) {
	s := villageStreets(t)
	want := []string{"LIE-AUT [7] [] [] [car truck foot bicycle] 0", "AUT-LIE [1 2 3] [High Street Low Street] [A 1] [car truck foot bicycle] 1"}
	if got := cutsOf(t, s); !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

// Where all roads lead to a boundary and none away from it, nobody passes; nor does one
// whom a barrier there stops.
func TestCutsThatNobodyPasses(t *testing.T) {
	s := villageStreets(t)
	for v, id := range s.OSMNode {
		if id != 3 {
			continue
		}
		s.Flags[v] |= 1 << profile.Truck
		for _, h := range s.LeavingFrom(street.Node(v)) {
			if !s.IsCut(h.Edge()) {
				s.Duration[profile.Car][h.Dir()][h.Edge()] = street.Closed
			}
		}
	}
	if got := cutsOf(t, s); !strings.Contains(got[1], "[foot bicycle]") {
		t.Errorf("%q", got)
	}
}

// Who can pass a cut when it is open is said to.
func TestWhoPassesIsSaidTo(t *testing.T) {
	onEach(t, 2, func(t *testing.T, s *source) {
		cuts := s.net.Cuts()
		for r := range s.net.each(t) {
			if r.states.byNode {
				continue
			}
			st := r.states
			entered := make([]bool, st.count())
			for _, h := range st.Head {
				entered[h] = true
			}
			for v, h := range st.Half {
				c, ok := slices.BinarySearch(s.streets.Cuts, h.Edge())
				if ok && entered[v] && st.First[v] < st.First[v+1] && !slices.Contains(cuts[c].Profiles, r.p) {
					t.Errorf("%s passes cut %d and is not said to", r.p, c)
				}
			}
		}
	})
}
