package worldgen

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"waythrough/geo"
)

// Options of New. The zero value is a world of 50,000 nodes in 6 areas.
type Options struct {
	Seed  uint64
	Nodes int // of the graph of roads, about; 0 is 50,000, at least 500
	Areas int // 0 is one for 100,000 nodes, at least 6; at most 674, and one for four blocks
	// Crossings is how many are recorded between two neighbours, and how many more are
	// not, at most: a short border has fewer. 0 is 20; negative is none.
	Crossings int
}

// A Crossing is where roads lead over the border of two areas.
type Crossing struct {
	ID, Name string    // "" if it is unrecorded
	Areas    [2]string // codes, in order
	At       geo.LatLon
	// Cuts are where its ways meet the boundary: one, or two of a motorway.
	Cuts []geo.LatLon
	// Posts are where its posts stand, in the order of Areas; of a motorway, halfway
	// between those of its carriageways. Unrecorded ones have none.
	Posts [2]Post
	Road  string // highway=*
}

// A Post is one side of a crossing.
type Post struct {
	Name string
	At   geo.LatLon
}

// Counts says how large a world is.
type Counts struct {
	OSMNodes, OSMWays, Relations int
	Roads                        int // ways that somebody may travel: not the private ones
	Nodes, Edges                 int // of the graph: ends and meetings of roads, barriers and posts
	Restrictions, Areas, Posts   int
}

// A World is roads, areas and crossings. It is read-only and may be shared.
type World struct {
	out                        *columns
	crossings, unrecorded      []Crossing
	roads                      int
	restrictions, posts, areas int

	seed      uint64
	names     []string // of areas
	towns     []town   // by rank
	area      []int32  // by block
	hub       []nodeID // by block: the meeting of streets in its middle
	firstNode []nodeID // by block, one more at the end: nodes drawn within it
}

// New draws a world. Time and memory grow with Nodes: see the package.
func New(o Options) *World {
	m := &maker{o: o.sane(), out: newColumns(), rivers: map[int32]bool{}, armEnds: map[armKey][2]nodeID{},
		names: map[string]bool{}, nodeXY: map[nodeID]xy{}}
	blocks := float64(m.o.Nodes) / nodesABlock
	h := max(2, int(math.Round(math.Sqrt(blocks/1.4))))
	wide := max(2, int(math.Round(blocks/float64(h))))
	m.layout = newLayout(m.o.Seed, wide, h)
	m.o.Areas = min(m.o.Areas, wide*h/4)
	m.divide()
	m.chooseGates()
	m.settle()
	m.connect()
	m.drawPorts()
	m.drawShores()
	m.drawBlocks()
	m.links()
	m.ferries()
	roads := len(m.out.waySet)
	m.boundaries()
	w := &World{out: m.out, crossings: m.crossings, unrecorded: m.unrecorded, roads: roads,
		restrictions: m.restrictions, posts: m.posts, areas: m.o.Areas,
		seed: o.Seed, towns: m.towns, area: m.area, hub: m.hub, firstNode: m.firstNode}
	for a := range m.o.Areas {
		w.names = append(w.names, m.areaName(a))
	}
	return w
}

// nodesABlock is the average over blocks of town and country.
const nodesABlock = 72

func (o Options) sane() Options {
	if o.Nodes == 0 {
		o.Nodes = 50_000
	}
	o.Nodes = max(o.Nodes, 500)
	if o.Areas <= 0 {
		o.Areas = max(6, o.Nodes/100_000)
	}
	o.Areas = min(o.Areas, maxAreas)
	if o.Crossings == 0 {
		o.Crossings = 20
	}
	o.Crossings = max(o.Crossings, 0)
	return o
}

// A maker is a world while it is drawn.
type maker struct {
	o Options
	*layout
	area    []int32
	rivers  map[int32]bool // pairs of areas with a river between them
	gates   map[int32]*gate
	towns   []town
	townAt  map[int32]int // block to rank
	largest []int         // rank of the largest town, by area
	density []float64
	k       []int
	network

	ports     []port
	firstPort []int32
	lastGrid  [2]keptGrid

	out        *columns
	shoreNodes map[int32][]nodeID
	armEnds    map[armKey][2]nodeID // in, out
	nodeXY     map[nodeID]xy        // of nodes on rims
	hub        []nodeID
	firstNode  []nodeID

	crossings, unrecorded []Crossing
	names                 map[string]bool // ids of crossings
	restrictions, posts   int
}

// drawBlocks draws the streets of every block.
func (m *maker) drawBlocks() {
	m.hub = make([]nodeID, m.blocks())
	var x lattice
	for b := range int32(m.blocks()) {
		m.firstNode = append(m.firstNode, nodeID(len(m.out.lat)))
		x.start(m, b)
		x.put()
		x.drawLines()
		x.lead()
		x.choose()
		x.number()
		m.hub[b] = x.node[x.hub][0]
		x.bindPorts()
		x.streets()
		x.drawSpurs()
		x.ban()
		m.motorwaysOf(b, m.hub[b])
		m.placeNode(b, x.at[x.hub])
	}
	m.firstNode = append(m.firstNode, nodeID(len(m.out.lat)))
}

// bindPorts gives the ports of the block their nodes on its rim.
func (x *lattice) bindPorts() {
	for _, s := range x.m.sidesOf(x.b) {
		for i := x.m.firstPort[s]; i < x.m.firstPort[s+1]; i++ {
			p, end := &x.m.ports[i], 0
			if x.m.sides[s].q == x.b {
				end = 1
			}
			c := x.m.rimCell(s, x.b, p.t)
			if x.degree[c] == 0 { // a path to where nothing is: to the hub instead
				c = x.hub
			}
			p.node[end] = x.node[c][0]
			x.m.nodeXY[p.node[end]] = x.at[c]
		}
	}
}

// placeNode draws the node of a town or village.
func (m *maker) placeNode(b int32, at xy) {
	rank, isTown := m.townAt[b]
	if !isTown {
		return
	}
	kind := "town"
	if m.largest[m.area[b]] == rank {
		kind = "city"
	}
	m.out.node(at.plus(xy{9, 9}), "place", kind, "name", m.towns[rank].name, "population", fmt.Sprint(townPeople(rank)))
}

// townPeople is how many live in the town of a rank, by the rule of Zipf.
func townPeople(rank int) int { return 3_000_000/(rank+1) + 1000 }

// newCrossing names a crossing; one that is unrecorded has no name.
func (m *maker) newCrossing(d *dice, s int32) *Crossing {
	x := &m.sides[s]
	a, b := m.area[x.p], m.area[x.q]
	c := &Crossing{Areas: [2]string{areaCode(int(min(a, b))), areaCode(int(max(a, b)))}}
	if m.gates[s].kind == unrecorded {
		return c
	}
	one, other := placeName(d), placeName(d)
	id := strings.ToLower(one + "-" + other)
	for n := 2; m.names[id]; n++ {
		id = strings.ToLower(fmt.Sprintf("%s-%s-%d", one, other, n))
	}
	m.names[id] = true
	c.ID, c.Name = id, one+" – "+other
	c.Posts[0].Name, c.Posts[1].Name = one, other
	return c
}

// standPosts says where the post of one side of a crossing stands: amid some nodes of a
// block.
func (m *maker) standPosts(c *Crossing, b int32, nodes ...nodeID) {
	if c.ID == "" {
		return
	}
	p := &c.Posts[slices.Index(c.Areas[:], areaCode(int(m.area[b])))]
	for _, n := range nodes {
		at := position{m.out.lat[n], m.out.lon[n]}.degrees()
		p.At.Lat, p.At.Lon = p.At.Lat+at.Lat/float64(len(nodes)), p.At.Lon+at.Lon/float64(len(nodes))
	}
}

// keep adds a crossing to the list, with where it is cut.
func (m *maker) keep(c *Crossing, g *gate, cuts ...position) {
	for _, at := range cuts {
		p := at.degrees()
		c.Cuts = append(c.Cuts, p)
		c.At.Lat, c.At.Lon = c.At.Lat+p.Lat/float64(len(cuts)), c.At.Lon+p.Lon/float64(len(cuts))
	}
	c.Road = classNames[g.class]
	if g.motorway {
		c.Road = classNames[motorway]
	}
	if g.kind == recorded {
		m.crossings = append(m.crossings, *c)
		return
	}
	m.unrecorded = append(m.unrecorded, *c)
}

// Crossings lists those that a record would hold: roads with posts. The slice belongs
// to the world.
func (w *World) Crossings() []Crossing { return w.crossings }

// Unrecorded lists the tracks and paths that lead over borders with no post.
func (w *World) Unrecorded() []Crossing { return w.unrecorded }

// Counts counts, in one pass over the ways.
func (w *World) Counts() Counts {
	c := Counts{OSMNodes: len(w.out.lat), OSMWays: len(w.out.waySet), Relations: len(w.out.relations), Roads: w.roads,
		Restrictions: w.restrictions, Areas: w.areas, Posts: w.posts}
	const bend, meeting = 1, 2
	use, shut := make([]uint8, len(w.out.lat)), w.out.shutSets()
	for i := range w.roads {
		refs := w.out.refsOf(i)
		if shut[w.out.waySet[i]] {
			c.Roads--
			continue
		}
		for _, n := range refs {
			use[n] = min(use[n]+1, meeting)
		}
		use[refs[0]], use[refs[len(refs)-1]] = meeting, meeting
	}
	for i, n := range w.out.tagged {
		if use[n] == bend && w.out.special(w.out.nodeSet[i]) {
			use[n] = meeting
		}
	}
	for _, r := range w.out.relations {
		for _, m := range r.members {
			if m.kind == 0 {
				use[m.id] = meeting
			}
		}
	}
	for _, u := range use {
		if u == meeting {
			c.Nodes++
		}
	}
	for i := range w.roads {
		for _, n := range w.out.refsOf(i)[1:] {
			if use[n] == meeting && !shut[w.out.waySet[i]] {
				c.Edges++
			}
		}
	}
	return c
}

// shutSets are those of private ways, which nobody may travel.
func (c *columns) shutSets() []bool {
	shut := make([]bool, len(c.sets))
	for i, tags := range c.sets {
		at := slices.Index(tags, "access")
		shut[i] = at >= 0 && tags[at+1] == "private"
	}
	return shut
}

// special reports tags of a node that make it more than a bend of a road; of the
// barriers drawn here, the cattle grid and gates that stand open are none.
func (c *columns) special(set uint32) bool {
	tags := c.sets[set]
	if tags[0] != "barrier" {
		return false
	}
	switch tags[1] {
	case "cattle_grid", "gate", "lift_gate":
		return false
	}
	return true
}
