package main

import (
	"bytes"
	heaps "container/heap"
	"encoding/csv"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"waythrough/road/worldgen"
)

// A network of 1,400 places and 2,300 links in two tables, 320 of them over borders where
// one waits 13 to 198 hours, as a stranger would ask about it: its file built, and both
// market accesses held against the textbook, computed here from the tables' text.

// textTables are two tables as they are written.
type textTables struct {
	places, links [][]string // without their headers
	places1       []string   // header
}

func drawTables(t *testing.T, dir string) (tables textTables, args []string) {
	t.Helper()
	places, links := worldgen.Tables(worldgen.TableOptions{Seed: 1})
	p, l := filepath.Join(dir, "places.csv"), filepath.Join(dir, "links.csv")
	for path, data := range map[string][]byte{p: places, l: links} {
		if err := os.WriteFile(path, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	rows := func(data []byte) [][]string {
		list, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		return list
	}
	a, b := rows(places), rows(links)
	return textTables{a[1:], b[1:], a[0]}, []string{p, l}
}

// figure reads a field; a blank one is 0.
func figure(s string) float64 {
	f, _ := strconv.ParseFloat(s, 64)
	return f
}

type near struct {
	cost float64
	at   int
}
type nearest []near

func (n nearest) Len() int           { return len(n) }
func (n nearest) Less(i, j int) bool { return n[i].cost < n[j].cost }
func (n nearest) Swap(i, j int)      { n[i], n[j] = n[j], n[i] }
func (n *nearest) Push(x any)        { *n = append(*n, x.(near)) }
func (n *nearest) Pop() any          { x := (*n)[len(*n)-1]; *n = (*n)[:len(*n)-1]; return x }

// access is Harris's sum over network distances: Dijkstra's algorithm from each place.
// It tells the longest way too.
func (x *textTables) access(byDistance, waits bool, weight int, among []string) (sum, longest float64) {
	place := map[string]int{}
	for i, p := range x.places {
		place[p[0]] = i
	}
	arcs := make([][]near, len(x.places))
	for _, l := range x.links {
		cost := figure(l[4])
		if waits {
			cost += figure(l[6])
		}
		if byDistance {
			cost = figure(l[3])
		}
		a, b := place[l[0]], place[l[1]]
		arcs[a], arcs[b] = append(arcs[a], near{cost, b}), append(arcs[b], near{cost, a})
	}
	for i, p := range x.places {
		if among != nil && !slices.Contains(among, p[0]) {
			continue
		}
		best := slices.Repeat([]float64{math.Inf(1)}, len(arcs))
		best[i] = 0
		for queue := (&nearest{{0, i}}); queue.Len() > 0; {
			here := heaps.Pop(queue).(near)
			if here.cost > best[here.at] {
				continue
			}
			for _, a := range arcs[here.at] {
				if c := here.cost + a.cost; c < best[a.at] {
					best[a.at] = c
					heaps.Push(queue, near{c, a.at})
				}
			}
		}
		for j, q := range x.places {
			if i == j || among != nil && !slices.Contains(among, q[0]) {
				continue
			}
			sum += figure(q[weight]) / best[j]
			if !math.IsInf(best[j], 1) {
				longest = max(longest, best[j])
			}
		}
	}
	return sum, longest
}

func TestWhatifOfTables(t *testing.T) {
	dir := t.TempDir()
	tables, paths := drawTables(t, dir)
	network := filepath.Join(dir, "T.network")
	borders := 0
	for _, l := range tables.links {
		if h := figure(l[6]) / 3600; h > 0 {
			borders++
			if h < 12.9 || h > 198.1 {
				t.Errorf("at %s one waits %v h", l[5], h)
			}
		}
	}
	if len(tables.places) != 1400 || len(tables.links) != 2300 || borders != 320 {
		t.Fatalf("%d places, %d links, %d over borders", len(tables.places), len(tables.links), borders)
	}
	var out, errOut bytes.Buffer
	if code := run([]string{"network", "build", "--tables", paths[0], paths[1], "-o", network, "--quiet"}, &out, &errOut); code != answered {
		t.Fatalf("building: exit %d: %s", code, errOut.String())
	}
	ask1 := func(more ...string) whatifAnswer {
		args := []string{"--network", network, "whatif", "--base", "no-law", "--if", "no-law", "--if", "no-waits"}
		return answerOf[whatifAnswer](t, append(args, more...)...)
	}
	gdp := slices.Index(tables.places1, "gdp")
	for _, cost := range []string{"duration", "distance"} {
		a := ask1("--weight", "gdp", "--cost", cost)
		before, longest := tables.access(cost == "distance", true, gdp, nil)
		after, _ := tables.access(cost == "distance", false, gdp, nil)
		if !sixDigits(a.Access.Before, before) || !sixDigits(a.Access.After, after) {
			t.Errorf("--cost %s: market access %v → %v; the textbook has %v → %v", cost, a.Access.Before, a.Access.After, before, after)
		}
		if a.Pairs != 1400*1399 || a.Joined != 0 || (a.Quicker == 0) != (cost == "distance") {
			t.Errorf("--cost %s: %d pairs, %d joined, %d quicker", cost, a.Pairs, a.Joined, a.Quicker)
		}
		t.Logf("--cost %s: the longest way takes %.0f", cost, longest)
	}

	// Some of the places only, with weights of their own.
	places, among := "id,people\n", []string(nil)
	for i := 0; i < len(tables.places); i += 100 {
		among = append(among, tables.places[i][0])
		places += fmt.Sprintf("%s,%s\n", tables.places[i][0], tables.places[i][5])
	}
	path := filepath.Join(dir, "some.csv")
	if err := os.WriteFile(path, []byte(places), 0o644); err != nil {
		t.Fatal(err)
	}
	a := ask1("--places", path, "--weight", "people")
	before, _ := tables.access(false, true, 5, among)
	if !sixDigits(a.Access.Before, before) || a.Pairs != len(among)*(len(among)-1) || !strings.Contains(strings.Join(a.Assumed, " "), filepath.Base(path)) {
		t.Errorf("between %d places: market access %v, the textbook has %v; %d pairs; assumed %q", len(among), a.Access.Before, before, a.Pairs, a.Assumed)
	}
}

// sixDigits reports that two figures agree to six digits.
func sixDigits(a, b float64) bool { return math.Abs(a-b) <= 5e-7*math.Abs(b) }
