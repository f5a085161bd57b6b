package cch

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"sync"
	"testing"
	"time"
)

// The benchmarks run on New York's travel times where they are found, on a world of
// 250,000 nodes made by roadWorld elsewhere, and on one of N nodes with -cch.nodes N.
var benchNodes = flag.Int("cch.nodes", 0, "nodes of a generated world for the benchmarks, instead of New York")

var benchWorld = sync.OnceValue(func() *world {
	if *benchNodes > 0 {
		return roadWorld(1, *benchNodes)
	}
	if w, err := newYork(); err == nil {
		return w
	}
	return roadWorld(1, 250_000)
})

var benchHierarchy = sync.OnceValue(func() *Hierarchy {
	w := benchWorld()
	order, err := Order(w.g, w.x, w.y, 0)
	if err != nil {
		panic(err)
	}
	h, err := Build(w.g, order)
	if err != nil {
		panic(err)
	}
	return h
})

// benchMetric is perfect.
var benchMetric = sync.OnceValue(func() *Metric {
	m, err := NewMetric(benchHierarchy(), benchWorld().weights, 2)
	if err != nil {
		panic(err)
	}
	m.Perfect()
	return m
})

// onThreads runs a benchmark with one thread and with two.
func onThreads(b *testing.B, do func(b *testing.B, threads int)) {
	for _, threads := range []int{1, 2} {
		b.Run(fmt.Sprintf("threads=%d", threads), func(b *testing.B) { do(b, threads) })
	}
}

func BenchmarkOrder(b *testing.B) {
	w := benchWorld()
	onThreads(b, func(b *testing.B, threads int) {
		for b.Loop() {
			if _, err := Order(w.g, w.x, w.y, threads); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkBuild(b *testing.B) {
	w := benchWorld()
	h := benchHierarchy()
	for b.Loop() {
		if _, err := Build(w.g, h.a.Node); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(h.Height()), "height")
	b.ReportMetric(float64(h.UpwardArcs()), "arcs")
	b.ReportMetric(float64(h.triangles()), "triangles")
}

func BenchmarkCustomize(b *testing.B) {
	w, h := benchWorld(), benchHierarchy()
	onThreads(b, func(b *testing.B, threads int) {
		m := w.metric(b, h, threads)
		for b.Loop() {
			if err := m.Customize(w.weights); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkPerfect(b *testing.B) {
	w, h := benchWorld(), benchHierarchy()
	onThreads(b, func(b *testing.B, threads int) {
		m := w.metric(b, h, threads)
		for b.Loop() {
			m.perfect = false
			m.Perfect()
		}
	})
}

// BenchmarkUpdate closes random arcs and opens them again: medians of each.
func BenchmarkUpdate(b *testing.B) {
	w, h := benchWorld(), benchHierarchy()
	rng := rand.New(rand.NewPCG(1, 2))
	for _, count := range []int{1, 10, 100, 300, 1000, 3000, 10_000} {
		m := w.metric(b, h, 1)
		arcs, open, closed := make([]ArcID, count), make([]Weight, count), make([]Weight, count)
		var times [2][]time.Duration
		b.Run(fmt.Sprintf("arcs=%d", count), func(b *testing.B) {
			for b.Loop() {
				for i, arc := range rng.Perm(len(w.weights))[:count] {
					arcs[i], open[i], closed[i] = ArcID(arc), w.weights[arc], Closed
				}
				for i, weights := range [][]Weight{closed, open} {
					from := time.Now()
					if err := m.Update(arcs, weights); err != nil {
						b.Fatal(err)
					}
					times[i] = append(times[i], time.Since(from))
				}
			}
			b.ReportMetric(median(times[0]), "close-ns")
			b.ReportMetric(median(times[1]), "open-ns")
			b.ReportMetric(0, "ns/op")
		})
	}
	b.Run("clone", func(b *testing.B) {
		m := w.metric(b, h, 1)
		for b.Loop() {
			if err := m.Clone().Update([]ArcID{0}, []Weight{1}); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// median is in nanoseconds; it sorts.
func median(times []time.Duration) float64 {
	slices.Sort(times)
	return float64(times[len(times)/2])
}

// medianOf reports the median time of do beside the mean.
func medianOf(b *testing.B, do func(s, t NodeID)) {
	rng, n := rand.New(rand.NewPCG(1, 2)), benchWorld().g.Nodes
	times := make([]time.Duration, 0, 1<<16)
	for b.Loop() {
		s, t := NodeID(rng.IntN(n)), NodeID(rng.IntN(n))
		from := time.Now()
		do(s, t)
		times = append(times, time.Since(from))
	}
	b.ReportMetric(median(times), "median-ns")
}

func BenchmarkDistance(b *testing.B) {
	b.Run("basic", func(b *testing.B) {
		q := NewQuery(benchWorld().metric(b, benchHierarchy(), 2))
		medianOf(b, func(s, t NodeID) { q.Distance(s, t) })
	})
	b.Run("perfect", func(b *testing.B) {
		q := NewQuery(benchMetric())
		medianOf(b, func(s, t NodeID) { q.Distance(s, t) })
	})
	for _, k := range []int{2, 4} { // ends of edges at a place
		b.Run(fmt.Sprintf("between=%dx%d", k, k), func(b *testing.B) {
			q, near := NewQuery(benchMetric()), neighbours(benchWorld().g)
			medianOf(b, func(s, t NodeID) { q.Between(near(s, k), near(t, k)) })
		})
	}
}

// neighbours returns a function that gives a node and k-1 nodes beside it, or beside those.
func neighbours(g Graph) func(v NodeID, k int) []Point {
	adj := undirected(g, func(v NodeID) uint32 { return uint32(v) })
	return func(v NodeID, k int) []Point {
		points := []Point{{v, 1}}
		for i := 0; i < len(points) && len(points) < k; i++ {
			for _, u := range adj.row(uint32(points[i].Node)) {
				if p := (Point{NodeID(u), Distance(len(points))}); len(points) < k {
					points = append(points, p)
				}
			}
		}
		return points
	}
}

func BenchmarkRoute(b *testing.B) {
	var buf []ArcID
	b.Run("basic", func(b *testing.B) {
		q := NewQuery(benchWorld().metric(b, benchHierarchy(), 2))
		medianOf(b, func(s, t NodeID) { _, buf = q.Route(s, t, buf[:0]) })
	})
	b.Run("perfect", func(b *testing.B) {
		q := NewQuery(benchMetric())
		medianOf(b, func(s, t NodeID) { _, buf = q.Route(s, t, buf[:0]) })
	})
}

func randomPoints(n, count int) []Point {
	rng := rand.New(rand.NewPCG(3, 4))
	points := make([]Point, count)
	for i := range points {
		points[i].Node = NodeID(rng.IntN(n))
	}
	return points
}

func BenchmarkTable(b *testing.B) {
	m := benchMetric()
	points := randomPoints(m.h.Nodes(), 2000)
	b.Run("pin=1000", func(b *testing.B) {
		for b.Loop() {
			NewTargets(m, points[1000:])
		}
	})
	b.Run("one-to-1000", func(b *testing.B) {
		table, scratch, out := NewTargets(m, points[1000:]), NewScratch(m.h), make([]Distance, 1000)
		medianOf(b, func(s, _ NodeID) { table.Row(scratch, Point{s, 0}, out) })
	})
	onThreads(b, func(b *testing.B, threads int) {
		m := benchWorld().metric(b, benchHierarchy(), threads)
		m.Perfect()
		out := make([]Distance, 1e6)
		b.ResetTimer()
		for b.Loop() {
			NewTargets(m, points[1000:]).Rows(points[:1000], out)
		}
	})
}

func BenchmarkSweep(b *testing.B) {
	m := benchMetric()
	s, out := NewSweep(m), make([]Distance, m.h.Nodes())
	medianOf(b, func(v, _ NodeID) { s.FromPoints([]Point{{v, 0}}, out) })
}

// BenchmarkMemory reports what stays in memory, in bytes for each node.
func BenchmarkMemory(b *testing.B) {
	w := benchWorld()
	order := slices.Clone(benchHierarchy().a.Node)
	var kept []any
	measure := func(unit string, make func() any) {
		before := heapBytes()
		kept = append(kept, make())
		b.ReportMetric(float64(heapBytes()-before)/float64(w.g.Nodes), unit)
	}
	for b.Loop() {
		kept = nil
		var h *Hierarchy
		var m *Metric
		measure("hierarchy-B/node", func() any { h, _ = Build(w.g, order); return h })
		measure("metric-B/node", func() any { m, _ = NewMetric(h, w.weights, 1); return m })
		measure("perfect-B/node", func() any { m.Perfect(); return m })
		measure("query-B/node", func() any { return NewQuery(m) })
	}
	runtime.KeepAlive(kept)
}

func heapBytes() int64 {
	runtime.GC()
	var s runtime.MemStats
	runtime.ReadMemStats(&s)
	return int64(s.HeapAlloc)
}
