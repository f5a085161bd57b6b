package cch

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"
	"time"
)

// peer is one line of the table of BenchmarkPeers.
type peer struct {
	name, unit string
	reference  float64 // RoutingKit's figure for New York, in the unit; 0 if there is none
	divide     float64 // nanoseconds in the unit
	do         func(s, t NodeID)
	batch      int // how often in a round
	times      []time.Duration
}

// BenchmarkPeers measures everything once, side by side with a plain bidirectional
// Dijkstra: in each of several rounds, some of each, so that a busy machine slows them all;
// medians. Beside them stand figures of RoutingKit (C++) for the same graph, on like cores,
// and the ratio to them. What a fixed table answers is not quite its one-to-many: it pins
// targets beforehand as well, but searches.
//
//	go test ./cch -run - -bench Peers -benchtime 1x
func BenchmarkPeers(b *testing.B) {
	w, h := benchWorld(), benchHierarchy()
	rng := rand.New(rand.NewPCG(1, 2))
	for b.Loop() {
		peers := peersOf(b, w, h)
		for range 10 {
			for i := range peers {
				p := &peers[i]
				for range p.batch {
					s, t := NodeID(rng.IntN(w.g.Nodes)), NodeID(rng.IntN(w.g.Nodes))
					from := time.Now()
					p.do(s, t)
					p.times = append(p.times, time.Since(from))
				}
			}
		}
		fmt.Print("\n", tableOf(peers), memoryOf(b, w, h)) // b.Log would cut it short
	}
	b.ReportMetric(0, "ns/op")
}

func peersOf(b *testing.B, w *world, h *Hierarchy) []peer {
	basic, perfect := w.metric(b, h, 1), w.metric(b, h, 1)
	perfect.Perfect()
	both := w.metric(b, h, 2)
	scratch := [2]*Metric{w.metric(b, h, 1), w.metric(b, h, 2)}
	plain, qb, qp := newBidirectional(w.g, w.weights), NewQuery(basic), NewQuery(perfect)
	points := randomPoints(w.g.Nodes, 2000)
	table, row, memory := NewTargets(perfect, points[1000:]), make([]Distance, 1000), NewScratch(h)
	square := make([]Distance, 1e6)
	both.Perfect()
	var way []ArcID

	same := func(s, t NodeID, got Distance) {
		if want := plain.distance(s, t); got != want {
			b.Fatalf("%d to %d: %d, Dijkstra %d", s, t, got, want)
		}
	}
	for i := range 200 {
		s, t := points[i].Node, points[i+200].Node
		same(s, t, qb.Distance(s, t))
		same(s, t, qp.Distance(s, t))
	}
	order := func(threads int) func(s, t NodeID) {
		made := 0
		return func(_, _ NodeID) {
			if made++; made > 3 {
				return // a round takes seconds
			}
			order, err := Order(w.g, w.x, w.y, threads)
			if err != nil {
				b.Fatal(err)
			}
			if _, err = Build(w.g, order); err != nil {
				b.Fatal(err)
			}
		}
	}
	customize := func(m *Metric, perfect bool) func(s, t NodeID) {
		return func(_, _ NodeID) {
			if err := m.Customize(w.weights); err != nil {
				b.Fatal(err)
			}
			if perfect {
				m.Perfect()
			}
		}
	}
	return []peer{
		{name: "order and build, 1 thread", unit: "s", reference: 8.7, divide: 1e9, batch: 1, do: order(1)},
		{name: "order and build, 2 threads", unit: "s", divide: 1e9, batch: 1, do: order(2)},
		{name: "customize, 1 thread", unit: "ms", reference: 63, divide: 1e6, batch: 3, do: customize(scratch[0], false)},
		{name: "customize, 2 threads", unit: "ms", divide: 1e6, batch: 3, do: customize(scratch[1], false)},
		{name: "customize and perfect, 1 thread", unit: "ms", divide: 1e6, batch: 2, do: customize(scratch[0], true)},
		{name: "customize and perfect, 2 threads", unit: "ms", divide: 1e6, batch: 2, do: customize(scratch[1], true)},
		{name: "distance, bidirectional Dijkstra", unit: "µs", divide: 1e3, batch: 50, do: func(s, t NodeID) { plain.distance(s, t) }},
		{name: "distance, basic", unit: "µs", reference: 22, divide: 1e3, batch: 1000, do: func(s, t NodeID) { qb.Distance(s, t) }},
		{name: "distance, perfect", unit: "µs", reference: 22, divide: 1e3, batch: 1000, do: func(s, t NodeID) { qp.Distance(s, t) }},
		{name: "with path, basic", unit: "µs", reference: 69, divide: 1e3, batch: 1000, do: func(s, t NodeID) { _, way = qb.Route(s, t, way[:0]) }},
		{name: "with path, perfect", unit: "µs", reference: 69, divide: 1e3, batch: 1000, do: func(s, t NodeID) { _, way = qp.Route(s, t, way[:0]) }},
		{name: "1 to 1,000 fixed", unit: "µs", reference: 740, divide: 1e3, batch: 200, do: func(s, _ NodeID) { table.Row(memory, Point{s, 0}, row) }},
		{name: "1,000 × 1,000, 1 thread", unit: "ms", reference: 740, divide: 1e6, batch: 2, do: func(_, _ NodeID) { NewTargets(perfect, points[1000:]).Rows(points[:1000], square) }},
		{name: "1,000 × 1,000, 2 threads", unit: "ms", divide: 1e6, batch: 2, do: func(_, _ NodeID) { NewTargets(both, points[1000:]).Rows(points[:1000], square) }},
	}
}

func tableOf(peers []peer) string {
	var out strings.Builder
	fmt.Fprintf(&out, "%-34s %10s    %10s %8s %6s\n", "", "median", "RoutingKit", "ratio", "n")
	for _, p := range peers {
		times := p.times
		if p.unit == "s" {
			times = times[:3]
		}
		m := median(times) / p.divide
		fmt.Fprintf(&out, "%-34s %10.4g %-2s", p.name, m, p.unit)
		if p.reference > 0 {
			fmt.Fprintf(&out, " %10.4g %8.2f", p.reference, m/p.reference)
		} else {
			fmt.Fprintf(&out, " %10s %8s", "", "")
		}
		fmt.Fprintf(&out, " %6d\n", len(times))
	}
	return out.String()
}

func memoryOf(b *testing.B, w *world, h *Hierarchy) string {
	before := heapBytes()
	again, err := Build(w.g, h.a.Node)
	if err != nil {
		b.Fatal(err)
	}
	built := heapBytes()
	m := w.metric(b, again, 1)
	basic := heapBytes()
	m.Perfect()
	perfect := heapBytes()
	runtime.KeepAlive(m)
	per := func(bytes int64) int64 { return bytes / int64(w.g.Nodes) }
	return fmt.Sprintf("bytes for each of %d nodes: hierarchy %d, metric %d, perfect %d more\n", w.g.Nodes, per(built-before), per(basic-built), per(perfect-basic))
}
