package mapped

import (
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"waythrough/geo"
	"waythrough/road/osm/profile"
	"waythrough/road/street"
)

// nearest is how far an edge lies from a place, by trying many points of it: within a few
// centimetres on edges of some hundred metres.
func nearest(n *street.Network, e street.Edge, at geo.LatLon) float64 {
	best := math.Inf(1)
	line := n.Points(nil, street.Half(e)<<1)
	for i := 1; i < len(line); i++ {
		a, b := line[i-1].LatLon(), line[i].LatLon()
		off := func(f float64) float64 {
			return float64(geo.Distance(at, geo.LatLon{Lat: a.Lat + f*(b.Lat-a.Lat), Lon: a.Lon + f*(b.Lon-a.Lon)}))
		}
		lo, hi := 0.0, 1.0
		for range 60 { // the distance to a short segment falls and then rises
			if l, h := lo+(hi-lo)/3, hi-(hi-lo)/3; off(l) < off(h) {
				hi = h
			} else {
				lo = l
			}
		}
		best = min(best, off(lo), off(0), off(1))
	}
	return best
}

func TestSnapIsTheNearest(t *testing.T) {
	onEach(t, 1, func(t *testing.T, s *source) {
		n := s.streets
		rng := rand.New(rand.NewPCG(9, 9))
		for r := range s.net.each(t) {
			q := r.Router(Duration)
			for range 12 {
				v := n.At[rng.IntN(len(n.At))].LatLon()
				at := geo.LatLon{Lat: v.Lat + (rng.Float64()-0.5)/500, Lon: v.Lon + (rng.Float64()-0.5)/500}
				limit := geo.Metres(50 + rng.Float64()*100)
				got, err := q.Snap(at, limit, 3)
				type place struct {
					e   street.Edge
					off float64
				}
				var want []place
				for e := range street.Edge(len(n.From)) {
					box := n.Box(e)
					const near = 50_000
					if at.Lat*1e7 < float64(box.MinLat)-near || at.Lat*1e7 > float64(box.MaxLat)+near || at.Lon*1e7 < float64(box.MinLon)-near || at.Lon*1e7 > float64(box.MaxLon)+near ||
						n.IsCut(e) || !n.Open(r.p, street.Half(e)<<1) && !n.Open(r.p, street.Half(e)<<1|1) {
						continue
					}
					if off := nearest(n, e, at); off <= float64(limit) {
						want = append(want, place{e, off})
					}
				}
				slices.SortFunc(want, func(a, b place) int { return int(math.Copysign(1, a.off-b.off)) })
				var far *FarError
				if len(want) == 0 {
					if !errors.As(err, &far) {
						t.Fatalf("%s: nothing within %.0f m of %s, found %v, %v", r.p, limit, at, got, err)
					}
					continue
				}
				if len(got) != min(3, len(want)) {
					t.Fatalf("%s, within %.1f m of %s: %d edges, want %d: %v", r.p, limit, at, len(got), len(want), want)
				}
				for i, g := range got {
					const cm = 0.05
					if math.Abs(float64(g.Off)-want[i].off) > cm || math.Abs(nearest(n, g.Edge, at)-float64(g.Off)) > cm || g.Off > limit || g.Share < 0 || g.Share > 1 ||
						math.Abs(float64(geo.Distance(at, g.At.LatLon()))-float64(g.Off)) > cm {
						t.Fatalf("%s, near %s: the %d-th is %+v, want %+v", r.p, at, i, g, want[i])
					}
				}
			}
		}
	})
}

// A place on an edge is found again by its share of the length.
func TestSnapSharesLength(t *testing.T) {
	onEach(t, 1, func(t *testing.T, s *source) {
		r, err := s.net.Roads(profile.Foot)
		if err != nil {
			t.Fatal(err)
		}
		q := r.Router(Length)
		rng := rand.New(rand.NewPCG(4, 9))
		for range 50 {
			e := street.Edge(rng.IntN(len(s.streets.From)))
			if !r.usable(e) {
				continue
			}
			line := s.streets.Points(nil, street.Half(e)<<1)
			i := rng.IntN(len(line))
			snaps, err := q.Snap(line[i].LatLon(), 1, 50)
			if err != nil {
				t.Fatal(err)
			}
			k := slices.IndexFunc(snaps, func(s Snap) bool { return s.Edge == e })
			if k < 0 {
				t.Fatalf("edge %d is not found at its own point %v: %v", e, line[i], snaps)
			}
			if total := metres(line); total > 0 && slices.Index(line, line[i]) == i {
				if want := metres(line[:i+1]) / total; math.Abs(snaps[k].Share-want)*total > 0.1 {
					t.Errorf("edge %d, point %d of %d: share %v, want %v", e, i, len(line), snaps[k].Share, want)
				}
			}
		}
	})
}

func TestSnapSaysWhatIsWrong(t *testing.T) {
	onEach(t, 0, func(t *testing.T, s *source) {
		r, err := s.net.Roads(profile.Bicycle)
		if err != nil {
			t.Fatal(err)
		}
		q := r.Router(Duration)
		_, err = q.Snap(geo.LatLon{Lat: -80, Lon: 170}, 250, 1)
		if far := (*FarError)(nil); !errors.As(err, &far) || !strings.Contains(err.Error(), "bicycle") || !strings.Contains(err.Error(), "250 m") {
			t.Errorf("in the ice: %v", err)
		}
		for _, at := range []geo.LatLon{{Lat: 91}, {Lon: 181}, {Lat: math.NaN()}} {
			if _, err := q.Snap(at, 250, 1); err == nil || errors.As(err, new(*FarError)) {
				t.Errorf("%v: %v", at, err)
			}
		}
	})
}
