package world

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"sync"

	"waythrough/geo"
	"waythrough/record"
	"waythrough/road"
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

func (s *streets) open() error {
	w, n := s.w, s.n.Streets
	s.of = MatchCuts(n, w.Record).Of
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
	roads, err := s.n.Roads(s.anybody)
	if err != nil {
		return Place{}, err
	}
	var snaps []mapped.Snap
	if fault := s.n.Guard(func() { snaps, err = roads.Router(mapped.Duration).Snap(p, nearRoad, 1) }); fault != nil {
		return Place{}, fault
	}
	if err != nil {
		return Place{}, fmt.Errorf("no road of the network lies within %.0f km of %s: name a place nearer to one", nearRoad/1000, query)
	}
	n := s.n.Streets
	area := s.areas[n.Area[n.From[snaps[0].Edge]]]
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
	place := make(map[street.Edge]int, len(s.of))
	for c, e := range s.n.Streets.Cuts {
		place[e] = c
	}
	if len(opened) > 0 {
		if roads, err = roads.Through(func(cut street.Edge) bool { c := place[cut]; return s.of[c] == "" && opened[s.pair(c)] }); err != nil {
			return nil, err
		}
	}
	var list []mapped.Gate
	if fault := s.n.Guard(func() { list = roads.Gates() }); fault != nil {
		return nil, fault
	}
	var gates []placedGate
	for _, g := range list {
		if s.of[g.Cut] != "" || gated[s.pair(g.Cut)] {
			gates = append(gates, placedGate{s.gate(g, 0), stand{street: g.Spot()}, stand{street: g.Spot(), behind: true}})
		}
	}
	return s.build(v, roads, s.cells(opened), gates)
}

// free makes the ground on which everything is road: see World.Free.
func (s *streets) free(v Vehicle, passable func(record.CrossingID) bool, waits bool) (*Ground, error) {
	roads, err := s.n.Roads(profileOf(v))
	if err != nil {
		return nil, err
	}
	n := s.n.Streets
	place := make(map[street.Edge]int, len(s.of))
	for c, e := range n.Cuts {
		place[e] = c
	}
	roads, err = roads.ThroughAt(func(h street.Half) (uint32, bool) {
		id := s.of[place[h.Edge()]]
		if !waits {
			return 0, passable(id)
		}
		return uint32(s.w.Wait(id, s.areas[n.Area[n.Tail(h)]], v)), passable(id)
	})
	if err != nil {
		return nil, err
	}
	cells := map[record.AreaID]int{}
	for _, a := range s.areas {
		cells[a] = 0
	}
	return s.build(v, roads, cells, nil)
}

// gate describes the passing of a cut.
func (s *streets) gate(g mapped.Gate, wait road.Millis) Gate {
	n := s.n.Streets
	from, to := s.areas[n.Area[n.Tail(g.Half)]], s.areas[n.Area[n.Head(g.Half)]]
	near, far := s.side(g.Cut, from), s.side(g.Cut, to)
	return Gate{Crossing: s.of[g.Cut], From: from, To: to, Near: &near, Far: &far, Wait: wait}
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

func (s *streets) build(v Vehicle, roads *mapped.Roads, cells map[record.AreaID]int, gates []placedGate) (*Ground, error) {
	for i := range gates {
		gates[i].Wait = s.w.Wait(gates[i].Crossing, gates[i].From, v)
	}
	r := &streetRoads{s: s, roads: roads, profile: profileOf(v), router: sync.Pool{New: func() any { return roads.Router(mapped.Duration) }}}
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

// streetRoads finds ways over imported roads, for one profile and with some cuts open.
type streetRoads struct {
	s       *streets
	roads   *mapped.Roads
	profile profile.Profile
	router  sync.Pool
}

// guarded lends a router to do and makes an error of a fault in reading the file.
func (r *streetRoads) guarded(do func(q *mapped.Router) error) error {
	q := r.router.Get().(*mapped.Router)
	defer r.router.Put(q)
	var err error
	if fault := r.s.n.Guard(func() { err = do(q) }); fault != nil {
		return fault
	}
	return err
}

// locate snaps a spot to the nearest road of its area that is no island.
func (r *streetRoads) locate(s *Spot) (stand, error) {
	known := &r.s.located[r.profile]
	r.s.mu.Lock()
	at, ok := (*known)[s]
	r.s.mu.Unlock()
	if ok {
		return at.at, at.err
	}
	at.at, at.err = r.snap(s)
	r.s.mu.Lock()
	defer r.s.mu.Unlock()
	if *known == nil || len(*known) > manySpots {
		*known = map[*Spot]located{}
	}
	(*known)[s] = at
	return at.at, at.err
}

// manySpots bounds how many spots are remembered.
const manySpots = 1 << 20

func (r *streetRoads) snap(s *Spot) (stand, error) {
	var best mapped.Snap
	n, areas := r.s.n.Streets, r.s.areas
	pool, err := r.s.anywhere(r.profile)
	if err != nil {
		return stand{}, err
	}
	q := pool.Get().(*mapped.Router)
	defer pool.Put(q)
	fault := r.s.n.Guard(func() {
		err = func() error {
			var snaps []mapped.Snap
			for most := snapsTried; ; most *= 4 {
				all, err := q.Snap(s.At, nearRoad, most)
				if err != nil {
					return err
				}
				found := len(all)
				snaps = slices.DeleteFunc(all, func(x mapped.Snap) bool { return areas[n.Area[n.From[x.Edge]]] != s.Area })
				if len(snaps) > 0 || found < most {
					break
				}
			}
			if len(snaps) == 0 {
				return fmt.Errorf("no road of %s lies near %s: the nearest are those of its neighbour", r.s.w.AreaName(s.Area), s.At)
			}
			best = snaps[0]
			for _, x := range snaps {
				_, leads := q.LeadsTo(x, islandEdges)
				_, led := q.LeadHere(x, islandEdges)
				if !leads && !led {
					best = x
					break
				}
			}
			return nil
		}()
	})
	return stand{street: best.Spot()}, cmp.Or(fault, err)
}

// anywhere lends routers on which every cut is open. What is an island, and so where a spot
// touches the roads, must not hang on which roads are open to somebody.
func (s *streets) anywhere(p profile.Profile) (*sync.Pool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.routers[p] != nil {
		return s.routers[p], nil
	}
	roads, err := s.n.Roads(p)
	if err != nil {
		return nil, err
	}
	if fault := s.n.Guard(func() { roads, err = roads.Through(func(street.Edge) bool { return true }) }); fault != nil || err != nil {
		return nil, cmp.Or(fault, err)
	}
	s.routers[p] = &sync.Pool{New: func() any { return roads.Router(mapped.Duration) }}
	return s.routers[p], nil
}

func (r *streetRoads) fix(exits, entries []stand) (fixed, error) {
	f := &fixedStreets{}
	var err error
	if f.targets, err = r.roads.Targets(mapped.Duration, spotsOf(exits)); err != nil {
		return nil, err
	}
	f.sources, err = r.roads.Sources(mapped.Duration, spotsOf(entries))
	return f, err
}

func spotsOf(list []stand) []mapped.Spot {
	out := make([]mapped.Spot, len(list))
	for i, s := range list {
		out[i] = s.street
	}
	return out
}

// fixedStreets serves one goroutine at a time.
type fixedStreets struct {
	mu      sync.Mutex
	targets *mapped.Targets
	sources *mapped.Sources
	row     []uint64
}

func (f *fixedStreets) out(from stand, toExits []road.Millis) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.fill(toExits, func(row []uint64) error { return f.targets.Row(from.street, row) })
}

func (f *fixedStreets) in(to stand, fromEntries []road.Millis) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.fill(fromEntries, func(row []uint64) error { return f.sources.Row(to.street, row) })
}

func (f *fixedStreets) fill(out []road.Millis, ask func([]uint64) error) error {
	f.row = slices.Grow(f.row[:0], len(out))[:len(out)]
	if err := ask(f.row); err != nil {
		return err
	}
	for i, d := range f.row {
		out[i] = millis(d)
	}
	return nil
}

func millis(d uint64) road.Millis {
	if d >= mapped.Unreachable {
		return road.Unreachable
	}
	return road.Millis(d)
}

func (r *streetRoads) between(from, to stand) (d road.Millis, err error) {
	err = r.guarded(func(q *mapped.Router) error {
		d = millis(q.CostBetween(from.street, to.street))
		return nil
	})
	return d, err
}

func (r *streetRoads) way(from, to stand) (w *Way, found bool, err error) {
	err = r.guarded(func(q *mapped.Router) error {
		path, ok := q.PathBetween(from.street, to.street)
		if !ok {
			return nil
		}
		found = true
		w = &Way{Duration: road.Millis(path.Duration), Distance: road.Decimetres(path.Length), Geometry: q.Geometry(&path)}
		r.pass(w, q.Passages(&path))
		r.name(w, &path)
		return nil
	})
	return w, found, err
}

// pass tells the cuts that a way leads over. The place of a cut stands twice in its
// geometry, for the nodes on either side.
func (r *streetRoads) pass(w *Way, cuts []mapped.Passage) {
	point := 0
	for _, c := range cuts {
		at := r.s.n.Streets.At[r.s.n.Streets.Tail(c.Half)].LatLon()
		for point < len(w.Geometry)-2 && (w.Geometry[point] != at || w.Geometry[point+1] != at) {
			point++
		}
		w.Borders = append(w.Borders, Passing{Gate: r.s.gate(c.Gate, road.Millis(c.Wait)), Point: point, Ends: point + 1,
			After: road.Millis(c.Duration), AfterWay: road.Decimetres(c.Length)})
		point++
	}
}

// named is how long a road must be followed to be named, in decimetres.
const named = 20_000

// name tells the roads that a way follows for long.
func (r *streetRoads) name(w *Way, p *mapped.Path) {
	n := r.s.n.Streets
	last, length, points := "", uint32(0), 0
	for _, h := range p.Halves {
		e := h.Edge()
		title := n.String(n.Ref[e])
		if title == "" {
			title = n.String(n.Name[e])
		}
		if title != last {
			last, length = title, 0
		}
		before := length
		length += n.Length[e]
		points += int(n.FirstShape[e+1]-n.FirstShape[e]) + 1
		if title != "" && before < named && length >= named {
			w.Via = append(w.Via, Mark{min(points, len(w.Geometry)-1), title})
		}
	}
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

// Wait is the usual wait at a crossing as left from an area.
func (w *World) Wait(id record.CrossingID, from record.AreaID, v Vehicle) road.Millis { return 0 }
