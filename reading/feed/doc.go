// Package feed watches feeds: it polls RSS, Atom and JSON feeds and hands each
// new item to a function, once.
//
//	w := feed.Watcher{Folder: "watch-state"}
//	err := w.Run(ctx, "FEEDS.opml", func(it feed.Item) error {
//		return propose(it.Title, it.Published, it.Body, it.ContentType)
//	})
//
// Once does one round, Run one after another until its context ends. The list of
// feeds is OPML, and is read again before each round.
//
// # What is handed over
//
// Items come one at a time, feeds in the order of the list, the oldest item of a
// feed first: the same answers give the same items in the same order, however many
// feeds are asked at once. An item counts as seen when the function has returned
// nil and the log has its line; an item whose function fails is kept with its text
// and offered at the next poll of its feed. A kill between the two offers that item
// twice: at least once is promised, exactly once is not.
//
// An item is dropped if its GUID or its address was seen, or if it says what another
// site's item said within 30 days (an agency's text, as each outlet trims it): see
// print, whose threshold is measured. One site's own second version is kept, unless
// it is the same text, for it is most often a correction. When in doubt an item is
// kept: twice read costs a glance, a lost correction costs a fact.
//
// # Manners
//
// One request at a time to a host, with a pause after each (two seconds, or the
// crawl-delay of its robots.txt up to a minute); RFC 9309 obeyed, a robots.txt kept a
// day; conditional requests; no cookies; a User-Agent that says what we are. A feed
// is asked every half hour, or as rarely as its ttl says, up to a day, and not in the
// hours and on the days it asks to be left alone, up to two days. 429 and 503 are
// obeyed for as long as they say, up to a day, for the whole host. A feed that fails
// is asked after one interval, two, four, … up to a day, each time up to a quarter
// sooner or later; one that is gone (410), after a week. The shift is drawn from the
// address, so that it is the same in every run.
//
// # What is refused
//
// Addresses that are not public (see Watcher.Private), checked when the connection
// is made, after the name is resolved, and the address that was checked is the one
// connected to: neither a redirect nor a name that changes its answer leads past. No
// proxy is used, since a proxy resolves names itself. Bodies over a limit, counted
// unpacked; answers that drip; redirects in a circle; XML nested deep, of too many
// elements, or in pieces that would cost the square of their number. Entities that a
// document declares are never expanded. Each refusal is a Round's problem, and names
// the feed; no feed stops another.
//
// # State
//
// A folder: feeds/ with a small JSON file for each feed (validators, next poll,
// failures, items to offer again) and robots/ with one for each site, written aside
// and renamed; and seen.log, a line with a checksum for each item, only appended to.
// A torn or damaged line is dropped when the folder is opened, and the log written
// anew. One process at a time has the folder. What is seen is remembered for half a
// year after its feed last listed it (in memory some 40 bytes an address), texts for
// 30 days (some 2 kB a text of 400 words, 20,000 texts at most).
package feed
