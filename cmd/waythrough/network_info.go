package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"waythrough/road"
	"waythrough/road/mapped"
	"waythrough/road/netfile"
)

// networkFacts are what a network file holds.
type networkFacts struct {
	Path      string          `json:"path"`
	Kind      string          `json:"kind"`
	Bytes     int64           `json:"bytes"`
	Sources   []mapped.Source `json:"sources"`
	Nodes     int             `json:"nodes"`
	Edges     int             `json:"edges"` // cuts apart
	Cuts      int             `json:"cuts"`
	Areas     []areaFacts     `json:"areas"`
	Profiles  []profileFacts  `json:"profiles"`
	TurnCosts bool            `json:"turn_costs"`
	Posts     int             `json:"posts"`
	Sections  []groupFacts    `json:"sections"`
	Notes     []string        `json:"notes"`
}

type areaFacts struct {
	Code  string `json:"code"` // "" if unknown
	Nodes int    `json:"nodes"`
}

type profileFacts struct {
	Profile string `json:"profile"`
	By      string `json:"by"` // node or half-edge
	States  int    `json:"states"`
	Arcs    int    `json:"arcs"`
	Upward  int    `json:"upward_arcs"`
}

type groupFacts struct {
	Group string `json:"group"`
	Bytes int64  `json:"bytes"`
}

func (a *app) networkInfo() *cobra.Command {
	return &cobra.Command{
		Use:     "info NETWORK",
		Short:   "Say what a network file holds",
		Example: "  waythrough network info liechtenstein.network",
		Args:    one("a network file"),
		RunE: func(_ *cobra.Command, args []string) error {
			facts, err := factsOf(args[0])
			if err != nil {
				return err
			}
			if a.json {
				return a.printJSON(facts)
			}
			return printFacts(newPage(a.out), facts)
		},
	}
}

// factsOf looks into a file of any kind.
func factsOf(path string) (*networkFacts, error) {
	about, err := road.AboutFile(path)
	if err != nil {
		return nil, err
	}
	facts := &networkFacts{Path: path, Kind: about.Kind, Areas: []areaFacts{}, Profiles: []profileFacts{}, Sources: []mapped.Source{}, Notes: []string{}}
	if err := facts.addSections(path); err != nil {
		return nil, err
	}
	if about.Kind == road.Tables {
		return facts, facts.addTables(path, about)
	}
	return facts, withRoads(path, func(n *mapped.Network) error {
		s := n.Streets
		facts.Sources, facts.Notes = append(facts.Sources, n.About.Sources...), append(facts.Notes, n.About.Notes...)
		facts.Nodes, facts.Edges, facts.Cuts = len(s.At), len(s.From)-len(s.Cuts), len(s.Cuts)
		facts.TurnCosts, facts.Posts = n.About.TurnCosts, len(s.Posts)
		nodes := make([]int, 1<<16)
		for _, a := range s.Area {
			nodes[a]++
		}
		for a, code := range s.Codes {
			if nodes[a] > 0 {
				facts.Areas = append(facts.Areas, areaFacts{code, nodes[a]})
			}
		}
		facts.addProfiles(n.About.Profiles, n.Sections())
		return nil
	})
}

// addSections adds up what the columns take, by what they are about: the part of their
// names before the first stroke.
func (f *networkFacts) addSections(path string) error {
	file, err := netfile.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	for _, s := range file.Sections() {
		group, _, _ := strings.Cut(s.Name, "/")
		i := slices.IndexFunc(f.Sections, func(g groupFacts) bool { return g.Group == group })
		if i < 0 {
			i = len(f.Sections)
			f.Sections = append(f.Sections, groupFacts{Group: group})
		}
		f.Sections[i].Bytes += s.Bytes
	}
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	f.Bytes = info.Size()
	return nil
}

func (f *networkFacts) addTables(path string, about road.About) error {
	n, err := road.OpenFile(path)
	if err != nil {
		return err
	}
	for _, s := range about.Sources {
		f.Sources = append(f.Sources, mapped.Source{Name: s.Name, Bytes: s.Bytes})
	}
	f.Nodes, f.Edges = len(n.Places), len(n.Links)
	for l := range n.Links {
		if n.Border(road.LinkID(l)) {
			f.Cuts++
			f.Edges--
		}
	}
	nodes := map[string]int{}
	for _, p := range n.Places {
		nodes[p.Area]++
	}
	for _, code := range n.Areas() {
		f.Areas = append(f.Areas, areaFacts{code, nodes[code]})
	}
	return nil
}

// addProfiles tells the sizes of the graphs from the lengths of their columns.
func (f *networkFacts) addProfiles(profiles []string, sections []netfile.Info) {
	length := map[string]int{}
	for _, s := range sections {
		length[s.Name] = s.Count
	}
	for _, p := range profiles {
		x := profileFacts{
			Profile: p, By: "half-edge", States: max(length[p+"/state/first"]-1, 0),
			Arcs: length[p+"/arc/head"], Upward: length[p+"/cch/head"],
		}
		if length[p+"/state/of"] == 0 {
			x.By = "node"
		}
		f.Profiles = append(f.Profiles, x)
	}
}

func printFacts(p *page, f *networkFacts) error {
	nodes, edges, cuts, of := "node", "edge", "cut", map[string]string{"osm": "roads of OpenStreetMap", "dimacs": "a graph of arcs", road.Tables: "two tables"}[f.Kind]
	if f.Kind == road.Tables {
		nodes, edges, cuts = "place", "link within areas", "link over borders"
	}
	p.printf("%s  %s, %s\n", bold.Render(f.Path), of, bytesOf(f.Bytes))
	p.printf("%s, %s, %s", many(f.Nodes, nodes), many(f.Edges, edges), many(f.Cuts, cuts))
	if f.Posts > 0 {
		p.printf(", %s of border control or customs", many(f.Posts, "post"))
	}
	p.printf("\n")
	p.section("Made of")
	for _, s := range f.Sources {
		as := ""
		if s.As != "" {
			as = ", the map as of " + s.As
		}
		p.item("·", fmt.Sprintf("%s, %s%s", s.Name, bytesOf(s.Bytes), as))
	}
	p.section("Areas")
	var rows [][]string
	for _, a := range f.Areas {
		rows = append(rows, []string{areaName(a.Code), number(a.Nodes)})
	}
	p.table([]string{"area", nodes + "s"}, rows)
	if len(f.Profiles) > 0 {
		turns := "turns take no time"
		if f.TurnCosts {
			turns = "turns take time"
		}
		p.section("Searched by, " + turns)
		rows = nil
		for _, x := range f.Profiles {
			rows = append(rows, []string{x.Profile, x.By, number(x.States), number(x.Arcs), number(x.Upward)})
		}
		p.table([]string{"profile", "graph by", "states", "arcs", "upward arcs"}, rows)
	}
	p.section("Bytes")
	rows = nil
	for _, g := range f.Sections {
		rows = append(rows, []string{g.Group, bytesOf(g.Bytes)})
	}
	p.table([]string{"columns", "size"}, rows)
	if len(f.Notes) > 0 {
		p.section("Notes")
	}
	for _, n := range f.Notes {
		p.item("!", n)
	}
	return p.end("")
}

func (a *app) networkVerify() *cobra.Command {
	var quiet bool
	c := &cobra.Command{
		Use:   "verify NETWORK",
		Short: "Check every byte of a network file, and that each number means what it should",
		Long: `Verify reads the whole file: its checksums first, then whether every column holds
what it stands for, so that no search can fail on it. Opening checks neither.`,
		Example: "  waythrough network verify liechtenstein.network",
		Args:    one("a network file"),
		RunE: func(_ *cobra.Command, args []string) error {
			ctx, stop := a.interrupted("the check")
			defer stop()
			shown := newProgress(a.err, quiet)
			err := verifyFile(ctx, args[0], shown)
			shown.end(err == nil)
			if errors.Is(err, context.Canceled) {
				return fmt.Errorf("the check of %s was interrupted: nothing is said of it", args[0])
			}
			if err != nil {
				return err
			}
			facts, err := factsOf(args[0])
			if err != nil {
				return err
			}
			if a.json {
				return a.printJSON(map[string]any{"path": args[0], "whole": true, "bytes": facts.Bytes})
			}
			p := newPage(a.out)
			p.printf("%s is whole: %s, every one as it was written, and %s and %s that mean what they should\n",
				args[0], many(int(facts.Bytes), "byte"), many(facts.Nodes, "node"), many(facts.Edges+facts.Cuts, "edge"))
			return p.end("")
		},
	}
	c.Flags().BoolVarP(&quiet, "quiet", "q", false, "show no progress")
	return c
}

func verifyFile(ctx context.Context, path string, shown *progress) error {
	kind, err := road.FileKind(path)
	if err != nil {
		return err
	}
	shown.phase("checksums")
	done := func(done, total int64) {
		if shown.reading(done, total); done == total {
			shown.phase("meaning")
		}
	}
	if kind == road.Tables {
		_, err := road.VerifyFile(ctx, path, done)
		return err
	}
	return withRoads(path, func(n *mapped.Network) error { return n.Verify(ctx, done) })
}
