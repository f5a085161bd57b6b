package allpairs_test

import (
	"context"
	"fmt"
	"slices"
	"testing"

	. "waythrough/whatif/allpairs"
)

// Three countries in a row, each with a town, and a pass from the first into the last.
// Whoever has entered by the pass is let into the middle no more.
//
//	A ───0──▶ B ───1──▶ C       link 0, 1: an hour each
//	A ──────2─────────▶ C       link 2, the pass: half an hour
//	C ───3──▶ B                 link 3
//
// Inside a country everything takes an hour.
func passWorld() *world {
	w := &world{group: []int{0, 0, 0}}
	for _, gates := range [][2]int{{2, 0}, {1, 2}, {1, 2}} {
		c := Cell{Exits: gates[0], Entries: gates[1], Towns: 1}
		hours := func(n int) Table {
			return Table{First: slices.Repeat([]int64{60}, n)}
		}
		c.Across, c.In, c.Out, c.Within = hours(gates[0]*gates[1]), hours(gates[1]), hours(gates[0]), hours(1)
		c.Within.First[0] = 0
		w.cells = append(w.cells, c)
	}
	w.links = []Link{
		{0, 0, Cost{First: 60}}, {2, 2, Cost{First: 60}}, // A to B, B to C
		{1, 3, Cost{First: 30}}, // the pass
		{3, 1, Cost{First: 60}}, // C to B
	}
	return w
}

func TestAnEntryForbidsALaterOne(t *testing.T) {
	w := passWorld()
	free := Law{1, []int32{0, 0, 0, 0}}
	bound := Law{2, []int32{0, 0, 1, 0 /* after the pass: */, Never, 1, 1, Never}}
	shut := Law{1, []int32{Never, 0, 0, 0}}
	both := Law{2, []int32{Never, 0, 1, 0, Never, 1, 1, Never}}
	for _, c := range []struct {
		name   string
		law    Law
		ab, ac int64 // from A, in minutes; Unreachable
		links  []int // from A to B
	}{
		{"no law", free, 180, 150, []int{0}},
		{"the pass forfeits the middle", bound, 180, 150, []int{0}},
		{"the front door is shut", shut, 270, 150, []int{2, 3}},
		{"shut, and the pass forfeits", both, Unreachable, 150, nil},
	} {
		m := compute(t, w.network(t), Side{Laws: []Law{c.law}})
		ab, _ := m.Row(0).To(1)
		ac, _ := m.Row(0).To(2)
		if ab.First != c.ab || ac.First != c.ac {
			t.Errorf("%s: A to B %d, to C %d; %d and %d are right", c.name, ab.First, ac.First, c.ab, c.ac)
		}
		if links, _ := m.Path(0, 1); !slices.Equal(links, c.links) {
			t.Errorf("%s: A to B by links %v; %v is right", c.name, links, c.links)
		}
	}
}

// A pair whose best cost is reached over a closing link and beside it stays.
func TestTiesSurviveAClosing(t *testing.T) {
	one := func(n int, v int64) Table { return Table{First: slices.Repeat([]int64{v}, n)} }
	w := &world{
		cells: []Cell{
			{Exits: 2, Towns: 1, Out: one(2, 1), Within: one(1, 0)},
			{Entries: 2, Towns: 2, In: Table{First: []int64{1, 1, 1, 5}}, Within: one(4, 0)},
		},
		links: []Link{{0, 0, Cost{First: 3}}, {1, 1, Cost{First: 3}}},
		group: []int{0, 0, 0},
	}
	m := compute(t, w.network(t), Side{Laws: []Law{OneLaw([]bool{true, true})}})
	told := ""
	err := m.Changes(context.Background(), Side{Laws: []Law{OneLaw([]bool{false, true})}}, func(c *Change) {
		before, _ := c.Before(0)
		after, _ := c.After(0)
		told += fmt.Sprint(c.From, c.To, before.First, after.First)
	})
	if err != nil || told != "0 [2] 5 9" {
		t.Errorf("told %q, %v; only the town that the second entry is far from changes", told, err)
	}
}

// What a town stood at by a gate that closes does not tell that one that opens is of no use:
// a second one that opens leads on from there.
//
//	A ═0, closes═▶ B ──2, opens──▶ C
//	  ─1, opens──▶
func TestOpenedWhereAnotherCloses(t *testing.T) {
	all := func(n int, v int64) Table { return Table{First: slices.Repeat([]int64{v}, n)} }
	w := &world{
		cells: []Cell{
			{Exits: 2, Towns: 2, Out: all(4, 1), Within: all(4, 0)},
			{Exits: 1, Entries: 2, Towns: 1, Across: all(2, 1), In: all(2, 1), Out: all(1, 1), Within: all(1, 0)},
			{Entries: 1, Towns: 1, In: all(1, 1), Within: all(1, 0)},
		},
		links: []Link{{0, 0, Cost{First: 1}}, {1, 1, Cost{First: 5}}, {2, 2, Cost{First: 1}}},
		group: make([]int, 4),
	}
	n := w.network(t)
	n.TraceAlways()
	m := compute(t, n, Side{Laws: []Law{OneLaw([]bool{true, false, false})}})
	after := Side{Laws: []Law{OneLaw([]bool{false, true, true})}}
	u, err := m.Update(context.Background(), after)
	if err != nil {
		t.Fatal(err)
	}
	same(t, u, w.all(after))
}

func TestWhatDoesNotChangeIsShared(t *testing.T) {
	w := passWorld()
	n := w.network(t)
	n.TraceAlways()
	s := Side{Laws: []Law{{1, []int32{0, 0, Never, 0}}}}
	m := compute(t, n, s)
	if same, err := m.Update(context.Background(), s); err != nil || same.Bytes() != 0 {
		t.Errorf("nothing changed: %d bytes, %v", same.Bytes(), err)
	}
	u, err := m.Update(context.Background(), allLinks(w))
	if err != nil || u.Bytes() != 8*3 {
		t.Errorf("only A gains by the pass: %d bytes, %v", u.Bytes(), err)
	}
}

func ExampleMatrix_Changes() {
	w := passWorld()
	network, err := New(context.Background(), w.cells, w.links, w.group)
	if err != nil {
		fmt.Println(err)
		return
	}
	shut := Side{Laws: []Law{OneLaw([]bool{true, true, false, true})}}
	before, err := network.Compute(context.Background(), shut)
	if err != nil {
		fmt.Println(err)
		return
	}
	open := Side{Laws: []Law{OneLaw([]bool{true, true, true, true})}}
	err = before.Changes(context.Background(), open, func(c *Change) {
		for k, to := range c.To {
			was, _ := c.Before(k)
			is, _ := c.After(k)
			fmt.Printf("town %d to %d: %d minutes, now %d\n", c.From, to, was.First, is.First)
		}
	})
	if err != nil {
		fmt.Println(err)
	}
	// Output: town 0 to 2: 300 minutes, now 150
}
