package journey

import (
	"sync"

	"waythrough/road"
	"waythrough/world"
)

// Speeds of those whom the network's durations, which are a car's, don't fit.
const (
	WalkingMetresPerSecond = 5.0 / 3.6
	cyclingMetresPerSecond = 15.0 / 3.6
	lorryMetresPerSecond   = 80.0 / 3.6 // the limit for heavy vehicles in most of the states here
)

// roads gives the quickest ways strictly inside areas, for one way of travelling.
// It keeps the trees it has grown; a later engine takes its place here.
type roads struct {
	w  *world.World
	by string

	mu    sync.Mutex
	trees map[road.NodeID]*road.Tree
}

func newRoads(w *world.World, by string) *roads {
	return &roads{w: w, by: by, trees: map[road.NodeID]*road.Tree{}}
}

// from gives the quickest ways from a place to all others of its area.
func (r *roads) from(n road.NodeID) *road.Tree {
	r.mu.Lock()
	defer r.mu.Unlock()
	t := r.trees[n]
	if t == nil {
		t = r.w.Network.Tree(n, r.inside)
		r.trees[n] = t
	}
	return t
}

// inside is the cost of a link that leaves no area.
func (r *roads) inside(l road.LinkID) (road.Millis, bool) {
	if r.w.Network.Border(l) || !r.carries(l) {
		return 0, false
	}
	return r.duration(l), true
}

// carries reports whether one can travel on a link this way. A road is walked over
// a border only where no footway joins the same two places.
func (r *roads) carries(l road.LinkID) bool {
	x := &r.w.Network.Links[l]
	switch x.Mode {
	case road.Road:
		return r.by != ByFoot || !r.w.Network.Border(l) || !r.hasFootway(x)
	case road.Foot:
		return r.by == ByFoot
	}
	return false
}

func (r *roads) hasFootway(x *road.Link) bool {
	for _, a := range r.w.Network.Arcs(x.From) {
		if a.Head == x.To && r.w.Network.Links[a.Link].Mode == road.Foot {
			return true
		}
	}
	return false
}

// duration is how long a link takes this way, without its wait.
func (r *roads) duration(l road.LinkID) road.Millis {
	x := &r.w.Network.Links[l]
	switch r.by {
	case ByFoot:
		if x.Mode == road.Foot {
			return x.Duration
		}
		return road.Millis(x.Distance.Metres() / WalkingMetresPerSecond * 1000)
	case ByBicycle:
		return max(x.Duration, road.Millis(x.Distance.Metres()/cyclingMetresPerSecond*1000))
	}
	if r.by == ByTruck || r.by == ByBus {
		return max(x.Duration, road.Millis(x.Distance.Metres()/lorryMetresPerSecond*1000))
	}
	return x.Duration
}
