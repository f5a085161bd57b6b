package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"

	"github.com/spf13/cobra"

	"waythrough/road/growth"
)

func (a *app) benchCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "bench",
		Short: "Measure what answers cost on this machine",
		Args:  cobra.NoArgs,
	}
	c.AddCommand(a.benchGrowth(), a.benchBuild())
	return c
}

func (a *app) benchGrowth() *cobra.Command {
	o := growth.Options{}
	picture := ""
	c := &cobra.Command{
		Use:   "growth [--nodes N,...] [--svg FILE]",
		Short: "Measure how the cost of roads grows with their number",
		Long: `Growth draws worlds of roads from small to large, each the same for the same
--seed, builds a network for cars of each in a process of its own, and asks it for
random ways with all borders open. It prints a line for each world, and with
--svg draws the figures. Times of building are those that processors worked, where
the system tells them. Interrupted, it shows what it has. The largest by default, five million nodes, takes some
minutes and some gigabytes of memory and of disk.`,
		Example: "  waythrough bench growth --nodes 50000,500000 --svg growth.svg",
		Args:    cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			ctx, stop := a.interrupted("the measurement")
			defer stop()
			return a.growth(ctx, o, picture)
		},
	}
	f := c.Flags()
	f.IntSliceVar(&o.Nodes, "nodes", []int{50_000, 150_000, 500_000, 1_500_000, 5_000_000}, "how many nodes the worlds have, about")
	f.Uint64Var(&o.Seed, "seed", 1, "which worlds are drawn")
	f.IntVar(&o.Queries, "queries", 1000, "random ways asked of each")
	f.StringVar(&picture, "svg", "", "file to draw the figures into")
	return c
}

func (a *app) growth(ctx context.Context, o growth.Options, picture string) error {
	for _, n := range o.Nodes {
		if n < 500 {
			return question(fmt.Errorf("--nodes %d: a world has 500 nodes at least", n))
		}
	}
	folder, err := os.MkdirTemp("", "waythrough-growth")
	if err != nil {
		return fmt.Errorf("making a folder for the worlds: %w", err)
	}
	defer os.RemoveAll(folder)
	o.Folder, o.Build = folder, buildApart
	var done []growth.Size
	var undrawn error
	o.Done = func(s growth.Size) {
		fmt.Fprintf(a.err, "%d nodes measured\n", s.Nodes)
		done = append(done, s)
		if picture != "" { // each time: the next world may fail, or be interrupted
			undrawn = drawGrowth(done, picture)
		}
	}
	sizes, failed := growth.Measure(ctx, o)
	failed = errors.Join(undrawn, failed)
	switch {
	case len(sizes) == 0:
		return failed
	case a.json:
		return errors.Join(a.printJSON(struct {
			Sizes []growth.Size `json:"sizes"`
		}{sizes}), failed)
	default:
		return errors.Join(growth.Table(a.out, sizes), failed)
	}
}

func drawGrowth(sizes []growth.Size, picture string) error {
	f, err := os.Create(picture)
	if err != nil {
		return fmt.Errorf("drawing the figures: %w", err)
	}
	if err := errors.Join(growth.Draw(f, sizes), f.Close()); err != nil {
		return fmt.Errorf("drawing the figures into %s: %w", picture, err)
	}
	return nil
}

// benchBuild is what growth runs in a process of its own, whose peak of memory is the
// build's.
func (a *app) benchBuild() *cobra.Command {
	return &cobra.Command{
		Use:    "build EXTRACT NETWORK",
		Short:  "Build a network for cars and report what it took, as JSON",
		Hidden: true,
		Args:   cobra.ExactArgs(2),
		RunE: func(_ *cobra.Command, args []string) error {
			ctx, stop := a.interrupted("the build")
			defer stop()
			b, err := growth.Build(ctx, args[0], args[1])
			if err != nil {
				return err
			}
			return a.printJSON(b)
		},
	}
}

func buildApart(ctx context.Context, extract, output string) (*growth.Built, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	out, err := exec.CommandContext(ctx, self, "bench", "build", extract, output).Output()
	if err != nil {
		var exit *exec.ExitError
		if errors.As(err, &exit) {
			err = fmt.Errorf("%w: %s", err, exit.Stderr)
		}
		return nil, fmt.Errorf("building %s: %w", extract, err)
	}
	var b growth.Built
	if err := json.Unmarshal(out, &b); err != nil {
		return nil, fmt.Errorf("reading what the build of %s reports: %w", extract, err)
	}
	return &b, nil
}
