// Package peers sets ways found by this program beside those of programs that others
// wrote, as far as they are installed: Routino and pgRouting, which Debian packages. It
// holds nothing but benchmarks:
//
//	go test ./road/peers -run - -bench . -benchtime 1x
//
// Each gets the same roads of New York as we do and is asked for the same random pairs, in
// the same run. Where it computes the same, its answers are held against ours, and a
// difference fails. Nothing is downloaded; what is not found on the machine is named, with
// the package that brings it, and left out.
//
// # What compares and what does not
//
// Routino prepares a map (planetsplitter) and finds a way in a process of its own for each
// (routino-router), which says how long each of its steps took. The sum of the steps of its
// search is what stands beside ours; the wall time of the whole process, less that of one
// that goes nowhere, stands there too. Its lengths are sums of rounded ones, by a radius of
// the earth of its own.
//
// pgRouting is part of a database, for graphs that change with every statement: each query
// reads the arcs anew. What reading them takes alone is given too (a query of one arc), so
// that the search can be told from it. It gets the graph of the 9th DIMACS Challenge, on
// which its distances equal ours exactly.
//
// Both solve more general tasks than a hierarchy does. The figures say what preparing buys.
package peers
