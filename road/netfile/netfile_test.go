package netfile

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

var keep = flag.Bool("keep", false, "write the kept file of a new format")

type millis uint32

type point struct{ Lat, Lon int32 }

type link struct {
	ID   uint64
	From uint32
	Lane [2]uint16
	Turn [8]int8
}

// A column is a section of a drawn file: it can be written, and sought again.
type column interface {
	name() string
	write(*Writer) error
	differs(*File) error
}

type columnOf[T comparable] struct {
	called string
	data   []T
}

func (c columnOf[T]) name() string          { return c.called }
func (c columnOf[T]) write(w *Writer) error { return Write(w, c.called, c.data) }
func (c columnOf[T]) differs(f *File) error {
	got, err := Section[T](f, c.called)
	if err == nil && !slices.Equal(got, c.data) {
		err = fmt.Errorf("section %q reads %v, and was written %v", c.called, got, c.data)
	}
	return err
}

func build(path string, columns ...column) error {
	w, err := Create(path)
	if err != nil {
		return err
	}
	defer w.Abort()
	for _, c := range columns {
		if err := c.write(w); err != nil {
			return err
		}
	}
	return w.Commit()
}

// small holds a section of each shape, an empty one, and lengths that leave gaps.
var small = []column{
	columnOf[millis]{"weight/car", []millis{0, 1, 1<<32 - 1}},
	columnOf[uint8]{"empty", []uint8{}},
	columnOf[point]{"node/at", []point{{401812000, 445136000}, {-1, 1}, {-1 << 31, 1<<31 - 1}}},
	columnOf[link]{"link", []link{{1 << 63, 2, [2]uint16{3, 4}, [8]int8{-1, 5}}}},
	columnOf[int16]{"sixteen", slices.Repeat([]int16{-2, 7}, 16)},
	columnOf[byte]{"names", []byte("Margara\x00Alican")},
}

func smallFile(t testing.TB) (path string, data []byte) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "small.network")
	if err := build(path, small...); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return path, data
}

func open(t testing.TB, path string) *File {
	t.Helper()
	f, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

func put(t testing.TB, path string, data []byte) {
	t.Helper()
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
}

// syncing replaces fsync for a test.
func syncing(t *testing.T, by func(*os.File) error) {
	t.Cleanup(func() { fsync = (*os.File).Sync })
	fsync = by
}

// check opens a file and verifies it.
func check(path string) error {
	f, err := Open(path)
	if err != nil {
		return err
	}
	return errors.Join(f.Verify(context.Background(), nil), f.Close())
}

// The file of each format, kept as it was first written: what Create writes today is
// equal to the last, byte by byte, and what it means can't drift.
func TestKeptFile(t *testing.T) {
	path, data := smallFile(t)
	kept := filepath.Join("testdata", fmt.Sprintf("format%d.network", Version))
	if *keep {
		put(t, kept, data)
	}
	old, err := os.ReadFile(kept)
	if err != nil {
		t.Fatalf("%v: for a new format, go test ./road/netfile -run KeptFile -keep", err)
	}
	if !bytes.Equal(data, old) {
		t.Errorf("the bytes of the format have changed: raise Version, and describe it")
	}
	for _, p := range []string{path, kept} {
		f := open(t, p)
		if f.Path() != p {
			t.Errorf("opened %s, and it is called %s", p, f.Path())
		}
		for _, c := range small {
			if err := c.differs(f); err != nil {
				t.Errorf("%s: %v", p, err)
			}
		}
		if err := f.Verify(context.Background(), nil); err != nil {
			t.Error(err)
		}
	}
}

// The bytes that the table in format.go promises.
func TestFormat(t *testing.T) {
	path, data := smallFile(t)
	le := binary.LittleEndian
	tail := le.Uint64(data[32:])
	if string(data[:8]) != "\x89WYN\r\n\x1a\n" || !bytes.Equal(data[8:12], []byte{4, 3, 2, 1}) || le.Uint32(data[12:]) != Version ||
		le.Uint32(data[16:]) != 6 || int(le.Uint64(data[24:])) != len(data) || int(tail) != 64*6 || len(data) != 64*6+6*96+8 {
		t.Errorf("the header is % x, of a file of %d bytes", data[:64], len(data))
	}
	want := []Info{
		{"weight/car", "u32", 4, 3, 64, 12},
		{"empty", "u8", 1, 0, 128, 0},
		{"node/at", "2i32", 8, 3, 128, 24},
		{"link", "u64 u32 2u16 8i8", 24, 1, 192, 24},
		{"sixteen", "i16", 2, 32, 256, 64},
		{"names", "u8", 1, 14, 320, 14},
	}
	if got := open(t, path).Sections(); !slices.Equal(got, want) {
		t.Errorf("sections\n%v, want\n%v", got, want)
	}
	for i, s := range want {
		e := data[int(tail)+i*96:][:96]
		if string(bytes.TrimRight(e[:40], "\x00")) != s.Name || string(bytes.TrimRight(e[40:72], "\x00")) != s.Layout ||
			int64(le.Uint64(e[72:])) != s.Offset || int(le.Uint64(e[80:])) != s.Count || le.Uint64(e[88:]) != 0 {
			t.Errorf("entry %d is %q", i, e)
		}
	}
	if at := data[128:136]; int32(le.Uint32(at)) != 401812000 || int32(le.Uint32(at[4:])) != 445136000 {
		t.Errorf("the first coordinates are % x", at)
	}
}

// draw makes a section of random name, type and length, mostly short, now and then
// over the edge of a block.
func draw(t *rapid.T, i int) column {
	name := rapid.StringMatching(`[a-z0-9/_.-]{1,36}`).Draw(t, "name") + fmt.Sprint(i)
	n := rapid.OneOf(rapid.IntRange(0, 40), rapid.IntRange(blockSize/8-40, blockSize/8+40)).Draw(t, "n")
	switch rapid.IntRange(0, 10).Draw(t, "type") {
	case 0:
		return fill[uint8](name, n)
	case 1:
		return fill[uint16](name, n)
	case 2:
		return fill[millis](name, n)
	case 3:
		return fill[uint64](name, n)
	case 4:
		return fill[int8](name, n)
	case 5:
		return fill[int16](name, n)
	case 6:
		return fill[int32](name, n)
	case 7:
		return fill[int64](name, n)
	case 8:
		return fill[point](name, n)
	case 9:
		return fill[link](name, n)
	default:
		return fill[[3]uint16](name, n)
	}
}

// fill makes the bytes of a section from its name: any bits are an element.
func fill[T comparable](name string, n int) column {
	size := int(reflect.TypeFor[T]().Size())
	raw, state := make([]byte, n*size), uint64(len(name))
	for i := range raw {
		state = state*6364136223846793005 + uint64(name[i%len(name)])
		raw[i] = byte(state >> 56)
	}
	data := make([]T, n)
	if _, err := binary.Decode(raw, binary.LittleEndian, data); err != nil {
		panic(err)
	}
	return columnOf[T]{name, data}
}

// What was written is read, and the same sections give the same bytes.
func TestRoundTrip(t *testing.T) {
	syncing(t, func(*os.File) error { return nil })
	dir := t.TempDir()
	rapid.Check(t, func(t *rapid.T) {
		var columns []column
		for i := range rapid.IntRange(0, 6).Draw(t, "sections") {
			columns = append(columns, draw(t, i))
		}
		path, twin := filepath.Join(dir, "a.network"), filepath.Join(dir, "b.network")
		if err := errors.Join(build(path, columns...), build(twin, columns...), check(path)); err != nil {
			t.Fatal(err)
		}
		a, err := os.ReadFile(path)
		b, err2 := os.ReadFile(twin)
		if err := errors.Join(err, err2); err != nil || !bytes.Equal(a, b) {
			t.Fatalf("two builds of the same sections differ (%v)", err)
		}
		f, err := Open(path)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		infos := f.Sections()
		if len(infos) != len(columns) {
			t.Fatalf("%d sections of %d", len(infos), len(columns))
		}
		for i, c := range columns {
			if err := c.differs(f); err != nil || infos[i].Name != c.name() || infos[i].Offset%64 != 0 {
				t.Fatalf("%v: %v", infos[i], err)
			}
		}
	})
}

func TestSectionErrors(t *testing.T) {
	path, _ := smallFile(t)
	f := open(t, path)
	only := func(_ any, err error) error { return err }
	tests := []struct {
		err  error
		want string
	}{
		{only(Section[uint32](f, "weight/bus")), `has no section "weight/bus", only weight/car, empty, node/at, link, sixteen, names`},
		{only(Section[uint64](f, "weight/car")), `holds in section "weight/car" elements laid out as "u32", not as the "u64" of uint64`},
		{only(Section[int32](f, "weight/car")), `not as the "i32" of int32`},
		{only(Section[uint64](f, "node/at")), `laid out as "2i32", not as the "u64"`},
		{only(Section[uint16](f, "empty")), `laid out as "u8", not as the "u16"`},
		{only(Section[int](f, "names")), "int isn't an integer of a stated size"},
	}
	for _, tt := range tests {
		var e *Error
		if !errors.As(tt.err, &e) || !strings.HasPrefix(tt.err.Error(), path+" ") || !strings.Contains(tt.err.Error(), tt.want) {
			t.Errorf("%v, want %s", tt.err, tt.want)
		}
	}
	if same, err := Section[[2]int32](f, "node/at"); err != nil || same[0] != [2]int32{401812000, 445136000} {
		t.Errorf("a pair of words read as an array: %v, %v", same, err)
	}
}

// A section given out has no room to append to in the file.
func TestSectionIsFull(t *testing.T) {
	path, _ := smallFile(t)
	f := open(t, path)
	got, err := Section[uint32](f, "weight/car")
	if err != nil || cap(got) != len(got) {
		t.Errorf("length %d, capacity %d, %v", len(got), cap(got), err)
	}
}

func TestClosed(t *testing.T) {
	path, _ := smallFile(t)
	f := open(t, path)
	err := f.Guard(func() {
		// Close waits for nobody, and takes nothing from who is reading.
		if err := f.Close(); err != nil {
			t.Error(err)
		}
		if string(f.data[320:327]) != "Margara" {
			t.Error("closing took the mapping from a Guard that runs")
		}
	})
	if err != nil || f.data != nil {
		t.Errorf("after the last Guard: %v, still mapped: %v", err, f.data != nil)
	}
	_, err = Section[uint8](f, "names")
	for _, err := range []error{err, f.Guard(func() { t.Error("it ran") }), f.Verify(context.Background(), nil)} {
		if err == nil || err.Error() != path+" is closed: open it again" {
			t.Error(err)
		}
	}
	if err := f.Close(); err != nil {
		t.Errorf("closed twice: %v", err)
	}
}
