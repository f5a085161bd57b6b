package contour

import (
	"context"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"testing"

	"waythrough/geo"
)

func ExampleDraw() {
	// The road from Margara to the Alican bridge, reached in 40 to 60 s, and the first piece
	// beyond the closed border, which isn't.
	margara, bridge, alican := geo.LatLon{Lat: 40.0288, Lon: 44.1733}, geo.LatLon{Lat: 40.0270, Lon: 44.1700}, geo.LatLon{Lat: 40.0252, Lon: 44.1667}
	pieces := []Piece{{margara, bridge, 40, 60}, {bridge, alican, math.Inf(1), math.Inf(1)}}
	m, err := Draw(context.Background(), slices.Values(pieces), Options{Within: []float64{50, 60}, Radius: 250})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, a := range m.Areas {
		fmt.Printf("within %v s: %.2f km² in %d polygon\n", a.Within, a.SquareMetres()/1e6, len(a.Polygons))
	}
	// Output:
	// within 50 s: 0.18 km² in 1 polygon
	// within 60 s: 0.26 km² in 1 polygon
}

func ExampleArea_MarshalJSON() {
	triangle := Ring{{Lat: 40, Lon: 44}, {Lat: 40, Lon: 44.5}, {Lat: 40.1234567, Lon: 44}, {Lat: 40, Lon: 44}}
	text, err := json.Marshal(Area{Within: 60, Polygons: []Polygon{{triangle}}})
	fmt.Println(string(text), err)
	// Output:
	// {"type":"MultiPolygon","coordinates":[[[[44,40],[44.5,40],[44,40.1234567],[44,40]]]]} <nil>
}

// What is written reads back as the same points, by the rules of RFC 7946.
func TestAreasReadBack(t *testing.T) {
	road := Piece{yerevan, offset(yerevan, 3000, 500), 0, 300}
	m := mustDraw(t, []Piece{road, {offset(yerevan, 9000, 0), offset(yerevan, 9000, 0), 30, 30}}, Options{Within: []float64{20, 200}, Radius: 500})
	text, err := json.Marshal(m.Areas)
	if err != nil {
		t.Fatal(err)
	}
	var read []struct {
		Type        string
		Coordinates [][][][2]float64
	}
	if err := json.Unmarshal(text, &read); err != nil {
		t.Fatal(err)
	}
	if len(read) != 2 {
		t.Fatalf("%d areas", len(read))
	}
	for i, f := range read {
		var polygons []Polygon
		for _, p := range f.Coordinates {
			var polygon Polygon
			for _, r := range p {
				var ring Ring
				for _, c := range r {
					ring = append(ring, geo.LatLon{Lat: c[1], Lon: c[0]})
				}
				polygon = append(polygon, ring)
			}
			polygons = append(polygons, polygon)
		}
		if f.Type != "MultiPolygon" || !slices.EqualFunc(polygons, m.Areas[i].Polygons,
			func(p, q Polygon) bool { return slices.EqualFunc(p, q, slices.Equal[Ring]) }) {
			t.Errorf("area %d reads back as another: %+v", i, f)
		}
	}
}

// An octant of the sphere, and a cap cut at 60° north.
func TestSquareMetres(t *testing.T) {
	earth := 4 * math.Pi * geo.Radius * geo.Radius
	octant := Ring{{Lat: 0, Lon: 0}, {Lat: 0, Lon: 90}, {Lat: 90, Lon: 90}, {Lat: 90, Lon: 0}, {Lat: 0, Lon: 0}}
	cap60 := Ring{{Lat: 60, Lon: -180}, {Lat: 60, Lon: 180}, {Lat: 90, Lon: 180}, {Lat: 90, Lon: -180}, {Lat: 60, Lon: -180}}
	diagonal := Ring{{Lat: 0, Lon: 0}, {Lat: 0, Lon: 90}, {Lat: 90, Lon: 90}, {Lat: 0, Lon: 0}}
	for _, tt := range []struct {
		polygon Polygon
		want    float64
	}{
		{Polygon{octant}, earth / 8},
		{Polygon{cap60}, earth * (1 - math.Sqrt(3)/2) / 2},
		{Polygon{diagonal}, earth / 4 / math.Pi},
	} {
		if got := (Area{Polygons: []Polygon{tt.polygon}}).SquareMetres(); math.Abs(got/tt.want-1) > 1e-9 {
			t.Errorf("%v: %.0f m², want %.0f", tt.polygon, got, tt.want)
		}
	}
}
