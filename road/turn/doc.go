// Package turn makes the turn-aware graph of one profile: the graph whose nodes are
// edges travelled in a direction, so that what may follow what, and what a turn costs,
// are arcs like any other. It knows neither maps nor the engine that searches it.
//
// # States
//
// A state is "has just travelled this half-edge". An arc leads from a state to one of
// a half-edge that may come next; it costs the turn and the whole of that half-edge:
//
//	      w                     states      (u→v) (v→w) (v→x) …
//	      |                     arcs        (u→v) ⟶ (v→w)   turn + length of v→w
//	u --- v --- x                           (u→v) ⟶ (v→x)   turn + length of v→x
//	                            no arc      (u→v) ⟶ (v→u)   turning back, no dead end
//
// Most half-edges have one state. Some have more, since what may follow depends on
// more than the last edge:
//
//   - A restriction over via ways forbids the end of a path, so that who is on such a
//     path is in a state of its own. The paths form an automaton (Aho and Corasick 1975)
//     whose nodes tell such states apart; overlapping restrictions need no special care.
//   - An edge that is only for who has business on it (access=destination, driveways)
//     may be used at the start of a journey and at its end, never to pass through. Its
//     half-edges have a state for either, and no arc leads from the latter to an edge that
//     is for all.
//
// # Rules
//
// Turning back is for dead ends: an arrival whose only way on is the edge it came by.
// What may not be passed (a barrier) is a dead end from all sides. An Only restriction
// whose end is closed to the profile binds nobody; of several Onlys for one path each end
// will do.
//
// A cut joins two parts of one place: it is passed between two roads, never two in a row,
// and leaves a traveller what they were, on business there or passing through. A part all of
// whose roads end there is no way on. So if all parts of a place are joined with each
// other, what may follow what is as if it were in one part.
//
// # Cost
//
// O(states + arcs + length of the restrictions) in time and memory: 24 bytes a state
// and 12 an arc while it is made.
//
// Edge-based graphs are due to Caldwell 1961 and Winter 2002; with customizable
// contraction hierarchies to Buchhold, Wagner, Zeitz and Zündorf 2020.
package turn
