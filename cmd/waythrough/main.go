// Command waythrough says who may cross which border, on which day, with which
// papers, and finds the lawful way through.
//
// Each subcommand has a file of its own here; what they answer is worked out in
// the packages they call.
package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"strings"
	_ "time/tzdata" // for machines without zone files

	"github.com/spf13/cobra"
)

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

// Exit codes of the command: answered (a refusal is an answer), a question that
// can't be read, anything else.
const (
	answered   = 0
	failed     = 1
	unreadable = 2
)

// A questionError is a question that can't be read.
type questionError struct{ error }

func (e questionError) Unwrap() error { return e.error }

// question marks an error as one of the question, not of the answer.
func question(err error) error {
	if err == nil {
		return nil
	}
	return questionError{err}
}

func run(args []string, out, errOut io.Writer) int {
	a := &app{out: out, err: errOut}
	root := a.root()
	root.SetArgs(args)
	root.SetOut(out)
	root.SetErr(errOut)
	err := root.Execute()
	if err == nil {
		return answered
	}
	fmt.Fprintf(errOut, "waythrough: %s\n", err)
	var q questionError
	if errors.As(err, &q) || !a.started {
		return unreadable
	}
	return failed
}

// An app is what the subcommands share: where to print and the global flags.
type app struct {
	out, err io.Writer
	started  bool // the command line was read; errors are the answer's from here on

	json     bool
	records  []string
	networks []string
	services string
}

func (a *app) root() *cobra.Command {
	root := &cobra.Command{
		Use:   "waythrough",
		Short: "Who may cross which border, on which day, with which papers; and the lawful way through",
		Long: `Waythrough says who may cross which border, on which day, with which papers,
and finds the lawful way through. Every answer names the dated source it rests
on, or says that none was read.`,
		SilenceUsage:  true,
		SilenceErrors: true,
		PersistentPreRun: func(*cobra.Command, []string) {
			a.started = true
		},
	}
	root.PersistentFlags().BoolVar(&a.json, "json", false, "print one JSON object instead of text")
	root.PersistentFlags().StringArrayVar(&a.records, "record", nil, "folder of statements to lay over the built-in record (repeatable)")
	root.PersistentFlags().StringArrayVar(&a.networks, "network", nil, "network file, or folder with places.csv and links.csv, instead of the network that ships (or WAYTHROUGH_NETWORK)")
	root.PersistentFlags().StringVar(&a.services, "services", "", "timetable file, made by 'waythrough import gtfs', whose services are taken too (or WAYTHROUGH_SERVICES)")
	root.SetFlagErrorFunc(func(c *cobra.Command, err error) error { return question(a.flagError(c, err)) })
	root.AddCommand(a.mayCommand(), a.routeCommand(), a.reachCommand(), a.matrixCommand(), a.whatifCommand(), a.processCommand(), a.changesCommand(), a.recordCommand(), a.readCommand(), a.watchCommand(), a.networkCommand(), a.importCommand(), a.benchCommand(), a.serveCommand(), a.mcpCommand(), a.versionCommand())
	return root
}

// flagError adds the nearest flag to an error about an unknown one.
func (a *app) flagError(c *cobra.Command, err error) error {
	_, name, ok := strings.Cut(err.Error(), "unknown flag: --")
	if !ok {
		return err
	}
	if flag, found := nearestFlag(c, name); found {
		return fmt.Errorf("there is no flag --%s; did you mean --%s?", name, flag)
	}
	return fmt.Errorf("there is no flag --%s; '%s --help' lists them", name, c.CommandPath())
}

// version is the version of this build, from the changelog.
const version = "0.1.0"

func (a *app) versionCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print the version, and what the shipped record and network hold",
		Args:  cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			r, err := a.openRecord()
			if err != nil {
				return err
			}
			type versions struct {
				Version    string `json:"version"`
				Revision   string `json:"revision,omitempty"`
				Statements int    `json:"statements"`
				Sources    int    `json:"sources"`
				Crossings  int    `json:"crossings"`
			}
			v := versions{version, revision(), len(r.Statements), len(r.Sources), len(r.Crossings)}
			if a.json {
				return a.printJSON(v)
			}
			_, err = fmt.Fprintf(a.out, "waythrough %s\nrecord: %d statements from %d sources about %d crossings\n", v.Version, v.Statements, v.Sources, v.Crossings)
			return err
		},
	}
}

// revision is the commit the build was made from, where the build says so.
func revision() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return ""
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			return s.Value
		}
	}
	return ""
}
