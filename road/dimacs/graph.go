package dimacs

import (
	"io"
	"math"
)

// A Graph is a list of arcs, in the order of its file, as slices side by side.
type Graph struct {
	Nodes      int      // at most 2³²-1; as the file says: more than any arc needs, perhaps
	Tail, Head []uint32 // 0 … Nodes-1
	Weight     []uint32 // 0 … MaxWeight
}

// MaxWeight is the largest weight of an arc.
const MaxWeight = math.MaxUint32 - 1

var graphs = kind{"arcs", "p sp NODES ARCS", 'a', "a TAIL HEAD WEIGHT"}

// OpenGraph is ReadGraph of the file at path.
func OpenGraph(path string) (*Graph, error) { return load(path, ReadGraph) }

// ReadGraph reads a .gr file, gzipped or not; name stands for it in errors. The error is
// Errors; a graph with an error is not returned. r is read in large pieces, maybe beyond
// the end of what was gzipped.
func ReadGraph(name string, r io.Reader) (*Graph, error) {
	f, g := open(name, r, graphs), &Graph{}
	for {
		fields, ok := f.next()
		if !ok {
			break
		}
		tail, i := number(fields, 0)
		head, i := number(fields, i)
		weight, i := number(fields, i)
		if !ends(fields, i) {
			f.fail("%q is not of the form %q, whole numbers from 1, from 1 and from 0", "a"+shown(fields), f.form)
			continue
		}
		if nodes := uint64(f.nodes); tail-1 >= nodes || head-1 >= nodes || weight > MaxWeight {
			f.failArc(tail, head, weight)
			continue
		}
		if len(f.errs) > 0 || f.read > uint64(f.want) {
			continue
		}
		g.Tail = append(room(g.Tail, f.want), uint32(tail-1))
		g.Head = append(room(g.Head, f.want), uint32(head-1))
		g.Weight = append(room(g.Weight, f.want), uint32(weight))
	}
	if err := f.finish(); err != nil {
		return nil, err
	}
	g.Nodes = int(f.nodes)
	return g, nil
}

// failArc says which of an arc's numbers is out of bounds.
func (f *file) failArc(tail, head, weight uint64) {
	for _, end := range []struct {
		name string
		node uint64
	}{{"tail", tail}, {"head", head}} {
		if end.node-1 >= uint64(f.nodes) {
			f.fail("%s %d is no node; nodes are numbered from 1 to the count in the p line, %d", end.name, end.node, f.nodes)
			return
		}
	}
	f.fail("weight %d is larger than %d; measure in a larger unit", weight, uint32(MaxWeight))
}
