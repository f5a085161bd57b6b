package osm

import (
	"cmp"
	"encoding/binary"
	"math"
	"runtime"
	"slices"
	"sync"

	"waythrough/geo"
	"waythrough/road/osm/profile"
)

// How a node is used by roads.
const (
	once   = 1 // a bend
	node   = 2 // where roads meet or end, or that matters by itself
	noNode = math.MaxUint32
)

// build makes the graph of what the passes collected.
func (x *extraction) build() {
	places := x.placesOfRefs()
	x.markNodes(places)
	number := x.numberNodes()
	x.buildBoundaries()
	x.buildEdges(places, number)
	x.g.Restrictions = x.restrictions
	x.g.layTurns()
	x.layPosts()
	x.g.layPlaces()
	x.g.strings.ids = nil
	x.g.Stats.BytesRead = int(x.total / 2)
}

// A placed list holds the nodes of all roads as places in ids.
type placed struct {
	first []uint64
	place []uint32
}

func (p *placed) of(road int) []uint32 { return p.place[p.first[road]:p.first[road+1]] }

// placesOfRefs unpacks the lists of nodes. Workers take roads by the stretch.
func (x *extraction) placesOfRefs() placed {
	r := &x.roads
	p := placed{first: make([]uint64, len(r.id)+1)}
	const stretch = 1 << 12
	chunks := inOrder(x.Workers, (len(r.id)+stretch-1)/stretch, func(c int) []uint32 {
		var places []uint32
		hint := 0
		for i := c * stretch; i < min((c+1)*stretch, len(r.id)); i++ {
			before := len(places)
			eachRef(r.packed(uint32(i)), func(id int64) {
				hint, _ = search(x.ids, id, hint)
				places = append(places, uint32(hint))
			})
			p.first[i+1] = uint64(len(places) - before)
		}
		return places
	})
	for i := range r.id {
		p.first[i+1] += p.first[i]
	}
	p.place = make([]uint32, 0, p.first[len(r.id)])
	for _, c := range chunks {
		p.place = append(p.place, c...)
	}
	r.refs, r.firstRef = nil, nil
	return p
}

// inOrder makes n things on several workers and gives them in order.
func inOrder[T any](workers, n int, one func(int) T) []T {
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	out := make([]T, n)
	next := make(chan int)
	var wg sync.WaitGroup
	for range workers {
		wg.Go(func() {
			for i := range next {
				out[i] = one(i)
			}
		})
	}
	for i := range n {
		next <- i
	}
	close(next)
	wg.Wait()
	return out
}

// pieces cuts a road where nodes are missing, and drops a node that comes twice in
// a row. It calls f with what is left of two nodes and more.
func (x *extraction) pieces(road []uint32, room []uint32, f func([]uint32)) []uint32 {
	room = room[:0]
	flush := func() {
		if len(room) >= 2 {
			f(room)
		}
		room = room[:0]
	}
	for _, place := range road {
		switch {
		case x.at[place] == nowhere:
			flush()
		case len(room) == 0 || room[len(room)-1] != place:
			room = append(room, place)
		}
	}
	flush()
	return room
}

// markNodes finds the nodes of the graph: ends, meetings, and those that matter by
// themselves.
func (x *extraction) markNodes(places placed) {
	x.use = make([]uint8, len(x.ids))
	var room []uint32
	for i := range x.roads.id {
		room = x.pieces(places.of(i), room, func(piece []uint32) {
			for _, p := range piece {
				x.use[p] = min(x.use[p]+1, node)
			}
			x.use[piece[0]], x.use[piece[len(piece)-1]] = node, node
		})
	}
	for i, f := range x.flags {
		if f != 0 && x.use[i] != 0 {
			x.use[i] = node
		}
	}
	for _, r := range x.restrictions {
		if i, ok := slices.BinarySearch(x.ids, r.ViaNode); ok && x.use[i] != 0 {
			x.use[i] = node
		}
	}
}

// numberNodes gives the nodes of the graph their numbers, by id.
func (x *extraction) numberNodes() []uint32 {
	number := make([]uint32, len(x.ids))
	g, count := x.g, 0
	for _, use := range x.use {
		if use == node {
			count++
		}
	}
	g.OSMNode, g.At, g.Node = make([]int64, 0, count), make([]Point, 0, count), make([]NodeFlags, 0, count)
	for i, use := range x.use {
		if x.at[i] == nowhere {
			g.Stats.MissingNodes++
		}
		number[i] = noNode
		if use == node {
			number[i] = uint32(len(g.OSMNode))
			g.OSMNode = append(g.OSMNode, x.ids[i])
			g.At = append(g.At, x.at[i])
			g.Node = append(g.Node, x.flags[i])
		}
	}
	return number
}

// An edgeBatch is the edges of a stretch of roads.
type edgeBatch struct {
	road     []uint32
	from, to []uint32
	length   []uint32
	metres   []float64 // of the whole road, by edge: for ferries
	shapeEnd []uint32
	shapes   []byte
}

const stretchOfRoads = 1 << 12

// buildEdges splits roads at the nodes of the graph.
func (x *extraction) buildEdges(places placed, number []uint32) {
	g, n := x.g, len(x.roads.id)
	batches := inOrder(x.Workers, (n+stretchOfRoads-1)/stretchOfRoads, func(c int) *edgeBatch {
		b := &edgeBatch{}
		var room []uint32
		for i := c * stretchOfRoads; i < min((c+1)*stretchOfRoads, n); i++ {
			first, whole := len(b.road), 0.0
			room = x.pieces(places.of(i), room, func(piece []uint32) {
				whole += x.split(b, uint32(i), piece, number)
			})
			for range b.road[first:] {
				b.metres = append(b.metres, whole)
			}
		}
		return b
	})
	g.makeRoom(batches)
	judge := x.judge(places)
	for _, b := range batches {
		base := uint32(len(g.shapes))
		for i, road := range b.road {
			g.From, g.To = append(g.From, NodeID(b.from[i])), append(g.To, NodeID(b.to[i]))
			g.Way = append(g.Way, x.roads.id[road])
			g.Name, g.Ref = append(g.Name, x.roads.name[road]), append(g.Ref, x.roads.ref[road])
			g.Length = append(g.Length, b.length[i])
			g.firstShape = append(g.firstShape, base+b.shapeEnd[i])
			use := judge(road)
			g.Use = append(g.Use, use)
			for p := range g.Uses[use] {
				g.appendDurations(profile.Profile(p), g.Uses[use][p], b.length[i], b.metres[i])
			}
		}
		g.shapes = append(g.shapes, b.shapes...)
		*b = edgeBatch{}
	}
}

// makeRoom makes the columns of edges as large as they will be.
func (g *Graph) makeRoom(batches []*edgeBatch) {
	n, shapes := 0, 0
	for _, b := range batches {
		n += len(b.road)
		shapes += len(b.shapes)
	}
	g.From, g.To, g.Way = make([]NodeID, 0, n), make([]NodeID, 0, n), make([]int64, 0, n)
	g.Name, g.Ref = make([]StringID, 0, n), make([]StringID, 0, n)
	g.Length, g.Use = make([]uint32, 0, n), make([]uint32, 0, n)
	for p := range g.Duration {
		g.Duration[p] = [2][]uint32{make([]uint32, 0, n), make([]uint32, 0, n)}
	}
	g.firstShape, g.shapes = append(make([]uint32, 0, n+1), 0), make([]byte, 0, shapes)
}

// split makes edges of a piece of road and gives its length in metres.
func (x *extraction) split(b *edgeBatch, road uint32, piece []uint32, number []uint32) (whole float64) {
	from, last, metres := piece[0], x.at[piece[0]], 0.0
	for _, p := range piece[1:] {
		at := x.at[p]
		metres += float64(geo.Distance(last.LatLon(), at.LatLon()))
		if number[p] == noNode {
			b.shapes = binary.AppendVarint(b.shapes, int64(at.Lat)-int64(last.Lat))
			b.shapes = binary.AppendVarint(b.shapes, int64(at.Lon)-int64(last.Lon))
			last = at
			continue
		}
		b.road = append(b.road, road)
		b.from, b.to = append(b.from, number[from]), append(b.to, number[p])
		b.length = append(b.length, uint32(math.Round(metres*10)))
		b.shapeEnd = append(b.shapeEnd, uint32(len(b.shapes)))
		whole += metres
		from, last, metres = p, at, 0
	}
	return whole
}

// judge gives a function from roads to places in Uses. It judges each set of tags
// once a country.
func (x *extraction) judge(places placed) func(road uint32) uint32 {
	type key struct {
		set     uint32
		country string
	}
	known, same := map[key]uint32{}, map[[profile.Count]profile.Use]uint32{}
	country := func(Point) string { return "" }
	if x.Country != nil {
		country = x.Country(x.g.Boundaries, x.g.Borders)
	}
	last, lastUse := uint32(noNode), uint32(0)
	return func(road uint32) uint32 {
		if road == last {
			return lastUse
		}
		k := key{set: x.roads.set[road]}
		if i := slices.IndexFunc(places.of(int(road)), func(p uint32) bool { return x.at[p] != nowhere }); i >= 0 {
			k.country = country(x.at[places.of(int(road))[i]])
		}
		use, ok := known[k]
		if !ok {
			var uses [profile.Count]profile.Use
			for p := range uses {
				uses[p] = profile.Way(x.sets.list[k.set].tags, profile.Profile(p), k.country)
			}
			if use, ok = same[uses]; !ok {
				use = uint32(len(x.g.Uses))
				x.g.Uses = append(x.g.Uses, uses)
				same[uses] = use
			}
			known[k] = use
		}
		last, lastUse = road, use
		return use
	}
}

// appendDurations appends those of an edge both ways. Whole is the length of the
// whole road in metres, over which a tagged duration is shared out.
func (g *Graph) appendDurations(p profile.Profile, u profile.Use, length uint32, whole float64) {
	for dir, speed := range [2]profile.Speed{u.Forward, u.Backward} {
		ms := uint32(Closed)
		switch {
		case speed == 0:
		case u.Duration > 0 && whole > 0:
			ms = uint32(min(math.Round(float64(u.Duration)*(float64(length)/10/whole)), Closed-1))
		default: // 0.36 s for a decimetre at 1 km/h
			s := uint64(speed)
			ms = uint32(min((uint64(length)*3600+s/2)/s, Closed-1))
		}
		g.Duration[p][dir] = append(g.Duration[p][dir], ms)
	}
}

// buildBoundaries gives the boundaries their lines and rings.
func (x *extraction) buildBoundaries() {
	g := x.g
	for i, w := range x.borders {
		for _, id := range w.refs {
			if p, ok := slices.BinarySearch(x.ids, id); ok && x.at[p] != nowhere {
				g.Borders[i].Points = append(g.Borders[i].Points, x.at[p])
			} else {
				g.Borders[i].Broken = true
			}
		}
	}
	for i := range x.boundaries {
		x.assemble(&x.boundaries[i])
	}
	g.Boundaries = x.boundaries
}

func (x *extraction) assemble(s *Boundary) {
	var lines [2][][]int32 // outer, inner: places in ids
	all := len(s.Members) > 0
	for i := range s.Members {
		m := &s.Members[i]
		at, ok := slices.BinarySearchFunc(x.borders, m.Way, func(w borderWay, id int64) int { return cmp.Compare(w.id, id) })
		if m.Held = ok && !x.g.Borders[at].Broken; !m.Held {
			x.g.Stats.BoundaryWaysMissing++
			all = false
			continue
		}
		var line []int32
		for _, id := range x.borders[at].refs {
			p, _ := slices.BinarySearch(x.ids, id)
			line = append(line, int32(p))
		}
		k := 0
		if m.Inner {
			k = 1
		}
		lines[k] = append(lines[k], line)
	}
	s.Complete = all
	for k, list := range lines {
		closed, whole := rings(list)
		s.Complete = s.Complete && whole
		for _, places := range closed {
			ring := Ring{Inner: k == 1}
			for _, p := range places {
				ring.Points = append(ring.Points, x.at[p])
			}
			s.Rings = append(s.Rings, ring)
		}
	}
}
