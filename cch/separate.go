package cch

import "sync"

// directions are the lines along which inertial flow sorts the nodes. Measured on New
// York: eight of them cost 1.7 times as much for 1 % fewer arcs above a node.
var directions = [][2]int64{{1, 0}, {0, 1}, {1, 1}, {1, -1}}

// widths are the shares of the nodes, in hundredths, that serve as sources and as
// sinks of one flow after the other; both sides of a cut have at least the first.
// Measured on New York, arcs above a node on average (less is faster queries) and
// seconds of processor time: {30} 5488 in 3.4; {25, 30, 35, 40} 5184 in 3.9;
// {20, 30, 40} 4872 in 3.6; {10, 15, … 45} 4799 in 4.5.
var widths = []int{10, 20, 30, 40}

// candidate is a cut found: its rating (edges cut times 2¹⁶ over the nodes of the
// smaller side; less is better) and the side of each node.
type candidate struct {
	rating uint64
	side   []uint8
}

// bestSeparator marks the two sides of the best cut with 1 and 2 and the separator
// with 0.
func (d *dissector) bestSeparator(p *part) []uint32 {
	best := d.best(p)
	separator(p.adj, best.side)
	mark := make([]uint32, p.nodes())
	for v, s := range best.side {
		mark[v] = [...]uint32{1, 2, 0}[s]
	}
	return mark
}

// best is the best cut of a part, looked for on another thread too if one is free and the
// work is worth it.
func (d *dissector) best(p *part) candidate {
	if p.nodes() >= forkNodes && d.tryFork() {
		defer func() { <-d.spare }()
		return p.bestInParallel()
	}
	return p.bestOf(directions)
}

func (d *dissector) tryFork() bool {
	select {
	case d.spare <- struct{}{}:
		return true
	default:
		return false
	}
}

func (p *part) bestInParallel() candidate {
	var a, b candidate
	var wait sync.WaitGroup
	half := len(directions) / 2
	wait.Go(func() { a = p.bestOf(directions[:half]) })
	b = p.bestOf(directions[half:])
	wait.Wait()
	if b.rating < a.rating {
		return b
	}
	return a
}

// bestOf tries some directions; of equal cuts the first stays.
func (p *part) bestOf(directions [][2]int64) candidate {
	n := p.nodes()
	f := newFlow(p.adj)
	line := make([]uint32, n)
	best := candidate{^uint64(0), make([]uint8, n)}
	for _, dir := range directions {
		p.byProjection(dir[0], dir[1], line)
		f.reset()
		done := 0
		for _, w := range widths {
			upto := max(1, n*w/100)
			f.grow(source, line[done:upto])
			f.grow(sink, line[n-upto:n-done])
			done = upto
			// A cut of c edges rates at least c over half of the nodes.
			limit := int(min(best.rating, 1<<32) * uint64(n) >> 17)
			if f.maximise(limit); f.value > limit {
				break
			}
			f.consider(&best)
		}
	}
	return best
}

// consider rates the cuts next to the sources and next to the sinks, and keeps the
// better if it beats best.
func (f *flow) consider(best *candidate) {
	n := len(f.side)
	rate := func(size int) uint64 { return uint64(f.value) << 16 / uint64(min(size, n-size)) }
	keep := func(kind uint8) {
		if r := rate(f.sideSize(kind)); r < best.rating {
			best.rating = r
			for v := range best.side {
				best.side[v] = 0
				if f.sideOf(kind, v) {
					best.side[v] = 1
				}
			}
		}
	}
	keep(sink)
	f.sourceSide()
	keep(source)
}
