package whatif_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"waythrough/record"
	"waythrough/regime"
	"waythrough/road"
	"waythrough/whatif"
	"waythrough/world"
)

// Small worlds under law, drawn at random: both sides of a comparison are computed
// anew from the tables, by relaxing until nothing gets better, with every border
// judged where it is passed and for every set of entries made before. Nothing is
// shared with the search under test but the judging itself.

// A drawn world: the tables, the record, and what is supposed.
type drawn struct {
	w         *world.World
	rec, file *record.Record  // file: with the supposed statements over it
	ruined    map[string]bool // crossings that nobody can pass
	scenario  whatif.Scenario
	commits   []record.StatementID
	shut      map[string]bool
	law       [2]bool
	waits     [2]bool
	question  whatif.Question
}

func draw(t *testing.T, seed uint64) *drawn {
	rng := rand.New(rand.NewPCG(seed, 5))
	areas, each := 3+rng.IntN(2), 1+rng.IntN(3)
	places, links := "id,name,lat,lon,area,population,gdp\n", "from,to,mode,distance_m,duration_s,crossing,wait_s,oneway\n"
	var yaml strings.Builder
	yaml.WriteString("areas:\n")
	for a := range areas {
		fmt.Fprintf(&yaml, "  - {id: a%d, kind: de-facto, name: A%d}\n", a, a)
		for k := range each {
			places += fmt.Sprintf("p%d%d,P,40,%d.%d,a%d,%d,%d\n", a, k, 40+a, k, a, 1+rng.IntN(9), rng.IntN(9))
			if k > 0 && rng.IntN(5) > 0 {
				links += fmt.Sprintf("p%d%d,p%d%d,%s,%d,%d,,,%s\n", a, rng.IntN(k), a, k, pickText(rng, "road", "road", "road", "foot"), 1+rng.IntN(50), 1+rng.IntN(50), pickText(rng, "", "", "yes"))
			}
		}
	}
	d := &drawn{ruined: map[string]bool{}, shut: map[string]bool{}}
	crossings := 3 + rng.IntN(3)
	ends := make([][2]int, crossings)
	yaml.WriteString("groups:\n  - {id: union, name: Union, members: [{areas: [a0, a1]}]}\ncrossings:\n")
	for x := range crossings {
		a := rng.IntN(areas)
		b := (a + 1 + rng.IntN(areas-1)) % areas
		ends[x] = [2]int{a, b}
		fmt.Fprintf(&yaml, "  - {id: x%d, name: X%d, modes: [road], posts: [{area: a%d, name: N, at: [40, 40]}, {area: a%d, name: M, at: [40, 41]}]}\n", x, x, a, b)
		crossing := pickText(rng, fmt.Sprintf("x%d", x), fmt.Sprintf("x%d", x), fmt.Sprintf("x%d", x), fmt.Sprintf("x%d", x), "", "unheard-of")
		links += fmt.Sprintf("p%d%d,p%d%d,road,%d,%d,%s,%d,%s\n", a, rng.IntN(each), b, rng.IntN(each), 1+rng.IntN(50), 1+rng.IntN(50), crossing, rng.IntN(40), pickText(rng, "", "", "", "yes"))
	}
	statements, file := d.statements(rng, areas, ends)
	yaml.WriteString(statements)
	d.w = openWorld(t, yaml.String(), places, links)
	d.rec = d.w.Record
	d.file = load(t, yaml.String(), file)
	d.suppose(rng, crossings)
	return d
}

const pub = "public: 2020-01-01, public_basis: test"

// statements draws the law: gates by nationality and hour, closures, entries, one
// history, at times a union, a ruin, and two commitments; and a file of statements.
func (d *drawn) statements(rng *rand.Rand, areas int, ends [][2]int) (text, file string) {
	var y strings.Builder
	n := 0
	say := func(format string, args ...any) {
		n++
		fmt.Fprintf(&y, "  - {id: s%d, says: S., %s, %s}\n", n, pub, fmt.Sprintf(format, args...))
	}
	area := func() string { return fmt.Sprintf("a%d", rng.IntN(areas)) }
	class := func() string {
		return pickText(rng, "", fmt.Sprintf(", class: {nationals: [%s]}", area()), fmt.Sprintf(", class: {nationals: {except: [%s]}}", area()))
	}
	y.WriteString("statements:\n")
	say("rule: {part: entry, authority: each, place: {each: true}, class: {nationals: [own]}, effect: permitted}")
	say("rule: {part: entry, authority: each, place: {each: true}, subject: vehicle, effect: permitted}")
	for a := range areas {
		say("rule: {part: entry, authority: a%d, place: {area: a%d}%s, %s}", a, a, class(), pickText(rng, "effect: permitted", "effect: permitted", "visa: {kind: required}", "effect: refused"))
	}
	for x, e := range ends {
		for _, side := range e {
			if rng.IntN(6) == 0 {
				continue // nothing is recorded of this gate
			}
			hours := pickText(rng, "", "", `, schedule: {hours: ["08:00-20:00"]}`)
			say("rule: {part: gate, authority: a%d, place: {crossing: x%d}%s%s, effect: %s}", side, x, class(), hours, pickText(rng, "permitted", "permitted", "permitted", "refused"))
		}
	}
	closed := rng.IntN(len(ends))
	say("rule: {part: closure, authority: a%d, place: {border: [a%d, a%d]}%s, effect: refused}", ends[closed][0], ends[closed][0], ends[closed][1], class())
	closure := n
	say("rule: {part: entry, authority: %s, place: {area: a0}, class: {history: [{entered: a%d, via: [x%d]}]}, effect: refused}", "a0", 1+rng.IntN(areas-1), rng.IntN(len(ends)))
	if rng.IntN(2) == 0 {
		say("rule: {part: entry, authority: a2, place: {area: a2}, class: {history: [{entered: a1, not_via: [x%d], absent: %t}]}, effect: refused}", rng.IntN(len(ends)), rng.IntN(2) == 0)
	}
	if rng.IntN(4) == 0 {
		say("rule: {part: every, authority: union, place: {among: union}, effect: permitted}")
	}
	if rng.IntN(3) == 0 {
		x := fmt.Sprintf("x%d", rng.IntN(len(ends)))
		d.ruined[x] = true
		say("about: {crossing: %s}, valid: {from: 2000}, keeps: 100y, facility: {what: bridge, state: in-ruins, modes: [road, foot]}", x)
	}
	opens := func(effect string) string {
		x := rng.IntN(len(ends))
		side := ends[x][rng.IntN(2)]
		return fmt.Sprintf("{part: %s, authority: a%d, place: {crossing: x%d}%s, effect: %s}", pickText(rng, "gate", "closure", "every"), side, x, class(), effect)
	}
	for _, c := range []string{"promise", "other"} {
		fmt.Fprintf(&y, "  - {id: %s, says: S., %s, commitment: {title: T, undertaking: do, parties: [a0, a1], would: [{says: W., rule: %s}, {says: V., rule: %s}], events: [{on: 2021-01-01, event: agreed, says: E.}]}}\n",
			c, pub, opens("permitted"), opens(pickText(rng, "permitted", "refused")))
	}
	file = fmt.Sprintf("statements:\n  - {id: f1, says: F., %s, rule: %s}\n  - {id: f2, says: F., %s, rule: {part: every, authority: a%d, place: {border: [a%d, a%d]}%s, effect: %s, overrides: [s%d]}}\n",
		pub, opens("refused"), pub, ends[0][0], ends[0][0], ends[0][1], class(), pickText(rng, "permitted", "refused"), closure)
	return y.String(), file
}

// suppose draws a scenario and keeps what it means.
func (d *drawn) suppose(rng *rand.Rand, crossings int) {
	d.law, d.waits = [2]bool{true, true}, [2]bool{true, true}
	if rng.IntN(5) == 0 {
		d.scenario.Base = "no-law"
		d.law = [2]bool{}
	}
	after := d.rec
	for _, kind := range rng.Perm(5)[:1+rng.IntN(2)] {
		what := ""
		switch kind {
		case 0:
			x := fmt.Sprintf("x%d", rng.IntN(crossings))
			what = "close:" + x
			d.shut[x] = true
		case 1:
			what, after = "what/if.yaml", d.file
		case 2:
			c := record.StatementID(pickText(rng, "promise", "other"))
			what = string(c)
			d.commits = append(d.commits, c)
		case 3:
			what = "no-waits"
			d.waits[1] = false
		case 4:
			what = "no-law"
			d.law[1] = false
		}
		d.scenario.Ifs = append(d.scenario.Ifs, what)
	}
	d.rec, d.file = d.w.Record, after
	d.scenario.PermitUnknown = rng.IntN(4) == 0
	d.question = car(d.w)
	d.question.Cost = pickText(rng, whatif.Duration, whatif.Distance)
	d.question.Weight = pickText(rng, "population", "gdp")
	d.question.Exponent = []float64{1, 2}[rng.IntN(2)]
	if rng.IntN(2) == 0 {
		d.question.Traveller.Passports = []regime.Passport{{Nationality: record.AreaID(pickText(rng, "a0", "a1", "DEU")), Type: "ordinary"}}
	}
	if rng.IntN(3) == 0 {
		d.question.Traveller.Entered = []regime.Entered{{Area: "a1", Via: "x1", On: today - 30}}
	}
}

// regimeOf gives the law of a side; nil if every law is ignored.
func (d *drawn) regimeOf(side int) *regime.Regime {
	switch {
	case !d.law[side]:
		return nil
	case side == 0:
		return regime.Compile(d.rec, d.question.On, d.question.Known)
	}
	return regime.CompileSupposing(d.file, d.question.On, d.question.Known, d.commits)
}

// exhaust gives the least cost from a place to every place on one side: every link
// is tried from every place with every set of entries, until nothing gets better.
func (d *drawn) exhaust(side int, law *regime.Regime, origin road.NodeID) [][2]float64 {
	type at struct {
		node    road.NodeID
		entries string
	}
	type judged struct {
		passage regime.Passage
		entries string
	}
	t := d.question.Traveller
	if home := record.AreaID(d.w.Tables().Places[origin].Area); len(t.Passports) == 0 {
		t.Passports = []regime.Passport{{Nationality: home, Type: "ordinary"}}
		t.Residence = home
	}
	entered := map[string][]regime.Entered{"": nil}
	verdicts := map[judged]bool{}
	may := func(p regime.Passage, entries string) bool {
		if d.ruined[string(p.Crossing)] || (side == 1 && d.shut[string(p.Crossing)]) {
			return false
		}
		if law == nil {
			return true
		}
		key := judged{p, entries}
		ok, known := verdicts[key]
		if !known {
			who := t
			who.Entered = slices.Concat(t.Entered, entered[entries])
			switch law.Judge(p, law.Profile(who)).Verdict {
			case regime.Permitted:
				ok = true
			case regime.Formality:
				ok = p.Crossing != ""
			case regime.Unknown:
				ok = p.Crossing != "" && d.scenario.PermitUnknown
			}
			verdicts[key] = ok
		}
		return ok
	}
	net := d.w.Tables()
	area := func(n road.NodeID) record.AreaID { return record.AreaID(net.Places[n].Area) }
	best := map[at][2]float64{{origin, ""}: {}}
	for todo := []at{{origin, ""}}; len(todo) > 0; todo = todo[1:] {
		here := todo[0]
		for i := range net.Links {
			l := &net.Links[i]
			head := l.To
			if here.node == l.To && !l.Oneway {
				head = l.From
			} else if here.node != l.From {
				continue
			}
			if l.Mode != "road" {
				continue
			}
			next := at{head, here.entries}
			if p := (regime.Passage{From: area(here.node), To: area(head), Mode: "road", Crossing: record.CrossingID(l.Crossing)}); p.From != p.To {
				if !may(p, here.entries) {
					continue
				}
				next.entries = withEntry(entered, here.entries, regime.Entered{Area: p.To, Via: l.Crossing, From: p.From, On: d.question.On})
			}
			seconds, metres := float64(l.Duration)/1000, float64(l.Distance)/10
			if d.waits[side] {
				seconds += float64(l.Wait) / 1000
			}
			c := [2]float64{best[here][0] + seconds, best[here][1] + metres}
			if d.question.Cost == whatif.Distance {
				c = [2]float64{best[here][0] + metres, best[here][1] + seconds}
			}
			if old, ok := best[next]; !ok || c[0] < old[0] || (c[0] == old[0] && c[1] < old[1]) {
				best[next] = c
				todo = append(todo, next)
			}
		}
	}
	out := make([][2]float64, len(net.Places))
	for i := range out {
		out[i] = [2]float64{math.Inf(1), math.Inf(1)}
	}
	for s, c := range best {
		if o := out[s.node]; c[0] < o[0] || (c[0] == o[0] && c[1] < o[1]) {
			out[s.node] = c
		}
	}
	return out
}

// withEntry adds an entry to a set of entries: their order and number matter to no
// rule drawn here.
func withEntry(sets map[string][]regime.Entered, set string, e regime.Entered) string {
	if slices.Contains(sets[set], e) {
		return set
	}
	list := append(slices.Clone(sets[set]), e)
	slices.SortFunc(list, func(a, b regime.Entered) int { return strings.Compare(fmt.Sprint(a), fmt.Sprint(b)) })
	name := fmt.Sprint(list)
	sets[name] = list
	return name
}

// expect adds both sides up.
func (d *drawn) expect() (figures, map[[2]string][2]float64) {
	q, net := d.question, d.w.Tables()
	weights := make([]float64, len(net.Places))
	for i := range weights {
		weights[i] = net.Columns[q.Weight][i]
	}
	var f figures
	var finite, saved, weighted, weight float64
	changed := map[[2]string][2]float64{}
	laws := [2]*regime.Regime{d.regimeOf(0), d.regimeOf(1)}
	for i := range net.Places {
		before, after := d.exhaust(0, laws[0], road.NodeID(i)), d.exhaust(1, laws[1], road.NodeID(i))
		for j := range net.Places {
			if i == j {
				continue
			}
			b, a := before[j], after[j]
			f.before += weights[j] / math.Pow(b[0], q.Exponent)
			f.after += weights[j] / math.Pow(a[0], q.Exponent)
			seconds := 0
			if q.Cost == whatif.Distance {
				seconds = 1
			}
			if a[0] < b[0] || (a[0] == b[0] && a[1] < b[1]) {
				changed[[2]string{net.Places[i].ID, net.Places[j].ID}] = [2]float64{b[seconds], a[seconds]}
			}
			switch noB, noA := math.IsInf(b[0], 1), math.IsInf(a[0], 1); {
			case noB && noA:
			case noB:
				f.joined++
			case noA:
				f.cut++
			default:
				finite++
				saved += b[seconds] - a[seconds]
				weighted += weights[i] * weights[j] * (b[seconds] - a[seconds])
				weight += weights[i] * weights[j]
				if a[0] < b[0] {
					f.quicker++
				} else if a[0] > b[0] {
					f.slower++
				}
			}
		}
	}
	if finite > 0 {
		f.mean = saved / finite
	}
	if weight > 0 {
		f.weighted = weighted / weight
	}
	return f, changed
}

func TestWorldsUnderLaw(t *testing.T) {
	t.Parallel()
	seeds := uint64(200)
	if testing.Short() {
		seeds = 60
	}
	var told figures
	for seed := range seeds {
		d := draw(t, seed)
		a, _ := compareWith(t, d.question, d.scenario, func(string) (*record.Record, error) { return d.file, nil })
		want, changed := d.expect()
		if !figuresOf(a).near(want) {
			t.Fatalf("seed %d, base %q, if %v: %+v, want %+v", seed, d.scenario.Base, d.scenario.Ifs, figuresOf(a), want)
		}
		if len(a.Top) != min(len(changed), 20) {
			t.Fatalf("seed %d: %d ways in the list, %d changed for the better", seed, len(a.Top), len(changed))
		}
		for _, p := range a.Top {
			want, ok := changed[[2]string{p.From, p.To}]
			if !ok || seconds(p.BeforeS) != want[0] || seconds(p.AfterS) != want[1] {
				t.Fatalf("seed %d: %s to %s is told as %v, %v; want %v", seed, p.From, p.To, seconds(p.BeforeS), seconds(p.AfterS), want)
			}
		}
		told.joined += want.joined
		told.cut += want.cut
		told.quicker += want.quicker
		told.slower += want.slower
	}
	if !testing.Short() && (told.joined < 250 || told.cut < 15 || told.quicker < 50 || told.slower == 0) {
		t.Errorf("the worlds tell too little apart: %+v", told)
	}
}

// seconds reads a figure of a pair: none is no way.
func seconds(s *float64) float64 {
	if s == nil {
		return math.Inf(1)
	}
	return *s
}
