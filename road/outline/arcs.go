package outline

import (
	"cmp"
	"slices"

	"waythrough/road/osm"
)

// A Shape is the boundary of an area: lines that close, in any order and direction. What a
// ray leaves over an odd number of them is inside.
type Shape struct {
	Area  uint16
	Lines [][]osm.Point
}

func compare(a, b osm.Point) int { return cmp.Or(cmp.Compare(a.Lat, b.Lat), cmp.Compare(a.Lon, b.Lon)) }

// An arc is a line with the same shapes beside it from end to end.
type arc struct {
	at     []osm.Point
	shapes []uint16 // that it is the boundary of, ascending
}

func (a *arc) closed() bool { return a.at[0] == a.at[len(a.at)-1] }

// An edge is a segment, from the lesser of its points, and the set of shapes it bounds.
type edge struct {
	a, b uint32 // places in mesh.at
	set  uint32 // place in mesh.sets
}

// A mesh is the segments of all shapes, each once.
type mesh struct {
	at    []osm.Point // ascending
	edges []edge      // ascending
	sets  [][]uint16
	first []uint32 // in leaving, of each point; one more
	leave []uint32 // edges
}

// meshOf takes the shapes apart. A segment that a shape has twice bounds nothing.
func meshOf(shapes []Shape) *mesh {
	type side struct {
		a, b  osm.Point
		shape uint16
	}
	var sides []side
	m := &mesh{}
	for k, s := range shapes {
		for _, l := range s.Lines {
			for i := 1; i < len(l); i++ {
				a, b := l[i-1], l[i]
				switch compare(a, b) {
				case 0:
					continue
				case 1:
					a, b = b, a
				}
				sides = append(sides, side{a, b, uint16(k)})
				m.at = append(m.at, a, b)
			}
		}
	}
	slices.SortFunc(m.at, compare)
	m.at = slices.Compact(m.at)
	slices.SortFunc(sides, func(x, y side) int {
		return cmp.Or(compare(x.a, y.a), compare(x.b, y.b), cmp.Compare(x.shape, y.shape))
	})
	number := map[string]uint32{}
	for i := 0; i < len(sides); {
		j := i
		var set []uint16
		for ; j < len(sides) && sides[j].a == sides[i].a && sides[j].b == sides[i].b; j++ {
			if n := len(set); n > 0 && set[n-1] == sides[j].shape {
				set = set[:n-1]
			} else {
				set = append(set, sides[j].shape)
			}
		}
		if len(set) > 0 {
			m.edges = append(m.edges, edge{m.place(sides[i].a), m.place(sides[i].b), m.setOf(number, set)})
		}
		i = j
	}
	m.connect()
	return m
}

func (m *mesh) place(p osm.Point) uint32 {
	i, _ := slices.BinarySearchFunc(m.at, p, compare)
	return uint32(i)
}

// setOf numbers a set of shapes.
func (m *mesh) setOf(number map[string]uint32, set []uint16) uint32 {
	key := make([]byte, 0, 2*len(set))
	for _, k := range set {
		key = append(key, byte(k), byte(k>>8))
	}
	n, ok := number[string(key)]
	if !ok {
		n = uint32(len(m.sets))
		number[string(key)] = n
		m.sets = append(m.sets, set)
	}
	return n
}

// connect finds the edges of each point.
func (m *mesh) connect() {
	m.first = make([]uint32, len(m.at)+1)
	for _, e := range m.edges {
		m.first[e.a+1]++
		m.first[e.b+1]++
	}
	for v := range m.at {
		m.first[v+1] += m.first[v]
	}
	next := slices.Clone(m.first)
	m.leave = make([]uint32, 2*len(m.edges))
	for i, e := range m.edges {
		for _, v := range [2]uint32{e.a, e.b} {
			m.leave[next[v]] = uint32(i)
			next[v]++
		}
	}
}

func (m *mesh) edgesAt(v uint32) []uint32 { return m.leave[m.first[v]:m.first[v+1]] }

// antimeridian is where maps end.
const antimeridian = 1_800_000_000

// ends reports whether arcs end in a point: where the areas beside a line change, and where
// a line reaches the antimeridian, so that it does so at the same latitude from both sides.
func (m *mesh) ends(v uint32) bool {
	at := m.edgesAt(v)
	if len(at) != 2 || m.edges[at[0]].set != m.edges[at[1]].set {
		return true
	}
	p := m.at[v]
	if max(p.Lon, -p.Lon) != antimeridian {
		return false
	}
	x, y := m.beyond(at[0], v), m.beyond(at[1], v)
	return m.at[x].Lon != p.Lon || m.at[y].Lon != p.Lon
}

// beyond is the other end of an edge.
func (m *mesh) beyond(e, v uint32) uint32 { return m.edges[e].a + m.edges[e].b - v }

// arcs follows the edges from end to end, in an order that the points alone decide.
func (m *mesh) arcs() (list []arc) {
	used := make([]bool, len(m.edges))
	follow := func(v, e uint32) {
		if used[e] {
			return
		}
		begin := v
		a := arc{at: []osm.Point{m.at[v]}, shapes: m.sets[m.edges[e].set]}
		for {
			used[e] = true
			v = m.beyond(e, v)
			a.at = append(a.at, m.at[v])
			if v == begin || m.ends(v) {
				break
			}
			at := m.edgesAt(v)
			e = at[0] + at[1] - e
		}
		list = append(list, a)
	}
	for v := range m.at {
		if m.ends(uint32(v)) {
			for _, e := range m.edgesAt(uint32(v)) {
				follow(uint32(v), e)
			}
		}
	}
	for e := range m.edges { // what is left goes round, and meets nothing
		follow(m.edges[e].a, uint32(e))
	}
	return list
}
