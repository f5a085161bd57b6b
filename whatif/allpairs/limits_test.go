package allpairs_test

import (
	"context"
	"errors"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	. "waythrough/whatif/allpairs"
)

// Costs so large that sums fill a word: what is told is exact, and what cannot be is
// refused. Updates refuse no more than computing anew does.
func TestSumsAreExactOrRefused(t *testing.T) {
	exact, refused := 0, 0
	for seed := range instances(1000) {
		rng := rand.New(rand.NewPCG(seed, 7))
		w := drawWorld(rng, 1<<(28+rng.IntN(4)))
		n := w.network(t)
		if seed%2 > 0 {
			n.TraceAlways()
		}
		s := w.randomSide(rng)
		m, err := n.Compute(context.Background(), s)
		if err != nil {
			if !errors.Is(err, ErrTooLong) || !strings.Contains(err.Error(), "from town") {
				t.Fatalf("seed %d: %v", seed, err)
			}
			refused++
			continue
		}
		same(t, m, w.all(s))
		exact++
		after := w.altered(rng, s)
		_, failed := n.Compute(context.Background(), after)
		switch u, err := m.Update(context.Background(), after); {
		case err == nil:
			same(t, u, w.all(after))
		case !errors.Is(err, ErrTooLong) || failed == nil:
			t.Fatalf("seed %d: Update says %v, Compute %v", seed, err, failed)
		}
	}
	if min(exact, refused) < 20 {
		t.Fatalf("%d worlds exact, %d refused: the test does not test both", exact, refused)
	}
}

// chain is so many cells in a row, a town in the first and in the last.
func chain(cells int, across, link Cost) *world {
	w := &world{group: []int{0, 0}}
	one := func(c Cost) Table { return Table{[]int64{c.First}, []int64{c.Second}} }
	for i := range cells {
		c := Cell{Exits: 1, Entries: 1, Across: one(across)}
		if i == 0 || i == cells-1 {
			c.Towns, c.In, c.Out, c.Within = 1, one(Cost{}), one(Cost{}), one(Cost{})
		}
		w.cells = append(w.cells, c)
		if i > 0 {
			w.links = append(w.links, Link{i - 1, i, link})
		}
	}
	return w
}

const (
	hour = 3_600_000 // milliseconds
	km   = 10_000    // decimetres
)

func allLinks(w *world) Side {
	usable := make([]bool, len(w.links))
	for l := range usable {
		usable[l] = true
	}
	return Side{Laws: []Law{OneLaw(usable)}}
}

func TestLongWays(t *testing.T) {
	for _, c := range []struct {
		name         string
		cells        int
		across, link Cost
		fits         bool
	}{
		{"twelve borders of 198 hours, two days and 2,000 km a cell", 13, Cost{48 * hour, 2000 * km}, Cost{198 * hour, 10}, true},
		{"the same by distance", 13, Cost{2000 * km, 48 * hour}, Cost{10, 198 * hour}, true},
		{"one link of 49 days", 2, Cost{hour, km}, Cost{49 * 24 * hour, km}, true},
		{"one link of 429,497 km", 2, Cost{hour, km}, Cost{hour, 429_497 * km}, true},
		{"both in one", 2, Cost{}, Cost{1<<32 - 1, 0}, true},
		{"time alone, for years", 1000, Cost{48 * hour, 0}, Cost{198 * hour, 0}, true},
		{"thirty cells of 10,000 km", 30, Cost{48 * hour, 10_000 * km}, Cost{198 * hour, 10}, false},
	} {
		w := chain(c.cells, c.across, c.link)
		m, err := w.network(t).Compute(context.Background(), allLinks(w))
		if (err == nil) != c.fits {
			t.Errorf("%s: %v", c.name, err)
		}
		if err == nil {
			same(t, m, w.all(allLinks(w)))
		}
	}
}

func TestCostsThatFitInNoWord(t *testing.T) {
	w := chain(2, Cost{}, Cost{1<<32 - 1, 1<<32 - 1})
	if _, err := New(context.Background(), w.cells, w.links, w.group); err == nil || !strings.Contains(err.Error(), "leave out the second") {
		t.Errorf("64 bits of cost: %v", err)
	}
	w = chain(2, Cost{5, 5}, Cost{5, 5})
	s := allLinks(w)
	s.Costs = []Cost{{1 << 60, 0}}
	if _, err := w.network(t).Compute(context.Background(), s); !errors.Is(err, ErrTooLong) || !strings.Contains(err.Error(), "link 0") {
		t.Errorf("a side dearer than the network was made for: %v", err)
	}
}

// Links from a country of some towns to another one, the last two over a third
// country, and costs at the very limit of the second quantity, at which a sum that does
// not fit would pass for a larger or a smaller one:
//
//	from ──0──▶ entry 0 ─(1, 0)─▶ to
//	     ──1──▶ entry 1 ─(0, 1)─▶
//	     ──2──▶ entry 2 ─(5, 0)─▶
//	     ──3──▶ over ──4──▶ entry 1
func limitWorld(from, to int) *world {
	table := func(first, second []int64, times int) Table {
		var t Table
		for i := range first {
			t.First = append(t.First, slices.Repeat(first[i:i+1], times)...)
			t.Second = append(t.Second, slices.Repeat(second[i:i+1], times)...)
		}
		return t
	}
	nothing := func(n int) Table { return table([]int64{0}, []int64{0}, n) }
	return &world{
		cells: []Cell{
			{Exits: 4, Towns: from, Out: nothing(4 * from), Within: nothing(from * from)},
			{Entries: 3, Towns: to, In: table([]int64{1, 0, 5}, []int64{0, 1, 0}, to), Within: nothing(to * to)},
			{Exits: 1, Entries: 1, Across: nothing(1)},
		},
		links: []Link{{0, 0, Cost{9, 9}}, {1, 1, Cost{}}, {2, 2, Cost{}}, {3, 3, Cost{}}, {4, 1, Cost{}}},
		group: make([]int, from+to),
	}
}

func TestAtTheVeryLimit(t *testing.T) {
	const most = -1 // stands for the largest second quantity that fits
	for _, c := range []struct {
		name          string
		before, after string // the links that are open
		costs         [5]Cost
	}{
		{"both gates at once", "", "01", [5]Cost{0: {1, 0}, 1: {1, most}}},
		{"one gate after the other", "", "034", [5]Cost{0: {1, 0}, 3: {1, most}}},
		{"opened beside another", "0", "01", [5]Cost{0: {1, 0}, 1: {1, most}}},
		{"opened, too long to beyond it", "23", "234", [5]Cost{3: {1, most}, 4: {0, 1}}},
		{"opened, too long on from it", "2", "12", [5]Cost{1: {0, most}}},
		{"opened, too long in all", "23", "234", [5]Cost{3: {0, most}}},
		{"the better one closed", "01", "1", [5]Cost{1: {1, most}}},
	} {
		for _, towns := range [][2]int{{1, 3}, {3, 1}} {
			w := limitWorld(towns[0], towns[1])
			n := w.network(t)
			n.TraceAlways()
			costs := c.costs
			for l := range costs {
				if costs[l].Second == most {
					costs[l].Second = n.Limits().Second
				}
			}
			side := func(open string) Side {
				usable := make([]bool, len(w.links))
				for _, l := range open {
					usable[l-'0'] = true
				}
				return Side{[]Law{OneLaw(usable)}, costs[:]}
			}
			if _, err := n.Compute(context.Background(), side(c.after)); !errors.Is(err, ErrTooLong) {
				t.Errorf("%s, %v: Compute says %v", c.name, towns, err)
			}
			m := compute(t, n, side(c.before))
			same(t, m, w.all(side(c.before)))
			if _, err := m.Update(context.Background(), side(c.after)); !errors.Is(err, ErrTooLong) {
				t.Errorf("%s, %v: Update says %v", c.name, towns, err)
			}
		}
	}
}
