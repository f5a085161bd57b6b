package world

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"waythrough/record"
	"waythrough/road/mapped"
	"waythrough/road/osm/pbf/pbftest"
	"waythrough/road/street"
	"waythrough/road/worldgen"
)

// opened builds the network file of streets, opens it, and joins it to a record.
func opened(t testing.TB, s *street.Network, r *record.Record) *World {
	t.Helper()
	path := filepath.Join(t.TempDir(), "drawn.network")
	if err := mapped.Build(t.Context(), path, s, mapped.About{Kind: "osm"}, mapped.Options{}); err != nil {
		t.Fatal(err)
	}
	n, err := mapped.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { n.Close() })
	w, err := OpenRoads(n, r)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func fromText(t testing.TB, text string) *street.Network {
	t.Helper()
	return streetsOf(t, nil, inMemory(t, pbftest.Bytes(pbftest.MustParse(text), 100)))
}

// grid draws a lattice of streets, rows × columns, from a corner on, a thousandth of a degree
// apart, numbered from first.
func grid(first int, lat, lon float64, rows, columns int) string {
	var b strings.Builder
	for i := range rows {
		for j := range columns {
			fmt.Fprintf(&b, "n%d %f %f\n", first+i*columns+j, lat+float64(i)/1000, lon+float64(j)/1000)
		}
	}
	way := first
	line := func(nodes []string) {
		fmt.Fprintf(&b, "w%d %s highway=residential\n", way, strings.Join(nodes, ","))
		way++
	}
	for i := range rows {
		var nodes []string
		for j := range columns {
			nodes = append(nodes, fmt.Sprint(first+i*columns+j))
		}
		line(nodes)
	}
	for j := range columns {
		var nodes []string
		for i := range rows {
			nodes = append(nodes, fmt.Sprint(first+i*columns+j))
		}
		line(nodes)
	}
	return b.String()
}

// Where a spot touches the roads does not hang on what was asked before: a small area whose
// roads lead on only where a union opens them is an island to nobody in particular.
func TestSpotsTouchTheRoadsWhateverWasAskedBefore(t *testing.T) {
	// A piece of path on its own, nearest to the town; a road of XAA that a track joins to
	// the streets of XBB, more than two hundred.
	text := twoStates + grid(1000, 46.9, 10.002, 14, 14) + `
n1 46.9001 9.995 place=town name=Alm population=9
n2 46.9001 9.9949
n3 46.9001 9.9951
n4 46.9 9.99
w1 2,3 highway=residential
w2 4,1000 highway=track
`
	s := fromText(t, text)
	r := &record.Record{}
	ask := func(w *World, first Openings) string {
		alm := w.Settlements()[0]
		for _, open := range []Openings{first, {{"XAA", "XBB"}}} {
			g, err := w.Ground(Car, open, nil)
			if err != nil {
				t.Fatal(err)
			}
			e, err := g.End(alm)
			if err != nil {
				t.Fatal(err)
			}
			if open != nil {
				place, _ := e.stand.street.Place()
				return fmt.Sprintf("edge %d", place.Edge)
			}
		}
		return ""
	}
	openFirst, closedFirst := ask(opened(t, s, r), Openings{{"XAA", "XBB"}}), ask(opened(t, s, r), nil)
	if openFirst != closedFirst {
		t.Errorf("on the same ground the town lies on %s, or on %s where another ground was asked about before", openFirst, closedFirst)
	}
}

// A terminal of an area has its station on the nearest road of that area, though streets of
// the neighbour lie nearer, however many.
func TestTerminalBesideANeighboursTown(t *testing.T) {
	s := fromText(t, twoStates+grid(1000, 46.9, 10.002, 6, 6)+"n1 46.9 9.97\nn2 46.91 9.97\nw1 1,2 highway=primary\n")
	r := &record.Record{Terminals: []*record.Terminal{{ID: "AAA", Name: "Alm", Area: "XAA", At: []float64{46.903, 9.998}}}}
	w := opened(t, s, r)
	g, err := w.Ground(Car, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(w.Unplaced) > 0 || len(g.Stations) != 1 {
		_, err := g.End(w.Terminal("AAA"))
		t.Errorf("unplaced are %v, stations %v (%v); the road of XAA is 2.1 km away", w.Unplaced, g.Stations, err)
	}
}

// What can't be read of the file is an error, whatever is asked; the program goes on.
func TestDamagedFileIsAnError(t *testing.T) {
	if how := os.Getenv("WAYTHROUGH_DAMAGED"); how != "" {
		damaged(t, how)
		return
	}
	for _, how := range []string{"ground", "open", "free", "end", "way", "spread", "pieces", "near", "openroads", "chart"} {
		t.Run(how, func(t *testing.T) {
			c := exec.Command(os.Args[0], "-test.run", "^TestDamagedFileIsAnError$", "-test.v")
			c.Env = append(os.Environ(), "WAYTHROUGH_DAMAGED="+how)
			out, err := c.CombinedOutput()
			if err != nil || !strings.Contains(string(out), "the answer was an error") {
				t.Errorf("asked after the file was cut short: %v\n%.1400s", err, out)
			}
		})
	}
}

func damaged(t *testing.T, how string) {
	s, r := drawnSample(worldgen.Options{Seed: 1, Nodes: 2000, Areas: 6})(t)
	path := filepath.Join(t.TempDir(), "cut.network")
	if err := mapped.Build(t.Context(), path, s, mapped.About{Kind: "osm"}, mapped.Options{}); err != nil {
		t.Fatal(err)
	}
	n, err := mapped.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	var w *World
	var g *Ground
	var ends [2]*End
	var spread *Spread
	if how != "openroads" {
		if w, err = OpenRoads(n, r); err != nil {
			t.Fatal(err)
		}
		if g, err = w.Ground(Car, nil, nil); err != nil {
			t.Fatal(err)
		}
		for i := range ends {
			if ends[i], err = g.End(w.Settlements()[i]); err != nil {
				t.Fatal(err)
			}
		}
		if spread, err = g.Spread([]Start{{From: ends[0].Stand()}}); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Truncate(path, 1<<12); err != nil {
		t.Skip("SKIPPED: a mapped file can't be cut short here:", err)
	}
	switch how {
	case "ground":
		_, err = w.Ground(OnFoot, nil, nil)
	case "open":
		_, err = w.Ground(Car, w.CutPairs(), nil)
	case "free":
		_, err = w.Free(Car, w.Barriers(0, 0), nil, true)
	case "end":
		_, err = g.End(w.Settlements()[2])
	case "way":
		_, err = g.Way(ends[0].Stand(), ends[1].Stand())
	case "spread":
		_, err = g.Spread([]Start{{From: ends[0].Stand()}})
	case "pieces": // they have no error to give, but what is asked next has
		spread.Pieces(func(Piece) {})
		_, err = spread.At(w.Settlements()[3])
	case "near":
		at := w.Settlements()[0].At
		_, err = w.Find(fmt.Sprintf("%f,%f", at.Lat, at.Lon))
	case "openroads":
		_, err = OpenRoads(n, r)
	case "chart":
		_, err = g.Chart(t.Context(), 0, w.Settlements())
	}
	if err == nil {
		t.Fatal("the answer was none")
	}
	fmt.Println("the answer was an error:", err)
}
