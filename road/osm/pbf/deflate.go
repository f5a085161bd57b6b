package pbf

import (
	"bytes"
	"errors"
	"io"

	"github.com/klauspost/compress/zlib"
)

// A deflater unpacks zlib streams into room of a known size, and keeps the
// library's window and tables between them. The zero deflater is ready.
type deflater struct {
	in     bytes.Reader
	reader io.ReadCloser // nil until first used
	extra  [1]byte
}

// Ways in which a stream does not fit the room it is given.
var (
	errOver = problem("more data than room")
	errEnds = problem("unexpected end")
)

// stream unpacks a whole zlib stream into out and says how many bytes it gave. It
// is an error if the stream holds less; if it holds more, errOver.
func (d *deflater) stream(in, out []byte) (int, error) {
	d.in.Reset(in)
	var err error
	if d.reader == nil {
		d.reader, err = zlib.NewReader(&d.in)
	} else {
		err = d.reader.(zlib.Resetter).Reset(&d.in, nil)
	}
	if err != nil {
		return 0, err
	}
	n, err := io.ReadFull(d.reader, out)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return n, err
	}
	if err != nil && n < len(out) {
		return n, errEnds
	}
	// The end of the stream is past its checksum.
	switch m, err := d.reader.Read(d.extra[:]); {
	case m > 0:
		return n, errOver
	case err == io.EOF:
		return n, nil
	case errors.Is(err, io.ErrUnexpectedEOF):
		return n, errEnds
	default:
		return n, err
	}
}
