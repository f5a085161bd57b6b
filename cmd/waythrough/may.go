package main

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"waythrough/ask"
	"waythrough/regime"
)

func (a *app) mayCommand() *cobra.Command {
	var q ask.May
	c := &cobra.Command{
		Use:   "may --from AREA --to AREA [--at CROSSING] [TRAVELLER] [--on DATE] [--known DATE]",
		Short: "Say whether a traveller may pass from one area to another, and why",
		Example: `  waythrough may --from TUR --to ARM --passport DEU --mode road --on 2024-07-30
  waythrough may --from Armenia --to Türkiye --at margara-alican --passport ARM --vehicle truck --cargo humanitarian --on 2023-02-12`,
		Args: cobra.NoArgs,
	}
	bind(c.Flags(), &q)
	who := travellerFile(c.Flags(), &q.Traveller)
	c.RunE = func(*cobra.Command, []string) error {
		d, err := a.openDesk()
		if err != nil {
			return err
		}
		if err := who(); err != nil {
			return err
		}
		answer, err := d.May(context.Background(), q)
		if err != nil {
			return asked(&q, err)
		}
		if a.json {
			return a.printJSON(answer)
		}
		return printMay(newPage(a.out), answer)
	}
	a.complete(c)
	return c
}

func printMay(p *page, a *ask.Permission) error {
	q := a.Question
	by := ""
	if q.Traveller.Mode != "" {
		by = " by " + string(q.Traveller.Mode)
	}
	p.printf("%s  %s → %s%s on %s%s\n", verdictStyles[a.Verdict].Render(strings.ToUpper(a.Verdict.String())), q.From, q.To, by, q.On, ", "+ask.Passports(q.Traveller))
	printAssumption(p, a.Assumption)
	if a.Reading != a.Verdict.String() {
		p.text(0, a.Reading)
	}
	printAdvisories(p, a.Advisories)
	printCrossings(p, a.Crossings)
	printDepends(p, a.DependsOn)
	printPending(p, a.Pending)
	printPrecedents(p, a.Precedents)
	printDisputed(p, a.Disputed)
	return p.end(a.Notice)
}

// printAssumption tells what an answer supposes that is not so.
func printAssumption(p *page, a ask.Assumption) {
	if a.Heading == "" {
		return
	}
	p.text(0, bold.Render(a.Heading))
	for _, s := range a.Assumed {
		p.item("•", s)
	}
}

func printAdvisories(p *page, list []regime.AdvisoryRef) {
	for _, v := range list {
		line := fmt.Sprintf("%s warns of %s: %s", v.By, v.About, v.Says)
		if v.Stale {
			line += fmt.Sprintf(" (last seen %s)", v.Confirmed)
		}
		if len(v.Sources) == 0 {
			line += faint.Render(" reported; no source read")
		}
		p.item("!", line+" "+p.cite(v.Sources))
	}
}

// printCrossings tells the reasons at the best crossings in full; with many, the
// rest come as a table.
func printCrossings(p *page, list []regime.AtCrossing) {
	const inFull = 3
	for i, x := range list {
		if i == inFull {
			break
		}
		p.printf("\n%s  %s  by %s\n", verdict(x.Verdict), bold.Render(x.Name), x.Mode)
		printReasons(p, x.Reasons)
		printNeeds(p, x.Needs)
		printDocuments(p, x.Documents)
	}
	if len(list) <= inFull {
		return
	}
	p.section("Elsewhere")
	var rows [][]string
	for _, x := range list[inFull:] {
		rows = append(rows, []string{verdict(x.Verdict), x.Name, string(x.Mode), firstReason(x.Reasons)})
	}
	p.table([]string{"verdict", "crossing", "mode", "because"}, rows)
}

func firstReason(list []regime.Reason) string {
	if len(list) == 0 {
		return ""
	}
	r := list[0]
	return fmt.Sprintf("%s: %s", r.Part, cmp.Or(string(r.Statement), "no rule recorded"))
}

func printReasons(p *page, list []regime.Reason) {
	for _, r := range list {
		mark := " "
		if r.Decides {
			mark = "▸"
		}
		by := ""
		if r.Authority != "" {
			by = fmt.Sprintf(" (%s", r.Authority)
			if r.Asserted {
				by += " asserts"
			}
			by += ")"
		}
		line := fmt.Sprintf("%s %s%s: %s", r.Part, verdict(r.Effect), by, r.Says)
		if r.Conflict {
			line += " The record's rules conflict here; the weaker stands."
		}
		if r.Confirmed != nil {
			line += faint.Render(fmt.Sprintf(" confirmed %s", r.Confirmed))
			if r.Stale {
				line += faint.Render(fmt.Sprintf(", %s before", days(*r.AgeDays)))
			}
			line += " " + p.cite(r.Sources)
			if len(r.Sources) == 0 {
				line += faint.Render("reported; no source read")
			}
		}
		p.item(mark, line)
		if r.Decides {
			for _, why := range r.Because {
				p.text(6, faint.Render("because: "+why.Says))
			}
		}
		for _, o := range r.Overrode {
			p.text(6, faint.Render(fmt.Sprintf("over %s (%s): %s", o.Statement, o.Why, o.Says)))
		}
	}
}

func printNeeds(p *page, needs []regime.Need) {
	for _, n := range needs {
		line := fmt.Sprintf("needs %s for the %s", n.Paper, n.For)
		for _, d := range []struct{ label, value string }{{", ", n.Where}, {", fee ", n.Fee}, {", takes ", n.Lead}} {
			if d.value != "" {
				line += d.label + d.value
			}
		}
		if len(n.Or) > 0 {
			line += fmt.Sprintf(" (or %s)", join(n.Or))
		}
		if n.Discretionary {
			line += "; issue is at the authority's discretion"
		}
		mark := "□"
		if n.Held {
			mark = "✓"
		}
		p.item(mark, line)
	}
}

// printDocuments tells each combination of passports that is lawful.
func printDocuments(p *page, list []regime.Combination) {
	for _, c := range list {
		if c.Verdict > regime.Unknown {
			p.item(" ", fmt.Sprintf("leaving on %s, entering on %s: %s", ask.Document(c.Exit), ask.Document(c.Entry), verdict(c.Verdict)))
		}
	}
}

func printDepends(p *page, list []regime.Dependence) {
	if len(list) == 0 {
		return
	}
	p.section("It depends on what was not said")
	var rows [][]string
	for _, d := range together(list) {
		rows = append(rows, []string{d.Attribute, d.Value, verdict(d.Verdict)})
	}
	p.table([]string{"if", "is", "then"}, rows)
}

// together joins the values of an attribute that come to the same verdict.
func together(list []regime.Dependence) []regime.Dependence {
	var out []regime.Dependence
	for _, d := range list {
		d.Attribute = strings.ReplaceAll(d.Attribute, "_", " ")
		i := slices.IndexFunc(out, func(o regime.Dependence) bool { return o.Attribute == d.Attribute && o.Verdict == d.Verdict })
		if i < 0 {
			out = append(out, d)
		} else {
			out[i].Value += ", " + d.Value
		}
	}
	return out
}

func printPending(p *page, list []regime.Pending) {
	if len(list) == 0 {
		return
	}
	p.section("Promised")
	for _, c := range list {
		line := fmt.Sprintf("%s: %s since %s", bold.Render(c.Title), c.Status, c.Since)
		if !c.Agreed.IsZero() && c.Agreed.String() != c.Since.String() {
			line += fmt.Sprintf(", agreed %s", c.Agreed)
		}
		if !c.Agreed.IsZero() {
			line += fmt.Sprintf(", %s pending", days(c.DaysPending))
		}
		line += fmt.Sprintf("; carried out, this would be %s. %s", verdict(c.Verdict), p.cite(c.Sources))
		p.item("•", line)
		for _, s := range slices.Concat(c.Would, c.Could) {
			p.text(6, faint.Render(s))
		}
	}
}

func printPrecedents(p *page, list []regime.Precedent) {
	if len(list) == 0 {
		return
	}
	p.section("Exceptions once made")
	for _, x := range list {
		until := ""
		if x.Until.String() != x.From.String() {
			until = " to " + x.Until.String()
		}
		p.item("•", fmt.Sprintf("%s%s, %s, %s, by %s: %s %s", x.From, until, x.Crossing, x.Direction, join(x.By), x.Says, p.cite(x.Sources)))
	}
}

func printDisputed(p *page, list []regime.Dispute) {
	if len(list) == 0 {
		return
	}
	p.section("Disputed")
	for _, d := range list {
		p.printf("  %s\n", bold.Render(d.Fact))
		for _, c := range d.Claims {
			mark := "•"
			if c.Statement == d.Stands {
				mark = "▸"
			}
			p.item(mark, fmt.Sprintf("%s (%s) %s", c.Says, c.Rank, p.cite(c.Sources)))
		}
	}
}

func join[T ~string](list []T) string {
	parts := make([]string, len(list))
	for i, s := range list {
		parts[i] = string(s)
	}
	return strings.Join(parts, ", ")
}
