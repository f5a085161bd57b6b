package contour

import (
	"context"
	"encoding/json"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"waythrough/geo"
)

// country is n pieces of streets in some hundred towns of lattices and of roads between
// them, reached at 20 m/s as the crow flies with some noise, a tenth of the streets never.
func country(n int) []Piece {
	rng := rand.New(rand.NewPCG(1, 1))
	towns := make([]geo.LatLon, 100)
	for i := range towns {
		towns[i] = offset(yerevan, rng.NormFloat64()*150e3, rng.NormFloat64()*150e3)
	}
	at := func(p geo.LatLon) float64 { return float64(geo.Distance(yerevan, p)) / 20 }
	pieces := make([]Piece, 0, n)
	for len(pieces) < n {
		town := towns[rng.IntN(len(towns))]
		p := offset(town, math.Round(rng.NormFloat64()*40)*110, math.Round(rng.NormFloat64()*40)*110)
		length, count := 110., 1+rng.IntN(8)
		if rng.IntN(3) == 0 { // a country road
			p = offset(town, rng.NormFloat64()*40e3, rng.NormFloat64()*40e3)
			length, count = 250, 200
		}
		along, step := float64(rng.IntN(4))*math.Pi/2, rng.Float64()*60
		closed := rng.IntN(10) == 0
		for range min(count, n-len(pieces)) {
			q := offset(p, length*math.Cos(along), length*math.Sin(along))
			piece := Piece{p, q, at(p) + step, at(q) + step}
			if closed {
				piece.AtFrom, piece.AtTo = never, never
			}
			pieces = append(pieces, piece)
			p = q
		}
	}
	return pieces
}

// A million pieces, reached within one to six hours:
//
//	go test ./geo/contour -run '^$' -bench . -benchmem
func BenchmarkDraw(b *testing.B) {
	hours := []float64{3600, 7200, 10800, 14400, 18000, 21600}
	pieces := country(1_000_000)
	for _, tt := range []struct {
		name string
		o    Options
	}{
		{"derived", Options{Within: hours}},
		{"fine=62m", Options{Within: hours, Radius: 250}},
		{"coarse=500m", Options{Within: hours, Radius: 2000}},
		{"hour=62m", Options{Within: hours[:1], Radius: 250}},
		{"threads=1", Options{Within: hours, Radius: 250, Threads: 1}},
	} {
		b.Run(tt.name, func(b *testing.B) {
			var m *Map
			for b.Loop() {
				var err error
				if m, err = Draw(context.Background(), slices.Values(pieces), tt.o); err != nil {
					b.Fatal(err)
				}
			}
			points, area := 0, m.Areas[len(m.Areas)-1]
			for _, a := range m.Areas {
				for _, p := range a.Polygons {
					for _, r := range p {
						points += len(r)
					}
				}
			}
			b.ReportMetric(float64(points), "points")
			b.ReportMetric(float64(m.Radius), "radius")
			b.ReportMetric(area.SquareMetres()/1e6, "km²")
			b.ReportMetric(0, "ns/op")
			b.ReportMetric(b.Elapsed().Seconds()/float64(b.N), "s/op")
		})
	}
	b.Run("encode", func(b *testing.B) {
		m, err := Draw(context.Background(), slices.Values(pieces), Options{Within: hours, Radius: 250})
		if err != nil {
			b.Fatal(err)
		}
		for b.Loop() {
			if _, err := json.Marshal(m.Areas); err != nil {
				b.Fatal(err)
			}
		}
	})
}
