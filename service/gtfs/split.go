package gtfs

import (
	"bytes"
	"encoding/binary"
	"math/bits"
	"strings"
	"unicode/utf8"
)

// split splits the first row of rest and says how many bytes it took, line break
// included; 0 if rest holds no whole row and more may come.
func (t *table) split(rest []byte) int {
	t.fields, t.fault, t.bareQuote, t.broken = t.fields[:0], "", false, false
	end := bytes.IndexByte(rest, '\n')
	line, size := rest, len(rest)
	if end >= 0 {
		line, size = rest[:end], end+1
	} else if !t.eof {
		return 0
	}
	if bytes.IndexByte(line, '"') >= 0 {
		size = t.splitQuoted(rest, size)
		if size > 0 {
			t.line = t.nextLine
			t.nextLine += bytes.Count(rest[:size], []byte{'\n'})
		}
		return size
	}
	t.splitPlain(bytes.TrimSuffix(line, []byte{'\r'}))
	t.line = t.nextLine
	t.nextLine++
	return size
}

// splitPlain splits a row without quotation marks. It looks for commas in eight bytes at
// once: a byte of x that is 0 is one whose high bit stays unset when 0x7f is added to
// its low seven bits and x is laid over it. That takes half the time of a loop over the
// bytes.
func (t *table) splitPlain(line []byte) {
	const commas, low = 0x2c2c2c2c2c2c2c2c, 0x7f7f7f7f7f7f7f7f
	from, at := 0, 0
	for ; at+8 <= len(line); at += 8 {
		x := binary.LittleEndian.Uint64(line[at:]) ^ commas
		for zeros := ^(x&low + low | x | low); zeros != 0; zeros &= zeros - 1 {
			comma := at + bits.TrailingZeros64(zeros)/8
			t.fields = append(t.fields, line[from:comma])
			from = comma + 1
		}
	}
	for ; at < len(line); at++ {
		if line[at] == ',' {
			t.fields = append(t.fields, line[from:at])
			from = at + 1
		}
	}
	t.fields = append(t.fields, line[from:])
}

// splitQuoted does it for a row with quotation marks. Where these are wrong, fault says
// how and the row is taken to end with its first line, of the size given.
func (t *table) splitQuoted(rest []byte, firstLine int) int {
	t.scratch = t.scratch[:0]
	for p := 0; ; {
		start := p
		for start < len(rest) && (rest[start] == ' ' || rest[start] == '\t') {
			start++
		}
		var after int
		if start < len(rest) && rest[start] == '"' {
			after = t.quotedValue(rest, start)
			if after < 0 {
				if after == unclosed && !t.eof {
					return 0
				}
				t.fault = faults[after]
				return firstLine
			}
		} else {
			for after = start; after < len(rest) && rest[after] != ',' && rest[after] != '\n'; after++ {
			}
			value := rest[p:after]
			if after == len(rest) || rest[after] == '\n' {
				value = bytes.TrimSuffix(value, []byte{'\r'})
			}
			t.bareQuote = t.bareQuote || bytes.IndexByte(value, '"') >= 0
			t.fields = append(t.fields, value)
		}
		if after == len(rest) {
			if !t.eof {
				return 0
			}
			return after
		}
		p = after + 1
		if rest[after] == '\n' {
			return p
		}
	}
}

// What quotedValue gives instead of a place.
const (
	unclosed = -1
	trailing = -2
)

var faults = map[int]string{
	unclosed: `has a quotation mark that is never closed; write " twice inside a quoted value`,
	trailing: `has text behind a closing quotation mark; write " twice inside a quoted value`,
}

// quotedValue takes the quoted value whose opening mark is at start, and gives the place
// of the comma or line feed behind it, or of the end.
func (t *table) quotedValue(rest []byte, start int) int {
	from, escaped := start+1, false
	end := from
	for {
		i := bytes.IndexByte(rest[end:], '"')
		if i < 0 {
			return unclosed
		}
		end += i
		if end+1 < len(rest) && rest[end+1] == '"' {
			escaped = true
			end += 2
			continue
		}
		break
	}
	value := rest[from:end]
	lineBreak := bytes.IndexByte(value, '\n') >= 0
	if escaped || lineBreak {
		t.broken = t.broken || lineBreak
		value = t.unescape(value)
	}
	t.fields = append(t.fields, value)
	for p := end + 1; p < len(rest); p++ {
		switch rest[p] {
		case ',', '\n':
			return p
		case ' ', '\t', '\r':
		default:
			return trailing
		}
	}
	return len(rest)
}

// unescape writes a quoted value to scratch as it is meant.
func (t *table) unescape(value []byte) []byte {
	from := len(t.scratch)
	for i := 0; i < len(value); i++ {
		switch c := value[i]; {
		case c == '"':
			i++ // of two, the first
			t.scratch = append(t.scratch, '"')
		case c == '\n':
			t.scratch = append(t.scratch, ' ')
		case c == '\r' && i+1 < len(value) && value[i+1] == '\n':
		default:
			t.scratch = append(t.scratch, c)
		}
	}
	return t.scratch[from:len(t.scratch):len(t.scratch)]
}

// trim takes away the spaces around a value.
func trim(b []byte) []byte {
	for len(b) > 0 && b[0] <= ' ' {
		b = b[1:]
	}
	for len(b) > 0 && b[len(b)-1] <= ' ' {
		b = b[:len(b)-1]
	}
	return b
}

// clean reports whether a value is UTF-8 without what would move a terminal's cursor.
func clean(b []byte) bool {
	for _, c := range b {
		if c < ' ' || c >= 0x7f {
			return utf8.Valid(b) && strings.IndexFunc(string(b), control) < 0
		}
	}
	return true
}

func control(r rune) bool { return r < ' ' || r >= 0x7f && r < 0xa0 }
