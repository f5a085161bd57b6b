package worldgen

import "slices"

// A run is a piece of boundary between two points where three areas meet (outside is
// one of them), or a closed line: its sides in order.
type run struct {
	sides  []int32
	from   int32    // corner
	areas  [2]int32 // on either side of it; -1 is outside
	closed bool
}

// drawShores draws the nodes of boundaries: those at corners once.
func (m *maker) drawShores() {
	m.shoreNodes = map[int32][]nodeID{}
	corner := map[int32]nodeID{}
	for s := range m.sides {
		if !m.borderSide(int32(s)) {
			continue
		}
		x := &m.sides[s]
		line := m.shore(int32(s))
		for i, c := range []int32{x.a, x.b} {
			if _, ok := corner[c]; !ok {
				corner[c] = m.out.node(line[i*(len(line)-1)])
			}
		}
		nodes := []nodeID{corner[x.a]}
		for _, p := range line[1 : len(line)-1] {
			nodes = append(nodes, m.out.node(p))
		}
		m.shoreNodes[int32(s)] = append(nodes, corner[x.b])
	}
}

// runs follows the boundaries from meeting to meeting.
func (m *maker) runs() (list []run) {
	at := map[int32][]int32{} // border sides at a corner
	var order []int32
	for s := range m.sides {
		if m.borderSide(int32(s)) {
			for _, c := range []int32{m.sides[s].a, m.sides[s].b} {
				if at[c] == nil {
					order = append(order, c)
				}
				at[c] = append(at[c], int32(s))
			}
		}
	}
	used := make([]bool, len(m.sides))
	follow := func(c, s int32) {
		if used[s] {
			return
		}
		r := run{from: c, areas: [2]int32{m.areaOf(m.sides[s].p), m.areaOf(m.sides[s].q)}}
		slices.Sort(r.areas[:])
		for {
			used[s] = true
			r.sides = append(r.sides, s)
			c = m.sides[s].a + m.sides[s].b - c
			next := at[c][0] + at[c][len(at[c])-1] - s
			if len(at[c]) != 2 || used[next] {
				break
			}
			s = next
		}
		r.closed = c == r.from
		list = append(list, r)
	}
	for _, meeting := range []bool{true, false} {
		for _, c := range order {
			for _, s := range at[c] {
				if len(at[c]) == 3 || !meeting {
					follow(c, s)
				}
			}
		}
	}
	return list
}

// sidesAWay is how many sides a way of a boundary follows at most.
const sidesAWay = 10

// boundaries draws the ways of boundaries and the relations of areas.
func (m *maker) boundaries() {
	members := make([][]member, m.o.Areas)
	runs := m.runs()
	holes := m.holes(runs)
	for i, r := range runs {
		for j, c := 0, r.from; j < len(r.sides); j += sidesAWay {
			var refs []nodeID
			for _, s := range r.sides[j:min(j+sidesAWay, len(r.sides))] {
				line := slices.Clone(m.shoreNodes[s])
				if m.sides[s].b == c {
					slices.Reverse(line)
				}
				c = m.sides[s].a + m.sides[s].b - c
				if len(refs) > 0 {
					line = line[1:]
				}
				refs = append(refs, line...)
			}
			way := m.out.way(refs, m.out.set(m.borderTags(r)), "", "")
			for k, a := range r.areas {
				if a >= 0 {
					role := "outer"
					if holes[i][k] {
						role = "inner"
					}
					members[a] = append(members[a], member{1, uint32(way), role})
				}
			}
		}
	}
	for a, list := range members {
		m.out.relations = append(m.out.relations, relation{list, []string{"type", "boundary", "boundary", "administrative",
			"admin_level", "2", "ISO3166-1:alpha3", areaCode(a), "name", m.areaName(a)}})
	}
}

func (m *maker) areaName(a int) string { return placeName(newDice(m.o.Seed, forName, -1-a)) + "ia" }

// borderTags are those of a piece of boundary: of land, of a river or of the sea.
func (m *maker) borderTags(r run) []string {
	tags := []string{"boundary", "administrative", "admin_level", "2"}
	switch {
	case r.areas[0] < 0:
		return append(tags, "maritime", "yes")
	case m.rivers[r.areas[0]<<16|r.areas[1]]:
		return append(tags, "waterway", "river")
	}
	return tags
}

// holes says of each run whether it is part of a hole in the first and in the second
// of its areas. The runs of an area join into closed lines; the one that reaches
// farthest west is its outline.
func (m *maker) holes(runs []run) [][2]bool {
	holes := make([][2]bool, len(runs))
	lines := newForest(2 * len(runs)) // run and place among its areas
	type end struct{ corner, area int32 }
	first := map[end]int32{}
	west, outline := make([]int32, m.o.Areas), make([]int32, m.o.Areas)
	for i := range outline {
		outline[i] = -1
	}
	for i, r := range runs {
		last := r.from
		for _, s := range r.sides {
			last = m.sides[s].a + m.sides[s].b - last
		}
		for k, a := range r.areas {
			if a < 0 {
				continue
			}
			me := int32(2*i + k)
			for _, c := range []int32{r.from, last} {
				if o, ok := first[end{c, a}]; ok {
					lines.join(me, o)
				}
				first[end{c, a}] = me
			}
			for _, s := range r.sides {
				for _, n := range m.shoreNodes[s] {
					if lon := m.out.lon[n]; outline[a] < 0 || lon < west[a] {
						west[a], outline[a] = lon, me
					}
				}
			}
		}
	}
	for i, r := range runs {
		for k, a := range r.areas {
			holes[i][k] = a >= 0 && lines.root(int32(2*i+k)) != lines.root(outline[a])
		}
	}
	return holes
}
