package pbf

import (
	"encoding/binary"
	"io"
)

// Limits of the format: a header is shorter than 64 KiB, a blob inflates to less
// than 32 MiB. A compressed blob is held to the same.
const (
	maxHeader = 64 << 10
	maxBlob   = 32 << 20
)

// A Header is what a file says of itself.
type Header struct {
	Program  string   // that wrote it
	Source   string   // of its data
	Required []string // features, all of them known here
	Optional []string // features, known or not
	// ReplicationTime is the state of the data, in seconds since 1970; 0 if unsaid.
	ReplicationTime int64
}

// SortedByID reports whether the file promises nodes, ways and relations in this
// order, each by id.
func (h *Header) SortedByID() bool {
	for _, f := range h.Optional {
		if f == "Sort.Type_then_ID" {
			return true
		}
	}
	return false
}

// frame is where a blob lies.
type frame struct {
	offset int64 // of its length
	kind   string
	data   int64 // offset of the blob itself
	size   int
}

func (f *frame) end() int64 { return f.data + int64(f.size) }

// frameAt reads the length and header of the blob at an offset, with buf as room.
// It gives io.EOF at the end of the file.
func (f *File) frameAt(offset int64, buf []byte) (frame, error) {
	at := frame{offset: offset}
	var head [4]byte
	n, err := f.r.ReadAt(head[:], offset)
	if n == 0 && err == io.EOF {
		return at, io.EOF
	}
	if n < len(head) {
		return at, short(err, "the file ends within the length of a header")
	}
	size := binary.BigEndian.Uint32(head[:])
	if size == 0 || size >= maxHeader {
		return at, problemf("this is not OSM PBF: a header of %d bytes is announced, and one has 1 to %d", size, maxHeader-1)
	}
	buf = buf[:size]
	if n, err := f.r.ReadAt(buf, offset+4); n < len(buf) {
		return at, short(err, "the file ends within a header of a blob")
	}
	fs := fields{rest: buf}
	length := int64(-1)
	for fs.next() {
		switch fs.num {
		case 1:
			at.kind = string(fs.bytes())
		case 3:
			length = int64(int32(fs.varint()))
		}
	}
	switch {
	case fs.bad || at.kind == "":
		return at, problemf("this is not OSM PBF, or it is damaged: the header of a blob does not parse")
	case length < 0:
		return at, problemf("the header of a blob does not say how long the blob is")
	case length >= maxBlob:
		return at, problemf("a blob of %d bytes is announced, and the format allows %d", length, maxBlob-1)
	}
	at.data, at.size = offset+4+int64(size), int(length)
	return at, nil
}

// short is the error of a read that gave less than was asked for.
func short(err error, what string) error {
	if err == nil || err == io.EOF || err == io.ErrUnexpectedEOF {
		return problem(what + ": it is cut short, or damaged")
	}
	return err
}

// parse reads a HeaderBlock and refuses features that are not known.
func (h *Header) parse(b []byte) error {
	*h = Header{}
	fs := fields{rest: b}
	for fs.next() {
		switch fs.num {
		case 4:
			h.Required = append(h.Required, string(fs.bytes()))
		case 5:
			h.Optional = append(h.Optional, string(fs.bytes()))
		case 16:
			h.Program = string(fs.bytes())
		case 17:
			h.Source = string(fs.bytes())
		case 32:
			h.ReplicationTime = int64(fs.varint())
		}
	}
	if fs.bad {
		return problemf("the header of the file does not parse: it is damaged")
	}
	for _, f := range h.Required {
		switch f {
		case "OsmSchema-V0.6", "DenseNodes":
		case "HistoricalInformation":
			return problemf("the file is a history (it requires HistoricalInformation), and only the map of one day can be read: make an extract of a day with osmium time-filter")
		default:
			return problemf("the file requires the feature %q, which is not known here", f)
		}
	}
	return nil
}
