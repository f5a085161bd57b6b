package world

import (
	"waythrough/geo"
	"waythrough/road"
	"waythrough/road/mapped"
	"waythrough/road/street"
)

// A Start is where a spread begins, and how late.
type Start struct {
	From  Stand
	After road.Millis
}

// A Spread is how soon every place of a ground can be reached by road from any of some
// starts, each cell from the starts in it.
type Spread struct {
	at     func(stand) (road.Millis, error)
	g      *Ground
	pieces func(visit func(Piece)) error
}

// A Piece is a straight piece of road with the times at which its ends are reached,
// road.Unreachable where they are not.
type Piece struct {
	From, To     geo.LatLon
	AtFrom, AtTo road.Millis
}

// Spread finds it: one search over the whole network for all starts together, or for
// tables one for each start.
func (g *Ground) Spread(starts []Start) (*Spread, error) {
	s, err := g.roads.spread(starts)
	if err != nil {
		return nil, err
	}
	s.g = g
	return s, nil
}

// At is when a spot is reached; the error says that no road is near to it.
func (s *Spread) At(spot *Spot) (road.Millis, error) {
	stand, err := s.g.roads.locate(spot)
	if err != nil {
		return road.Unreachable, err
	}
	return s.at(stand)
}

// Pieces visits every piece of road that the vehicle may travel, reached or not.
func (s *Spread) Pieces(visit func(Piece)) error { return s.pieces(visit) }

func (t *tables) spread(starts []Start) (*Spread, error) {
	n := t.w.tables
	reached := make([]road.Millis, len(n.Places))
	for i := range reached {
		reached[i] = road.Unreachable
	}
	for _, s := range starts {
		for v, d := range t.tree(s.From.at.node, false).duration {
			reached[v] = min(reached[v], s.After.Plus(d))
		}
	}
	return &Spread{
		at: func(s stand) (road.Millis, error) { return reached[s.node], nil },
		pieces: func(visit func(Piece)) error {
			for i := range n.Links {
				if l, id := &n.Links[i], road.LinkID(i); t.carries(id) && !n.Border(id) {
					visit(Piece{n.Places[l.From].At, n.Places[l.To].At, reached[l.From], reached[l.To]})
				}
			}
			return nil
		},
	}, nil
}

func (r *streetRoads) spread(starts []Start) (*Spread, error) {
	from, after := make([]mapped.Spot, len(starts)), make([]uint64, len(starts))
	for i, s := range starts {
		from[i], after[i] = s.From.at.street, uint64(s.After)
	}
	reached, err := r.roads.Reach(mapped.Duration, from, after)
	if err != nil {
		return nil, err
	}
	n, p := r.s.n.Streets, r.profile
	return &Spread{
		at: func(s stand) (d road.Millis, err error) {
			place, ok := s.street.Place()
			if !ok {
				return road.Unreachable, nil
			}
			err = r.s.n.Guard(func() { d = millis(reached.At(place)) })
			return d, err
		},
		pieces: func(visit func(Piece)) error {
			return r.s.n.Guard(func() {
				for e := range street.Edge(len(n.From)) {
					if n.IsCut(e) || !n.Open(p, street.Half(e)<<1) && !n.Open(p, street.Half(e)<<1|1) {
						continue
					}
					visit(Piece{n.At[n.From[e]].LatLon(), n.At[n.To[e]].LatLon(), millis(reached.Node(n.From[e])), millis(reached.Node(n.To[e]))})
				}
			})
		},
	}, nil
}
