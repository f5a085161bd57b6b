//go:build unix

package pbf

import (
	"bytes"
	"context"
	"os"
	"syscall"
	"testing"
	"time"

	"github.com/paulmach/osm/osmpbf"
)

// The reader beside the library it is checked against, over the real extracts, in
// megabytes of the file a second. Each is repeated until it is 40 MB long, since
// extracts of whole countries are what users bring, and starting costs little there.
// MB/cpu-s counts processor time, which other programs on the machine do not change:
//
//	go test ./road/osm/pbf -run '^$' -bench Read -benchmem
func BenchmarkRead(b *testing.B) {
	for _, path := range extracts(b) {
		f, err := Open(path)
		if err != nil {
			b.Fatal(err)
		}
		data := repeated(b, path, f.first, 40<<20)
		if !hasPlainNodes(b, f) {
			b.Run(f.Name()+"/library", func(b *testing.B) { benchmarkLibrary(b, data) })
		}
		b.Run(f.Name()+"/columns", func(b *testing.B) { benchmarkScan(b, data, Options{}) })
		b.Run(f.Name()+"/one-worker", func(b *testing.B) { benchmarkScan(b, data, Options{Workers: 1}) })
		b.Run(f.Name()+"/ways-peek", func(b *testing.B) { benchmarkScan(b, data, Options{Kinds: Ways | Relations, Peek: true}) })
		_ = f.Close()
	}
}

// repeated gives a file with its blobs of data again and again.
func repeated(b *testing.B, path string, first int64, size int) []byte {
	data, err := os.ReadFile(path)
	if err != nil {
		b.Fatal(err)
	}
	for once := data[first:]; len(data) < size; {
		data = append(data, once...)
	}
	return data
}

func benchmarkScan(b *testing.B, data []byte, o Options) {
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	defer reportCPU(b, len(data), cpuTime())
	for b.Loop() {
		f, err := New("bench", bytes.NewReader(data), int64(len(data)))
		if err != nil {
			b.Fatal(err)
		}
		n := 0
		if err := f.Scan(context.Background(), o, func(b *Block) error {
			n += len(b.Nodes.ID) + len(b.Ways.ID) + len(b.Relations.ID)
			return nil
		}); err != nil || n == 0 {
			b.Fatal(n, err)
		}
	}
}

func benchmarkLibrary(b *testing.B, data []byte) {
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	defer reportCPU(b, len(data), cpuTime())
	for b.Loop() {
		s := osmpbf.New(context.Background(), bytes.NewReader(data), 2)
		n := 0
		for s.Scan() {
			n++
		}
		if s.Err() != nil || n == 0 {
			b.Fatal(n, s.Err())
		}
		_ = s.Close()
	}
}

func reportCPU(b *testing.B, size int, before time.Duration) {
	b.ReportMetric(float64(size)*float64(b.N)/1e6/(cpuTime()-before).Seconds(), "MB/cpu-s")
}

// cpuTime is what the process has used, of the system's work for it too.
func cpuTime() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
