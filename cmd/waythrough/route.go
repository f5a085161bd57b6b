package main

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"waythrough/ask"
	"waythrough/journey"
	"waythrough/regime"
)

func (a *app) routeCommand() *cobra.Command {
	var q ask.Route
	c := &cobra.Command{
		Use:   "route FROM TO [TRAVELLER] [--on 2024-07-30T08:00 | --arrive-by …] [--by car|any] [--known DATE]",
		Short: "Find the lawful ways from one place to another, and what blocks the direct one",
		Long: `Route finds the lawful ways from one place to another: each border judged for
this traveller on the day it is reached, with the statements it rests on; and the
direct way that the law forbids, if it does. FROM and TO are the name of a place
in any of its languages, latitude,longitude, or the id of a crossing or terminal.`,
		Example: `  waythrough route Iğdır Yerevan --passport DEU --vehicle car --on 2024-07-30
  waythrough route Istanbul Yerevan --by any --on 2024-07-30T06:00 --passport DEU`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 2 {
				return fmt.Errorf("route takes two places, FROM and TO; put names of several words in quotes")
			}
			return nil
		},
		ValidArgsFunction: a.completePlace,
	}
	bind(c.Flags(), &q)
	who := travellerFile(c.Flags(), &q.Traveller)
	c.RunE = func(_ *cobra.Command, args []string) error {
		q.From, q.To = args[0], args[1]
		d, err := a.openDesk()
		if err != nil {
			return err
		}
		if err := who(); err != nil {
			return err
		}
		ctx, stop := a.interrupted("the search")
		defer stop()
		answer, err := d.Route(ctx, q)
		if err != nil {
			return asked(&q, err)
		}
		if a.json {
			return a.printJSON(answer)
		}
		return printRoute(newPage(a.out), answer)
	}
	a.complete(c)
	return c
}

// waysInFull is how many ways are told in full; the others are a line each.
const waysInFull = 3

func printRoute(p *page, a *ask.Journey) error {
	from, to := a.Question.From.Name, a.Question.To.Name
	if len(a.Itineraries) == 0 {
		p.printf("%s  no lawful way was found from %s to %s\n", verdictStyles[regime.Refused].Render("NONE"), from, to)
	} else {
		best := a.Itineraries[0]
		p.printf("%s  %s → %s in %s, %s%s\n", verdictStyles[best.Verdict].Render(strings.ToUpper(best.Verdict.String())),
			from, to, hours(best.DurationS), kilometres(best.DistanceM), ", "+ask.Passports(a.Traveller))
	}
	printAssumption(p, a.Assumption)
	for _, n := range a.Notes {
		p.text(0, n)
	}
	printAdvisories(p, advisoriesOf(a.Answer))
	told := map[string]int{}
	for i, it := range a.Itineraries[:min(len(a.Itineraries), waysInFull)] {
		printItinerary(p, i+1, it, told)
	}
	if len(a.Itineraries) > waysInFull {
		p.section("Further ways")
		var rows [][]string
		for _, it := range a.Itineraries[waysInFull:] {
			rows = append(rows, []string{verdict(it.Verdict), hours(it.DurationS), kilometres(it.DistanceM), by(it)})
		}
		p.table([]string{"verdict", "takes", "by road", "by way of"}, rows)
	}
	printDirect(p, a.Direct)
	printChange(p, a.NearestChange)
	return p.end(a.Notice)
}

// advisoriesOf gives the advisories about the ways told in full, or all where
// there is no way.
func advisoriesOf(a *journey.Answer) []regime.AdvisoryRef {
	if len(a.Itineraries) == 0 {
		return a.Advisories
	}
	var out []regime.AdvisoryRef
	for _, v := range a.Advisories {
		if slices.ContainsFunc(a.Itineraries[:min(len(a.Itineraries), waysInFull)], func(it journey.Itinerary) bool {
			return slices.Contains(it.Advisories, v.Statement)
		}) {
			out = append(out, v)
		}
	}
	return out
}

// printItinerary tells one way. A border that was told under an earlier way is
// only named again; told keeps under which.
func printItinerary(p *page, n int, it journey.Itinerary, told map[string]int) {
	p.printf("\n")
	p.text(0, fmt.Sprintf("%s  %s  %s, %s, by way of %s", bold.Render(fmt.Sprintf("Way %d", n)), verdict(it.Verdict), hours(it.DurationS), kilometres(it.DistanceM), by(it)))
	var rows [][]string
	for _, l := range it.Legs {
		rows = append(rows, []string{clock(l.Departs), l.Kind, legTitle(l), legLength(l)})
	}
	rows = append(rows, []string{clock(it.Arrives), "arrive", it.Legs[len(it.Legs)-1].To.Name, ""})
	p.table(nil, rows)
	printSupposed(p, it)
	for _, l := range it.Legs {
		if l.Verdict == nil {
			continue
		}
		border := fmt.Sprintf("%s, %s → %s", bold.Render(l.CrossingName), l.From.Area, l.To.Area)
		key := fmt.Sprint(border, l.Mode, *l.Verdict)
		if told[key] > 0 {
			p.printf("\n  %s  %s  %s\n", verdict(*l.Verdict), border, faint.Render(fmt.Sprintf("as under way %d", told[key])))
			continue
		}
		told[key] = n
		p.printf("\n  %s  %s\n", verdict(*l.Verdict), border)
		printReasons(p, l.Reasons)
		printQueue(p, l.Wait)
		printNeeds(p, l.Needs)
		for _, d := range together(l.DependsOn) {
			p.item(" ", fmt.Sprintf("if %s is %s: %s", d.Attribute, d.Value, verdict(d.Verdict)))
		}
	}
}

// printSupposed tells what is supposed of the services of a way, once for each.
func printSupposed(p *page, it journey.Itinerary) {
	var told []string
	for _, l := range it.Legs {
		if l.Service == nil || l.Service.Estimate == "" || slices.Contains(told, l.Service.Name) {
			continue
		}
		told = append(told, l.Service.Name)
		p.item("~", l.Service.Name+": "+l.Service.Estimate+".")
	}
}

// printQueue tells the usual wait at a border and what says so.
func printQueue(p *page, w *journey.Queue) {
	if w == nil {
		return
	}
	line := "usual wait " + hours(w.MedianS)
	if w.NineInTenS > 0 {
		line += ", nine in ten within " + hours(w.NineInTenS)
	}
	line += ": " + w.Says
	if w.Confirmed != nil {
		line += faint.Render(fmt.Sprintf(" confirmed %s", w.Confirmed)) + " " + p.cite(w.Sources)
		if len(w.Sources) == 0 {
			line += faint.Render("reported; no source read")
		}
	}
	p.item(" ", line)
}

// by names the crossings and services of an itinerary, in order.
func by(it journey.Itinerary) string {
	var out []string
	for _, l := range it.Legs {
		switch {
		case l.Service != nil && !slices.Contains(out, l.Service.Name):
			out = append(out, l.Service.Name)
		case l.Service == nil && l.Verdict != nil:
			out = append(out, l.CrossingName)
		}
	}
	if len(out) == 0 {
		return "no border"
	}
	return strings.Join(out, ", ")
}

func legTitle(l journey.Leg) string {
	switch {
	case l.Verdict != nil && l.Service == nil:
		return l.CrossingName
	case l.Kind == journey.Board:
		return "wait at " + l.From.Name + " for " + l.Service.Name
	case l.Service != nil:
		return l.Service.Name + ", " + l.From.Name + " → " + l.To.Name
	case len(l.Via) > 0:
		return l.From.Name + " → " + l.To.Name + " via " + strings.Join(fewOf(l.Via, 5), ", ")
	}
	return l.From.Name + " → " + l.To.Name
}

// fewOf thins a long list out to n of its items, the first and last kept.
func fewOf(list []string, n int) []string {
	if len(list) <= n {
		return list
	}
	out := make([]string, n)
	for i := range n {
		out[i] = list[i*(len(list)-1)/(n-1)]
	}
	return out
}

func legLength(l journey.Leg) string {
	if l.DistanceM == 0 {
		return hours(l.DurationS)
	}
	return kilometres(l.DistanceM) + ", " + hours(l.DurationS)
}

func printDirect(p *page, d *journey.Direct) {
	if d == nil {
		return
	}
	p.section("The direct way, were there no law")
	p.text(2, fmt.Sprintf("%s, %s.", kilometres(d.DistanceM), hours(d.DurationS)))
	if len(d.BlockedBy) == 0 {
		p.text(2, "Nothing blocks it.")
	}
	for _, b := range d.BlockedBy {
		p.item("✗", fmt.Sprintf("%s, %s → %s: %s", bold.Render(b.CrossingName), b.From, b.To, b.Reading))
		printReasons(p, b.Reasons)
	}
}

func printChange(p *page, c *journey.Change) {
	if c == nil {
		return
	}
	p.section("The nearest single change")
	saves := ""
	if c.SavesS != nil {
		saves = fmt.Sprintf(", %s less", hours(*c.SavesS))
	}
	p.item("+", fmt.Sprintf("Were %q carried out (to %s; %s since %s): %s, %s%s, %s.", c.Title, c.Undertaking, c.Status, c.Since,
		kilometres(c.DistanceM), hours(c.DurationS), saves, verdict(c.Verdict)))
	for _, s := range c.Assumed {
		p.text(6, faint.Render(s))
	}
}

// clock writes a time as day and hour on the clock of the place.
func clock(s string) string {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		return s
	}
	return t.Format("Mon 2 Jan 15:04")
}

func hours(seconds int64) string {
	minutes := (seconds + 30) / 60
	if minutes < 60 {
		return fmt.Sprintf("%d min", minutes)
	}
	return fmt.Sprintf("%d h %02d", minutes/60, minutes%60)
}

func kilometres(metres int64) string {
	if metres < 10_000 {
		return fmt.Sprintf("%.1f km", float64(metres)/1000)
	}
	return fmt.Sprintf("%d km", (metres+500)/1000)
}
