package peers

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"waythrough/geo"
	"waythrough/road/importer"
	"waythrough/road/mapped"
	"waythrough/road/osm/profile"
)

// BenchmarkRoutino asks Routino and us for ways between the same places of New York, by
// length (answers are held against each other) and by time (each by its own speeds).
func BenchmarkRoutino(b *testing.B) {
	extract := shared(b, "osm", "new-york-from-dimacs.osm.pbf")
	r := &routino{
		split:  installed(b, "routino", "planetsplitter"),
		router: installed(b, "routino", "routino-router"),
		folder: b.TempDir(),
	}
	for b.Loop() {
		_, prepared := run(b, nil, r.split, "--dir="+r.folder, "--prefix=ny", "--loggable", "--prune-none", extract)
		path := r.folder + "/ny.network"
		report, err := importer.Extracts(context.Background(), []string{extract}, importer.Options{Output: path, Profiles: []profile.Profile{profile.Car}})
		if err != nil {
			b.Fatal(err)
		}
		n, err := mapped.Open(path)
		if err != nil {
			b.Fatal(err)
		}
		fmt.Printf("\nRoutino, New York's extract, random pairs%14s %9s\n", "median", "× ours")
		fmt.Printf("%-44s %12.4g s\n%-44s %12.4g s\n", "prepared by planetsplitter", prepared.Seconds(), "prepared by us", report.Seconds)
		r.compare(b, n, mapped.Length, "--shortest")
		r.compare(b, n, mapped.Duration, "--quickest")
		n.Close()
	}
	b.ReportMetric(0, "ns/op")
}

type routino struct{ split, router, folder string }

const routinoPairs = 30

func (r *routino) compare(b *testing.B, n *mapped.Network, m mapped.Measure, by string) {
	roads, err := n.Roads(profile.Car)
	if err != nil {
		b.Fatal(err)
	}
	q, rng := roads.Router(m), rand.New(rand.NewPCG(1, 2))
	place := func() geo.LatLon { return n.Streets.At[rng.IntN(len(n.Streets.At))].LatLon() }
	var ours, search, whole, nothing []time.Duration
	worst := 0.0
	for range routinoPairs {
		from, to := place(), place()
		start := time.Now()
		way := ourWay(b, q, from, to)
		ours = append(ours, time.Since(start))
		out, took := r.ask(b, from, to, by, "--loggable", "--logtime", "--output-none")
		search, whole = append(search, searched(b, out)), append(whole, took)
		_, idle := r.ask(b, from, from, by, "--loggable", "--logtime", "--output-none")
		nothing = append(nothing, idle)
		if m == mapped.Length {
			worst = max(worst, r.off(b, from, to, &way))
		}
	}
	line("ours, by "+m.String()+": snap, search, path", ours, 0)
	line("Routino "+by+", its steps of the search", search, median(ours))
	line("  its process less one that goes nowhere", []time.Duration{max(0, median(whole)-median(nothing))}, median(ours))
	if m == mapped.Length {
		fmt.Printf("lengths of %d ways differ by %.2g %% at most\n", routinoPairs, 100*worst)
	}
}

func ourWay(b *testing.B, q *mapped.Router, from, to geo.LatLon) mapped.Path {
	s, err := q.Snap(from, 1000, 1)
	if err != nil {
		b.Fatal(err)
	}
	t, err := q.Snap(to, 1000, 1)
	if err != nil {
		b.Fatal(err)
	}
	p, ok := q.Path(s[0], t[0])
	if !ok {
		b.Fatalf("there is no way from %v to %v, and New York is one piece", from, to)
	}
	return p
}

// ask finds a way and gives what the program prints. By length all roads are as good as
// each other, as for us; its own preferences are left alone by time.
func (r *routino) ask(b *testing.B, from, to geo.LatLon, by string, output ...string) (string, time.Duration) {
	args := []string{"--dir=" + r.folder, "--prefix=ny", "--profiles=/usr/share/routino/profiles.xml",
		"--translations=/usr/share/routino/translations.xml", "--transport=motorcar", by,
		"--lat1=" + degrees(from.Lat), "--lon1=" + degrees(from.Lon), "--lat2=" + degrees(to.Lat), "--lon2=" + degrees(to.Lon)}
	if by == "--shortest" {
		for _, kind := range []string{"motorway", "trunk", "primary", "secondary", "tertiary", "unclassified", "residential", "service"} {
			args = append(args, "--highway-"+kind+"=100")
		}
		for _, property := range []string{"paved", "multilane", "bridge", "tunnel", "footroute", "bicycleroute"} {
			args = append(args, "--property-"+property+"=50") // neither sought nor shunned
		}
	}
	return run(b, nil, r.router, append(args, output...)...)
}

func degrees(d float64) string { return strconv.FormatFloat(d, 'f', 7, 64) }

var routinoStep = regexp.MustCompile(`(?m)^\[ *(\d+):(\d+\.\d+)\] Found (?:Start|Finish|Middle|Combined) Route`)

// searched adds up the steps that Routino says it took between its points.
func searched(b *testing.B, out string) (sum time.Duration) {
	steps := routinoStep.FindAllStringSubmatch(out, -1)
	if steps == nil {
		b.Fatalf("Routino does not say how long it searched:\n%s", tail([]byte(out)))
	}
	for _, step := range steps {
		minutes, _ := strconv.Atoi(step[1])
		seconds, _ := strconv.ParseFloat(step[2], 64)
		sum += time.Duration(minutes)*time.Minute + time.Duration(seconds*1e9)
	}
	return sum
}

// off is by what part the length of Routino's way differs from ours. It prints lengths to
// 0.1 km, sums up an edge's to whole metres each, and takes the earth's radius at the
// equator, which is 0.112 % more than ours: a difference beyond all three fails.
func (r *routino) off(b *testing.B, from, to geo.LatLon, way *mapped.Path) float64 {
	ours := float64(way.Length) / 10
	out, _ := r.ask(b, from, to, "--shortest", "--output-text", "--output-stdout")
	lines := strings.Split(strings.TrimSpace(out), "\n")
	fields := strings.Split(lines[len(lines)-1], "\t")
	if len(fields) < 5 {
		b.Fatalf("Routino's way ends with a line that gives no length: %q", lines[len(lines)-1])
	}
	km, err := strconv.ParseFloat(strings.TrimSuffix(strings.TrimSpace(fields[4]), " km"), 64)
	if err != nil {
		b.Fatal(err)
	}
	differ := math.Abs(km*1000 - ours)
	if differ > 50+float64(len(way.Halves))+0.00112*ours+1 {
		b.Errorf("from %v to %v: Routino's shortest way has %.1f km, ours %.4f", from, to, km, ours/1000)
	}
	return differ / ours
}
