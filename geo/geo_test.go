package geo

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
)

func TestDistance(t *testing.T) {
	tests := []struct {
		a, b LatLon
		want Metres
		tol  float64
	}{
		{LatLon{0, 0}, LatLon{0, 0}, 0, 0},
		{LatLon{0, 0}, LatLon{0, 180}, math.Pi * Radius, 1},
		{LatLon{90, 0}, LatLon{-90, 77}, math.Pi * Radius, 1},
		{LatLon{10, 179.5}, LatLon{10, -179.5}, 109504, 20},
		{LatLon{0, 10}, LatLon{0, 11}, math.Pi * Radius / 180, 1e-3},
		{LatLon{40.02878, 44.17133}, LatLon{40.02522, 44.16667}, 560.6, 0.5}, // by Pythagoras
	}
	for _, tt := range tests {
		if got := Distance(tt.a, tt.b); math.Abs(float64(got-tt.want)) > tt.tol {
			t.Errorf("Distance(%v, %v) = %.0f, want %.0f", tt.a, tt.b, got, tt.want)
		}
	}
}

func TestValid(t *testing.T) {
	for _, p := range []LatLon{{91, 0}, {-90.1, 0}, {0, 181}, {math.NaN(), 0}, {0, math.NaN()}, {0, math.Inf(-1)}} {
		if p.Valid() {
			t.Errorf("%v is taken to be a point", p)
		}
	}
	if !(LatLon{-90, 180}).Valid() {
		t.Error("the south pole is refused")
	}
}

// The index agrees with trying every point, on clustered and spread points, with
// duplicates, near the poles and over the antimeridian.
func TestNearestAgainstAllPoints(t *testing.T) {
	for seed := range uint64(200) {
		rng := rand.New(rand.NewPCG(seed, 1))
		points := make([]LatLon, 1+rng.IntN(200))
		for i := range points {
			points[i] = randomPoint(rng)
			if i > 0 && rng.IntN(10) == 0 {
				points[i] = points[rng.IntN(i)]
			}
		}
		x := NewIndex(points)
		for range 50 {
			p := randomPoint(rng)
			best, at := math.Inf(1), -1
			for i, q := range points {
				if d := squared(unit(p), unit(q)); d < best {
					best, at = d, i
				}
			}
			got, metres, ok := x.Nearest(p)
			if !ok || got != at || math.Abs(float64(metres-Distance(p, points[at]))) > 1 {
				t.Fatalf("seed %d: nearest to %v is %d at %.1f m, want %d at %.1f m", seed, p, got, metres, at, Distance(p, points[at]))
			}
		}
	}
}

func randomPoint(rng *rand.Rand) LatLon {
	switch rng.IntN(4) {
	case 0:
		return LatLon{40 + rng.Float64(), 44 + rng.Float64()}
	case 1:
		return LatLon{rng.Float64()*2 - 1, 180 - rng.Float64()*360*float64(rng.IntN(2))}
	case 2:
		return LatLon{89 + rng.Float64(), rng.Float64()*360 - 180}
	}
	return LatLon{math.Asin(rng.Float64()*2-1) * 180 / math.Pi, rng.Float64()*360 - 180}
}

func TestNearestOfNothing(t *testing.T) {
	if _, _, ok := NewIndex(nil).Nearest(LatLon{}); ok {
		t.Error("an empty index found a point")
	}
}

func ExampleDistance() {
	margara, alican := LatLon{40.02878, 44.17133}, LatLon{40.02522, 44.16667}
	fmt.Printf("%.0f m\n", Distance(margara, alican))
	// Output: 560 m
}

func ExampleIndex_Nearest() {
	x := NewIndex([]LatLon{{40.18, 44.51}, {41.69, 44.80}})
	i, _, _ := x.Nearest(LatLon{41.2, 44.7})
	fmt.Println(i)
	// Output: 1
}
