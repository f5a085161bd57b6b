package allpairs

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"sync"
)

// A Matrix holds the least cost from every town to every other on one side, for the
// law of the town where the way begins. It is immutable; one made by Update shares
// the rows that did not change. Any number of goroutines read it.
type Matrix struct {
	net  *Network
	side *side
	rows [][]uint64
	own  int // rows that are not shared with the matrix it was made from
}

// Compute finds all least costs: a search from each town, on all cores. Once ctx is done
// it stops, with an error that wraps that of ctx.
func (n *Network) Compute(ctx context.Context, s Side) (*Matrix, error) {
	checked, err := n.checkSide(s)
	if err != nil {
		return nil, err
	}
	m := &Matrix{n, checked, make([][]uint64, n.towns), n.towns}
	words := make([]uint64, n.towns*n.towns)
	for i := range m.rows {
		m.rows[i] = rowOf(words, i, n.towns)
	}
	order := make([]int32, n.towns) // by group: each worker holds one graph at a time
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortStableFunc(order, func(a, b int32) int { return cmp.Compare(n.group[a], n.group[b]) })
	var failed failure
	err = parallel(ctx, n.towns, func() func(int) {
		s, g, group := &search{ctx: ctx}, (*graph)(nil), int32(-1)
		return func(k int) {
			i := int(order[k])
			if n.group[i] != group {
				group = n.group[i]
				g = n.compile(&checked.laws[group], checked.costs, true)
			}
			s.use(g, m.rows[i])
			if s.town(i) {
				failed.at(i)
			}
		}
	})
	if err != nil {
		return nil, fmt.Errorf("searching all pairs: %w", err)
	}
	if err := failed.err(n); err != nil {
		return nil, err
	}
	return m, nil
}

// Network is the network whose towns the matrix is about.
func (m *Matrix) Network() *Network { return m.net }

// Bytes is the memory of the rows that are the matrix's own.
func (m *Matrix) Bytes() int { return 8 * m.own * m.net.towns }

// A Row is the costs from one town.
type Row struct {
	net   *Network
	words []uint64
}

// Row gives the costs from a town.
func (m *Matrix) Row(from int) Row { return Row{m.net, m.rows[from]} }

// Len is the number of towns.
func (r Row) Len() int { return len(r.words) }

// Same reports whether a row is shared with another: nothing in it changed.
func (r Row) Same(o Row) bool {
	return len(r.words) == len(o.words) && (len(r.words) == 0 || &r.words[0] == &o.words[0])
}

// To is the cost to a town; false if there is no way.
func (r Row) To(town int) (Cost, bool) { return r.net.told(r.words[town]) }

// Path gives the links of a cheapest way between two towns, in order; false if there
// is no way. It searches anew, O(e(g+t) + l log l) for e entries, l links, and g gates
// and t towns a cell.
func (m *Matrix) Path(from, to int) ([]int, bool) {
	n := m.net
	if m.rows[from][to] == none {
		return nil, false
	}
	s := &search{ctx: context.Background()}
	s.use(n.compile(&m.side.laws[n.group[from]], m.side.costs, true), make([]uint64, n.towns))
	s.town(from)
	least := s.towns[to]
	c := int(n.cellOf[to])
	local, towns := to-int(n.first[c]), int(n.first[c+1]-n.first[c])
	if n.cellOf[from] == n.cellOf[to] && n.within[c][(from-int(n.first[c]))*towns+local] == least {
		return []int{}, true
	}
	h := s.g.half
	for place := c; place < len(s.places); place += h.cells() {
		for _, k := range s.places[place].settled {
			if w := h.towns[c][int(k.local)*towns+local]; w == none || k.label+w != least {
				continue
			}
			state := int32(place/h.cells()*h.nodes()) + h.node[c] + k.local
			return s.links(state), true
		}
	}
	panic("allpairs: a town was reached over no gate")
}

// links lists the links by which a state was reached.
func (s *search) links(state int32) []int {
	var out []int
	for state >= 0 {
		o := s.from[state]
		out = append(out, int(o.link))
		state = o.state
	}
	slices.Reverse(out)
	return out
}

// failure remembers the first town from which some cost did not fit.
type failure struct {
	sync.Mutex
	failed bool
	town   int
}

func (f *failure) at(town int) {
	f.Lock()
	defer f.Unlock()
	if !f.failed || town < f.town {
		f.failed, f.town = true, town
	}
}

func (f *failure) err(n *Network) error {
	if !f.failed {
		return nil
	}
	limits := n.Limits()
	return fmt.Errorf("adding up ways from town %d: %w: costs to %d and %d fit; leave out the second quantity, or use coarser units", f.town, ErrTooLong, limits.First, limits.Second)
}
