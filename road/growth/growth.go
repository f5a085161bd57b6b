// Package growth measures how the cost of real roads grows with their number: it draws
// worlds (package worldgen) from small to large, has each built into a network file, and
// asks it. The figures come as a table and as a picture.
//
// Each build is to run in a process of its own, so that its peak of memory is its own;
// the caller gives the function that does so, of Build. Times are of one run each: they show
// growth, and the benchmarks of cch and mapped show speed. Those of building are processor
// time where the system tells it, which others on the machine disturb less than the clock.
package growth

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"waythrough/road/mapped"
	"waythrough/road/osm"
	"waythrough/road/osm/profile"
	"waythrough/road/street"
	"waythrough/road/worldgen"
)

// A Size is what one world took.
type Size struct {
	Nodes, Edges, Areas, Cuts int
	States                    int
	ExtractBytes, FileBytes   int64
	PeakMemory                int64
	Read, Cut, Order          float64 // seconds that processors worked, or of the clock: see Built
	Contract, Customize, All  float64
	Clock                     float64 // seconds of the clock for the whole build
	Open, Through             float64 // seconds: to map the file; to open all cuts of a profile
	Distance, Path            float64 // seconds: medians of random queries with all cuts open
}

// Options of Measure.
type Options struct {
	Nodes   []int // of the worlds, about
	Seed    uint64
	Folder  string // for extracts and networks; they are removed again
	Queries int    // 0 is 1,000
	// Build does what the function Build does, in a process of its own.
	Build func(ctx context.Context, extract, output string) (*Built, error)
	// Done, if not nil, is told each size once it is measured.
	Done func(Size)
}

// Measure draws, builds and asks worlds of all sizes.
func Measure(ctx context.Context, o Options) ([]Size, error) {
	var out []Size
	for _, nodes := range o.Nodes {
		if err := ctx.Err(); err != nil {
			return out, err
		}
		s, err := one(ctx, o, nodes)
		if err != nil {
			return out, fmt.Errorf("measuring a world of %d nodes: %w", nodes, err)
		}
		out = append(out, s)
		if o.Done != nil {
			o.Done(s)
		}
	}
	return out, nil
}

func one(ctx context.Context, o Options, nodes int) (s Size, err error) {
	extract := filepath.Join(o.Folder, fmt.Sprintf("world-%d.osm.pbf", nodes))
	output := filepath.Join(o.Folder, fmt.Sprintf("world-%d.network", nodes))
	defer os.Remove(extract)
	defer os.Remove(output)
	if s.Areas, err = draw(worldgen.Options{Seed: o.Seed, Nodes: nodes}, extract); err != nil {
		return s, err
	}
	built, err := o.Build(ctx, extract, output)
	if err != nil {
		return s, err
	}
	s.take(built)
	return s, s.ask(output, max(1, o.Queries), o.Seed)
}

// draw writes a world; it is not kept in memory beside what is built of it.
func draw(o worldgen.Options, path string) (areas int, err error) {
	f, err := os.Create(path)
	if err != nil {
		return 0, err
	}
	w := worldgen.New(o)
	if err := w.WritePBF(f); err != nil {
		f.Close()
		return 0, err
	}
	return w.Counts().Areas, f.Close()
}

func (s *Size) take(b *Built) {
	r := &b.Report
	s.Nodes, s.Edges, s.Cuts = r.Nodes, r.Edges, r.Cuts
	s.ExtractBytes, s.FileBytes, s.PeakMemory, s.Clock = r.InputBytes, r.Bytes, r.PeakMemory, r.Seconds
	for i, p := range r.Phases {
		seconds := p.Seconds
		if b.Processor != nil {
			seconds = b.Processor[i]
		}
		s.All += seconds
		switch what := p.What[strings.LastIndex(p.What, ": ")+1:]; {
		case p.What == "reading":
			s.Read += seconds
		case strings.HasSuffix(what, "order"):
			s.Order += seconds
		case strings.HasSuffix(what, "contraction"):
			s.Contract += seconds
		case strings.Contains(what, "customization"):
			s.Customize += seconds // the last one includes writing
		default:
			s.Cut += seconds
		}
	}
}

// ask opens a network, some times for the median, and measures queries over it.
func (s *Size) ask(path string, queries int, seed uint64) error {
	var opens []float64
	for range 10 {
		start := time.Now()
		n, err := mapped.Open(path)
		if err != nil {
			return err
		}
		_, err = n.Roads(profile.Car)
		opens = append(opens, time.Since(start).Seconds())
		if err := errors.Join(err, n.Close()); err != nil {
			return err
		}
	}
	s.Open = median(opens)
	n, err := mapped.Open(path)
	if err != nil {
		return err
	}
	defer n.Close()
	roads, err := n.Roads(profile.Car)
	if err != nil {
		return err
	}
	s.States = roads.States()
	start := time.Now()
	if roads, err = roads.Through(func(street.Edge) bool { return true }); err != nil {
		return err
	}
	s.Through = time.Since(start).Seconds()
	random := rand.New(rand.NewPCG(seed, 1))
	snap := func() mapped.Snap {
		for {
			e := street.Edge(random.IntN(len(n.Streets.From)))
			if n.Streets.Open(profile.Car, street.Half(e)<<1|osm.Forward) && !n.Streets.IsCut(e) {
				return mapped.Snap{Edge: e, Share: random.Float64(), At: n.Streets.At[n.Streets.From[e]]}
			}
		}
	}
	q := roads.Router(mapped.Duration)
	var distances, paths []float64
	for range queries {
		a, b := snap(), snap()
		start = time.Now()
		q.Cost(a, b)
		distances = append(distances, time.Since(start).Seconds())
		start = time.Now()
		q.Path(a, b)
		paths = append(paths, time.Since(start).Seconds())
	}
	s.Distance, s.Path = median(distances), median(paths)
	return nil
}

func median(values []float64) float64 {
	slices.Sort(values)
	return values[len(values)/2]
}
