package world

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"waythrough/road"
	"waythrough/road/netfile"
)

// mostKeptTable bounds the durations of a ground that are kept in a file: more would take
// longer to write than to compute.
const mostKeptTable = 1 << 25

// recall fills the tables of a ground from what was kept when the same was computed before,
// for the same network and the same ends. It is false if that was never, or can't be read.
func (r *streetRoads) recall(g *Ground) bool {
	f := r.s.n.Kept(r.keptKey(g))
	if f == nil {
		return false
	}
	defer f.Close()
	done := false
	fault := f.Guard(func() {
		list, err := netfile.Section[road.Millis](f, "rows")
		if err != nil || len(list) != g.tableSize() {
			return
		}
		list = append([]road.Millis(nil), list...)
		for i := range g.cells {
			c := &g.cells[i]
			n := len(c.entries) * c.exits()
			c.rows, list = list[:n:n], list[n:]
		}
		done = true
	})
	if !done || fault != nil {
		return false
	}
	for i := range g.cells {
		g.cells[i].turn()
	}
	return true
}

// remember keeps the tables of a ground.
func (r *streetRoads) remember(g *Ground) {
	if size := g.tableSize(); size == 0 || size > mostKeptTable {
		return
	}
	r.s.n.Keep(r.keptKey(g), func(w *netfile.Writer) error {
		var all []road.Millis
		for i := range g.cells {
			all = append(all, g.cells[i].rows...)
		}
		return netfile.Write(w, "rows", all)
	})
}

func (g *Ground) tableSize() int {
	n := 0
	for i := range g.cells {
		n += len(g.cells[i].entries) * g.cells[i].exits()
	}
	return n
}

// keptKey names all that the tables of a ground hang on, besides the network: the profile,
// which cuts are open, and the ends, which come of the matching of cuts and of the record's
// terminals.
func (r *streetRoads) keptKey(g *Ground) string {
	ends := sha256.New()
	for i := range g.cells {
		c := &g.cells[i]
		fmt.Fprintf(ends, "cell %d\n", i)
		for _, e := range c.entries {
			fmt.Fprintf(ends, "entry %v\n", g.stands[e].street)
		}
		for _, x := range g.exits(c) {
			fmt.Fprintf(ends, "exit %v\n", x.street)
		}
	}
	return fmt.Sprintf("tables for %s, opening %q, between %s", r.profile, r.roads.Opening(), hex.EncodeToString(ends.Sum(nil)))
}

// Tables of two files are computed in the time of reading one.
func (t *tables) recall(*Ground) bool { return false }
func (t *tables) remember(*Ground)    {}
