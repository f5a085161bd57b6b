package osm

import (
	"bytes"
	"fmt"
	"runtime"
	"testing"
	"time"

	"waythrough/road/osm/pbf"
	"waythrough/road/osm/pbf/pbftest"
)

// From the file to the graph, in megabytes of the file a second:
//
//	go test ./road/osm -run '^$' -bench Extract -benchmem
func BenchmarkExtract(b *testing.B) {
	for _, path := range extracts(b) {
		f := open(b, path)
		b.Run(f.Name(), func(b *testing.B) {
			b.SetBytes(f.Size())
			nodes := 0
			for b.Loop() {
				nodes = len(extract(b, Options{}, f).OSMNode)
			}
			b.ReportMetric(float64(nodes)*float64(b.N)/b.Elapsed().Seconds()/1e6, "Mnodes/s")
		})
	}
}

// BenchmarkGrowth reads drawn grids of 50 thousand crossings and more, in bytes a
// crossing: what the graph keeps, and the most that was in use while it was made,
// garbage included:
//
//	go test ./road/osm -run '^$' -bench Growth -benchtime 1x
func BenchmarkGrowth(b *testing.B) {
	for _, side := range []int{224, 500, 1000, 2000} {
		b.Run(fmt.Sprintf("crossings=%d", side*side), func(b *testing.B) {
			data := grid(side)
			f, err := pbf.New("grid", bytes.NewReader(data), int64(len(data)))
			if err != nil {
				b.Fatal(err)
			}
			b.SetBytes(int64(len(data)))
			for b.Loop() {
				measure(b, f)
			}
		})
	}
}

func measure(b *testing.B, f *pbf.File) {
	runtime.GC()
	before := inUse()
	stop, most := make(chan struct{}), make(chan uint64)
	go func() {
		top := uint64(0)
		for tick := time.NewTicker(5 * time.Millisecond); ; {
			select {
			case <-tick.C:
				top = max(top, inUse())
			case <-stop:
				most <- top
				return
			}
		}
	}()
	g := extract(b, Options{}, f)
	close(stop)
	peak := <-most
	runtime.GC()
	kept, nodes := inUse()-before, float64(len(g.OSMNode))
	b.ReportMetric(float64(peak-before)/nodes, "peak-B/crossing")
	b.ReportMetric(float64(kept)/nodes, "kept-B/crossing")
	runtime.KeepAlive(g)
}

// BenchmarkPlaces reads settlements without roads, each of two names in other languages
// and an old one, in bytes a settlement: what the graph keeps, and the most in use while it
// was made, garbage included:
//
//	go test ./road/osm -run '^$' -bench Places -benchtime 1x
func BenchmarkPlaces(b *testing.B) {
	for _, count := range []int{100_000, 1_000_000} {
		b.Run(fmt.Sprintf("places=%d", count), func(b *testing.B) {
			var d pbftest.Data
			for i := range count {
				d.Nodes = append(d.Nodes, placeNode(int64(i+1), "place", "village", "name", fmt.Sprint("Village ", i),
					"name:en", fmt.Sprint("Village ", i), "name:ru", fmt.Sprint("Деревня ", i), "old_name", fmt.Sprint("Dorf ", i), "population", fmt.Sprint(i+1)))
			}
			data := pbftest.Bytes(d, 8000)
			d = pbftest.Data{}
			f, err := pbf.New("places", bytes.NewReader(data), int64(len(data)))
			if err != nil {
				b.Fatal(err)
			}
			for b.Loop() {
				runtime.GC()
				before := inUse()
				g := extract(b, Options{}, f)
				peak := inUse()
				runtime.GC()
				b.ReportMetric(float64(peak-before)/float64(count), "peak-B/place")
				b.ReportMetric(float64(inUse()-before)/float64(count), "kept-B/place")
				runtime.KeepAlive(g)
			}
		})
	}
}

// grid writes a town of side × side crossings: streets of ten blocks each, with a
// bend in the middle of every block.
func grid(side int) []byte {
	var d pbftest.Data
	at := func(row, col int) int64 { return int64(row*4*side+col) + 1 }
	for row := range 2 * side {
		for col := range 2 * side {
			if row%2 == 0 || col%2 == 0 {
				d.Nodes = append(d.Nodes, pbftest.Node{ID: at(row, col), Lat: int32(row * 5000), Lon: int32(col*5000 + row%7*100)})
			}
		}
	}
	kinds := []string{"residential", "residential", "tertiary", "secondary"}
	for line := range side {
		for from := 0; from+2 < 2*side; from += 20 {
			along, across := pbftest.Way{}, pbftest.Way{}
			for i := from; i <= min(from+20, 2*side-2); i++ {
				along.Refs, across.Refs = append(along.Refs, at(2*line, i)), append(across.Refs, at(i, 2*line))
			}
			along.Tags = []string{"highway", kinds[line%4], "name", fmt.Sprintf("%dth Street", line)}
			across.Tags = []string{"highway", kinds[line%4], "name", fmt.Sprintf("%dth Avenue", line)}
			along.ID, across.ID = int64(len(d.Ways)+1), int64(len(d.Ways)+2)
			d.Ways = append(d.Ways, along, across)
		}
	}
	return pbftest.Bytes(d, 8000)
}

// inUse is memory in heap spans that hold objects, live or not yet collected.
func inUse() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapInuse
}
