package mapped

import (
	"math"
	"slices"

	"waythrough/geo"
	"waythrough/road/direction"
	"waythrough/road/osm"
	"waythrough/road/osm/profile"
	"waythrough/road/street"
)

// sighted is how far from a junction the bearing of a road is taken, in metres: a kink
// in the last metre deceives.
const sighted = 20

// Directions puts a path into words. Durations are those of the path in sum: what was waited
// at a cut is in the instruction that passes it.
func (q *Router) Directions(p *Path) []direction.Instruction {
	n := q.r.n.Streets
	var steps []direction.Step
	var cut direction.Cut
	var waits []wait
	for i, h := range p.Halves {
		if n.IsCut(h.Edge()) {
			to := n.Codes[n.Area[n.Head(h)]]
			if cut == (direction.Cut{}) {
				cut.From = n.Codes[n.Area[n.Tail(h)]]
			}
			cut.To = to
			waits = append(waits, wait{len(steps), q.lasts(p, i)})
			continue
		}
		s := q.step(p, i)
		s.Cut, cut = cut, direction.Cut{}
		steps = append(steps, s)
	}
	out := direction.Directions(steps, p.End.At.LatLon())
	last := len(out) - 1
	if cut != (direction.Cut{}) { // the path ends behind it
		out[last].Cut = cut
	}
	for _, w := range waits {
		i := slices.IndexFunc(out, func(d direction.Instruction) bool { return w.step < d.End })
		if i < 0 {
			i = last
		}
		out[i].DurationMS += w.ms
	}
	return out
}

// A wait is at a cut before a step. (Steps have 32 bits for their duration.)
type wait struct {
	step int
	ms   uint64
}

// step describes one half-edge of a path.
func (q *Router) step(p *Path, i int) direction.Step {
	n, pr := q.r.n.Streets, q.r.p
	h := p.Halves[i]
	e := h.Edge()
	q.line = n.Points(q.line[:0], h)
	s := direction.Step{
		Name: n.String(n.Name[e]), Ref: n.String(n.Ref[e]), Flags: n.Has(pr, e),
		LengthDM:   uint32(q.span(p, i, uint64(n.Length[e]))),
		DurationMS: uint32(q.lasts(p, i)),
		BearingOut: bearingOf(q.line), At: n.At[n.Tail(h)].LatLon(),
	}
	s.BearingIn = math.Mod(bearingBack(q.line)+180, 360)
	if i == 0 {
		s.At = p.Start.At.LatLon()
		return s
	}
	before := p.Halves[i-1]
	s.Back = before == h.Reverse()
	for _, arm := range n.LeavingFrom(n.Tail(h)) {
		if arm == h || arm == before.Reverse() || n.IsCut(arm.Edge()) || !n.Open(pr, arm) && !n.Open(pr, arm.Reverse()) {
			continue
		}
		q.line = n.Points(q.line[:0], arm)
		s.Arms = append(s.Arms, direction.Arm{
			Bearing: bearingOf(q.line), Name: n.String(n.Name[arm.Edge()]), Ref: n.String(n.Ref[arm.Edge()]),
			Flags: n.Has(pr, arm.Edge()), Open: n.Open(pr, arm),
			Speed: n.Uses[n.Use[arm.Edge()]].Speed[pr][arm.Dir()],
		})
	}
	return s
}

// bearingOf is where a line leads from its start, in degrees clockwise from north,
// and bearingBack where it leads from its end.
func bearingOf(line []osm.Point) float64 {
	return bearingFrom(line, func(i int) osm.Point { return line[i] })
}

func bearingBack(line []osm.Point) float64 {
	return bearingFrom(line, func(i int) osm.Point { return line[len(line)-1-i] })
}

func bearingFrom(line []osm.Point, at func(int) osm.Point) float64 {
	start, seen := at(0), at(len(line)-1)
	for i := 1; i < len(line); i++ {
		if geo.Distance(start.LatLon(), at(i).LatLon()) >= sighted {
			seen = at(i)
			break
		}
	}
	dx := (float64(seen.Lon) - float64(start.Lon)) * math.Cos(start.LatLon().Lat*math.Pi/180)
	degrees := math.Atan2(dx, float64(seen.Lat)-float64(start.Lat)) * 180 / math.Pi
	return math.Mod(degrees+360, 360)
}

// Geometry is the line of a path.
func (q *Router) Geometry(p *Path) []geo.LatLon {
	n := q.r.n.Streets
	out := []geo.LatLon{p.Start.At.LatLon()}
	for i, h := range p.Halves {
		line := n.Points(nil, h)
		from, to := 0.0, 1.0
		if i == 0 {
			from = along(h, p.Start.Share)
		}
		if i == len(p.Halves)-1 {
			to = along(h, p.End.Share)
		}
		total := metres(line)
		done := 0.0
		for j := 1; j < len(line); j++ {
			done += float64(geo.Distance(line[j-1].LatLon(), line[j].LatLon()))
			if share := done / max(total, 1e-9); share > from && share < to {
				out = append(out, line[j].LatLon())
			} else if i < len(p.Halves)-1 && j == len(line)-1 {
				out = append(out, line[j].LatLon())
			}
		}
	}
	return append(out, p.End.At.LatLon())
}

func along(h street.Half, share float64) float64 {
	if h.Dir() == osm.Backward {
		return 1 - share
	}
	return share
}

func metres(line []osm.Point) (sum float64) {
	for i := 1; i < len(line); i++ {
		sum += float64(geo.Distance(line[i-1].LatLon(), line[i].LatLon()))
	}
	return sum
}

// Flags are those of all edges of a path together: whether it pays, sails, and so on.
func (q *Router) Flags(p *Path) (f profile.Flags) {
	for _, h := range p.Halves {
		f |= q.r.n.Streets.Has(q.r.p, h.Edge())
	}
	return f
}
