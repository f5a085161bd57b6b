// Package contour draws what is reached in time: for each of several times, the
// polygons of everything whose nearest road is reached by then. It knows nothing of
// networks or law: pieces of road with the seconds of arrival at both ends go in,
// polygons come out.
//
// # What reached means
//
// A point is reached within T if some piece lies within the radius of it and, of all
// pieces, reached or not, the nearest point of the nearest one is reached within T.
// Along a piece the arrival is linear between its ends, so that a piece which passes T
// counts up to where it does. Of pieces equally near the earliest decides.
//
// So unreached pieces matter: they hold their own surroundings. What lies across a closed
// border is nearer to a road on that side, and is not painted because a road on this side
// runs along the line. Give every road that the traveller could use if the law let them
// (arrival +Inf at both ends where it isn't reached), and leave out the kinds that they
// never could, such as footpaths for a truck: each would be a speck of its own.
//
// # Use
//
//	m, err := contour.Draw(ctx, slices.Values(pieces), contour.Options{Within: []float64{3600, 7200}})
//	…
//	err = json.NewEncoder(w).Encode(m.Areas[0]) // a GeoJSON geometry
//
// # How it works
//
// A grid of square cells is laid over a Mercator chart, which is conformal: a circle on
// the ground is one on the chart. Cells have the side Options.Resolution at the reached
// piece nearest to the equator, and less nearer to a pole. Nodes of the grid are kept in
// tiles of 64 by 64, of which only those exist that something reached comes near. At
// each node the nearest piece is found among those whose surroundings meet the tile, and
// with it the first of the times by which the node is reached.
//
// Between a node that is reached by T and a neighbour that is not, the boundary goes
// through the first of 16 places where it would leave what is reached, judged by the
// nearest pieces of the two nodes. These crossings are joined by marching squares
// (Lorensen and Cline, "Marching cubes", 1987, in the plane; reached corners that face
// each other across a cell stay apart). The crossing of an earlier time is never farther
// out than that of a later one, so that areas are nested cell by cell.
//
// The boundaries of all times together are a plane graph, whose coordinates are whole
// numbers of 1e-7 degrees. It is simplified as one: a vertex of two edges is taken away
// if everything left out so far stays within a quarter of a cell of the new edge, and if
// no other vertex lies in the triangle it spans with its neighbours (the test of Saalfeld,
// "Topologically consistent line simplification with the Douglas-Peucker algorithm", 1999,
// in exact arithmetic). Such a step
// can't make edges meet. Hence what is promised below holds exactly, not within a tolerance.
//
// # What is promised
//
//   - Rings are simple, closed and disjoint from other rings of the same area; outer
//     ones run counter-clockwise, holes clockwise; every hole lies in its polygon
//     (RFC 7946). At the antimeridian polygons are split, and the parts share the line.
//   - The area of a smaller time lies within that of a larger one. They may share edges.
//   - A boundary is within two cells of where the definition puts it. What is narrower
//     than a cell may be missed: a reached road less than some two cells from an
//     unreached one may be covered in part only.
//   - The same pieces give the same bytes, in any order and with any number of threads.
//
// # Limits
//
// Pieces lie between 85° north and south and are shorter than 90° of longitude; a long
// one is a straight line on the chart (a rhumb line), so break it up if that matters.
// The earth is a sphere, as in package geo.
//
// # Cost
//
// Of time: for each piece the nodes in its surroundings, some 60 with the default
// resolution, then the boundary. Of memory: 24 bytes for each piece that a kept tile
// needs, 12 more for each tile it comes near, 5 bytes for each node of a kept tile, and
// some 110 for each crossing of a boundary with the grid. A million pieces over 360,000 km²
// take 2.6 s of one core and 0.2 GB with the radius derived (4 km); with one of 250 m, where
// the same roads are ribbons with a boundary of 1.5 million points, 15 s and 1.7 GB.
package contour
