package worldgen

import (
	"math"
	"slices"
)

// divide gives each block to an area. From four areas on, the last lies wholly within
// another, if there is room for it.
func (m *maker) divide() {
	if m.o.Areas >= 4 {
		if m.grow(m.o.Areas - 1); m.enclose(int32(m.o.Areas - 1)) {
			return
		}
	}
	m.grow(m.o.Areas)
}

// enclose makes an area of a block and those around it, where two rings of blocks
// around a block are of one area.
func (m *maker) enclose(area int32) bool {
	around := func(list []int32) (more []int32) {
		for _, b := range list {
			for _, s := range m.sidesOf(b) {
				more = append(more, m.sides[s].other(b))
			}
		}
		slices.Sort(more)
		return slices.Compact(more)
	}
	start := newDice(m.o.Seed, forGrowth, -2).below(m.blocks())
	for i := range m.blocks() {
		b := int32((start + i) % m.blocks())
		near := around([]int32{b})
		if near[0] < 0 {
			continue
		}
		if slices.ContainsFunc(around(near), func(o int32) bool { return m.areaOf(o) != m.area[b] }) {
			continue
		}
		m.area[b] = area
		for _, o := range near {
			m.area[o] = area
		}
		return true
	}
	return false
}

// grow divides the blocks among areas: from seeds far from one another each grows at
// random speeds until the world is full. So an area hangs together, and its border
// winds.
func (m *maker) grow(areas int) {
	n := m.blocks()
	m.area = slices.Repeat([]int32{-1}, n)
	var q queue
	owner := make([]int32, n)
	for a, b := range m.seeds(areas) {
		owner[b] = int32(a)
		q.push(0, b)
	}
	cost := slices.Repeat([]float64{math.Inf(1)}, n)
	for x, ok := q.pop(); ok; x, ok = q.pop() {
		b := x.item
		if m.area[b] >= 0 {
			continue
		}
		m.area[b] = owner[b]
		for _, s := range m.sidesOf(b) {
			o := m.sides[s].other(b)
			if o < 0 || m.area[o] >= 0 {
				continue
			}
			if c := x.cost + newDice(m.o.Seed, forGrowth, int(s)).between(0.3, 1.7); c < cost[o] {
				cost[o], owner[o] = c, owner[b]
				q.push(c, o)
			}
		}
	}
}

// seeds draws a block for each area, each the farthest from those before it of some
// that are drawn.
func (m *maker) seeds(areas int) []int32 {
	d := newDice(m.o.Seed, forGrowth, -1)
	var list []int32
	for range areas {
		best, far := int32(0), -1.0
		for range 40 {
			b := int32(d.below(m.blocks()))
			near := math.Inf(1)
			for _, other := range list {
				near = min(near, m.middle(b).distance(m.middle(other)))
			}
			if near > far {
				best, far = b, near
			}
		}
		list = append(list, best)
	}
	return list
}

// areaOf is the area of a block, -1 outside.
func (m *maker) areaOf(b int32) int32 {
	if b < 0 {
		return -1
	}
	return m.area[b]
}

// borderSide reports whether a side lies on the boundary of an area.
func (m *maker) borderSide(s int32) bool {
	x := &m.sides[s]
	return m.areaOf(x.p) != m.areaOf(x.q)
}
