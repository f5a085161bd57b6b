// Package street holds the streets of a road network as columns: nodes, edges between
// them, what each profile may do with them, and where they are cut at the boundaries of
// areas. It knows the map, not how ways over it are found, and no law.
//
// # The cut
//
// Each node and each edge lies in one area. Where a road passes from one area into
// another it is cut: it gets a node on either side, at the same place, and between them
// an edge of no length, the cut. So whether a boundary may be passed is a matter of
// which cuts are open, and nothing else leads from an area into another:
//
//	     LIE | AUT                    LIE     AUT
//	A -------+------- B         A ----- a ═ b ----- B      an edge that crosses
//
//	A ---- J ---- B                    J ═ J'
//	       |                    A ----/     \---- B        a junction on the boundary
//	       C                      C -/
//
// Where roads of several areas meet in one node, the node is split likewise, and each two
// of its parts are joined by a cut. A restriction of turns over a cut place runs over the
// cut.
//
// # Units
//
// Positions are 1e-7 degrees, lengths decimetres, durations milliseconds. The pieces of a
// cut edge add up to it.
package street
