package worldgen

import (
	"bytes"
	"encoding/csv"
	"math"
	"strconv"
	"testing"

	graph "waythrough/road/osm"
)

// A row of the table, read back.
type row struct {
	id, name, area string
	at             graph.Point
	people, gdp    float64
}

func rowsOf(t *testing.T, table []byte) (rows []row) {
	t.Helper()
	lines, err := csv.NewReader(bytes.NewReader(table)).ReadAll()
	if err != nil || len(lines) == 0 || len(lines[0]) != 7 || lines[0][0] != "id" || lines[0][6] != "gdp" {
		t.Fatalf("%v: %q", err, table[:min(len(table), 200)])
	}
	number := func(s string) float64 {
		x, err := strconv.ParseFloat(s, 64)
		if err != nil {
			t.Fatal(err)
		}
		return x
	}
	for _, l := range lines[1:] {
		at := graph.Point{Lat: int32(math.Round(number(l[2]) * 1e7)), Lon: int32(math.Round(number(l[3]) * 1e7))}
		rows = append(rows, row{l[0], l[1], l[4], at, number(l[5]), number(l[6])})
	}
	return rows
}

// Settlements stand at nodes of roads, in the area that is said, where cars come and go
// from; each once. The towns are those of the map.
func TestSettlements(t *testing.T) {
	for seed := range uint64(3) {
		w := New(Options{Seed: seed, Nodes: 5000, Areas: 5})
		g := read(t, w)
		areas := newAreas(g)
		component, node := components(g, areas), map[graph.Point]int{}
		size := map[int]int{}
		for i, at := range g.At {
			node[at] = i
			size[component[i]]++
		}
		towns := map[string]uint32{}
		for _, p := range g.Places {
			towns[p.Name] = max(towns[p.Name], p.Population)
		}
		for _, n := range []int{0, 1, 40, 800} {
			rows := rowsOf(t, w.Settlements(n))
			if len(rows) != n {
				t.Errorf("seed %d: %d settlements, want %d", seed, len(rows), n)
			}
			ids, taken, known := map[string]bool{}, map[graph.Point]bool{}, 0
			for i, r := range rows {
				v, ok := node[r.at]
				if !ok || areas.of(r.at) != r.area || component[v] < 0 || size[component[v]] < 100 {
					t.Errorf("seed %d: %+v stands on a node of the roads: %v, in %q, among %d nodes that cars reach from there and back", seed, r, ok, areas.of(r.at), size[component[v]])
				}
				if ids[r.id] || taken[r.at] || r.name == "" || r.people < 1 || r.gdp < 1 || i > 0 && rows[i-1].id > r.id {
					t.Errorf("seed %d: %+v", seed, r)
				}
				ids[r.id], taken[r.at] = true, true
				if float64(towns[r.name]) == r.people {
					known++
				}
			}
			if want := min(n, len(towns)); known < want*9/10 {
				t.Errorf("seed %d: of %d settlements %d are towns of the map; want %d", seed, n, known, want)
			}
		}
	}
}

// A larger table holds the smaller one; the same is the same; more than there are are
// all that there are.
func TestMoreSettlements(t *testing.T) {
	w := New(Options{Seed: 5, Nodes: 3000})
	few, many, all := w.Settlements(30), w.Settlements(400), w.Settlements(math.MaxInt)
	if !bytes.Equal(many, New(Options{Seed: 5, Nodes: 3000}).Settlements(400)) {
		t.Error("one world has two tables")
	}
	for _, pair := range [][2][]byte{{few, many}, {many, all}} {
		held := map[row]bool{}
		for _, r := range rowsOf(t, pair[1]) {
			held[r] = true
		}
		for _, r := range rowsOf(t, pair[0]) {
			if !held[r] {
				t.Errorf("%+v is in the smaller table alone", r)
			}
		}
	}
	if n := len(rowsOf(t, all)); n < 1000 || n > w.Counts().Nodes {
		t.Errorf("%d settlements on %d nodes", n, w.Counts().Nodes)
	}
	if n := len(rowsOf(t, w.Settlements(-3))); n != 0 {
		t.Errorf("%d settlements where fewer than none are wanted", n)
	}
}
