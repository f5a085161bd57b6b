// Package service expands the record's flights, trains, buses and ferries into
// scheduled runs: which line leaves which terminal when, passes which crossing,
// and arrives where. It knows nothing of law: whether a traveller may board or
// pass is asked elsewhere.
//
// [Lines] turns the service statements of a view into lines, one for each
// direction. [Line.Departures] gives the runs of a span of days. Nothing is
// random: the same view gives the same runs.
//
// [Supposed] gives the lines that a commitment would bring, were it carried out, and
// says what of them nobody has said.
//
// Where the record knows a timetable, runs leave by it, on the clock of the first
// call. Where it knows only how often a line runs, runs are supposed: spread
// evenly over each day it may run, at least one a day. Such a line says so in
// Estimate, together with the wait to be expected, half the mean interval.
package service
