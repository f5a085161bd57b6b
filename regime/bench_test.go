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

// BenchmarkVerdicts is one traveller, prepared anew each time, at the crossings of
// the record: at each once, by the mode it is mostly for; and at each both ways, by
// every mode it has.
func BenchmarkVerdicts(b *testing.B) {
	r, err := builtin.Record()
	if err != nil {
		b.Fatal(err)
	}
	var once, everywhere []regime.Passage
	for _, x := range r.Crossings {
		for i, m := range x.Modes {
			there := regime.Passage{From: x.Posts[0].Area, To: x.Posts[1].Area, Mode: m, Crossing: x.ID}
			back := regime.Passage{From: there.To, To: there.From, Mode: m, Crossing: x.ID}
			if i == 0 {
				once = append(once, there)
			}
			everywhere = append(everywhere, there, back)
		}
	}
	day := record.DayOf(2024, 7, 30)
	g := regime.Compile(r, day, day)
	traveller := regime.Traveller{Passports: []regime.Passport{{Nationality: "DEU"}}, Vehicle: "car"}
	for name, passages := range map[string][]regime.Passage{"each-crossing": once, "both-ways-every-mode": everywhere} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				profile := g.Profile(traveller)
				for _, p := range passages {
					g.Verdict(p, profile)
				}
			}
			b.ReportMetric(float64(len(passages)), "verdicts/op")
		})
	}
}
