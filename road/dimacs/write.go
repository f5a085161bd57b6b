package dimacs

import (
	"bufio"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
)

// WriteGraph writes a .gr file, not gzipped, with comments before it. ReadGraph reads
// the same graph of it.
func WriteGraph(w io.Writer, g *Graph, comment ...string) error {
	if err := g.check(); err != nil {
		return fmt.Errorf("writing a graph of %d nodes: %w", g.Nodes, err)
	}
	out := newWriter(w, comment)
	out.line("p sp", int64(g.Nodes), int64(len(g.Tail)))
	for a := range g.Tail {
		out.line("a", int64(g.Tail[a])+1, int64(g.Head[a])+1, int64(g.Weight[a]))
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("writing a graph of %d nodes: %w", g.Nodes, err)
	}
	return nil
}

// check says what of g no file can hold.
func (g *Graph) check() error {
	if n := len(g.Tail); len(g.Head) != n || len(g.Weight) != n || uint64(n) > math.MaxUint32 {
		return fmt.Errorf("%d tails, %d heads and %d weights; there must be as many of each, up to 2³²-1", n, len(g.Head), len(g.Weight))
	}
	if g.Nodes < 0 || uint64(g.Nodes) > math.MaxUint32 {
		return fmt.Errorf("%d nodes; there may be 0 to 2³²-1", g.Nodes)
	}
	for a, tail := range g.Tail {
		if head := g.Head[a]; uint64(max(tail, head)) >= uint64(g.Nodes) {
			return fmt.Errorf("arc %d leads from node %d to %d; nodes are numbered from 0 to %d", a, tail, head, g.Nodes-1)
		}
		if g.Weight[a] > MaxWeight {
			return fmt.Errorf("arc %d has the weight %d, larger than %d; leave out an arc that can't be used", a, g.Weight[a], uint32(MaxWeight))
		}
	}
	return nil
}

// WriteCoordinates writes a .co file, not gzipped, with comments before it. The file is
// coarser: positions are rounded to 1e-6 degrees.
func WriteCoordinates(w io.Writer, c *Coordinates, comment ...string) error {
	if err := c.check(); err != nil {
		return fmt.Errorf("writing coordinates: %w", err)
	}
	out := newWriter(w, comment)
	out.line("p aux sp co", int64(len(c.Lon)))
	for i := range c.Lon {
		out.line("v", int64(i)+1, coarser(c.Lon[i]), coarser(c.Lat[i]))
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("writing coordinates of %d nodes: %w", len(c.Lon), err)
	}
	return nil
}

func (c *Coordinates) check() error {
	if len(c.Lon) != len(c.Lat) || uint64(len(c.Lon)) > math.MaxUint32 {
		return fmt.Errorf("%d longitudes and %d latitudes; there must be as many of each, up to 2³²-1", len(c.Lon), len(c.Lat))
	}
	for i, lon := range c.Lon {
		if lat := c.Lat[i]; lon < -maxLon*finer || lon > maxLon*finer || lat < -maxLat*finer || lat > maxLat*finer {
			return fmt.Errorf("node %d lies at longitude %d, latitude %d in 1e-7 degrees, which is no point on earth", i, lon, lat)
		}
	}
	return nil
}

// coarser rounds to a unit of the file, halves away from 0.
func coarser(v int32) int64 {
	if v < 0 {
		return -coarser(-v)
	}
	return (int64(v) + finer/2) / finer
}

// writer keeps the first error, as bufio.Writer does.
type writer struct {
	*bufio.Writer
	buf []byte
}

func newWriter(w io.Writer, comment []string) *writer {
	out := &writer{Writer: bufio.NewWriterSize(w, 1<<16)}
	for _, c := range comment {
		for line := range strings.SplitSeq(c, "\n") {
			out.WriteString(strings.TrimRight("c "+line, " \t\r") + "\n")
		}
	}
	return out
}

func (w *writer) line(head string, numbers ...int64) {
	w.buf = append(w.buf[:0], head...)
	for _, n := range numbers {
		w.buf = strconv.AppendInt(append(w.buf, ' '), n, 10)
	}
	w.Write(append(w.buf, '\n'))
}
