// Package when finds the expressions of time in a sentence of news and says what
// they mean, against the day on which it was published.
//
//	"They will open the gate by the end of September", published 2024-07-30
//	→ [by the end of September] by, until 2024-09~
//
// # What is kept
//
// The granularity is that of the text. "In July" is a month, "last week" seven
// days, "in the 1990s" ten years, "in the spring of 2025" a season, and "early
// 2022" or "the end of 2022", told of an event, no more than 2022. Only a bound is
// narrowed: "until the end of 2022" ends with December. A deadline is told by the
// latest day or month that meets it, and "by summer" means by the month in which
// summer begins (meteorological, of the north, as everywhere in the record).
//
// What no calendar tells has no value: a length of time, "soon", a feast that
// moves, "two years after the meeting", 03/05/2024 (of which nobody knows which
// number is the month), and everything relative if publication isn't known. A
// wrong date costs more than none.
//
// # How dates without a year are read
//
// By the tense of the clause, which the caller gives. In the past, "in May", "on 3
// May" and "on Friday" are the last to have begun by the day of publication; in
// the future, the first not over; in neither, the nearest. A weekday equal to that
// of publication is that day. "Last" and "next" are the nearest before and after,
// but never a day that would be called yesterday, today or tomorrow. "Two years
// later" and "the next day" count from the date before them in the sentence; what
// came "three days earlier", with none before it, from publication.
//
// # How it works
//
// A sentence becomes tokens, each looked up once in the tables of its language.
// From every token the rules of the language try the longest expression: fixed
// phrases, then words that govern (on, by, since) with a date behind them, then
// bare dates. They give expressions without a language (expr), which one resolver
// turns into periods of whole days and then into the terms of their kind. Another
// language brings its own tables and rules, and shares the rest.
//
// Four digits are a year only where nothing else can stand: "in 2022", "the 2009
// protocols", never "2000 lorries", "Resolution 2231" or "1900 GMT". A month that
// is also a word or a name (May, March, April) needs a day, a year or a
// preposition.
//
// The cost is one pass over the text, 3 to 10 MB/s on a core with other work for sentences that
// all tell a time (go test -run "^$" -bench . prints it), with an allocation for
// the spans of a sentence and one or two for the text of each value; a sentence
// that tells no time allocates nothing.
package when
