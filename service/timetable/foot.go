package timetable

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"waythrough/geo"
)

const (
	// LeastChange is the least time that a change takes, in seconds, where the feed
	// gives none.
	LeastChange = 120
	// WalkRadius is how far apart as the crow flies two stops may lie to be joined.
	WalkRadius geo.Metres = 400
	// WalkSpeed is in metres a second, over a way WalkDetour times as long as the
	// straight one.
	WalkSpeed, WalkDetour = 1.2, 1.3
	// walkStops bounds the stops that one stop is joined to, the nearest ones: a
	// large bus station has a hundred bays.
	walkStops = 200
)

// A way is a footpath, or what a feed says of a pair of stops.
type way struct {
	from, to uint32
	seconds  int32
	rank     int32 // said by a feed before computed; of two sayings the more careful
}

// The ranks of ways.
const (
	saidNo = iota
	said
	computed
)

func (c *compiler) compileFootpaths() error {
	t := c.t
	ways, err := c.transfers()
	if err != nil {
		return err
	}
	ways = append(ways, c.walks()...)
	slices.SortFunc(ways, func(a, b way) int {
		return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to), cmp.Compare(a.rank, b.rank), cmp.Compare(b.seconds, a.seconds))
	})
	ways = slices.CompactFunc(ways, func(a, b way) bool { return a.from == b.from && a.to == b.to })
	t.stopChange = make([]int32, t.Stops())
	for i := range t.stopChange {
		t.stopChange[i] = LeastChange
	}
	t.firstFoot = make([]uint32, t.Stops()+1)
	for _, w := range ways {
		switch {
		case w.from == w.to && w.rank == saidNo:
			t.stopChange[w.from] = noChange
		case w.from == w.to:
			t.stopChange[w.from] = w.seconds
		case w.rank != saidNo:
			t.footTo = append(t.footTo, w.to)
			t.footSeconds = append(t.footSeconds, w.seconds)
			t.firstFoot[w.from+1]++
		}
	}
	for i := range t.Stops() {
		t.firstFoot[i+1] += t.firstFoot[i]
	}
	return nil
}

// transfers are what the feeds say of changes.
func (c *compiler) transfers() ([]way, error) {
	var out []way
	for i, f := range c.feeds {
		for j, x := range f.Transfers {
			if min(x.From, x.To) < 0 || max(x.From, x.To) >= len(f.Stops) {
				return nil, fmt.Errorf("%s: transfer %d leads from stop %d to stop %d, and there are %d stops", f.Name, j+1, x.From, x.To, len(f.Stops))
			}
			if x.Seconds < 0 || x.Seconds > lastTime {
				return nil, fmt.Errorf("%s: the transfer from stop %q to stop %q takes %d seconds: give 0 to %d", f.Name, f.Stops[x.From].ID, f.Stops[x.To].ID, x.Seconds, lastTime)
			}
			w := way{uint32(c.firstStop[i] + x.From), uint32(c.firstStop[i] + x.To), x.Seconds, said}
			if x.Forbidden {
				w.rank = saidNo
			}
			out = append(out, w)
		}
	}
	return out, nil
}

// walks are the ways between stops near one another at which trips call.
func (c *compiler) walks() []way {
	served := make([]bool, c.t.Stops())
	for _, s := range c.t.callStop {
		served[s] = true
	}
	var at []geo.LatLon
	for _, f := range c.feeds {
		for _, s := range f.Stops {
			at = append(at, s.At)
		}
	}
	boxes := make([]geo.Box, len(at))
	for i, p := range at {
		boxes[i] = geo.Box{MinLat: math.MaxInt32, MaxLat: math.MinInt32} // empty: left out
		if served[i] {
			boxes[i] = geo.Box{
				MinLat: int32(math.Floor(p.Lat * 1e7)), MinLon: int32(math.Floor(p.Lon * 1e7)),
				MaxLat: int32(math.Ceil(p.Lat * 1e7)), MaxLon: int32(math.Ceil(p.Lon * 1e7)),
			}
		}
	}
	index, finder := geo.NewBoxes(boxes), geo.Finder{}
	var out []way
	for i, p := range at {
		if !served[i] {
			continue
		}
		found := 0
		finder.Nearest(index, p, WalkRadius, func(item uint32) geo.Metres { return geo.Distance(p, at[item]) }, func(item uint32, d geo.Metres) bool {
			if int(item) != i {
				found++
				out = append(out, way{uint32(i), item, walk(d), computed})
			}
			return found < walkStops
		})
	}
	return out
}

// walk is how many seconds a way takes between stops so far apart.
func walk(d geo.Metres) int32 {
	return max(LeastChange, int32(math.Ceil(float64(d)*WalkDetour/WalkSpeed)))
}
