package netfile

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"unsafe"
)

// Guard runs do, and gives an error if memory of the file couldn't be read within: if the
// file was cut short since it was opened, or its disk or network fails. Without Guard such
// a fault ends the program. Any other panic passes.
//
// It watches the goroutine that calls it alone (see [debug.SetPanicOnFault]): goroutines
// that do starts, and that read sections, need a Guard each. After an error, what do was
// at is half done. What follows the new end of a file in its last page of memory reads as
// zeros and doesn't fault; only [File.Verify] finds that. Guards may be nested, of several
// files too. The cost is some 40 nanoseconds: one for each search, not for each element.
//
// It works on Unix. Windows does not let anybody cut a mapped file, and disk failures end
// the program there.
func (f *File) Guard(do func()) (err error) {
	if err := f.hold(); err != nil {
		return err
	}
	defer f.release()
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		r := recover()
		if r == nil {
			return
		}
		at, ok := f.faultAt(r)
		if !ok {
			panic(r)
		}
		err = &Error{f.path, fmt.Sprintf("can't be read at byte %d: it was cut short or written to while it was in use, or its disk fails. Open it again; if that fails, copy or build it again", at), nil}
	}()
	do()
	return nil
}

// faultAt says whether a panic is a fault in the file's memory, and at which byte.
func (f *File) faultAt(r any) (int, bool) {
	fault, ok := r.(interface {
		runtime.Error
		Addr() uintptr
	})
	if !ok {
		return 0, false
	}
	at := fault.Addr() - uintptr(unsafe.Pointer(&f.data[0]))
	return int(at), at < uintptr(len(f.data))
}
