package netfile

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"unicode"
	"unicode/utf8"
)

// An Error says why a file was refused, in a sentence that begins with its name.
type Error struct {
	File    string // as it was named when opened or created
	Problem string // the rest of the sentence: "is cut short: ..."
	Err     error  // what the operating system said; nil if the bytes themselves are at fault
}

// Error gives the sentence.
func (e *Error) Error() string {
	s := e.File + " " + e.Problem
	if e.Err == nil {
		return s
	}
	var p *fs.PathError
	if errors.As(e.Err, &p) && p.Path == e.File {
		return s + ": " + p.Err.Error() // the name was said
	}
	return s + ": " + e.Err.Error()
}

// Unwrap gives the error beneath, if any.
func (e *Error) Unwrap() error { return e.Err }

// A problem is what is wrong, before it is known with which file.
type problem string

func (p problem) Error() string { return string(p) }

func problemf(format string, args ...any) error { return problem(fmt.Sprintf(format, args...)) }

// again is what to do about a file that can't be trusted.
const again = "Copy it again from where it came, or build it again"

// networkFile is what Open is asked for.
const networkFile = "a network file"

// foreign says what a file is that isn't the wanted one, from its first bytes.
func foreign(b []byte, wanted string) error {
	makesOne := ""
	if wanted == networkFile {
		makesOne = ": import it to make one"
	}
	kinds := []struct {
		is   bool
		what string
	}{
		{len(b) == 0, "is empty: build it again"},
		{len(bytes.Trim(b, "\x00")) == 0, "begins with zeros: it is what an interrupted build left. Build it again"},
		{len(b) > 6 && bytes.HasPrefix(b[4:], []byte("\x0a\x09OSMHeader")), "is an extract of OpenStreetMap (PBF), not " + wanted + makesOne},
		{bytes.HasPrefix(b, []byte("\x1f\x8b")), "is compressed by gzip: unpack it first"},
		{bytes.HasPrefix(b, []byte("\x28\xb5\x2f\xfd")), "is compressed by zstd: unpack it first"},
		{bytes.HasPrefix(b, []byte("PK\x03\x04")), "is a zip archive: unpack it first"},
		{isText(b), fmt.Sprintf("is text, not %s: it begins with %.20q", wanted, b)},
	}
	for _, k := range kinds {
		if k.is {
			return problem(k.what)
		}
	}
	return problemf("is not %s: it begins with the bytes % x. Give the file that the import wrote", wanted, b[:min(len(b), 8)])
}

// isText is true of printable UTF-8, though the last character may be cut.
func isText(b []byte) bool {
	for len(b) > 0 {
		r, n := utf8.DecodeRune(b)
		if r == utf8.RuneError && n == 1 {
			return !utf8.FullRune(b)
		}
		if !unicode.IsPrint(r) && !strings.ContainsRune("\t\r\n\ufeff", r) {
			return false
		}
		b = b[n:]
	}
	return true
}
