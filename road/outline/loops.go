package outline

import (
	"waythrough/geo"
	"waythrough/road/osm"
)

// leftOf directs arcs of a shape so that it lies left of them: a ray from the middle of the
// first segment of each counts what it meets.
func (b *builder) leftOf(arcs []int32) []int32 {
	var from, to []osm.Point
	var boxes []geo.Box
	for _, k := range arcs {
		for i := 1; i < len(b.at[k]); i++ {
			p, q := b.at[k][i-1], b.at[k][i]
			from, to = append(from, p), append(to, q)
			boxes = append(boxes, geo.Box{MinLat: min(p.Lat, q.Lat), MinLon: min(p.Lon, q.Lon), MaxLat: max(p.Lat, q.Lat), MaxLon: max(p.Lon, q.Lon)})
		}
	}
	found := geo.NewBoxes(boxes)
	halves := make([]int32, len(arcs))
	for n, k := range arcs {
		p, q := b.at[k][0], b.at[k][1]
		m, turned := middle(p, q)
		ray := geo.Box{MinLat: min(p.Lat, q.Lat), MinLon: min(p.Lon, q.Lon), MaxLat: max(p.Lat, q.Lat), MaxLon: beyondAll}
		if turned {
			ray.MaxLon, ray.MaxLat = max(p.Lon, q.Lon), beyondAll
		}
		odd := false
		found.Search(ray, func(i uint32) bool {
			odd = odd != eastOf(twice(from[i], turned), twice(to[i], turned), m)
			return true
		})
		// Odd says that the inside lies where the ray goes: right of a segment that goes up.
		halves[n] = 2 * k
		if up := twice(q, turned).y > twice(p, turned).y; odd == up {
			halves[n]++
		}
	}
	return halves
}

// loops joins directed arcs into loops that pass no point twice. Where several leave a point
// the one is taken that bounds the same wedge of the shape: the first to the right of where
// one came from.
func (b *builder) loops(halves []int32) (list [][]int32) {
	leave := map[osm.Point][]int32{}
	for _, h := range halves {
		start := b.point(h, 0)
		leave[start] = append(leave[start], h)
	}
	take := func(at osm.Point, back vector) (int32, bool) {
		here := leave[at]
		if len(here) == 0 {
			return 0, false // lines that don't close
		}
		best, dir := 0, vector{}
		for i, h := range here {
			d := from(at, b.point(h, 1))
			if i == 0 || turnsLess(back, dir, d) {
				best, dir = i, d
			}
		}
		h := here[best]
		leave[at] = append(here[:best:best], here[best+1:]...)
		return h, true
	}
	for _, h := range halves {
		start := b.point(h, 0)
		for len(leave[start]) > 0 {
			list = b.walk(list, start, take)
		}
	}
	return list
}

// walk follows arcs from a point until nothing leaves the last one, and cuts off a loop
// whenever it comes to where it has been.
func (b *builder) walk(list [][]int32, at osm.Point, take func(osm.Point, vector) (int32, bool)) [][]int32 {
	var way []int32
	been := map[osm.Point]int{at: 0}
	back := vector{1, 0}
	for {
		h, ok := take(at, back)
		if !ok {
			return list
		}
		way = append(way, h)
		at = b.point(h, -1)
		back = from(at, b.point(h, -2))
		begin, seen := been[at]
		if !seen {
			been[at] = len(way)
			continue
		}
		for _, cut := range way[begin+1:] {
			delete(been, b.point(cut, 0))
		}
		list = append(list, append([]int32(nil), way[begin:]...))
		way = way[:begin]
	}
}
