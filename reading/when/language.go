package when

import (
	"sync"

	"waythrough/record"
)

// A Language finds expressions of time in its sentences: tables of words and
// phrases, and the rules that combine them. What the rules give is an expression
// without a language, which is resolved in the same way for all.
type Language struct {
	words map[string]*word // by lower case

	// expression reads one at a token, behind the words that govern it, if any,
	// and gives the token after it; false if there is none.
	expression func(s *scan, i int, g govern) (f found, next int, ok bool)
}

// A class is what a word does in an expression.
type class uint8

const (
	noClass    class = iota
	wWeekday         // value 1 Monday to 7
	wMonth           // value 1 to 12
	wAbbrev          // a month, shortened
	wSeason          // value 21 to 24
	wUnit            // value a grain
	wNumber          // a number as a word
	wOrdinal         // value 1 to 31
	wTurn            // value a rel: last, this, next
	wPart            // value a part: early, late
	wPartOf          // value a part: the beginning, the end
	wDaytime         // morning, night
	wRelDay          // value the days from publication: yesterday
	wFeast           // value month*100+day; 0 moves with the year or the church
	wArticle         // the, a
	wApprox          // about, nearly
	wCounted         // what is counted, not dated: lorries
	wDated           // what years tell apart: accords
	wOpens           // may open an expression, and no more: new, fiscal
	wDecade          // nineties
	wClockish        // gmt, hours: the number before is a time of day
	wAttribute       // timetable: the season before is its attribute
)

// A word is what the table says of a word.
type word struct {
	class   class
	value   int
	phrases []phrase // that begin with it, longest first
	governs []govern // that begin with it, longest first
	telling bool     // an expression may hang on it
}

// otherWord is every word that the tables do not hold.
var otherWord = &word{}

// A phrase is a fixed expression.
type phrase struct {
	words []string
	kind  Kind
	a     expr
}

// A govern is the words that tie an expression to its clause.
type govern struct {
	words []string
	kind  Kind
	role  role
}

// A role is what else, besides its kind, words that govern bring with them.
type role uint8

const (
	onRole      role = iota
	inRole           // months, seasons and years may follow bare
	forRole          // a length of time, or what is planned for a date
	fromRole         // may be followed by an end
	beforeRole       // the end lies before what is named
	afterRole        // a length of time, or a start
	betweenRole      // two dates follow
	withinRole       // a length of time that ends in a deadline
	overRole         // a length of time, or a weekend
)

// scans are used again, so that a sentence without dates allocates nothing.
var scans = sync.Pool{New: func() any { return new(scan) }}

// longest bounds what is read as one sentence, in bytes.
const longest = 1 << 20

// done keeps the scan for the next sentence, unless it grew out of proportion.
func (s *scan) done() {
	if s.text = ""; cap(s.tokens) <= 4096 {
		scans.Put(s)
	}
}

// Find gives the expressions of time in a sentence; see the function Find.
func (l *Language) Find(sentence string, published record.Day, tense Tense) []Span {
	s := scans.Get().(*scan)
	defer s.done()
	sentence = sentence[:min(len(sentence), longest)]
	s.lang, s.text, s.tense, s.tokens, s.found = l, sentence, tense, s.tokens[:0], s.found[:0]
	if !s.split() {
		return nil
	}
	s.findAll()
	all := s.found
	if len(all) == 0 {
		return nil
	}
	shareYears(sentence, all)
	r := resolver{published: published, known: published != 0, tense: tense}
	spans := make([]Span, len(all))
	for i := range all {
		f := &all[i]
		v := r.value(f) // may turn a deadline that has passed into an end
		spans[i] = Span{Start: f.start, End: f.end, Kind: f.kind, Value: v, Text: sentence[f.start:f.end]}
	}
	return spans
}

// Find gives the expressions of time in an English sentence, in their order,
// none overlapping another. Relative ones are resolved against the day of
// publication and have no value without one (the zero Day). The tense is that of
// the clause. No more than the first mebibyte is read.
func Find(sentence string, published record.Day, tense Tense) []Span {
	return English.Find(sentence, published, tense)
}
