package regime_test

import (
	"testing"

	"waythrough/record"
	"waythrough/record/builtin"
	"waythrough/regime"
)

// BenchmarkOpen is the record that ships, loaded and compiled for a day.
func BenchmarkOpen(b *testing.B) {
	day := record.DayOf(2026, 11, 23)
	for b.Loop() {
		r, err := builtin.Record()
		if err != nil {
			b.Fatal(err)
		}
		regime.Compile(r, day, day)
	}
}

// BenchmarkCompile is the law of a day, from a loaded record.
func BenchmarkCompile(b *testing.B) {
	r, err := builtin.Record()
	if err != nil {
		b.Fatal(err)
	}
	day := record.DayOf(2026, 11, 23)
	for b.Loop() {
		regime.Compile(r, day, day)
	}
}

// BenchmarkVerdictsEverywhere is one traveller at every crossing of the record,
// both ways, by every mode.
func BenchmarkVerdictsEverywhere(b *testing.B) {
	r, err := builtin.Record()
	if err != nil {
		b.Fatal(err)
	}
	day := record.DayOf(2024, 7, 30)
	g := regime.Compile(r, day, day)
	traveller := regime.Traveller{Passports: []regime.Passport{{Nationality: "DEU"}}, Vehicle: "car"}
	var passages []regime.Passage
	for _, x := range r.Crossings {
		for _, m := range x.Modes {
			passages = append(passages,
				regime.Passage{From: x.Posts[0].Area, To: x.Posts[1].Area, Mode: m, Crossing: x.ID},
				regime.Passage{From: x.Posts[1].Area, To: x.Posts[0].Area, Mode: m, Crossing: x.ID})
		}
	}
	b.ReportAllocs()
	for b.Loop() {
		profile := g.Profile(traveller)
		for _, p := range passages {
			g.Verdict(p, profile)
		}
	}
	b.ReportMetric(float64(len(passages)), "verdicts/op")
}
