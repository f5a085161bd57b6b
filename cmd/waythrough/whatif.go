package main

import (
	"cmp"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"waythrough/ask"
	"waythrough/record"
	"waythrough/whatif"
	"waythrough/whatif/report"
	"waythrough/world"
)

// whatifFlags are the flags of a comparison that name files, and each.
type whatifFlags struct {
	each, places      string
	csv, geojson, svg string
}

func (a *app) whatifCommand() *cobra.Command {
	var (
		v whatifFlags
		q ask.Whatif
	)
	c := &cobra.Command{
		Use:   "whatif --if COMMITMENT|FILE|no-law|no-waits|close:CROSSING … [--base law|no-law] [TRAVELLER] [--on DATE]",
		Short: "Compare two states of the law: what a promise kept, or a border shut, would change",
		Long: `Whatif compares the ways between all settlements of the network before and after
what is supposed: a commitment of the record carried out, the statements of a
file, every law ignored, no queues, a crossing shut; several at once. Without a
passport each pair is judged for a resident national of its origin.

The settlements are those of the network, or with --places those of a file: CSV with a
column id, a place's id or name as route takes it, or with columns lat and lon; further
columns of numbers are weights for --weight.`,
		Example: `  waythrough whatif --if arm-tur-third-country-2022 --passport DEU --on 2024-07-30
  waythrough whatif --if close:kazbegi-verkhny-lars --svg lars.svg
  waythrough whatif --each commitments --passport DEU`,
		Args: cobra.NoArgs,
	}
	f := c.Flags()
	bind(f, &q)
	who := travellerFile(f, &q.Traveller)
	f.StringVar(&v.each, "each", "", "commitments: rank every pending commitment by what it would bring")
	f.StringVar(&v.places, "places", "", "compare the places of this file, CSV with a column id and perhaps lat, lon and weights, instead of the network's")
	f.StringVar(&v.csv, "csv", "", "write the settlements' figures to this file")
	f.StringVar(&v.geojson, "geojson", "", "write them as GeoJSON to this file")
	f.StringVar(&v.svg, "svg", "", "write a map to this file")
	c.RunE = func(*cobra.Command, []string) error {
		if err := who(); err != nil {
			return err
		}
		if v.places != "" {
			var err error
			if q.Places, err = readSites("--places", v.places, cmp.Or(q.Weight, "population")); err != nil {
				return err
			}
			q.Called = filepath.Base(v.places)
		}
		return a.whatif(&v, q)
	}
	a.complete(c)
	return c
}

func (a *app) whatif(v *whatifFlags, q ask.Whatif) error {
	if v.each != "" && (v.each != "commitments" || len(q.If) > 0) {
		return question(fmt.Errorf("--each takes the word commitments, and no --if beside it"))
	}
	d, err := a.openDesk()
	if err != nil {
		return err
	}
	ctx, stop := a.interrupted("the comparison")
	defer stop()
	if v.each != "" {
		ranking, err := d.Sweep(ctx, q)
		if err != nil {
			return asked(&q, err)
		}
		return a.printRanking(ranking)
	}
	answer, err := d.Whatif(ctx, q)
	if err != nil {
		return asked(&q, err)
	}
	if err := v.write(d.World(), answer); err != nil {
		return err
	}
	if a.json {
		return a.printJSON(answer)
	}
	return printWhatif(newPage(a.out), d.World(), answer)
}

// write writes the files asked for, each aside and then renamed.
func (v *whatifFlags) write(w *world.World, answer *whatif.Answer) error {
	for _, f := range []struct {
		path  string
		write func(io.Writer) error
	}{
		{v.csv, func(out io.Writer) error { return report.CSV(out, answer) }},
		{v.geojson, func(out io.Writer) error { return report.GeoJSON(out, answer) }},
		{v.svg, func(out io.Writer) error { return report.SVG(out, w, answer) }},
	} {
		if f.path == "" {
			continue
		}
		if err := writeFile(f.path, f.write); err != nil {
			return fmt.Errorf("writing %s: %w", f.path, err)
		}
	}
	return nil
}

func writeFile(path string, write func(io.Writer) error) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".waythrough-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	if err := write(f); err != nil {
		f.Close()
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	if err := os.Chmod(f.Name(), 0o644); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}

func (a *app) printRanking(r *ask.Ranking) error {
	if a.json {
		return a.printJSON(r)
	}
	p := newPage(a.out)
	p.printf("%s  for %s, on %s\n", bold.Render("What each pending commitment would bring"), r.Traveller, r.On)
	var rows [][]string
	for _, x := range r.Commitments {
		rows = append(rows, []string{fmt.Sprintf("%+.3f %%", 100*x.Gain), fmt.Sprint(x.NewlyJoined), fmt.Sprint(x.Quicker), x.Title, string(x.Undertaking), string(x.Status)})
	}
	p.table([]string{"access", "joined", "quicker", "commitment", "to", "status"}, rows)
	return p.end("")
}

// A page lists so many towns of each area, and of so many areas.
const (
	gainersAside = 10
	areasTold    = 6
)

func printWhatif(p *page, w *world.World, a *whatif.Answer) error {
	p.printf("%s\n", bold.Render(strings.ToUpper(a.Heading)))
	for _, s := range a.Assumed {
		p.item("•", s)
	}
	p.item("•", "Judged for "+a.Traveller+".")
	p.section("Between all settlements")
	access := "–"
	if a.MarketAccess.Before > 0 {
		access = fmt.Sprintf("%+.3f %%", 100*(a.MarketAccess.After/a.MarketAccess.Before-1))
	}
	p.table(nil, [][]string{
		{"settlements", fmt.Sprint(a.Settlements)},
		{"ordered pairs", fmt.Sprint(a.Pairs)},
		{"newly joined", fmt.Sprint(a.PairsNewlyJoined)},
		{"cut off", fmt.Sprint(a.PairsCut)},
		{"quicker", fmt.Sprint(a.PairsQuicker)},
		{"slower", fmt.Sprint(a.PairsSlower)},
		{"mean saving", saving(a.MeanSavingS, a.MeanSavingM)},
		{"mean saving by " + a.MarketAccess.Weight, saving(a.WeightedSavingS, a.WeightedSavingM)},
		{"market access", fmt.Sprintf("%.6g → %.6g (%s)", a.MarketAccess.Before, a.MarketAccess.After, access)},
	})
	printChangedCrossings(p, w, a)
	printTop(p, a)
	printGainers(p, w, a)
	if len(a.Blockers) > 0 {
		p.section("Whom it does not help, and what would")
		for _, b := range a.Blockers {
			p.item("✗", fmt.Sprintf("%s, %s → %s, for %s: %s", b.Crossing, b.From, b.To, b.For, verdict(b.Verdict)))
			printReasons(p, b.Reasons)
			for _, h := range b.WouldHelp {
				p.item("+", fmt.Sprintf("%s (%s; %s since %s) would make it %s.", h.Title, h.Undertaking, h.Status, h.Since, verdict(h.Verdict)))
			}
		}
	}
	return p.end(a.Notice)
}

// saving writes what is told of a mean saving.
func saving(s, m *float64) string {
	var out []string
	if s != nil {
		out = append(out, fmt.Sprintf("%.1f s", *s))
	}
	if m != nil {
		out = append(out, fmt.Sprintf("%.0f m", *m))
	}
	return strings.Join(out, ", ")
}

// crossingsTold bounds the crossings that a page lists one by one.
const crossingsTold = 12

func printChangedCrossings(p *page, w *world.World, a *whatif.Answer) {
	if len(a.Crossings) == 0 {
		return
	}
	p.section("Crossings that open or close")
	for _, x := range a.Crossings[:min(len(a.Crossings), crossingsTold)] {
		word := "opens"
		switch {
		case x.Opens && x.Closes:
			word = "opens for some, closes for others"
		case x.Closes:
			word = "closes"
		}
		p.item("•", fmt.Sprintf("%s, %s – %s: %s", x.Name, w.AreaName(x.Areas[0]), w.AreaName(x.Areas[1]), word))
	}
	if more := len(a.Crossings) - crossingsTold; more > 0 {
		p.item("•", fmt.Sprintf("and %d more", more))
	}
}

func printTop(p *page, a *whatif.Answer) {
	if len(a.Top) == 0 {
		return
	}
	p.section("The ways that gain most")
	var rows [][]string
	for _, t := range a.Top[:min(len(a.Top), gainersAside)] {
		rows = append(rows, []string{t.From, t.To, costOf(t.BeforeS, t.BeforeM), costOf(t.AfterS, t.AfterM)})
	}
	p.table([]string{"from", "to", "before", "after"}, rows)
}

// costOf writes how long a way takes, or how far it is where only that is told.
func costOf(s, m *float64) string {
	switch {
	case s != nil:
		return hours(int64(*s))
	case m != nil:
		return fmt.Sprintf("%.1f km", *m/1000)
	}
	return "no way"
}

func printGainers(p *page, w *world.World, a *whatif.Answer) {
	byArea := map[record.AreaID][]whatif.Town{}
	var areas []record.AreaID
	for _, t := range a.Towns {
		if t.After <= t.Before {
			continue
		}
		if byArea[t.Area] == nil {
			areas = append(areas, t.Area)
		}
		byArea[t.Area] = append(byArea[t.Area], t)
	}
	for _, area := range areas[:min(len(areas), areasTold)] {
		p.section("Towns that gain most in " + w.AreaName(area))
		var rows [][]string
		for _, t := range byArea[area][:min(len(byArea[area]), gainersAside)] {
			share := "newly joined"
			if t.Before > 0 {
				share = fmt.Sprintf("%+.2f %%", 100*(t.After/t.Before-1))
			}
			rows = append(rows, []string{t.Name, share, fmt.Sprint(t.Joined)})
		}
		p.table([]string{"town", "market access", "newly reaches"}, rows)
	}
	if more := len(areas) - areasTold; more > 0 {
		p.printf("\nTowns of %d further areas gain; --csv lists them all.\n", more)
	}
}
