// Package importer makes network files: of OpenStreetMap extracts, of graphs of the 9th
// DIMACS Challenge, and of the two tables. It joins the packages that read, cut and prepare
// roads, and says how far it is.
//
//	r, err := importer.Extracts(ctx, []string{"armenia.osm.pbf", "turkey.osm.pbf"}, importer.Options{
//		Output: "caucasus.network",
//	})
//
// # What comes out
//
// Nothing stands under Output until the file is whole; after an error, or when ctx ends,
// nothing new does. An output that is one of the inputs is refused. The same inputs give the
// same bytes, whatever they are called in which folder and whatever the number of threads.
//
// ctx is looked at between blocks of an extract and between the steps that prepare a
// profile. The longest of those, the order, takes some seconds for a million nodes.
//
// # Outlines
//
// The file keeps the shapes of areas, for maps (package outline): of those whose whole boundary
// an extract or a file of boundaries gives, and that roads lie in or that reach into the box
// of the roads. A note says of which areas with roads there is none.
package importer
