package allpairs

import "slices"

// merger makes rows out of what is known of arcs that opened and of columns searched anew.
type merger struct {
	*revision
	low     []uint64 // by town: the least cost over an arc that opened; none between rows
	touched []bool   // by cell: low holds something
}

// merge takes what gets cheaper by arcs that opened, and what the columns searched anew
// say: they tell what holds after everything. It reports whether every sum fits; the row
// is to be searched if not.
func (m *merger) merge(k int, c *Change) bool {
	n, ok := m.net, true
	if len(m.better.arcs) > 0 {
		for _, l := range m.better.leads[k] {
			for cell := range m.touched {
				if ok && m.matters(&m.better, k, l, cell) {
					ok = m.lower(l, cell, c)
				}
			}
		}
	}
	for cell, touched := range m.touched {
		if touched {
			m.touched[cell] = false
			m.take(int(n.first[cell]), int(n.first[cell+1]), c)
		}
	}
	if !ok {
		c.To, c.after = c.To[:0], c.after[:0]
		return false
	}
	m.mix(k, c)
	return true
}

// lower takes the ways over an arc to the towns of a cell.
func (m *merger) lower(l lead, cell int, c *Change) bool {
	n := m.net
	t := m.better.arcs[l.arc].on.tail(n, cell)
	if t.tooLong {
		return false
	}
	m.touched[cell] = true
	low := m.low[n.first[cell]:n.first[cell+1]]
	low = low[:len(t.costs)]
	if n.fits(l.cost, t.most, 0) {
		for j, d := range t.costs {
			low[j] = min(low[j], l.cost+d)
		}
		return true
	}
	before := c.before[n.first[cell]:]
	for j, d := range t.costs {
		switch {
		case d == none || !n.under(l.cost, d, 0, min(low[j], before[j])):
		case n.fits(l.cost, d, 0):
			low[j] = l.cost + d
		default:
			return false
		}
	}
	return true
}

// take tells what of some towns is cheaper, and empties low.
func (m *merger) take(first, end int, c *Change) {
	c.To, c.after = slices.Grow(c.To, end-first), slices.Grow(c.after, end-first)
	low, before := m.low[first:end], c.before[first:end]
	to, after := c.To, c.after
	for j, w := range low {
		if w < before[j] && (m.listed == nil || !m.listed[first+j]) {
			to, after = append(to, int32(first+j)), append(after, w)
		}
		low[j] = none
	}
	c.To, c.after = to, after
}

// mix puts what the columns say between the rest, in order.
func (m *merger) mix(k int, c *Change) {
	if len(m.columns) == 0 {
		return
	}
	rest, costs := slices.Clone(c.To), slices.Clone(c.after)
	c.To, c.after = c.To[:0], c.after[:0]
	add := func(j int32, w uint64) { c.To, c.after = append(c.To, j), append(c.after, w) }
	i := 0
	for x, j := range m.columns {
		for ; i < len(rest) && rest[i] < j; i++ {
			add(rest[i], costs[i])
		}
		if w := m.column[x][k]; w != c.before[j] {
			add(j, w)
		}
	}
	for ; i < len(rest); i++ {
		add(rest[i], costs[i])
	}
}
