// Package border says in which area a point of the map lies, and where a line goes
// from one area into another. It is geometry alone: it knows neither law nor records.
//
//	a, notes := border.New(g.Boundaries, g.Borders, files...)
//	runs = a.Along(runs[:0], g.Shape(nil, edge))
//	for i := 1; i < len(runs); i++ {
//		cut(runs[i-1].Area, runs[i].Area, runs[i].Start)
//	}
//
// # Sources
//
// Each area is taken from the best source that has its whole boundary:
//
//   - a relation of the map, if the map holds all its ways;
//   - such a relation with gaps, if a file has the area's boundary and both ends of
//     each gap lie within 10 km of it: the piece of the file between them is bent to
//     meet the ends, over up to 20 km from each. A coast may be the map's alone;
//   - the polygons of a file.
//
// Between areas that have none of these the lines of files serve, and ways of the map
// between the same two stand in for the part they lie along. Without files, ways of
// the map serve that meet a line of known sides at an end. What is beyond a boundary is
// told by the other relation of its way or the nearest line of a file; beyond a
// maritime one the area goes on, for the sea is no other's. New says in sentences what
// the map lacked and what became of it.
//
// Relations of several states ("France — Andorra") have no code and are no areas; of
// several of one state, those that are complete all count.
//
// Codes are ISO 3166-1 alpha-3, XKX for Kosovo. Codes that Natural Earth made up are
// translated where ISO has one; others, of places under no or another authority than
// the state's around, are kept: CYN, SOL, KAS, CNM, ESB, WSB, KAB, USG.
//
// # Exactness
//
// Positions are whole numbers of 1e-7 degrees and lines between them are straight in
// latitude and longitude. Whether and in which order lines meet, and what lies beside
// them, is decided by signs of products of whole numbers; no distance counts as none.
// So ways that touch a boundary, cross it in a corner, run along it and weave over it
// are told apart as drawn. Only the points given for cuts are rounded, to whole units.
//
// # Limits
//
// Where no boundary is whole the nearest line decides, by the side on which a point
// lies, up to 300 km (Nearby). That is wrong across a sea (of Great Britain: France is
// nearer than any other border), and areas may change between lines where no line is;
// a way then changes half way. With the lines of Natural Earth alone, 95 of 100 places
// of GeoNames that get an area get the right one (TestNaturalEarthAgainstPlaces);
// nearly all others lie across a sea. Where a road network is at hand it is better to
// ask at boundaries only, and to let an area spread along roads that MayCross denies.
//
// A polygon of a file says nothing about what lies outside of it: a road that leaves
// it for a gap to the next polygon, or over a coast drawn coarsely, is in no area.
//
// Shapes are not drawn over the antimeridian: one that lies on both sides has a ring on
// each, as OSM and GeoJSON have it. A ring of a file that jumps across is cut there; nothing
// is found in one that goes round a pole otherwise than along the antimeridian.
//
// # Cost
//
// New takes O(n log n) for n segments, and searches each line of a file once a way of
// the map that needs it. 41 bytes a segment are kept, and a grid of cells of up to
// 256 KB that answers At where no boundary is near. Along of a line that no boundary
// comes near is one search of an R-tree and At of a point.
package border
