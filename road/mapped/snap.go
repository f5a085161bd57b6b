package mapped

import (
	"fmt"
	"math"

	"waythrough/geo"
	"waythrough/road/osm"
	"waythrough/road/street"
)

// A Snap is a place on an edge.
type Snap struct {
	Edge  street.Edge
	Share float64    // of the edge's length, from its From
	At    osm.Point  // the place
	Off   geo.Metres // how far it is from where was asked
}

// A FarError says that no edge which a profile may use lies near a place.
type FarError struct {
	At      geo.LatLon
	Profile string
	Limit   geo.Metres
}

// Error is a sentence.
func (e *FarError) Error() string {
	return fmt.Sprintf("no road for %s lies within %.0f m of %s: name a place nearer to one, or allow more with --near", e.Profile, float64(e.Limit), e.At)
}

// Snap finds the edges nearest to a place that the profile may use, nearest first, up to
// limit metres and most in number. It is a *FarError if there is none.
func (q *Router) Snap(at geo.LatLon, limit geo.Metres, most int) ([]Snap, error) {
	if !at.Valid() {
		return nil, fmt.Errorf("%s is no place: latitudes run from -90 to 90, longitudes from -180 to 180", at)
	}
	r := q.r
	n := r.n.Streets
	p := osm.Point{Lat: int32(math.Round(at.Lat * 1e7)), Lon: int32(math.Round(at.Lon * 1e7))}
	var found []Snap
	seen := map[street.Edge]Snap{}
	q.finder.Nearest(r.n.index, at, limit, func(item uint32) geo.Metres {
		e := street.Edge(item)
		if !r.usable(e) {
			return geo.Metres(math.Inf(1))
		}
		var s Snap
		s, q.line = project(n, e, p, q.line)
		seen[e] = s
		return s.Off
	}, func(item uint32, _ geo.Metres) bool {
		found = append(found, seen[street.Edge(item)])
		return len(found) < most
	})
	if len(found) == 0 {
		return nil, &FarError{at, r.p.String(), limit}
	}
	return found, nil
}

// usable reports whether somebody may start or end on an edge.
func (r *Roads) usable(e street.Edge) bool {
	n := r.n.Streets
	return (n.Open(r.p, street.Half(e)<<1) || n.Open(r.p, street.Half(e)<<1|1)) && !n.IsCut(e)
}

// project finds the place of an edge nearest to p. line is room for its points.
func project(n *street.Network, e street.Edge, p osm.Point, line []osm.Point) (Snap, []osm.Point) {
	line = n.Points(line[:0], street.Half(e)<<1)
	best := Snap{Edge: e, Off: geo.Metres(math.Inf(1))}
	done, upto := 0.0, 0.0
	for i := 1; i < len(line); i++ {
		length := float64(geo.Distance(line[i-1].LatLon(), line[i].LatLon()))
		at := p.NearestOn(line[i-1], line[i])
		if off := geo.Distance(at.LatLon(), p.LatLon()); off < best.Off {
			best.At, best.Off = at, off
			upto = done + min(length, float64(geo.Distance(line[i-1].LatLon(), at.LatLon())))
		}
		done += length
	}
	if done > 0 {
		best.Share = min(1, upto/done)
	}
	return best, line
}
