// Package journey finds lawful ways: itineraries from one place of a world to
// another, on a day, for a traveller, with every border on them judged.
//
// The search runs on an overlay, see package world. Inside an area roads know no law, so
// the quickest way between two gates of an area is looked up in a table; a label stands
// only where a border was just passed or a service just left. Law, hours of opening, waits
// and timetables act on the links between.
//
// A label carries when it is, whether the law of some border passed is unknown, how many
// borders ask for papers, how many services were boarded and of which modes, how often each
// area was visited, and what the law can tell of the entries made on the way: those that no
// rule tells apart are one, in whatever order they were made. One label dominates another at
// the same place if it is worse in none of these and the law can tell the same of both. So
// the earliest way of each class is exact: ways that are permitted are never hidden by ways
// that ask for papers, nor these by ways that hang on an unknown, nor ways by land by flights.
//
// Alternatives come from the same search: a label is dropped when one dominates it
// that passes some of the same crossings and services and no others, or when
// eight others do, and ways later than 1.5 times the quickest by the same
// modes plus eight hours are left out, as are ways by fewer modes that take more
// than three times as long as the quickest plus 36 hours.
//
// Bounds: 24 hours of waiting for a post to open (counted from the earliest arrival
// there; the usual queue apart), seven days for a service to leave, three visits to
// an area, thirty days in all. Nobody turns back at a post whose passing made history, though
// a stamp could be got by it. Who changes from one service to another enters the area in
// between, or between two flights stays airside: then law is asked for transit, and once
// for the border between the area left and the one entered, when the last flight leaves.
//
// [New] makes a [Planner] for a world; [Planner.Plan] answers a [Query], [Planner.Matrix]
// many at once, [Planner.Reach] how far one comes. A query over the network that ships takes
// some tens of milliseconds, or some hundreds where there is no lawful way. All end soon
// after their context does.
package journey
