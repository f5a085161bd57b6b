// Package mapped holds real roads in one file that is mapped into memory: their streets,
// and for each profile the graph in which ways are searched, its hierarchy and its
// measures. Building takes seconds to minutes, opening milliseconds, asking microseconds.
//
//	err := mapped.Build(ctx, "caucasus.network", streets, about, mapped.Options{})
//
//	n, err := mapped.Open("caucasus.network")
//	roads, err := n.Roads(profile.Car)           // every area for itself, cuts closed
//	roads, err = roads.Union([]string{"LIE", "CHE"})
//	q := roads.Router(mapped.Duration)           // one goroutine's
//	from, err := q.Snap(geo.LatLon{...}, 500, 1)
//	path, ok := q.Path(from[0], to[0])
//	for _, d := range q.Directions(&path) { fmt.Println(d) }
//
// # What a search runs on
//
// If something hangs on how a node is reached (a restriction of turns, a barrier, edges
// only for who has business there, turns that cost), the graph is one of half-edges, made
// by package turn; otherwise it is that of the nodes, some times smaller (docs/roads.md). The
// choice is made for each profile. Both are searched by package cch.
//
// Cuts are closed, so that a way stays in the area where it began. ThroughAt, Through and
// Union open some of them, at a price or for nothing, which changes weights only where those
// reach. Law does not come into it.
//
// # The cache
//
// Opening the cuts of a continent takes seconds. What that changed, and what else was
// computed of a network, is kept in a cache beside the file and never in it: see Keep. Each
// entry is a file of its own, named by the network's checksum and that of its key, written
// aside and renamed; one that is damaged, cut short or of another network is as good as none.
//
// # Gates
//
// Who wants to pass borders by a law of their own need not open cuts. A Gate is the passage
// of a cut in one direction, in one of the states that the rules of turns tell apart, and a
// way may begin just behind it and end just before it. Least costs between all gates and
// places, strictly inside areas, and what passing each gate costs, make an overlay whose
// shortest ways are those of the roads with the cuts open at that price:
//
//	gates := mapped.Spots(roads.Gates())
//	costs, err := roads.Table(mapped.Duration, gates, gates)
//	path, ok := q.PathBetween(gates[2], to.Spot())
//
// Targets and Sources answer row by row; Reach, what lies how far from any of some spots.
//
// # The file
//
// Package netfile keeps the sections; their names and what they hold are listed in
// sections.go, places.go and outlines.go. What is no column stands in one section of JSON,
// About. Outlines of areas came later than the first files: one without them opens, has none,
// and says so in its notes.
package mapped
