package dimacs

import (
	"fmt"
	"strings"
)

// An Error is one thing wrong with a file.
type Error struct {
	File string
	Line int    // 0: the file as a whole
	What string // what is wrong, and what would do
	Err  error  // of the system or of the decompressor, if it was that
}

// Error writes file:line: what.
func (e *Error) Error() string {
	if e.Line == 0 {
		return fmt.Sprintf("%s: %s", e.File, e.What)
	}
	return fmt.Sprintf("%s:%d: %s", e.File, e.Line, e.What)
}

// Unwrap gives Err.
func (e *Error) Unwrap() error { return e.Err }

// Errors is what is wrong with a file, in the order of its lines, what concerns the
// whole file last. After MaxErrors it is read no further, and a last one says so.
type Errors []*Error

// MaxErrors bounds how many errors of one file are told.
const MaxErrors = 20

// Error writes one error a line.
func (e Errors) Error() string {
	lines := make([]string, len(e))
	for i, x := range e {
		lines[i] = x.Error()
	}
	return strings.Join(lines, "\n")
}

// Unwrap gives each error.
func (e Errors) Unwrap() []error {
	all := make([]error, len(e))
	for i, x := range e {
		all[i] = x
	}
	return all
}
