package contour

import (
	"context"
	"encoding/json"
	"math"
	"slices"
	"strings"
	"testing"

	"waythrough/geo"
)

func TestNothingReached(t *testing.T) {
	road := Piece{yerevan, offset(yerevan, 900, 0), 5000, 6000}
	for name, pieces := range map[string][]Piece{"none": nil, "late": {road}, "never": {{yerevan, yerevan, never, never}}} {
		m := mustDraw(t, pieces, Options{Within: []float64{3600, 4000}})
		if len(m.Areas[0].Polygons)+len(m.Areas[1].Polygons) != 0 || m.Areas[1].SquareMetres() != 0 {
			t.Errorf("%s: something is reached", name)
		}
		if m.Radius != leastRadius || m.Resolution != leastRadius/4. {
			t.Errorf("%s: radius %v, resolution %v", name, m.Radius, m.Resolution)
		}
		if text, err := json.Marshal(m.Areas[1]); err != nil || string(text) != `{"type":"MultiPolygon","coordinates":[]}` {
			t.Errorf("%s: written as %s (%v)", name, text, err)
		}
	}
}

func TestRefusals(t *testing.T) {
	road := Piece{yerevan, offset(yerevan, 900, 0), 0, 60}
	tests := []struct {
		piece Piece
		o     Options
		want  string
	}{
		{road, Options{}, "0 times are asked for; it takes 1 to 255"},
		{road, Options{Within: make([]float64, 256)}, "256 times"},
		{road, Options{Within: []float64{60, 60}}, "time 2, 60 s, does not come after 60 s"},
		{road, Options{Within: []float64{math.NaN()}}, "time 1 is NaN"},
		{road, Options{Within: []float64{never}}, "time 1 is +Inf"},
		{road, Options{Within: []float64{1}, Radius: -1}, "the radius is -1 m"},
		{road, Options{Within: []float64{1}, Radius: 200_000}, "it may be up to 100000"},
		{road, Options{Within: []float64{1}, Resolution: geo.Metres(math.NaN())}, "the resolution is NaN m"},
		{road, Options{Within: []float64{1}, Radius: 1000, Resolution: 600}, "too coarse for a radius of 1000 m"},
		{road, Options{Within: []float64{1}, Radius: 1000, Resolution: 1e-9}, "too fine"},
		{road, Options{Within: []float64{1}, Radius: 90_000, Resolution: 5}, "cells of this resolution"},
		{Piece{geo.LatLon{Lat: 91}, yerevan, 0, 0}, Options{Within: []float64{1}}, "piece 1: 91.00000,0.00000 is no point on earth"},
		{Piece{yerevan, geo.LatLon{Lat: -85.5}, 0, 0}, Options{Within: []float64{1}}, "nearer to a pole than 85°"},
		{Piece{yerevan, yerevan, 0, math.NaN()}, Options{Within: []float64{1}}, "+Inf where it isn't reached"},
		{Piece{yerevan, yerevan, -never, 0}, Options{Within: []float64{1}}, "+Inf where it isn't reached"},
		{Piece{yerevan, geo.LatLon{Lat: 0, Lon: -100}, 0, 0}, Options{Within: []float64{1}}, "break it into shorter pieces"},
	}
	for _, tt := range tests {
		m, err := Draw(context.Background(), slices.Values([]Piece{tt.piece}), tt.o)
		if err == nil || !strings.Contains(err.Error(), tt.want) || m != nil {
			t.Errorf("%v %v: error %v, want %q", tt.piece, tt.o, err, tt.want)
		}
	}
}

// A long straight piece costs by its length, and its middle is covered.
func TestLongPiece(t *testing.T) {
	a, b := geo.LatLon{Lat: -20, Lon: 150}, geo.LatLon{Lat: 55, Lon: -130}
	m := mustDraw(t, []Piece{{a, b, 0, 100}}, Options{Within: []float64{50, 100}, Radius: 20_000})
	if got := shape(m.Areas[0]) + ", " + shape(m.Areas[1]); got != "1 1, 1 1" && got != "1, 1 1" {
		t.Errorf("the polygons are %s", got)
	}
	north := func(lat float64) float64 { return math.Asinh(math.Tan(lat * math.Pi / 180)) }
	for k := range 100 { // a straight line on the chart
		s := float64(k) / 100
		y := north(a.Lat)*(1-s) + north(b.Lat)*s
		p := geo.LatLon{Lat: math.Atan(math.Sinh(y)) * 180 / math.Pi, Lon: math.Remainder(a.Lon+80*s, 360)}
		if !m.Areas[1].covers(p) || m.Areas[0].covers(p) != (s < 0.5) && k != 50 {
			t.Errorf("%v is not covered as it should be", p)
		}
	}
}

func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Draw(ctx, slices.Values([]Piece{{yerevan, yerevan, 0, 0}}), Options{Within: []float64{1}}); err == nil {
		t.Error("a map is drawn though nobody waits for it")
	}
}

// The derived radius follows the distance between roads.
func TestSpacing(t *testing.T) {
	for _, tt := range []struct{ apart, least, most float64 }{{100, 250, 250}, {400, 250, 1000}, {2000, 1000, 4000}, {3500, 2000, 5000}} {
		var pieces []Piece
		half := tt.apart * 15
		for i := -15.; i <= 15; i++ {
			for j := -half; j < half; j += 100 {
				k := i * tt.apart
				pieces = append(pieces, Piece{offset(yerevan, j, k), offset(yerevan, j+100, k), 0, 0},
					Piece{offset(yerevan, k, j), offset(yerevan, k, j+100), 0, 0})
			}
		}
		m, err := Draw(context.Background(), slices.Values(pieces), Options{Within: []float64{0}})
		if err != nil {
			t.Fatal(err)
		}
		if r := float64(m.Radius); r < tt.least || r > tt.most {
			t.Errorf("roads %v m apart: radius %v, want %v to %v", tt.apart, r, tt.least, tt.most)
		}
		if got := shape(m.Areas[0]); got != "1" {
			t.Errorf("roads %v m apart do not join: %s", tt.apart, got)
		}
	}
}
