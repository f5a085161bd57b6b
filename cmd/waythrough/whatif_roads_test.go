package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"waythrough/road/worldgen"
)

// A drawn world of imported roads, with its record, as a stranger would ask about it.

func drawImported(t *testing.T, nodes, areas, towns int) (args []string, places string) {
	t.Helper()
	dir := t.TempDir()
	drawn := worldgen.New(worldgen.Options{Seed: 2, Nodes: nodes, Areas: areas})
	var pbf bytes.Buffer
	if err := drawn.WritePBF(&pbf); err != nil {
		t.Fatal(err)
	}
	law := filepath.Join(dir, "law")
	if err := os.Mkdir(law, 0o755); err != nil {
		t.Fatal(err)
	}
	rules := drawn.Record(worldgen.RecordOptions{Seed: 2, Shut: 0.5, Promised: 1})
	extract, network := filepath.Join(dir, "drawn.osm.pbf"), filepath.Join(dir, "drawn.network")
	places = filepath.Join(dir, "towns.csv")
	for path, data := range map[string][]byte{extract: pbf.Bytes(), places: drawn.Settlements(towns),
		filepath.Join(law, "law.yaml"): rules} {
		if err := os.WriteFile(path, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	var out, errOut bytes.Buffer
	if code := run([]string{"network", "build", extract, "-o", network, "--profile", "car", "--quiet"}, &out, &errOut); code != answered {
		t.Fatalf("building: exit %d: %s", code, errOut.String())
	}
	return []string{"--record", law, "--network", network, "whatif", "--on", "2024-07-30", "--passport", "XAA"}, places
}

func TestWhatifOfImportedRoads(t *testing.T) {
	args, places := drawImported(t, 4000, 6, 60)
	svg := filepath.Join(t.TempDir(), "map.svg")
	t.Setenv("WAYTHROUGH_TODAY", "2026-11-23")
	tell := func(more ...string) string {
		var out, errOut bytes.Buffer
		if code := run(append(args, more...), &out, &errOut); code != answered {
			t.Fatalf("exit %d: %s", code, errOut.String())
		}
		return out.String()
	}
	page := tell("--if", "no-law", "--places", places, "--weight", "gdp", "--svg", svg)
	for _, s := range []string{"Compared are the places of " + filepath.Base(places), "Crossings that open or close", ": opens", "mean saving by gdp", "Towns that gain most in"} {
		if !strings.Contains(strings.Join(strings.Fields(page), " "), s) {
			t.Errorf("the page does not say %q:\n%s", s, page)
		}
	}
	drawing, err := os.ReadFile(svg)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range []string{"Roads are not drawn", "Lozenge", " opens</title>", "<circle"} {
		if !strings.Contains(string(drawing), s) {
			t.Errorf("the map has no %q", s)
		}
	}
	if page := tell("--if", "no-law", "--places", places, "--cost", "distance"); !strings.Contains(page, " km") || strings.Contains(page, "mean saving 0.0 s") {
		t.Errorf("the shortest ways are told as\n%s", page)
	}

	// Every wrong line is told at once.
	wrong := filepath.Join(t.TempDir(), "wrong.csv")
	if err := os.WriteFile(wrong, []byte("id,lat,lon,people\na,45.0,-30.0,1\nb,95,0,2\nNowhere,,,many\nc,0,0,\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	var out, errOut bytes.Buffer
	if code := run(append(args, "--if", "no-law", "--places", wrong, "--weight", "people"), &out, &errOut); code == answered || out.Len() > 0 {
		t.Errorf("exit %d: %s", code, out.String())
	}
	for _, line := range []int{3, 4, 5} {
		if !strings.Contains(errOut.String(), "wrong.csv:"+strconv.Itoa(line)+":") {
			t.Errorf("line %d is not told of: %s", line, errOut.String())
		}
	}
	if strings.Count(errOut.String(), "wrong.csv:4:") != 2 {
		t.Errorf("neither the place nor the weight of line 4 may be forgotten: %s", errOut.String())
	}
}
