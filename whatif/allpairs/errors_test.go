package allpairs_test

import (
	"context"
	"strings"
	"testing"

	. "waythrough/whatif/allpairs"
)

// Each case breaks one thing of a chain of three cells; the error says where and what.
func TestRefusals(t *testing.T) {
	for _, c := range []struct {
		name  string
		spoil func(w *world, s *Side)
		says  []string
	}{
		{"a table too short", func(w *world, _ *Side) { w.cells[1].Across = Table{} }, []string{"cell 1", "Across", "needs 1"}},
		{"a second plane too short", func(w *world, _ *Side) { w.cells[0].Out.Second = []int64{} }, []string{"cell 0", "Out", "needs 1"}},
		{"a negative count", func(w *world, _ *Side) { w.cells[2].Towns = -1 }, []string{"cell 2", "-1 towns"}},
		{"a huge count", func(w *world, _ *Side) { w.cells[2].Exits = 1 << 62 }, []string{"cell 2", "exits"}},
		{"too many in all", func(w *world, _ *Side) {
			w.cells = append(w.cells, Cell{Exits: 1 << 20})
		}, []string{"cell 3", "so far"}},
		{"a negative cost", func(w *world, _ *Side) { w.cells[0].Within.First[0] = -1 }, []string{"cell 0", "Within", "cost 0 is -1"}},
		{"a way in one quantity only", func(w *world, _ *Side) { w.cells[0].Within.Second[0] = Unreachable }, []string{"cell 0", "in both quantities or in neither"}},
		{"a town without group", func(w *world, _ *Side) { w.group = w.group[1:] }, []string{"1 towns have a group", "2 towns"}},
		{"a negative group", func(w *world, _ *Side) { w.group[1] = -1 }, []string{"town 1", "group -1"}},
		{"a link from nowhere", func(w *world, _ *Side) { w.links[1].Exit = 3 }, []string{"link 1", "exit 3", "3 exits"}},
		{"a link to nowhere", func(w *world, _ *Side) { w.links[0].Entry = -1 }, []string{"link 0", "entry -1"}},
		{"a link without end", func(w *world, _ *Side) { w.links[0].Cost.First = Unreachable }, []string{"link 0", "a law says"}},
		{"a law too few", func(_ *world, s *Side) { s.Laws = nil }, []string{"0 laws", "1 groups"}},
		{"no history", func(_ *world, s *Side) { s.Laws[0].Histories = 0 }, []string{"group 0", "0 histories"}},
		{"a great many histories", func(_ *world, s *Side) { s.Laws[0].Histories = 1 << 60 }, []string{"group 0", "histories"}},
		{"too few moves", func(_ *world, s *Side) { s.Laws[0].Histories = 2 }, []string{"group 0", "need 4"}},
		{"a move to nowhere", func(_ *world, s *Side) { s.Laws[0].Next[1] = 1 }, []string{"group 0", "link 1", "history 0 into 1"}},
		{"a move below never", func(_ *world, s *Side) { s.Laws[0].Next[0] = -2 }, []string{"group 0", "into -2"}},
		{"costs for some links", func(_ *world, s *Side) { s.Costs = make([]Cost, 1) }, []string{"costs for 1 links", "there are 2"}},
		{"a negative cost of a side", func(_ *world, s *Side) { s.Costs = []Cost{{}, {Second: -1}} }, []string{"link 1", "0 and -1"}},
	} {
		w := chain(3, Cost{1, 2}, Cost{3, 4})
		good, s := allLinks(w), allLinks(w)
		n := w.network(t)
		m := compute(t, n, good)
		c.spoil(w, &s)
		broken, err := New(context.Background(), w.cells, w.links, w.group)
		if err == nil {
			_, err = broken.Compute(context.Background(), s)
			_, update := m.Update(context.Background(), s)
			changes := m.Changes(context.Background(), s, func(*Change) {})
			if update == nil || changes == nil || update.Error() != err.Error() || changes.Error() != err.Error() {
				t.Errorf("%s: Update says %v, Changes %v", c.name, update, changes)
			}
		}
		if err == nil {
			t.Errorf("%s: no error", c.name)
			continue
		}
		for _, want := range c.says {
			if !strings.Contains(err.Error(), want) {
				t.Errorf("%s: %q does not say %q", c.name, err, want)
			}
		}
	}
}

func TestNothingAtAll(t *testing.T) {
	n, err := New(context.Background(), nil, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	m := compute(t, n, Side{})
	if _, err := m.Update(context.Background(), Side{}); err != nil || m.Bytes() != 0 {
		t.Errorf("an empty network: %v, %d bytes", err, m.Bytes())
	}
}
