package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"waythrough/record"
	"waythrough/record/builtin"
	"waythrough/regime"
	"waythrough/whatif"
	"waythrough/whatif/report"
	"waythrough/world"
)

// whatifFlags are the flags of a comparison.
type whatifFlags struct {
	ifs                      []string
	base, cost, weight, each string
	exponent                 float64
	unknown, places          string
	csv, geojson, svg        string
	who                      travellerFlags
	on                       when
}

func (a *app) whatifCommand() *cobra.Command {
	var v whatifFlags
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
		RunE: func(*cobra.Command, []string) error { return a.whatif(&v) },
	}
	f := c.Flags()
	f.StringArrayVar(&v.ifs, "if", nil, "what is supposed (repeatable)")
	f.StringVar(&v.each, "each", "", "commitments: rank every pending commitment by what it would bring")
	f.StringVar(&v.base, "base", "law", "what is compared with: law or no-law")
	f.StringVar(&v.cost, "cost", whatif.Duration, "the quantity minimised: duration or distance")
	f.StringVar(&v.weight, "weight", "population", "weight of places: population or a numeric column")
	f.StringVar(&v.places, "places", "", "compare the places of this file, CSV with a column id and perhaps lat, lon and weights, instead of the network's")
	f.Float64Var(&v.exponent, "exponent", 1, "exponent of the cost in market access")
	f.StringVar(&v.unknown, "unknown", "refuse", "passages whose law is unknown: permit or refuse")
	f.StringVar(&v.csv, "csv", "", "write the settlements' figures to this file")
	f.StringVar(&v.geojson, "geojson", "", "write them as GeoJSON to this file")
	f.StringVar(&v.svg, "svg", "", "write a map to this file")
	v.on.flags(f)
	v.who.flags(f)
	a.complete(c)
	return c
}

func (a *app) whatif(v *whatifFlags) error {
	w, err := a.openWorld()
	if err != nil {
		return err
	}
	q, s, err := v.read(w)
	if err != nil {
		return err
	}
	var notes []string
	if v.places != "" {
		if q.Places, notes, err = settlements(w, v.places, v.weight); err != nil {
			return err
		}
	}
	if v.each != "" {
		if v.each != "commitments" || len(v.ifs) > 0 {
			return question(fmt.Errorf("--each takes the word commitments, and no --if beside it"))
		}
		return a.sweep(q, s)
	}
	sides, err := whatif.Resolve(w, s, a.hypothetical())
	if err != nil {
		return question(err)
	}
	q.Before, q.After = sides.Before, sides.After
	answer, err := whatif.Compare(context.Background(), q)
	if err != nil {
		return question(err)
	}
	answer.Heading, answer.Assumed = sides.Heading, slices.Concat(sides.Assumed, notes, answer.Assumed)
	answer.Traveller = who(q.Traveller)
	answer.Notice = w.Law(q.Known).On(q.On).Notice("")
	answer.Blockers = sides.Blockers(q)
	if err := v.write(w, answer); err != nil {
		return err
	}
	if a.json {
		return a.printJSON(answer)
	}
	return printWhatif(newPage(a.out), w, answer)
}

// read gives the question, without its sides, and the scenario.
func (v *whatifFlags) read(w *world.World) (whatif.Question, whatif.Scenario, error) {
	day, known, err := v.on.read()
	if err != nil {
		return whatif.Question{}, whatif.Scenario{}, err
	}
	if !slices.Contains([]string{"permit", "refuse"}, v.unknown) {
		return whatif.Question{}, whatif.Scenario{}, question(fmt.Errorf("--unknown %q is neither permit nor refuse", v.unknown))
	}
	q := whatif.Question{World: w, Cost: v.cost, Weight: v.weight, Exponent: v.exponent, On: day.FirstDay(), Known: known}
	if q.Traveller, err = v.who.read(w); err != nil {
		return q, whatif.Scenario{}, err
	}
	switch q.Mode = q.Traveller.Mode; q.Mode {
	case "":
		q.Mode = record.Road
	case record.Road, record.Foot:
	default:
		return q, whatif.Scenario{}, question(fmt.Errorf("--mode %s: only road and foot are compared", q.Mode))
	}
	if q.Mode == record.Road && q.Traveller.Vehicle == "" {
		q.Traveller.Vehicle = "car"
	}
	s := whatif.Scenario{Base: v.base, Ifs: v.ifs, On: q.On, Known: known, PermitUnknown: v.unknown == "permit"}
	return q, s, nil
}

// hypothetical opens files and folders of statements over the record, each over
// those opened before it.
func (a *app) hypothetical() func(path string) (*record.Record, error) {
	var supposed []record.Folder
	return func(path string) (*record.Record, error) {
		info, err := os.Stat(path)
		if err != nil {
			return nil, err
		}
		folder := record.Folder{Name: path, FS: os.DirFS(path)}
		if !info.IsDir() {
			folder = record.Folder{Name: filepath.Dir(path), FS: os.DirFS(filepath.Dir(path)), Only: filepath.Base(path)}
		}
		folders, err := a.recordFolders()
		if err != nil {
			return nil, err
		}
		supposed = append(supposed, folder)
		return builtin.Record(append(folders, supposed...)...)
	}
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

// who names the traveller of a comparison.
func who(t regime.Traveller) string {
	by := "by " + t.Vehicle
	if t.Vehicle == "" || t.Vehicle == "none" {
		by = "on foot"
	}
	if len(t.Passports) == 0 {
		return "a resident national of the place each way begins at, ordinary passport, " + by
	}
	return strings.TrimPrefix(passportsOf(t), ", ") + ", " + by
}

func (a *app) sweep(q whatif.Question, s whatif.Scenario) error {
	list, err := whatif.Sweep(context.Background(), q, s)
	if err != nil {
		return question(err)
	}
	if a.json {
		return a.printJSON(map[string]any{"traveller": who(q.Traveller), "on": q.On, "commitments": list})
	}
	p := newPage(a.out)
	p.printf("%s  for %s, on %s\n", bold.Render("What each pending commitment would bring"), who(q.Traveller), q.On)
	var rows [][]string
	for _, r := range list {
		rows = append(rows, []string{fmt.Sprintf("%+.3f %%", 100*r.Gain), fmt.Sprint(r.NewlyJoined), fmt.Sprint(r.Quicker), r.Title, string(r.Undertaking), string(r.Status)})
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
