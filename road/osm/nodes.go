package osm

import (
	"context"
	"math"
	"slices"

	"waythrough/road/osm/pbf"
	"waythrough/road/osm/profile"
)

// nowhere is the position of a node that no extract holds.
var nowhere = Point{math.MinInt32, math.MinInt32}

// chooseNodes lists the nodes whose positions are needed: of roads, of boundaries, and of
// the outlines of posts.
func (x *extraction) chooseNodes() {
	var ids idSet
	for i := range x.roads.id {
		eachRef(x.roads.packed(uint32(i)), ids.add)
	}
	for _, w := range x.borders {
		for _, id := range w.refs {
			ids.add(id)
		}
	}
	for _, w := range x.posts {
		for _, id := range w.refs {
			ids.add(id)
		}
	}
	x.ids = ids.list()
	x.at = make([]Point, len(x.ids))
	for i := range x.at {
		x.at[i] = nowhere
	}
	x.flags = make([]NodeFlags, len(x.ids))
	x.g.Stats.Nodes = len(x.ids)
}

// An idSet collects ids. It sorts what came since the last time and merges it in,
// so that room is needed for each id about twice, however often it comes.
type idSet struct{ sorted, fresh []int64 }

func (s *idSet) add(id int64) {
	if len(s.fresh) >= max(1<<20, len(s.sorted)/2) {
		s.merge()
	}
	s.fresh = append(s.fresh, id)
}

func (s *idSet) merge() {
	slices.Sort(s.fresh)
	s.fresh = slices.Compact(s.fresh)
	merged := make([]int64, 0, len(s.sorted)+len(s.fresh))
	a, b := s.sorted, s.fresh
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0] < b[0]:
			merged, a = append(merged, a[0]), a[1:]
		case a[0] > b[0]:
			merged, b = append(merged, b[0]), b[1:]
		default:
			merged, a, b = append(merged, a[0]), a[1:], b[1:]
		}
	}
	s.sorted = append(append(merged, a...), b...)
	s.fresh = s.fresh[:0]
}

func (s *idSet) list() []int64 {
	s.merge()
	return s.sorted
}

// A nodeBatch is what a worker takes from one block in the second pass.
type nodeBatch struct {
	place []uint32 // in extraction.ids
	at    []Point
	// tagged are those that are more than bends.
	tagged []uint32
	flags  []NodeFlags
	posts  []Post
	places []Place
}

// readNodes is the second pass over a file: positions of nodes.
func (x *extraction) readNodes(ctx context.Context, file int) error {
	o := pbf.Options{Kinds: pbf.Nodes, Workers: x.Workers, Progress: x.progress(),
		Skip: func(offset int64) bool { return x.noNodes[file][offset] }}
	err := pbf.Each(ctx, x.files[file], o, func(b *pbf.Block) (*nodeBatch, error) {
		return x.takeNodes(b), nil
	}, func(n *nodeBatch) error {
		x.addNodes(n)
		return nil
	})
	x.done += x.files[file].Size()
	return err
}

func (x *extraction) takeNodes(b *pbf.Block) *nodeBatch {
	n := &nodeBatch{}
	keys := make([]concern, b.Strings())
	hint := 0
	for i, id := range b.Nodes.ID {
		at := Point{b.Nodes.Lat[i], b.Nodes.Lon[i]}
		place, needed := search(x.ids, id, hint)
		hint = place
		if needed {
			n.place, n.at = append(n.place, uint32(place)), append(n.at, at)
		}
		tags := b.NodeTags(i)
		concerns := concernsOf(b, tags, keys)
		if concerns <= seen {
			continue
		}
		all := stringTags(b, tags)
		if concerns&placeConcern != 0 {
			if p, ok := placeOf(all); ok {
				p.Node, p.At = id, at
				n.places = append(n.places, p)
			}
		}
		if concerns&roadConcern == 0 {
			continue
		}
		point := profile.Node(all)
		if f := flagsOf(point); needed && f != 0 {
			n.tagged, n.flags = append(n.tagged, uint32(place)), append(n.flags, f)
		}
		if point.BorderControl || point.Customs {
			n.posts = append(n.posts, Post{Node: id, At: at, Control: point.BorderControl, Duty: point.Customs,
				Name: all.Get("name"), Operator: all.Get("operator")})
		}
	}
	return n
}

// A concern is whom a key of a node may concern. The zero concern is of a key not seen yet.
type concern uint8

const (
	seen concern = 1 << iota
	roadConcern
	placeConcern
)

// concernsOf joins those of a node's tags; keys remembers them by string of the block.
func concernsOf(b *pbf.Block, tags []pbf.Tag, keys []concern) (all concern) {
	for _, tag := range tags {
		if keys[tag.Key] == 0 {
			keys[tag.Key] = seen
			switch key := string(b.String(tag.Key)); {
			case key == "place":
				keys[tag.Key] |= placeConcern
			case profile.MayMatter(key):
				keys[tag.Key] |= roadConcern
			}
		}
		all |= keys[tag.Key]
	}
	return all
}

func flagsOf(p profile.Point) NodeFlags {
	f := NodeFlags(p.Blocked)
	if p.BorderControl {
		f |= BorderControl
	}
	if p.Customs {
		f |= Customs
	}
	if p.TollBooth {
		f |= TollBooth
	}
	return f
}

// addNodes takes a batch in, in the order of the file. The first file that holds a
// node gives its position; what any says of it counts.
func (x *extraction) addNodes(n *nodeBatch) {
	for i, place := range n.place {
		if x.at[place] == nowhere {
			x.at[place] = n.at[i]
		}
	}
	for i, place := range n.tagged {
		x.flags[place] |= n.flags[i]
	}
	x.g.Posts = append(x.g.Posts, n.posts...)
	x.g.Places = append(x.g.Places, n.places...)
}

// search finds an id in a rising list, or where it would stand, by steps that double
// from a place near which it is likely: ids of neighbours are often neighbours.
func search(ids []int64, id int64, hint int) (int, bool) {
	lo, hi := 0, len(ids)
	if hint < len(ids) && ids[hint] <= id {
		lo = hint
		for step := 1; lo+step < len(ids); step *= 2 {
			if ids[lo+step] > id {
				hi = lo + step
				break
			}
			lo += step
		}
	} else {
		hi = min(hint, len(ids))
		for step := 1; hi-step >= 0; step *= 2 {
			if ids[hi-step] <= id {
				lo = hi - step
				break
			}
			hi -= step
		}
	}
	for lo < hi {
		mid := int(uint(lo+hi) >> 1)
		if ids[mid] < id {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo, lo < len(ids) && ids[lo] == id
}
