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
// The package does not know how a search runs.
package world
