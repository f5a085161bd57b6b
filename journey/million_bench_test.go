package journey

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"waythrough/record"
	"waythrough/regime"
	"waythrough/road/importer"
	"waythrough/road/mapped"
	"waythrough/road/osm/profile"
	"waythrough/road/worldgen"
	"waythrough/world"
)

// large is a drawn world of a million nodes and forty areas (or as many as
// WAYTHROUGH_NODES says), with its record and 10,000 settlements.
var large = sync.OnceValues(func() (*largeWorld, error) {
	nodes := 1_000_000
	if s := os.Getenv("WAYTHROUGH_NODES"); s != "" {
		var err error
		if nodes, err = strconv.Atoi(s); err != nil {
			return nil, err
		}
	}
	drawn := worldgen.New(worldgen.Options{Seed: 1, Nodes: nodes, Areas: 40})
	dir := filepath.Join(os.TempDir(), fmt.Sprintf("waythrough-drawn-%d", nodes))
	path := filepath.Join(dir, "drawn.network")
	if _, err := os.Stat(path); err != nil {
		if err := buildDrawn(drawn, dir, path); err != nil {
			return nil, err
		}
	}
	r, err := record.Load(record.Folder{Name: "drawn", FS: fstest.MapFS{"drawn.yaml": {Data: drawn.Record(worldgen.RecordOptions{Seed: 1})}}})
	if err != nil {
		return nil, err
	}
	n, err := mapped.Open(path)
	if err != nil {
		return nil, err
	}
	start := time.Now()
	w, err := world.OpenRoads(n, r)
	return &largeWorld{w: w, settlements: strings.Split(strings.TrimSpace(string(drawn.Settlements(10_000))), "\n")[1:], opened: time.Since(start)}, err
})

type largeWorld struct {
	w           *world.World
	settlements []string // lines: id,name,lat,lon,area,population,gdp
	opened      time.Duration
}

func buildDrawn(drawn *worldgen.World, dir, path string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	extract := filepath.Join(dir, "drawn.osm.pbf")
	f, err := os.Create(extract)
	if err != nil {
		return err
	}
	defer os.Remove(extract)
	if err := drawn.WritePBF(f); err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	_, err = importer.Extracts(context.Background(), []string{extract}, importer.Options{Output: path, Profiles: []profile.Profile{profile.Car}})
	return err
}

func openLarge(b *testing.B) *largeWorld {
	b.Helper()
	l, err := large()
	if err != nil {
		b.Fatal(err)
	}
	return l
}

func (l *largeWorld) place(b *testing.B, i int) world.Place {
	b.Helper()
	f := strings.Split(l.settlements[i], ",")
	p, err := l.w.Find(f[2] + "," + f[3])
	if err != nil {
		b.Fatal(err)
	}
	return p
}

// drawnDay is a day on which the drawn record's rules hold.
var drawnDay = record.DayOf(2024, 7, 30)

// acrossThree finds queries whose best way passes three borders.
func (l *largeWorld) acrossThree(b *testing.B, p *Planner, n int) []Query {
	b.Helper()
	rng := rand.New(rand.NewPCG(1, 1))
	areas := l.w.Record.Areas
	var out []Query
	for tries := 0; len(out) < n && tries < 100*n; tries++ {
		q := Query{From: l.place(b, rng.IntN(len(l.settlements))), To: l.place(b, rng.IntN(len(l.settlements))), By: ByCar,
			Traveller: regime.Traveller{Passports: []regime.Passport{{Nationality: areas[rng.IntN(len(areas))].ID, Type: "ordinary"}}},
			Depart:    Morning(drawnDay), Known: drawnDay, Most: 1, ItinerariesOnly: true}
		a, err := p.Plan(b.Context(), q)
		if err != nil || len(a.Itineraries) == 0 {
			continue
		}
		borders := 0
		for _, leg := range a.Itineraries[0].Legs {
			if leg.Kind == Border {
				borders++
			}
		}
		if borders == 3 {
			out = append(out, q)
		}
	}
	if len(out) < n {
		b.Fatalf("only %d queries across three borders were found", len(out))
	}
	return out
}

// BenchmarkThreeBorders asks for itineraries across three borders, with their reasons and
// the direct way: the best one, and all that are told.
func BenchmarkThreeBorders(b *testing.B) {
	l := openLarge(b)
	p := New(l.w)
	queries := l.acrossThree(b, p, 200)
	for _, most := range []int{1, mostItineraries} {
		b.Run(fmt.Sprintf("itineraries=%d", most), func(b *testing.B) {
			var took []float64
			for b.Loop() {
				for _, q := range queries {
					q.Most = most
					start := time.Now()
					if _, err := p.Plan(b.Context(), q); err != nil {
						b.Fatal(err)
					}
					took = append(took, float64(time.Since(start).Microseconds()))
				}
			}
			slices.Sort(took)
			b.ReportMetric(took[len(took)/2], "µs/median")
			b.ReportMetric(took[len(took)*99/100], "µs/p99")
			b.ReportMetric(0, "ns/op")
		})
	}
}
