// Package page serves the record as pages to read: server-rendered, without a script, to
// be cited and printed. Every crossing, border, commitment, source, statement and process
// has an address that stays:
//
//	/crossing/{id}  /border/{AAA-BBB}  /commitment/{id}  /statement/{id}
//	/source/{id}    /process/{id}      /crossings        /sources
//	/story                             the news story that began the project, fact by fact
//	/may?…  /route?…                   the answers of package ask, for those without a script
//	/                                  what this is, with a form for each of the two
//	/feed/crossing/{id}.atom, /feed/border/…, /feed/commitment/…, /feed/changes.atom
//	/page/style.css
//
// on and known in an address ask for a day and for a day of knowing, as everywhere, and stay
// in the links of the page; passport, mode and vehicle choose for whom a status is told. What
// says more of a traveller is refused in an address.
//
// A page is made of one view of the record: what was not public by the day of knowing is
// not on it. It depends on the desk's version, the address and the day alone; the same ones give
// the same bytes and the same tag.
//
// Everything is escaped by html/template; ids come from the record only. A page states its
// notice (design §10), the version and the days to cite, and where the same stands as JSON and
// as a feed. Verdicts are told by word and shape, and colour repeats them.
//
// Cost: about a millisecond for a page of a statement; ten to twenty for one with a hundred claims,
// nearly all of it in templates (BenchmarkPages). The law of a day is compiled when first asked for,
// in some milliseconds, and kept for the latest days.
package page
