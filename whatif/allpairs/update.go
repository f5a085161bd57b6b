package allpairs

import (
	"fmt"
	"slices"
	"sync/atomic"
)

// A Change tells the pairs from one town whose cost changed. It is valid as long as the
// visit that it was handed to.
type Change struct {
	From int
	To   []int32 // ascending

	scale         scale
	before, after []uint64 // by town before, by place in To after
}

// Before is the cost to To[k] before; false if there was no way.
func (c *Change) Before(k int) (Cost, bool) { return c.scale.told(c.before[c.To[k]]) }

// After is the cost to To[k] after; false if there is no way any more.
func (c *Change) After(k int) (Cost, bool) { return c.scale.told(c.after[k]) }

// Update gives the matrix of another side, the same to the last bit as if computed
// anew. It searches where ways ran over what closed or became dearer, and merges in
// what opened or became cheaper; rows in which nothing changes are shared.
func (m *Matrix) Update(s Side) (*Matrix, error) {
	after, err := m.net.checkSide(s)
	if err != nil {
		return nil, err
	}
	out := &Matrix{net: m.net, side: after, rows: slices.Clone(m.rows)}
	var own atomic.Int64
	err = m.revise(after, func(c *Change) {
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
// error some rows may have been visited.
func (m *Matrix) Changes(s Side, visit func(*Change)) error {
	after, err := m.net.checkSide(s)
	if err != nil {
		return err
	}
	return m.revise(after, visit)
}

// revise finds the rows that change.
func (m *Matrix) revise(after *side, visit func(*Change)) error {
	towns := make([][]int32, m.net.groups)
	for i, g := range m.net.group {
		towns[g] = append(towns[g], int32(i))
	}
	for g := range towns {
		if len(towns[g]) == 0 {
			continue
		}
		r := m.newRevision(after, g, towns[g])
		if len(r.worse)+len(r.better) == 0 {
			continue
		}
		r.trace()
		if err := r.rows(visit); err != nil {
			return fmt.Errorf("updating the ways of group %d: %w", g, err)
		}
	}
	return nil
}

// rows finds the changes of each row of the group.
func (r *revision) rows(visit func(*Change)) error {
	var failed failure
	parallel(len(r.towns), func() func(int) {
		s, row := &search{}, filled(nil, r.net.towns)
		c := &Change{scale: r.net.scale}
		return func(k int) {
			c.From = int(r.towns[k])
			c.before = r.base.rows[c.From]
			c.To, c.after = c.To[:0], c.after[:0]
			if r.anew || r.rowAnew[k] || !r.merge(k, row, c) {
				s.use(r.after, row)
				if s.town(c.From) {
					failed.at(c.From)
				}
				c.differing(row)
				fill(row)
			}
			if len(c.To) > 0 {
				visit(c)
			}
		}
	})
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

// merge takes what the columns searched anew say, and what gets cheaper by arcs that
// opened: to those columns nothing, they say what holds after everything. low is a row of none, to work with. It reports whether
// every sum fits; the row is to be searched if not.
func (r *revision) merge(k int, low []uint64, c *Change) bool {
	n, ok := r.net, true
	for x, j := range r.columns {
		if w := r.column[x][c.From]; w != c.before[j] {
			c.To = append(c.To, j)
			low[j] = w
		}
	}
	for _, l := range r.gains.of(k) {
		t := &r.better[l.arc]
		fits := n.fits(l.lead, t.most, 0)
		for x, j := range t.towns {
			now := min(c.before[j], low[j])
			if fits && l.lead+t.tail[x] >= now || !fits && !n.under(l.lead, t.tail[x], 0, now) {
				continue
			}
			if !fits && !n.fits(l.lead, t.tail[x], 0) {
				ok = false
				continue
			}
			if low[j] == none {
				c.To = append(c.To, j)
			}
			low[j] = l.lead + t.tail[x]
		}
	}
	slices.Sort(c.To)
	for _, j := range c.To {
		c.after = append(c.after, low[j])
		low[j] = none
	}
	if !ok {
		c.To, c.after = c.To[:0], c.after[:0]
	}
	return ok
}
