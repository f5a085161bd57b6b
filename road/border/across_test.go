package border

import (
	"math"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"waythrough/road/osm"
)

// A ring over the antimeridian becomes rings on either side of it, which together hold what it
// held, and reach it at the same latitudes.
func TestCutRing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		middle := rapid.SampledFrom([]int64{antimeridian, -antimeridian, antimeridian - 100, -antimeridian + 3000, antimeridian - 7}).Draw(t, "middle")
		n := rapid.IntRange(3, 40).Draw(t, "corners")
		var ring []osm.Point
		var lon []int64
		for k := range n {
			r := rapid.Float64Range(50, 1000).Draw(t, "r")
			turn := 2 * math.Pi * float64(k) / float64(n)
			x := middle + int64(r*math.Cos(turn))
			lon = append(lon, x)
			for x > antimeridian {
				x -= round
			}
			for x < -antimeridian {
				x += round
			}
			ring = append(ring, osm.Point{Lat: int32(r * math.Sin(turn)), Lon: int32(x)})
		}
		ring, lon = append(ring, ring[0]), append(lon, lon[0])
		parts := cutRing(slices.Clone(ring))
		sides := map[bool][]int32{}
		for _, part := range parts {
			if part[0] != part[len(part)-1] {
				t.Fatalf("%v is not closed", part)
			}
			if _, jumps := unrolled(part); jumps {
				t.Fatalf("%v jumps", part)
			}
			for _, p := range fine(part) {
				if len(parts) > 1 && max(p.Lon, -p.Lon) == antimeridian && !slices.Contains(sides[p.Lon > 0], p.Lat) {
					sides[p.Lon > 0] = append(sides[p.Lon > 0], p.Lat)
				}
			}
		}
		for range 30 {
			dx, y := rapid.Int64Range(-1100, 1100).Draw(t, "dx"), rapid.Int32Range(-1100, 1100).Draw(t, "y")
			x := middle + dx
			near := false
			want := false
			for i := 1; i < len(lon); i++ {
				ax, ay, bx, by := lon[i-1]-x, int64(ring[i-1].Lat)-int64(y), lon[i]-x, int64(ring[i].Lat)-int64(y)
				long := math.Hypot(float64(bx-ax), float64(by-ay))
				near = near || math.Abs(float64(ax*by-ay*bx)) <= 3*long // or rounding decides
				if (ay <= 0) == (by <= 0) {
					continue
				}
				if at := float64(ax) - float64(ay)*float64(bx-ax)/float64(by-ay); at > 0 {
					want = !want
				}
			}
			for x > antimeridian {
				x -= round
			}
			for x < -antimeridian {
				x += round
			}
			p, got := osm.Point{Lat: y, Lon: int32(x)}, false
			for _, part := range parts {
				for i := 1; i < len(part); i++ {
					got = got != eastOf(part[i-1], part[i], p)
				}
			}
			if !near && max(x, -x) != antimeridian && got != want {
				t.Fatalf("%v lies in the ring: %v, in its parts %v: %v", p, want, parts, got)
			}
		}
	})
}

// What does not jump, or goes round a pole, stays as it is.
func TestRingsThatStay(t *testing.T) {
	for _, text := range []string{
		"0,0 10,0 10,10 0,0",
		"1700000000,1 1800000000,1 1800000000,9 1700000000,1",
		"-1800000000,-800000000 1800000000,-800000000 1800000000,-900000000 -1800000000,-900000000 -1800000000,-800000000",
		"0,-800000000 1200000000,-800000000 -1200000000,-800000000 0,-800000000",
	} {
		ring := points(t, text)
		if got := cutRing(ring); len(got) != 1 || !slices.Equal(got[0], ring) {
			t.Errorf("%s became %v", text, got)
		}
	}
}

// A place on either side lies in an area whose ring jumps across.
func TestFileAcross(t *testing.T) {
	f, err := Read("across", strings.NewReader(`{"type":"FeatureCollection","features":[{"properties":{"ISO_A3":"FJI"},"geometry":{"type":"Polygon","coordinates":[[[178,-18],[-179,-18],[-179,-16],[178,-16],[178,-18]]]}}]}`))
	if err != nil {
		t.Fatal(err)
	}
	a, _ := New(nil, nil, f)
	for at, want := range map[string]string{"1790000000,-170000000": "FJI", "-1795000000,-170000000": "FJI", "1770000000,-170000000": "", "-1780000000,-170000000": "", "0,-170000000": ""} {
		if got := a.At(points(t, at)[0]); got != want {
			t.Errorf("%s lies in %q, want %q", at, got, want)
		}
	}
	if shapes := a.Shapes(); len(shapes) != 1 || len(shapes[0].Lines) != 2 {
		t.Errorf("the shapes are %v", shapes)
	}
}
