package regime_test

import (
	"testing"

	"waythrough/record"
	"waythrough/regime"
)

// A warning holds from its beginning, or where none is told from when it was first heard of,
// and is repeated for five years after it was last seen.
func TestAdvisoriesInForce(t *testing.T) {
	r := load(t, `areas:
  - {id: XAA, kind: state, name: Aland}
sources:
  - {id: seen, publisher: P, title: T, published: 2024-03-05, basis: read, rank: act, url: "https://example.org"}
statements:
  - {id: undated, says: Keep away., about: {area: XAA}, sources: [{source: seen}], advisory: {by: XAA, level: high}}
  - {id: dated, says: Keep away., valid: {from: 2023-01-01, until: 2025-01-01}, about: {area: XAA}, sources: [{source: seen}], advisory: {by: XAA, level: high}}
`)
	known := record.DayOf(2026, 1, 1)
	for _, tt := range []struct {
		on   record.Day
		want string
	}{
		{record.DayOf(1992, 6, 1), ""},
		{record.DayOf(2022, 12, 31), ""},
		{record.DayOf(2023, 1, 1), "dated "},
		{record.DayOf(2024, 3, 4), "dated "},
		{record.DayOf(2024, 3, 5), "undated dated "},
		{record.DayOf(2025, 1, 2), "undated "},
		{record.DayOf(2029, 3, 4), "undated "},
		{record.DayOf(2029, 3, 5), ""},
	} {
		got := ""
		for _, a := range regime.Compile(r, tt.on, known).Advisories([]record.AreaID{"XAA"}, nil) {
			got += string(a.Statement) + " "
		}
		if got != tt.want {
			t.Errorf("on %s: %q, want %q", tt.on, got, tt.want)
		}
	}
}
