package regime_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"waythrough/record"
	"waythrough/regime"
)

// pasts are conditions on earlier entries, of every sort.
var pasts = []string{"{entered: abk}", "{entered: abk, not_via: [z]}", "{entered: abk, via: [z]}", "{entered: GEO, from: abk}",
	"{entered: TUR, via: [x1], within: 90d}", "{entered: UNION, from: DEU, within: 30d}", "{entered: TUR, cured_by: GEO}", "{entered: abk, not_via: [z], cured_by: ARM}",
	"{stamp: TUR, absent: true}", "{stamp: GEO, absent: true}", "{stamp: ARM}", "{stays: UNION, days: 9, within: 180d}", "{stays: TUR, days: 2, within: 20d}",
	"{entered: TUR, via: [x2], absent: true}"}

// drawPastLaw writes a record whose rules ask about the past, and papers that are used up.
func drawPastLaw(t *rapid.T) string {
	var b strings.Builder
	b.WriteString(geography + strings.Replace(allWorks, "subject: all, effect: permitted", "subject: all, effect: "+pick(t, "else", "permitted", "permitted", "unknown", "refused"), 1))
	for i := range rapid.IntRange(1, 4).Draw(t, "rules") {
		effect := pick(t, "effect", "effect: refused", "effect: refused", "effect: permitted", "effect: unknown",
			`effect: formality, needs: [{paper: insurance, entries: 1}]`, "visa: {kind: e-visa, entries: 2}", "visa: {kind: required, entries: 1}")
		if chance(t, 3, "no past") {
			effect = "effect: formality, needs: [{paper: insurance, entries: 1}]"
		}
		class := "history: [" + strings.Join(rapid.SliceOfNDistinct(rapid.SampledFrom(pasts), 0, 2, rapid.ID[string]).Draw(t, "past"), ", ") + "]"
		if class == "history: []" {
			class = ""
		}
		if chance(t, 3, "of some") {
			class = strings.TrimPrefix(class+", nationals: ["+pick(t, "who", "DEU", "TUR", "own")+"]", ", ")
		}
		place := pick(t, "where", "authority: ARM, place: {area: ARM}", "authority: TUR, place: {area: TUR}", "authority: GEO, place: {area: GEO}",
			"authority: TUR, place: {border: [ARM, TUR]}", "authority: TUR, place: {crossing: x1}", "authority: UNION, place: {among: UNION}", "authority: each, place: {each: true}")
		fmt.Fprintf(&b, "  - {id: s%d, says: s, public: 2000, public_basis: b, rule: {part: entry, %s, class: {%s}, %s}}\n", i, place, class, effect)
	}
	return b.String()
}

// What entries are drawn from.
var (
	entered = []string{"TUR", "ARM", "GEO", "abk", "AZE", "DEU"}
	vias    = []string{"x1", "x2", "y", "z", ""}
	left    = []string{"ARM", "TUR", "abk", "DEU", ""}
	stayed  = []int{0, 1, 2, 3, 9, 12}
)

func drawEntry(t *rapid.T, day record.Day) regime.Entered {
	return regime.Entered{Area: record.AreaID(pick(t, "into", entered...)), Via: pick(t, "via", vias...),
		From: record.AreaID(pick(t, "from", left...)), OnWay: rapid.Bool().Draw(t, "on the way"), Days: rapid.SampledFrom(stayed).Draw(t, "stay"),
		On: day - record.Day(rapid.SampledFrom([]int{0, 1, 15, 40, 200}).Draw(t, "ago"))}
}

// An entry may stand for another of equal mark, and one of the empty mark may be left out:
// no verdict changes, at any passage.
func TestEntriesOfEqualMarkAreAlike(t *testing.T) {
	day, swapped, dropped := record.DayOf(2024, 6, 10), 0, 0
	rapid.Check(t, func(t *rapid.T) {
		text := drawPastLaw(t)
		g := regime.Compile(load(t, text), day, day)
		tr := regime.Traveller{Passports: []regime.Passport{{Nationality: record.AreaID(pick(t, "of", "DEU", "TUR")), Type: "ordinary"}},
			Holds: []record.PaperID{"insurance", "visa:TUR", "e-visa:ARM", "visa:GEO"}}
		profile := g.Profile(tr)
		for range 12 {
			list := make([]regime.Entered, rapid.IntRange(1, 3).Draw(t, "entries"))
			for i := range list {
				list[i] = drawEntry(t, day)
			}
			slices.SortStableFunc(list, func(a, b regime.Entered) int { return int(a.On - b.On) })
			i := rapid.IntRange(0, len(list)-1).Draw(t, "which")
			before := verdicts(g, tr, list)
			mark := g.Tells(profile, list[i])
			for _, other := range variants(list[i], list) {
				if g.Tells(profile, other) != mark {
					continue
				}
				swapped++
				changed := slices.Clone(list)
				changed[i] = other
				if after := verdicts(g, tr, changed); after != before {
					t.Fatalf("with %+v for %+v, both %q, among %+v\nverdicts are %s, were %s\n%s", other, list[i], mark, list, after, before, rulesOf(text))
				}
			}
			if mark == "" {
				dropped++
				if after := verdicts(g, tr, slices.Delete(slices.Clone(list), i, i+1)); after != before {
					t.Fatalf("without %+v of %+v verdicts are %s, were %s\n%s", list[i], list, after, before, rulesOf(text))
				}
			}
		}
	})
	if swapped < 50 || dropped < 5 {
		t.Errorf("%d entries swapped and %d left out: nothing is shown by so few", swapped, dropped)
	}
}

// variants lists the entries that differ from one in one thing, and leave a list in order
// of time.
func variants(e regime.Entered, list []regime.Entered) []regime.Entered {
	var out []regime.Entered
	vary := func(set func(*regime.Entered)) {
		o := e
		set(&o)
		out = append(out, o)
	}
	for _, a := range entered {
		vary(func(o *regime.Entered) { o.Area = record.AreaID(a) })
	}
	for _, v := range vias {
		vary(func(o *regime.Entered) { o.Via = v })
	}
	for _, a := range left {
		vary(func(o *regime.Entered) { o.From = record.AreaID(a) })
	}
	for _, d := range stayed {
		vary(func(o *regime.Entered) { o.Days = d })
	}
	vary(func(o *regime.Entered) { o.OnWay = !o.OnWay })
	i := slices.Index(list, e)
	earliest, latest := e.On-300, record.DayOf(2024, 6, 10)
	if i > 0 {
		earliest = list[i-1].On
	}
	if i+1 < len(list) {
		latest = list[i+1].On
	}
	for _, on := range []record.Day{earliest, (earliest + latest) / 2, latest} {
		vary(func(o *regime.Entered) { o.On = on })
	}
	return slices.DeleteFunc(out, func(o regime.Entered) bool { return o == e })
}

// verdicts writes the verdict on each passage of the little world.
func verdicts(g *regime.Regime, t regime.Traveller, entered []regime.Entered) string {
	t.Entered = entered
	p, out := g.Profile(t), ""
	for _, way := range passages {
		if way.Mode == "" {
			way.Mode = record.Foot
		}
		out += g.Verdict(way, p).String()[:1]
	}
	return out
}

// Marks name no more than rules ask for: what the shipped law tells apart, and what not.
func TestTellsNoMoreThanIsAsked(t *testing.T) {
	const law = geography + `
  - {id: a, says: s, public: 2000, public_basis: b, rule: {part: entry, authority: GEO, place: {area: GEO}, class: {nationals: {except: [own]}, history: [{entered: abk, not_via: [z]}]}, effect: refused}}
  - {id: b, says: s, public: 2000, public_basis: b, rule: {part: entry, authority: ARM, place: {area: ARM}, class: {nationals: [DEU], history: [{entered: TUR, within: 90d}]}, effect: refused}}
  - {id: c, says: s, public: 2000, public_basis: b, rule: {part: entry, authority: AZE, place: {area: AZE}, class: {nationals: [TUR]}, visa: {kind: e-visa, entries: 1}}}
`
	day := record.DayOf(2024, 6, 10)
	g := regime.Compile(load(t, law), day, day)
	entry := func(area, via string, ago int) regime.Entered {
		return regime.Entered{Area: record.AreaID(area), Via: via, On: day - record.Day(ago), OnWay: true}
	}
	tests := []struct {
		of, why string
		a, b    regime.Entered
		alike   bool
	}{
		{"DEU", "no rule asks how Abkhazia was entered but whether by z", entry("abk", "x1", 3), entry("abk", "y", 9), true},
		{"DEU", "by z is another thing", entry("abk", "x1", 3), entry("abk", "z", 3), false},
		{"GEO", "own nationals are not asked", entry("abk", "x1", 3), entry("abk", "z", 3), true},
		{"DEU", "nobody asks about entries into ARM or GEO", entry("ARM", "x1", 3), entry("GEO", "y", 30), true},
		{"DEU", "days since TUR are counted for Germans", entry("TUR", "x1", 3), entry("TUR", "x1", 4), false},
		{"DEU", "by whichever crossing", entry("TUR", "x1", 3), entry("TUR", "y", 3), true},
		{"FRA", "for nobody else", entry("TUR", "x1", 3), entry("TUR", "y", 4), true},
		{"TUR", "an entry into AZE uses up the visa of a Turk", entry("AZE", "", 3), entry("ARM", "", 3), false},
		{"FRA", "and of no other", entry("AZE", "", 3), entry("ARM", "", 3), true},
	}
	for _, tt := range tests {
		p := g.Profile(regime.Traveller{Passports: []regime.Passport{{Nationality: record.AreaID(tt.of), Type: "ordinary"}}})
		if a, b := g.Tells(p, tt.a), g.Tells(p, tt.b); (a == b) != tt.alike {
			t.Errorf("%s, %s: marks %q and %q", tt.of, tt.why, a, b)
		}
	}
}
