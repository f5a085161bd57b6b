package mapped

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"

	"waythrough/road/osm/profile"
	"waythrough/road/street"
)

// BenchmarkGateTables measures, on Liechtenstein, what an overlay of borders asks of roads:
// for each profile its gates, the table of all to all by both measures, a row of it from a
// place, the sweep from a place to every node, and opening all cuts at a price.
//
//	go test ./road/mapped -run - -bench GateTables -benchtime 50x
func BenchmarkGateTables(b *testing.B) {
	path := filepath.Join(b.TempDir(), "liechtenstein.network")
	if err := Build(context.Background(), path, streetsOf(b, sharedExtract(b, "liechtenstein.osm.pbf")), About{Kind: "osm"}, Options{}); err != nil {
		b.Fatal(err)
	}
	n, err := Open(path)
	if err != nil {
		b.Fatal(err)
	}
	defer n.Close()
	table := make([]*variant, profile.Count)
	for p := range table {
		table[p] = &variant{name: profile.Profile(p).String()}
	}
	for b.Loop() {
		for p, v := range table {
			r, err := n.Roads(profile.Profile(p))
			if err != nil {
				b.Fatal(err)
			}
			if err := v.gates(r); err != nil {
				b.Fatal(err)
			}
		}
	}
	fmt.Print("\nLiechtenstein\n", tableOf(table))
	b.ReportMetric(0, "ns/op")
}

func (v *variant) gates(r *Roads) (err error) {
	var gates []Gate
	if v.cells == nil {
		v.count("states", r.States())
		v.count("gates", len(r.Gates()))
	}
	v.time("listing the gates", "µs", func() { gates = r.Gates() })
	spots := Spots(gates)
	for m := range Measure(measures) {
		v.time("gates to gates by "+m.String(), "ms", func() { _, err = r.Table(m, spots, spots) })
		if err != nil {
			return err
		}
	}
	edge := street.Edge(len(r.n.Streets.From) / 2)
	for !r.usable(edge) {
		edge++
	}
	place, out := Snap{Edge: edge, Share: 0.5}.Spot(), make([]uint64, len(spots))
	targets, err := r.Targets(Duration, spots)
	if err != nil {
		return err
	}
	v.time("a place to gates", "µs", func() { err = targets.Row(place, out) })
	if err != nil {
		return err
	}
	v.time("a place to every node", "ms", func() { _, err = r.Reach(Duration, []Spot{place}, nil) })
	if err != nil {
		return err
	}
	v.time("all cuts opened at a price", "ms", func() { _, err = r.ThroughAt(func(street.Half) (uint32, bool) { return 600_000, true }) })
	return err
}
