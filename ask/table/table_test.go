package table_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"waythrough/ask"
	"waythrough/ask/table"
	"waythrough/regime"
)

var forms = map[string]func(io.Writer) table.Table{"csv": table.CSV, "json": table.JSON, "printed": table.Printed, "lines": table.Lines}

// What stands in each form, to the byte: a way, a pair without one, names that need quotes; a
// matrix of one place, which has rows and no pairs; and a table that was ended before it began.
func TestForms(t *testing.T) {
	n := func(n int64) *int64 { return &n }
	rows := [][]ask.Trip{{{From: "a", To: `b, "c"`, DurationS: n(60), DistanceM: n(0), Verdict: regime.Permitted}}, {}, {{From: "b", To: "a"}}}
	const first = `{"from":"a","to":"b, \"c\"","duration_s":60,"distance_m":0,"verdict":"permitted"}`
	const second = `{"from":"b","to":"a","duration_s":null,"distance_m":null,"verdict":"refused"}`
	const head = "from,to,duration_s,distance_m,verdict\n"
	for _, c := range []struct{ form, full, empty string }{
		{"csv", head + "a,\"b, \"\"c\"\"\",60,0,permitted\nb,a,,,refused\n", head},
		{"json", `{"pairs":[` + first + ",\n" + second + "]}\n", `{"pairs":[]}` + "\n"},
		{"printed", "{\"pairs\": [\n" + first + ",\n" + second + "\n]}\n", "{\"pairs\": [\n]}\n"},
		{"lines", first + "\n" + second + "\n", "\n"},
	} {
		for want, rows := range map[string][][]ask.Trip{c.full: rows, c.empty: {{}}} {
			var out bytes.Buffer
			write(t, forms[c.form](&out), rows)
			if out.String() != want {
				t.Errorf("%s:\n%s\nwant\n%s", c.form, out.String(), want)
			}
		}
		var out bytes.Buffer
		write(t, forms[c.form](&out), nil)
		if out.String() != c.empty {
			t.Errorf("%s without a row: %q, want %q", c.form, out.String(), c.empty)
		}
	}
}

func write(t *testing.T, to table.Table, rows [][]ask.Trip) {
	t.Helper()
	for _, r := range rows {
		if err := to.Row(r); err != nil {
			t.Fatal(err)
		}
	}
	if err := to.End(); err != nil {
		t.Fatal(err)
	}
}

// However pairs are dealt out to rows, they come in order, and JSON gives them back.
func TestAnyRows(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		var all []ask.Trip
		var rows [][]ask.Trip
		for range rapid.IntRange(0, 4).Draw(r, "rows") {
			row := []ask.Trip{}
			for range rapid.IntRange(0, 3).Draw(r, "pairs") {
				metres := rapid.Int64Min(0).Draw(r, "metres")
				row = append(row, ask.Trip{From: rapid.String().Draw(r, "from"), To: rapid.String().Draw(r, "to"), DistanceM: &metres})
			}
			rows, all = append(rows, row), append(all, row...)
		}
		for _, form := range []string{"json", "printed"} {
			var out bytes.Buffer
			write(t, forms[form](&out), rows)
			var got struct{ Pairs []json.RawMessage }
			if err := json.Unmarshal(out.Bytes(), &got); err != nil || len(got.Pairs) != len(all) {
				r.Fatalf("%s: %v, %d pairs of %d:\n%s", form, err, len(got.Pairs), len(all), out.Bytes())
			}
			for i, p := range got.Pairs {
				if want, _ := json.Marshal(all[i]); !bytes.Equal(p, want) {
					r.Fatalf("%s: pair %d is %s, want %s", form, i, p, want)
				}
			}
		}
	})
}

// A writer that takes no more is told of, by the row or by the end.
func TestWriterThatFails(t *testing.T) {
	full := errors.New("full")
	for name, form := range forms {
		for room := range 60 {
			to := form(&small{room, full})
			row, end := to.Row([]ask.Trip{{From: strings.Repeat("a", 60)}}), to.End()
			if !errors.Is(row, full) && !errors.Is(end, full) {
				t.Errorf("%s with room for %d bytes: %v, %v", name, room, row, end)
			}
		}
	}
}

type small struct {
	room int
	err  error
}

func (s *small) Write(b []byte) (int, error) {
	if s.room -= len(b); s.room < 0 {
		return 0, s.err
	}
	return len(b), nil
}
