package pbf

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"waythrough/road/osm/pbf/pbftest"
)

func smallFile() []byte { return pbftest.Bytes(pbftest.MustParse(small), 2) }

// readAll opens and scans what is at hand in memory.
func readAll(data []byte, o Options) error {
	f, err := New("drawn.osm.pbf", bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return err
	}
	return f.Scan(context.Background(), o, func(*Block) error { return nil })
}

// written gives a file made by hand.
func written(f func(*pbftest.Writer)) []byte {
	var b bytes.Buffer
	w := pbftest.NewWriter(&b)
	f(w)
	return b.Bytes()
}

func header(w *pbftest.Writer) { w.Write(pbftest.Data{}, 1) }

func TestWhatIsRefused(t *testing.T) {
	block := func(fields []byte) []byte {
		return written(func(w *pbftest.Writer) { header(w); w.Blob("OSMData", fields) })
	}
	way := func(b []byte) []byte { return block(pbftest.Field(nil, 2, pbftest.Field(nil, 3, b))) }
	codec := func(field int) []byte {
		return written(func(w *pbftest.Writer) { header(w); w.Frame("OSMData", pbftest.Field(nil, field, []byte("x"))) })
	}
	requires := func(feature string) []byte {
		return written(func(w *pbftest.Writer) { w.Required = []string{"OsmSchema-V0.6", feature}; header(w) })
	}
	tests := []struct {
		name string
		data []byte
		want string
	}{
		{"nothing", nil, "byte 0: the file is empty"},
		{"text", []byte("<?xml version='1.0'?><osm>"), "byte 0: this is not OSM PBF"},
		{"a zip", []byte("PK\x03\x04\x14\x00\x00\x00"), "byte 0: this is not OSM PBF"},
		{"three bytes", []byte{0, 0, 0}, "byte 0: the file ends within the length of a header"},
		{"no header block", written(func(w *pbftest.Writer) { w.Frame("OSMData", nil) }), `the first blob is "OSMData", not OSMHeader`},
		{"lzma", codec(4), "packed with lzma"},
		{"bzip2", codec(5), "packed with bzip2"},
		{"lz4", codec(6), "packed with lz4"},
		{"zstd", codec(7), "packed with zstd"},
		{"history", requires("HistoricalInformation"), "the file is a history"},
		{"the future", requires("Teleports"), `requires the feature "Teleports"`},
		{"no data", written(func(w *pbftest.Writer) { header(w); w.Frame("OSMData", nil) }), "holds no data"},
		{"a false checksum", flipped(smallFile(), -1), "does not unpack"},
		{"a promise", written(func(w *pbftest.Writer) {
			header(w)
			w.Frame("OSMData", pbftest.Field(pbftest.Number(nil, 2, 31<<20), 3, []byte("x")))
		}), "promises 32505856 bytes from 1"},
		{"a large promise", written(func(w *pbftest.Writer) {
			header(w)
			w.Frame("OSMData", pbftest.Field(pbftest.Number(nil, 2, 1<<30), 3, []byte("x")))
		}), "unpacks to 1073741824 bytes, and the format allows 33554431"},
		{"a large blob", append(written(header), frameOf(40<<20)...), "a blob of 41943040 bytes is announced"},
		{"no length", append(written(header), frameOf(-1)...), "does not say how long"},
		{"a node off the globe", written(func(w *pbftest.Writer) { w.Write(pbftest.Data{Nodes: []pbftest.Node{{ID: 7, Lat: 1e9}}}, 1) }), "node 7 lies off the globe"},
		{"a string that is not there", way(pbftest.Field(pbftest.Field(nil, 2, []byte{1}), 3, []byte{1})), "do not parse"},
		{"more keys than values", way(pbftest.Field(pbftest.Field(nil, 2, []byte{0, 0}), 3, []byte{0})), "do not parse"},
		{"a broken number", way(pbftest.Field(nil, 8, []byte{0x80})), "do not parse"},
		{"a group of the old kind", block([]byte{2<<3 | 3}), "do not parse"},
		{"no granularity", block(pbftest.Number(pbftest.Field(nil, 2, nil), 17, 0)), "do not parse"},
	}
	for _, tt := range tests {
		err := readAll(tt.data, Options{})
		var e *Error
		if !errors.As(err, &e) || !strings.Contains(err.Error(), tt.want) || !strings.HasPrefix(err.Error(), "drawn.osm.pbf, byte ") {
			t.Errorf("%s: %v, want %q", tt.name, err, tt.want)
		}
	}
}

// frameOf announces a blob of a size that does not follow; -1 announces none.
func frameOf(size int) []byte {
	head := pbftest.String(nil, 1, "OSMData")
	if size >= 0 {
		head = pbftest.Number(head, 3, uint64(size))
	}
	return append(binary.BigEndian.AppendUint32(nil, uint32(len(head))), head...)
}

// flipped changes a byte, counted from the end if negative.
func flipped(data []byte, at int) []byte {
	if at < 0 {
		at += len(data)
	}
	data = bytes.Clone(data)
	data[at] ^= 0x55
	return data
}

// A file cut anywhere but between blobs is refused; the place told is where the
// blob that is cut begins.
func TestEveryCut(t *testing.T) {
	data := smallFile()
	ends := map[int64]bool{}
	f, err := New("whole", bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	ends[f.first] = true
	if err := f.Scan(context.Background(), Options{Progress: func(done int64) { ends[done] = true }}, func(*Block) error { return nil }); err != nil {
		t.Fatal(err)
	}
	for n := range data {
		err := readAll(data[:n], Options{})
		var e *Error
		switch {
		case ends[int64(n)]:
			if err != nil {
				t.Errorf("cut at %d, between blobs: %v", n, err)
			}
		case !errors.As(err, &e) || e.Offset > int64(n) || e.Offset != 0 && !ends[e.Offset]:
			t.Errorf("cut at %d: %v", n, err)
		}
	}
}

// A byte changed anywhere is refused or changes nothing that matters; never more.
func TestEveryByteChanged(t *testing.T) {
	data := smallFile()
	for at := range data {
		for _, o := range []Options{{}, {Kinds: Ways, Peek: true}} {
			var e *Error
			if err := readAll(flipped(data, at), o); err != nil && !errors.As(err, &e) {
				t.Errorf("byte %d: %v", at, err)
			}
		}
	}
}

func TestOpenErrors(t *testing.T) {
	dir := t.TempDir()
	if _, err := Open(dir); err == nil || !strings.Contains(err.Error(), "is a folder") {
		t.Errorf("a folder: %v", err)
	}
	if _, err := Open(filepath.Join(dir, "none")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("no file: %v", err)
	}
}

// What the caller says ends a scan: an error of its own, or its context.
func TestScanEnds(t *testing.T) {
	data := pbftest.Bytes(pbftest.MustParse(small), 1)
	f, err := New("drawn", bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	enough := errors.New("enough")
	for range 50 {
		blocks := 0
		if err := f.Scan(context.Background(), Options{}, func(*Block) error { blocks++; return enough }); err != enough || blocks != 1 {
			t.Fatalf("%v after %d blocks", err, blocks)
		}
		ctx, cancel := context.WithCancel(context.Background())
		err := f.Scan(ctx, Options{}, func(*Block) error { cancel(); return nil })
		if !errors.Is(err, context.Canceled) {
			t.Fatalf("cancelled: %v", err)
		}
	}
	err = Each(context.Background(), f, Options{}, func(b *Block) (int, error) {
		if b.Ordinal >= 2 {
			return 0, enough
		}
		return b.Ordinal, nil
	}, func(int) error { return nil })
	if err != enough {
		t.Errorf("an error of work: %v", err)
	}
}

func FuzzRead(f *testing.F) {
	d := pbftest.MustParse(small)
	f.Add(smallFile())
	f.Add(written(func(w *pbftest.Writer) { w.Raw = true; w.Write(d, 3) }))
	f.Add(written(func(w *pbftest.Writer) { w.Raw, w.Plain = true, true; w.Write(d, 3) }))
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, o := range []Options{{Workers: 2}, {Workers: 2, Kinds: Ways | Relations, Peek: true}} {
			var e *Error
			if err := readAll(data, o); err != nil && !errors.As(err, &e) {
				t.Fatalf("not an *Error: %v", err)
			}
		}
	})
}

// FuzzBlob feeds the inside of a blob to the decoder: the fuzzer need not know zlib.
func FuzzBlob(f *testing.F) {
	form := func(plain bool) (blocks [][]byte) {
		data := written(func(w *pbftest.Writer) { w.Plain = plain; w.Write(pbftest.MustParse(small), 100) })
		file, err := New("seed", bytes.NewReader(data), int64(len(data)))
		if err == nil {
			err = file.Scan(context.Background(), Options{}, func(b *Block) error {
				blocks = append(blocks, bytes.Clone(b.raw))
				return nil
			})
		}
		if err != nil {
			f.Fatal(err)
		}
		return blocks
	}
	for _, b := range append(form(false), form(true)...) {
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		b := &Block{raw: data}
		if b.decode(All) == nil {
			var d pbftest.Data
			collect(b, &d) // touches every column
		}
		firstKind(data, int64(len(data)))
	})
}
