package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"waythrough/record"
	"waythrough/road/mapped"
	"waythrough/world"
)

// cutFacts are a cut as it is printed.
type cutFacts struct {
	Lat      float64     `json:"lat"`
	Lon      float64     `json:"lon"`
	From     string      `json:"from"`
	To       string      `json:"to"`
	Ways     []int64     `json:"ways"`
	Names    []string    `json:"names,omitempty"`
	Refs     []string    `json:"refs,omitempty"`
	Profiles []string    `json:"profiles"`
	Posts    []postFacts `json:"posts"`
	Crossing string      `json:"crossing"` // of the record; "" if it has none
	OffM     float64     `json:"crossing_off_m,omitempty"`
}

// missingFacts are a crossing of the record that no cut was matched to.
type missingFacts struct {
	Crossing string           `json:"crossing"`
	Areas    [2]record.AreaID `json:"areas"`
	Why      string           `json:"why"`
	Nearest  *[2]float64      `json:"nearest_cut,omitempty"`
	OffM     float64          `json:"off_m,omitempty"`
}

// cutsAnswer are the cuts of a network, and how they and a record's crossings match.
type cutsAnswer struct {
	Cuts       []cutFacts     `json:"cuts"`
	Matched    int            `json:"matched"`
	Unrecorded int            `json:"unrecorded"`
	Missing    []missingFacts `json:"missing"`
	Notes      []string       `json:"notes"`
}

type postFacts struct {
	Node     int64   `json:"node,omitempty"` // of the map, or the way that outlines the post
	Way      int64   `json:"way,omitempty"`
	Lat      float64 `json:"lat"`
	Lon      float64 `json:"lon"`
	OffM     float64 `json:"off_m"`
	Control  bool    `json:"border_control"`
	Customs  bool    `json:"customs"`
	Name     string  `json:"name,omitempty"`
	Operator string  `json:"operator,omitempty"`
}

func (a *app) networkCuts() *cobra.Command {
	var from, to string
	c := &cobra.Command{
		Use:   "cuts NETWORK [--from AREA] [--to AREA]",
		Short: "List where roads cross a border",
		Long: `Cuts lists every place where a road passes from one area into another: where it
is, which roads meet there, who may use them if law lets them, and which posts of
border control or customs the map shows within 1 km. Each is matched to the
crossing of the record that it is, if it is one; crossings that no cut was
matched to are listed with the reason. --from and --to ask for the border of one
area, or of two, in either direction.`,
		Example: "  waythrough network cuts liechtenstein.network --from LIE --to AUT",
		Args:    one("a network file"),
		RunE: func(_ *cobra.Command, args []string) error {
			return withRoads(args[0], func(n *mapped.Network) error {
				for flag, code := range map[string]string{"--from": from, "--to": to} {
					if err := checkArea(n, flag, code); err != nil {
						return err
					}
				}
				r, err := a.openRecord()
				if err != nil {
					return err
				}
				answer := matchedCuts(n, r, from, to)
				if a.json {
					return a.printJSON(answer)
				}
				return printCuts(newPage(a.out), answer)
			})
		},
	}
	c.Flags().StringVar(&from, "from", "", "only cuts at the border of this area")
	c.Flags().StringVar(&to, "to", "", "only cuts at the border of this area as well")
	a.complete(c)
	return c
}

// matchedCuts lists the cuts at the border of two areas, or of one, or of any, and the
// crossings of the record there.
func matchedCuts(n *mapped.Network, r *record.Record, from, to string) *cutsAnswer {
	asked := func(a, b string) bool {
		return (from == "" || a == from || b == from) && (to == "" || a == to || b == to)
	}
	answer := &cutsAnswer{Cuts: []cutFacts{}, Missing: []missingFacts{}, Notes: append([]string{}, n.About.Notes...)}
	m := world.MatchCuts(n.Streets, r)
	cuts := n.Cuts()
	for i := range cuts {
		if !asked(cuts[i].From, cuts[i].To) {
			continue
		}
		f := factsOfCut(&cuts[i])
		if f.Crossing = string(m.Of[i]); f.Crossing != "" {
			f.OffM = tenths(float64(m.Off[i]))
			answer.Matched++
		}
		answer.Cuts = append(answer.Cuts, f)
	}
	answer.Unrecorded = len(answer.Cuts) - answer.Matched
	for _, x := range m.Missing {
		if !asked(string(x.Areas[0]), string(x.Areas[1])) {
			continue
		}
		f := missingFacts{Crossing: string(x.Crossing), Areas: x.Areas, Why: x.Why}
		if x.Nearest >= 0 {
			f.Nearest, f.OffM = &[2]float64{cuts[x.Nearest].At.Lat, cuts[x.Nearest].At.Lon}, tenths(float64(x.Off))
		}
		answer.Missing = append(answer.Missing, f)
	}
	return answer
}

// checkArea reports an area that the network doesn't have.
func checkArea(n *mapped.Network, flag, code string) error {
	known := n.Streets.Codes[1:]
	if code == "" || slices.Contains(known, code) {
		return nil
	}
	if len(known) == 0 {
		return question(fmt.Errorf("%s %s: %s knows no areas: it was built without boundaries", flag, code, n.Path()))
	}
	if near, ok := record.Nearest(code, known); ok {
		return question(fmt.Errorf("%s: no road of %s lies in %q; did you mean %s?", flag, n.Path(), code, near))
	}
	return question(fmt.Errorf("%s: no road of %s lies in %q; its areas are %s", flag, n.Path(), code, strings.Join(known, ", ")))
}

func factsOfCut(c *mapped.Cut) cutFacts {
	f := cutFacts{Lat: c.At.Lat, Lon: c.At.Lon, From: c.From, To: c.To, Ways: c.Ways, Names: c.Names, Refs: c.Refs, Profiles: []string{}, Posts: []postFacts{}}
	if f.Ways == nil {
		f.Ways = []int64{}
	}
	for _, p := range c.Profiles {
		f.Profiles = append(f.Profiles, p.String())
	}
	for _, p := range c.Posts {
		at := p.At.LatLon()
		f.Posts = append(f.Posts, postFacts{p.Node, p.Way, at.Lat, at.Lon, float64(int(p.Off*10+0.5)) / 10, p.Control, p.Duty, p.Name, p.Operator})
	}
	return f
}

func printCuts(p *page, a *cutsAnswer) error {
	if len(a.Cuts) == 0 {
		p.printf("no road crosses a border there\n")
	}
	var rows [][]string
	posts := 0
	for _, c := range a.Cuts {
		post, ways := "", ""
		if len(c.Posts) > 0 {
			posts++
			post = fmt.Sprintf("%.0f m", c.Posts[0].OffM)
		}
		if len(c.Ways) > 0 {
			ways = strconv.FormatInt(c.Ways[0], 10)
		}
		if len(c.Ways) > 1 {
			ways += fmt.Sprintf(" +%d", len(c.Ways)-1)
		}
		row := []string{fmt.Sprintf("%.5f,%.5f", c.Lat, c.Lon), areaName(c.From) + " – " + areaName(c.To),
			shortened(strings.Join(slices.Concat(c.Refs, c.Names), " "), 26), everybody(c.Profiles), post, ways}
		if a.Matched > 0 {
			row = slices.Insert(row, 2, c.Crossing)
		}
		rows = append(rows, row)
	}
	if len(rows) > 0 {
		head := []string{"at", "areas", "road", "for", "post", "way"}
		if a.Matched > 0 {
			head = slices.Insert(head, 2, "crossing")
		}
		p.table(head, rows)
		p.printf("\n%s: %s of a crossing of the record, %s unrecorded; %s within 1 km of a post.\n",
			many(len(a.Cuts), "cut"), number(a.Matched), number(a.Unrecorded), number(posts))
	}
	if len(a.Missing) > 0 {
		p.section("Crossings of the record without a road here")
	}
	for _, x := range a.Missing {
		p.item("·", fmt.Sprintf("%s (%s – %s): %s", x.Crossing, x.Areas[0], x.Areas[1], x.Why))
	}
	for _, note := range a.Notes {
		p.item("!", note)
	}
	return p.end("Law is not in the file: 'waythrough may' answers who may cross.")
}

// everybody names profiles, or says that they are all.
func everybody(profiles []string) string {
	if len(profiles) == len(profileNames()) {
		return "all"
	}
	return strings.Join(profiles, " ")
}

// shortened leaves off what is beyond so many letters.
func shortened(s string, most int) string {
	if letters := []rune(s); len(letters) > most {
		return string(letters[:most-1]) + "…"
	}
	return s
}
