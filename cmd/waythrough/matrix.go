package main

import (
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"waythrough/ask"
	"waythrough/ask/table"
)

// matrixFlags are those of matrix that say where places stand, and where the answer goes.
type matrixFlags struct {
	places, to, output string
	quiet              bool
}

func (a *app) matrixCommand() *cobra.Command {
	var (
		v matrixFlags
		q ask.Matrix
	)
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
	}
	f := c.Flags()
	bind(f, &q)
	who := travellerFile(f, &q.Traveller)
	f.StringVar(&v.places, "places", "", "file of the places, CSV with a column id and perhaps lat and lon")
	f.StringVar(&v.to, "to", "", "file of the places to go to, if they are others")
	f.StringVarP(&v.output, "output", "o", "", "write to this file, which appears whole or not at all")
	f.BoolVarP(&v.quiet, "quiet", "q", false, "show no progress")
	c.RunE = func(*cobra.Command, []string) error {
		if v.places == "" {
			return question(errors.New("--places is missing: a CSV file with a column id, as id then igdir then yerevan, a line each"))
		}
		var err error
		if q.Places, err = readSites("--places", v.places, ""); err != nil {
			return err
		}
		if v.to != "" {
			if q.To, err = readSites("--to", v.to, ""); err != nil {
				return err
			}
		}
		if err := who(); err != nil {
			return err
		}
		return a.matrix(&v, q)
	}
	a.complete(c)
	return c
}

// readSites reads a file of places for a flag.
func readSites(flag, path, weight string) ([]ask.Site, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, question(fmt.Errorf("%s: %w", flag, err))
	}
	defer f.Close()
	sites, err := ask.ReadSites(path, f, weight)
	var wrong *ask.Error
	if errors.As(err, &wrong) {
		return nil, question(fmt.Errorf("%s: %w", flag, wrong.Err))
	}
	return sites, err
}

func (a *app) matrix(v *matrixFlags, q ask.Matrix) error {
	d, err := a.openDesk()
	if err != nil {
		return err
	}
	write := func(out io.Writer) error { return a.writeMatrix(out, d, v, q) }
	if v.output == "" {
		return write(a.out)
	}
	if err := writeFile(v.output, write); err != nil {
		return fmt.Errorf("writing %s: %w", v.output, err)
	}
	return nil
}

// writeMatrix writes rows as they are found.
func (a *app) writeMatrix(out io.Writer, d *ask.Desk, v *matrixFlags, q ask.Matrix) error {
	ctx, stop := a.interrupted("the matrix")
	defer stop()
	shown := newProgress(a.err, v.quiet)
	rows := table.CSV(out)
	if a.json {
		rows = table.Printed(out)
	}
	err := d.Matrix(ctx, q, func(origin int, trips []ask.Trip) error {
		shown.counted("origin", origin+1, len(q.Places))
		return rows.Row(trips)
	})
	shown.end(err == nil)
	if ctx.Err() != nil {
		return errors.New("the matrix was interrupted: what was printed of it is right, and the rest is missing; a file asked for was not written")
	}
	if err != nil {
		return asked(&q, err)
	}
	return rows.End()
}
