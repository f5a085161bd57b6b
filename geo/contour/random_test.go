package contour

import (
	"context"
	"encoding/binary"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"waythrough/geo"
)

// Maps keep their promises on small worlds full of ties: ends on a lattice, pieces upon
// each other, across each other, in line, of no length; near the poles and the
// antimeridian.
func TestRandomWorlds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		at := geo.LatLon{
			Lat: rapid.SampledFrom([]float64{0, 40.18, -62, 79, 84.8, -84.9}).Draw(t, "lat"),
			Lon: rapid.SampledFrom([]float64{0, 44.51, 180, -179.995}).Draw(t, "lon"),
		}
		lattice := rapid.SampledFrom([]float64{37, 250, 900}).Draw(t, "lattice")
		place := func(label string) geo.LatLon {
			k := rapid.IntRange(0, 15*15-1).Draw(t, label)
			return offset(at, float64(k%15-7)*lattice, float64(k/15-7)*lattice)
		}
		arrival := func(label string) float64 {
			return rapid.SampledFrom([]float64{0, 1, 2, 3, 4, 5, 6, never}).Draw(t, label)
		}
		pieces := make([]Piece, rapid.IntRange(0, 30).Draw(t, "pieces"))
		for i := range pieces {
			pieces[i] = Piece{place("from"), place("to"), arrival("at from"), arrival("at to")}
		}
		m, err := Draw(context.Background(), slices.Values(pieces), Options{
			Within:     []float64{1, 2.5, 3, 5},
			Radius:     geo.Metres(rapid.SampledFrom([]float64{0, 150, 400, 1000}).Draw(t, "radius")),
			Resolution: geo.Metres(rapid.SampledFrom([]float64{0, 41, 75}).Draw(t, "resolution")),
		})
		if err != nil {
			t.Fatal(err)
		}
		checkMap(t, m)
	})
}

// Whatever the pieces, Draw ends soon, with a sentence or a map that keeps its promises.
func FuzzDraw(f *testing.F) {
	piece := func(lat0, lon0, lat1, lon1, at0, at1 int16) []byte {
		var b []byte
		for _, v := range []int16{lat0, lon0, lat1, lon1, at0, at1} {
			b = binary.LittleEndian.AppendUint16(b, uint16(v))
		}
		return b
	}
	f.Add(10.0, 20.0, 500.0, 100.0, 1.0, 2.0, slices.Concat(piece(0, 0, 100, 100, 0, 9), piece(100, 100, 5, 200, 9, 12)))
	f.Add(84.99, 179.99, 1000.0, 250.0, -1.0, 5.0, slices.Concat(piece(3, 3, 3, 100, 0, math.MaxInt16), piece(7, 9, 3, 3, 4, 4)))
	f.Add(0.0, -180.0, 0.0, 0.0, 0.0, 1e9, piece(0, -30000, 10, 30000, 0, 0))
	f.Add(math.NaN(), 1e300, -1.0, math.Inf(1), 0.0, 0.0, piece(1, 2, 3, 4, 5, 6))
	f.Fuzz(func(t *testing.T, lat, lon, radius, resolution, first, second float64, data []byte) {
		if radius/resolution > 50 || resolution > 0 && resolution < 10 {
			return // finer than this is right, and slow
		}
		var pieces []Piece
		for ; len(data) >= 12 && len(pieces) < 60; data = data[12:] {
			v := func(i int) float64 { return float64(int16(binary.LittleEndian.Uint16(data[2*i:]))) }
			p := Piece{geo.LatLon{Lat: lat + v(0)/2e4, Lon: lon + v(1)/2e4}, geo.LatLon{Lat: lat + v(2)/2e4, Lon: lon + v(3)/2e4}, v(4), v(5)}
			if p.AtTo == math.MaxInt16 {
				p.AtTo = never
			}
			pieces = append(pieces, p)
		}
		ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
		defer cancel()
		m, err := Draw(ctx, slices.Values(pieces), Options{Within: []float64{first, second}, Radius: geo.Metres(radius), Resolution: geo.Metres(resolution), Threads: 1})
		if err != nil {
			if !strings.HasPrefix(err.Error(), "drawing what is reached: ") || ctx.Err() != nil {
				t.Fatal(err)
			}
			return
		}
		checkMap(t, m)
	})
}
