package regime_test

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"waythrough/record"
	"waythrough/regime"
)

// A draw is a random question about a random world.
type draw struct {
	text      string
	record    *record.Record
	day       record.Day
	known     record.Day
	regime    *regime.Regime
	traveller regime.Traveller
	passage   regime.Passage
}

func drawQuestion(t *rapid.T, said bool) draw {
	d := draw{text: drawWorld(t), day: record.DayOf(2024, 6, 1) + record.Day(rapid.IntRange(0, 29).Draw(t, "day"))}
	d.known = d.day + record.Day(rapid.IntRange(-10, 30).Draw(t, "known after"))
	d.record = load(t, d.text)
	d.regime = regime.Compile(d.record, d.day, d.known)
	d.traveller, d.passage = drawTraveller(t, said), drawPassage(t, d.day)
	return d
}

func (d draw) verdict() regime.Verdict {
	return d.regime.Verdict(d.passage, d.regime.Profile(d.traveller))
}

func (d draw) log(t *rapid.T) {
	t.Logf("on %s, known %s: %+v by %+v\n%s", d.day, d.known, d.passage, d.traveller, rulesOf(d.text))
}

func rulesOf(text string) string { return text[strings.Index(text, "statements:"):] }

// The fast verdict, the explained one and the oracle's are the same; and the
// reasons that decide are as weak as the verdict.
func TestVerdictIsTheOracles(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := drawQuestion(t, false)
		got := d.verdict()
		o := newOracle(d.record, d.day, d.known)
		want := o.verdict(d.passage, d.traveller)
		if got != want {
			d.log(t)
			t.Fatalf("is %s, by the oracle %s", got, want)
		}
		j := d.regime.Judge(d.passage, d.regime.Profile(d.traveller))
		if j.Verdict != got {
			d.log(t)
			t.Fatalf("is %s, explained as %s", got, j.Verdict)
		}
		checkReasons(t, d, j)
	})
}

func checkReasons(t *rapid.T, d draw, j regime.Judgement) {
	weakest, decides := regime.Permitted, 0
	for _, r := range j.Reasons {
		if r.Asserted && r.Effect != regime.Refused {
			continue
		}
		weakest = min(weakest, r.Effect)
		if r.Decides {
			decides++
		}
	}
	if decides == 0 || weakest != j.Verdict {
		d.log(t)
		t.Fatalf("verdict %s; %d reasons decide, the weakest comes to %s: %+v", j.Verdict, decides, weakest, j.Reasons)
	}
}

// What the verdict is said to depend on is true: with that attribute it is so.
func TestDependsOnIsTrue(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := drawQuestion(t, false)
		for _, dep := range d.regime.Judge(d.passage, d.regime.Profile(d.traveller)).DependsOn {
			set := d
			if !set.say(dep.Attribute, dep.Value) {
				continue
			}
			if got := set.verdict(); got != dep.Verdict {
				d.log(t)
				t.Fatalf("with %s %s it is %s; depends_on says %s", dep.Attribute, dep.Value, got, dep.Verdict)
			}
		}
	})
}

// say adds what an entry of depends_on names; false if it names nothing single.
func (d *draw) say(attribute, value string) bool {
	t := &d.traveller
	area := record.AreaID(value)
	if value == "any other" {
		area = "FRA"
	}
	switch attribute {
	case "nationality":
		t.Passports = []regime.Passport{{Nationality: area, Type: "ordinary"}}
	case "residence":
		t.Residence = area
	case "plate":
		t.Plate = area
	case "goods_from":
		t.GoodsFrom = area
	case "goods_to":
		t.GoodsTo = area
	case "purpose":
		t.Purpose = value
	case "vehicle":
		// On a road a vehicle that is named is judged as well; depends_on does not
		// count that yet.
		return false
	case "owner":
		t.Owner = value
	case "parity":
		t.Parity = record.Parity(value)
	case "holds":
		t.Holds = append(t.Holds[:len(t.Holds):len(t.Holds)], record.PaperID(value))
	case "stamp":
		t.Stamps = append(t.Stamps[:len(t.Stamps):len(t.Stamps)], area)
	case "age":
		_, last, _ := strings.Cut(value, "-")
		n, err := strconv.Atoi(last)
		t.Age = n
		return err == nil && n > 0
	default:
		return false
	}
	return true
}

// Between two neighbouring breaks the verdict at a minute does not change.
func TestVerdictIsConstantBetweenBreaks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := drawQuestion(t, false)
		breaks := append(d.regime.Breaks(d.passage), d.day.End()+1)
		from := d.day.Start()
		for _, to := range breaks {
			if to <= from {
				continue
			}
			d.passage.Timed, d.passage.At = true, from
			first := d.verdict()
			for range 3 {
				d.passage.At = record.Minute(rapid.Int64Range(int64(from), int64(to)-1).Draw(t, "minute"))
				if v := d.verdict(); v != first {
					d.log(t)
					t.Fatalf("%s at %s, %s at %s, and no break between", first, from.Time(), v, d.passage.At.Time())
				}
			}
			from = to
		}
	})
}

// A statement about another border, or of what was only seen or said, changes
// nothing.
func TestAnUnrelatedStatementChangesNothing(t *testing.T) {
	unrelated := []string{
		"  - {id: u, says: s, public: 2001, public_basis: b, rule: {part: every, authority: AZE, place: {border: [AZE, DEU]}, effect: refused}}\n",
		"  - {id: u, says: s, public: 2001, public_basis: b, rule: {part: entry, authority: AZE, place: {area: AZE}, class: {nationals: [FRA]}, effect: refused}}\n",
		"  - {id: u, says: s, public: 2001, public_basis: b, rule: {part: closure, authority: ARM, place: {border: [ARM, AZE]}, effect: refused}}\n",
		"  - {id: u, says: s, public: 2001, public_basis: b, about: {crossing: x1}, observation: {from: ARM, to: TUR}}\n",
		"  - {id: u, says: s, public: 2001, public_basis: b, about: {area: ARM}, advisory: {by: DEU, level: none}}\n",
		"  - {id: u, says: s, public: 2001, public_basis: b, position: {holder: ARM, on: 2001}}\n",
	}
	rapid.Check(t, func(t *rapid.T) {
		d := drawQuestion(t, false)
		before := d.verdict()
		d.text += rapid.SampledFrom(unrelated).Draw(t, "unrelated")
		d.regime = regime.Compile(load(t, d.text), d.day, d.known)
		if after := d.verdict(); after != before {
			d.log(t)
			t.Fatalf("was %s, is %s", before, after)
		}
	})
}

// What was public on a day stays so, unless something later supersedes it.
func TestWhatWasKnownStaysKnown(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := load(t, drawWorld(t))
		known := record.DayOf(2024, 6, 1) + record.Day(rapid.IntRange(0, 29).Draw(t, "known"))
		later := known + record.Day(rapid.IntRange(0, 60).Draw(t, "later"))
		now, superseded := map[record.StatementID]bool{}, map[record.StatementID]bool{}
		for _, s := range r.Known(later).Visible {
			now[s.ID] = true
		}
		for _, s := range r.Statements {
			for _, id := range s.Supersedes {
				superseded[id] = superseded[id] || s.Public.LastDay() <= later
			}
		}
		for _, s := range r.Known(known).Visible {
			if !now[s.ID] && !superseded[s.ID] {
				t.Fatalf("%s, known on %s, is lost by %s", s.ID, known, later)
			}
		}
	})
}

// A rule strictly narrower than all others of its authority wins for that
// authority, whatever they say.
func TestTheNarrowestRuleWins(t *testing.T) {
	const head = geography + allWorks
	rapid.Check(t, func(t *rapid.T) {
		text := head
		for i := range rapid.IntRange(0, 5).Draw(t, "rules") {
			text += "  - {id: s" + strconv.Itoa(i) + ", says: s, public: 2000, public_basis: b, rule: {part: closure, authority: ARM, " +
				pick(t, "place", "place: {area: ARM}", "place: {border: [ARM, TUR]}", "place: {crossing: [x1, x2]}", "place: {crossing: x1}") +
				", class: {" + pick(t, "class", "", "nationals: [DEU]", "purpose: [transit]", "nationals: {except: [own]}") + "}, " +
				pick(t, "effect", "effect: refused", "effect: permitted", "effect: unknown") + "}}\n"
		}
		effect := pick(t, "narrowest", "refused", "permitted", "unknown")
		text += "  - {id: n, says: s, valid: {from: 1950}, public: 2000, public_basis: b, rule: {part: closure, authority: ARM, place: {crossing: x1}, from: TUR, to: ARM, " +
			"class: {nationals: [DEU], documents: [ordinary], purpose: [transit], mode: [foot]}, effect: " + effect + "}}\n"
		day := record.DayOf(2024, 6, 10)
		g := regime.Compile(load(t, text), day, day)
		p := regime.Passage{From: "TUR", To: "ARM", Crossing: "x1", Mode: record.Foot}
		tr := regime.Traveller{Passports: []regime.Passport{{Nationality: "DEU", Type: "ordinary"}}, Purpose: "transit"}
		if v := g.Verdict(p, g.Profile(tr)); v.String() != effect {
			t.Fatalf("the narrowest says %s, the verdict is %s\n%s", effect, v, rulesOf(text))
		}
	})
}

// A passage is as good as its weakest part: taken one part at a time, with the
// others open, the weakest of the four is the verdict.
func TestTheWeakestPartDecides(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := drawQuestion(t, true)
		if d.passage.Transit || strings.Contains(d.text, "part: every") || strings.Contains(d.text, "supersedes") {
			t.Skip("such statements are of several parts")
		}
		whole, weakest := d.verdict(), regime.Permitted
		for _, part := range []string{"gate", "closure", "exit", "entry"} {
			alone := d
			alone.text = onlyPart(d.text, part)
			alone.regime = regime.Compile(load(t, alone.text), d.day, d.known)
			weakest = min(weakest, alone.verdict())
		}
		if whole != weakest {
			d.log(t)
			t.Fatalf("is %s; its weakest part %s", whole, weakest)
		}
	})
}

// onlyPart keeps the rules of one part and opens the gate and the entry where
// that is not the part.
func onlyPart(text, part string) string {
	head, rules, _ := strings.Cut(text, "statements:\n")
	var kept []string
	for _, s := range strings.SplitAfter(rules, "\n") {
		if strings.Contains(s, "part: "+part+",") || (part == "gate" && strings.Contains(s, "facility:")) {
			kept = append(kept, s)
		}
	}
	b := strings.Builder{}
	b.WriteString(head + "statements:\n")
	for _, s := range kept {
		b.WriteString(overrides.ReplaceAllStringFunc(s, func(clause string) string {
			beaten := overrides.FindStringSubmatch(clause)[1]
			if slices.ContainsFunc(kept, func(k string) bool { return strings.Contains(k, "{id: "+beaten+",") }) {
				return clause
			}
			return ""
		}))
	}
	for _, open := range []string{"gate", "entry"} {
		if open != part {
			fmt.Fprintf(&b, "  - {id: open-%s, says: s, public: 1980, public_basis: b, rule: {part: %s, authority: each, place: {each: true}, subject: all, effect: permitted}}\n", open, open)
		}
	}
	return b.String()
}

var overrides = regexp.MustCompile(`, overrides: \[([a-z0-9-]+)\]`)

// An authority that only asserts law over a post never betters a verdict.
func TestAnAssertedRuleNeverBetters(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := drawQuestion(t, false)
		before := d.verdict()
		// AZE controls no side of any passage asked about.
		part := pick(t, "asserted part", "gate", "closure", "exit", "entry", "every")
		place := fmt.Sprintf("crossing: %s", cmp.Or(string(d.passage.Crossing), "x1"))
		if d.passage.Crossing == "" || rapid.Bool().Draw(t, "by area") {
			place = fmt.Sprintf("border: [%s, %s]", d.passage.From, d.passage.To)
		}
		d.text += fmt.Sprintf("  - {id: asserted, says: s, public: 1980, public_basis: b, rule: {part: %s, authority: AZE, place: {%s}, class: {%s}, %s}}\n",
			part, place, drawClass(t), drawEffect(t))
		d.regime = regime.Compile(load(t, d.text), d.day, d.known)
		if after := d.verdict(); after > before {
			d.log(t)
			t.Fatalf("was %s, is %s", before, after)
		}
	})
}

// The verdict for a traveller who left nothing out allocates nothing, once the
// place has been asked about. (Seasons do, as yet: they are read anew each time.)
func TestVerdictAllocatesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := drawQuestion(t, true)
		if strings.Contains(d.text, "season") {
			t.Skip("a season")
		}
		profile := d.regime.Profile(d.traveller)
		if n := testing.AllocsPerRun(5, func() { d.regime.Verdict(d.passage, profile) }); n > 0 {
			d.log(t)
			t.Fatalf("%v allocations", n)
		}
	})
}
