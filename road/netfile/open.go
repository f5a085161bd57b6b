package netfile

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"reflect"
	"slices"
	"strings"
	"sync"
	"unsafe"

	mmap "github.com/edsrzf/mmap-go"
)

// A File is an open file, mapped for reading. Any number of goroutines may use it.
type File struct {
	path     string
	f        *os.File // to ask for its length; the mapping stands without it
	data     mmap.MMap
	sections []Info
	sums     []uint64 // of the payload's blocks
	sum      uint64   // of the header

	mu     sync.Mutex
	users  int // calls that the mapping must outlast
	closed bool
}

// Open maps a file and checks its header and section table, not its payload. Close it
// after use. What is wrong with a file is an [*Error].
func Open(path string) (*File, error) { return OpenAs(path, networkFile) }

// OpenAs is Open for files of another purpose: wanted says which, with its article, to
// whoever gave a wrong one.
func OpenAs(path, wanted string) (*File, error) {
	// Before opening, which would wait for the other end of a pipe.
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return nil, &Error{path, "can't be opened", err}
	case info.IsDir():
		return nil, &Error{path, "is a folder: give " + wanted, nil}
	case !info.Mode().IsRegular():
		return nil, &Error{path, "is a device, pipe or socket, which can't be mapped: copy it to a file first", nil}
	}
	if err := littleEndian(binary.NativeEndian); err != nil {
		return nil, &Error{path, err.Error(), nil}
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, &Error{path, "can't be opened", err}
	}
	file := &File{path: path, f: f}
	if err := file.load(wanted); err != nil {
		f.Close()
		if p, ok := err.(problem); ok {
			return nil, &Error{path, string(p), nil}
		}
		return nil, &Error{path, "can't be read", err}
	}
	return file, nil
}

// load reads what is to be checked by ordinary reads, which a fault turns into an
// error, and maps the file last.
func (f *File) load(wanted string) error {
	info, err := f.f.Stat()
	if err != nil {
		return err
	}
	first := make([]byte, headerSize)
	n, err := f.f.ReadAt(first, 0)
	if err != nil && err != io.EOF {
		return err
	}
	h, err := parseHeader(first[:n], info.Size(), wanted)
	if err != nil {
		return err
	}
	f.sum = order.Uint64(first[56:])
	tail := make([]byte, h.tailSize()) // h.check: the file is longer
	if _, err := f.f.ReadAt(tail, int64(h.tail)); err != nil {
		return err
	}
	if f.sections, f.sums, err = parseTail(h, tail); err != nil {
		return err
	}
	f.data, err = mmap.MapRegion(f.f, int(h.size), mmap.RDONLY, 0, 0)
	if err == nil && uintptr(unsafe.Pointer(&f.data[0]))%alignment != 0 {
		err = errors.Join(errors.New("it was mapped to an odd address"), f.data.Unmap())
	}
	return err
}

// Path is the file's name as it was given to Open.
func (f *File) Path() string { return f.path }

// Sum is a checksum of the whole file, by which what was made of it is known for its own.
// Nothing is read for it: the header's covers that of the tail, and the tail's all others.
func (f *File) Sum() uint64 { return f.sum }

// Sections describes the sections, in the order of the file.
func (f *File) Sections() []Info { return slices.Clone(f.sections) }

// Section gives the elements of a section, which must have been written as T or as
// another type of the same words. They are a view of the file: not to be written to
// (that is a fault), not to be used once f is closed, and best read under [File.Guard].
func Section[T any](f *File, name string) ([]T, error) {
	i := slices.IndexFunc(f.sections, func(s Info) bool { return s.Name == name })
	if i < 0 {
		return nil, &Error{f.path, fmt.Sprintf("has no section %q, only %s", name, f.names()), nil}
	}
	s := f.sections[i]
	kind, _, err := describe(reflect.TypeFor[T]())
	if err != nil {
		return nil, &Error{f.path, fmt.Sprintf("can't give section %q", name), err}
	}
	if kind != s.Layout {
		return nil, &Error{f.path, fmt.Sprintf("holds in section %q elements laid out as %q, not as the %q of %v: it was made for another purpose, or by another program. Build it again", name, s.Layout, kind, reflect.TypeFor[T]()), nil}
	}
	if err := f.hold(); err != nil {
		return nil, err
	}
	defer f.release()
	if s.Count == 0 {
		return []T{}, nil
	}
	// Sound: parseEntry has held the section's bytes inside the file, and the mapping is
	// as long as that. It begins at a multiple of 64 (load checks), as does the section,
	// and no word needs more than 8. T is made of integers alone, for which all bits are
	// valid; equal layouts mean equal sizes. The memory isn't Go's: its collector doesn't
	// move or free it, and Close says until when it stands.
	return unsafe.Slice((*T)(unsafe.Pointer(&f.data[s.Offset])), s.Count), nil
}

// names lists the sections for a message.
func (f *File) names() string {
	if len(f.sections) == 0 {
		return "none at all"
	}
	var names []string
	for _, s := range f.sections[:min(len(f.sections), 20)] {
		names = append(names, s.Name)
	}
	if more := len(f.sections) - len(names); more > 0 {
		names = append(names, fmt.Sprintf("and %d more", more))
	}
	return strings.Join(names, ", ")
}

// Close lets the mapping go, once the calls of Guard and Verify that run have returned.
// From then on no section may be used: reading one would fault, or read what came to
// its place.
func (f *File) Close() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.closed {
		return nil
	}
	f.closed = true
	if f.users > 0 {
		return nil
	}
	return f.unmap()
}

// hold keeps the mapping until release.
func (f *File) hold() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.closed {
		return &Error{f.path, "is closed: open it again", nil}
	}
	f.users++
	return nil
}

func (f *File) release() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.users--
	if f.closed && f.users == 0 {
		f.unmap() // of a mapping and a file that are ours: nobody could act on its error
	}
}

func (f *File) unmap() error {
	if err := errors.Join(f.data.Unmap(), f.f.Close()); err != nil {
		return &Error{f.path, "can't be closed", err}
	}
	return nil
}
