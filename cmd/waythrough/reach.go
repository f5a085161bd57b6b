package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"waythrough/geo/contour"
	"waythrough/journey"
	"waythrough/record"
	"waythrough/regime"
	"waythrough/world"
)

func (a *app) reachCommand() *cobra.Command {
	var (
		who    travellerFlags
		on     when
		q      journey.Query
		within []string
		output string
	)
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
		RunE: func(_ *cobra.Command, args []string) error {
			if err := routeWhen(&q, &on, ""); err != nil {
				return err
			}
			spans, err := readSpans(within)
			if err != nil {
				return err
			}
			return a.reach(&q, &who, args[0], spans, output)
		},
		ValidArgsFunction: a.completePlace,
	}
	f := c.Flags()
	f.StringSliceVar(&within, "within", nil, "time to travel, as 6h or 90m; several draw several polygons")
	f.StringVarP(&output, "output", "o", "", "write the GeoJSON to this file")
	on.flags(f)
	who.flags(f)
	f.StringVar(&q.By, "by", "", "how: "+strings.Join(journey.Ways, ", ")+" (default car, or the vehicle given)")
	f.StringVar(&q.Unknown, "unknown", "", "passages whose law is unknown: "+strings.Join(journey.Unknowns, ", ")+" (default show)")
	a.complete(c)
	return c
}

// readSpans reads the times of --within, in seconds and ascending.
func readSpans(list []string) ([]int64, error) {
	if len(list) == 0 {
		return nil, question(fmt.Errorf("--within is missing: a time to travel, as 6h or 90m"))
	}
	var out []int64
	for _, s := range list {
		d, err := time.ParseDuration(s)
		if err != nil || d < time.Second {
			return nil, question(fmt.Errorf("--within: %q is no time to travel; write 6h, 90m or 1h30m", s))
		}
		out = append(out, int64(d/time.Second))
	}
	slices.Sort(out)
	return slices.Compact(out), nil
}

func (a *app) reach(q *journey.Query, who *travellerFlags, from string, within []int64, output string) error {
	w, err := a.openWorld()
	if err != nil {
		return err
	}
	if q.From, err = w.Find(from); err != nil {
		return question(fmt.Errorf("FROM: %w", err))
	}
	if q.Traveller, err = who.read(w); err != nil {
		return err
	}
	if err := routeMode(q); err != nil {
		return err
	}
	ctx, stop := a.interrupted("the search")
	defer stop()
	r, err := journey.New(w).Reach(ctx, *q, within)
	if ctx.Err() != nil {
		return fmt.Errorf("the search for what %s reaches was interrupted", from)
	}
	if err != nil {
		return question(err)
	}
	if output != "" {
		if err := writeFile(output, func(out io.Writer) error { return writeJSON(out, reachJSON(r)) }); err != nil {
			return fmt.Errorf("writing %s: %w", output, err)
		}
	}
	if a.json {
		return a.printJSON(reachJSON(r))
	}
	return printReach(newPage(a.out), w, r)
}

// A reachAnswer is a GeoJSON FeatureCollection with the contract's further fields.
type reachAnswer struct {
	Type      string           `json:"type"`
	Question  reachAsked       `json:"question"`
	Traveller regime.Traveller `json:"traveller"`
	People    float64          `json:"people"` // lawfully, within the longest time
	RadiusM   float64          `json:"radius_m"`
	Features  []featureReached `json:"features"`
	Towns     []townReached    `json:"towns"`
	Notes     []string         `json:"notes"`
	Notice    string           `json:"notice"`
}

type reachAsked struct {
	From    journey.Point `json:"from"`
	Departs string        `json:"departs"`
	By      string        `json:"by"`
	Unknown string        `json:"unknown"`
	Known   record.Day    `json:"known"`
}

type featureReached struct {
	Type       string         `json:"type"`
	Properties reachedIn      `json:"properties"`
	Geometry   json.Marshaler `json:"geometry"`
}

type reachedIn struct {
	WithinS int64          `json:"within_s"`
	Verdict regime.Verdict `json:"verdict"` // of the ways: at least so good
	People  float64        `json:"people"`
}

type townReached struct {
	ID        string         `json:"id"`
	Name      string         `json:"name"`
	Area      record.AreaID  `json:"area"`
	People    float64        `json:"population"`
	DurationS int64          `json:"duration_s"`
	Verdict   regime.Verdict `json:"verdict"`
}

func reachJSON(r *journey.Reach) reachAnswer {
	q := r.Question
	out := reachAnswer{Type: "FeatureCollection", Question: reachAsked{q.From, q.Departs, q.By, q.Unknown, q.Known}, Traveller: r.Traveller,
		People: r.People(), RadiusM: r.Radius, Features: []featureReached{}, Towns: []townReached{}, Notes: r.Notes, Notice: r.Notice}
	for _, x := range r.Areas {
		out.Features = append(out.Features, featureReached{"Feature", reachedIn{x.Seconds, x.Verdict, x.People}, contour.Area(x.Shape)})
	}
	for _, t := range r.Towns {
		out.Towns = append(out.Towns, townReached{t.Spot.ID, t.Spot.Name, t.Spot.Area, t.Spot.Population, t.Seconds, t.Verdict})
	}
	return out
}

// townsReached is how many towns of each area a page lists.
const townsReached = 5

func printReach(p *page, w *world.World, r *journey.Reach) error {
	longest := int64(0)
	for _, x := range r.Areas {
		longest = max(longest, x.Seconds)
	}
	p.printf("%s  %s reaches %s people lawfully in %s%s\n", bold.Render("REACH"), r.Question.From.Name, number(int64(r.People())), hours(longest), passportsOf(r.Traveller))
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
