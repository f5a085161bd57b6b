package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"waythrough/record"
	"waythrough/record/builtin"
)

func (a *app) recordCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "record",
		Short: "Check, show, list and export the record",
		Args:  cobra.NoArgs,
		RunE:  func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	c.AddCommand(a.recordCheck(), a.recordShow(), a.recordList(), a.recordExport(), a.recordSchema())
	return c
}

func (a *app) recordCheck() *cobra.Command {
	return &cobra.Command{
		Use:   "check [DIR]...",
		Short: "Say everything that is wrong in a record at once",
		Long: `Check reads the folders laid over the built-in record, as --record would, and
says everything that is wrong: file, line, what, and the nearest that would do.
Without a folder it checks the built-in record itself.`,
		RunE: func(_ *cobra.Command, dirs []string) error {
			folders := []record.Folder{builtin.Files()}
			for _, dir := range slices.Concat(a.records, dirs) {
				folders = append(folders, record.Folder{Name: dir, FS: os.DirFS(dir)})
			}
			r, err := record.Load(folders...)
			if a.json {
				return a.printCheck(r, err)
			}
			if errs := record.AsErrors(err); errs != nil {
				return fmt.Errorf("%s in the record; nothing was loaded:\n%w", count(len(errs), "error"), errs)
			}
			if err != nil {
				return err
			}
			_, err = fmt.Fprintf(a.out, "no errors: %s, %s, %s, %s\n", count(len(r.Statements), "statement"),
				count(len(r.Sources), "source"), count(len(r.Crossings), "crossing"), count(len(r.Terminals), "terminal"))
			return err
		},
	}
}

// printCheck prints what a check found as one object. A broken record is still
// an error of the command.
func (a *app) printCheck(r *record.Record, err error) error {
	type fault struct {
		File    string `json:"file"`
		Line    int    `json:"line"`
		Message string `json:"message"`
	}
	faults := []fault{}
	for _, e := range record.AsErrors(err) {
		faults = append(faults, fault{e.Pos.File, e.Pos.Line, e.Msg})
	}
	found := map[string]any{"errors": faults}
	if r != nil {
		found["statements"], found["sources"] = len(r.Statements), len(r.Sources)
	}
	if printErr := a.printJSON(found); printErr != nil {
		return printErr
	}
	if err != nil {
		return fmt.Errorf("%s in the record; nothing was loaded", count(len(faults), "error"))
	}
	return nil
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

func (a *app) recordShow() *cobra.Command {
	return &cobra.Command{
		Use:     "show ID",
		Short:   "Show one statement, source, crossing, terminal, area or process",
		Example: "  waythrough record show tur-arm-land-closure-1993",
		Args:    one("an id, as tur-arm-land-closure-1993"),
		RunE: func(_ *cobra.Command, args []string) error {
			r, err := a.openRecord()
			if err != nil {
				return err
			}
			item, err := r.Item(args[0])
			if err != nil {
				return question(err)
			}
			if a.json {
				return a.printJSON(item.Value)
			}
			return printItem(newPage(a.out), r, item)
		},
		ValidArgsFunction: a.completeItem,
	}
}

// one asks for exactly one argument.
func one(what string) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		if len(args) != 1 {
			return fmt.Errorf("%s takes %s", c.CommandPath(), what)
		}
		return nil
	}
}

func printItem(p *page, r *record.Record, e record.Item) error {
	p.printf("%s  %s\n", bold.Render(e.ID), faint.Render(e.What+", "+e.Pos.String()))
	data, err := e.YAML()
	if err != nil {
		return err
	}
	for line := range strings.Lines(string(data)) {
		p.printf("  %s", line)
	}
	if s, ok := e.Value.(*record.Statement); ok {
		p.cite(r.Known(farFuture).Cite(s.Sources))
		for _, event := range r.Known(farFuture).Events(s) {
			p.cite(r.Known(farFuture).Cite(event.Sources))
		}
	}
	return p.end("")
}

// farFuture is a day by which everything in a record is public.
const farFuture = record.Day(1 << 30)

func (a *app) recordList() *cobra.Command {
	var kind, at string
	c := &cobra.Command{
		Use:     "list [--kind KIND] [--at PLACE]",
		Short:   "List statements: id, kind, dates and what each says",
		Example: "  waythrough record list --kind commitment --at margara-alican",
		Args:    cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			r, err := a.openRecord()
			if err != nil {
				return err
			}
			list, err := r.List(record.Kind(kind), at)
			if err != nil {
				return question(err)
			}
			if a.json {
				return a.printJSON(map[string]any{"statements": list})
			}
			p := newPage(a.out)
			var rows [][]string
			for _, s := range list {
				rows = append(rows, []string{string(s.ID), string(s.Kind()), s.Valid.From.String(), s.Says})
			}
			p.table([]string{"id", "kind", "from", "says"}, rows)
			return p.end("")
		},
	}
	c.Flags().StringVar(&kind, "kind", "", "only this kind: rule, commitment, meeting, …")
	c.Flags().StringVar(&at, "at", "", "only what is about this crossing, terminal, area or process")
	a.complete(c)
	return c
}

func (a *app) recordExport() *cobra.Command {
	return &cobra.Command{
		Use:   "export",
		Short: "Write the whole record as JSON Lines: one thing a line, with its type",
		Args:  cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			r, err := a.openRecord()
			if err != nil {
				return err
			}
			return exportLines(a.out, r)
		},
	}
}

func exportLines(w io.Writer, r *record.Record) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	for item := range r.Items() {
		line := struct {
			Type string `json:"type"`
			Data any    `json:"data"`
		}{item.What, item.Value}
		if err := e.Encode(line); err != nil {
			return fmt.Errorf("exporting %s %s: %w", item.What, item.ID, err)
		}
	}
	return nil
}

func (a *app) recordSchema() *cobra.Command {
	return &cobra.Command{
		Use:   "schema",
		Short: "Print the JSON Schema of record files, for editors",
		Args:  cobra.NoArgs,
		RunE:  func(*cobra.Command, []string) error { return a.printJSON(record.Schema()) },
	}
}
