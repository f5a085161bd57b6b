package allpairs_test

import (
	"context"
	"encoding/binary"
	"errors"
	"math/rand/v2"
	"testing"

	. "waythrough/whatif/allpairs"
)

// source draws from bytes, and from a generator when they are used up.
type source struct {
	data []byte
	then *rand.PCG
}

func (s *source) Uint64() uint64 {
	if len(s.data) < 2 {
		return s.then.Uint64()
	}
	// The high bits decide what is drawn.
	x := uint64(binary.LittleEndian.Uint16(s.data)) << 48
	s.data = s.data[2:]
	return x | 1<<47
}

// FuzzUpdate draws a world, a side and three changes from bytes: everything is as in
// the expanded graph.
func FuzzUpdate(f *testing.F) {
	f.Add([]byte{})
	f.Add([]byte("a border, a gate and a town on either side of it"))
	f.Add([]byte{0, 0, 0, 0, 255, 255, 0, 128, 0, 128, 0, 128, 255, 127, 0, 64, 0, 192})
	f.Fuzz(func(t *testing.T, data []byte) {
		rng := rand.New(&source{data, rand.NewPCG(uint64(len(data)), 8)})
		w := randomWorld(rng)
		n := w.network(t)
		n.TraceAlways()
		s := w.randomSide(rng)
		m := compute(t, n, s)
		same(t, m, w.all(s))
		for range 3 {
			s = w.altered(rng, s)
			var err error
			if m, err = m.Update(context.Background(), s); err != nil {
				t.Fatal(err)
			}
			same(t, m, w.all(s))
		}
	})
}

// FuzzSpoiled overwrites numbers of a world and a side with any others: they are
// refused, or the answer is right.
func FuzzSpoiled(f *testing.F) {
	f.Add(uint64(1), uint8(0), uint16(0), int64(-1))
	f.Add(uint64(2), uint8(3), uint16(1), int64(1)<<62)
	f.Add(uint64(3), uint8(7), uint16(2), int64(3))
	f.Add(uint64(4), uint8(11), uint16(0), int64(1)<<40)
	f.Fuzz(func(t *testing.T, seed uint64, what uint8, where uint16, value int64) {
		rng := rand.New(rand.NewPCG(seed, 9))
		w := randomWorld(rng)
		s := w.randomSide(rng)
		spoil(w, &s, int(what), int(where), value)
		n, err := New(context.Background(), w.cells, w.links, w.group)
		if err != nil {
			return
		}
		m, err := n.Compute(context.Background(), s)
		if err != nil {
			return
		}
		same(t, m, w.all(s))
		after := w.altered(rng, s)
		u, err := m.Update(context.Background(), after)
		if err == nil {
			same(t, u, w.all(after))
		} else if !errors.Is(err, ErrTooLong) {
			t.Fatal(err)
		}
	})
}

// spoil overwrites one number.
func spoil(w *world, s *Side, what, where int, value int64) {
	set := func(list []int64) {
		if len(list) > 0 {
			list[where%len(list)] = value
		}
	}
	c := &w.cells[where%len(w.cells)]
	switch what % 14 {
	case 0:
		c.Exits = int(value)
	case 1:
		c.Entries = int(value)
	case 2:
		c.Towns = int(value)
	case 3:
		set(c.Across.First)
	case 4:
		set(c.In.Second)
	case 5:
		set(c.Out.First)
	case 6:
		set(c.Within.Second)
	case 7:
		if len(w.group) > 0 {
			w.group[where%len(w.group)] = int(value)
		}
	case 8, 9, 10:
		if len(w.links) > 0 {
			l := &w.links[where%len(w.links)]
			switch what % 14 {
			case 8:
				l.Exit = int(value)
			case 9:
				l.Entry = int(value)
			default:
				l.Cost.First = value
			}
		}
	case 11:
		if len(s.Laws) > 0 {
			s.Laws[where%len(s.Laws)].Histories = int(value)
		}
	case 12:
		if len(s.Laws) > 0 && len(s.Laws[0].Next) > 0 {
			s.Laws[0].Next[where%len(s.Laws[0].Next)] = int32(value)
		}
	case 13:
		if len(s.Costs) > 0 {
			s.Costs[where%len(s.Costs)].Second = value
		}
	}
}
