package outline

import (
	"errors"
	"fmt"
	"slices"

	"waythrough/road/osm"
)

const (
	// MaxZoom is the last zoom that the outlines are simplified for.
	MaxZoom = 14
	// Tolerance is how far a line may be off at a zoom, in units of which a tile of Web
	// Mercator has extent a side: a quarter of a pixel of a tile shown 512 pixels wide.
	Tolerance = 2
	extent    = 4096
)

// A Set is outlines as columns, as a file keeps them. Each outline is the shape of an area by
// one source, the larger before the smaller; an area may have several. Its rings are closed
// and wound so that the area lies left of them, north up; the rings of holes follow the one
// that they are in.
type Set struct {
	Area       []uint16    // by outline, as numbered by who built it
	FirstRing  []uint32    // of each outline; one more at the end
	FirstArc   []uint32    // in Arc, of each ring; one more
	Arc        []uint32    // twice the number of an arc, one more if it is passed backward
	FirstPoint []uint32    // of each arc; one more
	Point      []osm.Point // an arc's first and last are shared with those it meets
	Zoom       []uint8     // the least that shows a point; 0 for the ends of arcs
}

// Rings is how many there are.
func (s *Set) Rings() int { return max(0, len(s.FirstArc)-1) }

// Ring appends the points that a zoom shows of a ring, the first again as the last.
func (s *Set) Ring(out []osm.Point, ring int, zoom uint8) []osm.Point {
	begin := len(out)
	for _, half := range s.Arc[s.FirstArc[ring]:s.FirstArc[ring+1]] {
		if len(out) > begin {
			out = out[:len(out)-1] // the next arc has it
		}
		out = s.appendArc(out, half, zoom)
	}
	return out
}

// appendArc appends the points that a zoom shows of an arc, in the direction of half.
func (s *Set) appendArc(out []osm.Point, half uint32, zoom uint8) []osm.Point {
	begin := len(out)
	for i := s.FirstPoint[half>>1]; i < s.FirstPoint[half>>1+1]; i++ {
		if s.Zoom[i] <= zoom {
			out = append(out, s.Point[i])
		}
	}
	if half&1 == 1 {
		slices.Reverse(out[begin:])
	}
	return out
}

// Hole reports whether a ring is one of a hole: wound the other way.
func (s *Set) Hole(ring int) bool { return !turnsLeft(s.Ring(nil, ring, MaxZoom)) }

// errSet is what is wrong with columns that do not belong together.
var errSet = errors.New("the columns of outlines do not belong together")

// Check holds the columns against each other, for so many areas: after it nothing that is
// asked of the set fails. O(points).
func (s *Set) Check(areas int) error {
	rings, arcs := s.Rings(), max(0, len(s.FirstPoint)-1)
	if len(s.FirstRing) != len(s.Area)+1 || !rows(s.FirstRing, rings) || !rows(s.FirstArc, len(s.Arc)) ||
		!rows(s.FirstPoint, len(s.Point)) || len(s.Zoom) != len(s.Point) {
		return errSet
	}
	for i, a := range s.Area {
		if int(a) >= areas || s.FirstRing[i] == s.FirstRing[i+1] {
			return fmt.Errorf("outline %d has no ring, or is of area %d of %d", i, a, areas)
		}
	}
	for k := range arcs {
		first, last := s.FirstPoint[k], s.FirstPoint[k+1]-1
		if s.FirstPoint[k+1] < first+2 || s.Zoom[first] != 0 || s.Zoom[last] != 0 {
			return fmt.Errorf("arc %d of the outlines has not two ends", k)
		}
	}
	for i, p := range s.Point {
		if !p.LatLon().Valid() || s.Zoom[i] > MaxZoom {
			return fmt.Errorf("point %d of the outlines lies nowhere, at %s, or is shown from zoom %d", i, p.LatLon(), s.Zoom[i])
		}
	}
	for r := range rings {
		if err := s.checkRing(r, arcs); err != nil {
			return err
		}
	}
	for i, r := range s.FirstRing[:len(s.Area)] {
		if s.Hole(int(r)) {
			return fmt.Errorf("outline %d begins with a hole", i)
		}
	}
	return nil
}

// checkRing: the arcs of a ring join, and enclose something at any zoom.
func (s *Set) checkRing(r, arcs int) error {
	row := s.Arc[s.FirstArc[r]:s.FirstArc[r+1]]
	for i, half := range row {
		if int(half>>1) >= arcs {
			return fmt.Errorf("ring %d of the outlines has arc %d of %d", r, half>>1, arcs)
		}
		if i > 0 && s.end(row[i-1]) != s.end(half^1) {
			return fmt.Errorf("the arcs of ring %d of the outlines do not join", r)
		}
	}
	if len(row) == 0 || s.end(row[len(row)-1]) != s.end(row[0]^1) {
		return fmt.Errorf("ring %d of the outlines is not closed", r)
	}
	shown := 1 // the first again
	for _, half := range row {
		for _, z := range s.Zoom[s.FirstPoint[half>>1]+1 : s.FirstPoint[half>>1+1]] {
			if z == 0 {
				shown++
			}
		}
	}
	if shown < 4 {
		return fmt.Errorf("ring %d of the outlines has %d points at zoom 0", r, shown)
	}
	return nil
}

// end is the last point of an arc in the direction of half.
func (s *Set) end(half uint32) osm.Point {
	if half&1 == 1 {
		return s.Point[s.FirstPoint[half>>1]]
	}
	return s.Point[s.FirstPoint[half>>1+1]-1]
}

// rows reports whether first divides so many elements into rows.
func rows(first []uint32, elements int) bool {
	return len(first) > 0 && first[0] == 0 && slices.IsSorted(first) && int(first[len(first)-1]) == elements
}
