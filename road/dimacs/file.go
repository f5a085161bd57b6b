package dimacs

import (
	"cmp"
	"fmt"
	"io"
	"math"
	"os"
	"slices"
	"strings"
	"unicode"
)

// file reads the lines of a file of either kind, and collects what is wrong.
type file struct {
	kind
	name  string
	lines *lines
	errs  Errors
	more  bool // errors than these, perhaps

	headed bool   // the p line was read
	early  bool   // it was wrong, or missing where it should have stood, and this was told
	pLine  int    // its number
	nodes  uint32 // as it says
	want   uint32 // lines of the kind's letter, as it says
	read   uint64 // such lines so far
}

// A kind of file: what its lines look like.
type kind struct {
	what   string // "arcs"
	header string // "p sp NODES ARCS"
	letter byte   // of the lines
	form   string // of the lines: "a TAIL HEAD WEIGHT"
}

func open(name string, r io.Reader, k kind) *file {
	return &file{kind: k, name: name, lines: newLines(r), nodes: math.MaxUint32, want: math.MaxUint32}
}

func (f *file) fail(format string, args ...any) { f.failAt(f.lines.number, format, args...) }

func (f *file) failAt(line int, format string, args ...any) {
	if f.more = len(f.errs) == MaxErrors; !f.more {
		f.errs = append(f.errs, &Error{File: f.name, Line: line, What: fmt.Sprintf(format, args...)})
	}
}

// next gives what follows the letter of the next line of f's kind. Comments and blank
// lines are passed over, the p line is kept, and any other line is an error.
func (f *file) next() (fields []byte, ok bool) {
	for {
		line, ok := f.lines.next()
		if f.more = ok && len(f.errs) == MaxErrors; !ok || f.more {
			return nil, false
		}
		b := trimLeft(line)
		switch single := len(b) == 1 || len(b) > 1 && blank(b[1]); {
		case len(b) > 0 && b[0] == 'c':
		case f.lines.long:
			f.fail("the line that begins with %q is longer than %d bytes; a line holds a few numbers", b, maxLine)
		case len(b) == 0:
		case single && b[0] == f.letter:
			if !f.headed && !f.early {
				f.early = true
				f.fail("no line %q stands before this; it must come before all %s", f.header, f.what)
			}
			f.read++
			return b[1:], true
		case single && b[0] == 'p':
			f.head(b)
		default:
			f.fail("%q is no line of the format; write %q, or %q for a comment", shown(b), f.form, "c …")
		}
	}
}

// head reads the p line.
func (f *file) head(b []byte) {
	if f.headed {
		f.fail("this is a second p line, after line %d; a file has one", f.pLine)
		return
	}
	fields, want := strings.FieldsFunc(string(b), func(r rune) bool { return r < 128 && blank(byte(r)) }), strings.Fields(f.header)
	ok := len(fields) == len(want)
	var counts []uint32
	for i := 0; ok && i < len(want); i++ {
		if unicode.IsLower(rune(want[i][0])) {
			ok = fields[i] == want[i]
			continue
		}
		n, behind := number([]byte(fields[i]), 0)
		ok = behind >= 0 && n <= math.MaxUint32
		counts = append(counts, uint32(n))
	}
	if !ok {
		f.early = true
		f.fail("%q is not of the form %q, with counts of at most %d", shown(b), f.header, uint32(math.MaxUint32))
		return
	}
	f.headed, f.pLine, f.nodes, f.want = true, f.lines.number, counts[0], counts[len(counts)-1]
}

// finish tells what can be told at the end of a file only, and gives the error of all.
func (f *file) finish() error {
	if err := f.lines.err; err != nil && err != io.EOF && !f.more {
		f.errs = append(f.errs, &Error{f.name, f.lines.number, fmt.Sprintf(
			"after this line it can't be read: %v; if it was cut off, fetch it again", err), err})
	} else if !f.headed && !f.early {
		f.failAt(0, "there is no line %q; %s need one before them", f.header, f.what)
	} else if f.headed && f.read != uint64(f.want) {
		f.failAt(f.pLine, "%d %s are announced and %d follow; correct the count, or fetch the file again", f.want, f.what, f.read)
	}
	if len(f.errs) == 0 {
		return nil
	}
	slices.SortStableFunc(f.errs, func(a, b *Error) int {
		return cmp.Compare(uint(a.Line)-1, uint(b.Line)-1) // 0 comes last
	})
	if f.more {
		f.errs = append(f.errs, &Error{File: f.name, What: fmt.Sprintf("only %d errors are told; correct these, and more may follow", MaxErrors)})
	}
	return f.errs
}

// shown is as much of a line as an error shows.
func shown(b []byte) string {
	if len(b) > excerpt {
		return string(b[:excerpt]) + "…"
	}
	return strings.TrimRight(string(b), "\r")
}

// room makes room in s for one more of want elements announced. It takes no more room
// than for twice what is there, so that a wrong announcement costs nothing.
func room[T any](s []T, want uint32) []T {
	if len(s) < cap(s) {
		return s
	}
	bigger := make([]T, len(s), max(1, min(uint64(want), max(2*uint64(len(s)), 4096))))
	copy(bigger, s)
	return bigger
}

// load opens a file for a reader.
func load[T any](path string, read func(string, io.Reader) (*T, error)) (*T, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, Errors{{File: path, What: "can't be opened: " + err.Error(), Err: err}}
	}
	defer f.Close()
	return read(path, f)
}
