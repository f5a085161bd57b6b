package whatif

import (
	"cmp"
	"fmt"
	"slices"

	"waythrough/road"
	"waythrough/world"
)

// answer adds the rows up, always in the same order, so that figures are the same
// to the last bit.
func (b *Base) answer(rows []row, top []change) *Answer {
	a := &Answer{Assumed: []string{}, Settlements: len(b.towns), Pairs: len(b.towns) * (len(b.towns) - 1),
		MarketAccess: MarketAccess{Cost: b.Cost, Weight: b.Weight, Exponent: b.Exponent}, Top: []Pair{}, Towns: []Town{}}
	var finite, weight float64
	var saved, weighted [2]float64
	for i, r := range rows {
		a.PairsNewlyJoined += r.joined
		a.PairsCut += r.cut
		a.PairsQuicker += r.quicker
		a.PairsSlower += r.slower
		finite += float64(r.finite)
		weight += b.weights[i] * r.weight
		for k := range saved {
			saved[k] += float64(r.saved[k])
			weighted[k] += b.weights[i] * r.weighted[k]
		}
		a.MarketAccess.Before += r.before
		a.MarketAccess.After += r.after
		a.Towns = append(a.Towns, b.town(i, r))
	}
	mean := func(sum, n float64) float64 {
		if n > 0 {
			return sum / n
		}
		return 0
	}
	seconds, metres := b.measure(mean(saved[0], finite), mean(saved[1], finite))
	weightedS, weightedM := b.measure(mean(weighted[0], weight), mean(weighted[1], weight))
	if b.tells(road.Duration) {
		a.MeanSavingS, a.WeightedSavingS = &seconds, &weightedS
	}
	if b.tells(road.Distance) {
		a.MeanSavingM, a.WeightedSavingM = &metres, &weightedM
	}
	for _, x := range top {
		a.Top = append(a.Top, b.told(x))
	}
	slices.SortStableFunc(a.Towns, func(x, y Town) int { return cmp.Compare(y.After-y.Before, x.After-x.Before) })
	if b.far > 0 {
		a.Assumed = append(a.Assumed, fmt.Sprintf("%d places that no road of the network is near to are left out.", b.far))
	}
	if !b.waits() {
		a.Assumed = append(a.Assumed, "No wait at a border is known of these roads; none is counted.")
	}
	return a
}

// waits reports whether a wait is known at some border.
func (b *Base) waits() bool {
	return slices.ContainsFunc(b.boards, func(x *board) bool {
		return slices.ContainsFunc(x.ground.Gates, func(g world.Gate) bool { return g.Wait > 0 })
	})
}

// tells reports whether the network tells a quantity of ways: tables tell both, imported
// roads what is minimised.
func (b *Base) tells(m road.Measure) bool { return b.World.Tables() != nil || m == b.least }

func (b *Base) town(i int, r row) Town {
	s := b.towns[i]
	t := Town{ID: s.ID, Name: s.Name, Area: s.Area, Lat: s.At.Lat, Lon: s.At.Lon, Before: r.before, After: r.after, Joined: r.joined}
	if r.finite > 0 && b.tells(road.Duration) {
		t.SavedS, _ = b.measure(float64(r.saved[0])/float64(r.finite), float64(r.saved[1])/float64(r.finite))
	}
	return t
}

func (b *Base) told(x change) Pair {
	p := Pair{From: b.towns[x.from].ID, To: b.towns[x.to].ID}
	tell := func(w way) (s, m *float64) {
		if !w.ok {
			return nil, nil
		}
		seconds, metres := b.measure(float64(w.First), float64(w.Second))
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
