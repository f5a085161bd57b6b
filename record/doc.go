// Package record holds what was said about borders, by whom and when: the
// statements, their sources, and the areas, crossings, terminals, groups and
// processes they speak of.
//
// A record is read from plain YAML files (see docs/record.md), checked as a
// whole, and then never changed. Every error of every file is collected, with
// file and line, before any is reported, and a record with an error is not
// returned at all.
//
// Two clocks run through it. A statement is valid from one day to another, in
// the local time of the authority that made it; and it is public from the day
// the claim could be known. [Record.Known] gives the record as it could be known
// on a day: nothing that became public later is in it, and an end learned later
// is still open.
//
// The package knows nothing of roads, journeys or databases.
package record
