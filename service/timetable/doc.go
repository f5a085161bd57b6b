// Package timetable keeps dense timetables, those of GTFS feeds, and searches them. It
// knows nothing of law: trips that stay within one area are searched here, and trips
// that touch several are listed for a search in which law acts.
//
//	t, err := timetable.Compile(feeds)         // or timetable.OpenFile("city.timetable")
//	err = t.WriteFile("city.timetable")
//	inland, abroad := t.Split(areaOfStop)
//	s := timetable.NewSearcher(inland)         // one for each goroutine
//	err = s.Search([]timetable.Start{{Stop: 7, At: eight}}, noon, 5)
//	for _, stop := range s.Reached() {
//		arrivals = s.Arrivals(int(stop), arrivals[:0])
//	}
//
// # Times
//
// An instant is an int64: milliseconds since 1970 began in UTC. Times of trips are
// seconds since the start of a service day: noon less twelve hours on the clock of the
// route's zone. On the two days a year when clocks are changed that is not midnight.
// The start of each day in each zone is stored, so that no search asks a time zone.
// Times over 24 hours (up to ten days) run on into later days: a search looks at the
// runs of as many days before its start as the longest trip lasts.
//
// # Patterns
//
// Trips of one route that call at the same stops in the same order, with the same rules
// for boarding and alighting, make a pattern. In a pattern no trip overtakes another,
// nor a run of the next day one of this day: trips that would are set apart. So the runs
// of a pattern, by day and then by trip, are in order at every call, and the first that
// can be boarded is the first to arrive wherever it goes.
//
// # Changes
//
// A ride is followed by another at the same stop, after the least time that a change
// takes there ([LeastChange] unless the feed says), or at another stop after one
// footpath. Footpaths are those of the feeds, and ways between stops up to [WalkRadius]
// apart, of one feed or of two, at [WalkSpeed] with a detour of [WalkDetour], and no
// quicker than [LeastChange]. What a feed says of two stops, that they take so long or
// that one must not change, goes before what is computed; of two sayings of one pair the
// more careful stands. Footpaths are not chained, neither at the start nor at a change:
// the search keeps arrivals by ride apart from arrivals on foot, so that its answers are
// exact without the footpaths' being closed transitively.
//
// # Search
//
// A search goes by rounds (RAPTOR: Delling, Pajor and Werneck, "Round-based public
// transit routing", 2012): round k finds what is reached earliest with k boardings, by
// passing once along each pattern that calls where round k-1 improved something. The
// result is, for every stop, each number of boardings that pays, with its earliest
// arrival. See [Searcher] for memory and cost.
//
// # Cost
//
// A file takes 8 bytes for each call of each trip and 13 for each trip, besides texts.
// To measure: go test -run '^$' -bench . ./service/timetable
package timetable
