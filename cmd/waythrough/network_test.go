package main

import (
	"bytes"
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"waythrough/road/osm/pbf/pbftest"
)

// margara builds the network that testdata/network draws.
func margara(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", "network", "margara.txt"))
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	extract, network := filepath.Join(dir, "margara.osm.pbf"), filepath.Join(dir, "margara.network")
	if err := os.WriteFile(extract, pbftest.Bytes(pbftest.MustParse(string(text)), 8), 0o600); err != nil {
		t.Fatal(err)
	}
	var out, errOut bytes.Buffer
	if code := run([]string{"network", "build", extract, "-o", network}, &out, &errOut); code != answered {
		t.Fatalf("exit %d: %s", code, errOut.String())
	}
	return network
}

// The directions of a path make up its length and time, its line leads from one snapped
// place to the other, and it passes the border where the drawing has the bridge.
func TestNetworkPathAddsUp(t *testing.T) {
	network := margara(t)
	for _, by := range profileNames() {
		a := answerOf[pathAnswer](t, "network", "path", network, "40.0271,44.1100", "40.0200,44.2001", "--union", "ARM,TUR", "--by", by)
		if !a.Found || a.Profile != by || a.Notice == "" {
			t.Fatalf("by %s the answer is %+v", by, a)
		}
		var metres, seconds float64
		var cuts []string
		for _, d := range a.Directions {
			metres, seconds = metres+d.DistanceM, seconds+d.DurationS
			cuts = append(cuts, d.Cut...)
		}
		if math.Abs(metres-a.DistanceM) > 0.01 || math.Abs(seconds-a.DurationS) > 0.001 {
			t.Errorf("by %s the directions are %.1f m and %.3f s long, the way %.1f m and %.3f s", by, metres, seconds, a.DistanceM, a.DurationS)
		}
		if a.Geometry[0] != a.From.Snapped || a.Geometry[len(a.Geometry)-1] != a.To.Snapped {
			t.Errorf("by %s the line leads from %v to %v, snapped were %v and %v", by, a.Geometry[0], a.Geometry[len(a.Geometry)-1], a.From.Snapped, a.To.Snapped)
		}
		if strings.Join(cuts, " ") != "TUR ARM" {
			t.Errorf("by %s the way passes from area to area as %q", by, cuts)
		}
		// 0.11 … 0.2 E along 40.027 N, then 0.007 to the south: 85.24 and 111.2 km a degree.
		if want := 90*85.24 + 7*111.2; math.Abs(a.DistanceM-want) > 60 {
			t.Errorf("by %s the way is %.0f m long, drawn were %.0f", by, a.DistanceM, want)
		}
	}
}

// A place whose nearest road leads nowhere is answered from the next, which is said.
func TestNetworkPathTriesTheNextRoad(t *testing.T) {
	dir := t.TempDir()
	extract, network := filepath.Join(dir, "x.osm.pbf"), filepath.Join(dir, "x.network")
	drawn := "n1 1 1\nn2 1 1.01\nn3 1.0005 1\nn4 1.0005 1.001\nw1 1,2 highway=residential\nw2 3,4 highway=residential"
	if err := os.WriteFile(extract, pbftest.Bytes(pbftest.MustParse(drawn), 8), 0o600); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if code := run([]string{"network", "build", extract, "-o", network, "-q"}, &out, &out); code != answered {
		t.Fatal(out.String())
	}
	a := answerOf[pathAnswer](t, "network", "path", network, "1.0004,1.0005", "1,1.009")
	if !a.Found || len(a.Notes) != 1 || !strings.Contains(a.Notes[0], "begins on a road 44 m from the first") || a.From.Way != 1 {
		t.Errorf("the answer is %+v", a)
	}
	a = answerOf[pathAnswer](t, "network", "path", network, "1.0004,1.0005", "1,1.009", "--near", "40")
	if a.Found || a.From.Way != 2 || a.Reason == "" {
		t.Errorf("with the next road out of reach the answer is %+v", a)
	}
}

// Exit codes: 0 an answer, no way too; 2 a question that can't be read; 1 anything else.
func TestNetworkExitCodes(t *testing.T) {
	network := margara(t)
	here, there := "40.0271,44.1100", "40.0200,44.2001"
	for _, c := range []struct {
		code int
		args []string
	}{
		{answered, []string{"path", network, here, there}},
		{answered, []string{"cuts", network, "--from", "ARM"}},
		{answered, []string{"verify", network, "-q"}},
		{unreadable, []string{"path", network, here}},
		{unreadable, []string{"path", network, "here", there}},
		{unreadable, []string{"path", network, here, "91,0"}},
		{unreadable, []string{"path", network, here, there, "--by", "ship"}},
		{unreadable, []string{"path", network, here, there, "--near", "-1"}},
		{unreadable, []string{"path", network, here, there, "--nere", "5"}},
		{unreadable, []string{"cuts", network, "--to", "XXX"}},
		{unreadable, []string{"build", "x.osm.pbf"}},
		{unreadable, []string{"build", "x.osm.pbf", "-o", "y", "--profile", "ship"}},
		{unreadable, []string{"export", network}},
		{failed, []string{"build", "absent.osm.pbf", "-o", network + "2"}},
		{failed, []string{"info", "absent.network"}},
		{failed, []string{"verify", "network_test.go"}},
		{failed, []string{"export", network, "--dimacs", "-o", filepath.Join(network, "x")}},
	} {
		var out, errOut bytes.Buffer
		if code := run(append([]string{"network"}, c.args...), &out, &errOut); code != c.code || (code != answered) != (errOut.Len() > 0 && out.Len() == 0) {
			t.Errorf("%q exits with %d, want %d; it says %q", c.args, code, c.code, errOut.String())
		}
	}
}

// Every answer is one JSON object.
func TestNetworkJSON(t *testing.T) {
	network := margara(t)
	for _, args := range [][]string{{"info", network}, {"cuts", network}, {"verify", network, "-q"}, {"export", network, "--dimacs", "-o", network}} {
		var out, errOut bytes.Buffer
		if code := run(append([]string{"network", "--json"}, args...), &out, &errOut); code != answered {
			t.Fatalf("%q: %s", args, errOut.String())
		}
		var v map[string]any
		if err := json.Unmarshal(out.Bytes(), &v); err != nil || len(v) == 0 {
			t.Errorf("%q prints %q: %v", args, out.String(), err)
		}
	}
}
