// Package allpairs finds least costs between all pairs of towns over an overlay, keeps
// them, and says what a changed link does to them. It knows nothing of roads or law:
// indices and costs go in, costs come out.
//
// # The overlay
//
// A [Cell] is an area with exits, entries and towns, and tables of the costs between
// them strictly inside it. A [Link] leads from an exit to an entry. Everything is
// numbered from 0, cell after cell. A [Law] says which links a traveller may use, and
// what he has done afterwards (a history); towns are grouped by the law that ways
// beginning there follow. A [Side] is the laws and the links' costs at a time. Ways
// may leave a cell and come back; costs do not depend on time.
//
//	   a cell                         another
//	   town ──Out──▶ exit ───Link───▶ entry ──In──▶ town
//	    └─Within─▶ town                └──Across──▶ exit ───Link───▶ …
//
//	New               Network   tables checked and packed
//	Network.Compute   Matrix    all pairs of a side
//	Matrix.Update     Matrix    of another side, from what the first knows
//	Matrix.Changes    pairs     the same, told and not kept
//	Matrix.Path       links     of one pair
//
// # Exactness
//
// A [Cost] is two integers, compared one after the other. Both are packed into a 64-bit
// word, as many bits each as the network's costs suggest, so that comparing and adding
// costs one instruction each. Whether sums fit is checked, once for a row of a table
// where that is enough; see [Network.Limits]. A least cost that does not fit is an
// error, [ErrTooLong], never a wrong figure; who knows that all costs are whole seconds says so
// to [NewIn], and has ways a thousand times as long. (The error may also come of a way that
// was best for a while only.) Matrices are the same for any number of threads, and an
// updated one is the computed one to the last bit.
//
// # How it works
//
// Compute is Dijkstra's algorithm from each town, over entries only: an entry's row of
// its cell's tables leads to the exits, their links to further entries. Cells joined by
// tables are the overlay of Delling, Goldberg, Pajor and Werneck, "Customizable Route
// Planning in Road Networks", Transportation Science 2017. New compares the rows of
// each cell: an entry reached so late that another one of the cell is at least as good
// wherever one goes on to is dropped. On the benchmark's continent 8 of 84 entries of
// a cell are left.
//
// Update compares the laws. Where a link opens, the cost of a pair is the least of the
// old one and of to + link + on, where to leads to the link over old links only, and
// on from it over any: a rank-one min-plus update, as when an edge is inserted in Even
// and Gazit, "Updating distances in dynamic graphs", 1985. Where one closes, a pair
// whose cost equals that of a way over it is searched anew, from one end or from the
// other, whichever takes fewer searches. Where so much changes that searching every row
// is cheaper, that is done. Towns with the same laws on both sides are done together.
//
// Searching to a link and on from it looks at gates alone. What it comes to for towns is
// found for those pairs of cells only where it can matter, and the matrix tells where: the
// cost of a town near a gate bounds that of the whole cell from above, whatever the tables
// are, by an amount that New works out for each gate (stop.go, trace.go).
//
// # Cost
//
// With n towns, c cells of g gates and t towns each, k of the g that are left, h
// histories met and l links: preparing takes O(c·g²(g+t)) and 8c(4g² + 4gt + t²) bytes
// and more; a search O(h·c·k(g+t) + h·l); Compute n of them and 8n² bytes; an opening
// two searches for each arc, of O(h·c·k·g + h·l), and a look at the pairs that are left;
// a closing the same and a search for each row or column that is hit. Update keeps the
// rows that changed, Changes nothing. Whatever is told to stop does so within a few dozen
// gates of a search, a row of a table, or a row of the matrix.
//
// Measured on a continent of 40 cells, 3,350 directed links and 10,000 towns, in time of
// both processors together, on a machine in other use: New 0.37 s; Changes 0.08 s for a
// crossing opened both ways, 0.10 s for two, 0.45 s for twelve (10.8 million pairs),
// 0.02 s for one closed, 0.07 s for two. Twelve crossings closed at once, of a border that
// nearly every row runs over, take as long as Compute: 5.3 s, and 800 MB. Update takes
// 0.5 s for the crossing opened and keeps 651 MB, since most rows change somewhere.
//
//	go test ./whatif/allpairs -run '^$' -bench . -benchtime 3x
//
// # Conventions
//
// Numbers that come in by New and Side are checked and refused with an error; towns
// asked for that do not exist panic, as with slices. Nothing given is kept or changed.
// Networks and matrices are immutable and shared by any number of goroutines.
package allpairs
