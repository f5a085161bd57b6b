package pbf

import "fmt"

// An Error says why a file was refused, and where.
type Error struct {
	File    string // as it was named when opened
	Offset  int64  // byte at which the blob begins, with the four bytes of its length
	Problem string // a clause: "the blob is cut short: ..."
	Err     error  // what the operating system said; nil if the bytes themselves are at fault
}

// Error gives the sentence.
func (e *Error) Error() string {
	s := fmt.Sprintf("%s, byte %d: %s", e.File, e.Offset, e.Problem)
	if e.Err != nil {
		s += ": " + e.Err.Error()
	}
	return s
}

// Unwrap gives the error beneath, if any.
func (e *Error) Unwrap() error { return e.Err }

// A problem is what is wrong with a blob, before its place is known.
type problem string

func (p problem) Error() string { return string(p) }

func problemf(format string, args ...any) error { return problem(fmt.Sprintf(format, args...)) }
