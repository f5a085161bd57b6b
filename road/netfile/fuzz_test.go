package netfile

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// FuzzOpen takes any bytes for a file, as they are and with checksums set right. A file
// that is accepted and verified can be read through, and written again to the same end.
func FuzzOpen(f *testing.F) {
	path, data := smallFile(f)
	f.Add(data)
	f.Add(data[:len(data)-8])
	f.Add([]byte(magic))
	if err := build(path); err != nil {
		f.Fatal(err)
	}
	if empty, err := os.ReadFile(path); err == nil {
		f.Add(empty)
	}
	dir := f.TempDir()
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, data := range [][]byte{data, seal(data)} {
			path := filepath.Join(dir, "x.network")
			put(t, path, data)
			file, err := Open(path)
			var e *Error
			if err != nil {
				if !errors.As(err, &e) {
					t.Fatalf("not an *Error: %v", err)
				}
				continue
			}
			if err := file.Verify(context.Background(), nil); err != nil && !errors.As(err, &e) {
				t.Fatalf("not an *Error: %v", err)
			}
			again := rewrite(t, file, filepath.Join(dir, "y.network"))
			if !slices.Equal(file.Sections(), again.Sections()) {
				t.Errorf("sections %v, written again %v", file.Sections(), again.Sections())
			}
			if err := errors.Join(again.Verify(context.Background(), nil), again.Close(), file.Close()); err != nil {
				t.Error(err)
			}
		}
	})
}

// rewrite reads every section, as what it may be, and writes it again.
func rewrite(t *testing.T, f *File, path string) *File {
	w, err := Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Abort()
	for _, s := range f.Sections() {
		sum := 0
		err := f.Guard(func() {
			for _, read := range []func(*File, string) int{read[uint8], read[uint32], read[point], read[link], read[int64]} {
				sum += read(f, s.Name)
			}
		})
		if err != nil || sum < 0 {
			t.Fatal(sum, err)
		}
		if err := w.write(s, f.data[s.Offset:][:s.Bytes]); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Commit(); err != nil {
		t.Fatal(err)
	}
	again, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	return again
}

// read touches every element of a section, if it is of this type.
func read[T comparable](f *File, name string) int {
	var zero T
	n := 0
	s, err := Section[T](f, name)
	for i := range s {
		if err == nil && s[i] == zero {
			n++
		}
	}
	return n
}

// FuzzLayout reads any text as a layout.
func FuzzLayout(f *testing.F) {
	for _, s := range []string{"u32", "2i32", "u64 u32 2u16 8i8", "65536u8", "u8 u32", ""} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if size, err := layoutSizeOf(s); err == nil && (size < 1 || size > maxElement) {
			t.Errorf("%q is of %d bytes", s, size)
		}
	})
}
