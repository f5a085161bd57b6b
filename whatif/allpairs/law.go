package allpairs

import (
	"fmt"
	"slices"
)

// Never says in Law.Next that a link may not be used.
const Never = -1

// A Law is what one kind of traveller may do. What he has done so far, where a law asks
// about it, is a history, one of 0 … Histories-1; he begins with 0. Mostly there is
// one only.
type Law struct {
	Histories int
	// Next gives for each history and link, at history × links + link, the history
	// after the link, or Never.
	Next []int32
}

// A Side is what holds at the links: one of the states that are compared. Histories
// that are numbered alike on two sides make an update cheap; any numbering is right.
type Side struct {
	Laws  []Law  // by group
	Costs []Cost // by link; nil: the links' own
}

// maxStates bounds gates, cells or links times histories, which a search keeps labels
// of.
const maxStates = 1 << 28

// side is a checked Side, kept apart from the caller's slices.
type side struct {
	laws  []Law
	costs []uint64
}

func (n *Network) checkSide(s Side) (*side, error) {
	if len(s.Laws) != n.groups {
		return nil, fmt.Errorf("the side has %d laws; the towns are of %d groups, and each has one", len(s.Laws), n.groups)
	}
	costs, err := n.packCosts(s.Costs)
	if err != nil {
		return nil, err
	}
	out := &side{costs: costs}
	for g, l := range s.Laws {
		if err := n.checkLaw(l); err != nil {
			return nil, fmt.Errorf("reading the law of group %d: %w", g, err)
		}
		if len(n.links) == 0 {
			l.Histories = 1
		}
		out.laws = append(out.laws, Law{l.Histories, slices.Clone(l.Next)})
	}
	return out, nil
}

func (n *Network) checkLaw(l Law) error {
	if most := maxStates / max(1, n.forward.nodes(), n.backward.nodes(), n.forward.cells(), len(n.links)); l.Histories < 1 || l.Histories > most {
		return fmt.Errorf("%d histories; there is at least one, and in a network of this size there may be %d", l.Histories, most)
	}
	if len(l.Next) != l.Histories*len(n.links) {
		return fmt.Errorf("there are %d moves in Next; %d histories of %d links need %d", len(l.Next), l.Histories, len(n.links), l.Histories*len(n.links))
	}
	for i, h := range l.Next {
		if h < Never || int(h) >= l.Histories {
			return fmt.Errorf("link %d leads from history %d into %d; there are %d", i%len(n.links), i/len(n.links), h, l.Histories)
		}
	}
	return nil
}

// graph is a law in one direction: the arcs that may be used, by the history and cell
// in which they begin. A place is a history and a cell: history × cells + cell; a
// state is a history and a node: history × nodes + node.
type graph struct {
	*half
	net   *Network
	first []int32  // arcs of each place, and the end
	gate  []int32  // by arc: its port, counted from the first of the cell
	cost  []uint64 // by arc
	most  []uint64 // by place, of cost
	to    []target // by arc
	// ends reports that ways count as over in any history; backwards they do only
	// where journeys begin, in history 0.
	ends bool
}

// back is the half of the other direction, whose nodes are the ports.
func (g *graph) back() *half {
	if g.ends {
		return &g.net.backward
	}
	return &g.net.forward
}

// target is where an arc leads, and by which link.
type target struct{ state, place, local, link int32 }

// compile makes the graph of a law. Forwards an arc leads from its exit in a history to
// its entry in the next one; backwards the other way.
func (n *Network) compile(l *Law, costs []uint64, forward bool) *graph {
	g := &graph{net: n, half: &n.backward}
	if forward {
		g.half, g.ends = &n.forward, true
	}
	cells := g.cells()
	g.first = make([]int32, cells*l.Histories+1)
	g.most = make([]uint64, cells*l.Histories)
	arcs := 0
	n.arcs(l, g, func(place int, _ int, _ target) {
		g.first[place+1]++
		arcs++
	})
	for i := range g.first[1:] {
		g.first[i+1] += g.first[i]
	}
	g.gate, g.cost, g.to = make([]int32, arcs), make([]uint64, arcs), make([]target, arcs)
	at := slices.Clone(g.first)
	n.arcs(l, g, func(place, port int, t target) {
		k := at[place]
		at[place]++
		g.gate[k], g.cost[k], g.to[k] = int32(port), costs[t.link], t
		g.most[place] = n.most(g.most[place], costs[t.link])
	})
	return g
}

// arcs lists the arcs of a law with the place and the port where they begin.
func (n *Network) arcs(l *Law, g *graph, yield func(place, port int, t target)) {
	links, ports := len(n.links), g.back()
	for h := range l.Histories {
		for _, link := range g.order {
			next := l.Next[h*links+int(link)]
			if next == Never {
				continue
			}
			begin, end := h, int(next)
			port, node := n.links[link].Exit, n.links[link].Entry
			if !g.ends {
				begin, end = end, begin
				port, node = node, port
			}
			from, into := int(ports.cellOf[port]), int(g.cellOf[node])
			yield(begin*g.cells()+from, port-int(g.port[from]), target{
				state: int32(end*g.nodes() + node), place: int32(end*g.cells() + into),
				local: int32(node) - g.node[into], link: link,
			})
		}
	}
}
