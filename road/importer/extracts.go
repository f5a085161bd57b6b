package importer

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"time"

	"waythrough/road/border"
	"waythrough/road/osm"
	"waythrough/road/osm/pbf"
	"waythrough/road/street"
)

// nowhere is the note of a network without areas.
const nowhere = "No boundary is known here, so every road lies in an unknown area and none is cut: name a file of boundaries with --boundaries."

// noRoads is the note of a network without any.
const noRoads = "No road is here that anybody may use, so no way can be found: is it the extract that was meant, or one of something else than roads?"

// Extracts imports OpenStreetMap extracts. Where they overlap, the first that holds an
// element counts. Roads are cut at the boundaries that the extracts hold whole, and for the
// others at those of Options.Boundaries; without any the areas are unknown, and a note
// says so.
func Extracts(ctx context.Context, paths []string, o Options) (*Report, error) {
	if len(paths) == 0 {
		return nil, errors.New("no extract was named: give one or several files in OSM PBF format")
	}
	if len(o.Profiles) == 0 {
		o.Profiles = allProfiles()
	}
	j, err := begin(o, "osm", slices.Concat(paths, o.Boundaries))
	if err != nil {
		return nil, err
	}
	if err := readTwice(paths); err != nil {
		return nil, err
	}
	j.began = j.start
	boundaries, err := j.readBoundaries()
	if err != nil {
		return nil, err
	}
	g, read, err := j.readExtracts(ctx, paths, boundaries)
	if err != nil {
		return nil, err
	}
	j.statistics(g.Stats)
	j.phase("boundaries")
	areas, notes := border.New(g.Boundaries, g.Borders, boundaries...)
	j.report.Notes = append(j.report.Notes, notes...)
	if !areas.Known() {
		j.report.Notes = append(j.report.Notes, nowhere)
	}
	j.phase("cutting roads at boundaries")
	n := street.FromOSM(g, areas, o.Threads)
	j.phase("outlines of areas")
	outlines := j.outlines(n, areas)
	g, areas, boundaries = nil, nil, nil // memory for what follows
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if err := j.build(ctx, n, outlines); err != nil {
		return nil, err
	}
	return j.finish(read)
}

// readTwice refuses what can be read only once.
func readTwice(paths []string) error {
	for _, path := range paths {
		if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() {
			return fmt.Errorf("%s is not a file that can be read again, and an extract is read twice: save it to a file first", path)
		}
	}
	return nil
}

func (j *job) readBoundaries() ([]*border.File, error) {
	var files []*border.File
	for _, path := range j.Boundaries {
		f, err := border.ReadFile(path)
		if err != nil {
			return nil, err
		}
		files = append(files, f)
	}
	return files, nil
}

func (j *job) readExtracts(ctx context.Context, paths []string, boundaries []*border.File) (g *osm.Graph, read int64, err error) {
	var files []*pbf.File
	for i, path := range paths {
		f, err := pbf.Open(path)
		if err != nil {
			return nil, 0, err
		}
		defer f.Close()
		files = append(files, f)
		read += 2 * f.Size()
		if t := f.Header.ReplicationTime; t > 0 {
			j.sources[i].As = time.Unix(t, 0).UTC().Format(time.RFC3339)
		}
	}
	j.phase("reading")
	start := time.Now()
	g, err = osm.Extract(ctx, files, osm.Options{Workers: j.Threads, Country: border.Countries(boundaries...), Progress: j.Reading})
	j.reading = time.Since(start)
	if err == nil && j.Reading != nil {
		j.Reading(read, read) // blobs that the second pass has no use for are not counted by it
	}
	return g, read, err
}
