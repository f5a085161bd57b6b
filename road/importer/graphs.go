package importer

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/klauspost/compress/gzip"

	"waythrough/road"
	"waythrough/road/dimacs"
	"waythrough/road/osm/profile"
	"waythrough/road/street"
)

// ofTheFile is the note of a network whose durations are what a file says.
const ofTheFile = "Durations are the weights of %s, in whatever unit that has; they are shown as if they were milliseconds."

// Graphs imports a graph of the 9th DIMACS Challenge: its times (.gr), its distances (.gr)
// or not, and its coordinates (.co), in any order but for times before distances, gzipped
// or not. Which file is which is seen by its p line. Roads are for cars, areas unknown.
func Graphs(ctx context.Context, paths []string, o Options) (*Report, error) {
	if len(o.Boundaries) > 0 || o.TurnCosts {
		return nil, errors.New("a graph of arcs has no map to lay boundaries or angles of turns onto: leave --boundaries and --turn-costs out")
	}
	for _, p := range o.Profiles {
		if p != profile.Car {
			return nil, fmt.Errorf("a graph of arcs has one kind of weight, which counts for cars: leave out --profile %s", p)
		}
	}
	o.Profiles = []profile.Profile{profile.Car}
	j, err := begin(o, "dimacs", paths)
	if err != nil {
		return nil, err
	}
	graphs, coordinates, err := sorted(paths)
	if err != nil {
		return nil, err
	}
	j.phase("reading")
	n, err := j.readGraphs(graphs, coordinates)
	if err != nil {
		return nil, err
	}
	j.report.Notes = append(j.report.Notes, fmt.Sprintf(ofTheFile, filepath.Base(graphs[0])))
	if len(graphs) == 1 {
		j.report.Notes = append(j.report.Notes, "Lengths are as the crow flies from node to node: no graph of distances was given.")
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if err := j.build(ctx, n, nil); err != nil {
		return nil, err
	}
	return j.finish(j.report.InputBytes)
}

func (j *job) readGraphs(graphs []string, coordinates string) (*street.Network, error) {
	start := time.Now()
	times, err := dimacs.OpenGraph(graphs[0])
	if err != nil {
		return nil, err
	}
	var lengths *dimacs.Graph
	if len(graphs) == 2 {
		if lengths, err = dimacs.OpenGraph(graphs[1]); err != nil {
			return nil, err
		}
	}
	at, err := dimacs.OpenCoordinates(coordinates)
	if err != nil {
		return nil, err
	}
	j.reading = time.Since(start)
	j.phase("streets")
	n, err := street.FromArcs(times, lengths, at)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", strings.Join(append(graphs, coordinates), ", "), err)
	}
	return n, nil
}

// sorted tells graphs from coordinates.
func sorted(paths []string) (graphs []string, coordinates string, err error) {
	for _, path := range paths {
		isCoordinates, err := placesNodes(path)
		switch {
		case err != nil:
			return nil, "", err
		case !isCoordinates:
			graphs = append(graphs, path)
		case coordinates != "":
			return nil, "", fmt.Errorf("%s and %s both hold coordinates: one network has one such file", coordinates, path)
		default:
			coordinates = path
		}
	}
	switch {
	case coordinates == "":
		return nil, "", errors.New("the coordinates of the nodes are missing: name the .co file as well")
	case len(graphs) == 0:
		return nil, "", errors.New("the arcs are missing: name the .gr file of travel times, and that of distances if there is one")
	case len(graphs) > 2:
		return nil, "", fmt.Errorf("%d files hold arcs (%s): a network has one of times and one of distances", len(graphs), strings.Join(graphs, ", "))
	}
	return graphs, coordinates, nil
}

// lookedAt bounds how much of a file is read to tell what it is.
const lookedAt = 1 << 20

// placesNodes tells by its p line whether a file holds coordinates. One without is taken
// for a graph, whose reader says what is wrong.
func placesNodes(path string) (bool, error) {
	f, err := os.Open(path)
	if err != nil {
		return false, fmt.Errorf("%s can't be read: %w", path, reasonOf(err))
	}
	defer f.Close()
	return placesNodesIn(path, f)
}

func placesNodesIn(name string, r io.Reader) (bool, error) {
	text := bufio.NewReader(r)
	if start, _ := text.Peek(2); string(start) == "\x1f\x8b" {
		z, err := gzip.NewReader(text)
		if err != nil {
			return false, fmt.Errorf("%s begins as a gzipped file and is none: %w", name, err)
		}
		text = bufio.NewReader(z)
	}
	lines := bufio.NewScanner(io.LimitReader(text, lookedAt))
	for lines.Scan() {
		if fields := bytes.Fields(lines.Bytes()); len(fields) > 1 && string(fields[0]) == "p" {
			return string(fields[1]) == "aux", nil
		}
	}
	return false, nil // its reader finds what is wrong
}

// Tables imports the two tables, places and links, in either order.
func Tables(ctx context.Context, paths []string, o Options) (*Report, error) {
	if len(o.Boundaries) > 0 || o.TurnCosts || len(o.Profiles) > 0 {
		return nil, errors.New("tables say of each place in which area it lies and of each link for whom it is: leave --boundaries, --turn-costs and --profile out")
	}
	if len(paths) != 2 {
		return nil, fmt.Errorf("two tables make a network, and %d were named: give places.csv and links.csv", len(paths))
	}
	j, err := begin(o, road.Tables, paths)
	if err != nil {
		return nil, err
	}
	j.phase("reading")
	var data [2][]byte
	for i, path := range paths {
		if data[i], err = os.ReadFile(path); err != nil {
			return nil, fmt.Errorf("%s can't be read: %w", path, reasonOf(err))
		}
	}
	if hasColumn(data[0], "from") && !hasColumn(data[1], "from") {
		data[0], data[1], paths = data[1], data[0], []string{paths[1], paths[0]}
		j.sources[0], j.sources[1] = j.sources[1], j.sources[0]
	}
	n, err := road.Read(paths[0], data[0], paths[1], data[1])
	if err != nil {
		return nil, err
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	j.reading = time.Since(j.began)
	j.phase("writing")
	var sources []road.Source
	for _, s := range j.sources {
		sources = append(sources, road.Source{Name: s.Name, Bytes: s.Bytes})
	}
	if err := road.WriteFile(o.Output, n, sources...); err != nil {
		return nil, err
	}
	j.describeTables(n)
	return j.finish(j.report.InputBytes)
}

func (j *job) describeTables(n *road.Network) {
	r := &j.report
	r.Nodes = len(n.Places)
	for l := range n.Links {
		if n.Border(road.LinkID(l)) {
			r.Cuts++
		}
	}
	r.Edges = len(n.Links) - r.Cuts
	count := map[string]int{}
	for _, p := range n.Places {
		count[p.Area]++
	}
	for _, code := range n.Areas() {
		r.Areas = append(r.Areas, Area{code, count[code]})
	}
}

// hasColumn reports whether the first line of a table names a column.
func hasColumn(table []byte, name string) bool {
	line, _, _ := bytes.Cut(bytes.TrimPrefix(table, []byte("\xef\xbb\xbf")), []byte("\n"))
	for field := range strings.SplitSeq(string(line), ",") {
		if strings.Trim(field, " \t\r\"") == name {
			return true
		}
	}
	return false
}
