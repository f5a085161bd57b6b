package osm

import (
	"cmp"
	"context"
	"encoding/binary"
	"slices"
	"sync"

	"waythrough/road/osm/pbf"
)

// A roadBatch is what a worker takes from one block in the first pass.
type roadBatch struct {
	offset  int64
	noNodes bool

	id        []int64
	set       []*tagSet
	name, ref []string
	firstRef  []uint64
	refs      []byte

	restrictions []Restriction
	boundaries   []Boundary
	borders      []borderWay
	posts        []postWay
	bad          int
}

// readRoads is the first pass over a file: ways and relations.
func (x *extraction) readRoads(ctx context.Context, file int) error {
	x.noNodes[file] = map[int64]bool{}
	tags := sync.Pool{New: func() any { return new(blockTags) }}
	o := pbf.Options{Kinds: pbf.Ways | pbf.Relations, Workers: x.Workers, Peek: true, Progress: x.progress()}
	err := pbf.Each(ctx, x.files[file], o, func(b *pbf.Block) (*roadBatch, error) {
		t := tags.Get().(*blockTags)
		defer tags.Put(t)
		t.start(b)
		return x.takeRoads(t), nil
	}, func(r *roadBatch) error {
		x.addRoads(file, r)
		return nil
	})
	x.done += x.files[file].Size()
	return err
}

func (x *extraction) takeRoads(t *blockTags) *roadBatch {
	r := &roadBatch{offset: t.Offset, noNodes: t.Has&pbf.Nodes == 0}
	for i, id := range t.Ways.ID {
		w := t.way(t.WayTags(i))
		if w.mayBeBorder {
			if b, ok := borderWayOf(t.Block, i); ok {
				r.borders = append(r.borders, b)
			}
		}
		if w.mayBePost {
			if p, ok := postWayOf(t.Block, i); ok {
				r.posts = append(r.posts, p)
			}
		}
		if !w.mayBeRoad || len(t.Ways.RefsOf(i)) < 2 {
			continue
		}
		set := x.sets.find(t.wayKey())
		if !set.open {
			continue
		}
		r.id = append(r.id, id)
		r.set = append(r.set, set)
		r.name, r.ref = append(r.name, string(w.name)), append(r.ref, string(w.ref))
		r.firstRef = append(r.firstRef, uint64(len(r.refs)))
		last := int64(0)
		for _, ref := range t.Ways.RefsOf(i) {
			r.refs = binary.AppendVarint(r.refs, ref-last)
			last = ref
		}
	}
	for i := range t.Relations.ID {
		if s, ok := boundaryOf(t.Block, i); ok {
			r.boundaries = append(r.boundaries, s)
			continue
		}
		turn, ok, bad := restrictionOf(t.Block, i)
		if ok {
			r.restrictions = append(r.restrictions, turn)
		} else if bad {
			r.bad++
		}
	}
	return r
}

// addRoads joins a batch to the rest, in the order of the file.
func (x *extraction) addRoads(file int, b *roadBatch) {
	if b.noNodes {
		x.noNodes[file][b.offset] = true
	}
	r := &x.roads
	base := uint64(len(r.refs))
	r.id = append(r.id, b.id...)
	r.refs = append(r.refs, b.refs...)
	for i := range b.id {
		r.set = append(r.set, x.sets.number(b.set[i]))
		r.name = append(r.name, x.g.strings.id(b.name[i]))
		r.ref = append(r.ref, x.g.strings.id(b.ref[i]))
		r.firstRef = append(r.firstRef, base+b.firstRef[i])
	}
	x.restrictions = append(x.restrictions, b.restrictions...)
	x.boundaries = append(x.boundaries, b.boundaries...)
	x.borders = append(x.borders, b.borders...)
	x.posts = append(x.posts, b.posts...)
	x.g.Stats.RestrictionsBad += b.bad
}

// mergeRoads puts everything in the order of ids and drops what came twice.
func (x *extraction) mergeRoads() {
	x.restrictions = sortedOnce(x.restrictions, func(r Restriction) int64 { return r.ID })
	x.boundaries = sortedOnce(x.boundaries, func(s Boundary) int64 { return s.ID })
	x.borders = sortedOnce(x.borders, func(w borderWay) int64 { return w.id })
	x.posts = sortedOnce(x.posts, func(w postWay) int64 { return w.post.Way })
	r := &x.roads
	r.firstRef = append(r.firstRef, uint64(len(r.refs)))
	if !rising(r.id) {
		x.reorderRoads()
	}
	x.g.Stats.Ways, x.g.Stats.RefBytes, x.g.Stats.TagSets = len(r.id), len(r.refs), len(x.sets.list)
}

func rising(ids []int64) bool {
	for i := 1; i < len(ids); i++ {
		if ids[i-1] >= ids[i] {
			return false
		}
	}
	return true
}

// sortedOnce sorts by id and keeps the first of equals.
func sortedOnce[T any](list []T, id func(T) int64) []T {
	slices.SortStableFunc(list, func(a, b T) int { return cmp.Compare(id(a), id(b)) })
	return slices.CompactFunc(list, func(a, b T) bool { return id(a) == id(b) })
}

func (x *extraction) reorderRoads() {
	old := x.roads
	order := make([]uint32, len(old.id))
	for i := range order {
		order[i] = uint32(i)
	}
	slices.SortStableFunc(order, func(a, b uint32) int { return cmp.Compare(old.id[a], old.id[b]) })
	order = slices.CompactFunc(order, func(a, b uint32) bool { return old.id[a] == old.id[b] })
	x.g.Stats.Duplicates = len(old.id) - len(order)
	fresh := roads{firstRef: []uint64{0}}
	for _, i := range order {
		fresh.id = append(fresh.id, old.id[i])
		fresh.set = append(fresh.set, old.set[i])
		fresh.name = append(fresh.name, old.name[i])
		fresh.ref = append(fresh.ref, old.ref[i])
		fresh.refs = append(fresh.refs, old.packed(i)...)
		fresh.firstRef = append(fresh.firstRef, uint64(len(fresh.refs)))
	}
	x.roads = fresh
}

// find gives the place of a way among the roads.
func (r *roads) find(way int64) (uint32, bool) {
	i, ok := slices.BinarySearch(r.id, way)
	return uint32(i), ok
}

// eachRef calls f for each node of a packed list.
func eachRef(packed []byte, f func(id int64)) {
	for id := int64(0); len(packed) > 0; {
		delta, n := binary.Varint(packed)
		packed = packed[n:]
		id += delta
		f(id)
	}
}

// chooseBorders keeps the ways that belong to boundaries of states, roads among
// them, and says which boundary each is of.
func (x *extraction) chooseBorders() {
	of := map[int64][]int64{}
	for _, s := range x.boundaries {
		for _, m := range s.Members {
			if !slices.Contains(of[m.Way], s.ID) {
				of[m.Way] = append(of[m.Way], s.ID)
			}
		}
	}
	kept := x.borders[:0:0]
	for _, w := range x.borders {
		if len(w.refs) >= 2 && (w.tagged || of[w.id] != nil) {
			kept = append(kept, w)
		}
	}
	held := len(kept)
	for way := range of {
		if i, ok := x.roads.find(way); ok && !slices.ContainsFunc(kept[:held], func(w borderWay) bool { return w.id == way }) {
			w := borderWay{id: way}
			eachRef(x.roads.packed(i), func(id int64) { w.refs = append(w.refs, id) })
			kept = append(kept, w)
		}
	}
	x.borders = sortedOnce(kept, func(w borderWay) int64 { return w.id })
	x.g.Borders = make([]BoundaryLine, len(x.borders))
	for i, w := range x.borders {
		slices.Sort(of[w.id])
		x.g.Borders[i] = BoundaryLine{Way: w.id, Maritime: w.maritime, Disputed: w.disputed, Of: of[w.id]}
	}
}
