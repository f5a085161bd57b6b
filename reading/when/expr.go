package when

// A form is the way in which an expression names a time.
type form uint8

const (
	nothing  form = iota // no time of the calendar: a length, or vague
	calendar             // year, month, day, as far as given
	weekday              // a day of the week, turned by rel
	unit                 // last week, this month, next year: offset by n
	seasonal             // season n (21 to 24), of a year or turned by rel
	portion              // half or quarter n, of a year or a month
	nthWeek              // week n of a month
	counted              // n units from publication, from another date, or from base
	feast                // a holiday: month and day, or unknown
	dayOfMon             // "the 15th"
	night                // that between publication and the day beside it
)

// A rel is where an expression looks from the day of publication.
type rel uint8

const (
	plain rel = iota
	last
	this
	next
	past   // "this past": back, whatever the tense
	coming // "this coming": forward, whatever the tense
	that   // that of the date before it in the sentence
)

// A part is which part of a period is meant.
type part uint8

const (
	whole part = iota
	beginning
	early
	middle
	late
	ending
)

// A from is where counting starts.
type from uint8

const (
	published from = iota // "two years ago"
	other                 // "two years later": another date in the sentence
	base                  // "two years after 2020"
	event                 // "two years after the meeting": not a date
)

// An expr is what a sentence says of a time, before publication and tense are
// brought in. It knows no language.
type expr struct {
	form        form
	rel         rel  // of a weekday, a month, a season
	yearRel     rel  // "June last year"
	part        part // "the end of July"
	from        from
	deadline    bool // "within two years": counted to the day or month
	year, month int  // 0: not said
	yearTo      int  // the last year of "2020-22"
	day, dayTo  int
	weekday     int // 1 Monday to 7 Sunday
	unit        grain
	n           int
}

// yearless reports whether the expression is a day or a month without its year.
func (e *expr) yearless() bool {
	return e.form == calendar && e.year == 0 && e.yearRel == plain && e.month != 0
}

// A found is an expression in its place. The second expression is the end of an
// interval, or what is counted from.
type found struct {
	start, end int
	kind       Kind
	before     bool // the deadline or end lies before what is named
	interval   bool // from a to b
	back       bool // it has begun, whatever the tense: since Friday
	a, b       expr
}
