package whatif

import (
	"waythrough/road"
	"waythrough/whatif/allpairs"
)

// unit is the largest of which all costs on a board are whole numbers, waits or none. Tables
// write whole seconds and metres as a rule, and are kept in milliseconds and decimetres: ways
// through thousands of areas add up exactly in the one and not in the other. Where there is no
// second quantity there is room enough.
func (x *board) unit(least road.Measure, cells []allpairs.Cell) allpairs.Cost {
	var u allpairs.Cost
	take := func(first, second int64) { u.First, u.Second = divisor(u.First, first), divisor(u.Second, second) }
	for _, waits := range []bool{false, true} {
		for _, c := range x.costs(least, waits) {
			take(c.First, c.Second)
		}
	}
	for i := range cells {
		for _, t := range []allpairs.Table{cells[i].Across, cells[i].In, cells[i].Out, cells[i].Within} {
			if len(t.First) > 0 && t.Second == nil {
				return allpairs.Cost{First: 1, Second: 1}
			}
			for k, first := range t.First {
				if first < allpairs.Unreachable {
					take(first, t.Second[k])
				}
			}
		}
	}
	return allpairs.Cost{First: max(u.First, 1), Second: max(u.Second, 1)}
}

// divisor is the greatest common one of two numbers that are not negative; of nothing, 0.
func divisor(a, b int64) int64 {
	if a > 0 && b%a == 0 { // as nearly always
		return a
	}
	for b != 0 {
		a, b = b, a%b
	}
	return a
}
