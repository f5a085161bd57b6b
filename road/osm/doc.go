// Package osm makes a road graph of OpenStreetMap extracts, as plain columns for
// the road importer: nodes that matter, edges with their geometry, durations for
// each profile, turn restrictions, the boundaries of states, and settlements by their
// names. It knows the map and its tagging, not routing and not law.
//
//	f, err := pbf.Open("liechtenstein.osm.pbf")
//	g, err := osm.Extract(ctx, []*pbf.File{f}, osm.Options{})
//	for e := range g.From {
//		if ms := g.Duration[profile.Car][osm.Forward][e]; ms != osm.Closed { ... }
//	}
//
// # How
//
// The files are read twice. The first pass takes ways and relations: of a way what
// decides over it and its list of nodes, packed. The second takes the positions of
// the nodes that those ways use, and no others. Then ways are split where roads
// meet. Overlapping extracts are merged by id; of an element that several hold, the
// first file's is taken, but positions of nodes are looked for in all.
//
// The same files give the same arrays, whatever the number of processors. Nodes are
// numbered by OSM id, edges by way and along it.
//
// # Units
//
// Positions are 1e-7 degrees, lengths decimetres by the haversine formula, rounded
// once an edge, durations milliseconds. A duration is length over speed, in
// integers; a ferry's tagged duration is shared out by length.
//
// # Cost
//
// Time and memory grow with the roads, not with the file: on drawn grids of 50
// thousand to 4 million crossings, with a bend between any two, the graph keeps 160
// bytes a crossing (80 an edge), and at most 365 a crossing were in use while it was
// made, garbage included (BenchmarkGrowth). BenchmarkExtract gives megabytes a second
// over real extracts.
//
// Package pbf reads the format; package profile says what tags mean.
package osm
