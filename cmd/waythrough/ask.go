package main

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"waythrough/ask"
	"waythrough/record"
	"waythrough/record/builtin"
	"waythrough/regime"
)

// openRecord opens the record that ships, with the user's folders over it.
func (a *app) openRecord() (*record.Record, error) {
	folders, err := ask.Folders(a.records)
	if err != nil {
		return nil, asked(nil, err)
	}
	return builtin.Record(folders...)
}

// openDesk opens what questions are answered from.
func (a *app) openDesk() (*ask.Desk, error) {
	o, err := a.options()
	if err != nil {
		return nil, err
	}
	d, err := ask.Open(o)
	return d, asked(nil, err)
}

// options are what the global flags say to answer from.
func (a *app) options() (ask.Options, error) {
	o := ask.Options{Records: a.records, Services: a.services, Files: true}
	var err error
	if o.Network, err = a.network(); err != nil {
		return o, err
	}
	if o.Services == "" {
		o.Services = os.Getenv("WAYTHROUGH_SERVICES")
	}
	if o.Today, err = today(); err != nil {
		return o, question(err)
	}
	return o, nil
}

// network names the network asked for; empty for the one that ships.
func (a *app) network() (string, error) {
	dirs := a.networks
	if env := os.Getenv("WAYTHROUGH_NETWORK"); len(dirs) == 0 && env != "" {
		dirs = []string{env}
	}
	switch len(dirs) {
	case 0:
		return "", nil
	case 1:
		return dirs[0], nil
	}
	return "", question(fmt.Errorf("--network was given %d times, and one network is read at a time: 'waythrough network build' makes one file of several extracts", len(dirs)))
}

// today gives the day of questions that name none, where WAYTHROUGH_TODAY sets it for those
// who want the same answer tomorrow; nil where the clock does.
func today() (func() record.Day, error) {
	s := os.Getenv("WAYTHROUGH_TODAY")
	if s == "" {
		return nil, nil
	}
	d, err := record.ParseDate(s)
	if err != nil {
		return nil, fmt.Errorf("WAYTHROUGH_TODAY: %w", err)
	}
	return d.FirstDay, nil
}

// bind makes flags of the parameters of a question.
func bind(f *pflag.FlagSet, q any) {
	for _, p := range ask.Params(q) {
		if p.Arg != "" {
			continue
		}
		switch v := p.Value.(type) {
		case *string:
			f.StringVar(v, p.Name, "", p.Doc)
		case *[]string:
			f.StringArrayVar(v, p.Name, nil, p.Doc)
		case *int:
			f.IntVar(v, p.Name, 0, p.Doc)
		case *float64:
			preset, _ := strconv.ParseFloat(p.Default, 64)
			f.Float64Var(v, p.Name, preset, p.Doc)
		}
	}
}

// asked tells an error of a question, or of what it is to be answered from, as one of the
// command line: by flag or by argument.
func asked(q any, err error) error {
	var folder *ask.FolderError
	if errors.As(err, &folder) {
		return fmt.Errorf("opening --record %s: %w", folder.Folder, folder.Err)
	}
	var e *ask.Error
	if !errors.As(err, &e) {
		return err
	}
	arguments := map[string]string{}
	if q != nil {
		for _, p := range ask.Params(q) {
			arguments[p.Name] = p.Arg
		}
	}
	return question(&spelt{e, func(param, value string) string {
		return strings.TrimSpace(cmp.Or(arguments[param], "--"+param) + " " + value)
	}})
}

// A spelt error is one of a question, with its parameters as they are written here.
type spelt struct {
	of *ask.Error
	as ask.Spelling
}

func (s *spelt) Error() string { return s.of.Spelt(s.as) }
func (s *spelt) Unwrap() error { return s.of }

// travellerFile adds the flag that takes who asks from a file; the function it gives reads it.
func travellerFile(f *pflag.FlagSet, t *ask.Traveller) func() error {
	path := f.String("traveller", "", "file with the traveller as JSON, instead of flags")
	return func() error {
		if *path == "" {
			return nil
		}
		whole, err := readTraveller(*path)
		t.Whole = &whole
		return err
	}
}

func readTraveller(path string) (regime.Traveller, error) {
	var t regime.Traveller
	f, err := os.Open(path)
	if err != nil {
		return t, question(fmt.Errorf("--traveller: %w", err))
	}
	defer f.Close()
	d := json.NewDecoder(f)
	d.DisallowUnknownFields()
	if err := d.Decode(&t); err != nil {
		return t, question(fmt.Errorf("--traveller %s: %w", path, err))
	}
	return t, nil
}

func (a *app) printJSON(v any) error { return writeJSON(a.out, v) }

func writeJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}

// nearestFlag finds the flag that a misspelt one was meant for.
func nearestFlag(c *cobra.Command, name string) (string, bool) {
	name, _, _ = strings.Cut(name, "=")
	var names []string
	c.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
	return record.Nearest(name, names)
}
