package netfile

import (
	"bufio"
	"crypto/rand"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"slices"
	"syscall"
	"unsafe"

	"github.com/cespare/xxhash/v2"
)

// A Writer makes a file, section by section, aside from its final name. One goroutine
// at a time uses it. It remembers its first error, which removes what was written; all
// that follows returns that error.
type Writer struct {
	path, partial string
	f             *os.File
	out           *bufio.Writer
	at            int64 // bytes written, the header included
	block         *xxhash.Digest
	sums          []uint64
	sections      []Info
	err           error // what ended the writing; errDone after Commit or Abort
}

var errDone = errors.New("the file was committed or aborted; create another")

// Create begins a file that will have the path once [Writer.Commit] returns; until then,
// whatever the path names stays as it is. A symbolic link is replaced, not followed.
func Create(path string) (*Writer, error) {
	path = filepath.Clean(path)
	if err := littleEndian(binary.NativeEndian); err != nil {
		return nil, &Error{path, err.Error(), nil}
	}
	if err := replaceable(path); err != nil {
		return nil, err
	}
	var random [8]byte
	rand.Read(random[:])
	partial := path + "." + hex.EncodeToString(random[:]) + partialSuffix
	// O_EXCL: a name that was taken, however unlikely, belongs to another build.
	f, err := os.OpenFile(partial, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return nil, &Error{path, "can't be made", err}
	}
	w := &Writer{path: path, partial: partial, f: f, out: bufio.NewWriterSize(f, 1<<20), block: xxhash.New()}
	if _, err := w.out.Write(make([]byte, headerSize)); err != nil {
		return nil, w.fail("can't be written", err)
	}
	w.at = headerSize
	return w, nil
}

// Write adds a section. T is an integer of a stated size, or a struct or array of those
// without padding; anything else is an error. The data is not kept.
func Write[T any](w *Writer, name string, data []T) error {
	kind, size, err := describe(reflect.TypeFor[T]())
	if err != nil {
		return w.refuse(name, err)
	}
	// Sound: describe has let through only integers without padding between them, so
	// every one of these bytes is defined, and data keeps them alive until we return.
	raw := unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(data))), len(data)*size)
	return w.write(Info{Name: name, Layout: kind, Size: size, Count: len(data)}, raw)
}

func (w *Writer) write(s Info, raw []byte) error {
	if w.err != nil {
		return w.refuse(s.Name, w.err)
	}
	if err := checkName(s.Name); err != nil {
		return w.refuse(s.Name, err)
	}
	if slices.ContainsFunc(w.sections, func(t Info) bool { return t.Name == s.Name }) {
		return w.refuse(s.Name, errors.New("a section of this name was written already"))
	}
	if len(w.sections) == maxSections {
		return w.refuse(s.Name, fmt.Errorf("a file holds %d sections at most", maxSections))
	}
	s.Offset, s.Bytes = w.at, int64(len(raw))
	w.sections = append(w.sections, s)
	if err := w.put(raw); err != nil {
		return err
	}
	return w.put(make([]byte, s.end()-w.at))
}

// put writes payload and takes its checksums.
func (w *Writer) put(b []byte) error {
	for len(b) > 0 {
		n := min(len(b), blockSize-int(w.at-headerSize)%blockSize)
		if _, err := w.out.Write(b[:n]); err != nil {
			return w.fail("can't be written", err)
		}
		w.block.Write(b[:n]) // never fails
		w.at += int64(n)
		if (w.at-headerSize)%blockSize == 0 {
			w.endBlock()
		}
		b = b[n:]
	}
	return nil
}

func (w *Writer) endBlock() {
	w.sums = append(w.sums, w.block.Sum64())
	w.block.Reset()
}

// Commit completes the file and gives it its name, over any file that had it. When it
// returns without an error the file is on the disk whole; with one, nothing stands under
// the name but what stood there before, unless the error says otherwise.
func (w *Writer) Commit() error {
	if w.err != nil {
		return w.refuse("", w.err)
	}
	if n := len(w.sections); n > 0 && w.sections[n-1].end() != w.at {
		// Its data was of a mapped file that failed, and a Guard went on after the panic.
		return w.refuse("", fmt.Errorf("the writing of section %q broke off", w.sections[n-1].Name))
	}
	if (w.at-headerSize)%blockSize != 0 {
		w.endBlock()
	}
	tail := w.tail()
	h := header{Version, uint32(len(w.sections)), uint64(w.at) + uint64(len(tail)), uint64(w.at), xxhash.Sum64(tail)}
	w.out.Write(tail) // bufio keeps its error for Flush
	if err := w.out.Flush(); err != nil {
		return w.fail("can't be written", err)
	}
	// Until here the header is zeros: the partial file can't be taken for a whole one.
	if _, err := w.f.WriteAt(h.bytes(), 0); err != nil {
		return w.fail("can't be written", err)
	}
	if err := fsync(w.f); err != nil {
		return w.fail("can't be brought to the disk", err)
	}
	if err := w.f.Close(); err != nil {
		return w.fail("can't be closed", err)
	}
	if err := replaceable(w.path); err != nil {
		return w.fail("can't be given its name", err)
	}
	if err := os.Rename(w.partial, w.path); err != nil {
		return w.fail("can't be given its name", err)
	}
	w.err = errDone
	return syncFolder(w.path)
}

func (w *Writer) tail() []byte {
	b := make([]byte, 0, len(w.sections)*entrySize+len(w.sums)*8)
	for _, s := range w.sections {
		b = append(b, s.bytes()...)
	}
	for _, sum := range w.sums {
		b = order.AppendUint64(b, sum)
	}
	return b
}

// Abort removes what was written. After Commit, or a second time, it does nothing.
func (w *Writer) Abort() {
	if w.err == nil {
		w.remove()
		w.err = errDone
	}
}

// fail ends the writing and removes what was written.
func (w *Writer) fail(what string, err error) error {
	w.remove()
	w.err = &Error{w.path, what, err}
	return w.err
}

// remove closes and removes the partial file, which may have been closed before.
func (w *Writer) remove() {
	w.f.Close()
	os.Remove(w.partial)
}

// refuse is the error of a call that changed nothing in the file, and ends the writing all
// the same: a file without one of its sections is of no use.
func (w *Writer) refuse(section string, err error) error {
	if w.err != nil && w.err != errDone {
		return w.err
	}
	what := "can't be committed"
	if section != "" {
		what = fmt.Sprintf("can't take section %q", section)
	}
	if w.err == errDone {
		return &Error{w.path, what, errDone}
	}
	return w.fail(what, err)
}

// replaceable refuses paths at which a rename would do harm, or only fail after hours.
func replaceable(path string) error {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return &Error{path, "can't be made", err}
	case info.IsDir():
		return &Error{path, "is a folder: give the name of a file in it", nil}
	case !info.Mode().IsRegular():
		return &Error{path, "is a device, pipe or socket, which a network file would replace: give another name", nil}
	}
	return nil
}

// fsync brings a file or folder to the disk. Tests make it fail, or leave it out.
var fsync = (*os.File).Sync

// syncFolder brings a rename to the disk, where folders can be synced at all.
func syncFolder(path string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	d, err := os.Open(filepath.Dir(path))
	if err == nil {
		err = errors.Join(ignore(fsync(d), syscall.EINVAL), d.Close())
	}
	if err != nil {
		return &Error{path, "is whole and has its name, which might not survive a power failure: its folder can't be synced", err}
	}
	return nil
}

func ignore(err, harmless error) error {
	if errors.Is(err, harmless) {
		return nil
	}
	return err
}

const partialSuffix = ".partial"

// littleEndian refuses a machine on which views of a file would read wrongly.
func littleEndian(machine binary.ByteOrder) error {
	if machine.Uint16([]byte{1, 0}) != 1 {
		return problemf("can't be used on this machine, which is big-endian: network files are little-endian and mapped as they are")
	}
	return nil
}
