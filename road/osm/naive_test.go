package osm

import (
	"context"
	"fmt"
	"math"
	"slices"
	"testing"

	"waythrough/geo"
	"waythrough/road/osm/pbf"
	"waythrough/road/osm/profile"
)

// A naiveMap is a file, read into maps.
type naiveMap struct {
	at      map[int64]Point
	special map[int64]bool // nodes of the graph in themselves
	roads   []naiveRoad
}

type naiveRoad struct {
	id   int64
	refs []int64
	use  [profile.Count]profile.Use
}

func readNaively(t *testing.T, f *pbf.File) *naiveMap {
	m := &naiveMap{at: map[int64]Point{}, special: map[int64]bool{}}
	judged := map[string][profile.Count]profile.Use{}
	err := f.Scan(context.Background(), pbf.Options{}, func(b *pbf.Block) error {
		for i, id := range b.Nodes.ID {
			m.at[id] = Point{b.Nodes.Lat[i], b.Nodes.Lon[i]}
			if tags := b.NodeTags(i); len(tags) > 0 && profile.Node(stringTags(b, tags)).Matters() {
				m.special[id] = true
			}
		}
		for i, id := range b.Ways.ID {
			tags := stringTags(b, b.WayTags(i))
			key := fmt.Sprint(tags)
			use, ok := judged[key]
			if !ok {
				for p := range use {
					use[p] = profile.Way(tags, profile.Profile(p), "")
				}
				judged[key] = use
			}
			if slices.ContainsFunc(use[:], profile.Use.Open) {
				m.roads = append(m.roads, naiveRoad{id, slices.Clone(b.Ways.RefsOf(i)), use})
			}
		}
		for i := range b.Relations.ID {
			if r, ok, _ := restrictionOf(b, i); ok {
				m.special[r.ViaNode] = true
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// pieces cuts a road where nodes are missing.
func (m *naiveMap) pieces(r naiveRoad) (out [][]int64) {
	var piece []int64
	for _, id := range append(slices.Compact(slices.Clone(r.refs)), -1) {
		if _, ok := m.at[id]; ok {
			piece = append(piece, id)
			continue
		}
		if len(piece) > 1 {
			out = append(out, piece)
		}
		piece = nil
	}
	return out
}

func naive(t *testing.T, f *pbf.File) (list []listedEdge) {
	m, uses := readNaively(t, f), map[int64]int{}
	for _, r := range m.roads {
		for _, piece := range m.pieces(r) {
			for _, id := range piece {
				uses[id]++
			}
			uses[piece[0]], uses[piece[len(piece)-1]] = 2, 2
		}
	}
	for _, r := range m.roads {
		first, whole := len(list), 0.0
		for _, piece := range m.pieces(r) {
			from, metres := piece[0], 0.0
			for i, id := range piece[1:] {
				metres += float64(geo.Distance(m.at[piece[i]].LatLon(), m.at[id].LatLon()))
				if uses[id] >= 2 || m.special[id] {
					list = append(list, listedEdge{way: r.id, from: from, to: id, length: uint32(math.Round(metres * 10))})
					whole, from, metres = whole+metres, id, 0
				}
			}
		}
		for i := range list[first:] {
			list[first+i].travel(r, whole)
		}
	}
	slices.SortStableFunc(list, func(a, b listedEdge) int { return int(a.way - b.way) })
	return list
}

// travel works out the durations.
func (l *listedEdge) travel(r naiveRoad, whole float64) {
	for p, u := range r.use {
		for dir, speed := range []profile.Speed{u.Forward, u.Backward} {
			l.duration[p][dir] = Closed
			if speed == 0 {
				continue
			}
			ms := math.Round(float64(l.length) * 3600 / float64(speed))
			if u.Duration > 0 && whole > 0 {
				ms = math.Round(float64(u.Duration) * (float64(l.length) / 10 / whole))
			}
			l.duration[p][dir] = uint32(ms)
		}
	}
}
