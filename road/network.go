package road

import (
	"slices"

	"waythrough/geo"
)

// A NodeID numbers the places of one network from 0, in the order of their ids.
type NodeID uint32

// A LinkID numbers the links of one network from 0, in the order of their table.
type LinkID uint32

// Modes of links. Rail links say where a line runs; they carry services, not
// travellers by themselves.
const (
	Road = "road"
	Foot = "foot"
	Rail = "rail"
)

// A Place is a node: a town, a post, a terminal.
type Place struct {
	ID         string
	Name       string
	At         geo.LatLon
	Area       string
	Population float64
}

// A Link joins two places.
type Link struct {
	From, To NodeID
	Mode     string
	Distance Decimetres
	Duration Millis // without Wait
	Crossing string // the crossing it passes; blank on a border link: an unrecorded cut
	Wait     Millis // the usual wait there
	Oneway   bool
}

// An Arc is a link as left from one of its ends.
type Arc struct {
	Link LinkID
	Head NodeID
}

// A Network is places and links. It is read-only and may be shared.
type Network struct {
	Places []Place // by NodeID
	Links  []Link  // by LinkID

	// Columns holds the further numeric columns of the table of places, each by
	// NodeID. Further columns that are not numbers are not kept.
	Columns map[string][]float64

	out, into lists
	byID      map[string]NodeID
	index     *geo.Index
}

// lists holds arcs by the place they hang on: those of node n are
// arcs[first[n]:first[n+1]].
type lists struct {
	first []uint32
	arcs  []Arc
}

func (l *lists) of(n NodeID) []Arc { return l.arcs[l.first[n]:l.first[n+1]] }

// newLists lays out arcs by their tail; each gives an arc's tail and the arc.
func newLists(nodes int, each func(add func(tail NodeID, a Arc))) lists {
	l := lists{first: make([]uint32, nodes+2)}
	each(func(tail NodeID, _ Arc) { l.first[tail+2]++ })
	for i := 2; i < len(l.first); i++ {
		l.first[i] += l.first[i-1]
	}
	// first[n+1] is where the next arc of n goes; when all are placed it has
	// moved on to where n+1 begins.
	l.arcs = make([]Arc, l.first[len(l.first)-1])
	each(func(tail NodeID, a Arc) {
		l.arcs[l.first[tail+1]] = a
		l.first[tail+1]++
	})
	l.first = l.first[:len(l.first)-1]
	return l
}

// build lays out the arcs and indexes the places. O(n log n).
func (n *Network) build() {
	n.out = newLists(len(n.Places), func(add func(NodeID, Arc)) { n.eachArc(func(tail, head NodeID, l LinkID) { add(tail, Arc{l, head}) }) })
	n.into = newLists(len(n.Places), func(add func(NodeID, Arc)) { n.eachArc(func(tail, head NodeID, l LinkID) { add(head, Arc{l, tail}) }) })
	points := make([]geo.LatLon, len(n.Places))
	for i, p := range n.Places {
		points[i] = p.At
	}
	n.index = geo.NewIndex(points)
}

// eachArc visits every link in each direction in which it may be travelled.
func (n *Network) eachArc(visit func(tail, head NodeID, link LinkID)) {
	for i, l := range n.Links {
		visit(l.From, l.To, LinkID(i))
		if !l.Oneway {
			visit(l.To, l.From, LinkID(i))
		}
	}
}

// Arcs gives the arcs that leave a place. The slice belongs to the network.
func (n *Network) Arcs(of NodeID) []Arc { return n.out.of(of) }

// Node finds a place by its id.
func (n *Network) Node(id string) (NodeID, bool) {
	node, ok := n.byID[id]
	return node, ok
}

// Nearest finds the place nearest to a point, and the metres to it as the crow
// flies. It is false if the network has no place.
func (n *Network) Nearest(p geo.LatLon) (NodeID, geo.Metres, bool) {
	i, d, ok := n.index.Nearest(p)
	return NodeID(i), d, ok
}

// Border reports whether a link joins places of different areas.
func (n *Network) Border(l LinkID) bool {
	return n.Places[n.Links[l].From].Area != n.Places[n.Links[l].To].Area
}

// Areas lists the areas that the network reaches, in order.
func (n *Network) Areas() []string {
	var areas []string
	for _, p := range n.Places {
		areas = append(areas, p.Area)
	}
	slices.Sort(areas)
	return slices.Compact(areas)
}
