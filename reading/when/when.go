package when

import "waythrough/record"

// A Kind says what part an expression of time plays in its sentence.
type Kind uint8

// The kinds of expression.
const (
	At       Kind = iota // when something happens: Date
	By                   // a deadline, "by", "within", "before": Until, with ~
	Until                // an end: Until
	Since                // a start, "since", "from", "after": From
	Range                // both ends, "from … until": From and Until
	Duration             // a length of time, "for three years": no value
	Vague                // a time that no calendar knows, "soon": no value
)

var kindWords = [...]string{"at", "by", "until", "since", "range", "duration", "vague"}

// String gives the kind as a word.
func (k Kind) String() string {
	if int(k) < len(kindWords) {
		return kindWords[k]
	}
	return "unknown"
}

// A Tense is where a clause looks: it decides what "on Friday" means.
type Tense uint8

// The tenses. Unknown looks to the nearest, and back if both are as near.
const (
	Unknown Tense = iota
	Past
	Future
)

// A Span is an expression of time in a sentence and what it means. Text is
// sentence[Start:End], with the preposition that governs it.
type Span struct {
	Start, End int
	Kind       Kind
	Value      Value
	Text       string
}

// A Value is what an expression means: a date, or the ends of a time. A zero
// date is one that the text does not tell. A deadline's Until ends in ~.
//
// All of them can be read by record.ParseDate and have the granularity of the
// text: a week is an interval of days, a decade one of years.
type Value struct {
	Date, From, Until record.Date
}

// IsZero reports whether the expression names no time of the calendar.
func (v Value) IsZero() bool {
	return v.Date.IsZero() && v.From.IsZero() && v.Until.IsZero()
}

// String writes the value in EDTF: a date, or an interval whose unknown end is
// written as two dots; nothing for no value.
func (v Value) String() string {
	switch {
	case !v.Date.IsZero():
		return v.Date.Text
	case v.IsZero():
		return ""
	}
	from, until := v.From.Text, v.Until.Text
	if from == "" {
		from = ".."
	}
	if until == "" {
		until = ".."
	}
	return from + "/" + until
}
