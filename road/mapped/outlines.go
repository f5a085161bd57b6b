package mapped

import (
	"fmt"
	"slices"

	"waythrough/road/netfile"
	"waythrough/road/outline"
)

// outlineArc is a section that files made before outlines were kept do not have.
const outlineArc = "outline/arc"

// noOutlines is the note of such a file.
const noOutlines = "The file was made before the outlines of areas were kept: maps show areas by their names alone. Import it again for them."

func outlineSections(s *outline.Set) []section {
	return []section{
		column("outline/area", &s.Area), column("outline/ring/first", &s.FirstRing), column("outline/arc/first", &s.FirstArc),
		column(outlineArc, &s.Arc), column("outline/point/first", &s.FirstPoint), column("outline/point", &s.Point), column("outline/zoom", &s.Zoom),
	}
}

// noteOutlines says of a file that has no outlines why that is; one without areas has
// nothing to say.
func (n *Network) noteOutlines() {
	if len(n.About.Areas) > 1 && !n.hasOutlines() {
		n.About.Notes = append(n.About.Notes, noOutlines)
	}
}

func (n *Network) hasOutlines() bool {
	return slices.ContainsFunc(n.file.Sections(), func(s netfile.Info) bool { return s.Name == outlineArc })
}

// Outlines gives the shapes of areas, numbered as in About.Areas; of a file made before they
// were kept an empty set. They are read and checked when first asked for, are shared, not to
// be written to, and stand after Close.
func (n *Network) Outlines() (*outline.Set, error) {
	n.lock.Lock()
	defer n.lock.Unlock()
	if n.outlines != nil {
		return n.outlines, nil
	}
	s := &outline.Set{}
	if !n.hasOutlines() {
		n.outlines = s
		return s, nil
	}
	for _, x := range outlineSections(s) {
		if err := x.read(n.file); err != nil {
			return nil, err
		}
	}
	var broken error
	err := n.file.Guard(func() {
		s = &outline.Set{Area: slices.Clone(s.Area), FirstRing: slices.Clone(s.FirstRing), FirstArc: slices.Clone(s.FirstArc), Arc: slices.Clone(s.Arc),
			FirstPoint: slices.Clone(s.FirstPoint), Point: slices.Clone(s.Point), Zoom: slices.Clone(s.Zoom)}
		broken = s.Check(len(n.About.Areas))
	})
	if err != nil {
		return nil, err
	}
	if broken != nil {
		return nil, fmt.Errorf("%s: %w: build the network again", n.Path(), broken)
	}
	n.outlines = s
	return s, nil
}

func (n *Network) verifyOutlines() error {
	_, err := n.Outlines()
	return err
}
