package journey

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"waythrough/record"
	"waythrough/regime"
	"waythrough/road"
	"waythrough/world"
)

// oracle tries everything: from each state it takes every gate at the first moment
// of every better verdict, found hour by hour, and every run of every line of the
// next days. No state dominates another; equal ones are taken once.
type oracle struct {
	s      *search
	seen   map[string]bool
	best   map[[3]int]instant    // by doubt, whether it asks for papers, and modes
	bySeq  map[string][2]instant // least doubt, then earliest arrival, by ways
	sure   map[string][2]instant // earliest arrival by ways, with no doubt and with any
	ways   map[string][]int32
	used   map[string]modes
	states int
}

// oracleStates bounds the worlds compared: those with more states are left out.
const oracleStates = 1_500

// node is where a label stands.
func (o *oracle) node(l *label) road.NodeID { return o.of(o.s.spot(l.entry)) }

func (o *oracle) of(s *world.Spot) road.NodeID {
	n, _ := o.s.w.Tables().Node(s.ID)
	return n
}

// inside is the cost of a link that leaves no area.
func (o *oracle) inside(l road.LinkID) (road.Millis, bool) {
	n := o.s.w.Tables()
	return n.Links[l].Duration, !n.Border(l)
}

func (o *oracle) visit(l *label) {
	id := fmt.Sprint(l.entry, l.aside, l.at, l.doubt, l.formal(), l.used, l.hired, l.history, l.visits, l.sequence())
	if o.seen[id] || o.states > oracleStates {
		return
	}
	o.seen[id] = true
	o.states++
	s := o.s
	if l.aside > 0 { // nobody leaves the terminal
		for i := range s.stops[int(l.entry)-len(s.ground.Gates)] {
			if p := &s.stops[int(l.entry)-len(s.ground.Gates)][i]; s.lines[p.line].Mode == record.Air {
				o.line(l, p, l.at)
			}
		}
		return
	}
	tree := s.w.Tables().Tree(o.node(l), road.Duration, o.inside)
	for _, t := range s.to {
		if d := tree.Duration[o.of(t.Spot)]; d < road.Unreachable {
			o.arrive(l, l.at+instant(d))
		}
	}
	for i, g := range s.ground.Gates {
		if d := tree.Duration[o.of(g.Near)]; d < road.Unreachable {
			o.gate(l, int32(i), l.at+instant(d))
		}
	}
	for k, list := range s.stops {
		for i := range list {
			if d := tree.Duration[o.of(s.ground.Stations[k].Spot)]; d < road.Unreachable {
				o.line(l, &list[i], l.at+instant(d))
			}
		}
	}
}

func (o *oracle) arrive(l *label, at instant) {
	if k := [3]int{int(l.doubt), int(l.formal()), int(l.used)}; o.best[k] == 0 || at < o.best[k] {
		o.best[k] = at
	}
	id := fmt.Sprint(l.sequence())
	now := [2]instant{instant(l.doubt), at}
	if old, ok := o.bySeq[id]; !ok || slices.Compare(now[:], old[:]) < 0 {
		o.bySeq[id] = now
	}
	o.ways[id], o.used[id] = l.sequence(), l.used
	earliest, ok := o.sure[id]
	if !ok {
		earliest = [2]instant{never, never}
	}
	for doubt := int(l.doubt); doubt < 2; doubt++ {
		earliest[doubt] = min(earliest[doubt], at)
	}
	o.sure[id] = earliest
}

func (o *oracle) gate(l *label, gate int32, reach instant) {
	s, p, g := o.s, o.s.passage(gate), &o.s.ground.Gates[gate]
	if last := l.step.gate; l.step.kind == passed && g.Crossing != "" && s.ground.Gates[last].Crossing == g.Crossing && s.ground.Gates[last].To == g.From && l.history != l.parent.history {
		return // nobody turns back at a post
	}
	ready := reach + instant(g.Wait)
	zone := g.Near.Zone
	best := regime.Refused
	for at := ready; at <= ready+24*hour && best < regime.Permitted && o.states <= oracleStates; at = (at/(30*minute) + 1) * 30 * minute {
		p.At, p.Timed = at.local(zone), true
		v := s.bench(p.At.Day(), nil, l).judge.Verdict(p)
		if s.worth(p, v) <= best {
			continue
		}
		best = s.worth(p, v)
		next := s.follow(l, world.Entry(gate), at+instant(g.Pass), step{kind: passed, gate: gate})
		if s.count(next, p, v) && s.enter(next, p, p.At.Day(), s.law.On(p.At.Day())) {
			s.use(next, s.gateToken(gate))
			o.visit(next)
		}
	}
}

func (o *oracle) line(l *label, p *stop, reach instant) {
	s := o.s
	line := &s.lines[p.line]
	for _, a := range p.alights {
		here, end := s.ground.Stations[p.station].Spot.Area, s.ground.Stations[a.station].Spot.Area
		if l.aside > 0 && (end == here || end == s.airsides[l.aside-1].left) {
			continue // in circles
		}
		best := regime.Refused
		from := reach.local(line.Zone()).Day() - 2
		for _, run := range line.Departures(from, from+12) {
			first := instant(run.At.UnixMilli())
			leaves := first + milliseconds(line.Calls[p.call].Leaves)
			ready := reach + milliseconds(line.Boarding)
			if leaves < ready || leaves > ready+7*day || o.states > oracleStates {
				continue
			}
			st := step{kind: rode, stop: p, leaves: leaves, first: first, sure: true, alight: a.call, verdict: regime.Permitted}
			if aside := s.stays(l, st); aside > 0 && leaves < ready+4*day { // what lasts longer was as good sooner
				next := s.follow(l, world.Entry(len(s.ground.Gates)+a.station), first+milliseconds(line.Calls[a.call].Arrives), st)
				if next.aside = aside; s.ride(next) {
					next.hired, next.used = true, l.used|modesOf(line.Mode)
					s.use(next, tokenKey{line: p.line + 1, call: [2]int{p.call, a.call}})
					o.visit(next)
				}
			}
			if best == regime.Permitted {
				continue
			}
			next := s.follow(l, world.Entry(len(s.ground.Gates)+a.station), first+milliseconds(line.Calls[a.call].Arrives), st)
			next.aside = 0
			worth := func(v regime.Verdict) regime.Verdict { return s.worth(regime.Passage{Enters: "any"}, v) }
			if s.ride(next) && worth(next.step.verdict) > best {
				best = worth(next.step.verdict)
				next.hired, next.used = true, l.used|modesOf(line.Mode)
				s.use(next, tokenKey{line: p.line + 1, call: [2]int{p.call, a.call}})
				o.visit(next)
			}
		}
	}
}

func placeOf(t testing.TB, w *world.World, id string) world.Place {
	t.Helper()
	p, err := w.Find(id)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// searchFor sets up a search without a bound on effort.
func searchFor(t testing.TB, w *world.World, q Query, law Law) *search {
	t.Helper()
	s, err := New(w).search(newWatch(t.Context()), q, law)
	if err != nil {
		t.Fatal(err)
	}
	s.effort = 0
	return s
}

func newOracle(s *search) *oracle {
	o := &oracle{s: s, seen: map[string]bool{}, best: map[[3]int]instant{}, bySeq: map[string][2]instant{}, sure: map[string][2]instant{}, ways: map[string][]int32{}, used: map[string]modes{}}
	for i, f := range s.from {
		l := &label{entry: world.Entry(s.origins + i), at: s.depart, hired: s.query.hired, visits: make([]uint8, len(s.areas))}
		l.visits[s.areas[f.Spot.Area]] = 1
		o.visit(l)
	}
	return o
}

// earliest is the earliest arrival with at most this doubt and these modes, and without
// papers if formal is 0.
func (o *oracle) earliest(doubt, formal int, used modes) instant {
	out := never
	for k, at := range o.best {
		if k[0] <= doubt && k[1] <= formal && modes(k[2])&^used == 0 {
			out = min(out, at)
		}
	}
	return out
}

func TestSearchAgainstExhaustion(t *testing.T) {
	compared, found, seeds := 0, 0, uint64(700)
	if testing.Short() {
		seeds = 60
	}
	for seed := range seeds {
		rng := rand.New(rand.NewPCG(seed, 3))
		w := randomWorld(t, rng)
		places := w.Tables().Places
		q := Query{From: placeOf(t, w, places[0].ID), To: placeOf(t, w, places[len(places)-1].ID),
			By: pick(rng, ByCar, ByAny, ByAny), Unknown: pick(rng, ShowUnknown, ShowUnknown, PermitUnknown, RefuseUnknown), Known: firstDay}
		q.Depart = Morning(firstDay)
		q, _, err := q.settle(w)
		if err != nil {
			t.Fatal(err)
		}
		depart := instantOf(Morning(firstDay)+record.Minute(rng.IntN(20))*60, q.From.Spots[0].Zone)
		all := searchFor(t, w, q, fakeLaw{seed: seed})
		all.keep, all.depart, all.most = 1000, depart, uint8(1+rng.IntN(mostVisits-1))
		labels := all.run()
		o := newOracle(all)
		if o.states > oracleStates {
			continue
		}
		compareClasses(t, seed, o, labels)
		compareWays(t, seed, o, labels)
		few := searchFor(t, w, q, fakeLaw{seed: seed})
		few.depart, few.most = depart, all.most
		compareClasses(t, seed, o, few.ways())
		one := few.again()
		compareClasses(t, seed, o, one.quickest())
		compareBounds(t, seed, one, o)
		compared++
		found += len(labels)
	}
	if !testing.Short() && (compared < 500 || found < 1000) {
		t.Errorf("only %d searches compared, %d ways found: the worlds are too big or too closed", compared, found)
	}
}

// compareClasses holds that the earliest way of each class and set of modes is found: of
// all, of those whose law is known, of those that ask for no papers besides.
func compareClasses(t *testing.T, seed uint64, o *oracle, labels []*label) {
	t.Helper()
	for _, class := range [][2]int{{1, 1}, {0, 1}, {0, 0}} {
		doubt, formal := class[0], class[1]
		for used := range modes(4) {
			got := never
			for _, l := range labels {
				if int(l.doubt) <= doubt && int(l.formal()) <= formal && l.used&^used == 0 {
					got = min(got, l.at)
				}
			}
			want := o.earliest(doubt, formal, used)
			if quickest := o.earliest(doubt, 1, ^modes(0)); want > o.s.depart+patience(quickest-o.s.depart) {
				want = never
			}
			if got != want {
				t.Fatalf("seed %d: earliest with doubt ≤ %d, papers ≤ %d and modes %b is %v, want %v", seed, doubt, formal, used, (got-o.s.depart)/minute, (want-o.s.depart)/minute)
			}
		}
	}
}

// compareBounds holds that with all the visits that may be made the earliest way of each
// class is no later than one with a visit less, which is exact, and no earlier than any.
func compareBounds(t *testing.T, seed uint64, s *search, fewer *oracle) {
	t.Helper()
	all := s.again()
	all.most = mostVisits
	labels := all.quickest()
	o := newOracle(all)
	if fewer.s.most != mostVisits-1 || o.states > oracleStates {
		return
	}
	for doubt := range 2 {
		got := never
		for _, l := range labels {
			if int(l.doubt) <= doubt {
				got = min(got, l.at)
			}
		}
		least, most := o.earliest(doubt, 1, ^modes(0)), fewer.earliest(doubt, 1, ^modes(0))
		if got < least || got > most {
			t.Fatalf("seed %d: earliest with doubt ≤ %d is %v, between %v and %v", seed, doubt, (got-o.s.depart)/minute, (least-o.s.depart)/minute, (most-o.s.depart)/minute)
		}
	}
}

// compareWays holds that each way chosen is the earliest of its sequence, and that
// no clean alternative within the slack is missing, since nothing was dropped for
// numbers.
func compareWays(t *testing.T, seed uint64, o *oracle, labels []*label) {
	t.Helper()
	have := map[string]bool{}
	for _, l := range labels {
		have[fmt.Sprint(l.sequence())] = true
	}
	chosen := choose(labels, mostItineraries)
	if len(chosen) > mostItineraries || !slices.IsSortedFunc(chosen, func(a, b *label) int {
		return slices.Compare([]instant{instant(a.rank()), a.at}, []instant{instant(b.rank()), b.at})
	}) {
		t.Fatalf("seed %d: chosen ways are too many or out of order", seed)
	}
	for _, l := range chosen {
		later := slices.ContainsFunc(chosen, func(o *label) bool { return o.rank() > l.rank() && slices.Equal(o.sequence(), l.sequence()) })
		if want := o.sure[fmt.Sprint(l.sequence())][l.doubt]; want != l.at && !(later && l.at > want) {
			t.Fatalf("seed %d: way %v with doubt %d arrives at %d, want %d", seed, l.sequence(), l.doubt, l.at, want)
		}
	}
	for id, now := range o.bySeq {
		latest := never
		for doubt := range int(now[0]) + 1 {
			if e := o.earliest(doubt, 1, o.used[id]); e < never {
				latest = min(latest, o.s.depart+slack(e-o.s.depart))
			}
			if e := o.earliest(doubt, 1, ^modes(0)); e < never {
				latest = min(latest, o.s.depart+patience(e-o.s.depart))
			}
		}
		if !have[id] && now[1] <= latest && o.clean(id) {
			t.Fatalf("seed %d: way %v, arriving at %d with doubt %d, is missing", seed, o.ways[id], now[1], now[0])
		}
	}
}

// within reports whether a is b with some elements left out, or b itself.
func within(a, b []int32) bool {
	for _, x := range b {
		if len(a) > 0 && a[0] == x {
			a = a[1:]
		}
	}
	return len(a) == 0
}

// clean reports whether no other way passes some of the same and no others, and is
// as good.
func (o *oracle) clean(id string) bool {
	now := o.bySeq[id]
	for other, at := range o.sure {
		if other != id && at[now[0]] <= now[1] && within(o.ways[other], o.ways[id]) {
			return false
		}
	}
	return true
}
