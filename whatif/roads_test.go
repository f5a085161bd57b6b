package whatif_test

import (
	"cmp"
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"waythrough/record"
	"waythrough/regime"
	"waythrough/road/osm/profile"
	"waythrough/road/worldgen"
	"waythrough/whatif"
)

// Imported roads against both sides computed from nothing. For cars: the whole graph of
// the roads with those cuts barred that law bars, a query for each pair, no overlay. For
// walkers, to whom no rule of turns applies: Dijkstra's algorithm over the streets as
// they stand in the file.

// drawRoads draws a world of some thousand nodes.
func drawRoads(t testing.TB, seed uint64, nodes, towns int) *drawnRoads {
	t.Helper()
	drawn := worldgen.New(worldgen.Options{Seed: seed, Nodes: nodes, Areas: 6, Crossings: 5})
	d, err := openDrawn(drawn, t.TempDir(), worldgen.RecordOptions{Seed: seed, Shut: 0.4, Promised: 1, Classes: 3}, towns, profile.Car, profile.Foot)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.n.Close() })
	return d
}

// holds compares an answer with both sides.
func (o *oracle) holds(t *testing.T, a *whatif.Answer, before, after [][]float64) figures {
	t.Helper()
	want, weights := figures{}, o.q.Places.Weights
	var finite, saved, weight, weighted float64
	type changed struct {
		from, to      string
		before, after float64
	}
	var better []changed
	for i := range before {
		for j := range before {
			b, c := before[i][j], after[i][j]
			if i == j || o.far[i] || o.far[j] {
				continue
			}
			want.before += weights[j] / math.Pow(b, o.q.Exponent)
			want.after += weights[j] / math.Pow(c, o.q.Exponent)
			if c < b {
				better = append(better, changed{o.q.Places.Spots[i].ID, o.q.Places.Spots[j].ID, b, c})
			}
			switch noB, noC := math.IsInf(b, 1), math.IsInf(c, 1); {
			case noB && noC:
			case noB:
				want.joined++
			case noC:
				want.cut++
			default:
				finite++
				saved += b - c
				weight += weights[i] * weights[j]
				weighted += weights[i] * weights[j] * (b - c)
				if c < b {
					want.quicker++
				} else if c > b {
					want.slower++
				}
			}
		}
	}
	want.mean, want.weighted = saved/max(finite, 1), weighted/max(weight, 1e-300)
	mean, byWeight := a.MeanSavingS, a.WeightedSavingS
	if o.q.Cost == whatif.Distance {
		mean, byWeight = a.MeanSavingM, a.WeightedSavingM
	}
	got := figures{a.PairsNewlyJoined, a.PairsCut, a.PairsQuicker, a.PairsSlower, *mean, *byWeight, a.MarketAccess.Before, a.MarketAccess.After}
	if !got.near(want) {
		t.Errorf("the figures are %+v, should be %+v", got, want)
	}
	slices.SortFunc(better, func(x, y changed) int {
		if math.IsInf(x.before, 1) && math.IsInf(y.before, 1) {
			return cmp.Compare(x.after, y.after)
		}
		return cmp.Compare(y.before-y.after, x.before-x.after)
	})
	if len(a.Top) != min(20, len(better)) {
		t.Fatalf("%d ways are listed; %d got better", len(a.Top), len(better))
	}
	for k, p := range a.Top {
		x, y := p.BeforeS, p.AfterS
		if o.q.Cost == whatif.Distance {
			x, y = p.BeforeM, p.AfterM
		}
		i := slices.IndexFunc(better, func(c changed) bool { return c.from == p.From && c.to == p.To })
		if i < 0 || better[i].before != seconds(x) || better[i].after != seconds(y) {
			t.Errorf("the way from %s to %s is told as %v, %v", p.From, p.To, seconds(x), seconds(y))
		} else if c := better[k]; math.Abs(seconds(x)-seconds(y)-(c.before-c.after)) > 1e-6 { // ∞-∞ is no number: not above
			t.Errorf("way %d of the list gains %v, should gain %v", k, seconds(x)-seconds(y), c.before-c.after)
		}
	}
	return want
}

// sides draws states of the law.
func (d *drawnRoads) sides(t testing.TB, rng *rand.Rand, q whatif.Question, n int) (list []whatif.Side, names []string) {
	t.Helper()
	now := regime.Compile(d.record, q.On, q.Known)
	var promises []record.StatementID
	for _, s := range d.record.Statements {
		if s.Commitment != nil {
			promises = append(promises, s.ID)
		}
	}
	for k := range n {
		s, name := whatif.Side{Law: now, Waits: true}, "law"
		if k > 0 {
			switch rng.IntN(6) {
			case 0:
				s.Law, name = nil, "no law"
			case 1:
				var some []record.StatementID
				for _, p := range promises {
					if rng.IntN(2) == 0 {
						some = append(some, p)
					}
				}
				s.Law, name = regime.CompileSupposing(d.record, q.On, q.Known, some), fmt.Sprint("promises ", some)
			case 2:
				x := d.record.Crossings[rng.IntN(len(d.record.Crossings))].ID
				s.Law, name = d.supposing(t, q, d.opening(x)).Law, "opened "+string(x)
			case 3, 5:
				x := d.record.Crossings[rng.IntN(len(d.record.Crossings))]
				s.Law, name = d.supposing(t, q, d.union(rng, x)).Law, "a union"
				if rng.IntN(2) == 0 { // so that ways need its unrecorded cuts
					s.Shut, name = d.along(x), name+" with all its crossings shut"
				}
			case 4:
				area := d.record.Areas[rng.IntN(len(d.record.Areas))].ID
				for _, x := range d.record.Crossings {
					if x.Posts[0].Area == area || x.Posts[1].Area == area {
						s.Shut = append(s.Shut, x.ID)
					}
				}
				name = "all of " + string(area) + " shut"
			}
			for rng.IntN(3) == 0 {
				x := d.record.Crossings[rng.IntN(len(d.record.Crossings))].ID
				s.Shut = append(s.Shut, x)
				name += ", shut " + string(x)
			}
			s.Waits = rng.IntN(3) > 0
			if s.PermitUnknown = rng.IntN(3) == 0; s.PermitUnknown {
				name += ", unknown permitted"
			}
		}
		list, names = append(list, s), append(names, name)
	}
	return list, names
}

// along lists the crossings of the border that a crossing is of.
func (d *drawnRoads) along(x *record.Crossing) (list []record.CrossingID) {
	for _, o := range d.record.Crossings {
		if o.Posts[0].Area == x.Posts[0].Area && o.Posts[1].Area == x.Posts[1].Area {
			list = append(list, o.ID)
		}
	}
	return list
}

// union is a file that has nationals of some areas move freely between the two of a
// crossing, at times in one direction only.
func (d *drawnRoads) union(rng *rand.Rand, x *record.Crossing) string {
	a := func() record.AreaID { return d.record.Areas[rng.IntN(len(d.record.Areas))].ID }
	from := pickText(rng, "", "", ", from: "+string(x.Posts[0].Area))
	out := fmt.Sprintf("groups:\n  - {id: pact, name: Pact, members: [{areas: [%s, %s]}]}\nstatements:\n", x.Posts[0].Area, x.Posts[1].Area)
	say := func(id, subject, class, overrides string) {
		out += fmt.Sprintf("  - {id: pact-%s, says: Supposed., public: 2023-12-01, public_basis: a supposition, rule: {part: %s, authority: pact, place: {among: pact}%s%s, effect: permitted%s}}\n", id, subject, from, class, overrides)
	}
	say("moves", "every, subject: person", fmt.Sprintf(", class: {nationals: [%s, %s, %s]}", a(), a(), a()), "")
	say("drives", "every, subject: vehicle", "", "")
	say("carries", "every, subject: cargo", "", "")
	return out
}

// asking draws a question.
func (d *drawnRoads) asking(rng *rand.Rand, mode record.Mode) whatif.Question {
	who := record.AreaID("")
	if rng.IntN(2) == 0 {
		who = d.record.Areas[rng.IntN(len(d.record.Areas))].ID
	}
	q := d.question(who)
	if q.Mode = mode; mode == record.Foot {
		q.Traveller.Vehicle = ""
	}
	q.Cost = pickText(rng, whatif.Duration, whatif.Distance)
	q.Exponent = []float64{1, 1.5}[rng.IntN(2)]
	return q
}

func TestImportedRoadsFromNothing(t *testing.T) {
	t.Parallel()
	worlds := uint64(2)
	if testing.Short() {
		worlds = 1
	}
	var told figures
	for seed := range worlds {
		d := drawRoads(t, seed+1, 5000, 30)
		rng := rand.New(rand.NewPCG(seed, 77))
		for round := range 4 {
			q := d.asking(rng, []record.Mode{record.Road, record.Foot}[round%2])
			sides, names := d.sides(t, rng, q, 5)
			o := newOracle(t, d, q)
			q.Before = sides[0]
			base, err := whatif.NewBase(t.Context(), q)
			if err != nil {
				t.Fatal(err)
			}
			before := o.costs(t, &sides[0])
			for k, s := range sides {
				name := fmt.Sprintf("world %d, %s, passports %v, %s, exponent %v: %s", seed, q.Mode, q.Traveller.Passports, q.Cost, q.Exponent, names[k])
				t.Run(name, func(t *testing.T) {
					a, err := base.Compare(t.Context(), s)
					if err != nil {
						t.Fatal(err)
					}
					f := o.holds(t, a, before, o.costs(t, &s))
					told.joined += f.joined
					told.cut += f.cut
					told.quicker += f.quicker
					told.slower += f.slower
				})
			}
		}
	}
	if !testing.Short() && (told.joined < 500 || told.cut < 20 || told.quicker < 300 || told.slower < 50) {
		t.Errorf("the worlds tell too little apart: %+v", told)
	}
}

// What a base tells of a side hangs neither on what it was asked before nor on whether
// the side is computed anew.
func TestCompareIsComputingAnew(t *testing.T) {
	t.Parallel()
	d := drawRoads(t, 9, 5000, 40)
	rng := rand.New(rand.NewPCG(9, 9))
	for range 4 {
		q := d.asking(rng, record.Road)
		sides, names := d.sides(t, rng, q, 6)
		q.Before = sides[rng.IntN(len(sides))]
		base, err := whatif.NewBase(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		for range 8 {
			k := rng.IntN(len(sides))
			q.After = sides[k]
			got, err := base.Compare(t.Context(), q.After)
			if err != nil {
				t.Fatal(err)
			}
			anew, err := whatif.Compare(t.Context(), q)
			if err != nil {
				t.Fatal(err)
			}
			if a, b := text(t, got), text(t, anew); a != b {
				t.Fatalf("%s: a base used before tells\n%s\nand a new one\n%s", names[k], a, b)
			}
			self := q
			self.Before = q.After
			same, err := whatif.Compare(t.Context(), self)
			if err != nil {
				t.Fatal(err)
			}
			if got.MarketAccess.After != same.MarketAccess.Before || same.MarketAccess.Before != same.MarketAccess.After {
				t.Fatalf("%s: market access after is %v, computed anew %v", names[k], got.MarketAccess.After, same.MarketAccess)
			}
			access := map[string]float64{}
			for _, town := range same.Towns {
				access[town.ID] = town.Before
			}
			for _, town := range got.Towns {
				if town.After != access[town.ID] {
					t.Fatalf("%s: that of %s is %v, computed anew %v", names[k], town.ID, town.After, access[town.ID])
				}
			}
		}
	}
}

func text(t *testing.T, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
