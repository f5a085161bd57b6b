package main

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"waythrough/journey"
	"waythrough/regime"
	"waythrough/world"
)

// matrixFlags are those of matrix.
type matrixFlags struct {
	places, to, output string
	quiet              bool
	who                travellerFlags
	on                 when
	q                  journey.Query
}

func (a *app) matrixCommand() *cobra.Command {
	var v matrixFlags
	c := &cobra.Command{
		Use:   "matrix --places FILE [--to FILE] [TRAVELLER] [--on 2024-07-30T08:00] [--by car|any] [-o FILE]",
		Short: "Find the best lawful way between each two of many places",
		Long: `Matrix answers, for each two of the places of a file, what route would tell of the
quickest lawful way, or of the quickest that hangs on an unknown if there is no lawful
one: how long it takes, how far it is, its verdict. A pair without a way is refused.

The file is CSV with a column id: a place's id or name, as route takes it; with columns
lat and lon the places lie there. Rows are written as they are found, origin by origin,
as CSV or with --json as one object.`,
		Example: `  waythrough matrix --places towns.csv --passport DEU --on 2024-07-30 -o towns-matrix.csv`,
		Args:    cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			if err := routeWhen(&v.q, &v.on, ""); err != nil {
				return err
			}
			return a.matrix(&v)
		},
	}
	f := c.Flags()
	f.StringVar(&v.places, "places", "", "file of the places, CSV with a column id and perhaps lat and lon")
	f.StringVar(&v.to, "to", "", "file of the places to go to, if they are others")
	f.StringVarP(&v.output, "output", "o", "", "write to this file, which appears whole or not at all")
	f.BoolVarP(&v.quiet, "quiet", "q", false, "show no progress")
	v.on.flags(f)
	v.who.flags(f)
	f.StringVar(&v.q.By, "by", "", "how: "+strings.Join(journey.Ways, ", ")+" (default car, or the vehicle given)")
	f.StringVar(&v.q.Unknown, "unknown", "", "passages whose law is unknown: "+strings.Join(journey.Unknowns, ", ")+" (default show)")
	a.complete(c)
	return c
}

func (a *app) matrix(v *matrixFlags) error {
	if v.places == "" {
		return question(errors.New("--places is missing: a CSV file with a column id, as id then igdir then yerevan, a line each"))
	}
	w, err := a.openWorld()
	if err != nil {
		return err
	}
	from, err := readPlaces(w, v.places)
	if err != nil {
		return err
	}
	to := from
	if v.to != "" {
		if to, err = readPlaces(w, v.to); err != nil {
			return err
		}
	}
	if v.q.Traveller, err = v.who.read(w); err != nil {
		return err
	}
	if err := routeMode(&v.q); err != nil {
		return err
	}
	write := func(out io.Writer) error { return a.writeMatrix(out, w, v, from, to) }
	if v.output == "" {
		return write(a.out)
	}
	if err := writeFile(v.output, write); err != nil {
		return fmt.Errorf("writing %s: %w", v.output, err)
	}
	return nil
}

// writeMatrix writes rows as they are found.
func (a *app) writeMatrix(out io.Writer, w *world.World, v *matrixFlags, from, to *places) error {
	ctx, stop := a.interrupted("the matrix")
	defer stop()
	shown := newProgress(a.err, v.quiet)
	var table pairWriter = &pairsCSV{csv.NewWriter(out)}
	if a.json {
		table = &pairsJSON{out: out}
	}
	if err := table.begin(); err != nil {
		return err
	}
	err := journey.New(w).Matrix(ctx, v.q, from.list, to.list, func(i int, row []*journey.Trip) error {
		shown.counted("origin", i+1, len(from.list))
		for j, t := range row {
			if t == nil && from.names[i] == to.names[j] {
				continue
			}
			x := pair{From: from.names[i], To: to.names[j]}
			if t != nil {
				x.Verdict, x.DurationS, x.DistanceM = t.Verdict, &t.DurationS, &t.DistanceM
			}
			if err := table.write(x); err != nil {
				return err
			}
		}
		return table.flush()
	})
	shown.end(err == nil)
	if ctx.Err() != nil {
		return errors.New("the matrix was interrupted: what was printed of it is right, and the rest is missing; a file asked for was not written")
	}
	if err != nil {
		return question(err)
	}
	return table.end()
}

// A pair is one of a matrix; without a way it has no length, and is refused.
type pair struct {
	From      string         `json:"from"`
	To        string         `json:"to"`
	DurationS *int64         `json:"duration_s"`
	DistanceM *int64         `json:"distance_m"`
	Verdict   regime.Verdict `json:"verdict"`
}

// A pairWriter writes a matrix as it comes.
type pairWriter interface {
	begin() error
	write(x pair) error
	flush() error // after each origin
	end() error
}

type pairsCSV struct{ *csv.Writer }

func (p *pairsCSV) begin() error {
	return p.Write([]string{"from", "to", "duration_s", "distance_m", "verdict"})
}

func (p *pairsCSV) write(x pair) error {
	number := func(n *int64) string {
		if n == nil {
			return ""
		}
		return strconv.FormatInt(*n, 10)
	}
	return p.Write([]string{x.From, x.To, number(x.DurationS), number(x.DistanceM), x.Verdict.String()})
}

func (p *pairsCSV) flush() error {
	p.Flush()
	return p.Error()
}

func (p *pairsCSV) end() error { return p.flush() }

// pairsJSON writes one object with the list of pairs.
type pairsJSON struct {
	out   io.Writer
	comma string
}

func (p *pairsJSON) begin() error {
	_, err := fmt.Fprint(p.out, "{\"pairs\": [")
	return err
}

func (p *pairsJSON) write(x pair) error {
	line, err := json.Marshal(x)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(p.out, "%s\n%s", p.comma, line)
	p.comma = ","
	return err
}

func (p *pairsJSON) flush() error { return nil }

func (p *pairsJSON) end() error {
	_, err := fmt.Fprintln(p.out, "\n]}")
	return err
}

// places are those of a file, with their names there and its further numeric columns.
type places struct {
	names   []string
	list    []world.Place
	columns map[string][]float64
}

// readPlaces reads a file of places. Every line that can't be read is told.
func readPlaces(w *world.World, path string) (*places, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, question(fmt.Errorf("--places: %w", err))
	}
	defer f.Close()
	r := csv.NewReader(f)
	rows, err := r.ReadAll()
	if err != nil {
		return nil, question(fmt.Errorf("--places %s: %w", path, err))
	}
	if len(rows) < 2 {
		return nil, question(fmt.Errorf("--places %s: there is no place in it; the first line names the columns, as id or id,lat,lon, and each further one is a place", path))
	}
	at := map[string]int{}
	for i, name := range rows[0] {
		at[strings.TrimSpace(strings.TrimPrefix(name, "\ufeff"))] = i
	}
	id, ok := at["id"]
	if !ok {
		return nil, question(fmt.Errorf("--places %s:1: there is no column id", path))
	}
	out := &places{columns: map[string][]float64{}}
	var wrong []string
	for n, row := range rows[1:] {
		query := row[id]
		if lat, ok := at["lat"]; ok {
			if lon, ok := at["lon"]; ok && row[lat] != "" {
				query = row[lat] + "," + row[lon]
			}
		}
		place, err := w.Find(query)
		if err != nil {
			wrong = append(wrong, fmt.Sprintf("%s:%d: %v", path, n+2, err))
			continue
		}
		out.names, out.list = append(out.names, row[id]), append(out.list, place)
		for name, i := range at {
			if v, err := strconv.ParseFloat(row[i], 64); err == nil && name != "id" {
				out.columns[name] = append(out.columns[name], v)
			}
		}
	}
	if len(wrong) > 0 {
		return nil, question(fmt.Errorf("--places: %s", strings.Join(wrong, "\n")))
	}
	return out, nil
}
