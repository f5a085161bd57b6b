package world

import (
	"math"
	"slices"
	"strings"

	"waythrough/geo"
	"waythrough/road/osm"
	"waythrough/road/osm/profile"
	"waythrough/road/street"
)

const (
	// slowest is the car's speed on tracks and service roads, in tenths of km/h: what is
	// no faster is no public road, as far as speed tells.
	slowest profile.Speed = 150
	// postAlong is how far from the line, along the road, its posts are looked for.
	postAlong geo.Metres = 400
	// postBeside is how far from the cut a post beside the road is taken for the road's.
	postBeside geo.Metres = 150
)

// An approach is what is known of the road that a cut cuts.
type approach struct {
	at          geo.LatLon
	from, to    string // areas
	motor, foot bool   // a car or lorry, a walker may pass in one direction at least
	oneway      bool   // for both cars and lorries
	ferry       bool
	minor       bool // a track or service road: slow on one side at least, without a number
	manned      bool // a post stands on it
	ways        []int64
	titles      []string // its names and numbers, folded
	numbered    bool
	own         []string // what speaks of it alone: titles, and names of posts on it; folded
	posts       []string // names of posts beside it, folded
}

// approaches describes the cuts of a network, by their place in Cuts.
func approaches(s *street.Network) []approach {
	out := make([]approach, len(s.Cuts))
	posts := make(map[int64]*osm.Post, len(s.Posts))
	for i := range s.Posts {
		posts[s.Posts[i].Node] = &s.Posts[i]
	}
	for i, e := range s.Cuts {
		out[i] = newApproach(s, e, posts)
	}
	return out
}

func newApproach(s *street.Network, cut street.Edge, posts map[int64]*osm.Post) approach {
	a := approach{at: s.At[s.From[cut]].LatLon(), from: s.Codes[s.Area[s.From[cut]]], to: s.Codes[s.Area[s.To[cut]]]}
	var speeds [2]profile.Speed
	for side, v := range [2]street.Node{s.From[cut], s.To[cut]} {
		for _, h := range s.LeavingFrom(v) {
			if e := h.Edge(); !s.IsCut(e) {
				a.join(s, e)
				u := &s.Uses[s.Use[e]]
				speeds[side] = max(speeds[side], u.Speed[profile.Car][0], u.Speed[profile.Car][1])
				a.walk(s, v, h, posts)
			}
		}
	}
	a.minor = min(speeds[0], speeds[1]) <= slowest && !a.numbered
	forth, back := street.Half(cut)<<1, street.Half(cut)<<1|1
	there := passes(s, profile.Car, forth) || passes(s, profile.Truck, forth)
	here := passes(s, profile.Car, back) || passes(s, profile.Truck, back)
	a.motor, a.oneway = there || here, there != here
	a.foot = passes(s, profile.Foot, forth) || passes(s, profile.Foot, back)
	for i := range s.Posts {
		p := &s.Posts[i]
		// the first test is for speed: a degree of latitude is 111 km everywhere
		if at := p.At.LatLon(); math.Abs(at.Lat-a.at.Lat)*degree <= float64(postBeside)+1 && p.Name != "" && geo.Distance(a.at, at) <= postBeside {
			a.posts = append(a.posts, Fold(p.Name))
		}
	}
	a.own = append(a.own, a.titles...)
	return a
}

// passes reports whether a profile may come to a cut, pass it and go on: a cut where
// several roads meet is open by itself.
func passes(s *street.Network, p profile.Profile, cut street.Half) bool {
	if !s.Open(p, cut) {
		return false
	}
	comes := slices.ContainsFunc(s.LeavingFrom(s.Tail(cut)), func(h street.Half) bool { return !s.IsCut(h.Edge()) && s.Open(p, h.Reverse()) })
	goes := slices.ContainsFunc(s.LeavingFrom(s.Head(cut)), func(h street.Half) bool { return !s.IsCut(h.Edge()) && s.Open(p, h) })
	return comes && goes
}

// join takes in an edge that ends at the cut.
func (a *approach) join(s *street.Network, e street.Edge) {
	if w := s.Way[e]; w != 0 && !slices.Contains(a.ways, w) {
		a.ways = append(a.ways, w)
	}
	ref := s.String(s.Ref[e])
	a.numbered = a.numbered || ref != ""
	for _, t := range append(strings.Split(ref, ";"), s.String(s.Name[e])) {
		if f := Fold(t); f != "" && !slices.Contains(a.titles, f) {
			a.titles = append(a.titles, f)
		}
	}
	for p := range profile.Profile(profile.Count) {
		a.ferry = a.ferry || s.Has(p, e)&profile.Ferry != 0
	}
}

// walk follows a road from the cut as far as its posts may stand: along one way of the
// map, or while it does not branch.
func (a *approach) walk(s *street.Network, from street.Node, h street.Half, posts map[int64]*osm.Post) {
	for left := float64(postAlong) * 10; left > 0; {
		v := s.Head(h)
		if p := posts[s.OSMNode[v]]; p != nil && s.OSMNode[v] != 0 {
			a.manned = true
			if f := Fold(p.Name); f != "" && !slices.Contains(a.own, f) {
				a.own = append(a.own, f)
			}
		}
		left -= float64(s.Length[h.Edge()])
		next, branches := h, 0
		for _, n := range s.LeavingFrom(v) {
			if n == h.Reverse() || s.IsCut(n.Edge()) {
				continue
			}
			if branches++; branches == 1 || s.Way[n.Edge()] == s.Way[h.Edge()] && s.Way[next.Edge()] != s.Way[h.Edge()] {
				next = n
			}
		}
		if branches == 0 || v == from || branches > 1 && s.Way[next.Edge()] != s.Way[h.Edge()] {
			return
		}
		h = next
	}
}

// weight is how many times nearer to a crossing what is known of a road lets it count,
// and whether it bears a name of it. A post beside a road may be that of another.
func (a *approach) weight(x *gate) (w float64, named bool) {
	w = 1
	if a.numbered {
		w *= 2
	}
	if a.manned {
		w *= 2
	}
	if named = slices.ContainsFunc(a.own, x.bears); named || slices.ContainsFunc(a.posts, x.bears) {
		w *= 4
	}
	return w, named
}

// goesWith reports whether a cut is of the same road as another: see MatchCuts.
func (a *approach) goesWith(b *approach) bool {
	if a.ferry != b.ferry || a.motor != b.motor || !a.motor && !a.foot {
		return false
	}
	d := geo.Distance(a.at, b.at)
	shares := func(x, y []string) bool {
		return slices.ContainsFunc(x, func(s string) bool { return slices.Contains(y, s) })
	}
	switch {
	case d <= weave && slices.ContainsFunc(a.ways, func(w int64) bool { return slices.Contains(b.ways, w) }):
		return true
	case d <= beside:
		return a.oneway || shares(a.titles, b.titles)
	case d <= apart:
		return a.oneway && b.oneway && shares(a.titles, b.titles)
	}
	return false
}

// offLine is how far p is from the straight line between a and b, on the plane that
// touches the earth at p: exact to a thousandth over the tens of kilometres that
// matter, and no matter where the antimeridian runs.
func offLine(p, a, b geo.LatLon) geo.Metres {
	flat := func(q geo.LatLon) (x, y float64) {
		lon := math.Mod(q.Lon-p.Lon+540, 360) - 180
		return lon * math.Cos(p.Lat*math.Pi/180) * degree, (q.Lat - p.Lat) * degree
	}
	ax, ay := flat(a)
	bx, by := flat(b)
	dx, dy := bx-ax, by-ay
	t := 0.0
	if square := dx*dx + dy*dy; square > 0 {
		t = min(max(-(ax*dx+ay*dy)/square, 0), 1)
	}
	return geo.Metres(math.Hypot(ax+t*dx, ay+t*dy))
}

// degree is the length of a degree of a great circle, in metres.
const degree = geo.Radius * math.Pi / 180
