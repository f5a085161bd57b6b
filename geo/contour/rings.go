package contour

import "waythrough/geo"

// polygons gathers the boundary of an area into rings, and these into polygons, from south
// to north.
//
// A ring begins at the first of its vertices, by key, on a lying line of the grid, in the
// southernmost row and there the westernmost. Going south there it keeps what is reached
// to the east, and is an outer ring. Going north it is a hole: what is reached lies west of it,
// back to the vertex of another ring before it in the row. That ring began in
// the same row or south of it, and so its polygon is known, and is the hole's too.
func (n *net) polygons(time int) []Polygon {
	edges, index := n.edges[time], n.index // the edge that begins at a vertex
	for i, e := range edges {
		index[e.from] = uint32(i)
	}
	const unseen = -1
	polygon := make([]int, len(edges)) // that an edge is of
	for i := range polygon {
		polygon[i] = unseen
	}
	var found []Polygon
	for i, e := range edges {
		if polygon[i] != unseen || n.keys[e.from].stands() {
			continue
		}
		at := len(found)
		if north := n.keys[e.to].row() >= n.keys[e.from].row(); north {
			at = polygon[i-1]
		} else {
			found = append(found, nil)
		}
		for k := i; polygon[k] == unseen; k = int(index[edges[k].to]) {
			polygon[k] = at
		}
		found[at] = append(found[at], n.ring(edges, i))
	}
	return found
}

// ring writes down what is left of the ring of an edge.
func (n *net) ring(edges []edge, start int) Ring {
	var r Ring
	for k := start; ; {
		if v := edges[k].from; !n.gone[v] {
			r = append(r, geo.LatLon{Lat: float64(n.lat[v]) / 1e7, Lon: float64(n.lon[v]) / 1e7})
		}
		if k = int(n.index[edges[k].to]); k == start {
			return append(r, r[0])
		}
	}
}
