package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"slices"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"waythrough/record"
	"waythrough/road"
	"waythrough/road/mapped"
	"waythrough/road/osm/profile"
)

func (a *app) networkCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "network",
		Short: "Build network files of real roads, look into them and find ways over them",
		Long: `Network makes a network file of OpenStreetMap extracts, of a graph in the form of
the 9th DIMACS Challenge, or of two plain tables; says what is in one; and finds
ways over its roads. Law is not in the file: 'waythrough route' and 'waythrough
may' answer for that.`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	c.AddCommand(a.networkBuild(), a.networkInfo(), a.networkVerify(), a.networkCuts(), a.networkExport(), a.networkPath())
	return c
}

// withRoads opens a file of imported roads and does something with it; a fault in reading
// the file becomes an error.
func withRoads(path string, do func(*mapped.Network) error) error {
	kind, err := road.FileKind(path)
	if err != nil {
		return err
	}
	if kind == road.Tables {
		return fmt.Errorf("%s holds the places and links of two tables, not roads of a map: 'waythrough route --network %s FROM TO' finds ways over them", path, path)
	}
	n, err := mapped.Open(path)
	if err != nil {
		return err
	}
	defer n.Close()
	var broken error
	if err := n.Guard(func() { broken = do(n) }); err != nil {
		return err
	}
	return broken
}

// interrupted gives a context that ends when the user asks the program to stop. Asked
// once more, it stops at once.
func (a *app) interrupted(doing string) (context.Context, context.CancelFunc) {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	done := make(chan struct{})
	context.AfterFunc(ctx, func() {
		select {
		case <-done:
		default:
			stop()
			fmt.Fprintf(a.err, "\nwaythrough: stopping %s as soon as the step at hand is done\n", doing)
		}
	})
	return ctx, func() {
		close(done)
		stop()
	}
}

// readProfile reads the name of a profile for a flag.
func readProfile(flag, s string) (profile.Profile, error) {
	names := profileNames()
	if i := slices.Index(names, s); i >= 0 {
		return profile.Profile(i), nil
	}
	if near, ok := record.Nearest(s, names); ok {
		return 0, question(fmt.Errorf("%s: there is no profile %q; did you mean %s?", flag, s, near))
	}
	return 0, question(fmt.Errorf("%s: there is no profile %q; they are %s", flag, s, strings.Join(names, ", ")))
}

func profileNames() (names []string) {
	for p := range profile.Profile(profile.Count) {
		names = append(names, p.String())
	}
	return names
}

// readMeasure reads what a way is to have least of.
func readMeasure(s string) (mapped.Measure, error) {
	for _, m := range []mapped.Measure{mapped.Duration, mapped.Length} {
		if m.String() == s {
			return m, nil
		}
	}
	return 0, question(fmt.Errorf("--measure: %q is neither duration nor length", s))
}

// number writes an integer with commas between thousands.
func number[T int | int64](n T) string {
	digits := fmt.Sprint(n)
	for i := len(digits) - 3; i > 0 && digits[i-1] != '-'; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits
}

// bytesOf writes a size.
func bytesOf(n int64) string {
	switch {
	case n < 1e3:
		return count(int(n), "byte")
	case n < 1e6:
		return fmt.Sprintf("%.0f kB", float64(n)/1e3)
	case n < 1e9:
		return fmt.Sprintf("%.1f MB", float64(n)/1e6)
	}
	return fmt.Sprintf("%.2f GB", float64(n)/1e9)
}

// areaName names an area for people; the network doesn't know the area of every place.
func areaName(code string) string {
	if code == "" {
		return "unknown"
	}
	return code
}
