package mapped

import (
	"context"
	"fmt"
	"slices"

	"waythrough/cch"
	"waythrough/road/osm/profile"
	"waythrough/road/street"
)

// verifyMeaning holds every column against what it stands for.
func (n *Network) verifyMeaning(ctx context.Context) error {
	for _, check := range []func() error{n.verifyNodes, n.verifyEdges, n.verifyText, n.verifyCuts, n.verifyIndex, n.verifyPlaces, n.verifyOutlines} {
		if err := check(); err != nil {
			return err
		}
	}
	for p := range profile.Profile(profile.Count) {
		if !slices.Contains(n.About.Profiles, p.String()) {
			continue
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		r, err := n.Roads(p)
		if err != nil {
			return err
		}
		if err := r.verify(); err != nil {
			return fmt.Errorf("roads for %s: %w", p, err)
		}
	}
	return nil
}

func (n *Network) verifyNodes() error {
	s := n.Streets
	for v, a := range s.Area {
		if int(a) >= len(s.Codes) {
			return fmt.Errorf("node %d lies in area %d of %d", v, a, len(s.Codes))
		}
	}
	for v, at := range s.At {
		if !at.LatLon().Valid() {
			return fmt.Errorf("node %d lies nowhere, at %s", v, at.LatLon())
		}
	}
	return nil
}

// ascends reports whether first divides a column of so many elements into rows.
func ascends(first []uint32, elements int) bool {
	return len(first) > 0 && first[0] == 0 && slices.IsSorted(first) && int(first[len(first)-1]) == elements
}

func (n *Network) verifyEdges() error {
	s := n.Streets
	if !ascends(s.FirstShape, len(s.Shape)) || !ascends(s.FirstLeaving, len(s.Leaving)) {
		return fmt.Errorf("the shapes of edges or the edges of nodes are not in rows")
	}
	for e := range s.From {
		if int(s.From[e]) >= len(s.At) || int(s.To[e]) >= len(s.At) || int(s.Use[e]) >= len(s.Uses) ||
			int(s.Name[e]) >= max(1, len(s.TextEnd)) || int(s.Ref[e]) >= max(1, len(s.TextEnd)) {
			return fmt.Errorf("edge %d names a node, a use or a string that does not exist", e)
		}
	}
	for v := range s.At {
		for i, h := range s.LeavingFrom(street.Node(v)) {
			if int(h.Edge()) >= len(s.From) || s.Tail(h) != street.Node(v) || i > 0 && s.LeavingFrom(street.Node(v))[i-1] >= h {
				return fmt.Errorf("node %d does not have the edges that are said to leave it", v)
			}
		}
	}
	return nil
}

func (n *Network) verifyText() error {
	s := n.Streets
	if !slices.IsSorted(s.TextEnd) || len(s.TextEnd) > 0 && int(s.TextEnd[len(s.TextEnd)-1]) != len(s.Text) {
		return fmt.Errorf("the strings do not end where they should")
	}
	return nil
}

func (n *Network) verifyCuts() error {
	s, c := n.Streets, 0
	for e := range s.From {
		if !s.IsCut(street.Edge(e)) {
			continue
		}
		if c >= len(s.Cuts) || s.Cuts[c] != street.Edge(e) || s.Length[e] != 0 {
			return fmt.Errorf("edge %d leads from an area into another and is no cut", e)
		}
		for p := range s.Duration {
			for dir := range s.Duration[p] {
				if d := s.Duration[p][dir][e]; d != 0 && d != street.Closed {
					return fmt.Errorf("edge %d is a cut and takes %d ms", e, d)
				}
			}
		}
		c++
	}
	if c != len(s.Cuts) {
		return fmt.Errorf("%d cuts are named and %d exist", len(s.Cuts), c)
	}
	return nil
}

func (n *Network) verifyIndex() error {
	if err := n.index.Verify(); err != nil {
		return err
	}
	bounds, items := n.index.Arrays()
	if len(items) != len(n.Streets.From) {
		return fmt.Errorf("the index of places holds %d of %d edges", len(items), len(n.Streets.From))
	}
	for i, e := range items {
		if int(e) >= len(n.Streets.From) || bounds[i] != n.Streets.Box(street.Edge(e)) {
			return fmt.Errorf("the index of places has edge %d where it is not", e)
		}
	}
	return nil
}

func (r *Roads) verify() error {
	if err := r.verifyStates(); err != nil {
		return err
	}
	h := r.metric[Duration].Hierarchy()
	if err := h.Verify(); err != nil {
		return err
	}
	if err := h.VerifyInput(r.states.graph()); err != nil {
		return err
	}
	first, arcs := r.states.cutArcs(r.n.Streets)
	if !slices.Equal(first, r.cutFirst) || !slices.Equal(arcs, r.cutArc) {
		return fmt.Errorf("the arcs over cuts are not those that are")
	}
	for _, a := range arcs {
		if len(r.states.Turn) > 0 && r.states.Turn[a] != 0 {
			return fmt.Errorf("the turn of arc %d, over a cut, takes %d ms", a, r.states.Turn[a])
		}
	}
	for m := range Measure(measures) {
		for a, want := range r.states.weights(r.n.Streets, r.p, m) {
			if got := r.metric[m].Weight(cch.ArcID(a)); got != want {
				return fmt.Errorf("arc %d has %s %d instead of %d", a, m, got, want)
			}
		}
		if err := r.metric[m].Verify(); err != nil {
			return err
		}
	}
	return nil
}

func (r *Roads) verifyStates() error {
	s, n := r.states, r.n.Streets
	if !ascends(s.First, len(s.Head)) || !s.byNode && !ascends(s.FirstOf, len(s.Half)) {
		return fmt.Errorf("the arcs of states or the states of edges are not in rows")
	}
	for a, v := range s.Head {
		if int(v) >= s.count() {
			return fmt.Errorf("arc %d leads nowhere", a)
		}
	}
	for i, h := range s.Half {
		if int(h.Edge()) >= len(n.From) || !n.Open(r.p, h) {
			return fmt.Errorf("a state or an arc is of half-edge %d, which may not be travelled", h)
		}
		if !s.byNode && (uint32(i) < s.FirstOf[h] || uint32(i) >= s.FirstOf[h+1]) {
			return fmt.Errorf("state %d is not among those of its half-edge", i)
		}
	}
	open := 0
	for h := range street.Half(2 * len(n.From)) {
		if !n.Open(r.p, h) {
			continue
		}
		open++
		if !s.byNode && s.FirstOf[h] == s.FirstOf[h+1] {
			return fmt.Errorf("half-edge %d may be travelled and has no state", h)
		}
	}
	if s.byNode && open != len(s.Half) {
		return fmt.Errorf("%d half-edges may be travelled and there are %d arcs", open, len(s.Half))
	}
	for v := range s.count() {
		for a := s.First[v]; a < s.First[v+1]; a++ {
			if h := s.half(cch.ArcID(a)); s.byNode && (uint32(n.Tail(h)) != uint32(v) || uint32(n.Head(h)) != s.Head[a]) ||
				!s.byNode && n.Tail(h) != n.Head(s.Half[v]) {
				return fmt.Errorf("arc %d joins what does not meet", a)
			}
		}
	}
	return nil
}
