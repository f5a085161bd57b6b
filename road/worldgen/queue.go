package worldgen

// A queue gives out what costs least first; of equals, the lower number, so that the
// order of insertion never shows.
type queue struct{ list []queued }

type queued struct {
	cost float64
	item int32
}

func (a queued) before(b queued) bool {
	return a.cost < b.cost || a.cost == b.cost && a.item < b.item
}

func (q *queue) push(cost float64, item int32) {
	q.list = append(q.list, queued{cost, item})
	for i := len(q.list) - 1; i > 0; {
		up := (i - 1) / 2
		if !q.list[i].before(q.list[up]) {
			return
		}
		q.list[i], q.list[up] = q.list[up], q.list[i]
		i = up
	}
}

func (q *queue) pop() (x queued, ok bool) {
	n := len(q.list) - 1
	if n < 0 {
		return x, false
	}
	x = q.list[0]
	q.list[0] = q.list[n]
	q.list = q.list[:n]
	for i := 0; 2*i+1 < n; {
		low := 2*i + 1
		if low+1 < n && q.list[low+1].before(q.list[low]) {
			low++
		}
		if !q.list[low].before(q.list[i]) {
			break
		}
		q.list[i], q.list[low] = q.list[low], q.list[i]
		i = low
	}
	return x, true
}

// A forest joins things into groups (union–find, with halving of paths).
type forest []int32

func newForest(n int) forest {
	f := make(forest, n)
	for i := range f {
		f[i] = int32(i)
	}
	return f
}

func (f forest) root(i int32) int32 {
	for f[i] != i {
		f[i] = f[f[i]]
		i = f[i]
	}
	return i
}

// join reports whether two things were apart.
func (f forest) join(a, b int32) bool {
	a, b = f.root(a), f.root(b)
	f[max(a, b)] = min(a, b)
	return a != b
}
