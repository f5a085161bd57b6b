// Package worldgen draws worlds of our own: roads, areas and the borders between
// them, from a seed, of fifty thousand to five million nodes and more, for tests,
// benchmarks and measurements of growth where no real extract may be used. No place
// in them exists: they lie in the Atlantic, around 45 degrees north (5 million nodes
// reach from 43 to 47), and their areas have codes that ISO 3166-1 leaves to users
// (XAA, XAB, …, never XKX or XXA).
//
//	w := worldgen.New(worldgen.Options{Seed: 1, Nodes: 500_000})
//	err := w.WritePBF(file)
//	for _, c := range w.Crossings() { ... }           // where roads cross borders
//	law := w.Record(worldgen.RecordOptions{})         // what record.Load reads
//	places := w.Settlements(10_000)                   // a table, for matrices and what-if
//
// The same options give the same world and the same bytes, whatever the number of
// processors. (Positions are computed in floating point: an architecture that fuses
// multiplications and additions may differ in the last digit.) [Tables] draws a
// network in the two-table form instead.
//
// # How
//
// The plane is laid out in blocks like bricks, 1.55 km wide, with corners moved at
// random; three meet at a corner and never four. Areas grow over the blocks from
// seeds, so that each hangs together, and the last of four or more lies wholly within
// another, where there is room. Towns are strewn over them, sized by the rule of Zipf
// (area ∝ 1/rank). Cheapest ways over the blocks then become motorways between the
// largest towns of an area, trunk, primary and secondary roads between the others,
// and roads to every crossing; rivers, which few roads cross, run where a smooth noise
// changes its sign.
//
// A block is a warped grid of streets, narrow in towns, wide in the country and pulled
// together at its village: a random spanning tree, which every car may use both ways,
// and further edges. Some cells are for walkers alone. Dead ends, roundabouts,
// barriers, one-way streets, bridges, rules of access and turn restrictions (over a
// node or over a way, with exceptions, for lorries alone) are strewn in. Motorways run
// above the streets, a way for each direction, with ramps, and tolls in some areas.
//
// # Borders
//
// A boundary follows the sides of blocks, pushed off them by a curve; its ways are
// shared by the relations of both areas, rivers in part, and the outer rim is of the
// sea (maritime=yes), so that every relation is complete. Roads meet a boundary where
// [World.Crossings] and [World.Unrecorded] say, and nowhere else: square to the side,
// at a node in common with it or between two. A recorded crossing has posts
// (barrier=border_control) some 50 m off, one on either side, and
// often a customs office; the first of two neighbours is a motorway, cut twice, if
// both are large enough. An unrecorded one is a track or a path.
//
// # Law and people
//
// [World.Record] draws a record that fits the roads: its posts stand where those of the map
// do, so every recorded crossing is found on them and no track is. It says who may pass
// where and when, with all verdicts among its answers; nobody has to read it to believe a
// test, for it follows from two seeds. [World.Settlements] draws populated places at nodes
// of the roads, the towns of the map first.
//
// # What it is like
//
// Aimed at are figures of real extracts, and a test holds them. Measured by the same
// program, all profiles:
//
//	                        Liechtenstein  Heidelberg  Columbus  a world of 500,000
//	edges a node                     1.26        1.31      1.43                1.28
//	nodes of degree 1                 20%         15%       14%                 21%
//	         degree 2                 17%         23%       11%                 14%
//	         degree 3                 56%         51%       52%                 53%
//	         degree 4                  7%         11%       23%                 12%
//	bends an edge                     6.1         3.3       1.6                 3.6
//	edges without a bend              33%         47%       51%                 41%
//	one-way for cars                   2%          9%       10%                  8%
//	edges a way                       1.7         1.8       2.7                 1.6
//	metres an edge, mean              143          86       123                 157
//	restrictions by node               0%        1.5%      0.1%                1.2%
//	nodes a square kilometre           39           –         –                  24
//
// What is not like the map: streets of one block do not bend around those of the next;
// main roads turn at right angles more than they should; there are no relations but
// restrictions and boundaries, no relief, no buildings; ids have no gaps. Whether
// orders of nodes and their separators are as small as those of real roads has not
// been measured.
//
// # Cost
//
// On two shared cores: 500,000 nodes are drawn in 2 s and written in 0.7 s, 5 million
// (28 million of OSM, 6.5 million edges, 180 MB) in 20 s and 12 s, and 1.5 GB are
// taken (BenchmarkWorld). Drawing uses one processor, writing all. The record of a world of
// a million nodes (281 crossings) is drawn in 7 ms, 10,000 settlements on it in 0.25 s
// (BenchmarkLawAndPeople).
package worldgen
