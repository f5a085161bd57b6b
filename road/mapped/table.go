package mapped

import (
	"errors"
	"fmt"
	"runtime"
	"sync"
	"unsafe"

	"waythrough/cch"
)

// Targets are spots to which costs are asked for, from one spot after another. What searching
// from each takes is done once, so that a row costs one search and a short loop for each: see
// cch.Table. They serve one goroutine at a time, and a Copy another; they keep the weights of
// the roads they were made of.
type Targets struct{ fixed }

// Sources are the same for the costs from spots.
type Sources struct{ fixed }

// fixed is one side of a table: the points of spot j are first[j] … first[j+1]-1 of the
// table, and what they give is too much by less[j].
type fixed struct {
	targets bool
	spots   []Spot
	table   *cch.Table
	first   []int
	less    []uint64

	q         *Router
	scratch   *cch.Scratch
	climb     cch.Climb
	distances []cch.Distance
}

// A Heading is a spot for which the sources of some roads are asked, with what searching
// from it takes done once: for several Sources, each with spots of its own. It may be shared.
type Heading struct {
	spot  Spot
	less  uint64
	roads *Roads
	of    Measure
	climb cch.Climb
}

// Targets fixes spots to which costs will be asked for. The error names a spot that is not
// of these roads, or is a fault in reading the file.
func (r *Roads) Targets(m Measure, to []Spot) (*Targets, error) {
	f, err := r.fix(m, to, true)
	return &Targets{f}, err
}

// Sources fixes spots from which costs will be asked for.
func (r *Roads) Sources(m Measure, from []Spot) (*Sources, error) {
	f, err := r.fix(m, from, false)
	return &Sources{f}, err
}

// Row writes to out the costs of the best ways from a spot to each of the targets,
// Unreachable where there is none: each equals Router.CostBetween. It allocates nothing.
func (t *Targets) Row(from Spot, out []uint64) error { return t.row(from, out) }

// Row writes to out the costs of the best ways from each of the sources to a spot.
func (s *Sources) Row(to Spot, out []uint64) error { return s.row(to, out) }

// Heading makes one for these sources, and for any other of the same roads and measure.
func (s *Sources) Heading(to Spot) (h *Heading, err error) {
	h = &Heading{spot: to, roads: s.q.r, of: s.q.m}
	return h, s.guarded(to, func() { h.less = s.rise(to, &h.climb) })
}

// Bytes is what a heading takes.
func (h *Heading) Bytes() int { return int(unsafe.Sizeof(*h)) + h.climb.Bytes() }

// RowOf is Row for a heading.
func (s *Sources) RowOf(h *Heading, out []uint64) error {
	if err := s.fits(out); err != nil {
		return err
	}
	if h.roads != s.q.r || h.of != s.q.m {
		return fmt.Errorf("a row was asked for a heading of other roads: make one of these sources")
	}
	return s.guarded(h.spot, func() { s.fill(h.spot, h.less, &h.climb, out) })
}

// Copy is the same targets for another goroutine, with memory of its own for asking.
func (t *Targets) Copy() *Targets { return &Targets{t.copy()} }

// Copy is the same sources for another goroutine.
func (s *Sources) Copy() *Sources { return &Sources{s.copy()} }

func (r *Roads) fix(m Measure, spots []Spot, targets bool) (f fixed, err error) {
	fault := r.n.Guard(func() {
		if err = r.check(spots...); err != nil {
			return
		}
		f = fixed{targets: targets, spots: spots, first: []int{0}, less: make([]uint64, len(spots)), q: r.Router(m)}
		var points []cch.Point
		for i, s := range spots {
			f.less[i] = f.set(s, targets)
			points = append(points, f.points(targets)...)
			f.first = append(f.first, len(points))
		}
		if targets {
			f.table = cch.NewTargets(r.metric[m], points)
		} else {
			f.table = cch.NewSources(r.metric[m], points)
		}
		f = f.copy()
	})
	if fault != nil {
		return fixed{}, fault
	}
	return f, err
}

// set has the router set out a spot as a target or as a source, and points gives what came
// of it.
func (f *fixed) set(s Spot, target bool) (less uint64) {
	if target {
		return f.q.targets(s)
	}
	f.q.sources(s, elsewhere)
	return 0
}

func (f *fixed) points(target bool) []cch.Point {
	if target {
		return f.q.b
	}
	return f.q.a
}

func (f *fixed) copy() fixed {
	out := *f
	out.q = f.q.r.Router(f.q.m)
	out.scratch = cch.NewScratch(f.q.r.metric[f.q.m].Hierarchy())
	out.climb = cch.Climb{}
	out.distances = make([]cch.Distance, f.table.Len())
	return out
}

func (f *fixed) row(s Spot, out []uint64) error {
	if err := f.fits(out); err != nil {
		return err
	}
	return f.guarded(s, func() { f.fill(s, f.rise(s, &f.climb), &f.climb, out) })
}

func (f *fixed) fits(out []uint64) error {
	if len(out) != len(f.spots) {
		return fmt.Errorf("a row of %d costs was asked for, and there are %d spots: give as many places as those", len(out), len(f.spots))
	}
	return nil
}

// guarded does something about a spot; the error says that it is not of these roads, or is
// a fault in reading the file.
func (f *fixed) guarded(s Spot, do func()) (err error) {
	fault := f.q.r.n.Guard(func() {
		if err = f.q.r.check(s); err == nil {
			do()
		}
	})
	if fault != nil {
		return fault
	}
	return err
}

// rise searches upward from the points of a spot, and tells by how much what they give is
// too much.
func (f *fixed) rise(s Spot, c *cch.Climb) (less uint64) {
	less = f.set(s, !f.targets)
	f.table.Climb(f.scratch, f.points(!f.targets), c)
	return less
}

func (f *fixed) fill(s Spot, less uint64, c *cch.Climb, out []uint64) {
	f.table.RowOf(f.scratch, c, f.distances)
	for j := range out {
		out[j] = Unreachable
		for _, d := range f.distances[f.first[j]:f.first[j+1]] {
			out[j] = min(out[j], uint64(d))
		}
	}
	for j, other := range f.spots {
		switch {
		case other.beside(s) && f.targets:
			out[j] = f.q.CostBetween(s, other)
		case other.beside(s):
			out[j] = f.q.CostBetween(other, s)
		case out[j] != Unreachable:
			out[j] -= less + f.less[j]
		}
	}
}

// Table is the costs of the best ways from each of some spots to each of others, row by
// row, Unreachable where there is none. It equals Router.CostBetween for each pair and uses
// as many threads as the process may. Errors are those of Targets.
func (r *Roads) Table(m Measure, from, to []Spot) ([]uint64, error) {
	targets, err := r.Targets(m, to)
	if err != nil {
		return nil, err
	}
	out := make([]uint64, len(from)*len(to))
	var wait sync.WaitGroup
	threads := min(runtime.GOMAXPROCS(0), len(from))
	faults := make([]error, threads)
	for t := range threads {
		row := targets.Copy()
		wait.Go(func() {
			for i := len(from) * t / threads; i < len(from)*(t+1)/threads && faults[t] == nil; i++ {
				faults[t] = row.Row(from[i], out[i*len(to):(i+1)*len(to)])
			}
		})
	}
	wait.Wait()
	return out, errors.Join(faults...)
}

// Matrix is Table between places.
func (r *Roads) Matrix(m Measure, from, to []Snap) ([]uint64, error) {
	return r.Table(m, Spots(from), Spots(to))
}
