package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"waythrough/road/importer"
	"waythrough/road/osm/profile"
)

// buildFlags are those of network build.
type buildFlags struct {
	importer.Options
	tables, graphs, quiet bool
	profiles              []string
}

func (a *app) networkBuild() *cobra.Command {
	var b buildFlags
	c := &cobra.Command{
		Use: `build EXTRACT.osm.pbf... -o NETWORK [--boundaries FILE]... [--profile car,truck,foot,bicycle] [--turn-costs]
  waythrough network build --tables places.csv links.csv -o NETWORK
  waythrough network build --dimacs TIMES.gr [DISTANCES.gr] NODES.co -o NETWORK`,
		Short: "Make a network file of OpenStreetMap extracts, of a graph or of two tables",
		Long: `Build reads extracts of OpenStreetMap, several at once if need be (where they
overlap they are merged), cuts their roads at the boundaries of states, and
prepares them for searching by each profile. Boundaries that an extract holds
only in part are completed from the files of --boundaries (GeoJSON, gzipped or
not); with neither, areas are unknown and the build says so.

With --dimacs it reads a graph in the form of the 9th DIMACS Challenge, and with
--tables the two tables that --network takes as a folder.

The file appears whole or not at all, and the same input gives the same bytes.`,
		Example: `  waythrough network build liechtenstein.osm.pbf -o liechtenstein.network
  waythrough network build armenia.osm.pbf turkey.osm.pbf --boundaries land.geojson.gz -o caucasus.network
  waythrough network build --dimacs USA-road-t.NY.gr.gz USA-road-d.NY.co.gz -o new-york.network`,
		Args: func(c *cobra.Command, args []string) error {
			switch {
			case len(args) == 0:
				return errors.New("nothing was named to build a network of: give one or several extracts in OSM PBF format, or --tables or --dimacs and their files")
			case b.Output == "":
				return errors.New("-o is missing: name the network file to make, as -o caucasus.network")
			case b.tables && b.graphs:
				return errors.New("--tables and --dimacs are both given; a network is made of one of them")
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error {
			for _, s := range b.profiles {
				p, err := readProfile("--profile", s)
				if err != nil {
					return err
				}
				b.Profiles = append(b.Profiles, p)
			}
			return a.build(&b, args)
		},
	}
	f := c.Flags()
	f.StringVarP(&b.Output, "output", "o", "", "the network file to make")
	f.StringArrayVar(&b.Boundaries, "boundaries", nil, "file of land boundaries as GeoJSON, for those that the extracts hold in part (repeatable)")
	f.StringSliceVar(&b.profiles, "profile", nil, "who is to travel: "+strings.Join(profileNames(), ", ")+" (default all of them)")
	f.BoolVar(&b.TurnCosts, "turn-costs", false, "let turns take time by their angle")
	f.BoolVar(&b.tables, "tables", false, "the files are two tables, places and links")
	f.BoolVar(&b.graphs, "dimacs", false, "the files are a graph (.gr, perhaps a second with distances) and its coordinates (.co)")
	f.BoolVarP(&b.quiet, "quiet", "q", false, "say nothing but errors")
	return c
}

func (a *app) build(b *buildFlags, files []string) error {
	ctx, stop := a.interrupted("the build")
	defer stop()
	shown := newProgress(a.err, b.quiet)
	b.Reading, b.Phase = shown.reading, shown.phase
	make := importer.Extracts
	switch {
	case b.tables:
		make = importer.Tables
	case b.graphs:
		make = importer.Graphs
	}
	b.Profiles = distinct(b.Profiles)
	r, err := make(ctx, files, b.Options)
	shown.end(err == nil)
	if errors.Is(err, context.Canceled) {
		return fmt.Errorf("the build of %s was interrupted: nothing was written there", b.Output)
	}
	if err != nil {
		return err
	}
	if a.json {
		return a.printJSON(r)
	}
	if b.quiet {
		return nil
	}
	return printBuilt(newPage(a.out), r)
}

// distinct gives profiles in their own order, each once, so that how they were named
// doesn't matter to the file.
func distinct(list []profile.Profile) (out []profile.Profile) {
	var named [profile.Count]bool
	for _, p := range list {
		named[p] = true
	}
	for p := range profile.Profile(profile.Count) {
		if named[p] {
			out = append(out, p)
		}
	}
	return out
}

func printBuilt(p *page, r *importer.Report) error {
	nodes, edges, cuts := "node", "edge", "cut"
	if r.Kind == "tables" {
		nodes, edges, cuts = "place", "link within areas", "link over borders"
	}
	p.printf("%s  %s, %s, %s; %s\n", bold.Render(r.Path), many(r.Nodes, nodes), many(r.Edges, edges), many(r.Cuts, cuts), bytesOf(r.Bytes))
	if len(r.Profiles) > 0 {
		p.printf("for %s\n", strings.Join(r.Profiles, ", "))
	}
	var areas []string
	for _, area := range r.Areas {
		areas = append(areas, fmt.Sprintf("%s %s", areaName(area.Code), number(area.Nodes)))
	}
	p.text(0, "areas by "+nodes+"s: "+strings.Join(areas, ", "))
	for _, n := range r.Notes {
		p.item("!", n)
	}
	for _, met := range []struct {
		n          int
		noun, what string
	}{
		{r.MissingNodes, "node", "of roads in no extract: those roads end there"},
		{r.DuplicateWays, "road", "in several extracts: taken from the first"},
	} {
		if met.n > 0 {
			p.item("!", many(met.n, met.noun)+" "+met.what)
		}
	}
	memory := ""
	if r.PeakMemory > 0 {
		memory = fmt.Sprintf(", at most %s of memory", bytesOf(r.PeakMemory))
	}
	speed := ""
	if r.ReadMBPerS > 0 {
		speed = fmt.Sprintf(" (%s read at %.0f MB/s)", bytesOf(r.ReadBytes), r.ReadMBPerS)
	}
	p.printf("%.1f s%s%s\n", r.Seconds, speed, memory)
	return p.end("")
}

// many is count with commas between thousands; what stands after the noun's first word
// keeps its place.
func many(n int, what string) string {
	noun, rest, _ := strings.Cut(what, " ")
	if n != 1 {
		noun += "s"
	}
	return strings.TrimSpace(number(n) + " " + noun + " " + rest)
}
