package contour

import (
	"context"
	"slices"
)

// A net is the boundaries of all times as one plane graph. Its vertices are numbered in
// the order of their keys. An edge that several areas share is there once, so that what
// simplification does to it, it does to all of them.
type net struct {
	*grid
	keys     []vertex
	lon, lat []int32 // units of 1e-7 degrees

	// The neighbours of v are next[first[v]:first[v+1]], as simplified so far. original
	// holds what they were: the first vertex on the way to each.
	first    []uint32
	next     []uint32
	original []uint32
	gone     []bool

	southern  int      // the first row
	rows      []uint32 // where the lying vertices of each row begin, then the standing ones
	parallels []int32  // the latitude of each row and of one more

	edges [maxTimes][]edge // of each time, by their beginnings
	index []uint32         // scratch, by vertex
}

// An edge is a step between numbered vertices.
type edge struct {
	from, to uint32
	time     uint8
}

// newNet joins the steps of all tiles.
func newNet(ctx context.Context, g *grid, steps [][]step, threads int) (*net, error) {
	total := 0
	for _, tile := range steps {
		total += len(tile)
	}
	n := &net{grid: g, keys: make([]vertex, 0, total)}
	for _, tile := range steps {
		for _, s := range tile {
			n.keys = append(n.keys, s.from) // every vertex begins a step
		}
	}
	slices.Sort(n.keys)
	n.keys = slices.Clone(slices.Compact(n.keys))
	n.index = make([]uint32, len(n.keys))
	n.lon, n.lat = make([]int32, len(n.keys)), make([]int32, len(n.keys))
	n.gone = make([]bool, len(n.keys))
	n.layRows()
	for v, k := range n.keys {
		n.lon[v], n.lat[v] = n.place(k)
	}
	edges := make([][]edge, len(steps))
	err := each(ctx, len(steps), threads, func() func(int) {
		return func(i int) {
			edges[i] = make([]edge, len(steps[i]))
			for k, s := range steps[i] {
				edges[i][k] = edge{n.number(s.from), n.number(s.to), s.time}
			}
			steps[i] = nil
		}
	})
	if err != nil {
		return nil, err
	}
	n.join(edges)
	return n, nil
}

// layRows notes where rows begin.
func (n *net) layRows() {
	if len(n.keys) == 0 {
		return
	}
	n.southern = n.keys[0].row()
	count := n.keys[len(n.keys)-1].row() - n.southern + 1
	n.rows = make([]uint32, 2*count+1)
	for _, k := range n.keys {
		at := 2 * (k.row() - n.southern)
		if k.stands() {
			at++
		}
		n.rows[at+1]++
	}
	for i := range 2 * count {
		n.rows[i+1] += n.rows[i]
	}
	n.parallels = make([]int32, count+1)
	for i := range n.parallels {
		n.parallels[i] = n.grid.lat(n.southern + i)
	}
}

// place is where a vertex lies, in units of 1e-7 degrees. Cells are at least offs units
// wide and high, so that vertices on a line keep their order, and none is on another's.
func (n *net) place(v vertex) (lon, lat int32) {
	lon, lat = n.grid.lon(v.column()), n.parallel(v.row())
	switch off := int64(v.off()); {
	case v.stands():
		lat += int32(int64(n.parallel(v.row()+1)-lat) * off / offs)
	case off > 0:
		lon += int32(int64(n.grid.lon(v.column()+1)-lon) * off / offs)
	}
	return lon, lat
}

func (n *net) parallel(row int) int32 { return n.parallels[row-n.southern] }

// rowOf are the vertices of a row, lying or standing, as the ends of a range.
func (n *net) rowOf(row int, stands bool) (low, high int) {
	at := 2 * (row - n.southern)
	if stands {
		at++
	}
	if at < 0 || at+1 >= len(n.rows) {
		return 0, 0
	}
	return int(n.rows[at]), int(n.rows[at+1])
}

// number is the number of a key.
func (n *net) number(k vertex) uint32 {
	low, high := n.rowOf(k.row(), k.stands())
	at, _ := slices.BinarySearch(n.keys[low:high], k)
	return uint32(low + at)
}

// join makes the lists of neighbours, and those of edges by time. Of each time they are in
// the order of the vertices they begin at, of which each begins one.
func (n *net) join(tiles [][]edge) {
	n.first = make([]uint32, len(n.keys)+1)
	begin := make([]uint32, len(n.keys)+1)
	var count [maxTimes]int
	for _, edges := range tiles {
		for _, e := range edges {
			n.first[e.from+1]++
			n.first[e.to+1]++
			begin[e.from+1]++
			count[e.time]++
		}
	}
	for v := range n.keys {
		n.first[v+1] += n.first[v]
		begin[v+1] += begin[v]
	}
	n.next = make([]uint32, n.first[len(n.keys)])
	ordered := make([]edge, begin[len(n.keys)])
	for _, edges := range tiles {
		for _, e := range edges {
			n.next[n.first[e.from]], n.next[n.first[e.to]] = e.to, e.from
			n.first[e.from]++
			n.first[e.to]++
			ordered[begin[e.from]] = e
			begin[e.from]++
		}
	}
	for time, k := range count {
		n.edges[time] = make([]edge, 0, k)
	}
	for _, e := range ordered {
		n.edges[e.time] = append(n.edges[e.time], e)
	}
	n.compact()
	n.original = slices.Clone(n.next)
}

// compact takes repetitions out of the lists of neighbours, of which first holds the ends.
func (n *net) compact() {
	read, written := uint32(0), uint32(0)
	for v := range n.keys {
		list := n.next[read:n.first[v]]
		read = n.first[v]
		slices.Sort(list)
		n.first[v] = written
		written += uint32(copy(n.next[written:], slices.Compact(list)))
	}
	n.first[len(n.keys)] = written
	n.next = n.next[:written]
}
