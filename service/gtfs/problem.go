package gtfs

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
)

// A Problem is one thing wrong with a feed, or one thing left out or supposed.
type Problem struct {
	File  string // the table; the zip or folder itself where no table is at fault
	Line  int    // counted from 1, the header's; 0: the file as a whole
	Field string // the column; "": the line as a whole
	What  string // what it is, and what would do instead
}

// String writes file:line: field: what.
func (p Problem) String() string {
	var b strings.Builder
	b.WriteString(p.File)
	if p.Line > 0 {
		fmt.Fprintf(&b, ":%d", p.Line)
	}
	if p.Field != "" {
		b.WriteString(": " + p.Field)
	}
	return b.String() + ": " + p.What
}

// Errors is everything in a feed that would make a wrong journey: by file in the order
// of reading, then by line. Of one kind the first 200 are told, and how many more.
type Errors []Problem

// Error writes one error a line.
func (e Errors) Error() string { return lines(e) }

// Warnings is what was left out of a feed or supposed about it, ordered and bounded as
// Errors are.
type Warnings []Problem

// String writes one warning a line.
func (w Warnings) String() string { return lines(w) }

func lines(problems []Problem) string {
	out := make([]string, len(problems))
	for i, p := range problems {
		out[i] = p.String()
	}
	return strings.Join(out, "\n")
}

// perKind is how many problems of one kind are told.
const perKind = 200

// A kind of problem is what its sentence says of which column, whatever the values.
type kind struct{ file, field, format string }

type tally struct{ found, firstLine int }

// A list collects problems. Its size is bounded by perKind times the sentences in this
// package, whatever the size of the feed.
type list struct {
	told  []Problem
	kinds map[kind]*tally
}

func (l *list) add(file string, line int, field, format string, args ...any) {
	if l.kinds == nil {
		l.kinds = map[kind]*tally{}
	}
	k := kind{file, field, format}
	t := l.kinds[k]
	if t == nil {
		t = &tally{firstLine: line}
		l.kinds[k] = t
	}
	t.found++
	if t.found <= perKind {
		l.told = append(l.told, Problem{file, line, field, fmt.Sprintf(format, args...)})
	}
}

func (l *list) clone() list {
	c := list{told: slices.Clone(l.told), kinds: map[kind]*tally{}}
	for k, t := range l.kinds {
		t := *t
		c.kinds[k] = &t
	}
	return c
}

// has reports whether there is a problem with a file.
func (l *list) has(file string) bool {
	for k := range l.kinds {
		if k.file == file {
			return true
		}
	}
	return false
}

// sorted gives the problems in order, those of a file closed by how many more there are
// of the kinds that there were too many of.
func (l *list) sorted() []Problem {
	out := slices.Clone(l.told)
	for k, t := range l.kinds {
		if more := t.found - perKind; more > 0 {
			out = append(out, Problem{k.file, math.MaxInt, k.field,
				fmt.Sprintf("and %d more of the kind that line %d shows", more, t.firstLine)})
		}
	}
	slices.SortStableFunc(out, func(a, b Problem) int {
		c := cmp.Or(cmp.Compare(rank(a.File), rank(b.File)), strings.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line))
		if c == 0 && a.Line == math.MaxInt { // these came out of a map
			c = cmp.Or(strings.Compare(a.Field, b.Field), strings.Compare(a.What, b.What))
		}
		return c
	})
	for i := range out {
		if out[i].Line == math.MaxInt {
			out[i].Line = 0
		}
	}
	return out
}

// rank is the place of a file in the order of reading; the zip itself comes first.
func rank(file string) int { return slices.Index(tables, file) }

// quoted shows a value of the feed in a sentence, not more of it than tells which.
func quoted[T string | []byte](value T) string {
	const most = 60
	if len(value) > most {
		return fmt.Sprintf("%q…", string(value[:most]))
	}
	return fmt.Sprintf("%q", string(value))
}
