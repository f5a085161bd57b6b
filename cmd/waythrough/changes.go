package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"waythrough/record"
)

func (a *app) changesCommand() *cobra.Command {
	var since, until, known, at string
	c := &cobra.Command{
		Use:     "changes --since DATE [--until DATE] [--at CROSSING] [--known DATE]",
		Short:   "List what changed in the record, newest first",
		Example: "  waythrough changes --since 2026-01-01 --at margara-alican",
		Args:    cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			if since == "" {
				return question(fmt.Errorf("--since is missing: a day, as 2026-01-01"))
			}
			from, err := readDay("--since", since)
			if err != nil {
				return err
			}
			now, err := today()
			if err != nil {
				return question(err)
			}
			to, by := now, now
			if until != "" {
				d, err := readDay("--until", until)
				if err != nil {
					return err
				}
				to = d.LastDay()
			}
			if known != "" {
				d, err := readDay("--known", known)
				if err != nil {
					return err
				}
				by = d.FirstDay()
			}
			r, err := a.openRecord()
			if err != nil {
				return err
			}
			about, err := r.About(at)
			if err != nil {
				return question(fmt.Errorf("--at: %w", err))
			}
			view := r.Known(by)
			changes := view.Changes(from.FirstDay(), to, about)
			if a.json {
				return a.printJSON(map[string]any{"since": from, "until": to, "known": by, "changes": changes, "notice": view.Notice()})
			}
			return printChanges(newPage(a.out), changes, view.Notice())
		},
	}
	f := c.Flags()
	f.StringVar(&since, "since", "", "first day")
	f.StringVar(&until, "until", "", "last day (default today)")
	f.StringVar(&known, "known", "", "only what was public by this day (default today)")
	f.StringVar(&at, "at", "", "only what is about this crossing, terminal, area or process")
	a.complete(c)
	return c
}

func printChanges(p *page, changes []record.Change, notice string) error {
	if len(changes) == 0 {
		p.printf("Nothing changed in the record in that time.\n")
	}
	for i, c := range changes {
		if i == 0 || changes[i-1].On != c.On {
			p.section(c.On.String())
		}
		p.item("•", fmt.Sprintf("%s: %s %s %s", c.What, c.Says, faint.Render(string(c.Statement)), p.cite(c.Sources)))
	}
	return p.end(notice)
}
