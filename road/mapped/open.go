package mapped

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"waythrough/cch"
	"waythrough/geo"
	"waythrough/road/netfile"
	"waythrough/road/osm/profile"
	"waythrough/road/outline"
	"waythrough/road/street"
)

// A Network is an open file. It may be shared; its columns are views of the file and
// must not be used after Close.
type Network struct {
	Streets *street.Network
	About   About

	file  *netfile.File
	index *geo.Boxes

	lock     sync.Mutex
	roads    [profile.Count]*Roads
	places   []street.Place
	outlines *outline.Set

	updates atomic.Int64 // metrics that were computed and not kept
}

// Open maps a file, in time that does not depend on its size: headers and lengths are
// checked, columns are not. Verify checks those.
func Open(path string) (*Network, error) {
	f, err := netfile.Open(path)
	if err != nil {
		return nil, err
	}
	n := &Network{Streets: &street.Network{}, file: f}
	if err := n.load(); err != nil {
		f.Close()
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return n, nil
}

func (n *Network) load() error {
	about, err := netfile.Section[byte](n.file, aboutSection)
	if err != nil {
		return err
	}
	var broken error
	if err := n.file.Guard(func() { broken = json.Unmarshal(about, &n.About) }); err != nil {
		return err
	}
	if broken != nil {
		return fmt.Errorf("what the file says of itself can't be read, build it again: %w", broken)
	}
	x := &index{}
	for _, s := range append(streetSections(n.Streets), x.sections()...) {
		if err := s.read(n.file); err != nil {
			return err
		}
	}
	n.Streets.Codes, n.Streets.Posts = n.About.Areas, n.About.Posts
	if err := n.checkLengths(); err != nil {
		return err
	}
	n.noteOutlines()
	n.index, err = geo.BoxesFromArrays(x.bounds, x.items)
	return err
}

// checkLengths holds the columns of streets against each other.
func (n *Network) checkLengths() error {
	s := n.Streets
	nodes, edges := len(s.At), len(s.From)
	lengths := []struct {
		name      string
		got, want int
	}{
		{"node/osm", len(s.OSMNode), nodes}, {"node/flags", len(s.Flags), nodes}, {"node/area", len(s.Area), nodes},
		{"node/leaving/first", len(s.FirstLeaving), nodes + 1}, {"node/leaving", len(s.Leaving), 2 * edges}, {"edge/to", len(s.To), edges}, {"edge/way", len(s.Way), edges}, {"edge/name", len(s.Name), edges}, {"edge/ref", len(s.Ref), edges},
		{"edge/length", len(s.Length), edges}, {"edge/use", len(s.Use), edges}, {"edge/shape", len(s.FirstShape), edges + 1},
	}
	for p := range s.Duration {
		for dir := range s.Duration[p] {
			lengths = append(lengths, struct {
				name      string
				got, want int
			}{"edge/duration", len(s.Duration[p][dir]), edges})
		}
	}
	for _, l := range lengths {
		if l.got != l.want {
			return fmt.Errorf("column %s has %d elements instead of %d: build the network again", l.name, l.got, l.want)
		}
	}
	return nil
}

// Close lets the file go.
func (n *Network) Close() error { return n.file.Close() }

// Path is the file's name.
func (n *Network) Path() string { return n.file.Path() }

// Sections describes what the file consists of.
func (n *Network) Sections() []netfile.Info { return n.file.Sections() }

// Guard runs do and makes an error of a fault in reading the file: see netfile.
func (n *Network) Guard(do func()) error { return n.file.Guard(do) }

// Roads gives the network as a profile may use it, cuts closed.
func (n *Network) Roads(p profile.Profile) (*Roads, error) {
	n.lock.Lock()
	defer n.lock.Unlock()
	if n.roads[p] != nil {
		return n.roads[p], nil
	}
	if !slices.Contains(n.About.Profiles, p.String()) {
		return nil, fmt.Errorf("%s was built for %s, not for %s: build it again with --profile %s", n.Path(), strings.Join(n.About.Profiles, ", "), p, p)
	}
	r, err := n.loadRoads(p)
	if err != nil {
		return nil, fmt.Errorf("%s, roads for %s: %w", n.Path(), p, err)
	}
	n.roads[p] = r
	return r, nil
}

func (n *Network) loadRoads(p profile.Profile) (*Roads, error) {
	var a roadArrays
	for _, s := range a.sections(p) {
		if err := s.read(n.file); err != nil {
			return nil, err
		}
	}
	a.states.byNode = len(a.states.FirstOf) == 0
	if err := n.checkStates(&a); err != nil {
		return nil, err
	}
	r := &Roads{n: n, p: p, states: &a.states, cutFirst: a.cutFirst, cutArc: a.cutArc}
	if err := n.file.Guard(func() { a.hierarchy.Height = a.height[0] }); err != nil {
		return nil, err
	}
	var h *cch.Hierarchy
	var broken error
	if err := n.file.Guard(func() { h, broken = cch.FromArrays(a.hierarchy) }); err != nil || broken != nil {
		return nil, errors.Join(err, broken)
	}
	// One thread: a fault in reading the file can be caught in the goroutine alone that
	// Guard was called in.
	for m := range r.metric {
		if err := n.file.Guard(func() { r.metric[m], broken = cch.MetricFromArrays(h, a.metric[m], 1) }); err != nil || broken != nil {
			return nil, errors.Join(err, broken)
		}
	}
	return r, nil
}

// checkStates holds the columns of a profile against each other.
func (n *Network) checkStates(a *roadArrays) error {
	s := &a.states
	count, arcs := len(s.First)-1, len(s.Head)
	halves := count
	if s.byNode {
		halves = arcs
	}
	switch {
	case len(a.height) != 1 || count < 0:
		return fmt.Errorf("there is no hierarchy: build the network again")
	case len(s.Half) != halves || !s.byNode && len(s.FirstOf) != 2*len(n.Streets.From)+1 || len(s.Turn) != 0 && len(s.Turn) != arcs,
		s.byNode && count != len(n.Streets.At), len(a.cutFirst) != len(n.Streets.Cuts)+1, len(a.hierarchy.Node) != count, len(a.hierarchy.Slot) != arcs:
		return fmt.Errorf("the columns of states contradict each other: build the network again")
	}
	return nil
}

// Verify reads the whole file: its checksums, and then whether every number in it means
// what it should, so that no search can fail on it. The progress function, if any, learns
// how much of the checksums is done.
func (n *Network) Verify(ctx context.Context, progress func(done, total int64)) error {
	if err := n.file.Verify(ctx, progress); err != nil {
		return err
	}
	var broken error
	if err := n.file.Guard(func() { broken = n.verifyMeaning(ctx) }); err != nil {
		return err
	}
	if broken != nil {
		return fmt.Errorf("%s: %w: build it again", n.Path(), broken)
	}
	return nil
}
