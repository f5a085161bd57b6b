package worldgen

import (
	"math"
	"slices"
)

// A town is a place with streets, of a rank: 0 is the largest of the world.
type town struct {
	block  int32
	rank   int
	radius float64 // in blocks
	name   string
}

// A town for so many blocks; villages are not counted.
const blocksATown = 30

// settle draws towns and what they make of the blocks around them: the number of
// streets across each. Sizes follow the rule of Zipf: the area of a town is inversely
// proportional to its rank.
func (m *maker) settle() {
	d := newDice(m.o.Seed, forTowns, 0)
	count := max(2*m.o.Areas, m.blocks()/blocksATown)
	spots := m.spots(d, count)
	m.townAt = map[int32]int{}
	for rank, b := range spots {
		m.townAt[b] = rank
		r := 0.4 * math.Sqrt(float64(count)/float64(rank+1))
		m.towns = append(m.towns, town{b, rank, r, placeName(newDice(m.o.Seed, forName, int(b)))})
	}
	m.largest = slices.Repeat([]int{-1}, m.o.Areas)
	for _, t := range m.towns {
		if a := m.area[t.block]; m.largest[a] < 0 {
			m.largest[a] = t.rank
		}
	}
	m.density = make([]float64, m.blocks())
	for b := range m.density {
		m.density[b] = newDice(m.o.Seed, forBlock, -b-1).between(3, 7.5)
	}
	for _, t := range m.towns {
		m.spread(t)
	}
	m.scale()
}

// spots draws the blocks of towns: two in each area that has so many, the rest
// anywhere, the order at random.
func (m *maker) spots(d *dice, count int) []int32 {
	taken, had := make([]bool, m.blocks()), make([]int, m.o.Areas)
	order := make([]int32, m.blocks())
	for i := range order {
		order[i] = int32(i)
	}
	shuffle(d, order)
	var spots []int32
	for _, b := range order {
		if a := m.area[b]; had[a] < 2 {
			had[a]++
			taken[b] = true
			spots = append(spots, b)
		}
	}
	for _, b := range order {
		if len(spots) >= count {
			break
		}
		if !taken[b] {
			taken[b] = true
			spots = append(spots, b)
		}
	}
	shuffle(d, spots)
	return spots
}

// spread raises the density of the blocks in reach of a town.
func (m *maker) spread(t town) {
	core, at := 12+5*math.Log(1+2*t.radius), m.middle(t.block)
	reach := int(t.radius) + 1
	c0, r0 := int(t.block)%m.w, int(t.block)/m.w
	for r := r0 - reach; r <= r0+reach; r++ {
		for c := c0 - reach; c <= c0+reach; c++ {
			b := m.block(c, r)
			if b < 0 {
				continue
			}
			far := m.middle(b).distance(at) / blockSize / max(t.radius, 0.6)
			if far < 1 {
				m.density[b] = max(m.density[b], 9+(core-9)*(1-far))
			}
		}
	}
}

// urban reports whether a block is town throughout.
func (m *maker) urban(b int32) bool { return m.density[b] >= 9 }

// nodesACell is what becomes of one meeting of streets in a block, on average: itself,
// dead ends and their junctions beside it, barriers; less those that are bends.
const nodesACell = 1.57

// scale turns densities into numbers of streets across each block, so that the world
// has about as many nodes as asked for.
func (m *maker) scale() {
	want := float64(m.o.Nodes) / nodesACell
	sum := func(f float64) (n float64) {
		for _, x := range m.density {
			n += math.Pow(min(max(f*x, 3), 44), 2)
		}
		return n
	}
	low, high := 0.2, 5.0
	for range 40 {
		if mid := (low + high) / 2; sum(mid) < want {
			low = mid
		} else {
			high = mid
		}
	}
	m.k = make([]int, m.blocks())
	for b, x := range m.density {
		f := min(max(low*x, 3), 44)
		m.k[b] = int(f)
		// k is drawn so that k² is f² on average
		if p := (f*f - math.Floor(f)*math.Floor(f)) / (2*math.Floor(f) + 1); newDice(m.o.Seed, forScale, b).chance(p) {
			m.k[b]++
		}
	}
}

// byArea lists the towns of each area, the largest first.
func (m *maker) byArea() [][]town {
	lists := make([][]town, m.o.Areas)
	for _, t := range m.towns {
		a := m.area[t.block]
		lists[a] = append(lists[a], t)
	}
	for _, l := range lists {
		slices.SortFunc(l, func(x, y town) int { return x.rank - y.rank })
	}
	return lists
}
