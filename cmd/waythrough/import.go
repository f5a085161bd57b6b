package main

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"waythrough/service/gtfs"
	"waythrough/service/timetable"
)

func (a *app) importCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "import",
		Short: "Bring in data of others: timetables as GTFS",
		Args:  cobra.NoArgs,
		RunE:  func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	c.AddCommand(a.importGTFS())
	return c
}

func (a *app) importGTFS() *cobra.Command {
	var output string
	c := &cobra.Command{
		Use:   "gtfs FEED.zip... [-o FILE]",
		Short: "Check GTFS feeds and make a timetable of them, for route --services",
		Long: `Gtfs reads feeds in the form of the GTFS Schedule reference, zipped or in a folder:
stops, routes, trips, calendars with their exceptions, frequencies, transfers. Every
error of a feed is told at once, with file and line, and nothing is made of a feed that
has one; warnings say what was left out.

The timetable appears whole or not at all, under the name of the first feed if no other
is given. 'waythrough route FROM TO --by any --services FILE' takes its services.`,
		Example: `  waythrough import gtfs caltrain.zip -o caltrain.timetable`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return errors.New("no feed was named: give one or several GTFS feeds, zipped or as folders")
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error {
			if output == "" {
				base := filepath.Base(filepath.Clean(args[0]))
				output = strings.TrimSuffix(base, filepath.Ext(base)) + ".timetable"
			}
			return a.gtfs(args, output)
		},
	}
	c.Flags().StringVarP(&output, "output", "o", "", "the timetable file to make (default the first feed's name, with .timetable)")
	return c
}

// imported is what an import says of one feed.
type imported struct {
	Feed string `json:"feed"`
	*gtfs.Report
}

func (a *app) gtfs(files []string, output string) error {
	ctx, stop := a.interrupted("the import")
	defer stop()
	var feeds []*timetable.Feed
	var reports []imported
	var wrong []error
	for _, path := range files {
		feed, report, err := gtfs.Read(ctx, path, gtfs.Limits{})
		if ctx.Err() != nil {
			return errors.New("the import was interrupted: nothing was written")
		}
		if err != nil {
			wrong = append(wrong, fmt.Errorf("importing %s:\n%w", path, err))
			continue
		}
		feeds, reports = append(feeds, feed), append(reports, imported{path, report})
	}
	if len(wrong) > 0 {
		return question(errors.Join(wrong...))
	}
	t, err := timetable.Compile(feeds)
	if err != nil {
		return question(fmt.Errorf("compiling %s: %w", strings.Join(files, ", "), err))
	}
	if err := t.WriteFile(output); err != nil {
		return fmt.Errorf("writing %s: %w", output, err)
	}
	if a.json {
		return a.printJSON(map[string]any{"output": output, "feeds": reports})
	}
	p := newPage(a.out)
	p.printf("%s  %s, %s, %s\n", bold.Render(output), many(t.Stops(), "stop"), many(t.Routes(), "route"), many(t.Trips(), "trip"))
	for _, r := range reports {
		p.section(r.Feed)
		p.text(2, fmt.Sprintf("%s to %s: %s, %s, %s.", r.First, r.Last, many(r.Trips, "trip"), many(r.Calls, "call"), many(r.Transfers, "transfer")))
		for _, n := range []struct {
			count int
			of    string
			what  string
		}{
			{r.Interpolated, "call", "without a time of its own: supposed, between those before and after"},
			{r.TripsLeftOut, "trip", "left out: fewer than two calls, or on demand"},
			{r.CallsOnDemand, "call", "left out: within windows, not at times"},
		} {
			if n.count > 0 {
				p.text(2, many(n.count, n.of)+" "+n.what+".")
			}
		}
		for _, w := range strings.Split(strings.TrimSpace(r.Warnings.String()), "\n") {
			if w != "" {
				p.item("!", w)
			}
		}
		if len(r.Ignored) > 0 {
			p.text(2, "not used: "+strings.Join(r.Ignored, ", "))
		}
	}
	return p.end("")
}
