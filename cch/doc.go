// Package cch finds shortest paths by a Customizable Contraction Hierarchy: order,
// customize, query. Arrays go in; distances and paths come out. It knows nothing of
// maps or law.
//
// # Three phases
//
//	Order, Build    seconds       Hierarchy   the graph alone; once for each graph
//	NewMetric       milliseconds  Metric      weights; once for each set of them
//	NewQuery        microseconds  Query       a source and a target
//	NewTargets      microseconds  Table       many of them
//	NewSweep        milliseconds  Sweep       from one point to all
//
// Hierarchies and metrics can be stored as slices and mapped back (Arrays, FromArrays,
// MetricFromArrays): opening reads nothing, Verify everything. Clone and Update derive one
// metric from another that differs in a few arcs; Changes and Changed store what that took.
//
// A Hierarchy borrows nothing from the graph and is immutable. A Metric borrows its
// Hierarchy and copies the weights; made of stored slices or by Clone, it borrows them
// until it changes. Query, Table and Sweep borrow the Metric: they
// follow Customize, Update and Perfect, which must not run beside them, except that a
// Table keeps the weights it was made with and must be made anew. One goroutine at a
// time uses a Query, a Sweep or a Scratch; any number of them share a Metric, a Table or a
// Climb.
//
// # How it works
//
// Contraction takes the nodes of a graph out in some order and joins the later
// neighbours of each with one another, so that no path is lost. What comes of it is a
// chordal supergraph: each node with its arcs to later ("higher") nodes, a row. In a
// row every two heads are themselves joined; the first of them is the parent of the
// node in the elimination tree, and all the others are among the parent's ancestors:
//
//	    5        row 0: 2 3    0 was beside 2 and 3, which got a shortcut
//	   / \       row 1: 2 5
//	  3   4      row 2: 3 5
//	  |          row 3: 5
//	  2          row 4: 5
//	 / \
//	0   1
//
// All arcs lead from a node to its ancestors. There is one ancestor at each depth, so
// distances to them are kept in an array by depth.
//
// An order that takes small separators last (nested dissection, see Order) keeps rows
// short and the tree flat. Customization gives each upward arc, in both directions, the
// least weight of the input arcs along it and of the ways around below it: for each
// triangle x < y < z, from y over x to z. A shortest path between two nodes then goes up
// from the source and down to the target, so that two climbs to the root meet on it.
//
// # The invariants
//
//   - Ranks are a postorder of the elimination tree: what lies below a node are the
//     ranks right before it. Walks over all nodes are sequential, threads take runs of
//     ranks, and the ancestors of a node in such a walk are a stack.
//   - Row v lists, ascending, the ancestors of v that it is joined with, and what is in
//     it after the parent is in the row of the parent too.
//   - Answers are exact: sums of 32-bit weights are formed in 64 bits wherever 32 could
//     overflow (see Metric), and a route's weights add up to its distance.
//
// # Conventions
//
// Nodes are 0 … n-1 and arcs are indices into the graph's slices. Weights are integers in
// any unit; an arc that is Closed does not exist for that metric. Multi-arcs, loops,
// zero weights and isolated nodes are all right. Indices out of range panic, as with
// slices; data from outside (graphs, orders, weights, stored arrays) is checked and
// refused with an error. Results are the same for any number of threads.
//
// # Cost
//
// With n nodes, m upward arcs (five to six for each node of a road network), k input
// arcs and p ancestors of a node (about 145 in New York, of 264,346 nodes; Height at
// most): a Hierarchy takes 28n+16m+12k bytes, a Metric 8m+4k, twice the 8m if wide,
// Perfect 8n+8m more and 12 for each arc that it keeps in a direction. Measured on New
// York: 151, 54 and 141 bytes for each node; go test -bench Memory ./cch. Distance
// touches the rows of 2p nodes.
//
// Papers: Dibbelt, Strasser, Wagner, "Customizable Contraction Hierarchies", JEA 2016;
// Bläsius, Buchhold, Wagner, Zeitz, Zündorf, "Customizable Contraction Hierarchies – A
// Survey", arXiv 2502.10519, 2025.
package cch
