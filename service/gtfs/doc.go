// Package gtfs reads feeds of the General Transit Feed Specification (the Schedule
// reference at gtfs.org, as revised in April 2026) into a timetable.Feed, and checks
// them as a careful dispatcher would before a train is sent out by them.
//
// [Read] takes a zip, or a folder with the same files. Its rule: what would make a
// wrong journey is an error; what loses little is a warning that says what was left
// out or supposed. Errors are collected, all of them, each with file, line, field and
// what would do instead; with one error nothing is returned, so that no half of a feed
// is ever mistaken for the whole.
//
// # What is read
//
// Read are agency, stops, routes, trips, stop_times, calendar, calendar_dates,
// frequencies, transfers and feed_info; other files are named in [Report.Ignored].
// Where the reference leaves a choice, or a timetable.Feed can't say what a feed says:
//
//   - Every agency must have the same zone, as the reference has it: two zones are an
//     error, since nobody can tell by which clock the times were written.
//   - Trams, metros, funiculars, cable cars, monorails and aerial lifts are rail: they
//     run on a line of their own, where no vehicle of one's own passes. Trolleybuses,
//     coaches and taxis are road. The extended types 100 to 1799 go by their hundreds.
//   - Stops are those of location_type 0. A boarding area stands for its platform;
//     entrances and nodes are left out. A platform takes zone, and where it has none of
//     its own name and position, from its station.
//   - Blank times are spread between the times around them in proportion to the
//     distance from stop to stop in a straight line, rounded to the second.
//   - Boarding by arrangement (pickup_type 2, 3) counts as boarding, on-demand service
//     within windows is left out, both with a warning.
//   - A trip without a headsign has that of its first row in stop_times.
//   - The times of a trip with headways are counted from its first departure.
//   - A transfer without a time takes as long as timetable.WalkSpeed has it; a timed
//     one (type 1) takes none, since the vehicle waits. A transfer between stations
//     holds between all their platforms, unless a row names these. Transfers for some
//     routes or trips only, and in-seat ones (types 4, 5), are left out with a warning.
//
// # Cost
//
// stop_times is read in one pass, if the rows of a trip stand together, as they do in
// nearly every feed: besides the feed itself, memory for the rows of one trip and a
// buffer. If they don't, the file is read twice more, and 24 bytes a row are held
// meanwhile. Everything else is held once, with an index from id to place.
//
// In a second of one core's time some 3.5 million calls are read from a folder and 2.3
// million from a zip, or 1.5 million from a folder where trips lie scattered: what
// BenchmarkStopTimes prints (GOMAXPROCS=1 go test ./service/gtfs -run '^$' -bench
// StopTimes), on a busy core of an AMD EPYC. A million calls take 24 MB in the feed. A
// table reader of our own splits the rows, since encoding/csv has no bound on the length
// of a line; TestTableAgreesWithCSV holds the two together.
//
// # What a hostile file can do
//
// [Limits] bound bytes unpacked, their ratio to those packed, entries and the length
// of a line. Nothing is unpacked to disk, and nothing is allocated by a number that
// the file states. Tables that are not read are never unpacked.
package gtfs
