package record_test

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"waythrough/record"
)

const waitWorld = `
sources:
  - {id: act-2020, publisher: P, title: T, published: 2020-01-10, where: p, basis: read, rank: act}
  - {id: press-2020, publisher: P, title: T, published: 2020-01-10, where: p, basis: read, rank: press}
  - {id: press-2024, publisher: P, title: T, published: 2024-05-01, where: p, basis: read, rank: press}
areas:
  - {id: adjara, kind: part, part_of: GEO, name: Adjara}
crossings:
  - {id: sarpi-sarp, name: S, modes: [road, foot], posts: [{area: GEO, part: adjara, name: S, at: [41.5, 41.5]}, {area: TUR, name: S, at: [41.5, 41.5]}]}
  - {id: vale-turkgozu, name: V, modes: [road], posts: [{area: GEO, name: V, at: [41.5, 42.5]}, {area: TUR, name: T, at: [41.5, 42.5]}]}
statements:
`

// waits writes what stands at Sarpi: "car 2h/5h by id".
func waits(v *record.View, from, to record.AreaID, on record.Day) string {
	var out []string
	for _, w := range v.Waits("sarpi-sarp", from, to, on) {
		out = append(out, fmt.Sprintf("%s %s/%s by %s", w.Vehicle, w.Median, w.NineInTen, w.Statement))
	}
	return strings.Join(out, ", ")
}

func TestWaits(t *testing.T) {
	const about = "about: {crossing: sarpi-sarp}, "
	say := func(id, rest string) string {
		return "  - {id: " + id + ", says: s, " + rest + "}\n"
	}
	usual := say("usual", "sources: [{source: press-2020}], valid: {from: 2020-01-10}, "+about+"observation: {waits: [{median: 30m}, {vehicle: truck, median: 20h, nine_in_ten: 2d}]}")
	jam := say("jam", "sources: [{source: press-2024}], valid: {from: 2024-05-01, until: 2024-05-03}, "+about+"observation: {from: TUR, to: GEO, waits: [{vehicle: truck, median: 5d}]}")
	tests := []struct {
		why, text, known, on string
		from, to             record.AreaID
		want                 string
	}{
		{"a usual wait, both ways, of whatever passes first", usual, "2024-06-01", "2024-06-01", "TUR", "GEO", " 30m/ by usual, truck 20h/2d by usual"},
		{"the other way", usual, "2024-06-01", "2024-06-01", "GEO", "TUR", " 30m/ by usual, truck 20h/2d by usual"},
		{"not before it began", usual, "2024-06-01", "2020-01-09", "GEO", "TUR", ""},
		{"not before it was public", usual, "2020-01-09", "2020-02-01", "GEO", "TUR", ""},
		{"a jam stands while it lasts, for lorries alone", usual + jam, "2024-06-01", "2024-05-03", "TUR", "GEO", " 30m/ by usual, truck 5d/ by jam"},
		{"in its direction", usual + jam, "2024-06-01", "2024-05-03", "GEO", "TUR", " 30m/ by usual, truck 20h/2d by usual"},
		{"and no longer", usual + jam, "2024-06-01", "2024-05-04", "TUR", "GEO", " 30m/ by usual, truck 20h/2d by usual"},
		{"nor before anybody knew", usual + jam, "2024-04-30", "2024-05-03", "TUR", "GEO", " 30m/ by usual, truck 20h/2d by usual"},
		{"whichever comes first in the file", jam + usual, "2024-06-01", "2024-05-03", "TUR", "GEO", " 30m/ by usual, truck 5d/ by jam"},
		{"of equal dates the one of this direction", usual + say("into", "sources: [{source: press-2020}], valid: {from: 2020-01-10}, "+about+"observation: {to: TUR, waits: [{vehicle: truck, median: 1h}]}"),
			"2024-06-01", "2024-06-01", "GEO", "TUR", " 30m/ by usual, truck 1h/ by into"},
		{"then the one of higher rank", usual + say("act", "sources: [{source: act-2020}], valid: {from: 2020-01-10}, "+about+"observation: {waits: [{vehicle: truck, median: 1h}]}"),
			"2024-06-01", "2024-06-01", "GEO", "TUR", " 30m/ by usual, truck 1h/ by act"},
		{"without a start, from the day it was public", say("told", "sources: [{source: press-2024}], "+about+"observation: {waits: [{vehicle: foot, median: 0m}]}"),
			"2024-06-01", "2024-05-01", "GEO", "TUR", "foot 0m/ by told"},
		{"and not surely before", say("told", "sources: [{source: press-2024}], "+about+"observation: {waits: [{vehicle: foot, median: 0m}]}"), "2024-06-01", "2024-04-01", "GEO", "TUR", ""},
		{"an end learned later counts once it is public", say("ended", "sources: [{source: press-2020}], valid: {from: 2020-01-10}, ended: {on: 2023-01-01, sources: [{source: press-2024}]}, "+about+"observation: {waits: [{median: 1h}]}"),
			"2024-06-01", "2024-06-01", "GEO", "TUR", ""},
		{"and not before", say("ended", "sources: [{source: press-2020}], valid: {from: 2020-01-10}, ended: {on: 2023-01-01, sources: [{source: press-2024}]}, "+about+"observation: {waits: [{median: 1h}]}"),
			"2024-04-01", "2024-04-01", "GEO", "TUR", " 1h/ by ended"},
		{"what superseded it stands", usual + say("better", "sources: [{source: press-2024}], supersedes: [usual], valid: {from: 2019}, "+about+"observation: {waits: [{median: 45m}]}"),
			"2024-06-01", "2024-06-01", "GEO", "TUR", " 45m/ by better"},
		{"a part is its area's", say("part", "sources: [{source: press-2020}], valid: {from: 2020-01-10}, "+about+"observation: {from: TUR, to: adjara, waits: [{median: 2h}]}"), "2024-06-01", "2024-06-01", "TUR", "GEO", " 2h/ by part"},
		{"another crossing's", say("there", "sources: [{source: press-2020}], valid: {from: 2020-01-10}, about: {crossing: vale-turkgozu}, observation: {waits: [{median: 2h}]}"), "2024-06-01", "2024-06-01", "TUR", "GEO", ""},
		{"of several at once", say("both", "sources: [{source: press-2020}], valid: {from: 2020-01-10}, about: {crossing: [vale-turkgozu, sarpi-sarp]}, observation: {waits: [{median: 2h}]}"), "2024-06-01", "2024-06-01", "TUR", "GEO", " 2h/ by both"},
		{"counts are no waits", say("counts", "sources: [{source: press-2020}], valid: {from: 2020-01-10}, "+about+"observation: {counts: [{what: lorries, n: 5}]}"), "2024-06-01", "2024-06-01", "TUR", "GEO", ""},
	}
	for _, tt := range tests {
		v := load(t, waitWorld+tt.text).Known(day(t, tt.known))
		if got := waits(v, tt.from, tt.to, day(t, tt.on)); got != tt.want {
			t.Errorf("%s: %q, should be %q", tt.why, got, tt.want)
		}
	}
}

// A wait tells what it rests on and how old it is; its own sort of traffic comes before
// what holds for all.
func TestWaitOf(t *testing.T) {
	r := load(t, waitWorld+`
  - {id: usual, says: It takes half an hour., sources: [{source: press-2020}], valid: {from: 2020-01-10}, about: {crossing: sarpi-sarp}, observation: {waits: [{median: 30m}, {vehicle: truck, median: 20h}]}}
`)
	v := r.Known(day(t, "2024-06-01"))
	list := v.Waits("sarpi-sarp", "GEO", "TUR", day(t, "2020-04-09"))
	if w, ok := record.WaitOf(list, "truck"); !ok || w.Median.Minutes != 20*60 || w.Stale || w.Confirmed != day(t, "2020-01-10") || len(w.Sources) != 1 {
		t.Errorf("for a truck it is %+v", w)
	}
	if w, ok := record.WaitOf(list, "car"); !ok || w.Median.Minutes != 30 || w.Says != "It takes half an hour." {
		t.Errorf("for a car it is %+v", w)
	}
	if w := v.Waits("sarpi-sarp", "GEO", "TUR", day(t, "2020-04-10"))[0]; !w.Stale {
		t.Error("after 91 days it is not stale")
	}
	if w, ok := record.WaitOf(nil, "car"); ok {
		t.Errorf("of none it is %+v", w)
	}
	data, err := json.Marshal(list[0])
	if want := `{"median":"30m","statement":"usual",`; err != nil || !strings.HasPrefix(string(data), want) {
		t.Errorf("%s does not begin with %s: %v", data, want, err)
	}
}

// Waits survive the index and being written out, and the schema takes them.
func TestWaitsAreWritten(t *testing.T) {
	text := waitWorld + `
  - {id: usual, says: s, sources: [{source: press-2020}], about: {crossing: sarpi-sarp}, observation: {waits: [{median: 30m}, {vehicle: truck, median: 2d6h, nine_in_ten: 3d}]}}
`
	r := load(t, text)
	want := r.Statement("usual").Observation.Waits
	if len(want) != 2 || want[1].Median.Minutes != 54*60 {
		t.Fatalf("waits are %+v", want)
	}
	index, err := r.Index()
	if err != nil {
		t.Fatal(err)
	}
	again, err := record.LoadIndexed(index)
	if err != nil {
		t.Fatal(err)
	}
	if got := again.Statement("usual").Observation.Waits; !slices.Equal(got, want) {
		t.Errorf("after the index: %+v", got)
	}
	item, err := r.Item("usual")
	if err != nil {
		t.Fatal(err)
	}
	data, err := item.YAML()
	if err != nil || !strings.Contains(string(data), "nine_in_ten: 3d") {
		t.Errorf("written as\n%s%v", data, err)
	}
	if err := compiled(t).Validate(plain(t, []byte(text))); err != nil {
		t.Errorf("the schema refuses it: %v", err)
	}
	bad := strings.Replace(text, "2d6h", "2 days", 1)
	if compiled(t).Validate(plain(t, []byte(bad))) == nil {
		t.Error("the schema takes \"2 days\" for a span")
	}
}

// The reference shows waits that load.
func TestDocumentedWaits(t *testing.T) {
	doc, err := os.ReadFile("../docs/record.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, ok := strings.Cut(string(doc), "observation: {from: TUR, to: GEO, waits:")
	line, _, _ := strings.Cut(rest, "  #")
	if !ok {
		t.Fatal("docs/record.md shows no waits")
	}
	r := load(t, waitWorld+"  - {id: shown, says: s, sources: [{source: press-2020}], about: {crossing: sarpi-sarp}, observation: {from: TUR, to: GEO, waits:"+line+"}\n")
	if len(r.Statement("shown").Observation.Waits) != 2 {
		t.Errorf("it is %q", line)
	}
}
