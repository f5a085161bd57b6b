package world

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"sync"

	"waythrough/geo"
	"waythrough/record"
	"waythrough/road/mapped"
	"waythrough/road/osm/profile"
	"waythrough/road/street"
	"waythrough/service"
)

const (
	// nearRoad is how far from a road a place, a terminal or a position may lie.
	nearRoad geo.Metres = 5000
	// islandEdges: a piece of road from which or to which fewer pieces lead is an island.
	islandEdges = 64
	// snapsTried is how many pieces of road near a place are tried before an island is
	// taken for it.
	snapsTried = 16
)

// streets are the imported roads of a world.
type streets struct {
	w       *World
	n       *mapped.Network
	areas   []record.AreaID     // of the network, in order
	of      []record.CrossingID // of each cut; "" of one that is unrecorded
	cutOf   map[street.Edge]int // the place in of
	pairs   [][2]record.AreaID
	places  []street.Place // of the first spots
	anybody profile.Profile

	mu      sync.Mutex
	located [profile.Count]map[*Spot]located
	routers [profile.Count]*sync.Pool // of roads with every cut open
}

// located is where a spot touches the roads of a profile, or why it does not.
type located struct {
	at  stand
	err error
}

// OpenRoads joins a network of imported roads and a record. What does not match is kept
// apart; the error is a fault in reading the file.
func OpenRoads(n *mapped.Network, r *record.Record) (*World, error) {
	w := newWorld(r)
	s := &streets{w: w, n: n}
	w.streets = s
	var err error
	if fault := n.Guard(func() { err = s.open() }); fault != nil {
		return nil, fault
	}
	return w, err
}

// Roads is the network where it is one of imported roads; nil otherwise.
func (w *World) Roads() *mapped.Network {
	if w.streets == nil {
		return nil
	}
	return w.streets.n
}

func (s *streets) open() error {
	w, n := s.w, s.n.Streets
	s.of = MatchCuts(n, w.Record).Of
	s.cutOf = make(map[street.Edge]int, len(s.of))
	for c, e := range n.Cuts {
		s.cutOf[e] = c
	}
	for p := range profile.Profile(profile.Count) {
		if slices.Contains(s.n.About.Profiles, p.String()) {
			s.anybody = p
			break
		}
	}
	for _, code := range n.Codes {
		s.areas = append(s.areas, record.AreaID(code))
	}
	s.findPairs()
	var err error
	if s.places, err = s.n.Places(); err != nil {
		return err
	}
	for _, p := range s.places {
		area := s.areas[p.Area]
		w.spots = append(w.spots, Spot{ID: fmt.Sprintf("n%d", p.Node), Name: p.Name, Area: area, At: p.At.LatLon(), Population: float64(p.Population),
			Zone: service.Zone(w.areaZone(area), p.At.LatLon().Lon)})
	}
	posts := s.posts()
	first := len(w.spots)
	w.spots = append(w.spots, posts...)
	terminals, err := s.terminals()
	if err != nil {
		return err
	}
	w.spots = append(w.spots, terminals...)
	for i := range posts {
		p := &w.spots[first+i]
		id := s.of[p.loc-1]
		w.crossings[id] = append(w.crossings[id], p)
	}
	for i := range terminals {
		t := &w.spots[first+len(posts)+i]
		w.terminals[record.TerminalID(t.ID)] = t
	}
	w.index()
	return nil
}

// findPairs lists the pairs of areas that unrecorded cuts join.
func (s *streets) findPairs() {
	seen := map[[2]record.AreaID]bool{}
	for c := range s.of {
		if pair := s.pair(c); s.of[c] == "" && !seen[pair] {
			seen[pair] = true
			s.pairs = append(s.pairs, pair)
		}
	}
	slices.SortFunc(s.pairs, func(a, b [2]record.AreaID) int { return slices.Compare(a[:], b[:]) })
}

// pair gives the areas that a cut joins, in order.
func (s *streets) pair(cut int) [2]record.AreaID {
	n := s.n.Streets
	e := n.Cuts[cut]
	a, b := s.areas[n.Area[n.From[e]]], s.areas[n.Area[n.To[e]]]
	return [2]record.AreaID{min(a, b), max(a, b)}
}

func (s *streets) cutPairs() [][2]record.AreaID { return s.pairs }

// posts gives the two sides of each crossing that a cut was matched to: at the first of
// its cuts.
func (s *streets) posts() []Spot {
	n := s.n.Streets
	var out []Spot
	have := map[string]bool{}
	for c, id := range s.of {
		if id == "" {
			continue
		}
		for _, v := range [2]street.Node{n.From[n.Cuts[c]], n.To[n.Cuts[c]]} {
			area := s.areas[n.Area[v]]
			spot := s.side(c, area)
			if !have[spot.ID] {
				have[spot.ID] = true
				out = append(out, spot)
			}
		}
	}
	return out
}

// side is one side of a cut as a spot.
func (s *streets) side(cut int, area record.AreaID) Spot {
	n, id := s.n.Streets, s.of[cut]
	out := Spot{Area: area, At: n.At[n.From[n.Cuts[cut]]].LatLon(), loc: int32(cut) + 1}
	if id == "" {
		out.ID = fmt.Sprintf("cut-%d.%s", cut, strings.ToLower(string(area)))
		out.Name = "the border at " + out.At.String()
		out.Zone = service.Zone(s.w.areaZone(area), out.At.Lon)
		return out
	}
	out.ID, out.Name, out.Zone = fmt.Sprintf("%s.%s", id, strings.ToLower(string(area))), s.w.CrossingName(id), s.w.PostZone(id, area)
	if p := s.w.post(id, area); p != nil && p.Name != "" {
		out.Name = p.Name
	}
	return out
}

// terminals places those of the record that a road lies near to.
func (s *streets) terminals() ([]Spot, error) {
	roads, err := s.n.Roads(s.anybody)
	if err != nil {
		return nil, err
	}
	q := roads.Router(mapped.Duration)
	var out []Spot
	for _, t := range s.w.Record.Terminals {
		if len(t.At) != 2 {
			s.w.Unplaced = append(s.w.Unplaced, t.ID)
			continue
		}
		spot := Spot{ID: string(t.ID), Name: t.Name, Area: t.Area, At: geo.LatLon{Lat: t.At[0], Lon: t.At[1]}, Zone: service.ZoneOf(s.w.Record, t)}
		if _, err := q.Snap(spot.At, nearRoad, 1); err != nil || !slices.Contains(s.areas, t.Area) {
			s.w.Unplaced = append(s.w.Unplaced, t.ID)
			continue
		}
		out = append(out, spot)
	}
	return out, nil
}

// near makes a place of a position.
func (s *streets) near(query string, p geo.LatLon) (Place, error) {
	area, off, err := s.areaNear(p, nearRoad)
	if err != nil {
		return Place{}, err
	}
	if off > nearRoad {
		return Place{}, fmt.Errorf("no road of the network lies within %.0f km of %s: name a place nearer to one", nearRoad/1000, query)
	}
	return Place{Spots: []*Spot{{ID: query, Name: query, Area: area, At: p, Zone: service.Zone(s.w.areaZone(area), p.Lon)}}}, nil
}

// areaNear gives the area of the road nearest to a position, and how far that is: farther
// than the limit if there is none.
func (s *streets) areaNear(p geo.LatLon, limit geo.Metres) (area record.AreaID, off geo.Metres, err error) {
	roads, err := s.n.Roads(s.anybody)
	if err != nil {
		return "", 0, err
	}
	off = limit + 1
	err = s.n.Guard(func() {
		if snaps, far := roads.Router(mapped.Duration).Snap(p, limit, 1); far == nil {
			area, off = s.areas[s.n.Streets.Area[s.n.Streets.From[snaps[0].Edge]]], snaps[0].Off
		}
	})
	return area, off, err
}

func profileOf(v Vehicle) profile.Profile {
	switch v {
	case Truck, Bus:
		return profile.Truck
	case OnFoot:
		return profile.Foot
	case Bicycle:
		return profile.Bicycle
	}
	return profile.Car
}

// ground makes the overlay with the roads between some areas open.
func (s *streets) ground(v Vehicle, opened, gated map[[2]record.AreaID]bool) (*Ground, error) {
	roads, err := s.n.Roads(profileOf(v))
	if err != nil {
		return nil, err
	}
	through := func(m mapped.Measure) (*mapped.Roads, error) {
		if len(opened) == 0 {
			return roads, nil
		}
		return roads.Through(func(cut street.Edge) bool { c := s.cutOf[cut]; return s.of[c] == "" && opened[s.pair(c)] }, m)
	}
	var list []mapped.Gate
	if fault := s.n.Guard(func() { list = roads.Gates() }); fault != nil {
		return nil, fault
	}
	var gates []placedGate
	for _, g := range list {
		if s.of[g.Cut] != "" || gated[s.pair(g.Cut)] {
			gates = append(gates, placedGate{s.gate(g), stand{street: g.Spot()}, stand{street: g.Spot(), behind: true}})
		}
	}
	return s.build(v, through, s.cells(opened), gates, nil)
}

// free makes the ground on which everything is road: see World.Free.
func (s *streets) free(v Vehicle, passable func(record.CrossingID) bool, queues *waits) (*Ground, error) {
	roads, err := s.n.Roads(profileOf(v))
	if err != nil {
		return nil, err
	}
	n := s.n.Streets
	price := func(h street.Half) (uint32, bool) {
		id := s.of[s.cutOf[h.Edge()]]
		if queues == nil {
			return 0, passable(id)
		}
		return uint32(queues.at[direction{id, s.areas[n.Area[n.Tail(h)]], s.areas[n.Area[n.Head(h)]]}].usual), passable(id)
	}
	through := func(m mapped.Measure) (*mapped.Roads, error) { return roads.ThroughAt(price, m) }
	cells := map[record.AreaID]int{}
	for _, a := range s.areas {
		cells[a] = 0
	}
	return s.build(v, through, cells, nil, queues)
}

// gate describes the passing of a cut.
func (s *streets) gate(g mapped.Gate) Gate {
	n := s.n.Streets
	from, to := s.areas[n.Area[n.Tail(g.Half)]], s.areas[n.Area[n.Head(g.Half)]]
	near, far := s.side(g.Cut, from), s.side(g.Cut, to)
	return Gate{Crossing: s.of[g.Cut], From: from, To: to, Near: &near, Far: &far}
}

// cells numbers the areas so that those have one number between which roads are open.
func (s *streets) cells(open map[[2]record.AreaID]bool) map[record.AreaID]int {
	root := map[record.AreaID]record.AreaID{}
	var find func(a record.AreaID) record.AreaID
	find = func(a record.AreaID) record.AreaID {
		if up, ok := root[a]; ok && up != a {
			root[a] = find(up)
			return root[a]
		}
		return a
	}
	for _, p := range s.pairs {
		if open[p] {
			if a, b := find(p[0]), find(p[1]); a != b {
				root[max(a, b)] = min(a, b)
			}
		}
	}
	cells, number := map[record.AreaID]int{}, map[record.AreaID]int{}
	for _, a := range s.areas {
		r := find(a)
		if _, ok := number[r]; !ok {
			number[r] = len(number)
		}
		cells[a] = number[r]
	}
	return cells
}

// build makes a ground of roads that are opened when they are wanted, by duration at once.
func (s *streets) build(v Vehicle, through func(mapped.Measure) (*mapped.Roads, error), cells map[record.AreaID]int, gates []placedGate, queues *waits) (*Ground, error) {
	roads, err := through(mapped.Duration)
	if err != nil {
		return nil, err
	}
	byLength := sync.OnceValues(func() (r *mapped.Roads, err error) {
		fault := s.n.Guard(func() { r, err = through(mapped.Length) })
		return r, cmp.Or(fault, err)
	})
	r := &streetRoads{s: s, roads: roads, byLength: byLength, profile: profileOf(v), queues: queues, router: sync.Pool{New: func() any { return roads.Router(mapped.Duration) }}}
	var stations []placedStation
	ids := slices.Clone(s.w.called)
	for _, t := range s.w.Record.Terminals {
		ids = append(ids, t.ID)
	}
	for _, id := range ids {
		spot := s.w.terminals[id]
		if spot == nil {
			continue
		}
		at, err := r.locate(spot)
		if err != nil {
			continue // no road of this profile is near
		}
		stations = append(stations, placedStation{Station{Terminal: id, Spot: spot}, at})
	}
	areas := slices.Clone(s.areas)
	slices.Sort(areas)
	return newGround(v, r, areas, cells, gates, stations)
}

// guarded makes an error of a fault in reading the file while a ground is made.
func (s *streets) guarded(build func() (*Ground, error)) (g *Ground, err error) {
	if fault := s.n.Guard(func() { g, err = build() }); fault != nil {
		return nil, fault
	}
	return g, err
}

// otherNames gives the further names of a spot.
func (w *World) otherNames(i int) []string {
	if w.streets == nil || i >= len(w.streets.places) {
		return nil
	}
	var out []string
	for _, n := range w.streets.places[i].Names {
		out = append(out, n.Text)
	}
	return out
}
