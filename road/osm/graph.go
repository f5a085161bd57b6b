package osm

import (
	"encoding/binary"
	"math"

	"waythrough/geo"
	"waythrough/road/osm/profile"
)

// Directions of an edge, as places in Graph.Duration.
const (
	Forward  = 0 // from From to To
	Backward = 1
)

// Closed is the duration of a direction that a profile may not use.
const Closed = math.MaxUint32

// A NodeID numbers the nodes of one graph from 0, in the order of their OSM ids.
type NodeID uint32

// An EdgeID numbers the edges of one graph from 0, by OSM way and along it.
type EdgeID uint32

// A StringID numbers the strings of one graph; 0 is the empty one.
type StringID uint32

// A Point is a position in units of 1e-7 degrees.
type Point struct{ Lat, Lon int32 }

// LatLon is the position in degrees.
func (p Point) LatLon() geo.LatLon {
	return geo.LatLon{Lat: float64(p.Lat) / 1e7, Lon: float64(p.Lon) / 1e7}
}

// NearestOn is the point of a segment nearest to p: the foot of the perpendicular on a map
// drawn true to scale at p, rounded to a whole position.
func (p Point) NearestOn(a, b Point) Point {
	k := math.Cos(float64(p.Lat) / 1e7 * math.Pi / 180)
	dy, dx := float64(int64(b.Lat)-int64(a.Lat)), float64(int64(b.Lon)-int64(a.Lon))
	x, y := dx*k, dy
	u, v := float64(int64(p.Lon)-int64(a.Lon))*k, float64(int64(p.Lat)-int64(a.Lat))
	// Written so that no product and sum are fused, which would round otherwise on
	// another processor.
	length := float64(x*x) + float64(y*y)
	t := 0.0
	if length > 0 {
		t = (float64(x*u) + float64(y*v)) / length
	}
	return Between(a, b, t)
}

// Between is the point at t of the way from a to b, its ends for t outside [0, 1].
func Between(a, b Point, t float64) Point {
	switch {
	case !(t > 0):
		return a
	case t >= 1:
		return b
	}
	dy, dx := float64(int64(b.Lat)-int64(a.Lat)), float64(int64(b.Lon)-int64(a.Lon))
	return Point{Lat: a.Lat + int32(math.Round(t*dy)), Lon: a.Lon + int32(math.Round(t*dx))}
}

// NodeFlags say what a node is.
type NodeFlags uint8

// The flags. The low bits say which profiles may not pass, as in profile.Point.
const (
	BlockedBits   NodeFlags = 1<<profile.Count - 1
	BorderControl NodeFlags = 1 << (profile.Count + iota - 1)
	Customs
	TollBooth
)

// A Graph is roads as columns. It is read-only and may be shared.
type Graph struct {
	// By NodeID: crossings and ends of roads, barriers, posts, and the nodes that turn
	// restrictions name.
	OSMNode []int64
	At      []Point
	Node    []NodeFlags

	// By EdgeID.
	From, To []NodeID
	Way      []int64 // OSM id
	Name     []StringID
	Ref      []StringID // the road's number: "A 13;E 43"
	Length   []uint32   // decimetres
	Use      []uint32   // place in Uses
	// Duration in milliseconds by profile, then Forward or Backward, then EdgeID.
	Duration [profile.Count][2][]uint32

	// Uses are what the profiles may do with edges, for each combination of tags and
	// country that occurs.
	Uses [][profile.Count]profile.Use

	// Restrictions are those whose members are at hand, by OSM id. Turns are they,
	// laid onto edges.
	Restrictions []Restriction
	Turns        []Turn

	Boundaries []Boundary     // of states, by OSM id
	Borders    []BoundaryLine // the ways they are made of, by OSM id
	Posts      []Post         // by OSM id, nodes before ways; on a road or beside it
	Places     []Place        // settlements, by OSM id

	Stats Stats

	firstShape []uint32 // of shapes, by EdgeID; one more at the end
	shapes     []byte   // zigzag deltas of latitude and longitude between ends
	strings    stringTable
}

// A Post is a node of border control or customs, or a way: the outline of its building or
// its ground. OSM wiki: Tag:barrier=border_control, Tag:amenity=customs.
type Post struct {
	Node           int64 // OSM id; 0 of a way
	Way            int64 `json:",omitempty"` // OSM id; 0 of a node
	At             Point // of a way the middle of the box around it
	Control, Duty  bool  // barrier=border_control; customs
	Name, Operator string
}

// Stats tell what was met.
type Stats struct {
	Ways, Nodes                  int // roads that somebody may use, and the positions they need
	MissingNodes                 int // that ways use and no extract holds: roads are cut there
	Duplicates                   int // ways that several extracts hold
	TurnsUnresolved              int // restrictions whose members do not join up, or are not roads here
	RestrictionsBad              int // without a from, a via and a to
	BoundaryWaysMissing          int // members of boundaries that no extract holds
	BytesRead, RefBytes, TagSets int
}

// Flags are those of an edge for a profile.
func (g *Graph) Flags(e EdgeID, p profile.Profile) profile.Flags { return g.Uses[g.Use[e]][p].Flags }

// Shape appends the points of an edge, ends included, from From to To.
func (g *Graph) Shape(to []Point, e EdgeID) []Point {
	at := g.At[g.From[e]]
	to = append(to, at)
	for b := g.shapes[g.firstShape[e]:g.firstShape[e+1]]; len(b) > 0; {
		lat, n := binary.Varint(b)
		lon, m := binary.Varint(b[n:])
		b = b[n+m:]
		at.Lat, at.Lon = at.Lat+int32(lat), at.Lon+int32(lon)
		to = append(to, at)
	}
	return append(to, g.At[g.To[e]])
}

// String gives a string of the graph.
func (g *Graph) String(id StringID) string { return g.strings.at(id) }

// Strings gives all strings, end to end, and where each ends. They are g's own.
func (g *Graph) Strings() (text []byte, ends []uint32) { return g.strings.text, g.strings.ends }

// ShapePoints is how many points edges have between their ends, or a few more.
func (g *Graph) ShapePoints() int { return len(g.shapes) / 2 }

// A stringTable keeps each string once, end to end.
type stringTable struct {
	text []byte
	ends []uint32
	ids  map[string]StringID // only while the graph is made
}

func (t *stringTable) id(s string) StringID {
	if t.ids == nil {
		t.ids = map[string]StringID{"": 0}
		t.ends = []uint32{0}
	}
	id, ok := t.ids[s]
	if !ok {
		id = StringID(len(t.ends))
		t.ids[s] = id
		t.text = append(t.text, s...)
		t.ends = append(t.ends, uint32(len(t.text)))
	}
	return id
}

func (t *stringTable) at(id StringID) string {
	if id == 0 {
		return ""
	}
	return string(t.text[t.ends[id-1]:t.ends[id]])
}
