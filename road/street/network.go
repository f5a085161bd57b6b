package street

import (
	"math"
	"slices"

	"waythrough/geo"
	"waythrough/road/osm"
	"waythrough/road/osm/profile"
)

// A Node and an Edge are numbered from 0 in their network.
type (
	Node uint32
	Edge uint32
)

// A Half is an edge travelled in a direction: twice its number, plus osm.Forward or
// osm.Backward.
type Half uint32

// Edge is the edge travelled.
func (h Half) Edge() Edge { return Edge(h >> 1) }

// Dir is osm.Forward or osm.Backward.
func (h Half) Dir() int { return int(h & 1) }

// Reverse is the same edge travelled back.
func (h Half) Reverse() Half { return h ^ 1 }

// Area numbers the areas of a network; 0 is unknown.
type Area uint16

// Closed is the duration of a direction that a profile may not use.
const Closed = math.MaxUint32

// A Use is what the profiles may do with an edge, by profile.
type Use struct {
	Flags [profile.Count]profile.Flags
	Speed [profile.Count][2]profile.Speed // forward, backward
}

// A Turn is a restriction: who has come along all of Path but its last must not go on
// to the last; or, if Only, to nothing else. It binds the profiles whose bit is set.
type Turn struct {
	Path     []Half
	Only     bool
	Profiles uint8
}

// A Network is streets as columns. It is read-only and may be shared.
type Network struct {
	// By Node. Those that cuts made have the number of the map's node they lie on, or 0.
	OSMNode []int64
	At      []osm.Point
	Flags   []osm.NodeFlags
	Area    []Area

	// By Edge.
	From, To []Node
	Way      []int64 // OSM id; of a cut, that of the road, 0 where several meet
	Name     []uint32
	Ref      []uint32
	Length   []uint32
	Use      []uint32 // place in Uses
	Duration [profile.Count][2][]uint32

	// Shape is the points of edges between their ends; those of edge e are
	// FirstShape[e] … FirstShape[e+1]-1.
	FirstShape []uint32
	Shape      []osm.Point

	// Leaving is the half-edges that begin at each node, open or not, ascending; those of
	// node v are FirstLeaving[v] … FirstLeaving[v+1]-1.
	FirstLeaving []uint32
	Leaving      []Half

	Uses []Use
	Cuts []Edge // ascending

	// Codes are those of areas, by Area; the first is "".
	Codes []string

	// Text is all strings, end to end; string i ends at TextEnd[i]. String 0 is "".
	Text    []byte
	TextEnd []uint32

	Turns  []Turn
	Posts  []osm.Post
	Places []Place // settlements, by OSM id; a graph of arcs has none
}

// A Place is a settlement and the area it lies in. It need not lie on a road.
type Place struct {
	osm.Place
	Area Area
}

// String gives a string of Name or Ref.
func (n *Network) String(id uint32) string {
	if id == 0 {
		return ""
	}
	return string(n.Text[n.TextEnd[id-1]:n.TextEnd[id]])
}

// Tail is the node at which a half-edge begins.
func (n *Network) Tail(h Half) Node {
	if h.Dir() == osm.Forward {
		return n.From[h.Edge()]
	}
	return n.To[h.Edge()]
}

// Head is the node at which it ends.
func (n *Network) Head(h Half) Node { return n.Tail(h.Reverse()) }

// Open reports whether a profile may travel a half-edge.
func (n *Network) Open(p profile.Profile, h Half) bool {
	return n.Duration[p][h.Dir()][h.Edge()] != Closed
}

// Has gives the flags of an edge for a profile.
func (n *Network) Has(p profile.Profile, e Edge) profile.Flags { return n.Uses[n.Use[e]].Flags[p] }

// LeavingFrom gives the half-edges that begin at a node.
func (n *Network) LeavingFrom(v Node) []Half {
	return n.Leaving[n.FirstLeaving[v]:n.FirstLeaving[v+1]]
}

// connect makes Leaving.
func (n *Network) connect() {
	first := make([]uint32, len(n.At)+1)
	for h := range Half(2 * len(n.From)) {
		first[n.Tail(h)+1]++
	}
	for v := range n.At {
		first[v+1] += first[v]
	}
	n.FirstLeaving, n.Leaving = slices.Clone(first), make([]Half, 2*len(n.From))
	for h := range Half(2 * len(n.From)) {
		v := n.Tail(h)
		n.Leaving[first[v]] = h
		first[v]++
	}
}

// Shut reports whether a profile may not pass a node.
func (n *Network) Shut(p profile.Profile, v Node) bool { return n.Flags[v]>>p&1 != 0 }

// IsCut reports whether an edge is a cut.
func (n *Network) IsCut(e Edge) bool { return n.Area[n.From[e]] != n.Area[n.To[e]] }

// Points appends the points of a half-edge, ends included, in the direction of travel.
func (n *Network) Points(to []osm.Point, h Half) []osm.Point {
	e := h.Edge()
	inner := n.Shape[n.FirstShape[e]:n.FirstShape[e+1]]
	if h.Dir() == osm.Forward {
		to = append(append(to, n.At[n.From[e]]), inner...)
		return append(to, n.At[n.To[e]])
	}
	to = append(to, n.At[n.To[e]])
	for i := len(inner) - 1; i >= 0; i-- {
		to = append(to, inner[i])
	}
	return append(to, n.At[n.From[e]])
}

// Box bounds an edge.
func (n *Network) Box(e Edge) geo.Box {
	a, b := n.At[n.From[e]], n.At[n.To[e]]
	box := geo.Box{MinLat: min(a.Lat, b.Lat), MinLon: min(a.Lon, b.Lon), MaxLat: max(a.Lat, b.Lat), MaxLon: max(a.Lon, b.Lon)}
	for _, p := range n.Shape[n.FirstShape[e]:n.FirstShape[e+1]] {
		box.MinLat, box.MaxLat = min(box.MinLat, p.Lat), max(box.MaxLat, p.Lat)
		box.MinLon, box.MaxLon = min(box.MinLon, p.Lon), max(box.MaxLon, p.Lon)
	}
	return box
}
