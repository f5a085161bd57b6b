package whatif

import (
	"cmp"
	"runtime"
	"slices"

	"waythrough/road"
)

func workers() int { return runtime.GOMAXPROCS(0) }

// answer adds the rows up, always in the same order, so that figures are the same
// to the last bit.
func (c *comparison) answer() *Answer {
	a := &Answer{Assumed: []string{}, Settlements: len(c.towns), Pairs: len(c.towns) * (len(c.towns) - 1),
		MarketAccess: MarketAccess{Cost: c.Cost, Weight: c.Weight, Exponent: c.Exponent}, Top: []Pair{}, Towns: []Town{}}
	var total row
	type ranked struct {
		from road.NodeID
		change
	}
	var top []ranked
	for i, r := range c.rows {
		a.PairsNewlyJoined += r.joined
		a.PairsCut += r.cut
		a.PairsQuicker += r.quicker
		a.PairsSlower += r.slower
		total.finite += r.finite
		total.savedS += r.savedS
		total.savedM += r.savedM
		total.weight += r.weight
		total.weightedS += r.weightedS
		total.weightedM += r.weightedM
		a.MarketAccess.Before += r.before
		a.MarketAccess.After += r.after
		for _, x := range r.best {
			top = append(top, ranked{c.towns[i], x})
		}
		a.Towns = append(a.Towns, c.town(c.towns[i], r))
	}
	if total.finite > 0 {
		a.MeanSavingS, a.MeanSavingM = total.savedS/float64(total.finite), total.savedM/float64(total.finite)
	}
	if total.weight > 0 {
		a.WeightedSavingS, a.WeightedSavingM = total.weightedS/total.weight, total.weightedM/total.weight
	}
	slices.SortStableFunc(top, func(x, y ranked) int { return cmp.Or(largerFirst(x.change, y.change), cmp.Compare(x.from, y.from)) })
	for _, x := range top[:min(len(top), topPairs)] {
		a.Top = append(a.Top, c.told(x.from, x.change))
	}
	slices.SortStableFunc(a.Towns, func(x, y Town) int { return cmp.Compare(y.After-y.Before, x.After-x.Before) })
	return a
}

func (c *comparison) town(n road.NodeID, r row) Town {
	p := c.World.Network.Places[n]
	t := Town{ID: p.ID, Name: p.Name, Area: c.World.Area(n), Lat: p.At.Lat, Lon: p.At.Lon, Before: r.before, After: r.after, Joined: r.joined}
	if r.finite > 0 {
		t.SavedS = r.savedS / float64(r.finite)
	}
	return t
}

func (c *comparison) told(from road.NodeID, x change) Pair {
	p := Pair{From: c.World.Network.Places[from].ID, To: c.World.Network.Places[x.to].ID}
	if x.before != unreachable {
		m := c.measure(x.before)
		p.BeforeS, p.BeforeM = &m.s, &m.m
	}
	if x.after != unreachable {
		m := c.measure(x.after)
		p.AfterS, p.AfterM = &m.s, &m.m
	}
	return p
}
