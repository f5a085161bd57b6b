package main

import (
	"cmp"
	"fmt"
	"io"
	"slices"

	"github.com/spf13/cobra"

	"waythrough/ask"
	"waythrough/journey"
	"waythrough/world"
)

func (a *app) reachCommand() *cobra.Command {
	var q ask.Reach
	c := &cobra.Command{
		Use:   "reach FROM --within 6h [TRAVELLER] [--on 2024-07-30T08:00] [--by car|any] [-o FILE]",
		Short: "Find everything that can be reached within a time under the law, and who lives there",
		Long: `Reach finds everything that can be reached from a place within a time: the ways that
are permitted, those that ask for papers, and those whose law is unknown, each as a
polygon with the people who live in it. What lies near a road but over a border that
is shut is not reached. With --json or -o it is GeoJSON.`,
		Example: `  waythrough reach Gyumri --within 2h,4h --passport DEU --on 2024-07-30
  waythrough reach Yerevan --within 6h --passport ARM -o yerevan.geojson`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return fmt.Errorf("reach takes one place, FROM; put a name of several words in quotes")
			}
			return nil
		},
		ValidArgsFunction: a.completePlace,
	}
	f := c.Flags()
	bind(f, &q)
	who := travellerFile(f, &q.Traveller)
	output := f.StringP("output", "o", "", "write the GeoJSON to this file")
	c.RunE = func(_ *cobra.Command, args []string) error {
		q.From = args[0]
		d, err := a.openDesk()
		if err != nil {
			return err
		}
		if err := who(); err != nil {
			return err
		}
		return a.reach(d, q, *output)
	}
	a.complete(c)
	return c
}

func (a *app) reach(d *ask.Desk, q ask.Reach, output string) error {
	ctx, stop := a.interrupted("the search")
	defer stop()
	r, err := d.Reach(ctx, q)
	if ctx.Err() != nil {
		return fmt.Errorf("the search for what %s reaches was interrupted", q.From)
	}
	if err != nil {
		return asked(&q, err)
	}
	if output != "" {
		if err := writeFile(output, func(out io.Writer) error { return writeJSON(out, r) }); err != nil {
			return fmt.Errorf("writing %s: %w", output, err)
		}
	}
	if a.json {
		return a.printJSON(r)
	}
	return printReach(newPage(a.out), d.World(), r.Reach())
}

// townsReached is how many towns of each area a page lists.
const townsReached = 5

func printReach(p *page, w *world.World, r *journey.Reach) error {
	longest := int64(0)
	for _, x := range r.Areas {
		longest = max(longest, x.Seconds)
	}
	p.printf("%s  %s reaches %s people lawfully in %s%s\n", bold.Render("REACH"), r.Question.From.Name, number(int64(r.People())), hours(longest), ", "+ask.Passports(r.Traveller))
	for _, n := range r.Notes {
		p.text(0, n)
	}
	p.section("Within, by ways that are at least")
	var rows [][]string
	for _, x := range r.Areas {
		rows = append(rows, []string{hours(x.Seconds), verdict(x.Verdict), number(int64(x.People)) + " people", fmt.Sprintf("%s km²", number(int64(x.Shape.SquareMetres()/1e6)))})
	}
	p.table(nil, rows)
	for _, area := range r.AreasReached() {
		var largest []journey.Town
		for _, t := range r.Towns {
			if t.Spot.Area == area {
				largest = append(largest, t)
			}
		}
		slices.SortStableFunc(largest, func(a, b journey.Town) int { return cmp.Compare(b.Spot.Population, a.Spot.Population) })
		p.section(fmt.Sprintf("The largest of %s in %s", many(len(largest), "place"), w.AreaName(area)))
		rows = nil
		for _, t := range largest[:min(len(largest), townsReached)] {
			rows = append(rows, []string{t.Spot.Name, number(int64(t.Spot.Population)), hours(t.Seconds), verdict(t.Verdict)})
		}
		p.table(nil, rows)
	}
	return p.end(r.Notice)
}
