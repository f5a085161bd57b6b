package cch

// reduction takes nodes of degree at most 2 out of a graph, the cheap start of any
// good order: taking out a node of degree 0 or 1 joins nothing, and a node of
// degree 2 leaves one edge behind. About half of a road network goes this way.
//
// It works in rounds, each of which takes out no two neighbours, so that a chain of
// n nodes falls in about log₂ n rounds and becomes a shallow tree, not a deep one.
// Beside a hub, a node with more than hubDegree neighbours, nothing is taken out: each
// edit of its row would cost its length, and a star the square of its size.
type reduction struct {
	adj    adjacency // rows are edited in place: a row never grows
	degree []uint32
	gone   []bool
	touch  []uint32 // the round in which a neighbour went
	order  []uint32 // nodes taken out, first to last
}

// hubDegree is far above any degree in a road network, which seldom reaches 10.
const hubDegree = 256

// reduce runs the rounds until every node left has three neighbours or more, or a hub
// among them. It overwrites adj. O(n + m).
func reduce(adj adjacency) *reduction {
	n := adj.nodes()
	r := &reduction{
		adj:    adj,
		degree: make([]uint32, n),
		gone:   make([]bool, n),
		touch:  make([]uint32, n),
		order:  make([]uint32, 0, n),
	}
	var queue, next []uint32
	for v := range uint32(n) {
		r.degree[v] = adj.first[v+1] - adj.first[v]
		if r.degree[v] <= 2 {
			queue = append(queue, v)
		}
	}
	for round := uint32(1); len(queue) > 0; round++ {
		next = next[:0]
		for _, v := range queue {
			switch {
			case r.gone[v] || r.besideHub(v):
			case r.touch[v] == round:
				next = append(next, v)
			default:
				next = r.take(v, round, next)
			}
		}
		queue, next = next, queue
	}
	return r
}

// take removes v and appends to next the neighbours that it made small.
func (r *reduction) take(v, round uint32, next []uint32) []uint32 {
	row := r.row(v)
	if len(row) == 2 {
		a, b := row[0], row[1]
		if r.has(a, b) {
			r.drop(a, v)
			r.drop(b, v)
		} else {
			r.replace(a, v, b)
			r.replace(b, v, a)
		}
	} else if len(row) == 1 {
		r.drop(row[0], v)
	}
	for _, u := range row {
		r.touch[u] = round
		if r.degree[u] <= 2 {
			next = append(next, u)
		}
	}
	r.gone[v] = true
	r.order = append(r.order, v)
	return next
}

func (r *reduction) row(v uint32) []uint32 {
	return r.adj.head[r.adj.first[v]:][:r.degree[v]]
}

func (r *reduction) besideHub(v uint32) bool {
	for _, u := range r.row(v) {
		if r.degree[u] > hubDegree {
			return true
		}
	}
	return false
}

func (r *reduction) has(v, u uint32) bool {
	for _, h := range r.row(v) {
		if h == u {
			return true
		}
	}
	return false
}

func (r *reduction) drop(v, u uint32) {
	row := r.row(v)
	for i, h := range row {
		if h == u {
			row[i] = row[len(row)-1]
			r.degree[v]--
			return
		}
	}
}

func (r *reduction) replace(v, old, new uint32) {
	row := r.row(v)
	for i, h := range row {
		if h == old {
			row[i] = new
			return
		}
	}
}
