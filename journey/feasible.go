package journey

import (
	"waythrough/record"
	"waythrough/regime"
)

// feasibleKey names which cells can lead to which.
type feasibleKey struct {
	class    class
	from, to record.Day
}

// leadHere tells which cells can lead to the targets by ways of a class, however long one
// waits. Where that can't be told without searching (services, entries that law asks about,
// law that changes in the time), it is nil.
func (s *search) leadHere(c class, latest instant) []bool {
	if c == anyWay || s.query.rides() || s.lawless {
		return nil
	}
	first := s.startDay()
	last := first + 1
	end := min(latest, s.depart+longestJourney)
	if until := s.clocks.local(end, s.from[0].Spot.Zone).Day(); until > last && !s.law.Steady(first-1, until+1) {
		return nil
	}
	for d := first; d <= last; d++ {
		if len(s.law.On(d).HistoryAreas()) > 0 {
			return nil
		}
	}
	into := s.neighbours(feasibleKey{c, first, last})
	cells := make([]bool, s.ground.CellCount())
	var queue []int
	for _, t := range s.to {
		if !cells[t.Cell] {
			cells[t.Cell] = true
			queue = append(queue, t.Cell)
		}
	}
	for ; len(queue) > 0; queue = queue[1:] {
		for _, from := range into[queue[0]] {
			if !cells[from] {
				cells[from] = true
				queue = append(queue, from)
			}
		}
	}
	return cells
}

// neighbours lists by cell those from which some gate leads into it by ways of a class, at
// some hour of some days.
func (s *search) neighbours(key feasibleKey) [][]int {
	if known := s.feasible[key]; known != nil {
		return known
	}
	out := make([][]int, s.ground.CellCount())
	done := map[[2]int]bool{}
	start := label{hired: s.query.hired}
	for i := range s.ground.Gates {
		if s.watch.over() {
			return out // half done: nothing to remember
		}
		g := &s.ground.Gates[i]
		edge := [2]int{s.ground.Leaves(i), g.Enters}
		if edge[0] == edge[1] || done[edge] || !s.passable(s.passage(int32(i))) {
			continue
		}
		for d := key.from; d <= key.to && !done[edge]; d++ {
			for _, span := range s.bench(d, nil, &start).at(s, int32(i), d) {
				v := s.worth(s.passage(int32(i)), span.verdict)
				if v == regime.Permitted || key.class == lawful && v == regime.Formality {
					done[edge] = true
				}
			}
		}
		if done[edge] {
			out[edge[1]] = append(out[edge[1]], edge[0])
		}
	}
	s.feasible[key] = out
	return out
}
