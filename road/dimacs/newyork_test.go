package dimacs

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// challenge is where the files of the challenge lie.
func challenge(name string) string {
	if dir := os.Getenv("WAYTHROUGH_DIMACS"); dir != "" {
		return filepath.Join(dir, name)
	}
	return filepath.Join("..", "..", "..", "shared", "data", "dimacs", name)
}

// New York is as its own comments and its publisher's list say: 264,346 nodes, 733,846
// arcs, the same in distances and in times, all near New York.
func TestNewYork(t *testing.T) {
	path := challenge("USA-road-d.NY.gr.gz")
	if _, err := os.Stat(path); err != nil {
		t.Skipf("NOT TESTED on New York: %s is absent; set WAYTHROUGH_DIMACS to its folder", path)
	}
	d, err := OpenGraph(path)
	if err != nil {
		t.Fatal(err)
	}
	times, err := OpenGraph(challenge("USA-road-t.NY.gr.gz"))
	if err != nil {
		t.Fatal(err)
	}
	at, err := OpenCoordinates(challenge("USA-road-d.NY.co.gz"))
	if err != nil {
		t.Fatal(err)
	}
	const nodes, arcs = 264_346, 733_846
	if d.Nodes != nodes || times.Nodes != nodes || len(at.Lon) != nodes || len(d.Tail) != arcs || cap(d.Tail) > arcs+arcs/100 {
		t.Errorf("%d, %d and %d nodes, %d arcs", d.Nodes, times.Nodes, len(at.Lon), len(d.Tail))
	}
	if !slices.Equal(d.Tail, times.Tail) || !slices.Equal(d.Head, times.Head) || slices.Equal(d.Weight, times.Weight) {
		t.Error("the arcs of distances are not those of times")
	}
	if d.Tail[0] != 0 || d.Head[0] != 1 || d.Weight[0] != 803 || at.Lon[0] != -735307670 || at.Lat[0] != 410853960 {
		t.Errorf("the first arc is %d %d %d, the first node at %d, %d", d.Tail[0], d.Head[0], d.Weight[0], at.Lon[0], at.Lat[0])
	}
	if slices.Min(at.Lon) < -75e7 || slices.Max(at.Lon) > -73e7 || slices.Min(at.Lat) < 40e7 || slices.Max(at.Lat) > 42e7 {
		t.Errorf("longitudes %d to %d, latitudes %d to %d", slices.Min(at.Lon), slices.Max(at.Lon), slices.Min(at.Lat), slices.Max(at.Lat))
	}
}

// BenchmarkRead reads a drawn grid of a million arcs, plain and gzipped, and New York
// where it is at hand, in megabytes of text a second:
//
//	go test ./road/dimacs -run '^$' -bench Read -benchmem
func BenchmarkRead(b *testing.B) {
	var text bytes.Buffer
	if err := WriteGraph(&text, grid(500)); err != nil {
		b.Fatal(err)
	}
	run := func(name string, file []byte, size int64) {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(size)
			for b.Loop() {
				if _, err := ReadGraph(name, bytes.NewReader(file)); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	run("grid", text.Bytes(), int64(text.Len()))
	run("grid.gz", []byte(zipped(text.String())), int64(text.Len()))
	file, err := os.ReadFile(challenge("USA-road-t.NY.gr.gz"))
	if err != nil {
		fmt.Fprintln(os.Stderr, "NOT MEASURED on New York:", err)
		return
	}
	z, err := gzip.NewReader(bytes.NewReader(file))
	if err != nil {
		b.Fatal(err)
	}
	plain, err := io.ReadAll(z)
	if err != nil {
		b.Fatal(err)
	}
	run("NewYork", plain, int64(len(plain)))
	run("NewYork.gz", file, int64(len(plain)))
}

// grid is a square of streets both ways.
func grid(side int) *Graph {
	g := &Graph{Nodes: side * side}
	arc := func(a, b int) {
		g.Tail, g.Head = append(g.Tail, uint32(a), uint32(b)), append(g.Head, uint32(b), uint32(a))
		w := uint32(a) * 2654435761 >> 20
		g.Weight = append(g.Weight, w, w+1)
	}
	for v := range g.Nodes {
		if v%side > 0 {
			arc(v-1, v)
		}
		if v >= side {
			arc(v-side, v)
		}
	}
	return g
}

func BenchmarkWriteGraph(b *testing.B) {
	g := grid(500)
	var size bytes.Buffer
	if err := WriteGraph(&size, g); err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(size.Len()))
	for b.Loop() {
		if err := WriteGraph(io.Discard, g); err != nil {
			b.Fatal(err)
		}
	}
}
