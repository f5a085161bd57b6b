package contour

import (
	"bufio"
	"bytes"
	"math"
	"strconv"

	"waythrough/geo"
)

// MarshalJSON writes an area as a GeoJSON geometry (RFC 7946): a MultiPolygon, with all digits of
// the coordinates.
func (a Area) MarshalJSON() ([]byte, error) {
	var text bytes.Buffer
	out := bufio.NewWriter(&text)
	a.write(out)
	err := out.Flush()
	return text.Bytes(), err
}

func (a Area) write(out *bufio.Writer) {
	var digits []byte
	out.WriteString(`{"type":"MultiPolygon","coordinates":[`)
	for i, p := range a.Polygons {
		comma(out, i)
		out.WriteByte('[')
		for j, r := range p {
			comma(out, j)
			out.WriteByte('[')
			for k, at := range r {
				comma(out, k)
				digits = append(digits[:0], '[')
				digits = strconv.AppendFloat(digits, at.Lon, 'f', -1, 64)
				digits = append(digits, ',')
				digits = strconv.AppendFloat(digits, at.Lat, 'f', -1, 64)
				out.Write(append(digits, ']'))
			}
			out.WriteByte(']')
		}
		out.WriteByte(']')
	}
	out.WriteString("]}")
}

func comma(out *bufio.Writer, i int) {
	if i > 0 {
		out.WriteByte(',')
	}
}

// SquareMetres is the area on the sphere, holes left out.
func (a Area) SquareMetres() float64 {
	sum := 0.0
	for _, p := range a.Polygons {
		for _, r := range p {
			sum += r.squareMetres()
		}
	}
	return sum
}

// squareMetres is positive if the ring runs counter-clockwise. Under an edge, straight in
// degrees, lies the longitude it spans times the mean of sin lat along it, which over a
// short edge is that of the middle latitude times sin h / h, h half of what it rises.
func (r Ring) squareMetres() float64 {
	const perDegree = math.Pi / 180
	sum := 0.0
	for i := 1; i < len(r); i++ {
		a, b := r[i-1], r[i]
		mean := math.Sin((a.Lat + b.Lat) / 2 * perDegree)
		if h := (b.Lat - a.Lat) / 2 * perDegree; h != 0 {
			mean *= math.Sin(h) / h
		}
		sum += (a.Lon - b.Lon) * perDegree * mean
	}
	return geo.Radius * geo.Radius * sum
}
