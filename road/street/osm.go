package street

import (
	"slices"
	"sync"

	"waythrough/geo"
	"waythrough/road/border"
	"waythrough/road/osm"
	"waythrough/road/osm/profile"
)

// FromOSM cuts a map's roads at the boundaries of areas. The result does not depend on
// the number of threads, and keeps nothing of g but strings, posts and names of places.
// O(points).
func FromOSM(g *osm.Graph, areas *border.Areas, threads int) *Network {
	c := cutter{g: g, n: &Network{Posts: g.Posts, Codes: append([]string{""}, areas.Codes()...)}}
	c.n.Text, c.n.TextEnd = g.Strings()
	c.divide(areas, max(1, threads))
	c.uses()
	c.room()
	for e := range osm.EdgeID(len(g.From)) {
		c.edge(e)
	}
	c.firstNew = append(c.firstNew, Edge(len(c.n.From)))
	c.divided = nil
	c.splitNodes()
	c.turns()
	for e := range c.n.From {
		if c.n.IsCut(Edge(e)) {
			c.n.Cuts = append(c.n.Cuts, Edge(e))
		}
	}
	c.n.connect()
	c.places(areas)
	return c.n
}

// A cutter makes a Network of a graph.
type cutter struct {
	g        *osm.Graph
	n        *Network
	whole    []Area                 // by edge of g: where it lies, if it is in one area
	divided  map[osm.EdgeID][]piece // the others
	firstNew []Edge                 // by edge of g: its first piece; pieces and cuts alternate
	nodeCuts map[[2]Node]Edge
	line     []osm.Point
}

// A piece is a part of an edge that lies in one area.
type piece struct {
	area       Area
	from, to   float64 // as in border.Run
	start, end osm.Point
}

// numbers are those of areas by code.
func numbers(codes []string) map[string]Area {
	number := make(map[string]Area, len(codes))
	for i, code := range codes {
		number[code] = Area(i)
	}
	return number
}

// divide finds in which areas the edges lie.
func (c *cutter) divide(areas *border.Areas, threads int) {
	c.whole, c.divided = make([]Area, len(c.g.From)), map[osm.EdgeID][]piece{}
	if !areas.Known() {
		return
	}
	number := numbers(c.n.Codes)
	var lock sync.Mutex
	var wait sync.WaitGroup
	for t := range threads {
		wait.Go(func() {
			var line []osm.Point
			var runs []border.Run
			for e := len(c.whole) * t / threads; e < len(c.whole)*(t+1)/threads; e++ {
				line = c.g.Shape(line[:0], osm.EdgeID(e))
				runs = areas.Along(runs[:0], line)
				c.whole[e] = number[runs[0].Area]
				if len(runs) == 1 {
					continue
				}
				pieces := make([]piece, len(runs))
				for i, r := range runs {
					pieces[i] = piece{number[r.Area], r.From, r.To, r.Start, r.End}
				}
				lock.Lock()
				c.divided[osm.EdgeID(e)] = pieces
				lock.Unlock()
			}
		})
	}
	wait.Wait()
}

// places says in which area each lies.
func (c *cutter) places(areas *border.Areas) {
	if len(c.g.Places) == 0 {
		return
	}
	number := numbers(c.n.Codes)
	c.n.Places = make([]Place, len(c.g.Places))
	for i, p := range c.g.Places {
		c.n.Places[i].Place = p
		if areas.Known() {
			c.n.Places[i].Area = number[areas.At(p.At)]
		}
	}
}

// uses turns the map's uses into those of the network.
func (c *cutter) uses() {
	for _, u := range c.g.Uses {
		var use Use
		for p := range u {
			use.Flags[p] = u[p].Flags
			use.Speed[p] = [2]profile.Speed{u[p].Forward, u[p].Backward}
		}
		c.n.Uses = append(c.n.Uses, use)
	}
}

// room makes the columns about as large as they will be, and copies the nodes.
func (c *cutter) room() {
	n, g := c.n, c.g
	n.OSMNode, n.At, n.Flags = slices.Clone(g.OSMNode), slices.Clone(g.At), slices.Clone(g.Node)
	n.Area = make([]Area, len(n.At))
	edges := len(g.From) + 3*len(c.divided)
	n.From, n.To, n.Way = make([]Node, 0, edges), make([]Node, 0, edges), make([]int64, 0, edges)
	n.Name, n.Ref, n.Length, n.Use = make([]uint32, 0, edges), make([]uint32, 0, edges), make([]uint32, 0, edges), make([]uint32, 0, edges)
	for p := range n.Duration {
		n.Duration[p] = [2][]uint32{make([]uint32, 0, edges), make([]uint32, 0, edges)}
	}
	n.FirstShape = append(make([]uint32, 0, edges+1), 0)
	n.Shape = make([]osm.Point, 0, g.ShapePoints())
	c.firstNew = make([]Edge, 0, len(g.From)+1)
}

// edge copies an edge, or its pieces with the cuts between them.
func (c *cutter) edge(e osm.EdgeID) {
	n, g := c.n, c.g
	c.firstNew = append(c.firstNew, Edge(len(n.From)))
	c.line = g.Shape(c.line[:0], e)
	pieces, cut := c.divided[e]
	if !cut {
		c.add(e, Node(g.From[e]), Node(g.To[e]), c.line[1:len(c.line)-1], 0, 1)
		return
	}
	lengths := alongLine(c.line)
	total := lengths[len(lengths)-1]
	from, done := Node(g.From[e]), 0.0
	for i, p := range pieces {
		to, upto := Node(g.To[e]), 1.0
		if i+1 < len(pieces) {
			to = c.node(p.area, p.end)
			upto = share(c.line, lengths, p, total)
		}
		inner := c.line[min(int(p.from)+1, len(c.line)-1):]
		last := int(p.to)
		if float64(last) == p.to {
			last--
		}
		c.add(e, from, to, inner[:max(0, last-int(p.from))], done, upto)
		if i+1 < len(pieces) {
			from = c.node(pieces[i+1].area, p.end)
			c.addCut(e, to, from)
		}
		done = upto
	}
}

// alongLine gives the metres from the start of a line to each of its points.
func alongLine(line []osm.Point) []float64 {
	out := make([]float64, len(line))
	for i := 1; i < len(line); i++ {
		out[i] = out[i-1] + float64(geo.Distance(line[i-1].LatLon(), line[i].LatLon()))
	}
	return out
}

// share is the part of a line's length up to the end of a piece.
func share(line []osm.Point, lengths []float64, p piece, total float64) float64 {
	if total == 0 {
		return 0
	}
	i := min(int(p.to), len(line)-1)
	return min(1, (lengths[i]+float64(geo.Distance(line[i].LatLon(), p.end.LatLon())))/total)
}

// node makes one at a place on the boundary.
func (c *cutter) node(a Area, at osm.Point) Node {
	n := c.n
	n.OSMNode, n.At, n.Flags, n.Area = append(n.OSMNode, 0), append(n.At, at), append(n.Flags, 0), append(n.Area, a)
	return Node(len(n.At) - 1)
}

// add appends the part of an edge between two shares of its length.
func (c *cutter) add(e osm.EdgeID, from, to Node, inner []osm.Point, done, upto float64) {
	n, g := c.n, c.g
	n.From, n.To, n.Way = append(n.From, from), append(n.To, to), append(n.Way, g.Way[e])
	n.Name, n.Ref, n.Use = append(n.Name, uint32(g.Name[e])), append(n.Ref, uint32(g.Ref[e])), append(n.Use, g.Use[e])
	n.Length = append(n.Length, between(g.Length[e], done, upto))
	for p := range n.Duration {
		for dir := range n.Duration[p] {
			d := g.Duration[p][dir][e]
			if d != osm.Closed {
				d = between(d, done, upto)
			}
			n.Duration[p][dir] = append(n.Duration[p][dir], d)
		}
	}
	n.Shape = append(n.Shape, inner...)
	n.FirstShape = append(n.FirstShape, uint32(len(n.Shape)))
}

// between is the part of a whole between two shares, rounded so that parts add up.
func between(whole uint32, done, upto float64) uint32 {
	return uint32(float64(whole)*upto+0.5) - uint32(float64(whole)*done+0.5)
}

// addCut appends a cut of an edge, open in the directions in which the edge is.
func (c *cutter) addCut(e osm.EdgeID, from, to Node) {
	c.add(e, from, to, nil, 0, 0)
}

// splitNodes gives the nodes of the map their area, and a part of its own for each
// further area that an edge at them lies in.
func (c *cutter) splitNodes() {
	n := c.n
	given := make([]bool, len(c.g.At))
	split := map[Node][]Area{}
	ends := func(visit func(end *Node, a Area)) {
		for e := range c.g.From {
			first, last := c.firstNew[e], c.firstNew[e+1]-1
			visit(&n.From[first], c.areaOf(osm.EdgeID(e), first, last, false))
			visit(&n.To[last], c.areaOf(osm.EdgeID(e), first, last, true))
		}
	}
	ends(func(end *Node, a Area) {
		v := *end
		switch {
		case !given[v]:
			given[v], n.Area[v] = true, a
		case n.Area[v] != a && !slices.Contains(split[v], a):
			split[v] = append(split[v], a)
		}
	})
	if len(split) == 0 {
		return
	}
	parts := c.partNodes(split)
	ends(func(end *Node, a Area) {
		if of, ok := parts[*end]; ok && n.Area[*end] != a {
			*end = of[slices.IndexFunc(of, func(v Node) bool { return n.Area[v] == a })]
		}
	})
	c.joinParts(parts)
}

// areaOf is that of the first or the last piece of an edge. Pieces have an end at a node
// that a cut made, which has an area; whole edges are in the one found.
func (c *cutter) areaOf(e osm.EdgeID, first, last Edge, end bool) Area {
	switch {
	case first == last:
		return c.whole[e]
	case end:
		return c.n.Area[c.n.From[last]]
	default:
		return c.n.Area[c.n.To[first]]
	}
}

// partNodes makes the parts of split nodes, in the order of nodes and areas.
func (c *cutter) partNodes(split map[Node][]Area) map[Node][]Node {
	n, parts := c.n, map[Node][]Node{}
	for _, v := range sortedKeys(split) {
		all := append(split[v], n.Area[v])
		slices.Sort(all)
		n.Area[v] = all[0]
		parts[v] = []Node{v}
		for _, a := range all[1:] {
			w := c.node(a, n.At[v])
			n.OSMNode[w], n.Flags[w] = n.OSMNode[v], n.Flags[v]
			parts[v] = append(parts[v], w)
		}
	}
	return parts
}

// joinParts makes a cut between each two parts of a node.
func (c *cutter) joinParts(parts map[Node][]Node) {
	n := c.n
	c.nodeCuts = map[[2]Node]Edge{}
	use := uint32(len(n.Uses))
	n.Uses = append(n.Uses, Use{})
	for _, v := range sortedKeys(parts) {
		for i, a := range parts[v] {
			for _, b := range parts[v][i+1:] {
				c.nodeCuts[[2]Node{a, b}] = Edge(len(n.From))
				n.From, n.To, n.Way = append(n.From, a), append(n.To, b), append(n.Way, 0)
				n.Name, n.Ref, n.Use, n.Length = append(n.Name, 0), append(n.Ref, 0), append(n.Use, use), append(n.Length, 0)
				for p := range n.Duration {
					n.Duration[p][0], n.Duration[p][1] = append(n.Duration[p][0], 0), append(n.Duration[p][1], 0)
				}
				n.FirstShape = append(n.FirstShape, uint32(len(n.Shape)))
			}
		}
	}
}

func sortedKeys[V any](m map[Node]V) []Node {
	keys := make([]Node, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// turns lays the map's restrictions onto the pieces of edges and the cuts between.
func (c *cutter) turns() {
	for _, t := range c.g.Turns {
		r := &c.g.Restrictions[t.Restriction]
		turn := Turn{Only: r.Only, Profiles: r.Profiles}
		cutLast := false // whether a cut comes right before the last edge
		for i, h := range t.Path {
			pieces := c.pieces(h)
			switch i {
			case 0:
				pieces = pieces[len(pieces)-1:]
			case len(t.Path) - 1:
				pieces = pieces[:1]
			}
			cutLast = false
			if i > 0 {
				if cut, ok := c.cutBetween(c.n.Head(turn.Path[len(turn.Path)-1]), c.n.Tail(pieces[0])); ok {
					turn.Path = append(turn.Path, cut)
					cutLast = true
				}
			}
			turn.Path = append(turn.Path, pieces...)
		}
		if turn.Only && cutLast {
			// The cut is all that may follow, for whom all of the path is open: nobody
			// else is bound.
			if bound := turn.Profiles & c.n.openAlong(turn.Path); bound != 0 {
				c.n.Turns = append(c.n.Turns, Turn{slices.Clone(turn.Path[:len(turn.Path)-1]), true, bound})
			}
		}
		c.n.Turns = append(c.n.Turns, turn)
	}
}

// openAlong gives the profiles, as bits, that may travel every one of some half-edges.
func (n *Network) openAlong(path []Half) (profiles uint8) {
	for p := range profile.Profile(profile.Count) {
		if !slices.ContainsFunc(path, func(h Half) bool { return !n.Open(p, h) }) {
			profiles |= 1 << p
		}
	}
	return profiles
}

// pieces are those of a half-edge of the map, with the cuts between them.
func (c *cutter) pieces(h osm.HalfEdge) []Half {
	var out []Half
	for e := c.firstNew[h.Edge()]; e < c.firstNew[h.Edge()+1]; e++ {
		out = append(out, Half(e)<<1|Half(h.Dir()))
	}
	if h.Dir() == osm.Backward {
		slices.Reverse(out)
	}
	return out
}

func (c *cutter) cutBetween(a, b Node) (Half, bool) {
	if e, ok := c.nodeCuts[[2]Node{a, b}]; ok {
		return Half(e)<<1 | osm.Forward, true
	}
	e, ok := c.nodeCuts[[2]Node{b, a}]
	return Half(e)<<1 | osm.Backward, ok
}
