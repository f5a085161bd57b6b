package whatif

import (
	"cmp"
	"fmt"
	"slices"

	"waythrough/road"
)

// answer adds the rows up, always in the same order, so that figures are the same
// to the last bit.
func (b *Base) answer(rows []row) *Answer {
	a := &Answer{Assumed: []string{}, Settlements: len(b.towns), Pairs: len(b.towns) * (len(b.towns) - 1),
		MarketAccess: MarketAccess{Cost: b.Cost, Weight: b.Weight, Exponent: b.Exponent}, Top: []Pair{}, Towns: []Town{}}
	var total row
	type ranked struct {
		from int
		change
	}
	var top []ranked
	for i, r := range rows {
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
			top = append(top, ranked{i, x})
		}
		a.Towns = append(a.Towns, b.town(i, r))
	}
	mean := func(sum, n float64) float64 {
		if n > 0 {
			return sum / n
		}
		return 0
	}
	n := float64(total.finite)
	if b.tells(road.Duration) {
		a.MeanSavingS, a.WeightedSavingS = pointer(mean(total.savedS, n)), pointer(mean(total.weightedS, total.weight))
	}
	if b.tells(road.Distance) {
		a.MeanSavingM, a.WeightedSavingM = pointer(mean(total.savedM, n)), pointer(mean(total.weightedM, total.weight))
	}
	slices.SortStableFunc(top, func(x, y ranked) int { return cmp.Or(largerFirst(x.change, y.change), cmp.Compare(x.from, y.from)) })
	for _, x := range top[:min(len(top), topPairs)] {
		a.Top = append(a.Top, b.told(x.from, x.change))
	}
	slices.SortStableFunc(a.Towns, func(x, y Town) int { return cmp.Compare(y.After-y.Before, x.After-x.Before) })
	if b.far > 0 {
		a.Assumed = append(a.Assumed, fmt.Sprintf("%d places that no road of the network is near to are left out.", b.far))
	}
	return a
}

func pointer(v float64) *float64 { return &v }

// tells reports whether the network tells a quantity of ways: tables tell both, imported
// roads what is minimised.
func (b *Base) tells(m road.Measure) bool { return b.World.Tables() != nil || m == b.least }

func (b *Base) town(i int, r row) Town {
	s := b.towns[i]
	t := Town{ID: s.ID, Name: s.Name, Area: s.Area, Lat: s.At.Lat, Lon: s.At.Lon, Before: r.before, After: r.after, Joined: r.joined}
	if r.finite > 0 {
		t.SavedS = r.savedS / float64(r.finite)
	}
	return t
}

func (b *Base) told(from int, x change) Pair {
	p := Pair{From: b.towns[from].ID, To: b.towns[x.to].ID}
	tell := func(w way) (s, m *float64) {
		if !w.ok {
			return nil, nil
		}
		seconds, metres := b.measure(w)
		if b.tells(road.Duration) {
			s = &seconds
		}
		if b.tells(road.Distance) {
			m = &metres
		}
		return s, m
	}
	p.BeforeS, p.BeforeM = tell(x.before)
	p.AfterS, p.AfterM = tell(x.after)
	return p
}
