package mapped

import (
	"errors"
	"math"
	"runtime"
	"sync"

	"waythrough/cch"
	"waythrough/road/street"
)

// Matrix is the costs of the best ways from each of some places to each of others, row by
// row, Unreachable where there is none. It equals Router.Cost for each pair, and takes for
// many what a search for each place takes and a short loop for each pair: see cch.Table.
// It uses as many threads as the process may. The error is a fault in reading the file.
func (r *Roads) Matrix(m Measure, from, to []Snap) ([]uint64, error) {
	out := make([]uint64, len(from)*len(to))
	var targets *fixed
	if err := r.n.Guard(func() { targets = r.fix(m, to) }); err != nil {
		return nil, err
	}
	var wait sync.WaitGroup
	threads := runtime.GOMAXPROCS(0)
	faults := make([]error, threads)
	for t := range threads {
		wait.Go(func() {
			row := newRow(r, m, targets)
			faults[t] = r.n.Guard(func() { // each goroutine needs its own
				for i := len(from) * t / threads; i < len(from)*(t+1)/threads; i++ {
					row.fill(from[i], to, out[i*len(to):(i+1)*len(to)])
				}
			})
		})
	}
	wait.Wait()
	return out, errors.Join(faults...)
}

// fixed are the targets of a matrix: the points of place j are first[j] … first[j+1]-1 of
// the table, and what they give is too much by less[j].
type fixed struct {
	table *cch.Table
	first []int
	less  []uint64
}

func (r *Roads) fix(m Measure, to []Snap) *fixed {
	q := r.Router(m)
	f := &fixed{first: []int{0}}
	var points []cch.Point
	for _, t := range to {
		f.less = append(f.less, q.targets(t))
		points = append(points, q.b...)
		f.first = append(f.first, len(points))
	}
	f.table = cch.NewTargets(r.metric[m], points)
	return f
}

// A row is the memory of one goroutine that fills rows of a matrix.
type row struct {
	q         *Router
	to        *fixed
	scratch   *cch.Scratch
	distances []cch.Distance
}

func newRow(r *Roads, m Measure, to *fixed) *row {
	return &row{r.Router(m), to, cch.NewScratch(r.metric[m].Hierarchy()), make([]cch.Distance, to.table.Len())}
}

// nowhere is on no edge: sources from a place are those for targets on other edges.
var nowhere = Snap{Edge: street.Edge(math.MaxUint32)}

func (w *row) fill(s Snap, to []Snap, out []uint64) {
	for j := range out {
		out[j] = Unreachable
	}
	w.q.sources(s, nowhere)
	for _, p := range w.q.a {
		w.to.table.Row(w.scratch, p, w.distances)
		for j := range out {
			for _, d := range w.distances[w.to.first[j]:w.to.first[j+1]] {
				if d != cch.Unreachable {
					out[j] = min(out[j], uint64(d)-w.to.less[j])
				}
			}
		}
	}
	for j, t := range to {
		if t.Edge == s.Edge {
			out[j] = w.q.Cost(s, t)
		}
	}
}
