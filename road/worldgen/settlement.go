package worldgen

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
)

// Settlements draws a table of populated places, by id: id, name, lat, lon, area,
// population and gdp, in CSV. Each stands at a meeting or an end of roads that cars may use
// both ways. First come the towns of the world, the largest first, as the map has them;
// then villages in the middle of other blocks, one of each (a world has one block for some
// 72 nodes); then hamlets anywhere. There are fewer than n if the world has no more such
// nodes. The same world and n give the same bytes, and a larger n the same places and
// further ones. O(nodes + ways).
func (w *World) Settlements(n int) []byte {
	s := &settling{w: w, n: max(n, 0), free: w.out.meetings(w.roads), named: map[string]int{}}
	s.towns()
	s.villages()
	s.hamlets()
	slices.SortFunc(s.list, func(a, b settlement) int { return cmp.Compare(a.id, b.id) })
	var b strings.Builder
	b.WriteString("id,name,lat,lon,area,population,gdp\n")
	for _, p := range s.list {
		at := position{w.out.lat[p.node], w.out.lon[p.node]}.degrees()
		fmt.Fprintf(&b, "%s,%s,%.7f,%.7f,%s,%d,%.0f\n", p.id, p.name, at.Lat, at.Lon, areaCode(int(p.area)), p.people, p.gdp)
	}
	return []byte(b.String())
}

type settlement struct {
	id, name string
	node     nodeID
	area     int32
	people   int
	gdp      float64
}

// settling is a table of settlements while it is drawn.
type settling struct {
	w     *World
	n     int
	free  []bool // nodes where a settlement may still be
	named map[string]int
	list  []settlement
}

func (s *settling) full() bool { return len(s.list) >= s.n }

// settle adds a settlement, if its node is free.
func (s *settling) settle(node nodeID, block int32, name string, people int) {
	if s.full() || !s.free[node] {
		return
	}
	s.free[node] = false
	s.named[name]++
	id := strings.ToLower(name)
	if k := s.named[name]; k > 1 {
		id = fmt.Sprintf("%s-%d", id, k)
	}
	area := s.w.area[block]
	head := newDice(s.w.seed, forSettlement, -2-int(area)).between(1500, 45000) * newDice(s.w.seed, forSettlement, int(node)).between(0.7, 1.4)
	s.list = append(s.list, settlement{id, name, node, area, people, math.Round(float64(people) * head)})
}

func (s *settling) towns() {
	for _, t := range s.w.towns {
		s.settle(s.w.hub[t.block], t.block, t.name, townPeople(t.rank))
	}
}

func (s *settling) villages() {
	order := make([]int32, len(s.w.hub))
	for b := range order {
		order[b] = int32(b)
	}
	shuffle(newDice(s.w.seed, forSettlement, -1), order)
	for _, b := range order {
		if s.full() {
			return
		}
		d := newDice(s.w.seed, forSettlement, 1<<40|int(b))
		s.settle(s.w.hub[b], b, placeName(d), int(min(150+d.tail(450), 3000)))
	}
}

func (s *settling) hamlets() {
	if s.full() {
		return
	}
	var left []nodeID
	for node, free := range s.free {
		if block := s.w.blockOf(nodeID(node)); free && block >= 0 {
			left = append(left, nodeID(node))
		}
	}
	shuffle(newDice(s.w.seed, forSettlement, -1), left)
	for _, node := range left {
		if s.full() {
			return
		}
		d := newDice(s.w.seed, forSettlement, 1<<41|int(node))
		s.settle(node, s.w.blockOf(node), placeName(d), int(min(10+d.tail(60), 500)))
	}
}

// blockOf is the block in which a node was drawn, -1 if it lies between blocks.
func (w *World) blockOf(n nodeID) int32 {
	at, found := slices.BinarySearch(w.firstNode, n)
	if !found {
		at--
	}
	if at < 0 || at >= len(w.hub) {
		return -1
	}
	return int32(at)
}

// meetings reports which nodes are meetings or ends of roads that cars may use both ways,
// and neither barriers nor anything else by themselves.
func (c *columns) meetings(roads int) []bool {
	const bend, meeting = 1, 2
	use, open := make([]uint8, len(c.lat)), c.openSets()
	for i := range roads {
		if !open[c.waySet[i]] {
			continue
		}
		refs := c.refsOf(i)
		for _, n := range refs {
			use[n] = min(use[n]+bend, meeting)
		}
		use[refs[0]], use[refs[len(refs)-1]] = meeting, meeting
	}
	for _, n := range c.tagged {
		use[n] = 0
	}
	out := make([]bool, len(use))
	for n, u := range use {
		out[n] = u == meeting
	}
	return out
}

// openSets are those of roads with no rule of access, from living streets to trunk roads,
// that are no one-way streets.
func (c *columns) openSets() []bool {
	open := make([]bool, len(c.sets))
	for i, tags := range c.sets {
		class := slices.Index(classNames[:], tags[1])
		open[i] = tags[0] == "highway" && class >= int(livingStreet) && class < int(motorway) &&
			!slices.ContainsFunc(tags[2:], func(s string) bool { return s == "oneway" || s == "access" || s == "motor_vehicle" || s == "junction" })
	}
	return open
}
