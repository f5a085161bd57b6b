package geo

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
)

// A thing is a box with a point in it, to which distances are measured.
type thing struct {
	box      Box
	lat, lon int32
}

func (t thing) at() LatLon { return LatLon{float64(t.lat) / 1e7, float64(t.lon) / 1e7} }

// randomThings are points, strips, small and large boxes, near each other, near the
// poles, beside the antimeridian and anywhere; some twice.
func randomThings(rng *rand.Rand, n int) []thing {
	things := make([]thing, n)
	for i := range things {
		if i > 0 && rng.IntN(8) == 0 {
			things[i] = things[rng.IntN(i)]
			continue
		}
		a := units(randomPoint(rng))
		size := math.Pow(10, rng.Float64()*9)
		height, width := int64(size*rng.Float64())*rng.Int64N(2), int64(size*rng.Float64()*2)*rng.Int64N(2)
		b := Box{a[0], a[1], int32(min(int64(a[0])+height, 90e7)), int32(min(int64(a[1])+width, 180e7))}
		things[i] = thing{b, between(rng, b.MinLat, b.MaxLat), between(rng, b.MinLon, b.MaxLon)}
	}
	return things
}

func units(p LatLon) [2]int32 {
	return [2]int32{int32(math.Round(p.Lat * 1e7)), int32(math.Round(p.Lon * 1e7))}
}

// between is any of lo to hi, often one of them.
func between(rng *rand.Rand, lo, hi int32) int32 {
	if rng.IntN(2) == 0 {
		return []int32{lo, hi}[rng.IntN(2)]
	}
	return int32(int64(lo) + rng.Int64N(int64(hi)-int64(lo)+1))
}

func boxesOf(things []thing) []Box {
	boxes := make([]Box, len(things))
	for i, t := range things {
		boxes[i] = t.box
	}
	return boxes
}

func TestSearchAgainstAllBoxes(t *testing.T) {
	for seed := range uint64(200) {
		rng := rand.New(rand.NewPCG(seed, 2))
		boxes := boxesOf(randomThings(rng, rng.IntN(700)))
		for i := range boxes {
			if rng.IntN(20) == 0 { // empty: never found
				boxes[i].MinLon, boxes[i].MaxLon = boxes[i].MaxLon, boxes[i].MinLon-1
			}
		}
		x := NewBoxes(boxes)
		if err := x.Verify(); err != nil {
			t.Fatal(err)
		}
		for _, q := range boxesOf(randomThings(rng, 30)) {
			var want, got []uint32
			for i, b := range boxes {
				if b.MinLon <= b.MaxLon && max(b.MinLat, q.MinLat) <= min(b.MaxLat, q.MaxLat) && max(b.MinLon, q.MinLon) <= min(b.MaxLon, q.MaxLon) {
					want = append(want, uint32(i))
				}
			}
			x.Search(q, func(i uint32) bool { got = append(got, i); return true })
			slices.Sort(got)
			if !slices.Equal(got, want) {
				t.Fatalf("seed %d: what meets %v is %v, want %v", seed, q, got, want)
			}
			stop, n := 1+rng.IntN(3), 0
			if x.Search(q, func(uint32) bool { n++; return n < stop }); n != min(stop, len(want)) {
				t.Fatalf("seed %d: %d visits, to stop at %d of %d", seed, n, stop, len(want))
			}
		}
		x.Search(Box{1, 1, 0, 2}, func(i uint32) bool { t.Fatalf("seed %d: item %d meets an empty box", seed, i); return true })
	}
}

// Every count of items about the powers of the fan is laid out and searched wholly.
func TestLevels(t *testing.T) {
	for _, n := range []int{0, 1, 2, 15, 16, 17, 31, 255, 256, 257, 271, 4095, 4096, 4097, 4100} {
		boxes := make([]Box, n)
		for i := range boxes {
			boxes[i] = Box{int32(i % 64), int32(i / 64), int32(i % 64), int32(i / 64)}
		}
		x := NewBoxes(boxes)
		seen := make([]int, n)
		x.Search(Box{-1, -1, 64, 100}, func(i uint32) bool { seen[i]++; return true })
		if slices.ContainsFunc(seen, func(k int) bool { return k != 1 }) {
			t.Errorf("of %d boxes, some were not found once", n)
		}
	}
}

// Nothing in a box is nearer than the bound, and the bound is reached: by points all
// over the box and, closely spaced, along its edges.
func TestBoundOfABox(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 3))
	for range 3000 {
		p, b := randomPoint(rng), randomThings(rng, 1)[0].box
		switch size := math.Pow(10, rng.Float64()*6-5); rng.IntN(3) {
		case 0: // the antipodes are somewhere about
			p = LatLon{-float64(b.MinLat) / 1e7, math.Remainder(float64(b.MinLon)/1e7+180-size, 360)}
		case 1: // the box is
			p.Lat = min(max(float64(b.MinLat)/1e7+rng.NormFloat64()*size, -90), 90)
			p.Lon = math.Remainder(float64(b.MinLon)/1e7+rng.NormFloat64()*size, 360)
		}
		o := newOrigin(p)
		bound, least := o.metres(b), math.Inf(1)
		measure := func(lat, lon float64) {
			d := float64(Distance(p, LatLon{lat, lon}))
			if least = min(least, d); d < bound {
				t.Fatalf("%v lies %v m from %v,%v in %v: the bound of %v m is too far", p, d, lat, lon, b, bound)
			}
		}
		south, north, west, east := float64(b.MinLat)/1e7, float64(b.MaxLat)/1e7, float64(b.MinLon)/1e7, float64(b.MaxLon)/1e7
		for range 50 {
			measure(float64(between(rng, b.MinLat, b.MaxLat))/1e7, float64(between(rng, b.MinLon, b.MaxLon))/1e7)
		}
		lon := min(max(p.Lon, west), east)
		const steps = 400
		for i := range steps + 1 {
			lat := south + (north-south)*float64(i)/steps
			for _, lon := range []float64{west, lon, east} {
				measure(min(lat, north), lon)
			}
		}
		measure(min(max(p.Lat, south), north), lon)
		if step := radians(north-south) / steps * Radius; least*0.97 > bound+1+step {
			t.Fatalf("%v lies %v m from %v: the bound of %v m is not reached", p, least, b, bound)
		}
	}
}

func TestBoundOfABoxByHand(t *testing.T) {
	degree := math.Pi * Radius / 180
	tests := []struct {
		p    LatLon
		b    Box
		want float64
	}{
		{LatLon{5, 5}, Box{0, 0, 10e7, 10e7}, 0},
		{LatLon{12, 5}, Box{0, 0, 10e7, 10e7}, 2 * degree},
		{LatLon{0, 179}, Box{-1e7, -180e7, 1e7, -179e7}, degree},
		{LatLon{0, -179.5}, Box{-1e7, 179e7, 1e7, 180e7}, degree / 2},
		{LatLon{89, 0}, Box{88e7, 180e7, 89e7, 180e7}, 2 * degree}, // over the pole
		{LatLon{90, 123}, Box{0, -10e7, 60e7, 10e7}, 30 * degree},
		{LatLon{60, 0}, Box{0, 90e7, 90e7, 91e7}, 30 * degree}, // nearest at the pole itself
		{LatLon{0, 0}, Box{-90e7, 180e7, 90e7, 180e7}, 90 * degree},
		{LatLon{-80, 0}, Box{-10e7, 180e7, 80e7, 180e7}, 90 * degree}, // over the south pole
		{LatLon{0, 0}, Box{2e7, 2e7, 3e7, 3e7}, float64(Distance(LatLon{}, LatLon{2, 2}))},
		{LatLon{-90, 0}, Box{90e7, 7, 90e7, 7}, 180 * degree},
	}
	for _, tt := range tests {
		o := newOrigin(tt.p)
		slack := 1e-5
		if tt.want < 3*degree {
			slack = tt.want * 1e-3
		} else if tt.want > 179*degree {
			slack = 2 // as rounding of Distance
		}
		if got := o.metres(tt.b); got > tt.want || got < tt.want-slack {
			t.Errorf("from %v to %v it is %.6f m, want %.6f", tt.p, tt.b, got, tt.want)
		}
	}
}

// Nearest agrees with measuring everything: the same items in the same order at the same
// distances, up to any limit, and its Finder serves again.
func TestNearestAgainstAllBoxes(t *testing.T) {
	type hit struct {
		item uint32
		d    Metres
	}
	var f Finder
	for seed := range uint64(200) {
		rng := rand.New(rand.NewPCG(seed, 4))
		things := randomThings(rng, rng.IntN(400))
		x := NewBoxes(boxesOf(things))
		for range 20 {
			p, limit := randomPoint(rng), Metres(math.Pow(10, rng.Float64()*8))
			want, asked := []hit{}, make([]int, len(things))
			for i, o := range things {
				if d := Distance(p, o.at()); d <= limit {
					want = append(want, hit{uint32(i), d})
				}
			}
			slices.SortFunc(want, func(a, b hit) int { return cmp.Or(cmp.Compare(a.d, b.d), cmp.Compare(a.item, b.item)) })
			stop := len(want) + 1
			if rng.IntN(2) == 0 {
				stop = 1 + rng.IntN(5)
				want = want[:min(len(want), stop)]
			}
			got := []hit{}
			f.Nearest(x, p, limit, func(i uint32) Metres {
				asked[i]++
				return Distance(p, things[i].at())
			}, func(i uint32, d Metres) bool {
				got = append(got, hit{i, d})
				return len(got) < stop
			})
			if !slices.Equal(got, want) {
				t.Fatalf("seed %d: nearest to %v up to %v m are %v, want %v", seed, p, limit, got, want)
			}
			if slices.ContainsFunc(asked, func(k int) bool { return k > 1 }) {
				t.Fatalf("seed %d: the distance of an item was asked again: %v", seed, asked)
			}
		}
	}
}

// What lies across the antimeridian and the pole is found, and no further.
func TestNearestAcross(t *testing.T) {
	at := []LatLon{{0, -179.9999}, {0, 179.999}, {89.9999, 180}, {0, 0}}
	boxes := make([]Box, len(at))
	for i, p := range at {
		u := units(p)
		boxes[i] = Box{u[0], u[1], u[0], u[1]}
	}
	var f Finder
	for _, tt := range []struct {
		p     LatLon
		limit Metres
		want  []uint32
	}{
		{LatLon{0, 179.9999}, 50, []uint32{0}},
		{LatLon{0, 180}, 200, []uint32{0, 1}},
		{LatLon{0, -180}, 200, []uint32{0, 1}},
		{LatLon{89.9999, 0}, 50, []uint32{2}},
		{LatLon{0, 180}, 5, nil},
		{LatLon{0, 0}, 0, []uint32{3}},
		{LatLon{0, 0}, -1, nil},
		{LatLon{0, 0}, Metres(math.NaN()), nil},
		{LatLon{0, 181}, 1e9, nil},
		{LatLon{math.NaN(), 0}, 1e9, nil},
		{LatLon{0, 1}, Metres(math.Inf(1)), []uint32{3, 2, 1, 0}},
	} {
		var got []uint32
		f.Nearest(NewBoxes(boxes), tt.p, tt.limit, func(i uint32) Metres { return Distance(tt.p, at[i]) },
			func(i uint32, _ Metres) bool { got = append(got, i); return true })
		if !slices.Equal(got, tt.want) {
			t.Errorf("from %v up to %v m: %v, want %v", tt.p, tt.limit, got, tt.want)
		}
	}
	f.Nearest(NewBoxes(boxes), LatLon{}, 1e9, func(uint32) Metres { return Metres(math.NaN()) },
		func(i uint32, d Metres) bool { t.Errorf("item %d was found, at %v m", i, d); return true })
}

func TestBoxesFromArrays(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 5))
	for n := range 300 {
		boxes := boxesOf(randomThings(rng, n))
		x := NewBoxes(boxes)
		bounds, items := x.Arrays()
		if y, err := BoxesFromArrays(bounds, items); err != nil || y.Verify() != nil || !reflect.DeepEqual(x, y) {
			t.Fatalf("the arrays of %d boxes make another index (%v)", n, err)
		}
		if _, err := BoxesFromArrays(append(slices.Clone(bounds), Box{}), items); !errors.Is(err, ErrBoxes) {
			t.Errorf("one more than the bounds of %d items is taken: %v", n, err)
		}
		if _, err := BoxesFromArrays(bounds[:max(1, n)-1], append(items, 7)[:max(1, n)]); !errors.Is(err, ErrBoxes) {
			t.Errorf("too few bounds are taken of %d items: %v", n, err)
		}
	}
}

// Any change of any element that matters is found by Verify, and none makes a search
// panic.
func TestVerifyFindsDamage(t *testing.T) {
	rng := rand.New(rand.NewPCG(6, 6))
	good, goodItems := NewBoxes(boxesOf(randomThings(rng, 300))).Arrays()
	var f Finder
	for i := range good {
		bounds, items := slices.Clone(good), slices.Clone(goodItems)
		switch k := rng.IntN(3); {
		case i >= len(items):
			bounds[i].MaxLat++
		case k == 0:
			bounds[i].MinLat, bounds[i].MaxLat = bounds[i].MaxLat, bounds[i].MinLat-1
		case k == 1:
			bounds[i] = Box{math.MinInt32, math.MinInt32, math.MaxInt32, math.MaxInt32}
		default:
			items[i] = items[(i+1)%len(items)]
		}
		x, err := BoxesFromArrays(bounds, items)
		if err != nil {
			t.Fatal(err)
		}
		if err := x.Verify(); !errors.Is(err, ErrBoxes) {
			t.Errorf("damage of element %d is not found: %v", i, err)
		}
		x.Search(Box{-90e7, -180e7, 90e7, 180e7}, func(uint32) bool { return true })
		f.Nearest(x, LatLon{40, 44}, 1e8, func(uint32) Metres { return 0 }, func(uint32, Metres) bool { return true })
	}
}

// The first bits of the curve are a Hilbert curve: each of 64 by 64 cells once, each
// beside the one before.
func TestHilbert(t *testing.T) {
	const side, shift = 64, 26
	cells := make([][2]int, side*side)
	for x := range side {
		for y := range side {
			lon, lat := int32(x<<shift+math.MinInt32), int32(y<<shift+math.MinInt32)
			cells[hilbert(Box{lat, lon, lat, lon})>>(2*shift)] = [2]int{x, y}
		}
	}
	for i := 1; i < len(cells); i++ {
		dx, dy := cells[i][0]-cells[i-1][0], cells[i][1]-cells[i-1][1]
		if dx*dx+dy*dy != 1 {
			t.Fatalf("cell %d is %v, not beside %v", i, cells[i], cells[i-1])
		}
	}
}

func TestSearchesAllocateNothing(t *testing.T) {
	things := randomThings(rand.New(rand.NewPCG(7, 7)), 2000)
	x, f, sum := NewBoxes(boxesOf(things)), Finder{}, uint64(0)
	p := LatLon{40.5, 44.5}
	dist := func(i uint32) Metres { return Distance(p, things[i].at()) }
	n := testing.AllocsPerRun(10, func() {
		x.Search(Box{40e7, 44e7, 41e7, 45e7}, func(i uint32) bool { sum += uint64(i); return true })
		f.Nearest(x, p, 1e5, dist, func(i uint32, _ Metres) bool { sum += uint64(i); return true })
	})
	if n != 0 || sum == 0 {
		t.Errorf("%v allocations, sum %d", n, sum)
	}
}

func ExampleFinder_Nearest() {
	// Two roads, by their ends: Yerevan to Tbilisi and Baku to Ganja.
	roads := NewBoxes([]Box{{40_1800000, 44_5100000, 41_6900000, 44_8000000}, {40_4100000, 46_3600000, 40_6800000, 49_8700000}})
	middles := []LatLon{{40.94, 44.66}, {40.55, 48.12}}
	sevan := LatLon{40.55, 44.95}
	var f Finder
	f.Nearest(roads, sevan, 100_000, func(i uint32) Metres { return Distance(sevan, middles[i]) },
		func(i uint32, d Metres) bool {
			fmt.Printf("%d at %.0f km\n", i, d/1000)
			return true
		})
	// Output: 0 at 50 km
}

// A million short edges, most about a thousand towns:
//
//	go test ./geo -run '^$' -bench Boxes -benchmem
func BenchmarkBoxes(b *testing.B) {
	rng := rand.New(rand.NewPCG(8, 8))
	towns, boxes, at := make([]LatLon, 1000), make([]Box, 1_000_000), make([]LatLon, 1_000_000)
	for i := range towns {
		towns[i] = LatLon{36 + rng.Float64()*8, 34 + rng.Float64()*16}
	}
	for i := range boxes {
		p := towns[rng.IntN(len(towns))]
		at[i] = LatLon{p.Lat + rng.NormFloat64()*.05, p.Lon + rng.NormFloat64()*.05}
		u := units(at[i])
		boxes[i] = Box{u[0], u[1], u[0] + rng.Int32N(20000), u[1] + rng.Int32N(20000)}
	}
	b.Run("make", func(b *testing.B) {
		for b.Loop() {
			NewBoxes(boxes)
		}
	})
	x, i, found, left := NewBoxes(boxes), 0, 0, 0
	b.Run("search=1km", func(b *testing.B) {
		for found = 0; b.Loop(); i = (i + 1) % len(boxes) {
			q := boxes[i]
			q.MinLat, q.MinLon, q.MaxLat, q.MaxLon = q.MinLat-45000, q.MinLon-60000, q.MinLat+45000, q.MinLon+60000
			x.Search(q, func(uint32) bool { found++; return true })
		}
		b.ReportMetric(float64(found)/float64(b.N), "found/op")
	})
	for _, k := range []int{1, 10} {
		b.Run(fmt.Sprintf("nearest=%d", k), func(b *testing.B) {
			var f Finder
			for ; b.Loop(); i = (i + 1) % len(boxes) {
				p := LatLon{at[i].Lat + .001, at[i].Lon + .001}
				left = k
				f.Nearest(x, p, 5000, func(i uint32) Metres { return Distance(p, at[i]) },
					func(uint32, Metres) bool { left--; return left > 0 })
			}
		})
	}
}
