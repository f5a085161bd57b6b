package world

import (
	"cmp"
	"fmt"
	"slices"
	"sync"

	"waythrough/road"
	"waythrough/road/mapped"
	"waythrough/road/osm/profile"
)

// streetRoads finds ways over imported roads, for one profile and with some cuts open.
type streetRoads struct {
	s        *streets
	roads    *mapped.Roads // by duration
	profile  profile.Profile
	byLength func() (*mapped.Roads, error) // the same by length
	queues   *waits                        // at the cuts that are open; nil: none
	router   sync.Pool
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

// anywhere lends routers to which every cut is open. What is an island, and so where a spot
// touches the roads, must not hang on which roads are open to somebody.
func (s *streets) anywhere(p profile.Profile) (*sync.Pool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.routers[p] == nil {
		roads, err := s.n.Roads(p)
		if err != nil {
			return nil, err
		}
		s.routers[p] = &sync.Pool{New: func() any { return roads.Across(mapped.Duration) }}
	}
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

func (f *fixedStreets) heading(to stand) (heading, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.sources.Heading(to.street)
}

func (f *fixedStreets) inTo(to heading, fromEntries []road.Millis) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.fill(fromEntries, func(row []uint64) error { return f.sources.RowOf(to.(*mapped.Heading), row) })
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
		g := r.s.gate(c.Gate)
		if r.queues != nil {
			r.queues.meet(&g)
		}
		w.Borders = append(w.Borders, Passing{Gate: g, Point: point, Ends: point + 1,
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
