package street

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"waythrough/geo"
	"waythrough/road/dimacs"
	"waythrough/road/osm"
	"waythrough/road/osm/profile"
)

// FromArcs makes streets for cars of a graph of the 9th DIMACS Challenge: durations are
// the weights of the first graph, in whatever unit it has; lengths those of the second,
// or if that is nil as the crow flies. The two must have the same arcs in the same order.
// Two arcs that are each other's way back become one edge if they are equally long. The
// arcs are otherwise kept as they are; loops and parallel ones too. Areas are unknown.
func FromArcs(duration, length *dimacs.Graph, at *dimacs.Coordinates) (*Network, error) {
	if len(at.Lat) != duration.Nodes {
		return nil, fmt.Errorf("there are %d nodes but coordinates of %d: the files don't belong together", duration.Nodes, len(at.Lat))
	}
	if length != nil && (!slices.Equal(length.Tail, duration.Tail) || !slices.Equal(length.Head, duration.Head)) {
		return nil, fmt.Errorf("the two graphs of weights have different arcs (%d and %d): give those of one network", len(duration.Tail), len(length.Tail))
	}
	n := &Network{Codes: []string{""}, TextEnd: []uint32{0}, FirstShape: []uint32{0}}
	n.Uses = []Use{{Speed: [profile.Count][2]profile.Speed{profile.Car: {1, 1}}}}
	n.OSMNode, n.Flags, n.Area = make([]int64, duration.Nodes), make([]osm.NodeFlags, duration.Nodes), make([]Area, duration.Nodes)
	n.At = make([]osm.Point, duration.Nodes)
	for v := range n.At {
		n.At[v] = osm.Point{Lat: at.Lat[v], Lon: at.Lon[v]}
	}
	lengths := n.crowLengths(duration)
	if length != nil {
		lengths = length.Weight
	}
	back := paired(duration, lengths)
	for a := range uint32(len(duration.Tail)) {
		if back[a] < a {
			continue
		}
		backward := uint32(Closed)
		if back[a] != single {
			backward = duration.Weight[back[a]]
		}
		n.addArc(Node(duration.Tail[a]), Node(duration.Head[a]), lengths[a], duration.Weight[a], backward)
	}
	n.connect()
	return n, nil
}

// crowLengths are the lengths of arcs as the crow flies.
func (n *Network) crowLengths(g *dimacs.Graph) []uint32 {
	out := make([]uint32, len(g.Tail))
	for a := range out {
		d := geo.Distance(n.At[g.Tail[a]].LatLon(), n.At[g.Head[a]].LatLon())
		out[a] = uint32(math.Round(float64(d) * 10))
	}
	return out
}

const single = math.MaxUint32

func (n *Network) addArc(from, to Node, length, forward, backward uint32) {
	n.From, n.To, n.Way = append(n.From, from), append(n.To, to), append(n.Way, 0)
	n.Name, n.Ref, n.Use, n.Length = append(n.Name, 0), append(n.Ref, 0), append(n.Use, 0), append(n.Length, length)
	n.FirstShape = append(n.FirstShape, 0)
	for p := range n.Duration {
		f, b := uint32(Closed), uint32(Closed)
		if p == int(profile.Car) {
			f, b = forward, backward
		}
		n.Duration[p][0], n.Duration[p][1] = append(n.Duration[p][0], f), append(n.Duration[p][1], b)
	}
}

// paired finds for each arc the one that leads back, equally long; each is used once.
func paired(g *dimacs.Graph, length []uint32) []uint32 {
	order := make([]uint32, len(g.Tail))
	back := make([]uint32, len(g.Tail))
	for i := range order {
		order[i], back[i] = uint32(i), single
	}
	ends := func(a uint32) (lo, hi uint32) { return min(g.Tail[a], g.Head[a]), max(g.Tail[a], g.Head[a]) }
	// Of two nodes the arcs come together, those of one length together, up before down.
	slices.SortFunc(order, func(a, b uint32) int {
		alo, ahi := ends(a)
		blo, bhi := ends(b)
		return cmp.Or(cmp.Compare(alo, blo), cmp.Compare(ahi, bhi), cmp.Compare(length[a], length[b]), cmp.Compare(a, b))
	})
	for i := 0; i < len(order); {
		lo, hi := ends(order[i])
		var up, down []uint32
		j := i
		for ; j < len(order); j++ {
			if l, h := ends(order[j]); l != lo || h != hi || length[order[j]] != length[order[i]] {
				break
			}
			switch {
			case g.Tail[order[j]] == g.Head[order[j]]: // a loop is its own way back, and stays alone
			case g.Tail[order[j]] == lo:
				up = append(up, order[j])
			default:
				down = append(down, order[j])
			}
		}
		for k := range min(len(up), len(down)) {
			back[up[k]], back[down[k]] = down[k], up[k]
		}
		i = j
	}
	return back
}
