package osm

import (
	"context"

	"waythrough/road/osm/pbf"
)

// Options of Extract. The zero value serves.
type Options struct {
	Workers int // 0 is one a processor
	// Country, if not nil, is asked once, when the boundaries are known, for a
	// function that says in which country a point lies: ISO 3166-1 alpha-2 in
	// capitals, or "". It is asked for one point of each road, one after another, and
	// gives the limits of speed that the country's law implies.
	Country func([]Boundary, []BoundaryLine) func(Point) string
	// Progress, if not nil, is told how many bytes of how many are done, over both
	// passes, by the goroutine that called Extract.
	Progress func(done, total int64)
}

// Extract reads files into a graph. An error of a file is a *pbf.Error.
func Extract(ctx context.Context, files []*pbf.File, o Options) (*Graph, error) {
	x := &extraction{files: files, Options: o, g: &Graph{}, sets: tagSets{byKey: map[string]*tagSet{}}}
	x.noNodes = make([]map[int64]bool, len(files))
	for _, f := range files {
		x.total += 2 * f.Size()
	}
	for i := range files {
		if err := x.readRoads(ctx, i); err != nil {
			return nil, err
		}
	}
	x.mergeRoads()
	x.chooseBorders()
	x.chooseNodes()
	for i := range files {
		if err := x.readNodes(ctx, i); err != nil {
			return nil, err
		}
	}
	x.build()
	return x.g, nil
}

// An extraction is the state between the passes.
type extraction struct {
	Options
	files []*pbf.File
	g     *Graph
	sets  tagSets
	roads roads

	restrictions []Restriction
	boundaries   []Boundary
	borders      []borderWay
	posts        []postWay
	noNodes      []map[int64]bool // by file: blobs without nodes

	ids   []int64 // of the nodes needed, rising
	at    []Point
	flags []NodeFlags
	use   []uint8 // see countUses

	done, total int64
}

// roads are the ways that somebody may use, as columns. Lists of nodes are packed:
// zigzag deltas from one to the next, 2 to 3 bytes a node.
type roads struct {
	id        []int64
	set       []uint32 // number of the tagSet
	name, ref []StringID
	firstRef  []uint64 // where the list of road i begins in refs; one more at the end
	refs      []byte
}

func (r *roads) packed(i uint32) []byte { return r.refs[r.firstRef[i]:r.firstRef[i+1]] }

// progress is given to a scan of a file.
func (x *extraction) progress() func(int64) {
	if x.Progress == nil {
		return nil
	}
	before := x.done
	return func(done int64) { x.Progress(before+done, x.total) }
}
