package regime_test

import (
	"fmt"
	"slices"
	"strings"
	"testing/fstest"

	"pgregory.net/rapid"

	"waythrough/record"
	"waythrough/regime"
)

// The little world of the properties:
//
//	      x1
//	ARM ====== TUR ----- GEO ----- abk
//	 |    x2         y         z
//	EVN        IST                      DEU, AZE: elsewhere
//
// abk is held by its own administration and claimed by GEO. ARM, GEO and AZE are
// in the group UNION, TUR from 15 June 2024.
const geography = `
sources:
  - {id: the-act, publisher: P, basis: reported, rank: act}
  - {id: the-press, publisher: P, basis: reported, rank: press}
areas:
  - {id: ARM, kind: state, name: A, timezone: UTC}
  - {id: TUR, kind: state, name: T, timezone: UTC}
  - {id: GEO, kind: state, name: G, timezone: UTC}
  - {id: AZE, kind: state, name: Z, timezone: UTC}
  - {id: DEU, kind: state, name: D, timezone: UTC}
  - {id: abk, kind: de-facto, name: B, timezone: UTC, control: [{by: abk, valid: {from: 1993}}], claims: [{by: GEO}]}
groups:
  - {id: UNION, name: U, members: [{areas: [ARM, GEO, AZE]}, {areas: [TUR], valid: {from: 2024-06-15}}]}
crossings:
  - {id: x1, name: X1, modes: [road, rail, foot], posts: [{area: ARM, name: p, at: [40, 44]}, {area: TUR, name: q, at: [40, 44]}]}
  - {id: x2, name: X2, modes: [road, rail, foot], posts: [{area: ARM, name: p, at: [40, 43]}, {area: TUR, name: q, at: [40, 43]}]}
  - {id: y, name: Y, modes: [road, rail, foot], posts: [{area: TUR, name: p, at: [41, 42]}, {area: GEO, name: q, at: [41, 42]}]}
  - {id: z, name: Z, modes: [road, rail, foot], posts: [{area: GEO, name: p, at: [42, 41]}, {area: abk, name: q, at: [42, 41]}]}
terminals:
  - {id: EVN, kind: airport, name: E, area: ARM, at: [40, 44]}
  - {id: IST, kind: airport, name: I, area: TUR, at: [41, 28]}
statements:
`

// passages are those asked about.
var passages = []regime.Passage{
	{From: "ARM", To: "TUR", Crossing: "x1"}, {From: "TUR", To: "ARM", Crossing: "x1"},
	{From: "TUR", To: "ARM", Crossing: "x2"}, {From: "TUR", To: "GEO", Crossing: "y"},
	{From: "GEO", To: "TUR", Crossing: "y"}, {From: "GEO", To: "abk", Crossing: "z"},
	{From: "abk", To: "GEO", Crossing: "z"}, {From: "TUR", To: "ARM", Enters: "EVN", Mode: record.Air},
	{From: "ARM", To: "TUR", Leaves: "EVN", Enters: "IST", Mode: record.Air},
	{From: "DEU", To: "AZE", Enters: "IST", Mode: record.Air, Transit: true}, {From: "ARM", To: "GEO", Enters: "IST", Mode: record.Air, Transit: true},
	{From: "TUR", To: "DEU", Enters: "EVN", Mode: record.Air, Transit: true},
}

// Rules that let everybody through, so that what is drawn decides; or persons
// only, no vehicle and no goods.
const allWorks = `  - {id: all-gates, says: s, public: 1990, public_basis: b, rule: {part: gate, authority: each, place: {each: true}, effect: permitted}}
  - {id: all-entries, says: s, public: 1990, public_basis: b, rule: {part: entry, authority: each, place: {each: true}, subject: all, effect: permitted}}
`

var personsOnly = strings.Replace(allWorks, ", subject: all", "", 1)

// dates of rules, as pairs that can be; the questions are of June 2024.
var dates = []string{"", "", "", "valid: {from: 2010}, ", "valid: {from: 2020-01-01, until: 2024-06-20}, ", "valid: {until: 2024-06-10}, ",
	"valid: {from: 2024-06-10}, ", "valid: {from: 2024-06}, ", "valid: {from: 2015, until: 2024-06}, ", "valid: {from: 2024-06-15T12:00}, ",
	"valid: {from: 2020, until: 2024-06-15T18:30}, ", "valid: {from: 2020, sunsets: [{until: 2024-06-05}]}, ",
	"valid: {from: 2020, sunsets: [{until: 2024-06-05}, {until: 2024-07-31, public: 2024-06-12}]}, "}

// dimensions of classes, each with values to draw.
var dimensions = map[string][]string{
	"nationals":  {"[DEU]", "[own]", "[UNION]", "{except: [own]}", "{except: [ARM, TUR]}", "[TUR, DEU]", "[stateless]", "{except: [UNION]}"},
	"documents":  {"[ordinary]", "[diplomatic, service]", "{except: [border-pass]}"},
	"papers":     {`["permit:ARM"]`, `{except: ["permit:ARM"]}`},
	"residents":  {"[TUR]", "{except: [UNION]}"},
	"age":        {"{min: 18}", "{max: 60}", "{min: 18, max: 60}"},
	"purpose":    {"[transit]", "{except: [medical]}", "[medical, study]"},
	"mode":       {"[road]", "[foot, rail]", "[road, foot]", "[air]"},
	"vehicle":    {"[car]", "[truck, bus]", "{except: [none]}"},
	"plate":      {"[TUR]", "{except: [own]}"},
	"owner":      {"[own]", "{except: [rented]}"},
	"cargo":      {"[persons]", "[goods]", "[goods, humanitarian]"},
	"goods_from": {"[TUR]", "{except: [TUR]}"},
	"goods_to":   {"[UNION]", "[abk]"},
	"parity":     {"day"},
	"history": {"[{stamp: ARM}]", "[{stamp: ARM, absent: true}]", "[{entered: abk, not_via: [z]}]", "[{entered: TUR, via: [x1], within: 90d}]",
		"[{entered: TUR, cured_by: GEO}]", "[{entered: abk}, {stamp: ARM, absent: true}]"},
	"named": {"the list"},
}

var dimensionNames = sortedKeys(dimensions)

func sortedKeys(m map[string][]string) []string {
	var out []string
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

func pick(t *rapid.T, what string, from ...string) string {
	return rapid.SampledFrom(from).Draw(t, what)
}

// chance is true once in n.
func chance(t *rapid.T, n int, what string) bool { return rapid.IntRange(1, n).Draw(t, what) == n }

// drawWorld writes a record file with a few random rules.
func drawWorld(t *rapid.T) string {
	var b strings.Builder
	b.WriteString(geography)
	b.WriteString(rapid.SampledFrom([]string{allWorks, allWorks, personsOnly, ""}).Draw(t, "base"))
	var rules []string
	for i := range rapid.IntRange(1, 7).Draw(t, "statements") {
		s := drawStatement(t, i, rules)
		b.WriteString(s)
		if strings.Contains(s, "rule: {") {
			rules = append(rules, fmt.Sprintf("s%d", i))
		}
	}
	return b.String()
}

func drawStatement(t *rapid.T, i int, rules []string) string {
	var more strings.Builder
	more.WriteString(pick(t, "dates", dates...))
	fmt.Fprintf(&more, "public: %s, public_basis: b, ", pick(t, "public", "2000-01-01", "2005", "2024-06-12"))
	if chance(t, 8, "fact") {
		fmt.Fprintf(&more, "fact: f, sources: [{source: %s}], ", pick(t, "rank", "the-act", "the-press"))
	}
	if i > 0 && chance(t, 20, "supersedes") {
		fmt.Fprintf(&more, "supersedes: [s%d], ", rapid.IntRange(0, i-1).Draw(t, "superseded"))
	}
	if chance(t, 25, "facility") {
		return fmt.Sprintf("  - {id: s%d, says: s, about: {crossing: x1}, %sfacility: {what: bridge, state: in-ruins}}\n", i, more.String())
	}
	return fmt.Sprintf("  - {id: s%d, says: s, %srule: {%s}}\n", i, more.String(), drawRule(t, rules))
}

func drawRule(t *rapid.T, earlier []string) string {
	part := pick(t, "part", "gate", "closure", "closure", "exit", "entry", "entry", "every", "transit")
	rule := fmt.Sprintf("part: %s, %s, class: {%s}, %s", part, drawPlace(t, part), drawClass(t), drawEffect(t))
	if chance(t, 4, "subject") {
		rule += ", subject: " + pick(t, "for", "person", "vehicle", "cargo", "all")
	}
	if len(earlier) > 0 && chance(t, 8, "overrides") {
		rule += ", overrides: [" + pick(t, "overridden", earlier...) + "]"
	}
	if chance(t, 8, "schedule") {
		rule += ", schedule: " + pick(t, "hours", `{hours: ["06:00-20:00"]}`, `{hours: ["22:00-04:30"]}`, "{weekdays: [mon, sat, sun]}", "{season: 06-10/06-20}")
	}
	return rule
}

// drawPlace draws authority, place and direction. A place between two areas gets
// both ends of its direction, or none.
func drawPlace(t *rapid.T, part string) string {
	if chance(t, 12, "each") {
		return "authority: each, place: {each: true}"
	}
	authority := "authority: " + pick(t, "authority", "ARM", "ARM", "TUR", "TUR", "GEO", "abk", "UNION") + ", "
	between := [][3]string{{"crossing: x1", "ARM", "TUR"}, {"crossing: [x1, x2]", "ARM", "TUR"}, {"border: [ARM, TUR]", "ARM", "TUR"},
		{"crossing: y", "TUR", "GEO"}, {"border: [TUR, GEO]", "TUR", "GEO"}, {"crossing: z", "GEO", "abk"}, {"border: [GEO, abk]", "GEO", "abk"}}
	directed := part == "entry" || part == "exit"
	switch rapid.IntRange(0, 5).Draw(t, "place") {
	case 0, 1, 2:
		p := rapid.SampledFrom(between).Draw(t, "between")
		from, to := p[1], p[2]
		if rapid.Bool().Draw(t, "back") {
			from, to = to, from
		}
		if directed || rapid.Bool().Draw(t, "directed") {
			return fmt.Sprintf("%splace: {%s}, from: %s, to: %s", authority, p[0], from, to)
		}
		return fmt.Sprintf("%splace: {%s}", authority, p[0])
	case 3:
		switch {
		case part == "entry":
			return authority + "place: {terminal: EVN}, to: ARM"
		case part == "exit":
			return authority + "place: {terminal: EVN}, from: ARM"
		}
		return authority + pick(t, "wide", "place: {terminal: EVN}", "place: {area: [ARM, TUR]}", "place: {among: UNION}")
	}
	area := pick(t, "area", "ARM", "TUR", "GEO", "abk")
	if !directed {
		area += pick(t, "way", "}", "}, to: "+area, "}, from: "+area)
	} else {
		area += "}"
	}
	return authority + "place: {area: " + area
}

func drawClass(t *rapid.T) string {
	var class []string
	for _, dim := range rapid.SliceOfNDistinct(rapid.SampledFrom(dimensionNames), 0, 3, rapid.ID[string]).Draw(t, "class") {
		class = append(class, dim+": "+pick(t, dim, dimensions[dim]...))
	}
	return strings.Join(class, ", ")
}

func drawEffect(t *rapid.T) string {
	return pick(t, "effect", "effect: refused", "effect: refused", "effect: permitted", "effect: permitted", "effect: unknown",
		`effect: formality, needs: [{paper: "permit:ARM", or: [insurance]}]`, "visa: {kind: free}", "visa: {kind: e-visa}", "visa: {kind: required}",
		"visa: {kind: refused}", "visa: {kind: free}, needs: [{paper: insurance}]")
}

func load(t rapid.TB, text string) *record.Record {
	r, err := record.Load(record.Folder{Name: "world", FS: fstest.MapFS{"world.yaml": {Data: []byte(text)}}})
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	return r
}

// drawTraveller leaves out each thing with some chance, unless all is to be said.
func drawTraveller(t *rapid.T, all bool) regime.Traveller {
	word := func(what string, from ...string) string {
		if !all && chance(t, 3, what+" left out") {
			return ""
		}
		return pick(t, what, from...)
	}
	areas := []string{"ARM", "TUR", "GEO", "DEU", "abk", "FRA"}
	tr := regime.Traveller{Residence: record.AreaID(word("residence", areas...)), Plate: record.AreaID(word("plate", areas...)),
		GoodsFrom: record.AreaID(word("goods from", areas...)), GoodsTo: record.AreaID(word("goods to", areas...)),
		Purpose: word("purpose", "transit", "medical", "study", "tourism"), Vehicle: word("vehicle", "car", "truck", "none"),
		Owner: word("owner", "own", "rented"), Parity: record.Parity(word("parity", "odd", "even")), Cargo: word("cargo", "persons", "goods", "humanitarian")}
	if all || !chance(t, 3, "age left out") {
		tr.Age = rapid.SampledFrom([]int{5, 17, 18, 40, 60, 61}).Draw(t, "age")
	}
	some := func(what string, from ...string) []string {
		return rapid.SliceOfNDistinct(rapid.SampledFrom(from), 0, 2, rapid.ID[string]).Draw(t, what)
	}
	least := 0
	if all {
		least = 1
	}
	for range rapid.IntRange(least, 2).Draw(t, "passports") {
		tr.Passports = append(tr.Passports, regime.Passport{Nationality: record.AreaID(pick(t, "nationality", append(areas, record.Stateless)...)),
			Type: pick(t, "type", "ordinary", "ordinary", "diplomatic", "border-pass")})
	}
	for _, p := range some("holds", "permit:ARM", "insurance", "visa:ARM", "visa:TUR", "e-visa:GEO", "residence-permit:TUR") {
		tr.Holds = append(tr.Holds, record.PaperID(p))
	}
	for _, s := range some("stamps", "ARM", "GEO") {
		tr.Stamps = append(tr.Stamps, record.AreaID(s))
	}
	for _, s := range some("listed", "s0", "s1", "s2") {
		tr.Listed = append(tr.Listed, record.StatementID(s))
	}
	on := record.DayOf(2024, 2, 1)
	for range rapid.IntRange(0, 2).Draw(t, "entries") {
		on += record.Day(rapid.IntRange(1, 90).Draw(t, "later"))
		tr.Entered = append(tr.Entered, regime.Entered{Area: record.AreaID(pick(t, "entered", "TUR", "abk", "GEO")), Via: pick(t, "via", "x1", "y", "z"), On: on})
	}
	return tr
}

// drawPassage draws a passage, at some minute of the day or for the day.
func drawPassage(t *rapid.T, day record.Day) regime.Passage {
	p := rapid.SampledFrom(passages).Draw(t, "passage")
	if p.Mode == "" {
		p.Mode = rapid.SampledFrom([]record.Mode{record.Road, record.Foot, record.Rail}).Draw(t, "mode")
	}
	if chance(t, 3, "timed") {
		p.At, p.Timed = day.Start()+record.Minute(rapid.IntRange(1, record.DayMinutes-2).Draw(t, "minute")), true
	}
	return p
}
