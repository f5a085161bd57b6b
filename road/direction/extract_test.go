package direction

import (
	"container/heap"
	"context"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"waythrough/geo"
	"waythrough/road/osm"
	"waythrough/road/osm/pbf"
	"waythrough/road/osm/profile"
)

// streets are the graph of a real extract for the car, with the edges that leave
// each node, open or not.
type streets struct {
	*osm.Graph
	at map[osm.NodeID][]osm.HalfEdge
}

func openStreets(t testing.TB, name string) *streets {
	file := filepath.Join("../../../shared/data/osm", name+".osm.pbf")
	if _, err := os.Stat(file); err != nil {
		t.Skipf("SKIPPED: no extract %s beside the repository", file)
	}
	f, err := pbf.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	g, err := osm.Extract(context.Background(), []*pbf.File{f}, osm.Options{})
	if err != nil {
		t.Fatal(err)
	}
	s := &streets{g, map[osm.NodeID][]osm.HalfEdge{}}
	for e := range osm.EdgeID(len(g.From)) {
		if !s.seen(e) {
			continue
		}
		s.at[g.From[e]] = append(s.at[g.From[e]], osm.Half(e, osm.Forward))
		s.at[g.To[e]] = append(s.at[g.To[e]], osm.Half(e, osm.Backward))
	}
	return s
}

// seen reports an edge that a driver would see as a road: open one way at least, or
// private.
func (s *streets) seen(e osm.EdgeID) bool {
	return s.ms(osm.Half(e, 0)) != osm.Closed || s.ms(osm.Half(e, 1)) != osm.Closed || s.Flags(e, profile.Car)&profile.Private != 0
}

func (s *streets) ms(h osm.HalfEdge) uint32 { return s.Duration[profile.Car][h.Dir()][h.Edge()] }

func (s *streets) head(h osm.HalfEdge) osm.NodeID {
	if h.Dir() == osm.Forward {
		return s.To[h.Edge()]
	}
	return s.From[h.Edge()]
}

func (s *streets) shape(h osm.HalfEdge) []osm.Point {
	p := s.Shape(nil, h.Edge())
	if h.Dir() == osm.Backward {
		slices.Reverse(p)
	}
	return p
}

// bearing is that from the first point to the one 20 m along.
func bearing(p []osm.Point) float64 {
	from := p[0].LatLon()
	left := 20.0
	to := from
	for i := 1; i < len(p) && left > 0; i++ {
		a, b := p[i-1].LatLon(), p[i].LatLon()
		d := float64(geo.Distance(a, b))
		part := 1.0
		if d > left {
			part = left / d
		}
		to = geo.LatLon{Lat: a.Lat + (b.Lat-a.Lat)*part, Lon: a.Lon + (b.Lon-a.Lon)*part}
		left -= d
	}
	east := (to.Lon - from.Lon) * math.Cos(from.Lat*math.Pi/180)
	return math.Mod(math.Atan2(east, to.Lat-from.Lat)*180/math.Pi+360, 360)
}

func (s *streets) step(h, came osm.HalfEdge, first bool) Step {
	e := h.Edge()
	shape := s.shape(h)
	back := slices.Clone(shape)
	slices.Reverse(back)
	step := Step{Name: s.String(s.Name[e]), Ref: s.String(s.Ref[e]), Flags: s.Flags(e, profile.Car),
		LengthDM: s.Length[e], DurationMS: s.ms(h), BearingOut: bearing(shape),
		BearingIn: math.Mod(bearing(back)+180, 360), At: shape[0].LatLon(), Back: !first && came == h^1}
	for _, o := range s.at[s.head(h^1)] {
		if o == h || !first && o == came^1 {
			continue
		}
		a := Arm{Bearing: bearing(s.shape(o)), Name: s.String(s.Name[o.Edge()]), Ref: s.String(s.Ref[o.Edge()]),
			Flags: s.Flags(o.Edge(), profile.Car), Open: s.ms(o) != osm.Closed}
		if a.Open && s.ms(o) > 0 {
			a.Speed = profile.Speed(min(math.MaxUint16, 3600*uint64(s.Length[o.Edge()])/uint64(s.ms(o))))
		}
		step.Arms = append(step.Arms, a)
	}
	return step
}

// path is the quickest way between two nodes, without turning back.
func (s *streets) path(from, to osm.NodeID) (path []Step) {
	came := map[osm.NodeID]osm.HalfEdge{}
	done := map[osm.NodeID]bool{}
	best := map[osm.NodeID]uint64{from: 0}
	queue := &frontier{{0, from}}
	for queue.Len() > 0 {
		v := heap.Pop(queue).(reached)
		if done[v.node] {
			continue
		}
		done[v.node] = true
		if v.node == to {
			break
		}
		for _, h := range s.at[v.node] {
			n := s.head(h)
			if s.ms(h) == osm.Closed {
				continue
			}
			d := v.ms + uint64(s.ms(h))
			if old, ok := best[n]; !ok || d < old {
				best[n], came[n] = d, h
				heap.Push(queue, reached{d, n})
			}
		}
	}
	var halves []osm.HalfEdge
	for n := to; n != from; {
		h, ok := came[n]
		if !ok {
			return nil
		}
		halves = append(halves, h)
		n = s.head(h ^ 1)
	}
	slices.Reverse(halves)
	for i, h := range halves {
		path = append(path, s.step(h, halves[max(i-1, 0)], i == 0))
	}
	return path
}

type reached struct {
	ms   uint64
	node osm.NodeID
}

type frontier []reached

func (f frontier) Len() int           { return len(f) }
func (f frontier) Less(i, j int) bool { return f[i].ms < f[j].ms }
func (f frontier) Swap(i, j int)      { f[i], f[j] = f[j], f[i] }
func (f *frontier) Push(r any)        { *f = append(*f, r.(reached)) }
func (f *frontier) Pop() any {
	r := (*f)[len(*f)-1]
	*f = (*f)[:len(*f)-1]
	return r
}

func TestExtract(t *testing.T) {
	for _, name := range []string{"liechtenstein", "andorra"} {
		s := openStreets(t, name)
		nodes := make([]osm.NodeID, 0, len(s.at))
		for n := range s.at {
			nodes = append(nodes, n)
		}
		slices.Sort(nodes)
		random := rand.New(rand.NewPCG(1, 2))
		steps, said, counts := 0, 0, map[Kind]int{}
		length := uint64(0)
		for range 25 {
			from, to := nodes[random.IntN(len(nodes))], nodes[random.IntN(len(nodes))]
			path := s.path(from, to)
			if path == nil {
				continue
			}
			list := Directions(path, s.At[to].LatLon())
			holds(t, path, list)
			steps += len(path)
			said += len(list)
			for _, d := range list {
				counts[d.Kind]++
				length += d.LengthDM
				if d.Kind == Roundabout && d.Exit == 0 && d.End < len(path) {
					t.Errorf("%v does not name an exit at %v", d, d.At)
				}
			}
		}
		if steps == 0 || said > steps/3 || counts[Roundabout] == 0 {
			t.Errorf("%s: %d directions for %d edges, %d roundabouts", name, said, steps, counts[Roundabout])
		}
		t.Logf("%s: %d edges, %d km: %d directions: %v", name, steps, length/1e4, said, counts)
	}
}
