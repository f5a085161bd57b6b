package gtfs

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
)

// A table is a CSV file with a header (RFC 4180, and what feeds make of it), read row
// by row into a buffer that the fields are slices of: nothing is allocated for a row.
//
// Read without complaint: a byte-order mark, lines that end in CR LF, blank lines,
// spaces around values. Read with a warning: a quotation mark inside a value that is
// not quoted, a line break inside one that is (it becomes a space), blank values beyond
// the last column. A row with fewer or more values than columns is an error: where a
// comma is missing, nobody knows which.
type table struct {
	file  string
	log   *findings
	in    io.Reader
	most  int // bytes of a row
	close func() error

	buf      []byte
	lo, hi   int // what is read and not yet split
	eof      bool
	dead     bool // reading failed
	line     int  // of the row's beginning
	nextLine int

	header    []string
	headLine  int
	columns   map[string]int // the place of each name; -1 if there are two of the name
	unusable  bool           // a column that must be there is not
	unread    bool           // a row at least could not be read
	fields    [][]byte
	fault     string // what is wrong with the row's quotation marks
	bareQuote bool
	broken    bool   // there was a line break inside a value
	scratch   []byte // values that do not lie in buf as they are
}

const firstBuffer = 128 << 10

func newTable(file string, in io.Reader, log *findings, most int) *table {
	return &table{file: file, log: log, in: in, most: most, nextLine: 1,
		buf: make([]byte, min(firstBuffer, most)), columns: map[string]int{}}
}

// A column is where a field of a row lies.
type column struct {
	name string
	at   int // -1: the table has none of the name
}

func (t *table) fail(c column, format string, args ...any) {
	t.log.errors.add(t.file, t.line, c.name, format, args...)
}

func (t *table) warn(c column, format string, args ...any) {
	t.log.warnings.add(t.file, t.line, c.name, format, args...)
}

// wholeLine is for problems that are no column's.
var wholeLine = column{at: -1}

// readHeader reads the names of the columns. It is false if the table is empty or can't
// be read; then it has said why, unless it is only empty.
func (t *table) readHeader() bool {
	for t.hi < 3 && t.fill() {
	}
	switch head := t.buf[:t.hi]; {
	case bytes.HasPrefix(head, []byte("\xef\xbb\xbf")):
		t.lo = 3
	case bytes.HasPrefix(head, []byte("\xff\xfe")), bytes.HasPrefix(head, []byte("\xfe\xff")):
		t.line, t.unread = 1, true
		t.fail(wholeLine, "is UTF-16; save the file as UTF-8")
		return false
	}
	for blankLine := true; blankLine; {
		if !t.row() {
			return false
		}
		blankLine = t.fault == "" && len(t.fields) == 1 && len(trim(t.fields[0])) == 0
	}
	if t.fault != "" {
		t.unread = true
		t.fail(wholeLine, "the header %s", t.fault)
		return false
	}
	t.headLine = t.line
	for i, f := range t.fields {
		name := string(trim(f))
		if strings.Contains(name, "\r") {
			t.unread = true
			t.fail(wholeLine, "lines end in CR alone; save the file with LF or CR LF")
			return false
		}
		t.header = append(t.header, name)
		if _, twice := t.columns[name]; twice {
			i = -1
		}
		t.columns[name] = i
	}
	return true
}

// must gives a column that has to be there. Where it is not, the table is unusable.
func (t *table) must(name string) column {
	c := t.may(name)
	if c.at < 0 && t.columns[name] >= 0 {
		t.unusable = true
		hint := ""
		for _, h := range t.header {
			if strings.EqualFold(h, name) {
				hint = fmt.Sprintf("; there is %s: names are in small letters", quoted(h))
			}
		}
		t.log.errors.add(t.file, t.headLine, name, "the column is missing%s", hint)
	}
	return c
}

// may gives a column that may be absent.
func (t *table) may(name string) column {
	at, ok := t.columns[name]
	switch {
	case !ok:
		at = -1
	case at < 0:
		t.unusable = true
		t.log.errors.add(t.file, t.headLine, name, "there are two columns of this name; leave the one that holds")
	}
	return column{name, at}
}

// next moves to the next row that has a value for each column; false at the end.
func (t *table) next() bool {
	for t.row() {
		switch {
		case t.fault != "":
			t.fail(wholeLine, "%s", t.fault)
		case len(t.fields) == 1 && len(trim(t.fields[0])) == 0:
			continue
		case len(t.fields) > len(t.header) && blank(t.fields[len(t.header):]):
			t.warn(wholeLine, "has blank values beyond the last column; they are left out")
			return t.accept()
		case len(t.fields) != len(t.header):
			t.fail(wholeLine, "has %d values where the header names %d columns; write as many, blank ones too", len(t.fields), len(t.header))
		default:
			return t.accept()
		}
		t.unread = true
	}
	return false
}

func (t *table) accept() bool {
	if t.bareQuote {
		t.warn(wholeLine, "has a quotation mark inside a value that is not quoted; it is read as it stands")
	}
	if t.broken {
		t.warn(wholeLine, "has a line break inside a value; it is read as a space")
	}
	return true
}

func blank(fields [][]byte) bool {
	for _, f := range fields {
		if len(trim(f)) > 0 {
			return false
		}
	}
	return true
}

// row splits the next row into fields, whatever it holds; false at the end, or where
// reading failed, which it has said.
func (t *table) row() bool {
	for {
		rest := t.buf[t.lo:t.hi]
		if len(rest) > 0 {
			if size := t.split(rest); size > 0 {
				t.lo += size
				return true
			}
		}
		if t.eof || !t.fill() && !t.eof {
			return false
		}
	}
}

// fill reads more bytes behind those not yet split. It is false at the end of the
// file, and where reading failed.
func (t *table) fill() bool {
	if t.dead {
		return false
	}
	if t.lo > 0 {
		t.hi = copy(t.buf, t.buf[t.lo:t.hi])
		t.lo = 0
	}
	if t.hi == len(t.buf) {
		if len(t.buf) >= t.most {
			t.stop(&limitError{fmt.Sprintf("is longer than the limit of %d bytes (Limits.LineBytes); is a quotation mark left open?", t.most)}, t.nextLine)
			return false
		}
		t.buf = append(make([]byte, 0, min(2*len(t.buf), t.most)), t.buf...)
		t.buf = t.buf[:cap(t.buf)]
	}
	for range 100 { // as often as bufio asks a reader that gives nothing
		n, err := t.in.Read(t.buf[t.hi:])
		t.hi += n
		if errors.Is(err, io.EOF) {
			t.eof = true
			return n > 0
		}
		if err != nil {
			t.stop(err, 0)
			return false
		}
		if n > 0 {
			return true
		}
	}
	t.stop(io.ErrNoProgress, 0)
	return false
}

// quit lets the next row be the end.
func (t *table) quit() { t.lo, t.hi, t.dead = 0, 0, true }

// stop ends the reading of the feed.
func (t *table) stop(err error, line int) {
	t.lo, t.hi, t.unread, t.dead = 0, 0, true, true
	t.log.stop(t.file, line, err)
}
