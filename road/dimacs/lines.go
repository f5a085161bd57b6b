package dimacs

import (
	"bufio"
	"bytes"
	"io"

	"github.com/klauspost/compress/gzip"
)

// lines cuts what a reader gives into lines, in place: a line stands until the next is
// asked for.
type lines struct {
	r        io.Reader
	buf      []byte
	from, to int // what of buf is read and not yet given
	number   int // of the line given last, from 1
	long     bool
	err      error // why r ended
}

// maxLine is the longest line that is given whole, the bytes of the buffer. A line of
// the format has four numbers.
const maxLine = 1 << 16

// excerpt is how much is given of a longer line, and shown of any.
const excerpt = 40

// newLines reads what is gzipped, by its first two bytes, and what is not.
func newLines(r io.Reader) *lines {
	b := bufio.NewReaderSize(r, maxLine)
	l := &lines{r: b, buf: make([]byte, maxLine)}
	if magic, _ := b.Peek(2); string(magic) == "\x1f\x8b" {
		z, err := gzip.NewReader(b)
		if err != nil {
			l.err = err
			return l
		}
		l.r = z
	}
	return l
}

// next gives the next line without its end. Of one longer than maxLine it gives the
// beginning, and sets long. What stands after the last line end is a line if the reader
// ended well, and otherwise lost: half of a number is another number.
func (l *lines) next() (line []byte, ok bool) {
	l.long = false
	for seen := 0; ; {
		if i := bytes.IndexByte(l.buf[l.from+seen:l.to], '\n'); i >= 0 {
			line = l.buf[l.from : l.from+seen+i]
			l.from += seen + i + 1
			l.number++
			return line, true
		}
		switch seen = l.to - l.from; {
		case l.err == io.EOF && seen > 0:
			line, l.from = l.buf[l.from:l.to], l.to
			l.number++
			return line, true
		case l.err != nil:
			return nil, false
		case seen == len(l.buf):
			return l.skip(), true
		}
		l.fill()
	}
}

// skip passes over a line that fills the buffer and gives its beginning.
func (l *lines) skip() []byte {
	line := bytes.Clone(l.buf[l.from : l.from+excerpt])
	l.long = true
	l.number++
	for {
		if i := bytes.IndexByte(l.buf[l.from:l.to], '\n'); i >= 0 {
			l.from += i + 1
			return line
		}
		if l.from = l.to; l.err != nil {
			return line
		}
		l.fill()
	}
}

// fill reads once or more behind what is not yet given.
func (l *lines) fill() {
	l.to = copy(l.buf, l.buf[l.from:l.to])
	l.from = 0
	for range 100 {
		n, err := l.r.Read(l.buf[l.to:])
		l.to += n
		l.err = err
		if n > 0 || err != nil {
			return
		}
	}
	l.err = io.ErrNoProgress
}

func blank(c byte) bool { return c == ' ' || c == '\t' || c == '\r' }

func trimLeft(b []byte) []byte {
	for len(b) > 0 && blank(b[0]) {
		b = b[1:]
	}
	return b
}

// number reads the whole number in b from place i, after blanks, and gives the place
// behind it, where b ends or a blank stands; -1 if there is no number, or i is that.
// Numbers of more than 18 digits come out as 10¹⁸.
func number(b []byte, i int) (n uint64, behind int) {
	if i < 0 {
		return 0, -1
	}
	for i < len(b) && blank(b[i]) {
		i++
	}
	for i+1 < len(b) && b[i] == '0' && b[i+1]-'0' <= 9 {
		i++
	}
	from := i
	for ; i < len(b); i++ {
		digit := b[i] - '0'
		if digit > 9 {
			break
		}
		n = n*10 + uint64(digit)
	}
	if i == from || i < len(b) && !blank(b[i]) {
		return 0, -1
	}
	if i-from > 18 {
		n = 1e18
	}
	return n, i
}

// signed is number with a minus sign or none.
func signed(b []byte, i int) (n int64, behind int) {
	for i >= 0 && i < len(b) && blank(b[i]) {
		i++
	}
	sign := int64(1)
	if i >= 0 && i+1 < len(b) && b[i] == '-' && !blank(b[i+1]) {
		sign, i = -1, i+1
	}
	u, behind := number(b, i)
	return sign * int64(u), behind
}

// ends reports whether nothing but blanks stands in b from place i, and i is one.
func ends(b []byte, i int) bool {
	return i >= 0 && (i == len(b) || len(trimLeft(b[i:])) == 0)
}
