package main

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"waythrough/ask"
	"waythrough/record"
)

func (a *app) processCommand() *cobra.Command {
	var q ask.Process
	c := &cobra.Command{
		Use:     "process PROCESS [--on DATE] [--known DATE]",
		Short:   "Show a negotiation: meetings, relations, positions, and what became of each commitment",
		Example: "  waythrough process armenia-turkey --on 2024-07-30",
		Args: func(c *cobra.Command, args []string) error {
			if len(args) == 1 {
				return nil
			}
			r, err := a.openRecord()
			if err != nil {
				return err
			}
			return fmt.Errorf("name one process; the record has: %s", strings.Join(processes(r), ", "))
		},
		RunE: func(_ *cobra.Command, args []string) error {
			q.Process = args[0]
			d, err := a.openDesk()
			if err != nil {
				return err
			}
			p, err := d.Process(context.Background(), q)
			if err != nil {
				return asked(&q, err)
			}
			if a.json {
				return a.printJSON(p)
			}
			return printProcess(newPage(a.out), p)
		},
		ValidArgsFunction: a.completeProcess,
	}
	bind(c.Flags(), &q)
	return c
}

func processes(r *record.Record) []string {
	var ids []string
	for _, p := range r.Processes {
		ids = append(ids, string(p.ID))
	}
	return ids
}

func printProcess(p *page, v *record.ProcessView) error {
	p.printf("%s  on %s, as known on %s\n", bold.Render(v.Title), v.On, v.Known)
	for _, e := range v.Envoys {
		p.item("•", strings.TrimSuffix(fmt.Sprintf("%s speaks for %s since %s, %s", e.Name, e.Party, e.From, e.Role), ", "))
	}
	p.section("Commitments")
	for _, c := range v.Commitments {
		printCommitment(p, c)
	}
	p.section("Meetings")
	var rows [][]string
	for _, m := range v.Meetings {
		rows = append(rows, []string{strconv.Itoa(m.N), m.On.String(), m.Place, p.cite(m.Sources)})
	}
	p.table([]string{"", "on", "at", ""}, rows)
	if len(v.Contacts) > 0 {
		p.section("Other contacts")
		for _, m := range v.Contacts {
			p.item("•", fmt.Sprintf("%s, %s: %s %s", m.On.Words(), m.Place, m.Says, p.cite(m.Sources)))
		}
	}
	if len(v.Relations) > 0 {
		p.section("Relations")
		for _, r := range v.Relations {
			p.item("•", fmt.Sprintf("%s (%s): %s. %s %s", r.What, join(r.Parties), r.State, r.Says, p.cite(r.Sources)))
		}
	}
	if len(v.Positions) > 0 {
		p.section("Positions")
		for _, x := range v.Positions {
			who := string(x.Holder)
			if x.Person != "" {
				who = fmt.Sprintf("%s (%s)", x.Person, x.Holder)
			}
			p.item("•", fmt.Sprintf("%s, %s: %s %s", x.On.Words(), who, x.Says, p.cite(x.Sources)))
		}
	}
	return p.end(v.Notice)
}

func printCommitment(p *page, c record.CommitmentView) {
	line := fmt.Sprintf("%s — to %s: %s since %s", bold.Render(c.Title), c.Undertaking, bold.Render(string(c.Status)), c.Since)
	if !c.Agreed.IsZero() {
		line += fmt.Sprintf(", %s", days(c.DaysPending))
		switch {
		case c.Status == record.InOperation:
			line += " from agreement to operation"
		case c.Status.Pending():
			line += " pending since " + c.Agreed.String()
		default:
			line += " after it was agreed on " + c.Agreed.String()
		}
	}
	p.item("•", line)
	for _, e := range c.Events {
		what := string(e.Event)
		if e.Partly {
			what += " in part"
		}
		if e.Due != nil {
			what += " for " + e.Due.Words()
		}
		p.text(6, fmt.Sprintf("%s %s: %s %s", e.On.Words(), what, e.Says, p.cite(e.Sources)))
	}
	for _, m := range c.Missed {
		p.text(6, faint.Render(fmt.Sprintf("%s: %s", m.Due.Words(), m.Fate)))
	}
}
