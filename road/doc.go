// Package road holds road networks: places, the links between them, and shortest
// ways. It knows nothing of law: that a link joins two areas is a fact here, and
// whether anybody may use it is not asked.
//
// A [Network] is read from two plain tables and never changes. A place belongs to
// one area; a link between places of different areas is a border link, and one
// that names no crossing is an unrecorded cut. Everything is kept in flat arrays
// indexed by [NodeID] and [LinkID]; each link lies in the lists of arcs of its two
// places, or of the first alone where it is one-way.
//
// Weights are integers rounded once, when read: [Millis] and [Decimetres]. Sums
// saturate at [Unreachable] and never wrap.
//
// Loops, parallel links and links of no length are allowed.
package road
