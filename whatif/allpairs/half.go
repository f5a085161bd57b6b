package allpairs

import "context"

// maxBehind bounds the work of comparing the nodes of one cell.
const maxBehind = 1 << 32

func (h *half) make(towns int, links []Link, port func(Link) int) {
	cells := h.cells()
	for _, p := range []*[][]uint64{&h.across, &h.towns, &h.start, &h.behind} {
		*p = make([][]uint64, cells)
	}
	h.acrossMost, h.townsMost, h.startMost = make([]uint64, h.nodes()), make([]uint64, h.nodes()), make([]uint64, towns)
	h.cellOf = make([]int32, h.nodes())
	at := make([]int32, int(h.port[cells])+1)
	for _, l := range links {
		at[port(l)+1]++
	}
	for i := range at[1:] {
		at[i+1] += at[i]
	}
	h.order = make([]int32, len(links))
	for i, l := range links {
		h.order[at[port(l)]] = int32(i)
		at[port(l)]++
	}
}

// fill takes the tables of one cell.
func (h *half) fill(ctx context.Context, n *Network, c int, across, towns, start []uint64) {
	h.across[c], h.towns[c], h.start[c] = across, towns, start
	townCount := int(n.first[c+1] - n.first[c])
	nodes, ports := int(h.node[c+1]-h.node[c]), int(h.port[c+1]-h.port[c])
	for v := range nodes {
		node := int(h.node[c]) + v
		h.cellOf[node] = int32(c)
		h.acrossMost[node] = n.rowMost(rowOf(across, v, ports))
		h.townsMost[node] = n.rowMost(rowOf(towns, v, townCount))
	}
	for t := range townCount {
		h.startMost[int(n.first[c])+t] = n.rowMost(rowOf(start, t, ports))
	}
	if nodes*nodes*(ports+townCount) > maxBehind {
		return
	}
	behind := make([]uint64, nodes*nodes)
	for v := range nodes {
		if ctx.Err() != nil {
			return
		}
		for other := range nodes {
			d := excess(0, rowOf(across, v, ports), rowOf(across, other, ports))
			behind[v*nodes+other] = excess(d, rowOf(towns, v, townCount), rowOf(towns, other, townCount))
		}
	}
	h.behind[c] = behind
}

// excess raises d to the largest amount by which a is above b. Where a leads nowhere
// and b somewhere, that is so much that adding it to a label makes up for it only if
// b's sum does not fit.
func excess(d uint64, a, b []uint64) uint64 {
	b = b[:len(a)]
	for i, w := range a {
		d = max(d, max(w, b[i])-b[i])
	}
	return d
}
