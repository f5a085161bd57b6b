package netfile

import (
	"context"
	"path/filepath"
	"testing"
)

const benchBytes = 1 << 30

// benchFile writes 1 GiB in sixteen sections.
func benchFile(b *testing.B, path string) {
	b.Helper()
	data := make([]uint32, benchBytes/16/4)
	for i := range data {
		data[i] = uint32(i)
	}
	var columns []column
	for i := range 16 {
		columns = append(columns, columnOf[uint32]{string(rune('a' + i)), data})
	}
	if err := build(path, columns...); err != nil {
		b.Fatal(err)
	}
}

func BenchmarkWrite(b *testing.B) {
	path := filepath.Join(b.TempDir(), "x.network")
	b.SetBytes(benchBytes)
	for b.Loop() {
		benchFile(b, path)
	}
}

func BenchmarkOpen(b *testing.B) {
	path := filepath.Join(b.TempDir(), "x.network")
	benchFile(b, path)
	b.ReportAllocs()
	for b.Loop() {
		f, err := Open(path)
		if err != nil {
			b.Fatal(err)
		}
		f.Close()
	}
}

func BenchmarkVerify(b *testing.B) {
	path := filepath.Join(b.TempDir(), "x.network")
	benchFile(b, path)
	f := open(b, path)
	b.SetBytes(benchBytes)
	for b.Loop() {
		if err := f.Verify(context.Background(), nil); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkGuard(b *testing.B) {
	path, _ := smallFile(b)
	f := open(b, path)
	n := 0
	for b.Loop() {
		if err := f.Guard(func() { n++ }); err != nil {
			b.Fatal(err)
		}
	}
}
