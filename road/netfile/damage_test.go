package netfile

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"github.com/cespare/xxhash/v2"
	"pgregory.net/rapid"
)

// seal makes the lengths and checksums of a file's frame agree with its bytes again, as
// far as they can: what is refused then, is refused for what it says.
func seal(data []byte) []byte {
	data = bytes.Clone(data)
	if len(data) < headerSize {
		return data
	}
	le := binary.LittleEndian
	copy(data, magic)
	le.PutUint32(data[8:], orderMark)
	le.PutUint32(data[12:], Version)
	le.PutUint64(data[24:], uint64(len(data)))
	if tail := le.Uint64(data[32:]); tail >= headerSize && tail <= uint64(len(data)) {
		sums := int(tail) + int(le.Uint32(data[16:]))*entrySize
		for lo := headerSize; lo < int(tail) && sums+8 <= len(data); lo, sums = lo+blockSize, sums+8 {
			le.PutUint64(data[sums:], xxhash.Sum64(data[lo:min(lo+blockSize, int(tail))]))
		}
		le.PutUint64(data[40:], xxhash.Sum64(data[tail:]))
	}
	le.PutUint64(data[56:], xxhash.Sum64(data[:56]))
	return data
}

// A refusal is a file and what its error must say.
type refusal struct {
	name string
	data []byte
	want string
}

func refused(t *testing.T, tests []refusal) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "drawn.network")
	for _, tt := range tests {
		put(t, path, tt.data)
		_, err := Open(path)
		var e *Error
		if !errors.As(err, &e) || !strings.Contains(err.Error(), tt.want) || !strings.HasPrefix(err.Error(), path+" ") {
			t.Errorf("%s: %v, want %q", tt.name, err, tt.want)
		}
	}
}

// changed gives a copy of a file with something done to it.
func changed(data []byte, f func(b []byte)) []byte {
	data = bytes.Clone(data)
	f(data)
	return data
}

func TestForeignFiles(t *testing.T) {
	_, whole := smallFile(t)
	refused(t, []refusal{
		{"nothing", nil, "is empty: build it again"},
		{"an extract", []byte("\x00\x00\x00\x0e\x0a\x09OSMHeader\x18\x7c\x10\x71"), "is an extract of OpenStreetMap (PBF), not a network file: import it"},
		{"gzip", []byte("\x1f\x8b\x08\x00\x00\x00\x00\x00"), "is compressed by gzip: unpack it first"},
		{"zstd", []byte("\x28\xb5\x2f\xfd\x04\x00"), "is compressed by zstd"},
		{"a zip", []byte("PK\x03\x04\x14\x00\x00\x00"), "is a zip archive"},
		{"text", []byte("id,name,lat,lon,area,population\nığdır,Iğdır,39.9,44.0,TUR,0\n"), `is text, not a network file: it begins with "id,name,lat`},
		{"text in Armenian", []byte(strings.Repeat("Երևան ", 20)), "is text"},
		{"a program", []byte("\x7fELF\x02\x01\x01\x00"), "is not a network file: it begins with the bytes 7f 45 4c 46"},
		{"zeros", make([]byte, 5000), "interrupted build"},
		{"line ends converted", bytes.ReplaceAll(whole, []byte("\r\n"), []byte("\n")), "is not a network file"},
	})
}

// Who was asked for another file than a network reads what was wanted.
func TestOtherFilesThanNetworks(t *testing.T) {
	path := filepath.Join(t.TempDir(), "feed")
	for _, x := range []struct{ bytes, want string }{
		{"stop_id,stop_name\n", "is text, not compiled services: it begins with"},
		{"\x00\x00\x00\x0e\x0a\x09OSMHeader", "is an extract of OpenStreetMap (PBF), not compiled services"},
		{"\x7fELF\x02\x01\x01\x00", "is not compiled services: it begins with the bytes 7f"},
	} {
		put(t, path, []byte(x.bytes))
		if _, err := OpenAs(path, "compiled services"); err == nil || !strings.Contains(err.Error(), x.want) || strings.Contains(err.Error(), "network") {
			t.Errorf("%q: %v, want %q", x.bytes, err, x.want)
		}
	}
	if _, err := OpenAs(filepath.Dir(path), "compiled services"); err == nil || !strings.Contains(err.Error(), "is a folder: give compiled services") {
		t.Error(err)
	}
}

func TestDamagedHeaders(t *testing.T) {
	_, whole := smallFile(t)
	le := binary.LittleEndian
	header := func(f func(b []byte)) []byte {
		return changed(whole, func(b []byte) { f(b); le.PutUint64(b[56:], xxhash.Sum64(b[:56])) })
	}
	refused(t, []refusal{
		{"half a header", whole[:33], "is cut short: only 33 bytes of it are left. Copy it again"},
		{"half", whole[:len(whole)/2], "is cut short: 484 of its 968 bytes are left"},
		{"more", append(bytes.Clone(whole), "\n"...), "1 bytes follow after its end at byte 968"},
		{"big-endian", changed(whole, func(b []byte) { binary.BigEndian.PutUint32(b[8:], orderMark) }), "byte order of another kind of machine (big-endian)"},
		{"the past", header(func(b []byte) { le.PutUint32(b[12:], 0) }), "was made by format 0, and this program reads 1: build it again"},
		{"the future", header(func(b []byte) { le.PutUint32(b[12:], 7) }), "was made by format 7 of a newer program, and this one reads 1: update"},
		{"a future of another length", append(header(func(b []byte) { le.PutUint32(b[12:], 7) }), 1, 2, 3), "was made by format 7"},
		{"a damaged header", changed(whole, func(b []byte) { b[20] = 1 }), "is damaged in its first 64 bytes"},
		{"a word to come in the header", header(func(b []byte) { b[48] = 1 }), "header contradicts itself"},
		{"a large promise", header(func(b []byte) { le.PutUint64(b[24:], 1<<63) }), "is cut short: 968 of its 9223372036854775808 bytes"},
		{"many sections", header(func(b []byte) { le.PutUint32(b[16:], 1<<32-1) }), "header contradicts itself (4294967295 sections"},
		{"no tail", header(func(b []byte) { le.PutUint64(b[32:], 1<<64-1) }), "header contradicts itself"},
		{"a tail in the header", header(func(b []byte) { le.PutUint64(b[32:], 0) }), "header contradicts itself"},
	})
}

func TestDamagedTables(t *testing.T) {
	_, whole := smallFile(t)
	tail := int(binary.LittleEndian.Uint64(whole[32:]))
	entry := func(i int, f func(e []byte)) []byte {
		return seal(changed(whole, func(b []byte) { f(b[tail+i*entrySize:]) }))
	}
	refused(t, []refusal{
		{"a damaged table", changed(whole, func(b []byte) { b[tail] = 'x' }), "is damaged in its section table, which begins at byte 384"},
		{"a name of two", entry(1, func(e []byte) { copy(e, "link\x00") }), `entry 3 ("link"): its name is taken`},
		{"no name", entry(1, func(e []byte) { clear(e[:40]) }), `entry 1 (""): its name does not read`},
		{"a name in two pieces", entry(1, func(e []byte) { e[39] = 'a' }), "its name does not read"},
		{"no layout", entry(1, func(e []byte) { clear(e[40:72]) }), `its layout "" does not read`},
		{"a strange layout", entry(1, func(e []byte) { copy(e[40:], "f32") }), `its layout "f32" does not read`},
		{"a layout in two pieces", entry(1, func(e []byte) { e[71] = 'a' }), "does not read"},
		{"elsewhere", entry(2, func(e []byte) { e[72]++ }), "3 elements of 8 bytes from byte 129 on have no room there"},
		{"too many", entry(2, func(e []byte) { e[87] = 0x20 }), "2305843009213693955 elements of 8 bytes"},
		{"one too many", entry(5, func(e []byte) { e[80] = 65 }), "65 elements of 1 bytes from byte 320"},
		{"too few", entry(4, func(e []byte) { e[80] = 0 }), `entry 5 ("names"): 14 elements of 1 bytes from byte 320`},
		{"none at the end", entry(5, func(e []byte) { e[80] = 0 }), "its sections end at byte 320, its payload at byte 384"},
		{"a word to come", entry(2, func(e []byte) { e[88] = 1 }), "no room there"},
	})
}

// Every format to come finds its predecessors, and they find it.
func TestReadable(t *testing.T) {
	for made := range uint32(5) {
		for reads := range uint32(5) {
			if err := readable(made, reads); (err == nil) != (made == reads) {
				t.Errorf("format %d read by a program of %d: %v", made, reads, err)
			}
		}
	}
}

func TestOpenErrors(t *testing.T) {
	dir := t.TempDir()
	tests := []struct{ path, want string }{
		{dir, "is a folder: give a network file"},
		{filepath.Join(dir, "none"), "can't be opened"},
		{os.DevNull, "is a device, pipe or socket"},
	}
	for _, tt := range tests {
		if _, err := Open(tt.path); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v, want %q", tt.path, err, tt.want)
		}
	}
	if _, err := Open(filepath.Join(dir, "none")); !errors.Is(err, os.ErrNotExist) || strings.Count(err.Error(), dir) != 1 {
		t.Errorf("no file: %v", err)
	}
}

// flip changes a byte of a file in place, and gives the way back.
func flip(t interface{ Fatal(...any) }, path string, at int, change byte) (restore func()) {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	b := []byte{0}
	_, err = f.ReadAt(b, int64(at))
	b[0] ^= change
	_, err2 := f.WriteAt(b, int64(at))
	if err := errors.Join(err, err2); err != nil {
		t.Fatal(err)
	}
	return func() { flip(t, path, at, change) }
}

// A byte changed anywhere is found: by Open in the frame, by Verify in the payload, the
// zeros between sections included.
func TestEveryByteChanged(t *testing.T) {
	path, whole := smallFile(t)
	tail := int(binary.LittleEndian.Uint64(whole[32:]))
	for at := range whole {
		for _, change := range []byte{1 << (at % 8), 0xff} {
			restore := flip(t, path, at, change)
			f, err := Open(path)
			if framed := at < headerSize || at >= tail; framed != (err != nil) {
				t.Fatalf("byte %d changed by %#x: Open says %v", at, change, err)
			}
			if err == nil {
				if err = f.Verify(context.Background(), nil); err == nil || !strings.Contains(err.Error(), `is damaged between bytes 64 and 384: in section "weight/car"`) {
					t.Fatalf("byte %d changed by %#x: Verify says %v", at, change, err)
				}
				f.Close()
			}
			restore()
		}
	}
}

func TestEveryCut(t *testing.T) {
	path, whole := smallFile(t)
	for n := len(whole) - 1; n >= 0; n-- {
		if err := os.Truncate(path, int64(n)); err != nil {
			t.Fatal(err)
		}
		if _, err := Open(path); err == nil || n > 0 && !strings.Contains(err.Error(), "is cut short") {
			t.Fatalf("cut at %d: %v", n, err)
		}
	}
}

// In a file of several blocks, Verify names the piece and the section.
func TestDamageIsPlaced(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.network")
	if err := build(path, fill[uint8]("first", 100), fill[uint64]("second", 30_000), fill[point]("third", 40)); err != nil {
		t.Fatal(err)
	}
	sections := open(t, path).Sections()
	tail := int(sections[2].end())
	rapid.Check(t, func(t *rapid.T) {
		edge := headerSize + blockSize*rapid.IntRange(0, 3).Draw(t, "block") + rapid.IntRange(-2, 2).Draw(t, "off")
		at := rapid.OneOf(rapid.IntRange(headerSize, tail-1), rapid.Just(min(max(edge, headerSize), tail-1))).Draw(t, "at")
		defer flip(t, path, at, 1<<rapid.IntRange(0, 7).Draw(t, "bit"))()
		err := check(path)
		lo := headerSize + (at-headerSize)/blockSize*blockSize
		where := []string{"between bytes " + strconv.Itoa(lo) + " and " + strconv.Itoa(min(lo+blockSize, tail))}
		for _, s := range sections {
			if int(s.Offset) <= at && at < int(s.end()) {
				where = append(where, `"`+s.Name+`"`)
			}
		}
		for _, want := range where {
			if err == nil || !strings.Contains(err.Error(), want) {
				t.Fatalf("byte %d: %v, want %s", at, err, want)
			}
		}
	})
}

// large makes a file of three runs, so that workers share it.
func large(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "large.network")
	if err := build(path, fill[uint64]("first", 1000), fill[uint64]("large", 5*runBlocks*blockSize/2/8)); err != nil {
		t.Fatal(err)
	}
	return path
}

// Of several damaged pieces the first is told, whatever the number of workers.
func TestVerifyIsTheSameForAnyWorkers(t *testing.T) {
	path := large(t)
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, block := range []int{runBlocks - 1, runBlocks, 2 * runBlocks} {
		data[headerSize+block*blockSize+5]++
	}
	put(t, path, data)
	f := open(t, path)
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	for i := range 24 {
		runtime.GOMAXPROCS(1 + i%4)
		err := f.Verify(context.Background(), nil)
		if want := "is damaged between bytes 8323136 and 8388672:"; err == nil || !strings.Contains(err.Error(), want) {
			t.Fatalf("%v, want %s", err, want)
		}
	}
}

func TestVerifyProgress(t *testing.T) {
	f := open(t, large(t))
	total := f.payloadEnd() - headerSize
	var last, calls int64
	err := f.Verify(context.Background(), func(done, of int64) {
		if done <= last || done > of || of != total {
			t.Errorf("%d of %d after %d", done, of, last)
		}
		last = done
		calls++
	})
	if err != nil || last != total || calls != 3 {
		t.Errorf("%d of %d bytes in %d calls, %v", last, total, calls, err)
	}
}

// A cut that leaves the payload's memory as it was is found by the file's length.
func TestVerifyWhileCut(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows doesn't let a mapped file be cut")
	}
	path, whole := smallFile(t)
	f := open(t, path)
	err := f.Verify(context.Background(), func(int64, int64) {
		if err := os.Truncate(path, int64(len(whole)-1)); err != nil {
			t.Error(err)
		}
	})
	if err == nil || !strings.Contains(err.Error(), "was changed while in use: it had 968 bytes and has 967") {
		t.Error(err)
	}
}

func TestVerifyCancelled(t *testing.T) {
	f := open(t, large(t))
	ctx, cancel := context.WithCancel(context.Background())
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	err := f.Verify(ctx, func(int64, int64) { cancel() })
	if !errors.Is(err, context.Canceled) || !strings.Contains(err.Error(), "after 8388608 of ") {
		t.Error(err)
	}
}
