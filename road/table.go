package road

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// An Error is one thing wrong with a table.
type Error struct {
	File string
	Line int // 0: the file as a whole
	What string
}

// Error writes file:line: what.
func (e *Error) Error() string {
	if e.Line == 0 {
		return fmt.Sprintf("%s: %s", e.File, e.What)
	}
	return fmt.Sprintf("%s:%d: %s", e.File, e.Line, e.What)
}

// Errors is everything wrong with a network's tables.
type Errors []*Error

// Error writes one error a line.
func (e Errors) Error() string {
	lines := make([]string, len(e))
	for i, x := range e {
		lines[i] = x.Error()
	}
	return strings.Join(lines, "\n")
}

// A column of a table: its name, and whether it may be absent.
type column struct {
	name     string
	optional bool
}

// table is a CSV file with a header, read row by row. It collects errors.
type table struct {
	file   string
	errs   *Errors
	header []string
	at     map[string]int
	csv    *csv.Reader
	row    []string
	line   int
}

func (t *table) fail(line int, format string, args ...any) {
	*t.errs = append(*t.errs, &Error{t.file, line, fmt.Sprintf(format, args...)})
}

// newTable reads the header and holds it against the columns expected. Others
// are errors unless further is true.
func newTable(file string, data []byte, errs *Errors, columns []column, further bool) (*table, bool) {
	t := &table{file: file, errs: errs, at: map[string]int{}}
	t.csv = csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))))
	t.csv.FieldsPerRecord = -1
	var err error
	if t.header, err = t.csv.Read(); err != nil {
		t.fail(1, "has no header; the first line names the columns: %s", names(columns))
		return t, false
	}
	before := len(*errs)
	for i, name := range t.header {
		name = strings.TrimSpace(name)
		t.header[i] = name
		if _, twice := t.at[name]; twice {
			t.fail(1, "column %q is named twice", name)
		}
		t.at[name] = i
		known := slices.ContainsFunc(columns, func(c column) bool { return c.name == name })
		switch {
		case name == "" || !utf8.ValidString(name):
			t.fail(1, "column %d has no readable name", i+1)
		case !known && !further:
			t.fail(1, "there is no column %q here; the columns are %s", name, names(columns))
		}
	}
	for _, c := range columns {
		if _, ok := t.at[c.name]; !ok && !c.optional {
			t.fail(1, "column %q is missing; the columns are %s", c.name, names(columns))
		}
	}
	return t, len(*errs) == before
}

func names(columns []column) string {
	var out []string
	for _, c := range columns {
		if c.optional {
			out = append(out, "["+c.name+"]")
		} else {
			out = append(out, c.name)
		}
	}
	return strings.Join(out, ",")
}

// next moves to the next row that can be read at all; false at the end.
func (t *table) next() bool {
	for {
		row, err := t.csv.Read()
		if errors.Is(err, io.EOF) {
			return false
		}
		var syntax *csv.ParseError
		if errors.As(err, &syntax) {
			t.fail(syntax.StartLine, "is no CSV: %v", syntax.Err)
			continue
		}
		t.line, _ = t.csv.FieldPos(0)
		if len(row) != len(t.header) {
			t.fail(t.line, "has %d fields where the header names %d", len(row), len(t.header))
			continue
		}
		if !utf8.ValidString(strings.Join(row, "")) {
			t.fail(t.line, "is not UTF-8; save the file as UTF-8")
			continue
		}
		t.row = row
		return true
	}
}

// text gives a field without surrounding spaces; blank if the column is absent.
func (t *table) text(name string) string {
	if i, ok := t.at[name]; ok {
		return strings.TrimSpace(t.row[i])
	}
	return ""
}

// number gives a field as a finite number; blank is the default.
func (t *table) number(name string, otherwise float64) float64 {
	s := t.text(name)
	if s == "" {
		if math.IsNaN(otherwise) {
			t.fail(t.line, "%s is blank; write a number", name)
		}
		return otherwise
	}
	v, err := strconv.ParseFloat(s, 64)
	if err != nil || math.IsNaN(v) || math.IsInf(v, 0) {
		t.fail(t.line, "%s: %q is not a number", name, s)
		return otherwise
	}
	return v
}

// amount is a number that is not negative.
func (t *table) amount(name string, otherwise float64) float64 {
	v := t.number(name, otherwise)
	if v < 0 {
		t.fail(t.line, "%s: %v is negative", name, v)
		return 0
	}
	return v
}
