package netfile

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"testing"
)

// alone fails unless a folder holds exactly the files named.
func alone(t *testing.T, dir string, names ...string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	for _, e := range entries {
		found = append(found, e.Name())
	}
	if strings.Join(found, " ") != strings.Join(names, " ") {
		t.Errorf("in the folder: %q, want %q", found, names)
	}
}

func TestWriteErrors(t *testing.T) {
	tests := []struct {
		name string
		do   func(*Writer) error
		want string
	}{
		{"twice", func(w *Writer) error { return errors.Join(Write(w, "a", []uint8{1}), Write(w, "a", []uint8{1})) }, "written already"},
		{"no name", func(w *Writer) error { return Write(w, "", []uint8{1}) }, "a section is named by"},
		{"a long name", func(w *Writer) error { return Write(w, strings.Repeat("a", 41), []uint8{1}) }, "a section is named by"},
		{"a strange name", func(w *Writer) error { return Write(w, "Ağrı", []uint8{1}) }, "a section is named by"},
		{"an int", func(w *Writer) error { return Write(w, "a", []int{1}) }, "int isn't an integer of a stated size"},
		{"many", func(w *Writer) error {
			var err error
			for i := 0; err == nil && i <= maxSections; i++ {
				err = Write(w, fmt.Sprint(i), []uint8{})
			}
			return err
		}, "4096 sections at most"},
		{"a disk that fails", func(w *Writer) error { w.f.Close(); return Write(w, "a", make([]uint8, 4<<20)) }, "can't be written"},
		{"a disk that fails late", func(w *Writer) error { w.f.Close(); return w.Commit() }, "can't be written"},
		{"after the end", func(w *Writer) error { w.Abort(); return Write(w, "a", []uint8{1}) }, "committed or aborted"},
		{"commit after the end", func(w *Writer) error { w.Abort(); return w.Commit() }, "committed or aborted"},
	}
	for _, tt := range tests {
		dir := t.TempDir()
		path := filepath.Join(dir, "x.network")
		w, err := Create(path)
		if err != nil {
			t.Fatal(err)
		}
		err = tt.do(w)
		var e *Error
		if !errors.As(err, &e) || !strings.Contains(err.Error(), tt.want) || !strings.Contains(err.Error(), path) {
			t.Errorf("%s: %v, want %q", tt.name, err, tt.want)
		}
		alone(t, dir) // gone at the error, before Abort
		if w.Commit() == nil || Write(w, "b", []uint8{}) == nil {
			t.Errorf("%s: the writer goes on after an error", tt.name)
		}
		w.Abort()
		alone(t, dir)
	}
}

// A file that can't be synced does not appear. A folder that can't is told of, unless
// syncing folders has no meaning there.
func TestSyncErrors(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "x.network")
	folder := func(fault error) func(*os.File) error {
		return func(f *os.File) error {
			if f.Name() == dir {
				return fault
			}
			return nil
		}
	}
	syncing(t, func(*os.File) error { return syscall.EIO })
	if err := build(path, small...); !errors.Is(err, syscall.EIO) || !strings.Contains(err.Error(), "can't be brought to the disk") {
		t.Error(err)
	}
	alone(t, dir)
	if runtime.GOOS == "windows" {
		return // folders are not synced there
	}
	syncing(t, folder(syscall.EIO))
	if err := build(path, small...); !errors.Is(err, syscall.EIO) || !strings.Contains(err.Error(), "is whole and has its name") {
		t.Error(err)
	}
	syncing(t, folder(syscall.EINVAL))
	if err := errors.Join(build(path, small...), check(path)); err != nil {
		t.Error(err)
	}
}

// The first error is the one that Commit gives.
func TestFirstErrorStays(t *testing.T) {
	w, err := Create(filepath.Join(t.TempDir(), "x.network"))
	if err != nil {
		t.Fatal(err)
	}
	first := Write(w, "a", []bool{true})
	if second := Write(w, "b", []uint8{1}); second != first || w.Commit() != first || first == nil {
		t.Errorf("%v, then %v", first, second)
	}
}

func TestAbort(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "x.network")
	put(t, path, []byte("as it was"))
	w, err := Create(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := Write(w, "a", make([]uint64, 1<<18)); err != nil {
		t.Fatal(err)
	}
	if parts, err := filepath.Glob(path + ".*.partial"); err != nil || len(parts) != 1 || parts[0] != w.partial {
		t.Errorf("partial files: %q, %v", parts, err)
	}
	w.Abort()
	w.Abort()
	alone(t, dir, "x.network")
	if b, err := os.ReadFile(path); err != nil || string(b) != "as it was" {
		t.Errorf("%q, %v", b, err)
	}
}

func TestAbortAfterCommit(t *testing.T) {
	path, _ := smallFile(t)
	w, err := Create(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Commit(); err != nil {
		t.Fatal(err)
	}
	w.Abort()
	if err := check(path); err != nil {
		t.Error(err)
	}
	alone(t, filepath.Dir(path), "small.network")
}

func TestPathsThatWillNotDo(t *testing.T) {
	dir := t.TempDir()
	put(t, filepath.Join(dir, "file"), nil)
	tests := []struct{ path, want string }{
		{dir, "is a folder"},
		{"", "is a folder"},
		{filepath.Join(dir, "no", "x.network"), "can't be made"},
		{filepath.Join(dir, "file", "x.network"), "can't be made"},
		{os.DevNull, "is a device"},
	}
	for _, tt := range tests {
		if _, err := Create(tt.path); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%q: %v, want %q", tt.path, err, tt.want)
		}
	}
	alone(t, dir, "file")
}

// A folder that takes the name while the file is made stays, and the file does not.
func TestCommitOntoFolder(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "x.network")
	w, err := Create(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(path, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := w.Commit(); err == nil || !strings.Contains(err.Error(), "is a folder") {
		t.Error(err)
	}
	alone(t, dir, "x.network")
}

// A symbolic link gives way to the file; what it led to stays.
func TestLinkIsReplaced(t *testing.T) {
	dir := t.TempDir()
	path, far := filepath.Join(dir, "x.network"), filepath.Join(dir, "far")
	put(t, far, []byte("as it was"))
	if err := os.Symlink(far, path); err != nil {
		t.Skipf("no symbolic links here: %v", err)
	}
	if err := errors.Join(build(path, small...), check(path)); err != nil {
		t.Error(err)
	}
	if b, err := os.ReadFile(far); err != nil || string(b) != "as it was" {
		t.Errorf("%q, %v", b, err)
	}
}

// A section that broke off, as when its data comes from a mapped file that fails, is
// never committed.
func TestBrokenSection(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows doesn't let a mapped file be cut")
	}
	from := open(t, large(t))
	data, err := Section[uint64](from, "large")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(from.Path(), blockSize); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	w, err := Create(filepath.Join(dir, "x.network"))
	if err != nil {
		t.Fatal(err)
	}
	if err := from.Guard(func() { err = Write(w, "copied", data) }); err == nil {
		t.Error("the copy was whole")
	}
	if err := w.Commit(); err == nil || !strings.Contains(err.Error(), `the writing of section "copied" broke off`) {
		t.Error(err)
	}
	alone(t, dir)
}

// Builds of one path at a time: each Commit succeeds, and what stands is one of them, whole.
func TestBuildsDoNotMix(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "x.network")
	const builds, n = 8, 100_000
	var wg sync.WaitGroup
	for i := range uint32(builds) {
		wg.Go(func() {
			data := make([]uint32, n)
			for j := range data {
				data[j] = i
			}
			if err := build(path, columnOf[uint32]{"a", data}, columnOf[uint32]{"b", data}); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	alone(t, dir, "x.network")
	if err := check(path); err != nil {
		t.Error(err)
	}
	f := open(t, path)
	a, err := Section[uint32](f, "a")
	b, err2 := Section[uint32](f, "b")
	if err := errors.Join(err, err2); err != nil {
		t.Fatal(err)
	}
	for i := range a {
		if a[i] != a[0] || b[i] != a[0] {
			t.Fatalf("builds %d, %d and %d are mixed", a[0], a[i], b[i])
		}
	}
}

// Who has the old file open keeps it.
func TestOldReaderKeepsItsFile(t *testing.T) {
	path, _ := smallFile(t)
	old := open(t, path)
	if err := build(path, columnOf[uint8]{"names", []uint8("another")}); err != nil {
		t.Fatal(err)
	}
	for _, c := range small {
		if err := c.differs(old); err != nil {
			t.Error(err)
		}
	}
	if got, err := Section[uint8](open(t, path), "names"); err != nil || string(got) != "another" {
		t.Errorf("the new file holds %q, %v", got, err)
	}
}

// A build that is killed leaves nothing under the name, and a partial file that is
// found, is refused, and stands in no later build's way.
func TestKilledBuild(t *testing.T) {
	if path := os.Getenv("NETFILE_TEST_BUILD"); path != "" {
		w, err := Create(path)
		if err == nil {
			err = Write(w, "a", make([]uint64, 1<<20))
		}
		fmt.Println("written", err)
		io.Copy(io.Discard, os.Stdin) // until killed, or whoever should have is gone
	}
	dir := t.TempDir()
	path := filepath.Join(dir, "x.network")
	child := exec.Command(os.Args[0], "-test.run=^TestKilledBuild$")
	child.Env = append(os.Environ(), "NETFILE_TEST_BUILD="+path)
	out, err := child.StdoutPipe()
	if err == nil {
		_, err = child.StdinPipe()
	}
	if err == nil {
		err = child.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	line, _ := bufio.NewReader(out).ReadString('\n')
	child.Process.Kill()
	child.Wait()
	if line != "written <nil>\n" {
		t.Fatalf("the build said %q", line)
	}
	if _, err := Open(path); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("under the final name: %v", err)
	}
	parts, err := filepath.Glob(path + ".*.partial")
	if err != nil || len(parts) != 1 {
		t.Fatalf("partial files: %q, %v", parts, err)
	}
	if _, err := Open(parts[0]); err == nil || !strings.Contains(err.Error(), "interrupted build") {
		t.Errorf("the partial file: %v", err)
	}
	if err := errors.Join(build(path, small...), check(path)); err != nil {
		t.Error(err)
	}
}

func TestBigEndianMachine(t *testing.T) {
	if err := littleEndian(binary.BigEndian); err == nil || !strings.Contains(err.Error(), "big-endian") {
		t.Error(err)
	}
	if err := littleEndian(binary.LittleEndian); err != nil {
		t.Error(err)
	}
}
