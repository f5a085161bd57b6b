package contour

import (
	"context"
	"math"
	"slices"
)

// A vertex is a place on a line of the grid, as a key whose order is by row, lying lines
// before standing ones, then by column:
//
//	row 25 bits | standing 1 | column 24 | off 6
//
// It is off/32 of a cell east of the node of that row and column, or north of it if the
// line stands. Crossings have an odd off. Off is 0 only where the chart is split: a node
// on the antimeridian.
type vertex uint64

const (
	offs     = 2 * steps // in a cell's side
	standing = vertex(1) << 30
)

func vertexAt(column, row int, stands bool, off int) vertex {
	v := vertex(row)<<31 | vertex(column)<<6 | vertex(off)
	if stands {
		v |= standing
	}
	return v
}

func (v vertex) row() int     { return int(v >> 31) }
func (v vertex) column() int  { return int(v >> 6 & (1<<24 - 1)) }
func (v vertex) off() int     { return int(v & 63) }
func (v vertex) stands() bool { return v&standing != 0 }

// A step is an edge of the boundary of one area, which lies to the left.
type step struct {
	from, to vertex
	time     uint8
}

// march finds the boundaries, tile by tile.
func (r *raster) march(ctx context.Context, threads int) ([][]step, error) {
	found := make([][]step, len(r.tiles))
	err := each(ctx, len(r.tiles), threads, func() func(int) {
		m := &marcher{raster: r}
		return func(i int) {
			m.steps = m.steps[:0]
			m.run(&r.tiles[i])
			found[i] = slices.Clone(m.steps)
		}
	})
	return found, err
}

// wide is the nodes of a tile with the next row and column.
const wide = tileSide + 1

// A marcher is the memory of one thread.
type marcher struct {
	*raster
	column, row int // of the tile's first node
	near        [wide * wide]uint32
	class       [wide * wide]uint8
	radii       [wide]float64 // by row
	gates       [4]gate       // south, east, north and west of a cell
	steps       []step
}

// A gate is a line between two nodes: for each time by which one is reached and the other
// is not, where the boundary crosses it, in offs from the south or west.
type gate struct {
	at [maxTimes]uint8
}

func (m *marcher) run(t *tile) {
	m.load(t)
	for j := range tileSide {
		for i := range tileSide {
			n := j*wide + i
			if c := m.class[n]; c != m.class[n+1] || c != m.class[n+wide] || c != m.class[n+wide+1] {
				m.cell(i, j)
			}
		}
	}
	if t.column == 0 {
		for j := range tileSide {
			m.wall(j)
		}
	}
}

// load copies a tile and the edges of those beside it.
func (m *marcher) load(t *tile) {
	m.column, m.row = t.column*tileSide, t.row*tileSide
	for n := range m.near {
		m.near[n], m.class[n] = nothing, m.never()
	}
	for j := range m.radii {
		m.radii[j] = m.radiusAt(float64((m.row + j) * sub))
	}
	for k := range 4 {
		east, north := k&1, k>>1
		column := (t.column + east) % (m.columns / tileSide)
		i, ok := m.at[[2]int32{int32(column), int32(t.row + north)}]
		if !ok {
			continue
		}
		from := &m.tiles[i]
		width, height := tileSide, tileSide
		if east == 1 {
			width = 1
		}
		if north == 1 {
			height = 1
		}
		for j := range height {
			to, at := (j+north*tileSide)*wide+east*tileSide, j*tileSide
			copy(m.near[to:to+width], from.near[at:])
			copy(m.class[to:to+width], from.class[at:])
		}
	}
}

// crossings finds where boundaries cross the line from the k-th node of m to the one east
// or north of it. The crossing of a time is before the first place, from the node reached
// earlier, that is reached too late, and so no farther than that of a later time.
func (m *marcher) crossings(g *gate, k int, stands bool) {
	other := k + 1
	if stands {
		other = k + wide
	}
	a, b, mirrored := k, other, m.class[other] < m.class[k]
	if mirrored {
		a, b = other, k
	}
	if m.class[a] == m.class[b] {
		return
	}
	p := m.profile(a, b)
	passed := m.class[a]
	for s := 1; passed < m.class[b]; s++ {
		class := m.class[b]
		if s < steps {
			class = min(class, p.class(s, m.within))
		}
		for ; passed < class; passed++ {
			g.at[passed] = uint8(2*s - 1)
			if mirrored {
				g.at[passed] = uint8(offs + 1 - 2*s)
			}
		}
	}
}

// A profile is what decides between two nodes: one of their two nearest segments.
type profile struct {
	x, y, dx, dy float64 // the node where it begins, and how far the next place is
	r, dr        float64 // the radius likewise
	lines        [2]line
	count        int
}

func (m *marcher) profile(a, b int) profile {
	p := profile{
		x: float64((m.column + a%wide) * sub), y: float64((m.row + a/wide) * sub),
		dx: float64(b%wide-a%wide) * sub / steps, dy: float64(b/wide-a/wide) * sub / steps,
		r: m.radii[a/wide], dr: (m.radii[b/wide] - m.radii[a/wide]) / steps,
	}
	for _, n := range [2]int{a, b} {
		if k := m.near[n]; k != nothing && (n == a || k != m.near[a]) {
			p.lines[p.count] = m.line(&m.segments[k], int32(m.column*sub))
			p.count++
		}
	}
	return p
}

// class is the class of the s-th place.
func (p *profile) class(s int, within []float32) uint8 {
	x, y, r := p.x+p.dx*float64(s), p.y+p.dy*float64(s), p.r+p.dr*float64(s)
	best, at := r*r, float32(math.Inf(1))
	for i := range p.lines[:p.count] {
		l := &p.lines[i]
		if d := l.distance(x, y); d < best {
			best, at = d, l.arrival(x, y)
		} else if d == best {
			at = min(at, l.arrival(x, y))
		}
	}
	return classOf(at, within)
}

// turns are, for each set of a cell's reached corners (1 south-west, 2 south-east, 4
// north-east, 8 north-west), the gates that boundaries enter and leave by, two by two,
// with what is reached to the left. Reached corners that face each other stay apart whatever
// the time: were they joined by one and apart by a later one, areas would not be nested.
var turns = [16][]int{
	1: {0, 3}, 2: {1, 0}, 3: {1, 3}, 4: {2, 1}, 5: {0, 3, 2, 1}, 6: {2, 0}, 7: {2, 3},
	8: {3, 2}, 9: {0, 2}, 10: {1, 0, 3, 2}, 11: {1, 2}, 12: {3, 1}, 13: {0, 1}, 14: {3, 0},
}

// cell adds the boundaries through a cell.
func (m *marcher) cell(i, j int) {
	n := j*wide + i
	corners := [4]uint8{m.class[n], m.class[n+1], m.class[n+wide+1], m.class[n+wide]}
	m.crossings(&m.gates[0], n, false)
	m.crossings(&m.gates[1], n+1, true)
	m.crossings(&m.gates[2], n+wide, false)
	m.crossings(&m.gates[3], n, true)
	column, row := m.column+i, m.row+j
	for time := slices.Min(corners[:]); time < slices.Max(corners[:]); time++ {
		reached := 0
		for bit, c := range corners {
			if c <= time {
				reached |= 1 << bit
			}
		}
		at := [4]vertex{
			vertexAt(column, row, false, int(m.gates[0].at[time])),
			vertexAt(column+1, row, true, int(m.gates[1].at[time])),
			vertexAt(column, row+1, false, int(m.gates[2].at[time])),
			vertexAt(column, row, true, int(m.gates[3].at[time])),
		}
		for t := turns[reached]; len(t) > 0; t = t[2:] {
			m.steps = append(m.steps, step{at[t[0]], at[t[1]], time})
		}
	}
}

// wall closes areas along the antimeridian, on both sides, from a node to the one north
// of it: from vertex to vertex, so that areas of different times share edges there.
func (m *marcher) wall(j int) {
	n := j * wide
	low, high := m.class[n], m.class[n+wide]
	m.crossings(&m.gates[3], n, true)
	offs := []int{0}
	for time := min(low, high); time < max(low, high); time++ {
		offs = append(offs, int(m.gates[3].at[time]))
	}
	slices.Sort(offs)
	offs = slices.Compact(offs)
	for time := int(min(low, high)); time < len(m.within); time++ {
		from, to := 0, len(offs)
		if int(high) > time { // up to its crossing
			from, to = 0, slices.Index(offs, int(m.gates[3].at[time]))
		} else if int(low) > time {
			from, to = slices.Index(offs, int(m.gates[3].at[time])), len(offs)
		}
		for k := from; k < to; k++ {
			for _, column := range [2]int{0, m.columns} {
				south := m.wallVertex(column, j, offs[k])
				north := m.wallVertex(column, j+1, 0)
				if k+1 < len(offs) {
					north = m.wallVertex(column, j, offs[k+1])
				}
				s := step{north, south, uint8(time)}
				if column > 0 {
					s.from, s.to = s.to, s.from
				}
				m.steps = append(m.steps, s)
			}
		}
	}
}

func (m *marcher) wallVertex(column, j, off int) vertex {
	return vertexAt(column, m.row+j, off > 0, off)
}
