package osm

// A HalfEdge is an edge travelled in a direction: twice its EdgeID, plus Forward or
// Backward.
type HalfEdge uint32

// Half makes one.
func Half(e EdgeID, dir int) HalfEdge { return HalfEdge(e)<<1 | HalfEdge(dir) }

// Edge is the edge travelled.
func (h HalfEdge) Edge() EdgeID { return EdgeID(h >> 1) }

// Dir is Forward or Backward.
func (h HalfEdge) Dir() int { return int(h & 1) }

// A Turn is a restriction laid onto the graph: who has come by Path[0] and goes on
// along Path up to its last must not take that last (or, if Only, must). A path of
// two turns at a node; a longer one runs over via ways. All binds of a restriction
// are those of its record.
type Turn struct {
	Restriction uint32 // place in Graph.Restrictions
	Path        []HalfEdge
}

// layTurns finds the edges of each restriction. One whose members do not join up in
// one way only, or are no roads for anybody, is counted and dropped.
func (g *Graph) layTurns() {
	byWay := g.edgesByWay()
	numbers := map[int64]NodeID{}
	for _, r := range g.Restrictions {
		if r.ViaNode != 0 {
			numbers[r.ViaNode] = 0
		}
	}
	for n, id := range g.OSMNode {
		if _, ok := numbers[id]; ok {
			numbers[id] = NodeID(n) + 1
		}
	}
	for i := range g.Restrictions {
		r := &g.Restrictions[i]
		found := false
		for _, from := range r.From {
			for _, to := range r.To {
				for _, path := range g.turnsOf(r, byWay, numbers[r.ViaNode], from, to) {
					g.Turns = append(g.Turns, Turn{uint32(i), path})
					found = true
				}
			}
		}
		if !found {
			g.Stats.TurnsUnresolved++
		}
	}
}

// turnsOf are the turns of a restriction from a way to a way. Where the ways run on, those
// are meant that who is bound may travel: motor vehicles, if they find any, since a
// bicycle is pushed and a walker goes against every one-way road.
func (g *Graph) turnsOf(r *Restriction, byWay map[int64][]EdgeID, via NodeID, from, to int64) (paths [][]HalfEdge) {
	for _, who := range []uint8{r.Profiles & (carBit | truckBit), r.Profiles, carBit | truckBit | footBit | bicycleBit} {
		if r.ViaNode == 0 {
			paths = g.wayTurns(r, who, byWay, from, to)
		} else {
			paths = g.nodeTurns(who, byWay[from], via, byWay[to])
		}
		if len(paths) > 0 {
			break
		}
	}
	return paths
}

// edgesByWay gives the edges of the ways that restrictions name.
func (g *Graph) edgesByWay() map[int64][]EdgeID {
	byWay := map[int64][]EdgeID{}
	for _, r := range g.Restrictions {
		for _, list := range [][]int64{r.From, r.To, r.ViaWays} {
			for _, way := range list {
				byWay[way] = nil
			}
		}
	}
	for e, way := range g.Way {
		if list, ok := byWay[way]; ok {
			byWay[way] = append(list, EdgeID(e))
		}
	}
	return byWay
}

// arriving lists the half-edges of some edges that end at a node; leaving those that
// begin there. A way that a restriction names from or to a node ends at it, says the
// wiki; where it runs on, each of its two edges is meant that who, as bits of profiles,
// may travel so.
func (g *Graph) arriving(who uint8, edges []EdgeID, at NodeID) (halves []HalfEdge) {
	for _, e := range edges {
		if g.To[e] == at && g.openDir(who, e, Forward) {
			halves = append(halves, Half(e, Forward))
		}
		if g.From[e] == at && g.openDir(who, e, Backward) {
			halves = append(halves, Half(e, Backward))
		}
	}
	return halves
}

func (g *Graph) leaving(who uint8, edges []EdgeID, at NodeID) (halves []HalfEdge) {
	for _, e := range edges {
		if g.From[e] == at && g.openDir(who, e, Forward) {
			halves = append(halves, Half(e, Forward))
		}
		if g.To[e] == at && g.openDir(who, e, Backward) {
			halves = append(halves, Half(e, Backward))
		}
	}
	return halves
}

// openDir reports whether one of who may travel an edge in a direction.
func (g *Graph) openDir(who uint8, e EdgeID, dir int) bool {
	for p := range g.Duration {
		if who>>p&1 != 0 && g.Duration[p][dir][e] != Closed {
			return true
		}
	}
	return false
}

// head is the node at which a half-edge ends.
func (g *Graph) head(h HalfEdge) NodeID {
	if h.Dir() == Forward {
		return g.To[h.Edge()]
	}
	return g.From[h.Edge()]
}

// nodeTurns are the turns over a node, given as its number plus one. If the way runs
// on through the node on both sides, which turn is meant cannot be told: none is
// given, unless it is the same way, of which turning back is meant.
func (g *Graph) nodeTurns(who uint8, from []EdgeID, via NodeID, to []EdgeID) (paths [][]HalfEdge) {
	if via == 0 {
		return nil
	}
	in, out := g.arriving(who, from, via-1), g.leaving(who, to, via-1)
	same := len(from) > 0 && len(to) > 0 && g.Way[from[0]] == g.Way[to[0]]
	if !same && (len(in) > 1 || len(out) > 1) {
		return nil
	}
	for _, a := range in {
		for _, b := range out {
			if !same || a.Edge() == b.Edge() {
				paths = append(paths, []HalfEdge{a, b})
			}
		}
	}
	return paths
}

// viaLimit is the number of edges that via ways may have in all; those of the map
// have a few.
const viaLimit = 64

// wayTurns are the turns over via ways: the ways in their order, each travelled from
// the node where it is reached to one where the next begins.
func (g *Graph) wayTurns(r *Restriction, who uint8, byWay map[int64][]EdgeID, from, to int64) (paths [][]HalfEdge) {
	var allowed []EdgeID
	for _, way := range r.ViaWays {
		allowed = append(allowed, byWay[way]...)
	}
	if len(allowed) > viaLimit {
		return nil
	}
	for _, e := range byWay[from] {
		for _, start := range []HalfEdge{Half(e, Forward), Half(e, Backward)} {
			if !g.openDir(who, e, start.Dir()) {
				continue
			}
			if path := g.throughWays(start, who, r.ViaWays, byWay, to); path != nil {
				paths = append(paths, path)
			}
		}
	}
	return paths
}

// throughWays finds the shortest path by number of edges from a half-edge along every
// via way in turn to a first edge of to; nil if there is none. A step stays on its
// via way or goes on to the next, and never turns back.
func (g *Graph) throughWays(start HalfEdge, who uint8, via []int64, byWay map[int64][]EdgeID, to int64) []HalfEdge {
	type state struct {
		half   HalfEdge
		way    int // place in via; -1 on from, len(via) on to
		before int // place in queue
	}
	queue := []state{{start, -1, -1}}
	seen := map[HalfEdge]bool{start: true}
	for i := 0; i < len(queue); i++ {
		s := queue[i]
		if s.way == len(via) {
			var path []HalfEdge
			for j := i; j >= 0; j = queue[j].before {
				path = append([]HalfEdge{queue[j].half}, path...)
			}
			return path
		}
		next := to
		if s.way+1 < len(via) {
			next = via[s.way+1]
		}
		step := func(edges []EdgeID, way int) {
			for _, h := range g.leaving(who, edges, g.head(s.half)) {
				if h.Edge() != s.half.Edge() && (way == len(via) || !seen[h]) {
					seen[h] = true
					queue = append(queue, state{h, way, i})
				}
			}
		}
		step(byWay[next], s.way+1)
		if s.way >= 0 {
			step(byWay[via[s.way]], s.way)
		}
	}
	return nil
}
