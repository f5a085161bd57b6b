// Package table writes a matrix as it is found, origin by origin: as CSV, as one JSON object, or
// as a JSON object a line (NDJSON). Each trip is written as soon as it is given and nothing is
// kept, so a matrix of any size takes the memory of one row. Nothing is written before the first
// row: an error that comes before it can still be told otherwise. An answer without its End was
// cut off.
//
// In CSV a pair without a way has an empty duration and distance; in JSON they are null.
package table

import (
	"encoding/csv"
	"encoding/json"
	"io"
	"strconv"

	"waythrough/ask"
)

// A Table takes a matrix, row by row.
type Table interface {
	// Row writes the trips from one origin.
	Row(trips []ask.Trip) error
	// End writes what follows the last row.
	End() error
}

// CSV begins a table of comma-separated values under a line of names.
func CSV(w io.Writer) Table { return &commas{Writer: csv.NewWriter(w)} }

// JSON begins an object with the list of pairs, a pair a line.
func JSON(w io.Writer) Table {
	return &objects{w: w, head: `{"pairs":[`, between: ",\n", foot: "]}\n"}
}

// Printed is JSON as a person reads it: no pair on the line of a bracket.
func Printed(w io.Writer) Table {
	return &objects{w: w, head: `{"pairs": [`, first: "\n", between: ",\n", foot: "\n]}\n"}
}

// Lines begins a list of objects, one a line.
func Lines(w io.Writer) Table { return &objects{w: w, between: "\n", foot: "\n"} }

// objects writes pairs as JSON objects: head, before the first of them first, then between each
// two, and foot.
type objects struct {
	w                          io.Writer
	head, first, between, foot string
	begun, full                bool
}

func (t *objects) Row(trips []ask.Trip) error {
	if err := t.begin(); err != nil {
		return err
	}
	for i := range trips {
		lead := t.between
		if !t.full {
			lead, t.full = t.first, true
		}
		text, err := json.Marshal(&trips[i])
		if err != nil {
			return err
		}
		if _, err := io.WriteString(t.w, lead+string(text)); err != nil {
			return err
		}
	}
	return nil
}

func (t *objects) begin() error {
	if t.begun {
		return nil
	}
	t.begun = true
	_, err := io.WriteString(t.w, t.head)
	return err
}

func (t *objects) End() error {
	if err := t.begin(); err != nil {
		return err
	}
	_, err := io.WriteString(t.w, t.foot)
	return err
}

type commas struct {
	*csv.Writer
	begun bool
}

func (t *commas) Row(trips []ask.Trip) error {
	t.begin()
	for _, x := range trips {
		// Flush tells what went wrong.
		_ = t.Write([]string{x.From, x.To, number(x.DurationS), number(x.DistanceM), x.Verdict.String()})
	}
	return t.flush()
}

func (t *commas) begin() {
	if !t.begun {
		t.begun = true
		_ = t.Write([]string{"from", "to", "duration_s", "distance_m", "verdict"})
	}
}

func (t *commas) End() error {
	t.begin()
	return t.flush()
}

func (t *commas) flush() error {
	t.Flush()
	return t.Error()
}

func number(n *int64) string {
	if n == nil {
		return ""
	}
	return strconv.FormatInt(*n, 10)
}
