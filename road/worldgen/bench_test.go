package worldgen

import (
	"fmt"
	"io"
	"runtime"
	"testing"
)

// A counter counts bytes.
type counter struct{ n int }

func (c *counter) Write(b []byte) (int, error) { c.n += len(b); return len(b), nil }

// Drawing and writing worlds, with the memory that the process has taken by then:
//
//	go test ./road/worldgen -run '^$' -bench World -benchtime 1x
func BenchmarkWorld(b *testing.B) {
	for _, nodes := range []int{50_000, 500_000, 5_000_000} {
		o := Options{Seed: 1, Nodes: nodes}
		b.Run(fmt.Sprintf("draw/nodes=%d", nodes), func(b *testing.B) {
			for b.Loop() {
				New(o)
			}
		})
		b.Run(fmt.Sprintf("write/nodes=%d", nodes), func(b *testing.B) {
			w, size := New(o), 0
			for b.Loop() {
				var c counter
				if err := w.WritePBF(&c); err != nil {
					b.Fatal(err)
				}
				size = c.n
			}
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			b.ReportMetric(float64(m.Sys)/1e6, "MB-taken")
			b.ReportMetric(float64(size)/1e6, "MB-file")
			c := w.Counts()
			b.ReportMetric(float64(c.Nodes), "nodes")
			b.ReportMetric(float64(c.Edges), "edges")
			b.ReportMetric(float64(c.OSMNodes), "osm-nodes")
		})
	}
}

func BenchmarkTables(b *testing.B) {
	for b.Loop() {
		places, links := Tables(TableOptions{Seed: 1})
		_, _ = io.Discard.Write(append(places, links...))
	}
}

// Law and settlements of a world of a million nodes:
//
//	go test ./road/worldgen -run '^$' -bench LawAndPeople -benchtime 5x
func BenchmarkLawAndPeople(b *testing.B) {
	w := New(Options{Seed: 1, Nodes: 1_000_000})
	b.Run("record", func(b *testing.B) {
		for b.Loop() {
			w.Record(RecordOptions{})
		}
		b.ReportMetric(float64(len(w.crossings)), "crossings")
	})
	b.Run("settlements=10000", func(b *testing.B) {
		for b.Loop() {
			w.Settlements(10_000)
		}
	})
}
