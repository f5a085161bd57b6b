package dimacs

import (
	"cmp"
	"io"
	"slices"
)

// Coordinates are those of the nodes of a graph, in units of 1e-7 degrees.
type Coordinates struct{ Lon, Lat []int32 }

var places = kind{"nodes", "p aux sp co NODES", 'v', "v NODE X Y"}

// The largest longitude and latitude of a file, in 1e-6 degrees, and how many units of
// Coordinates make one of the file.
const (
	maxLon = 180e6
	maxLat = 90e6
	finer  = 10
)

// OpenCoordinates is ReadCoordinates of the file at path.
func OpenCoordinates(path string) (*Coordinates, error) { return load(path, ReadCoordinates) }

// ReadCoordinates reads a .co file, gzipped or not, in which every node is placed once,
// in any order; name stands for it in errors. The error is Errors; coordinates with an
// error are not returned.
func ReadCoordinates(name string, r io.Reader) (*Coordinates, error) {
	f, c := open(name, r, places), &Coordinates{}
	var late []placed // what came before its turn
	for {
		fields, ok := f.next()
		if !ok {
			break
		}
		node, i := number(fields, 0)
		x, i := signed(fields, i)
		y, i := signed(fields, i)
		switch turn := uint64(len(c.Lon)) + 1; {
		case !ends(fields, i):
			f.fail("%q is not of the form %q, whole numbers", "v"+shown(fields), f.form)
		case node-1 >= uint64(f.nodes):
			f.fail("node %d is none; nodes are numbered from 1 to the count in the p line, %d", node, f.nodes)
		case x < -maxLon || x > maxLon || y < -maxLat || y > maxLat:
			f.fail("%d, %d is no point on earth; write longitude and latitude in 1e-6 degrees, up to 180000000 and 90000000", x, y)
		case node < turn:
			f.fail("node %d is placed a second time; a node has one place", node)
		case node == turn:
			c.add(f.want, x, y)
		default:
			late = append(late, placed{int32(x), int32(y), uint32(node), f.lines.number})
		}
	}
	c.addLate(f, late)
	if err := f.finish(); err != nil {
		return nil, err
	}
	return c, nil
}

type placed struct {
	x, y int32
	node uint32
	line int
}

func (c *Coordinates) add(want uint32, x, y int64) {
	c.Lon = append(room(c.Lon, want), int32(x*finer))
	c.Lat = append(room(c.Lat, want), int32(y*finer))
}

// addLate puts what came before its turn where it belongs.
func (c *Coordinates) addLate(f *file, late []placed) {
	slices.SortFunc(late, func(a, b placed) int {
		return cmp.Or(cmp.Compare(a.node, b.node), cmp.Compare(a.line, b.line))
	})
	for _, p := range late {
		switch turn := uint64(len(c.Lon)) + 1; {
		case uint64(p.node) < turn:
			f.failAt(p.line, "node %d is placed elsewhere in the file too; a node has one place", p.node)
		case uint64(p.node) > turn && len(f.errs) == 0:
			f.failAt(0, "node %d is not placed; every node up to %d must be", turn, f.nodes)
			return
		default:
			c.add(f.want, int64(p.x), int64(p.y))
		}
	}
}
