package importer

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"waythrough/road/mapped"
	"waythrough/road/netfile"
	"waythrough/road/osm"
	"waythrough/road/osm/profile"
	"waythrough/road/outline"
	"waythrough/road/street"
)

// Options of an import.
type Options struct {
	Output     string
	Boundaries []string // files of boundaries, for what extracts don't hold
	Profiles   []profile.Profile
	TurnCosts  bool
	Threads    int // 0 is as many as the process may use
	// Reading, if not nil, is told how many bytes of how many are read.
	Reading func(done, total int64)
	// Phase, if not nil, is told what is being done, before it is.
	Phase func(what string)
}

// A Report says what was built, and how long it took.
type Report struct {
	Path     string   `json:"path"`
	Kind     string   `json:"kind"`
	Bytes    int64    `json:"bytes"`
	Nodes    int      `json:"nodes"`
	Edges    int      `json:"edges"`
	Cuts     int      `json:"cuts"`
	Areas    []Area   `json:"areas"`
	Places   int      `json:"places"` // settlements, which may be asked for by name
	Profiles []string `json:"profiles,omitempty"`
	Notes    []string `json:"notes"`

	Seconds       float64     `json:"seconds"`
	Phases        []PhaseTime `json:"phases"`
	InputBytes    int64       `json:"input_bytes"`
	ReadBytes     int64       `json:"read_bytes"` // an extract is read twice
	ReadMBPerS    float64     `json:"read_mb_per_s"`
	PeakMemory    int64       `json:"peak_memory_bytes,omitempty"` // of the process; 0 if the system doesn't say
	MissingNodes  int         `json:"missing_nodes,omitempty"`
	BrokenTurns   int         `json:"broken_turns,omitempty"`
	DuplicateWays int         `json:"duplicate_ways,omitempty"`
}

// An Area is a code, "" if unknown, and how many nodes lie in it.
type Area struct {
	Code  string `json:"code"`
	Nodes int    `json:"nodes"`
}

// A PhaseTime is how long a phase took.
type PhaseTime struct {
	What    string  `json:"what"`
	Seconds float64 `json:"seconds"`
}

// A job is an import under way.
type job struct {
	Options
	report  Report
	start   time.Time
	began   time.Time // of the phase
	reading time.Duration
	sources []mapped.Source
}

// begin checks that the output can be made, before hours are spent on it.
func begin(o Options, kind string, inputs []string) (*job, error) {
	j := &job{Options: o, start: time.Now(), report: Report{Path: o.Output, Kind: kind, Notes: []string{}, Areas: []Area{}}}
	for _, path := range inputs {
		info, err := os.Stat(path)
		switch {
		case err != nil:
			return nil, fmt.Errorf("%s can't be read: %w", path, reasonOf(err))
		case info.IsDir():
			return nil, fmt.Errorf("%s is a folder: name the files in it", path)
		}
		if out, err := os.Stat(o.Output); err == nil && os.SameFile(info, out) {
			return nil, fmt.Errorf("the network would be written over %s, which it is made of: give -o another name", path)
		}
		j.report.InputBytes += info.Size()
		j.sources = append(j.sources, mapped.Source{Name: filepath.Base(path), Bytes: info.Size()})
	}
	w, err := netfile.Create(o.Output)
	if err != nil {
		return nil, err
	}
	w.Abort()
	return j, nil
}

// reasonOf is what the system says, without the path, which stands in the sentence.
func reasonOf(err error) error {
	var p *os.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}

// phase begins one, and ends the one before.
func (j *job) phase(what string) {
	j.endPhase()
	j.report.Phases = append(j.report.Phases, PhaseTime{What: what})
	if j.Phase != nil {
		j.Phase(what)
	}
}

func (j *job) endPhase() {
	now := time.Now()
	if n := len(j.report.Phases); n > 0 {
		j.report.Phases[n-1].Seconds = now.Sub(j.began).Seconds()
	}
	j.began = now
}

// finish completes the report.
func (j *job) finish(read int64) (*Report, error) {
	j.endPhase()
	r := &j.report
	r.Seconds = time.Since(j.start).Seconds()
	r.ReadBytes = read
	if s := j.reading.Seconds(); s > 0 {
		r.ReadMBPerS = float64(read) / 1e6 / s
	}
	r.PeakMemory = peakMemory()
	info, err := os.Stat(j.Output)
	if err != nil {
		return nil, fmt.Errorf("%s was written and can't be found: %w", j.Output, reasonOf(err))
	}
	r.Bytes = info.Size()
	return r, nil
}

// build prepares streets and writes the file.
func (j *job) build(ctx context.Context, n *street.Network, outlines *outline.Set) error {
	j.describe(n)
	about := mapped.About{Kind: j.report.Kind, Sources: j.sources, Notes: j.report.Notes}
	o := mapped.Options{Profiles: j.Profiles, TurnCosts: j.TurnCosts, Threads: j.Threads, Progress: j.phase, Outlines: outlines}
	if err := mapped.Build(ctx, j.Output, n, about, o); err != nil {
		return err
	}
	for _, p := range j.Profiles {
		j.report.Profiles = append(j.report.Profiles, p.String())
	}
	return nil
}

func (j *job) describe(n *street.Network) {
	r := &j.report
	r.Nodes, r.Edges, r.Cuts = len(n.At), len(n.From)-len(n.Cuts), len(n.Cuts)
	r.Places = len(n.Places)
	count := make([]int, len(n.Codes))
	for _, a := range n.Area {
		count[a]++
	}
	for a, nodes := range count {
		if nodes > 0 {
			r.Areas = append(r.Areas, Area{n.Codes[a], nodes})
		}
	}
}

// allProfiles are those of an import that names none.
func allProfiles() (list []profile.Profile) {
	for p := range profile.Profile(profile.Count) {
		list = append(list, p)
	}
	return list
}

// peakMemory is the most that the process has had in memory, where the system tells it
// as a line of a file (Linux).
func peakMemory() int64 {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	_, after, ok := strings.Cut(string(status), "VmHWM:")
	var kB int64
	if _, err := fmt.Sscan(after, &kB); !ok || err != nil {
		return 0
	}
	return kB << 10
}

// statistics takes over what is worth telling of the reading.
func (j *job) statistics(s osm.Stats) {
	r := &j.report
	r.MissingNodes, r.BrokenTurns, r.DuplicateWays = s.MissingNodes, s.TurnsUnresolved+s.RestrictionsBad, s.Duplicates
	if s.Ways == 0 {
		r.Notes = append(r.Notes, noRoads)
	}
	switch n := r.BrokenTurns; {
	case n == 1:
		r.Notes = append(r.Notes, "1 restriction of turns is ambiguous, can't be read, or names roads that are not here: it is not in force.")
	case n > 1:
		r.Notes = append(r.Notes, fmt.Sprintf("%d restrictions of turns are ambiguous, can't be read, or name roads that are not here: they are not in force.", n))
	}
}
