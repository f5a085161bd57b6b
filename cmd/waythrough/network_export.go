package main

import (
	"bufio"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"waythrough/road"
	"waythrough/road/dimacs"
	"waythrough/road/mapped"
	"waythrough/road/osm/profile"
)

type exportFlags struct {
	dimacs, turns, gzip        bool
	prefix, who, measure, path string
}

func (a *app) networkExport() *cobra.Command {
	var e exportFlags
	c := &cobra.Command{
		Use:   "export NETWORK --dimacs -o PREFIX [--profile car] [--measure duration|length] [--turns] [--gzip]",
		Short: "Write a network as a graph of arcs, for other engines to be measured on",
		Long: `Export writes PREFIX.gr and PREFIX.co in the form of the 9th DIMACS Challenge: the
arcs that a profile may use, with its durations in milliseconds or lengths in
decimetres, and the coordinates of the nodes. Cuts are closed and left out; of a
network of tables the links over borders are kept, with their usual wait.
With --turns the nodes are the states in which this program searches, so that
restrictions of turns hold; without, turns are free.`,
		Example: "  waythrough network export liechtenstein.network --dimacs -o liechtenstein --measure length",
		Args: func(c *cobra.Command, args []string) error {
			switch {
			case len(args) != 1:
				return fmt.Errorf("%s takes a network file", c.CommandPath())
			case !e.dimacs:
				return errors.New("the form is missing: --dimacs is the one there is")
			case e.prefix == "":
				return errors.New("-o is missing: PREFIX of the two files to write, PREFIX.gr and PREFIX.co")
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error {
			e.path = args[0]
			return a.export(&e)
		},
	}
	f := c.Flags()
	f.BoolVar(&e.dimacs, "dimacs", false, "in the form of the 9th DIMACS Challenge")
	f.StringVarP(&e.prefix, "output", "o", "", "path and name of the files, without .gr and .co")
	f.StringVar(&e.who, "profile", "car", strings.Join(profileNames(), ", "))
	f.StringVar(&e.measure, "measure", "duration", "duration or length")
	f.BoolVar(&e.turns, "turns", false, "of states, in which restrictions of turns hold, instead of nodes")
	f.BoolVar(&e.gzip, "gzip", false, "write PREFIX.gr.gz and PREFIX.co.gz")
	return c
}

func (a *app) export(e *exportFlags) error {
	who, err := readProfile("--profile", e.who)
	if err != nil {
		return err
	}
	m, err := readMeasure(e.measure)
	if err != nil {
		return err
	}
	kind, err := road.FileKind(e.path)
	if err != nil {
		return err
	}
	unit := map[mapped.Measure]string{mapped.Duration: "milliseconds", mapped.Length: "decimetres"}[m]
	if kind == road.Tables {
		n, err := road.OpenFile(e.path)
		if err != nil {
			return err
		}
		g, at, err := arcsOf(n, who, m)
		if err != nil {
			return fmt.Errorf("exporting %s: %w", e.path, err)
		}
		return a.writeArcs(e, unit, g, at)
	}
	return withRoads(e.path, func(n *mapped.Network) error {
		r, err := n.Roads(who)
		if err != nil {
			return err
		}
		if n.About.Kind == "dimacs" {
			unit = "the unit of the graph it was made of"
		}
		g, at := r.Graph(m, e.turns)
		return a.writeArcs(e, unit, g, at)
	})
}

// arcsOf gives the links of tables as arcs: roads, and for walkers footpaths as well.
func arcsOf(n *road.Network, who profile.Profile, m mapped.Measure) (*dimacs.Graph, *dimacs.Coordinates, error) {
	g, at := &dimacs.Graph{Nodes: len(n.Places)}, &dimacs.Coordinates{}
	for _, p := range n.Places {
		at.Lat, at.Lon = append(at.Lat, int32(math.Round(p.At.Lat*1e7))), append(at.Lon, int32(math.Round(p.At.Lon*1e7)))
	}
	add := func(tail, head road.NodeID, w int64) {
		g.Tail, g.Head, g.Weight = append(g.Tail, uint32(tail)), append(g.Head, uint32(head)), append(g.Weight, uint32(w))
	}
	for i, l := range n.Links {
		if l.Mode != road.Road && (l.Mode != road.Foot || who != profile.Foot) {
			continue
		}
		w := int64(l.Duration.Plus(l.Wait))
		if m == mapped.Length {
			w = int64(l.Distance)
		}
		if w > dimacs.MaxWeight {
			return nil, nil, fmt.Errorf("%s weighs %d, and a graph of this form holds %d at most", n.String(road.LinkID(i)), w, int64(dimacs.MaxWeight))
		}
		add(l.From, l.To, w)
		if !l.Oneway {
			add(l.To, l.From, w)
		}
	}
	return g, at, nil
}

func (a *app) writeArcs(e *exportFlags, unit string, g *dimacs.Graph, at *dimacs.Coordinates) error {
	about := fmt.Sprintf("%s for %s, %s in %s", filepath.Base(e.path), e.who, e.measure, unit)
	ending := ""
	if e.gzip {
		ending = ".gz"
	}
	graph, nodes := e.prefix+".gr"+ending, e.prefix+".co"+ending
	if err := writeAside(graph, e.gzip, func(w io.Writer) error { return dimacs.WriteGraph(w, g, about) }); err != nil {
		return err
	}
	if err := writeAside(nodes, e.gzip, func(w io.Writer) error { return dimacs.WriteCoordinates(w, at, about) }); err != nil {
		return err
	}
	if a.json {
		return a.printJSON(map[string]any{"graph": graph, "coordinates": nodes, "nodes": g.Nodes, "arcs": len(g.Tail), "measure": e.measure, "unit": unit})
	}
	_, err := fmt.Fprintf(a.out, "%s and %s: %s, %s, %s in %s\n", graph, nodes, many(g.Nodes, "node"), many(len(g.Tail), "arc"), e.measure, unit)
	return err
}

// writeAside writes a file that appears whole or not at all.
func writeAside(path string, zipped bool, write func(io.Writer) error) (err error) {
	f, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*.partial")
	if err != nil {
		return fmt.Errorf("writing %s: %w", path, err)
	}
	defer func() {
		if err != nil {
			f.Close()
			os.Remove(f.Name())
			err = fmt.Errorf("writing %s: %w", path, err)
		}
	}()
	buffer := bufio.NewWriterSize(f, 1<<20)
	if zipped {
		z := gzip.NewWriter(buffer)
		if err = errors.Join(write(z), z.Close()); err != nil {
			return err
		}
	} else if err = write(buffer); err != nil {
		return err
	}
	if err = errors.Join(buffer.Flush(), f.Chmod(0o644), f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}
