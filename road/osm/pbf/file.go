package pbf

import (
	"errors"
	"io"
	"os"
	"path/filepath"
)

// A File is a PBF file whose header was read and is understood. It may be scanned
// several times, and by several goroutines.
type File struct {
	Header Header

	name   string
	r      io.ReaderAt
	size   int64
	first  int64 // offset of the first blob after the header
	closer io.Closer
}

// Open opens a file and reads its header. Close it after use.
func Open(path string) (*File, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err == nil && info.IsDir() {
		err = errors.New(path + " is a folder, not an OSM PBF file")
	}
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	file, err := New(filepath.Base(path), f, info.Size())
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	file.closer = f
	return file, nil
}

// New reads the header of a file that is at hand in another way; name stands in
// its errors. The reader must bear several calls at once.
func New(name string, r io.ReaderAt, size int64) (*File, error) {
	f := &File{name: name, r: r, size: size}
	at, err := f.frameAt(0, make([]byte, maxHeader))
	if err == io.EOF {
		return nil, f.fault(0, problem("the file is empty"))
	}
	if err != nil {
		return nil, f.fault(0, err)
	}
	if at.kind != "OSMHeader" {
		return nil, f.fault(0, problemf("this is not OSM PBF: the first blob is %.20q, not OSMHeader", at.kind))
	}
	b, err := f.read(at, nil)
	if err != nil {
		return nil, f.fault(0, err)
	}
	if err := f.Header.read(b); err != nil {
		return nil, f.fault(0, err)
	}
	f.first = at.end()
	return f, nil
}

func (h *Header) read(blob []byte) error {
	b, err := new(inflater).blob(blob, nil)
	if err != nil {
		return err
	}
	return h.parse(b)
}

// Name is the file's name as it stands in errors.
func (f *File) Name() string { return f.name }

// Size is the length of the file in bytes.
func (f *File) Size() int64 { return f.size }

// Close closes what Open opened.
func (f *File) Close() error {
	if f.closer == nil {
		return nil
	}
	return f.closer.Close()
}

// read reads the blob of a frame into room, which it may grow.
func (f *File) read(at frame, room []byte) ([]byte, error) {
	if left := f.size - at.data; int64(at.size) > left {
		return room, problemf("the file ends within a blob, after %d of its %d bytes: it is cut short, or damaged", max(left, 0), at.size)
	}
	if cap(room) < at.size {
		room = make([]byte, at.size+at.size/4)
	}
	room = room[:at.size]
	if n, err := f.r.ReadAt(room, at.data); n < len(room) {
		return room, short(err, "the file ends within a blob")
	}
	return room, nil
}

// fault places an error in the file.
func (f *File) fault(offset int64, err error) error {
	if p, ok := err.(problem); ok {
		return &Error{File: f.name, Offset: offset, Problem: string(p)}
	}
	return &Error{File: f.name, Offset: offset, Problem: "the file could not be read", Err: err}
}
