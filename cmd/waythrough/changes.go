package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"waythrough/ask"
	"waythrough/record"
)

func (a *app) changesCommand() *cobra.Command {
	var q ask.Changes
	c := &cobra.Command{
		Use:     "changes --since DATE [--until DATE] [--at CROSSING] [--known DATE]",
		Short:   "List what changed in the record, newest first",
		Example: "  waythrough changes --since 2026-01-01 --at margara-alican",
		Args:    cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			d, err := a.openDesk()
			if err != nil {
				return err
			}
			answer, err := d.Changes(context.Background(), q)
			if err != nil {
				return asked(&q, err)
			}
			if a.json {
				return a.printJSON(answer)
			}
			return printChanges(newPage(a.out), answer.Changes, answer.Notice)
		},
	}
	bind(c.Flags(), &q)
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
