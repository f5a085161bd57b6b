package cch

import (
	"math/rand/v2"
)

// The worlds of the tests: small graphs of every awkward kind, and road-like ones of
// any size.

func (w *world) add(from, to int, weight Weight) {
	w.g.Tail, w.g.Head = append(w.g.Tail, NodeID(from)), append(w.g.Head, NodeID(to))
	w.weights = append(w.weights, weight)
}

func (w *world) addBoth(a, b int, weight Weight) {
	w.add(a, b, weight)
	w.add(b, a, weight)
}

// awkward names the kinds of graph that awkwardWorld makes.
var awkward = []string{"empty", "one", "isolated", "loops", "path", "oneway-path", "cycle", "star", "tree", "complete", "grid", "sparse", "multi", "islands"}

// weigh names the kinds of weight.
var weigh = []string{"small", "zero", "large", "limit", "closed", "mixed"}

func randomWeight(rng *rand.Rand, kind string) Weight {
	switch kind {
	case "zero":
		return Weight(rng.IntN(2))
	case "large":
		return Closed - 1 - Weight(rng.IntN(3))
	case "limit":
		return narrowLimit/2 - 2 + Weight(rng.IntN(4))
	case "closed":
		if rng.IntN(3) == 0 {
			return Closed
		}
	case "mixed":
		return randomWeight(rng, weigh[rng.IntN(len(weigh)-1)])
	}
	return Weight(rng.IntN(20) + 1)
}

// awkwardWorld makes a graph of a kind with about n nodes, at random places, some equal.
func awkwardWorld(rng *rand.Rand, kind, weight string, n int) *world {
	w := &world{name: kind + "/" + weight}
	w.g.Nodes = n
	w.connect(rng, kind)
	for range w.g.Nodes {
		w.x, w.y = append(w.x, int32(rng.IntN(10))-5), append(w.y, int32(rng.Uint32()))
	}
	for i := range w.weights {
		w.weights[i] = randomWeight(rng, weight)
	}
	return w
}

func (w *world) connect(rng *rand.Rand, kind string) {
	n := w.g.Nodes
	switch kind {
	case "empty":
		w.g.Nodes = 0
	case "one":
		w.g.Nodes = 1
		w.add(0, 0, 0)
	case "loops":
		for range 2 * n {
			v := rng.IntN(n)
			w.add(v, v, 0)
			w.add(v, rng.IntN(n), 0)
		}
	case "path", "oneway-path", "cycle", "star", "tree":
		for v := 1; v < n; v++ {
			w.add(map[string]int{"star": 0, "tree": rng.IntN(v)}[kind]+map[bool]int{true: v - 1}[kind != "star" && kind != "tree"], v, 0)
			if kind != "oneway-path" && kind != "cycle" {
				w.add(int(w.g.Head[len(w.g.Head)-1]), int(w.g.Tail[len(w.g.Tail)-1]), 0)
			}
		}
		if kind == "cycle" {
			w.add(n-1, 0, 0)
		}
	case "complete":
		for v := range min(n, 12) {
			for u := range min(n, 12) {
				w.add(v, u, 0)
			}
		}
	case "grid":
		for v := range n {
			if v%6 != 5 && v+1 < n {
				w.addBoth(v, v+1, 0)
			}
			if v+6 < n {
				w.addBoth(v, v+6, 0)
			}
		}
	case "sparse":
		for range 3 * n / 2 {
			w.add(rng.IntN(n), rng.IntN(n), 0)
		}
	case "multi":
		for range n {
			a, b := rng.IntN(n), rng.IntN(n)
			for range 3 {
				w.add(a, b, 0)
				w.add(b, a, 0)
			}
		}
	case "islands":
		for v := range n {
			if u := rng.IntN(n); u%3 == v%3 {
				w.addBoth(v, u, 0)
			}
		}
	}
}

// roadWorld makes a road-like world of about n nodes: a grid of streets, a sixth of them
// missing and some one-way, with a faster road on every 10th line and a highway on every
// 70th. Barriers (rivers, borders of towns and of areas) cut it at every scale: on every
// 16th line a third of the streets that would cross it is missing, on every 32nd five
// ninths, and so on, so that the separators of a square of side s grow like √s, as those
// of real road networks do, and not like s. Weights are milliseconds, places decimetres.
func roadWorld(seed uint64, n int) *world {
	rng := rand.New(rand.NewPCG(seed, 1))
	side := 1
	for side*side < n {
		side++
	}
	w := &world{name: "roads"}
	w.g.Nodes = side * side
	for v := range w.g.Nodes {
		w.x = append(w.x, int32(v%side*1000+rng.IntN(700)))
		w.y = append(w.y, int32(v/side*1000+rng.IntN(700)))
	}
	street := func(v, u, along, across int) {
		speed := 7 // metres a second
		if along%70 == 0 {
			speed = 33
		} else if rng.IntN(6) == 0 || blocked(rng, across+1) {
			return
		} else if along%10 == 0 {
			speed = 17
		}
		weight := Weight(100 * (900 + rng.IntN(300)) / speed)
		w.add(v, u, weight)
		if along%10 == 0 || rng.IntN(8) > 0 {
			w.add(u, v, weight)
		}
	}
	for y := range side {
		for x := range side {
			v := y*side + x
			if x+1 < side {
				street(v, v+1, y, x)
			}
			if y+1 < side {
				street(v, v+side, x, y)
			}
		}
	}
	return w
}

// blocked draws whether a barrier stops a street that crosses a line.
func blocked(rng *rand.Rand, line int) bool {
	for line%16 == 0 && line > 0 {
		if rng.IntN(3) == 0 {
			return true
		}
		if line /= 2; line%16 != 0 {
			break
		}
	}
	return false
}
