// Package world joins a road network, a record and the record's services: links
// over a border are matched to the record's crossings by id, terminals to places
// of the network by id, and everything that has a name can be found by it.
//
// [Open] costs some milliseconds and needs neither day nor traveller: the law of a
// day is compiled when [World.Law] is first asked for it, and the lines that run
// by what was known on a day by [World.Lines].
//
// What the network names and the record lacks is kept: such areas and crossings
// have no rules, so what depends on them is unknown. What the record names and the
// network lacks can't be travelled to; [World.Unplaced] lists the terminals.
//
// The overlay of a network, [World.Ground], holds all that does not hang on the day: the
// ways between borders, inside areas. It is computed once for a network, a matching of its
// cuts, a vehicle and the areas between which roads are open, and kept in a cache beside
// the network file (see package mapped). What a day changes is laid over it: how long one
// waits at its gates, [Ground.On], and which crossings are in ruins, [Barriers].
//
// The package does not know how a search runs.
package world
