package world

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"waythrough/record"
	"waythrough/road"
)

// Trees over tables with queues that hang on the direction are what Floyd and Warshall's
// algorithm finds, from and into every place, and each path takes what its tree says.
func TestTreesWithQueues(t *testing.T) {
	differ := 0
	for seed := range uint64(200) {
		rng := rand.New(rand.NewPCG(seed, 3))
		n := 2 + rng.IntN(8)
		places, links := "id,name,lat,lon,area,population\n", "from,to,mode,distance_m,duration_s,crossing,wait_s,oneway\n"
		for i := range n {
			places += fmt.Sprintf("p%d,P,40,%d,X%cA,0\n", i, i, 'A'+rng.IntN(3))
		}
		for i := range 2 * n {
			wait, oneway := "", ""
			if rng.IntN(4) == 0 {
				wait = fmt.Sprint(rng.IntN(50))
			}
			if rng.IntN(4) == 0 {
				oneway = "yes"
			}
			a, b := rng.IntN(n), rng.IntN(n)
			if a != b {
				links += fmt.Sprintf("p%d,p%d,road,%d,%d,x%d,%s,%s\n", a, b, 1+rng.IntN(9), rng.IntN(20), i%4, wait, oneway)
			}
		}
		net, err := road.Read("places.csv", []byte(places), "links.csv", []byte(links))
		if err != nil {
			t.Fatalf("%v\n%s", err, links)
		}
		w := Open(net, &record.Record{})
		queues := &waits{at: map[direction]wait{}, key: "drawn"}
		for _, d := range w.borders() {
			if rng.IntN(3) > 0 {
				queues.at[d] = wait{usual: road.Millis(rng.IntN(60_000))}
			}
		}
		tab := &tables{w: w, vehicle: Car, queues: queues, over: func(l *road.Link) bool { return l.Crossing != "x3" }}
		want := allPairs(tab, n)
		for a := range road.NodeID(n) {
			out, in := tab.tree(a, false), tab.tree(a, true)
			for b := range road.NodeID(n) {
				if out.duration[b] != want[a][b] || in.duration[b] != want[b][a] {
					t.Fatalf("seed %d: %d to %d: %d ms, want %d; back %d, want %d", seed, a, b, out.duration[b], want[a][b], in.duration[b], want[b][a])
				}
				if want[a][b] != want[b][a] {
					differ++
				}
				path, ok := out.path(b)
				if ok != (want[a][b] < road.Unreachable) || ok && tab.along(a, path) != want[a][b] {
					t.Fatalf("seed %d: the path from %d to %d is %v", seed, a, b, path)
				}
				if back, ok := in.path(b); ok && tab.along(b, back) != want[b][a] {
					t.Fatalf("seed %d: the path from %d to %d is %v", seed, b, a, back)
				}
			}
		}
	}
	if differ < 500 {
		t.Errorf("only %d ways take another time back", differ)
	}
}

// allPairs are the durations between all places.
func allPairs(t *tables, n int) [][]road.Millis {
	d := make([][]road.Millis, n)
	for a := range d {
		d[a] = make([]road.Millis, n)
		for b := range d[a] {
			if a != b {
				d[a][b] = road.Unreachable
			}
		}
		for _, x := range t.w.tables.Arcs(road.NodeID(a)) {
			l := &t.w.tables.Links[x.Link]
			c := l.Duration
			if from, to := t.w.spots[a].Area, t.w.spots[x.Head].Area; from != to {
				if l.Crossing == "x3" {
					continue
				}
				queue := l.Wait
				if queue == 0 {
					queue = t.queues.at[direction{record.CrossingID(l.Crossing), from, to}].usual
				}
				c += queue
			}
			d[a][x.Head] = min(d[a][x.Head], c)
		}
	}
	for k := range n {
		for a := range n {
			for b := range n {
				d[a][b] = min(d[a][b], d[a][k].Plus(d[k][b]))
			}
		}
	}
	return d
}

// along is what a path takes.
func (t *tables) along(here road.NodeID, path []road.LinkID) (sum road.Millis) {
	for _, link := range path {
		c, _ := t.from(link, here)
		sum += c
		if x := &t.w.tables.Links[link]; here == x.From {
			here = x.To
		} else {
			here = x.From
		}
	}
	return sum
}
