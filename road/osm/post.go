package osm

import (
	"math"
	"slices"

	"waythrough/road/osm/pbf"
	"waythrough/road/osm/profile"
)

// A postWay is a post whose place is not known before its nodes are.
type postWay struct {
	post Post
	refs []int64
}

// postWayOf reads a way; ok is false if it is not the outline of a post: a closed line or a
// building. A road that is tagged as a post is none: it may be long.
func postWayOf(b *pbf.Block, i int) (w postWay, ok bool) {
	refs := b.Ways.RefsOf(i)
	tags := stringTags(b, b.WayTags(i))
	point := profile.Node(tags)
	if !point.BorderControl && !point.Customs || len(refs) == 0 || refs[0] != refs[len(refs)-1] && tags.Get("building") == "" {
		return w, false
	}
	w.post = Post{Way: b.Ways.ID[i], Control: point.BorderControl, Duty: point.Customs, Name: tags.Get("name"), Operator: tags.Get("operator")}
	w.refs = slices.Clone(refs)
	return w, true
}

// layPosts puts the posts in order, and those of ways in the middle of their nodes that are
// at hand. One without any is dropped.
func (x *extraction) layPosts() {
	g := x.g
	g.Posts = sortedOnce(g.Posts, func(p Post) int64 { return p.Node })
	for _, w := range x.posts {
		low, high := Point{math.MaxInt32, math.MaxInt32}, Point{math.MinInt32, math.MinInt32}
		found := false
		for _, id := range w.refs {
			i, ok := slices.BinarySearch(x.ids, id)
			if !ok || x.at[i] == nowhere {
				continue
			}
			found = true
			low = Point{min(low.Lat, x.at[i].Lat), min(low.Lon, x.at[i].Lon)}
			high = Point{max(high.Lat, x.at[i].Lat), max(high.Lon, x.at[i].Lon)}
		}
		if found {
			w.post.At = Point{int32((int64(low.Lat) + int64(high.Lat)) / 2), int32((int64(low.Lon) + int64(high.Lon)) / 2)}
			g.Posts = append(g.Posts, w.post)
		}
	}
	x.posts = nil
}
