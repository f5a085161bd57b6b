package tile

import (
	"math"
	"slices"
	"strings"
	"sync"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/clip"
	"github.com/paulmach/orb/encoding/mvt"
	"github.com/paulmach/orb/geojson"

	"waythrough/geo"
	"waythrough/record"
	"waythrough/road/mapped"
	"waythrough/road/osm"
	"waythrough/road/outline"
	"waythrough/world"
)

// An atlas draws the outlines of areas that a network file keeps.
type atlas struct {
	n *mapped.Network
	w *world.World

	once  sync.Once
	set   *outline.Set
	codes []string  // of areas
	boxes []geo.Box // of rings
	hole  []bool    // by ring
	first []uint32  // of the stretches of each arc
	part  []stretch
	fault error
}

func (a *atlas) open() error {
	a.once.Do(func() {
		if a.set, a.fault = a.n.Outlines(); a.fault == nil {
			a.codes = a.n.About.Areas
			a.measure(perStretch)
		}
	})
	return a.fault
}

// A stretch is some points of an arc, of which the last is the first of the next.
type stretch struct {
	from, to uint32 // in Point, both included
	box      geo.Box
}

// perStretch is few enough to leave out most of a long border, and many enough that looking at
// the boxes costs little.
const perStretch = 128

func (a *atlas) measure(perStretch uint32) {
	s := a.set
	for k := range max(0, len(s.FirstPoint)-1) {
		a.first = append(a.first, uint32(len(a.part)))
		for from, last := s.FirstPoint[k], s.FirstPoint[k+1]-1; from < last; {
			to := min(from+perStretch, last)
			a.part = append(a.part, stretch{from, to, boxOf(s.Point[from : to+1])})
			from = to
		}
	}
	a.first = append(a.first, uint32(len(a.part)))
	var ring []osm.Point
	for r := range s.Rings() {
		ring = s.Ring(ring[:0], r, outline.MaxZoom)
		a.boxes, a.hole = append(a.boxes, boxOf(ring)), append(a.hole, s.Hole(r))
	}
}

func boxOf(points []osm.Point) geo.Box {
	box := geo.Box{MinLat: math.MaxInt32, MinLon: math.MaxInt32, MaxLat: math.MinInt32, MaxLon: math.MinInt32}
	for _, p := range points {
		box = geo.Box{MinLat: min(box.MinLat, p.Lat), MinLon: min(box.MinLon, p.Lon), MaxLat: max(box.MaxLat, p.Lat), MaxLon: max(box.MaxLon, p.Lon)}
	}
	return box
}

// points gives a ring as a zoom shows it, but for what lies beyond a side of the view: of a
// stretch that does wholly, only where it begins and ends, so that what a clipped ring
// encloses stays the same.
func (a *atlas) points(r int, zoom uint8, view geo.Box) (out []osm.Point) {
	s := a.set
	for _, half := range s.Arc[s.FirstArc[r]:s.FirstArc[r+1]] {
		begin := len(out)
		parts := a.part[a.first[half>>1]:a.first[half>>1+1]]
		for i, p := range parts {
			if !meets(p.box, view) {
				for ; p.from < p.to && s.Zoom[p.from] > zoom; p.from++ {
				}
				for ; p.to > p.from && s.Zoom[p.to] > zoom; p.to-- {
				}
				out = appendShown(out, s, p.from, zoom)
				if p.to > p.from {
					out = appendShown(out, s, p.to, zoom)
				}
				continue
			}
			for k := p.from; k <= p.to; k++ {
				if i == 0 || k > p.from { // or the stretch before has it
					out = appendShown(out, s, k, zoom)
				}
			}
		}
		if half&1 == 1 {
			slices.Reverse(out[begin:])
		}
	}
	return out
}

func appendShown(out []osm.Point, s *outline.Set, k uint32, zoom uint8) []osm.Point {
	if s.Zoom[k] <= zoom && (len(out) == 0 || out[len(out)-1] != s.Point[k]) {
		out = append(out, s.Point[k])
	}
	return out
}

// areaLayer is outlines, the larger first, and points to write names at.
func (s *sheet) areaLayer(at address) (*mvt.Layer, error) {
	names := s.areas.layer(layerAreas, at, false)
	if s.outlines == nil {
		return names, nil
	}
	if err := s.outlines.open(); err != nil {
		return nil, err
	}
	names.Features = append(s.outlines.draw(at, len(s.areas.spots)), names.Features...)
	return names, nil
}

// draw gives the outlines that a tile shows; their ids go on from those of the names.
func (a *atlas) draw(at address, ids int) (out []*geojson.Feature) {
	points := 0
	for i, area := range a.set.Area {
		polygons := a.polygons(at, i)
		if len(polygons) == 0 {
			continue
		}
		for _, p := range polygons {
			for _, r := range p {
				points += len(r)
			}
		}
		if points > maxPoints { // the smaller are left out
			break
		}
		var g orb.Geometry = polygons
		if len(polygons) == 1 {
			g = polygons[0]
		}
		f := geojson.NewFeature(g)
		f.ID = ids + i
		f.Properties = areaProperties(a.w, record.AreaID(a.codes[area]))
		out = append(out, f)
	}
	return out
}

// polygons are those of an outline: rings, each with its holes.
func (a *atlas) polygons(at address, i int) (out orb.MultiPolygon) {
	view, open := at.box(), false
	for r := a.set.FirstRing[i]; r < a.set.FirstRing[i+1]; r++ {
		hole := r > a.set.FirstRing[i] && a.hole[r]
		if hole && !open {
			continue
		}
		ring := orb.Ring(nil)
		if meets(a.boxes[r], view) {
			ring = a.ring(at, view, int(r))
		}
		if !hole {
			open = ring != nil
		}
		switch {
		case ring == nil:
		case !hole:
			out = append(out, orb.Polygon{ring})
		case -doubled(ring) >= 2*whollySeen: // nothing of the area is seen
			out, open = out[:len(out)-1], false
		default:
			last := &out[len(out)-1]
			*last = append(*last, ring)
		}
	}
	return out
}

// whollySeen is the area of what a tile shows.
const whollySeen = (extent + 2*buffer) * (extent + 2*buffer)

func meets(a, b geo.Box) bool {
	return a.MinLat <= b.MaxLat && b.MinLat <= a.MaxLat && a.MinLon <= b.MaxLon && b.MinLon <= a.MaxLon
}

// ring gives a ring as a tile shows it, nil if it does not: clipped, on whole units, closed,
// and wound as MVT 2.1 wants it.
func (a *atlas) ring(at address, view geo.Box, r int) orb.Ring {
	var shown orb.Ring
	points := edges(a.points(r, uint8(at.z), view), view)
	for i, p := range points {
		if i > 0 && p.Lon == points[i-1].Lon {
			if over := at.overEdge(p.Lon); over != 0 {
				b, c := at.project(points[i-1].LatLon()), at.project(p.LatLon())
				shown = append(shown, orb.Point{b[0] + over, b[1]}, orb.Point{c[0] + over, c[1]})
			}
		}
		shown = append(shown, at.project(p.LatLon()))
	}
	shown = neat(clip.Ring(visible, shown))
	sum := doubled(shown)
	b := shown.Bound()
	if sum == 0 || a.hole[r] != (sum > 0) || // y goes down: what turned left turns right
		at.z < namesFrom && b.Max[0]-b.Min[0] < smallest && b.Max[1]-b.Min[1] < smallest {
		return nil
	}
	slices.Reverse(shown)
	return shown
}

// edges leaves out points beyond a side of the view that those before and after them lie
// beyond, too: what a clipped ring encloses stays the same.
func edges(ring []osm.Point, view geo.Box) []osm.Point {
	beyond := func(p osm.Point) (sides int) {
		for i, is := range [4]bool{p.Lon < view.MinLon, p.Lon > view.MaxLon, p.Lat < view.MinLat, p.Lat > view.MaxLat} {
			if is {
				sides |= 1 << i
			}
		}
		return sides
	}
	out, sides := ring[:0], make([]int, 0, len(ring))
	for _, p := range ring {
		s := beyond(p)
		for n := len(out); n > 1 && s&sides[n-1]&sides[n-2] != 0; n = len(out) {
			out, sides = out[:n-1], sides[:n-1]
		}
		out, sides = append(out, p), append(sides, s)
	}
	return out
}

// overEdge is how far a line along the antimeridian is moved out of a tile beside it, where
// maps end and areas do not: nobody shall see it as a boundary.
func (a address) overEdge(lon int32) float64 {
	switch {
	case lon == -180e7 && a.x == 0:
		return -2 * buffer
	case lon == 180e7 && a.x == 1<<a.z-1:
		return 2 * buffer
	}
	return 0
}

// neat puts a closed ring on whole units, and takes out points that it passes on a straight
// line and pieces that it goes there and back. What is left may touch itself, by rounding.
func neat(ring orb.Ring) orb.Ring {
	var out orb.Ring
	straight := func(a, b, c orb.Point) bool { return (b[0]-a[0])*(c[1]-a[1]) == (b[1]-a[1])*(c[0]-a[0]) }
	add := func(p orb.Point) {
		for n := len(out); n > 0 && (out[n-1] == p || n > 1 && straight(out[n-2], out[n-1], p)); n = len(out) {
			out = out[:n-1]
		}
		out = append(out, p)
	}
	for i, p := range ring {
		if i > 0 { // the first again is the last
			add(orb.Point{math.Round(p[0]), math.Round(p[1])})
		}
	}
	for len(out) > 2 { // and where it closes
		n := len(out)
		switch {
		case out[0] == out[n-1] || straight(out[n-2], out[n-1], out[0]):
			out = out[:n-1]
		case straight(out[n-1], out[0], out[1]):
			out = out[1:]
		default:
			return append(out, out[0])
		}
	}
	return nil
}

// doubled is twice the area of a closed ring by the surveyor's formula.
func doubled(ring orb.Ring) (sum float64) {
	for i := 1; i < len(ring); i++ {
		sum += ring[i-1][0]*ring[i][1] - ring[i][0]*ring[i-1][1]
	}
	return sum
}

// areaProperties are those of an area, of its outline and of its name. It is contested if
// the record has a claim to it without an end, by another than controls it now.
func areaProperties(w *world.World, id record.AreaID) map[string]any {
	out := map[string]any{"id": string(id), "name": w.AreaName(id)}
	a := w.Record.Area(id)
	if a == nil {
		return out
	}
	out["kind"] = string(a.Kind)
	var control, claimed []string
	for _, c := range a.Control {
		if c.Valid.Until.IsZero() {
			control = append(control, string(c.By))
		}
	}
	for _, c := range a.Claims {
		if by := string(c.By); c.Valid.Until.IsZero() && !slices.Contains(control, by) && !slices.Contains(claimed, by) {
			claimed = append(claimed, by)
		}
	}
	if len(claimed) > 0 {
		out["contested"], out["claimed_by"] = true, strings.Join(claimed, ",")
	}
	return out
}
