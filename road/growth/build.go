package growth

import (
	"context"
	"os"
	"strconv"
	"strings"

	"waythrough/road/importer"
	"waythrough/road/osm/profile"
)

// Built is the report of a build with how many seconds processors worked for each of its
// phases; nil if the system doesn't tell.
type Built struct {
	Report    importer.Report `json:"report"`
	Processor []float64       `json:"processor"`
}

// Build makes a network file for cars of an extract.
func Build(ctx context.Context, extract, output string) (*Built, error) {
	var clock []float64 // at the beginning of each phase
	r, err := importer.Extracts(ctx, []string{extract}, importer.Options{
		Output: output, Profiles: []profile.Profile{profile.Car},
		Phase: func(string) { clock = append(clock, worked()) },
	})
	if err != nil {
		return nil, err
	}
	b := &Built{Report: *r}
	clock = append(clock, worked())
	if clock[len(clock)-1] > 0 {
		for i := range r.Phases {
			b.Processor = append(b.Processor, clock[i+1]-clock[i])
		}
	}
	return b, nil
}

// worked is how many seconds processors have worked for this process, where the system
// tells it as fields of a file (Linux, in hundredths); 0 elsewhere.
func worked() float64 {
	stat, _ := os.ReadFile("/proc/self/stat")
	_, after, _ := strings.Cut(string(stat), ") ")
	fields := strings.Fields(after)
	if len(fields) < 13 {
		return 0
	}
	user, _ := strconv.ParseFloat(fields[11], 64)
	system, _ := strconv.ParseFloat(fields[12], 64)
	return (user + system) / 100
}
