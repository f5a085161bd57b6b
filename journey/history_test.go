package journey

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"waythrough/record"
	"waythrough/regime"
)

// drawHistoryRules draws rules of XCC that ask about entries into Aland and Beland in every
// way that a rule can.
func drawHistoryRules(rng *rand.Rand) []string {
	rules := []string{"in-c part: entry, authority: XCC, place: {area: XCC}, effect: permitted"}
	area := func() string { return pick(rng, "XAA", "XBB", "XCC") }
	for i := range 1 + rng.IntN(3) {
		h := "entered: " + area()
		switch rng.IntN(7) {
		case 0:
			h += ", via: [near]"
		case 1:
			h += ", not_via: [near, on]"
		case 2:
			h += ", from: " + pick(rng, "XAA", "XBB", "XCC")
		case 3:
			h += ", cured_by: " + area()
		case 4:
			h = fmt.Sprintf("stays: %s, days: %d, within: 90d", area(), 1+rng.IntN(4))
		case 5:
			h = "stamp: " + pick(rng, "XAA", "XBB")
		}
		if rng.IntN(3) == 0 {
			h += ", absent: true"
		}
		rules = append(rules, fmt.Sprintf("h%d part: %s, authority: XCC, place: {%s}, class: {history: [{%s}]}, effect: %s", i,
			pick(rng, "entry", "exit", "entry"), pick(rng, "area: XCC", "crossing: on"), h, pick(rng, "refused", "unknown", "refused", "permitted")))
	}
	return append(rules, fmt.Sprintf("visa-b part: entry, authority: XBB, place: {%s}, visa: {kind: required, entries: %d}",
		pick(rng, "area: XBB", "crossing: near", "border: [XAA, XBB]"), 1+rng.IntN(3)))
}

// Two ways of which the questions are told the same are judged the same at every border that
// follows; and the questions are told the same of ways that differ in nothing a rule asks.
func TestQuestionsTellWhatRulesAsk(t *testing.T) {
	streets := drawnRoads(t, "Alm 46.5 9.9\nCel 46.5 11.1\n46.5,9.9 46.5,11.1 highway=primary maxspeed=60\n")
	crossings := threeAreas + "crossings:\n" + crossingAt("near", 46.5, "XAA", "XBB", 10) + crossingAt("on", 46.5, "XBB", "XCC", 11)
	path := builtNetwork(t, streets)
	merged, sequences := 0, 0
	for seed := range uint64(many(80)) {
		rng := rand.New(rand.NewPCG(seed, 21))
		r, err := recordOf(crossings, with(drawHistoryRules(rng)...))
		if err != nil {
			t.Fatal(err)
		}
		w := joined(t, path, r)
		q := asked(t, w, "Alm", "Cel", "XDD")
		if rng.IntN(2) == 0 {
			q.Traveller.Holds = []record.PaperID{"visa:XBB"}
		}
		if rng.IntN(3) == 0 {
			q.Traveller.Entered = []regime.Entered{{Area: "XAA", Via: "near", From: "XBB", On: firstDay - 40}}
		}
		s := searchFor(t, w, q, LawOf(w.Law(firstDay)))
		s.depart = instantOf(q.Depart, s.from[0].Spot.Zone)
		for range 40 {
			var way []regime.Entered
			n := int32(0)
			for i := range rng.IntN(6) {
				e := regime.Entered{On: firstDay + record.Day(i), OnWay: true}
				e.From, e.Via = record.AreaID(pick(rng, "XAA", "XBB", "XCC")), pick(rng, "near", "on", "")
				e.Area = record.AreaID(pick(rng, "XAA", "XBB", "XCC"))
				way = append(way, e)
				n = s.past().After(n, e)
			}
			sequences++
			kept := s.past().Made(n, firstDay)
			if !slices.EqualFunc(kept, way, func(a, b regime.Entered) bool { return a.Area == b.Area && a.Via == b.Via && a.From == b.From }) {
				merged++
			}
			for _, day := range []record.Day{firstDay + 6, firstDay + 20} {
				g := w.Law(firstDay).On(day)
				verdicts := func(entered []regime.Entered) string {
					who := s.query.Traveller
					who.Entered = slices.Concat(who.Entered, entered)
					out := []string{}
					for _, p := range []regime.Passage{{From: "XBB", To: "XCC", Crossing: "on"}, {From: "XCC", To: "XBB", Crossing: "on"}, {From: "XAA", To: "XBB", Crossing: "near"}} {
						p.Mode = record.Road
						out = append(out, g.Verdict(p, g.Profile(who)).String())
					}
					return strings.Join(out, " ")
				}
				if got, want := verdicts(s.past().Made(n, day)), verdicts(way); got != want {
					t.Fatalf("seed %d: after %v the verdicts are %s; kept is %v, after which they are %s", seed, way, want, kept, got)
				}
			}
		}
	}
	if merged < sequences/2 {
		t.Errorf("of %d ways only %d are like one that came before", sequences, merged)
	}
}

// Three areas refuse whoever has been in XAA or XAB: what was entered, in whatever order, is
// all that counts, and a search over many areas ends.
func TestSearchWithHistoryEnds(t *testing.T) {
	r := historyEnds
	r.open(t)
	rng := rand.New(rand.NewPCG(1, 31))
	compared, ways := 0, 0
	for q, ends := range r.asks(t, rng, many(6)) {
		from, to := ends[0], ends[1]
		start := time.Now()
		a := planned(t, r.w, q)
		if took := time.Since(start); took > 20*time.Second {
			t.Errorf("%s takes %v", q.said(), took)
		}
		for _, least := range classesOf {
			walked := r.wanders(t, q, r.w.Law(q.Known), departing(q), q.Depart.Day(), from, least)
			at, end := walked.to(to)
			_, visits := walked.borders(end)
			want := int64(-1)
			if at < nowhen {
				want = (at - departing(q)) / 1000
			}
			for _, n := range visits {
				if n >= mostVisits {
					want = -2 // more visits than a search is exact for
				}
			}
			if got := quickestOf(a, least); want > -2 && got != want {
				t.Errorf("%s, at least %v: %d s, want %d s by %v", q.said(), least, got, want, walked.path(end))
			}
			compared++
			if want > 0 {
				ways++
			}
		}
	}
	if compared < 6 || ways < 3 {
		t.Errorf("%d compared and %d ways found are too few", compared, ways)
	}
}
