package cch

import (
	"bufio"
	"compress/gzip"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
)

// world is a graph with places and weights.
type world struct {
	name    string
	g       Graph
	x, y    []int32
	weights []Weight
}

// dimacsFolder holds the graphs of the 9th DIMACS Challenge.
func dimacsFolder() string {
	if dir := os.Getenv("WAYTHROUGH_DIMACS"); dir != "" {
		return dir
	}
	return filepath.Join("..", "..", "shared", "data", "dimacs")
}

// newYork reads New York's travel times once.
var newYork = sync.OnceValues(func() (*world, error) {
	w := &world{name: "NewYork"}
	err := lines(filepath.Join(dimacsFolder(), "USA-road-d.NY.co.gz"), 'v', func(v [3]int) {
		w.x, w.y = append(w.x, int32(v[1])), append(w.y, int32(v[2]))
	})
	if err != nil {
		return nil, err
	}
	w.g.Nodes = len(w.x)
	return w, lines(filepath.Join(dimacsFolder(), "USA-road-t.NY.gr.gz"), 'a', func(a [3]int) {
		w.add(a[0]-1, a[1]-1, Weight(a[2]))
	})
})

// lines reads the lines of a DIMACS file that begin with a letter and hold 3 numbers.
func lines(name string, kind byte, do func([3]int)) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return err
	}
	s := bufio.NewScanner(z)
	for s.Scan() {
		fields := strings.Fields(s.Text())
		if len(fields) != 4 || fields[0] != string(kind) {
			continue
		}
		var numbers [3]int
		for i := range numbers {
			if numbers[i], err = strconv.Atoi(fields[i+1]); err != nil {
				return err
			}
		}
		do(numbers)
	}
	return s.Err()
}

func TestNewYorkEqualsDijkstra(t *testing.T) {
	if testing.Short() {
		t.Skip("New York takes minutes under the race detector")
	}
	w, err := newYork()
	if err != nil {
		t.Skipf("NOT TESTED on New York: set WAYTHROUGH_DIMACS to the folder of USA-road-t.NY.gr.gz (%v)", err)
	}
	queries := 1000
	if os.Getenv("WAYTHROUGH_LONG") != "" {
		queries = 10_000
	}
	m := w.metric(t, w.hierarchy(t, nil), 0)
	m.Perfect()
	checkRandom(t, w, m, queries)
}

func (h *Hierarchy) triangles() (n uint64) {
	for a := range h.a.Head {
		n += uint64(h.a.First[h.a.Tail[a]+1]) - uint64(a) - 1
	}
	return n
}
