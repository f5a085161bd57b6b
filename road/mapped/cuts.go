package mapped

import (
	"cmp"
	"slices"

	"waythrough/geo"
	"waythrough/road/osm"
	"waythrough/road/osm/profile"
	"waythrough/road/street"
)

// PostsNear bounds how far from a cut a post is looked for.
const PostsNear geo.Metres = 1000

// A Cut is a place where a road of the map passes from one area into another.
type Cut struct {
	Edge     street.Edge
	At       geo.LatLon
	From, To string   // areas, in the direction of the edge
	Ways     []int64  // OSM ids of the roads that meet there
	Names    []string // of roads there, each once
	Refs     []string
	Profiles []profile.Profile // that may pass in one direction at least, if law lets them
	Posts    []PostNear        // nearest first
}

// A PostNear is a node of border control or customs near a cut.
type PostNear struct {
	osm.Post
	Off geo.Metres
}

// Cuts lists all cuts of the network, by edge.
func (n *Network) Cuts() []Cut {
	s := n.Streets
	out := make([]Cut, len(s.Cuts))
	for i, e := range s.Cuts {
		c := Cut{Edge: e, At: s.At[s.From[e]].LatLon(), From: s.Codes[s.Area[s.From[e]]], To: s.Codes[s.Area[s.To[e]]]}
		open := n.roadsAt(&c)
		for p := range profile.Profile(profile.Count) {
			if open[p][0] && s.Open(p, street.Half(e)<<1) || open[p][1] && s.Open(p, street.Half(e)<<1|1) {
				c.Profiles = append(c.Profiles, p)
			}
		}
		for _, post := range s.Posts {
			if off := geo.Distance(c.At, post.At.LatLon()); off <= PostsNear {
				c.Posts = append(c.Posts, PostNear{post, off})
			}
		}
		slices.SortStableFunc(c.Posts, func(a, b PostNear) int { return cmp.Compare(a.Off, b.Off) })
		out[i] = c
	}
	return out
}

// roadsAt fills in what is known of the roads that a cut joins, and tells which profiles
// may travel one to it and one on from it, by direction of the cut: a cut where several
// roads meet is open to all by itself. Nobody passes a barrier.
func (n *Network) roadsAt(c *Cut) (open [profile.Count][2]bool) {
	s := n.Streets
	var to, from [2][profile.Count]bool // by side
	for side, v := range [2]street.Node{s.From[c.Edge], s.To[c.Edge]} {
		for _, h := range s.LeavingFrom(v) {
			e := h.Edge()
			if s.IsCut(e) {
				continue
			}
			if !slices.Contains(c.Ways, s.Way[e]) {
				c.Ways = append(c.Ways, s.Way[e])
			}
			for list, text := range map[*[]string]string{&c.Names: s.String(s.Name[e]), &c.Refs: s.String(s.Ref[e])} {
				if text != "" && !slices.Contains(*list, text) {
					*list = append(*list, text)
				}
			}
			for p := range profile.Profile(profile.Count) {
				to[side][p] = to[side][p] || s.Open(p, h.Reverse()) && !s.Shut(p, v)
				from[side][p] = from[side][p] || s.Open(p, h) && !s.Shut(p, v)
			}
		}
	}
	slices.Sort(c.Ways)
	for p := range open {
		open[p] = [2]bool{to[0][p] && from[1][p], to[1][p] && from[0][p]}
	}
	return open
}
