package street

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"waythrough/geo"
	"waythrough/road/border"
	"waythrough/road/osm"
	"waythrough/road/osm/pbf"
	"waythrough/road/osm/pbf/pbftest"
	"waythrough/road/osm/profile"
)

// extractOf reads a world drawn as text, and the areas of its boundaries.
func extractOf(t testing.TB, text string) (*osm.Graph, *border.Areas) {
	t.Helper()
	d, err := pbftest.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	b := pbftest.Bytes(d, 1000)
	f, err := pbf.New("drawn", bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	g, err := osm.Extract(context.Background(), []*pbf.File{f}, osm.Options{})
	if err != nil {
		t.Fatal(err)
	}
	areas, notes := border.New(g.Boundaries, g.Borders)
	if len(notes) > 0 {
		t.Fatal(notes)
	}
	return g, areas
}

// fault is the first thing wrong with a network made of g, "" if nothing is.
func fault(g *osm.Graph, areas *border.Areas, n *Network) string {
	for _, check := range []func() string{
		func() string { return faultOfColumns(n) },
		func() string { return faultOfPieces(g, n) },
		func() string { return faultOfCrossings(g, n, 2, true) },
	} {
		if f := check(); f != "" {
			return f
		}
	}
	return ""
}

// faultOfColumns: edges lie in the area of both their ends, or they are cuts.
func faultOfColumns(n *Network) string {
	var cuts []Edge
	for e := range Edge(len(n.From)) {
		a, b := n.From[e], n.To[e]
		if n.IsCut(e) != (n.Area[a] != n.Area[b]) {
			return fmt.Sprintf("edge %d: cut %v, areas %d and %d", e, n.IsCut(e), n.Area[a], n.Area[b])
		}
		if !n.IsCut(e) {
			continue
		}
		cuts = append(cuts, e)
		if n.Length[e] != 0 || n.At[a] != n.At[b] || len(n.Points(nil, Half(e)<<1)) != 2 {
			return fmt.Sprintf("cut %d has a length, %d, or leads from %v to %v", e, n.Length[e], n.At[a], n.At[b])
		}
		for p := range n.Duration {
			for dir := range n.Duration[p] {
				if d := n.Duration[p][dir][e]; d != 0 && d != Closed {
					return fmt.Sprintf("cut %d takes %d ms", e, d)
				}
			}
		}
	}
	if !slices.Equal(cuts, n.Cuts) {
		return fmt.Sprintf("cuts %v, listed %v", cuts, n.Cuts)
	}
	var leaving int
	for v := range Node(len(n.At)) {
		for _, h := range n.LeavingFrom(v) {
			leaving++
			if n.Tail(h) != v {
				return fmt.Sprintf("half-edge %d does not leave node %d", h, v)
			}
		}
	}
	if leaving != 2*len(n.From) {
		return fmt.Sprintf("%d half-edges leave nodes, of %d", leaving, 2*len(n.From))
	}
	return ""
}

// piecesOf gives the edges of n that each edge of g became, in order, cuts among them.
func piecesOf(g *osm.Graph, n *Network) (list [][]Edge) {
	e := Edge(0)
	for old := range g.From {
		var pieces []Edge
		for ; ; e++ {
			pieces = append(pieces, e)
			if n.OSMNode[n.To[e]] == g.OSMNode[g.To[old]] && int(n.To[e]) != len(n.At) && n.OSMNode[n.To[e]] != 0 {
				e++
				break
			}
		}
		list = append(list, pieces)
	}
	return list
}

// faultOfPieces: what an edge became adds up to it.
func faultOfPieces(g *osm.Graph, n *Network) string {
	for old, pieces := range piecesOf(g, n) {
		length := uint64(0)
		var sum [profile.Count][2]uint64
		var line []osm.Point
		for i, e := range pieces {
			length += uint64(n.Length[e])
			if n.Way[e] != g.Way[old] || n.Name[e] != uint32(g.Name[old]) || n.Ref[e] != uint32(g.Ref[old]) || n.Use[e] != g.Use[old] {
				return fmt.Sprintf("piece %d of edge %d has another way, name or use", e, old)
			}
			if n.IsCut(e) != (i%2 == 1) || i > 0 && n.From[e] != n.To[pieces[i-1]] {
				return fmt.Sprintf("pieces %v of edge %d: they and cuts do not alternate, or do not meet", pieces, old)
			}
			for p := range sum {
				for dir := range sum[p] {
					sum[p][dir] += uint64(n.Duration[p][dir][e])
					if (g.Duration[p][dir][old] == Closed) != (n.Duration[p][dir][e] == Closed) {
						return fmt.Sprintf("piece %d of edge %d: open where that is closed, or closed where open", e, old)
					}
				}
			}
			if i%2 == 0 {
				points := n.Points(nil, Half(e)<<1)
				if i > 0 {
					points = points[1:]
				}
				line = append(line, points...)
			}
		}
		if length != uint64(g.Length[old]) {
			return fmt.Sprintf("edge %d of %d dm: pieces have %d dm", old, g.Length[old], length)
		}
		for p := range sum {
			for dir, s := range sum[p] {
				if d := g.Duration[p][dir][old]; d != Closed && s != uint64(d) {
					return fmt.Sprintf("edge %d takes %d ms: pieces %d ms", old, d, s)
				}
			}
		}
		if f := faultOfLine(g.Shape(nil, osm.EdgeID(old)), line, len(pieces)/2); f != "" {
			return fmt.Sprintf("edge %d: %s", old, f)
		}
	}
	return ""
}

// faultOfLine: the line of the pieces is the whole, with points of cuts put in, each at
// most a unit off it.
func faultOfLine(whole, line []osm.Point, cuts int) string {
	i, put := 0, 0
	for _, p := range line {
		if i < len(whole) && p == whole[i] {
			i++
			continue
		}
		put++
		if last := len(whole) - 1; !nearLine(whole[max(0, i-1)], whole[min(i, last)], p) {
			return fmt.Sprintf("point %v is off the road %v", p, whole)
		}
	}
	if i != len(whole) || put > cuts {
		return fmt.Sprintf("its line %v became %v", whole, line)
	}
	return ""
}

func nearLine(a, b, p osm.Point) bool {
	return min(a.Lat, b.Lat)-1 <= p.Lat && p.Lat <= max(a.Lat, b.Lat)+1 && min(a.Lon, b.Lon)-1 <= p.Lon && p.Lon <= max(a.Lon, b.Lon)+1
}

// faultOfCrossings tries every segment of roads against every segment of boundaries, of so
// many states at least: a road that crosses one properly is cut, and, if these are all,
// one that meets none is not.
func faultOfCrossings(g *osm.Graph, n *Network, states int, all bool) string {
	type segment struct {
		a, b osm.Point
		of   int
	}
	var borders []segment
	for _, l := range g.Borders {
		for i := 1; i < len(l.Points); i++ {
			borders = append(borders, segment{l.Points[i-1], l.Points[i], len(l.Of)})
		}
	}
	for old, pieces := range piecesOf(g, n) {
		line := g.Shape(nil, osm.EdgeID(old))
		proper, touch := false, false
		for i := 1; i < len(line); i++ {
			for _, s := range borders {
				if !boxesMeet(s.a, s.b, line[i-1], line[i]) {
					continue
				}
				p, q := side(s.a, s.b, line[i-1]), side(s.a, s.b, line[i])
				u, v := side(line[i-1], line[i], s.a), side(line[i-1], line[i], s.b)
				if p*q < 0 && u*v < 0 && s.of >= states {
					proper = true
				}
				if p*q <= 0 && u*v <= 0 {
					touch = true
				}
			}
		}
		if proper && len(pieces) == 1 || all && !touch && len(pieces) > 1 {
			return fmt.Sprintf("edge %d, %v: crosses a boundary %v, meets one %v, pieces %v", old, line, proper, touch, pieces)
		}
	}
	return ""
}

// side tells on which side of a line through a and b a point lies, exactly.
func side(a, b, p osm.Point) int {
	v := (int64(b.Lon)-int64(a.Lon))*(int64(p.Lat)-int64(a.Lat)) - (int64(b.Lat)-int64(a.Lat))*(int64(p.Lon)-int64(a.Lon))
	switch {
	case v < 0:
		return -1
	case v > 0:
		return 1
	}
	return 0
}

func boxesMeet(a, b, c, d osm.Point) bool {
	box := func(a, b osm.Point) geo.Box {
		return geo.Box{MinLat: min(a.Lat, b.Lat), MinLon: min(a.Lon, b.Lon), MaxLat: max(a.Lat, b.Lat), MaxLon: max(a.Lon, b.Lon)}
	}
	x, y := box(a, b), box(c, d)
	return x.MinLat <= y.MaxLat && y.MinLat <= x.MaxLat && x.MinLon <= y.MaxLon && y.MinLon <= x.MaxLon
}

// words writes the edges of a network in order: "LIE1-" is from OSM node 1 in that area,
// "LIE-" from one that a cut made; "=" is a cut, "#" is one between parts of a node.
func words(n *Network) string {
	var out []string
	end := func(v Node) string {
		s := n.Codes[n.Area[v]]
		if n.OSMNode[v] != 0 {
			s += fmt.Sprint(n.OSMNode[v])
		}
		return s
	}
	for e := range Edge(len(n.From)) {
		sign := "-"
		if n.IsCut(e) {
			sign = "="
			if n.Way[e] == 0 {
				sign = "#"
			}
		}
		out = append(out, end(n.From[e])+sign+end(n.To[e]))
	}
	return strings.Join(out, " ")
}
