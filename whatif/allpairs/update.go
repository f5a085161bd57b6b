package allpairs

import (
	"context"
	"fmt"
	"slices"
	"sync/atomic"
)

// A Change tells the pairs from one town whose cost changed. It is valid as long as the
// visit that it was handed to.
type Change struct {
	From int
	To   []int32 // ascending

	net           *Network
	before, after []uint64 // by town before, by place in To after
}

// Before is the cost to To[k] before; false if there was no way.
func (c *Change) Before(k int) (Cost, bool) { return c.net.told(c.before[c.To[k]]) }

// After is the cost to To[k] after; false if there is no way any more.
func (c *Change) After(k int) (Cost, bool) { return c.net.told(c.after[k]) }

// Update gives the matrix of another side, the same to the last bit as if computed
// anew. It searches where ways ran over what closed or became dearer, and merges in
// what opened or became cheaper; rows in which nothing changes are shared. Once ctx is done
// it stops, with an error that wraps that of ctx.
func (m *Matrix) Update(ctx context.Context, s Side) (*Matrix, error) {
	after, err := m.net.checkSide(s)
	if err != nil {
		return nil, err
	}
	out := &Matrix{net: m.net, side: after, rows: slices.Clone(m.rows)}
	var own atomic.Int64
	err = m.revise(ctx, after, func(c *Change) {
		row := slices.Clone(c.before)
		for k, j := range c.To {
			row[j] = c.after[k]
		}
		out.rows[c.From] = row
		own.Add(1)
	})
	if err != nil {
		return nil, err
	}
	out.own = int(own.Load())
	return out, nil
}

// Changes calls visit for each row that Update would change, and keeps nothing. Calls
// come from several goroutines at once, in any order, one for each row. After an
// error some rows may have been visited. Once ctx is done it stops, with an error that
// wraps that of ctx.
func (m *Matrix) Changes(ctx context.Context, s Side, visit func(*Change)) error {
	after, err := m.net.checkSide(s)
	if err != nil {
		return err
	}
	return m.revise(ctx, after, visit)
}

// revise finds the rows that change.
func (m *Matrix) revise(ctx context.Context, after *side, visit func(*Change)) error {
	for _, towns := range m.alike(after) {
		r := m.newRevision(ctx, after, int(m.net.group[towns[0]]), towns)
		if r.nothing() {
			continue
		}
		err := r.trace()
		if err == nil {
			err = r.rows(visit)
		}
		if err != nil {
			return fmt.Errorf("updating the ways of group %d: %w", m.net.group[towns[0]], err)
		}
	}
	return nil
}

// alike lists the towns of each group, those of groups that follow the same law on both
// sides together.
func (m *Matrix) alike(after *side) [][]int32 {
	var list [][]int32
	place := make([]int, m.net.groups) // of a group in the list, counted from 1
	same := func(a, b int32) bool {
		return slices.Equal(m.side.laws[a].Next, m.side.laws[b].Next) && slices.Equal(after.laws[a].Next, after.laws[b].Next)
	}
	for i, g := range m.net.group {
		if place[g] == 0 {
			// Few groups are compared: most laws differ early on.
			at := -1
			if len(list) <= mostAlike {
				at = slices.IndexFunc(list, func(towns []int32) bool { return same(g, m.net.group[towns[0]]) })
			}
			if at < 0 {
				at = len(list)
				list = append(list, nil)
			}
			place[g] = at + 1
		}
		list[place[g]-1] = append(list[place[g]-1], int32(i))
	}
	return list
}

// mostAlike bounds the laws that one is compared with.
const mostAlike = 512

// rows finds the changes of each row of the group.
func (r *revision) rows(visit func(*Change)) error {
	var failed failure
	err := parallel(r.ctx, len(r.towns), func() func(int) {
		m := merger{revision: r, low: filled(nil, r.net.towns), touched: make([]bool, r.net.forward.cells())}
		s, row := &search{ctx: r.ctx}, []uint64(nil)
		c := &Change{net: r.net}
		return func(k int) {
			c.From = int(r.towns[k])
			c.before = r.base.rows[c.From]
			c.To, c.after = c.To[:0], c.after[:0]
			if r.anew || r.rowAnew[k] || !m.merge(k, c) {
				row = resized(row, r.net.towns)
				s.use(r.after, row)
				if s.town(c.From) {
					failed.at(c.From)
				}
				if s.stopped {
					return
				}
				c.differing(row)
			}
			if len(c.To) > 0 {
				visit(c)
			}
		}
	})
	if err != nil {
		return err
	}
	return failed.err(r.net)
}

// differing takes what differs between the row before and a row.
func (c *Change) differing(row []uint64) {
	for j, w := range row {
		if w != c.before[j] {
			c.To, c.after = append(c.To, int32(j)), append(c.after, w)
		}
	}
}
