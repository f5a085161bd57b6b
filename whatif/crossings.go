package whatif

import (
	"cmp"
	"slices"

	"waythrough/geo"
	"waythrough/record"
	"waythrough/regime"
	"waythrough/whatif/allpairs"
)

// A Crossing is one that somebody asked about may pass on one side only.
type Crossing struct {
	ID     record.CrossingID `json:"id"`
	Name   string            `json:"name"`
	Areas  [2]record.AreaID  `json:"areas"`
	Lat    float64           `json:"lat"`
	Lon    float64           `json:"lon"`
	Opens  bool              `json:"opens"`  // for some traveller, in some direction
	Closes bool              `json:"closes"` // for some
}

// changedCrossings lists, by id, the crossings at which law or a closing changes what
// some traveller may do.
func (b *Base) changedCrossings(v *view) []Crossing {
	type pass struct {
		id       record.CrossingID
		from, to record.AreaID
	}
	found := map[record.CrossingID]*Crossing{}
	out := []Crossing{}
	for g := range b.groups {
		before, after := map[pass]bool{}, map[pass]bool{}
		for side, may := range map[*view]map[pass]bool{&b.before: before, v: after} {
			x := side.board
			open := x.passable(&side.side.Laws[g])
			for i, p := range x.passages {
				if p.Crossing != "" {
					may[pass{p.Crossing, p.From, p.To}] = open[i]
				}
			}
			for _, p := range x.ridden(&side.side.Laws[g]) {
				if p.Crossing != "" {
					may[pass{p.Crossing, p.From, p.To}] = true
				}
			}
		}
		for p := range before {
			if _, asked := after[p]; !asked {
				after[p] = false // nobody rides over it any more
			}
		}
		for p, may := range after {
			if may == before[p] {
				continue
			}
			c := found[p.id]
			if c == nil {
				c = &Crossing{ID: p.id, Name: b.World.CrossingName(p.id), Areas: [2]record.AreaID{min(p.from, p.to), max(p.from, p.to)}}
				at := b.at(p.id)
				c.Lat, c.Lon = at.Lat, at.Lon
				found[p.id] = c
			}
			c.Opens, c.Closes = c.Opens || may, c.Closes || !may
		}
	}
	for _, c := range found {
		out = append(out, *c)
	}
	slices.SortFunc(out, func(x, y Crossing) int { return cmp.Compare(x.ID, y.ID) })
	return out
}

// passable says of each passage whether it may be made, with some history.
func (x *board) passable(l *allpairs.Law) []bool {
	out := make([]bool, len(x.passages))
	links := len(x.passage) + len(x.rides)
	for i, next := range l.Next {
		if k := i % links; next != allpairs.Never && k < len(x.passage) {
			out[x.passage[k]] = true
		}
	}
	return out
}

// ridden lists the passages that are made on rides, with some history.
func (x *board) ridden(l *allpairs.Law) []regime.Passage {
	var out []regime.Passage
	links := len(x.passage) + len(x.rides)
	for i, next := range l.Next {
		if k := i%links - len(x.passage); next != allpairs.Never && k >= 0 {
			for _, b := range x.rides[k].borders {
				out = append(out, x.borders[b].Passage)
			}
		}
	}
	return out
}

// at is where a crossing lies: at the first of its posts that has a place, or where its
// first gate begins.
func (b *Base) at(id record.CrossingID) geo.LatLon {
	if x := b.World.Record.Crossing(id); x != nil {
		for _, p := range x.Posts {
			if len(p.At) == 2 {
				return geo.LatLon{Lat: p.At[0], Lon: p.At[1]}
			}
		}
	}
	for _, x := range b.boards {
		for i := range x.ground.Gates {
			if g := &x.ground.Gates[i]; g.Crossing == id {
				return g.Near.At
			}
		}
	}
	return geo.LatLon{}
}
